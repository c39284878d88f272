//! Whose score moved since the quarter before, and what moved it.

use super::super::counted::link;
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Cell, Inline, Section, Tone};
use super::super::parts::{cell, empty, missing, row, section as new, table};
use super::super::scorecard;
use super::super::words::{self, text};
use crate::insight::movers::{Mover, movers};
use crate::insight::{Counted, Ground};
use crate::scorecard::{ScoreChange, whole};
use rust_decimal::Decimal;

/// How many dimensions a cell names.
const NAMED: usize = 2;

/// The section.
pub fn section(draft: &Draft, desk: &Desk<'_>, ground: &Ground<'_>) -> Section {
    let before = ground.quarter().plus(-1);
    let all: Vec<Mover> = movers(ground)
        .into_iter()
        .filter(|one| {
            one.before.0 != one.now.0
                || one.now.1.zip(one.before.1).is_none_or(|(now, then)| whole(now) != whole(then))
        })
        .collect();
    let section = new("movers", &format!("Moved since {before}")).count(all.len());
    if all.is_empty() {
        return section.block(empty(
            "No score moved by a point or more",
            "scores move with new lines in `partners/<id>/observations.csv`",
        ));
    }
    let count = |positive: bool| {
        let goes = |one: &&Mover| {
            let moved = one.now.1.zip(one.before.1).map(|(now, then)| whole(now) - whole(then));
            moved.is_some_and(|moved| !moved.is_zero() && moved.is_sign_positive() == positive)
        };
        all.iter().filter(goes).count()
    };
    let lead = format!(
        "{} lost points and {} gained, each with the metric that moved the score most. A change is made of figures that got better or worse, of targets that moved, and of metrics that have evidence in one of the quarters only. States are those of the figures alone.",
        words::capital(&words::number_word(count(false))),
        words::number_word(count(true))
    );
    let rows = all
        .iter()
        .map(|one| {
            let state = Cell::State {
                state: words::pill(one.now.0),
                note: (one.before.0 != one.now.0)
                    .then(|| format!("was {}", words::pill(one.before.0).word.to_lowercase())),
                href: None,
            };
            let change = match (one.now.1.zip(one.before.1), one.why) {
                (Some((now, then)), Some(why)) => {
                    let told = why.in_tenths();
                    let against = format!("{:.1} to {:.1}", told.before, told.now);
                    Cell::Change { change: scorecard::score_change(now, then, why, against) }
                }
                _ if one.now.1.is_none() => missing("no score now"),
                _ => missing("no score before"),
            };
            row(
                None,
                vec![
                    cell(link(draft, &one.partner)),
                    state,
                    change,
                    one.why.map_or_else(|| missing(""), why),
                    dimensions(one),
                    cause(draft, desk, one),
                ],
            )
        })
        .collect();
    section.lead(lead).block(Block::Table {
        table: table(
            format!("Scores that moved since {before}, the largest loss first"),
            &[
                ("Alliance", "text"),
                ("State by figures", "text"),
                ("Score", "number"),
                ("Made of", "text"),
                ("Dimensions", "text"),
                ("Moved most", "text"),
            ],
            rows,
        ),
    })
}

/// What a change is made of, part by part.
fn why(change: ScoreChange) -> Cell {
    let change = change.in_tenths();
    let part = |name: &str, number: Decimal| {
        (!number.is_zero()).then(|| text(format!("{name} {}", words::tenths(number))))
    };
    let lines: Vec<Inline> = [
        part("figures", change.figures),
        part("targets", change.targets),
        part("metrics in or out", change.metrics),
    ]
    .into_iter()
    .flatten()
    .collect();
    if lines.is_empty() { missing("") } else { Cell::Text { lines } }
}

fn dimensions(one: &Mover) -> Cell {
    let mut moved: Vec<_> = one
        .dimensions
        .iter()
        .map(|(name, before, now)| (name, *before, *now, whole(*now) - whole(*before)))
        .filter(|(_, _, _, change)| !change.is_zero())
        .collect();
    moved.sort_by(|a, b| b.3.abs().cmp(&a.3.abs()).then_with(|| a.0.cmp(b.0)));
    let lines: Vec<Inline> = moved
        .iter()
        .take(NAMED)
        .map(|(name, before, now, _)| {
            text(format!("{name} {} to {}", words::decimal(*before, 0), words::decimal(*now, 0)))
        })
        .collect();
    if lines.is_empty() { missing("none by a point") } else { Cell::Text { lines } }
}

fn cause(draft: &Draft, desk: &Desk<'_>, one: &Mover) -> Cell {
    let name =
        |id: &str| desk.playbook.metric(id).map_or_else(|| id.to_owned(), |metric| metric.name.clone());
    let metric = one.metric.as_ref().map(|moved| {
        let at = Counted {
            partner: one.partner.partner.clone(),
            at: crate::insight::At::Anchor(format!("m-{}", moved.id)),
            name: name(&moved.id),
        };
        let sign = if moved.effect.is_sign_positive() { "+" } else { "" };
        link(draft, &at).note(format!(
            "{} to {} points, {sign}{} on the score",
            words::decimal(moved.before, 0),
            words::decimal(moved.now, 0),
            words::decimal(moved.effect, 1)
        ))
    });
    let list = |what: &str, ids: &[String]| {
        let names: Vec<String> = ids.iter().map(|id| name(id)).collect();
        (!ids.is_empty()).then(|| text(format!("{what}: {}", words::join(&names))).tone(Tone::Muted))
    };
    let lines: Vec<Inline> =
        [metric, list("No figure this quarter", &one.lost), list("New figure", &one.gained)]
            .into_iter()
            .flatten()
            .collect();
    if lines.is_empty() { missing("") } else { Cell::Text { lines } }
}
