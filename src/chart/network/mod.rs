//! Who is linked with whom. Places follow from the order given, so the same network is drawn the same way
//! each time, and two quarters can be compared. Too many nodes are not drawn: a table carries them.

mod edges;
mod place;

use std::collections::BTreeSet;

use self::place::{Beside, Plan, Spot};
use crate::chart::label::{shorten, width};
use crate::chart::rows::{Key, SAMPLE, STRONG, TEXT};
use crate::chart::state::{self, State, diamond};
use crate::chart::svg::{Anchor, Frame, Svg};
use crate::view::figure::{EdgeKind, Network, NetworkLayout, Node, NodeKind, Standing};

const WIDTH: f64 = 640.0;
/// How long a sample of a line is: long enough to show its dashes.
const DASHES: f64 = 34.0;
/// The width of strong names is guessed at this size, as in lanes and rows.
const NAME: f64 = 14.3;

pub(super) fn draw(figure: &Network) -> String {
    let count = figure.nodes.len();
    if count > Network::MOST_NODES {
        return too_many(figure, count);
    }
    let standings: BTreeSet<Standing> = drawn(figure).map(|node| node.standing).collect();
    let kinds: BTreeSet<EdgeKind> = figure.edges.iter().map(|edge| edge.kind).collect();
    let (standings, kinds): (Vec<Standing>, Vec<EdgeKind>) =
        (standings.into_iter().collect(), kinds.into_iter().collect());
    let shapes = Key::within(WIDTH, standings.iter().map(|standing| (words(*standing), SAMPLE)));
    let lines = Key::within(WIDTH, kinds.iter().map(|kind| (edges::words(*kind), DASHES + 6.0)));
    let weights = weights(figure);
    let below = shapes.height + lines.height;
    let first = below + if weights.is_empty() { 4.0 } else { 22.0 };
    let plan = Plan::of(figure, WIDTH, first);
    let links = figure.nodes.iter().any(|node| node.href.is_some())
        || figure.edges.iter().any(|edge| edge.href.is_some());
    let mut svg = Svg::new(&Frame {
        class: "c-network",
        size: (WIDTH, plan.bottom.max(1.0)),
        summary: &figure.summary,
        links,
    });
    shapes.draw(&mut svg, (0.0, 0.0), |svg, index, at| {
        if let Some(standing) = standings.get(index) {
            shape(svg, *standing, at, 5.5);
        }
    });
    lines.draw(&mut svg, (0.0, shapes.height), |svg, index, (x, y)| {
        if let Some(kind) = kinds.get(index) {
            svg.line(&edges::class(*kind, 3), (x - 6.0, y), (x - 6.0 + DASHES, y));
        }
    });
    if !weights.is_empty() {
        svg.text("c-text c-axis", Anchor::Start, (0.0, below + 10.0), &weights);
    }
    for (x, anchor, words) in &plan.heads {
        svg.text("c-text c-strong", *anchor, (*x, first + 14.0), words);
    }
    edges::draw(&mut svg, &figure.edges, &plan);
    for (node, spot) in figure.nodes.iter().zip(&plan.spots) {
        if let Some(spot) = spot {
            draw_node(&mut svg, node, spot);
        }
    }
    svg.finish()
}

/// The nodes that have a standing: all but ourselves on a ring.
fn drawn(figure: &Network) -> impl Iterator<Item = &Node> {
    let ring = figure.layout == NetworkLayout::Ring;
    figure.nodes.iter().filter(move |node| !(ring && node.kind == NodeKind::Us))
}

