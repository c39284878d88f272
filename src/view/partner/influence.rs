//! Who knows whom: how far the influence map reaches, and the map as a drawing. Always internal.

use std::collections::BTreeMap;

use super::super::desk::{Desk, Draft};
use super::super::figure::{Edge, EdgeKind, Network, NetworkLayout, Node, NodeKind, Standing};
use super::super::page::{Block, Figure, Inline, Tone};
use super::super::parts::{fact, fact_list, facts};
use super::super::words::{self, text};
use crate::insight::health::influence::{IN_TOUCH_DAYS, Influence, KEY, Mapped};
use crate::portfolio::Partner;
use crate::portfolio::stakeholders::{PairedRole, Stakeholders};
use crate::portfolio::words::{Attitude, Rating, Side};

/// The message of the section.
pub fn message(found: &Influence) -> String {
    let key = found.key().count();
    let unheld = found.unheld();
    if key == 0 {
        return format!("Nobody of theirs has influence or authority from {KEY} on, as far as noted.");
    }
    match unheld.len() {
        0 if key == 1 => "We are in touch with their one key person.".to_owned(),
        0 => format!("We are in touch with all {key} of their key people."),
        lost => {
            let names: Vec<String> = unheld.iter().map(|one| one.record.name.clone()).collect();
            format!("We have lost touch with {lost} of {key} of their key people: {}.", words::join(&names))
        }
    }
}

/// How far the map reaches, in numbers that lead to people.
pub fn coverage(found: &Influence) -> Option<Block> {
    let person = |one: &Mapped| {
        let contact = match one.last_contact {
            Some(on) => format!("last contact {}", words::date(on)),
            None => "no contact on record".to_owned(),
        };
        let owner = if one.owned { "" } else { "nobody keeps the relationship, " };
        text(&one.record.name)
            .to(format!("#person-{}", one.id))
            .tone(Tone::Watch)
            .note(format!("{owner}{contact}"))
    };
    let mapped = found.of(Side::Theirs).count();
    let held = found.key().filter(|one| one.is_held()).count();
    let key = found.key().count();
    let count = |attitude: Option<Attitude>, word: &str| match found.standing(attitude) {
        0 => None,
        count => Some(format!("{count} {word}")),
    };
    let attitudes: Vec<String> = [
        count(Some(Attitude::Supports), "in support"),
        count(Some(Attitude::Neutral), "neutral"),
        count(Some(Attitude::Concerned), "concerned"),
        count(None, "not noted"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut in_touch: Vec<Inline> = vec![text(format!("{held} of {key}")).note(format!(
        "influence or authority from {KEY} on; one of us keeps the relationship, last contact within {IN_TOUCH_DAYS} days"
    ))];
    in_touch.extend(found.unheld().into_iter().map(person));
    let roles = |roles: &[PairedRole]| words::join(&roles.iter().map(words::label).collect::<Vec<_>>());
    let unpaired = (!found.unpaired.is_empty()).then(|| format!("missing: {}", roles(&found.unpaired)));
    let all = found.paired.len() + found.unpaired.len();
    facts([
        fact("Their people on the map", Some(format!("{mapped} of {} known by name", found.known))),
        fact_list("Key people in touch", in_touch),
        fact("Where theirs stand", Some(words::join(&attitudes))),
        fact(
            "Champions",
            Some(format!("{} ours, {} theirs", found.champions(Side::Ours), found.champions(Side::Theirs))),
        ),
        fact_list(
            "Roles with an opposite number",
            [text(format!("{} of {all}", found.paired.len())).note(unpaired.unwrap_or_default())],
        ),
    ])
}

/// Who has most influence on their side; several, if they are rated alike.
fn most_influence(found: &Influence) -> String {
    let highest = found.of(Side::Theirs).filter_map(|one| one.influence).max();
    let first = found.of(Side::Theirs).filter(|one| highest.is_some() && one.influence == highest);
    let names: Vec<String> = first.map(|one| one.record.name.clone()).collect();
    match names.len() {
        0 => "Nobody of theirs is rated yet".to_owned(),
        1 => format!("{} has the most influence on their side", names[0]),
        _ => format!("{} have the most influence on their side", words::join(&names)),
    }
}

fn people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// Nodes and columns of the map so far, and which node stands for whom.
struct Placed<'a> {
    nodes: Vec<Node>,
    columns: Vec<String>,
    index: BTreeMap<&'a str, usize>,
}

/// The map: who listens to whom, people in columns by company, the most influential on top.
pub fn map<'a>(
    draft: &mut Draft,
    desk: &Desk<'a>,
    partner: &'a Partner,
    record: &'a Stakeholders,
    found: &'a Influence,
) -> Option<Block> {
    let influences = record.stakeholders.iter().map(|one| one.influences.len()).sum::<usize>();
    if found.people.len() < 2 {
        return None;
    }
    let mut placed = Placed { nodes: Vec::new(), columns: Vec::new(), index: BTreeMap::new() };
    let us = desk.portfolio.settings.organisation.as_ref();
    placed.columns.push(us.map_or_else(|| "We".to_owned(), |us| us.name.clone()));
    for one in &found.people {
        place(&mut placed, partner, &one.id, one);
    }
    let mut edges = Vec::new();
    for one in &record.stakeholders {
        for influence in &one.influences {
            let (from, to) = (one.person.as_str(), influence.to.as_str());
            let Some(&from) = placed.index.get(from) else { continue };
            let to = match placed.index.get(to) {
                Some(&to) => to,
                None => match outsider(&mut placed, desk, partner, to) {
                    Some(to) => to,
                    None => continue,
                },
            };
            let strength = influence.strength.map(Rating::get);
            edges.push(Edge {
                from,
                to,
                kind: EdgeKind::Influence,
                strength: strength.unwrap_or(1),
                label: format!(
                    "{} has the ear of {}{}",
                    placed.nodes[from].label,
                    placed.nodes[to].label,
                    strength.map(|strength| format!(", {strength} of 5")).unwrap_or_default()
                ),
                href: None,
                directed: true,
            });
        }
    }
    let title = most_influence(found);
    let subtitle = format!(
        "{}, {}; size is influence from 1 to 5, an outer ring authority from {KEY} on",
        people(placed.nodes.len()),
        words::plural(influences, "arrow")
    );
    let network = Network {
        layout: NetworkLayout::Columns(placed.columns),
        nodes: placed.nodes,
        edges,
        summary: format!("{title}; the people stand in the table"),
    };
    let figure = draft.figure(Figure::Network(network));
    Some(Block::Figure { title, subtitle, figure, table: None })
}

