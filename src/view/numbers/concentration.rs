//! How much of revenue and pipeline hangs on one partner, and on three.

use rust_decimal::Decimal;

use super::super::counted::{cell_of, link};
use super::super::desk::Draft;
use super::super::figure::{SplitBar, SplitRow};
use super::super::page::{Block, Cell, Figure, Section, Table, Tone};
use super::super::parts::{cell, empty, missing, number_cell, row, section as new, table};
use super::super::words::{self, text};
use super::percent;
use crate::insight::Ground;
use crate::insight::concentration::{Concentration, concentrations};
use crate::portfolio::money::{Currency, Money};

/// How many make up the second share.
const THREE: usize = 3;

/// The section.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let all = concentrations(ground, ground.quarter());
    let own = ground.portfolio.settings.currency();
    let section = new("concentration", "What hangs on few").lead(format!(
        "Figures of {} in {} at that quarter's rates. Each metric stands by itself: sourced and influenced are never added.",
        ground.quarter(),
        own.code()
    ));
    if all.iter().all(|one| one.partners.is_empty() && one.unrated.is_empty()) {
        return section.block(empty(
            format!("No figure of revenue or pipeline for {}", ground.quarter()),
            "a money metric of the playbook with `standard: revenue` or `standard: pipeline`, and lines for it in `observations.csv`",
        ));
    }
    let drawn: Vec<SplitRow> = all.iter().flat_map(|one| bars(one, own)).collect();
    let section = match all.iter().find_map(message) {
        Some(title) => {
            let figure = draft.figure(Figure::SplitBar(SplitBar {
                ours: "these".to_owned(),
                theirs: "all others".to_owned(),
                rows: drawn,
                summary: format!("{title}; the numbers stand in the table"),
            }));
            let subtitle =
                format!("Share of the largest partner and of the three largest, {}", ground.quarter());
            section.block(Block::Figure { title, subtitle, figure, table: None })
        }
        None => section,
    };
    section.block(Block::Table { table: shares(draft, &all, own) }).block(Block::Details {
        summary: "Every figure, the largest first".to_owned(),
        blocks: all.iter().map(|one| Block::Table { table: ranking(draft, one, own) }).collect(),
    })
}

/// "41% of sourced revenue hangs on Cumulant Cloud, 72% on three partners"
fn message(one: &Concentration<'_>) -> Option<String> {
    let (largest, three) = (one.share_of(1)?, one.share_of(THREE)?);
    let name = &one.partners.first()?.0.name;
    let metric = one.metric.name.to_lowercase();
    Some(if one.partners.len() > THREE {
        format!("{} of {metric} hangs on {name}, {} on three partners", percent(largest), percent(three))
    } else {
        format!("{} of {metric} hangs on {name}", percent(largest))
    })
}

fn said(amount: Decimal, currency: Currency) -> String {
    words::money(Money { amount, currency })
}

fn bars(one: &Concentration<'_>, own: Currency) -> Vec<SplitRow> {
    let Some(total) = one.total() else { return Vec::new() };
    let half = Decimal::from(50);
    let bar = |name: String, largest: usize| {
        let part: Decimal = one.partners.iter().take(largest).map(|(_, amount)| *amount).sum();
        let share = one.share_of(largest)?;
        Some(SplitRow {
            name,
            href: None,
            share: Some(words::float(share / Decimal::ONE_HUNDRED)),
            ours: said(part, own),
            theirs: said(total - part, own),
            // The words stand in the larger part.
            larger: if share < half {
                format!("{} others", percent(Decimal::ONE_HUNDRED - share))
            } else {
                percent(share)
            },
        })
    };
    let mut rows: Vec<SplitRow> = Vec::new();
    if let Some((first, _)) = one.partners.first() {
        rows.extend(bar(format!("{}: {}", one.metric.name, first.name), 1));
    }
    if one.partners.len() > THREE {
        rows.extend(bar(format!("{}: the three largest", one.metric.name), THREE));
    }
    rows
}

fn shares(draft: &Draft, all: &[Concentration<'_>], own: Currency) -> Table {
    let rows = all
        .iter()
        .map(|one| {
            let attribution = one.metric.attribution.map(|of| words::label(&of)).unwrap_or_default();
            let total = match one.total() {
                Some(total) => number_cell(said(total, own)),
                None if one.unrated.is_empty() => missing("no figure"),
                None => missing("a rate is missing"),
            };
            let share = |largest: usize| match one.share_of(largest) {
                Some(share) => number_cell(percent(share)),
                None if one.total().is_none() => missing(""),
                None => missing("no share of what is zero or negative"),
            };
            let without: Cell = if one.unrated.is_empty() {
                cell_of(draft, &one.silent, THREE, "every partner has one")
            } else {
                let line = |(partner, money): &(_, Money)| {
                    link(draft, partner).tone(Tone::Bad).note(format!(
                        "{} has no rate for {}: `exchange_rates` in `quarterdeck.yaml`",
                        words::money(*money),
                        one.quarter
                    ))
                };
                Cell::Text { lines: one.unrated.iter().map(line).collect() }
            };
            let first = match one.partners.first().filter(|_| one.share_of(1).is_some()) {
                Some((partner, amount)) => cell(link(draft, partner).note(said(*amount, own))),
                None => missing(""),
            };
            row(
                None,
                vec![
                    cell(text(&one.metric.name).note(attribution)),
                    total,
                    first,
                    share(1),
                    share(THREE),
                    without,
                ],
            )
        })
        .collect();
    table(
        "Shares of the largest partner and of the three largest",
        &[
            ("Metric", "text"),
            ("Sum", "number"),
            ("Largest", "text"),
            ("Its share", "number"),
            ("Top three", "number"),
            ("No figure from", "text"),
        ],
        rows,
    )
}

fn ranking(draft: &Draft, one: &Concentration<'_>, own: Currency) -> Table {
    let total = one.total().filter(|total| *total > Decimal::ZERO && one.share_of(1).is_some());
    let rows = one
        .partners
        .iter()
        .map(|(partner, amount)| {
            let share = match total {
                Some(total) => number_cell(percent(*amount * Decimal::ONE_HUNDRED / total)),
                None => missing(""),
            };
            row(None, vec![cell(link(draft, partner)), number_cell(said(*amount, own)), share])
        })
        .collect();
    let mut table = table(
        format!("{} in {}", one.metric.name, one.quarter),
        &[("Alliance", "text"), ("Figure", "number"), ("Share", "number")],
        rows,
    );
    table.show_caption = true;
    table
}
