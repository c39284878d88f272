//! What can be computed about each subject as of a date, each fact with its type, its unit and one sentence. Judges
//! nothing and draws nothing.

pub mod as_of;
mod of_alliance;
mod of_initiative;
mod of_ledger;
mod of_log;
mod of_meetings;
mod of_observation;
mod of_partner;
mod of_people;
mod of_plan;
mod of_portfolio;
mod of_proposition;
mod of_terms;
pub mod partner;
pub mod perception;
pub mod worth;

use std::collections::BTreeMap;

pub use self::of_alliance::ALLIANCE;
pub(crate) use self::of_alliance::{last_activity, last_deep_dive, last_review, last_survey, plan_agreed};
pub use self::of_initiative::{BLOCKER, GATE, INITIATIVE, STAGE};
pub(crate) use self::of_initiative::{approved, covered, ended, passed, silent_winners};
pub(crate) use self::of_ledger::working_days;
pub use self::of_ledger::{COMMITMENT, DECISION, ISSUE, RISK, SHOWSTOPPER};
pub use self::of_log::{ALIGNMENT, CORRECTION, ENTRY, KINDS as ENTRY_KINDS, LISTENING};
pub use self::of_meetings::{MEETING, REVIEW, SIX_SIGNS, SURVEY};
pub use self::of_observation::OBSERVATION;
pub use self::of_partner::Busiest;
pub use self::of_partner::PARTNER;
pub(crate) use self::of_partner::{busiest, live_since};
pub use self::of_people::{BODY, PAIRING, RACI, STAKEHOLDER};
pub(crate) use self::of_plan::looks_at;
pub use self::of_plan::{OBJECTIVE, PLAN};
pub use self::of_portfolio::{CHANNEL, METRIC, PERSON, PORTFOLIO, PRACTICE, PROGRAMME, WAIVER};
pub use self::of_proposition::PROPOSITION;
pub use self::of_terms::{AGREEMENT, EXPECTATION, OBLIGATION};
use crate::playbook::Playbook;
use crate::portfolio::agreement::Agreement;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::profile::GateDecision;
use crate::portfolio::words::State;
use crate::portfolio::{Partner, Portfolio};
use crate::record::describe::{Computed, Field};
use crate::record::{Type, Value};

/// Something computed about a subject.
pub struct Fact<S: ?Sized> {
    /// Its name.
    pub name: &'static str,
    of: Kind,
    /// Its unit, like "days"; empty for what has none.
    pub unit: &'static str,
    /// What it says, in a sentence.
    pub about: &'static str,
    compute: fn(&S, &Known<'_>) -> Value,
}

/// The types that facts have.
#[derive(Clone, Copy)]
enum Kind {
    Bool,
    Int,
    Number,
    Text,
    Texts,
    Date,
    Quarter,
    Words(&'static [&'static str]),
}

impl<S> Fact<S> {
    const fn new(
        name: &'static str,
        of: Kind,
        unit: &'static str,
        about: &'static str,
        compute: fn(&S, &Known<'_>) -> Value,
    ) -> Self {
        Self { name, of, unit, about, compute }
    }

    /// The fact as a field of its subject.
    pub fn field(&self) -> Field {
        let of = match self.of {
            Kind::Bool => Type::Bool,
            Kind::Int => Type::Int,
            Kind::Number => Type::Number,
            Kind::Text => Type::Text,
            Kind::Texts => Type::list(Type::Text),
            Kind::Date => Type::Date,
            Kind::Quarter => Type::Quarter,
            Kind::Words(words) => Type::Words(words),
        };
        let computed = Some(Computed { unit: self.unit, about: self.about });
        Field { name: self.name.to_owned(), of, computed }
    }

    /// What it is for a subject.
    pub fn compute(&self, subject: &S, known: &Known<'_>) -> Value {
        (self.compute)(subject, known)
    }
}

/// What facts are computed from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The records, seen as of the day.
    pub portfolio: &'a Portfolio,
    /// What the organisation asks for.
    pub playbook: &'a Playbook,
    /// The partner that the subject belongs to; nothing for what belongs to all or to several.
    pub partner: Option<&'a Partner>,
    /// The subject's id, where it is the name of a file.
    pub id: &'a str,
    /// The decisions at gates that the subject's stages are held against.
    pub gates: &'a [GateDecision],
    /// The agreement that the subject belongs to, for what is owed.
    pub agreement: Option<&'a Agreement>,
    /// What a waiver covers, for a waiver.
    pub waived: WaiverUse,
    /// When files were changed, as far as git was asked.
    pub history: &'a History,
    /// How that partner has stood.
    pub standing: &'a Standing,
    /// The day.
    pub as_of: Date,
}

