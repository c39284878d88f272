//! Why a score changed between two quarters: because figures got better or worse, because targets moved, or because other
//! metrics had evidence. The three sum to the change.

use rust_decimal::{Decimal, RoundingStrategy};

use super::round::tenths;
use super::score::weigh;
use super::{Scores, points, round, whole};
use crate::playbook::Playbook;
use crate::portfolio::calendar::Quarter;

/// What a change of a score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreChange {
    /// The score of the earlier quarter.
    pub before: Decimal,
    /// The score of the later quarter.
    pub now: Decimal,
    /// From the score of the earlier quarter to that of the later.
    pub whole: Decimal,
    /// What figures did: those metrics alone that have points in both quarters, against the targets of the earlier one.
    pub figures: Decimal,
    /// What moving targets did to the same metrics.
    pub targets: Decimal,
    /// What metrics did that have points in one of the quarters only.
    pub metrics: Decimal,
}

impl ScoreChange {
    /// With one decimal each, so that the scores differ by the whole and the parts sum to it.
    pub fn in_tenths(self) -> Self {
        let round =
            |number: Decimal| number.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
        let (before, now) = (round(self.before), round(self.now));
        let whole = now - before;
        let [figures, targets, metrics] = tenths([self.figures, self.targets, self.metrics], whole);
        Self { before, now, whole, figures, targets, metrics }
    }

    /// Whether the change tells the opposite of what the figures did.
    pub fn misleads(&self) -> bool {
        let way = |number: Decimal| whole(number).cmp(&Decimal::ZERO);
        way(self.whole) != way(self.figures) && !whole(self.whole - self.figures).is_zero()
    }
}

impl Scores {
    /// Why the score changed from one quarter to another; nothing where one of them has no score.
    pub fn change(&self, playbook: &Playbook, from: Quarter, to: Quarter) -> Option<ScoreChange> {
        let (before, now) = (self.quarter(from)?.value?, self.quarter(to)?.value?);
        let whole = now - before;
        let common = |id: &str| {
            let series = self.metric(id)?;
            Some((series, series.points(from).ok()?, series.points(to).ok()?))
        };
        let of_common = |pick: fn((Decimal, Decimal)) -> Decimal| {
            weigh(playbook, &self.series, |one| {
                let (_, before, now) = common(one.metric.id.as_str())?;
                Some(pick((before, now)))
            })
        };
        // The later figures, held against the earlier targets.
        let as_before = weigh(playbook, &self.series, |one| {
            let (series, _, now) = common(one.metric.id.as_str())?;
            let reading = series.reading(to)?;
            let target = series.reading(from)?.target;
            let earlier = points(&series.metric, Some(&super::Reading { target, ..reading.clone() }));
            Some(earlier.unwrap_or(now))
        });
        let (Some(common_before), Some(common_now), Some(as_before)) =
            (of_common(|(before, _)| before), of_common(|(_, now)| now), as_before)
        else {
            return Some(ScoreChange {
                before,
                now,
                whole,
                figures: Decimal::ZERO,
                targets: Decimal::ZERO,
                metrics: whole,
            });
        };
        let (figures, targets) = (round(as_before - common_before), round(common_now - as_before));
        Some(ScoreChange { before, now, whole, figures, targets, metrics: whole - figures - targets })
    }

    /// Why the score changed since the quarter before.
    pub fn last_change(&self, playbook: &Playbook) -> Option<ScoreChange> {
        self.change(playbook, self.before().quarter, self.now().quarter)
    }
}
