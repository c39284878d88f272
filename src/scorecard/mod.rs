//! Observations to points to dimensions to a score that carries its reasons. Exact arithmetic; rounding
//! happens where a figure is shown.
//!
//! Points of a metric: 100 at the target or better, 0 at its `poor` value or worse, in proportion between.
//! A dimension is the weighted mean of its metrics that have evidence, a score the weighted mean of its
//! dimensions that have any; under the playbook's coverage floor there is no score.

mod points;
mod series;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use self::points::{Limits, limits, points};
pub use self::series::{Reading, Series, series};
use crate::playbook::Playbook;
use crate::playbook::shape::Metric;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::words::State;

/// The score of a partner in a quarter, with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The quarter.
    pub quarter: Quarter,
    /// 0 to 100; nothing under the coverage floor.
    pub value: Option<Decimal>,
    /// The share of the weight that has evidence, 0 to 100.
    pub coverage: Decimal,
    /// What the value means, by the playbook's bands.
    pub state: State,
    /// The dimensions, in the playbook's order.
    pub dimensions: Vec<DimensionScore>,
}

/// One dimension of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct DimensionScore {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its weight, as the playbook has it.
    pub weight: Decimal,
    /// 0 to 100; nothing without evidence.
    pub value: Option<Decimal>,
    /// What it adds to the score; the parts of all dimensions sum to it.
    pub contribution: Option<Decimal>,
    /// Its metrics.
    pub metrics: Vec<MetricScore>,
}

/// One metric of a dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricScore {
    /// Its id.
    pub id: String,
    /// Its weight within the dimension.
    pub weight: Decimal,
    /// 0 to 100; nothing without evidence.
    pub points: Option<Decimal>,
    /// What the points mean.
    pub state: State,
}

/// Scores a quarter from the readings of a partner's metrics.
pub fn score(playbook: &Playbook, series: &[Series<'_>], quarter: Quarter) -> Score {
    let rules = &playbook.scorecard;
    let mut by_dimension: BTreeMap<&str, Vec<MetricScore>> = BTreeMap::new();
    for one in series {
        let points = one.reading(quarter).and_then(|reading| points(one.metric, reading));
        by_dimension.entry(one.metric.dimension.as_str()).or_default().push(MetricScore {
            id: one.metric.id.to_string(),
            weight: weight(one.metric),
            points,
            state: state(playbook, points),
        });
    }
    let mut dimensions = Vec::new();
    let (mut total, mut covered, mut rated) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for dimension in &rules.dimensions {
        let metrics = by_dimension.remove(dimension.id.as_str()).unwrap_or_default();
        let all: Decimal = metrics.iter().map(|metric| metric.weight).sum();
        let seen: Decimal =
            metrics.iter().filter(|metric| metric.points.is_some()).map(|metric| metric.weight).sum();
        let sum: Decimal = metrics.iter().filter_map(|metric| Some(metric.points? * metric.weight)).sum();
        let value = sum.checked_div(seen);
        total += dimension.weight.0;
        if let Some(share) = seen.checked_div(all) {
            covered += dimension.weight.0 * share;
        }
        if value.is_some() {
            rated += dimension.weight.0;
        }
        dimensions.push(DimensionScore {
            id: dimension.id.to_string(),
            name: dimension.name.clone(),
            weight: dimension.weight.0,
            value,
            contribution: None,
            metrics,
        });
    }
    let coverage = (covered * Decimal::ONE_HUNDRED).checked_div(total).unwrap_or_default();
    let enough = coverage >= rules.coverage_floor.0 && rated > Decimal::ZERO;
    let mut value = None;
    if enough {
        let mut sum = Decimal::ZERO;
        for dimension in &mut dimensions {
            dimension.contribution =
                dimension.value.and_then(|value| (value * dimension.weight).checked_div(rated));
            sum += dimension.contribution.unwrap_or_default();
        }
        value = Some(sum);
    }
    Score { quarter, value, coverage, state: state(playbook, value), dimensions }
}

/// What points or a score mean, by the playbook's bands.
pub fn state(playbook: &Playbook, value: Option<Decimal>) -> State {
    match value {
        None => State::NotRated,
        Some(value) if value >= playbook.scorecard.on_track_from.0 => State::OnTrack,
        Some(value) if value >= playbook.scorecard.at_risk_from.0 => State::AtRisk,
        Some(_) => State::OffTrack,
    }
}

fn weight(metric: &Metric) -> Decimal {
    metric.weight.map_or(Decimal::ONE, |weight| weight.0)
}
