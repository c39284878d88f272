//! What charts made of rows share: their width, the line of words above a bar, the key, hatching.
//! They are as wide as a phone lets twelve pixels of type shrink to ten.

use crate::chart::label::{shorten, width, wrap};
use crate::chart::svg::{Anchor, Frame, Svg};

/// The width of all charts made of rows.
pub(super) const WIDTH: f64 = 424.0;
/// The type size of plain words.
pub(super) const TEXT: f64 = 12.0;
/// The size at which the width of strong words is guessed: semibold letters are a tenth wider.
pub(super) const STRONG: f64 = 13.2;
/// The same for names, which are set in 13 pixels.
const NAME: f64 = 14.3;
/// From a name to words that follow it.
const AFTER: f64 = 10.0;
/// From the top of a row to what is drawn below one line of words.
const HEAD: f64 = 18.0;
const BASELINE: f64 = 11.0;
/// From one line of a name to the next.
const LINE: f64 = 15.0;
const KEY_LINE: f64 = 19.0;
/// The usual width of a sample, with the air behind it.
pub(super) const SAMPLE: f64 = 17.0;

/// An empty chart of rows.
pub(super) fn begin(height: f64, summary: &str, links: bool) -> Svg {
    Svg::new(&Frame { class: "c-rows", size: (WIDTH, height), summary, links })
}

/// The name of a row on the left, and a few words on the right.
pub(super) struct Head<'a> {
    pub(super) name: &'a str,
    pub(super) href: Option<&'a str>,
    pub(super) words: &'a str,
    /// Whether the words are to be seen first.
    pub(super) strong: bool,
    /// Whether the words follow the name, where there is room, rather than stand at the end of the row.
    pub(super) after: bool,
}

impl Head<'_> {
    fn words(&self) -> (&'static str, f64, String) {
        let (class, size) = if self.strong { ("c-text c-strong", STRONG) } else { ("c-text", TEXT) };
        (class, size, shorten(self.words, size, WIDTH * 0.56))
    }

    /// The name, in two lines where one is too short.
    fn lines(&self) -> Vec<String> {
        let (_, size, words) = self.words();
        let taken = if words.is_empty() { 0.0 } else { width(&words, size) + 12.0 };
        wrap(self.name, NAME, WIDTH - taken, 2)
    }

    /// How high it is: what is drawn below begins there.
    pub(super) fn height(&self) -> f64 {
        HEAD + LINE * self.lines().len().saturating_sub(1) as f64
    }
}

/// Prints a head. What does not fit is cut, and whole in the tooltip.
pub(super) fn head(svg: &mut Svg, head: &Head<'_>, top: f64) {
    let lines = head.lines();
    svg.link("c-name", head.href);
    if lines.join(" ") != head.name {
        svg.title(head.name);
    }
    for (line, words) in lines.iter().enumerate() {
        let baseline = top + BASELINE + LINE * line as f64;
        svg.text("c-text c-strong", Anchor::Start, (0.0, baseline), words);
    }
    svg.close();
    let (class, _, words) = head.words();
    if !words.is_empty() {
        svg.group("c-mark");
        if words != head.words {
            svg.title(head.words);
        }
        let (anchor, x) = match &lines[..] {
            [name] if head.after => (Anchor::Start, width(name, NAME) + AFTER),
            _ => (Anchor::End, WIDTH),
        };
        svg.text(class, anchor, (x, top + BASELINE), &words);
        svg.close();
    }
}

/// A strong name that may be a link, cut to the room there is.
pub(super) fn name(svg: &mut Svg, (name, href): (&str, Option<&str>), at: (f64, f64), room: f64) {
    let shown = shorten(name, NAME, room);
    svg.link("c-name", href);
    if shown != name {
        svg.title(name);
    }
    svg.text("c-text c-strong", Anchor::Start, at, &shown);
    svg.close();
}

/// An entry of a key: where it begins, how wide its sample is, what it says.
struct Entry {
    x: f64,
    y: f64,
    sample: f64,
    words: String,
}

/// What the shapes mean, in as many lines as it takes.
pub(super) struct Key {
    entries: Vec<Entry>,
    /// How high it is.
    pub(super) height: f64,
}

impl Key {
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Key {
        Key::within(WIDTH, words.into_iter().map(|words| (words, SAMPLE)))
    }

