//! Promises kept, ours and theirs: in all, by partner, by quarter, with every move of a date.

use std::collections::BTreeSet;

use super::super::counted::link;
use super::super::desk::Draft;
use super::super::figure::{PromiseBars, PromiseRow};
use super::super::page::{Block, Cell, Figure, Inline, Section, Table, Tone};
use super::super::parts::{cell, empty, missing, number_cell, row, section as new, table, words_cell};
use super::super::words::{self, text};
use super::share_of;
use crate::insight::promises::{Closed, Ledger, QuarterOf, SidePromises, by_quarter, ledgers, total};
use crate::insight::{Counted, Ground};
use crate::portfolio::words::Side;

/// How many overdue promises a cell names.
const NAMED: usize = 2;

/// The section.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let ledgers = ledgers(ground);
    let (ours, theirs) = (total(&ledgers, |one| &one.ours), total(&ledgers, |one| &one.theirs));
    let made = ledgers.iter().any(|one| one.ours.counts.made + one.theirs.counts.made > 0);
    let section = new("promises", "Promises kept in time, ours and theirs");
    if !made {
        return section.block(empty(
            "No promise noted",
            "write down who promised what, and by when, in `partners/<id>/commitments.yaml`",
        ));
    }
    let title = message(&ours, &theirs);
    let subtitle = format!(
        "All promises on record as of {}; due is what was kept, given up or is overdue; what both promised counts for each",
        words::date(ground.as_of)
    );
    let figure = draft.figure(Figure::PromiseBars(PromiseBars {
        rows: vec![bar("Ours", &ours), bar("Theirs", &theirs)],
        summary: format!("{title}; the numbers by alliance stand in the table below"),
    }));
    let by_quarter = by_quarter(ground);
    let moves: usize = ledgers.iter().map(|one| one.moves.len()).sum();
    let section = section
        .block(Block::Figure { title, subtitle, figure, table: None })
        .block(Block::Table { table: by_partner(draft, &ledgers) })
        .block(Block::Details {
            summary: "Quarter by quarter".to_owned(),
            blocks: vec![
                Block::Table { table: quarters(&by_quarter) },
                Block::Table { table: every_closed(draft, ground, &by_quarter) },
            ],
        });
    if moves == 0 {
        return section;
    }
    section.block(Block::Details {
        summary: format!("Every move of a due date, {moves} in all"),
        blocks: vec![Block::Table { table: every_move(draft, &ledgers) }],
    })
}

/// What became of the promises of both sides, in a sentence.
pub fn message(ours: &SidePromises, theirs: &SidePromises) -> String {
    let said = |side: &SidePromises| match side.due() {
        0 => "none that was due".to_owned(),
        due => share_of(side.in_time(), due),
    };
    format!("Of what was due we kept {} in time, they kept {}", said(ours), said(theirs))
}

/// The promises of one side as a bar.
pub fn bar(name: &str, side: &SidePromises) -> PromiseRow {
    let counts = side.counts;
    PromiseRow {
        name: name.to_owned(),
        href: None,
        kept: (counts.kept - side.late) as u32,
        slipped: side.late as u32,
        open: (counts.open - counts.overdue) as u32,
        overdue: counts.overdue as u32,
        dropped: counts.dropped as u32,
        words: match counts.moves {
            0 => String::new(),
            1 => "1 date moved".to_owned(),
            moves => format!("{moves} dates moved"),
        },
    }
}

fn by_partner(draft: &Draft, ledgers: &[Ledger]) -> Table {
    let mut all: Vec<&Ledger> =
        ledgers.iter().filter(|one| one.ours.counts.made + one.theirs.counts.made > 0).collect();
    let late = |one: &Ledger| one.ours.counts.overdue + one.theirs.counts.overdue;
    all.sort_by(|a, b| late(b).cmp(&late(a)).then_with(|| a.partner.name.cmp(&b.partner.name)));
    let rows = all
        .iter()
        .map(|one| {
            row(
                None,
                vec![
                    cell(home(draft, one)),
                    kept(&one.ours),
                    kept(&one.theirs),
                    overdue(draft, one),
                    number_cell(one.moves.len().to_string()),
                ],
            )
        })
        .collect();
    table(
        "Promises by alliance, those with most overdue first",
        &[
            ("Alliance", "text"),
            ("We kept in time", "text"),
            ("They kept in time", "text"),
            ("Overdue", "text"),
            ("Dates moved", "number"),
        ],
        rows,
    )
}

