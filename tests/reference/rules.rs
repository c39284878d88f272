//! `docs/rules.md` is made from `rules.md` beside this file, which holds its prose, and from the code: the fields of a
//! rule, the scopes, the facts, the functions, the built-in rules, the practices.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use quarterdeck::check::scope::{SCOPES, home};
use quarterdeck::check::valid::names;
use quarterdeck::expression::functions::FUNCTIONS;
use quarterdeck::expression::{Bindings, Names, Template, lower, show};
use quarterdeck::finding::Severity;
use quarterdeck::playbook::Playbook;
use quarterdeck::playbook::practices::practices;
use quarterdeck::playbook::rule::{Rule, Scope, built_in};
use quarterdeck::playbook::shape::Profile;
use quarterdeck::record::describe::Shape;
use quarterdeck::record::{Type, Value, to_value};

use super::source::{Shape as Source, Type as SourceType, types};
use super::{anchor, anchors_lead, held, in_cell, read, root};

/// What to write for each field of a rule's front matter; what it means is the comment in the code.
const FRONT: &[(&str, &str)] = &[
    ("title", "text"),
    ("practices", "list of practices, like `[P65]`"),
    ("severity", "`error`, `warning` or `info`"),
    ("scope", "one of the [scopes](#scopes)"),
    ("starter", "`true` or `false`"),
    (
        "artefact",
        "an artefact of the [matrix](guide.md#the-matrix-what-a-tier-must-show), like `exit-outline`",
    ),
    ("parameters", "for each name: a [parameter](#parameters)"),
    ("each", "a list and a name, like `partner.gates as gate`"),
    ("when", "a [condition](#conditions)"),
    ("require", "a [condition](#conditions)"),
    ("at", "a written field, like `commitment.due`"),
    ("message", "text with [values in braces](#messages)"),
    ("help", "text with [values in braces](#messages)"),
    ("asked_by", "a route in `playbook.yaml`, with values in braces"),
    ("since", "a date like 2026-11-21"),
    ("waivable", "`true` or `false`"),
    ("pages", "list of `overview`, `partner`, `initiative`"),
];

/// What to write for each field of a parameter.
const PARAMETER: &[(&str, &str)] =
    &[("default", "a number, a word, a list of words"), ("unit", "a word, like `days`"), ("meaning", "text")];

/// The file in which the subjects of a scope stand, by the first step of the way to them.
const FILES: &[(&str, &str)] = &[
    ("programme", "programme.yaml"),
    ("people", "people.yaml"),
    ("metrics", "playbook.yaml"),
    ("practices", "playbook.yaml"),
    ("waivers", "waivers.yaml"),
    ("proposition", "proposition.md"),
    ("plan", "plan.md"),
    ("initiatives", "initiatives/<id>.md"),
    ("stakeholders", "stakeholders.yaml"),
    ("pairings", "stakeholders.yaml"),
    ("bodies", "governance.yaml"),
    ("raci", "governance.yaml"),
    ("agreements", "agreements.yaml"),
    ("expectations", "partner.yaml"),
    ("showstoppers", "showstoppers.yaml"),
    ("commitments", "commitments.yaml"),
    ("decisions", "decisions.yaml"),
    ("risks", "risks.yaml"),
    ("issues", "issues.yaml"),
    ("meetings", "meetings/<id>.md"),
    ("reviews", "reviews/<quarter>.md"),
    ("observations", "observations.csv"),
    ("surveys", "surveys.yaml"),
    ("assessments", "assessments.yaml"),
    ("exit", "exit.yaml"),
    ("log", "log.yaml"),
];

fn template() -> String {
    read(&root().join("tests/reference/rules.md"))
}

/// The types of `src/playbook/rule.rs`, with their comments.
fn sources() -> Vec<SourceType> {
    types("rule", &read(&root().join("src/playbook/rule.rs")), false)
}

