//! The records as conditions see them: a partner with everything in its folder, the portfolio with everything else;
//! as types, and as values with the facts beside the fields. The two are built in the same order, which a test holds.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::facts::{self, Fact, Known};
use crate::playbook::Playbook;
use crate::playbook::shape::{EstablishedPractice, Metric};
use crate::portfolio::agreement::Agreement;
use crate::portfolio::assessment::Assessments;
use crate::portfolio::calendar::Date;
use crate::portfolio::commitment::Commitment;
use crate::portfolio::decision::Decision;
use crate::portfolio::exit::Exit;
use crate::portfolio::governance::{Body, Raci};
use crate::portfolio::initiative::Initiative;
use crate::portfolio::issue::Issue;
use crate::portfolio::log::{self, Entry};
use crate::portfolio::meeting::Meeting;
use crate::portfolio::observation::{Figure, Observation};
use crate::portfolio::people::Person;
use crate::portfolio::plan::Plan;
use crate::portfolio::profile::Profile;
use crate::portfolio::programme::Programme;
use crate::portfolio::proposition::Proposition;
use crate::portfolio::review::Review;
use crate::portfolio::risk::Risk;
use crate::portfolio::settings::Settings;
use crate::portfolio::showstopper::Showstopper;
use crate::portfolio::stakeholders::{Pairing, Stakeholder};
use crate::portfolio::survey::Survey;
use crate::portfolio::waiver::Waiver;
use crate::portfolio::{Item, Partner, Portfolio, Record};
use crate::record::describe::{Field, Shape};
use crate::record::{Ref, Type, Value, describe, to_value};

/// The type of a partner.
pub fn partner_type() -> &'static Arc<Shape> {
    static TYPE: OnceLock<Arc<Shape>> = OnceLock::new();
    TYPE.get_or_init(|| {
        let mut partner = shape::<Profile>("Partner");
        extend(&mut partner, "stages", facts::STAGE);
        extend(&mut partner, "gates", facts::GATE);
        extend(&mut partner, "expectations", facts::EXPECTATION);
        member(
            &mut partner,
            "proposition",
            Type::Record(Arc::new(with(shape::<Proposition>("Proposition"), facts::PROPOSITION))),
        );
        let mut plan = with(shape::<Plan>("Plan"), facts::PLAN);
        extend(&mut plan, "objectives", facts::OBJECTIVE);
        member(&mut partner, "plan", Type::Record(Arc::new(plan)));
        list(&mut partner, "stakeholders", with(shape::<Stakeholder>("Stakeholder"), facts::STAKEHOLDER));
        list(&mut partner, "pairings", with(shape::<Pairing>("Pairing"), facts::PAIRING));
        list(&mut partner, "bodies", with(shape::<Body>("Body"), facts::BODY));
        list(&mut partner, "raci", with(shape::<Raci>("Raci"), facts::RACI));
        let mut agreement = with(shape::<Agreement>("Agreement"), facts::AGREEMENT);
        extend(&mut agreement, "obligations", facts::OBLIGATION);
        list(&mut partner, "agreements", agreement);
        list(&mut partner, "initiatives", initiative_shape());
        list(&mut partner, "showstoppers", with(shape::<Showstopper>("Showstopper"), facts::SHOWSTOPPER));
        list(&mut partner, "commitments", with(shape::<Commitment>("Commitment"), facts::COMMITMENT));
        list(&mut partner, "decisions", with(shape::<Decision>("Decision"), facts::DECISION));
        list(&mut partner, "risks", with(shape::<Risk>("Risk"), facts::RISK));
        list(&mut partner, "issues", with(shape::<Issue>("Issue"), facts::ISSUE));
        list(&mut partner, "log", entry_shape());
        list(&mut partner, "observations", observation_shape());
        list(&mut partner, "surveys", with(shape::<Survey>("Survey"), facts::SURVEY));
        let mut assessments = shape::<Assessments>("Assessments");
        extend(&mut assessments, "six_signs", facts::SIX_SIGNS);
        member(&mut partner, "assessments", Type::Record(Arc::new(assessments)));
        member(&mut partner, "exit", Type::Record(Arc::new(shape::<Exit>("Exit"))));
        list(&mut partner, "meetings", with(shape::<Meeting>("Meeting"), facts::MEETING));
        list(&mut partner, "reviews", with(shape::<Review>("Review"), facts::REVIEW));
        Arc::new(with(with(partner, facts::PARTNER), facts::ALLIANCE))
    })
}

