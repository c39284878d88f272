//! How serious a partner is and whether they fit, look by look: six signs, dream killers, selection, baselines. Always
//! internal.

use rust_decimal::Decimal;

use super::{At, Counted};
use crate::playbook::shape::SixSignsBands;
use crate::portfolio::Partner;
use crate::portfolio::assessment::{Assessments, Criterion, Killer, Sign, SixSigns};
use crate::portfolio::calendar::Date;
use crate::portfolio::words::{Answer, State};

/// The six signs, in the order in which they are looked for.
pub const SIGNS: [Sign; 6] = [
    Sign::ProfessionalStaff,
    Sign::Training,
    Sign::SalesMindset,
    Sign::ExecutiveCommitment,
    Sign::DedicatedExecutive,
    Sign::InspectsResults,
];

/// The eight dream killers.
pub const KILLERS: [Killer; 8] = [
    Killer::Tradition,
    Killer::Fear,
    Killer::Stereotypes,
    Killer::Complacency,
    Killer::Fatigue,
    Killer::ShortTermism,
    Killer::PoorCommunication,
    Killer::NoVision,
];

/// The criteria of selection, three and a fourth.
pub const CRITERIA: [Criterion; 4] =
    [Criterion::Compatibility, Criterion::Capability, Criterion::Commitment, Criterion::Control];

/// How serious a partner is.
#[derive(Debug, Clone, PartialEq)]
pub struct Seriousness {
    /// Looks for the six signs, the latest first.
    pub signs: Vec<Look>,
    /// The latest look for the dream killers.
    pub killers: Option<Killers>,
    /// Fit at selection, the latest first.
    pub selections: Vec<Fit>,
    /// Honest states at the start of a year, the latest first.
    pub baselines: Vec<Baseline>,
}

/// A look for the six signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The record.
    pub record: Counted,
    /// When.
    pub on: Date,
    /// What was seen, sign by sign, with what shows it.
    pub seen: Vec<(Sign, Answer, Option<String>)>,
    /// How many were seen.
    pub count: usize,
    /// What so many mean by the playbook.
    pub band: Band,
    /// Signs that were answered otherwise the time before, with that answer.
    pub changed: Vec<(Sign, Answer)>,
}

/// What a number of signs means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Walk away.
    WalkAway,
    /// Be careful.
    Caution,
    /// Good.
    Good,
    /// Strong.
    Strong,
}

impl Band {
    /// What so many signs mean by a playbook.
    pub fn of(count: usize, bands: &SixSignsBands) -> Self {
        if count <= bands.walk_away.into() {
            Self::WalkAway
        } else if count <= bands.caution.into() {
            Self::Caution
        } else if count <= bands.good.into() {
            Self::Good
        } else {
            Self::Strong
        }
    }
}

/// A look for the dream killers, against the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Killers {
    /// The record.
    pub record: Counted,
    /// When.
    pub on: Date,
    /// When the look before was.
    pub before: Option<Date>,
    /// Each of the eight, the strongest first, those not looked for last.
    pub levels: Vec<Level>,
}

/// How strong a dream killer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Which.
    pub killer: Killer,
    /// From 0, not seen, to 3, strong; nothing if nobody looked.
    pub level: Option<u8>,
    /// The same the time before.
    pub before: Option<u8>,
    /// What shows it.
    pub note: Option<String>,
}

/// Fit at selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The record.
    pub record: Counted,
    /// When.
    pub on: Date,
    /// How well each criterion was met, from 1 to 5, with what shows it; only those that were rated.
    pub scores: Vec<(Criterion, u8, Option<String>)>,
    /// The mean of those; nothing if none was rated.
    pub mean: Option<Decimal>,
    /// The criteria with the lowest score; all of them, if they are alike.
    pub weakest: Vec<Criterion>,
    /// What followed from it.
    pub conclusion: Option<String>,
}

