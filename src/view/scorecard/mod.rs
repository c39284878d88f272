//! The scorecard of an alliance in a quarter: each metric against plan and against its own past, and how the points make
//! the score.

mod bullet;
pub mod derivation;
mod trend;

use rust_decimal::Decimal;

pub use self::trend::trend;
use super::desk::{Desk, Draft};
use super::page::{Cell, Change, Figure, Inline, Row, Table, Tone};
use super::parts::{anchored_row, cell, missing, number_cell, sparkline, table};
use super::words::{self, text};
use crate::playbook::Playbook;
use crate::playbook::shape::{Aggregation, Direction, Metric};
use crate::portfolio::calendar::Quarter;
use crate::scorecard::{self, Age, Reading, Score, ScoreChange, Scores, Series, Unrated, Variance};

/// The rows of a scorecard: each metric in a quarter, against its target, the quarter and the year before.
pub fn quarter_table(draft: &mut Draft, desk: &Desk<'_>, series: &[Series], quarter: Quarter) -> Table {
    let quarters: Vec<Quarter> = (0..scorecard::QUARTERS).rev().map(|back| quarter.plus(-back)).collect();
    let years =
        series.iter().any(|series| series.metric.aggregation.is_some_and(|of| of != Aggregation::Last));
    let rows =
        series.iter().map(|series| metric_row(draft, desk, series, quarter, (&quarters, years))).collect();
    let year = format!("{} so far", quarter.year());
    let mut columns = vec![
        ("Metric", "text"),
        ("Actual, as of", "number"),
        ("Target", "number"),
        ("Against target", "figure"),
        ("8 quarters", "figure"),
        ("Change", "number"),
    ];
    if years {
        columns.push((&year, "number"));
    }
    columns.push(("State", "text"));
    table(format!("Metrics in {quarter}, actual against target"), &columns, rows)
}

