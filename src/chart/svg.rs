//! Writes SVG text: escapes, rounds and closes what it opened.
//! Knows classes but no colours, and never writes an id, a style or a script.

/// An SVG image under construction.
pub(super) struct Svg {
    out: String,
    open: Vec<&'static str>,
}

/// What the root element says about the whole drawing.
pub(super) struct Frame<'a> {
    /// The second class of the root beside `chart`.
    pub(super) class: &'a str,
    /// In CSS pixels at natural size.
    pub(super) size: (f64, f64),
    /// Read in place of the drawing; empty hides the drawing from assistive tools.
    pub(super) summary: &'a str,
    /// Whether links lie inside. An image may hold none that a keyboard can reach.
    pub(super) links: bool,
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    pub(super) fn new(frame: &Frame<'_>) -> Svg {
        let (width, height) = frame.size;
        let mut svg = Svg { out: String::new(), open: Vec::new() };
        svg.begin("svg", &format!("chart {}", frame.class));
        svg.attribute("viewBox", &format!("0 0 {} {}", number(width), number(height)));
        svg.place(&[("width", width), ("height", height)]);
        if frame.links {
            svg.attribute("role", "group");
            svg.attribute("aria-label", frame.summary);
        } else if frame.summary.trim().is_empty() {
            svg.attribute("aria-hidden", "true");
        } else {
            svg.attribute("role", "img");
            svg.attribute("aria-label", frame.summary);
        }
        svg.enter("svg");
        svg
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.begin("rect", class);
        self.place(&[("x", x), ("y", y), ("width", width.max(0.0)), ("height", height.max(0.0))]);
        self.out.push_str("/>");
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.begin("line", class);
        self.place(&[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
        self.out.push_str("/>");
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        self.begin("circle", class);
        self.place(&[("cx", x), ("cy", y), ("r", radius)]);
        self.out.push_str("/>");
    }

    /// A line through the points, joined to its start when `closed`.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)], closed: bool) {
        let mut steps = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            steps.push(if index == 0 { 'M' } else { 'L' });
            steps.push_str(&number(*x));
            steps.push(' ');
            steps.push_str(&number(*y));
        }
        if closed {
            steps.push('Z');
        }
        self.begin("path", class);
        self.attribute("d", &steps);
        self.out.push_str("/>");
    }

    /// One line of text on a baseline.
    pub(super) fn text(&mut self, class: &str, anchor: Anchor, (x, baseline): (f64, f64), text: &str) {
        self.begin("text", class);
        self.place(&[("x", x), ("y", baseline)]);
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.attribute("text-anchor", "middle"),
            Anchor::End => self.attribute("text-anchor", "end"),
        }
        self.out.push('>');
        escape(text, &mut self.out);
        self.out.push_str("</text>");
    }

    /// One line of text read from bottom to top, centred on its place.
    pub(super) fn upright(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        self.begin("text", class);
        self.attribute("transform", &format!("translate({} {})rotate(-90)", number(x), number(y)));
        self.attribute("text-anchor", "middle");
        self.out.push('>');
        escape(text, &mut self.out);
        self.out.push_str("</text>");
    }

    /// Opens a group; what follows until [`Svg::close`] lies inside.
    pub(super) fn group(&mut self, class: &str) {
        self.begin("g", class);
        self.enter("g");
    }

    /// Opens a link, or a plain group where there is none that a site without a network may follow.
    pub(super) fn link(&mut self, class: &str, href: Option<&str>) {
        match href.filter(|href| is_relative(href)) {
            Some(href) => {
                self.begin("a", class);
                self.attribute("href", href);
                self.enter("a");
            }
            None => self.group(class),
        }
    }

    /// The tooltip of the group just opened.
    pub(super) fn title(&mut self, text: &str) {
        self.out.push_str("<title>");
        escape(text, &mut self.out);
        self.out.push_str("</title>");
    }

    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Closes everything and returns the text.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn begin(&mut self, name: &str, class: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.attribute("class", class);
    }

    fn enter(&mut self, name: &'static str) {
        self.out.push('>');
        self.open.push(name);
    }

    fn place(&mut self, attributes: &[(&str, f64)]) {
        for (name, value) in attributes {
            self.attribute(name, &number(*value));
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }
}

/// At most two decimals, no trailing zeros, no minus before zero. What is not finite becomes 0: an
/// attribute that cannot be parsed would take its whole element with it.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Escapes for text and attributes alike; characters that XML forbids become the replacement mark.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Whether a link stays on the site: neither a scheme nor a host, in any spelling a browser accepts.
pub(super) fn is_relative(href: &str) -> bool {
    let first = href.split(['/', '?', '#']).next().unwrap_or_default();
    !href.is_empty()
        && !first.contains(':')
        && !href.starts_with("//")
        && !href.contains('\\')
        && !href.contains(char::is_control)
        && !href.starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Frame, Svg, is_relative, number};

    fn svg(summary: &str, links: bool) -> Svg {
        Svg::new(&Frame { class: "c-x", size: (10.0, 4.5), summary, links })
    }

    #[test]
    fn numbers_are_short_and_always_numbers() {
        assert_eq!(number(1.0), "1");
        assert_eq!(number(1.256), "1.26");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(-2.5), "-2.5");
        assert_eq!(number(100.0), "100");
        assert_eq!(number(f64::NAN), "0");
        assert_eq!(number(f64::NEG_INFINITY), "0");
    }

    #[test]
    fn hostile_text_stays_text() {
        let mut svg = svg("\"><script>alert(1)</script>", false);
        svg.text("c-y", Anchor::End, (1.0, 2.0), "</text><img onerror='x'>\u{0}&");
        let out = svg.finish();
        assert!(!out.contains("<script") && !out.contains("<img") && !out.contains('\u{0}'), "{out}");
        assert!(out.contains("aria-label=\"&quot;&gt;&lt;script&gt;"), "{out}");
        assert!(out.contains("&lt;img onerror=&#39;x&#39;&gt;\u{fffd}&amp;"), "{out}");
    }

    #[test]
    fn the_root_says_what_it_is() {
        assert!(svg("Up", false).finish().contains("role=\"img\" aria-label=\"Up\""));
        assert!(svg("Up", true).finish().contains("role=\"group\" aria-label=\"Up\""));
        let hidden = svg(" ", false).finish();
        assert!(hidden.contains("aria-hidden=\"true\"") && !hidden.contains("role="), "{hidden}");
    }

    #[test]
    fn what_was_opened_is_closed_in_order() {
        let mut svg = svg("", false);
        svg.group("c-a");
        svg.link("c-b", Some("partners/x.html#m"));
        svg.title("tip");
        assert!(svg.finish().ends_with(
            "<g class=\"c-a\"><a class=\"c-b\" href=\"partners/x.html#m\"><title>tip</title></a></g></svg>"
        ));
    }

    #[test]
    fn links_stay_on_the_site() {
        for href in ["a.html", "../a/b.html?x=1:2#y", "#m", "a/b:c", "/root.html"] {
            assert!(is_relative(href), "{href}");
        }
        for href in [
            "",
            "javascript:alert(1)",
            "https://x.y",
            "//x.y",
            "\\\\x.y",
            "java\nscript:x",
            " javascript:x",
            "data:x",
        ] {
            assert!(!is_relative(href), "{href}");
        }
    }
}
