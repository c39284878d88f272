//! Decodes a tree into plain types through serde, records each fault with its place, and goes on.
//!
//! Where serde has to stop (a required field is missing, a date is none), the spot is noted as a hole and
//! the decoding begins again with a placeholder served there, until all faults are known. A value with
//! holes is never handed out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::{Deserialize, de};

use super::nearest::nearest;
use super::reference::{id_fault, id_from, ref_fault};
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

/// Which part of a node is served.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// All of it.
    Whole,
    /// A record without its `kind`, which was used to pick the type.
    WithoutKind,
}

/// Serves one node to serde.
#[derive(Clone, Copy)]
struct De<'a> {
    cx: &'a Cx<'a>,
    node: NodeId,
    shown: Shown,
}

/// The field that says which kind of entry a record in a mixed list is.
const KIND: &str = "kind";

impl<'a> De<'a> {
    fn child(self, node: NodeId) -> Self {
        Self { cx: self.cx, node, shown: Shown::Whole }
    }

    fn content(self) -> &'a Content<'a> {
        self.cx.tree.content(self.node)
    }

    fn is_hole(self) -> bool {
        self.cx.holes.contains(&self.node)
    }

    /// The text of a scalar that is not empty; otherwise notes the fault.
    fn text(self, expected: &str) -> Option<&'a str> {
        match self.content() {
            Content::Scalar { text, .. } if !self.cx.tree.is_null(self.node) => Some(text),
            Content::Scalar { .. } => {
                self.empty(expected);
                None
            }
            Content::Map(_) => {
                self.cx.wrong_type(
                    self.node,
                    expected,
                    "put quotes around a text that has a colon and a space in it",
                );
                None
            }
            Content::List(_) => {
                self.cx.wrong_type(
                    self.node,
                    expected,
                    "write one, not a list; put quotes around a text that begins with `[` or `- `",
                );
                None
            }
        }
    }

    /// Notes that a field has a name and no value.
    fn empty(self, expected: &str) {
        if self.is_hole() {
            return;
        }
        self.cx.fault(
            true,
            Finding::error(
                "wrong-type",
                self.cx.tree.place(self.node),
                format!("expected {expected}, found nothing"),
            )
            .help("write a value, or remove the whole line"),
        );
    }

    fn whole_number<'de, V: Visitor<'de>>(
        self,
        visitor: V,
        least: i128,
        most: i128,
    ) -> Result<V::Value, Stop> {
        if self.is_hole() {
            return visitor.visit_u64(0);
        }
        let Some(text) = self.text("a whole number") else { return visitor.visit_u64(0) };
        let Ok(number) = text.parse::<i128>() else {
            self.cx.wrong_type(self.node, "a whole number", "");
            return visitor.visit_u64(0);
        };
        if !(least..=most).contains(&number) {
            let bound =
                if number < least { format!("the least is {least}") } else { format!("the most is {most}") };
            let message = format!("`{text}` is out of range here: {bound}");
            self.cx.fault(true, Finding::error("bad-value", self.cx.tree.place(self.node), message));
            return visitor.visit_u64(0);
        }
        match (u64::try_from(number), i64::try_from(number)) {
            (Ok(number), _) => visitor.visit_u64(number),
            (_, Ok(number)) => visitor.visit_i64(number),
            _ => visitor.visit_u64(0),
        }
    }

    /// The rule that a bad value of a leaf breaks.
    fn leaf_rule(name: &str) -> &'static str {
        match name {
            "date" => "bad-date",
            "quarter" | "period" => "bad-quarter",
            _ if name.starts_with("key:") || name.starts_with("ref:") => "bad-id",
            _ => "bad-value",
        }
    }

    fn mention(self, name: &'static str, text: &str) {
        let noun = name.strip_prefix("ref:").unwrap_or_default();
        if ref_fault(noun, text).is_some() {
            return;
        }
        let mut pass = self.cx.pass.borrow_mut();
        let mention = |noun: &'static str, field: &str| Mention {
            noun,
            id: text.to_owned(),
            field: field.to_owned(),
            place: self.cx.tree.place(self.node),
        };
        if let Some(noun) = name.strip_prefix("key:") {
            let mention = mention(noun, &pass.path);
            pass.mentions.keys.push(mention);
        } else if let Some(noun) = name.strip_prefix("ref:") {
            let mention = mention(noun, &pass.path);
            pass.mentions.refs.push(mention);
        } else if name == "party" && text != "us" {
            let mention = mention("partner", &pass.path);
            pass.mentions.refs.push(mention);
        }
    }
}

