//! What was heard and what was done about it, over all alliances.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::desk::{Desk, Draft};
use super::super::page::{Card, Page, Section, Tone};
use super::super::parts::{card, cell, date_cell, row, section, table, table_or_empty};
use super::super::words::{self, text};
use super::record::{Noted, alarm, alliance, at, count_of, entries, is, lately};
use crate::insight::spread::spread;
use crate::portfolio::log::{Entry, Listening};

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/listening.html");
    let mut heard = entries(desk, listening, |one| one.on);
    // What waits for an answer first, the longest waiting first; the rest stays the latest first.
    heard.sort_by_key(|(_, one)| (one.closed_on.is_some(), one.closed_on.is_none().then_some(one.on)));
    draft.page.headline = Some(headline(desk, &heard));
    draft.page.cards = cards(desk, &heard);
    draft.page.sections = vec![heard_section(&draft, desk, &heard)];
    draft.page
}

fn waiting(heard: &[Noted<'_, Listening>]) -> usize {
    heard.iter().filter(|(_, one)| one.closed_on.is_none()).count()
}

/// The entry, if it is of this kind.
fn listening(entry: &Entry) -> Option<&Listening> {
    match entry {
        Entry::Listening(one) => Some(one),
        _ => None,
    }
}

fn headline(desk: &Desk<'_>, heard: &[Noted<'_, Listening>]) -> String {
    let Some((_, first)) = heard.first() else {
        return "Nothing that we heard is on record yet.".to_owned();
    };
    let open = waiting(heard);
    let oldest = first.closed_on.is_none().then(|| {
        format!(", the oldest for {}", words::plural(first.on.days_until(desk.as_of) as usize, "day"))
    });
    format!(
        "{} of {} that we heard {} still without an answer to whoever said it{}.",
        count_of(open),
        words::plural(heard.len(), "thing"),
        is(open),
        oldest.unwrap_or_default()
    )
}

fn cards(desk: &Desk<'_>, heard: &[Noted<'_, Listening>]) -> Vec<Card> {
    let since = lately(desk);
    let recent = heard.iter().filter(|(_, one)| one.on >= since).count();
    let done = heard.iter().filter(|(_, one)| one.did.is_some()).count();
    let answered = heard.iter().filter_map(|(_, one)| Some(Decimal::from(one.on.days_until(one.closed_on?))));
    let days = spread(answered);
    let heard_from: BTreeSet<&str> = heard.iter().map(|(partner, _)| partner.id.as_str()).collect();
    vec![
        Card {
            change: alarm(waiting(heard), "without an answer"),
            ..card("Heard", heard.len().to_string())
                .note(format!("{recent} since {}", words::date(since)))
                .to("#listening")
        },
        card("Something was done", done.to_string()).note(format!("of {}", heard.len())).to("#listening"),
        card(
            "Median days to the answer",
            days.map_or_else(|| words::DASH.to_owned(), |days| words::decimal(days.median, 0)),
        )
        .note(days.map_or_else(
            || "none was answered yet".to_owned(),
            |days| format!("of {} answered, {} at most", days.n, words::decimal(days.high, 0)),
        )),
        card("Alliances heard", heard_from.len().to_string())
            .note(format!("of {}", desk.portfolio.partners.len())),
    ]
}

fn heard_section(draft: &Draft, desk: &Desk<'_>, heard: &[Noted<'_, Listening>]) -> Section {
    let rows = heard
        .iter()
        .map(|&(partner, one)| {
            let channel = one.channel.as_ref().map(|id| desk.channel(id));
            let from = one.from.as_ref().map(|from| desk.anyone(partner, from));
            let note = words::known([Some(one.theme.clone()), from, channel], " · ");
            let did = match (&one.did, one.closed_on) {
                (Some(did), Some(on)) => text(did).note(format!("told {}", words::date(on))),
                (Some(did), None) => text(did).note("they have not heard back yet"),
                (None, Some(on)) => text("They heard back").note(words::date(on)),
                (None, None) => text("Nothing yet").tone(Tone::Watch),
            };
            row(
                None,
                vec![
                    cell(at(draft, partner, "listening", &one.said).note(note.unwrap_or_default())),
                    alliance(draft, partner),
                    cell(did),
                    date_cell(Some(one.on)),
                ],
            )
        })
        .collect();
    let table = table(
        "What was said and what we did, what waits for an answer first",
        &[("You said", "text"), ("Alliance", "text"), ("We did", "text"), ("Heard", "date")],
        rows,
    );
    section("listening", "You said, we did")
        .count(heard.len())
        .lead("What waits for an answer first, the longest waiting first; then the latest first.")
        .block(table_or_empty(
            table,
            "Nothing heard yet",
            "note what they said and what you did in `partners/<id>/log.yaml`, `kind: listening`",
        ))
}
