//! The rhythm of forums: when each met, and where the silence was too long.

use super::super::super::counted::{href, link};
use super::super::super::desk::{Desk, Draft};
use super::super::super::figure::{CadenceGap, CadenceLane, CadenceMeeting, CadenceStrip};
use super::super::super::page::{Block, Cell, Figure, Row, Table, Tone};
use super::super::super::parts::{cell, empty, missing, number_cell, row, table};
use super::super::super::words::{self, text};
use crate::insight::health::cadence::{Forum, Gap, QUARTERS, Rhythm};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;

/// What is planned is drawn for so many quarters after this one.
const AHEAD: i32 = 3;

/// So many times too long in a lane are all labelled.
const LABELLED: usize = 2;

/// So many times too long are told in the table, the longest.
const TOLD: usize = 3;

/// When forums met.
pub fn blocks(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, rhythms: &[Rhythm]) -> Vec<Block> {
    if rhythms.is_empty() {
        return vec![empty(
            "Nothing says how often the two should meet",
            format!(
                "write who meets how often into `partners/{}/governance.yaml`, or give the tier its `cadences:` in `playbook.yaml`",
                partner.id
            ),
        )];
    }
    let fiscal = desk.portfolio.settings.fiscal_year;
    let now = fiscal.quarter_of(desk.as_of);
    let from = fiscal.first_day(fiscal.last_closed(desk.as_of).plus(1 - QUARTERS));
    let planned = || rhythms.iter().flat_map(|rhythm| &rhythm.planned).map(|(on, _)| *on);
    let horizon = fiscal.last_day(now.plus(AHEAD));
    let to = planned().filter(|&on| on <= horizon).fold(fiscal.last_day(now), Date::max);
    let later = match planned().filter(|&on| on > horizon).count() {
        0 => String::new(),
        later => format!(" Planned after {} and not drawn: {later}.", words::date(horizon)),
    };
    let title = message(desk, rhythms);
    let subtitle = format!(
        "Dates since {}, with the rhythm that was asked for. A body may run half over its own rhythm; reviews and contacts may not run over what the playbook asks of the tier.{later}",
        words::date(from)
    );
    let lanes = rhythms.iter().map(|rhythm| lane(draft, rhythm)).collect();
    let figure = draft.figure(Figure::CadenceStrip(CadenceStrip {
        lanes,
        days: desk.day_axis(from, to, 1),
        summary: format!("{title}; the dates stand in the table"),
    }));
    let table = numbers(draft, rhythms);
    vec![Block::Figure { title, subtitle, figure, table: Some(table) }]
}

/// The silence that is too long today and has lasted longest against its rhythm, in words.
pub fn longest_silence(desk: &Desk<'_>, rhythms: &[Rhythm]) -> Option<String> {
    let silent = |rhythm: &Rhythm| {
        let gap = rhythm.gaps.iter().find(|gap| gap.open && gap.too_long)?;
        Some((
            gap.days() * 100 / rhythm.every.days().max(1),
            gap.from,
            rhythm.forum,
            rhythm.record.name.clone(),
        ))
    };
    let (_, since, forum, name) = rhythms.iter().filter_map(silent).max()?;
    let since = words::plural(since.days_until(desk.as_of).unsigned_abs() as usize, "day");
    Some(match forum {
        Forum::Body(_) => format!("{name} has not met for {since}"),
        Forum::Reviews => format!("no review was held for {since}"),
        Forum::Contacts => format!("nobody spoke with anybody for {since}"),
    })
}

/// Who waits too long today, and which forum kept its dates worst.
fn message(desk: &Desk<'_>, rhythms: &[Rhythm]) -> String {
    let silence = longest_silence(desk, rhythms);
    let today = silence.unwrap_or_else(|| "nobody is waiting too long today".to_owned());
    let worst = rhythms.iter().filter(|rhythm| rhythm.kept().0 < rhythm.kept().1).min_by_key(|rhythm| {
        let (kept, due) = rhythm.kept();
        (kept * 1000 / due.max(1), std::cmp::Reverse(due))
    });
    let worst = worst.map(|rhythm| {
        let (kept, due) = rhythm.kept();
        format!("{} kept {kept} of {} in time", rhythm.record.name, words::plural(due, "date"))
    });
    let kept = worst.unwrap_or_else(|| "all that were due came in time".to_owned());
    words::capital(&format!("{today}; {kept}"))
}

