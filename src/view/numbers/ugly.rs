//! How long it took until the ugly questions were asked.

use super::super::counted::{href, link, names};
use super::super::desk::Draft;
use super::super::figure::{RangeDot, RangeStrip, Reading, nice_ticks};
use super::super::page::{Block, Figure, Row, Section, Table, Tone};
use super::super::parts::{cell, date_cell, empty, missing, row, section as new, table};
use super::super::words::{self, text};
use crate::insight::Ground;
use crate::insight::ugly::{Way, Ways, ways};

/// The section.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let ways = ways(ground);
    let section = new("ugly", "Days to the ugly questions").lead(
        "From the first contact to the first show-stopper on the table: ownership of ideas, exclusivity, price, liability. The sooner they are asked, the less hangs on the answer.",
    );
    let rows: Vec<Row> = ways
        .waiting
        .iter()
        .chain(&ways.asked)
        .map(|way| {
            let (question, on) = match &way.asked {
                Some((question, on)) => (cell(link(draft, question)), date_cell(Some(*on))),
                None => (cell(text("Not asked yet").tone(Tone::Watch)), missing("")),
            };
            let days = text(words::decimal(way.days.into(), 0));
            let days = if way.asked.is_some() { days } else { days.tone(Tone::Watch).note("so far") };
            row(None, vec![cell(link(draft, &way.partner)), cell(days), question, on])
        })
        .collect();
    let section = if rows.is_empty() {
        section.block(empty(
            "No first contact is dated",
            "write `first_contact_on:` into `partner.yaml`, and the questions into `showstoppers.yaml`",
        ))
    } else {
        let table = table(
            "Days from first contact to the first ugly question, those not asked yet first",
            &[("Alliance", "text"), ("Days", "number"), ("First question", "text"), ("Asked on", "date")],
            rows,
        );
        block(draft, &ways, table, section)
    };
    if ways.undated.is_empty() {
        return section;
    }
    section.block(Block::Text {
        text: format!(
            "Not counted, since no first contact is dated: {}. Write first_contact_on into partner.yaml.",
            names(&ways.undated)
        ),
    })
}

fn block(draft: &mut Draft, ways: &Ways, table: Table, section: Section) -> Section {
    let Some(spread) = ways.spread().filter(|spread| spread.n > 1) else {
        return section.block(Block::Table { table });
    };
    let waiting = match ways.waiting.len() {
        0 => "no partner at work is left to ask".to_owned(),
        1 => "one partner was not asked yet".to_owned(),
        count => format!("{} partners were not asked yet", words::number_word(count)),
    };
    let title = format!(
        "The median is {} days, from {} to {}; {waiting}",
        words::decimal(spread.median, 0),
        words::decimal(spread.low, 0),
        words::decimal(spread.high, 0)
    );
    let ticks = nice_ticks(words::float(spread.low).min(0.0), words::float(spread.high));
    let scale = (ticks.first().copied().unwrap_or_default(), ticks.last().copied().unwrap_or(1.0));
    let dots = ways.asked.iter().map(|way| dot(draft, way)).collect();
    let strip = RangeStrip {
        dots,
        scale,
        ticks: ticks.iter().map(|&tick| (tick, format!("{tick:.0}"))).collect(),
        bands: Vec::new(),
        marks: vec![(words::float(spread.median), format!("median {}", words::decimal(spread.median, 0)))],
        summary: format!("{title}; the numbers stand in the table"),
    };
    let figure = draft.figure(Figure::RangeStrip(strip));
    let subtitle = format!("Days by alliance, {} that have asked", words::plural(spread.n, "alliance"));
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}

fn dot(draft: &Draft, way: &Way) -> RangeDot {
    RangeDot {
        name: way.partner.name.clone(),
        href: Some(href(draft, &way.partner)),
        reading: Reading { value: way.days as f64, printed: format!("{} days", way.days) },
    }
}
