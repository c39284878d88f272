//! Established ways of working, and when each was last called into question (P33).

use std::cmp::Reverse;

use super::super::desk::{Desk, Draft, initiative_path};
use super::super::page::{Cell, Row, Section, Tone};
use super::super::parts::{cell, date_cell, missing, row, section, table, table_or_empty};
use super::super::words::{self, text};
use crate::insight::sponsorship::initiatives;
use crate::portfolio::calendar::Date;
use crate::view::counted::ground;

/// The section: ways of the playbook, and those that running initiatives rest on, the longest unquestioned first.
pub fn section_of(draft: &Draft, desk: &Desk<'_>) -> Section {
    let mut all: Vec<(Option<Date>, String, Row)> = Vec::new();
    for way in &desk.playbook.practices {
        let since = way.since.map_or_else(|| missing("not dated"), |on| date_cell(Some(on)));
        let cells = vec![cell(text(&way.text)), cell(text("the playbook").tone(Tone::Muted)), since];
        all.push((way.last_challenged, way.text.clone(), finished(desk, cells, way.last_challenged)));
    }
    for (partner, id, record) in initiatives(&ground(desk)).filter(|(_, _, record)| desk.runs(record)) {
        let Some(legacy) = &record.legacy else { continue };
        let path = initiative_path(partner.map(|partner| partner.id.as_str()), id);
        let cells =
            vec![cell(text(legacy)), cell(draft.inline_link(&record.title, &path)), missing("not dated")];
        all.push((record.last_challenged, legacy.clone(), finished(desk, cells, record.last_challenged)));
    }
    all.sort_by_key(|(on, text, _)| {
        (on.is_some(), Reverse(on.map(|on| on.days_until(desk.as_of))), text.clone())
    });
    let never = all.iter().filter(|(on, ..)| on.is_none()).count();
    let section = section("inherited", "Inherited ways").count(all.len());
    let section = match (all.len(), never) {
        (0, _) => section,
        (_, 0) => {
            section.lead("Each was called into question once at least; the longest unquestioned first.")
        }
        (count, never) => section.lead(format!(
            "{} of {count} never called into question.",
            words::capital(&words::number_word(never))
        )),
    };
    let rows = all.into_iter().map(|(.., row)| row).collect();
    let table = table(
        "Inherited ways of working, the longest unquestioned first",
        &[("What we do", "text"), ("Where", "text"), ("Since", "date"), ("Last questioned", "date")],
        rows,
    );
    section.block(table_or_empty(
        table,
        "No inherited way is written down",
        "name what has always been done so under `practices:` in `playbook.yaml`, or as `legacy:` of an initiative",
    ))
}

fn finished(desk: &Desk<'_>, mut cells: Vec<Cell>, questioned: Option<Date>) -> Row {
    cells.push(match questioned {
        Some(on) => cell(text(words::date(on)).note(words::distance(on, desk.as_of))),
        None => cell(text("never").tone(Tone::Watch)),
    });
    row(None, cells)
}
