//! The people on the influence maps of all alliances: doubts, silence, who stands where, champions.

use super::super::counted::link;
use super::super::desk::{Desk, Draft};
use super::super::ledger::record::alliance;
use super::super::page::{Block, Cell, Inline, Row, Section, Tone};
use super::super::parts::{
    cell, empty, missing, number_cell, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use super::Found;
use crate::insight::health::influence::{IN_TOUCH_DAYS, KEY};
use crate::insight::people::{Stake, key};
use crate::playbook::shape::Phase;
use crate::portfolio::words::{Attitude, Side};

/// How many days ahead a next contact counts as due.
const SOON: i64 = 60;

/// How many names a cell of the matrix has.
const NAMED: usize = 4;

/// Whoever is on a map, as a link to their place, and whose they are.
fn who(draft: &Draft, one: &Stake<'_>) -> Inline {
    let title = one.partner.contact(&one.mapped.id).and_then(|contact| contact.title.clone());
    link(draft, &one.mapped.record).note(match (one.mapped.side, title) {
        (Side::Theirs, title) => title.unwrap_or_default(),
        _ => "one of us".to_owned(),
    })
}

fn attitude(attitude: Option<Attitude>) -> Inline {
    match attitude {
        Some(Attitude::Supports) => text("supports").tone(Tone::Good),
        Some(Attitude::Neutral) => text("neutral"),
        Some(Attitude::Concerned) => text("concerned").tone(Tone::Watch),
        None => text("not noted").tone(Tone::Muted),
    }
}

fn keeper(desk: &Desk<'_>, one: &Stake<'_>) -> Cell {
    match one.owner {
        Some(id) => {
            words_cell(desk.portfolio.person(id).map_or_else(|| id.to_owned(), |person| person.name.clone()))
        }
        None => cell(text("Nobody").tone(Tone::Watch)),
    }
}

/// Influential people with a doubt.
pub fn doubts(draft: &Draft, desk: &Desk<'_>, found: &Found<'_, '_>) -> Section {
    let all = found.doubts();
    let doubt = |one: &&&Stake<'_>| {
        row(
            None,
            vec![
                cell(who(draft, one)),
                alliance(draft, one.partner),
                rating(one.mapped.influence),
                match one.action {
                    Some(action) => words_cell(action),
                    None => cell(text("No plan yet").tone(Tone::Bad)),
                },
                keeper(desk, one),
                contact(one, desk),
            ],
        )
    };
    let (ours, theirs): (Vec<&&Stake<'_>>, Vec<&&Stake<'_>>) =
        all.iter().partition(|one| one.mapped.side == Side::Ours);
    let table_of = |whose: &str, of: &[&&Stake<'_>]| {
        table(
            format!("Influential people {whose} with doubts, those without a plan first"),
            &[
                ("Person", "text"),
                ("Alliance", "text"),
                ("Influence", "number"),
                ("What we do", "text"),
                ("Kept by", "text"),
                ("Last contact", "date"),
            ],
            of.iter().map(doubt).collect(),
        )
    };
    let section = section("doubts", "Influential, with doubts")
        .internal()
        .count(all.len())
        .lead("People whom others listen to and who are concerned, those without a plan first.")
        .block(Block::Heading { text: format!("Of our partners: {}", theirs.len()) })
        .block(table_or_empty(
            table_of("of our partners", &theirs),
            "Nobody influential of theirs has doubts on record",
            "note `attitude` and `influence` in `partners/<id>/stakeholders.yaml`",
        ));
    if ours.is_empty() {
        return section;
    }
    section
        .block(Block::Heading { text: format!("Of us: {}", ours.len()) })
        .block(Block::Table { table: table_of("of us", &ours) })
}

fn rating(rating: Option<u8>) -> Cell {
    rating.map_or_else(|| missing("not noted"), |rating| number_cell(rating.to_string()))
}

fn contact(one: &Stake<'_>, desk: &Desk<'_>) -> Cell {
    match one.mapped.last_contact {
        None => cell(text("none on record").tone(Tone::Bad)),
        Some(on) => {
            let said = text(words::date(on)).note(words::distance(on, desk.as_of));
            cell(if one.mapped.in_touch { said } else { said.tone(Tone::Bad) })
        }
    }
}

