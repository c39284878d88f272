//! Rows of signs, each there, partly there, not there or unknown, told apart by shape before tone.
//! Long signs are numbered, and named below.

use crate::chart::label::{shorten, width, wrap};
use crate::chart::rows::{Key, STRONG, TEXT, WIDTH, begin, half_disc, name};
use crate::chart::state::cross;
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{Sign, SignCell, SignRow, SignStrip};

const ROW: f64 = 28.0;
const NAMES: (f64, f64) = (64.0, 186.0);
/// Room for the count at the end.
const COUNT: f64 = 54.0;
const LINE: f64 = 15.0;
const RADIUS: f64 = 8.0;
const ORDER: [Sign; 4] = [Sign::Yes, Sign::Partial, Sign::No, Sign::Unknown];

pub(super) fn draw(figure: &SignStrip) -> String {
    let widest = figure.rows.iter().map(|row| width(&row.name, STRONG) * 1.1 + 10.0).fold(0.0, f64::max);
    let left = widest.clamp(NAMES.0, NAMES.1);
    let cell = (WIDTH - left - COUNT) / figure.columns.len().max(1) as f64;
    let longest = figure.columns.iter().flat_map(|name| name.split_whitespace());
    let numbered = longest.map(|word| width(word, TEXT)).fold(0.0, f64::max) > cell - 4.0
        || figure.columns.iter().any(|name| wrap(name, TEXT, cell - 4.0, 9).len() > 2);
    let heads: Vec<Vec<String>> = if numbered {
        (1..=figure.columns.len()).map(|number| vec![number.to_string()]).collect()
    } else {
        figure.columns.iter().map(|name| wrap(name, TEXT, cell - 4.0, 2)).collect()
    };
    let key = Key::new(ORDER.map(words));
    let head = LINE * heads.iter().map(Vec::len).max().unwrap_or(0) as f64 + 6.0;
    let first = key.height + 4.0 + head;
    let foot = first + ROW * figure.rows.len() as f64;
    let named = if numbered { LINE * figure.columns.len() as f64 + 8.0 } else { 0.0 };
    let linked = |row: &SignRow| row.href.is_some() || row.cells.iter().any(|cell| cell.href.is_some());
    let mut svg = begin(foot + named + 2.0, &figure.summary, figure.rows.iter().any(linked));
    key.draw(&mut svg, (0.0, 0.0), |svg, index, at| {
        shape(svg, ORDER.get(index).copied().unwrap_or(Sign::Unknown), at, 6.0)
    });
    for (column, lines) in heads.iter().enumerate() {
        let x = left + cell * (column as f64 + 0.5);
        for (line, words) in lines.iter().rev().enumerate() {
            svg.text("c-text", Anchor::Middle, (x, first - 7.0 - LINE * line as f64), words);
        }
    }
    for (index, row) in figure.rows.iter().enumerate() {
        draw_row(&mut svg, figure, row, (left, cell), first + ROW * index as f64);
    }
    svg.line("c-grid", (0.0, foot), (WIDTH, foot));
    if numbered {
        for (index, sign) in figure.columns.iter().enumerate() {
            let baseline = foot + 18.0 + LINE * index as f64;
            let words = shorten(&format!("{}  {sign}", index + 1), TEXT, WIDTH);
            svg.group("c-mark");
            svg.title(sign);
            svg.text("c-text", Anchor::Start, (0.0, baseline), &words);
            svg.close();
        }
    }
    svg.finish()
}

fn draw_row(svg: &mut Svg, figure: &SignStrip, row: &SignRow, (left, cell): (f64, f64), top: f64) {
    svg.line("c-grid", (0.0, top), (WIDTH, top));
    name(svg, (&row.name, row.href.as_deref()), (0.0, top + 18.5), left - 8.0);
    for (column, sign) in figure.columns.iter().enumerate() {
        let found = row.cells.get(column);
        let state = found.map_or(Sign::Unknown, |cell| cell.sign);
        svg.link("c-mark", found.and_then(|cell: &SignCell| cell.href.as_deref()));
        let more = found.map(|cell| cell.words.as_str()).filter(|words| !words.is_empty());
        let more = more.map(|words| format!(". {words}")).unwrap_or_default();
        svg.title(&format!("{}, {sign}: {}{more}", row.name, words(state)));
        shape(svg, state, (left + cell * (column as f64 + 0.5), top + ROW / 2.0), RADIUS);
        svg.close();
    }
    svg.text("c-text c-strong", Anchor::End, (WIDTH, top + 18.0), &shorten(&row.count, STRONG, COUNT - 4.0));
}

