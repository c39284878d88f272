//! The inside of a node for serde: items of a list, entries of a map, fields of a record, words of an enum.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::super::nearest::nearest;
use super::super::tree::{Content, NodeId};
use super::hole::Hole;
use super::node::{De, KIND, Shown, list};
use super::{Stop, join};
use crate::finding::Finding;

pub(super) struct Items<'a> {
    pub(super) de: De<'a>,
    pub(super) items: &'a [NodeId],
    pub(super) index: usize,
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

pub(super) struct Entries<'a> {
    pub(super) de: De<'a>,
    pub(super) entries: &'a [(NodeId, NodeId)],
    pub(super) value: Option<(NodeId, NodeId)>,
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

pub(super) struct Fields<'a> {
    pub(super) de: De<'a>,
    pub(super) fields: &'static [&'static str],
    pub(super) entries: &'a [(NodeId, NodeId)],
    pub(super) missing: Vec<&'static str>,
    pub(super) value: Option<(&'static str, Option<NodeId>)>,
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

pub(super) struct Variant<'a> {
    pub(super) variant: &'static str,
    pub(super) body: Option<De<'a>>,
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
