//! One measure against target and ranges, after Stephen Few's bullet graph: 220 by 28.
//! The limits of the ranges are for the row beside it to print; neighbours differ too little to be read.

use crate::chart::scale::{placeable, share};
use crate::chart::svg::{Frame, Svg};
use crate::view::figure::{Better, Bullet};

const WIDTH: f64 = 220.0;
const HEIGHT: f64 = 28.0;
const MIDDLE: f64 = HEIGHT / 2.0;
const BAND: f64 = 20.0;
const BAR: f64 = 7.0;
const TICK: (f64, f64) = (2.0, 14.0);
const HALO: f64 = 5.5;
const DOT: f64 = 5.0;

/// The shades of the stylesheet, from 1, poor, to 5, good.
const SHADES: usize = 5;

/// A range between two places across the box, and its shade.
struct Range {
    from: f64,
    to: f64,
    shade: usize,
}

pub(super) fn draw(figure: &Bullet) -> String {
    let mut svg =
        Svg::new(&Frame { class: "c-bullet", size: (WIDTH, HEIGHT), summary: &figure.summary, links: false });
    let scale = (placeable(Some(figure.scale.0)), placeable(Some(figure.scale.1)));
    let (Some(low), Some(high)) = scale else {
        return svg.finish();
    };
    if low >= high {
        return svg.finish();
    }
    let across = |value: f64| share(value, (low, high)) * WIDTH;
    let ranges = ranges(figure, across);
    for range in &ranges {
        band(&mut svg, &format!("c-shade-{}", range.shade), (range.from, range.to), BAND);
    }
    if let Some(actual) = placeable(figure.actual) {
        let at = across(actual);
        if low == 0.0 {
            svg.rect("c-actual", (0.0, MIDDLE - BAR / 2.0), (at.clamp(0.0, WIDTH), BAR));
        } else {
            svg.circle("c-actual", (at.clamp(DOT + 1.0, WIDTH - DOT - 1.0), MIDDLE), DOT);
        }
    }
    if let Some(target) = placeable(figure.target) {
        comparator(&mut svg, &ranges, across(target));
    }
    if let Some(actual) = placeable(figure.actual) {
        overflow(&mut svg, across(actual));
    }
    svg.finish()
}

/// The visible ranges from left to right. Limits off the scale still count when shades are dealt out.
fn ranges(figure: &Bullet, across: impl Fn(f64) -> f64) -> Vec<Range> {
    let mut limits: Vec<f64> = figure.bands.iter().filter_map(|limit| placeable(Some(*limit))).collect();
    limits.sort_by(f64::total_cmp);
    let count = limits.len() + 1;
    let mut edges = vec![0.0];
    edges.extend(limits.iter().map(|limit| across(*limit).clamp(0.0, WIDTH)));
    edges.push(WIDTH);
    edges
        .windows(2)
        .enumerate()
        .map(|(index, edge)| {
            let (rank, of) = match figure.better {
                Better::More => (index, count),
                Better::Less => (count - 1 - index, count),
                Better::Within => (index.min(count - 1 - index), count.div_ceil(2)),
            };
            Range { from: edge[0], to: edge[1], shade: shade(rank, of) }
        })
        .filter(|range| range.to > range.from)
        .collect()
}

/// Deals the shades out evenly; a single range takes the lightest.
fn shade(rank: usize, count: usize) -> usize {
    if count < 2 { SHADES } else { 1 + (rank * (SHADES - 1) + (count - 1) / 2) / (count - 1) }
}

fn band(svg: &mut Svg, class: &str, (from, to): (f64, f64), height: f64) {
    svg.rect(class, (from, MIDDLE - height / 2.0), (to - from, height));
}

/// The target as a tick with a halo in the colour of its range, else it vanishes once the bar passes it.
/// A target off the scale is an arrow at the edge it lies beyond.
fn comparator(svg: &mut Svg, ranges: &[Range], at: f64) {
    if !(0.0..=WIDTH).contains(&at) {
        let (tip, back) = if at > WIDTH { (WIDTH - 1.0, WIDTH - 5.0) } else { (1.0, 5.0) };
        svg.path("c-target-beyond", &[(back, MIDDLE - 7.0), (tip, MIDDLE), (back, MIDDLE + 7.0)], false);
        return;
    }
    let at = at.clamp(TICK.0 / 2.0, WIDTH - TICK.0 / 2.0);
    if let Some(range) = ranges.iter().find(|range| at <= range.to) {
        let halo = ((at - HALO / 2.0).max(0.0), (at + HALO / 2.0).min(WIDTH));
        band(svg, &format!("c-shade-{} c-halo", range.shade), halo, TICK.1);
    }
    svg.rect("c-target", (at - TICK.0 / 2.0, MIDDLE - TICK.1 / 2.0), TICK);
}

