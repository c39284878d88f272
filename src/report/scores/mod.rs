//! A score with everything that it was made from: as a table for people, as JSON and as CSV for programs. The three are
//! written from one sheet, so that they cannot differ.

mod csv;
mod text;

use serde::Serialize;

pub use self::csv::csv;
pub use self::text::{list, text};
use super::json::Tool;
use crate::playbook::Playbook;
use crate::playbook::limits::Limits;
use crate::playbook::shape::{Direction, Metric, Unit};
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::words::State;
use crate::scorecard::{Amount, Reading, Score, Scores, capped, score};
use crate::sheet::Exact;

/// The version of the shape; fields are only ever added.
pub const VERSION: u32 = 1;

/// Which records and which playbook a score was made from, and when.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// The date that the records were seen as of.
    pub as_of: String,
    /// The checksum of the records.
    pub records: String,
    /// The checksum of the playbook.
    pub playbook: String,
}

/// Scores with their parts.
#[derive(Debug, Serialize)]
pub struct Scoresheets {
    /// The version of this shape: 1.
    pub version: u32,
    /// What wrote it.
    pub tool: Tool,
    /// From what, and when.
    #[serde(flatten)]
    pub made: Made,
    /// The bands of the playbook.
    pub bands: Bands,
    /// The scores, by partner, then by quarter.
    pub scores: Vec<Scoresheet>,
}

/// The bands of the playbook.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Bands {
    /// On track from this score.
    pub on_track_from: Exact,
    /// At risk from this score.
    pub at_risk_from: Exact,
    /// No score under this share of the weight, in per cent.
    pub coverage_floor: Exact,
}

/// A score with its parts.
#[derive(Debug, Serialize)]
pub struct Scoresheet {
    /// The partner's id.
    pub partner: String,
    /// Its name.
    pub name: String,
    /// The quarter.
    pub quarter: String,
    /// 0 to 100; nothing under the coverage floor.
    pub value: Option<Exact>,
    /// The state, errors looked at: `on-track`, `at-risk`, `off-track`, `not-rated`.
    pub state: State,
    /// The state by the figures alone.
    pub state_by_figures: State,
    /// Errors that are open today; nothing for a quarter that was followed by another.
    pub open_errors: Option<usize>,
    /// Why it changed since the quarter before; nothing where one of the two has no score.
    pub change: Option<ChangePart>,
    /// The share of the weight that has evidence, in per cent.
    pub coverage: Exact,
    /// Whether there is nothing to score because nothing was due: the last figures still hold.
    pub nothing_due: bool,
    /// The id of the dimension with the lowest value.
    pub weakest: Option<String>,
    /// The day of the oldest figure that counts.
    pub oldest_figure: Option<String>,
    /// The day of the newest.
    pub newest_figure: Option<String>,
    /// How many of the figures that count say no day.
    pub undated_figures: usize,
    /// The dimensions, in the playbook's order.
    pub dimensions: Vec<DimensionPart>,
}

/// Why a score changed since the quarter before; the three parts sum to the whole.
#[derive(Debug, Serialize)]
pub struct ChangePart {
    /// The quarter before.
    pub from: String,
    /// By how much.
    pub whole: Exact,
    /// What figures did, held against the targets of the quarter before: metrics with points in both quarters.
    pub figures: Exact,
    /// What moving targets did to the same metrics.
    pub targets: Exact,
    /// What metrics did that have points in one of the quarters only.
    pub metrics: Exact,
}

/// A dimension of a score.
#[derive(Debug, Serialize)]
pub struct DimensionPart {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 0 to 100; nothing without evidence.
    pub value: Option<Exact>,
    /// Its weight.
    pub weight: Exact,
    /// What it adds to the score.
    pub adds: Option<Exact>,
    /// Its metrics.
    pub metrics: Vec<MetricPart>,
}

/// A metric of a dimension.
#[derive(Debug, Serialize)]
pub struct MetricPart {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// The currency of its figures, if it is money.
    pub currency: Option<String>,
    /// What is better.
    pub direction: Direction,
    /// What was measured.
    pub actual: Option<Exact>,
    /// The same as it is written, where that is another currency.
    pub actual_written: Option<String>,
    /// What was planned.
    pub target: Option<Exact>,
    /// The same as it is written, where that is another currency.
    pub target_written: Option<String>,
    /// No points at this value or worse; for a band, one width of it outside.
    pub no_points_at: Vec<Exact>,
    /// All points at this value or better; for a band, between the two.
    pub all_points_at: Vec<Exact>,
    /// 0 to 100; nothing where there are none.
    pub points: Option<Exact>,
    /// Why there are none.
    pub no_points_because: Option<String>,
    /// Its weight within the dimension.
    pub weight: Exact,
    /// What it adds to the value of the dimension.
    pub adds: Option<Exact>,
    /// What the points mean.
    pub state: State,
    /// The day on which the figure was true.
    pub as_of: Option<String>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// The file that it stands in.
    pub path: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
}