macro_rules! whole_numbers {
    ($($method:ident $type:ty,)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
            self.whole_number(visitor, i128::from(<$type>::MIN), i128::from(<$type>::MAX))
        }
    )+};
}

impl<'de> Deserializer<'de> for De<'_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.content() {
            Content::List(_) => self.deserialize_seq(visitor),
            Content::Map(_) => self.deserialize_map(visitor),
            Content::Scalar { .. } if self.cx.tree.is_null(self.node) => visitor.visit_unit(),
            Content::Scalar { text, plain } => match text.as_ref() {
                "true" | "True" | "TRUE" if *plain => visitor.visit_bool(true),
                "false" | "False" | "FALSE" if *plain => visitor.visit_bool(false),
                number if *plain && number.parse::<i64>().is_ok_and(|n| n.to_string() == number) => {
                    visitor.visit_i64(number.parse().unwrap_or_default())
                }
                text => visitor.visit_str(text),
            },
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Some(text) = self.text("true or false") else { return visitor.visit_bool(false) };
        match text {
            "true" | "True" | "TRUE" => visitor.visit_bool(true),
            "false" | "False" | "FALSE" => visitor.visit_bool(false),
            _ => {
                let meant = match text.to_ascii_lowercase().as_str() {
                    "yes" | "y" | "on" | "1" => "write `true`",
                    "no" | "n" | "off" | "0" => "write `false`",
                    _ => "write `true` or `false`",
                };
                self.cx.wrong_type(self.node, "true or false", meant);
                visitor.visit_bool(false)
            }
        }
    }

    whole_numbers! {
        deserialize_i8 i8, deserialize_i16 i16, deserialize_i32 i32, deserialize_i64 i64,
        deserialize_u8 u8, deserialize_u16 u16, deserialize_u32 u32, deserialize_u64 u64,
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_str(self.text("a text").unwrap_or_default())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.cx.tree.is_null(self.node) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if self.is_hole() {
            return visitor.visit_unit();
        }
        let expected = (&visitor as &dyn de::Expected).to_string();
        let Some(text) = self.text(&expected) else { return visitor.visit_unit() };
        self.mention(name, text);
        visitor
            .visit_newtype_struct(IntoDeserializer::<Stop>::into_deserializer(text))
            .map_err(|stop| stop.at(self.cx, self.node, Self::leaf_rule(name)))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.content() {
            Content::List(items) => items.as_slice(),
            _ if self.cx.tree.is_null(self.node) => &[],
            _ => {
                self.cx.wrong_type(self.node, "a list", "begin each item with `- `, or write `[one, two]`");
                &[]
            }
        };
        visitor.visit_seq(Items { de: self, items, index: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let entries = match self.content() {
            Content::Map(entries) => entries.as_slice(),
            _ if self.cx.tree.is_null(self.node) => &[],
            _ => {
                self.cx.wrong_type(self.node, "a group of fields", "write `name: value`, one a line");
                &[]
            }
        };
        visitor.visit_map(Entries { de: self, entries, value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let entries = match self.content() {
            Content::Map(entries) => entries.as_slice(),
            _ if self.cx.tree.is_null(self.node) => &[],
            _ => {
                let some = fields.iter().take(3).copied().collect::<Vec<_>>().join("`, `");
                self.cx.wrong_type(
                    self.node,
                    "a group of fields",
                    &format!("write `name: value`, one a line; fields here are `{some}` …"),
                );
                return visitor.visit_map(HoleFields { fields });
            }
        };
        let missing: Vec<&'static str> = self
            .cx
            .missing
            .get(&self.node)
            .into_iter()
            .flatten()
            .copied()
            .filter(|name| fields.contains(name))
            .collect();
        let access = Fields { de: self, fields, entries, missing, value: None };
        visitor.visit_map(access).map_err(|stop| stop.at(self.cx, self.node, "bad-value"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let first = variants.first().copied().unwrap_or_default();
        let (variant, body) = match self.content() {
            Content::Map(entries) => {
                let kind = entries.iter().find(|&&(key, _)| self.cx.tree.scalar(key) == Some(KIND));
                match kind {
                    Some(&(_, value)) => match self.child(value).variant(variants) {
                        Some(variant) => (variant, Some(Self { shown: Shown::WithoutKind, ..self })),
                        None => (first, None),
                    },
                    None => {
                        self.cx.fault(true, {
                            missing_field(self.cx.tree, self.node, KIND, &self.cx.path())
                                .help(format!("add `kind:` with one of {}", list(variants)))
                        });
                        (first, None)
                    }
                }
            }
            _ => (self.variant(variants).unwrap_or(first), None),
        };
        visitor.visit_enum(Variant { variant, body })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

impl De<'_> {
    /// The variant that a word names; otherwise notes the fault.
    fn variant(self, variants: &'static [&'static str]) -> Option<&'static str> {
        let text = self.text(&format!("one of {}", list(variants)))?;
        if let Some(variant) = variants.iter().find(|&&variant| variant == text) {
            return Some(variant);
        }
        let place = self.cx.tree.place(self.node);
        let mut finding = Finding::error(
            "bad-value",
            place.clone(),
            format!("`{text}` is not one of the words allowed here"),
        );
        finding = match nearest(text, variants.iter().copied()) {
            Some(near) => finding
                .label(format!("did you mean `{near}`?"))
                .help(format!("write one of {}", list(variants)))
                .patch(place.range, near),
            None => finding.help(format!("write one of {}", list(variants))),
        };
        self.cx.fault(true, finding);
        None
    }
}

/// Names in quotes, in a row.
fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

struct Items<'a> {
    de: De<'a>,
    items: &'a [NodeId],
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(&item) = self.items.get(self.index) else { return Ok(None) };
        let step = format!("[{}]", self.index);
        self.index += 1;
        self.de.cx.within(&step, || seed.deserialize(self.de.child(item))).map(Some)
    }
}

struct Entries<'a> {
    de: De<'a>,
    entries: &'a [(NodeId, NodeId)],
    value: Option<(NodeId, NodeId)>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some((&entry, rest)) = self.entries.split_first() else { return Ok(None) };
        self.entries = rest;
        self.value = Some(entry);
        seed.deserialize(self.de.child(entry.0)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        let Some((key, value)) = self.value.take() else {
            return Err(Stop::custom("a value before its name"));
        };
        let step = self.de.cx.tree.scalar(key).unwrap_or_default();
        self.de.cx.within(step, || seed.deserialize(self.de.child(value)))
    }
}

struct Fields<'a> {
    de: De<'a>,
    fields: &'static [&'static str],
    entries: &'a [(NodeId, NodeId)],
    missing: Vec<&'static str>,
    value: Option<(&'static str, Option<NodeId>)>,
}