/// A partner as a value of that type.
pub fn partner_value(partner: &Partner, known: &Known<'_>) -> Value {
    let mut fields = Fields::of(&partner.profile.value);
    let shape = partner_type();
    let profile = &partner.profile;
    let gated = Known { gates: &profile.gates, ..*known };
    fields.extend(shape, "stages", &profile.stages, facts::STAGE, &gated);
    fields.extend(shape, "gates", &profile.gates, facts::GATE, known);
    fields.extend(shape, "expectations", &profile.expectations, facts::EXPECTATION, known);
    fields.push(maybe(partner.proposition.as_ref(), |record| {
        let mut proposition = Fields::of(&record.value);
        proposition.facts(record, facts::PROPOSITION, known);
        proposition.done()
    }));
    fields.push(maybe(partner.plan.as_ref(), |plan| plan_value(shape, plan, known)));
    let stakeholders = partner.stakeholders.as_ref();
    let people = stakeholders.map(|record| record.stakeholders.as_slice()).unwrap_or_default();
    fields.push(all(people, facts::STAKEHOLDER, known));
    let pairings = stakeholders.map(|record| record.pairings.as_slice()).unwrap_or_default();
    fields.push(all(pairings, facts::PAIRING, known));
    let governance = partner.governance.as_ref();
    fields.push(all(
        governance.map(|record| record.bodies.as_slice()).unwrap_or_default(),
        facts::BODY,
        known,
    ));
    fields.push(all(governance.map(|record| record.raci.as_slice()).unwrap_or_default(), facts::RACI, known));
    fields.push(Value::List(
        partner.agreements.iter().map(|agreement| agreement_value(shape, agreement, known)).collect(),
    ));
    let initiatives = partner.initiatives.iter();
    fields.push(Value::List(
        initiatives.map(|(id, record)| initiative_value(id, &record.value, known)).collect(),
    ));
    fields.push(items(&partner.showstoppers, facts::SHOWSTOPPER, known));
    fields.push(items(&partner.commitments, facts::COMMITMENT, known));
    fields.push(items(&partner.decisions, facts::DECISION, known));
    fields.push(items(&partner.risks, facts::RISK, known));
    fields.push(items(&partner.issues, facts::ISSUE, known));
    fields.push(Value::List(partner.log.iter().map(|entry| entry_value(entry, known)).collect()));
    fields.push(Value::List(partner.observations.iter().map(|one| observation_value(one, known)).collect()));
    fields.push(all(
        &partner.surveys.iter().map(|item| &item.value).collect::<Vec<_>>(),
        facts::SURVEY,
        known,
    ));
    fields.push(maybe(partner.assessments.as_ref(), |record| {
        let mut assessments = Fields::of(&record.value);
        assessments.extend(
            inner(shape, "assessments"),
            "six_signs",
            &record.six_signs,
            facts::SIX_SIGNS,
            known,
        );
        assessments.done()
    }));
    fields.push(maybe(partner.exit.as_ref(), |record| to_value(&record.value)));
    let meetings = partner.meetings.iter().map(|(id, meeting)| {
        let known = Known { id, ..*known };
        let mut fields = Fields::of(&meeting.record.value);
        fields.facts(meeting, facts::MEETING, &known);
        fields.done()
    });
    fields.push(Value::List(meetings.collect()));
    let reviews = partner.reviews.values().map(|review| {
        let mut fields = Fields::of(&review.record.value);
        fields.facts(review, facts::REVIEW, known);
        fields.done()
    });
    fields.push(Value::List(reviews.collect()));
    fields.facts(partner, facts::PARTNER, known);
    fields.facts(partner, facts::ALLIANCE, known);
    fields.done()
}

