//! What the programme sends to executives, and where it listens.

use std::collections::BTreeSet;

use super::super::counted::cell_of;
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Cell, Figure, Section};
use super::super::parts::{
    cell, empty, fact, fact_list, facts, missing, number_cell, plain_sparkline, row, section, table,
    words_cell,
};
use super::super::words::{self, text};
use crate::insight::listening::channels;
use crate::insight::{Counted, Ground};
use crate::portfolio::Record;
use crate::portfolio::programme::Programme;

/// How many partners a cell names.
const NAMED: usize = 3;

/// To whom the function reports, and what it sent them.
pub fn reporting(desk: &Desk<'_>, programme: Option<&Record<Programme>>) -> Section {
    let section = section("reporting", "What reaches executives").internal();
    let Some(record) = programme else {
        return section.block(empty(
            "Nothing is written down about the programme",
            "say in `programme.yaml` to whom it reports, and which reports were issued",
        ));
    };
    let section = section.edit(desk.edit_file(record.file)).blocks(facts([
        fact("Reports to", record.reports_to.clone()),
        fact("Led by", record.head.as_ref().map(|head| desk.person(head))),
        fact_list("Has a seat at", record.seat_at.iter().map(text)),
    ]));
    let mut reports: Vec<_> = record.reports.iter().collect();
    reports.sort_by(|a, b| b.issued_on.cmp(&a.issued_on).then_with(|| a.title.cmp(&b.title)));
    if reports.is_empty() {
        return section.block(empty("No report issued", "add one under `reports:` in `programme.yaml`"));
    }
    let rows = reports
        .iter()
        .map(|report| {
            row(
                None,
                vec![
                    cell(text(&report.title)),
                    words_cell(&report.audience),
                    report
                        .period
                        .map_or_else(|| missing("no quarter"), |period| words_cell(period.to_string())),
                    cell(
                        text(words::date(report.issued_on))
                            .note(words::distance(report.issued_on, desk.as_of)),
                    ),
                ],
            )
        })
        .collect();
    section.block(Block::Table {
        table: table(
            "Reports that went to executives, the latest first",
            &[("Report", "text"), ("To", "text"), ("About", "text"), ("Issued on", "date")],
            rows,
        ),
    })
}

/// Where we listen, and whether anything comes through.
pub fn listening(draft: &mut Draft, desk: &Desk<'_>, ground: &Ground<'_>) -> Section {
    let channels = channels(ground);
    let section = section("listening", "Where we listen").internal().count(channels.len());
    if channels.is_empty() {
        return section.block(empty(
            "No listening channel named",
            "name councils, pulses and trainings under `listening_channels:` in `programme.yaml`, and the channel in entries of kind `listening`",
        ));
    }
    let silent = channels.iter().filter(|one| one.quarters.iter().rev().take(2).all(|count| *count == 0));
    let silent: Vec<String> = silent.map(|one| one.channel.name.clone()).collect();
    let lead = match silent.len() {
        0 => "Something came through every channel in the last two closed quarters.".to_owned(),
        _ => format!("Nothing came through {} in the last two closed quarters.", words::join(&silent)),
    };
    let rows = channels
        .iter()
        .map(|one| {
            let points = one.quarters.iter().map(|count| Some(*count as f64)).collect();
            let spark = plain_sparkline(&format!("Entries through {}", one.channel.name), points);
            let figure = draft.figure(Figure::Sparkline(spark));
            let last = match one.entries.first() {
                Some((of, on)) => cell(text(words::date(*on)).note(format!(
                    "{}, {}",
                    words::distance(*on, desk.as_of),
                    of.name
                ))),
                None => missing("nothing yet"),
            };
            let from: BTreeSet<&Counted> = one.entries.iter().map(|(of, _)| of).collect();
            let from: Vec<Counted> = from.into_iter().cloned().collect();
            row(
                None,
                vec![
                    cell(text(&one.channel.name).note(
                        one.channel.owner.as_ref().map(|owner| desk.person(owner)).unwrap_or_default(),
                    )),
                    number_cell(one.entries.len().to_string()),
                    Cell::Figure { figure, note: None },
                    last,
                    cell_of(draft, &from, NAMED, ""),
                ],
            )
        })
        .collect();
    section.lead(lead).block(Block::Table {
        table: table(
            "Listening channels, in the order of the programme",
            &[
                ("Channel", "text"),
                ("Entries", "number"),
                ("8 quarters", "figure"),
                ("Last", "date"),
                ("Heard from", "text"),
            ],
            rows,
        ),
    })
}
