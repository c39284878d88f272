//! What two sides say of the same items: a disc for ours, a diamond for theirs, the gap between them.
//! A side without answers has no mark; nothing is drawn in its place.

use crate::chart::label::{shorten, width};
use crate::chart::rows::{Head, Key, TEXT, WIDTH, begin, head};
use crate::chart::scale::{placeable, share};
use crate::chart::state::diamond;
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{Dumbbell, DumbbellRow, Reading};

/// What a row takes below its words.
const TRACK: f64 = 28.0;
/// Room at both ends of the scale for a value beside its dot.
const INSET: f64 = 38.0;
const FOOT: f64 = 18.0;
const BESIDE: f64 = 11.0;
/// More steps than these are not ruled.
const MOST_STEPS: f64 = 10.0;

pub(super) fn draw(figure: &Dumbbell) -> String {
    let key = Key::new([figure.ours.as_str(), figure.theirs.as_str()]);
    let foot = key.height + 4.0 + figure.rows.iter().map(|row| words(row).height() + TRACK).sum::<f64>();
    let links = figure.rows.iter().any(|row| row.href.is_some());
    let mut svg = begin(foot + FOOT, &figure.summary, links);
    key.draw(&mut svg, (0.0, 0.0), |svg, index, at| if index == 0 { ours(svg, at) } else { theirs(svg, at) });
    let mut top = key.height + 4.0;
    for row in &figure.rows {
        draw_row(&mut svg, figure.scale, row, top);
        top += words(row).height() + TRACK;
    }
    ends(&mut svg, figure, foot + 10.0);
    svg.finish()
}

/// The disc of our side.
fn ours(svg: &mut Svg, at: (f64, f64)) {
    svg.circle("c-ours", at, 5.5);
}

/// The diamond of theirs.
fn theirs(svg: &mut Svg, at: (f64, f64)) {
    diamond(svg, "c-theirs", at, 6.8);
}

/// Where a value lies across; one beyond the scale stands at its end.
fn across(value: f64, scale: (f64, f64)) -> f64 {
    INSET + share(value, scale).clamp(0.0, 1.0) * (WIDTH - INSET * 2.0)
}

fn words(row: &DumbbellRow) -> Head<'_> {
    Head { name: &row.name, href: row.href.as_deref(), words: &row.gap, strong: row.wide, after: false }
}

fn draw_row(svg: &mut Svg, scale: (f64, f64), row: &DumbbellRow, top: f64) {
    let words = words(row);
    head(svg, &words, top);
    let middle = top + words.height() + 10.0;
    for step in steps(scale) {
        let x = across(step, scale);
        svg.line("c-grid", (x, middle - 4.0), (x, middle + 4.0));
    }
    svg.line("c-grid", (INSET, middle), (WIDTH - INSET, middle));
    let placed = |reading: &Option<Reading>| {
        let reading = reading.as_ref()?;
        Some((across(placeable(Some(reading.value))?, scale), reading.printed.clone()))
    };
    let (our, their) = (placed(&row.ours), placed(&row.theirs));
    if let (Some((from, _)), Some((to, _))) = (&our, &their) {
        let class = if row.wide { "c-gap c-gap-wide" } else { "c-gap" };
        svg.line(class, (*from, middle), (*to, middle));
    }
    // The lower value stands left of its dot, the higher one right; a lone one stands right.
    let first_is_lower = match (&our, &their) {
        (Some((our, _)), Some((their, _))) => our <= their,
        _ => false,
    };
    let alone = our.is_none() || their.is_none();
    // Where both stand in one place, the disc shows around the diamond.
    let together = our.as_ref().zip(their.as_ref()).is_some_and(|(our, their)| (our.0 - their.0).abs() < 5.0);
    if let Some((x, printed)) = &our {
        svg.group("c-mark");
        svg.title(&format!("{}: {printed}", row.name));
        svg.circle("c-ours", (*x, middle), if together { 9.0 } else { 5.5 });
        value(svg, (*x, middle), printed, first_is_lower);
        svg.close();
    }
    if let Some((x, printed)) = &their {
        svg.group("c-mark");
        svg.title(&format!("{}: {printed}", row.name));
        theirs(svg, (*x, middle));
        value(svg, (*x, middle), printed, !first_is_lower && !alone);
        svg.close();
    }
}

fn value(svg: &mut Svg, (x, middle): (f64, f64), printed: &str, before: bool) {
    let (anchor, x) = if before { (Anchor::End, x - BESIDE) } else { (Anchor::Start, x + BESIDE) };
    svg.text("c-text c-beside", anchor, (x, middle + 4.0), &shorten(printed, TEXT, INSET - BESIDE));
}

/// The whole numbers on the scale, both ends included.
fn steps((low, high): (f64, f64)) -> Vec<f64> {
    let (first, last) = (low.ceil(), high.floor());
    if !(0.0..=MOST_STEPS).contains(&(last - first)) {
        return Vec::new();
    }
    (0..=(last - first) as u32).map(|step| first + f64::from(step)).collect()
}