fn column(placed: &mut Placed<'_>, partner: &Partner, id: &str) -> usize {
    let Some(contact) = partner.contact(id) else { return 0 };
    let name = contact.organisation.as_ref().unwrap_or(&partner.profile.name);
    match placed.columns.iter().skip(1).position(|known| known == name) {
        Some(at) => at + 1,
        None => {
            placed.columns.push(name.clone());
            placed.columns.len() - 1
        }
    }
}

fn place<'a>(placed: &mut Placed<'a>, partner: &Partner, id: &'a str, one: &Mapped) {
    let column = column(placed, partner, id);
    let rated = |name: &str, rating: Option<u8>| match rating {
        Some(rating) => format!("{name} {rating} of 5"),
        None => format!("{name} not noted"),
    };
    let standing = match one.attitude {
        Some(Attitude::Supports) => Standing::Supports,
        Some(Attitude::Neutral) => Standing::Neutral,
        Some(Attitude::Concerned) => Standing::Concerned,
        None => Standing::Unknown,
    };
    let stands = one.attitude.map_or_else(|| "attitude not noted".to_owned(), |one| words::label(&one));
    placed.index.insert(id, placed.nodes.len());
    placed.nodes.push(Node {
        label: one.record.name.clone(),
        note: format!(
            "{}, {}, {stands}",
            rated("influence", one.influence),
            rated("authority", one.authority)
        ),
        href: Some(format!("#person-{id}")),
        kind: if one.authority.is_some_and(|authority| authority >= KEY) {
            NodeKind::First
        } else {
            NodeKind::Usual
        },
        size: one.influence.unwrap_or(1),
        standing,
        column,
    });
}

/// Somebody whom people on the map influence, and who is not on it.
fn outsider<'a>(
    placed: &mut Placed<'a>,
    desk: &Desk<'_>,
    partner: &'a Partner,
    id: &'a str,
) -> Option<usize> {
    let theirs = partner.contact(id).map(|contact| contact.name.clone());
    let name = theirs.or_else(|| desk.portfolio.person(id).map(|person| person.name.clone()))?;
    let column = column(placed, partner, id);
    placed.index.insert(id, placed.nodes.len());
    placed.nodes.push(Node {
        label: name,
        note: "not on the map".to_owned(),
        href: None,
        kind: NodeKind::Outer,
        size: 1,
        standing: Standing::Unknown,
        column,
    });
    Some(placed.nodes.len() - 1)
}
