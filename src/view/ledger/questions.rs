//! The ugly questions of all alliances: which are on the table with whom (P07), and which have waited long (P08).

use super::super::counted::ground;
use super::super::desk::{Desk, Draft, partner_path};
use super::super::figure::{Sign, SignCell, SignRow, SignStrip};
use super::super::page::{Block, Cell, Figure, Section, Tone};
use super::super::partner::ledger::times;
use super::super::parts::{cell, empty, section, table, table_or_empty};
use super::super::words::{self, text};
use super::record::{alliance, link, owner, row_of};
use crate::insight::questions::{Asked, Standing, TOPICS, Waiting, by_topic, waiting};
use crate::portfolio::showstopper::Topic;

/// The section.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>) -> Section {
    let ground = ground(desk);
    let waiting = waiting(&ground);
    let all = by_topic(&ground);
    let section = section("showstoppers", "Show-stoppers").count(waiting.len());
    if !all.iter().any(|one| one.topics.iter().any(Option::is_some)) {
        return section.block(empty(
            "No ugly question on the table",
            "ask them early, with both positions: `partners/<id>/showstoppers.yaml`",
        ));
    }
    let rows = waiting.iter().map(|one| row(draft, desk, one)).collect();
    let table = table(
        "Open show-stoppers, the oldest first",
        &[
            ("Question", "text"),
            ("Alliance", "text"),
            ("Days open", "number"),
            ("Our position", "text"),
            ("Their position", "text"),
            ("Owner", "text"),
        ],
        rows,
    );
    section
        .lead(lead(&waiting))
        .block(matrix(draft, &all))
        .block(Block::Heading { text: "Open, the oldest first".to_owned() })
        .block(table_or_empty(
            table,
            "Every question that was raised is settled",
            "those settled stand with each partner",
        ))
}

fn lead(waiting: &[Waiting<'_>]) -> String {
    let overdue = waiting.iter().filter(|one| one.overdue).count();
    match (waiting.len(), overdue) {
        (0, _) => "No question is open.".to_owned(),
        (count, 0) => format!(
            "{} open, none for longer or put off more often than the playbook lets pass.",
            words::capital(&words::plural(count, "question"))
        ),
        (count, overdue) => format!(
            "{} of {} {} open for longer, or put off more often, than the playbook lets pass.",
            words::capital(&words::number_word(overdue)),
            words::plural(count, "open question"),
            if overdue == 1 { "is" } else { "are" }
        ),
    }
}

/// What a topic is called.
fn name(topic: Topic) -> String {
    if topic == Topic::Ip { "Ownership".to_owned() } else { words::capital(&words::label(&topic)) }
}

fn matrix(draft: &mut Draft, all: &[Asked<'_>]) -> Block {
    let silent = all.iter().filter(|one| one.topics.iter().all(Option::is_none)).count();
    let gaps: usize =
        all.iter().flat_map(|one| &one.topics).filter(|topic| **topic == Some(Standing::OneSided)).count();
    let ownership = all.iter().filter(|one| one.topics[0].is_none()).count();
    let mut title = match ownership {
        0 => "Every alliance has put the question of ownership on the table".to_owned(),
        count => format!(
            "Who owns joint work was not asked in {} of {}",
            words::number_word(count),
            words::plural(all.len(), "alliance")
        ),
    };
    if gaps > 0 {
        title += &format!("; on {} a position is unknown", words::plural(gaps, "open topic"));
    }
    if silent > 0 {
        title += &format!("; {} asked nothing yet", words::plural(silent, "alliance"));
    }
    let rows = all.iter().map(|one| {
        let href = Some(draft.href(&format!("{}#showstoppers", partner_path(&one.partner.id))));
        let raised = one.topics.iter().flatten().count();
        let settled = one.topics.iter().filter(|topic| **topic == Some(Standing::Settled)).count();
        SignRow {
            name: one.partner.profile.name.clone(),
            href: href.clone(),
            cells: one
                .topics
                .iter()
                .map(|topic| {
                    let (sign, words) = match topic {
                        Some(Standing::Settled) => (Sign::Yes, "settled"),
                        Some(Standing::Open) => (Sign::Partial, "open, both positions known"),
                        Some(Standing::OneSided) => (Sign::No, "open, a position is unknown"),
                        None => (Sign::Unknown, "not raised"),
                    };
                    SignCell { sign, words: words.to_owned(), href: topic.and(href.clone()) }
                })
                .collect(),
            count: format!("{settled} of {raised}"),
        }
    });
    let strip = SignStrip {
        columns: TOPICS.map(name).into(),
        rows: rows.collect(),
        summary: format!("{title}; the open questions stand in the table below"),
    };
    let figure = draft.figure(Figure::SignStrip(strip));
    let subtitle = "Is it settled? Yes; in part: open, with both positions; no: open, a position is unknown; unknown: nobody has raised it. At the end, settled of raised".to_owned();
    Block::Figure { title, subtitle, figure, table: None }
}

fn row(draft: &Draft, desk: &Desk<'_>, one: &Waiting<'_>) -> super::super::page::Row {
    let question = one.question;
    let about = question.question.clone().unwrap_or_else(|| name(question.topic));
    let put_off = match question.deferrals.last() {
        None => name(question.topic),
        Some(last) => {
            let why = last.reason.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            format!("{}, put off {}{why}", name(question.topic), times(question.deferrals.len()))
        }
    };
    let position = |held: &Option<String>| match held {
        Some(held) => cell(text(held)),
        None => cell(text("Unknown").tone(Tone::Bad)),
    };
    row_of(
        one.partner,
        question.id.as_str(),
        vec![
            cell(link(draft, one.partner, question.id.as_str(), about).note(put_off)),
            alliance(draft, one.partner),
            Cell::Number {
                text: words::decimal(one.days.into(), 0),
                tone: if one.overdue { Tone::Bad } else { Tone::Plain },
                note: one.overdue.then(|| "too long, or put off too often".to_owned()),
            },
            position(&question.our_position),
            position(&question.their_position),
            owner(question.owner.as_ref(), |owner| desk.person(owner)),
        ],
    )
    .edit(desk.edit(&question.place))
}
