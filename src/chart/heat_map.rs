//! Scores of every alliance on every measure, each printed in its cell.
//! Five steps of one hue; where there is no data the cell is hatched and blank.

use crate::chart::label::{shorten, width, wrap};
use crate::chart::rows::hatch;
use crate::chart::scale::placeable;
use crate::chart::svg::{Anchor, Frame, Svg};
use crate::view::figure::HeatMap;

const NAMES: f64 = 176.0;
const ROW: f64 = 28.0;
/// The narrowest cell and the widest; between them the longest word of a heading decides.
const CELL: (f64, f64) = (68.0, 96.0);
/// The width of names is guessed at this size: semibold letters are a tenth wider than their 13 pixels.
const NAME_TEXT: f64 = 14.3;
const TEXT: f64 = 12.0;
const HATCH: (&str, &str) = ("c-hatch-box", "c-hatch");
const LINE: f64 = 15.0;
const KEY: f64 = 36.0;
const STEPS: [&str; 5] = ["0–19", "20–39", "40–59", "60–79", "80–100"];

pub(super) fn draw(figure: &HeatMap) -> String {
    let words = figure.columns.iter().flat_map(|name| name.split_whitespace());
    let cell = (words.map(|word| width(word, TEXT)).fold(0.0, f64::max) + 6.0).clamp(CELL.0, CELL.1).ceil();
    let heads: Vec<Vec<String>> = figure.columns.iter().map(|name| wrap(name, TEXT, cell - 6.0, 3)).collect();
    let head = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * LINE + 8.0;
    let columns = figure.columns.len();
    // The key needs six cells even where there are fewer columns.
    let wide = NAMES + cell * columns.max(6) as f64;
    let height = head + ROW * figure.rows.len() as f64 + KEY;
    let links = figure.rows.iter().any(|(_, href)| href.is_some());
    let mut svg = Svg::new(&Frame { class: "c-heat", size: (wide, height), summary: &figure.summary, links });
    for (column, lines) in heads.iter().enumerate() {
        let x = NAMES + cell * (column as f64 + 0.5);
        let first = head - 8.0 - LINE * lines.len().saturating_sub(1) as f64;
        for (index, line) in lines.iter().enumerate() {
            svg.text("c-text", Anchor::Middle, (x, first + LINE * index as f64), line);
        }
    }
    for (row, (name, href)) in figure.rows.iter().enumerate() {
        let top = head + ROW * row as f64;
        svg.link("c-name", href.as_deref());
        svg.title(name);
        let short = shorten(name, NAME_TEXT, NAMES - 10.0);
        svg.text("c-text c-strong", Anchor::Start, (0.0, top + 18.5), &short);
        svg.close();
        for column in 0..columns {
            let value = figure.values.get(row).and_then(|values| values.get(column)).and_then(Option::as_ref);
            fill(&mut svg, (NAMES + cell * column as f64, top), cell, value);
        }
    }
    key(&mut svg, height - KEY + 14.0);
    svg.finish()
}

fn fill(svg: &mut Svg, (left, top): (f64, f64), cell: f64, value: Option<&(f64, String)>) {
    let corner = (left + 1.0, top + 1.0);
    let size = (cell - 2.0, ROW - 2.0);
    let Some((score, printed)) = value.and_then(|(score, printed)| Some((placeable(Some(*score))?, printed)))
    else {
        return hatch(svg, HATCH, corner, size);
    };
    let step = step(score);
    svg.rect(&format!("c-heat-{step}"), corner, size);
    let ink = if step > 3 { "c-text c-heat-high" } else { "c-text c-heat-low" };
    let printed = shorten(printed, 13.0, cell - 8.0);
    svg.text(ink, Anchor::Middle, (left + cell / 2.0, top + 18.5), &printed);
}

fn step(score: f64) -> usize {
    (score / 20.0).floor().clamp(0.0, 4.0) as usize + 1
}

fn key(svg: &mut Svg, top: f64) {
    for (index, words) in STEPS.iter().enumerate() {
        let left = NAMES + CELL.0 * index as f64 + 1.0;
        svg.rect(&format!("c-heat-{}", index + 1), (left, top + 1.0), (12.0, 12.0));
        svg.text("c-text", Anchor::Start, (left + 17.0, top + 11.0), words);
    }
    let left = NAMES + CELL.0 * 5.0 + 1.0;
    hatch(svg, HATCH, (left, top + 1.0), (12.0, 12.0));
    svg.text("c-text", Anchor::Start, (left + 17.0, top + 11.0), "No data");
}

#[cfg(test)]
mod tests {
    use super::{draw, step};
    use crate::chart::audit;
    use crate::view::figure::HeatMap;

    fn map() -> HeatMap {
        HeatMap {
            rows: vec![
                ("Northwind".to_owned(), Some("northwind.html".to_owned())),
                ("Contoso".to_owned(), None),
            ],
            columns: vec!["Win rate".to_owned(), "Pipeline".to_owned()],
            values: vec![vec![Some((12.0, "12".to_owned())), None], vec![Some((f64::NAN, "x9".to_owned()))]],
            summary: "Worst first".to_owned(),
        }
    }

    #[test]
    fn values_are_printed_and_gaps_are_hatched() {
        let svg = draw(&map());
        audit::sound(&svg, 584.0, 115.0);
        assert!(
            svg.contains("<rect class=\"c-heat-1\" x=\"177\" y=\"24\" width=\"66\" height=\"26\"/>"),
            "{svg}"
        );
        assert!(svg.contains(">12</text>") && !svg.contains("x9"), "{svg}");
        // Three cells without a usable value, and one in the key.
        assert_eq!(svg.matches("c-hatch-box").count(), 4, "{svg}");
        assert!(
            svg.contains("<a class=\"c-name\" href=\"northwind.html\"><title>Northwind</title>"),
            "{svg}"
        );
    }

    #[test]
    fn steps_are_a_fifth_each_and_the_ink_follows() {
        assert_eq!([0.0, 19.9, 20.0, 59.0, 60.0, 80.0, 100.0].map(step), [1, 1, 2, 3, 4, 5, 5]);
        assert_eq!([-1e99, 1e99].map(step), [1, 5]);
        let value = |score: f64| HeatMap { values: vec![vec![Some((score, "v".to_owned()))]], ..map() };
        assert!(draw(&value(59.0)).contains("c-heat-low\" x=\"210\""));
        assert!(draw(&value(60.0)).contains("c-heat-high\" x=\"210\""));
    }

    #[test]
    fn an_empty_map_is_its_key() {
        let svg =
            draw(&HeatMap { rows: vec![], columns: vec![], values: vec![], summary: "None".to_owned() });
        audit::sound(&svg, 584.0, 44.0);
        assert!(svg.contains("No data") && svg.contains("role=\"img\""), "{svg}");
    }

    #[test]
    fn long_and_hostile_names_are_cut_and_escaped() {
        let name = "<b>&\"Long</b> ".repeat(20);
        let svg = draw(&HeatMap {
            rows: vec![(name.clone(), Some("https://elsewhere".to_owned()))],
            columns: vec![name; 14],
            ..map()
        });
        audit::sound(&svg, 1520.0, 117.0);
        assert!(svg.contains("…") && !svg.contains("<b>") && !svg.contains("href"), "{svg}");
    }
}
