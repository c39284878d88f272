//! What every drawing must keep, whatever its data: asked by the tests of each chart.

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