/// The table of a record's fields: their comments from the code, what to write from the list above.
fn fields(of: &str, written: &[(&str, &str)]) -> String {
    let sources = sources();
    let found = sources.iter().find(|one| one.name == of).unwrap_or_else(|| panic!("there is no `{of}`"));
    let Source::Fields { fields, .. } = &found.shape else { panic!("`{of}` has no fields") };
    let known: Vec<&str> = written.iter().map(|(name, _)| *name).collect();
    let there: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(known, there, "the fields of `{of}` are not those that this test knows");
    let mut table = "| Field | What to write | Required | Meaning |\n|---|---|---|---|\n".to_owned();
    for (field, (_, what)) in fields.iter().zip(written) {
        let optional = field.of.starts_with("Option<") || field.default != super::source::Default::None;
        let required = if optional { "no" } else { "yes" };
        writeln!(table, "| `{}` | {} | {required} | {} |", field.name, in_cell(what), in_cell(&field.doc))
            .unwrap();
    }
    table
}

/// The word of a scope.
fn word(scope: Scope) -> String {
    show(&to_value(&scope))
}

/// What a scope looks at, from the comment in the code.
fn looks_at(scope: Scope) -> String {
    let sources = sources();
    let found = sources.iter().find(|one| one.name == "Scope").unwrap();
    let Source::Words(words) = &found.shape else { panic!("scopes are words") };
    let doc = &words.iter().find(|one| one.name == word(scope)).unwrap().doc;
    doc.trim_end_matches('.').to_owned()
}

fn record(of: &Type) -> Option<&Arc<Shape>> {
    match of {
        Type::Record(shape) => Some(shape),
        _ => None,
    }
}

/// The file of a scope, as a link into the reference of records.
fn file(scope: Scope) -> String {
    let home = home(scope);
    let file = match home.path.first() {
        Some(first) => FILES.iter().find(|(step, _)| step == first).map(|(_, file)| *file),
        None if home.of_partner => Some("partner.yaml"),
        None => Some("quarterdeck.yaml"),
    };
    let file = file.unwrap_or_else(|| panic!("where do the subjects of `{}` stand?", word(scope)));
    format!("[`{file}`](records.md#{})", anchor(&format!("`{file}`")))
}

/// How the subjects of a scope are addressed.
fn address(scope: Scope) -> String {
    let home = home(scope);
    let names = names(scope);
    let subject = record(&names[0].1);
    let mut parts = Vec::new();
    if home.of_partner {
        parts.push("acme".to_owned());
    } else if home.section.is_empty() {
        parts.push("portfolio".to_owned());
    }
    if !home.section.is_empty() {
        parts.push(home.section.to_owned());
    }
    let single = matches!(
        scope,
        Scope::Programme | Scope::Proposition | Scope::Plan | Scope::Assessment | Scope::Exit
    );
    if !home.path.is_empty() && !single {
        let has = |name: &str| subject.is_some_and(|shape| shape.field(name).is_some());
        parts.push(match (has(home.id), has("on")) {
            (true, true) if home.path[0] == "log" && home.id != "on" => format!("<{} or on>", home.id),
            (true, _) => format!("<{}>", home.id),
            (false, true) => "<on>".to_owned(),
            (false, false) => "<number>".to_owned(),
        });
    }
    format!("`{}`", parts.join("/"))
}

fn scopes() -> String {
    let mut table =
        "| Scope | Looks at each | Its name | Names besides | Stands in | Address |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for &scope in SCOPES {
        let names = names(scope);
        let besides: Vec<String> = names[1..].iter().map(|(name, _)| format!("`{name}`")).collect();
        let word = word(scope);
        writeln!(
            table,
            "| [`{word}`](#{}) | {} | `{}` | {} | {} | {} |",
            anchor(&format!("In scope `{word}`")),
            in_cell(&looks_at(scope)),
            names[0].0,
            besides.join(", "),
            file(scope),
            address(scope)
        )
        .unwrap();
    }
    table
}

/// A type, with a link where it is a group of fields.
fn kind(of: &Type) -> String {
    match of {
        Type::Any => "any value".to_owned(),
        Type::Bool => "true or false".to_owned(),
        Type::Int => "whole number".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Words(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            format!("`{}`", words.join(" | "))
        }
        Type::Date => "date".to_owned(),
        Type::Quarter => "quarter".to_owned(),
        Type::List(of) => format!("list of {}", kind(of)),
        Type::Record(shape) => format!("[{0}](#{1})", shape.name, anchor(&shape.name)),
        Type::Map(of) if **of == Type::Any => "fields of your own".to_owned(),
        Type::Map(of) => format!("for each name: {}", kind(of)),
    }
}

