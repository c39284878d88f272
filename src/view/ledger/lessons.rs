//! What was put right and what was learnt: course corrections with their metric before and after, lessons of ended
//! initiatives and of the way.

use std::collections::BTreeMap;

use super::super::counted::{ground, link};
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Card, Cell, Figure, Inline, Page, Row, Section, Table, Tone};
use super::super::parts::{
    card, cell, date_cell, empty, missing, number_cell, row, section, sparkline, table, table_or_empty,
    words_cell,
};
use super::super::words::{self, text};
use super::record::{Noted, alarm, alliance, at, count_of, edit_entry, entries, lately};
use crate::insight::Ground;
use crate::insight::corrections::{CloseOut, Corrected, close_outs, corrections, oldest_open};
use crate::insight::sponsorship::{counted, sponsorship};
use crate::portfolio::Partner;
use crate::portfolio::initiative::Outcome;
use crate::portfolio::log::{Correction, Entry, Lesson};

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/lessons.html");
    let ground = ground(desk);
    let all = corrections(&ground);
    let ended = close_outs(&ground);
    let lessons = entries(desk, lesson, |one| one.on);
    let (open, closed): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_open());
    draft.page.headline = Some(headline(desk, &ground, &all));
    draft.page.cards = cards(desk, &ground, &all, &ended, &lessons);
    draft.page.sections = vec![
        section("open", "Corrections without a result").count(open.len()).lead("The longest open first.").block(
            table_or_empty(
                corrections_table(&draft, desk, "Open course corrections, the longest open first", &open),
                "No correction waits for a result",
                "those that somebody has looked at stand below",
            ),
        ),
        effects(&mut draft, desk, &ground, &all),
        section("closed", "Corrections with a result")
            .count(closed.len())
            .lead("The latest first.")
            .block(table_or_empty(
                corrections_table(&draft, desk, "Course corrections with a result, the latest first", &closed),
                "No correction has a result yet",
                "say what came of one under `result_after` and `closed_on` in `partners/<id>/log.yaml`, `kind: correction`",
            )),
        close_outs_section(&draft, desk, &ground, &ended),
        lessons_section(&draft, desk, &lessons),
        holds_for(&draft, &lessons),
    ];
    draft.page
}

/// The entry, if it is of this kind.
fn lesson(entry: &Entry) -> Option<&Lesson> {
    match entry {
        Entry::Lesson(one) => Some(one),
        _ => None,
    }
}

fn headline(desk: &Desk<'_>, ground: &Ground<'_>, all: &[Corrected<'_>]) -> String {
    if all.is_empty() {
        return "No course correction is on record yet.".to_owned();
    }
    let open = all.iter().filter(|one| one.is_open()).count();
    let oldest = oldest_open(all)
        .map(|on| format!(", the oldest for {}", words::plural(on.days_until(desk.as_of) as usize, "day")));
    let (better, known) = improved(ground, all);
    let after = match known {
        0 => String::new(),
        _ => format!(
            " After {} of {} with figures on both sides, the metric that showed the trouble was better.",
            words::number_word(better),
            words::number_word(known)
        ),
    };
    format!(
        "{} of {} {} for somebody to look at what came of {}{}.{after}",
        count_of(open),
        words::plural(all.len(), "course correction"),
        if open == 1 { "waits" } else { "wait" },
        if open == 1 { "it" } else { "them" },
        oldest.unwrap_or_default()
    )
}

/// How many corrections were followed by a better metric, and of how many that is known.
fn improved(ground: &Ground<'_>, all: &[Corrected<'_>]) -> (usize, usize) {
    let known: Vec<bool> = all.iter().filter_map(|one| one.effect(ground)?.better()).collect();
    (known.iter().filter(|better| **better).count(), known.len())
}

