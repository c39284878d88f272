//! The log of a partner, kind by kind.

use std::ops::Deref;

use super::super::desk::Desk;
use super::super::page::{Block, Cell, Row, Section, Tone};
use super::super::parts::{
    anchored_row, cell, date_cell, empty, missing, number_cell, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use crate::insight::health::anchors;
use crate::insight::health::cadence::touches as touches_of;
use crate::portfolio::Partner;
use crate::portfolio::log::{
    Advocacy, Correction, Entry, Idea, Inspection, Lesson, Listening, Note, Resistance, Tone as Sound, Win,
};
use crate::portfolio::number::Number;
use crate::source::Place;

/// An entry of the log with its place and the anchor that it is shown under.
struct Told<'p, T> {
    entry: &'p T,
    place: &'p Place,
    anchor: String,
}

impl<T> Deref for Told<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.entry
    }
}

impl<T> Told<'_, T> {
    /// A row on it, which can be linked to and edited.
    fn row(&self, desk: &Desk<'_>, cells: Vec<Cell>) -> Row {
        anchored_row(self.anchor.clone(), cells).edit(desk.edit(self.place))
    }
}

/// The entries of one kind, the latest first.
macro_rules! of_kind {
    ($partner:expr, $kind:ident) => {{
        let entries = $partner.log.iter().filter_map(|item| match &item.value {
            Entry::$kind(entry) => Some((entry, &item.place)),
            _ => None,
        });
        let entries: Vec<_> = entries.collect();
        let word = stringify!($kind).to_lowercase();
        let anchors = anchors(&word, entries.iter().map(|(entry, _)| (entry.id.as_ref(), entry.on)));
        let told = entries.into_iter().zip(anchors);
        let mut told: Vec<Told<'_, $kind>> =
            told.map(|((entry, place), anchor)| Told { entry, place, anchor }).collect();
        told.sort_by_key(|told| std::cmp::Reverse(told.on));
        told
    }};
}

/// Wins, both sides named.
pub fn wins(desk: &Desk<'_>, partner: &Partner) -> Section {
    let wins = of_kind!(partner, Win);
    let rows = wins
        .iter()
        .map(|win| {
            let who: Vec<String> = win
                .ours
                .iter()
                .map(|person| desk.person(person))
                .chain(win.theirs.iter().map(|contact| desk.contact(partner, contact)))
                .collect();
            let effect = win.customer_effect.clone().unwrap_or_default();
            let told = if win.told_to.is_empty() {
                String::new()
            } else {
                format!("told to {}", words::join(&win.told_to))
            };
            win.row(
                desk,
                vec![
                    cell(text(&win.text).note(effect)),
                    words_cell(win.customer.clone().unwrap_or_default()),
                    if who.is_empty() { missing("") } else { cell(text(words::join(&who)).note(told)) },
                    match win.value {
                        Some(value) => {
                            Cell::Number { text: words::money(value), tone: Tone::Plain, note: compared(win) }
                        }
                        None => missing(""),
                    },
                    cell(text(words::date(win.on))),
                ],
            )
        })
        .collect();
    let table = table(
        "Wins, the latest first",
        &[("Win", "text"), ("Customer", "text"), ("Made by", "text"), ("Value", "number"), ("When", "date")],
        rows,
    );
    section("wins", "Wins").count(wins.len()).block(table_or_empty(
        table,
        "No win told yet",
        &format!("tell one in `partners/{}/log.yaml`, `kind: win`", partner.id),
    ))
}

/// Size and cycle of a deal against the average without a partner.
pub fn compared(win: &Win) -> Option<String> {
    let size =
        win.deal_size_vs_average.map(|Number(ratio)| format!("{}× the usual size", words::decimal(ratio, 2)));
    let cycle =
        win.cycle_vs_average.map(|Number(ratio)| format!("{}× the usual time", words::decimal(ratio, 2)));
    words::known([size, cycle], ", ")
}

/// You said, we did.
pub fn listening(desk: &Desk<'_>, partner: &Partner) -> Section {
    let heard = of_kind!(partner, Listening);
    let rows = heard
        .iter()
        .map(|one| {
            let channel = one.channel.as_ref().map(|id| desk.channel(id));
            let from = one.from.as_ref().map(|from| desk.anyone(partner, from));
            let note = words::known([Some(words::date(one.on)), from, channel], " · ");
            let did = match (&one.did, one.closed_on) {
                (Some(did), Some(on)) => cell(text(did).note(format!("told {}", words::date(on)))),
                (Some(did), None) => cell(text(did).note("they have not heard back yet")),
                (None, _) => cell(text("Nothing yet").tone(Tone::Watch)),
            };
            one.row(
                desk,
                vec![cell(text(&one.theme)), cell(text(&one.said).note(note.unwrap_or_default())), did],
            )
        })
        .collect();
    let table = table(
        "What we heard and what we did",
        &[("About", "text"), ("They said", "text"), ("We did", "text")],
        rows,
    );
    section("listening", "You said, we did").count(heard.len()).block(table_or_empty(
        table,
        "Nothing heard yet",
        &format!("note it in `partners/{}/log.yaml`, `kind: listening`", partner.id),
    ))
}

