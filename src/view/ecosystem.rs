//! The ecosystem: who works with whom in open initiatives, we in the middle, partners on a ring.

use std::collections::BTreeMap;

use super::counted::link as link_to;
use super::desk::{Desk, Draft, partner_path};
use super::figure::{Edge, EdgeKind, Network, NetworkLayout, Node, NodeKind, Standing};
use super::page::{Block, Cell, Figure, Section};
use super::parts::{cell, missing, row, section, table};
use super::words::{self, text};
use crate::facts::partner as facts;
use crate::insight::ecosystem::{End, Flow, Link, links};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::initiative::Motion;
use crate::portfolio::words::State;

/// The map, and its links as a table; nothing where no open initiative links anybody.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>) -> Option<Section> {
    let links = links(desk.portfolio, desk.playbook);
    if links.is_empty() {
        return None;
    }
    let mut linked: Vec<&Partner> = desk
        .portfolio
        .partners
        .values()
        .filter(|partner| links.iter().any(|link| has(link, partner)))
        .collect();
    let rank = |partner: &Partner| {
        facts::tier(partner).and_then(|tier| desk.playbook.tier(tier)).map_or(usize::MAX, |(rank, _)| rank)
    };
    linked.sort_by_key(|partner| (rank(partner), partner.id.clone()));
    let us = desk.portfolio.settings.organisation.as_ref();
    let us = us.map_or_else(|| "We".to_owned(), |us| us.name.clone());
    let mut nodes = vec![Node {
        label: us.clone(),
        note: format!("{} with open initiatives", words::plural(linked.len(), "partner")),
        href: None,
        kind: NodeKind::Us,
        size: 5,
        standing: Standing::NotRated,
        column: 0,
    }];
    let mut index: BTreeMap<End, usize> = BTreeMap::from([(None, 0)]);
    for partner in &linked {
        index.insert(Some(partner.id.clone()), nodes.len());
        nodes.push(node(draft, desk, partner, rank(partner), &links));
    }
    let edges = links.iter().filter_map(|link| edge(draft, &nodes, &index, link)).collect();
    let among: Vec<&Link> = links.iter().filter(|link| link.one.is_some()).collect();
    let title = message(linked.len(), &among);
    let alone = desk.portfolio.partners.len() - linked.len();
    let alone = match alone {
        0 => String::new(),
        1 => "; one partner has none and is not shown".to_owned(),
        count => format!("; {} have none and are not shown", words::plural(count, "partner")),
    };
    let vague = links.iter().filter(|link| link.motion.is_none()).count();
    let vague = match vague {
        0 => String::new(),
        count => format!("; {} without a motion in the table only", words::plural(count, "link")),
    };
    let subtitle = format!(
        "Open initiatives: {us} in the middle, the highest tier first from the top; thicker is more initiatives{alone}{vague}"
    );
    let rows = links
        .iter()
        .map(|link| {
            let name = |end: &End| match end.as_ref().and_then(|id| desk.portfolio.partners.get(id)) {
                Some(partner) => draft.inline_link(&partner.profile.name, &partner_path(&partner.id)),
                None => text(&us),
            };
            let (from, to) = match link.flow {
                Some(Flow::ToOne) => (&link.other, &link.one),
                Some(Flow::ToOther) | None => (&link.one, &link.other),
            };
            let way = if link.flow.is_some() { "gives to" } else { "works with" };
            row(
                None,
                vec![
                    cell(name(from).note(way)),
                    cell(name(to)),
                    link.motion.map_or_else(
                        || missing("no motion"),
                        |motion| cell(text(words::capital(&words::label(&motion)))),
                    ),
                    Cell::Text { lines: link.initiatives.iter().map(|one| link_to(draft, one)).collect() },
                    if link.what.is_empty() {
                        missing("not said")
                    } else {
                        Cell::Text { lines: link.what.iter().map(text).collect() }
                    },
                ],
            )
        })
        .collect();
    let table = table(
        "Who works with whom in open initiatives",
        &[
            ("Who", "text"),
            ("With", "text"),
            ("Motion", "text"),
            ("Initiatives", "text"),
            ("What flows", "text"),
        ],
        rows,
    );
    let figure = draft.figure(Figure::Network(Network {
        layout: NetworkLayout::Ring,
        nodes,
        edges,
        summary: format!("{title}; the links stand in the table"),
    }));
    let block = Block::Figure { title, subtitle, figure, table: Some(table) };
    Some(section("ecosystem", "Ecosystem").count(links.len()).block(block))
}

fn has(link: &Link, partner: &Partner) -> bool {
    [&link.one, &link.other].into_iter().any(|end| end.as_deref() == Some(partner.id.as_str()))
}

fn message(partners: usize, among: &[&Link]) -> String {
    let partners = words::plural(partners, "partner");
    match among.len() {
        0 => format!("{partners} in open initiatives, each with us alone"),
        1 => format!("{partners} in open initiatives, and one link among them"),
        count => format!("{partners} in open initiatives, and {count} links among them"),
    }
}

fn node(draft: &Draft, desk: &Desk<'_>, partner: &Partner, rank: usize, links: &[Link]) -> Node {
    let mut initiatives: Vec<_> =
        links.iter().filter(|link| has(link, partner)).flat_map(|link| &link.initiatives).collect();
    initiatives.sort();
    initiatives.dedup();
    let at_work = matches!(desk.phase(partner), Some(Phase::Preparation | Phase::Live));
    let state = desk.state(&partner.id);
    let tier = desk.tier_name(partner).map(|tier| format!("{tier} tier, ")).unwrap_or_default();
    Node {
        label: partner.profile.name.clone(),
        note: format!(
            "{tier}{}, {}",
            words::pill(state).word.to_lowercase(),
            words::plural(initiatives.len(), "open initiative")
        ),
        href: Some(draft.href(&partner_path(&partner.id))),
        kind: match rank {
            _ if !at_work => NodeKind::Outer,
            0 => NodeKind::First,
            _ => NodeKind::Usual,
        },
        size: initiatives.len().clamp(1, 5) as u8,
        standing: match state {
            State::OnTrack => Standing::OnTrack,
            State::AtRisk => Standing::AtRisk,
            State::OffTrack => Standing::OffTrack,
            State::NotRated => Standing::NotRated,
        },
        column: 0,
    }
}

fn edge(draft: &Draft, nodes: &[Node], index: &BTreeMap<End, usize>, link: &Link) -> Option<Edge> {
    let (one, other) = (*index.get(&link.one)?, *index.get(&link.other)?);
    let (from, to) = if link.flow == Some(Flow::ToOne) { (other, one) } else { (one, other) };
    let names: Vec<String> = link.initiatives.iter().map(|one| one.name.clone()).collect();
    let motion =
        link.motion.map_or_else(|| "Work".to_owned(), |motion| words::capital(&words::label(&motion)));
    Some(Edge {
        from,
        to,
        kind: match link.motion? {
            Motion::Build => EdgeKind::Build,
            Motion::Market => EdgeKind::Market,
            Motion::Sell => EdgeKind::Sell,
            Motion::Service => EdgeKind::Service,
        },
        strength: link.initiatives.len().clamp(1, 5) as u8,
        label: format!("{motion}, {} and {}: {}", nodes[from].label, nodes[to].label, words::join(&names)),
        href: link.initiatives.first().map(|one| super::counted::href(draft, one)),
        directed: link.flow.is_some(),
    })
}