fn words(sign: Sign) -> &'static str {
    match sign {
        Sign::Yes => "yes",
        Sign::Partial => "in part",
        Sign::No => "no",
        Sign::Unknown => "unknown",
    }
}

/// A disc with a tick, half a disc, a cross, a question mark.
fn shape(svg: &mut Svg, sign: Sign, (x, y): (f64, f64), radius: f64) {
    match sign {
        Sign::Yes => {
            svg.circle("c-yes", (x, y), radius);
            let r = radius;
            let tick =
                [(x - r * 0.45, y + r * 0.05), (x - r * 0.1, y + r * 0.4), (x + r * 0.48, y - r * 0.38)];
            svg.path("c-tick", &tick, false);
        }
        Sign::Partial => {
            svg.circle("c-part", (x, y), radius - 1.0);
            half_disc(svg, "c-yes", (x, y), radius - 1.0);
        }
        Sign::No => cross(svg, "c-cross", (x, y), radius * 0.55),
        Sign::Unknown => svg.text("c-text c-axis", Anchor::Middle, (x, y + 4.5), "?"),
    }
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{Sign, SignCell, SignRow, SignStrip};

    fn row(signs: &[Sign]) -> SignRow {
        let cell = |sign: &Sign| SignCell { sign: *sign, words: "seen in March".to_owned(), href: None };
        SignRow {
            name: "Northwind".to_owned(),
            href: None,
            cells: signs.iter().map(cell).collect(),
            count: "4 of 6".to_owned(),
        }
    }

    fn strip(columns: &[&str], rows: Vec<SignRow>) -> SignStrip {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        SignStrip { columns, rows, summary: "Four of six signs".to_owned() }
    }

    fn drawn(figure: &SignStrip, height: f64) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, height);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn each_answer_has_a_shape_of_its_own() {
        let shapes = [
            (Sign::Yes, "<path class=\"c-tick\""),
            (Sign::Partial, "<circle class=\"c-part\""),
            (Sign::No, "<line class=\"c-cross\""),
            (Sign::Unknown, ">?</text>"),
        ];
        let key = draw(&strip(&["A"], vec![]));
        for (sign, shape) in shapes {
            let svg = drawn(&strip(&["A"], vec![row(&[sign])]), 74.0);
            for (other, expected) in shapes {
                let more = svg.matches(expected).count() > key.matches(expected).count();
                assert_eq!(more, expected == shape, "{sign:?} {other:?} {svg}");
            }
        }
    }

    #[test]
    fn signs_stand_in_their_columns_and_what_is_not_given_is_unknown() {
        let svg = drawn(&strip(&["A", "B", "C"], vec![row(&[Sign::Yes, Sign::Yes])]), 74.0);
        let places = audit::all(&svg, "c-yes", "cx");
        // The key comes first; the two columns are as far apart as their cells are wide.
        assert_eq!(places.len(), 3);
        let cell = places[2] - places[1];
        assert!((92.0..96.0).contains(&cell), "{cell}");
        assert!(svg.contains("Northwind, C: unknown</title>"), "{svg}");
        assert!(
            svg.contains("Northwind, B: yes. seen in March</title>") && svg.contains(">4 of 6<"),
            "{svg}"
        );
    }

    #[test]
    fn long_signs_are_numbered_and_named_below() {
        let signs = ["A sales force that thinks of partners", "Inspects", "C", "D", "E", "F"];
        let svg = drawn(&strip(&signs, vec![row(&[Sign::No; 6])]), 172.0);
        assert!(svg.contains(">1  A sales force that thinks of partners<") && svg.contains(">6<"), "{svg}");
    }

    #[test]
    fn odd_rows_are_held() {
        drawn(&strip(&[], vec![row(&[Sign::Yes; 6])]), 59.0);
        let mut hostile = row(&[Sign::Partial]);
        (hostile.name, hostile.count) = ("<b>".repeat(70), "count ".repeat(40));
        let long = "sign </svg> ".repeat(30);
        let svg = drawn(&strip(&[&long, "B"], vec![hostile]), 112.0);
        assert!(!svg.contains("<b>") && svg.matches("</svg>").count() == 1, "{svg}");
    }
}
