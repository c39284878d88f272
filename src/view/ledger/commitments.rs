//! Every promise of every alliance: the overdue first, then those ahead, then what became of the others.

use std::collections::BTreeMap;

use super::super::counted::ground;
use super::super::desk::{Desk, Draft};
use super::super::numbers::promises::{bar, message};
use super::super::page::{Block, Card, Cell, Figure, Page, Section, Table, Tone};
use super::super::partner::ledger::{occasion, promise};
use super::super::parts::{card, cell, date_cell, due_cell, empty, section, table, table_or_empty};
use super::super::words::{self, text};
use super::record::{Of, alarm, all, alliance, count_of, is, link, owner, row_of, side};
use crate::insight::promises::{SidePromises, ledgers, total};
use crate::insight::spread::percent;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::commitment::{Closing, Commitment, PromiseOutcome};
use crate::view::figure::PromiseBars;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, super::PATH);
    let promises = all(desk, |partner| &partner.commitments);
    if promises.is_empty() {
        draft.page.headline = Some("No promise is on record yet.".to_owned());
        draft.page.sections = vec![section("promises", "Promises").block(empty(
            "No promise noted yet",
            "write who promised what, and by when, into `partners/<id>/commitments.yaml`",
        ))];
        return draft.page;
    }
    let (mut overdue, mut open): (Vec<_>, Vec<_>) = promises
        .iter()
        .copied()
        .filter(|(_, one)| one.closed.is_none())
        .partition(|(_, one)| one.days_overdue(desk.as_of) > 0);
    for list in [&mut overdue, &mut open] {
        list.sort_by_key(|(partner, one)| {
            (one.due_now().is_none(), one.due_now(), &partner.profile.name, one.id.as_str())
        });
    }
    let ledgers = ledgers(&ground(desk));
    let sides = (total(&ledgers, |one| &one.ours), total(&ledgers, |one| &one.theirs));
    draft.page.headline = Some(headline(desk, &overdue, &open));
    draft.page.cards = cards(&overdue, &open, &sides);
    draft.page.sections = vec![
        section("overdue", "Overdue").count(overdue.len()).lead("The longest overdue first.").block(
            table_or_empty(
                open_table(&draft, desk, "Overdue promises, the longest overdue first", &overdue),
                "Nothing is overdue",
                "every open promise is still within its date",
            ),
        ),
        section("open", "Open").count(open.len()).lead("The first due first.").block(table_or_empty(
            open_table(&draft, desk, "Open promises, the first due first", &open),
            "Nothing else is open",
            "what was promised and is done stands below",
        )),
        kept(&mut draft, desk, &sides),
        closed(&draft, desk, &promises),
    ];
    draft.page
}

fn headline(desk: &Desk<'_>, overdue: &[Of<'_, Commitment>], open: &[Of<'_, Commitment>]) -> String {
    let all = overdue.len() + open.len();
    let oldest = overdue.first().map(|(partner, one)| {
        let days = one.days_overdue(desk.as_of) as usize;
        format!(", the oldest for {}, with {}", words::plural(days, "day"), partner.profile.name)
    });
    let soon = open.iter().filter(|(_, one)| due_soon(one, desk.as_of)).count();
    let soon = match soon {
        0 => "Nothing more is due within 30 days.".to_owned(),
        count => format!("{} more {} due within 30 days.", count_of(count), is(count)),
    };
    format!(
        "{} of {} {} overdue{}. {soon}",
        count_of(overdue.len()),
        words::plural(all, "open promise"),
        is(overdue.len()),
        oldest.unwrap_or_default()
    )
}

fn due_soon(one: &Commitment, as_of: Date) -> bool {
    one.due_now().is_some_and(|due| (0..=30).contains(&as_of.days_until(due)))
}