/// Items in a row, over as many lines as they need.
fn folded(start: &str, items: &[String]) -> String {
    let mut text = start.to_owned();
    let mut width = start.chars().count();
    for (index, item) in items.iter().enumerate() {
        let piece = if index + 1 < items.len() { format!("{item} ·") } else { item.clone() };
        let length = piece.chars().count() + 1;
        if index > 0 && width + length > 115 {
            text.push('\n');
            width = 0;
        } else if index > 0 {
            text.push(' ');
        }
        text.push_str(&piece);
        width += length;
    }
    text
}

/// What a record holds: what is written in one paragraph, what is computed in a table.
fn contents(shape: &Shape, text: &mut String) {
    let written: Vec<String> = shape
        .fields
        .iter()
        .filter(|field| field.computed.is_none())
        .map(|field| format!("`{}` {}", field.name, kind(&field.of)))
        .collect();
    if !written.is_empty() {
        writeln!(text, "{}.\n", folded("Written: ", &written)).unwrap();
    }
    let facts = || shape.fields.iter().filter_map(|field| Some((field, field.computed?)));
    if facts().next().is_some() {
        text.push_str("| Fact | Type | Unit | What it says |\n|---|---|---|---|\n");
        for (field, computed) in facts() {
            let unit = if computed.unit.is_empty() { "–" } else { computed.unit };
            writeln!(
                text,
                "| `{}` | {} | {unit} | {} |",
                field.name,
                in_cell(&kind(&field.of)),
                in_cell(computed.about)
            )
            .unwrap();
        }
        text.push('\n');
    }
}

/// All groups of fields that a type leads to, by name; those that are subjects of a scope as well.
fn groups(of: &Type, found: &mut BTreeMap<String, Arc<Shape>>) {
    match of {
        Type::List(of) | Type::Map(of) => groups(of, found),
        Type::Record(shape) => {
            match found.get(&shape.name) {
                Some(known) => {
                    assert_eq!(known, shape, "two groups of fields are called `{}`", shape.name);
                    return;
                }
                None => drop(found.insert(shape.name.clone(), shape.clone())),
            }
            shape.fields.iter().for_each(|field| groups(&field.of, found));
        }
        _ => {}
    }
}

/// The names of all scopes: each subject once, under its scope; every other group of fields below.
fn vocabulary() -> String {
    let mut text = String::new();
    let mut all = BTreeMap::new();
    let mut subjects: BTreeMap<String, &str> = BTreeMap::new();
    for &scope in SCOPES {
        let names = names(scope);
        let (variable, of) = &names[0];
        let shape = record(of).unwrap_or_else(|| panic!("`{}` is no record", word(scope)));
        groups(of, &mut all);
        writeln!(text, "### In scope `{}`\n", word(scope)).unwrap();
        let others: Vec<String> = names[1..].iter().map(|(name, _)| format!("`{name}`")).collect();
        writeln!(
            text,
            "{}. The subject is `{variable}`; besides it {}.\n",
            looks_at(scope),
            others.join(", ")
        )
        .unwrap();
        if let Some(first) = subjects.get(&shape.name) {
            writeln!(text, "Holds what [{first}](#{}) holds.\n", anchor(first)).unwrap();
            continue;
        }
        writeln!(text, "#### {}\n", shape.name).unwrap();
        contents(shape, &mut text);
        subjects.insert(shape.name.clone(), variable);
    }
    text.push_str("### Groups of fields\n\nWhat stands within the records above.\n\n");
    for (name, shape) in all.iter().filter(|(name, _)| !subjects.contains_key(*name)) {
        writeln!(text, "#### {name}\n").unwrap();
        contents(shape, &mut text);
    }
    text
}

