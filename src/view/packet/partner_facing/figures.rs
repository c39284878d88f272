//! Figures against plan. Points, weights, states and scores are ours and have no place here.

use super::super::super::desk::Draft;
use super::super::super::figure::Sparkline;
use super::super::super::page::{Block, Card, Cell, Change, Figure, Section, Tone};
use super::super::super::parts::{cell, missing, number_cell, row, table, words_cell};
use super::super::super::words::{self, text};
use super::super::CARDS;
use super::super::measures::{Meant, better};
use super::part;
use crate::partner_view::{Measure, Measured, PartnerView};
use crate::portfolio::calendar::Quarter;
use rust_decimal::Decimal;

fn said(measure: &Measure, number: Decimal) -> String {
    words::measured(measure.unit, measure.currency, number)
}

/// The figure and the target of a quarter so many before the last one.
fn back(measure: &Measure, quarters: usize) -> Option<Measured> {
    measure.quarters.iter().rev().nth(quarters).copied()
}

/// The change of the last figure against so many quarters before.
fn change(measure: &Measure, quarters: usize) -> Option<Change> {
    let now = back(measure, 0)?;
    let before = back(measure, quarters)?;
    let against = format!("vs {}", before.quarter);
    Some(words::change_in((measure.unit, measure.direction), now.actual?, before.actual?, against))
}

fn line(measure: &Measure) -> Sparkline {
    let known: Vec<(Quarter, Decimal)> =
        measure.quarters.iter().filter_map(|one| Some((one.quarter, one.actual?))).collect();
    let summary = match known[..] {
        [] => format!("{}: no figures", measure.name),
        [(quarter, one)] => format!("{}: {} in {quarter}", measure.name, said(measure, one)),
        [(first, from), .., (last, to)] => {
            format!(
                "{}: from {} in {first} to {} in {last}",
                measure.name,
                said(measure, from),
                said(measure, to)
            )
        }
    };
    Sparkline { points: measure.quarters.iter().map(|one| one.actual.map(words::float)).collect(), summary }
}

pub(super) fn cards(draft: &mut Draft, view: &PartnerView) -> Vec<Card> {
    let known =
        view.measures.iter().flatten().filter(|one| back(one, 0).is_some_and(|one| one.actual.is_some()));
    known
        .take(CARDS)
        .map(|one| {
            let last = back(one, 0);
            let (now, target) = (last.and_then(|last| last.actual), last.and_then(|last| last.target));
            Card {
                label: format!("{}, {}", one.name, view.quarter),
                value: now.map_or_else(|| words::DASH.to_owned(), |now| said(one, now)),
                change: change(one, 1),
                note: target.map(|target| format!("target {}", said(one, target))),
                sparkline: Some(draft.figure(Figure::CardSparkline(line(one)))),
                state: None,
                href: None,
            }
        })
        .collect()
}

pub(super) fn dashboard(draft: &mut Draft, view: &PartnerView) -> Option<Section> {
    let measures = view.measures.as_ref()?;
    let mut rows = Vec::new();
    for one in measures {
        let last = back(one, 0)?;
        let trend = Cell::Figure { figure: draft.figure(Figure::Sparkline(line(one))), note: None };
        let changes: Vec<_> = [change(one, 1), change(one, 4)].into_iter().flatten().collect();
        rows.push(row(
            None,
            vec![
                cell(text(&one.name).note(better(one.direction))),
                match last.actual {
                    Some(now) => Cell::Number {
                        text: said(one, now),
                        tone: Tone::Plain,
                        note: one.measured_on.map(words::date),
                    },
                    None => missing("no figure"),
                },
                last.target.map_or_else(|| missing("no target"), |target| number_cell(said(one, target))),
                cell(match one.met {
                    Some(true) => text("✓ met").tone(Tone::Good),
                    Some(false) => text("✗ missed").tone(Tone::Bad),
                    None => text(words::DASH),
                }),
                trend,
                if changes.is_empty() { missing("") } else { Cell::Changes { changes } },
            ],
        ));
    }
    let known = measures.iter().filter(|one| one.met.is_some()).count();
    let met = measures.iter().filter(|one| one.met == Some(true)).count();
    let mut dashboard = part(
        "dashboard",
        "Dashboard",
        "Figures of the quarter, actual against target",
        &[
            ("Metric", "text"),
            ("Actual, as of", "number"),
            ("Target", "number"),
            ("Target met", "text"),
            ("8 quarters", "figure"),
            ("Change", "number"),
        ],
        rows,
        "No figures were measured in this quarter.",
    );
    dashboard.count = None;
    Some(if known > 0 {
        dashboard.lead(format!("{} of {} met.", met, words::plural(known, "target")))
    } else {
        dashboard
    })
}

/// Targets of the next quarter, and those that were changed.
pub(super) fn forward(view: &PartnerView) -> Option<Section> {
    let next = view.quarter.plus(1);
    let rows: Vec<_> = view
        .measures
        .as_ref()?
        .iter()
        .filter_map(|one| {
            let target = one.next_target?;
            let now = back(one, 0).and_then(|last| last.actual);
            Some(row(
                None,
                vec![
                    cell(text(&one.name)),
                    now.map_or_else(|| missing("no figure"), |now| number_cell(said(one, now))),
                    number_cell(said(one, target)),
                ],
            ))
        })
        .collect();
    let this = format!("Actual {}", view.quarter);
    let that = format!("Target {next}");
    let mut forward = part(
        "forward",
        "Forward plan",
        &format!("Targets of {next}"),
        &[("Metric", "text"), (&this, "number"), (&that, "number")],
        rows,
        &format!("No target for {next} is set yet."),
    );
    forward.count = None;
    if !view.changed_targets.is_empty() {
        let rows = view
            .changed_targets
            .iter()
            .map(|one| {
                row(
                    None,
                    vec![
                        cell(text(&one.metric)),
                        words_cell(one.from.clone().unwrap_or_default()),
                        words_cell(one.to.as_str()),
                        words_cell(one.reason.as_str()),
                    ],
                )
            })
            .collect();
        let columns = [("Target", "text"), ("From", "text"), ("To", "text"), ("Why", "text")];
        forward = forward
            .block(Block::Heading { text: "Changed targets".to_owned() })
            .block(Block::Table { table: table("Targets that were changed", &columns, rows) });
    }
    Some(forward)
}

/// What each metric measures.
pub(super) fn measures(view: &PartnerView) -> Option<Section> {
    let measures = view.measures.as_ref().filter(|measures| !measures.is_empty())?;
    let meant = measures.iter().map(|one| Meant {
        name: &one.name,
        unit: one.unit,
        direction: one.direction,
        definition: &one.definition,
        source: one.source.as_deref(),
    });
    Some(super::super::measures::section_of(meant))
}
