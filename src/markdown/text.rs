//! The words of a Markdown text without its marks, for summaries and headings. The result is plain text, not
//! HTML: whoever puts it on a page escapes it like any other string.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dialect::{events, without_comments};

/// The words of a text on one line: alternative texts of images included, footnotes and comments left out.
/// Empty when nothing would be read.
pub fn plain(text: &str) -> String {
    let mut words = String::new();
    let mut in_note = 0_usize;
    let mut html = String::new();
    for (event, _) in events(text) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => in_note += 1,
            Event::End(TagEnd::FootnoteDefinition) => in_note -= 1,
            _ if in_note > 0 => {}
            // A block comes line by line, a comment may take several.
            Event::Html(line) => html.push_str(&line),
            Event::End(tag) if is_block(tag) => {
                words.push_str(&without_comments(&html));
                html.clear();
                words.push(' ');
            }
            event => push_words(&mut words, &event),
        }
    }
    collapse(&words)
}

/// The words of a run of events, such as those of a heading or an alternative text.
pub(super) fn words_of<'e, 'a: 'e>(events: impl Iterator<Item = &'e Event<'a>>) -> String {
    let mut words = String::new();
    for event in events {
        push_words(&mut words, event);
    }
    collapse(&words)
}

fn push_words(words: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) | Event::Code(text) => words.push_str(text),
        Event::InlineHtml(html) => words.push_str(&without_comments(html)),
        Event::SoftBreak | Event::HardBreak | Event::Rule => words.push(' '),
        _ => {}
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn collapse(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
