//! Safe arrival: where each objective will land, if its figures go on as they did in the last four quarters.

use super::super::desk::Desk;
use super::super::page::{Cell, Inline, Section, Tone};
use super::super::parts::{cell, due_cell, missing, row, section, table, table_or_empty, words_cell};
use super::super::words::{self, text};
use crate::insight::arrival::{Landing, landing};
use crate::portfolio::Partner;
use crate::scorecard::Scores;

/// The open objectives of the plan, each with where its figures lead.
pub fn section_of(desk: &Desk<'_>, partner: &Partner, scores: &Scores) -> Section {
    let plan = partner.plan.iter();
    let open = plan
        .flat_map(|plan| &plan.objectives)
        .filter(|one| one.reached_on.is_none() && one.dropped_on.is_none());
    let year = desk.portfolio.settings.fiscal_year;
    let rows = open
        .map(|one| {
            let due = one.due.map(|due| year.quarter_of(due));
            let lines: Vec<Inline> = one
                .metrics
                .iter()
                .filter_map(|id| scores.series.iter().find(|series| *id == series.metric.id))
                .filter_map(|series| landing(series, desk.quarter, due?))
                .map(|landing| said(&landing))
                .collect();
            let lands = match (lines.is_empty(), due, one.metrics.is_empty()) {
                (false, ..) => Cell::Text { lines },
                (true, None, _) => missing("no due date"),
                (true, _, true) => missing("no metric shows it"),
                (true, _, false) => missing("too few figures"),
            };
            row(
                None,
                vec![
                    cell(text(&one.text)),
                    lands,
                    words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                    due_cell(one.due, false, desk.as_of),
                ],
            )
        })
        .collect();
    let table = table(
        "Where each objective lands at the rate of the last four quarters",
        &[("Objective", "text"), ("At today's rate", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    );
    section("arrival", "Safe arrival")
        .lead("If the figures go on as in the last four quarters: amounts by their mean, levels by their mean change.")
        .block(table_or_empty(
            table,
            "No open objective",
            &format!("add `objectives:` to `partners/{}/plan.md`", partner.id),
        ))
}

fn said(landing: &Landing<'_>) -> Inline {
    let metric = &landing.series.metric;
    let figure = |number| words::figure(metric, landing.series.currency, number);
    let expected = format!("{}: {} by {}", metric.name, figure(landing.expected), landing.by);
    lands(expected, landing.target.map(figure), landing.arrives())
}

/// Where a metric lands, against its target.
pub fn lands(expected: String, target: Option<String>, arrives: Option<bool>) -> Inline {
    let Some(target) = target else { return text(expected).note("no target for then") };
    let note = format!("target {target}");
    match arrives {
        Some(true) => text(expected).note(format!("{note}: arrives")),
        Some(false) => text(expected).tone(Tone::Bad).note(format!("{note}: falls short")),
        None => text(expected).note(note),
    }
}
