//! Comparing and reckoning: exact, and without a way to fail. What cannot be reckoned is missing.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::record::Value;

/// Which order is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    pub(super) fn holds(self, left: &Value, right: &Value) -> bool {
        let Some(order) = compare(left, right) else { return false };
        match self {
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterOrEqual => order != Ordering::Less,
        }
    }
}

/// How two values lie; nothing if they cannot be compared.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::Number(_) | Value::Int(_), Value::Number(_) | Value::Int(_)) => {
            Some(number(left)?.cmp(&number(right)?))
        }
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        // A team's own fields have no type: `7.5` there is a text until it is compared with a number.
        (Value::Text(text), number @ (Value::Int(_) | Value::Number(_))) => {
            Some(text.trim().parse::<Decimal>().ok()?.cmp(&self::number(number)?))
        }
        (number @ (Value::Int(_) | Value::Number(_)), Value::Text(_)) => {
            compare(right, number).map(Ordering::reverse)
        }
        _ => None,
    }
}

/// Whether two values are the same; a blank and a missing one are.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Nothing, other) | (other, Value::Nothing) => !other.given(),
        _ => compare(left, right).map_or_else(|| left == right, |order| order == Ordering::Equal),
    }
}

/// A number, if it is one.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Int(number) => Some(Decimal::from(*number)),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// What is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Arithmetic {
    pub(super) fn of(self, left: &Value, right: &Value) -> Value {
        match (self, left, right) {
            (Self::Add, Value::Text(left), Value::Text(right)) => Value::text(format!("{left}{right}")),
            (Self::Add, Value::List(left), Value::List(right)) => {
                Value::List(left.iter().chain(right).cloned().collect())
            }
            (Self::Add, Value::Date(date), Value::Int(days))
            | (Self::Add, Value::Int(days), Value::Date(date)) => later(*date, *days),
            (Self::Subtract, Value::Date(date), Value::Int(days)) => later(*date, days.saturating_neg()),
            (Self::Subtract, Value::Date(left), Value::Date(right)) => {
                Value::Int(days_between(*right, *left))
            }
            (_, Value::Int(left), Value::Int(right)) => Value::maybe(match self {
                Self::Add => left.checked_add(*right),
                Self::Subtract => left.checked_sub(*right),
                Self::Multiply => left.checked_mul(*right),
                Self::Divide => left.checked_div(*right),
                Self::Remainder => left.checked_rem(*right),
            }),
            _ => {
                let (Some(left), Some(right)) = (number(left), number(right)) else { return Value::Nothing };
                Value::maybe(match self {
                    Self::Add => left.checked_add(right),
                    Self::Subtract => left.checked_sub(right),
                    Self::Multiply => left.checked_mul(right),
                    Self::Divide => left.checked_div(right),
                    Self::Remainder => left.checked_rem(right),
                })
            }
        }
    }
}

fn later(date: jiff::civil::Date, days: i64) -> Value {
    let span = jiff::Span::new().try_days(days);
    Value::maybe(span.ok().and_then(|span| date.checked_add(span).ok()))
}

/// Days from one date to another; negative if the second is earlier.
pub(super) fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