impl<'a> Known<'a> {
    /// The quarter that holds the day.
    pub fn quarter(&self) -> Quarter {
        self.portfolio.settings.fiscal_year.quarter_of(self.as_of)
    }

    /// The last quarter that has ended.
    pub fn closed_quarter(&self) -> Quarter {
        self.portfolio.settings.fiscal_year.last_closed(self.as_of)
    }

    /// Days since a date; negative if it is yet to come.
    fn since(&self, date: Date) -> i64 {
        date.days_until(self.as_of)
    }

    /// Days since a date as a value.
    fn days_since(&self, date: Option<Date>) -> Value {
        Value::maybe(date.map(|date| self.since(date)))
    }

    /// Days since the last closed quarter ended.
    fn days_since_quarter_end(&self) -> Value {
        self.days_since(Some(self.portfolio.settings.fiscal_year.last_day(self.closed_quarter())))
    }

    /// Whether a date lies in the days before today, today included.
    fn within(&self, date: Date, days: i64) -> bool {
        (0..=days).contains(&self.since(date))
    }

    /// The name of one of our people or of the partner's; the id itself, where nobody has it.
    fn name<'n>(&'n self, id: &'n str) -> &'n str {
        let ours = self.portfolio.person(id).map(|person| person.name.as_str());
        let theirs =
            self.partner.and_then(|partner| partner.contact(id)).map(|contact| contact.name.as_str());
        ours.or(theirs).unwrap_or(id)
    }
}

/// On which days each file was changed in the repository, by its path; empty where nobody has asked git.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(pub BTreeMap<String, Vec<Date>>);

/// How a waiver is used.
#[derive(Debug, Clone, Copy, Default)]
pub struct WaiverUse {
    /// How many findings it covers, expired or not.
    pub covers: usize,
    /// Whether its rule exists and is on anywhere.
    pub rule_is_on: bool,
}

/// How a partner has stood, as its scorecard tells it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// The states of closed quarters, the last one first.
    pub states: Vec<(Quarter, State)>,
    /// How each metric has stood, by its id.
    pub metrics: BTreeMap<String, MetricStanding>,
}

/// How a metric has stood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MetricStanding {
    /// The states of closed quarters, the last one first.
    pub states: Vec<(Quarter, State)>,
    /// Quarters for which there is a figure.
    pub measured: Vec<Quarter>,
    /// Quarters for which there is a target.
    pub planned: Vec<Quarter>,
}

/// A date as a value.
fn date(date: Option<Date>) -> Value {
    Value::maybe(date.map(Date::civil))
}

/// Texts as a value.
fn texts<T: Into<Value>>(texts: impl IntoIterator<Item = T>) -> Value {
    Value::List(texts.into_iter().map(Into::into).collect())
}

/// Texts in order, each once, as a value.
fn unique<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Value {
    let mut all: Vec<String> = texts.into_iter().map(|text| text.as_ref().to_owned()).collect();
    all.sort();
    all.dedup();
    self::texts(all)
}

/// The word of a unit variant, as it is written in records.
fn word<T: serde::Serialize>(of: &T) -> Value {
    crate::record::to_value(of)
}

/// The names of states, as they are written in records.
const STATES: &[&str] = &["off-track", "at-risk", "on-track", "not-rated"];

/// The names of phases, as they are written in playbooks.
const PHASES: &[&str] = &["prospect", "qualification", "preparation", "live", "closing", "parked"];
