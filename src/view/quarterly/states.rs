//! How the states stood at the end of the quarter, which changed, and why.

use rust_decimal::Decimal;

use super::super::counted::link;
use super::super::desk::{Desk, Draft};
use super::super::overview::charts;
use super::super::page::{Cell, Section};
use super::super::parts::{cell, missing, row, section as new, state_cell, table, table_or_empty};
use super::super::words::{self, text};
use crate::insight::Ground;
use crate::insight::movers::{Mover, movers};
use crate::scorecard::whole;

/// The section.
pub fn section(draft: &mut Draft, desk: &Desk<'_>, ground: &Ground<'_>) -> Section {
    let before = ground.quarter().plus(-1);
    let changed: Vec<Mover> = movers(ground).into_iter().filter(|one| one.before.0 != one.now.0).collect();
    let chart = charts::states(draft, desk).map(|of| of.blocks).unwrap_or_default();
    let rows = changed
        .iter()
        .map(|one| {
            let score = match one.now.1.zip(one.before.1) {
                Some((now, then)) => Cell::Change {
                    change: words::score_change(
                        now,
                        then,
                        format!("{} to {}", words::decimal(then, 0), words::decimal(now, 0)),
                    ),
                },
                None if one.now.1.is_none() => missing("no score now"),
                None => missing("no score before"),
            };
            row(
                None,
                vec![
                    cell(link(draft, &one.partner)),
                    state_cell(one.before.0),
                    state_cell(one.now.0),
                    score,
                    why(desk, one),
                ],
            )
        })
        .collect();
    new("states", "How the states stood and moved")
        .count(changed.len())
        .lead("States by the figures of the quarter, judged by today's playbook; open errors are not looked at.")
        .blocks(chart)
        .block(table_or_empty(
            table(
                format!("States that changed since {before}"),
                &[
                    ("Alliance", "text"),
                    (&format!("In {before}"), "text"),
                    (&format!("In {}", ground.quarter()), "text"),
                    ("Score", "number"),
                    ("Largest change", "text"),
                ],
                rows,
            ),
            &format!("No alliance changed its state since {before}"),
            "states follow from the figures in `partners/<id>/observations.csv`",
        ))
}

/// The dimension that changed most the way the score went, and the metric behind it.
fn why(desk: &Desk<'_>, one: &Mover) -> Cell {
    let down = one.change().is_none_or(|change| change.is_sign_negative());
    let moves = one.dimensions.iter().map(|(name, before, now)| (whole(*now) - whole(*before), name));
    let most = if down { moves.min() } else { moves.max() };
    let dimension = most.filter(|(change, _)| !change.is_zero()).map(|(change, name)| {
        format!(
            "{name} dimension, {} {}",
            if change < Decimal::ZERO { "down" } else { "up" },
            words::decimal(change.abs(), 0)
        )
    });
    let metric = one.metric.as_ref().map(|moved| {
        let name =
            desk.playbook.metric(&moved.id).map_or_else(|| moved.id.clone(), |metric| metric.name.clone());
        format!(
            "by metric most: {name}, {} to {} points",
            words::decimal(moved.before, 0),
            words::decimal(moved.now, 0)
        )
    });
    match (dimension, metric) {
        (Some(dimension), metric) => cell(text(dimension).note(metric.unwrap_or_default())),
        (None, Some(metric)) => cell(text(words::capital(&metric))),
        (None, None) if one.now.1.is_none() => missing("no figures for the quarter"),
        (None, None) => missing("no dimension has figures in both quarters"),
    }
}