fn functions() -> String {
    let mut table = "| Function | Gives | What it does |\n|---|---|---|\n".to_owned();
    for function in FUNCTIONS {
        let takes: Vec<&str> = function.takes.iter().map(|takes| takes.words()).collect();
        let given: Vec<Type> = function.takes.iter().map(|_| Type::Any).collect();
        let gives = match (function.gives)(&given) {
            Type::Any if function.name == "abs" => "number".to_owned(),
            Type::Any if function.name == "unique" => "list".to_owned(),
            Type::Any => "an item of the list".to_owned(),
            of => kind(&of),
        };
        writeln!(
            table,
            "| `{}({})` | {gives} | {} |",
            function.name,
            takes.join(", "),
            in_cell(function.about)
        )
        .unwrap();
    }
    table
}

fn in_profile(profile: Profile) -> usize {
    built_in().iter().filter(|rule| rule.is_in(profile)).count()
}

/// How serious a rule is: its own word, or the matrix's.
fn severity(rule: &Rule) -> String {
    match rule.front.artefact {
        Some(_) => "by the matrix".to_owned(),
        None => rule.front.severity.word().to_owned(),
    }
}

fn parameters(rule: &Rule) -> String {
    let said = rule.front.parameters.iter().map(|(name, parameter)| {
        let unit = parameter.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("`{name}` = {}{unit}", show(&to_value(&parameter.default)))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { "–".to_owned() } else { said.join("; ") }
}

fn all_rules() -> String {
    let mut text = String::new();
    for &scope in SCOPES {
        let of: Vec<&Rule> = built_in().iter().filter(|rule| rule.front.scope == scope).collect();
        if of.is_empty() {
            continue;
        }
        writeln!(text, "### Rules about `{}`\n", word(scope)).unwrap();
        text.push_str("| Rule | Severity | What it asks | Practices | Parameters |\n|---|---|---|---|---|\n");
        for rule in of {
            let name = &rule.name;
            let starter = if rule.front.starter { " ★" } else { "" };
            let practices: Vec<&str> = rule.front.practices.iter().map(|one| one.0.as_str()).collect();
            writeln!(
                text,
                "| [`{name}`](../src/playbook/rules/{name}.md){starter} | {} | {} | {} | {} |",
                severity(rule),
                in_cell(&rule.front.title),
                if practices.is_empty() { "–".to_owned() } else { practices.join(", ") },
                in_cell(&parameters(rule))
            )
            .unwrap();
        }
        text.push('\n');
    }
    text
}

fn all_practices() -> String {
    let mut table = "| Practice | What it asks | Held by |\n|---|---|---|\n".to_owned();
    for practice in practices() {
        let rules: Vec<String> = built_in()
            .iter()
            .filter(|rule| rule.front.practices.contains(&practice.id))
            .map(|rule| format!("`{}`", rule.name))
            .collect();
        let held = match &practice.unchecked {
            Some(why) => format!("No rule. {why}"),
            None => rules.join(", "),
        };
        writeln!(
            table,
            "| {} {} | {} | {} |",
            practice.id.0,
            in_cell(&practice.title),
            in_cell(&practice.asks),
            in_cell(&held)
        )
        .unwrap();
    }
    table
}

/// The tiers' rhythm and the matrix, as they hold where a playbook says nothing.
fn not_waivable() -> String {
    let names: Vec<String> = built_in()
        .iter()
        .filter(|rule| rule.front.waivable == Some(false))
        .map(|rule| format!("`{}`", rule.name))
        .collect();
    names.join(", ")
}

fn page() -> String {
    let template = template();
    let unchecked = practices().iter().filter(|practice| practice.unchecked.is_some()).count();
    let count = |severity: Severity| {
        built_in().iter().filter(|rule| rule.front.severity == severity).count().to_string()
    };
    let filled: [(&str, String); 18] = [
        ("front", fields("RuleFront", FRONT)),
        ("parameter", fields("Parameter", PARAMETER)),
        ("scopes", scopes()),
        ("functions", functions()),
        ("vocabulary", vocabulary()),
        ("rules", all_rules()),
        ("practices", all_practices()),
        ("not waivable", not_waivable()),
        ("count", built_in().len().to_string()),
        ("starter", in_profile(Profile::Starter).to_string()),
        ("standard", in_profile(Profile::Standard).to_string()),
        ("strict", in_profile(Profile::Strict).to_string()),
        ("errors", count(Severity::Error)),
        ("warnings", count(Severity::Warning)),
        ("infos", count(Severity::Info)),
        ("practice count", practices().len().to_string()),
        ("held", (practices().len() - unchecked).to_string()),
        ("unchecked", unchecked.to_string()),
    ];
    let mut page = template;
    for (name, text) in filled {
        let mark = format!("<<{name}>>");
        assert!(page.contains(&mark), "rules.md has no place for {mark}");
        page = page.replace(&mark, text.trim_end());
    }
    assert!(!page.contains("<<"), "rules.md names a place that nobody fills");
    page
}

#[test]
fn the_page_says_what_the_code_says() {
    held("docs/rules.md", &page());
}

#[test]
fn anchors_lead_to_one_place_each() {
    anchors_lead(&page());
}

/// The lines of all blocks with a word behind the fence, each with the words that follow it there.
fn blocks(info: &str) -> Vec<(String, String)> {
    let template = template();
    let mut found = Vec::new();
    let mut open: Option<&str> = None;
    for line in template.lines() {
        match (open, line.strip_prefix("```")) {
            (None, Some(said)) => open = Some(said),
            (Some(_), Some(_)) => open = None,
            (Some(said), None) if said.split(' ').next() == Some(info) && !line.trim().is_empty() => {
                let rest = said.split_once(' ').map_or("", |(_, rest)| rest);
                found.push((rest.to_owned(), line.to_owned()));
            }
            _ => {}
        }
    }
    found
}

fn names_of(scope: &str) -> Names {
    let scope =
        SCOPES.iter().find(|one| word(**one) == scope).unwrap_or_else(|| panic!("no scope `{scope}`"));
    names(*scope).into_iter().fold(Names::default(), |names, (name, of)| names.with(name, of))
}

/// A page that shows a condition which is refused teaches the wrong thing.
#[test]
fn conditions_that_the_page_shows_are_accepted() {
    let shown = blocks("cel");
    assert!(shown.len() >= 10, "only {} conditions are shown", shown.len());
    for (scope, text) in shown {
        if let Err(faults) = lower(&text, &names_of(&scope)) {
            panic!("{scope}: `{text}`: {faults:?}");
        }
    }
    for (scope, text) in blocks("message") {
        if let Err(faults) = Template::parse(&text, &names_of(&scope)) {
            panic!("{scope}: `{text}`: {faults:?}");
        }
    }
}

/// What the page says of missing values: each condition, asked of a record in which nothing is written.
#[test]
fn what_is_missing_gives_what_the_page_says() {
    let shown = blocks("missing");
    assert!(shown.len() >= 10, "only {} conditions are shown", shown.len());
    for (scope, line) in shown {
        let (text, expected) = line.split_once(" → ").unwrap_or_else(|| panic!("no → in `{line}`"));
        let scope_names = names_of(&scope);
        let expression =
            lower(text.trim(), &scope_names).unwrap_or_else(|faults| panic!("`{text}`: {faults:?}"));
        let nothing = |of: &Type| match of {
            Type::Record(shape) => Value::Record(vec![Value::Nothing; shape.fields.len()]),
            Type::Date => Value::Date("2026-10-16".parse().unwrap()),
            _ => Value::Nothing,
        };
        let values: Vec<Value> = scope_names.iter().map(|(_, _, of)| nothing(of)).collect();
        let mut bindings = Bindings::new(values.iter().map(Cow::Borrowed).collect());
        let given = match &*expression.evaluate(&mut bindings) {
            Value::Nothing => "nothing".to_owned(),
            Value::Bool(value) => value.to_string(),
            other => show(other),
        };
        assert_eq!(given, expected.trim(), "{text}");
    }
}

/// The loops that the page names are those that there are.
#[test]
fn loops_that_the_page_names_exist() {
    let names = names_of("partner");
    for name in ["all", "exists", "exists_one", "filter", "map"] {
        assert!(template().contains(&format!("| `list.{name}(")), "rules.md does not explain `{name}`");
        let condition = format!("size([1].map(one, partner.commitments.{name}(each, each.open))) == 1");
        assert!(lower(&condition, &names).is_ok(), "there is no loop `{name}`");
    }
}

/// The playbook that holds where nothing is written is the starter's, as the page says.
#[test]
fn without_a_word_the_profile_is_starter() {
    assert_eq!(Playbook::default().profile, Profile::Starter);
}
