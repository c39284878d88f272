//! Metrics with their figures. A metric may be internal like any record; reasons, incentives and points stay here.

use super::share::Ground;
use super::{ChangedTarget, Landing, Measure};
use crate::insight::arrival::landing;
use crate::playbook::shape::{Direction, Metric, Shareable};
use crate::portfolio::calendar::Quarter;
use crate::scorecard::{QUARTERS, Series, series};
use crate::source::Place;

/// The series of the metrics that may be shown; what may not is noted.
pub(super) fn shown(ground: &Ground<'_>) -> Vec<Series> {
    series(ground.portfolio, ground.playbook, ground.partner)
        .into_iter()
        .filter(|one| !one.readings.is_empty())
        .filter(|one| may(ground, &one.metric, one))
        .collect()
}

fn may(ground: &Ground<'_>, metric: &Metric, series: &Series) -> bool {
    let place = series.readings.values().next().map_or_else(Place::nowhere, |reading| reading.place.clone());
    ground.gate.lets(Shareable::Metrics, metric.audience, &metric.name, &place)
}

pub(super) fn measures(ground: &Ground<'_>) -> Option<Vec<Measure>> {
    let shown = shown(ground);
    ground.gate.opens(Shareable::Metrics).then(|| shown.iter().map(|one| measure(ground, one)).collect())
}

fn measure(ground: &Ground<'_>, series: &Series) -> Measure {
    let metric = &series.metric;
    let quarter = ground.quarter();
    let quarters = (0..QUARTERS).rev().map(|back| quarter.plus(-back));
    Measure {
        name: metric.name.clone(),
        definition: metric.definition.clone(),
        source: metric.source.clone(),
        unit: metric.unit,
        direction: metric.direction,
        currency: series.currency,
        measured_on: series.reading(quarter).and_then(|reading| reading.as_of),
        quarters: quarters.map(|one| (one, series.actual(one), series.target(one))).collect(),
        next_target: series.target(quarter.plus(1)),
        met: met(series, quarter),
    }
}

/// Whether the target of a quarter was met.
fn met(series: &Series, quarter: Quarter) -> Option<bool> {
    let actual = series.actual(quarter)?;
    match series.metric.direction {
        Direction::Up => Some(actual >= series.target(quarter)?),
        Direction::Down => Some(actual <= series.target(quarter)?),
        Direction::Band => {
            let band = series.metric.band?;
            Some((band.min.0..=band.max.0).contains(&actual))
        }
    }
}

pub(super) fn changed_targets(ground: &Ground<'_>) -> Vec<ChangedTarget> {
    let open = |one: &&crate::portfolio::review::ChangedTarget| {
        let metric = ground.playbook.metric(one.metric.as_str());
        metric.is_some_and(|metric| {
            ground.gate.opens(Shareable::Metrics)
                && metric.audience != Some(crate::portfolio::words::Audience::Internal)
        })
    };
    let record = &ground.review.record;
    let changed = record.changed_targets.iter().filter(open);
    changed
        .map(|one| ChangedTarget {
            metric: ground
                .playbook
                .metric(one.metric.as_str())
                .map(|metric| metric.name.clone())
                .unwrap_or_default(),
            from: one.from.clone(),
            to: one.to.clone(),
            reason: one.reason.clone(),
        })
        .collect()
}

/// Where the shown metrics among some lead by a quarter.
pub(super) fn landings<'m>(
    ground: &Ground<'_>,
    shown: &[Series],
    metrics: impl Iterator<Item = &'m str>,
    by: Quarter,
) -> Vec<Landing> {
    metrics
        .filter_map(|id| shown.iter().find(|series| series.metric.id.as_str() == id))
        .filter_map(|series| landing(series, ground.quarter(), by))
        .map(|found| Landing {
            metric: found.series.metric.name.clone(),
            unit: found.series.metric.unit,
            currency: found.series.currency,
            by: found.by,
            expected: found.expected,
            target: found.target,
            arrives: found.arrives(),
        })
        .collect()
}
