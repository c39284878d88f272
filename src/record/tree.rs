//! YAML as a tree that remembers where everything stood. Anchors, aliases, tags, second documents and
//! duplicate keys are faults: records do not need them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use crate::finding::Finding;
use crate::source::{FileId, Place};

/// A node of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(u32);

/// What a node holds.
#[derive(Debug)]
pub enum Content<'s> {
    /// A piece of text; `plain` if it stands without quotes.
    Scalar {
        /// The text after escapes.
        text: Cow<'s, str>,
        /// Whether it stands without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<NodeId>),
    /// Keys and values in the order of the file, each key once.
    Map(Vec<(NodeId, NodeId)>),
}

#[derive(Debug)]
struct Node<'s> {
    content: Content<'s>,
    range: Range<usize>,
}

/// A parsed text.
#[derive(Debug)]
pub struct Tree<'s> {
    file: FileId,
    nodes: Vec<Node<'s>>,
    root: NodeId,
}

impl Tree<'_> {
    /// The file it was parsed from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The top of the tree.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// What a node holds.
    pub fn content(&self, node: NodeId) -> &Content<'_> {
        &self.nodes[node.0 as usize].content
    }

    /// Where a node stood.
    pub fn range(&self, node: NodeId) -> Range<usize> {
        self.nodes[node.0 as usize].range.clone()
    }

    /// Where a node stood, with its file.
    pub fn place(&self, node: NodeId) -> Place {
        Place { file: self.file, range: self.range(node) }
    }

    /// Whether a node is empty, `~` or `null`.
    pub fn is_null(&self, node: NodeId) -> bool {
        matches!(self.content(node), Content::Scalar { text, plain: true }
            if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The text of a scalar.
    pub fn scalar(&self, node: NodeId) -> Option<&str> {
        match self.content(node) {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Parses YAML that stands at `range` of a file's text. `None` if it holds nothing, or is no YAML.
/// Faults go to `findings`; after one, the tree must not be trusted.
pub fn parse<'s>(
    file: FileId,
    text: &'s str,
    range: Range<usize>,
    findings: &mut Vec<Finding>,
) -> Option<Tree<'s>> {
    let mut builder = Builder {
        file,
        text: &text[range.clone()],
        base: range.start,
        tree: Tree { file, nodes: Vec::new(), root: NodeId(0) },
        open: Vec::new(),
        root: None,
        findings,
    };
    let options = granit_parser::options! { emit_comments: false, emit_anchor_events: true, emit_unresolved_aliases: true };
    for event in Parser::new_from_str_with_options(builder.text, options) {
        match event {
            Ok((event, span)) => {
                if builder.take(event, &span).is_none() {
                    break;
                }
            }
            Err(error) => {
                builder.no_yaml(&error);
                return None;
            }
        }
    }
    let root = builder.root?;
    let mut tree = builder.tree;
    tree.root = root;
    Some(tree)
}

struct Open<'s> {
    start: Range<usize>,
    flow: bool,
    kind: OpenKind<'s>,
}

enum OpenKind<'s> {
    List(Vec<NodeId>),
    Map {
        entries: Vec<(NodeId, NodeId)>,
        seen: BTreeMap<Cow<'s, str>, Range<usize>>,
        key: Option<(NodeId, bool)>,
    },
}

struct Builder<'s, 'f> {
    file: FileId,
    text: &'s str,
    base: usize,
    tree: Tree<'s>,
    open: Vec<Open<'s>>,
    root: Option<NodeId>,
    findings: &'f mut Vec<Finding>,
}

