//! The functions that an expression may call: one list, from which the checker, the evaluator and the reference are
//! made.

use rust_decimal::Decimal;

use super::evaluate::show;
use super::operators::{compare, days_between, equal, number};
use crate::record::{Type, Value};

/// A function.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: &'static [Takes],
    /// What it gives, of what it was given.
    pub gives: fn(&[Type]) -> Type,
    /// What it does, for the reference.
    pub about: &'static str,
    pub(super) call: fn(&[Value]) -> Value,
}

/// What an argument may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Anything.
    Anything,
    /// A text.
    Text,
    /// A whole number or an exact one.
    Number,
    /// A date.
    Date,
    /// A list.
    List,
    /// A list or a text.
    ListOrText,
}

impl Takes {
    /// What it is called in a message and in the reference.
    pub fn words(self) -> &'static str {
        match self {
            Self::Anything => "anything",
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::List => "a list",
            Self::ListOrText => "a list or a text",
        }
    }

    pub(super) fn accepts(self, of: &Type) -> bool {
        let is_text = matches!(of, Type::Text | Type::Words(_) | Type::Quarter);
        let is_list = matches!(of, Type::List(_) | Type::Map(_));
        *of == Type::Any
            || match self {
                Self::Anything => true,
                Self::Text => is_text,
                Self::Number => matches!(of, Type::Int | Type::Number),
                Self::Date => *of == Type::Date,
                Self::List => is_list,
                Self::ListOrText => is_list || is_text,
            }
    }
}