/// The honest state at the start of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The record.
    pub record: Counted,
    /// When.
    pub on: Date,
    /// How things stood.
    pub state: State,
    /// What was good.
    pub strengths: Vec<String>,
    /// What was missing.
    pub gaps: Vec<String>,
}

/// What the assessments of a partner add up to; nothing where there are none.
pub fn seriousness(partner: &Partner, bands: &SixSignsBands) -> Option<Seriousness> {
    let record = &partner.assessments.as_ref()?.value;
    let counted = |kind: &str, on: Date| {
        Counted::of(&partner.id, At::Anchor(format!("{kind}-{on}")), partner.profile.name.clone())
    };
    let mut selections: Vec<Fit> = record
        .selection
        .iter()
        .map(|one| {
            let fit = |criterion: &Criterion| {
                let fit = one.criteria.get(criterion)?;
                Some((*criterion, fit.score.get(), fit.evidence.clone()))
            };
            let scores: Vec<_> = CRITERIA.iter().filter_map(fit).collect();
            let lowest = scores.iter().map(|(_, score, _)| *score).min();
            let sum: Decimal = scores.iter().map(|(_, score, _)| Decimal::from(*score)).sum();
            Fit {
                record: counted("selection", one.on),
                on: one.on,
                mean: sum.checked_div(Decimal::from(scores.len())),
                weakest: scores
                    .iter()
                    .filter(|(_, score, _)| Some(*score) == lowest)
                    .map(|(criterion, ..)| *criterion)
                    .collect(),
                scores,
                conclusion: one.conclusion.clone(),
            }
        })
        .collect();
    selections.sort_by_key(|one| std::cmp::Reverse(one.on));
    let mut baselines: Vec<Baseline> = record
        .baselines
        .iter()
        .map(|one| Baseline {
            record: counted("baseline", one.on),
            on: one.on,
            state: one.state,
            strengths: one.strengths.clone(),
            gaps: one.gaps.clone(),
        })
        .collect();
    baselines.sort_by_key(|one| std::cmp::Reverse(one.on));
    Some(Seriousness {
        signs: looks(record, bands, |on| counted("signs", on)),
        killers: killers(record, |on| counted("killers", on)),
        selections,
        baselines,
    })
}

fn looks(record: &Assessments, bands: &SixSignsBands, counted: impl Fn(Date) -> Counted) -> Vec<Look> {
    let mut looks: Vec<&SixSigns> = record.six_signs.iter().collect();
    looks.sort_by_key(|look| std::cmp::Reverse(look.on));
    let answer =
        |look: &SixSigns, sign: &Sign| look.signs.get(sign).map_or(Answer::Unknown, |seen| seen.value);
    looks
        .iter()
        .enumerate()
        .map(|(index, look)| {
            let before = looks.get(index + 1);
            let changed = |sign: &Sign| {
                let then = answer(before?, sign);
                (then != answer(look, sign)).then_some((*sign, then))
            };
            let seen = |sign: &Sign| {
                let evidence = look.signs.get(sign).and_then(|seen| seen.evidence.clone());
                (*sign, answer(look, sign), evidence)
            };
            Look {
                record: counted(look.on),
                on: look.on,
                seen: SIGNS.iter().map(seen).collect(),
                count: look.count(),
                band: Band::of(look.count(), bands),
                changed: SIGNS.iter().filter_map(changed).collect(),
            }
        })
        .collect()
}

