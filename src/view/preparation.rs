//! What a review still wants, in words: for the page of a review that lies ahead, the calendar and the terminal.

use super::desk::Desk;
use super::page::{Section, Tone};
use super::parts::{cell, row, section, table, table_or_empty, words_cell};
use super::words::{self, text};
use crate::insight::preparation::{Preparation, Stage, Want, preparation};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::words::Side;

/// When something is wanted, in words.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Data => "Data, two weeks before",
        Stage::PreRead => "Pre-read, one week before",
        Stage::Day => "On the day",
        Stage::After => "Two days after",
    }
}

/// What is wanted, in words: what is there where it is there, else what is missing.
pub fn want(want: &Want, there: bool) -> String {
    let side = |side: &Side| match side {
        Side::Ours => "our side",
        Side::Theirs => "their side",
        Side::Joint => "both sides",
    };
    match (want, there) {
        (Want::Review, true) => "the review has its record".to_owned(),
        (Want::Review, false) => "the review has no record yet".to_owned(),
        (Want::Figure(name), true) => format!("figure: {name}"),
        (Want::Figure(name), false) => format!("no figure: {name}"),
        (Want::FreshFigure(name, on), _) => {
            format!("the figure is of {}, before the quarter ended: {name}", words::date(*on))
        }
        (Want::Date, true) => "a day is fixed".to_owned(),
        (Want::Date, false) => "no day is fixed".to_owned(),
        (Want::Headline, true) => "headline".to_owned(),
        (Want::Headline, false) => "no headline".to_owned(),
        (Want::Narrative, true) => "text".to_owned(),
        (Want::Narrative, false) => "no text".to_owned(),
        (Want::Decision, true) => "decisions are sought".to_owned(),
        (Want::Decision, false) => "no decision is sought".to_owned(),
        (Want::Recommendation(what), true) => format!("recommended: {what}"),
        (Want::Recommendation(what), false) => format!("no recommendation with a reason: {what}"),
        (Want::Disposition(what, _), true) => format!("told what became of: {what}"),
        (Want::Disposition(what, Side::Theirs), false) => {
            format!("not told what became of their promise: {what}")
        }
        (Want::Disposition(what, _), false) => format!("not told what became of: {what}"),
        (Want::RiskLookedOver(what, _), true) => format!("risk looked over: {what}"),
        (Want::RiskLookedOver(what, Some(on)), false) => {
            format!("risk not looked over since {}: {what}", words::date(*on))
        }
        (Want::RiskLookedOver(what, None), false) => format!("risk never looked over: {what}"),
        (Want::Inspection(what), true) => format!("inspected: {what}"),
        (Want::Inspection(what), false) => format!("not inspected in the quarter: {what}"),
        (Want::Approval(what, on), true) => format!("minutes approved: {what}, {}", words::date(*on)),
        (Want::Approval(what, on), false) => {
            format!("minutes not approved by both sides: {what}, {}", words::date(*on))
        }
        (Want::Attendance(of), true) => format!("who came of {} is written down", side(of)),
        (Want::Attendance(of), false) => format!("who came of {} is not written down", side(of)),
        (Want::NewPromises, true) => "new promises are in the ledger".to_owned(),
        (Want::NewPromises, false) => "no promise was made in it".to_owned(),
        (Want::Agreement(of), true) => format!("{} agreed to it", side(of)),
        (Want::Agreement(of), false) => format!("{} has not agreed to it", side(of)),
    }
}

/// What a review that lies ahead still wants.
pub(super) fn section_of(desk: &Desk<'_>, partner: &Partner, quarter: Quarter) -> Section {
    let found = preparation(desk.portfolio, desk.playbook, partner, quarter, desk.as_of);
    let rows = found
        .missing()
        .map(|one| {
            let by = found.day.map(|day| one.stage.on(day));
            let late = by.is_some_and(|by| by < desk.as_of);
            let when = by.map_or_else(|| text(words::DASH), |by| text(words::date(by)));
            let owner = one.owner.as_deref().map(|id| desk.name_of(partner, id)).unwrap_or_default();
            row(
                None,
                vec![
                    cell(text(words::capital(&want(&one.want, false))).note(stage(one.stage))),
                    words_cell(owner),
                    cell(if late { when.tone(Tone::Bad).note("late") } else { when }),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    let part = section("preparation", "Still to be done").lead(summary(&found, desk));
    part.block(table_or_empty(
        table("What the review still wants", &[("What", "text"), ("Who", "text"), ("By", "date")], rows),
        "Everything is there",
        "what came is in the parts below",
    ))
}

fn summary(found: &Preparation, desk: &Desk<'_>) -> String {
    let late = found.late(desk.as_of).count();
    format!(
        "{} of {} are there{}.",
        found.wanted.len() - found.missing().count(),
        words::plural(found.wanted.len(), "thing"),
        if late > 0 { format!("; {late} should have been by now") } else { String::new() }
    )
}
