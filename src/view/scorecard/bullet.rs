//! The bullet graph of a metric in a quarter.

use rust_decimal::Decimal;

use crate::playbook::limits::Limits;
use crate::playbook::shape::Direction;
use crate::scorecard::{Reading, Series};
use crate::view::desk::Desk;
use crate::view::figure::{Better, Bullet};
use crate::view::words;

/// The bullet graph of a reading, and the limits of its ranges in words; nothing where there are no limits.
///
/// Ranges begin where the points of the metric reach the playbook's bands.
pub fn bullet(desk: &Desk<'_>, series: &Series, reading: &Reading) -> Option<(Bullet, String)> {
    let metric = series.metric.as_ref();
    let said = |number: Decimal| words::figure(metric, series.currency, number);
    let risk = desk.playbook.scorecard.at_risk_from.0 / Decimal::ONE_HUNDRED;
    let good = desk.playbook.scorecard.on_track_from.0 / Decimal::ONE_HUNDRED;
    let (bands, comparator, better, note) = match metric.limits(reading.target.number()).ok()? {
        Limits::Up { none, full } => {
            let at = |share: Decimal| none + (full - none) * share;
            (
                vec![at(risk), at(good)],
                full,
                Better::More,
                format!("off track under {}, on track from {}", said(at(risk)), said(at(good))),
            )
        }
        Limits::Down { full, none } => {
            let at = |share: Decimal| none - (none - full) * share;
            (
                vec![at(good), at(risk)],
                full,
                Better::Less,
                format!("on track to {}, off track over {}", said(at(good)), said(at(risk))),
            )
        }
        Limits::Band { min, max } => {
            // One width of the band outside there are no points left.
            let beyond = |share: Decimal| (max - min) * (Decimal::ONE - share);
            let (low, high) = (min - beyond(good), max + beyond(good));
            (
                vec![min - beyond(risk), low, high, max + beyond(risk)],
                (min + max) / Decimal::TWO,
                Better::Within,
                format!("on track from {} to {}", said(low), said(high)),
            )
        }
    };
    let is_band = metric.direction == Direction::Band;
    let actual = reading.actual.number();
    let top = [actual.unwrap_or_default(), comparator, bands[bands.len() - 1]].into_iter().max()?
        * Decimal::new(12, 1);
    let low = [actual.unwrap_or_default(), comparator, bands[0], Decimal::ZERO].into_iter().min()?;
    let target = reading.target.number().filter(|_| !is_band);
    let summary = format!(
        "{} {}{}; {note}",
        metric.name,
        actual.map_or_else(|| "not measured".to_owned(), said),
        target.map(|target| format!(", target {}", said(target))).unwrap_or_default(),
    );
    let bullet = Bullet {
        actual: actual.map(words::float),
        target: target.map(words::float),
        scale: (words::float(low), words::float(top.max(Decimal::ZERO))),
        bands: bands.into_iter().map(words::float).collect(),
        better,
        summary,
    };
    Some((bullet, note))
}
