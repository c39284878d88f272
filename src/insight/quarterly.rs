//! What a quarter brought, over all alliances: what was decided and is asked for, what became of promises, what was won,
//! put right, feared, signed and reviewed, and what comes next. The records are seen as of the quarter's last day.

use std::cmp::Reverse;

use super::changes::entered;
use super::dates::{Dated, dates};
use super::inspection::{Inspected, inspected};
use super::reviewed::next_due;
use super::sponsorship::{counted, initiatives};
use super::{Counted, Ground};
use crate::portfolio::agreement::{Agreement, Renewal};
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::commitment::{Commitment, PromiseOutcome};
use crate::portfolio::decision::{Decision, Taken};
use crate::portfolio::issue::Issue;
use crate::portfolio::log::{Correction, Entry, Win};
use crate::portfolio::profile::StageChange;
use crate::portfolio::risk::Risk;
use crate::portfolio::words::Side;
use crate::portfolio::{Item, Partner, QuarterReview};

/// A record with the partner that it is about.
pub type Of<'a, T> = (&'a Partner, &'a Item<T>);

/// An entry of the log with the partner that it is about.
pub type Noted<'a, T> = (&'a Partner, &'a T);

/// How a promise stood when the quarter was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It fell due in the quarter, and was still open at its end.
    Overdue,
    /// It was given up.
    Dropped,
    /// It was kept after the date first promised.
    Late,
    /// It was kept by the date first promised; one that never had a date is never late.
    InTime,
}

/// A partner or an initiative entered a stage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The day.
    pub on: Date,
    /// The partner, or the initiative.
    pub record: Counted,
    /// Whether it is an initiative.
    pub initiative: bool,
    /// The stage that it left; nothing for the first.
    pub from: Option<String>,
    /// The stage that it entered.
    pub to: String,
}

