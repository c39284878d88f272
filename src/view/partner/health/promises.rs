//! Promises of both sides: kept, moved, open, overdue, given up; in all and by quarter.

use super::super::super::desk::{Desk, Draft};
use super::super::super::figure::{PromiseBars, PromiseRow};
use super::super::super::page::{Block, Cell, Figure, Row, Table};
use super::super::super::parts::{cell, empty, missing, number_cell, row, table};
use super::super::super::words::{self, text};
use crate::insight::At;
use crate::insight::health::promises::{Fate, Ledger, Promise, Promises};
use crate::portfolio::Partner;

/// How the promises of both sides went.
pub fn blocks(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, ledger: &Ledger) -> Vec<Block> {
    if ledger.ours.0.is_empty() && ledger.theirs.0.is_empty() {
        return vec![empty(
            "No promise noted on either side",
            format!("write what each side promises into `partners/{}/commitments.yaml`", partner.id),
        )];
    }
    let bar = |name: &str, promises: &Promises| {
        let count = |fate: Fate| promises.count(fate) as u32;
        let moved = match promises.moves() {
            0 => "no date moved".to_owned(),
            moves => format!(
                "{} moved, {} in all",
                words::plural(moves, "date"),
                words::plural(promises.days_slipped().unsigned_abs() as usize, "day")
            ),
        };
        PromiseRow {
            name: name.to_owned(),
            href: Some("#commitments".to_owned()),
            kept: count(Fate::OnTime),
            slipped: count(Fate::Late),
            open: count(Fate::Open),
            overdue: count(Fate::Overdue),
            dropped: count(Fate::Dropped),
            words: moved,
        }
    };
    let name = &partner.profile.name;
    let title = message(name, ledger);
    let both = ledger.ours.0.iter().filter(|promise| promise.joint).count();
    let joint = match both {
        0 => String::new(),
        1 => " One that both made counts for each.".to_owned(),
        count => format!(" {count} that both made count for each."),
    };
    let subtitle = format!(
        "All promises on record as of {}; late is after the date first promised; due is what was kept, given up or is overdue.{joint}",
        words::date(desk.as_of)
    );
    let figure = draft.figure(Figure::PromiseBars(PromiseBars {
        rows: vec![bar("We", &ledger.ours), bar(name, &ledger.theirs)],
        summary: format!("{title}; the numbers stand in the table"),
    }));
    let quarters = quarters(desk, ledger);
    let by_quarter = Block::Details {
        summary: "Promises closed, quarter by quarter".to_owned(),
        blocks: vec![Block::Table { table: quarters }],
    };
    vec![Block::Figure { title, subtitle, figure, table: Some(fates(ledger)) }, by_quarter]
}

/// How many of those that were due each side kept in time.
fn message(name: &str, ledger: &Ledger) -> String {
    let kept = |who: &str, promises: &Promises| match promises.due() {
        0 => format!("nothing of {who} was due yet"),
        due => format!("{who} kept {} of {due} in time", promises.count(Fate::OnTime)),
    };
    let ours = match ledger.ours.due() {
        0 => "nothing of ours was due yet".to_owned(),
        _ => kept("we", &ledger.ours),
    };
    words::capital(&format!("of what was due {ours}, {}", kept(name, &ledger.theirs)))
}

const FATES: [(Fate, &str); 5] = [
    (Fate::OnTime, "Kept in time"),
    (Fate::Late, "Kept late"),
    (Fate::Open, "Open"),
    (Fate::Overdue, "Overdue"),
    (Fate::Dropped, "Given up"),
];

const CLOSED: [(Fate, &str); 3] =
    [(Fate::OnTime, "in time"), (Fate::Late, "late"), (Fate::Dropped, "given up")];

/// How many had which fate, and which these are.
fn fates(ledger: &Ledger) -> Table {
    let mut rows: Vec<Row> = FATES
        .iter()
        .map(|&(fate, name)| {
            let side = |promises: &Promises| ids(promises.with(fate));
            row(None, vec![cell(text(name)), side(&ledger.ours), side(&ledger.theirs)])
        })
        .collect();
    let moved = |promises: &Promises| match promises.moves() {
        0 => number_cell("0"),
        moves => {
            let which = marks(promises.0.iter().filter(|promise| promise.moves > 0));
            let days = promises.days_slipped();
            cell(text(moves.to_string()).to("#commitments").note(format!("{days} days: {which}")))
        }
    };
    rows.push(row(None, vec![cell(text("Dates moved")), moved(&ledger.ours), moved(&ledger.theirs)]));
    table(
        "What became of the promises of each side",
        &[("Promises", "text"), ("Ours", "number"), ("Theirs", "number")],
        rows,
    )
}

fn ids<'a>(promises: impl Iterator<Item = &'a Promise> + Clone) -> Cell {
    match promises.clone().count() {
        0 => number_cell("0"),
        count => cell(text(count.to_string()).to("#commitments").note(marks(promises))),
    }
}

/// The ids by which people speak of promises.
fn marks<'a>(promises: impl Iterator<Item = &'a Promise>) -> String {
    let marks: Vec<&str> = promises
        .filter_map(|promise| match &promise.record.at {
            At::Anchor(anchor) => Some(anchor.as_str()),
            _ => None,
        })
        .collect();
    marks.join(", ")
}

fn quarters(desk: &Desk<'_>, ledger: &Ledger) -> Table {
    let fiscal = desk.portfolio.settings.fiscal_year;
    let current = fiscal.quarter_of(desk.as_of);
    let mut quarters = desk.quarters();
    quarters.extend((quarters.last() != Some(&current)).then_some(current));
    let rows = quarters
        .iter()
        .rev()
        .map(|&quarter| {
            let side = |promises: &Promises| {
                let closed = promises.closed_in(fiscal, quarter);
                let line = |(fate, word): (Fate, &str)| match closed.count(fate) {
                    0 => None,
                    count => {
                        let which = marks(closed.with(fate));
                        Some(text(format!("{count} {word}")).to("#commitments").note(which))
                    }
                };
                let lines: Vec<_> = CLOSED.into_iter().filter_map(line).collect();
                if lines.is_empty() { missing("none closed") } else { Cell::Text { lines } }
            };
            row(None, vec![cell(text(quarter.to_string())), side(&ledger.ours), side(&ledger.theirs)])
        })
        .collect();
    table(
        "Promises closed in each quarter, the latest first",
        &[("Quarter", "text"), ("Ours", "text"), ("Theirs", "text")],
        rows,
    )
}