    /// One of a given width, with room for a sample of a given width before each word.
    pub(super) fn within<'a>(room: f64, words: impl IntoIterator<Item = (&'a str, f64)>) -> Key {
        let (mut x, mut y) = (0.0, 0.0);
        let mut entries = Vec::new();
        for (words, sample) in words {
            let words = shorten(words, TEXT, room - sample);
            let wide = sample + width(&words, TEXT);
            if x > 0.0 && x + wide > room {
                (x, y) = (0.0, y + KEY_LINE);
            }
            entries.push(Entry { x, y, sample, words });
            x += wide + 12.0;
        }
        let height = if entries.is_empty() { 0.0 } else { y + KEY_LINE };
        Key { entries, height }
    }

    /// Prints the words; `sample` draws the shape of the entry with that index around a place.
    pub(super) fn draw(
        &self,
        svg: &mut Svg,
        (left, top): (f64, f64),
        sample: impl Fn(&mut Svg, usize, (f64, f64)),
    ) {
        for (index, Entry { x, y, sample: wide, words }) in self.entries.iter().enumerate() {
            sample(svg, index, (left + x + 6.0, top + y + 7.0));
            svg.text("c-text", Anchor::Start, (left + x + wide, top + y + 11.0), words);
        }
    }
}

/// A box crossed by slanting lines, drawn out because a pattern would need an id.
pub(super) fn hatch(
    svg: &mut Svg,
    (surface, lines): (&str, &str),
    (left, top): (f64, f64),
    (width, height): (f64, f64),
) {
    svg.rect(surface, (left, top), (width, height));
    let mut start = 5.0;
    while start < width + height {
        let from = (left + (start - height).max(0.0), top + start.min(height));
        let to = (left + start.min(width), top + (start - width).max(0.0));
        svg.line(lines, from, to);
        start += 5.0;
    }
}

/// Half a disc, the lower one.
pub(super) fn half_disc(svg: &mut Svg, class: &str, (x, y): (f64, f64), radius: f64) {
    let point = |step: u8| {
        let angle = std::f64::consts::PI * f64::from(step) / 16.0;
        (x + radius * angle.cos(), y + radius * angle.sin())
    };
    svg.path(class, &(0..=16).map(point).collect::<Vec<_>>(), true);
}

#[cfg(test)]
mod tests {
    use super::{Head, Key, begin, hatch, head};
    use crate::chart::audit;

    #[test]
    fn long_words_are_cut_and_whole_in_the_tooltip() {
        let mut svg = begin(40.0, "s", false);
        let (name, words) = ("A name ".repeat(40), "some words ".repeat(40));
        head(&mut svg, &Head { name: &name, href: None, words: &words, strong: true, after: false }, 0.0);
        let svg = svg.finish();
        audit::sound(&svg, super::WIDTH, 40.0);
        audit::apart(&svg);
        assert!(svg.contains(&format!("<title>{name}</title>")) && svg.matches('…').count() == 2, "{svg}");
    }

    #[test]
    fn a_name_takes_a_second_line_where_one_is_too_short() {
        let head =
            |name| Head { name, href: None, words: "fewer than three answers", strong: false, after: false };
        assert_eq!(head("Roles are clear").height(), 18.0);
        assert_eq!(head("Both sides know who decides what and by when").height(), 33.0);
        assert_eq!(head("").height(), 18.0);
    }

    #[test]
    fn a_key_takes_another_line_where_it_does_not_fit() {
        assert_eq!(Key::new([]).height, 0.0);
        assert_eq!(Key::new(["kept", "open"]).height, 19.0);
        let key = Key::new(["kept by the first date", "kept after slipping", "open, not due", "given up"]);
        assert_eq!(key.height, 38.0);
    }

    #[test]
    fn hatching_stays_in_its_box() {
        let mut svg = begin(40.0, "s", false);
        hatch(&mut svg, ("c-a", "c-b"), (10.0, 10.0), (30.0, 12.0));
        let svg = svg.finish();
        assert_eq!(audit::all(&svg, "c-b", "x1").len(), 8);
        for (attribute, low, high) in [("x1", 10.0, 40.0), ("x2", 10.0, 40.0), ("y1", 10.0, 22.0)] {
            let values = audit::all(&svg, "c-b", attribute);
            assert!(values.iter().all(|value| (low..=high).contains(value)), "{attribute} {values:?}");
        }
    }
}
