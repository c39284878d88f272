//! Decisions, promises, risks and issues.

use super::super::super::page::{Cell, Inline, Section, Tone};
use super::super::super::parts::{cell, date_cell, row, words_cell};
use super::super::super::review::parts::outcome_word;
use super::super::super::words::{self, text};
use super::{name, part, side};
use crate::partner_view::{Commitment, PartnerView};

pub(super) fn decisions(view: &PartnerView) -> Option<Section> {
    let rows = view.decisions.as_ref()?.iter().map(|one| {
        let mut lines: Vec<Inline> = one
            .options
            .iter()
            .map(|(option, recommended)| match recommended {
                true => text(option).note(format!(
                    "recommended{}",
                    one.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default()
                )),
                false => text(option).tone(Tone::Muted),
            })
            .collect();
        if lines.is_empty() {
            lines.push(text(name(&one.why)));
        }
        row(
            None,
            vec![
                cell(text(&one.question)),
                Cell::Text { lines },
                words_cell(name(&one.decider)),
                date_cell(one.needed_by),
            ],
        )
    });
    Some(part(
        "decisions-sought",
        "Decisions sought",
        "Decisions that this review asks for",
        &[("Decision", "text"), ("Options", "text"), ("Decides", "text"), ("Needed by", "date")],
        rows.collect(),
        "No decision is sought.",
    ))
}

pub(super) fn last_commitments(view: &PartnerView) -> Option<Section> {
    let rows = view.last_commitments.as_ref()?.iter().map(|one| {
        let (word, tone) = outcome_word(one.outcome);
        let outcome = text(word).tone(tone).note(one.why.clone().unwrap_or_default());
        let mut cells = promise(&one.promise, view);
        cells.insert(2, cell(outcome));
        row(None, cells)
    });
    Some(part(
        "last-commitments",
        "Last commitments",
        "What became of every earlier promise",
        &[("Promise", "text"), ("Of", "text"), ("What became of it", "text"), ("Due", "date")],
        rows.collect(),
        "No promise was open when the quarter began.",
    ))
}

pub(super) fn new_commitments(view: &PartnerView) -> Option<Section> {
    let rows = view.commitments.as_ref()?.iter().map(|one| row(None, promise(one, view)));
    Some(part(
        "new-commitments",
        "New commitments",
        "Promises made",
        &[("Promise", "text"), ("Of", "text"), ("Due", "date")],
        rows.collect(),
        "Nothing new was promised.",
    ))
}

/// A promise: text, side with owner, due date with the first one.
fn promise(one: &Commitment, view: &PartnerView) -> Vec<Cell> {
    let due = match (one.due, one.first_due) {
        (Some(due), Some(first)) => {
            cell(text(words::date(due)).note(format!("first {}", words::date(first))))
        }
        (due, _) => date_cell(due),
    };
    let of = text(side(one.side, view)).note(one.owner.clone().unwrap_or_default());
    vec![cell(text(&one.text)), cell(of), due]
}

pub(super) fn risks(view: &PartnerView) -> Option<Section> {
    let rows = view.risks.as_ref()?.iter().map(|one| {
        row(
            None,
            vec![
                cell(text(&one.text)),
                words_cell(name(&one.response)),
                words_cell(name(&one.next_step)),
                words_cell(name(&one.owner)),
            ],
        )
    });
    Some(part(
        "risks",
        "Risks",
        "Open risks and what is done about them",
        &[("Risk", "text"), ("Response", "text"), ("Next", "text"), ("Owner", "text")],
        rows.collect(),
        "No risk is open.",
    ))
}

pub(super) fn issues(view: &PartnerView) -> Option<Section> {
    let stoppers = view.showstoppers.iter().flatten().map(|one| {
        let topic = words::capital(&words::label(&one.topic));
        let question = one.question.clone().unwrap_or_else(|| topic.clone());
        row(
            None,
            vec![
                cell(text(question).note(topic)),
                words_cell(name(&one.their_position)),
                words_cell(name(&one.resolution)),
                words_cell(words::DASH),
            ],
        )
    });
    if view.issues.is_none() && view.showstoppers.is_none() {
        return None;
    }
    let issues = view.issues.iter().flatten().map(|one| {
        let raised =
            format!("{}, raised {}", words::capital(&words::label(&one.kind)), words::date(one.raised_on));
        let next = match one.resolved_on {
            Some(on) => text(format!("Settled {}", words::date(on)))
                .tone(Tone::Good)
                .note(one.resolution.clone().unwrap_or_default()),
            None => text(name(&one.next_step)),
        };
        row(
            None,
            vec![
                cell(text(&one.text).note(raised)),
                words_cell(name(&one.response)),
                cell(next),
                words_cell(name(&one.owner)),
            ],
        )
    });
    let rows = issues.chain(stoppers).collect();
    Some(part(
        "issues",
        "Issues and disagreements",
        "Open issues, and those that were settled",
        &[("Issue", "text"), ("Response", "text"), ("Next", "text"), ("Owner", "text")],
        rows,
        "No issue is open.",
    ))
}
