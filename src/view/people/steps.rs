//! How far the work with people has come: befriended, educated, managed (P89); who goes first with what is new (P54).

use super::super::counted::cell_of;
use super::super::desk::{Draft, partner_path};
use super::super::figure::{Funnel, FunnelBar};
use super::super::page::{Block, Figure, Section};
use super::super::parts::{cell, empty, number_cell, row, section, table};
use super::super::words;
use crate::insight::Ground;
use crate::insight::steps::{Steps, steps};

/// What the steps are called, once they are done.
const NAMES: [&str; 3] = ["Befriended", "Educated", "Managed"];

/// The section.
pub fn section_of(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let section = section("steps", "Befriend, educate, manage").internal();
    let all = steps(ground);
    let people: usize = all.iter().map(|one| one.people).sum();
    let came = |step: usize| all.iter().map(|one| one.came[step]).sum::<usize>();
    if came(0) == 0 {
        return section.block(empty(
            "No step with a person is on record",
            "date each one under `steps:` in `partners/<id>/stakeholders.yaml`",
        ));
    }
    let skipped: usize = all.iter().map(|one| one.skipped.len()).sum();
    let asked = match skipped {
        0 => "nobody was asked for something before that".to_owned(),
        1 => "with one a step was left out".to_owned(),
        count => format!("with {} a step was left out", words::number_word(count)),
    };
    let title = format!("We have befriended {} of {} people on the maps; {asked}", came(0), people);
    let mut stages = vec![bar("On the map", people, String::new())];
    let mut before = people;
    for (step, name) in NAMES.iter().enumerate() {
        stages.push(bar(name, came(step), format!("{} of {before}", came(step))));
        before = came(step);
    }
    let figure = draft.figure(Figure::Funnel(Funnel {
        first: "people".to_owned(),
        second: String::new(),
        stages,
        outcomes_title: String::new(),
        outcomes: Vec::new(),
        summary: format!("{title}; the alliances stand in the table"),
    }));
    let rows = all.iter().map(|one| table_row(draft, one)).collect();
    let table = table(
        "People by step and by how they take up what is new, most left to befriend first",
        &[
            ("Alliance", "text"),
            ("On the map", "number"),
            ("Befriended", "number"),
            ("Educated", "number"),
            ("Managed", "number"),
            ("A step left out", "text"),
            ("Go first", "number"),
            ("Wait", "number"),
            ("Hold back", "number"),
        ],
        rows,
    );
    let subtitle = format!(
        "People on all influence maps as of {}; who came further counts at each step before",
        words::date(ground.as_of)
    );
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}

fn bar(name: &str, count: usize, conversion: String) -> FunnelBar {
    FunnelBar { name: name.to_owned(), href: None, first: count as u32, second: 0, conversion }
}

fn table_row(draft: &Draft, one: &Steps<'_>) -> super::super::page::Row {
    let path = format!("{}#people", partner_path(&one.partner.id));
    let mut cells =
        vec![cell(draft.inline_link(&one.partner.profile.name, &path)), number_cell(one.people.to_string())];
    cells.extend(one.came.iter().map(|count| number_cell(count.to_string())));
    cells.push(cell_of(draft, &one.skipped, 3, "nobody"));
    cells.extend(one.adoption.iter().map(|count| number_cell(count.to_string())));
    row(None, cells)
}
