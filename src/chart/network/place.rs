//! Where the nodes of a network stand: on a ring around us, or in columns. No force and no chance.
//!
//! On a ring the nodes of each half stand at even heights, not at even angles: so their names, set beside
//! them and outward, never meet, and no line between two nodes crosses a name.

use super::{WIDTH, us_width, words};
use crate::chart::label::{shorten, width};
use crate::chart::rows::STRONG;
use crate::chart::svg::Anchor;
use crate::view::figure::{Network, NetworkLayout, Node, NodeKind};

/// Half the width of the ring.
const ACROSS: f64 = 150.0;
/// From our box to a line that bends around it.
const AIR: f64 = 16.0;
/// The least height of the ring, and the height that a node takes on it: the second where it is crowded.
const LEAST: f64 = 250.0;
const PITCH: (f64, f64) = (28.0, 23.0);
const CROWDED: usize = 10;
/// The height that a person takes in a column; more where names stand below.
const LINE: f64 = 36.0;
const LINE_BELOW: f64 = 56.0;
/// Room for names outside the first and the last column.
const SIDE: f64 = 206.0;
const HEADS: f64 = 28.0;

/// On which side of its node a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Right,
    Left,
    Below,
    Inside,
}

/// The place of a node.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    pub(super) beside: Beside,
    /// How wide its name may be.
    pub(super) room: f64,
    /// Its standing in a word, for the tooltip; ourselves have none.
    pub(super) word: Option<&'static str>,
    /// The column, for lines that stay inside one.
    pub(super) column: usize,
}

/// The places of all nodes, and what stands above them.
#[derive(Debug)]
pub(super) struct Plan {
    /// One a node; nothing for one that names no column.
    pub(super) spots: Vec<Option<Spot>>,
    /// Names of columns.
    pub(super) heads: Vec<(f64, Anchor, String)>,
    /// The middle of a ring, and how far from it lines between partners stay.
    pub(super) center: Option<((f64, f64), f64)>,
    /// Where it ends.
    pub(super) bottom: f64,
    /// The index of the last column.
    pub(super) last: usize,
}

impl Plan {
    pub(super) fn of(figure: &Network, wide: f64, top: f64) -> Plan {
        match &figure.layout {
            NetworkLayout::Ring => ring(figure, wide, top),
            NetworkLayout::Columns(names) => columns(figure, names, top),
        }
    }
}

/// From 1 to 5 to a radius, the largest of which is given.
fn radius(node: &Node, largest: f64) -> f64 {
    largest * (0.45 + 0.11 * f64::from(node.size.clamp(1, 5)))
}

fn ring(figure: &Network, wide: f64, top: f64) -> Plan {
    let us = figure.nodes.iter().position(|node| node.kind == NodeKind::Us);
    let others: Vec<usize> = (0..figure.nodes.len()).filter(|index| Some(*index) != us).collect();
    let right = others.len().div_ceil(2);
    let pitch = if right > CROWDED { PITCH.1 } else { PITCH.0 };
    let high = (pitch * right as f64).max(if others.is_empty() { 40.0 } else { LEAST });
    let center = (wide / 2.0, top + 8.0 + high / 2.0);
    let largest = (pitch / 2.0 - 3.5).min(13.0);
    let mut spots = vec![None; figure.nodes.len()];
    for (place, index) in others.iter().enumerate() {
        let Some(node) = figure.nodes.get(*index) else { continue };
        // Clockwise: down on the right, up on the left.
        let (side, step, count) = if place < right {
            (1.0, place as f64, right)
        } else {
            (-1.0, (others.len() - 1 - place) as f64, others.len() - right)
        };
        let down = (step + 0.5) / count as f64 * 2.0 - 1.0;
        let x = center.0 + side * ACROSS * (1.0 - down * down).max(0.0).sqrt();
        let radius = radius(node, largest);
        let room = if side > 0.0 { wide - x } else { x } - radius - 10.0;
        let beside = if side > 0.0 { Beside::Right } else { Beside::Left };
        let (y, word) = (center.1 + down * high / 2.0, Some(words(node.standing)));
        spots[*index] = Some(Spot { x, y, radius, beside, room, word, column: 0 });
    }
    if let Some((us, node)) = us.and_then(|us| Some((us, figure.nodes.get(us)?))) {
        let (half, room) = (us_width(node) / 2.0, us_width(node));
        let (x, y) = center;
        spots[us] = Some(Spot { x, y, radius: half, beside: Beside::Inside, room, word: None, column: 0 });
    }
    let center = us.and_then(|us| spots.get(us)?.as_ref()).map(|us| (center, us.radius + AIR));
    Plan { spots, heads: Vec::new(), center, bottom: top + high + 16.0, last: 0 }
}

fn columns(figure: &Network, names: &[String], top: f64) -> Plan {
    let count = names.len();
    let last = count.saturating_sub(1);
    let between = (WIDTH - SIDE * 2.0) / last.max(1) as f64;
    let line = if count > 2 { LINE_BELOW } else { LINE };
    let mut spots = vec![None; figure.nodes.len()];
    let mut most = 0;
    for column in 0..count {
        let mut members: Vec<(usize, &Node)> =
            figure.nodes.iter().enumerate().filter(|(_, node)| node.column == column).collect();
        // The sort keeps the given order among equals.
        members.sort_by_key(|(_, node)| std::cmp::Reverse(node.size));
        most = most.max(members.len());
        let x = SIDE + between * column as f64;
        for (rank, (index, node)) in members.into_iter().enumerate() {
            let beside = match column {
                0 => Beside::Left,
                column if column == last => Beside::Right,
                _ => Beside::Below,
            };
            let radius = radius(node, 13.0);
            let room = if beside == Beside::Below { between * 1.2 } else { SIDE - radius - 12.0 };
            let y = top + HEADS + line * (rank as f64 + 0.5);
            let word = Some(words(node.standing));
            spots[index] = Some(Spot { x, y, radius, beside, room, word, column });
        }
    }
    let head = |(column, name): (usize, &String)| {
        let x = SIDE + between * column as f64;
        let room = if column == 0 || column == last { SIDE } else { between - 12.0 };
        let words = shorten(name, STRONG, room);
        match column {
            0 => (x + 12.0, Anchor::End, words),
            column if column == last => (x - 12.0, Anchor::Start, words),
            _ => (x, Anchor::Middle, words),
        }
    };
    let heads =
        names.iter().enumerate().map(head).filter(|(_, _, words)| width(words, STRONG) > 0.0).collect();
    Plan { spots, heads, center: None, bottom: top + HEADS + line * most as f64 + 6.0, last }
}