/// The type of the portfolio.
pub fn portfolio_type() -> &'static Arc<Shape> {
    static TYPE: OnceLock<Arc<Shape>> = OnceLock::new();
    TYPE.get_or_init(|| {
        let mut portfolio = shape::<Settings>("Portfolio");
        let mut programme = with(shape::<Programme>("Programme"), facts::PROGRAMME);
        extend(&mut programme, "listening_channels", facts::CHANNEL);
        member(&mut portfolio, "programme", Type::Record(Arc::new(programme)));
        list(&mut portfolio, "people", with(shape::<Person>("Person"), facts::PERSON));
        list(&mut portfolio, "metrics", with(shape::<Metric>("Metric"), facts::METRIC));
        list(&mut portfolio, "practices", with(shape::<EstablishedPractice>("Practice"), facts::PRACTICE));
        list(&mut portfolio, "waivers", with(shape::<Waiver>("Waiver"), facts::WAIVER));
        list(&mut portfolio, "initiatives", initiative_shape());
        let mut summary = Shape { name: "Partner in short".into(), fields: Vec::new() };
        summary.fields.extend(facts::PARTNER.iter().chain(facts::ALLIANCE).map(Fact::field));
        let mut portfolio = with(portfolio, facts::PORTFOLIO);
        // Last, so that it can be left off where partners are still being judged.
        list(&mut portfolio, "partners", summary);
        Arc::new(portfolio)
    })
}

/// The type of the portfolio as rules within one partner see it: without the list of all partners.
pub fn portfolio_beside_partner() -> &'static Arc<Shape> {
    static TYPE: OnceLock<Arc<Shape>> = OnceLock::new();
    TYPE.get_or_init(|| {
        let mut portfolio = Shape::clone(portfolio_type());
        portfolio.fields.pop();
        Arc::new(portfolio)
    })
}

/// The portfolio as a value of that type; `partners` are the facts about each, in order.
pub fn portfolio_value(
    portfolio: &Portfolio,
    playbook: &Playbook,
    partners: Vec<Value>,
    waived: &[facts::WaiverUse],
    known: &Known<'_>,
) -> Value {
    let shape = portfolio_type();
    let mut fields = Fields::of(&portfolio.settings);
    fields.push(maybe(portfolio.programme.as_ref(), |record| {
        let mut programme = Fields::of(&record.value);
        let channels = &record.listening_channels;
        programme.extend(inner(shape, "programme"), "listening_channels", channels, facts::CHANNEL, known);
        programme.facts(&record.value, facts::PROGRAMME, known);
        programme.done()
    }));
    fields.push(items(&portfolio.people, facts::PERSON, known));
    fields.push(all(&playbook.metrics, facts::METRIC, known));
    fields.push(all(&playbook.practices, facts::PRACTICE, known));
    let waivers = portfolio.waivers.iter().enumerate().map(|(index, waiver)| {
        let known = Known { waived: waived.get(index).copied().unwrap_or_default(), ..*known };
        subject(&waiver.value, facts::WAIVER, &known)
    });
    fields.push(Value::List(waivers.collect()));
    let initiatives = portfolio.initiatives.iter();
    fields.push(Value::List(
        initiatives.map(|(id, record)| initiative_value(id, &record.value, known)).collect(),
    ));
    fields.facts(portfolio, facts::PORTFOLIO, known);
    fields.push(Value::List(partners));
    fields.done()
}

/// The facts about a partner out of its value, for the portfolio's list.
pub fn summary(partner: &Value) -> Value {
    let facts = facts::PARTNER.len() + facts::ALLIANCE.len();
    match partner {
        Value::Record(fields) => Value::Record(fields[fields.len().saturating_sub(facts)..].to_vec()),
        _ => Value::Nothing,
    }
}

fn shape<T: for<'de> Deserialize<'de>>(name: &str) -> Shape {
    match describe::<T>() {
        Type::Record(shape) => Shape { name: name.to_owned(), fields: shape.fields.clone() },
        _ => Shape { name: name.to_owned(), fields: Vec::new() },
    }
}

fn with<S>(mut shape: Shape, facts: &[Fact<S>]) -> Shape {
    shape.fields.extend(facts.iter().map(Fact::field));
    shape
}

fn member(shape: &mut Shape, name: &str, of: Type) {
    shape.fields.push(Field { name: name.to_owned(), of, computed: None });
}

fn list(shape: &mut Shape, name: &str, of: Shape) {
    member(shape, name, Type::list(Type::Record(Arc::new(of))));
}