fn killers(record: &Assessments, counted: impl Fn(Date) -> Counted) -> Option<Killers> {
    let latest = record.dream_killers.iter().max_by_key(|one| one.on)?;
    let before = record.dream_killers.iter().filter(|one| one.on < latest.on).max_by_key(|one| one.on);
    let mut levels: Vec<Level> = KILLERS
        .iter()
        .map(|killer| {
            let strength = latest.factors.get(killer);
            Level {
                killer: *killer,
                level: strength.map(|strength| strength.level.get()),
                before: before
                    .and_then(|before| before.factors.get(killer))
                    .map(|strength| strength.level.get()),
                note: strength.and_then(|strength| strength.note.clone()),
            }
        })
        .collect();
    levels.sort_by_key(|one| (std::cmp::Reverse(one.level), one.killer));
    Some(Killers { record: counted(latest.on), on: latest.on, before: before.map(|one| one.on), levels })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{day, portfolio};

    fn of_acme(assessments: &str) -> Seriousness {
        let loaded = portfolio(&[("acme", ""), ("acme/assessments.yaml", assessments)]);
        seriousness(&loaded.portfolio.partners["acme"], &loaded.playbook.six_signs).unwrap()
    }

    #[test]
    fn bands_are_those_of_the_playbook() {
        let bands = SixSignsBands { walk_away: 0, caution: 2, good: 4 };
        let all: Vec<Band> = (0..=6).map(|count| Band::of(count, &bands)).collect();
        use Band::{Caution, Good, Strong, WalkAway};
        assert_eq!(all, [WalkAway, Caution, Caution, Good, Good, Strong, Strong]);
    }

    #[test]
    fn a_look_tells_which_signs_changed_and_a_sign_without_an_answer_is_unknown() {
        let serious = of_acme(
            "\
six_signs:
  - {on: 2025-01-10, signs: {training: {value: partial}, inspects-results: {value: yes, evidence: Sheet}}}
  - {on: 2026-01-10, signs: {training: {value: yes, evidence: Course}, dedicated-executive: {value: yes, evidence: Kim}}}
",
        );
        let [latest, first] = &serious.signs[..] else { panic!("{serious:?}") };
        assert_eq!((latest.on, latest.count, latest.band), (day("2026-01-10"), 2, Band::Caution));
        assert_eq!(
            latest.changed,
            [
                (Sign::Training, Answer::Partial),
                (Sign::DedicatedExecutive, Answer::Unknown),
                (Sign::InspectsResults, Answer::Yes)
            ]
        );
        assert_eq!(latest.seen[5].1, Answer::Unknown);
        assert_eq!((first.count, first.changed.len()), (1, 0));
    }

    #[test]
    fn killers_come_strongest_first_with_the_level_before() {
        let killers = of_acme(
            "\
dream_killers:
  - {on: 2026-01-10, factors: {fear: {level: 0}, tradition: {level: 3, note: Plan of 2024}, fatigue: {level: 1}}}
  - {on: 2025-01-10, factors: {tradition: {level: 1}, no-vision: {level: 2}}}
",
        )
        .killers
        .unwrap();
        let first: Vec<_> =
            killers.levels.iter().map(|one| (one.killer, one.level, one.before)).take(3).collect();
        assert_eq!(
            first,
            [
                (Killer::Tradition, Some(3), Some(1)),
                (Killer::Fatigue, Some(1), None),
                (Killer::Fear, Some(0), None)
            ]
        );
        let vision = killers.levels.iter().find(|one| one.killer == Killer::NoVision).unwrap();
        // Nobody looked this time: not 0.
        assert_eq!((vision.level, vision.before), (None, Some(2)));
        assert_eq!(killers.levels.len(), 8);
    }

    #[test]
    fn fit_is_the_mean_of_what_was_rated_and_its_weakest_criterion() {
        let serious = of_acme(
            "\
selection:
  - {on: 2024-01-10, criteria: {compatibility: {score: 3}, capability: {score: 5}, control: {score: 2}}, conclusion: Go}
  - {on: 2025-01-10, criteria: {}}
",
        );
        let [empty, rated] = &serious.selections[..] else { panic!("{serious:?}") };
        assert_eq!((empty.mean, empty.weakest.len()), (None, 0));
        assert_eq!(rated.mean, Decimal::TEN.checked_div(Decimal::from(3)));
        assert_eq!(rated.weakest, [Criterion::Control]);
    }
}