/// Key people by the day of the next contact: the silent first, then those due soon; the others folded.
pub fn contacts(draft: &Draft, desk: &Desk<'_>, found: &Found<'_, '_>) -> Section {
    let all = key(&found.stakes);
    let near = |one: &&&Stake<'_>| {
        !one.mapped.is_held() || one.next_contact().is_some_and(|on| desk.as_of.days_until(on) <= SOON)
    };
    let (due, rest): (Vec<&Stake<'_>>, Vec<&Stake<'_>>) = all.iter().partition(near);
    let rows =
        |all: &[&Stake<'_>]| -> Vec<Row> { all.iter().map(|one| contact_row(draft, desk, one)).collect() };
    let columns = [
        ("Person", "text"),
        ("Alliance", "text"),
        ("Influence", "number"),
        ("Attitude", "text"),
        ("Kept by", "text"),
        ("Last contact", "date"),
        ("Next contact by", "date"),
    ];
    let (silent, soon): (Vec<&Stake<'_>>, Vec<&Stake<'_>>) = due
        .iter()
        .partition(|one| !one.mapped.is_held() || one.next_contact().is_none_or(|on| on < desk.as_of));
    let until = words::date(desk.as_of.plus_days(SOON));
    let section = section("contacts", "Who has gone silent, and who is next")
        .internal()
        .count(silent.len())
        .lead(format!(
            "Key people of our partners: influence or authority from {KEY} on. Silent is whoever had no contact for {IN_TOUCH_DAYS} days, or whom nobody keeps; due is whoever would be silent by {until}."
        ));
    if all.is_empty() {
        return section.block(empty(
            "Nobody of theirs is known to count",
            "note `influence` and `authority` in `partners/<id>/stakeholders.yaml`",
        ));
    }
    let section = section
        .block(Block::Heading { text: format!("Silent: {}", silent.len()) })
        .block(table_or_empty(
            table("Key people who have gone silent, the longest first", &columns, rows(&silent)),
            "All key people were met lately, and somebody keeps each",
            "the others stand below",
        ))
        .block(Block::Heading { text: format!("Due by {until}: {}", soon.len()) })
        .block(table_or_empty(
            table("Key people to be met soon, the first due first", &columns, rows(&soon)),
            "No contact with a key person is due until then",
            "",
        ));
    if rest.is_empty() {
        return section;
    }
    section.block(Block::Details {
        summary: format!("{} more key people in touch", rest.len()),
        blocks: vec![Block::Table {
            table: table("Key people in touch, the next contact due first", &columns, rows(&rest)),
        }],
    })
}

fn contact_row(draft: &Draft, desk: &Desk<'_>, one: &Stake<'_>) -> Row {
    let next = match one.next_contact() {
        None => cell(text("now").tone(Tone::Bad)),
        Some(on) if on < desk.as_of => {
            cell(text("now").tone(Tone::Bad).note(format!("was due {}", words::date(on))))
        }
        Some(on) => cell(text(words::date(on)).note(words::distance(on, desk.as_of))),
    };
    row(
        None,
        vec![
            cell(who(draft, one)),
            alliance(draft, one.partner),
            rating(one.mapped.influence),
            cell(attitude(one.mapped.attitude)),
            keeper(desk, one),
            contact(one, desk),
            next,
        ],
    )
}

