//! Writes a Markdown text as HTML: a closed set of tags with attributes of ours, everything else escaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::dialect::{Placed, events, target_of, without_comments};
use super::escape::{push_address, push_escaped};
use super::notes::Flow;
use super::outline::level_of;
use super::slug::Slugs;
use super::target::{Kind, kind};
use super::text::words_of;

/// How a text is set into its page.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Maps a link relative to the record to an address on the site; `None` keeps the words only.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// Maps an image relative to the record to an address on the site; `None` keeps its alternative text.
    pub image: &'a dyn Fn(&str) -> Option<String>,
    /// The level of the page's heading that the text stands under. Its own follow on below, whatever levels they are
    /// written in, and skip none; 6 is the lowest.
    pub heading_above: u8,
    /// Put before every id, so that no two texts of a page share one.
    pub id_prefix: &'a str,
}

impl Default for Options<'_> {
    /// No relative links, no images, headings from the first level.
    fn default() -> Self {
        Self { link: &|_| None, image: &|_| None, heading_above: 0, id_prefix: "" }
    }
}

/// Renders a text as HTML that is safe to set into a page as it is.
pub fn render(text: &str, options: &Options<'_>) -> String {
    render_part(text, 0..text.len(), options)
}

/// Renders the blocks of a text that begin within `part`, such as a section's body. Ids, footnote numbers and
/// link definitions are those of the whole text, so parts of one text go on a page together. A footnote that
/// two parts refer to is written with each: give those parts prefixes of their own.
pub fn render_part(text: &str, part: Range<usize>, options: &Options<'_>) -> String {
    let events: Vec<Placed<'_>> = events(text).collect();
    let flow = Flow::of(&events);
    let body = blocks_within(&flow.body, &part);
    let notes = flow.notes_for(&body, &part);
    let mut writer = Writer {
        options,
        flow: &flow,
        slugs: heading_slugs(&events),
        out: String::with_capacity(text.len() * 3 / 2),
        open_links: Vec::new(),
        alignments: &[],
        cell: 0,
        in_head: false,
        headings: Vec::new(),
        referenced: BTreeSet::new(),
    };
    writer.run(&body);
    writer.footnotes(&notes);
    writer.out
}

fn blocks_within<'e, 'a>(body: &[&'e Placed<'a>], part: &Range<usize>) -> Vec<&'e Placed<'a>> {
    let mut depth = 0_usize;
    let mut wanted = false;
    let mut kept = Vec::new();
    for placed in body {
        if depth == 0 {
            wanted = part.contains(&placed.1.start);
        }
        match &placed.0 {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if wanted {
            kept.push(*placed);
        }
    }
    kept
}

/// The slug of every heading by the byte it starts at.
fn heading_slugs(events: &[Placed<'_>]) -> BTreeMap<usize, String> {
    let mut slugs = Slugs::default();
    let mut given = BTreeMap::new();
    let mut rest = events;
    while let Some(at) = rest.iter().position(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })))
    {
        let start = rest[at].1.start;
        rest = &rest[at..];
        let length = rest
            .iter()
            .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))
            .unwrap_or(rest.len());
        given.insert(start, slugs.give(&words_of(rest[..length].iter().map(|(event, _)| event))));
        rest = &rest[length..];
    }
    given
}

struct Writer<'w, 'e, 'a> {
    options: &'w Options<'w>,
    flow: &'w Flow<'e, 'a>,
    slugs: BTreeMap<usize, String>,
    out: String,
    /// Whether each open link of the text is one in the output too.
    open_links: Vec<bool>,
    alignments: &'e [Alignment],
    cell: usize,
    in_head: bool,
    /// The levels, as written, of the headings that the text at hand stands under, the outermost first.
    headings: Vec<u8>,
    referenced: BTreeSet<usize>,
}

