//! What was heard and done, won, learnt and put right, over all alliances.

use super::super::desk::{Desk, Draft, partner_path};
use super::super::page::{Card, Cell, Inline, Page, Row, Section, Tone};
use super::super::parts::{card, cell, date_cell, missing, row, section, table, table_or_empty, words_cell};
use super::super::words::{self, text};
use super::record::{alarm, alliance, count_of, is};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::{Correction, Entry, Lesson, Listening, Win};

/// An entry of the log with the partner that it is about.
type Of<'a, T> = (&'a Partner, &'a T);

/// All entries of a kind, the latest first.
fn entries<'a, T>(
    desk: &Desk<'a>,
    pick: impl Fn(&'a Entry) -> Option<&'a T>,
    on: impl Fn(&T) -> Date,
) -> Vec<Of<'a, T>> {
    let partners = desk.portfolio.partners.values();
    let mut all: Vec<Of<'a, T>> = partners
        .flat_map(|partner| partner.log.iter().map(move |entry| (partner, &entry.value)))
        .filter_map(|(partner, entry)| Some((partner, pick(entry)?)))
        .collect();
    all.sort_by_key(|(partner, one)| (std::cmp::Reverse(on(one)), &partner.profile.name));
    all
}

macro_rules! pick {
    ($variant:ident) => {
        |entry| match entry {
            Entry::$variant(entry) => Some(entry),
            _ => None,
        }
    };
}

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "listening");
    let mut heard = entries(desk, pick!(Listening), |one: &Listening| one.on);
    // What waits for an answer first, the longest waiting first; the rest stays the latest first.
    heard.sort_by_key(|(_, one)| (one.closed_on.is_some(), one.closed_on.is_none().then_some(one.on)));
    let wins = entries(desk, pick!(Win), |one: &Win| one.on);
    let lessons = entries(desk, pick!(Lesson), |one: &Lesson| one.on);
    let mut corrections = entries(desk, pick!(Correction), |one: &Correction| one.on);
    corrections.sort_by_key(|(_, one)| one.result_after.is_some());
    draft.page.headline = Some(headline(desk, &heard, &wins));
    draft.page.cards = cards(desk, &heard, &wins, &lessons, &corrections);
    draft.page.sections = vec![
        heard_section(&draft, desk, &heard),
        wins_section(&draft, desk, &wins),
        corrections_section(&draft, desk, &corrections),
        lessons_section(&draft, &lessons),
    ];
    draft.page
}

