//! From points to dimensions to the score of a quarter, with its parts.
//!
//! Where it is rounded, and nowhere else: the points of a metric, the value of a dimension, the score and its coverage have
//! two decimals each, half away from zero, as `ROUND` does it in a spreadsheet. What a part adds is told in
//! hundredths as well, and these sum to the whole exactly: what rounding leaves over goes to the largest remainders.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Series, Unrated, apportion, ratio, round};
use crate::playbook::Playbook;
use crate::playbook::shape::Metric;
use crate::portfolio::calendar::{Date, Quarter};
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
    /// What the value means, by the playbook's bands; open errors are not looked at.
    pub state: State,
    /// The dimensions, in the playbook's order.
    pub dimensions: Vec<DimensionScore>,
    /// How old the figures are that it was made from.
    pub age: Age,
}

impl Score {
    /// The dimension with the lowest value.
    pub fn weakest(&self) -> Option<(Decimal, &DimensionScore)> {
        let known = self.dimensions.iter().filter_map(|one| Some((one.value?, one)));
        known.min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)))
    }

    /// Whether there is nothing to score because nothing was due.
    pub fn nothing_due(&self) -> bool {
        let mut metrics = self.dimensions.iter().flat_map(|one| &one.metrics).peekable();
        metrics.peek().is_some() && metrics.all(|metric| metric.points == Err(Unrated::NotDue))
    }

    /// A metric of it.
    pub fn metric(&self, id: &str) -> Option<&MetricScore> {
        self.dimensions.iter().flat_map(|one| &one.metrics).find(|metric| metric.id == id)
    }
}

/// How old the figures of a score are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Age {
    /// The day of the oldest figure that counts.
    pub oldest: Option<Date>,
    /// The day of the newest.
    pub newest: Option<Date>,
    /// How many of the figures that count say no day.
    pub undated: usize,
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
    /// What it adds to the score; what all dimensions add sums to it.
    pub adds: Option<Decimal>,
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
    /// 0 to 100, or why there are none.
    pub points: Result<Decimal, Unrated>,
    /// What it adds to the value of its dimension; what all metrics add sums to it.
    pub adds: Option<Decimal>,
    /// What the points mean.
    pub state: State,
}

/// Scores a quarter from the readings of a partner's metrics.
pub fn score(playbook: &Playbook, series: &[Series], quarter: Quarter) -> Score {
    let rules = &playbook.scorecard;
    let mut age = Age::default();
    let mut by_dimension: BTreeMap<&str, Vec<MetricScore>> = BTreeMap::new();
    for one in series {
        let points = one.points(quarter);
        let counts = weight(&one.metric) > Decimal::ZERO
            && rules.dimensions.iter().any(|of| one.metric.dimension == of.id && of.weight.0 > Decimal::ZERO);
        if let (Ok(_), true, Some(reading)) = (points, counts, one.reading(quarter)) {
            age.count(reading.as_of);
        }
        by_dimension.entry(one.metric.dimension.as_str()).or_default().push(MetricScore {
            id: one.metric.id.to_string(),
            weight: weight(&one.metric),
            points,
            adds: None,
            state: state(playbook, points.ok()),
        });
    }
    let mut dimensions: Vec<DimensionScore> = rules
        .dimensions
        .iter()
        .map(|dimension| {
            let mut metrics = by_dimension.remove(dimension.id.as_str()).unwrap_or_default();
            DimensionScore {
                id: dimension.id.to_string(),
                name: dimension.name.clone(),
                weight: dimension.weight.0,
                value: value(&mut metrics),
                adds: None,
                metrics,
            }
        })
        .collect();
    let coverage = coverage(&dimensions);
    let parts: Vec<(Decimal, Decimal)> =
        dimensions.iter().filter_map(|one| Some((one.value?, one.weight))).collect();
    let value = mean(&parts).filter(|_| coverage >= rules.coverage_floor.0);
    if let Some(value) = value {
        let mut adds = apportion(&parts, value).into_iter();
        for one in dimensions.iter_mut().filter(|one| one.value.is_some()) {
            one.adds = adds.next();
        }
    }
    Score { quarter, value, coverage, state: state(playbook, value), dimensions, age }
}

impl Age {
    fn count(&mut self, day: Option<Date>) {
        match day {
            Some(day) => {
                self.oldest = Some(self.oldest.map_or(day, |oldest| oldest.min(day)));
                self.newest = Some(self.newest.map_or(day, |newest| newest.max(day)));
            }
            None => self.undated += 1,
        }
    }
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

/// A state as it is shown: nobody is on track while an error is open.
pub fn capped(state: State, open_errors: usize) -> State {
    if state == State::OnTrack && open_errors > 0 { State::AtRisk } else { state }
}

/// The weighted mean of the metrics that have points; tells each what it adds.
fn value(metrics: &mut [MetricScore]) -> Option<Decimal> {
    let parts: Vec<(Decimal, Decimal)> =
        metrics.iter().filter_map(|one| Some((one.points.ok()?, one.weight))).collect();
    let value = mean(&parts)?;
    let mut adds = apportion(&parts, value).into_iter();
    for one in metrics.iter_mut().filter(|one| one.points.is_ok()) {
        one.adds = adds.next();
    }
    Some(value)
}

/// The weighted mean, with two decimals; nothing where no weight counts.
fn mean(parts: &[(Decimal, Decimal)]) -> Option<Decimal> {
    let whole: Decimal = parts.iter().map(|(_, weight)| weight).sum();
    let sum: Decimal = parts.iter().map(|(value, weight)| value * weight).sum();
    sum.checked_div(whole).map(round)
}

/// The score that points of some metrics would make, whatever they cover; nothing where no weight counts.
pub fn weigh(
    playbook: &Playbook,
    series: &[Series],
    points: impl Fn(&Series) -> Option<Decimal>,
) -> Option<Decimal> {
    let mut values = Vec::new();
    for dimension in &playbook.scorecard.dimensions {
        let metrics = series.iter().filter(|one| one.metric.dimension == dimension.id);
        let parts: Vec<(Decimal, Decimal)> =
            metrics.filter_map(|one| Some((points(one)?, weight(&one.metric)))).collect();
        values.extend(mean(&parts).map(|value| (value, dimension.weight.0)));
    }
    mean(&values)
}

/// The share of all weight that has evidence: within a dimension by the weights of its metrics. A metric that is not due
/// lacks nothing; a dimension in which nothing is due neither.
fn coverage(dimensions: &[DimensionScore]) -> Decimal {
    let (mut covered, mut total) = (Decimal::ZERO, Decimal::ZERO);
    for dimension in dimensions {
        let due = dimension.metrics.iter().filter(|metric| metric.points != Err(Unrated::NotDue));
        let all: Decimal = due.map(|metric| metric.weight).sum();
        if all.is_zero() && dimension.metrics.iter().any(|metric| !metric.weight.is_zero()) {
            continue;
        }
        total += dimension.weight;
        let seen = dimension.metrics.iter().filter(|metric| metric.points.is_ok());
        let seen: Decimal = seen.map(|metric| metric.weight).sum();
        if let Some(share) = seen.checked_div(all) {
            covered += dimension.weight * share;
        }
    }
    ratio(covered * Decimal::ONE_HUNDRED, total).unwrap_or_default()
}

fn weight(metric: &Metric) -> Decimal {
    metric.weight.map_or(Decimal::ONE, |weight| weight.0)
}
