//! The lines of a network: cut at the nodes, bent around the middle of a ring and inside a column, side by
//! side where several join the same two nodes.

use std::collections::BTreeMap;

use super::place::{Beside, Plan, Spot};
use crate::chart::svg::Svg;
use crate::view::figure::{Edge, EdgeKind};

/// From one of several lines between the same two nodes to the next.
const APART: f64 = 6.0;
/// Pieces of a bent line.
const PIECES: u8 = 16;
/// From a node to the end of a line.
const AIR: f64 = 4.0;

type Point = (f64, f64);

/// The classes of a line: what it is about, and how strong.
pub(super) fn class(kind: EdgeKind, strength: u8) -> String {
    let kind = match kind {
        EdgeKind::Build => "c-edge-build",
        EdgeKind::Market => "c-edge-market",
        EdgeKind::Sell => "c-edge-sell",
        EdgeKind::Service => "c-edge-service",
        EdgeKind::Influence => "c-edge-influence",
    };
    format!("c-edge {kind} c-wide-{}", strength.clamp(1, 5))
}

pub(super) fn words(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Build => "build",
        EdgeKind::Market => "market",
        EdgeKind::Sell => "sell",
        EdgeKind::Service => "service",
        EdgeKind::Influence => "has the ear of",
    }
}

/// Draws all lines whose two nodes have a place.
pub(super) fn draw(svg: &mut Svg, edges: &[Edge], plan: &Plan) {
    let pair = |edge: &Edge| (edge.from.min(edge.to), edge.from.max(edge.to));
    let mut together: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in edges {
        *together.entry(pair(edge)).or_default() += 1;
    }
    let mut before: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let spot = |index: usize| plan.spots.get(index).and_then(Option::as_ref);
    for edge in edges.iter().filter(|edge| edge.from != edge.to) {
        let (Some(from), Some(to)) = (spot(edge.from), spot(edge.to)) else { continue };
        let count = together.get(&pair(edge)).copied().unwrap_or(1);
        let nth = before.entry(pair(edge)).or_default();
        let shift = (*nth as f64 - (count as f64 - 1.0) / 2.0) * APART.min(18.0 / count as f64);
        *nth += 1;
        // Both directions of a pair are counted from the same side.
        let shift = if edge.from < edge.to { shift } else { -shift };
        line(svg, edge, (from, to), plan, shift);
    }
}

fn line(svg: &mut Svg, edge: &Edge, (from, to): (&Spot, &Spot), plan: &Plan, shift: f64) {
    let mut points = route((from, to), plan, shift);
    let head = if edge.directed { 7.0 + f64::from(edge.strength.clamp(1, 5)) } else { 0.0 };
    cut(&mut points, from, AIR);
    points.reverse();
    cut(&mut points, to, AIR);
    let tip = points.first().copied();
    cut(&mut points, to, AIR + head * 0.8);
    points.reverse();
    if points.len() < 2 {
        return;
    }
    svg.link("c-mark", edge.href.as_deref());
    svg.title(&edge.label);
    svg.path(&class(edge.kind, edge.strength), &points, false);
    if let (true, Some(tip), Some(back)) = (edge.directed, tip, points.last()) {
        arrow(svg, edge.kind, *back, tip, head);
    }
    svg.close();
}

/// From middle to middle: straight, or in pieces where it is bent.
fn route((from, to): (&Spot, &Spot), plan: &Plan, shift: f64) -> Vec<Point> {
    let (start, end) = ((from.x, from.y), (to.x, to.y));
    let across = normal(start, end);
    let moved = |(x, y): Point| (x + across.0 * shift, y + across.1 * shift);
    let (start, end) = (moved(start), moved(end));
    let middle = ((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0);
    let rim = |spot: &Spot| spot.beside != Beside::Inside;
    if let Some((center, around)) = plan.center.filter(|_| rim(from) && rim(to)) {
        let near = (center.0 - middle.0) * across.0 + (center.1 - middle.1) * across.1;
        if near.abs() >= around {
            return vec![start, end];
        }
        // Away from the middle; twice as far, because a bend reaches half way to its control point.
        let bend = 2.0 * if near > 0.0 { near - around } else { near + around };
        return bent(start, (middle.0 + across.0 * bend, middle.1 + across.1 * bend), end);
    }
    if plan.center.is_none() && from.column == to.column && plan.last > 0 {
        let inward = if from.column == plan.last { -1.0 } else { 1.0 };
        let reach = (64.0 + (end.1 - start.1).abs() * 0.4).min(170.0);
        return bent(start, (middle.0 + inward * reach, middle.1), end);
    }
    vec![start, end]
}

/// The direction at a right angle to a line; none where it has no length.
fn normal(start: Point, end: Point) -> Point {
    let (x, y) = (end.0 - start.0, end.1 - start.1);
    let long = x.hypot(y);
    if long > 0.0 { (-y / long, x / long) } else { (0.0, 0.0) }
}

fn bent(start: Point, control: Point, end: Point) -> Vec<Point> {
    let at = |piece: u8| {
        let t = f64::from(piece) / f64::from(PIECES);
        let (a, b, c) = ((1.0 - t).powi(2), 2.0 * t * (1.0 - t), t.powi(2));
        (a * start.0 + b * control.0 + c * end.0, a * start.1 + b * control.1 + c * end.1)
    };
    (0..=PIECES).map(at).collect()
}

/// Takes away what lies inside a node, from the first point on.
fn cut(points: &mut Vec<Point>, spot: &Spot, air: f64) {
    // A box as a node is met at its edge, a shape at its circle.
    let inside = |(x, y): Point| match spot.beside {
        Beside::Inside => (x - spot.x).abs() < spot.radius + air && (y - spot.y).abs() < 16.0 + air,
        _ => (x - spot.x).hypot(y - spot.y) < spot.radius + air,
    };
    let hidden = points.iter().take_while(|point| inside(**point)).count();
    let (Some(mut within), Some(mut without)) =
        (hidden.checked_sub(1).and_then(|last| points.get(last).copied()), points.get(hidden).copied())
    else {
        // All of it lies inside, or nothing does.
        points.drain(..hidden);
        return;
    };
    for _ in 0..16 {
        let half = ((within.0 + without.0) / 2.0, (within.1 + without.1) / 2.0);
        if inside(half) { within = half } else { without = half }
    }
    points.splice(..hidden, [without]);
}

/// A head from where the line ends to its tip.
fn arrow(svg: &mut Svg, kind: EdgeKind, back: Point, tip: Point, long: f64) {
    let across = normal(back, tip);
    let half = long * 0.5;
    let (left, right) = (
        (back.0 + across.0 * half, back.1 + across.1 * half),
        (back.0 - across.0 * half, back.1 - across.1 * half),
    );
    let class = match kind {
        EdgeKind::Build => "c-arrow c-edge-build",
        EdgeKind::Market => "c-arrow c-edge-market",
        EdgeKind::Sell => "c-arrow c-edge-sell",
        EdgeKind::Service => "c-arrow c-edge-service",
        EdgeKind::Influence => "c-arrow c-edge-influence",
    };
    svg.path(class, &[left, tip, right], true);
}
