//! What one partner may see of its alliance in one quarter: types that have no field for anything else.
//!
//! [`share`] fills them from the records by the playbook's list `shared_with_partners`, item by item, and tells what it
//! held back and why. Whatever is shown to a partner is made from a [`PartnerView`] alone: no record, no id of a record,
//! no place in a file, no note, no judgement about people, no figure of another partner has a field here. So what
//! leaves the house is decided in this folder, and nowhere else.

mod allow;
mod figures;
mod ledger;
mod log;
mod narrative;
mod share;
mod work;

use rust_decimal::Decimal;

pub use self::allow::{Refused, Why, Withheld};
pub use self::share::share;
use crate::playbook::shape::{Direction, Unit};
use crate::portfolio::agreement::AgreementKind;
use crate::portfolio::calendar::{Date, Interval, Quarter};
use crate::portfolio::initiative::Motion;
use crate::portfolio::issue::IssueKind;
use crate::portfolio::log::ValueKind;
use crate::portfolio::money::{Currency, Money};
use crate::portfolio::review::DispositionOutcome;
use crate::portfolio::showstopper::Topic;
use crate::portfolio::words::{Level, Side};

/// What a partner may see. A part that the playbook does not share is `None`; one that is shared and empty is empty.
#[derive(Debug, Clone)]
pub struct PartnerView {
    /// The name of our organisation.
    pub organisation: String,
    /// The name of the partner.
    pub partner: String,
    /// The quarter.
    pub quarter: Quarter,
    /// Its first and its last day.
    pub days: (Date, Date),
    /// The day that everything is told as of.
    pub as_of: Date,
    /// The review.
    pub review: Review,
    /// What the alliance is for, in five parts.
    pub proposition: Option<Option<Proposition>>,
    /// Decisions that the review asks for.
    pub decisions: Option<Vec<Decision>>,
    /// What became of each earlier promise.
    pub last_commitments: Option<Vec<Outcome>>,
    /// Promises made in the review, or open without one.
    pub commitments: Option<Vec<Commitment>>,
    /// Figures against plan.
    pub measures: Option<Vec<Measure>>,
    /// Targets that were changed.
    pub changed_targets: Vec<ChangedTarget>,
    /// Wins of the quarter.
    pub wins: Option<Vec<Win>>,
    /// Initiatives that this partner is a party to.
    pub initiatives: Option<Vec<Initiative>>,
    /// The last round of answers of both sides.
    pub survey: Option<Option<Survey>>,
    /// Who meets, and how often.
    pub bodies: Option<Vec<Body>>,
    /// Meetings of the quarter.
    pub meetings: Option<Vec<Meeting>>,
    /// Open risks.
    pub risks: Option<Vec<Risk>>,
    /// Open issues, and those that were settled in the quarter.
    pub issues: Option<Vec<Issue>>,
    /// Questions that could stop the alliance.
    pub showstoppers: Option<Vec<Showstopper>>,
    /// What each side may expect.
    pub expectations: Option<Vec<Expectation>>,
    /// Objectives of the plan, with where their figures lead.
    pub objectives: Option<Vec<Objective>>,
    /// Course corrections of the quarter.
    pub corrections: Option<Vec<Correction>>,
    /// What they said, and what we did.
    pub heard: Option<Vec<Heard>>,
    /// What we raised for them in our own house.
    pub advocacy: Option<Vec<Advocacy>>,
    /// Ideas of the quarter.
    pub ideas: Option<Vec<Idea>>,
    /// Lessons of the quarter.
    pub lessons: Option<Vec<Lesson>>,
    /// What both sides gained in the quarter.
    pub value: Option<Vec<Gain>>,
    /// Agreements in force.
    pub agreements: Option<Vec<Agreement>>,
    /// Where we compete and where we cooperate.
    pub coopetition: Option<Option<Coopetition>>,
}

impl PartnerView {
    /// Every text in it. Read from its debug form, so that no field can be forgotten here.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let told = format!("{self:?}");
        let mut rest = told.chars();
        while rest.any(|c| c == '"') {
            let mut text = String::new();
            while let Some(c) = rest.next().filter(|c| *c != '"') {
                text.push(if c == '\\' { unescaped(&mut rest) } else { c });
            }
            texts.push(text);
        }
        texts
    }
}

/// The letter that stands behind a backslash.
fn unescaped(rest: &mut std::str::Chars<'_>) -> char {
    match rest.next() {
        Some('n' | 'r' | 't' | '0') | None => ' ',
        Some('u') => {
            let number: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
            u32::from_str_radix(&number, 16).ok().and_then(char::from_u32).unwrap_or(' ')
        }
        Some(c) => c,
    }
}

