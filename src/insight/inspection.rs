//! What is expected, and whether anybody inspected it: objectives and expectations, quarter by quarter (P48).

use rust_decimal::Decimal;

use super::spread::percent;
use super::{Counted, Ground};
use crate::facts::looks_at;
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::log::{Entry, Inspection};
use crate::portfolio::plan::{Objective, Plan, PlanStatus};
use crate::portfolio::profile::Expectation;

/// Something that is expected in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The objective or the expectation.
    pub what: Counted,
    /// Whether it is an objective of the plan; else what one side may expect of the other.
    pub objective: bool,
    /// The day of the last look at it in the quarter, and the id of who looked.
    pub looked: Option<(Date, String)>,
}

/// What is expected of one alliance in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The partner.
    pub partner: Counted,
    /// Everything that is expected, objectives first.
    pub expected: Vec<Expected>,
}

impl Inspected {
    /// How many of the things expected somebody looked at.
    pub fn looked(&self) -> usize {
        self.expected.iter().filter(|one| one.looked.is_some()).count()
    }

    /// The same as a share, in per cent; nothing where nothing is expected.
    pub fn share(&self) -> Option<Decimal> {
        percent(self.looked(), self.expected.len())
    }
}

/// The share of all partners together, in per cent; nothing where nothing is expected.
pub fn share(all: &[Inspected]) -> Option<Decimal> {
    let looked = all.iter().map(Inspected::looked).sum();
    percent(looked, all.iter().map(|one| one.expected.len()).sum())
}

/// What was expected of each partner in a quarter, and whether somebody looked at it within its days. Partners of whom
/// nothing was expected are there with an empty list.
///
/// An objective is expected if the plan was active and the objective neither reached nor dropped before the quarter
/// began; an expectation, if it was told by the quarter's end, or without a day. A look at a metric that shows it
/// counts as a look at the thing.
pub fn inspected(ground: &Ground<'_>, quarter: Quarter) -> Vec<Inspected> {
    let days = ground.days_of(quarter);
    let partners = ground.partners();
    partners
        .map(|partner| Inspected { partner: Counted::partner(partner), expected: expected(partner, days) })
        .collect()
}

/// What was expected of a partner within some days, and whether somebody looked at it in them.
pub fn expected(partner: &Partner, (first, last): (Date, Date)) -> Vec<Expected> {
    let plan = partner.plan.iter().filter(|plan| was_active(plan, first, last));
    let objectives =
        plan.flat_map(|plan| &plan.objectives).filter(|one| stood(one, first)).map(|one| Expected {
            what: Counted::on(partner, one.id.as_str(), &one.text),
            objective: true,
            looked: look(partner, (first, last), |look| looks_at(look, one)),
        });
    let told = partner.profile.expectations.iter().filter(|one| one.told_on.is_none_or(|on| on <= last));
    let expectations = told.map(|one| Expected {
        what: Counted::on(partner, one.id.as_str(), &one.text),
        objective: false,
        looked: look(partner, (first, last), |look| looks_at_expectation(look, one)),
    });
    objectives.chain(expectations).collect()
}

/// Whether a plan was active on any day of a quarter.
fn was_active(plan: &Plan, first: Date, last: Date) -> bool {
    let within = plan.statuses.iter().filter(|status| status.on > first && status.on <= last);
    let at_first = plan.statuses.iter().rfind(|status| status.on <= first);
    at_first.into_iter().chain(within).any(|status| status.status == PlanStatus::Active)
}

fn stood(objective: &Objective, first: Date) -> bool {
    let done = [objective.reached_on, objective.dropped_on];
    done.into_iter().flatten().all(|on| on >= first)
}

fn looks_at_expectation(look: &Inspection, one: &Expectation) -> bool {
    let itself = look.expectation.as_ref().is_some_and(|to| to.as_str() == one.id.as_str());
    itself || (one.metric.is_some() && look.metric == one.metric)
}

fn look(
    partner: &Partner,
    (first, last): (Date, Date),
    is: impl Fn(&Inspection) -> bool,
) -> Option<(Date, String)> {
    let looks = partner.log.iter().filter_map(|entry| match &entry.value {
        Entry::Inspection(look) if (first..=last).contains(&look.on) && is(look) => {
            Some((look.on, look.by.to_string()))
        }
        _ => None,
    });
    looks.max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};
    use crate::record::Leaf;

    const PLAN: &str = "---\ntitle: Plan\nstatuses: [{status: active, on: 2026-01-10}]\nobjectives:\n  - {id: seen, text: Seen, metrics: [sourced-revenue]}\n  - {id: unseen, text: Unseen}\n  - {id: reached, text: Reached, reached_on: 2025-12-20}\n---\n";
    const EXPECT: &str = "expectations:\n  - {id: answer, text: They answer, side: theirs}\n  - {id: later, text: Told later, side: theirs, told_on: 2026-05-02}\n";
    const LOG: &str = "- {kind: inspection, on: 2026-02-03, by: ada, metric: sourced-revenue}\n- {kind: inspection, on: 2026-04-03, by: ada, objective: unseen}\n- {kind: inspection, on: 2026-03-31, by: sol, expectation: answer}\n";

    fn quarter(text: &str) -> Quarter {
        Quarter::parse(text).unwrap()
    }

    #[test]
    fn a_look_counts_in_its_quarter_and_through_the_metric() {
        let records = portfolio(&[("acme", EXPECT), ("acme/plan.md", PLAN), ("acme/log.yaml", LOG)]);
        let first = inspected(&ground(&records), quarter("2026-Q1"));
        let seen = |all: &[Inspected]| -> Vec<(String, bool)> {
            all[0].expected.iter().map(|one| (one.what.name.clone(), one.looked.is_some())).collect()
        };
        let is = |name: &str, looked| (name.to_owned(), looked);
        assert_eq!(seen(&first), [is("Seen", true), is("Unseen", false), is("They answer", true)]);
        assert_eq!(share(&first).unwrap().round(), Decimal::from(67));
        let second = inspected(&ground(&records), quarter("2026-Q2"));
        assert_eq!(
            seen(&second),
            [is("Seen", false), is("Unseen", true), is("They answer", false), is("Told later", false)]
        );
    }

    #[test]
    fn before_the_plan_was_active_nothing_of_it_was_expected() {
        let records = portfolio(&[("acme", ""), ("acme/plan.md", PLAN)]);
        let before = inspected(&ground(&records), quarter("2025-Q4"));
        assert_eq!((before[0].expected.len(), before[0].share(), share(&before)), (0, None, None));
    }
}
