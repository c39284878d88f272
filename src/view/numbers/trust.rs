//! Trust over the portfolio, as both sides see it (P90).

use rust_decimal::Decimal;

use super::super::desk::{Draft, partner_path};
use super::super::figure::{Dumbbell, DumbbellRow, Reading};
use super::super::page::{Block, Cell, Figure, Section, Tone};
use super::super::parts::{cell, date_cell, empty, missing, row, section as new, table};
use super::super::words::{self, mean_words};
use crate::facts::perception::LEAST_ANSWERS;
use crate::insight::Ground;
use crate::insight::health::perception::Voice;
use crate::insight::trust::{Trust, trust};

/// The section.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let section = new("trust", "Trust on both sides");
    let all = trust(ground);
    if all.is_empty() {
        return section.block(empty(
            "Nobody was asked about trust yet",
            "ask both sides, and add the item `trust` to a round in `partners/<id>/surveys.yaml`",
        ));
    }
    let fell = all.iter().filter(|one| moved(&one.view.theirs).is_some_and(|by| by < Decimal::ZERO)).count();
    let asked = all.iter().filter(|one| moved(&one.view.theirs).is_some()).count();
    let lowest = &all[0];
    let mut title = format!(
        "Trust is lowest with {}, at {} of 5",
        lowest.partner.profile.name,
        mean_words(lowest.lowest().unwrap_or_default())
    );
    if asked > 0 {
        title += &match fell {
            0 => format!("; theirs fell at none of the {asked} that were asked twice"),
            fell => format!("; theirs fell at {} of {asked} that were asked twice", words::number_word(fell)),
        };
    }
    let reading = |voice: &Voice| {
        voice.mean().map(|mean| Reading { value: words::float(mean), printed: mean_words(mean) })
    };
    let rows = all.iter().map(|one| DumbbellRow {
        name: one.partner.profile.name.clone(),
        href: Some(draft.href(&format!("{}#health", partner_path(&one.partner.id)))),
        ours: reading(&one.view.ours),
        theirs: reading(&one.view.theirs),
        gap: match one.view.gap {
            Some(gap) => format!("{} apart", mean_words(gap.abs())),
            None => "one side only".to_owned(),
        },
        wide: one.view.apart,
    });
    let figure = draft.figure(Figure::Dumbbell(Dumbbell {
        ours: "We".to_owned(),
        theirs: "Partner".to_owned(),
        scale: (1.0, 5.0),
        ends: ("1 none".to_owned(), "5 full".to_owned()),
        rows: rows.collect(),
        summary: format!("{title}; the means stand in the table"),
    }));
    let rows = all.iter().map(|one| table_row(draft, one)).collect();
    let table = table(
        "Trust by alliance, the lowest first",
        &[("Alliance", "text"), ("We say", "number"), ("They say", "number"), ("Asked on", "date")],
        rows,
    );
    let subtitle = format!(
        "Means of the last survey that asked about trust, from 1 to 5. Answers of fewer than {LEAST_ANSWERS} on a side are not shown"
    );
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}

fn moved(voice: &Voice) -> Option<Decimal> {
    match voice {
        Voice::Heard { change, .. } => *change,
        Voice::NotAsked | Voice::TooFew => None,
    }
}

fn table_row(draft: &Draft, one: &Trust<'_>) -> super::super::page::Row {
    let said = |voice: &Voice| match voice {
        Voice::NotAsked => missing("not asked"),
        Voice::TooFew => missing("too few answers"),
        Voice::Heard { n, mean, .. } => Cell::Number {
            text: mean_words(*mean),
            tone: Tone::Plain,
            note: Some(match moved(voice) {
                Some(by) => format!("n = {n}, {} since the round before", words::signed(by, 1)),
                None => format!("n = {n}"),
            }),
        },
    };
    let path = format!("{}#health", partner_path(&one.partner.id));
    row(
        None,
        vec![
            cell(draft.inline_link(&one.partner.profile.name, &path)),
            said(&one.view.ours),
            said(&one.view.theirs),
            date_cell(Some(one.on)),
        ],
    )
}
