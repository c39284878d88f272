//! What every drawing must keep, whatever its data: asked by the tests of each chart.

use crate::chart::label::width;

/// Fails unless the SVG is well nested, self-contained, of the given size, coloured by class alone, and
/// keeps every coordinate a finite number inside the box.
pub(super) fn sound(svg: &str, width: f64, height: f64) {
    assert!(svg.starts_with("<svg class=\"chart c-") && svg.ends_with("</svg>"), "{svg}");
    assert!(svg.contains(&format!("viewBox=\"0 0 {width} {height}\"")), "{svg}");
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(svg) {
        let name = tag.trim_start_matches("</").trim_start_matches('<');
        let name = name.split([' ', '>', '/']).next().unwrap();
        if tag.starts_with("</") {
            assert_eq!(open.pop(), Some(name), "{svg}");
            continue;
        }
        if !tag.ends_with("/>") {
            open.push(name);
        }
        assert!(
            ["svg", "g", "a", "title", "text", "rect", "line", "circle", "path"].contains(&name),
            "{tag}"
        );
        let attributes = attributes(tag);
        assert!(name == "title" || attributes.iter().any(|(name, _)| *name == "class"), "no class on {tag}");
        for (name, value) in attributes {
            match name {
                "class" | "viewBox" | "role" | "aria-label" | "aria-hidden" | "href" | "text-anchor"
                | "transform" => {}
                "x" | "cx" | "x1" | "x2" => inside(tag, value, width),
                "y" | "cy" | "y1" | "y2" => inside(tag, value, height),
                "width" | "height" | "r" => assert!(finite(tag, value) >= 0.0, "{tag}"),
                "d" => value
                    .split(['M', 'L', 'Z', ' '])
                    .filter(|number| !number.is_empty())
                    .for_each(|number| inside(tag, number, width.max(height))),
                other => panic!("attribute {other} on {tag}"),
            }
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {svg}");
}

/// All values of a number on the elements of exactly that class, in the order drawn.
pub(super) fn all(svg: &str, class: &str, attribute: &str) -> Vec<f64> {
    let of_class = |tag: &&str| tag.contains(&format!(" class=\"{class}\""));
    let value = |tag: &str| {
        let named = attributes(tag).into_iter().find(|(name, _)| *name == attribute)?.1.to_owned();
        named.parse().ok()
    };
    tags(svg).into_iter().filter(of_class).filter_map(value).collect()
}

/// The height that the drawing gives itself.
pub(super) fn height(svg: &str) -> f64 {
    let root = tags(svg)[0];
    attributes(root).into_iter().find(|(name, _)| *name == "height").unwrap().1.parse().unwrap()
}

/// Fails if two words are printed on top of each other, or beyond the sides of the drawing.
pub(super) fn apart(svg: &str) {
    let boxes = words(svg);
    let wide = attributes(tags(svg)[0]).into_iter().find(|(name, _)| *name == "width").unwrap().1;
    let wide: f64 = wide.parse().unwrap();
    for (index, (left, right, baseline, text)) in boxes.iter().enumerate() {
        assert!(*left > -1.0 && *right < wide + 1.0, "{text:?} lies beyond the sides: {left} to {right}");
        for (other_left, other_right, other_baseline, other) in &boxes[index + 1..] {
            let beside = right <= other_left || other_right <= left;
            assert!(beside || (baseline - other_baseline).abs() >= 10.5, "{text:?} covers {other:?}: {svg}");
        }
    }
}

/// Fails if an upright line of that class runs through words.
pub(super) fn uncrossed(svg: &str, class: &str) {
    let (across, from, to) = (all(svg, class, "x1"), all(svg, class, "y1"), all(svg, class, "y2"));
    for ((x, from), to) in across.iter().zip(&from).zip(&to) {
        for (left, right, baseline, text) in words(svg) {
            let beside = *x < left + 1.0 || *x > right - 1.0;
            assert!(
                beside || !(from..=to).contains(&&baseline),
                "a line at {x} runs through {text:?}: {svg}"
            );
        }
    }
}

/// The left end, the right end, the baseline and the words of each text that is set level. Widths are
/// guessed on the wide side for placing; for judging, a tenth less is near the truth.
fn words(svg: &str) -> Vec<(f64, f64, f64, String)> {
    let of_text = |piece: &str| {
        let (tag, rest) = piece.split_once('>')?;
        let text = rest.split('<').next()?.to_owned();
        let tag = format!("<text{tag}>");
        let get =
            |name: &str| attributes(&tag).into_iter().find(|(other, _)| *other == name).map(|found| found.1);
        let (x, baseline): (f64, f64) = (get("x")?.parse().ok()?, get("y")?.parse().ok()?);
        let plain =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let wide = width(&plain, 12.0) * 0.9;
        let left = match get("text-anchor") {
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            _ => x,
        };
        Some((left, left + wide, baseline, text))
    };
    svg.split("<text").skip(1).filter_map(of_text).collect()
}

fn inside(tag: &str, value: &str, limit: f64) {
    assert!((-0.5..=limit + 0.5).contains(&finite(tag, value)), "{value} of {tag} is outside 0 to {limit}");
}

fn finite(tag: &str, value: &str) -> f64 {
    let number: f64 = value.parse().unwrap_or(f64::NAN);
    assert!(number.is_finite(), "{value} in {tag}");
    number
}

fn tags(svg: &str) -> Vec<&str> {
    svg.match_indices('<').map(|(start, _)| &svg[start..=start + svg[start..].find('>').unwrap()]).collect()
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = tag.split('"').collect();
    let names = parts.iter().step_by(2);
    let values = parts.iter().skip(1).step_by(2);
    names
        .zip(values)
        .map(|(name, value)| (name.rsplit(' ').next().unwrap().trim_end_matches('='), *value))
        .collect()
}
