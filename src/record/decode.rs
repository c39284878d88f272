//! Decodes a tree into plain types through serde, records each fault with its place, and goes on.
//!
//! Where serde has to stop (a required field is missing, a date is none), the spot is noted as a hole and
//! the decoding begins again with a placeholder served there, until all faults are known. A value with
//! holes is never handed out.

mod access;
mod hole;
mod node;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::Error;

use self::node::{De, Shown};
use super::reference::{id_fault, id_from};
use super::tree::{Content, NodeId, Tree};
use crate::finding::Finding;
use crate::source::Place;

/// What came of decoding.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, unless a fault makes it doubtful.
    pub value: Option<T>,
    /// The ids that it declares and the references that it makes.
    pub mentions: Mentions,
    /// All faults.
    pub findings: Vec<Finding>,
}

/// The ids in a record.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Ids that the record declares.
    pub keys: Vec<Mention>,
    /// Ids that it points at.
    pub refs: Vec<Mention>,
}

impl Mentions {
    fn append(&mut self, mut other: Self) {
        self.keys.append(&mut other.keys);
        self.refs.append(&mut other.refs);
    }
}

/// An id in a record, and where it stands.
#[derive(Debug, Clone)]
pub struct Mention {
    /// What it is the id of: "commitment".
    pub noun: &'static str,
    /// The id.
    pub id: String,
    /// The list or field in which it stands, from the top of the file: `objectives[2].id`.
    pub field: String,
    /// Where.
    pub place: Place,
}

/// Decodes a whole tree as one record.
pub fn decode<T: for<'de> Deserialize<'de>>(tree: &Tree<'_>) -> Decoded<T> {
    decode_node(tree, tree.root(), "")
}

/// Decodes a tree that is a list, item by item: a broken item costs that item only. Each item comes with
/// the range of its text.
pub fn decode_list<T: for<'de> Deserialize<'de>>(tree: &Tree<'_>) -> Decoded<Vec<(T, Range<usize>)>> {
    let root = tree.root();
    let mut all = Decoded { value: None, mentions: Mentions::default(), findings: Vec::new() };
    let mut values = Vec::new();
    match tree.content(root) {
        Content::List(items) => {
            for (index, &item) in items.iter().enumerate() {
                let mut one = decode_node(tree, item, &format!("[{index}]"));
                values.extend(one.value.map(|value| (value, tree.range(item))));
                all.mentions.append(one.mentions);
                all.findings.append(&mut one.findings);
            }
        }
        _ if tree.is_null(root) => {}
        _ => all.findings.push(
            Finding::error(
                "wrong-type",
                first_line(tree, root),
                "expected a list here, found a single record",
            )
            .help("begin each record with `- `, and indent its other fields by two spaces"),
        ),
    }
    all.value = Some(values);
    all
}

/// The place of a node, if it is on one line; else its beginning.
fn first_line(tree: &Tree<'_>, node: NodeId) -> Place {
    let mut place = tree.place(node);
    if let Content::Map(entries) = tree.content(node)
        && let Some(&(key, _)) = entries.first()
    {
        place.range = tree.range(key);
    }
    place
}

fn decode_node<T: for<'de> Deserialize<'de>>(tree: &Tree<'_>, root: NodeId, field: &str) -> Decoded<T> {
    /// More holes than this in one record, and the rest is left for the next run.
    const MOST_HOLES: usize = 200;
    let whole = tree.range(root);
    let faulty = tree.faulty().iter().copied().filter(|&node| whole.contains(&tree.range(node).start));
    let mut cx = Cx { tree, holes: faulty.collect(), missing: BTreeMap::new(), pass: RefCell::default() };
    let mut held = Vec::new();
    let mut value = None;
    while held.len() < MOST_HOLES {
        cx.pass = RefCell::default();
        cx.pass.get_mut().path = field.to_owned();
        match T::deserialize(De { cx: &cx, node: root, shown: Shown::Whole }) {
            Ok(decoded) => {
                value = Some(decoded);
                break;
            }
            Err(stop) => {
                let node = stop.node.unwrap_or(root);
                match stop.why {
                    Why::Missing(name) => {
                        let first = cx.missing.entry(node).or_default().insert(name);
                        let meant = cx.pass.get_mut().offered.contains(&(node, name.to_owned()));
                        if first && !meant {
                            held.push(missing_field(tree, node, name, &stop.path));
                        } else if !first {
                            break;
                        }
                    }
                    Why::Bad { rule, message } => {
                        let first = cx.holes.insert(node);
                        held.push(bad_value(tree, node, rule, message, &stop.path));
                        if !first {
                            break;
                        }
                    }
                }
            }
        }
    }
    let pass = cx.pass.into_inner();
    let whole = cx.holes.is_empty() && cx.missing.is_empty() && pass.doubtful == 0;
    held.extend(pass.findings);
    held.sort_by_key(|finding| (finding.place.range.start, finding.place.range.end));
    Decoded { value: value.filter(|_| whole), mentions: pass.mentions, findings: held }
}

