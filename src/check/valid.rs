//! From a rule as it is written to one that can judge: every expression is checked against the types of its subject,
//! so that no field, fact or parameter that does not exist is met when it runs.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::scope::{Home, home};
use super::subjects::{partner_type, portfolio_beside_partner, portfolio_type};
use crate::expression::{Expression, Fault, Names, Template, lower};
use crate::finding::{Finding, READING};
use crate::playbook::Playbook;
use crate::playbook::rule::{Rule, Scope, built_in};
use crate::record::nearest::nearest;
use crate::record::{Locator, Root, Step, Type, Value, to_value};
use crate::source::{Place, Sources};

/// Names that are no rule's: what is found about rules themselves, and words of the command line.
pub const ENGINE: &[&str] = &[
    "bad-parameter",
    "bad-waiver",
    "broken-rule",
    "duplicate-rule",
    "missing-section",
    "records",
    "rules",
    "stale-baseline-entry",
    "unknown-parameter",
    "unknown-rule",
];

/// A rule that can judge.
#[derive(Debug)]
pub struct ValidRule<'a> {
    /// The rule as it is written.
    pub rule: &'a Rule,
    /// Where its subjects stand.
    pub home: Home,
    /// The names that its expressions use, by slot.
    pub slots: Slots,
    /// Its parameters: name, type and value unless the playbook says otherwise.
    pub parameters: Vec<(&'a str, Type, Value)>,
    /// The list that it goes through.
    pub each: Option<EachList>,
    /// When it applies.
    pub when: Option<Expression>,
    /// What must hold.
    pub require: Expression,
    /// Where it points: the slot of a name, and the steps below it.
    pub at: (usize, Vec<Step>),
    /// What it says.
    pub message: Template,
    /// What to do.
    pub help: Option<Template>,
    /// What in the playbook asks for it.
    pub asked_by: Option<Template>,
    /// The parameters that `when` and `require` read, by their index.
    pub thresholds: Vec<usize>,
}

/// Which value goes into which slot.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slots {
    /// The partner, where it is not the subject itself.
    pub partner: Option<usize>,
    /// The record that holds the subject.
    pub parent: Option<usize>,
    /// The portfolio, where it is not the subject itself.
    pub portfolio: Option<usize>,
    /// The day.
    pub today: usize,
    /// The first parameter.
    pub parameters: usize,
    /// What the matrix asks: days, then a count.
    pub matrix: Option<usize>,
    /// The item of the list.
    pub each: Option<usize>,
}

impl Slots {
    /// Whether a slot holds a record of some file: not the day, not a parameter.
    fn is_record(self, slot: usize) -> bool {
        slot < self.today || Some(slot) == self.each
    }
}

/// A list that a rule goes through.
#[derive(Debug, Clone)]
pub struct EachList {
    /// The slot of the name with which the way begins.
    pub slot: usize,
    /// The fields on the way, with their indexes; through lists, item by item.
    pub path: Vec<(String, usize)>,
}

/// The types of a rule's subject.
struct Subject {
    of: Type,
    parent: Option<(&'static str, Type)>,
}

/// Makes a rule valid; what is wrong with it goes to `findings`.
pub fn valid<'a>(rule: &'a Rule, sources: &Sources, findings: &mut Vec<Finding>) -> Option<ValidRule<'a>> {
    let mut making = Making { rule, locator: Locator::new(sources), sources, findings: Vec::new() };
    let made = making.make();
    let broken = !making.findings.is_empty();
    findings.append(&mut making.findings);
    made.filter(|_| !broken)
}

struct Making<'a, 's> {
    rule: &'a Rule,
    locator: Locator<'s>,
    sources: &'s Sources,
    findings: Vec<Finding>,
}

