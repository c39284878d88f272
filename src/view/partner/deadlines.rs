//! Dates of agreements ahead: the last days for notice, ends and renewals, and what is owed when.

use super::super::desk::{Desk, Draft};
use super::super::figure::{Lane, Mark, MarkKind, MilestoneState, Timeline};
use super::super::page::{Block, Figure};
use super::super::parts::{cell, row, table};
use super::super::words::{self, text};
use super::terms::agreement_name;
use crate::portfolio::Partner;
use crate::portfolio::agreement::{Agreement, Renewal};
use crate::portfolio::calendar::Date;
use crate::portfolio::words::Side;

/// How many quarters ahead are shown at least and at most.
const QUARTERS: std::ops::RangeInclusive<i32> = 4..=12;

/// A date ahead.
struct Ahead<'a> {
    on: Date,
    kind: MarkKind,
    /// What happens, within a sentence.
    what: String,
    /// The same in a few words of ours, for the message.
    short: &'static str,
    agreement: &'a Agreement,
    /// The anchor of the record that it comes from.
    anchor: String,
}

/// The dates ahead as a drawing; nothing where no agreement in force has one.
pub fn timeline(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Option<Block> {
    let agreements = partner.agreements.iter().map(|item| &item.value);
    let mut dates: Vec<Ahead<'_>> =
        agreements.filter(|one| one.in_force(desk.as_of)).flat_map(ahead).collect();
    dates.retain(|date| date.on >= desk.as_of);
    dates.sort_by(|a, b| (a.on, &a.anchor, &a.what).cmp(&(b.on, &b.anchor, &b.what)));
    let (first, last) = (dates.first()?, dates.last()?);
    let year = desk.portfolio.settings.fiscal_year;
    let now = year.quarter_of(desk.as_of);
    let reach = (0..*QUARTERS.end()).find(|&ahead| year.last_day(now.plus(ahead)) >= last.on);
    let reach = reach.map_or(*QUARTERS.end(), |ahead| (ahead + 1).max(*QUARTERS.start()));
    let title = format!(
        "Next: {}, {}, {}, {}",
        first.short,
        agreement_name(first.agreement),
        words::date(first.on),
        words::distance(first.on, desk.as_of)
    );
    let to = year.last_day(now.plus(reach - 1));
    let mut lanes: Vec<(String, Lane)> = Vec::new();
    for date in dates.iter().filter(|date| date.on <= to) {
        let id = date.agreement.id.to_string();
        let mark = Mark { date: date.on.civil(), kind: date.kind, label: words::capital(&date.what) };
        match lanes.iter_mut().find(|(known, _)| *known == id) {
            Some((_, lane)) => lane.marks.push(mark),
            None => {
                // By the id, which stands beside the name in the table: names are long and alike.
                lanes.push((
                    id.clone(),
                    Lane { name: id.clone(), href: Some(format!("#{id}")), marks: vec![mark] },
                ));
            }
        }
    }
    let rows = dates
        .iter()
        .map(|date| {
            row(
                None,
                vec![
                    cell(text(words::date(date.on)).note(words::distance(date.on, desk.as_of))),
                    cell(text(words::capital(&date.what)).to(format!("#{}", date.anchor))),
                    cell(text(agreement_name(date.agreement))),
                ],
            )
        })
        .collect();
    let step = if reach > 6 { 2 } else { 1 };
    let figure = draft.figure(Figure::Timeline(Timeline {
        lanes: lanes.into_iter().map(|(_, lane)| lane).collect(),
        days: desk.day_axis(year.first_day(now), to, step),
        summary: format!("{title}; the dates stand in the table"),
    }));
    let later = dates.iter().filter(|date| date.on > to).count();
    let later = if later > 0 { format!("; {later} later, in the table only") } else { String::new() };
    let subtitle = format!(
        "Last days for notice, ends and renewals, and what is owed, {now} to {}{later}",
        now.plus(reach - 1)
    );
    let table = table(
        "Dates of agreements ahead, the next first",
        &[("When", "date"), ("What", "text"), ("Agreement", "text")],
        rows,
    );
    Some(Block::Figure { title, subtitle, figure, table: Some(table) })
}

fn ahead(agreement: &Agreement) -> Vec<Ahead<'_>> {
    let of = |on: Date, kind: MarkKind, what: &'static str| Ahead {
        on,
        kind,
        what: what.to_owned(),
        short: what,
        agreement,
        anchor: agreement.id.to_string(),
    };
    let renews = agreement.renewal == Some(Renewal::Auto) && agreement.notice_given_on.is_none();
    let end = if renews { "renewal" } else { "end" };
    let notice =
        agreement.notice_deadline().map(|on| of(on, MarkKind::NoticeDeadline, "last day for notice"));
    let end = agreement.expires_on.map(|on| of(on, MarkKind::Renewal, end));
    let owed = agreement.obligations.iter().filter_map(|owed| {
        Some(Ahead {
            on: owed.next_due(agreement.effective_on)?,
            kind: MarkKind::Milestone(MilestoneState::Due),
            what: format!("“{}” due", owed.text),
            short: match owed.side {
                Side::Ours => "what we owe falls due",
                Side::Theirs => "what they owe falls due",
                Side::Joint => "what both owe falls due",
            },
            agreement,
            anchor: owed.id.to_string(),
        })
    });
    notice.into_iter().chain(end).chain(owed).collect()
}
