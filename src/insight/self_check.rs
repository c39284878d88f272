//! The alliance programme looks at itself, in ten groups (P74): six are computed from the records, each with what passes
//! and what fails; and all ten have the answer that somebody declared.
//!
//! A group is answered yes from 90 per cent of what it counts, in part from 50, no below; with nothing to count nobody
//! knows.

mod groups;

use super::{Counted, Ground};
use crate::facts::as_of::see_as_of;
use crate::portfolio::Portfolio;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::programme::{Programme, SelfCheckGroup};
use crate::portfolio::words::Answer;

/// Yes from so many per cent.
pub const YES_FROM: usize = 90;
/// In part from so many per cent.
pub const PARTIAL_FROM: usize = 50;

/// The ten groups, those that can be computed first.
pub const GROUPS: [SelfCheckGroup; 10] = [
    SelfCheckGroup::Process,
    SelfCheckGroup::Approval,
    SelfCheckGroup::Reporting,
    SelfCheckGroup::Expectations,
    SelfCheckGroup::PlansAndReviews,
    SelfCheckGroup::Portfolio,
    SelfCheckGroup::Roles,
    SelfCheckGroup::Professionals,
    SelfCheckGroup::Certification,
    SelfCheckGroup::Staffing,
];

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub group: SelfCheckGroup,
    /// What the records say, for the six that can be computed.
    pub computed: Option<Computed>,
    /// What was declared last.
    pub declared: Option<Declared>,
}

/// What the records say about a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Computed {
    /// What passes.
    pub passed: Vec<Counted>,
    /// What fails, and for want of what.
    pub failed: Vec<(Counted, Lack)>,
}

impl Computed {
    /// How many things were counted.
    pub fn counted(&self) -> usize {
        self.passed.len() + self.failed.len()
    }

    /// The answer that follows.
    pub fn answer(&self) -> Answer {
        let (passed, all) = (self.passed.len() * 100, self.counted());
        match all {
            0 => Answer::Unknown,
            _ if passed >= YES_FROM * all => Answer::Yes,
            _ if passed >= PARTIAL_FROM * all => Answer::Partial,
            _ => Answer::No,
        }
    }

    fn add(&mut self, record: Counted, lack: Option<Lack>) {
        match lack {
            Some(lack) => self.failed.push((record, lack)),
            None => self.passed.push(record),
        }
    }
}

/// What something that fails lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// A stage that the playbook knows.
    KnownStage(String),
    /// Stages whose days ascend.
    Order,
    /// A stage of qualification before it went live.
    Qualification,
    /// A stage of preparation before it went live.
    Preparation,
    /// A decision at the gate into a stage that it entered on a day.
    Gate(String, Date),
    /// A report to executives in a quarter.
    Report(Quarter),
    /// Anything that is expected of the partner, written down.
    Expectation,
    /// Their acknowledgement of so many expectations.
    Acknowledgement(usize),
    /// A plan that both sides agreed.
    Plan,
    /// A review in time; the last one was on a day, or there was none.
    Review(Option<Date>),
    /// A review, an inspection or a deep dive of the last half year.
    Look(Option<Date>),
    /// A decision to fix, park or exit.
    Decision,
}

/// What was declared about a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// When.
    pub on: Date,
    /// The answer.
    pub answer: Answer,
    /// What shows it.
    pub evidence: Option<String>,
}

/// The ten groups as of the day of a ground.
pub fn self_check(ground: &Ground<'_>) -> Vec<Check> {
    let programme = ground.portfolio.programme.as_ref().map(|record| &record.value);
    GROUPS
        .iter()
        .map(|&group| Check {
            group,
            computed: groups::computed(ground, group),
            declared: programme.and_then(|programme| declared(programme, group, ground.as_of)),
        })
        .collect()
}

/// The last answer that was declared for a group by a day.
fn declared(programme: &Programme, group: SelfCheckGroup, as_of: Date) -> Option<Declared> {
    let checks = programme.self_checks.iter().filter(|check| check.on <= as_of);
    let answers = checks.filter_map(|check| {
        let answer = check.answers.iter().find(|answer| answer.group == group)?;
        Some((check.on, answer))
    });
    let (on, answer) = answers.max_by_key(|(on, _)| *on)?;
    Some(Declared { on, answer: answer.answer, evidence: answer.evidence.clone() })
}

/// The records as they were a year before a day, and that day.
pub fn year_before(portfolio: &Portfolio, as_of: Date) -> (Portfolio, Date) {
    let day = as_of.plus_months(-12);
    let mut then = portfolio.clone();
    see_as_of(&mut then, day);
    (then, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{day, ground, portfolio, today};

    fn counted(passed: usize, failed: usize) -> Computed {
        let one = || Counted { partner: None, at: crate::insight::At::Top, name: String::new() };
        Computed {
            passed: (0..passed).map(|_| one()).collect(),
            failed: (0..failed).map(|_| (one(), Lack::Decision)).collect(),
        }
    }

    #[test]
    fn the_answer_follows_from_the_share_that_passes() {
        let answer = |passed, failed| counted(passed, failed).answer();
        assert_eq!((answer(9, 1), answer(8, 2)), (Answer::Yes, Answer::Partial));
        assert_eq!((answer(1, 1), answer(49, 51)), (Answer::Partial, Answer::No));
        assert_eq!(answer(0, 0), Answer::Unknown);
    }

    const PROGRAMME: &str = "self_checks:\n  - on: 2026-01-20\n    answers: [{group: process, answer: yes, evidence: One list}]\n  - on: 2025-01-20\n    answers: [{group: process, answer: no}, {group: roles, answer: partial}]\n  - on: 2026-09-01\n    answers: [{group: process, answer: no}]\n";

    #[test]
    fn the_last_declaration_about_a_group_counts() {
        let records = portfolio(&[("programme.yaml", PROGRAMME)]);
        let checks = self_check(&ground(&records));
        let of = |group| checks.iter().find(|check| check.group == group).unwrap().declared.clone();
        let process = of(SelfCheckGroup::Process).unwrap();
        assert_eq!((process.answer, process.evidence.as_deref()), (Answer::Yes, Some("One list")));
        assert_eq!(of(SelfCheckGroup::Roles).unwrap().on, day("2025-01-20"));
        assert_eq!(of(SelfCheckGroup::Staffing), None);
    }

    #[test]
    fn a_year_before_nothing_later_is_there() {
        let records = portfolio(&[("programme.yaml", PROGRAMME)]);
        let (then, on) = year_before(&records.portfolio, today());
        assert_eq!(on, day("2025-06-30"));
        let ground = Ground::scored(&then, &records.playbook, on);
        assert_eq!(self_check(&ground)[0].declared.as_ref().unwrap().answer, Answer::No);
    }
}