fn cards(
    desk: &Desk<'_>,
    ground: &Ground<'_>,
    all: &[Corrected<'_>],
    ended: &[CloseOut<'_>],
    lessons: &[Noted<'_, Lesson>],
) -> Vec<Card> {
    let open = all.iter().filter(|one| one.is_open()).count();
    let (better, known) = improved(ground, all);
    let of_endings: usize = ended.iter().map(|one| one.completion.lessons.len()).sum();
    let unsaid = sponsorship(ground);
    let unsaid = unsaid.with.unsaid.len() + unsaid.without.unsaid.len();
    let since = lately(desk);
    let recent = lessons.iter().filter(|(_, one)| one.on >= since).count();
    vec![
        Card {
            change: alarm(open, "without a result"),
            ..card("Course corrections", all.len().to_string()).to("#open")
        },
        card(
            "Metric better afterwards",
            if known == 0 { words::DASH.to_owned() } else { format!("{better} of {known}") },
        )
        .note("with figures before and after")
        .to("#effects"),
        Card {
            change: alarm(unsaid, "ended without a word"),
            ..card("Initiatives closed out", ended.len().to_string())
                .note(words::plural(of_endings, "lesson"))
                .to("#close-outs")
        },
        card("Lessons of the way", lessons.len().to_string())
            .note(format!("{recent} since {}", words::date(since)))
            .to("#lessons"),
    ]
}

/// The columns of a table of corrections.
const COLUMNS: [(&str, &str); 5] = [
    ("Cause", "text"),
    ("Alliance", "text"),
    ("Change", "text"),
    ("What changed since", "text"),
    ("When", "date"),
];

fn corrections_table(draft: &Draft, desk: &Desk<'_>, caption: &str, all: &[&Corrected<'_>]) -> Table {
    table(
        caption,
        &COLUMNS,
        all.iter().map(|one| correction_row(draft, desk, one.partner, one.correction)).collect(),
    )
}

/// A table of corrections of several partners.
pub fn short_table<'a>(
    draft: &Draft,
    desk: &Desk<'_>,
    caption: &str,
    all: impl Iterator<Item = (&'a Partner, &'a Correction)>,
) -> Table {
    table(caption, &COLUMNS, all.map(|(partner, one)| correction_row(draft, desk, partner, one)).collect())
}

fn correction_row(draft: &Draft, desk: &Desk<'_>, partner: &Partner, one: &Correction) -> Row {
    let shown = one.trigger.as_ref().map(|id| {
        let metric = desk.playbook.metric(id.as_str());
        format!("shown by {}", metric.map_or(id.as_str(), |metric| &metric.name))
    });
    let rule = one.rule_added.as_ref().map(|rule| format!("New rule: {rule}"));
    let looked = one.closed_on.map(|on| format!("looked at {}", words::date(on))).unwrap_or_default();
    let since = match &one.result_after {
        Some(result) => text(result).note(looked),
        None => text("Not yet known")
            .tone(Tone::Watch)
            .note(format!("for {}", words::plural(one.on.days_until(desk.as_of).max(0) as usize, "day"))),
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
    .edit(edit_entry(desk, partner, one, |entry| match entry {
        Entry::Correction(one) => Some(one),
        _ => None,
    }))
}

/// What the metric that showed the trouble said before and after.
fn effects(draft: &mut Draft, desk: &Desk<'_>, ground: &Ground<'_>, all: &[Corrected<'_>]) -> Section {
    let quarters = desk.quarters();
    let mut rows: Vec<Row> = Vec::new();
    for one in all {
        let Some(effect) = one.effect(ground) else { continue };
        let metric = &effect.series.metric;
        let said = |number| words::figure(metric, effect.series.currency, number);
        let figure = draft.figure(Figure::Sparkline(sparkline(effect.series, &quarters)));
        let at = |figure: Option<_>, why: &str| {
            figure.map_or_else(
                || missing(why),
                |(quarter, number): (crate::portfolio::calendar::Quarter, _)| Cell::Number {
                    text: said(number),
                    tone: Tone::Plain,
                    note: Some(quarter.to_string()),
                },
            )
        };
        let change = effect.before.zip(effect.after).map(|((_, before), (_, after))| Cell::Change {
            change: words::change(metric, after, before, String::new()),
        });
        let href = format!("m-{}", metric.id);
        rows.push(row(
            None,
            vec![
                cell(text(&one.correction.change).note(words::date(one.correction.on))),
                alliance(draft, one.partner),
                cell(super::record::at(draft, one.partner, &href, &metric.name)),
                at(effect.before, "no figure"),
                at(effect.after, "no figure yet"),
                change.unwrap_or_else(|| missing("")),
                Cell::Figure { figure, note: None },
            ],
        ));
    }
    let count = rows.len();
    section("effects", "Before and after")
        .count(count)
        .lead(
            "The metric that showed the trouble: the last quarter that had ended when the course was corrected, and the \
             last known of its own quarter and the two after it. Other things change as well; this shows what followed, \
             not what it did.",
        )
        .block(table_or_empty(
            table(
                "Metrics before and after a course correction",
                &[
                    ("Change", "text"),
                    ("Alliance", "text"),
                    ("Metric", "text"),
                    ("Before", "number"),
                    ("After", "number"),
                    ("Difference", "number"),
                    ("8 quarters", "figure"),
                ],
                rows,
            ),
            "No correction names a metric with figures",
            "name the metric that showed it under `trigger` in `partners/<id>/log.yaml`, `kind: correction`",
        ))
}

fn close_outs_section(
    draft: &Draft,
    desk: &Desk<'_>,
    ground: &Ground<'_>,
    ended: &[CloseOut<'_>],
) -> Section {
    let rows = ended
        .iter()
        .map(|one| {
            let record = counted(one.initiative);
            let motion = one.initiative.2.motion.map(|motion| words::label(&motion)).unwrap_or_default();
            let word = match one.completion.outcome {
                Outcome::Succeeded => text("Succeeded").tone(Tone::Good),
                Outcome::Partial => text("Reached a part").tone(Tone::Watch),
                Outcome::Failed => text("Failed").tone(Tone::Bad),
                Outcome::Stopped => text("Stopped at a gate"),
            };
            let lessons: Vec<Inline> = one.completion.lessons.iter().map(text).collect();
            row(
                None,
                vec![
                    cell(link(draft, &record).note(motion)),
                    match one.initiative.0 {
                        Some(partner) => alliance(draft, partner),
                        None => several(draft, ground, one),
                    },
                    cell(word.note(words::date(one.completion.ended_on))),
                    if lessons.is_empty() {
                        missing("no lesson noted")
                    } else {
                        Cell::Text { lines: lessons }
                    },
                    words_cell(one.completion.handover.clone().unwrap_or_default()),
                ],
            )
            .edit(desk.edit_file(one.initiative.2.file))
        })
        .collect();
    section("close-outs", "Lessons of ended initiatives").count(ended.len()).lead("The latest first.").block(
        table_or_empty(
            table(
                "Ended initiatives and what they taught, the latest first",
                &[
                    ("Initiative", "text"),
                    ("Alliance", "text"),
                    ("Ended", "text"),
                    ("Lessons", "text"),
                    ("Who carries on", "text"),
                ],
                rows,
            ),
            "No initiative was closed out yet",
            "say how one ended, and what it taught, under `completion` in `partners/<id>/initiatives/<id>.md`",
        ),
    )
}

/// The partners of a shared initiative.
fn several(draft: &Draft, ground: &Ground<'_>, one: &CloseOut<'_>) -> Cell {
    let partners = one.initiative.2.partners.iter();
    let known = partners.filter_map(|id| ground.portfolio.partners.get(id.as_str()));
    let lines: Vec<Inline> =
        known.map(|partner| at(draft, partner, "initiatives", &partner.profile.name)).collect();
    if lines.is_empty() { missing("") } else { Cell::Text { lines } }
}

fn lessons_section(draft: &Draft, desk: &Desk<'_>, lessons: &[Noted<'_, Lesson>]) -> Section {
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
                        cell(text(words::join(&one.applies_to)))
                    },
                    date_cell(Some(one.on)),
                ],
            )
            .edit(edit_entry(desk, partner, one, lesson))
        })
        .collect();
    section("lessons", "Lessons of the way").count(lessons.len()).lead("The latest first.").block(
        table_or_empty(
            table(
                "Lessons, the latest first",
                &[("Lesson", "text"), ("Alliance", "text"), ("Holds for", "text"), ("When", "date")],
                rows,
            ),
            "No lesson noted yet",
            "note one in `partners/<id>/log.yaml`, `kind: lesson`",
        ),
    )
}

