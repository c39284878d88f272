//! How often each value occurs, as columns, with named ranges below and marked values as lines.

use crate::chart::label::{shorten, thin, width, wrap};
use crate::chart::rows::{STRONG, TEXT, WIDTH, begin};
use crate::chart::scale::placeable;
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{Bin, Histogram};

const PLOT: f64 = 112.0;
/// Room for a count above the highest column.
const COUNT: f64 = 18.0;
/// One line a mark.
const MARK: f64 = 16.0;
const NAMES: f64 = 20.0;
const ZONES: f64 = 38.0;
const AXIS: f64 = 18.0;
/// The share of its place that a column takes.
const FULL: f64 = 0.78;
/// Members named in a tooltip before it says how many more.
const MEMBERS: usize = 12;

pub(super) fn draw(figure: &Histogram) -> String {
    let marks: Vec<(f64, &str)> = figure
        .marks
        .iter()
        .filter_map(|mark| Some((placeable(Some(mark.at))?, mark.words.as_str())))
        .collect();
    let count = figure.bins.len();
    let step = WIDTH / count.max(1) as f64;
    let zones = if figure.zones.is_empty() { 0.0 } else { ZONES };
    let axis = if figure.axis.is_empty() { 0.0 } else { AXIS };
    let top = MARK * marks.len() as f64 + COUNT;
    let base = top + PLOT;
    let links = figure.bins.iter().any(|bin| bin.href.is_some());
    let mut svg = begin(base + NAMES + zones + axis, &figure.summary, links);
    let highest = figure.bins.iter().map(|bin| bin.count).max().unwrap_or_default().max(1);
    let widest = figure.bins.iter().map(|bin| width(&bin.name, TEXT)).fold(0.0, f64::max);
    let widest = widest.min(WIDTH / 3.0);
    // The last name may have to move away from the edge, towards the one before it.
    let room = if step >= widest { widest } else { widest * 1.5 } + 6.0;
    let named = thin(count, step, room);
    for (index, bin) in figure.bins.iter().enumerate() {
        let middle = step * (index as f64 + 0.5);
        column(&mut svg, bin, (middle, base), (step, f64::from(bin.count) / f64::from(highest) * PLOT));
        if named.contains(&index) {
            let words = shorten(&bin.name, TEXT, step.clamp(WIDTH / 3.0, WIDTH));
            let half = width(&words, TEXT) / 2.0;
            let x = middle.min(WIDTH - half).max(half);
            svg.text("c-text", Anchor::Middle, (x, base + 15.0), &words);
        }
    }
    svg.line("c-base", (0.0, base), (WIDTH, base));
    for zone in figure.zones.iter().filter(|zone| zone.from <= zone.to && zone.to < count) {
        let (left, right) = (step * zone.from as f64 + 3.0, step * (zone.to + 1) as f64 - 3.0);
        let y = base + NAMES + 3.0;
        svg.group("c-mark");
        svg.title(&zone.name);
        svg.path("c-bracket", &[(left, y), (left, y + 4.0), (right, y + 4.0), (right, y)], false);
        for (line, words) in wrap(&zone.name, TEXT, right - left, 2).iter().enumerate() {
            let baseline = y + 17.0 + 13.0 * line as f64;
            svg.text("c-text", Anchor::Middle, ((left + right) / 2.0, baseline), words);
        }
        svg.close();
    }
    if axis > 0.0 {
        let words = shorten(&figure.axis, TEXT, WIDTH);
        svg.text("c-text c-axis", Anchor::Middle, (WIDTH / 2.0, base + NAMES + zones + 13.0), &words);
    }
    for (line, (at, words)) in in_lines(&marks, count).iter().enumerate() {
        // The line ends above whatever is printed below it.
        let near = |index: &usize| (step * (*index as f64 + 0.5) - at * step).abs() < step / 2.0 + 14.0;
        let below = (0..count).filter(near).filter_map(|index| figure.bins.get(index));
        let high = below.map(|bin| bin.count).max().unwrap_or_default();
        let end = base - f64::from(high) / f64::from(highest) * PLOT - COUNT - 1.0;
        mark(&mut svg, words, (at * step).clamp(0.0, WIDTH), (MARK * line as f64, end));
    }
    svg.finish()
}

/// The count stands above its column, and a zero on the base.
fn column(svg: &mut Svg, bin: &Bin, (middle, base): (f64, f64), (step, high): (f64, f64)) {
    let wide = step * FULL;
    svg.link("c-mark", bin.href.as_deref());
    svg.title(&format!("{}: {}{}", bin.name, bin.count, members(&bin.members)));
    svg.rect("c-column", (middle - wide / 2.0, base - high), (wide, high));
    let printed = bin.count.to_string();
    if width(&printed, STRONG) <= step {
        let class = if bin.count == 0 { "c-text c-axis" } else { "c-text c-strong" };
        svg.text(class, Anchor::Middle, (middle, base - high - 5.0), &printed);
    }
    svg.close();
}

