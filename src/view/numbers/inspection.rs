//! What is expected and what somebody inspected: in the last closed quarter by partner, and quarter by quarter.

use super::super::counted::{cell_of, href, link};
use super::super::desk::Draft;
use super::super::figure::HeatMap;
use super::super::page::{Block, Cell, Figure, Section, Table, Tone};
use super::super::parts::{cell, empty, missing, row, section as new, table, words_cell};
use super::super::words::{self, text};
use super::{of_expected, percent, share_of};
use crate::insight::inspection::{Expected, Inspected, inspected, share};
use crate::insight::{Counted, Ground};

/// How many things that nobody looked at a cell names.
const NAMED: usize = 2;

/// The section.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let now = inspected(ground, ground.quarter());
    let section = new("inspected", "What is expected is inspected").lead(format!(
        "Open objectives of active plans, and what each side may expect of the other. One counts as inspected in {} if an \
         entry of the log is of it, or of a metric that shows it.",
        ground.quarter()
    ));
    let Some(share) = share(&now) else {
        return section.block(empty(
            "Nothing is expected yet",
            "write `objectives:` into a partner's `plan.md`, or `expectations:` into `partner.yaml`",
        ));
    };
    let quarters: Vec<Vec<Inspected>> =
        ground.quarters().iter().map(|&quarter| inspected(ground, quarter)).collect();
    let mut order: Vec<usize> = (0..now.len()).filter(|&at| !now[at].expected.is_empty()).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| (now[at].share(), &now[at].partner.name);
        key(a).cmp(&key(b))
    });
    let none = order.iter().filter(|&&at| now[at].looked() == 0).count();
    let none = match none {
        0 => String::new(),
        1 => "; at one alliance nobody looked at anything".to_owned(),
        count => format!("; at {} alliances nobody looked at anything", words::number_word(count)),
    };
    let title = format!("{} ({}) were inspected{none}", of_expected(&now), percent(share));
    let names: Vec<String> = ground.quarters().iter().map(ToString::to_string).collect();
    let figure = draft.figure(Figure::HeatMap(HeatMap {
        rows: order
            .iter()
            .map(|&at| (now[at].partner.name.clone(), Some(href(draft, &now[at].partner))))
            .collect(),
        columns: names.clone(),
        values: order
            .iter()
            .map(|&at| quarters.iter().map(|quarter| value(&quarter[at])).collect())
            .collect(),
        summary: format!("{title}; the numbers stand in the table"),
    }));
    section
        .block(Block::Figure {
            title,
            subtitle: "Inspected of expected by alliance and quarter, the least inspected first; hatched: nothing was expected"
                .to_owned(),
            figure,
            table: Some(matrix(draft, &order, &quarters, &names)),
        })
        .block(Block::Details {
            summary: format!("What nobody looked at in {}, by alliance", ground.quarter()),
            blocks: vec![Block::Table { table: by_partner(draft, &order, &now) }],
        })
}

fn value(one: &Inspected) -> Option<(f64, String)> {
    let share = one.share()?;
    Some((words::float(share), format!("{}/{}", one.looked(), one.expected.len())))
}

fn matrix(draft: &Draft, order: &[usize], quarters: &[Vec<Inspected>], names: &[String]) -> Table {
    let rows = order
        .iter()
        .map(|&at| {
            let mut cells: Vec<Cell> =
                quarters.last().map(|now| cell(link(draft, &now[at].partner))).into_iter().collect();
            cells.extend(quarters.iter().map(|quarter| {
                value(&quarter[at]).map_or_else(|| missing(""), |(_, said)| words_cell(said))
            }));
            row(None, cells)
        })
        .collect();
    let heads: Vec<(&str, &'static str)> = std::iter::once(("Alliance", "text"))
        .chain(names.iter().map(|name| (name.as_str(), "number")))
        .collect();
    table("Inspected of expected by alliance and quarter", &heads, rows)
}

fn by_partner(draft: &Draft, order: &[usize], now: &[Inspected]) -> Table {
    let rows = order
        .iter()
        .map(|&at| {
            let one = &now[at];
            let part = |objective: bool| {
                let all: Vec<&Expected> =
                    one.expected.iter().filter(|of| of.objective == objective).collect();
                let looked = all.iter().filter(|of| of.looked.is_some()).count();
                match all.len() {
                    0 => missing(if objective { "no open objective" } else { "none written down" }),
                    count if looked == 0 => cell(text(share_of(0, count)).tone(Tone::Bad)),
                    count => words_cell(share_of(looked, count)),
                }
            };
            let unseen: Vec<Counted> =
                one.expected.iter().filter(|of| of.looked.is_none()).map(|of| of.what.clone()).collect();
            row(
                None,
                vec![
                    cell(link(draft, &one.partner)),
                    part(true),
                    part(false),
                    cell_of(draft, &unseen, NAMED, "all were looked at"),
                ],
            )
        })
        .collect();
    table(
        "What was expected and what was inspected in the last closed quarter, the least inspected first",
        &[
            ("Alliance", "text"),
            ("Objectives", "text"),
            ("Expectations", "text"),
            ("Nobody looked at", "text"),
        ],
        rows,
    )
}
