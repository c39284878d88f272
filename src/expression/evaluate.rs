//! Runs a checked expression over values. Nothing here can fail; what is missing stays missing.

use std::borrow::Cow;

use super::node::{Expression, Loop, Node};
use super::operators::equal;
use crate::record::Value;

/// How many items the loops of one expression may look at.
const MOST_TURNS: u32 = 2_000_000;

/// The values of the names that an expression may use, by slot.
#[derive(Debug)]
pub struct Bindings<'v> {
    values: Vec<Cow<'v, Value>>,
    turns: u32,
}

impl<'v> Bindings<'v> {
    /// Values by slot.
    pub fn new(values: Vec<Cow<'v, Value>>) -> Self {
        Self { values, turns: 0 }
    }

    /// Whether an expression was stopped because it looked at too much; what it gave must not be believed.
    pub fn exhausted(&self) -> bool {
        self.turns >= MOST_TURNS
    }
}

impl Expression {
    /// What it gives for these values.
    pub fn evaluate<'v>(&'v self, bindings: &mut Bindings<'v>) -> Cow<'v, Value> {
        bindings.turns = 0;
        evaluate(&self.node, bindings)
    }

    /// Whether it holds; what is missing does not.
    pub fn holds<'v>(&'v self, bindings: &mut Bindings<'v>) -> bool {
        matches!(*self.evaluate(bindings), Value::Bool(true))
    }
}

fn evaluate<'v>(node: &'v Node, bindings: &mut Bindings<'v>) -> Cow<'v, Value> {
    Cow::Owned(match node {
        Node::Constant(value) => return Cow::Borrowed(value),
        Node::Name(slot) => return bindings.values.get(*slot).cloned().unwrap_or_default(),
        Node::Field(of, index) => {
            return part(evaluate(of, bindings), |value| match value {
                Value::Record(fields) => fields.get(*index),
                _ => None,
            });
        }
        Node::Entry(of, name) => {
            return part(evaluate(of, bindings), |value| match value {
                Value::Map(entries) => {
                    entries.iter().find(|(known, _)| known == name).map(|(_, value)| value)
                }
                _ => None,
            });
        }
        Node::Item(of, at) => {
            let at = evaluate(at, bindings).into_owned();
            return part(evaluate(of, bindings), |value| match (value, &at) {
                (Value::List(items), Value::Int(at)) => items.get(usize::try_from(*at).ok()?),
                (Value::Map(entries), Value::Text(name)) => {
                    entries.iter().find(|(known, _)| known == name).map(|(_, value)| value)
                }
                _ => None,
            });
        }
        Node::Not(of) => match *evaluate(of, bindings) {
            Value::Bool(value) => Value::Bool(!value),
            _ => Value::Bool(true),
        },
        Node::And(left, right) => Value::Bool(holds(left, bindings) && holds(right, bindings)),
        Node::Or(left, right) => Value::Bool(holds(left, bindings) || holds(right, bindings)),
        Node::If(condition, then, otherwise) => {
            return if holds(condition, bindings) {
                evaluate(then, bindings)
            } else {
                evaluate(otherwise, bindings)
            };
        }
        Node::Equal(left, right) => {
            let left = evaluate(left, bindings);
            Value::Bool(equal(&left, &evaluate(right, bindings)))
        }
        Node::Order(order, left, right) => {
            let left = evaluate(left, bindings);
            Value::Bool(order.holds(&left, &evaluate(right, bindings)))
        }
        Node::Within(item, list) => {
            let item = evaluate(item, bindings);
            Value::Bool(match &*evaluate(list, bindings) {
                Value::List(items) => items.iter().any(|one| equal(one, &item)),
                Value::Map(entries) => {
                    matches!(&*item, Value::Text(item) if entries.iter().any(|(name, _)| name == item))
                }
                _ => false,
            })
        }
        Node::Arithmetic(arithmetic, left, right) => {
            let left = evaluate(left, bindings);
            arithmetic.of(&left, &evaluate(right, bindings))
        }
        Node::Loop { of, list, body } => turn(*of, evaluate(list, bindings), body, bindings),
        Node::Call(function, arguments) => {
            let given: Vec<Value> =
                arguments.iter().map(|argument| evaluate(argument, bindings).into_owned()).collect();
            (function.call)(&given)
        }
        Node::List(items) => {
            Value::List(items.iter().map(|item| evaluate(item, bindings).into_owned()).collect())
        }
    })
}

fn holds<'v>(node: &'v Node, bindings: &mut Bindings<'v>) -> bool {
    matches!(*evaluate(node, bindings), Value::Bool(true))
}

/// A part of a value, borrowed as long as the whole is.
fn part<'v>(whole: Cow<'v, Value>, pick: impl FnOnce(&Value) -> Option<&Value>) -> Cow<'v, Value> {
    match whole {
        Cow::Borrowed(whole) => pick(whole).map_or_else(Cow::default, Cow::Borrowed),
        Cow::Owned(whole) => Cow::Owned(pick(&whole).cloned().unwrap_or_default()),
    }
}

/// One loop. The item's value goes into the next slot while the body looks at it.
fn turn<'v>(of: Loop, list: Cow<'v, Value>, body: &'v Node, bindings: &mut Bindings<'v>) -> Value {
    let items: Vec<Cow<'v, Value>> = match list {
        Cow::Borrowed(Value::List(items)) => items.iter().map(Cow::Borrowed).collect(),
        Cow::Owned(Value::List(items)) => items.into_iter().map(Cow::Owned).collect(),
        Cow::Borrowed(Value::Map(entries)) => {
            entries.iter().map(|(name, _)| Cow::Owned(Value::text(name.as_str()))).collect()
        }
        Cow::Owned(Value::Map(entries)) => {
            entries.into_iter().map(|(name, _)| Cow::Owned(Value::text(name))).collect()
        }
        _ => Vec::new(),
    };
    let (mut found, mut kept) = (0usize, Vec::new());
    for item in items {
        if bindings.exhausted() {
            break;
        }
        bindings.turns += 1;
        let keep = of == Loop::Filter;
        let item_again = keep.then(|| item.clone());
        bindings.values.push(item);
        let given = evaluate(body, bindings);
        bindings.values.pop();
        let held = matches!(*given, Value::Bool(true));
        found += usize::from(held);
        match (of, item_again) {
            (Loop::All, _) if !held => return Value::Bool(false),
            (Loop::Exists, _) if held => return Value::Bool(true),
            (Loop::Filter, Some(item)) if held => kept.push(item.into_owned()),
            (Loop::Map, _) => kept.push(given.into_owned()),
            _ => {}
        }
    }
    match of {
        Loop::All => Value::Bool(true),
        Loop::Exists => Value::Bool(false),
        Loop::ExistsOne => Value::Bool(found == 1),
        Loop::Filter | Loop::Map => Value::List(kept),
    }
}

/// A value as a person reads it in a message.
pub fn show(value: &Value) -> String {
    match value {
        Value::Nothing => "–".into(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::Int(number) => number.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(items) => items.iter().map(show).collect::<Vec<_>>().join(", "),
        Value::Record(fields) => match fields.as_slice() {
            [Value::Number(amount), Value::Text(currency)] => format!("{currency} {}", amount.normalize()),
            fields => fields.iter().find(|field| field.given()).map(show).unwrap_or_default(),
        },
        Value::Map(entries) => entries.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "),
    }
}