impl<'a> Making<'a, '_> {
    fn make(&mut self) -> Option<ValidRule<'a>> {
        let front = &self.rule.front;
        let home = home(front.scope);
        let subject = subject(front.scope);
        let mut slots = Slots::default();
        let mut names = Names::default().with(home.variable, subject.of);
        let mut next = 1;
        let mut slot = || {
            next += 1;
            next - 1
        };
        if home.of_partner && front.scope != Scope::Partner {
            names = names.with("partner", Type::Record(partner_type().clone()));
            slots.partner = Some(slot());
        }
        if let Some((name, of)) = subject.parent {
            names = names.with(name, of);
            slots.parent = Some(slot());
        }
        if front.scope != Scope::Portfolio {
            let portfolio = if home.of_partner { portfolio_beside_partner() } else { portfolio_type() };
            names = names.with("portfolio", Type::Record(portfolio.clone()));
            slots.portfolio = Some(slot());
        }
        names = names.with("today", Type::Date);
        slots.today = slot();
        slots.parameters = slots.today + 1;
        let mut parameters = Vec::new();
        for (name, parameter) in &front.parameters {
            let steps = [Step::field("parameters"), Step::field(name.as_str())];
            if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                let message = format!(
                    "a parameter is called in small letters and `_`, so that conditions can use it; `{name}` is not"
                );
                self.fault(&steps, message, None);
            }
            if names.get(name).is_some() {
                let message =
                    format!("a parameter cannot be called `{name}`: the records have this name already");
                self.fault(&[Step::field("parameters"), Step::field(name.as_str())], message, None);
            }
            let value = parameter_value(&parameter.default);
            let of = type_of(&value);
            if let (Value::List(items), Type::List(item)) = (&value, &of)
                && items.iter().any(|one| type_of(one) != **item)
            {
                self.fault(
                    &steps,
                    format!("the items of `{name}` are not all of one type"),
                    Some("put quotes around texts"),
                );
            }
            names = names.with(name.as_str(), of.clone());
            slot();
            parameters.push((name.as_str(), of, value));
        }
        if front.artefact.is_some() {
            names = names.with("within_days", Type::Int).with("at_least", Type::Int);
            slots.matrix = Some(slot());
            slot();
        }
        let mut each = None;
        if let Some(list) = &front.each {
            let found = self.each_list(&list.list, &names);
            if names.get(&list.name).is_some() {
                let message =
                    format!("the items cannot be called `{}`: the rule has this name already", list.name);
                self.fault(&[Step::field("each")], message, None);
            }
            if let Some((list, of)) = found {
                names = names.with(front.each.as_ref().map_or("", |each| &each.name), of);
                slots.each = Some(slot());
                each = Some(list);
            }
            // Without its list, everything that the rule says about an item would be a fault of its own.
            each.as_ref()?;
        }
        let when = front.when.as_ref().and_then(|text| self.condition("when", text, &names));
        let require = self.condition("require", &front.require, &names);
        if front.message.trim().is_empty() {
            self.fault(
                &[Step::field("message")],
                "this message says nothing".into(),
                Some("say what is wrong, in a line"),
            );
        }
        let message = self.template("message", &front.message, &names);
        let help = front.help.as_ref().and_then(|text| self.template("help", text, &names));
        let asked_by = front.asked_by.as_ref().and_then(|text| self.template("asked_by", text, &names));
        let at = front.at.as_ref().and_then(|text| self.target(text, &names, slots));
        let require = require?;
        let thresholds = (0..parameters.len()).filter(|index| {
            let reads = require.reads.iter().chain(when.iter().flat_map(|when| &when.reads));
            reads.into_iter().any(|read| read.slot == slots.parameters + index)
        });
        let thresholds = thresholds.collect();
        let at = at.unwrap_or_else(|| last_read(&require, slots));
        Some(ValidRule {
            rule: self.rule,
            home,
            slots,
            parameters,
            each,
            when,
            at,
            require,
            message: message?,
            help,
            asked_by,
            thresholds,
        })
    }

    fn condition(&mut self, field: &str, text: &str, names: &Names) -> Option<Expression> {
        match lower(text, names) {
            Ok(expression) if matches!(expression.of, Type::Bool | Type::Any) => Some(expression),
            Ok(expression) => {
                let message = format!("`{field}` is a condition; this gives {}", expression.of.words());
                self.fault(
                    &[Step::field(field)],
                    message,
                    Some("compare it with something, or write `given(…)`"),
                );
                None
            }
            Err(faults) => {
                self.faults(field, text, faults);
                None
            }
        }
    }

    fn template(&mut self, field: &str, text: &str, names: &Names) -> Option<Template> {
        match Template::parse(text, names) {
            Ok(template) => Some(template),
            Err(faults) => {
                self.faults(field, text, faults);
                None
            }
        }
    }

    /// Where the rule points.
    fn target(&mut self, text: &str, names: &Names, slots: Slots) -> Option<(usize, Vec<Step>)> {
        match lower(text, names) {
            Ok(expression) => match expression.route() {
                Some(read) if !read.computed && slots.is_record(read.slot) => {
                    Some((read.slot, read.steps.clone()))
                }
                _ => {
                    let help = "write it like `commitment.due`; what is computed stands nowhere";
                    self.fault(&[Step::field("at")], format!("`{text}` is no field of a record"), Some(help));
                    None
                }
            },
            Err(faults) => {
                self.faults("at", text, faults);
                None
            }
        }
    }

    /// The list that the rule goes through, and the type of its items.
    fn each_list(&mut self, route: &str, names: &Names) -> Option<(EachList, Type)> {
        let mut parts = route.split('.');
        let first = parts.next().unwrap_or_default();
        let Some((slot, of)) = names.get(first) else {
            let near = nearest(first, names.iter().map(|(_, name, _)| name)).map(str::to_owned);
            self.fault(&[Step::field("each")], format!("there is no `{first}` here"), None);
            self.offer(near);
            return None;
        };
        let (mut of, mut path) = (of.clone(), Vec::new());
        for part in parts {
            let shape = match &of {
                Type::Record(shape) => shape.clone(),
                Type::List(item) => match item.as_ref() {
                    Type::Record(shape) => shape.clone(),
                    _ => return self.no_list(route),
                },
                _ => return self.no_list(route),
            };
            let Some((index, field)) = shape.field(part) else {
                let near =
                    nearest(part, shape.fields.iter().map(|field| field.name.as_str())).map(str::to_owned);
                self.fault(&[Step::field("each")], format!("{} has no field `{part}`", shape.name), None);
                self.offer(near);
                return None;
            };
            of = field.of.clone();
            path.push((part.to_owned(), index));
        }
        match of {
            Type::List(item) => Some((EachList { slot, path }, *item)),
            _ => self.no_list(route),
        }
    }

    fn no_list(&mut self, route: &str) -> Option<(EachList, Type)> {
        let help = "name a list, like `partner.gates as gate`";
        self.fault(&[Step::field("each")], format!("`{route}` is not a list of records"), Some(help));
        None
    }

    fn offer(&mut self, near: Option<String>) {
        if let (Some(near), Some(last)) = (near, self.findings.last_mut()) {
            last.label = Some(format!("did you mean `{near}`?"));
        }
    }

    fn place(&mut self, steps: &[Step]) -> Place {
        match self.rule.file {
            Some(file) => self.locator.locate(&Root::File(file), steps),
            // A built-in rule stands in no file of the portfolio; a test holds that none is broken.
            None => self
                .sources
                .iter()
                .next()
                .map_or_else(Place::nowhere, |(file, _)| Place { file, range: 0..0 }),
        }
    }

    fn fault(&mut self, steps: &[Step], message: String, help: Option<&str>) {
        let place = self.place(steps);
        let finding =
            Finding::error("broken-rule", place, message).field(crate::record::locate::route(steps));
        self.findings.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    /// Faults of an expression, each at its characters where those stand in the file as they are.
    fn faults(&mut self, field: &str, text: &str, faults: Vec<Fault>) {
        let whole = self.place(&[Step::field(field)]);
        let written = self.rule.file.map(|file| self.sources.get(file).text()).unwrap_or_default();
        // Quotes and folded lines move characters: look for the expression as it is, within its value.
        let value = written.get(whole.range.clone()).unwrap_or_default();
        let base = value.find(text).map(|at| whole.range.start + at);
        for fault in faults {
            let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
            let place = match base {
                Some(base) => Place {
                    file: whole.file,
                    range: base + byte(fault.range.start)..base + byte(fault.range.end),
                },
                None => whole.clone(),
            };
            let mut finding = Finding::error("broken-rule", place, fault.message).field(field);
            if let Some(near) = fault.near {
                finding = finding.label(format!("did you mean `{near}`?"));
            }
            if let Some(help) = fault.help {
                finding = finding.help(help);
            }
            self.findings.push(finding);
        }
    }
}

