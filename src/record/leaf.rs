//! Values written as one piece of text (a date, an amount, an id), and how serde meets them.
//!
//! A leaf announces itself by its name, so that a reader which knows places can say where a bad one
//! stood, and go on with the placeholder.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use super::value::Value;

/// A value that a person writes as one piece of text.
pub trait Leaf: Sized {
    /// The name under which serde meets it; the reader picks the rule of a bad one by it.
    const NAME: &'static str;
    /// What to write, for messages: "a date like 2026-11-21".
    const EXPECTED: &'static str;

    /// Reads the text; the error says what is wrong with it, in the reader's words.
    fn parse(text: &str) -> Result<Self, String>;

    /// The value for conditions.
    fn value(&self) -> Value;

    /// Stands in for a bad value so that the rest of the record can be read; never leaves the reader.
    fn placeholder() -> Self;
}

/// Deserializes a leaf; [`leaf!`](crate::record::leaf) writes the call.
pub fn deserialize<'de, T: Leaf, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(T::NAME, LeafVisitor(PhantomData))
}

struct LeafVisitor<T>(PhantomData<T>);

impl<'de, T: Leaf> Visitor<'de> for LeafVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).map_err(E::custom)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(T::placeholder())
    }
}

/// Implements serde for a [`Leaf`].
macro_rules! leaf {
    ($type:ty) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::record::leaf::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::record::value::serialize(&$crate::record::Leaf::value(self), serializer)
            }
        }
    };
}
pub(crate) use leaf;
