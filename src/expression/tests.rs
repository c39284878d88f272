//! Expressions: what they give, and what is said of those that cannot be.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets what it did not expect has failed")]

use std::borrow::Cow;
use std::sync::Arc;

use super::{Bindings, Names, Template, lower, show};
use crate::record::describe::{Computed, Field, Shape};
use crate::record::{Type, Value};

fn field(name: &str, of: Type) -> Field {
    Field { name: name.to_owned(), of, computed: None }
}

fn names() -> Names {
    let fact = Computed { unit: "days", about: "Days late." };
    let side = Type::Words(&["ours", "theirs", "joint"]);
    let item =
        Shape { name: "Move".into(), fields: vec![field("on", Type::Date), field("reason", Type::Text)] };
    let shape = Shape {
        name: "Commitment".into(),
        fields: vec![
            field("text", Type::Text),
            field("side", side),
            field("due", Type::Date),
            field("moves", Type::list(Type::Record(Arc::new(item)))),
            field("owner", Type::Text),
            Field { name: "days_overdue".into(), of: Type::Int, computed: Some(fact) },
            field("quarter", Type::Quarter),
            field("x", Type::Map(Box::new(Type::Any))),
        ],
    };
    Names::default()
        .with("commitment", Type::Record(Arc::new(shape)))
        .with("today", Type::Date)
        .with("max_days", Type::Int)
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn values() -> Vec<Value> {
    let moved = |on: &str, reason: Value| Value::Record(vec![date(on), reason]);
    vec![
        Value::Record(vec![
            Value::text("A sales sponsor"),
            Value::word("ours"),
            date("2026-06-01"),
            Value::List(vec![moved("2026-03-01", Value::text("late")), moved("2026-05-01", Value::Nothing)]),
            Value::Nothing,
            Value::Int(29),
            Value::text("2026-Q2"),
            Value::Map(vec![("region".into(), Value::text("EMEA"))]),
        ]),
        date("2026-06-30"),
        Value::Int(30),
    ]
}

#[track_caller]
fn gives(text: &str) -> String {
    let expression = lower(text, &names()).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    let values = values();
    let mut bindings = Bindings::new(values.iter().map(Cow::Borrowed).collect());
    show(&expression.evaluate(&mut bindings))
}

/// What is said of an expression, with a drawing of the characters that it is said about.
#[track_caller]
fn refused(text: &str) -> String {
    let faults = lower(text, &names()).err().unwrap_or_else(|| panic!("{text} was accepted"));
    let mut said = String::new();
    for fault in faults {
        let marks = "^".repeat(fault.range.len().max(1));
        said.push_str(&format!("{text}\n{}{marks} {}", " ".repeat(fault.range.start), fault.message));
        if let Some(near) = fault.near {
            said.push_str(&format!(" (did you mean {near}?)"));
        }
        said.push('\n');
    }
    said
}

#[test]
fn conditions_give_what_they_say() {
    for (text, expected) in [
        ("commitment.days_overdue <= max_days", "yes"),
        ("commitment.side == 'ours' && commitment.due < today", "yes"),
        ("commitment.side in ['theirs', 'joint']", "no"),
        ("given(commitment.owner)", "no"),
        ("has(commitment.text)", "yes"),
        ("commitment.owner == null", "yes"),
        ("size(commitment.moves) == 2", "yes"),
        ("commitment.moves.all(one, given(one.reason))", "no"),
        ("commitment.moves.exists(one, one.reason == 'late')", "yes"),
        ("commitment.moves.filter(one, !given(one.reason)).map(one, one.on)", "2026-05-01"),
        ("last(commitment.moves).on", "2026-05-01"),
        ("commitment.moves[0].on", "2026-03-01"),
        ("commitment.moves[7].on", "–"),
        ("days(commitment.due, today)", "29"),
        ("today - commitment.due", "29"),
        ("commitment.due + 29 == today", "yes"),
        ("commitment.x.region == 'EMEA'", "yes"),
        ("commitment.x.nothing == 'EMEA'", "no"),
        ("commitment.quarter >= '2026-Q1'", "yes"),
        ("max(commitment.moves.map(one, one.on))", "2026-05-01"),
        ("word_count(commitment.text)", "3"),
        ("commitment.text.contains('SALES')", "yes"),
        ("max_days / 0", "–"),
        ("commitment.days_overdue > 10 ? 'late' : 'soon'", "late"),
        ("1.5 + 1 == 2.5", "yes"),
    ] {
        assert_eq!(gives(text), expected, "{text}");
    }
}

#[test]
fn what_is_missing_is_neither_smaller_nor_larger() {
    let undated = "last(commitment.moves.filter(one, one.reason == 'none such')).on";
    assert_eq!(gives(&format!("{undated} < today")), "no");
    assert_eq!(gives(&format!("{undated} >= today")), "no");
    assert_eq!(gives(&format!("days({undated}, today)")), "–");
    assert_eq!(gives(&format!("!({undated} < today)")), "yes");
}

#[test]
fn what_cannot_be_is_refused_with_its_place_and_the_nearest_name() {
    let said: String = [
        "commitment.ownr == null",
        "comitment.owner == null",
        "commitment.due > 3",
        "commitment.due == '2026-01-01'",
        "commitment.side == 'our'",
        "commitment.side > 'ours'",
        "gven(commitment.owner)",
        "given(true) && commitment.owner.gven()",
        "commitment.moves.reason == 'late'",
        "commitment.moves.exists(one, one.raeson == 'late')",
        "commitment.text && true",
        "commitment.text - 1",
        "commitment.side = 'ours'",
        "given(commitment.owner) and true",
        "given(commitment.owner",
        "days(commitment.text, today)",
        "date('2026-02-30') < today",
        "commitment.quarter == '2026'",
        "",
    ]
    .iter()
    .map(|text| refused(text))
    .collect();
    snapbox::assert_data_eq!(said, snapbox::file!["refused.txt"]);
}

#[test]
fn what_would_run_for_ever_is_refused_or_stopped() {
    let list = "commitment.moves";
    let deep = format!("{list}.all(a, {list}.all(b, {list}.all(c, {list}.all(d, true))))");
    assert!(refused(&deep).contains("more than 3 deep"));
    assert!(refused(&"1 + ".repeat(2000)).contains("characters"));
    assert!(lower(&"(".repeat(3_000), &names()).is_err());
    assert!(lower(&"!".repeat(3_000), &names()).is_err());
    let many = Value::List((0..2_000).map(Value::Int).collect());
    let names = Names::default().with("many", Type::list(Type::Int));
    let expression = lower("many.all(a, many.all(b, many.all(c, true)))", &names).unwrap();
    let mut bindings = Bindings::new(vec![Cow::Borrowed(&many)]);
    expression.evaluate(&mut bindings);
    assert!(bindings.exhausted());
}

#[test]
fn messages_are_filled_in_and_their_faults_have_places() {
    let template =
        Template::parse("{plural(commitment.days_overdue, 'day')}  late,\n due {commitment.due}", &names());
    let template = template.unwrap();
    let values = values();
    let mut bindings = Bindings::new(values.iter().map(Cow::Borrowed).collect());
    assert_eq!(template.fill(&mut bindings), "29 days late, due 2026-06-01");
    let faults = Template::parse("late {commitment.ownr} and {", &names()).unwrap_err();
    assert_eq!(faults[0].range, 17..21);
    assert_eq!(faults.len(), 2);
}

#[test]
fn an_expression_knows_what_it_reads() {
    let expression =
        lower("given(commitment.owner) && commitment.moves.all(one, given(one.reason))", &names()).unwrap();
    let routes: Vec<String> =
        expression.reads.iter().map(|read| crate::record::locate::route(&read.steps)).collect();
    assert_eq!(routes, ["owner", "moves"]);
    let computed = lower("commitment.days_overdue > max_days", &names()).unwrap();
    assert!(computed.reads[0].computed);
}
