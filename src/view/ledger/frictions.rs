//! Issues by their kind: what keeps rubbing, and how long it takes to settle (P72).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::desk::{Desk, Draft};
use super::super::figure::{Funnel, FunnelBar};
use super::super::page::{Block, Figure, Section};
use super::super::parts::{cell, empty, missing, number_cell, row, section, table};
use super::super::words::{self, text};
use super::record::{Of, all};
use crate::insight::spread::spread;
use crate::portfolio::issue::Issue;

/// How far back settled issues count.
const DAYS: i64 = 365;

/// What was found of a kind.
#[derive(Default)]
struct Kind {
    open: u32,
    settled: u32,
    days: Vec<Decimal>,
}

/// The section.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>) -> Section {
    let section = section("frictions", "What keeps rubbing");
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    let issues: Vec<Of<'_, Issue>> = all(desk, |partner| &partner.issues);
    for (_, issue) in issues {
        let kind = || words::capital(&words::label(&issue.kind));
        match issue.resolved_on {
            None => kinds.entry(kind()).or_default().open += 1,
            Some(on) if on.days_until(desk.as_of) <= DAYS => {
                let kind = kinds.entry(kind()).or_default();
                kind.settled += 1;
                kind.days.push(Decimal::from(issue.raised_on.days_until(on).max(0)));
            }
            Some(_) => {}
        }
    }
    if kinds.is_empty() {
        return section.block(empty(
            "No issue is open or was settled within a year",
            "note what rubs, with its `kind`, in `partners/<id>/issues.yaml`",
        ));
    }
    let mut kinds: Vec<(String, Kind)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(name, kind)| (std::cmp::Reverse(kind.open + kind.settled), name.clone()));
    let total: u32 = kinds.iter().map(|(_, kind)| kind.open + kind.settled).sum();
    let (most, first) = &kinds[0];
    let title =
        format!("{most} comes first, with {} of {} issues in a year", first.open + first.settled, total);
    let median =
        |kind: &Kind| spread(kind.days.iter().copied()).map(|spread| words::decimal(spread.median, 0));
    let stages = kinds
        .iter()
        .map(|(name, kind)| FunnelBar {
            name: name.clone(),
            href: None,
            first: kind.open,
            second: kind.settled,
            conversion: median(kind)
                .map(|days| format!("settled after {days} days, median"))
                .unwrap_or_default(),
        })
        .collect();
    let rows = kinds
        .iter()
        .map(|(name, kind)| {
            row(
                None,
                vec![
                    cell(text(name)),
                    number_cell(kind.open.to_string()),
                    number_cell(kind.settled.to_string()),
                    median(kind).map_or_else(|| missing("none settled"), number_cell),
                ],
            )
        })
        .collect();
    let table = table(
        "Issues by kind, the most first",
        &[
            ("Kind", "text"),
            ("Open", "number"),
            ("Settled within a year", "number"),
            ("Days to settle, median", "number"),
        ],
        rows,
    );
    let figure = draft.figure(Figure::Funnel(Funnel {
        first: "open".to_owned(),
        second: "settled within a year".to_owned(),
        stages,
        outcomes_title: String::new(),
        outcomes: Vec::new(),
        summary: format!("{title}; the numbers stand in the table"),
    }));
    let subtitle = format!(
        "Issues of all alliances by kind, open today or settled since {}",
        words::date(desk.as_of.plus_days(-DAYS))
    );
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}
