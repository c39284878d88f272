//! People on both sides, and how they meet.

use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Cell, Inline, Section, Tone};
use super::super::parts::{
    anchored_row, cell, custom_facts, date_cell, empty, facts, missing, number_cell, row, section, table,
    words_cell,
};
use super::super::words::{self, text};
use super::influence;
use crate::insight::health::influence::Influence;
use crate::portfolio::Partner;
use crate::portfolio::words::Attitude;

/// Bodies that meet, and who does what.
pub fn governance(desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("governance", "Governance");
    let Some(record) = &partner.governance else {
        return section.block(empty(
            "No governance noted",
            format!(
                "write who meets how often, and who decides what, into `partners/{}/governance.yaml`",
                partner.id
            ),
        ));
    };
    let rows = record
        .bodies
        .iter()
        .map(|body| {
            let last = partner
                .meetings
                .values()
                .filter(|meeting| meeting.record.value.body.as_ref().is_some_and(|id| *id == body.id))
                .map(|meeting| meeting.on)
                .max();
            let members = |names: Vec<String>| names.join(", ");
            let ours = members(body.ours.iter().map(|person| desk.person(person)).collect());
            let theirs = members(body.theirs.iter().map(|contact| desk.contact(partner, contact)).collect());
            let met = match last {
                Some(last) => {
                    let due = body.every.after(last);
                    let note = if due < desk.as_of { "overdue since " } else { "next by " };
                    let inline = text(words::date(last)).note(format!("{note}{}", words::date(due)));
                    cell(if due.days_until(desk.as_of) > body.every.days() / 2 {
                        inline.tone(Tone::Bad)
                    } else {
                        inline
                    })
                }
                None => missing("no meeting on record"),
            };
            let mut what = vec![text(&body.name).note(format!(
                "{}, {}",
                words::label(&body.level),
                body.every.rhythm()
            ))];
            what.extend(
                body.tie_break.as_ref().map(|tie| text(format!("Tie-break: {tie}")).tone(Tone::Muted)),
            );
            anchored_row(
                format!("body-{}", body.id),
                vec![
                    Cell::Text { lines: what },
                    Cell::Text {
                        lines: vec![text(format!("Ours: {ours}")), text(format!("Theirs: {theirs}"))],
                    },
                    words_cell(body.decision_rights.join("; ")),
                    met,
                ],
            )
        })
        .collect();
    let mut section = section.edit(desk.edit_file(record.file)).block(Block::Table {
        table: table(
            "Governance bodies",
            &[("Body", "text"), ("Members", "text"), ("May decide", "text"), ("Last met", "date")],
            rows,
        ),
    });
    if !record.raci.is_empty() {
        let names = |ids: &[crate::record::Ref<crate::portfolio::noun::Anyone>]| {
            words_cell(ids.iter().map(|id| desk.anyone(partner, id)).collect::<Vec<_>>().join(", "))
        };
        let rows = record
            .raci
            .iter()
            .map(|one| {
                row(
                    None,
                    vec![
                        cell(text(&one.activity)),
                        names(&one.responsible),
                        names(&one.accountable),
                        names(&one.consulted),
                        names(&one.informed),
                        names(&one.agreed_by),
                    ],
                )
            })
            .collect();
        let table = table(
            "Who is responsible, accountable, consulted and informed",
            &[
                ("Activity", "text"),
                ("Responsible", "text"),
                ("Accountable", "text"),
                ("Consulted", "text"),
                ("Informed", "text"),
                ("Agreed by", "text"),
            ],
            rows,
        );
        section = section.block(Block::Details {
            summary: "Roles and responsibilities".to_owned(),
            blocks: vec![Block::Table { table }],
        });
    }
    section.blocks(facts(custom_facts(&record.x)))
}

