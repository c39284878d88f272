//! Ids: the ones that a record declares ([`Key`]) and the ones that point at it ([`Ref`]).
//!
//! Nothing is resolved here; the reader notes each with its place, `portfolio::link` follows them.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use super::leaf::{Leaf, deserialize};
use super::value::Value;

/// Something that has an id and can be pointed at.
pub trait Noun {
    /// What it is called in a message: "commitment".
    const WORD: &'static str;
    /// The name of its declared id for serde: "key:commitment".
    const KEY: &'static str;
    /// The name of a reference to it for serde: "ref:commitment".
    const REF: &'static str;
}

/// Names a noun.
macro_rules! noun {
    ($($type:ty => $word:literal),+ $(,)?) => {$(
        impl $crate::record::reference::Noun for $type {
            const WORD: &'static str = $word;
            const KEY: &'static str = concat!("key:", $word);
            const REF: &'static str = concat!("ref:", $word);
        }
    )+};
}
pub(crate) use noun;

/// Says what is wrong with an id, or nothing.
///
/// An id becomes a file name and an address on every system: small letters, digits and hyphens, at most
/// 63 of them, none that Windows reserves for a device.
pub fn id_fault(text: &str) -> Option<String> {
    let stem_is_device = {
        let numbered = |prefix: &str| {
            text.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && matches!(n.as_bytes()[0], b'1'..=b'9'))
        };
        matches!(text, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
    };
    if text.is_empty() {
        Some("an id cannot be empty".into())
    } else if stem_is_device {
        Some(format!("`{text}` is reserved for a device on Windows, so that no file can have this name"))
    } else if text.len() > 63 {
        Some(format!("an id has at most 63 characters, this one has {}", text.chars().count()))
    } else if !text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        Some("an id has only small letters a to z, digits and hyphens".into())
    } else if text.starts_with('-') {
        Some("an id starts with a letter or a digit".into())
    } else {
        None
    }
}

/// Says what is wrong with a reference to a noun, or nothing. A meeting or review may be a quarter.
pub fn ref_fault(noun: &str, text: &str) -> Option<String> {
    let is_quarter = matches!(text.as_bytes(), [a, b, c, d, b'-', b'Q', b'1'..=b'4']
        if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    if is_quarter && noun == OCCASION { None } else { id_fault(text) }
}

/// The noun that stands for a meeting or a review; a review's id is its quarter.
pub const OCCASION: &str = "meeting or review";

/// The nearest good id to a bad one: "Acme Corp." becomes "acme-corp".
pub fn id_from(text: &str) -> String {
    let mut id = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    if id.len() > 63 {
        // Rather a word less than half a word.
        let cut = id[..64].rfind('-').unwrap_or(63);
        id.truncate(cut);
    }
    id.trim_end_matches('-').to_owned()
}

/// An id that a record declares for itself.
pub struct Key<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

/// An id that points at something of kind `T`.
pub struct Ref<T> {
    text: String,
    to: PhantomData<fn() -> T>,
}

macro_rules! id_type {
    ($type:ident, $marker:ident, $name:ident, $fault:expr, $expected:literal) => {
        impl<T> $type<T> {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self { text: text.into(), $marker: PhantomData }
            }

            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl<T: Noun> Leaf for $type<T> {
            const NAME: &'static str = T::$name;
            const EXPECTED: &'static str = $expected;

            fn parse(text: &str) -> Result<Self, String> {
                match $fault(T::WORD, text) {
                    None => Ok(Self::new(text)),
                    Some(fault) => Err(fault),
                }
            }

            fn value(&self) -> Value {
                Value::text(self.as_str())
            }

            fn placeholder() -> Self {
                Self::new("unreadable")
            }
        }

        impl<T: Noun> serde::Serialize for $type<T> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        impl<'de, T: Noun> serde::Deserialize<'de> for $type<T> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }

        impl<T> Clone for $type<T> {
            fn clone(&self) -> Self {
                Self::new(self.text.clone())
            }
        }

        impl<T> fmt::Debug for $type<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.text)
            }
        }

        impl<T> fmt::Display for $type<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.text)
            }
        }

        impl<T> PartialEq for $type<T> {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }

        impl<T> Eq for $type<T> {}

        impl<T> PartialOrd for $type<T> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<T> Ord for $type<T> {
            fn cmp(&self, other: &Self) -> Ordering {
                self.text.cmp(&other.text)
            }
        }
    };
}

id_type!(Key, of, KEY, |_, text| id_fault(text), "an id of small letters, digits and hyphens");
id_type!(Ref, to, REF, ref_fault, "the id of a record");

impl<T> PartialEq<Key<T>> for Ref<T> {
    fn eq(&self, key: &Key<T>) -> bool {
        self.text == key.text
    }
}
