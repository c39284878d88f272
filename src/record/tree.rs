//! YAML as a tree that remembers where everything stood. Anchors, aliases, tags, second documents and
//! duplicate keys are faults: records do not need them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::slip::slip;
use crate::finding::Finding;
use crate::source::{FileId, Place, clamp};

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
    faulty: Vec<NodeId>,
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

    /// Nodes that parsing has complained of, so that nothing more need be said about their values.
    pub fn faulty(&self) -> &[NodeId] {
        &self.faulty
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
        tree: Tree { file, nodes: Vec::new(), root: NodeId(0), faulty: Vec::new() },
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

/// The bytes of each comment in a YAML text, up to the end of its line; none in a text that is no YAML.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let options = granit_parser::options! { emit_comments: true, emit_anchor_events: true, emit_unresolved_aliases: true };
    let events = Parser::new_from_str_with_options(text, options).map_while(Result::ok);
    let begins = events.filter_map(|(event, span)| match event {
        Event::Comment(..) => span.byte_range().map(|range| range.start),
        _ => None,
    });
    begins
        .map(|start| {
            let length = text[start..].find('\n').unwrap_or(text.len() - start);
            start..start + text[start..start + length].trim_end().len()
        })
        .collect()
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
                let marker = if range.is_empty() { range.start..range.start + 3 } else { range };
                let marker = clamp(self.text, &(marker.start - self.base..marker.end - self.base));
                let place = self.place(self.base + marker.start..self.base + marker.end);
                self.fault(
                    Finding::error("second-document", place, "a record is one document")
                        .label("a second one begins here")
                        .help("remove the line `---` or `...`, or put what follows into a file of its own"),
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
                let name = &self.text[range.start - self.base..range.end - self.base];
                self.fault(
                    Finding::error("alias", place, format!("records have no aliases such as `{name}`"))
                        .help("write the value out where it is needed; put quotes around a text that begins with `*`"),
                );
                self.tree.faulty.push(NodeId(self.tree.nodes.len() as u32));
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
            let range = self.range(&tag);
            let name = &self.text[range.start - self.base..range.end - self.base];
            self.fault(
                Finding::error(
                    "tag",
                    self.place(range.clone()),
                    format!("records have no tags such as `{name}`"),
                )
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
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let slip = slip(self.text, at, error.info().trim_end_matches('.'));
        let range = self.base + slip.range.start..self.base + slip.range.end;
        // What looked like an alias or a tag was the beginning of a text that wants quotes.
        let same = |last: &Finding| last.place.file == self.file && range.contains(&last.place.range.start);
        while self.findings.last().is_some_and(same) {
            self.findings.pop();
        }
        self.fault(Finding::error("bad-yaml", self.place(range), slip.message).help(slip.help));
    }
}
