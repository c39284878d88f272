//! How promises fared, one bar a row. Below each bar stand its counts with the same shapes as in the bar,
//! so that no count is too small to be printed and nobody has to look up a colour.

use crate::chart::rows::{Head, Key, WIDTH, begin, half_disc, hatch, head};
use crate::chart::state::cross;
use crate::chart::svg::Svg;
use crate::view::figure::{PromiseBars, PromiseRow};

const BAR: f64 = 16.0;
const GAP: f64 = 14.0;
/// From one part to the next.
const SPLIT: f64 = 1.5;

/// What became of a promise, in the order drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Slipped,
    Open,
    Overdue,
    Dropped,
}

const ORDER: [Fate; 5] = [Fate::Kept, Fate::Slipped, Fate::Open, Fate::Overdue, Fate::Dropped];

impl Fate {
    fn count(self, row: &PromiseRow) -> u32 {
        match self {
            Fate::Kept => row.kept,
            Fate::Slipped => row.slipped,
            Fate::Open => row.open,
            Fate::Overdue => row.overdue,
            Fate::Dropped => row.dropped,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Slipped => "kept late",
            Fate::Open => "open",
            Fate::Overdue => "overdue",
            Fate::Dropped => "dropped",
        }
    }

    /// A surface: solid, hatched, in outline, solid, hatched in grey.
    fn surface(self, svg: &mut Svg, corner: (f64, f64), size: (f64, f64)) {
        match self {
            Fate::Kept => svg.rect("c-kept", corner, size),
            Fate::Slipped => hatch(svg, ("c-slipped", "c-slipped-line"), corner, size),
            Fate::Open => svg.rect("c-open", corner, size),
            Fate::Overdue => svg.rect("c-overdue", corner, size),
            Fate::Dropped => hatch(svg, ("c-hatch-box", "c-dropped-line"), corner, size),
        }
    }

    /// A disc, half a disc, a ring, a square with a cross, a cross.
    fn sample(self, svg: &mut Svg, (x, y): (f64, f64)) {
        match self {
            Fate::Kept => svg.circle("c-kept", (x, y), 5.0),
            Fate::Slipped => {
                svg.circle("c-open", (x, y), 4.5);
                half_disc(svg, "c-kept", (x, y), 4.5);
            }
            Fate::Open => svg.circle("c-open", (x, y), 4.5),
            Fate::Overdue => {
                svg.rect("c-overdue", (x - 5.0, y - 5.0), (10.0, 10.0));
                cross(svg, "c-mark-off c-cut", (x, y), 2.5);
            }
            Fate::Dropped => cross(svg, "c-cross", (x, y), 3.5),
        }
    }
}

/// A fate that occurs, how often, and both in words.
type Count = (Fate, u32, String);

/// The fates of a row that occur, each with its count in words.
fn counts(row: &PromiseRow) -> Vec<Count> {
    ORDER
        .into_iter()
        .map(|fate| (fate, fate.count(row), format!("{} {}", fate.count(row), fate.words())))
        .filter(|(_, count, _)| *count > 0)
        .collect()
}

pub(super) fn draw(figure: &PromiseBars) -> String {
    let rows: Vec<(&PromiseRow, Vec<Count>, Key)> = figure
        .rows
        .iter()
        .map(|row| {
            let counts = counts(row);
            let key = Key::new(counts.iter().map(|(_, _, words)| words.as_str()));
            (row, counts, key)
        })
        .collect();
    let high = |row: &PromiseRow, key: &Key| words(row).height() + BAR + 5.0 + key.height.max(19.0) + GAP;
    let height = rows.iter().map(|(row, _, key)| high(row, key)).sum::<f64>().max(1.0);
    let links = figure.rows.iter().any(|row| row.href.is_some());
    let all = |row: &PromiseRow| ORDER.iter().map(|fate| u64::from(fate.count(row))).sum::<u64>();
    let highest = figure.rows.iter().map(all).max().unwrap_or_default().max(1) as f64;
    let mut svg = begin(height, &figure.summary, links);
    let mut top = 0.0;
    for (row, counts, key) in &rows {
        let words = words(row);
        head(&mut svg, &words, top);
        let below = top + words.height();
        bar(&mut svg, row, counts, highest, below);
        key.draw(&mut svg, (0.0, below + BAR + 5.0), |svg, index, at| {
            if let Some((fate, _, _)) = counts.get(index) {
                fate.sample(svg, at);
            }
        });
        top += high(row, key);
    }
    svg.finish()
}

fn words(row: &PromiseRow) -> Head<'_> {
    Head { name: &row.name, href: row.href.as_deref(), words: &row.words, strong: false, after: false }
}

fn bar(svg: &mut Svg, row: &PromiseRow, counts: &[Count], highest: f64, top: f64) {
    if counts.is_empty() {
        svg.line("c-nothing", (0.0, top + BAR / 2.0), (WIDTH, top + BAR / 2.0));
    }
    let mut left = 0.0;
    for (fate, count, words) in counts {
        let long = f64::from(*count) / highest * WIDTH;
        svg.group("c-mark");
        svg.title(&format!("{}: {words}", row.name));
        fate.surface(svg, (left, top), ((long - SPLIT).max(0.75), BAR));
        svg.close();
        left += long;
    }
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{PromiseBars, PromiseRow};

    fn row(name: &str, [kept, slipped, open, overdue, dropped]: [u32; 5]) -> PromiseRow {
        let words = "5 dates moved".to_owned();
        PromiseRow { name: name.to_owned(), href: None, kept, slipped, open, overdue, dropped, words }
    }

    fn drawn(rows: Vec<PromiseRow>, height: f64) -> String {
        let svg = draw(&PromiseBars { rows, summary: "We keep more of our promises".to_owned() });
        audit::sound(&svg, WIDTH, height);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn bars_share_one_scale_and_parts_keep_their_order() {
        let svg = drawn(vec![row("Ours", [4, 2, 1, 1, 0]), row("Theirs", [2, 0, 1, 0, 1])], 144.0);
        assert_eq!(audit::all(&svg, "c-kept", "width"), [210.5, 104.5]);
        assert_eq!(audit::all(&svg, "c-slipped", "x"), [212.0]);
        assert_eq!(audit::all(&svg, "c-open", "x"), [318.0, 106.0]);
        assert_eq!(audit::all(&svg, "c-overdue", "x")[0], 371.0);
        assert_eq!(audit::all(&svg, "c-hatch-box", "x"), [159.0]);
    }

    #[test]
    fn every_count_is_printed_with_its_word_and_none_that_is_zero() {
        let svg = drawn(vec![row("Ours", [400, 2, 1, 0, 3])], 72.0);
        for words in [">400 kept<", ">2 kept late<", ">1 open<", ">3 dropped<", ">5 dates moved<"] {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
        assert!(!svg.contains("overdue"), "{svg}");
    }

    #[test]
    fn no_promise_is_a_dashed_line() {
        let svg = drawn(vec![row("Ours", [0; 5]), row("Theirs", [1, 0, 0, 0, 0])], 144.0);
        assert_eq!(svg.matches("c-nothing").count(), 1, "{svg}");
        drawn(vec![], 1.0);
    }

    #[test]
    fn the_huge_takes_more_lines_and_stays_inside() {
        let svg = drawn(vec![row(&"a<b ".repeat(60), [u32::MAX; 5])], 106.0);
        assert!(svg.contains("4294967295 dropped") && !svg.contains("<b "), "{svg}");
    }
}