/// Adds facts to the items of a list within a record.
fn extend<S>(shape: &mut Shape, name: &str, facts: &[Fact<S>]) {
    let field = shape.fields.iter_mut().find(|field| field.name == name);
    if let Some(Field { of: Type::List(item), .. }) = field
        && let Type::Record(of) = item.as_ref()
    {
        let extended = with(Shape::clone(of), facts);
        **item = Type::Record(Arc::new(extended));
    }
}

/// The shape of a record within a record.
fn inner<'a>(shape: &'a Shape, name: &str) -> &'a Shape {
    static NONE: Shape = Shape { name: String::new(), fields: Vec::new() };
    match shape.field(name).map(|(_, field)| &field.of) {
        Some(Type::Record(shape)) => shape,
        Some(Type::List(item)) => match item.as_ref() {
            Type::Record(shape) => shape,
            _ => &NONE,
        },
        _ => &NONE,
    }
}

fn initiative_shape() -> Shape {
    let mut initiative = with(shape::<Initiative>("Initiative"), facts::INITIATIVE);
    extend(&mut initiative, "stages", facts::STAGE);
    extend(&mut initiative, "gates", facts::GATE);
    extend(&mut initiative, "blockers", facts::BLOCKER);
    initiative
}

/// A figure, by the columns of its table; an amount with a currency of its own in two.
fn observation_shape() -> Shape {
    let mut observation = Shape { name: "Observation".into(), fields: Vec::new() };
    for (name, of) in [
        ("metric", Type::Text),
        ("period", Type::Text),
        ("target", Type::Number),
        ("target_currency", Type::Text),
        ("actual", Type::Number),
        ("actual_currency", Type::Text),
        ("as_of", Type::Date),
        ("source", Type::Text),
        ("initiative", Type::Text),
        ("note", Type::Text),
    ] {
        member(&mut observation, name, of);
    }
    with(observation, facts::OBSERVATION)
}

fn observation_value(one: &Observation, known: &Known<'_>) -> Value {
    let number = |figure: Option<Figure>| Value::maybe(figure.map(|figure| figure.number));
    let currency = |figure: Option<Figure>| {
        Value::maybe(figure.and_then(|figure| figure.currency).map(|currency| currency.code().to_owned()))
    };
    let mut fields = Fields(vec![
        one.metric.as_str().into(),
        one.period.to_string().into(),
        number(one.target),
        currency(one.target),
        number(one.actual),
        currency(one.actual),
        Value::maybe(one.as_of.map(Date::civil)),
        Value::maybe(one.source.as_deref()),
        Value::maybe(one.initiative.as_ref().map(Ref::as_str)),
        Value::maybe(one.note.as_deref()),
    ]);
    fields.facts(one, facts::OBSERVATION, known);
    fields.done()
}

/// An entry of any kind: what all have, and under the name of each kind what only that kind has.
fn entry_shape() -> Shape {
    let mut entry = with(Shape { name: "Log entry".into(), fields: Vec::new() }, facts::ENTRY);
    let mut kind = |name: &str, of: Shape| member(&mut entry, name, Type::Record(Arc::new(of)));
    kind("touch", shape::<log::Touch>("Touch"));
    kind("win", shape::<log::Win>("Win"));
    kind("listening", with(shape::<log::Listening>("Listening"), facts::LISTENING));
    kind("alignment", with(shape::<log::Alignment>("Alignment"), facts::ALIGNMENT));
    kind("resistance", shape::<log::Resistance>("Resistance"));
    kind("correction", with(shape::<log::Correction>("Correction"), facts::CORRECTION));
    kind("inspection", shape::<log::Inspection>("Inspection"));
    kind("advocacy", shape::<log::Advocacy>("Advocacy"));
    kind("idea", shape::<log::Idea>("Idea"));
    kind("lesson", shape::<log::Lesson>("Lesson"));
    kind("value", shape::<log::Value>("Value"));
    kind("note", shape::<log::Note>("Note"));
    entry
}

