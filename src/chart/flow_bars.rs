//! Who came and who left, period by period: bars up for in, bars down for out, a diamond for what remains.

use crate::chart::histogram::members;
use crate::chart::label::{shorten, thin, width};
use crate::chart::rows::{Key, STRONG, TEXT, WIDTH, begin};
use crate::chart::state::diamond;
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{FlowBars, FlowPeriod};

const PLOT: f64 = 128.0;
/// Room for a count above and below the bars.
const COUNT: f64 = 22.0;
const FOOT: f64 = 38.0;
/// Room for the word in front of the row of net figures.
const LEFT: f64 = 30.0;
const WIDEST: f64 = 34.0;

pub(super) fn draw(figure: &FlowBars) -> String {
    let key = Key::new([figure.into.as_str(), figure.out.as_str(), "net"]);
    let into = figure.periods.iter().map(|period| period.into).max().unwrap_or_default();
    let out = figure.periods.iter().map(|period| period.out).max().unwrap_or_default();
    let all = (f64::from(into) + f64::from(out)).max(1.0);
    let unit = PLOT / all;
    let base = key.height + 6.0 + COUNT + f64::from(into) * unit;
    let foot = key.height + 6.0 + COUNT * 2.0 + PLOT;
    let links = figure.periods.iter().any(|period| period.href.is_some());
    let mut svg = begin(foot + FOOT, &figure.summary, links);
    key.draw(&mut svg, (0.0, 0.0), |svg, index, (x, y)| match index {
        0 => svg.rect("c-into", (x - 6.0, y - 5.0), (12.0, 10.0)),
        1 => svg.rect("c-out", (x - 6.0, y - 5.0), (12.0, 10.0)),
        _ => diamond(svg, "c-net", (x, y), 5.5),
    });
    let step = (WIDTH - LEFT) / figure.periods.len().max(1) as f64;
    let widest = figure.periods.iter().map(|period| width(&period.name, TEXT)).fold(0.0, f64::max);
    let widest = widest.min(WIDTH / 3.0);
    // The last name may have to move away from the edge, towards the one before it.
    let room = if step >= widest { widest } else { widest * 1.5 } + 6.0;
    let named = thin(figure.periods.len(), step, room);
    svg.text("c-text c-axis", Anchor::Start, (0.0, foot + 32.0), "net");
    for (index, period) in figure.periods.iter().enumerate() {
        let middle = LEFT + step * (index as f64 + 0.5);
        draw_period(&mut svg, period, (middle, base), (step, unit));
        if named.contains(&index) {
            let words = shorten(&period.name, TEXT, WIDTH / 3.0);
            let x = middle.min(WIDTH - width(&words, TEXT) / 2.0).max(width(&words, TEXT) / 2.0);
            svg.text("c-text", Anchor::Middle, (x, foot + 15.0), &words);
        }
        let printed = signed(net(period));
        if width(&printed, STRONG) <= step {
            svg.text("c-text c-strong", Anchor::Middle, (middle, foot + 32.0), &printed);
        }
    }
    svg.line("c-base", (LEFT, base), (WIDTH, base));
    for (index, period) in figure.periods.iter().enumerate() {
        let middle = LEFT + step * (index as f64 + 0.5);
        diamond(&mut svg, "c-net", (middle, base - net(period) as f64 * unit), (step * 0.3).min(5.5));
    }
    svg.finish()
}

fn net(period: &FlowPeriod) -> i64 {
    i64::from(period.into) - i64::from(period.out)
}

/// With a sign that is as wide as a plus.
fn signed(net: i64) -> String {
    match net {
        0 => "0".to_owned(),
        1.. => format!("+{net}"),
        _ => format!("−{}", net.unsigned_abs()),
    }
}

/// Both bars and their counts; nothing is printed for nobody.
fn draw_period(svg: &mut Svg, period: &FlowPeriod, (middle, base): (f64, f64), (step, unit): (f64, f64)) {
    let wide = (step * 0.62).min(WIDEST);
    let left = middle - wide / 2.0;
    svg.link("c-mark", period.href.as_deref());
    let members = members(&period.members);
    svg.title(&format!("{}: {} in, {} out{members}", period.name, period.into, period.out));
    let (up, down) = (f64::from(period.into) * unit, f64::from(period.out) * unit);
    let bars = [
        (period.into, "c-into", base - up, up, base - up - 9.0),
        (period.out, "c-out", base, down, base + down + 17.0),
    ];
    for (count, class, top, high, baseline) in bars {
        if count == 0 {
            continue;
        }
        svg.rect(class, (left, top), (wide, high));
        let printed = count.to_string();
        if width(&printed, TEXT) <= step {
            svg.text("c-text c-beside", Anchor::Middle, (middle, baseline), &printed);
        }
    }
    svg.close();
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{FlowBars, FlowPeriod};

    const HEIGHT: f64 = 235.0;

    fn flow(counts: &[(u32, u32)]) -> FlowBars {
        let period = |(index, (into, out)): (usize, &(u32, u32))| FlowPeriod {
            name: format!("Q{}", index + 1),
            into: *into,
            out: *out,
            members: vec!["Northwind".to_owned()],
            href: None,
        };
        FlowBars {
            into: "joined".to_owned(),
            out: "left".to_owned(),
            periods: counts.iter().enumerate().map(period).collect(),
            summary: "Nine joined and four left".to_owned(),
        }
    }

    fn drawn(figure: &FlowBars) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, HEIGHT);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn in_is_up_and_out_is_down_on_one_scale() {
        let svg = drawn(&flow(&[(6, 2), (3, 0), (0, 2)]));
        assert_eq!(audit::all(&svg, "c-into", "height")[1..], [96.0, 48.0]);
        assert_eq!(audit::all(&svg, "c-out", "height")[1..], [32.0, 32.0]);
        // Both stand on the base: 19 of key, 6, 22 of count and 96 of bar.
        assert_eq!(audit::all(&svg, "c-into", "y")[1..], [47.0, 95.0]);
        assert_eq!(audit::all(&svg, "c-out", "y")[1..], [143.0, 143.0]);
    }

    #[test]
    fn net_is_marked_and_printed_with_its_sign() {
        let svg = drawn(&flow(&[(6, 2), (1, 1), (0, 2)]));
        for words in [">+4<", ">0<", ">−2<", ">Q1<", ">joined<", "6 in, 2 out (Northwind)"] {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
        let tops: Vec<f64> = svg
            .split("\"c-net\" d=\"M")
            .skip(2)
            .map(|rest| rest.split('L').next().unwrap().split(' ').nth(1).unwrap().parse().unwrap())
            .collect();
        // A partner is 16 high, and the base lies at 143; a diamond reaches 5.5 above its middle.
        assert_eq!(tops, [143.0 - 64.0 - 5.5, 143.0 - 5.5, 143.0 + 32.0 - 5.5]);
    }

    #[test]
    fn odd_counts_are_held() {
        drawn(&flow(&[]));
        drawn(&flow(&[(0, 0)]));
        drawn(&flow(&[(u32::MAX, 0), (0, u32::MAX)]));
        drawn(&flow(&[(7, 3); 90]));
        let mut hostile = flow(&[(1, 1)]);
        hostile.periods[0].name = "</title><b>".repeat(30);
        hostile.into = "joined ".repeat(60);
        let svg = draw(&hostile);
        audit::sound(&svg, WIDTH, HEIGHT + 19.0);
        assert!(!svg.contains("<b>"), "{svg}");
    }
}
