//! People on both sides, how they meet, and what surveys say of the relationship.

use super::super::desk::Desk;
use super::super::page::{Block, Cell, Inline, Section, Tone};
use super::super::parts::{
    anchored_row, cell, custom_facts, date_cell, empty, facts, missing, number_cell, row, section, table,
    words_cell,
};
use super::super::words::{self, text};
use crate::portfolio::Partner;
use crate::portfolio::money::Number;
use crate::portfolio::survey::{Aggregate, Survey};
use crate::portfolio::words::Attitude;
use rust_decimal::Decimal;

/// Answers of fewer people than this are not shown.
const LEAST_ANSWERS: u32 = 3;

/// What both sides say of the relationship.
pub fn surveys(desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("surveys", "Surveys").count(partner.surveys.len());
    let mut rounds: Vec<_> = partner.surveys.iter().collect();
    rounds.sort_by_key(|round| std::cmp::Reverse(round.on));
    let Some(latest) = rounds.first() else {
        return section.block(empty(
            "No survey yet",
            format!("add a round of both sides' answers to `partners/{}/surveys.yaml`", partner.id),
        ));
    };
    let mut section = section.edit(desk.edit(&latest.place)).lead(format!(
        "Means on a scale from 1 to 5, shown from {LEAST_ANSWERS} answers a side on. The latest round was {}.",
        words::distance(latest.on, desk.as_of)
    ));
    for (index, round) in rounds.iter().enumerate() {
        let block = round_table(round);
        let title = format!("{}, {}", words::capital(&words::label(&round.kind)), words::date(round.on));
        let note = round.note.as_ref().map(|note| Block::Text { text: note.clone() });
        if index == 0 {
            section = section.block(Block::Heading { text: title }).block(block).blocks(note);
        } else {
            let blocks = std::iter::once(block).chain(note).collect();
            section = section.block(Block::Details { summary: title, blocks });
        }
    }
    section
}

fn round_table(round: &Survey) -> Block {
    let side = |side: &Option<Aggregate>| match side {
        None => missing("not asked"),
        Some(answers) if answers.n < LEAST_ANSWERS => missing("too few answers"),
        Some(answers) => {
            let spread = answers
                .spread
                .map(|Number(spread)| format!(", spread {}", words::decimal(spread, 1)))
                .unwrap_or_default();
            Cell::Number {
                text: words::decimal(answers.mean.0, 1),
                tone: Tone::Plain,
                note: Some(format!("n = {}{spread}", answers.n)),
            }
        }
    };
    let rows = round
        .items
        .iter()
        .map(|item| {
            let enough = |side: &Option<Aggregate>| {
                side.as_ref().filter(|one| one.n >= LEAST_ANSWERS).map(|one| one.mean.0)
            };
            let gap = match enough(&item.ours).zip(enough(&item.theirs)) {
                Some((ours, theirs)) => {
                    let gap = theirs - ours;
                    let three = Decimal::from(3);
                    let wide = gap.abs() >= Decimal::ONE
                        || (ours > three) != (theirs > three) && ours != three && theirs != three;
                    Cell::Number {
                        text: words::decimal(gap, 1),
                        tone: if wide { Tone::Bad } else { Tone::Plain },
                        note: wide.then(|| "the two see it differently".to_owned()),
                    }
                }
                None => missing(""),
            };
            row(
                None,
                vec![cell(text(words::capital(&item.dimension))), side(&item.ours), side(&item.theirs), gap],
            )
        })
        .collect();
    Block::Table {
        table: table(
            format!("Survey of {}, by dimension", words::date(round.on)),
            &[("Dimension", "text"), ("Ours", "number"), ("Theirs", "number"), ("Gap", "number")],
            rows,
        ),
    }
}

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
pub fn people(desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("people", "People and influence").internal();
    let Some(record) = &partner.stakeholders else {
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
            row(
                None,
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