/// The marks from the top line down. Words stand right of a mark in the left half and left of one in the
/// right half, so an outer mark stands higher: its line then crosses no words.
fn in_lines<'a>(marks: &[(f64, &'a str)], bins: usize) -> Vec<(f64, &'a str)> {
    let mut marks = marks.to_vec();
    let half = bins as f64 / 2.0;
    marks.sort_by(|a, b| (b.0 - half).abs().total_cmp(&(a.0 - half).abs()));
    marks
}

/// A line from its words down to the columns; the words stand on the side where there is more room.
fn mark(svg: &mut Svg, words: &str, x: f64, (top, end): (f64, f64)) {
    svg.line("c-limit", (x, top + 2.0), (x, end));
    let right = x <= WIDTH / 2.0;
    let words = shorten(words, STRONG, (if right { WIDTH - x } else { x }) - 6.0);
    let (anchor, x) = if right { (Anchor::Start, x + 5.0) } else { (Anchor::End, x - 5.0) };
    svg.text("c-text c-strong c-beside", anchor, (x, top + 11.0), &words);
}

/// Names for a tooltip, after a colon of their own.
pub(super) fn members(names: &[String]) -> String {
    let shown = names.iter().take(MEMBERS).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MEMBERS) {
        _ if names.is_empty() => String::new(),
        0 => format!(" ({shown})"),
        more => format!(" ({shown} and {more} more)"),
    }
}

#[cfg(test)]
mod tests {
    use super::{draw, members};
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{Bin, BinMark, BinZone, Histogram};

    fn histogram(counts: &[u32]) -> Histogram {
        let bin = |(index, count): (usize, &u32)| Bin {
            name: index.to_string(),
            count: *count,
            members: vec!["Northwind".to_owned()],
            href: None,
        };
        Histogram {
            axis: "signs".to_owned(),
            bins: counts.iter().enumerate().map(bin).collect(),
            zones: vec![BinZone { from: 0, to: 0, name: "walk away".to_owned() }],
            marks: vec![BinMark { at: 1.5, words: "median 1".to_owned() }],
            summary: "Most have one".to_owned(),
        }
    }

    fn drawn(figure: &Histogram, height: f64) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, height);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn columns_are_as_high_as_their_counts_and_every_count_is_printed() {
        let svg = drawn(&histogram(&[1, 4, 2, 0]), 222.0);
        assert_eq!(audit::all(&svg, "c-column", "height"), [28.0, 112.0, 56.0, 0.0]);
        assert_eq!(audit::all(&svg, "c-limit", "x1"), [159.0]);
        audit::uncrossed(&svg, "c-limit");
        for words in [">4<", ">0<", ">median 1<", ">walk away<", ">signs<", "<title>1: 4 (Northwind)</title>"]
        {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
    }

    #[test]
    fn marks_take_a_line_each_and_cross_no_words() {
        for places in [[0.4, 0.9], [0.9, 0.4], [2.2, 2.6], [2.6, 2.2]] {
            let mut figure = histogram(&[1, 4, 2]);
            figure.marks = places.map(|at| BinMark { at, words: "median or mean".to_owned() }).to_vec();
            let svg = drawn(&figure, 238.0);
            audit::uncrossed(&svg, "c-limit");
            assert_eq!(audit::all(&svg, "c-limit", "y1"), [2.0, 18.0]);
        }
    }

    #[test]
    fn members_are_named_up_to_a_dozen() {
        assert_eq!(members(&[]), "");
        let many: Vec<String> = (1..=15).map(|n| format!("P{n}")).collect();
        assert!(members(&many).ends_with("P12 and 3 more)"), "{}", members(&many));
    }

    #[test]
    fn odd_numbers_are_held() {
        drawn(&histogram(&[]), 222.0);
        drawn(&histogram(&[u32::MAX, 0]), 222.0);
        drawn(&histogram(&[7; 60]), 222.0);
        let mut figure = histogram(&[1, 2]);
        figure.zones.push(BinZone { from: 1, to: usize::MAX, name: "beyond".to_owned() });
        figure.zones.push(BinZone { from: 1, to: 0, name: "reversed".to_owned() });
        let marks = [f64::NAN, f64::INFINITY, -1e300, 1e300];
        figure.marks = marks.map(|at| BinMark { at, words: "<i>mark".repeat(40) }).to_vec();
        figure.bins[1].name = "name ".repeat(40);
        let svg = drawn(&figure, 238.0);
        assert!(!svg.contains("beyond") && !svg.contains("reversed") && !svg.contains("<i>"), "{svg}");
    }
}