/// What both ends mean, each below its end.
fn ends(svg: &mut Svg, figure: &Dumbbell, baseline: f64) {
    let room = WIDTH / 2.0 - 8.0;
    let (low, high) = &figure.ends;
    let cut = |words: &str| shorten(words, TEXT, room);
    let start = (INSET - width(low, TEXT).min(INSET * 2.0) / 2.0).max(0.0);
    svg.text("c-text c-axis", Anchor::Start, (start, baseline), &cut(low));
    let end = (WIDTH - INSET + width(high, TEXT).min(INSET * 2.0) / 2.0).min(WIDTH);
    svg.text("c-text c-axis", Anchor::End, (end, baseline), &cut(high));
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{Dumbbell, DumbbellRow, Reading};

    fn reading(value: f64) -> Option<Reading> {
        Some(Reading { value, printed: format!("{value:.1}") })
    }

    fn row(ours: Option<Reading>, theirs: Option<Reading>, wide: bool) -> DumbbellRow {
        let (name, gap) = ("Decisions are made in time".to_owned(), "1.4 apart".to_owned());
        DumbbellRow { name, href: None, ours, theirs, gap, wide }
    }

    fn pairs(rows: Vec<DumbbellRow>) -> Dumbbell {
        Dumbbell {
            ours: "We".to_owned(),
            theirs: "Northwind".to_owned(),
            scale: (1.0, 5.0),
            ends: ("1 not at all".to_owned(), "5 fully".to_owned()),
            rows,
            summary: "Both sides differ most on decisions".to_owned(),
        }
    }

    fn drawn(figure: &Dumbbell) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, 19.0 + 4.0 + 46.0 * figure.rows.len() as f64 + 18.0);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn dots_lie_in_proportion_to_the_scale() {
        let rows = [1.0, 3.0, 5.0].map(|value| row(reading(value), reading(3.0), false)).to_vec();
        let places = audit::all(&drawn(&pairs(rows)), "c-ours", "cx");
        // The first is the sample of the key.
        assert_eq!(places, [6.0, 38.0, 212.0, 386.0]);
    }

    #[test]
    fn both_values_and_the_gap_are_printed_and_a_wide_one_stands_out() {
        let svg = drawn(&pairs(vec![row(reading(4.2), reading(2.8), true)]));
        for words in [">4.2<", ">2.8<", ">1.4 apart<", ">We<", ">Northwind<", ">5 fully<"] {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
        assert!(svg.contains("c-gap-wide") && svg.contains("c-text c-strong\" x=\"424\""), "{svg}");
        let narrow = drawn(&pairs(vec![row(reading(4.2), reading(2.8), false)]));
        assert!(!narrow.contains("c-gap-wide"));
    }

    #[test]
    fn a_side_without_answers_has_no_mark_and_there_is_no_gap_to_it() {
        let svg = drawn(&pairs(vec![row(reading(4.0), None, false), row(None, None, false)]));
        assert_eq!((svg.matches("\"c-ours\"").count(), svg.matches("\"c-theirs\"").count()), (2, 1));
        assert!(!svg.contains("\"c-gap\""), "{svg}");
    }

    #[test]
    fn the_lower_value_stands_left_of_its_dot_whoever_said_it() {
        for (ours, theirs) in [(4.2, 2.8), (2.8, 4.2)] {
            let svg = drawn(&pairs(vec![row(reading(ours), reading(theirs), true)]));
            assert!(
                svg.contains("text-anchor=\"end\">2.8<") && !svg.contains("text-anchor=\"end\">4.2<"),
                "{svg}"
            );
        }
    }

    #[test]
    fn equal_values_print_on_both_sides() {
        let svg = drawn(&pairs(vec![row(reading(3.0), reading(3.0), false)]));
        assert_eq!(svg.matches(">3.0<").count(), 2);
    }

    #[test]
    fn hostile_numbers_and_words_are_held() {
        let odd = [f64::NAN, f64::INFINITY, -9e99, f64::MAX];
        let rows = odd.map(|value| row(reading(value), reading(2.0), true)).to_vec();
        let svg = drawn(&pairs(rows));
        assert_eq!(svg.matches("\"c-ours\"").count(), 3, "the key and two that can be placed");
        drawn(&Dumbbell { scale: (f64::NAN, f64::INFINITY), ..pairs(vec![row(reading(2.0), None, true)]) });
        drawn(&Dumbbell { ends: ("x ".repeat(90), "מילה ".repeat(50)), ..pairs(vec![]) });
        let mut hostile = row(reading(1.0), reading(5.0), true);
        (hostile.name, hostile.gap) = ("<script>".repeat(30), "</svg>".repeat(40));
        assert!(!drawn(&pairs(vec![hostile])).contains("<script"));
    }
}
