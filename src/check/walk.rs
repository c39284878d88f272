//! Walks the records as conditions see them: to each subject of a scope, and to each item of a list, with the way there.
//! Judges nothing.

use super::scope::Home;
use super::valid::EachList;
use crate::record::describe::Shape;
use crate::record::{Step, Type, Value};

/// A subject: its value, the way to it, and what holds it.
pub(super) struct Subject<'v> {
    pub(super) value: &'v Value,
    pub(super) steps: Vec<Step>,
    pub(super) parent: Option<&'v Value>,
}

/// The way to something: from the partner, or from the portfolio.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) of_portfolio: bool,
    pub(super) steps: Vec<Step>,
}

/// The first so many fields of a way, with the items that follow them.
pub(super) fn prefix(steps: &[Step], fields: usize) -> Vec<Step> {
    let mut seen = 0;
    let taken = steps.iter().take_while(|step| {
        seen += usize::from(matches!(step, Step::Field(_)));
        seen <= fields
    });
    taken.cloned().collect()
}

/// All subjects of a home, with the way to each.
pub(super) fn subjects<'v>(root: &'v Value, shape: &Shape, home: &Home) -> Vec<Subject<'v>> {
    let mut found = Vec::new();
    let at = Subject { value: root, steps: Vec::new(), parent: None };
    descend(at, shape, home, 0, &mut found);
    found
}

pub(super) fn descend<'v>(
    at: Subject<'v>,
    shape: &Shape,
    home: &Home,
    depth: usize,
    found: &mut Vec<Subject<'v>>,
) {
    let Some(name) = home.path.get(depth) else {
        found.push(at);
        return;
    };
    let parent = if home.parent.is_some_and(|(_, steps)| steps.min(home.path.len() - 1) == depth) {
        Some(at.value)
    } else {
        at.parent
    };
    let Some((index, field)) = shape.field(name) else { return };
    let Value::Record(fields) = at.value else { return };
    let mut steps = at.steps;
    steps.push(Step::field(*name));
    match (fields.get(index), &field.of) {
        (Some(Value::List(items)), Type::List(of)) => {
            let Type::Record(inner) = of.as_ref() else { return };
            for (index, value) in items.iter().enumerate() {
                let mut steps = steps.clone();
                steps.push(Step::Index(index));
                descend(Subject { value, steps, parent }, inner, home, depth + 1, found);
            }
        }
        (Some(value @ Value::Record(_)), Type::Record(inner)) => {
            descend(Subject { value, steps, parent }, inner, home, depth + 1, found);
        }
        _ => {}
    }
}

/// All items of the list that a rule goes through, with the way to each.
pub(super) fn gather<'v>(root: &'v Value, list: &EachList, way: Way, found: &mut Vec<(&'v Value, Way)>) {
    let mut here: Vec<(&Value, Way)> = vec![(root, way)];
    if let (true, Value::List(items)) = (list.path.is_empty(), root) {
        // A list that is a parameter.
        here = items.iter().map(|item| (item, here[0].1.clone())).collect();
    }
    for (name, index) in &list.path {
        let mut next = Vec::new();
        for (value, mut way) in here {
            let Value::Record(fields) = value else { continue };
            way.steps.push(Step::field(name.as_str()));
            match fields.get(*index) {
                Some(Value::List(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        let mut way = way.clone();
                        way.steps.push(Step::Index(index));
                        next.push((item, way));
                    }
                }
                Some(value) => next.push((value, way)),
                None => {}
            }
        }
        here = next;
    }
    found.extend(here);
}

/// The full address of a subject, like `acme/commitments/c-014`.
pub(super) fn address(partner: &str, home: &Home, root: &Shape, subject: &Subject<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !partner.is_empty() {
        parts.push(partner.to_owned());
    }
    if home.section.is_empty() && partner.is_empty() {
        parts.push("portfolio".to_owned());
    }
    if !home.section.is_empty() {
        parts.push(home.section.to_owned());
    }
    let last =
        subject.steps.iter().rev().find_map(|step| if let Step::Index(at) = step { Some(*at) } else { None });
    if let Some(at) = last {
        let id = inner(root, home).and_then(|shape| {
            let field = |name: &str| {
                let (index, _) = shape.field(name)?;
                let Value::Record(fields) = subject.value else { return None };
                fields.get(index).filter(|value| value.given()).map(crate::expression::show)
            };
            // An entry of the log need not have an id; its day stands for it.
            field(home.id).or_else(|| field("on"))
        });
        parts.push(id.unwrap_or_else(|| (at + 1).to_string()));
    }
    parts.join("/")
}

/// The shape of a home's subjects.
pub(super) fn inner<'s>(root: &'s Shape, home: &Home) -> Option<&'s Shape> {
    let mut shape = root;
    for name in home.path {
        shape = match &shape.field(name)?.1.of {
            Type::Record(shape) => shape,
            Type::List(item) => match item.as_ref() {
                Type::Record(shape) => shape,
                _ => return None,
            },
            _ => return None,
        };
    }
    Some(shape)
}
