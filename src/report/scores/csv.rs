//! A line a metric, quarter and partner: what a spreadsheet needs to reckon a score again.

use super::{DimensionPart, MetricPart, Scoresheet, Scoresheets};
use crate::sheet::{self, harmless};

/// The columns.
const COLUMNS: &[&str] = &[
    "partner",
    "quarter",
    "score",
    "state",
    "coverage",
    "dimension",
    "dimension_weight",
    "dimension_value",
    "dimension_adds",
    "metric",
    "actual",
    "target",
    "currency",
    "points",
    "no_points_because",
    "weight",
    "adds",
    "as_of",
    "source",
    "path",
    "line",
];

/// As CSV. A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(sheets: &Scoresheets) -> String {
    let mut lines = vec![COLUMNS.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()];
    for score in &sheets.scores {
        for dimension in &score.dimensions {
            lines.extend(dimension.metrics.iter().map(|metric| line(score, dimension, metric)));
        }
    }
    sheet::csv(lines)
}

fn line(score: &Scoresheet, dimension: &DimensionPart, metric: &MetricPart) -> Vec<String> {
    fn maybe<T: ToString>(value: &Option<T>) -> String {
        value.as_ref().map(ToString::to_string).unwrap_or_default()
    }
    vec![
        score.partner.clone(),
        score.quarter.clone(),
        maybe(&score.value),
        score.state.word().to_owned(),
        score.coverage.to_string(),
        dimension.id.clone(),
        dimension.weight.to_string(),
        maybe(&dimension.value),
        maybe(&dimension.adds),
        metric.id.clone(),
        maybe(&metric.actual),
        maybe(&metric.target),
        maybe(&metric.currency),
        maybe(&metric.points),
        maybe(&metric.no_points_because),
        metric.weight.to_string(),
        maybe(&metric.adds),
        maybe(&metric.as_of),
        harmless(&maybe(&metric.source)),
        maybe(&metric.path),
        maybe(&metric.line),
    ]
}