/// Influence by attitude, over all alliances: names of those who count, numbers of the others.
pub fn matrix(draft: &Draft, found: &Found<'_, '_>) -> Section {
    let theirs: Vec<&Stake<'_>> = found.stakes.iter().filter(|one| one.mapped.side == Side::Theirs).collect();
    let section = section("matrix", "Influence and attitude").internal().count(theirs.len());
    if theirs.is_empty() {
        return section.block(empty(
            "No influence map yet",
            "note who matters and where they stand in `partners/<id>/stakeholders.yaml`",
        ));
    }
    let columns = [Some(Attitude::Concerned), Some(Attitude::Neutral), Some(Attitude::Supports), None];
    let rows = [Some(5), Some(4), Some(3), Some(2), Some(1), None]
        .into_iter()
        .map(|influence| {
            let mut cells = vec![cell(text(
                influence.map_or_else(|| "not noted".to_owned(), |influence| format!("{influence} of 5")),
            ))];
            cells.extend(columns.iter().map(|attitude| {
                let of: Vec<&&Stake<'_>> = theirs
                    .iter()
                    .filter(|one| one.mapped.influence == influence && one.mapped.attitude == *attitude)
                    .collect();
                matrix_cell(draft, &of, influence)
            }));
            row(None, cells)
        })
        .collect();
    let count = |attitude| theirs.iter().filter(|one| one.mapped.attitude == Some(attitude)).count();
    section
        .lead(format!(
            "Of {} people of theirs on the maps, {} support the alliance, {} are neutral and {} concerned.",
            theirs.len(),
            count(Attitude::Supports),
            count(Attitude::Neutral),
            count(Attitude::Concerned)
        ))
        .block(Block::Table {
            table: table(
                "People of our partners by influence and attitude",
                &[
                    ("Influence", "text"),
                    ("Concerned", "text"),
                    ("Neutral", "text"),
                    ("Supports", "text"),
                    ("Not noted", "text"),
                ],
                rows,
            ),
        })
}

fn matrix_cell(draft: &Draft, of: &[&&Stake<'_>], influence: Option<u8>) -> Cell {
    if of.is_empty() {
        return missing("");
    }
    if influence.is_none_or(|influence| influence < KEY) {
        return cell(text(of.len().to_string()));
    }
    let mut lines: Vec<Inline> = of
        .iter()
        .take(NAMED)
        .map(|one| link(draft, &one.mapped.record).note(one.partner.profile.name.clone()))
        .collect();
    if of.len() > NAMED {
        lines.push(text(format!("and {} more", of.len() - NAMED)).tone(Tone::Muted));
    }
    Cell::Text { lines }
}

/// Champions of each alliance at work, on both sides; those that lack one first.
pub fn champions(draft: &Draft, desk: &Desk<'_>, found: &Found<'_, '_>) -> Section {
    let live = desk.portfolio.partners.values().filter(|partner| desk.phase(partner) == Some(Phase::Live));
    let mut all: Vec<_> = live
        .map(|partner| {
            let of = |side: Side| -> Vec<&Stake<'_>> {
                let own = found.stakes.iter().filter(|one| one.partner.id == partner.id);
                own.filter(|one| one.mapped.champion && one.mapped.side == side).collect()
            };
            (partner, of(Side::Ours), of(Side::Theirs))
        })
        .collect();
    all.sort_by_key(|(partner, ours, theirs)| (!theirs.is_empty(), !ours.is_empty(), &partner.profile.name));
    let lacking = all.iter().filter(|(_, ours, theirs)| ours.is_empty() || theirs.is_empty()).count();
    let people = |of: &[&Stake<'_>]| {
        if of.is_empty() {
            return cell(text("Nobody").tone(Tone::Watch));
        }
        let lines = of.iter().map(|one| {
            let silent = if one.mapped.in_touch { "" } else { "no contact for half a year" };
            link(draft, &one.mapped.record).note(silent)
        });
        Cell::Text { lines: lines.collect() }
    };
    let rows = all
        .iter()
        .map(|(partner, ours, theirs)| {
            row(None, vec![alliance(draft, partner), people(ours), people(theirs)])
        })
        .collect();
    section("champions", "Champions")
        .internal()
        .count(lacking)
        .lead(format!(
            "{} of {} at work {} a champion on one side or both; these first.",
            words::capital(&words::number_word(lacking)),
            words::plural(all.len(), "alliance"),
            if lacking == 1 { "lacks" } else { "lack" }
        ))
        .block(table_or_empty(
            table(
                "Champions of the alliances at work, on both sides",
                &[("Alliance", "text"), ("Of us", "text"), ("Of them", "text")],
                rows,
            ),
            "No alliance is at work yet",
            "a partner is at work from its first live stage under `stages` in `partners/<id>/partner.yaml`",
        ))
}