impl Fields<'_> {
    fn unknown(&self, key: NodeId, text: &str, value: NodeId) {
        let cx = self.de.cx;
        let place = cx.tree.place(key);
        // Within `{ }` a comma ends a value, so that the rest of a sentence becomes a field without a value.
        if cx.tree.is_null(value)
            && cx.tree.range(value).is_empty()
            && text.contains(|c: char| !c.is_alphanumeric() && c != '_')
        {
            cx.fault(
                true,
                Finding::error("unknown-field", place, format!("`{text}` has become a field of its own"))
                    .label("a comma within `{ }` ends the text before it")
                    .field(join(&cx.path(), text))
                    .help("put quotes around the whole text that has the comma in it"),
            );
            return;
        }
        let taken: Vec<&str> = match cx.tree.content(self.de.node) {
            Content::Map(entries) => entries.iter().filter_map(|&(key, _)| cx.tree.scalar(key)).collect(),
            _ => Vec::new(),
        };
        let free = self.fields.iter().copied().filter(|field| !taken.contains(field));
        let mut finding =
            Finding::error("unknown-field", place.clone(), format!("there is no field `{text}` here"));
        finding = match nearest(text, free) {
            Some(near) => {
                cx.pass.borrow_mut().offered.insert((self.de.node, near.to_owned()));
                finding.label(format!("did you mean `{near}`?")).patch(place.range, near)
            }
            None if self.fields.contains(&"x") => finding
                .help(format!("fields of your own go under `x:`; the fields here are {}", list(self.fields))),
            None => finding.help(format!("the fields here are {}", list(self.fields))),
        };
        cx.fault(false, finding.field(join(&cx.path(), text)));
    }
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        while let Some((&(key, value), rest)) = self.entries.split_first() {
            self.entries = rest;
            let Some(text) = self.de.cx.tree.scalar(key) else { continue };
            if text == KIND && self.de.shown == Shown::WithoutKind {
                continue;
            }
            let Some(field) = self.fields.iter().copied().find(|&field| field == text) else {
                self.unknown(key, text, value);
                continue;
            };
            self.value = Some((field, Some(value)));
            return seed.deserialize(field.into_deserializer()).map(Some);
        }
        let Some(field) = self.missing.pop() else { return Ok(None) };
        self.value = Some((field, None));
        let name: StrDeserializer<'_, Stop> = field.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        match self.value.take() {
            Some((field, Some(value))) => self.de.cx.within(field, || seed.deserialize(self.de.child(value))),
            _ => seed.deserialize(Hole),
        }
    }
}

