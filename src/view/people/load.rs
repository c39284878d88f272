//! What each of ours carries, and which alliance hangs on one of us.

use super::super::counted::{cell_of, link};
use super::super::desk::{Desk, Draft};
use super::super::ledger::record::alliance;
use super::super::page::{Block, Cell, Inline, Row, Section, Tone};
use super::super::parts::{
    anchored_row, cell, empty, missing, number_cell, row, section, table, table_or_empty,
};
use super::super::words::{self, text};
use super::Found;
use crate::insight::Counted;
use crate::insight::people::{Load, Thread};

/// How many records a cell names.
const NAMED: usize = 3;

/// Alliances by the share of contacts that one of us carried alone.
pub fn threads(draft: &Draft, desk: &Desk<'_>, found: &Found<'_, '_>) -> Section {
    let name =
        |id: &str| desk.portfolio.person(id).map_or_else(|| id.to_owned(), |person| person.name.clone());
    let (single, rest): (Vec<&Thread<'_>>, Vec<&Thread<'_>>) =
        found.threads.iter().partition(|one| one.single);
    let table_of = |caption: &str, all: &[&Thread<'_>]| {
        let rows = all.iter().map(|one| {
            let share = one.busiest.alone * 100 / one.busiest.all;
            row(
                None,
                vec![
                    alliance(draft, one.partner),
                    cell(text(name(one.busiest.person))),
                    Cell::Number {
                        text: format!("{share}%"),
                        tone: if one.single { Tone::Bad } else { Tone::Plain },
                        note: Some(format!("{} of {} contacts", one.busiest.alone, one.busiest.all)),
                    },
                ],
            )
        });
        table(caption, &[("Alliance", "text"), ("Who", "text"), ("Alone", "number")], rows.collect())
    };
    let section = section("threads", "Single threads").internal().count(single.len());
    if found.threads.is_empty() {
        return section.block(empty(
            "No live alliance has enough contacts to tell",
            "note contacts in `partners/<id>/log.yaml`, `kind: touch`, and name who took part under `ours`",
        ));
    }
    let section = section
        .lead(
            "Contacts of the last year in which one of us took part without a colleague, as a share of all. The limit is \
             that of the rule on single threads.",
        )
        .block(table_or_empty(
            table_of("Alliances that hang on one of us, the largest share first", &single),
            "No alliance hangs on one of us",
            "the largest shares stand below",
        ));
    if rest.is_empty() {
        return section;
    }
    section.block(Block::Details {
        summary: format!("{} within the limit", words::plural(rest.len(), "alliance")),
        blocks: vec![Block::Table {
            table: table_of("Alliances within the limit, the largest share first", &rest),
        }],
    })
}

/// What each of ours carries.
pub fn carried(draft: &Draft, desk: &Desk<'_>, found: &Found<'_, '_>) -> Section {
    let rows = found.loads.iter().map(|load| load_row(draft, desk, load)).collect();
    section("load", "Who carries what")
        .internal()
        .count(found.loads.len())
        .lead("Our people with what stands in their name: whoever has left first, then by what is overdue, then by how much.")
        .block(table_or_empty(
            table(
                "What each of our people carries, by what is overdue, then by how much",
                &[
                    ("Person", "text"),
                    ("Answers for", "text"),
                    ("Sponsors and owns", "text"),
                    ("Overdue", "text"),
                    ("Open", "number"),
                    ("Decides", "text"),
                    ("Risks, issues", "number"),
                    ("All", "number"),
                ],
                rows,
            ),
            "Nothing stands in the name of one of us",
            "name people in `people.yaml`, and put them as `owner` into `commitments.yaml` and `risks.yaml`, and as \
             `alliance_managers` into `partner.yaml`",
        ))
}

fn load_row(draft: &Draft, desk: &Desk<'_>, load: &Load<'_>) -> Row {
    let overdue: Vec<Counted> = load.overdue.iter().map(|(_, record)| record.clone()).collect();
    let mut lines: Vec<Inline> = load
        .overdue
        .iter()
        .take(NAMED)
        .map(|(due, record)| {
            let late = due.days_until(desk.as_of) as usize;
            link(draft, record).tone(Tone::Bad).note(format!("{} overdue", words::plural(late, "day")))
        })
        .collect();
    if overdue.len() > NAMED {
        lines.push(text(format!("and {} more", overdue.len() - NAMED)).tone(Tone::Muted));
    }
    let sponsored: Vec<Counted> = load.sponsored.iter().chain(&load.initiatives).cloned().collect();
    let mut who = vec![text(&load.person.name).note(load.person.title.clone().unwrap_or_default())];
    if load.left(desk.as_of) {
        let on = load.person.until.map(words::date).unwrap_or_default();
        who.push(text(format!("left {on}")).tone(Tone::Bad));
    }
    let count = |count: usize| if count == 0 { missing("") } else { number_cell(count.to_string()) };
    anchored_row(
        format!("our-{}", load.person.id),
        vec![
            Cell::Text { lines: who },
            cell_of(draft, &load.alliances, NAMED, ""),
            cell_of(draft, &sponsored, NAMED, ""),
            if lines.is_empty() { missing("") } else { Cell::Text { lines } },
            count(load.open.len()),
            cell_of(draft, &load.decisions, NAMED, ""),
            count(load.troubles.len()),
            number_cell(load.all().to_string()),
        ],
    )
}
