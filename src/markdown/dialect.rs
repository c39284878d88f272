//! Which Markdown is spoken: CommonMark with tables, strikethrough, task lists and footnotes. Never heading
//! attributes, which would let a record write attributes of its own into a tag.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, OffsetIter, Options, Parser};

/// Events of a text with the byte range of each.
pub(super) fn events(text: &str) -> OffsetIter<'_> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    Parser::new_ext(text, extensions).into_offset_iter()
}

/// An event and the bytes it came from.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// Where a link or image points, as the reader of the page would follow it.
pub(super) fn target_of(kind: LinkType, destination: &CowStr<'_>) -> String {
    match kind {
        LinkType::Email => format!("mailto:{destination}"),
        _ => destination.to_string(),
    }
}

/// Raw HTML without its closed comments. A comment is a note to fellow writers that every other Markdown
/// reader hides, so showing it could publish what its writer meant to keep; an unclosed one is shown, so that
/// no text vanishes by a slip.
pub(super) fn without_comments(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let Some(length) = rest[start + 4..].find("-->") else { break };
        kept.push_str(&rest[..start]);
        rest = &rest[start + 4 + length + 3..];
    }
    if rest.len() == html.len() {
        return Cow::Borrowed(html);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}