fn missing_field(tree: &Tree<'_>, node: NodeId, name: &str, path: &str) -> Finding {
    let place = first_line(tree, node);
    Finding::error("missing-field", place, format!("`{name}` is missing"))
        .label(format!("this record has no `{name}`"))
        .field(join(path, name))
        .help(format!("add `{name}: …`"))
}

fn bad_value(tree: &Tree<'_>, node: NodeId, rule: &'static str, message: String, path: &str) -> Finding {
    let place = tree.place(node);
    let mut finding = Finding::error(rule, place.clone(), message).field(path);
    if rule == "bad-id"
        && let Some(text) = tree.scalar(node)
    {
        let better = id_from(text);
        finding = if id_fault(&better).is_none() {
            finding.patch(place.range, better)
        } else {
            finding.help("an id is a short name for people and addresses, like `c-014` or `smart-station`")
        };
    }
    finding
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

struct Cx<'t> {
    tree: &'t Tree<'t>,
    /// Nodes whose value is bad; a placeholder is served for each.
    holes: BTreeSet<NodeId>,
    /// Fields that a node lacks; a placeholder is served for each.
    missing: BTreeMap<NodeId, BTreeSet<&'static str>>,
    pass: RefCell<Pass>,
}

/// What one pass over the tree found; thrown away if another pass is needed.
#[derive(Default)]
struct Pass {
    findings: Vec<Finding>,
    mentions: Mentions,
    /// Faults behind which a placeholder was served.
    doubtful: usize,
    /// Fields that were offered for an unknown one, so that they need not be called missing as well.
    offered: BTreeSet<(NodeId, String)>,
    path: String,
}

impl Cx<'_> {
    fn fault(&self, doubtful: bool, finding: Finding) {
        let mut pass = self.pass.borrow_mut();
        pass.doubtful += usize::from(doubtful);
        let finding = if finding.field.is_empty() { finding.field(pass.path.clone()) } else { finding };
        pass.findings.push(finding);
    }

    /// Goes one step down the path while `inner` runs.
    fn within<R>(&self, step: &str, inner: impl FnOnce() -> R) -> R {
        let length = {
            let path = &mut self.pass.borrow_mut().path;
            let length = path.len();
            if !step.starts_with('[') && !path.is_empty() {
                path.push('.');
            }
            path.push_str(step);
            length
        };
        let result = inner();
        self.pass.borrow_mut().path.truncate(length);
        result
    }

    fn path(&self) -> String {
        self.pass.borrow().path.clone()
    }

    /// What stands at a node, for "expected …, found …".
    fn found(&self, node: NodeId) -> String {
        match self.tree.content(node) {
            _ if self.tree.is_null(node) => "nothing".into(),
            Content::Scalar { text, .. } => {
                let short: String = text.chars().take(40).collect();
                if short.len() < text.len() { format!("the text `{short}…`") } else { format!("`{short}`") }
            }
            Content::List(_) => "a list".into(),
            Content::Map(_) => "a group of fields".into(),
        }
    }

    fn wrong_type(&self, node: NodeId, expected: &str, help: &str) {
        if self.holes.contains(&node) {
            return;
        }
        let place = match self.tree.content(node) {
            Content::Scalar { .. } => self.tree.place(node),
            _ => first_line(self.tree, node),
        };
        let finding =
            Finding::error("wrong-type", place, format!("expected {expected}, found {}", self.found(node)));
        self.fault(true, if help.is_empty() { finding } else { finding.help(help) });
    }
}

/// Why serde had to stop.
#[derive(Debug)]
struct Stop {
    node: Option<NodeId>,
    path: String,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Missing(&'static str),
    Bad { rule: &'static str, message: String },
}

impl Stop {
    fn at(mut self, cx: &Cx<'_>, node: NodeId, rule: &'static str) -> Self {
        if self.node.is_none() {
            self.node = Some(node);
            self.path = cx.path();
            if let Why::Bad { rule: general, .. } = &mut self.why {
                *general = rule;
            }
        }
        self
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.why)
    }
}

impl std::error::Error for Stop {}

impl Error for Stop {
    fn custom<M: fmt::Display>(message: M) -> Self {
        let why = Why::Bad { rule: "bad-value", message: message.to_string() };
        Self { node: None, path: String::new(), why }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { node: None, path: String::new(), why: Why::Missing(field) }
    }
}
