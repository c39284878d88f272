//! What comes in the next two quarters, month by month, and the same as events for a calendar.

use super::super::counted::{ground, link};
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Card, Page, Row, Section, Table, Tone};
use super::super::parts::{card, cell, empty, missing, row, section, table};
use super::super::words::{self, text};
use super::record::{alarm, alliance, side};
use crate::insight::dates::{DateKind, Dated, dates};
use crate::portfolio::calendar::Date;

/// The calendar as a file for programs.
pub const FILE: &str = "ledger/calendar.ics";

/// An event of a whole day, for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which event it is, whenever the site is built.
    pub uid: String,
    /// The day.
    pub on: Date,
    /// The day after it.
    pub until: Date,
    /// What it is.
    pub title: String,
    /// With whom, and where it stands.
    pub details: String,
    /// What kind of event.
    pub category: &'static str,
}

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/calendar.html");
    let until = until(desk);
    let all = dates(&ground(desk), until);
    let (kept, shown): (Vec<&Dated>, Vec<&Dated>) = all.iter().partition(|one| one.internal);
    draft.page.subtitle.push(text(format!("Until {}", words::date(until))));
    draft.page.subtitle.push(draft.inline_link("Calendar file (.ics)", FILE));
    draft.page.headline = Some(headline(desk, &all, &shown, until));
    draft.page.cards = cards(desk, &all);
    let months = by_month(&shown);
    draft.page.sections = months
        .iter()
        .map(|(month, dates)| {
            let rows = dates.iter().map(|one| date_row(&draft, desk, one)).collect();
            let title = words::long_date(*month);
            let title = title.split_once(' ').map_or(title.as_str(), |(_, rest)| rest);
            let id = format!("month-{}-{:02}", month.year(), month.month());
            section(&id, title)
                .count(dates.len())
                .block(Block::Table { table: dates_table(&format!("Dates in {title}"), rows) })
        })
        .collect();
    if months.is_empty() {
        draft.page.sections.push(section("ahead", "Dates ahead").block(empty(
            "Nothing is dated ahead",
            "dates come from `due` in `commitments.yaml`, `needed_by` in `decisions.yaml`, `expires_on` in \
             `agreements.yaml`, `every` in `governance.yaml` and `scheduled_on` of reviews, each under `partners/<id>/`",
        )));
    }
    draft.page.sections.extend(among_us(&draft, desk, &kept));
    draft.page
}

/// The last day of the second quarter after the last closed one.
fn until(desk: &Desk<'_>) -> Date {
    desk.portfolio.settings.fiscal_year.last_day(desk.quarter.plus(2))
}

/// The dates as events for a calendar; what must be kept among us stays on the page, for files of this kind are passed
/// on.
pub fn events(desk: &Desk<'_>) -> Vec<Event> {
    let all = dates(&ground(desk), until(desk));
    let shared = all.iter().filter(|one| !one.internal);
    shared
        .map(|one| {
            let partner = partner(desk, one);
            let whose = one.side.map(|side| format!("{}. ", words::capital(&words::label(&side))));
            let late = one.late_since.map(|since| format!("Late since {}. ", words::date(since)));
            Event {
                uid: format!("{}@quarterdeck", one.id),
                on: one.on,
                until: one.on.plus_days(1),
                title: format!("{}: {}, {}", kind(one.kind), one.record.name, partner),
                details: format!(
                    "{}{}See partners/{}/.",
                    whose.unwrap_or_default(),
                    late.unwrap_or_default(),
                    one.record.partner.as_deref().unwrap_or_default()
                ),
                category: kind(one.kind),
            }
        })
        .collect()
}

/// The name of the partner that a date is about.
fn partner<'a>(desk: &Desk<'a>, one: &Dated) -> &'a str {
    let found = one.record.partner.as_ref().and_then(|id| desk.portfolio.partners.get(id));
    found.map_or("", |partner| &partner.profile.name)
}

fn kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Notice => "Last day for notice",
        DateKind::End => "Agreement ends",
        DateKind::Renewal => "Agreement renews itself",
        DateKind::Decision => "Decision needed",
        DateKind::ReviewData => "Figures for the review due",
        DateKind::ReviewPreRead => "Pre-read of the review due",
        DateKind::Review => "Review",
        DateKind::ReviewFollowUp => "Promises of the review opened",
        DateKind::ReviewExpected => "Review expected",
        DateKind::Meeting => "Meeting expected",
        DateKind::Promise => "Promise due",
        DateKind::Obligation => "Obligation due",
        DateKind::ExitStep => "Exit step due",
        DateKind::Fate => "Fix, park or exit decided",
        DateKind::Exit => "Alliance ends",
    }
}

