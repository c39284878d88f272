//! Levels of criteria from 0 to a few, as so many filled steps, with the level before as a small mark.

use crate::chart::label::{shorten, width, wrap};
use crate::chart::rows::{Key, STRONG, TEXT, WIDTH, begin};
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{LevelBars, LevelRow};

const ROW: f64 = 34.0;
const NAMES: f64 = 180.0;
const STEPS: f64 = 128.0;
const BAR: f64 = 14.0;
/// From one step to the next.
const SPLIT: f64 = 2.0;
const FOOT: f64 = 18.0;
const LINE: f64 = 14.0;

pub(super) fn draw(figure: &LevelBars) -> String {
    let previous = figure.previous.as_str();
    let key = Key::new((!previous.is_empty()).then_some(previous));
    let first = key.height;
    let foot = first + ROW * figure.rows.len() as f64;
    let links = figure.rows.iter().any(|row| row.href.is_some());
    let mut svg = begin(foot + FOOT, &figure.summary, links);
    // It stands where its marks stand, above the steps.
    key.draw(&mut svg, (NAMES, 0.0), |svg, _, (x, y)| before(svg, x, (y - 7.0, y + 7.0)));
    for (index, row) in figure.rows.iter().enumerate() {
        draw_row(&mut svg, figure.top, row, first + ROW * index as f64);
    }
    ends(&mut svg, figure, foot + 12.0);
    svg.finish()
}

/// A notch that crosses the bar, light around so that it is seen on filled steps too.
fn before(svg: &mut Svg, x: f64, (top, bottom): (f64, f64)) {
    svg.line("c-half-halo", (x, top), (x, bottom));
    svg.line("c-before", (x, top), (x, bottom));
}

fn draw_row(svg: &mut Svg, top_level: u8, row: &LevelRow, top: f64) {
    svg.line("c-grid", (0.0, top), (WIDTH, top));
    let lines = wrap(&row.name, STRONG * 1.08, NAMES - 12.0, 2);
    let start = top + 21.0 - LINE / 2.0 * lines.len().saturating_sub(1) as f64;
    svg.link("c-name", row.href.as_deref());
    svg.title(&row.name);
    for (line, words) in lines.iter().enumerate() {
        svg.text("c-text c-strong", Anchor::Start, (0.0, start + LINE * line as f64), words);
    }
    svg.close();
    let (bar, steps) = (top + (ROW - BAR) / 2.0, top_level.max(1));
    let wide = STEPS / f64::from(steps);
    let level = row.level.map(|level| level.min(steps));
    svg.group("c-mark");
    svg.title(&format!("{}: {}", row.name, row.words));
    for step in 0..steps {
        let class = match level {
            Some(level) if step < level && row.alarming => "c-step c-step-alarm",
            Some(level) if step < level => "c-step c-step-full",
            Some(_) => "c-step",
            None => "c-step c-step-unknown",
        };
        svg.rect(class, (NAMES + wide * f64::from(step), bar), (wide - SPLIT, BAR));
    }
    if let Some(previous) = row.previous.map(|level| level.min(steps)) {
        before(svg, NAMES + wide * f64::from(previous) - SPLIT / 2.0, (bar - 4.0, bar + BAR + 4.0));
    }
    svg.close();
    let (class, size) = if row.alarming { ("c-text c-strong", STRONG) } else { ("c-text", TEXT) };
    let x = NAMES + STEPS + 10.0;
    let words = match (level, row.words.as_str()) {
        (None, "") => "–",
        (_, words) => words,
    };
    svg.text(class, Anchor::Start, (x, top + 21.0), &shorten(words, size, WIDTH - x));
}

/// What none and all of the steps mean, below their ends, side by side as far as there is room.
fn ends(svg: &mut Svg, figure: &LevelBars, baseline: f64) {
    let (low, high) = (&figure.ends.0, &figure.ends.1);
    let end = NAMES + STEPS - SPLIT;
    let high_words = shorten(high, TEXT, WIDTH - NAMES);
    let high_end = (NAMES + width(&high_words, TEXT)).max(end).min(WIDTH);
    let room = high_end - width(&high_words, TEXT) - 10.0;
    let low_words = shorten(low, TEXT, room.min(NAMES + STEPS / 2.0));
    let low_start = (room - width(&low_words, TEXT)).clamp(0.0, NAMES);
    svg.text("c-text c-axis", Anchor::Start, (low_start, baseline), &low_words);
    svg.text("c-text c-axis", Anchor::End, (high_end, baseline), &high_words);
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{LevelBars, LevelRow};

    fn row(level: Option<u8>, previous: Option<u8>) -> LevelRow {
        let (name, words) = ("Not invented here".to_owned(), "2, was 1".to_owned());
        LevelRow { name, href: None, level, previous, words, alarming: false }
    }

    fn bars(top: u8, rows: Vec<LevelRow>) -> LevelBars {
        LevelBars {
            top,
            ends: ("0 none".to_owned(), "3 severe".to_owned()),
            previous: "half a year ago".to_owned(),
            rows,
            summary: "Two grew".to_owned(),
        }
    }

    fn drawn(figure: &LevelBars, height: f64) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, height);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn as_many_steps_are_filled_as_the_level_says() {
        let rows = (0..=5).map(|level| row(Some(level), None)).collect();
        let svg = drawn(&bars(5, rows), 241.0);
        assert_eq!(svg.matches("c-step-full").count(), 15);
        assert_eq!(svg.matches("\"c-step\"").count(), 15);
        let alarming = LevelRow { alarming: true, ..row(Some(3), None) };
        let svg = drawn(&bars(3, vec![alarming]), 71.0);
        assert_eq!((svg.matches("c-step-alarm").count(), svg.matches("c-step-full").count()), (3, 0));
    }

    #[test]
    fn the_level_before_is_a_mark_at_its_end() {
        let svg = drawn(&bars(4, vec![row(Some(1), Some(3)), row(Some(1), Some(0))]), 105.0);
        assert_eq!(audit::all(&svg, "c-before", "x1")[1..], [275.0, 179.0]);
        assert!(svg.contains(">half a year ago<"), "{svg}");
        let none = LevelBars { previous: String::new(), ..bars(4, vec![row(Some(1), None)]) };
        assert!(!drawn(&none, 52.0).contains("c-before"));
    }

    #[test]
    fn what_is_missing_is_a_dash_and_no_level() {
        let missing = LevelRow { words: String::new(), ..row(None, None) };
        let svg = drawn(&bars(3, vec![missing]), 71.0);
        assert_eq!((svg.matches("c-step-unknown").count(), svg.matches("c-step-full").count()), (3, 0));
        assert!(svg.contains(">–<"), "{svg}");
    }

    #[test]
    fn odd_levels_and_words_are_held() {
        drawn(&bars(0, vec![row(Some(9), Some(9))]), 71.0);
        drawn(&bars(u8::MAX, vec![row(Some(3), Some(200))]), 71.0);
        drawn(&bars(3, vec![]), 37.0);
        let mut hostile = bars(3, vec![row(Some(1), None)]);
        hostile.rows[0].name = "<b>name ".repeat(60);
        hostile.rows[0].words = "words ".repeat(60);
        hostile.ends = ("low ".repeat(60), "high ".repeat(60));
        assert!(!drawn(&hostile, 71.0).contains("<b>"));
        hostile.ends = ("0 not at all".to_owned(), "5 everybody says so and shows it".to_owned());
        drawn(&hostile, 71.0);
    }
}