struct Variant<'a> {
    variant: &'static str,
    body: Option<De<'a>>,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Stop;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Stop> {
        let name: StrDeserializer<'_, Stop> = self.variant.into_deserializer();
        seed.deserialize(name).map(|value| (value, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Stop;

    fn unit_variant(self) -> Result<(), Stop> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Stop> {
        match self.body {
            Some(body) => seed.deserialize(body),
            None => seed.deserialize(Hole),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Stop> {
        Err(Stop::custom("records have no such type"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Stop> {
        Err(Stop::custom("records have no such type"))
    }
}

/// Serves placeholders where there is nothing to serve.
#[derive(Clone, Copy)]
struct Hole;

macro_rules! zeros {
    ($($method:ident => $visit:ident($value:expr)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
            visitor.$visit($value)
        }
    )+};
}

impl<'de> Deserializer<'de> for Hole {
    type Error = Stop;

    zeros! {
        deserialize_bool => visit_bool(false),
        deserialize_i8 => visit_i8(0), deserialize_i16 => visit_i16(0), deserialize_i32 => visit_i32(0), deserialize_i64 => visit_i64(0),
        deserialize_u8 => visit_u8(0), deserialize_u16 => visit_u16(0), deserialize_u32 => visit_u32(0), deserialize_u64 => visit_u64(0),
        deserialize_str => visit_str(""), deserialize_string => visit_str(""),
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_seq(de::value::SeqDeserializer::<_, Stop>::new(std::iter::empty::<()>()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_map(HoleFields { fields: &[] })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_map(HoleFields { fields })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_enum(Variant { variant: variants.first().copied().unwrap_or_default(), body: None })
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// Serves a placeholder for each field of a record.
struct HoleFields {
    fields: &'static [&'static str],
}

impl<'de> MapAccess<'de> for HoleFields {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some((&field, rest)) = self.fields.split_first() else { return Ok(None) };
        self.fields = rest;
        let name: StrDeserializer<'_, Stop> = field.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        seed.deserialize(Hole)
    }
}
