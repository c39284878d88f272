//! What a page of all partners shows at most, so that it stays light with thousands of them. What is left out is said
//! beside it, and the files of the page hold the tables whole.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::page::{Block, Cell, Fact, Figure, Inline, Page, Table, Tone};
use super::tables;
use super::words::{self, text};

/// Rows that a page shows at most in all its tables together.
const ROWS: usize = 1000;
/// Rows that a table shows at most: the first of these with which the page keeps to its own limit, else the last.
const OF_TABLE: [usize; 5] = [200, 100, 50, 25, 10];
/// Lines that a cell shows at most.
const LINES: usize = 20;
/// Items that a list shows at most.
const ITEMS: usize = 50;
/// Partners that a drawing shows at most.
const DRAWN: usize = 40;

/// Cuts what is too long on a page of all partners; the pages of one partner are left as they are. To be called once
/// the tables have their files.
pub fn cut(page: &mut Page) {
    if page.path.starts_with("partners/") && page.path != "partners/index.html" {
        return;
    }
    let mut found = Vec::new();
    page.sections.iter().for_each(|section| tables::of(&section.blocks, &mut found));
    let together = |most: usize| found.iter().map(|table| table.rows.len().min(most)).sum::<usize>();
    let most = OF_TABLE.into_iter().find(|most| together(*most) <= ROWS).unwrap_or(OF_TABLE[4]);
    let Page { sections, figures, data, .. } = page;
    for section in sections {
        blocks(&mut section.blocks, figures, &Bounds { rows: most, json: data.is_some() });
    }
    unlink(page);
}

/// Takes the links away by which drawings lead to rows that are not shown.
fn unlink(page: &mut Page) {
    let mut found = Vec::new();
    page.sections.iter().for_each(|section| tables::of(&section.blocks, &mut found));
    let hidden: BTreeSet<String> = found
        .iter()
        .flat_map(|table| table.all().iter().skip(table.rows.len()))
        .filter_map(|row| row.id.as_ref().map(|id| format!("#{id}")))
        .collect();
    let clear = |href: &mut Option<String>| {
        if href.as_ref().is_some_and(|href| hidden.contains(href)) {
            *href = None;
        }
    };
    for figure in &mut page.figures {
        match figure {
            Figure::RangeStrip(drawn) => drawn.dots.iter_mut().for_each(|dot| clear(&mut dot.href)),
            Figure::RiskGrid(drawn) => drawn.risks.iter_mut().for_each(|risk| clear(&mut risk.href)),
            _ => {}
        }
    }
}

/// What holds for a page.
struct Bounds {
    /// Rows of a table.
    rows: usize,
    /// Whether the page has its tables as a file.
    json: bool,
}

fn blocks(all: &mut [Block], figures: &mut [Figure], bounds: &Bounds) {
    for block in all {
        match block {
            Block::Table { table } => rows(table, bounds),
            Block::Figure { subtitle, figure, table, .. } => {
                if let Some(count) = figures.get_mut(figure.0).and_then(drawn) {
                    subtitle.push_str(&format!(". Drawn are the first {DRAWN} of {}", number(count)));
                }
                if let Some(table) = table {
                    rows(table, bounds);
                }
            }
            Block::List { items, .. } => pieces(items, ITEMS),
            Block::Facts { facts } => {
                facts.iter_mut().for_each(|Fact { values, .. }| pieces(values, ITEMS));
            }
            Block::Columns { columns } => {
                columns.iter_mut().for_each(|column| blocks(&mut column.blocks, figures, bounds));
            }
            Block::Details { blocks: inner, .. } => blocks(inner, figures, bounds),
            Block::Prose { .. }
            | Block::Text { .. }
            | Block::Quote { .. }
            | Block::Heading { .. }
            | Block::Empty { .. } => {}
        }
    }
}

/// Cuts a table, and keeps it whole for its files.
fn rows(table: &mut Table, bounds: &Bounds) {
    let long = |cell: &Cell| matches!(cell, Cell::Text { lines } if lines.len() > LINES + LINES / 4);
    let total = table.rows.len();
    if total <= bounds.rows && !table.rows.iter().flat_map(|row| &row.cells).any(long) {
        return;
    }
    table.whole = Some(table.rows.clone());
    table.rows.truncate(bounds.rows);
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Cell::Text { lines } = cell {
            pieces(lines, LINES);
        }
    }
    if total > bounds.rows {
        let all = match (&table.csv, bounds.json) {
            (Some(_), _) => "; all of them are in the CSV and JSON files",
            (None, true) => "; all of them are in the JSON file",
            (None, false) => "; the others stand on the pages of the partners",
        };
        table.cut = Some(format!("{} of {} rows shown{all}.", number(bounds.rows), number(total)));
    }
}

/// Cuts a list; not for the sake of a few.
fn pieces(all: &mut Vec<Inline>, most: usize) {
    if all.len() > most + most / 4 {
        let more = all.len() - most;
        all.truncate(most);
        all.push(text(format!("and {} more", number(more))).tone(Tone::Muted));
    }
}

/// Cuts a drawing that has a line for each partner; gives how many there were if it had too many.
fn drawn(figure: &mut Figure) -> Option<usize> {
    let count = match figure {
        Figure::Timeline(drawn) => shorten(&mut drawn.lanes),
        Figure::HeatMap(drawn) => {
            shorten(&mut drawn.values);
            shorten(&mut drawn.rows)
        }
        Figure::Dumbbell(drawn) => shorten(&mut drawn.rows),
        Figure::PromiseBars(drawn) => shorten(&mut drawn.rows),
        Figure::CadenceStrip(drawn) => shorten(&mut drawn.lanes),
        Figure::SplitBar(drawn) => shorten(&mut drawn.rows),
        Figure::SignStrip(drawn) => shorten(&mut drawn.rows),
        Figure::LevelBars(drawn) => shorten(&mut drawn.rows),
        _ => 0,
    };
    (count > DRAWN).then_some(count)
}

fn shorten<T>(all: &mut Vec<T>) -> usize {
    let count = all.len();
    all.truncate(DRAWN);
    count
}

fn number(count: usize) -> String {
    words::decimal(Decimal::from(count), 0)
}