fn kept_words(rhythm: &Rhythm) -> String {
    match rhythm.kept() {
        (_, 0) => "none due yet".to_owned(),
        (kept, due) => format!("{kept} of {due}"),
    }
}

fn days(gap: &Gap) -> String {
    words::plural(gap.days().unsigned_abs() as usize, "day")
}

fn lane(draft: &Draft, rhythm: &Rhythm) -> CadenceLane {
    let meeting = |planned: bool, on: Date, record| CadenceMeeting {
        date: on.civil(),
        planned,
        label: format!("{}{}", words::date(on), if planned { ", planned" } else { "" }),
        href: Some(href(draft, record)),
    };
    let met = rhythm.met.iter().map(|(on, record)| meeting(false, *on, record));
    let ahead = rhythm.planned.iter().map(|(on, record)| meeting(true, *on, record));
    let long: Vec<&Gap> = rhythm.gaps.iter().filter(|gap| gap.too_long).collect();
    // Many numbers side by side cannot be read; the longest is the one to know.
    let longest = rhythm.longest().map(Gap::days);
    let says = |gap: &Gap| long.len() <= LABELLED || Some(gap.days()) == longest;
    CadenceLane {
        name: rhythm.record.name.clone(),
        href: Some(href(draft, &rhythm.record)),
        asked: asked_words(rhythm),
        meetings: met.chain(ahead).collect(),
        gaps: long
            .iter()
            .map(|gap| CadenceGap {
                from: gap.from.civil(),
                to: gap.to.civil(),
                words: if says(gap) { days(gap) } else { String::new() },
            })
            .collect(),
    }
}

fn asked_words(rhythm: &Rhythm) -> String {
    let every = rhythm.every.rhythm();
    match (rhythm.ended_on, rhythm.kept()) {
        (Some(on), _) => format!("ended {}", words::date(on)),
        (None, (_, 0)) => format!("{every}, none due yet"),
        (None, (kept, due)) => format!("{every}, {kept} of {due} in time"),
    }
}

fn numbers(draft: &Draft, rhythms: &[Rhythm]) -> Table {
    let rows = rhythms.iter().map(|rhythm| numbers_row(draft, rhythm)).collect();
    table(
        "Rhythm of each forum",
        &[
            ("Forum", "text"),
            ("In time", "number"),
            ("Last met", "text"),
            ("Too long", "text"),
            ("Late now", "number"),
        ],
        rows,
    )
}

fn numbers_row(draft: &Draft, rhythm: &Rhythm) -> Row {
    let last = match rhythm.met.last() {
        Some((on, record)) => cell(text(words::date(*on)).to(href(draft, record))),
        None => missing("no date on record"),
    };
    let late = match (rhythm.ended_on, rhythm.overdue_days) {
        (Some(_), _) => missing("ended"),
        (None, 0) => number_cell("no"),
        (None, late) => number_cell(words::plural(late.unsigned_abs() as usize, "day")),
    };
    row(
        None,
        vec![
            cell(link(draft, &rhythm.record).note(rhythm.every.rhythm())),
            number_cell(kept_words(rhythm)),
            last,
            too_long(rhythm),
            late,
        ],
    )
}

/// The longest times without a meeting among those that were too long.
fn too_long(rhythm: &Rhythm) -> Cell {
    let mut long: Vec<&Gap> = rhythm.gaps.iter().filter(|gap| gap.too_long).collect();
    if long.is_empty() {
        return missing("never");
    }
    long.sort_by_key(|gap| (std::cmp::Reverse(gap.days()), gap.from));
    let mut lines: Vec<_> = long
        .iter()
        .take(TOLD)
        .map(|gap| {
            let until =
                if gap.open { "until today".to_owned() } else { format!("until {}", words::date(gap.to)) };
            text(days(gap)).tone(Tone::Bad).note(until)
        })
        .collect();
    if long.len() > TOLD {
        lines.push(text(format!("and {} more", long.len() - TOLD)).tone(Tone::Muted));
    }
    Cell::Text { lines }
}