impl Scoresheets {
    /// Sheets with what they were made from.
    pub fn new(playbook: &Playbook, made: Made, scores: Vec<Scoresheet>) -> Self {
        let rules = &playbook.scorecard;
        Self {
            version: VERSION,
            tool: Tool { name: "quarterdeck", version: env!("CARGO_PKG_VERSION") },
            made,
            bands: Bands {
                on_track_from: Exact(rules.on_track_from.0),
                at_risk_from: Exact(rules.at_risk_from.0),
                coverage_floor: Exact(rules.coverage_floor.0),
            },
            scores,
        }
    }

    /// As JSON, for programs.
    pub fn json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// The sheet of a partner and a quarter; `open_errors` are those of today, and count for the last closed quarter alone.
pub fn sheet(
    playbook: &Playbook,
    partner: &Partner,
    scores: &Scores,
    (quarter, open_errors): (Quarter, usize),
) -> Scoresheet {
    let score = scores.quarter(quarter).cloned().unwrap_or_else(|| score(playbook, &scores.series, quarter));
    let today = quarter == scores.now().quarter;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Scoresheet {
        partner: partner.id.clone(),
        name: partner.profile.name.clone(),
        quarter: quarter.to_string(),
        value: score.value.map(Exact),
        state: if today { capped(score.state, open_errors) } else { score.state },
        state_by_figures: score.state,
        open_errors: today.then_some(open_errors),
        change: scores.change(playbook, quarter.plus(-1), quarter).map(|change| ChangePart {
            from: quarter.plus(-1).to_string(),
            whole: Exact(change.whole),
            figures: Exact(change.figures),
            targets: Exact(change.targets),
            metrics: Exact(change.metrics),
        }),
        coverage: Exact(score.coverage),
        nothing_due: score.nothing_due(),
        weakest: score.weakest().map(|(_, one)| one.id.clone()),
        oldest_figure: day(score.age.oldest),
        newest_figure: day(score.age.newest),
        undated_figures: score.age.undated,
        dimensions: dimensions(partner, scores, &score),
    }
}

fn dimensions(partner: &Partner, scores: &Scores, score: &Score) -> Vec<DimensionPart> {
    let parts = score.dimensions.iter().map(|dimension| DimensionPart {
        id: dimension.id.clone(),
        name: dimension.name.clone(),
        value: dimension.value.map(Exact),
        weight: Exact(dimension.weight),
        adds: dimension.adds.map(Exact),
        metrics: dimension
            .metrics
            .iter()
            .filter_map(|metric| {
                let series = scores.metric(&metric.id)?;
                let reading = series.reading(score.quarter);
                let (none, all) = ends(&series.metric, reading);
                let written = |amount: fn(&Reading) -> Amount| {
                    let money = amount(reading?).written()?;
                    Some(format!("{} {}", money.currency, money.amount.normalize()))
                };
                let counts =
                    reading.filter(|reading| reading.actual.is_written() || reading.target.is_written());
                Some(MetricPart {
                    id: metric.id.clone(),
                    name: series.metric.name.clone(),
                    unit: series.metric.unit,
                    currency: series.currency.map(|currency| currency.to_string()),
                    direction: series.metric.direction,
                    actual: series.actual(score.quarter).map(Exact),
                    actual_written: written(|reading| reading.actual),
                    target: series.target(score.quarter).map(Exact),
                    target_written: written(|reading| reading.target),
                    no_points_at: none.into_iter().map(Exact).collect(),
                    all_points_at: all.into_iter().map(Exact).collect(),
                    points: metric.points.ok().map(Exact),
                    no_points_because: metric.points.err().map(|why| why.to_string()),
                    weight: Exact(metric.weight),
                    adds: metric.adds.map(Exact),
                    state: metric.state,
                    as_of: counts.and_then(|reading| reading.as_of).map(|day| day.to_string()),
                    source: counts.and_then(|reading| reading.source.clone()),
                    path: counts.map(|_| format!("partners/{}/observations.csv", partner.id)),
                    line: counts.map(|reading| reading.line),
                })
            })
            .collect(),
    });
    parts.collect()
}

/// Where points begin and where they are full.
fn ends(
    metric: &Metric,
    reading: Option<&Reading>,
) -> (Vec<rust_decimal::Decimal>, Vec<rust_decimal::Decimal>) {
    match metric.limits(reading.and_then(|reading| reading.target.number())) {
        Ok(Limits::Up { none, full } | Limits::Down { full, none }) => (vec![none], vec![full]),
        Ok(Limits::Band { min, max }) => (vec![min - (max - min), max + (max - min)], vec![min, max]),
        Err(_) => (Vec::new(), Vec::new()),
    }
}