/// The review, as it was written for both sides.
#[derive(Debug, Clone)]
pub struct Review {
    /// The day it was held.
    pub held_on: Option<Date>,
    /// The day it is planned for.
    pub scheduled_on: Option<Date>,
    /// The message of the quarter.
    pub headline: Option<String>,
    /// Its text in Markdown.
    pub narrative: String,
    /// Who came of us, by name.
    pub ours: Vec<String>,
    /// Who came of them, by name.
    pub theirs: Vec<String>,
}

/// The proposition.
#[derive(Debug, Clone)]
pub struct Proposition {
    /// In a sentence or two.
    pub statement: Option<String>,
    /// What we do.
    pub we_do: Option<String>,
    /// What they do.
    pub you_do: Option<String>,
    /// What both deliver.
    pub we_deliver: Option<String>,
    /// What they gain.
    pub partner_benefit: Option<String>,
    /// What customers gain.
    pub customer_benefit: Option<String>,
}

/// A decision to be taken.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What is to be decided.
    pub question: String,
    /// What could be done; the recommended one is marked.
    pub options: Vec<(String, bool)>,
    /// Why the recommended one.
    pub why: Option<String>,
    /// Who decides.
    pub decider: Option<String>,
    /// By when.
    pub needed_by: Option<Date>,
}

/// What became of a promise.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The promise.
    pub promise: Commitment,
    /// What became of it.
    pub outcome: DispositionOutcome,
    /// Why.
    pub why: Option<String>,
}

/// A promise.
#[derive(Debug, Clone)]
pub struct Commitment {
    /// What was promised.
    pub text: String,
    /// Who owes it.
    pub side: Side,
    /// Who sees to it.
    pub owner: Option<String>,
    /// When it is due now.
    pub due: Option<Date>,
    /// When it was first due, if that was another day.
    pub first_due: Option<Date>,
}

/// A metric with its figures.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// What it measures.
    pub definition: String,
    /// Where its figures come from.
    pub source: Option<String>,
    /// The unit.
    pub unit: Unit,
    /// What is better.
    pub direction: Direction,
    /// The currency, for money.
    pub currency: Option<Currency>,
    /// The day the last figure holds for.
    pub measured_on: Option<Date>,
    /// The quarters up to this one, oldest first.
    pub quarters: Vec<Measured>,
    /// The target of the next quarter.
    pub next_target: Option<Decimal>,
    /// Whether the target of the quarter was met.
    pub met: Option<bool>,
}

/// A metric in a quarter.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// The quarter.
    pub quarter: Quarter,
    /// What was measured.
    pub actual: Option<Decimal>,
    /// What was planned.
    pub target: Option<Decimal>,
}

/// A target was changed.
#[derive(Debug, Clone)]
pub struct ChangedTarget {
    /// Of which metric.
    pub metric: String,
    /// From what.
    pub from: Option<String>,
    /// To what.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// A win.
#[derive(Debug, Clone)]
pub struct Win {
    /// When.
    pub on: Date,
    /// What.
    pub text: String,
    /// With which customer.
    pub customer: Option<String>,
    /// What the customer has of it.
    pub effect: Option<String>,
    /// Who did it, on both sides.
    pub people: Vec<String>,
}

/// An initiative.
#[derive(Debug, Clone)]
pub struct Initiative {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: Option<String>,
    /// The other parties, by name.
    pub parties: Vec<String>,
    /// Its motion.
    pub motion: Option<Motion>,
    /// The name of its stage, and since when.
    pub stage: (String, Date),
    /// Who answers for it on our side or theirs.
    pub owners: Vec<String>,
    /// Its sponsors on our side.
    pub sponsors: Vec<String>,
    /// What stands in its way, and since when.
    pub blockers: Vec<(String, Date)>,
    /// What was launched last, and when.
    pub launched: Option<(String, Date)>,
    /// What it has shown.
    pub proofs: Vec<Proof>,
    /// When it ended.
    pub ended_on: Option<Date>,
}

/// What an initiative has shown.
#[derive(Debug, Clone)]
pub struct Proof {
    /// At which customer.
    pub customer: String,
    /// What came of it.
    pub result: String,
    /// When.
    pub on: Date,
}

/// A round of answers.
#[derive(Debug, Clone)]
pub struct Survey {
    /// When.
    pub on: Date,
    /// Each thing that was asked about.
    pub items: Vec<Asked>,
}

/// What both sides said of one thing.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The thing.
    pub about: String,
    /// What our side said.
    pub ours: Option<Answers>,
    /// What theirs said.
    pub theirs: Option<Answers>,
}