/// Without `at`, a rule points at the last written field of its subject that `require` reads.
fn last_read(require: &Expression, slots: Slots) -> (usize, Vec<Step>) {
    let about = |slot: usize| slot == 0 || Some(slot) == slots.each;
    let written =
        require.reads.iter().rfind(|read| about(read.slot) && !read.computed && !read.steps.is_empty());
    match written {
        Some(read) => (read.slot, read.steps.clone()),
        None => (slots.each.unwrap_or(0), Vec::new()),
    }
}

fn subject(scope: Scope) -> Subject {
    let home = home(scope);
    let root = if home.of_partner { partner_type() } else { portfolio_type() };
    let walk = |steps: &[&str]| -> Type {
        let mut of = Type::Record(root.clone());
        for step in steps {
            let next = match &of {
                Type::Record(shape) => shape.field(step).map(|(_, field)| field.of.clone()),
                _ => None,
            };
            of = match next {
                Some(Type::List(item)) => *item,
                Some(other) => other,
                None => Type::Any,
            };
        }
        of
    };
    Subject {
        of: walk(home.path),
        parent: home.parent.map(|(name, steps)| (name, walk(&home.path[..steps.min(home.path.len() - 1)]))),
    }
}

/// The names that a rule of a scope may use, with what they stand for; without parameters and `each`.
pub fn names(scope: Scope) -> Vec<(&'static str, Type)> {
    let home = home(scope);
    let subject = subject(scope);
    let mut names = vec![(home.variable, subject.of)];
    if home.of_partner && scope != Scope::Partner {
        names.push(("partner", Type::Record(partner_type().clone())));
    }
    names.extend(subject.parent);
    if scope != Scope::Portfolio {
        let portfolio = if home.of_partner { portfolio_beside_partner() } else { portfolio_type() };
        names.push(("portfolio", Type::Record(portfolio.clone())));
    }
    names.push(("today", Type::Date));
    names
}

