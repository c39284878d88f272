//! `initiatives/<id>.md`: an initiative with one partner, or with several.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::profile::{GateDecision, StageChange};
use super::stakeholders::Adoption;
use super::words::{Attitude, Audience, Degree};
use crate::record::{Leaf, Ref, Value, leaf};

/// An initiative (P22, P27, P28, P31, P33, P37 to P41, P52 to P54, P57).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Initiative {
    /// Its title.
    pub title: String,
    /// What it is, in a sentence.
    pub summary: Option<String>,
    /// The partners, for an initiative with several (P28).
    #[serde(default)]
    pub partners: Vec<Ref<noun::Partner>>,
    /// Who does what with whom, for an initiative with several.
    #[serde(default)]
    pub edges: Vec<Edge>,
    /// Build, market, sell or serve together (P27).
    pub motion: Option<Motion>,
    /// Whether something new is developed together, so that ideas need an owner (P07).
    #[serde(default)]
    pub development: bool,
    /// Whether it changes how people work, so that resistance is to be expected (P51).
    #[serde(default)]
    pub change: bool,
    /// The stage over time; the last is the present one.
    pub stages: Vec<StageChange>,
    /// Gates passed, held or stopped at (P37, P38).
    #[serde(default)]
    pub gates: Vec<GateDecision>,
    /// Who runs it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// Who runs it with the partner.
    #[serde(default)]
    pub their_owners: Vec<Ref<noun::Contact>>,
    /// The sales leader who answers for it in the field (P39).
    pub sales_sponsor: Option<Ref<noun::Person>>,
    /// The executive who answers for it.
    pub executive_sponsor: Option<Ref<noun::Person>>,
    /// What value we expect, and why.
    pub value_hypothesis: Option<String>,
    /// How much work it is (P40).
    pub effort: Option<Degree>,
    /// When we stop (P31).
    #[serde(default)]
    pub kill_criteria: Vec<String>,
    /// What keeps it from moving now.
    #[serde(default)]
    pub blockers: Vec<Blocker>,
    /// Launched, learnt, next (P31).
    #[serde(default)]
    pub iterations: Vec<Iteration>,
    /// Evidence from real customers (P22).
    #[serde(default)]
    pub proof_points: Vec<ProofPoint>,
    /// Where people stand on it. Never shared (P52, P53).
    #[serde(default)]
    pub stances: Vec<Stance>,
    /// Metrics that show it (P40).
    #[serde(default)]
    pub metrics: Vec<Ref<noun::Metric>>,
    /// The agreement that covers it.
    pub agreement: Option<Ref<noun::Agreement>>,
    /// An inherited way of working that it rests on (P33).
    pub legacy: Option<String>,
    /// When that was last called into question (P33).
    pub last_challenged: Option<Date>,
    /// How a tie is broken, where there are three parties or more.
    pub tie_break: Option<String>,
    /// How it ended (P57).
    pub completion: Option<Completion>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// The joint motions (P27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Motion {
    /// Make something together.
    Build,
    /// Make it known together.
    Market,
    /// Sell it together.
    Sell,
    /// Serve customers together.
    Service,
}

/// One party does something with another (P28).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Edge {
    /// Who gives.
    pub from: Party,
    /// Who takes.
    pub to: Party,
    /// In which motion.
    pub motion: Motion,
    /// What flows.
    pub what: Option<String>,
}

/// A party of an initiative: `us`, or a partner's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Our organisation.
    Us,
    /// A partner.
    Partner(Ref<noun::Partner>),
}

impl Leaf for Party {
    const NAME: &'static str = "party";
    const EXPECTED: &'static str = "`us` or the id of a partner";

    fn parse(text: &str) -> Result<Self, String> {
        if text == "us" { Ok(Self::Us) } else { Ref::parse(text).map(Self::Partner) }
    }

    fn value(&self) -> Value {
        match self {
            Self::Us => Value::word("us"),
            Self::Partner(partner) => partner.value(),
        }
    }

    fn placeholder() -> Self {
        Self::Us
    }
}
leaf!(Party);

/// What keeps an initiative from moving.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Blocker {
    /// What.
    pub text: String,
    /// Since when.
    pub since: Date,
    /// Who clears it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// When it was cleared.
    pub cleared_on: Option<Date>,
}

/// Launched, learnt, next (P31).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Iteration {
    /// When it was launched.
    pub launched_on: Date,
    /// What was launched.
    pub what: Option<String>,
    /// What we learnt.
    pub learned: Option<String>,
    /// What comes next.
    pub next: Option<String>,
}

/// Evidence from a real customer (P22).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ProofPoint {
    /// The customer, named as they allow.
    pub customer: String,
    /// When.
    pub on: Date,
    /// What it showed.
    pub result: String,
}

/// Where somebody stands on an initiative. Never shared (P52, P53).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Stance {
    /// Who.
    pub person: Ref<noun::Anyone>,
    /// Where they stand.
    pub stance: Attitude,
    /// Whether they gain by it.
    #[serde(default)]
    pub beneficiary: bool,
    /// Whether they say what they think.
    #[serde(default)]
    pub vocal: bool,
    /// How they take up what is new.
    pub adoption: Option<Adoption>,
    /// When this was noted.
    pub noted_on: Option<Date>,
}

/// How an initiative ended (P57).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Completion {
    /// When.
    pub ended_on: Date,
    /// How.
    pub outcome: Outcome,
    /// What was meant to come out, and what did.
    pub against_intent: Option<String>,
    /// What we learnt.
    #[serde(default)]
    pub lessons: Vec<String>,
    /// Who carries on what is left.
    pub handover: Option<String>,
}

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It reached what it was for.
    Succeeded,
    /// It reached a part.
    Partial,
    /// It did not.
    Failed,
    /// It was stopped at a gate.
    Stopped,
}
