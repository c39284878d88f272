//! What a record type holds, asked of the type itself: fields, their types, allowed words.
//! The type is walked through serde with placeholders; nothing is read.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The type of a value that conditions can read. Any value may be missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Type {
    /// Not known before it is read: a team's own fields.
    #[default]
    Any,
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// An exact number.
    Number,
    /// A text, or an id.
    Text,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A calendar date.
    Date,
    /// A quarter, like `2026-Q3`.
    Quarter,
    /// A list.
    List(Box<Type>),
    /// A record.
    Record(Arc<Shape>),
    /// Entries that no type lists, by name.
    Map(Box<Type>),
}

impl Type {
    /// A list of these.
    pub fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }

    /// What it is called in a message.
    pub fn words(&self) -> String {
        match self {
            Self::Any => "any value".into(),
            Self::Bool => "true or false".into(),
            Self::Int => "a whole number".into(),
            Self::Number => "a number".into(),
            Self::Text => "a text".into(),
            Self::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Date => "a date".into(),
            Self::Quarter => "a quarter".into(),
            Self::List(of) => match of.as_ref() {
                Self::Record(shape) => format!("a list of {} records", shape.name),
                Self::Text => "a list of texts".into(),
                Self::Date => "a list of dates".into(),
                _ => "a list".into(),
            },
            Self::Record(shape) => format!("the record {}", shape.name),
            Self::Map(_) => "a group of named entries".into(),
        }
    }
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// What it is called.
    pub name: String,
    /// Its fields, in the order of its values.
    pub fields: Vec<Field>,
}

impl Shape {
    /// A field and its index.
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }
}

/// A field of a record, or something computed about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub of: Type,
    /// What it says and in which unit, if it is computed rather than written.
    pub computed: Option<Computed>,
}

/// What a computed field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// The unit, like "days"; empty for what has none.
    pub unit: &'static str,
    /// What it says.
    pub about: &'static str,
}

/// What a record type holds.
pub fn describe<T: for<'de> Deserialize<'de>>() -> Type {
    let found = RefCell::new(Type::Any);
    // A visitor that refuses its placeholder leaves what was found until then, which a test of all types shows.
    drop(T::deserialize(Tracer(&found)));
    found.into_inner()
}

/// The type of a leaf, by the name under which serde meets it.
pub fn leaf_type(name: &str) -> Type {
    match name {
        "date" => Type::Date,
        "quarter" | "period" => Type::Quarter,
        "number" | "weight" | "percentage" | "rate" => Type::Number,
        "rating" | "level" | "month" | "interval" => Type::Int,
        "money" => {
            let field = |name: &str, of| Field { name: name.to_owned(), of, computed: None };
            let fields = vec![field("amount", Type::Number), field("currency", Type::Text)];
            Type::Record(Arc::new(Shape { name: "Money".into(), fields }))
        }
        _ => Type::Text,
    }
}

/// Serves placeholders and notes what was asked for.
#[derive(Clone, Copy)]
struct Tracer<'a>(&'a RefCell<Type>);

impl Tracer<'_> {
    fn note(self, of: Type) {
        *self.0.borrow_mut() = of;
    }
}

macro_rules! plain {
    ($($method:ident $of:ident $visit:ident($value:expr)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.note(Type::$of);
            visitor.$visit($value)
        }
    )+};
}

impl<'de> Deserializer<'de> for Tracer<'_> {
    type Error = Error;

    plain! {

        deserialize_bool Bool visit_bool(false),
        deserialize_i8 Int visit_i8(0), deserialize_i16 Int visit_i16(0), deserialize_i32 Int visit_i32(0), deserialize_i64 Int visit_i64(0),
        deserialize_u8 Int visit_u8(0), deserialize_u16 Int visit_u16(0), deserialize_u32 Int visit_u32(0), deserialize_u64 Int visit_u64(0),
        deserialize_str Text visit_str(""), deserialize_string Text visit_str(""),
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.note(Type::Any);
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note(leaf_type(name));
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let item = RefCell::new(Type::Any);
        let value = visitor.visit_seq(Once { slot: &item, done: false });
        self.note(Type::list(item.into_inner()));
        value
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let entry = RefCell::new(Type::Any);
        let value = visitor.visit_map(Once { slot: &entry, done: false });
        self.note(Type::Map(Box::new(entry.into_inner())));
        value
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let slot = RefCell::new(Type::Any);
        let found = RefCell::new(Vec::new());
        let value = visitor.visit_map(AllFields { fields, slot: &slot, found: &found });
        self.note(Type::Record(Arc::new(Shape { name: name.to_owned(), fields: found.into_inner() })));
        value
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note(Type::Words(variants));
        visitor.visit_enum(First { variant: variants.first().copied().unwrap_or_default() })
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// One item of a list, or one entry of a map.
struct Once<'a> {
    slot: &'a RefCell<Type>,
    done: bool,
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(None);
        }
        seed.deserialize(Tracer(self.slot)).map(Some)
    }
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(None);
        }
        seed.deserialize(Tracer(&RefCell::default())).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Tracer(self.slot))
    }
}

/// Every field of a record, once.
struct AllFields<'a> {
    fields: &'static [&'static str],
    slot: &'a RefCell<Type>,
    found: &'a RefCell<Vec<Field>>,
}

impl<'de> MapAccess<'de> for AllFields<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(&field) = self.fields.first() else { return Ok(None) };
        let name: StrDeserializer<'_, Error> = field.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (name, rest) = self.fields.split_first().unwrap_or((&"", &[]));
        self.fields = rest;
        let value = seed.deserialize(Tracer(self.slot))?;
        self.found.borrow_mut().push(Field {
            name: (*name).to_owned(),
            of: self.slot.take(),
            computed: None,
        });
        Ok(value)
    }
}

/// The first word of an enum.
struct First {
    variant: &'static str,
}

impl<'de> EnumAccess<'de> for First {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let name: StrDeserializer<'_, Error> = self.variant.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for First {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Tracer(&RefCell::default()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