/// Course corrections and inspections.
pub fn corrections(desk: &Desk<'_>, partner: &Partner) -> Section {
    let corrections = of_kind!(partner, Correction);
    let rows = corrections
        .iter()
        .map(|one| {
            let trigger = one.trigger.as_ref().map(|id| {
                desk.playbook.metric(id.as_str()).map_or_else(|| id.to_string(), |metric| metric.name.clone())
            });
            let result = match &one.result_after {
                Some(result) => cell(text(result).note(
                    one.closed_on.map(|on| format!("looked at {}", words::date(on))).unwrap_or_default(),
                )),
                None => cell(text("Not yet known").tone(Tone::Muted)),
            };
            one.row(
                desk,
                vec![
                    cell(
                        text(&one.cause)
                            .note(trigger.map(|metric| format!("shown by {metric}")).unwrap_or_default()),
                    ),
                    cell(text(&one.change).note(
                        one.rule_added.as_ref().map(|rule| format!("New rule: {rule}")).unwrap_or_default(),
                    )),
                    result,
                    cell(text(words::date(one.on))),
                ],
            )
        })
        .collect();
    let corrections_table = table(
        "Course corrections, the latest first",
        &[("Cause", "text"), ("Change", "text"), ("Result since", "text"), ("When", "date")],
        rows,
    );
    let inspections = of_kind!(partner, Inspection);
    let rows: Vec<Row> = inspections
        .iter()
        .map(|one| {
            let subject = one
                .objective
                .as_ref()
                .map(|id| {
                    let plan = partner.plan.as_ref();
                    let found =
                        plan.and_then(|plan| plan.objectives.iter().find(|objective| *id == objective.id));
                    found.map_or_else(|| id.to_string(), |objective| objective.text.clone())
                })
                .or_else(|| {
                    let id = one.expectation.as_ref()?;
                    let found = partner.profile.expectations.iter().find(|expectation| *id == expectation.id);
                    Some(found.map_or_else(|| id.to_string(), |expectation| expectation.text.clone()))
                })
                .or_else(|| {
                    let id = one.metric.as_ref()?;
                    Some(
                        desk.playbook
                            .metric(id.as_str())
                            .map_or_else(|| id.to_string(), |metric| metric.name.clone()),
                    )
                });
            one.row(
                desk,
                vec![
                    words_cell(subject.unwrap_or_default()),
                    words_cell(one.found.clone().unwrap_or_default()),
                    cell(text(desk.anyone(partner, &one.by)).note(if one.deep_dive {
                        "deep dive"
                    } else {
                        ""
                    })),
                    cell(text(words::date(one.on))),
                ],
            )
        })
        .collect();
    let section = section("corrections", "Inspections and course corrections").block(table_or_empty(
        corrections_table,
        "No course correction yet",
        &format!("note cause and change in `partners/{}/log.yaml`, `kind: correction`", partner.id),
    ));
    if inspections.is_empty() {
        return section.block(empty("Nothing was inspected yet", "note it in the log, `kind: inspection`"));
    }
    section.block(Block::Heading { text: "Inspected".to_owned() }).block(Block::Table {
        table: table(
            "Inspections, the latest first",
            &[("What was expected", "text"), ("What was found", "text"), ("By", "text"), ("When", "date")],
            rows,
        ),
    })
}

/// Ideas and lessons, resistance, advocacy, contacts and notes: the kinds that there are.
pub fn the_rest(desk: &Desk<'_>, partner: &Partner) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(ideas(desk, partner));
    sections.extend(advocacy(desk, partner));
    sections.extend(resistance(desk, partner));
    sections.extend(touches(desk, partner));
    sections.extend(notes(desk, partner));
    sections
}

fn ideas(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let ideas = of_kind!(partner, Idea);
    let lessons = of_kind!(partner, Lesson);
    if ideas.is_empty() && lessons.is_empty() {
        return None;
    }
    let idea = |one: &Told<'_, Idea>| {
        let novelty = one.novelty.clone().unwrap_or_default();
        let cells = vec![
            cell(text(&one.text).note(novelty)),
            words_cell(words::label(&one.origin)),
            date_cell(Some(one.on)),
        ];
        one.row(desk, cells)
    };
    let lesson = |one: &Told<'_, Lesson>| {
        let cells =
            vec![cell(text(&one.text)), words_cell(words::join(&one.applies_to)), date_cell(Some(one.on))];
        one.row(desk, cells)
    };
    let log = format!("note it in `partners/{}/log.yaml`", partner.id);
    let ideas_table = table(
        "Ideas, the latest first",
        &[("Idea", "text"), ("Whose", "text"), ("When", "date")],
        ideas.iter().map(idea).collect(),
    );
    let lessons_table = table(
        "Lessons, the latest first",
        &[("Lesson", "text"), ("Holds for", "text"), ("When", "date")],
        lessons.iter().map(lesson).collect(),
    );
    let section = section("ideas", "Ideas and lessons").count(ideas.len() + lessons.len());
    Some(
        section
            .block(table_or_empty(ideas_table, "No idea yet", &format!("{log}, `kind: idea`")))
            .block(table_or_empty(lessons_table, "No lesson yet", &format!("{log}, `kind: lesson`"))),
    )
}

