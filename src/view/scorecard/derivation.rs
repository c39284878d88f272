//! How a score comes about: points × weight, metric by metric and dimension by dimension, down to the sum.

use rust_decimal::Decimal;

use crate::playbook::Playbook;
use crate::portfolio::words::State;
use crate::scorecard::{Score, Scores, Unrated, state};
use crate::view::page::{Block, Cell, Tone};
use crate::view::parts::{cell, missing, number_cell, row, table};
use crate::view::scorecard::age;
use crate::view::words::{self, text};

/// The dimensions: value × weight, down to the score.
pub fn dimensions(playbook: &Playbook, score: &Score) -> Block {
    let weakest = score.weakest().map(|(_, one)| one.id.as_str());
    let mut rows: Vec<_> = score
        .dimensions
        .iter()
        .map(|dimension| {
            let known = dimension.metrics.iter().filter(|metric| metric.points.is_ok()).count();
            let waiting =
                dimension.metrics.iter().filter(|metric| metric.points == Err(Unrated::NotDue)).count();
            let waiting = if waiting > 0 { format!(", {waiting} not due") } else { String::new() };
            let weak = weakest == Some(dimension.id.as_str()) && score.dimensions.len() > 1;
            let low = state(playbook, dimension.value) != State::OnTrack;
            let name = text(&dimension.name)
                .note(format!("{known} of {} metrics with evidence{waiting}", dimension.metrics.len()));
            row(
                None,
                vec![
                    cell(name),
                    Cell::Number {
                        text: exact(dimension.value),
                        tone: if weak && low { Tone::Bad } else { Tone::Plain },
                        note: weak.then(|| "the weakest".to_owned()),
                    },
                    number_cell(format!("× {}", words::decimal(dimension.weight, 2))),
                    number_cell(exact(dimension.adds)),
                ],
            )
        })
        .collect();
    let weights: Decimal =
        score.dimensions.iter().filter(|one| one.value.is_some()).map(|one| one.weight).sum();
    rows.push(row(
        None,
        vec![
            cell(
                text("Score")
                    .note(format!("evidence for {}% of the weight", words::decimal(score.coverage, 2))),
            ),
            missing(""),
            number_cell(format!("÷ {}", words::decimal(weights, 2))),
            match score.value {
                Some(_) => number_cell(exact(score.value)),
                None => missing("not rated"),
            },
        ],
    ));
    Block::Table {
        table: table(
            format!(
                "Score of {}: value × weight of each dimension, divided by the weights that have evidence",
                score.quarter
            ),
            &[
                ("Dimension", "text"),
                ("Value, 0 to 100", "number"),
                ("Weight", "number"),
                ("Adds to the score", "number"),
            ],
            rows,
        ),
    }
}

/// The metrics: points × weight, down to the value of their dimension.
pub fn metrics(scores: &Scores, score: &Score) -> Block {
    let rows = score
        .dimensions
        .iter()
        .flat_map(|dimension| dimension.metrics.iter().map(move |metric| (dimension, metric)))
        .map(|(dimension, metric)| {
            let name = scores
                .metric(&metric.id)
                .map_or_else(|| metric.id.clone(), |series| series.metric.name.clone());
            row(
                None,
                vec![
                    cell(text(name).note(&dimension.name)),
                    match metric.points {
                        Ok(points) => number_cell(exact(Some(points))),
                        Err(why) => missing(why.to_string()),
                    },
                    number_cell(format!("× {}", words::decimal(metric.weight, 2))),
                    number_cell(exact(metric.adds)),
                ],
            )
        })
        .collect();
    Block::Table {
        table: table(
            format!(
                "Points of {}: 100 at the target or better, 0 at poor or worse, in proportion between",
                score.quarter
            ),
            &[
                ("Metric", "text"),
                ("Points", "number"),
                ("Weight", "number"),
                ("Adds to its dimension", "number"),
            ],
            rows,
        ),
    }
}

/// What the score stands on, in a sentence.
pub fn basis(score: &Score) -> String {
    if score.nothing_due() {
        return format!("Nothing was due in {}; the last figures still hold.", score.quarter);
    }
    let age = age(score.age);
    let age = if age.is_empty() { String::new() } else { format!(", from {age}") };
    format!("Evidence for {}% of the weight{age}.", words::decimal(score.coverage, 2))
}

/// With both decimals, as it is reckoned with.
fn exact(number: Option<Decimal>) -> String {
    number.map_or_else(|| words::DASH.to_owned(), |number| format!("{number:.2}"))
}