fn waiting(heard: &[Of<'_, Listening>]) -> usize {
    heard.iter().filter(|(_, one)| one.closed_on.is_none()).count()
}

/// The first day of the last closed quarter: what counts as lately.
fn lately(desk: &Desk<'_>) -> Date {
    desk.portfolio.settings.fiscal_year.first_day(desk.quarter)
}

fn headline(desk: &Desk<'_>, heard: &[Of<'_, Listening>], wins: &[Of<'_, Win>]) -> String {
    let since = lately(desk);
    let won = wins.iter().filter(|(_, one)| one.on >= since).count();
    let won = format!(
        "{} {} since {}.",
        words::capital(&words::number_word(won)),
        if won == 1 { "win" } else { "wins" },
        words::date(since)
    );
    if heard.is_empty() {
        return format!("Nothing that we heard is on record yet. {won}");
    }
    let open = waiting(heard);
    format!(
        "{} of {} that we heard {} still without an answer to whoever said it. {won}",
        count_of(open),
        words::plural(heard.len(), "thing"),
        is(open)
    )
}

fn cards(
    desk: &Desk<'_>,
    heard: &[Of<'_, Listening>],
    wins: &[Of<'_, Win>],
    lessons: &[Of<'_, Lesson>],
    corrections: &[Of<'_, Correction>],
) -> Vec<Card> {
    let since = lately(desk);
    let said = |count: usize| format!("{count} since {}", words::date(since));
    let untold = wins.iter().filter(|(_, one)| one.told_to.is_empty()).count();
    let open = corrections.iter().filter(|(_, one)| one.result_after.is_none()).count();
    vec![
        Card {
            change: alarm(waiting(heard), "without an answer"),
            ..card("Heard", heard.len().to_string())
                .note(said(heard.iter().filter(|(_, one)| one.on >= since).count()))
                .to("#listening")
        },
        card("Wins", wins.len().to_string()).note(format!("{untold} told to nobody yet")).to("#wins"),
        card("Course corrections", corrections.len().to_string())
            .note(format!("{open} with no result yet"))
            .to("#corrections"),
        card("Lessons", lessons.len().to_string())
            .note(said(lessons.iter().filter(|(_, one)| one.on >= since).count()))
            .to("#lessons"),
    ]
}

/// Words that lead to where a partner's page shows entries of their kind.
fn at(draft: &Draft, partner: &Partner, anchor: &str, words: &str) -> Inline {
    draft.inline_link(words, &format!("{}#{anchor}", partner_path(&partner.id)))
}

fn heard_section(draft: &Draft, desk: &Desk<'_>, heard: &[Of<'_, Listening>]) -> Section {
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

fn wins_section(draft: &Draft, desk: &Desk<'_>, wins: &[Of<'_, Win>]) -> Section {
    let rows: Vec<Row> = wins
        .iter()
        .map(|&(partner, win)| {
            let people = |names: Vec<String>| {
                if names.is_empty() { missing("nobody named") } else { words_cell(words::join(&names)) }
            };
            let customer = win.customer.clone().unwrap_or_default();
            let effect = win.customer_effect.clone().unwrap_or_default();
            let anchor = win.id.as_ref().map_or("wins", |id| id.as_str());
            row(
                None,
                vec![
                    cell(at(draft, partner, anchor, &win.text).note(customer)),
                    alliance(draft, partner),
                    if effect.is_empty() { missing("not noted") } else { words_cell(effect) },
                    people(win.ours.iter().map(|one| desk.person(one)).collect()),
                    people(win.theirs.iter().map(|one| desk.contact(partner, one)).collect()),
                    if win.told_to.is_empty() {
                        missing("told to nobody yet")
                    } else {
                        words_cell(words::join(&win.told_to))
                    },
                    date_cell(Some(win.on)),
                ],
            )
        })
        .collect();
    let table = table(
        "Wins, the latest first",
        &[
            ("Win", "text"),
            ("Alliance", "text"),
            ("What it did for the customer", "text"),
            ("Of us", "text"),
            ("Of them", "text"),
            ("Told to", "text"),
            ("When", "date"),
        ],
        rows,
    );
    section("wins", "Wins").count(wins.len()).lead("The latest first.").block(table_or_empty(
        table,
        "No win told yet",
        "tell one in `partners/<id>/log.yaml`, `kind: win`",
    ))
}

fn corrections_section(draft: &Draft, desk: &Desk<'_>, corrections: &[Of<'_, Correction>]) -> Section {
    let rows = corrections
        .iter()
        .map(|&(partner, one)| {
            let shown = one.trigger.as_ref().map(|id| {
                let metric = desk.playbook.metric(id.as_str());
                format!("shown by {}", metric.map_or(id.as_str(), |metric| &metric.name))
            });
            let rule = one.rule_added.as_ref().map(|rule| format!("New rule: {rule}"));
            let since = match (&one.result_after, one.closed_on) {
                (Some(result), Some(on)) => text(result).note(format!("looked at {}", words::date(on))),
                (Some(result), None) => text(result),
                (None, _) => text("Not yet known")
                    .tone(Tone::Watch)
                    .note(format!("for {}", words::plural(one.on.days_until(desk.as_of) as usize, "day"))),
            };
            row(
                None,
                vec![
                    cell(at(draft, partner, "corrections", &one.cause).note(shown.unwrap_or_default())),
                    alliance(draft, partner),
                    cell(text(&one.change).note(rule.unwrap_or_default())),
                    cell(since),
                    date_cell(Some(one.on)),
                ],
            )
        })
        .collect();
    let table = table(
        "Course corrections, those without a result first",
        &[
            ("Cause", "text"),
            ("Alliance", "text"),
            ("Change", "text"),
            ("What changed since", "text"),
            ("When", "date"),
        ],
        rows,
    );
    section("corrections", "Course corrections")
        .count(corrections.len())
        .lead("Those without a result first, then the latest first.")
        .block(table_or_empty(
            table,
            "No course correction yet",
            "note cause and change in `partners/<id>/log.yaml`, `kind: correction`",
        ))
}

fn lessons_section(draft: &Draft, lessons: &[Of<'_, Lesson>]) -> Section {
    let rows = lessons
        .iter()
        .map(|&(partner, one)| {
            row(
                None,
                vec![
                    cell(at(draft, partner, "ideas", &one.text)),
                    alliance(draft, partner),
                    if one.applies_to.is_empty() {
                        missing("not noted")
                    } else {
                        Cell::Text { lines: vec![text(words::join(&one.applies_to))] }
                    },
                    date_cell(Some(one.on)),
                ],
            )
        })
        .collect();
    let table = table(
        "Lessons, the latest first",
        &[("Lesson", "text"), ("Alliance", "text"), ("Holds for", "text"), ("When", "date")],
        rows,
    );
    section("lessons", "Lessons").count(lessons.len()).lead("The latest first.").block(table_or_empty(
        table,
        "No lesson noted yet",
        "note one in `partners/<id>/log.yaml`, `kind: lesson`",
    ))
}
