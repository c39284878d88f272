//! Metrics with their figures. A metric may be internal like any record; reasons, incentives and points stay here.

use std::sync::Arc;

use super::share::Ground;
use super::{ChangedTarget, Landing, Measure, Measured};
use crate::insight::arrival::landing;
use crate::playbook::shape::{Direction, Metric, Shareable};
use crate::portfolio::calendar::Quarter;
use crate::portfolio::words::Audience;
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
        quarters: quarters
            .map(|quarter| Measured {
                quarter,
                actual: series.actual(quarter),
                target: series.target(quarter),
            })
            .collect(),
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
    let open = |metric: &&Arc<Metric>| {
        ground.gate.opens(Shareable::Metrics) && metric.audience != Some(Audience::Internal)
    };
    let changed = ground.review.record.changed_targets.iter();
    changed
        .filter_map(|one| Some((one, ground.playbook.metric(one.metric.as_str()).filter(open)?)))
        .map(|(one, metric)| ChangedTarget {
            metric: metric.name.clone(),
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