impl<'s> Builder<'s, '_> {
    /// Takes one event; nothing means that the rest of the text does not count.
    fn take(&mut self, event: Event<'s>, span: &Span) -> Option<()> {
        let range = self.range(span);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let marker = self.base + self.text.len().min(range.start.saturating_sub(self.base));
                self.fault(
                    Finding::error(
                        "second-document",
                        self.place(marker..marker + 3),
                        "a record is one document",
                    )
                    .label("a second one begins here")
                    .help("remove the line `---`, or put what follows into a file of its own"),
                );
                return None;
            }
            Event::Anchor(_, name) => self.fault(
                Finding::error(
                    "anchor",
                    self.place(range),
                    format!("records have no anchors such as `&{name}`"),
                )
                .help("write the value out where it is needed, so that each record reads by itself"),
            ),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let place = self.place(range.clone());
                self.fault(Finding::error("alias", place, "records have no aliases such as `*name`").help(
                    "write the value out where it is needed; put quotes around a text that begins with `*`",
                ));
                self.add(Content::Scalar { text: Cow::Borrowed(""), plain: true }, range);
            }
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.is_some(), span);
                let range = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    let start = range.start - self.base;
                    let length = self.text[start..range.end - self.base].trim_end().len();
                    range.start..range.start + length
                } else {
                    range
                };
                let plain = style == ScalarStyle::Plain;
                // An absent value arrives as `~` without a place in the text.
                let text = if plain && range.is_empty() { Cow::Borrowed("") } else { text };
                self.add(Content::Scalar { text, plain }, range);
            }
            Event::SequenceStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.begin(range, style, OpenKind::List(Vec::new()));
            }
            Event::MappingStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.begin(
                    range,
                    style,
                    OpenKind::Map { entries: Vec::new(), seen: BTreeMap::new(), key: None },
                );
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            _ => {}
        }
        Some(())
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        self.base + range.start..self.base + range.end
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place { file: self.file, range }
    }

    fn fault(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn refuse_tag(&mut self, tagged: bool, span: &Span) {
        if let (true, Some(tag)) = (tagged, span.tag_span()) {
            let place = self.place(self.range(&tag));
            self.fault(
                Finding::error("tag", place, "records have no tags such as `!name`")
                    .help("remove it; put quotes around a text that begins with `!`"),
            );
        }
    }

    fn begin(&mut self, start: Range<usize>, style: StructureStyle, kind: OpenKind<'s>) {
        self.open.push(Open { start, flow: style == StructureStyle::Flow, kind });
    }

    fn end(&mut self, end: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let (content, last) = match open.kind {
            OpenKind::List(items) => {
                let last = items.last().copied();
                (Content::List(items), last)
            }
            OpenKind::Map { entries, .. } => {
                let last = entries.last().map(|&(_, value)| value);
                (Content::Map(entries), last)
            }
        };
        let end =
            if open.flow { end.end } else { last.map_or(open.start.end, |last| self.tree.range(last).end) };
        self.add(content, open.start.start..end.max(open.start.start));
    }

    fn add(&mut self, content: Content<'s>, range: Range<usize>) {
        let id = NodeId(self.tree.nodes.len() as u32);
        let key_text = match &content {
            Content::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        };
        self.tree.nodes.push(Node { content, range: range.clone() });
        let Some(open) = self.open.last_mut() else {
            self.root = Some(id);
            return;
        };
        match &mut open.kind {
            OpenKind::List(items) => items.push(id),
            OpenKind::Map { entries, seen, key } => match key.take() {
                Some((key, keep)) => {
                    if keep {
                        entries.push((key, id));
                    }
                }
                None => {
                    let Some(text) = key_text else {
                        *key = Some((id, false));
                        let place = Place { file: self.file, range };
                        self.findings.push(
                            Finding::error(
                                "bad-yaml",
                                place,
                                "the name of a field is a word, not a list or a group of fields",
                            )
                            .help("put quotes around a text that begins with `[` or `{`"),
                        );
                        return;
                    };
                    if let Some(first) = seen.get(&text) {
                        let (file, first) = (self.file, first.clone());
                        self.findings.push(
                            Finding::error(
                                "duplicate-key",
                                Place { file, range: range.clone() },
                                format!("`{text}` is given twice"),
                            )
                            .label("the second time")
                            .related(Place { file, range: first }, "the first time")
                            .field(text.to_string())
                            .help("keep the one that is right, and remove the other"),
                        );
                        *key = Some((id, false));
                    } else {
                        seen.insert(text, range);
                        *key = Some((id, true));
                    }
                }
            },
        }
    }

    fn no_yaml(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let (range, advice) = diagnose(self.text, at);
        let place = self.place(self.base + range.start..self.base + range.end);
        let info = error.info();
        let info = info.trim_end_matches('.');
        let mut finding = Finding::error("bad-yaml", place, format!("this is not YAML: {info}"));
        finding.help = Some(advice.to_owned());
        self.fault(finding);
    }
}

/// Where to underline, and what to do about, a text that the scanner stumbled over at `at`.
///
/// The commonest slips of people who write YAML by hand are recognised in the line itself.
fn diagnose(text: &str, at: usize) -> (Range<usize>, &'static str) {
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let line_of = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        start..end
    };
    let mut line = line_of(at);
    // At the end of the text, or on an empty line, the fault is in the last line with words in it.
    if text[line.clone()].trim().is_empty() && !text[..line.start].trim().is_empty() {
        line = line_of(text[..line.start].trim_end().len());
    }
    let words = &text[line.clone()];
    let indent = words.len() - words.trim_start().len();
    let inked = line.start + indent..line.start + words.trim_end().len();
    if let Some(tab) = words[..indent].find('\t') {
        return (line.start + tab..line.start + tab + 1, "indent with spaces; YAML does not take tabs");
    }
    let value = words.split_once(": ").map(|(key, value)| (key.len() + 2, value.trim_end()));
    if let Some((offset, value)) = value {
        let whole = line.start + offset..line.start + offset + value.len();
        let quoted = value.starts_with(['"', '\'']);
        if !quoted && value.contains(": ") {
            return (whole, "put quotes around a text that has a colon and a space in it");
        }
        if quoted && (value.len() == 1 || !value.ends_with(&value[..1])) {
            return (whole, "close the quotes, on the same line");
        }
        if value.starts_with(['@', '`', '%', '[', '{', '}', ']', ',', '&', '*', '!', '|', '>']) {
            return (whole, "put quotes around a text that begins with a special character");
        }
    }
    (
        inked,
        "look at the indentation here and on the line before: fields of one record begin in the same column",
    )
}