/// What a quarter brought.
#[derive(Debug)]
pub struct Quarterly<'a> {
    /// The quarter.
    pub quarter: Quarter,
    /// Decisions that were open when it ended, the first needed first.
    pub sought: Vec<Of<'a, Decision>>,
    /// Decisions taken in it, the latest first.
    pub taken: Vec<(Of<'a, Decision>, &'a Taken)>,
    /// Promises that ended or fell due in it, the worst fate first.
    pub promises: Vec<(Fate, Of<'a, Commitment>)>,
    /// Promises made in it, the first due first.
    pub made: Vec<Of<'a, Commitment>>,
    /// What was won, the latest first.
    pub wins: Vec<Noted<'a, Win>>,
    /// Partners and initiatives that entered a stage, the latest first.
    pub steps: Vec<Step>,
    /// Reviews held in it, of whatever quarter, the latest first.
    pub reviews: Vec<(&'a Partner, &'a QuarterReview, Date)>,
    /// Live partners whose next review was due by its end: the day, the longest overdue first.
    pub missing: Vec<(Date, &'a Partner)>,
    /// Risks seen first in it, the highest exposure first.
    pub risks_opened: Vec<Of<'a, Risk>>,
    /// Risks that went away in it.
    pub risks_closed: Vec<Of<'a, Risk>>,
    /// Issues raised in it, the worst first.
    pub issues_opened: Vec<Of<'a, Issue>>,
    /// Issues settled in it.
    pub issues_closed: Vec<Of<'a, Issue>>,
    /// Agreements signed in it, or in force since a day in it.
    pub signed: Vec<(Date, Of<'a, Agreement>)>,
    /// Agreements that ended in it.
    pub lapsed: Vec<(Date, Of<'a, Agreement>)>,
    /// Course corrections begun in it, and those of which somebody looked at the result in it.
    pub corrections: Vec<Noted<'a, Correction>>,
    /// What was expected, and whether somebody looked at it.
    pub inspected: Vec<Inspected>,
    /// What the next quarter brings by itself, as known on the last day.
    pub ahead: Vec<Dated>,
}

impl Quarterly<'_> {
    /// How many promises of a side had one of these fates. What both promised counts for each.
    pub fn fates(&self, side: Side, fates: &[Fate]) -> usize {
        let of = |one: &Commitment| one.side == side || one.side == Side::Joint;
        self.promises.iter().filter(|(fate, (_, one))| fates.contains(fate) && of(one)).count()
    }

    /// Whether nothing at all is on record for the quarter.
    pub fn is_silent(&self) -> bool {
        let counts = [
            self.taken.len(),
            self.promises.len(),
            self.made.len(),
            self.wins.len(),
            self.steps.len(),
            self.reviews.len(),
            self.risks_opened.len() + self.risks_closed.len(),
            self.issues_opened.len() + self.issues_closed.len(),
            self.signed.len() + self.lapsed.len(),
            self.corrections.len(),
        ];
        counts.iter().all(|count| *count == 0)
    }
}

/// What a quarter brought. The ground stands on the quarter's last day.
pub fn quarterly<'a>(ground: &Ground<'a>) -> Quarterly<'a> {
    let quarter = ground.quarter();
    let (first, last) = ground.days_of(quarter);
    let within = |on: Date| (first..=last).contains(&on);
    let closed_in = |on: Option<Date>| on.is_some_and(within);

    let mut sought = all(ground, |partner| &partner.decisions);
    sought.retain(|(_, one)| one.taken.is_none());
    sought
        .sort_by_key(|(partner, one)| (one.needed_by.is_none(), one.needed_by, &partner.id, one.id.as_str()));
    let decisions = all(ground, |partner| &partner.decisions).into_iter();
    let mut taken: Vec<_> = decisions
        .filter_map(|of| Some((of, of.1.taken.as_ref().filter(|taken| within(taken.on))?)))
        .collect();
    taken.sort_by_key(|((partner, one), taken)| (Reverse(taken.on), &partner.id, one.id.as_str()));

    let commitments = all(ground, |partner| &partner.commitments);
    let mut promises: Vec<(Fate, Of<'a, Commitment>)> =
        commitments.iter().filter_map(|&of| Some((fate(of.1, within, last)?, of))).collect();
    promises.sort_by_key(|(fate, (partner, one))| (*fate, one.due_now(), &partner.id, one.id.as_str()));
    let mut made: Vec<_> = commitments.into_iter().filter(|(_, one)| within(one.made_on)).collect();
    made.sort_by_key(|(partner, one)| (one.due_now().is_none(), one.due_now(), &partner.id, one.id.as_str()));

    let reviews = ground.partners().flat_map(|partner| {
        let held = move |review: &'a QuarterReview| Some((partner, review, review.record.held_on?));
        partner.reviews.values().filter_map(held)
    });
    let mut reviews: Vec<_> = reviews.filter(|(_, _, on)| within(*on)).collect();
    reviews.sort_by_key(|(partner, review, on)| (Reverse(*on), &partner.id, review.quarter));
    let due = |partner: &'a Partner| Some((next_due(ground, partner)?, partner));
    let mut missing: Vec<_> = ground.partners().filter_map(due).filter(|(on, _)| *on <= last).collect();
    missing.sort_by_key(|(on, partner)| (*on, &partner.id));

    let risks = all(ground, |partner| &partner.risks);
    let mut risks_opened: Vec<_> = risks.iter().copied().filter(|(_, one)| within(one.raised_on)).collect();
    risks_opened.sort_by_key(|(partner, one)| (Reverse(one.exposure()), &partner.id, one.id.as_str()));
    let issues = all(ground, |partner| &partner.issues);
    let mut issues_opened: Vec<_> = issues.iter().copied().filter(|(_, one)| within(one.raised_on)).collect();
    issues_opened.sort_by_key(|(partner, one)| (Reverse(one.severity), &partner.id, one.id.as_str()));

    let agreements = all(ground, |partner| &partner.agreements);
    let dated = |day: fn(&Agreement) -> Option<Date>| -> Vec<(Date, Of<'a, Agreement>)> {
        let with_day = agreements.iter().filter_map(|&of| Some((day(of.1)?, of)));
        let mut found: Vec<_> = with_day.filter(|(on, _)| within(*on)).collect();
        found.sort_by_key(|(on, (partner, one))| (*on, &partner.id, one.id.as_str()));
        found
    };

    let mut corrections = entries(ground, |entry| match entry {
        Entry::Correction(one) => Some(one),
        _ => None,
    });
    corrections.retain(|(_, one)| within(one.on) || closed_in(one.closed_on));
    corrections.sort_by_key(|(partner, one)| (one.closed_on.is_some(), Reverse(one.on), &partner.id));
    let mut wins = entries(ground, |entry| match entry {
        Entry::Win(one) => Some(one),
        _ => None,
    });
    wins.retain(|(_, one)| within(one.on));
    wins.sort_by_key(|(partner, one)| (Reverse(one.on), &partner.id));

    let next = ground.days_of(quarter.plus(1)).1;
    Quarterly {
        quarter,
        sought,
        taken,
        promises,
        made,
        wins,
        steps: steps(ground, within),
        reviews,
        missing,
        risks_opened,
        risks_closed: risks.into_iter().filter(|(_, one)| closed_in(one.closed_on)).collect(),
        issues_opened,
        issues_closed: issues.into_iter().filter(|(_, one)| closed_in(one.resolved_on)).collect(),
        signed: dated(|one| one.signed_on.or(one.effective_on)),
        lapsed: dated(ended_on),
        corrections,
        inspected: inspected(ground, quarter),
        ahead: dates(ground, next).into_iter().filter(|one| one.on > last).collect(),
    }
}

fn all<'a, T>(ground: &Ground<'a>, pick: impl Fn(&'a Partner) -> &'a [Item<T>]) -> Vec<Of<'a, T>> {
    ground.partners().flat_map(|partner| pick(partner).iter().map(move |one| (partner, one))).collect()
}

