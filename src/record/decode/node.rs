//! One node of a tree as a serde deserializer: serves what stands there, notes what should not.

use serde::de::{self, Deserializer, IntoDeserializer, Visitor};

use super::super::nearest::nearest;
use super::super::reference::ref_fault;
use super::super::tree::{Content, NodeId};
use super::access::{Entries, Fields, Items, Variant};
use super::hole::HoleFields;
use super::{Cx, Mention, Stop, missing_field};
use crate::finding::Finding;

/// Which part of a node is served.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// All of it.
    Whole,
    /// A record without its `kind`, which was used to pick the type.
    WithoutKind,
}

/// Serves one node to serde.
#[derive(Clone, Copy)]
pub(super) struct De<'a> {
    pub(super) cx: &'a Cx<'a>,
    pub(super) node: NodeId,
    pub(super) shown: Shown,
}

/// The field that says which kind of entry a record in a mixed list is.
pub(super) const KIND: &str = "kind";

impl<'a> De<'a> {
    pub(super) fn child(self, node: NodeId) -> Self {
        Self { cx: self.cx, node, shown: Shown::Whole }
    }

    pub(super) fn content(self) -> &'a Content<'a> {
        self.cx.tree.content(self.node)
    }

    pub(super) fn is_hole(self) -> bool {
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
    pub(super) fn variant(self, variants: &'static [&'static str]) -> Option<&'static str> {
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
pub(super) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
