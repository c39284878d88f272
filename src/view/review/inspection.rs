//! Inspect what you expect: every objective and expectation of the quarter, and who looked at it; where all is green, harder
//! questions.

use super::super::counted::link;
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Section, Tone};
use super::super::partner::ledger::times;
use super::super::parts::{cell, date_cell, missing, row, section, table, table_or_empty, words_cell};
use super::super::words::{self, text};
use crate::insight::inspection::{Expected, expected};
use crate::portfolio::Partner;
use crate::portfolio::words::State;
use crate::scorecard::Scores;

/// So many promises are asked about by name.
const ASKED: usize = 3;

/// What was expected in the quarter, and whether somebody looked at it.
pub fn section_of(draft: &Draft, desk: &Desk<'_>, partner: &Partner, scores: &Scores) -> Section {
    let year = desk.portfolio.settings.fiscal_year;
    let days = (year.first_day(desk.quarter), desk.as_of.max(year.last_day(desk.quarter)));
    let all = expected(partner, days);
    let rows = all
        .iter()
        .map(|one| {
            let kind = if one.objective { "objective" } else { "expectation" };
            let (by, on) = match &one.looked {
                Some((on, by)) => (words_cell(desk.name_of(partner, by)), date_cell(Some(*on))),
                None => (cell(text("nobody").tone(Tone::Watch)), missing("")),
            };
            row(None, vec![cell(link(draft, &one.what).note(kind)), by, on])
        })
        .collect();
    let table = table(
        "What was expected in the quarter, and who looked at it",
        &[("Expected", "text"), ("Who looked", "text"), ("When", "date")],
        rows,
    );
    let looked = all.iter().filter(|one| one.looked.is_some()).count();
    let mut part = section("inspect", "Inspect what you expect").block(table_or_empty(
        table,
        "Nothing is expected of this alliance",
        &format!("write `objectives:` into `partners/{0}/plan.md`, or `expectations:` into `partners/{0}/partner.yaml`", partner.id),
    ));
    if !all.is_empty() {
        part = part.lead(format!("{looked} of {} were looked at.", words::plural(all.len(), "expectation")));
    }
    let questions = questions(desk, partner, scores, &all);
    if !questions.is_empty() {
        let items = questions.into_iter().map(text).collect();
        part = part
            .block(Block::Heading { text: "Harder questions, since it is on track".to_owned() })
            .block(Block::List { items, ordered: true });
    }
    part
}

/// What to ask where the figures give no reason to ask (P58): the weakest part, what nobody looked at, what was put off.
fn questions(desk: &Desk<'_>, partner: &Partner, scores: &Scores, all: &[Expected]) -> Vec<String> {
    if scores.now().state != State::OnTrack {
        return Vec::new();
    }
    let mut questions = Vec::new();
    if let Some((value, weakest)) = scores.now().weakest() {
        let name = &weakest.name;
        questions.push(format!(
            "{name} is the weakest part, with {} of 100. What would it take, and what would it cost us elsewhere?",
            words::decimal(value, 0)
        ));
    }
    let unseen: Vec<String> = all
        .iter()
        .filter(|one| one.looked.is_none())
        .map(|one| format!("“{}”", one.what.name.trim_end_matches('.')))
        .collect();
    match unseen.len() {
        0 => {}
        1..=ASKED => {
            questions.push(format!("Who has seen for himself how it stands with {}?", words::join(&unseen)))
        }
        count => questions.push(format!(
            "{count} expectations were looked at by nobody. Which of them do we believe, and why?"
        )),
    }
    let mut moved: Vec<_> =
        partner.commitments.iter().filter(|one| one.closed.is_none() && !one.moves.is_empty()).collect();
    moved.sort_by_key(|one| (std::cmp::Reverse(one.moves.len()), one.id.to_string()));
    questions.extend(moved.iter().take(ASKED).map(|one| {
        let text = one.text.trim_end_matches('.');
        format!(
            "“{text}” was put off {}. What is different about {}?",
            times(one.moves.len()),
            words::date(one.due_now().unwrap_or(desk.as_of))
        )
    }));
    let silent =
        partner.risks.iter().filter(|one| one.closed_on.is_none() && one.reviewed_on.is_none()).count();
    if silent > 0 {
        questions.push(format!(
            "{} never looked at again since written down. What became of {}?",
            match silent {
                1 => "One risk was".to_owned(),
                count => format!("{count} risks were"),
            },
            if silent == 1 { "it" } else { "them" }
        ));
    }
    questions
}
