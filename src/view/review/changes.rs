//! What changed since the last review, record by record, and the score with its causes.

use super::super::counted;
use super::super::desk::{Desk, Draft, review_path};
use super::super::page::{Block, Row, Section};
use super::super::parts::{cell, empty, folded, row, section, table, words_cell};
use super::super::scorecard::because;
use super::super::words::{self, text};
use crate::insight::changes::{Change, Event, changes};
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::commitment::PromiseOutcome;
use crate::portfolio::{Partner, QuarterReview};
use crate::scorecard::Scores;

/// So many changes are shown at once; the others are folded away.
const SHOWN: usize = 12;

/// What changed since the review before; nothing for the first one. Takes the partner as it is today and as of the day.
pub fn section_of(
    draft: &Draft,
    desk: &Desk<'_>,
    (present, partner): (&Partner, &Partner),
    (review, scores): (&QuarterReview, &Scores),
) -> Option<Section> {
    let (quarter, day) = before(present, review.quarter)?;
    let found = found(desk, partner, day);
    let rows: Vec<Row> = found.iter().map(|one| change_row(draft, desk, one)).collect();
    let count = rows.len();
    let lead = format!(
        "After {}, the day of the review of {quarter}, and until {}.{}",
        words::date(day),
        words::date(desk.as_of),
        score(desk, scores, quarter, review.quarter)
    );
    let part =
        section("changed", &format!("What changed since the review of {quarter}")).count(count).lead(lead);
    if rows.is_empty() {
        return Some(part.block(empty(
            "Nothing that bears a date",
            "no promise, decision, risk, issue, stage or agreement changed",
        )));
    }
    let link = draft.link(format!("The review of {quarter}"), &review_path(&partner.id, quarter));
    let table = table(
        "Changes since the last review, the latest first",
        &[("Record", "text"), ("What happened", "text"), ("When", "date")],
        rows,
    );
    let part = part.blocks(folded(table, SHOWN, "before these"));
    Some(part.block(Block::List { items: vec![text(link.text).to(link.href)], ordered: false }))
}

/// The changes that matter most, in a line each: the score first. Nothing for the first review.
pub fn lines(
    desk: &Desk<'_>,
    (present, partner): (&Partner, &Partner),
    (review, scores): (&QuarterReview, &Scores),
) -> Vec<String> {
    let Some((quarter, day)) = before(present, review.quarter) else { return Vec::new() };
    let mut found = found(desk, partner, day);
    found.sort_by_key(|change| weight(&change.event));
    let score = Some(score(desk, scores, quarter, review.quarter).trim().to_owned());
    let score = score.filter(|score| !score.is_empty());
    let told = found.iter().map(|one| {
        let happened = match &one.event {
            Event::Blocked(_) => "blocked".to_owned(),
            Event::Cleared(_) => "no longer blocked".to_owned(),
            event => happened(desk, event),
        };
        format!("{}: {}", words::capital(&happened), one.record.name)
    });
    score.into_iter().chain(told).collect()
}

/// What changed with a partner after a day, and until that of the desk.
fn found(desk: &Desk<'_>, partner: &Partner, after: Date) -> Vec<Change> {
    let own = partner.initiatives.iter().map(|(id, record)| (id.as_str(), false, &record.value));
    let shared = desk.portfolio.shared_initiatives(&partner.id).map(|(id, record)| (id, true, &record.value));
    changes(partner, own.chain(shared), (after, desk.as_of))
}

/// What an executive wants to hear of first.
fn weight(event: &Event) -> u8 {
    match event {
        Event::Tier(_) | Event::Terminated(_) => 0,
        Event::Escalated(_) => 1,
        Event::Ended(PromiseOutcome::Dropped) | Event::Over => 2,
        Event::Rated(before, after) if after > before => 3,
        Event::Moved(..) | Event::Blocked(_) => 4,
        Event::Raised | Event::Feared => 5,
        Event::Stage(..) | Event::Signed(_) | Event::Decided => 6,
        _ => 7,
    }
}

/// The last review that was held before a quarter's, with its day.
fn before(partner: &Partner, quarter: Quarter) -> Option<(Quarter, Date)> {
    let held = partner.reviews.range(..quarter).rev();
    held.into_iter().find_map(|(quarter, review)| Some((*quarter, review.record.held_on?)))
}

/// How the score moved between two reviewed quarters, and why.
fn score(desk: &Desk<'_>, scores: &Scores, from: Quarter, to: Quarter) -> String {
    let value = |quarter| scores.quarter(quarter).and_then(|score| score.value);
    let (Some(before), Some(now)) = (value(from), value(to)) else { return String::new() };
    let change = words::score_change(now, before, String::new());
    let why = scores.change(desk.playbook, from, to).map(because).filter(|why| !why.is_empty());
    if let Some(why) = why {
        return format!(" The score went {why}.");
    }
    format!(
        " The score went from {} to {}, {}.",
        words::decimal(before, 0),
        words::decimal(now, 0),
        change.text
    )
}

fn change_row(draft: &Draft, desk: &Desk<'_>, one: &Change) -> Row {
    let record = match &one.event {
        // An agreement has no title: its kind says more than its id.
        Event::Signed(kind) | Event::Terminated(kind) => {
            let name = format!("{} {}", words::capital(&words::label(kind)), one.record.name);
            text(name).to(counted::href(draft, &one.record))
        }
        _ => counted::link(draft, &one.record),
    };
    row(None, vec![cell(record), words_cell(happened(desk, &one.event)), cell(text(words::date(one.on)))])
}

fn happened(desk: &Desk<'_>, event: &Event) -> String {
    match event {
        Event::Promised(side) => format!("promised ({})", words::label(side)),
        Event::Moved(Some(from), to) => {
            format!("due date moved from {} to {}", words::date(*from), words::date(*to))
        }
        Event::Moved(None, to) => format!("due date set to {}", words::date(*to)),
        Event::Ended(PromiseOutcome::Kept) => "kept".to_owned(),
        Event::Ended(PromiseOutcome::Dropped) => "given up".to_owned(),
        Event::Asked => "decision asked for".to_owned(),
        Event::Decided => "decided".to_owned(),
        Event::Feared => "new risk".to_owned(),
        Event::Rated(before, after) => format!("exposure {before} to {after} of 25"),
        Event::WentAway => "risk closed".to_owned(),
        Event::Raised => "raised as an issue".to_owned(),
        Event::Escalated(level) => format!("escalated to {} level", words::label(level)),
        Event::Settled => "settled".to_owned(),
        Event::Stage(Some(from), to) => format!("from {} to {}", desk.stage_name(from), desk.stage_name(to)),
        Event::Stage(None, to) => format!("begun, in {}", desk.stage_name(to)),
        Event::Tier(tier) => {
            let name = desk.playbook.tier(tier).map_or_else(|| tier.clone(), |(_, tier)| tier.name.clone());
            format!("put into the tier {name}")
        }
        Event::Blocked(what) => format!("blocked: {what}"),
        Event::Cleared(what) => format!("no longer blocked: {what}"),
        Event::Over => "ended".to_owned(),
        Event::Signed(_) => "signed".to_owned(),
        Event::Terminated(_) => "terminated".to_owned(),
    }
}
