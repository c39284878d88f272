//! Everybody as a dot on one axis: dots that would cover each other are stacked, the extremes are named.

use crate::chart::label::{shorten, spread, thin, width};
use crate::chart::rows::{STRONG, TEXT, WIDTH, begin};
use crate::chart::scale::{placeable, share};
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{RangeDot, RangeStrip};

const EDGE: f64 = 12.0;
const RADIUS: f64 = 5.0;
const STEP: f64 = 11.0;
/// Higher stacks than this lie upon each other.
const MOST_LEVELS: usize = 14;
/// Dots named at each end.
const NAMED: usize = 2;
/// Lines for their names.
const MOST_LINES: usize = 5;
const LINE: f64 = 16.0;
const FOOT_LINE: f64 = 16.0;

/// A dot in its place: how far across, and how high in its stack.
struct Placed<'a> {
    dot: &'a RangeDot,
    x: f64,
    level: usize,
}

/// A name: its box across, its line counted from the dots upwards, and the dot that it names.
struct Named {
    left: f64,
    right: f64,
    line: usize,
    dot: usize,
    words: String,
}

pub(super) fn draw(figure: &RangeStrip) -> String {
    let placed = place(figure);
    let names = names(&placed);
    let lines = names.iter().map(|name| name.line + 1).max().unwrap_or_default() as f64;
    let levels = placed.iter().map(|dot| dot.level + 1).max().unwrap_or(1) as f64;
    let bands: Vec<(f64, f64, &str)> = figure
        .bands
        .iter()
        .filter_map(|band| {
            let (low, high) = (placeable(Some(band.low))?, placeable(Some(band.high))?);
            let (low, high) = (across(figure, low.min(high)), across(figure, low.max(high)));
            (high > low).then_some((low, high, band.name.as_str()))
        })
        .collect();
    let marks: Vec<(f64, &str)> = figure
        .marks
        .iter()
        .filter_map(|(at, words)| Some((across(figure, placeable(Some(*at))?), words.as_str())))
        .collect();
    let top = LINE * lines + 6.0;
    let axis = top + STEP * levels + 6.0;
    let below = 1.0 + f64::from(u8::from(!bands.is_empty())) + f64::from(u8::from(!marks.is_empty()));
    let links = figure.dots.iter().any(|dot| dot.href.is_some());
    let mut svg = begin(axis + FOOT_LINE * below + 8.0, &figure.summary, links);
    for (index, (low, high, _)) in bands.iter().enumerate() {
        let class = ["c-shade-3", "c-shade-5"][index % 2];
        svg.rect(class, (*low, top), (high - low, axis - top));
    }
    svg.line("c-base", (EDGE, axis), (WIDTH - EDGE, axis));
    let mut baseline = axis + FOOT_LINE;
    ticks(&mut svg, figure, axis, baseline);
    if !bands.is_empty() {
        baseline += FOOT_LINE;
        for (low, high, words) in &bands {
            let words = shorten(words, TEXT, high - low);
            svg.text("c-text c-axis", Anchor::Middle, ((low + high) / 2.0, baseline), &words);
        }
    }
    for (x, _) in &marks {
        svg.line("c-limit", (*x, top), (*x, axis + 4.0));
    }
    marked(&mut svg, &marks, baseline + FOOT_LINE);
    draw_dots(&mut svg, &placed, &names, axis);
    svg.finish()
}

fn across(figure: &RangeStrip, value: f64) -> f64 {
    EDGE + share(value, figure.scale).clamp(0.0, 1.0) * (WIDTH - EDGE * 2.0)
}

/// The dots from left to right, each on the lowest level on which it covers none before it.
fn place(figure: &RangeStrip) -> Vec<Placed<'_>> {
    let mut dots: Vec<(f64, &RangeDot)> =
        figure.dots.iter().filter_map(|dot| Some((placeable(Some(dot.reading.value))?, dot))).collect();
    dots.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = Vec::new();
    for (value, dot) in dots {
        let x = across(figure, value);
        let free = ends.iter().position(|end| x - end >= STEP).unwrap_or(ends.len()).min(MOST_LEVELS - 1);
        match ends.get_mut(free) {
            Some(end) => *end = x,
            None => ends.push(x),
        }
        placed.push(Placed { dot, x, level: free });
    }
    placed
}