/// Counts all; names the next of those that need not be kept among us.
fn headline(desk: &Desk<'_>, all: &[Dated], shown: &[&Dated], until: Date) -> String {
    if all.is_empty() {
        return format!("Nothing is dated until {}.", words::date(until));
    }
    let soon = all.iter().filter(|one| desk.as_of.days_until(one.on) <= 30).count();
    let next = shown.first().map(|first| {
        let far = words::distance(first.on, desk.as_of);
        format!(" The next: {} with {}, {far}.", kind(first.kind).to_lowercase(), partner(desk, first))
    });
    format!(
        "{} {} ahead until {}, {soon} of them within 30 days.{}",
        words::plural(all.len(), "date"),
        if all.len() == 1 { "lies" } else { "lie" },
        words::date(until),
        next.unwrap_or_default()
    )
}

fn cards(desk: &Desk<'_>, all: &[Dated]) -> Vec<Card> {
    let of = |kinds: &[DateKind]| -> (usize, String) {
        let found: Vec<_> = all.iter().filter(|one| kinds.contains(&one.kind)).collect();
        let soon = found.iter().filter(|one| desk.as_of.days_until(one.on) <= 30).count();
        (found.len(), format!("{soon} within 30 days"))
    };
    let counted = |label: &str, kinds: &[DateKind]| {
        let (count, note) = of(kinds);
        card(label, count.to_string()).note(note)
    };
    let meetings = [DateKind::Review, DateKind::ReviewExpected, DateKind::Meeting];
    let late = all.iter().filter(|one| one.late_since.is_some()).count();
    vec![
        counted("Decisions needed", &[DateKind::Decision]),
        counted("Notice deadlines and ends", &[DateKind::Notice, DateKind::End, DateKind::Renewal]),
        counted("Promises and obligations due", &[DateKind::Promise, DateKind::Obligation]),
        Card { change: alarm(late, "late by their rhythm"), ..counted("Reviews and meetings", &meetings) },
    ]
}

fn by_month<'a>(all: &[&'a Dated]) -> Vec<(Date, Vec<&'a Dated>)> {
    let mut months: Vec<(Date, Vec<&Dated>)> = Vec::new();
    for &one in all {
        match months.last_mut() {
            Some((month, dates)) if (month.year(), month.month()) == (one.on.year(), one.on.month()) => {
                dates.push(one);
            }
            _ => months.push((one.on, vec![one])),
        }
    }
    months
}

/// A table of dates.
pub fn dates_table(caption: &str, rows: Vec<Row>) -> Table {
    let columns =
        [("When", "date"), ("What", "text"), ("Kind", "text"), ("Alliance", "text"), ("Side", "text")];
    table(caption, &columns, rows)
}

/// A row on a date, loud if it is late.
pub fn date_row(draft: &Draft, desk: &Desk<'_>, one: &Dated) -> Row {
    let kind = text(kind(one.kind));
    let kind = match (one.kind, one.late_since) {
        (_, Some(since)) => kind.tone(Tone::Bad).note(format!("late since {}", words::date(since))),
        (DateKind::Notice | DateKind::End, None) => kind.tone(Tone::Watch),
        _ => kind,
    };
    let found = one.record.partner.as_ref().and_then(|id| desk.portfolio.partners.get(id));
    row(
        None,
        vec![
            cell(text(words::date(one.on)).note(words::distance(one.on, desk.as_of))),
            cell(link(draft, &one.record)),
            cell(kind),
            found.map_or_else(|| missing(""), |partner| alliance(draft, partner)),
            one.side.map_or_else(|| missing(""), |whose| cell(side(whose))),
        ],
    )
}

/// What is marked internal, and exits of which the partner has had no notice.
fn among_us(draft: &Draft, desk: &Desk<'_>, kept: &[&Dated]) -> Option<Section> {
    if kept.is_empty() {
        return None;
    }
    let rows = kept.iter().map(|one| date_row(draft, desk, one)).collect();
    Some(
        section("among-us", "Among us")
            .internal()
            .count(kept.len())
            .lead("Marked internal, or an exit that no notice was given of. These stay out of the calendar file.")
            .block(Block::Table { table: dates_table("Dates to be kept among us", rows) }),
    )
}