impl<'e, 'a> Writer<'_, 'e, 'a> {
    fn run(&mut self, events: &[&'e Placed<'a>]) {
        let mut at = 0;
        while let Some((event, range)) = events.get(at).map(|placed| (&placed.0, &placed.1)) {
            at += match event {
                Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                    let length = element_length(&events[at..]);
                    let alternative = words_of(events[at..at + length].iter().map(|placed| &placed.0));
                    self.image(&target_of(*link_type, dest_url), &alternative);
                    length
                }
                Event::Start(Tag::HtmlBlock) => {
                    let length = element_length(&events[at..]);
                    self.html_block(&events[at..at + length]);
                    length
                }
                _ => {
                    self.event(event, range);
                    1
                }
            };
        }
    }

    fn event(&mut self, event: &'e Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => push_escaped(&mut self.out, text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                push_escaped(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                push_escaped(&mut self.out, &without_comments(html));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => push_escaped(&mut self.out, text),
            Event::FootnoteReference(label) => self.reference(label),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.line("<hr>\n"),
            Event::TaskListMarker(true) => {
                self.out.push_str("<span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> ");
            }
            Event::TaskListMarker(false) => {
                self.out.push_str("<span class=\"task\" role=\"img\" aria-label=\"to do\">☐</span> ");
            }
        }
    }

    fn start(&mut self, tag: &'e Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.line("<p>"),
            Tag::Heading { level, .. } => {
                self.begin_heading(level_of(*level));
                let level = self.shown_level();
                self.line("");
                let _ = write!(self.out, "<h{level} id=\"");
                push_escaped(&mut self.out, self.options.id_prefix);
                if let Some(slug) = self.slugs.get(&range.start) {
                    push_escaped(&mut self.out, slug);
                }
                self.out.push_str("\">");
            }
            Tag::BlockQuote(_) => self.line("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(None) => self.line("<ul>\n"),
            Tag::List(Some(1)) => self.line("<ol>\n"),
            Tag::List(Some(first)) => {
                self.line("");
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => self.line("<li>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.line("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(&target_of(*link_type, dest_url), title)
            }
            // Written as a whole by `run`, taken out by `Flow`, or not in the dialect.
            Tag::Image { .. }
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => {
                let level = self.shown_level();
                let _ = writeln!(self.out, "</h{level}>");
            }
            TagEnd::BlockQuote(_) => self.line("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.line("</ol>\n"),
            TagEnd::List(false) => self.line("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody>\n</table>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                if self.open_links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
            TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    /// Writes `markup` at the beginning of a line.
    fn line(&mut self, markup: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(markup);
    }

    /// Goes on to a heading of a level as written.
    fn begin_heading(&mut self, level: u8) {
        self.headings.retain(|above| *above < level);
        self.headings.push(level);
    }

    /// The level on the page of the heading at hand.
    fn shown_level(&self) -> u8 {
        let depth = u8::try_from(self.headings.len()).unwrap_or(u8::MAX);
        depth.saturating_add(self.options.heading_above).min(6)
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => fence_language(info),
            CodeBlockKind::Indented => String::new(),
        };
        // A line that is too long is scrolled to, by those without a mouse as well.
        self.line("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            let _ = write!(self.out, " class=\"language-{language}\"");
        }
        self.out.push('>');
    }

    fn table_cell(&mut self) {
        self.out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        // Classes, as the pages forbid inline styles.
        self.out.push_str(match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        });
        self.out.push('>');
        self.cell += 1;
    }

    fn html_block(&mut self, events: &[&'e Placed<'a>]) {
        let html: String = events
            .iter()
            .filter_map(|placed| match &placed.0 {
                Event::Html(html) | Event::Text(html) => Some(html.as_ref()),
                _ => None,
            })
            .collect();
        let shown = without_comments(&html);
        if !shown.trim().is_empty() {
            self.line("<p>");
            push_escaped(&mut self.out, shown.trim());
            self.out.push_str("</p>\n");
        }
    }

    fn link(&mut self, target: &str, title: &str) {
        let (address, external) = match kind(target) {
            Kind::External => (Some(target.to_owned()), true),
            Kind::Fragment => (Some(self.fragment(target)), false),
            Kind::Relative => ((self.options.link)(target).filter(|address| is_on_site(address)), false),
            Kind::Refused => (None, false),
        };
        self.open_links.push(address.is_some());
        let Some(address) = address else { return };
        self.out.push_str("<a href=\"");
        push_address(&mut self.out, &address);
        self.title(title);
        self.out.push_str(if external { "\" rel=\"noopener noreferrer\">" } else { "\">" });
    }

    /// A heading of this text is addressed by the id it is given here; any other place is the page's own.
    fn fragment(&self, target: &str) -> String {
        let slug = &target[1..];
        let prefix = if self.slugs.values().any(|known| known == slug) { self.options.id_prefix } else { "" };
        format!("#{prefix}{slug}")
    }

    fn image(&mut self, target: &str, alternative: &str) {
        let address = match kind(target) {
            Kind::Relative => (self.options.image)(target).filter(|address| is_on_site(address)),
            Kind::External | Kind::Fragment | Kind::Refused => None,
        };
        let Some(address) = address else {
            push_escaped(&mut self.out, alternative);
            return;
        };
        self.out.push_str("<img src=\"");
        push_address(&mut self.out, &address);
        self.out.push_str("\" alt=\"");
        push_escaped(&mut self.out, alternative);
        self.out.push_str("\">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            push_escaped(&mut self.out, title);
        }
    }

    fn reference(&mut self, label: &str) {
        let Some(number) = self.flow.number_of(label) else {
            push_escaped(&mut self.out, &format!("[^{label}]"));
            return;
        };
        self.out.push_str("<sup><a href=\"#");
        self.note_id("note", number);
        if self.referenced.insert(number) {
            self.out.push_str("\" id=\"");
            self.note_id("ref", number);
        }
        let _ = write!(self.out, "\">{number}</a></sup>");
    }

    fn footnotes(&mut self, notes: &BTreeMap<usize, Vec<&'e Placed<'a>>>) {
        let mut expected = 0;
        for (number, events) in notes {
            if expected == 0 {
                self.line("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
                expected = 1;
            }
            self.out.push_str("<li id=\"");
            self.note_id("note", *number);
            self.out.push('"');
            if *number != expected {
                let _ = write!(self.out, " value=\"{number}\"");
            }
            expected = number + 1;
            self.out.push('>');
            self.run(events);
            if self.referenced.contains(number) {
                self.out.push_str("<a href=\"#");
                self.note_id("ref", *number);
                self.out.push_str("\" aria-label=\"Back to the text\">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
        if expected > 0 {
            self.out.push_str("</ol>\n</section>\n");
        }
    }

    /// Slugs of headings never hold an underscore, so these ids cannot meet them.
    fn note_id(&mut self, kind: &str, number: usize) {
        push_escaped(&mut self.out, self.options.id_prefix);
        let _ = write!(self.out, "{kind}_{number}");
    }
}

/// A resolver that hands its input on must not open a door.
fn is_on_site(address: &str) -> bool {
    matches!(kind(address), Kind::Relative | Kind::Fragment)
}

/// How many events the element that begins here takes, its end included.
fn element_length(events: &[&Placed<'_>]) -> usize {
    let mut depth = 0_usize;
    for (at, placed) in events.iter().enumerate() {
        match &placed.0 {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    events.len()
}

fn fence_language(info: &str) -> String {
    info.split_whitespace()
        .next()
        .unwrap_or_default()
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .filter(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "+-".contains(*letter))
        .take(32)
        .collect()
}