fn metric_row(
    draft: &mut Draft,
    desk: &Desk<'_>,
    series: &Series,
    quarter: Quarter,
    (quarters, years): (&[Quarter], bool),
) -> Row {
    let metric = series.metric.as_ref();
    let reading = series.reading(quarter);
    let points = series.points(quarter);
    let drawn = reading
        .filter(|reading| reading.actual.number().is_some())
        .and_then(|reading| bullet::bullet(desk, series, reading));
    let against = match (drawn, points) {
        (Some((bullet, note)), _) => {
            Cell::Figure { figure: draft.figure(Figure::Bullet(bullet)), note: Some(note) }
        }
        (None, Err(Unrated::NoFigure | Unrated::NotDue)) => missing(last_known(series, quarter)),
        (None, Err(why)) => missing(why.to_string()),
        (None, Ok(_)) => missing(""),
    };
    let line = sparkline(series, quarters);
    let trend = Cell::Figure { figure: draft.figure(Figure::Sparkline(line)), note: None };
    let change = |variance: Option<Variance>, other: Quarter| {
        let (now, variance) = series.actual(quarter).zip(variance)?;
        Some(words::change(metric, now, variance.base, format!("vs {other}")))
    };
    let changes: Vec<Change> = [
        change(series.against_last_quarter(quarter), quarter.plus(-1)),
        change(series.against_last_year(quarter), quarter.plus(-4)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut cells = vec![
        cell(
            draft
                .inline_link(&metric.name, &format!("{}#{}", super::metrics::PATH, metric.id))
                .note(about(metric)),
        ),
        actual_cell(desk, series, reading),
        target_cell(series, quarter),
        against,
        trend,
        if changes.is_empty() { missing("") } else { Cell::Changes { changes } },
    ];
    if years {
        cells.push(year_cell(series, quarter));
    }
    cells.push(Cell::State {
        state: words::pill(scorecard::state(desk.playbook, points.ok())),
        note: Some(
            points.map_or_else(
                |why| why.to_string(),
                |points| format!("{} points", shown(desk.playbook, points)),
            ),
        ),
        href: None,
    });
    anchored_row(format!("m-{}", metric.id), cells)
}

/// What was measured, the day it holds for, and the line that it stands on.
fn actual_cell(desk: &Desk<'_>, series: &Series, reading: Option<&Reading>) -> Cell {
    let Some(reading) = reading.filter(|reading| reading.actual.is_written()) else {
        return missing("no figure");
    };
    let written = reading.actual.written().map(words::money);
    let Some(actual) = reading.actual.number() else {
        let currency = reading.actual.without_rate().map(|currency| currency.to_string()).unwrap_or_default();
        return missing(format!("{}: no rate for {currency}", written.unwrap_or_default()));
    };
    let day = reading.as_of.map(words::date);
    let written = written.map(|written| format!("written {written}"));
    Cell::Sourced {
        text: words::figure(&series.metric, series.currency, actual),
        note: [written, day].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        source: source(desk, reading),
    }
}

/// The line that a figure stands on; a link, where the settings say how records are edited.
fn source(desk: &Desk<'_>, reading: &Reading) -> Inline {
    let line = text(format!("line {}", reading.line)).tone(Tone::Muted);
    match desk.edit(&reading.place) {
        Some(link) => line.to(link.href),
        None => line,
    }
}

fn target_cell(series: &Series, quarter: Quarter) -> Cell {
    let metric = series.metric.as_ref();
    let said = |number| words::figure(metric, series.currency, number);
    let reading = series.reading(quarter);
    match reading.and_then(|reading| reading.target.number()) {
        Some(target) => Cell::Number {
            text: said(target),
            tone: Tone::Plain,
            note: series.against_plan(quarter).map(|variance| {
                words::change(metric, variance.base + variance.difference, variance.base, String::new()).text
            }),
        },
        None if metric.direction == Direction::Band => metric.band.map_or_else(
            || missing("no band"),
            |band| number_cell(format!("{} to {}", said(band.min.0), said(band.max.0))),
        ),
        None => match reading.and_then(|reading| reading.target.without_rate()) {
            Some(currency) => missing(format!("no rate for {currency}")),
            None => missing("no target"),
        },
    }
}

/// The fiscal year so far against its plan.
fn year_cell(series: &Series, quarter: Quarter) -> Cell {
    let Some(year) = series.year_to_date(quarter).filter(|year| year.aggregation != Aggregation::Last) else {
        return missing("");
    };
    let said = |number| words::figure(&series.metric, series.currency, number);
    match year.actual {
        Some(actual) => Cell::Number {
            text: said(actual),
            tone: Tone::Plain,
            note: year.target.map(|target| format!("target {}", said(target))),
        },
        None => missing(format!("{} of {} quarters known", year.measured, year.quarters)),
    }
}

fn about(metric: &Metric) -> String {
    let better = match metric.direction {
        Direction::Up => None,
        Direction::Down => Some("less is better".to_owned()),
        Direction::Band => Some("within a band".to_owned()),
    };
    let attribution = metric.attribution.map(|attribution| words::label(&attribution));
    let timing = metric.timing.map(|timing| words::label(&timing));
    [attribution, timing, better].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn last_known(series: &Series, quarter: Quarter) -> String {
    let last = series
        .readings
        .iter()
        .rev()
        .find(|(at, reading)| **at < quarter && reading.actual.number().is_some());
    last.map_or_else(|| "no figure yet".to_owned(), |(at, _)| format!("no figure since {at}"))
}

/// How old the figures of a score are: "figures of 30 Sep 2026 to 14 Oct 2026".
pub fn age(age: Age) -> String {
    let days = match (age.oldest, age.newest) {
        (Some(oldest), Some(newest)) if oldest == newest => {
            Some(format!("figures of {}", words::date(oldest)))
        }
        (Some(oldest), Some(newest)) => {
            Some(format!("figures of {} to {}", words::date(oldest), words::date(newest)))
        }
        _ => None,
    };
    let undated = match age.undated {
        0 => None,
        1 => Some("one figure without a day".to_owned()),
        count => Some(format!("{} figures without a day", words::number_word(count))),
    };
    [days, undated].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a change of a score is made of, beyond figures that got better or worse: "from 61.2 to 65.8: figures −2.4, moved
/// targets +7.0"; empty where it is figures alone. What is said sums, digit by digit, to the change that is told beside it.
pub fn because(change: ScoreChange) -> String {
    let change = change.in_tenths();
    let said = |(name, number): &(&str, Decimal)| format!("{name} {}", words::tenths(*number));
    let parts = [
        ("figures", change.figures),
        ("moved targets", change.targets),
        ("metrics that came or went", change.metrics),
    ];
    if parts[1..].iter().all(|(_, number)| number.is_zero()) {
        return String::new();
    }
    let parts: Vec<String> = parts.iter().filter(|(_, number)| !number.is_zero()).map(said).collect();
    format!("from {:.1} to {:.1}: {}", change.before, change.now, parts.join(", "))
}

/// What holds a partner back that would be on track by its figures: "held back until two errors in its records are put
/// right".
pub fn until_mended(errors: usize) -> String {
    let verb = if errors == 1 { "is" } else { "are" };
    format!("held back until {} in its records {verb} put right", words::plural_word(errors, "error"))
}

/// How a score changed since the quarter before.
pub fn change(scores: &Scores, playbook: &Playbook, against: String) -> Option<Change> {
    let (now, before) = scores.now().value.zip(scores.before().value)?;
    let parts = scores.last_change(playbook)?;
    Some(score_change(now, before, parts, against))
}

/// How a score changed, with one decimal, so that the parts told beside it can be seen to sum to it; without good or bad,
/// where the figures went another way.
pub fn score_change(now: Decimal, before: Decimal, parts: ScoreChange, against: String) -> Change {
    let tone = words::score_change(now, before, String::new()).tone;
    let change = words::change_in_tenths(parts.in_tenths().whole, against);
    let plain = parts.misleads() || change.direction == "same";
    Change { tone: if plain { change.tone } else { tone }, ..change }
}

/// A score as a page shows it: whole, unless that would lie in another band than the score itself.
pub fn shown(playbook: &Playbook, score: Decimal) -> String {
    let same = |places: u32| {
        let rounded =
            score.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let hundred = rounded == Decimal::ONE_HUNDRED && score != rounded;
        scorecard::state(playbook, Some(rounded)) == scorecard::state(playbook, Some(score)) && !hundred
    };
    words::decimal(score, (0..2).find(|&places| same(places)).unwrap_or(2))
}

/// What a score stands on: coverage and age, in a line.
pub fn basis(score: &Score) -> String {
    let coverage = format!("evidence for {}% of the weight", words::decimal(score.coverage, 2));
    let age = age(score.age);
    if age.is_empty() { coverage } else { format!("{coverage}, {age}") }
}

/// Links to the files with the same scores.
pub fn files(draft: &Draft, desk: &Desk<'_>, path: &str) -> Vec<Inline> {
    if desk.figures_hidden {
        return Vec::new();
    }
    ["csv", "json"]
        .map(|ending| {
            let note = if ending == "csv" {
                "every quarter and metric, for a spreadsheet"
            } else {
                "the same, for programs"
            };
            draft
                .inline_link(format!("Scores as {}", ending.to_uppercase()), &format!("{path}.{ending}"))
                .note(note)
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_change_are_seen_to_sum_to_it() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let change = ScoreChange {
            before: number("23.66"),
            now: number("28.31"),
            whole: number("4.65"),
            figures: number("-6.55"),
            targets: number("4.15"),
            metrics: number("7.05"),
        };
        let told = score_change(change.now, change.before, change, "vs 2026-Q2".to_owned());
        assert_eq!((told.text.as_str(), told.tone), ("+4.6", Tone::Plain));
        assert_eq!(
            because(change),
            "from 23.7 to 28.3: figures −6.5, moved targets +4.1, metrics that came or went +7.0"
        );
        let alone =
            ScoreChange { figures: change.whole, targets: Decimal::ZERO, metrics: Decimal::ZERO, ..change };
        assert_eq!(because(alone), "");
        assert_eq!(score_change(change.now, change.before, alone, String::new()).tone, Tone::Good);
    }

    #[test]
    fn what_holds_a_partner_back_is_counted() {
        assert_eq!(until_mended(1), "held back until one error in its records is put right");
        assert_eq!(until_mended(2), "held back until two errors in its records are put right");
    }
}
