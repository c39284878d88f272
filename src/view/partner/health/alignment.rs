//! Where the two want the same and where not, topic by topic, with the last shift.

use super::super::super::desk::Desk;
use super::super::super::page::{Block, Row, Tone};
use super::super::super::parts::{anchored_row, cell, empty, row, table, words_cell};
use super::super::super::words::{self, text};
use crate::insight::At;
use crate::insight::health::alignment::Topic;
use crate::portfolio::Partner;
use crate::portfolio::log::AlignmentState;

/// The topics, those that drifted apart first.
pub fn blocks(desk: &Desk<'_>, partner: &Partner, topics: &[Topic]) -> Vec<Block> {
    if topics.is_empty() {
        return vec![empty(
            "Nothing noted on where aims agree and differ",
            format!("note it in `partners/{}/log.yaml`, `kind: alignment`", partner.id),
        )];
    }
    let rows = topics.iter().map(|topic| topic_row(desk, topic)).collect();
    let table = table(
        "Alignment by topic, those that drifted apart first",
        &[
            ("Topic", "text"),
            ("We want", "text"),
            ("They want", "text"),
            ("State", "text"),
            ("Looked over", "date"),
        ],
        rows,
    );
    vec![Block::Text { text: message(topics) }, Block::Table { table }]
}

fn message(topics: &[Topic]) -> String {
    let apart = topics.iter().filter(|topic| topic.state == AlignmentState::Diverged).count();
    match (apart, topics.len()) {
        (0, 1) => "The two still lie as noted on the one topic that was written down.".to_owned(),
        (0, all) => format!("On none of {} topics have the two drifted apart.", words::number_word(all)),
        (apart, all) => {
            format!("On {apart} of {} the two have drifted apart.", words::plural(all, "topic"))
        }
    }
}

fn word(state: AlignmentState) -> &'static str {
    match state {
        AlignmentState::Aligned => "aligned",
        AlignmentState::Diverged => "diverged",
        AlignmentState::AgreeToDiffer => "agree to differ",
    }
}

fn topic_row(desk: &Desk<'_>, topic: &Topic) -> Row {
    let tone = match topic.state {
        AlignmentState::Aligned => Tone::Good,
        AlignmentState::Diverged => Tone::Bad,
        AlignmentState::AgreeToDiffer => Tone::Plain,
    };
    let since = match topic.shift {
        Some((before, on)) => format!("was {} until {}", word(before), words::date(on)),
        None => format!("noted {}", words::date(topic.on)),
    };
    let cells = vec![
        cell(text(&topic.record.name)),
        words_cell(topic.ours.clone().unwrap_or_default()),
        words_cell(topic.theirs.clone().unwrap_or_default()),
        cell(text(words::capital(word(topic.state))).tone(tone).note(since)),
        cell(text(words::date(topic.looked_on)).note(words::distance(topic.looked_on, desk.as_of))),
    ];
    match &topic.record.at {
        At::Anchor(anchor) => anchored_row(anchor.clone(), cells),
        _ => row(None, cells),
    }
}