fn entries<'a, T>(ground: &Ground<'a>, pick: impl Fn(&'a Entry) -> Option<&'a T>) -> Vec<Noted<'a, T>> {
    let entries = ground.partners().flat_map(|partner| partner.log.iter().map(move |entry| (partner, entry)));
    entries.filter_map(|(partner, entry)| Some((partner, pick(&entry.value)?))).collect()
}

/// What became of a promise that ended within some days, or fell due in them and was open on the last.
fn fate(one: &Commitment, within: impl Fn(Date) -> bool, last: Date) -> Option<Fate> {
    match &one.closed {
        Some(closed) if within(closed.on) => Some(match closed.outcome {
            PromiseOutcome::Dropped => Fate::Dropped,
            PromiseOutcome::Kept if one.due_first().is_some_and(|due| due < closed.on) => Fate::Late,
            PromiseOutcome::Kept => Fate::InTime,
        }),
        Some(_) => None,
        None => {
            let due = one.due_now().filter(|&due| within(due) && due < last);
            due.map(|_| Fate::Overdue)
        }
    }
}

/// The day on which an agreement that was in force ended.
fn ended_on(one: &Agreement) -> Option<Date> {
    let begun = one.effective_on.or(one.signed_on)?;
    let renews = one.renewal == Some(Renewal::Auto) && one.notice_given_on.is_none();
    let expired = one.expires_on.filter(|_| !renews);
    let ended = one.terminated_on.into_iter().chain(expired).min()?;
    (ended >= begun).then_some(ended)
}

fn steps(ground: &Ground<'_>, within: impl Fn(Date) -> bool) -> Vec<Step> {
    let mut all = Vec::new();
    let mut add = |record: &Counted, initiative: bool, changes: &[StageChange]| {
        let steps = entered(changes).filter(|(on, ..)| within(*on));
        all.extend(steps.map(|(on, from, to)| Step { on, record: record.clone(), initiative, from, to }));
    };
    for partner in ground.partners() {
        add(&Counted::partner(partner), false, &partner.profile.stages);
    }
    for one in initiatives(ground) {
        add(&counted(one), true, &one.2.stages);
    }
    all.sort_by(|a, b| (b.on, a).cmp(&(a.on, b)));
    all
}

#[cfg(test)]
mod tests {
    use super::{Fate, quarterly};
    use crate::insight::Ground;
    use crate::insight::tests::{portfolio, today};
    use crate::portfolio::words::Side;

