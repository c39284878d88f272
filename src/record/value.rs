//! Any record as a value that conditions can read: built from the plain types through serde.
//! Knows no noun, judges nothing.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::ser::{self, Error as _, Serialize, Serializer};

/// A value that conditions can read.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing was written.
    #[default]
    Nothing,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact number.
    Number(Decimal),
    /// A text, a word or an id.
    Text(Cow<'static, str>),
    /// A calendar date.
    Date(Date),
    /// A list.
    List(Vec<Value>),
    /// The fields of a record, in the order of its type.
    Record(Vec<Value>),
    /// Names and values that no type lists.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Cow::Owned(text.into()))
    }

    /// A word that is known when the program is built.
    pub fn word(word: &'static str) -> Self {
        Self::Text(Cow::Borrowed(word))
    }

    /// A count.
    pub fn count(count: usize) -> Self {
        Self::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A value that may be missing.
    pub fn maybe<T: Into<Self>>(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }

    /// Whether something was written: no blank text, no empty list.
    pub fn given(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Text(text) => !text.trim().is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Map(entries) => !entries.is_empty(),
            Self::Bool(_) | Self::Int(_) | Self::Number(_) | Self::Date(_) | Self::Record(_) => true,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::text(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::text(value)
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

/// The names under which leaves that are more than text pass through serde.
pub(super) const DATE: &str = "value:date";
pub(super) const NUMBER: &str = "value:number";
pub(super) const RECORD: &str = "value:record";

/// Serializes a value as itself, so that [`to_value`] gets it back.
pub fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Nothing => serializer.serialize_unit(),
        Value::Bool(value) => serializer.serialize_bool(*value),
        Value::Int(value) => serializer.serialize_i64(*value),
        Value::Number(value) => serializer.serialize_newtype_struct(NUMBER, &value.serialize()),
        Value::Text(Cow::Borrowed(word)) => serializer.serialize_unit_variant("", 0, word),
        Value::Text(Cow::Owned(text)) => serializer.serialize_str(text),
        Value::Date(date) => {
            let packed = i32::from(date.year()) * 512 + i32::from(date.month()) * 32 + i32::from(date.day());
            serializer.serialize_newtype_struct(DATE, &packed)
        }
        Value::List(items) => serializer.collect_seq(items.iter().map(Whole)),
        Value::Record(fields) => {
            let fields: Vec<Whole<'_>> = fields.iter().map(Whole).collect();
            serializer.serialize_newtype_struct(RECORD, &fields)
        }
        Value::Map(entries) => {
            serializer.collect_map(entries.iter().map(|(name, value)| (name, Whole(value))))
        }
    }
}

struct Whole<'a>(&'a Value);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

/// The value of a record; nothing where a type cannot be told as one, which a test of all types rules out.
pub fn to_value<T: Serialize + ?Sized>(record: &T) -> Value {
    record.serialize(ToValue).unwrap_or_default()
}

struct ToValue;

/// Why a type cannot be told as a value: a fault of ours.
#[derive(Debug)]
pub struct Untold(String);

impl fmt::Display for Untold {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Untold {}

impl ser::Error for Untold {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty),+) => {$(
        fn $method(self, value: $type) -> Result<Value, Untold> {
            Ok(i64::try_from(value).map_or(Value::Nothing, Value::Int))
        }
    )+};
}

impl Serializer for ToValue {
    type Ok = Value;
    type Error = Untold;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = ser::Impossible<Value, Untold>;
    type SerializeMap = Entries;
    type SerializeStruct = Fields;
    type SerializeStructVariant = ser::Impossible<Value, Untold>;

    numbers! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64
    }

    fn serialize_bool(self, value: bool) -> Result<Value, Untold> {
        Ok(Value::Bool(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Untold> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<Value, Untold> {
        Ok(Value::maybe(Decimal::try_from(value).ok()))
    }

    fn serialize_char(self, value: char) -> Result<Value, Untold> {
        Ok(Value::text(value))
    }

    fn serialize_str(self, value: &str) -> Result<Value, Untold> {
        Ok(Value::text(value))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, Untold> {
        Err(Untold::custom("records hold no bytes"))
    }

    fn serialize_none(self) -> Result<Value, Untold> {
        Ok(Value::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Untold> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Untold> {
        Ok(Value::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Untold> {
        Ok(Value::Nothing)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Result<Value, Untold> {
        Ok(Value::word(word))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value, Untold> {
        let inner = value.serialize(Self)?;
        match (name, inner) {
            (DATE, Value::Int(packed)) => {
                let (year, month, day) =
                    (packed.div_euclid(512), packed.rem_euclid(512) / 32, packed.rem_euclid(32));
                let date = Date::new(year as i16, month as i8, day as i8);
                Ok(Value::maybe(date.ok()))
            }
            (NUMBER, Value::List(bytes)) => {
                let mut packed = [0; 16];
                for (byte, value) in packed.iter_mut().zip(bytes) {
                    *byte = if let Value::Int(value) = value { value as u8 } else { 0 };
                }
                Ok(Value::Number(Decimal::deserialize(packed)))
            }
            (RECORD, Value::List(fields)) => Ok(Value::Record(fields)),
            (_, inner) => Ok(inner),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Value, Untold> {
        Err(Untold::custom("an enum with contents is told variant by variant"))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Untold> {
        Ok(Items(Vec::with_capacity(length.unwrap_or_default().min(1024))))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, Untold> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items, Untold> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Untold> {
        Err(Untold::custom("an enum with contents is told variant by variant"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Untold> {
        Ok(Entries { entries: Vec::new(), name: String::new() })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields, Untold> {
        Ok(Fields(Vec::with_capacity(length)))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Untold> {
        Err(Untold::custom("an enum with contents is told variant by variant"))
    }
}

/// Items of a list, one after the other.
struct Items(Vec<Value>);

macro_rules! items {
    ($($trait:ident $method:ident),+) => {$(
        impl ser::$trait for Items {
            type Ok = Value;
            type Error = Untold;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Untold> {
                self.0.push(value.serialize(ToValue)?);
                Ok(())
            }

            fn end(self) -> Result<Value, Untold> {
                Ok(Value::List(self.0))
            }
        }
    )+};
}
items!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);

/// Fields of a record, one after the other.
struct Fields(Vec<Value>);

impl ser::SerializeStruct for Fields {
    type Ok = Value;
    type Error = Untold;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Untold> {
        self.0.push(value.serialize(ToValue)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Untold> {
        Ok(Value::Record(self.0))
    }
}

/// Names and values, one after the other.
struct Entries {
    entries: Vec<(String, Value)>,
    name: String,
}

impl ser::SerializeMap for Entries {
    type Ok = Value;
    type Error = Untold;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Untold> {
        self.name = match key.serialize(ToValue)? {
            Value::Text(text) => text.into_owned(),
            Value::Int(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            _ => return Err(Untold::custom("the name of an entry is a word")),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Untold> {
        self.entries.push((std::mem::take(&mut self.name), value.serialize(ToValue)?));
        Ok(())
    }

    fn end(self) -> Result<Value, Untold> {
        Ok(Value::Map(self.entries))
    }
}
