//! Revenue, pipeline and traction against target: by alliance, by initiative, and what initiatives show for their effort.

use super::super::counted::{cell_of, link};
use super::super::desk::Draft;
use super::super::page::{Block, Cell, Inline, Section, Table, Tone};
use super::super::parts::{cell, empty, missing, row, section as new, table};
use super::super::words::{self, text};
use crate::insight::standards::{Held, STANDARDS, Standing, alliances, of_initiatives};
use crate::insight::{Counted, Ground};
use crate::portfolio::words::{Degree, State};

/// How many initiatives a cell names.
const NAMED: usize = 3;

/// The section.
pub fn section(draft: &Draft, ground: &Ground<'_>) -> Section {
    let section = new("standards", "Revenue, pipeline, traction");
    let (whole, parts) = (alliances(ground), of_initiatives(ground));
    if whole.is_empty() && parts.is_empty() {
        return section.block(empty(
            "Nothing is held to a standard yet",
            "give metrics of the playbook `standard: revenue`, `pipeline` or `traction`, and name them under `metrics:` of partners and initiatives",
        ));
    }
    let figures = |all: &[Standing<'_>]| {
        let held = all.iter().flat_map(|one| one.held.iter().flatten());
        let rated: Vec<State> = held.map(|one| one.state).filter(|state| *state != State::NotRated).collect();
        (rated.iter().filter(|state| **state == State::OnTrack).count(), rated.len())
    };
    let (good, rated) = figures(&whole);
    let shown = parts.iter().filter(|one| one.worst().is_some()).count();
    let lead = format!(
        "{good} of {rated} figures of alliances are on track in {}; of {}, {} a figure of {} own.",
        ground.quarter(),
        words::plural(parts.len(), "running initiative"),
        match shown {
            0 => "none has".to_owned(),
            1 => "one has".to_owned(),
            _ => format!("{} have", words::number_word(shown)),
        },
        if shown > 1 { "their" } else { "its" }
    );
    let section = section.lead(lead);
    let section = if whole.is_empty() {
        section.block(empty(
            "No alliance is measured by a standard",
            "name such metrics under `metrics:` in `partner.yaml`",
        ))
    } else {
        section.block(Block::Table { table: against_target(draft, "Alliance", &whole) })
    };
    if parts.is_empty() {
        return section
            .block(empty("No running initiative", "begin one in `partners/<id>/initiatives/<id>.md`"));
    }
    section
        .block(Block::Heading { text: "What initiatives show for their effort".to_owned() })
        .block(Block::Table { table: effort(draft, &parts) })
        .block(Block::Details {
            summary: "Each running initiative against the three standards".to_owned(),
            blocks: vec![Block::Table { table: against_target(draft, "Initiative", &parts) }],
        })
}

fn against_target(draft: &Draft, head: &str, all: &[Standing<'_>]) -> Table {
    let mut all: Vec<&Standing<'_>> = all.iter().collect();
    all.sort_by_key(|one| (one.worst().is_none(), one.worst(), one.of.name.clone()));
    let rows = all
        .iter()
        .map(|one| {
            let mut cells = vec![cell(link(draft, &one.of).note(one.partners.join(", ")))];
            cells.extend(one.held.iter().map(|held| figures(draft, held)));
            row(None, cells)
        })
        .collect();
    let heads: Vec<String> =
        STANDARDS.iter().map(|standard| words::capital(&words::label(standard))).collect();
    let mut columns = vec![(head, "text")];
    columns.extend(heads.iter().map(|name| (name.as_str(), "text")));
    table(format!("{head} against the three standards, the worst first"), &columns, rows)
}

fn figures(draft: &Draft, held: &[Held<'_>]) -> Cell {
    let line = |one: &Held<'_>| -> Inline {
        let said = |number| words::figure(one.metric, one.currency, number);
        let Some(actual) = one.actual else {
            return link(draft, &named(one)).tone(Tone::Muted).note("no figure");
        };
        let tone = match one.state {
            State::OnTrack => Tone::Good,
            State::AtRisk => Tone::Watch,
            State::OffTrack => Tone::Bad,
            State::NotRated => Tone::Plain,
        };
        let mut at = named(one);
        at.name = said(actual);
        let target =
            one.target.map_or_else(|| "no target".to_owned(), |target| format!("of {}", said(target)));
        let state = words::pill(one.state).word.to_lowercase();
        link(draft, &at).tone(tone).note(format!("{}, {target}, {state}", one.metric.name))
    };
    if held.is_empty() { missing("no metric") } else { Cell::Text { lines: held.iter().map(line).collect() } }
}

fn named(one: &Held<'_>) -> Counted {
    Counted { name: one.metric.name.clone(), ..one.at.clone() }
}

/// Effort by what the figures show: the quadrant, with a column for those that show nothing.
fn effort(draft: &Draft, parts: &[Standing<'_>]) -> Table {
    let efforts = [Some(Degree::High), Some(Degree::Medium), Some(Degree::Low), None];
    let rows = efforts
        .iter()
        .filter(|effort| parts.iter().any(|one| one.effort == **effort))
        .map(|effort| {
            let of = |wanted: fn(Option<State>) -> bool| -> Vec<Counted> {
                let fits = |one: &&Standing<'_>| one.effort == *effort && wanted(one.worst());
                parts.iter().filter(fits).map(|one| one.of.clone()).collect()
            };
            let name =
                effort.map_or_else(|| "Not said".to_owned(), |effort| words::capital(&words::label(&effort)));
            row(
                None,
                vec![
                    cell(text(name)),
                    cell_of(draft, &of(|worst| worst == Some(State::OnTrack)), NAMED, ""),
                    cell_of(
                        draft,
                        &of(|worst| matches!(worst, Some(State::AtRisk | State::OffTrack))),
                        NAMED,
                        "",
                    ),
                    cell_of(draft, &of(|worst| worst.is_none()), NAMED, ""),
                ],
            )
        })
        .collect();
    table(
        "Running initiatives by effort and by what their figures show",
        &[
            ("Effort", "text"),
            ("On target", "text"),
            ("Short of it", "text"),
            ("No figure of their own", "text"),
        ],
        rows,
    )
}