/// Stakeholders and pairings. Internal.
pub fn people(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, found: Option<&Influence>) -> Section {
    let section = section("people", "People and influence").internal();
    let Some((record, found)) = partner.stakeholders.as_ref().zip(found) else {
        let how =
            format!("note who matters and where they stand in `partners/{}/stakeholders.yaml`", partner.id);
        return section.block(empty("No influence map yet", how)).blocks(contacts(partner));
    };
    let mut people: Vec<_> = record.stakeholders.iter().collect();
    people.sort_by_key(|one| std::cmp::Reverse((one.influence, one.authority)));
    let rows = people
        .iter()
        .map(|one| {
            let ours = desk.portfolio.person(one.person.as_str());
            let title = ours.map_or_else(
                || partner.contact(one.person.as_str()).and_then(|contact| contact.title.clone()),
                |person| person.title.clone(),
            );
            let org = if ours.is_some() { "ours" } else { "theirs" };
            let mut who = vec![
                text(desk.anyone(partner, &one.person))
                    .note(title.map_or_else(|| org.to_owned(), |title| format!("{title} · {org}"))),
            ];
            if one.champion {
                who.push(text("champion").tag());
            }
            let rating = |rating: Option<crate::portfolio::words::Rating>| {
                rating.map_or_else(|| missing(""), |rating| number_cell(rating.get().to_string()))
            };
            let attitude = match one.attitude {
                Some(Attitude::Supports) => text("supports").tone(Tone::Good),
                Some(Attitude::Concerned) => text("concerned").tone(Tone::Watch),
                Some(Attitude::Neutral) => text("neutral"),
                None => text("unknown").tone(Tone::Muted),
            };
            let influences: Vec<String> =
                one.influences.iter().map(|one| desk.anyone(partner, &one.to)).collect();
            let to = if influences.is_empty() {
                String::new()
            } else {
                format!("listened to by {}", words::join(&influences))
            };
            let view: Vec<Inline> = [
                one.view.as_ref().map(|view| text(format!("“{view}”"))),
                one.interest.as_ref().map(|interest| text(format!("Wants: {interest}")).tone(Tone::Muted)),
                one.action.as_ref().map(|action| text(format!("We: {action}")).tone(Tone::Muted)),
            ]
            .into_iter()
            .flatten()
            .collect();
            anchored_row(
                format!("person-{}", one.person),
                vec![
                    Cell::Text { lines: who },
                    rating(one.authority),
                    rating(one.influence),
                    cell(attitude.note(to)),
                    if view.is_empty() { missing("") } else { Cell::Text { lines: view } },
                    match &one.relationship_owner {
                        Some(owner) => {
                            let last = one.last_contact.map(|on| format!("last contact {}", words::date(on)));
                            cell(text(desk.person(owner)).note(last.unwrap_or_default()))
                        }
                        None => missing("nobody"),
                    },
                ],
            )
        })
        .collect();
    let map = influence::map(draft, desk, partner, record, found);
    let section = section.lead(influence::message(found)).blocks(influence::coverage(found)).blocks(map);
    let mut section = section.edit(desk.edit_file(record.file)).count(people.len()).block(Block::Table {
        table: table(
            "Stakeholders, the most influential first; authority and influence from 1 to 5",
            &[
                ("Person", "text"),
                ("Authority", "number"),
                ("Influence", "number"),
                ("Attitude", "text"),
                ("View and interest", "text"),
                ("Relationship", "text"),
            ],
            rows,
        ),
    });
    if !record.pairings.is_empty() {
        let rows = record
            .pairings
            .iter()
            .map(|pair| {
                row(
                    None,
                    vec![
                        cell(text(words::capital(&words::label(&pair.role)))),
                        pair.ours
                            .as_ref()
                            .map_or_else(|| missing("vacant"), |person| words_cell(desk.person(person))),
                        pair.theirs.as_ref().map_or_else(
                            || missing("vacant"),
                            |contact| words_cell(desk.contact(partner, contact)),
                        ),
                        words_cell(words::label(&pair.status)),
                        date_cell(pair.last_touch),
                    ],
                )
            })
            .collect();
        section = section.block(Block::Heading { text: "Across the aisle".to_owned() }).block(Block::Table {
            table: table(
                "Opposite numbers",
                &[
                    ("Role", "text"),
                    ("Ours", "text"),
                    ("Theirs", "text"),
                    ("Status", "text"),
                    ("Last contact", "date"),
                ],
                rows,
            ),
        });
    }
    section.blocks(contacts(partner)).blocks(facts(custom_facts(&record.x)))
}

fn contacts(partner: &Partner) -> Option<Block> {
    if partner.profile.contacts.is_empty() {
        return None;
    }
    let items = partner
        .profile
        .contacts
        .iter()
        .map(|contact| {
            let parts: Vec<String> = [
                contact.title.clone(),
                contact.timezone.clone(),
                contact.left_on.map(|on| format!("left {}", words::date(on))),
            ]
            .into_iter()
            .flatten()
            .collect();
            text(&contact.name).note(parts.join(" · "))
        })
        .collect();
    Some(Block::Details {
        summary: format!("{} of the partner", words::plural(partner.profile.contacts.len(), "contact")),
        blocks: vec![Block::List { items, ordered: false }],
    })
}
