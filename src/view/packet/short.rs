//! The short form, for the table of the meeting: an agenda and the promise ledger.

use super::super::page::{Block, Section};
use super::super::parts::{cell, number_cell, row, section, table};
use super::super::words::text;

/// The parts of the meeting in their order, by the ids that both kinds of packet give them, with minutes of ninety.
const AGENDA: [(&[&str], &str, u32); 9] = [
    (&["last-commitments"], "Last commitments", 15),
    (&["dashboard"], "Dashboard", 10),
    (&["wins"], "Wins", 5),
    (&["initiatives"], "Initiatives", 15),
    (&["relationship"], "Relationship", 5),
    (&["issues", "risks"], "Risks, issues and disagreements", 15),
    (&["decisions-sought"], "Decisions sought", 10),
    (&["forward", "arrival"], "Forward plan", 5),
    (&["new-commitments"], "New commitments", 10),
];

/// The parts that lie on the table in full.
const IN_FULL: [&str; 3] = ["decisions-sought", "last-commitments", "new-commitments"];

/// So many rows of each part lie on the table, so that all of it is two pages.
const ROWS: [(&str, usize); 3] = [("decisions-sought", 3), ("last-commitments", 10), ("new-commitments", 6)];

/// Cuts the parts that lie on the table, and says how many rows stand in the packet alone.
pub(super) fn keep_short(parts: &mut [Section]) {
    for part in parts {
        let Some((_, most)) = ROWS.iter().find(|(id, _)| *id == part.id) else { continue };
        for block in &mut part.blocks {
            if let Block::Table { table } = block
                && table.rows.len() > *most
            {
                let more = table.rows.len() - most;
                table.rows.truncate(*most);
                table.cut =
                    Some(format!("{most} of {} shown; the other {more} stand in the packet.", most + more));
            }
        }
    }
}

/// The agenda made of the parts that there are, and the parts that lie on the table.
pub(super) fn sections(parts: Vec<Section>) -> Vec<Section> {
    let rows = AGENDA
        .iter()
        .filter_map(|(ids, title, minutes)| {
            let mut there = parts.iter().filter(|part| ids.contains(&part.id.as_str())).peekable();
            there.peek()?;
            let items: Vec<usize> = there.filter_map(|part| part.count).collect();
            let items = (!items.is_empty()).then(|| items.iter().sum::<usize>().to_string());
            Some(row(
                None,
                vec![
                    cell(text(*title)),
                    number_cell(items.unwrap_or_default()),
                    number_cell(minutes.to_string()),
                ],
            ))
        })
        .collect();
    let agenda = section("agenda", "Agenda")
        .lead("A proposal for ninety minutes: what was promised comes before any number.")
        .block(Block::Table {
            table: table(
                "The parts of the meeting",
                &[("Part", "text"), ("Items", "number"), ("Minutes", "number")],
                rows,
            ),
        });
    let mut full: Vec<Section> = parts
        .into_iter()
        .filter(|part| IN_FULL.contains(&part.id.as_str()))
        .map(|mut part| {
            part.blocks.retain(|block| !matches!(block, Block::Prose { .. }));
            part
        })
        .collect();
    full.insert(0, agenda);
    full
}
