//! Course corrections with what their metric said before and after (P56), and what ended initiatives taught (P57, P92).

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::Ground;
use super::sponsorship::{One, initiatives};
use crate::playbook::shape::Direction;
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::initiative::Completion;
use crate::portfolio::log::{Correction, Entry};
use crate::scorecard::Series;

/// How many quarters after a correction its metric is looked at; as long as the rule `unclosed-correction` waits for a result.
const AFTER: i32 = 2;

/// A course correction.
#[derive(Debug, Clone, Copy)]
pub struct Corrected<'a> {
    /// With whom.
    pub partner: &'a Partner,
    /// The entry.
    pub correction: &'a Correction,
}

/// What a metric said before and after a correction.
#[derive(Debug, Clone, Copy)]
pub struct Effect<'a> {
    /// The metric through the quarters.
    pub series: &'a Series,
    /// The last figure of a quarter that had ended by the day of the correction.
    pub before: Option<(Quarter, Decimal)>,
    /// The last figure of the quarter of the correction and the two after it.
    pub after: Option<(Quarter, Decimal)>,
}

impl Effect<'_> {
    /// Whether the metric went the way it should; within a band, whether it has more points. Nothing where one of the two
    /// figures is not known.
    pub fn better(&self) -> Option<bool> {
        let ((from, before), (to, after)) = self.before.zip(self.after)?;
        Some(match self.series.metric.direction {
            Direction::Up => after > before,
            Direction::Down => after < before,
            Direction::Band => self.series.points(to).ok()? > self.series.points(from).ok()?,
        })
    }
}

/// All corrections, those without a result first, the longest open of them first; then the latest first.
pub fn corrections<'a>(ground: &Ground<'a>) -> Vec<Corrected<'a>> {
    let mut all: Vec<Corrected<'a>> = ground
        .partners()
        .flat_map(|partner| partner.log.iter().map(move |entry| (partner, &entry.value)))
        .filter_map(|(partner, entry)| match entry {
            Entry::Correction(correction) => Some(Corrected { partner, correction }),
            _ => None,
        })
        .collect();
    all.sort_by_key(|one| {
        let open = one.is_open();
        (!open, open.then_some(one.correction.on), Reverse(one.correction.on), &one.partner.profile.name)
    });
    all
}

impl<'a> Corrected<'a> {
    /// Whether nobody has looked yet at what came of it, as the rules have it.
    pub fn is_open(&self) -> bool {
        self.correction.closed_on.is_none()
    }

    /// What the metric that showed it said before and after; nothing without a metric, or without figures of it.
    pub fn effect<'g>(&self, ground: &'g Ground<'_>) -> Option<Effect<'g>> {
        let trigger = self.correction.trigger.as_ref()?;
        let series = ground.scores.get(&self.partner.id)?.metric(trigger.as_str())?;
        let year = ground.portfolio.settings.fiscal_year;
        let (known, day) = (year.last_closed(self.correction.on), year.quarter_of(self.correction.on));
        let last = |quarters: &mut dyn Iterator<Item = Quarter>| {
            quarters.filter_map(|quarter| Some((quarter, series.actual(quarter)?))).last()
        };
        let before = last(&mut series.readings.range(..=known).map(|(quarter, _)| *quarter));
        let after = last(&mut (0..=AFTER).map(|ahead| day.plus(ahead)));
        Some(Effect { series, before, after })
    }
}

/// An initiative that ended and says how.
#[derive(Debug, Clone, Copy)]
pub struct CloseOut<'a> {
    /// The initiative.
    pub initiative: One<'a>,
    /// How it ended.
    pub completion: &'a Completion,
}

/// The initiatives that ended and say how, the latest first.
pub fn close_outs<'a>(ground: &Ground<'a>) -> Vec<CloseOut<'a>> {
    let ended = initiatives(ground).filter_map(|initiative: One<'a>| {
        Some(CloseOut { initiative, completion: initiative.2.value.completion.as_ref()? })
    });
    let mut all: Vec<_> = ended.collect();
    all.sort_by_key(|one| (Reverse(one.completion.ended_on), one.initiative.1));
    all
}

/// The day on which a correction was begun that has been open for the longest time.
pub fn oldest_open(all: &[Corrected<'_>]) -> Option<Date> {
    all.iter().filter(|one| one.is_open()).map(|one| one.correction.on).min()
}

#[cfg(test)]
mod tests {
    use super::{corrections, oldest_open};
    use crate::insight::tests::{BOOK, day, figures, ground, portfolio};

    const LOG: &str = "\
- {kind: correction, on: 2025-10-10, trigger: revenue, cause: One, change: A, result_after: Better, closed_on: 2026-03-01}
- {kind: correction, on: 2026-05-10, trigger: revenue, cause: Two, change: B}
- {kind: correction, on: 2026-02-10, cause: Three, change: C}
";

    fn said(figures: &str) -> Vec<(String, Option<String>, Option<String>, Option<bool>)> {
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\n"),
            ("acme/observations.csv", figures),
            ("acme/log.yaml", LOG),
        ]);
        let ground = ground(&records);
        let all = corrections(&ground);
        assert_eq!(oldest_open(&all), Some(day("2026-02-10")));
        let at = |one: Option<(crate::portfolio::calendar::Quarter, rust_decimal::Decimal)>| {
            one.map(|(quarter, figure)| format!("{quarter} {figure}"))
        };
        all.iter()
            .map(|one| {
                let effect = one.effect(&ground);
                let (before, after) = (effect.and_then(|of| of.before), effect.and_then(|of| of.after));
                let better = effect.and_then(|of| of.better());
                (one.correction.cause.clone(), at(before), at(after), better)
            })
            .collect()
    }

    #[test]
    fn before_is_the_last_quarter_that_had_ended_and_after_the_last_within_two_more() {
        let quarters = [("2025-Q3", 60), ("2025-Q4", 55), ("2026-Q1", 70), ("2026-Q2", 80)];
        let text = |words: &str| Some(words.to_owned());
        assert_eq!(
            said(&figures(&quarters)),
            [
                ("Three".to_owned(), None, None, None),
                ("Two".to_owned(), text("2026-Q1 70"), text("2026-Q2 80"), Some(true)),
                ("One".to_owned(), text("2025-Q3 60"), text("2026-Q2 80"), Some(true)),
            ]
        );
    }

    #[test]
    fn without_a_figure_after_it_nobody_knows() {
        let found = said(&figures(&[("2025-Q3", 60)]));
        assert_eq!(found[2].2, None);
        assert_eq!(found[2].3, None);
    }
}
