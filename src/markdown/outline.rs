//! Where things stand in a Markdown text: its sections and its links, by byte ranges into the text, so that
//! narrative can be woven under set headings and findings can point at their place.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::dialect::{Placed, events, target_of};
use super::text::words_of;

/// A top-level heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's words, without marks.
    pub heading: String,
    /// 1 for `#` up to 6 for `######`.
    pub level: u8,
    /// The bytes of the heading itself.
    pub range: Range<usize>,
    /// The bytes from after the heading to the next top-level heading or the end.
    pub body: Range<usize>,
}

/// A link or image, wherever it points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it points, entities and escapes decoded; percent escapes as typed.
    pub target: String,
    /// The bytes of the target when it is written in place, else those of the whole link.
    pub range: Range<usize>,
    /// Whether it is an image.
    pub image: bool,
}

/// Splits a text under its top-level headings: those that do not stand under an earlier, higher one.
/// Headings in lists and quotations are part of the body they stand in. What stands before the first heading
/// is `text[..sections[0].range.start]`.
pub fn sections(text: &str) -> Vec<Section> {
    let events: Vec<Placed<'_>> = events(text).collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut depth = 0_usize;
    for (at, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                let level = level_of(*level);
                if sections.last().is_none_or(|open| level <= open.level) {
                    if let Some(open) = sections.last_mut() {
                        open.body.end = range.start;
                    }
                    let words = events[at..]
                        .iter()
                        .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))
                        .map_or(String::new(), |length| {
                            words_of(events[at..at + length].iter().map(|(event, _)| event))
                        });
                    let heading = range.start..range.start + text[range.clone()].trim_end().len();
                    let body = range.end..text.len();
                    sections.push(Section { heading: words, level, range: heading, body });
                }
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    sections
}

/// Every link and image of a text, in order; the reader decides which of them are worth following.
pub fn links(text: &str) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                open.push((links.len(), range.start));
                links.push(Link { target: target_of(link_type, &dest_url), range, image: false });
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                open.push((links.len(), range.start));
                links.push(Link { target: target_of(link_type, &dest_url), range, image: true });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((at, label_end)) = open.pop() {
                    let link = &mut links[at];
                    link.range = written_target(text, &link.range, label_end, &link.target);
                }
                if let Some((_, label_end)) = open.last_mut() {
                    *label_end = range.end;
                }
            }
            _ => {
                if let Some((_, label_end)) = open.last_mut() {
                    *label_end = (*label_end).max(range.end);
                }
            }
        }
    }
    links
}

/// Finds `target` in `[label](target "title")` after the label, which may hold the same words.
fn written_target(text: &str, link: &Range<usize>, label_end: usize, target: &str) -> Range<usize> {
    let tail = label_end.min(link.end)..link.end;
    let Some(opening) = text[tail.clone()].find("](") else { return link.clone() };
    let inside = tail.start + opening + 2;
    match text[inside..link.end].find(target) {
        Some(at) if !target.is_empty() => inside + at..inside + at + target.len(),
        _ => link.clone(),
    }
}

pub(super) fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::{links, sections};

    #[test]
    fn sections_cover_the_text_after_the_first_heading() {
        let text = "Before.\n\n## One *two*\n\nbody\n\n### Sub\n\nmore\n\nNext\n----\n\n# Top\nend";
        let sections = sections(text);
        let seen: Vec<(&str, u8, &str, &str)> = sections
            .iter()
            .map(|s| (s.heading.as_str(), s.level, &text[s.range.clone()], text[s.body.clone()].trim()))
            .collect();
        assert_eq!(
            seen,
            [
                ("One two", 2, "## One *two*", "body\n\n### Sub\n\nmore"),
                ("Next", 2, "Next\n----", ""),
                ("Top", 1, "# Top", "end"),
            ]
        );
        assert_eq!(&text[..sections[0].range.start], "Before.\n\n");
    }

    #[test]
    fn a_single_title_holds_all_below_it() {
        let text = "# Title\n\n## A\n\na\n\n## B\n";
        assert_eq!(sections(text).len(), 1);
        let body = &text[sections(text)[0].body.clone()];
        assert_eq!(sections(body).iter().map(|s| s.heading.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    }

    #[test]
    fn headings_in_code_lists_and_quotations_split_nothing() {
        assert!(sections("```\n# no\n```\n\n> # no\n\n- # no\n\n<!--\n# no\n-->\n").is_empty());
        assert!(sections("").is_empty());
    }

    #[test]
    fn links_point_at_their_target() {
        let text =
            "é [a.md](a.md \"a.md\") ![x](<b c.png>) <https://e.org> [r][1] <a@b.org> [](d)\n\n[1]: e.md";
        let seen: Vec<(String, String, bool)> = links(text)
            .into_iter()
            .map(|link| (link.target, text[link.range].to_owned(), link.image))
            .collect();
        let expected = [
            ("a.md", "a.md", false),
            ("b c.png", "b c.png", true),
            ("https://e.org", "<https://e.org>", false),
            ("e.md", "[r][1]", false),
            ("mailto:a@b.org", "<a@b.org>", false),
            ("d", "d", false),
        ];
        assert_eq!(seen.len(), expected.len());
        for (seen, expected) in seen.iter().zip(expected) {
            assert_eq!((seen.0.as_str(), seen.1.as_str(), seen.2), expected);
        }
        assert_eq!(links(text)[0].range.start, "é [a.md](".len());
    }

    #[test]
    fn an_image_inside_a_link_gives_both() {
        let text = "[![logo](logo.png)](site.md)";
        let seen: Vec<&str> = links(text).iter().map(|link| &text[link.range.clone()]).collect();
        assert_eq!(seen, ["site.md", "logo.png"]);
    }
}
