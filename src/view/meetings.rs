//! The meetings of a partner, and a page for each.

use super::desk::{Desk, Draft, meeting_path, partner_path};
use super::page::{Block, Cell, Inline, Page, Part, Section, Tone};
use super::parts::{
    body, cell, custom_facts, empty, fact, fact_list, facts, list, missing, row, section, table,
};
use super::words::{self, text};
use crate::portfolio::{DatedMeeting, Partner};

/// The list on the partner's page.
pub fn of_partner(draft: &Draft, partner: &Partner) -> Section {
    let section = section("meetings", "Meetings").count(partner.meetings.len());
    if partner.meetings.is_empty() {
        return section.block(empty(
            "No meeting on record",
            format!("put the minutes into `partners/{}/meetings/<date>-<word>.md`", partner.id),
        ));
    }
    let mut meetings: Vec<_> = partner.meetings.iter().collect();
    meetings.sort_by_key(|(id, meeting)| (std::cmp::Reverse(meeting.on), (*id).clone()));
    let rows = meetings
        .iter()
        .map(|(id, meeting)| {
            let record = &meeting.record;
            let kind = body_name(partner, meeting);
            let came = format!("{} of ours, {} of theirs", record.ours.len(), record.theirs.len());
            let results = [(record.decisions.len(), "decision"), (record.commitments.len(), "commitment")];
            let results: Vec<String> = results
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| words::plural(*count, word))
                .collect();
            row(
                None,
                vec![
                    cell(draft.inline_link(&record.title, &meeting_path(&partner.id, id)).note(kind)),
                    cell(text(came)),
                    if results.is_empty() { missing("") } else { cell(text(results.join(", "))) },
                    approval(meeting),
                    cell(text(words::date(meeting.on))),
                ],
            )
        })
        .collect::<Vec<_>>();
    let columns =
        [("Meeting", "text"), ("Came", "text"), ("Brought", "text"), ("Minutes", "text"), ("When", "date")];
    /// The latest ones are shown at once, the others on demand.
    const SHOWN: usize = 6;
    let mut rows = rows;
    let older = rows.split_off(rows.len().min(SHOWN));
    let section = section.block(Block::Table { table: table("The latest meetings", &columns, rows) });
    if older.is_empty() {
        return section;
    }
    section.block(Block::Details {
        summary: format!("{} before", words::plural(older.len(), "meeting")),
        blocks: vec![Block::Table { table: table("Earlier meetings", &columns, older) }],
    })
}

fn body_name(partner: &Partner, meeting: &DatedMeeting) -> String {
    let record = &meeting.record;
    let bodies = partner.governance.iter().flat_map(|governance| &governance.bodies);
    let body = record.value.body.as_ref().and_then(|id| bodies.clone().find(|body| *id == body.id));
    let mut parts: Vec<String> = Vec::new();
    match (body, record.level) {
        (Some(body), _) => parts.push(body.name.clone()),
        (None, Some(level)) => parts.push(format!("{} level", words::label(&level))),
        (None, None) => {}
    }
    if record.deep_dive {
        parts.push("deep dive".to_owned());
    }
    if record.informal {
        parts.push("informal".to_owned());
    }
    parts.join(" · ")
}

fn approval(meeting: &DatedMeeting) -> Cell {
    let record = &meeting.record;
    if record.informal {
        return missing("");
    }
    match (&record.approved_by_us, &record.approved_by_them) {
        (Some(_), Some(_)) => cell(text("approved by both")),
        (Some(_), None) => cell(text("not yet approved by them").tone(Tone::Watch)),
        (None, Some(_)) => cell(text("not yet approved by us").tone(Tone::Watch)),
        (None, None) => cell(text("not yet approved").tone(Tone::Watch)),
    }
}