/// The lessons by what they hold for, so that whoever begins something finds them.
fn holds_for(draft: &Draft, lessons: &[Noted<'_, Lesson>]) -> Section {
    let mut topics: BTreeMap<&str, Vec<Noted<'_, Lesson>>> = BTreeMap::new();
    for &(partner, one) in lessons {
        for topic in &one.applies_to {
            topics.entry(topic).or_default().push((partner, one));
        }
    }
    let mut topics: Vec<_> = topics.into_iter().collect();
    topics.sort_by_key(|(topic, all)| (std::cmp::Reverse(all.len()), *topic));
    let section = section("topics", "By what they hold for").count(topics.len());
    if topics.is_empty() {
        return section.block(empty(
            "No lesson says what else it holds for",
            "write it under `applies_to` of a lesson in `partners/<id>/log.yaml`",
        ));
    }
    let rows = topics
        .into_iter()
        .map(|(topic, all)| {
            let lines = all.iter().map(|&(partner, one)| {
                at(draft, partner, "ideas", &one.text).note(partner.profile.name.clone())
            });
            row(
                None,
                vec![
                    cell(text(words::capital(topic))),
                    number_cell(all.len().to_string()),
                    Cell::Text { lines: lines.collect() },
                ],
            )
        })
        .collect();
    section.block(Block::Details {
        summary: "Each topic with its lessons".to_owned(),
        blocks: vec![Block::Table {
            table: table(
                "What lessons hold for, the most frequent first",
                &[("Holds for", "text"), ("Lessons", "number"), ("Which", "text")],
                rows,
            ),
        }],
    })
}