/// What size, width and a second outline mean, as far as they are seen.
fn weights(figure: &Network) -> String {
    let sizes: BTreeSet<u8> = drawn(figure).map(|node| node.size).collect();
    let strengths: BTreeSet<u8> = figure.edges.iter().map(|edge| edge.strength).collect();
    let outlined = match figure.layout {
        NetworkLayout::Ring => "An outer ring marks the first tier.",
        NetworkLayout::Columns(_) => "An outer ring marks who decides.",
    };
    let first = drawn(figure).any(|node| node.kind == NodeKind::First);
    let said = [
        (sizes.len() > 1).then_some("A larger mark has more weight."),
        (strengths.len() > 1).then_some("A wider line is stronger."),
        first.then_some(outlined),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn too_many(figure: &Network, count: usize) -> String {
    let size = (WIDTH, 40.0);
    let mut svg = Svg::new(&Frame { class: "c-network", size, summary: &figure.summary, links: false });
    let words = format!("{count} names are too many to draw. The table lists them all.");
    svg.text("c-text", Anchor::Start, (0.0, 24.0), &words);
    svg.finish()
}

fn draw_node(svg: &mut Svg, node: &Node, spot: &Spot) {
    svg.link("c-name", node.href.as_deref());
    let parts = [node.label.as_str(), spot.word.unwrap_or_default(), node.note.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    svg.title(&parts.join(", "));
    let (x, y) = (spot.x, spot.y);
    if spot.beside == Beside::Inside {
        svg.rect("c-us", (x - spot.radius, y - 16.0), (spot.radius * 2.0, 32.0));
        let words = shorten(&node.label, NAME, spot.radius * 2.0 - 12.0);
        svg.text("c-text c-strong c-us-name", Anchor::Middle, (x, y + 4.5), &words);
        return svg.close();
    }
    svg.circle("c-node", (x, y), spot.radius + 2.0);
    if node.kind == NodeKind::First {
        svg.circle("c-node-first", (x, y), spot.radius + 3.5);
    }
    shape(svg, node.standing, (x, y), spot.radius);
    let (class, size) = match node.kind {
        NodeKind::First | NodeKind::Us => ("c-text c-strong c-beside", NAME),
        NodeKind::Usual => ("c-text c-beside", STRONG),
        NodeKind::Outer => ("c-text c-axis", TEXT),
    };
    let words = shorten(&node.label, size, spot.room);
    let away = spot.radius + 8.0;
    match spot.beside {
        Beside::Right => svg.text(class, Anchor::Start, (x + away, y + 4.5), &words),
        Beside::Left => svg.text(class, Anchor::End, (x - away, y + 4.5), &words),
        Beside::Below | Beside::Inside => {
            svg.text(class, Anchor::Middle, (x, y + spot.radius + 15.0), &words)
        }
    }
    svg.close();
}

fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::OnTrack => State::OnTrack.words(),
        Standing::AtRisk => State::AtRisk.words(),
        Standing::OffTrack => State::OffTrack.words(),
        Standing::NotRated => State::NotRated.words(),
        Standing::Supports => "supports",
        Standing::Neutral => "neutral",
        Standing::Concerned => "concerned",
        Standing::Unknown => "not noted",
    }
}

/// The shapes of states for alliances. For people a disc with a plus, a ring, a diamond with a stroke, a
/// dashed ring.
fn shape(svg: &mut Svg, standing: Standing, (x, y): (f64, f64), radius: f64) {
    let arm = radius * 0.5;
    let state = match standing {
        Standing::OnTrack => State::OnTrack,
        Standing::AtRisk => State::AtRisk,
        Standing::OffTrack => State::OffTrack,
        Standing::NotRated => State::NotRated,
        Standing::Supports => {
            svg.circle("c-supports", (x, y), radius);
            svg.line("c-tick", (x - arm, y), (x + arm, y));
            return svg.line("c-tick", (x, y - arm), (x, y + arm));
        }
        Standing::Neutral => return svg.circle("c-open", (x, y), radius - 0.75),
        Standing::Concerned => {
            diamond(svg, "c-mark-risk", (x, y), radius * 1.08);
            return svg.line("c-bar", (x - arm, y), (x + arm, y));
        }
        Standing::Unknown => return svg.circle("c-unknown", (x, y), radius - 0.75),
    };
    state::shape(svg, state, state.mark(), (x, y), radius);
}

/// How wide a box for our own name must be.
fn us_width(node: &Node) -> f64 {
    (width(&node.label, NAME) + 20.0).clamp(56.0, 132.0)
}

#[cfg(test)]
mod tests;