/// The page of a meeting.
pub fn page(desk: &Desk<'_>, partner: &Partner, id: &str, meeting: &DatedMeeting) -> Page {
    let record = &meeting.record;
    let mut draft = Draft::new("meeting", Part::Partners, meeting_path(&partner.id, id), &record.title);
    draft.page.kicker = Some("Meeting".to_owned());
    draft.page.breadcrumbs = vec![
        draft.link("Overview", "index.html"),
        draft.link("Partners", "partners/index.html"),
        draft.link(&partner.profile.name, &partner_path(&partner.id)),
    ];
    draft.page.edit = desk.edit_file(record.file);
    draft.page.subtitle =
        [Some(words::date(meeting.on)), Some(body_name(partner, meeting)).filter(|name| !name.is_empty())]
            .into_iter()
            .flatten()
            .map(text)
            .collect();
    let mut ordered: Vec<_> = partner.meetings.iter().collect();
    ordered.sort_by_key(|(id, meeting)| (meeting.on, (*id).clone()));
    let at = ordered.iter().position(|(other, _)| *other == id).unwrap_or_default();
    let link = |(id, meeting): &(&String, &DatedMeeting)| {
        draft.link(
            format!("{}, {}", meeting.record.title, words::date(meeting.on)),
            &meeting_path(&partner.id, id),
        )
    };
    let previous = at.checked_sub(1).and_then(|at| ordered.get(at)).map(link);
    let next = ordered.get(at + 1).map(link);
    draft.page.previous = previous;
    draft.page.next = next;
    let people = section("people", "Who came").blocks(facts([
        fact_list("Ours", record.ours.iter().map(|person| text(desk.person(person)))),
        fact_list("Theirs", record.theirs.iter().map(|contact| text(desk.contact(partner, contact)))),
    ]));
    let mut sections = vec![people];
    if let Some(agenda) = list(&record.agenda) {
        sections.push(section("agenda", "Agenda").block(agenda));
    }
    let home = partner_path(&partner.id);
    let decisions: Vec<Inline> = record
        .decisions
        .iter()
        .map(|id| {
            let found = partner.decisions.iter().find(|decision| *id == decision.id);
            let words = found.map_or_else(|| id.to_string(), |decision| decision.question.clone());
            let taken =
                found.and_then(|decision| decision.taken.as_ref()).and_then(|taken| taken.rationale.clone());
            draft.inline_link(words, &format!("{home}#{id}")).note(taken.unwrap_or_default())
        })
        .collect();
    if !decisions.is_empty() {
        sections.push(
            section("decisions", "Decisions")
                .count(decisions.len())
                .block(Block::List { items: decisions, ordered: false }),
        );
    }
    let commitments: Vec<Inline> = record
        .commitments
        .iter()
        .map(|id| {
            let found = partner.commitments.iter().find(|commitment| *id == commitment.id);
            match found {
                Some(one) => {
                    let due =
                        one.due_now().map(|due| format!("due {}", words::date(due))).unwrap_or_default();
                    draft.inline_link(&one.text, &format!("{home}#{id}")).note(format!(
                        "{}, {} {due}",
                        words::label(&one.side),
                        desk.anyone_or_dash(partner, one.owner.as_ref())
                    ))
                }
                None => text(id.to_string()),
            }
        })
        .collect();
    if !commitments.is_empty() {
        sections.push(
            section("commitments", "Commitments made")
                .count(commitments.len())
                .block(Block::List { items: commitments, ordered: false }),
        );
    }
    let minutes = body(&mut draft, desk, &record.body, record.file)
        .unwrap_or_else(|| empty("No minutes", "write them below the fields of this record"));
    sections.push(section("minutes", "Minutes").block(minutes));
    if !record.discovery.is_empty() {
        let rows = record
            .discovery
            .iter()
            .map(|one| {
                let who = one.said_by.as_ref().map(|by| desk.contact(partner, by)).unwrap_or_default();
                row(None, vec![cell(text(&one.question)), cell(text(&one.answer).note(who))])
            })
            .collect();
        let table =
            table("Questions asked to understand", &[("We asked", "text"), ("They said", "text")], rows);
        sections.push(section("discovery", "Discovery").block(Block::Table { table }));
    }
    if let Some(interpretation) = &record.interpretation {
        sections.push(
            section("interpretation", "What we make of it")
                .internal()
                .block(Block::Text { text: interpretation.clone() }),
        );
    }
    let approved = |by: Option<(String, crate::portfolio::calendar::Date)>| {
        by.map_or_else(|| "not yet".to_owned(), |(who, on)| format!("{who}, {}", words::date(on)))
    };
    let ours = record.approved_by_us.as_ref().map(|one| (desk.person(&one.by), one.on));
    let theirs = record.approved_by_them.as_ref().map(|one| (desk.contact(partner, &one.by), one.on));
    let amended = record.amendments.iter().map(|one| {
        text(&one.note).note(format!("{}, {}", desk.anyone(partner, &one.by), words::date(one.on)))
    });
    if !record.informal {
        sections.push(
            section("approval", "Approval").blocks(facts(
                [
                    fact("For us", Some(approved(ours))),
                    fact("For them", Some(approved(theirs))),
                    fact_list("Amended since", amended),
                ]
                .into_iter()
                .chain(custom_facts(&record.x)),
            )),
        );
    }
    draft.page.sections = sections;
    draft.page
}