fn kept(side: &SidePromises) -> Cell {
    let counts = side.counts;
    let open = counts.open - counts.overdue;
    if side.due() == 0 {
        return missing(match counts.made {
            0 => "none made".to_owned(),
            _ => format!("none due, {open} open"),
        });
    }
    let parts =
        [(side.late, "late"), (counts.dropped, "given up"), (counts.overdue, "overdue"), (open, "open")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let note: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
    cell(text(share_of(side.in_time(), side.due())).note(note.join(" · ")))
}

fn overdue(draft: &Draft, one: &Ledger) -> Cell {
    let mut lines = Vec::new();
    for (side, list) in [("ours", &one.ours.overdue), ("theirs", &one.theirs.overdue)] {
        // What both promised stands once.
        let own = list.iter().filter(|of| side == "ours" || !one.ours.overdue.contains(of));
        lines.extend(own.map(|of| {
            let both = side == "ours" && one.theirs.overdue.contains(of);
            link(draft, of).note(if both { "of both" } else { side })
        }));
    }
    if lines.is_empty() {
        return missing("");
    }
    let more = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    if more > 0 {
        lines.push(Inline { text: format!("and {more} more"), ..home(draft, one) }.tone(Tone::Muted));
    }
    Cell::Text { lines }
}

/// The promises of an alliance, on its page.
fn home(draft: &Draft, one: &Ledger) -> Inline {
    let mut name = link(draft, &one.partner);
    name.href = name.href.map(|href| format!("{href}#commitments"));
    name
}

fn quarters(quarters: &[QuarterOf]) -> Table {
    let said = |closed: &Closed| match closed.kept.len() + closed.dropped.len() {
        0 => missing("none closed"),
        all => words_cell(share_of(closed.kept.len(), all)),
    };
    let rows = quarters
        .iter()
        .rev()
        .map(|one| {
            let moved = |closed: &Closed| number_cell(closed.moved.len().to_string());
            row(
                None,
                vec![
                    words_cell(one.quarter.to_string()),
                    said(&one.ours),
                    said(&one.theirs),
                    moved(&one.ours),
                    moved(&one.theirs),
                ],
            )
        })
        .collect();
    table(
        "Promises closed and dates moved by quarter, the latest first",
        &[
            ("Quarter", "text"),
            ("We kept in time", "text"),
            ("They kept in time", "text"),
            ("We moved", "number"),
            ("They moved", "number"),
        ],
        rows,
    )
}

/// The promises behind the quarters, each once.
fn every_closed(draft: &Draft, ground: &Ground<'_>, quarters: &[QuarterOf]) -> Table {
    let mut rows = Vec::new();
    for one in quarters.iter().rev() {
        let kinds =
            [("Kept", &one.ours.kept, &one.theirs.kept), ("Dropped", &one.ours.dropped, &one.theirs.dropped)];
        for (how, ours, theirs) in kinds {
            let all: BTreeSet<&Counted> = ours.iter().chain(theirs).collect();
            let (ours, theirs): (BTreeSet<&Counted>, BTreeSet<&Counted>) =
                (ours.iter().collect(), theirs.iter().collect());
            rows.extend(all.into_iter().map(|of| {
                let side = match (ours.contains(of), theirs.contains(of)) {
                    (true, true) => "of both",
                    (true, false) => "ours",
                    (false, _) => "theirs",
                };
                let partner = of.partner.as_ref().and_then(|id| ground.portfolio.partners.get(id));
                let with = partner.map(|partner| partner.profile.name.clone()).unwrap_or_default();
                row(
                    None,
                    vec![
                        cell(link(draft, of).note(format!("{with}, {side}"))),
                        words_cell(how),
                        words_cell(one.quarter.to_string()),
                    ],
                )
            }));
        }
    }
    let mut table = table(
        "Every promise that was closed in these quarters",
        &[("Promise", "text"), ("How it ended", "text"), ("Quarter", "text")],
        rows,
    );
    table.show_caption = true;
    table
}

fn every_move(draft: &Draft, ledgers: &[Ledger]) -> Table {
    let mut all: Vec<_> =
        ledgers.iter().flat_map(|one| one.moves.iter().map(move |moved| (one, moved))).collect();
    all.sort_by(|a, b| (b.1.on, &a.1.promise).cmp(&(a.1.on, &b.1.promise)));
    let rows = all
        .iter()
        .map(|(ledger, one)| {
            let side = match one.side {
                Side::Ours => "ours",
                Side::Theirs => "theirs",
                Side::Joint => "of both",
            };
            let from = one.from.map_or_else(|| "no date".to_owned(), words::date);
            let days = one.from.map(|from| from.days_until(one.to));
            let by = days.map(|days| match days {
                1 | -1 => format!("{} day", words::decimal(days.into(), 0)),
                _ => format!("{} days", words::decimal(days.into(), 0)),
            });
            let by = by.unwrap_or_default();
            row(
                None,
                vec![
                    cell(link(draft, &one.promise).note(format!("{}, {side}", ledger.partner.name))),
                    words_cell(words::date(one.on)),
                    cell(text(format!("{from} to {}", words::date(one.to))).note(by)),
                    one.reason.as_ref().map_or_else(|| missing("no reason given"), words_cell),
                ],
            )
        })
        .collect();
    table(
        "Every move of a due date, the latest first",
        &[("Promise", "text"), ("Moved on", "date"), ("From and to", "text"), ("Why", "text")],
        rows,
    )
}