/// Names for the lowest and the highest. Which is placed first decides what the others can have, so
/// every order is tried, with each name on either side of its dot: the most names win, then the fewest
/// lines, then those that point away from the others.
fn names(placed: &[Placed<'_>]) -> Vec<Named> {
    let count = placed.len();
    let lowest = (0..count.min(NAMED)).map(|index| (index, true));
    let highest =
        (count.saturating_sub(NAMED).max(NAMED.min(count))..count).rev().map(|index| (index, false));
    let all: Vec<(usize, bool)> = lowest.chain(highest).collect();
    let lines = |named: &[Named]| named.iter().map(|name| name.line).sum::<usize>();
    let mut best: Vec<Named> = Vec::new();
    let sides = || 0..1_usize << all.len();
    for (order, sides) in orders(&all).iter().flat_map(|order| sides().map(move |sides| (order, sides))) {
        let named = named(placed, order, sides);
        if named.len() > best.len() || named.len() == best.len() && lines(&named) < lines(&best) {
            best = named;
        }
    }
    best
}

/// Every order of a few things, the given one first.
fn orders<T: Copy>(things: &[T]) -> Vec<Vec<T>> {
    if things.is_empty() {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for first in 0..things.len() {
        let mut rest = things.to_vec();
        let first = rest.remove(first);
        found.extend(orders(&rest).into_iter().map(|rest| [vec![first], rest].concat()));
    }
    found
}

/// Names in an order, each on the nearest line where it covers neither another name nor the line that
/// leads to one. A bit of `sides` turns a name towards the others. One that finds no place is left to
/// the tooltip.
fn named(placed: &[Placed<'_>], order: &[(usize, bool)], sides: usize) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for (index, (dot, low)) in order.iter().copied().enumerate() {
        let Some(Placed { dot: RangeDot { name, reading, .. }, x, .. }) = placed.get(dot) else { continue };
        let value = width(&reading.printed, STRONG).min(80.0) + 6.0;
        let words = format!(
            "{} {}",
            shorten(name, STRONG, WIDTH / 2.0 - value - 12.0),
            shorten(&reading.printed, STRONG, 80.0)
        );
        let wide = width(&words, STRONG);
        let before = low != (sides >> index & 1 == 1);
        let left = if before { x - wide } else { *x };
        let fits = left >= 0.0 && left + wide <= WIDTH;
        let free = (0..MOST_LINES).filter(|_| fits).find(|line| {
            named.iter().all(|other| {
                let beside = left + wide + 6.0 <= other.left || other.right + 6.0 <= left;
                let at = placed.get(other.dot).map_or(0.0, |dot| dot.x);
                let crossed = other.line > *line && (left - 3.0..=left + wide + 3.0).contains(&at);
                let crosses = other.line < *line && (other.left - 3.0..=other.right + 3.0).contains(x);
                (other.line != *line || beside) && !crossed && !crosses
            })
        });
        if let Some(line) = free {
            named.push(Named { left, right: left + wide, line, dot, words });
        }
    }
    named
}

fn draw_dots(svg: &mut Svg, placed: &[Placed<'_>], names: &[Named], axis: f64) {
    let middle = |level: usize| axis - 3.0 - STEP * (level as f64 + 0.5);
    let top = |name: &Named| {
        let lines = names.iter().map(|name| name.line + 1).max().unwrap_or_default() as f64;
        LINE * (lines - name.line as f64) - 4.0
    };
    for name in names {
        if let Some(dot) = placed.get(name.dot) {
            svg.line("c-lead", (dot.x, top(name) + 4.0), (dot.x, middle(dot.level)));
        }
    }
    for Placed { dot, x, level } in placed {
        svg.link("c-mark", dot.href.as_deref());
        svg.title(&format!("{}: {}", dot.name, dot.reading.printed));
        svg.circle("c-point", (*x, middle(*level)), RADIUS);
        svg.close();
    }
    for name in names {
        let Some(dot) = placed.get(name.dot) else { continue };
        let (anchor, x) = if name.left < dot.x - 1.0 {
            (Anchor::End, name.right + 4.0_f64.min(WIDTH - name.right))
        } else {
            (Anchor::Start, name.left - 4.0_f64.min(name.left))
        };
        svg.text("c-text c-strong c-beside", anchor, (x, top(name)), &name.words);
    }
}

fn ticks(svg: &mut Svg, figure: &RangeStrip, axis: f64, baseline: f64) {
    let ticks: Vec<(f64, &str)> = figure
        .ticks
        .iter()
        .filter_map(|(at, words)| Some((across(figure, placeable(Some(*at))?), words.as_str())))
        .collect();
    let widest = ticks.iter().map(|(_, words)| width(words, TEXT)).fold(0.0, f64::max).min(WIDTH / 2.0);
    let closest = ticks.windows(2).map(|pair| (pair[1].0 - pair[0].0).abs()).fold(WIDTH, f64::min);
    let named = thin(ticks.len(), closest, widest + 6.0);
    for (index, (x, words)) in ticks.iter().enumerate() {
        svg.line("c-base", (*x, axis), (*x, axis + 4.0));
        if named.contains(&index) {
            let words = shorten(words, TEXT, WIDTH / 2.0);
            let half = width(&words, TEXT) / 2.0;
            let x = x.min(WIDTH - half).max(half);
            svg.text("c-text", Anchor::Middle, (x, baseline), &words);
        }
    }
}

/// The words of the marks in one line, moved apart where they stand close together.
fn marked(svg: &mut Svg, marks: &[(f64, &str)], baseline: f64) {
    let room = WIDTH / marks.len().max(1) as f64 - 8.0;
    let words: Vec<String> = marks.iter().map(|(_, words)| shorten(words, STRONG, room)).collect();
    let widest = words.iter().map(|words| width(words, STRONG)).fold(0.0, f64::max);
    let wanted: Vec<f64> = marks.iter().map(|(x, _)| *x).collect();
    let ends = (widest / 2.0, WIDTH - widest / 2.0);
    for (words, x) in words.iter().zip(spread(&wanted, widest + 8.0, ends)) {
        svg.text("c-text c-strong", Anchor::Middle, (x, baseline), words);
    }
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{Band, RangeDot, RangeStrip, Reading};

    fn strip(values: &[f64]) -> RangeStrip {
        let dot = |(index, value): (usize, &f64)| RangeDot {
            name: format!("Partner {index}"),
            href: None,
            reading: Reading { value: *value, printed: format!("{value:.0}") },
        };
        RangeStrip {
            dots: values.iter().enumerate().map(dot).collect(),
            scale: (0.0, 100.0),
            ticks: [0.0, 40.0, 70.0, 100.0].map(|at| (at, at.to_string())).to_vec(),
            bands: vec![Band { low: 0.0, high: 40.0, name: "poor".to_owned() }],
            marks: vec![(55.0, "median 55".to_owned())],
            summary: "Scores lie between 20 and 90".to_owned(),
        }
    }

    fn drawn(figure: &RangeStrip) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, audit::height(&svg));
        audit::apart(&svg);
        audit::uncrossed(&svg, "c-lead");
        svg
    }

    #[test]
    fn dots_lie_in_proportion_and_the_extremes_are_named() {
        let svg = drawn(&strip(&[90.0, 20.0, 50.0, 60.0, 70.0]));
        assert_eq!(audit::all(&svg, "c-point", "cx"), [92.0, 212.0, 252.0, 292.0, 372.0]);
        for words in [">Partner 1 20<", ">Partner 2 50<", ">Partner 4 70<", ">Partner 0 90<", ">median 55<"] {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
        assert!(!svg.contains(">Partner 3 60<") && svg.contains("<title>Partner 3: 60</title>"), "{svg}");
    }

    #[test]
    fn dots_that_would_cover_each_other_are_stacked() {
        let svg = drawn(&strip(&[50.0, 50.0, 51.0, 80.0]));
        let heights = audit::all(&svg, "c-point", "cy");
        assert!(
            heights[0] > heights[1] && heights[1] > heights[2] && heights[3] == heights[0],
            "{heights:?}"
        );
    }

    #[test]
    fn names_keep_apart_wherever_the_dots_are() {
        for values in [[50.0; 4], [0.0; 4], [100.0; 4], [0.0, 0.5, 1.0, 1.5], [97.0, 98.0, 99.0, 100.0]] {
            drawn(&strip(&values));
        }
        for few in [&[][..], &[3.0], &[3.0, 97.0], &[3.0, 4.0, 5.0]] {
            let svg = drawn(&strip(few));
            assert_eq!(svg.matches("c-lead").count(), few.len(), "{svg}");
        }
    }

    #[test]
    fn odd_numbers_and_words_are_held() {
        drawn(&strip(&[f64::NAN, f64::INFINITY, -1e300, 1e300, 50.0]));
        drawn(&strip(&[50.0; 200]));
        drawn(&RangeStrip { scale: (f64::NAN, 0.0), ..strip(&[1.0, 2.0]) });
        let mut hostile = strip(&[10.0, 20.0, 30.0]);
        hostile.dots[0].name = "<b>name ".repeat(60);
        hostile.dots[1].reading.printed = "12345 ".repeat(60);
        hostile.bands.push(Band { low: f64::NAN, high: 3.0, name: "odd".to_owned() });
        hostile.bands.push(Band { low: 70.0, high: 60.0, name: "turned ".repeat(30) });
        hostile.marks = (0..9).map(|at| (f64::from(at), "a mark of many words".to_owned())).collect();
        hostile.marks.push((f64::INFINITY, "gone".to_owned()));
        hostile.ticks.push((f64::NAN, "gone".to_owned()));
        let svg = drawn(&hostile);
        assert!(!svg.contains("<b>") && !svg.contains("gone"), "{svg}");
    }
}