/// Two notches at the edge that the actual value runs past.
fn overflow(svg: &mut Svg, at: f64) {
    let edges = match at {
        at if at > WIDTH => [(WIDTH - 10.0, 4.0), (WIDTH - 5.0, 4.0)],
        at if at < 0.0 => [(10.0, -4.0), (5.0, -4.0)],
        _ => return,
    };
    for (x, lean) in edges {
        svg.path(
            "c-beyond",
            &[(x - lean / 2.0, MIDDLE - 5.5), (x + lean / 2.0, MIDDLE), (x - lean / 2.0, MIDDLE + 5.5)],
            false,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{draw, shade};
    use crate::chart::audit;
    use crate::view::figure::{Better, Bullet};

    fn bullet() -> Bullet {
        Bullet {
            actual: Some(31.0),
            target: Some(35.0),
            scale: (0.0, 50.0),
            bands: vec![20.0, 30.0],
            better: Better::More,
            summary: "Win rate 31 %, target 35 %".to_owned(),
        }
    }

    fn drawn(figure: &Bullet) -> String {
        let svg = draw(figure);
        audit::sound(&svg, 220.0, 28.0);
        svg
    }

    #[test]
    fn the_geometry_is_the_one_checked_for_legibility() {
        let svg = drawn(&bullet());
        assert!(
            svg.contains("<rect class=\"c-shade-1\" x=\"0\" y=\"4\" width=\"88\" height=\"20\"/>"),
            "{svg}"
        );
        assert!(
            svg.contains("<rect class=\"c-shade-3\" x=\"88\" y=\"4\" width=\"44\" height=\"20\"/>"),
            "{svg}"
        );
        assert!(
            svg.contains("<rect class=\"c-shade-5\" x=\"132\" y=\"4\" width=\"88\" height=\"20\"/>"),
            "{svg}"
        );
        assert!(
            svg.contains("<rect class=\"c-actual\" x=\"0\" y=\"10.5\" width=\"136.4\" height=\"7\"/>"),
            "{svg}"
        );
        assert!(
            svg.contains("<rect class=\"c-target\" x=\"153\" y=\"7\" width=\"2\" height=\"14\"/>"),
            "{svg}"
        );
        assert!(
            svg.contains(
                "<rect class=\"c-shade-5 c-halo\" x=\"151.25\" y=\"7\" width=\"5.5\" height=\"14\"/>"
            ),
            "{svg}"
        );
    }

    #[test]
    fn where_less_is_better_the_dark_end_is_on_the_right() {
        let svg = drawn(&Bullet { better: Better::Less, ..bullet() });
        assert!(svg.contains("<rect class=\"c-shade-5\" x=\"0\""), "{svg}");
        assert!(svg.contains("<rect class=\"c-shade-1\" x=\"132\""), "{svg}");
    }

    #[test]
    fn where_the_middle_is_best_both_ends_are_dark() {
        let bands = vec![10.0, 20.0, 30.0, 40.0];
        let svg = drawn(&Bullet { better: Better::Within, bands, ..bullet() });
        let shades: Vec<&str> = svg.split("<rect class=\"c-shade-").skip(1).map(|rest| &rest[..1]).collect();
        assert_eq!(shades[..5], ["1", "3", "5", "3", "1"], "{svg}");
    }

    #[test]
    fn shades_are_dealt_out_evenly() {
        assert_eq!(shade(0, 1), 5);
        assert_eq!([0, 1].map(|rank| shade(rank, 2)), [1, 5]);
        assert_eq!([0, 1, 2].map(|rank| shade(rank, 3)), [1, 3, 5]);
        assert_eq!([0, 1, 2, 3].map(|rank| shade(rank, 4)), [1, 2, 4, 5]);
        assert_eq!([0, 1, 2, 3, 4].map(|rank| shade(rank, 5)), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_scale_that_does_not_start_at_zero_has_a_dot() {
        let svg = drawn(&Bullet { scale: (-20.0, 50.0), ..bullet() });
        assert!(
            svg.contains("<circle class=\"c-actual\"") && !svg.contains("<rect class=\"c-actual\""),
            "{svg}"
        );
    }

    #[test]
    fn what_lies_beyond_the_scale_says_so() {
        assert!(!drawn(&bullet()).contains("beyond"));
        let svg = drawn(&Bullet { actual: Some(80.0), ..bullet() });
        assert!(svg.contains("width=\"220\" height=\"7\"") && svg.contains("c-beyond"), "{svg}");
        let svg = drawn(&Bullet { actual: Some(-5.0), ..bullet() });
        assert!(svg.contains("width=\"0\" height=\"7\"") && svg.contains("c-beyond"), "{svg}");
        let svg = drawn(&Bullet { target: Some(51.0), ..bullet() });
        assert!(svg.contains("c-target-beyond") && !svg.contains("\"c-target\""), "{svg}");
    }

    #[test]
    fn a_target_of_zero_is_visible() {
        let svg = drawn(&Bullet { target: Some(0.0), ..bullet() });
        assert!(svg.contains("<rect class=\"c-target\" x=\"0\" y=\"7\" width=\"2\""), "{svg}");
    }

    #[test]
    fn missing_values_draw_no_mark() {
        let svg = drawn(&Bullet { actual: None, target: Some(f64::NAN), ..bullet() });
        assert!(svg.contains("c-shade-1") && !svg.contains("c-actual") && !svg.contains("c-target"), "{svg}");
    }

    #[test]
    fn a_scale_without_length_draws_nothing() {
        for scale in [(0.0, 0.0), (5.0, 1.0), (0.0, f64::NAN), (f64::NEG_INFINITY, 1.0)] {
            assert!(!drawn(&Bullet { scale, ..bullet() }).contains("<rect"));
        }
    }

    #[test]
    fn limits_off_the_scale_keep_their_shades() {
        let svg = drawn(&Bullet { bands: vec![20.0, 90.0], ..bullet() });
        assert!(svg.contains("c-shade-1") && svg.contains("c-shade-3"), "{svg}");
        assert!(!svg.contains("c-shade-5"), "{svg}");
        drawn(&Bullet { bands: vec![f64::NAN, -1e308, 1e308], scale: (0.0, f64::MAX), ..bullet() });
    }
}