fn entry_value(entry: &Entry, known: &Known<'_>) -> Value {
    let (at, value) = match entry {
        Entry::Touch(one) => (0, to_value(one)),
        Entry::Win(one) => (1, to_value(one)),
        Entry::Listening(one) => (2, subject(one, facts::LISTENING, known)),
        Entry::Alignment(one) => (3, subject(one, facts::ALIGNMENT, known)),
        Entry::Resistance(one) => (4, to_value(one)),
        Entry::Correction(one) => (5, subject(one, facts::CORRECTION, known)),
        Entry::Inspection(one) => (6, to_value(one)),
        Entry::Advocacy(one) => (7, to_value(one)),
        Entry::Idea(one) => (8, to_value(one)),
        Entry::Lesson(one) => (9, to_value(one)),
        Entry::Value(one) => (10, to_value(one)),
        Entry::Note(one) => (11, to_value(one)),
    };
    let mut fields = Fields(Vec::new());
    fields.facts(entry, facts::ENTRY, known);
    let mut kinds = vec![Value::Nothing; 12];
    kinds[at] = value;
    fields.0.extend(kinds);
    fields.done()
}

fn plan_value(partner: &Shape, plan: &Record<Plan>, known: &Known<'_>) -> Value {
    let mut fields = Fields::of(&plan.value);
    fields.extend(inner(partner, "plan"), "objectives", &plan.objectives, facts::OBJECTIVE, known);
    fields.facts(plan, facts::PLAN, known);
    fields.done()
}

fn agreement_value(partner: &Shape, agreement: &Agreement, known: &Known<'_>) -> Value {
    let mut fields = Fields::of(agreement);
    let within = Known { agreement: Some(agreement), ..*known };
    let shape = inner(partner, "agreements");
    fields.extend(shape, "obligations", &agreement.obligations, facts::OBLIGATION, &within);
    fields.facts(agreement, facts::AGREEMENT, known);
    fields.done()
}

fn initiative_value(id: &str, initiative: &Initiative, known: &Known<'_>) -> Value {
    static SHAPE: OnceLock<Shape> = OnceLock::new();
    let shape = SHAPE.get_or_init(initiative_shape);
    let known = Known { id, gates: &initiative.gates, ..*known };
    let mut fields = Fields::of(initiative);
    fields.extend(shape, "stages", &initiative.stages, facts::STAGE, &known);
    fields.extend(shape, "gates", &initiative.gates, facts::GATE, &known);
    fields.extend(shape, "blockers", &initiative.blockers, facts::BLOCKER, &known);
    fields.facts(initiative, facts::INITIATIVE, &known);
    fields.done()
}

fn maybe<T>(record: Option<&T>, value: impl FnOnce(&T) -> Value) -> Value {
    record.map(value).unwrap_or_default()
}

/// One record with the facts about it.
fn subject<S: Serialize>(one: &S, facts: &[Fact<S>], known: &Known<'_>) -> Value {
    let mut fields = Fields::of(one);
    fields.facts(one, facts, known);
    fields.done()
}

fn all<S: Serialize, R: std::borrow::Borrow<S>>(
    records: &[R],
    facts: &[Fact<S>],
    known: &Known<'_>,
) -> Value {
    Value::List(records.iter().map(|one| subject(one.borrow(), facts, known)).collect())
}

fn items<S: Serialize>(records: &[Item<S>], facts: &[Fact<S>], known: &Known<'_>) -> Value {
    Value::List(records.iter().map(|one| subject(&one.value, facts, known)).collect())
}

/// The values of a record, as they are put together.
struct Fields(Vec<Value>);

impl Fields {
    fn of<T: Serialize>(record: &T) -> Self {
        match to_value(record) {
            Value::Record(fields) => Self(fields),
            _ => Self(Vec::new()),
        }
    }

    fn push(&mut self, value: Value) {
        self.0.push(value);
    }

    fn facts<S>(&mut self, subject: &S, facts: &[Fact<S>], known: &Known<'_>) {
        self.0.extend(facts.iter().map(|fact| fact.compute(subject, known)));
    }

    /// Adds facts to the items of a list that is a field.
    fn extend<S>(&mut self, shape: &Shape, name: &str, subjects: &[S], facts: &[Fact<S>], known: &Known<'_>) {
        let field = shape.field(name).and_then(|(index, _)| self.0.get_mut(index));
        if let Some(Value::List(items)) = field {
            for (item, subject) in items.iter_mut().zip(subjects) {
                if let Value::Record(fields) = item {
                    fields.extend(facts.iter().map(|fact| fact.compute(subject, known)));
                }
            }
        }
    }

    fn done(self) -> Value {
        Value::Record(self.0)
    }
}
