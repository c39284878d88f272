//! The dates of all agreements in the next six quarters, one lane an alliance.

use super::super::desk::{Desk, Draft, partner_path};
use super::super::figure::{Lane, Mark, MarkKind, Timeline};
use super::super::page::{Block, Figure, Row};
use super::super::partner::terms::agreement_name;
use super::super::parts::{cell, row, table};
use super::super::words::{self, text};
use super::record::{Of, alliance, link};
use crate::portfolio::Partner;
use crate::portfolio::agreement::{Agreement, Renewal};
use crate::portfolio::calendar::Date;

/// How many quarters are shown, the present one among them.
const QUARTERS: i32 = 6;

/// A date ahead.
struct Ahead<'a> {
    on: Date,
    kind: MarkKind,
    what: &'static str,
    partner: &'a Partner,
    agreement: &'a Agreement,
}

/// The drawing; nothing where no date lies ahead.
pub fn block(draft: &mut Draft, desk: &Desk<'_>, force: &[Of<'_, Agreement>]) -> Option<Block> {
    let year = desk.portfolio.settings.fiscal_year;
    let now = year.quarter_of(desk.as_of);
    let to = year.last_day(now.plus(QUARTERS - 1));
    let mut dates: Vec<Ahead<'_>> = force.iter().flat_map(|&one| ahead(one)).collect();
    dates.retain(|date| (desk.as_of..=to).contains(&date.on));
    dates.sort_by_key(|date| (date.on, &date.partner.id, date.agreement.id.as_str(), date.kind));
    let first = dates.first()?;
    let title = format!(
        "Next: {}, {}, {}, {}",
        first.what,
        first.partner.profile.name,
        words::date(first.on),
        words::distance(first.on, desk.as_of)
    );
    let mut lanes: Vec<Lane> = Vec::new();
    for date in &dates {
        let href = draft.href(&partner_path(&date.partner.id));
        let label = format!("{}: {}", words::capital(date.what), agreement_name(date.agreement));
        let mark = Mark { date: date.on.civil(), kind: date.kind, label };
        match lanes.iter_mut().find(|lane| lane.href.as_ref() == Some(&href)) {
            Some(lane) => lane.marks.push(mark),
            None => lanes.push(Lane {
                name: date.partner.profile.name.clone(),
                href: Some(href),
                marks: vec![mark],
            }),
        }
    }
    let rows: Vec<Row> = dates
        .iter()
        .map(|date| {
            let name = agreement_name(date.agreement);
            row(
                None,
                vec![
                    cell(text(words::date(date.on)).note(words::distance(date.on, desk.as_of))),
                    cell(text(words::capital(date.what))),
                    cell(link(draft, date.partner, date.agreement.id.as_str(), name)),
                    alliance(draft, date.partner),
                ],
            )
        })
        .collect();
    let figure = draft.figure(Figure::Timeline(Timeline {
        lanes,
        days: desk.day_axis(year.first_day(now), to, 1),
        summary: format!("{title}; the dates stand in the table"),
    }));
    let subtitle =
        format!("Last days for notice and ends of agreements in force, {now} to {}", now.plus(QUARTERS - 1));
    let table = table(
        "Dates of agreements ahead, the next first",
        &[("When", "date"), ("What", "text"), ("Agreement", "text"), ("Alliance", "text")],
        rows,
    );
    Some(Block::Figure { title, subtitle, figure, table: Some(table) })
}

fn ahead<'a>((partner, agreement): Of<'a, Agreement>) -> impl Iterator<Item = Ahead<'a>> {
    let agreement = &agreement.value;
    let renews = agreement.renewal == Some(Renewal::Auto) && agreement.notice_given_on.is_none();
    let end = if renews { "renewal" } else { "end" };
    let notice = agreement.notice_deadline().map(|on| (on, MarkKind::NoticeDeadline, "last day for notice"));
    let end = agreement.expires_on.map(|on| (on, MarkKind::Renewal, end));
    notice.into_iter().chain(end).map(move |(on, kind, what)| Ahead { on, kind, what, partner, agreement })
}
