//! How a value is split between two sides: one bar a row, ours from the left, theirs to the right.
//! The line at the half tells at once who has more.

use crate::chart::label::{shorten, width};
use crate::chart::rows::{Head, STRONG, TEXT, WIDTH, begin, head};
use crate::chart::scale::placeable;
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{SplitBar, SplitRow};

const KEY: f64 = 24.0;
/// What a row takes below its words.
const BELOW: f64 = 48.0;
const BAR: f64 = 20.0;
const SPLIT: f64 = 1.0;

pub(super) fn draw(figure: &SplitBar) -> String {
    let links = figure.rows.iter().any(|row| row.href.is_some());
    let high = |row: &SplitRow| words(row).height() + BELOW;
    let mut svg = begin(KEY + figure.rows.iter().map(high).sum::<f64>(), &figure.summary, links);
    key(&mut svg, figure);
    let mut top = KEY;
    for row in &figure.rows {
        draw_row(&mut svg, row, top);
        top += high(row);
    }
    svg.finish()
}

/// The sides as heads of the two halves.
fn key(svg: &mut Svg, figure: &SplitBar) {
    let room = WIDTH / 2.0 - 28.0;
    svg.rect("c-part-ours", (0.0, 2.0), (12.0, 10.0));
    svg.text("c-text", Anchor::Start, (17.0, 11.0), &shorten(&figure.ours, TEXT, room));
    svg.rect("c-part-theirs", (WIDTH - 12.0, 2.0), (12.0, 10.0));
    svg.text("c-text", Anchor::End, (WIDTH - 17.0, 11.0), &shorten(&figure.theirs, TEXT, room));
}

/// The name and, where there is no share, the reason.
fn words(row: &SplitRow) -> Head<'_> {
    let words = if placeable(row.share).is_none() { row.larger.as_str() } else { "" };
    Head { name: &row.name, href: row.href.as_deref(), words, strong: false, after: false }
}

fn draw_row(svg: &mut Svg, row: &SplitRow, top: f64) {
    let words = words(row);
    head(svg, &words, top);
    let top = top + words.height();
    match placeable(row.share).map(|share| share.clamp(0.0, 1.0)) {
        Some(share) => split(svg, row, share, top),
        None => svg.line("c-nothing", (0.0, top + BAR / 2.0), (WIDTH, top + BAR / 2.0)),
    }
    let below = top + BAR + 15.0;
    let room = WIDTH / 2.0 - 8.0;
    svg.text("c-text", Anchor::Start, (0.0, below), &shorten(&row.ours, TEXT, room));
    svg.text("c-text", Anchor::End, (WIDTH, below), &shorten(&row.theirs, TEXT, room));
}

fn split(svg: &mut Svg, row: &SplitRow, share: f64, top: f64) {
    let at = WIDTH * share;
    svg.group("c-mark");
    svg.title(&format!("{}: {} and {}, {}", row.name, row.ours, row.theirs, row.larger));
    svg.rect("c-part-ours", (0.0, top), (at - SPLIT, BAR));
    svg.rect("c-part-theirs", ((at + SPLIT).min(WIDTH), top), (WIDTH - at - SPLIT, BAR));
    svg.close();
    svg.line("c-half-halo", (WIDTH / 2.0, top), (WIDTH / 2.0, top + BAR));
    svg.line("c-half", (WIDTH / 2.0, top - 4.0), (WIDTH / 2.0, top + BAR + 4.0));
    let larger = shorten(&row.larger, STRONG, WIDTH / 2.0 - 16.0);
    if width(&larger, STRONG) <= 0.0 {
        return;
    }
    if share >= 0.5 {
        svg.text("c-text c-count c-ink-light", Anchor::Start, (8.0, top + 14.0), &larger);
    } else {
        svg.text("c-text c-count c-ink-dark", Anchor::End, (WIDTH - 8.0, top + 14.0), &larger);
    }
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{SplitBar, SplitRow};

    fn row(share: Option<f64>) -> SplitRow {
        SplitRow {
            name: "Northwind".to_owned(),
            href: None,
            share,
            ours: "€1.9m".to_owned(),
            theirs: "€3.1m".to_owned(),
            larger: "62 %".to_owned(),
        }
    }

    fn drawn(rows: Vec<SplitRow>) -> String {
        let (ours, theirs) = ("To us".to_owned(), "To them".to_owned());
        let svg = draw(&SplitBar { ours, theirs, rows, summary: "They gain more".to_owned() });
        audit::sound(&svg, WIDTH, audit::height(&svg));
        audit::apart(&svg);
        svg
    }

    #[test]
    fn the_bar_is_split_where_the_share_says() {
        let svg = drawn([0.25, 0.5, 1.0, 0.0].map(|share| row(Some(share))).to_vec());
        assert_eq!(audit::all(&svg, "c-part-ours", "width")[1..], [105.0, 211.0, 423.0, 0.0]);
        assert_eq!(audit::all(&svg, "c-part-theirs", "x")[1..], [107.0, 213.0, 424.0, 1.0]);
        assert_eq!(audit::all(&svg, "c-half", "x1"), [212.0; 4]);
    }

    #[test]
    fn the_larger_part_carries_the_percentage() {
        let ours = drawn(vec![row(Some(0.62))]);
        assert!(ours.contains("c-ink-light\" x=\"8\"") && !ours.contains("c-ink-dark"), "{ours}");
        let theirs = drawn(vec![row(Some(0.38))]);
        assert!(theirs.contains("c-ink-dark\" x=\"416\"") && theirs.contains(">€3.1m<"), "{theirs}");
    }

    #[test]
    fn without_a_share_it_is_a_dashed_line_and_says_why() {
        for share in [None, Some(f64::NAN), Some(f64::INFINITY)] {
            let svg = drawn(vec![SplitRow { larger: "no amount of theirs".to_owned(), ..row(share) }]);
            assert!(svg.contains("c-nothing") && svg.contains(">no amount of theirs<"), "{svg}");
            assert!(!svg.contains("c-half"), "{svg}");
        }
        drawn(vec![row(Some(-9e99)), row(Some(f64::MAX))]);
        assert_eq!(audit::height(&drawn(vec![])), 24.0);
    }

    #[test]
    fn long_words_are_cut() {
        let mut long = row(Some(0.4));
        (long.ours, long.theirs) = ("מיליון ".repeat(40), "</text>".repeat(40));
        (long.name, long.larger) = ("name ".repeat(50), "percent ".repeat(30));
        let svg = drawn(vec![long]);
        assert!(svg.matches('…').count() >= 4, "{svg}");
    }
}