fn cards(
    overdue: &[Of<'_, Commitment>],
    open: &[Of<'_, Commitment>],
    (ours, theirs): &(SidePromises, SidePromises),
) -> Vec<Card> {
    let late = |side: &SidePromises| side.counts.overdue;
    let undated = open.iter().filter(|(_, one)| one.due_now().is_none()).count();
    let undated =
        if undated > 0 { format!("{undated} without a date") } else { "all with a date".to_owned() };
    let rate = |label: &str, side: &SidePromises| {
        let rate = percent(side.in_time(), side.due())
            .map_or_else(|| words::DASH.to_owned(), |rate| format!("{}%", words::decimal(rate, 0)));
        let note = match side.due() {
            0 => "none due yet".to_owned(),
            due => format!("{} of {due} due", side.in_time()),
        };
        card(label, rate).note(note).to("#kept")
    };
    vec![
        card("Overdue", overdue.len().to_string())
            .note(format!("{} of ours, {} of theirs", late(ours), late(theirs)))
            .to("#overdue"),
        card("Open, within the date", open.len().to_string()).note(undated).to("#open"),
        Card { change: alarm(late(ours), "overdue"), ..rate("Ours kept in time", ours) },
        Card { change: alarm(late(theirs), "overdue"), ..rate("Theirs kept in time", theirs) },
    ]
}

fn open_table(draft: &Draft, desk: &Desk<'_>, caption: &str, promises: &[Of<'_, Commitment>]) -> Table {
    let rows = promises
        .iter()
        .map(|&(partner, one)| {
            let promise = link(draft, partner, one.id.as_str(), promise(one));
            let mut what = vec![promise.note(moved(one).unwrap_or_default())];
            what.extend(one.made_at.as_ref().map(|at| occasion(draft, partner, at.as_str())));
            row_of(
                partner,
                one.id.as_str(),
                vec![
                    Cell::Text { lines: what },
                    alliance(draft, partner),
                    cell(side(one.side)),
                    owner(one.owner.as_ref(), |owner| desk.anyone(partner, owner)),
                    due_cell(one.due_now(), false, desk.as_of),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    table(
        caption,
        &[("Promise", "text"), ("Alliance", "text"), ("Side", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    )
}

/// Every move of a due date, with its reason.
fn moved(one: &Commitment) -> Option<String> {
    if one.moves.is_empty() {
        return None;
    }
    let first = one.due.map(|due| format!("first due {}", words::date(due)));
    let moves = one.moves.iter().map(|moved| {
        let reason = moved.reason.clone().unwrap_or_else(|| "no reason given".to_owned());
        format!("moved to {}: {}", words::date(moved.to), reason.trim_end_matches('.'))
    });
    Some(first.into_iter().chain(moves).collect::<Vec<_>>().join("; "))
}

fn kept(draft: &mut Draft, desk: &Desk<'_>, (ours, theirs): &(SidePromises, SidePromises)) -> Section {
    let title = message(ours, theirs);
    let figure = draft.figure(Figure::PromiseBars(PromiseBars {
        rows: vec![bar("Ours", ours), bar("Theirs", theirs)],
        summary: format!("{title}; the promises stand in the tables of this page"),
    }));
    section("kept", "Kept, by side").block(Block::Figure {
        title,
        subtitle: format!(
            "All promises on record as of {}; due is what was kept, given up or is overdue; what both promised counts for each",
            words::date(desk.as_of)
        ),
        figure,
        table: None,
    })
}

/// What became of the others: since the last but one closed quarter at once, older ones quarter by quarter.
fn closed(draft: &Draft, desk: &Desk<'_>, promises: &[Of<'_, Commitment>]) -> Section {
    let year = desk.portfolio.settings.fiscal_year;
    let since = year.first_day(desk.quarter.plus(-1));
    let mut recent: Vec<(Of<'_, Commitment>, &Closing)> = Vec::new();
    let mut older: BTreeMap<Quarter, Vec<(Of<'_, Commitment>, &Closing)>> = BTreeMap::new();
    for &(partner, one) in promises {
        match &one.closed {
            Some(closing) if closing.on >= since => recent.push(((partner, one), closing)),
            Some(closing) => {
                older.entry(year.quarter_of(closing.on)).or_default().push(((partner, one), closing));
            }
            None => {}
        }
    }
    let all = recent.len() + older.values().map(Vec::len).sum::<usize>();
    let section = section("closed", "Closed").count(all);
    if all == 0 {
        return section.block(empty(
            "No promise was closed yet",
            "say how one ended under `closed:` in `partners/<id>/commitments.yaml`",
        ));
    }
    let section = section
        .lead(format!("Since {}, the latest first; older ones by quarter below.", words::date(since)))
        .block(table_or_empty(
            closed_table(draft, desk, "Promises closed lately, the latest first", recent),
            "None closed in these two quarters",
            "older ones stand below",
        ));
    section.blocks(older.into_iter().rev().map(|(quarter, promises)| Block::Details {
        summary: format!("{quarter}: {} closed", words::plural(promises.len(), "promise")),
        blocks: vec![Block::Table {
            table: closed_table(
                draft,
                desk,
                &format!("Promises closed in {quarter}, the latest first"),
                promises,
            ),
        }],
    }))
}

fn closed_table(
    draft: &Draft,
    desk: &Desk<'_>,
    caption: &str,
    mut promises: Vec<(Of<'_, Commitment>, &Closing)>,
) -> Table {
    promises.sort_by_key(|((partner, one), closing)| {
        (std::cmp::Reverse(closing.on), &partner.profile.name, one.id.as_str())
    });
    let rows = promises
        .into_iter()
        .map(|((partner, one), closing)| {
            let late = one.due.is_some_and(|due| due < closing.on);
            let (word, tone, why) = match closing.outcome {
                PromiseOutcome::Kept if late => ("Kept, late", Tone::Watch, &closing.evidence),
                PromiseOutcome::Kept => ("Kept", Tone::Good, &closing.evidence),
                PromiseOutcome::Dropped => ("Dropped", Tone::Bad, &closing.reason),
            };
            let what =
                link(draft, partner, one.id.as_str(), promise(one)).note(moved(one).unwrap_or_default());
            row_of(
                partner,
                one.id.as_str(),
                vec![
                    cell(what),
                    alliance(draft, partner),
                    cell(side(one.side)),
                    cell(text(word).tone(tone).note(why.clone().unwrap_or_default())),
                    date_cell(Some(closing.on)),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    table(
        caption,
        &[
            ("Promise", "text"),
            ("Alliance", "text"),
            ("Side", "text"),
            ("Outcome", "text"),
            ("Closed", "date"),
        ],
        rows,
    )
}