fn advocacy(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let advocacy = of_kind!(partner, Advocacy);
    if advocacy.is_empty() {
        return None;
    }
    let rows = advocacy.iter().map(|one| {
        let person =
            |person: &Option<_>| words_cell(person.as_ref().map(|id| desk.person(id)).unwrap_or_default());
        let cells = vec![
            cell(text(&one.topic).note(one.outcome.clone().unwrap_or_default())),
            person(&one.by),
            person(&one.raised_with),
            date_cell(Some(one.on)),
        ];
        one.row(desk, cells)
    });
    let columns =
        [("Topic, and what came of it", "text"), ("By", "text"), ("With", "text"), ("When", "date")];
    let table = table("Raised for the partner, the latest first", &columns, rows.collect());
    Some(section("advocacy", "Raised for the partner").count(advocacy.len()).block(Block::Table { table }))
}

fn notes(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let notes = of_kind!(partner, Note);
    if notes.is_empty() {
        return None;
    }
    let rows = notes.iter().map(|one| {
        let kept = text(&one.text).note(if one.confidential { "confidential" } else { "" });
        one.row(desk, vec![cell(kept), date_cell(Some(one.on))])
    });
    let table = table("Notes, the latest first", &[("Note", "text"), ("When", "date")], rows.collect());
    Some(section("notes", "Notes").internal().count(notes.len()).block(Block::Table { table }))
}

fn resistance(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let all = of_kind!(partner, Resistance);
    if all.is_empty() {
        return None;
    }
    let rows = all
        .iter()
        .map(|one| {
            let counter = match &one.counter {
                Some(counter) => cell(text(counter).note(
                    one.counter_type.map(|kind| format!("with {}", words::label(&kind))).unwrap_or_default(),
                )),
                None => cell(text("Nothing yet").tone(Tone::Watch)),
            };
            one.row(
                desk,
                vec![
                    cell(text(&one.source).note(words::date(one.on))),
                    words_cell(one.threat_felt.clone().unwrap_or_default()),
                    one.intensity.map_or_else(
                        || missing(""),
                        |intensity| number_cell(format!("{} of 5", intensity.get())),
                    ),
                    counter,
                ],
            )
        })
        .collect();
    Some(section("resistance", "Turbulence").internal().count(all.len()).block(Block::Table {
        table: table(
            "Resistance to change, the latest first",
            &[("From", "text"), ("Threatened in", "text"), ("Strength", "number"), ("What we do", "text")],
            rows,
        ),
    }))
}

fn touches(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let mut all = touches_of(partner);
    all.sort_by_key(|(touch, _)| std::cmp::Reverse(touch.on));
    let last = all.first()?.0.on;
    let rows = all
        .iter()
        .map(|(one, anchor)| {
            let who: Vec<String> = one
                .ours
                .iter()
                .map(|person| desk.person(person))
                .chain(one.theirs.iter().map(|contact| desk.contact(partner, contact)))
                .collect();
            let how =
                format!("{}{}", words::label(&one.channel), if one.informal { ", informal" } else { "" });
            let tone = match one.tone {
                Some(Sound::Tense) => cell(text("tense").tone(Tone::Watch)),
                Some(Sound::Warm) => cell(text("warm").tone(Tone::Good)),
                Some(Sound::Neutral) => words_cell("neutral"),
                None => missing(""),
            };
            anchored_row(
                anchor.clone(),
                vec![
                    cell(text(words::date(one.on)).note(how)),
                    words_cell(words::join(&who)),
                    words_cell(one.text.clone().unwrap_or_default()),
                    tone,
                ],
            )
        })
        .collect();
    let table = table(
        "Contacts, the latest first",
        &[("When", "date"), ("Who", "text"), ("About", "text"), ("Tone", "text")],
        rows,
    );
    Some(
        section("contacts", "Contacts")
            .internal()
            .count(all.len())
            .lead(format!("The last one was {}.", words::distance(last, desk.as_of)))
            .block(Block::Details {
                summary: format!("{} in the log", words::plural(all.len(), "contact")),
                blocks: vec![Block::Table { table }],
            }),
    )
}