    /// The second quarter of 2026 ends on the day of the tests.
    fn of<T>(files: &[(&str, &str)], look: impl Fn(&super::Quarterly<'_>) -> T) -> T {
        let records = portfolio(files);
        look(&quarterly(&Ground::scored(&records.portfolio, &records.playbook, today())))
    }

    #[test]
    fn a_promise_counts_in_the_quarter_in_which_it_ended_or_fell_due() {
        let promises = "\
- {id: c-1, text: In time, side: ours, made_on: 2026-01-05, due: 2026-05-01, closed: {outcome: kept, on: 2026-05-01}}
- {id: c-2, text: Late, side: joint, made_on: 2026-01-05, due: 2026-03-01, closed: {outcome: kept, on: 2026-04-01}}
- {id: c-3, text: Given up, side: theirs, made_on: 2026-04-05, closed: {outcome: dropped, on: 2026-06-30}}
- {id: c-4, text: Overdue, side: theirs, made_on: 2026-01-05, due: 2026-02-01, moves: [{on: 2026-02-01, to: 2026-06-29}]}
- {id: c-5, text: Overdue for long, side: theirs, made_on: 2026-01-05, due: 2026-02-01}
- {id: c-6, text: Before, side: ours, made_on: 2026-01-05, due: 2026-02-01, closed: {outcome: kept, on: 2026-03-31}}
- {id: c-7, text: Due on the last day, side: ours, made_on: 2026-06-05, due: 2026-06-30}
";
        of(&[("acme", ""), ("acme/commitments.yaml", promises)], |found| {
            let said: Vec<_> =
                found.promises.iter().map(|(fate, (_, one))| (*fate, one.id.as_str())).collect();
            assert_eq!(
                said,
                [(Fate::Overdue, "c-4"), (Fate::Dropped, "c-3"), (Fate::Late, "c-2"), (Fate::InTime, "c-1")]
            );
            let kept = [Fate::InTime, Fate::Late];
            assert_eq!((found.fates(Side::Ours, &kept), found.fates(Side::Theirs, &kept)), (2, 1));
            let made: Vec<_> = found.made.iter().map(|(_, one)| one.id.as_str()).collect();
            assert_eq!(made, ["c-7", "c-3"]);
        });
    }

    #[test]
    fn an_agreement_that_renews_itself_does_not_lapse() {
        let agreements = "\
- {id: a-1, kind: nda, signed_on: 2026-04-01, expires_on: 2026-05-01, renewal: auto}
- {id: a-2, kind: nda, signed_on: 2020-04-01, expires_on: 2026-05-02}
- {id: a-3, kind: nda, signed_on: 2020-04-01, terminated_on: 2026-06-30, expires_on: 2028-05-02}
- {id: a-4, kind: nda, signed_on: 2020-04-01, expires_on: 2026-05-01, renewal: auto, notice_given_on: 2026-01-01}
";
        of(&[("acme", ""), ("acme/agreements.yaml", agreements)], |found| {
            let ids = |all: &[(_, super::Of<'_, super::Agreement>)]| -> Vec<String> {
                all.iter().map(|(_, (_, one))| one.id.to_string()).collect()
            };
            assert_eq!(ids(&found.signed), ["a-1"]);
            assert_eq!(ids(&found.lapsed), ["a-4", "a-2", "a-3"]);
        });
    }

    #[test]
    fn a_stage_knows_the_one_before_and_a_review_is_missing_by_the_rhythm() {
        let acme = "stages: [{stage: approve, from: 2024-02-01}, {stage: operate, from: 2026-05-01}]\n";
        let birch = "name: Birch\nstages: [{stage: operate, from: 2024-02-01}]\n";
        of(&[("acme", acme), ("birch", birch)], |found| {
            let said: Vec<_> = found
                .steps
                .iter()
                .map(|step| (step.record.name.as_str(), step.from.as_deref(), step.to.as_str()))
                .collect();
            assert_eq!(said, [("Acme", Some("approve"), "operate")]);
            let missing: Vec<_> = found.missing.iter().map(|(_, partner)| partner.id.as_str()).collect();
            assert_eq!(missing, ["birch"]);
        });
    }
}