/// The answers of a side; there are none of fewer than three people.
#[derive(Debug, Clone, Copy)]
pub struct Answers {
    /// Their mean.
    pub mean: Decimal,
    /// How many answered.
    pub count: u32,
}

/// A governance body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// How often it meets.
    pub every: Interval,
    /// When it met last.
    pub last_met: Option<Date>,
}

/// A meeting.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// When.
    pub on: Date,
    /// Its title.
    pub title: String,
}

/// A risk.
#[derive(Debug, Clone)]
pub struct Risk {
    /// What may happen.
    pub text: String,
    /// What is done about it.
    pub response: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// Who looks after it.
    pub owner: Option<String>,
}

/// An issue.
#[derive(Debug, Clone)]
pub struct Issue {
    /// What is wrong.
    pub text: String,
    /// What kind.
    pub kind: IssueKind,
    /// When it was raised.
    pub raised_on: Date,
    /// What is done about it.
    pub response: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// How it was settled.
    pub resolution: Option<String>,
    /// When it was settled.
    pub resolved_on: Option<Date>,
}

/// A question that could stop the alliance.
#[derive(Debug, Clone)]
pub struct Showstopper {
    /// The question.
    pub question: Option<String>,
    /// What it is about.
    pub topic: Topic,
    /// What they say to it.
    pub their_position: Option<String>,
    /// How it was answered.
    pub resolution: Option<String>,
}

/// What a side may expect.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What.
    pub text: String,
    /// Of whom.
    pub side: Side,
    /// When they acknowledged it.
    pub acknowledged_on: Option<Date>,
}

/// An objective of the plan.
#[derive(Debug, Clone)]
pub struct Objective {
    /// What is to be reached.
    pub text: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it is to be reached.
    pub due: Option<Date>,
    /// When it was reached.
    pub reached_on: Option<Date>,
    /// Where its figures lead.
    pub landings: Vec<Landing>,
    /// What is done for it.
    pub actions: Vec<Action>,
}

/// What is done for an objective.
#[derive(Debug, Clone)]
pub struct Action {
    /// What.
    pub text: String,
    /// By which side.
    pub side: Option<Side>,
    /// By when.
    pub due: Option<Date>,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// Where a metric leads, if it goes on.
#[derive(Debug, Clone)]
pub struct Landing {
    /// The metric.
    pub metric: String,
    /// Its unit.
    pub unit: Unit,
    /// Its currency, for money.
    pub currency: Option<Currency>,
    /// By when.
    pub by: Quarter,
    /// What it will be.
    pub expected: Decimal,
    /// What it should be.
    pub target: Option<Decimal>,
    /// Whether that is enough.
    pub arrives: Option<bool>,
}

/// A course correction.
#[derive(Debug, Clone)]
pub struct Correction {
    /// When.
    pub on: Date,
    /// What went wrong.
    pub cause: String,
    /// What was changed.
    pub change: String,
    /// What came of it.
    pub result: Option<String>,
}

/// What they said.
#[derive(Debug, Clone)]
pub struct Heard {
    /// When.
    pub on: Date,
    /// About what.
    pub theme: String,
    /// What they said.
    pub said: String,
    /// What we did.
    pub did: Option<String>,
}

/// What we raised for them.
#[derive(Debug, Clone)]
pub struct Advocacy {
    /// When.
    pub on: Date,
    /// For what.
    pub topic: String,
    /// What came of it.
    pub outcome: Option<String>,
}

/// An idea.
#[derive(Debug, Clone)]
pub struct Idea {
    /// When.
    pub on: Date,
    /// Whose.
    pub origin: Side,
    /// What.
    pub text: String,
}

/// A lesson.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// When.
    pub on: Date,
    /// What was learnt.
    pub text: String,
}

/// What both sides gained.
#[derive(Debug, Clone)]
pub struct Gain {
    /// When.
    pub on: Date,
    /// What kind.
    pub of: ValueKind,
    /// What.
    pub text: Option<String>,
    /// Our part.
    pub ours: Option<Money>,
    /// Their part.
    pub theirs: Option<Money>,
}

/// An agreement.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its title.
    pub title: Option<String>,
    /// Its kind.
    pub kind: AgreementKind,
    /// When it was signed.
    pub signed_on: Option<Date>,
    /// When it ends or renews.
    pub expires_on: Option<Date>,
}

/// Cooperation with a rival.
#[derive(Debug, Clone)]
pub struct Coopetition {
    /// Where we compete.
    pub compete: Vec<String>,
    /// Where we cooperate.
    pub cooperate: Vec<String>,
    /// How the field behaves.
    pub rules: Vec<String>,
}
