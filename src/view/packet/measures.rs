//! What the figures of a packet measure, metric by metric: the same for both audiences.

use super::super::page::Section;
use super::super::parts::{cell, row, section, table, table_or_empty, words_cell};
use super::super::words::{self, text};
use crate::playbook::shape::{Direction, Unit};

/// A metric, as far as it is explained.
pub(super) struct Meant<'a> {
    pub name: &'a str,
    pub unit: Unit,
    pub direction: Direction,
    pub definition: &'a str,
    pub source: Option<&'a str>,
}

/// What each metric measures, and where its figures come from.
pub(super) fn section_of<'a>(metrics: impl Iterator<Item = Meant<'a>>) -> Section {
    let rows = metrics.map(|one| {
        let note = format!("{}, {}", words::label(&one.unit), better(one.direction));
        row(
            None,
            vec![
                cell(text(one.name).note(note)),
                words_cell(one.definition),
                words_cell(one.source.unwrap_or_default()),
            ],
        )
    });
    section("measures", "What the figures measure").block(table_or_empty(
        table(
            "Each metric, what it measures and where its figures come from",
            &[("Metric", "text"), ("Measures", "text"), ("Source", "text")],
            rows.collect(),
        ),
        "No metric",
        "add lines to the partner's `observations.csv`",
    ))
}

/// What is better, in words.
pub(super) fn better(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "more is better",
        Direction::Down => "less is better",
        Direction::Band => "within a band",
    }
}
