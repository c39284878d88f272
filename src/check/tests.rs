//! The engine's own laws: every built-in rule is valid, and values are what their types say.

use crate::disk::Folder;
use crate::facts::as_of::see_as_of;
use crate::facts::{History, Known, Standing, WaiverUse};
use crate::load::load;
use crate::playbook::Playbook;
use crate::playbook::rule::{Rule, built_in};
use crate::record::describe::Shape;
use crate::record::{Type, Value};
use crate::source::Sources;

use super::subjects::{partner_type, partner_value, portfolio_type, portfolio_value, summary};
use super::valid::{ValidRules, valid};

#[test]
fn every_built_in_rule_is_valid() {
    let mut sources = Sources::default();
    // What is said of a built-in rule needs a file to be said about.
    let file = sources.add("rule", "");
    let mut faults = Vec::new();
    for rule in built_in() {
        let rule = Rule { file: Some(file), ..rule.clone() };
        valid(&rule, &sources, &mut faults);
        faults.iter_mut().for_each(|fault| fault.field = format!("{} {}", rule.name, fault.field));
    }
    let said: Vec<String> =
        faults.iter().map(|fault| format!("{} {}: {:?}", fault.field, fault.message, fault.label)).collect();
    assert_eq!(said, [""; 0]);
    assert_eq!(ValidRules::new(&Playbook::default(), &sources).iter().count(), built_in().len());
}

/// What a value is that its type does not allow, with the way to it.
fn misfits(value: &Value, of: &Type, way: &str, found: &mut Vec<String>) {
    let fits = match (value, of) {
        (Value::Nothing, _) | (_, Type::Any) => true,
        (Value::Record(fields), Type::Record(shape)) => {
            if fields.len() != shape.fields.len() {
                found.push(format!("{way}: {} values for {} fields", fields.len(), shape.fields.len()));
            }
            for (value, field) in fields.iter().zip(&shape.fields) {
                misfits(value, &field.of, &format!("{way}.{}", field.name), found);
            }
            true
        }
        (Value::List(items), Type::List(of)) => {
            items.iter().for_each(|item| misfits(item, of, &format!("{way}[]"), found));
            true
        }
        (Value::Map(entries), Type::Map(of)) => {
            entries.iter().for_each(|(name, value)| misfits(value, of, &format!("{way}.{name}"), found));
            true
        }
        (Value::Text(text), Type::Words(words)) => words.contains(&text.as_ref()),
        (Value::Text(_), Type::Text | Type::Quarter)
        | (Value::Int(_), Type::Int | Type::Number)
        | (Value::Bool(_), Type::Bool)
        | (Value::Number(_), Type::Number)
        | (Value::Date(_), Type::Date) => true,
        _ => false,
    };
    if !fits {
        found.push(format!("{way}: {value:?} is not {}", of.words()));
    }
}

/// Names that stand twice in a record, or in one of its parts.
fn doubles(shape: &Shape, way: &str, found: &mut Vec<String>) {
    for (index, field) in shape.fields.iter().enumerate() {
        if shape.fields[..index].iter().any(|other| other.name == field.name) {
            found.push(format!("{way}.{}", field.name));
        }
        let inner = match &field.of {
            Type::List(of) | Type::Map(of) => of.as_ref(),
            other => other,
        };
        if let Type::Record(shape) = inner {
            doubles(shape, &format!("{way}.{}", field.name), found);
        }
    }
}

#[test]
fn no_fact_has_the_name_of_a_field() {
    let mut found = Vec::new();
    doubles(partner_type(), "partner", &mut found);
    doubles(portfolio_type(), "portfolio", &mut found);
    assert_eq!(found, [""; 0]);
}

#[test]
fn values_are_what_their_types_say() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio");
    let mut loaded = load(&Folder::open(&root).unwrap_or_else(|error| panic!("{error}")));
    let as_of = loaded.portfolio.settings.as_of.unwrap_or_else(|| panic!("the sample has a day"));
    see_as_of(&mut loaded.portfolio, as_of);
    let nobody = Standing::default();
    let history = History::default();
    let known = |partner| Known {
        portfolio: &loaded.portfolio,
        playbook: &loaded.playbook,
        partner,
        id: "",
        gates: &[],
        agreement: None,
        waived: WaiverUse::default(),
        history: &history,
        standing: &nobody,
        as_of,
    };
    let mut found = Vec::new();
    let mut summaries = Vec::new();
    for partner in loaded.portfolio.partners.values() {
        let value = partner_value(partner, &known(Some(partner)));
        misfits(&value, &Type::Record(partner_type().clone()), &partner.id, &mut found);
        summaries.push(summary(&value));
    }
    let whole = portfolio_value(&loaded.portfolio, &loaded.playbook, summaries, &[], &known(None));
    misfits(&whole, &Type::Record(portfolio_type().clone()), "portfolio", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