/// The value of a parameter: a text that is a date is one.
pub fn parameter_value(written: &serde_yaml::Value) -> Value {
    match to_value(written) {
        Value::Text(text) => match text.parse::<jiff::civil::Date>() {
            Ok(date) => Value::Date(date),
            Err(_) => Value::Text(text),
        },
        value => value,
    }
}

/// The type of a parameter, by its value.
pub fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Number(_) => Type::Number,
        Value::Text(_) => Type::Text,
        Value::Date(_) => Type::Date,
        Value::List(items) => Type::list(items.first().map(type_of).unwrap_or_default()),
        Value::Nothing | Value::Record(_) | Value::Map(_) => Type::Any,
    }
}

/// All rules that can judge: those of the program, made valid once, and the team's own.
#[derive(Debug)]
pub struct ValidRules<'a> {
    own: Vec<ValidRule<'a>>,
    /// What is wrong with the team's other rules.
    pub faults: Vec<Finding>,
}

impl<'a> ValidRules<'a> {
    /// Makes the rules of a playbook valid.
    pub fn new(playbook: &'a Playbook, sources: &Sources) -> Self {
        let (mut own, mut faults) = (Vec::new(), Vec::new());
        for rule in &playbook.own_rules {
            let taken = built_in().iter().any(|known| known.name == rule.name);
            let reserved = READING.contains(&rule.name.as_str()) || ENGINE.contains(&rule.name.as_str());
            if let Some(file) = rule.file.filter(|_| reserved) {
                faults.push(
                    Finding::of_file(
                        "duplicate-rule",
                        file,
                        format!("`{}` means something else to the program", rule.name),
                    )
                    .help("give the rule another name"),
                );
                continue;
            }
            match rule.file.filter(|_| taken) {
                Some(file) => faults.push(
                    Finding::of_file("duplicate-rule", file, format!("a rule `{}` comes with the program", rule.name))
                        .help("give yours another name; to set the built-in one otherwise, name it under `rules:` in playbook.yaml"),
                ),
                None => own.extend(valid(rule, sources, &mut faults)),
            }
        }
        Self { own, faults }
    }

    /// All of them, those of the program first, each lot by name.
    pub fn iter(&self) -> impl Iterator<Item = &ValidRule<'_>> + Clone {
        valid_built_in().iter().chain(&self.own)
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<&ValidRule<'_>> {
        self.iter().find(|rule| rule.rule.name == name)
    }
}

/// The rules of the program; a test holds that each can judge.
fn valid_built_in() -> &'static [ValidRule<'static>] {
    static RULES: OnceLock<Vec<ValidRule<'static>>> = OnceLock::new();
    RULES.get_or_init(|| {
        let sources = Sources::default();
        built_in().par_iter().filter_map(|rule| valid(rule, &sources, &mut Vec::new())).collect()
    })
}
