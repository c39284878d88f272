//! Wins, corrections, what was heard and raised, what was thought and learnt.

use super::super::super::page::Section;
use super::super::super::parts::{cell, row, words_cell};
use super::super::super::words::{self, text};
use super::{name, part, side};
use crate::partner_view::PartnerView;

pub(super) fn wins(view: &PartnerView) -> Option<Section> {
    let rows = view.wins.as_ref()?.iter().map(|one| {
        row(
            None,
            vec![
                cell(text(&one.text).note(one.effect.clone().unwrap_or_default())),
                words_cell(name(&one.customer)),
                words_cell(words::join(&one.people)),
                cell(text(words::date(one.on))),
            ],
        )
    });
    Some(part(
        "wins",
        "Wins",
        "Wins of the quarter",
        &[("Win", "text"), ("Customer", "text"), ("Made by", "text"), ("When", "date")],
        rows.collect(),
        "No win was told in this quarter.",
    ))
}

pub(super) fn corrections(view: &PartnerView) -> Option<Section> {
    let rows = view.corrections.as_ref()?.iter().map(|one| {
        row(
            None,
            vec![
                cell(text(&one.cause)),
                words_cell(one.change.as_str()),
                words_cell(name(&one.result)),
                cell(text(words::date(one.on))),
            ],
        )
    });
    Some(part(
        "corrections",
        "Course corrections",
        "What was corrected, and what came of it",
        &[("Cause", "text"), ("Change", "text"), ("Since then", "text"), ("When", "date")],
        rows.collect(),
        "No correction was written down in this quarter.",
    ))
}

pub(super) fn heard(view: &PartnerView) -> Option<Section> {
    let rows = view.heard.as_ref()?.iter().map(|one| {
        row(
            None,
            vec![
                cell(text(&one.said).note(one.theme.clone())),
                words_cell(name(&one.did)),
                cell(text(words::date(one.on))),
            ],
        )
    });
    Some(part(
        "listening",
        "You said, we did",
        "What you said and what was done",
        &[("You said", "text"), ("We did", "text"), ("When", "date")],
        rows.collect(),
        "Nothing was written down in this quarter.",
    ))
}

pub(super) fn advocacy(view: &PartnerView) -> Option<Section> {
    let rows: Vec<_> = view
        .advocacy
        .as_ref()?
        .iter()
        .map(|one| {
            row(
                None,
                vec![cell(text(&one.topic)), words_cell(name(&one.outcome)), cell(text(words::date(one.on)))],
            )
        })
        .collect();
    (!rows.is_empty()).then(|| {
        part(
            "advocacy",
            "Raised for you",
            "What was raised for you in our house",
            &[("Topic", "text"), ("Outcome", "text"), ("When", "date")],
            rows,
            "",
        )
    })
}

/// Ideas, lessons and value of both sides, where there are any.
pub(super) fn thoughts(view: &PartnerView) -> Vec<Section> {
    let ideas: Vec<_> = view
        .ideas
        .iter()
        .flatten()
        .map(|one| {
            row(
                None,
                vec![
                    cell(text(&one.text)),
                    words_cell(side(one.origin, view)),
                    cell(text(words::date(one.on))),
                ],
            )
        })
        .collect();
    let lessons: Vec<_> = view
        .lessons
        .iter()
        .flatten()
        .map(|one| row(None, vec![cell(text(&one.text)), cell(text(words::date(one.on)))]))
        .collect();
    let value: Vec<_> = view
        .value
        .iter()
        .flatten()
        .map(|one| {
            let what = one.text.clone().unwrap_or_else(|| words::capital(&words::label(&one.of)));
            row(
                None,
                vec![
                    cell(text(what).note(words::label(&one.of))),
                    words_cell(one.ours.map(words::money).unwrap_or_default()),
                    words_cell(one.theirs.map(words::money).unwrap_or_default()),
                    cell(text(words::date(one.on))),
                ],
            )
        })
        .collect();
    let mut sections = Vec::new();
    if !value.is_empty() {
        let columns = [
            ("Value", "text"),
            (view.organisation.as_str(), "text"),
            (view.partner.as_str(), "text"),
            ("When", "date"),
        ];
        sections.push(part("value", "What both sides gained", "Value of both sides", &columns, value, ""));
    }
    if !ideas.is_empty() {
        let columns = [("Idea", "text"), ("Of", "text"), ("When", "date")];
        sections.push(part("ideas", "Ideas", "Ideas of the quarter", &columns, ideas, ""));
    }
    if !lessons.is_empty() {
        let columns = [("Lesson", "text"), ("When", "date")];
        sections.push(part("lessons", "What we learnt", "Lessons of the quarter", &columns, lessons, ""));
    }
    sections
}