/// All functions, by name.
pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "abs",
        takes: &[Takes::Number],
        gives: first,
        about: "The number without its sign.",
        call: |given| match &given[0] {
            Value::Int(number) => Value::maybe(number.checked_abs()),
            Value::Number(number) => Value::Number(number.abs()),
            _ => Value::Nothing,
        },
    },
    Function {
        name: "contains",
        takes: &[Takes::ListOrText, Takes::Anything],
        gives: |_| Type::Bool,
        about: "Whether a text holds another, whatever the case of its letters, or a list an item.",
        call: |given| match (&given[0], &given[1]) {
            (Value::Text(text), Value::Text(part)) => {
                text.to_lowercase().contains(&part.to_lowercase()).into()
            }
            (Value::List(items), item) => items.iter().any(|one| equal(one, item)).into(),
            (Value::Map(entries), Value::Text(name)) => entries.iter().any(|(one, _)| one == name).into(),
            _ => false.into(),
        },
    },
    Function {
        name: "date",
        takes: &[Takes::Text],
        gives: |_| Type::Date,
        about: "A date written out: `date('2026-11-21')`.",
        call: |given| match &given[0] {
            Value::Text(text) => Value::maybe(text.parse::<jiff::civil::Date>().ok()),
            _ => Value::Nothing,
        },
    },
    Function {
        name: "days",
        takes: &[Takes::Date, Takes::Date],
        gives: |_| Type::Int,
        about: "Days from the first date to the second; negative if the second is earlier.",
        call: |given| match (&given[0], &given[1]) {
            (Value::Date(from), Value::Date(to)) => Value::Int(days_between(*from, *to)),
            _ => Value::Nothing,
        },
    },
    Function {
        name: "given",
        takes: &[Takes::Anything],
        gives: |_| Type::Bool,
        about: "Whether something was written: not a blank text, not an empty list.",
        call: |given| given[0].given().into(),
    },
    Function {
        name: "last",
        takes: &[Takes::List],
        gives: item,
        about: "The last item of a list.",
        call: |given| match &given[0] {
            Value::List(items) => items.last().cloned().unwrap_or_default(),
            _ => Value::Nothing,
        },
    },
    Function {
        name: "lower",
        takes: &[Takes::Text],
        gives: |_| Type::Text,
        about: "The text in small letters.",
        call: |given| match &given[0] {
            Value::Text(text) => Value::text(text.to_lowercase()),
            _ => Value::Nothing,
        },
    },
    Function {
        name: "max",
        takes: &[Takes::List],
        gives: item,
        about: "The largest or latest item of a list.",
        call: |given| extreme(&given[0], std::cmp::Ordering::Greater),
    },
    Function {
        name: "min",
        takes: &[Takes::List],
        gives: item,
        about: "The smallest or earliest item of a list.",
        call: |given| extreme(&given[0], std::cmp::Ordering::Less),
    },
    Function {
        name: "plural",
        takes: &[Takes::Number, Takes::Text],
        gives: |_| Type::Text,
        about: "A number with its noun, for messages: `plural(3, 'day')` is \"3 days\".",
        call: |given| match (&given[0], &given[1]) {
            (Value::Nothing, _) | (_, Value::Nothing) => Value::Nothing,
            (count, noun) => {
                let noun = show(noun);
                let noun = if number(count) == Some(Decimal::ONE) { noun } else { plural(&noun) };
                Value::text(format!("{} {noun}", show(count)))
            }
        },
    },
    Function {
        name: "show",
        takes: &[Takes::Anything],
        gives: |_| Type::Text,
        about: "A value as a text, as messages show it; the items of a list in a row, with commas.",
        call: |given| Value::text(show(&given[0])),
    },
    Function {
        name: "size",
        takes: &[Takes::ListOrText],
        gives: |_| Type::Int,
        about: "How many items a list has, or characters a text; 0 if nothing was written.",
        call: |given| match &given[0] {
            Value::List(items) => Value::count(items.len()),
            Value::Map(entries) => Value::count(entries.len()),
            Value::Text(text) => Value::count(text.chars().count()),
            _ => Value::Int(0),
        },
    },
    Function {
        name: "sum",
        takes: &[Takes::List],
        gives: item,
        about: "The sum of a list of numbers.",
        call: |given| match &given[0] {
            Value::List(items) => {
                let whole: Option<Vec<i64>> = items
                    .iter()
                    .map(|one| if let Value::Int(one) = one { Some(*one) } else { None })
                    .collect();
                match whole {
                    Some(whole) => Value::Int(whole.into_iter().fold(0, i64::saturating_add)),
                    None => {
                        let add = |sum: Option<Decimal>, one| sum?.checked_add(one);
                        Value::maybe(items.iter().filter_map(number).fold(Some(Decimal::ZERO), add))
                    }
                }
            }
            _ => Value::Int(0),
        },
    },
    Function {
        name: "unique",
        takes: &[Takes::List],
        gives: first,
        about: "The items of a list, each once.",
        call: |given| match &given[0] {
            Value::List(items) => {
                let mut unique: Vec<Value> = Vec::new();
                for one in items {
                    if !unique.iter().any(|known| equal(known, one)) {
                        unique.push(one.clone());
                    }
                }
                Value::List(unique)
            }
            _ => Value::Nothing,
        },
    },
    Function {
        name: "word_count",
        takes: &[Takes::Text],
        gives: |_| Type::Int,
        about: "How many words a text has; 0 if nothing was written.",
        call: |given| match &given[0] {
            Value::Text(text) => Value::count(text.split_whitespace().count()),
            _ => Value::Int(0),
        },
    },
    Function {
        name: "year",
        takes: &[Takes::Date],
        gives: |_| Type::Int,
        about: "The calendar year of a date.",
        call: |given| match &given[0] {
            Value::Date(date) => Value::Int(date.year().into()),
            _ => Value::Nothing,
        },
    },
];

fn first(given: &[Type]) -> Type {
    given.first().cloned().unwrap_or_default()
}

fn item(given: &[Type]) -> Type {
    match given.first() {
        Some(Type::List(of)) => of.as_ref().clone(),
        _ => Type::Any,
    }
}

fn extreme(list: &Value, which: std::cmp::Ordering) -> Value {
    let Value::List(items) = list else { return Value::Nothing };
    let mut found = Value::Nothing;
    for one in items.iter().filter(|one| one.given()) {
        if !found.given() || compare(one, &found) == Some(which) {
            found = one.clone();
        }
    }
    found
}

/// The plural of an English noun, as far as messages need it.
fn plural(noun: &str) -> String {
    match noun {
        "person" => "people".into(),
        _ if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{noun}s"),
        },
    }
}

/// A function by its name; CEL's own names for the same are known as well.
pub(super) fn function(name: &str) -> Option<Function> {
    let name = match name {
        "has" => "given",
        other => other,
    };
    FUNCTIONS.iter().find(|function| function.name == name).copied()
}
