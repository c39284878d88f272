//! `log.yaml`: dated entries in one list, each of a kind.

use serde::{Deserialize, Serialize};

use super::calendar::Date;
use super::money::Money;
use super::noun;
use super::number::Number;
use super::words::{Audience, Rating, Side};
use crate::record::{Key, Ref};

/// An entry of the log. In the file, `kind:` says which it is.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// Somebody spoke with somebody.
    Touch(Touch),
    /// A success worth telling.
    Win(Win),
    /// What we heard, and what we did.
    Listening(Listening),
    /// Where the two sides want the same, and where not.
    Alignment(Alignment),
    /// Resistance to a change.
    Resistance(Resistance),
    /// A course correction.
    Correction(Correction),
    /// Somebody inspected what was expected.
    Inspection(Inspection),
    /// We stood up for the partner inside our own house.
    Advocacy(Advocacy),
    /// An idea.
    Idea(Idea),
    /// A lesson.
    Lesson(Lesson),
    /// Value that one or both sides had.
    Value(Value),
    /// Anything else worth keeping.
    Note(Note),
}

impl Entry {
    /// The day it is about.
    pub fn on(&self) -> Date {
        match self {
            Self::Touch(entry) => entry.on,
            Self::Win(entry) => entry.on,
            Self::Listening(entry) => entry.on,
            Self::Alignment(entry) => entry.on,
            Self::Resistance(entry) => entry.on,
            Self::Correction(entry) => entry.on,
            Self::Inspection(entry) => entry.on,
            Self::Advocacy(entry) => entry.on,
            Self::Idea(entry) => entry.on,
            Self::Lesson(entry) => entry.on,
            Self::Value(entry) => entry.on,
            Self::Note(entry) => entry.on,
        }
    }
}

/// Somebody spoke with somebody (P67, P68).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Touch {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// Which of us.
    #[serde(default)]
    pub ours: Vec<Ref<noun::Person>>,
    /// Which of them.
    #[serde(default)]
    pub theirs: Vec<Ref<noun::Contact>>,
    /// Who began it.
    pub by: Option<Side>,
    /// How.
    pub channel: TouchChannel,
    /// With an agenda, or just to talk.
    #[serde(default)]
    pub informal: bool,
    /// How it sounded.
    pub tone: Option<Tone>,
    /// The issue it was about.
    pub issue: Option<Ref<noun::Issue>>,
    /// What was said, in a line.
    pub text: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// How people spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TouchChannel {
    /// By telephone.
    Call,
    /// By video.
    Video,
    /// Face to face.
    InPerson,
    /// In writing.
    Message,
    /// At an event.
    Event,
}

/// How it sounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Warm.
    Warm,
    /// As usual.
    Neutral,
    /// Tense.
    Tense,
}

/// A success worth telling (P11, P47).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Win {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// What was achieved.
    pub text: String,
    /// For which customer, named as they allow.
    pub customer: Option<String>,
    /// What it did for the customer.
    pub customer_effect: Option<String>,
    /// Who of us made it happen.
    #[serde(default)]
    pub ours: Vec<Ref<noun::Person>>,
    /// Who of them made it happen.
    #[serde(default)]
    pub theirs: Vec<Ref<noun::Contact>>,
    /// What it was worth.
    pub value: Option<Money>,
    /// Deal size as a multiple of the average without a partner: 1.4 is 40 % larger.
    pub deal_size_vs_average: Option<Number>,
    /// Length of the sales cycle as a multiple of the average: 0.8 is 20 % shorter.
    pub cycle_vs_average: Option<Number>,
    /// The account executive who can tell it.
    pub account_executive: Option<Ref<noun::Person>>,
    /// Whom it was told to.
    #[serde(default)]
    pub told_to: Vec<String>,
    /// The initiative it belongs to.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// What we heard, and what we did (P24, P25).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Listening {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When we heard it.
    pub on: Date,
    /// Through which channel.
    pub channel: Option<Ref<noun::Channel>>,
    /// From whom.
    pub from: Option<Ref<noun::Anyone>>,
    /// What it is about, in a word or two.
    pub theme: String,
    /// What they said.
    pub said: String,
    /// What we did.
    pub did: Option<String>,
    /// When they heard back from us.
    pub closed_on: Option<Date>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// Where the two sides want the same, and where not (P69).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Alignment {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When it was written down.
    pub on: Date,
    /// About what.
    pub topic: String,
    /// What we want.
    pub ours: Option<String>,
    /// What they want.
    pub theirs: Option<String>,
    /// How the two lie.
    pub state: AlignmentState,
    /// When it was last looked over.
    pub reviewed_on: Option<Date>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// How two aims lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlignmentState {
    /// They agree.
    Aligned,
    /// They have drifted apart.
    Diverged,
    /// They differ, and both know it.
    AgreeToDiffer,
}

/// Resistance to a change (P51, P55). Speaks of groups and reasons, not of characters. Always internal.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Resistance {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When it was seen.
    pub on: Date,
    /// Where it comes from: a function, a group.
    pub source: String,
    /// How strong, 1 to 5.
    pub intensity: Option<Rating>,
    /// What they feel threatened in.
    pub threat_felt: Option<String>,
    /// What we do.
    pub counter: Option<String>,
    /// With what.
    pub counter_type: Option<CounterType>,
    /// The initiative that it is about.
    pub initiative: Option<Ref<noun::Initiative>>,
}

/// What answers resistance (P55).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CounterType {
    /// Facts.
    Facts,
    /// Work well done.
    Execution,
    /// Results.
    Results,
    /// A way around.
    Bypass,
}

/// A course correction (P56).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Correction {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// The metric that showed it.
    pub trigger: Option<Ref<noun::Metric>>,
    /// The initiative that it is about.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// Why it went wrong.
    pub cause: String,
    /// What we changed.
    pub change: String,
    /// A rule that we gave ourselves.
    pub rule_added: Option<String>,
    /// What came of it.
    pub result_after: Option<String>,
    /// When we looked at what came of it.
    pub closed_on: Option<Date>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// Somebody inspected what was expected (P48, P50, P58).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Inspection {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// Who.
    pub by: Ref<noun::Anyone>,
    /// The objective inspected.
    pub objective: Option<Ref<noun::Objective>>,
    /// The expectation inspected.
    pub expectation: Option<Ref<noun::Expectation>>,
    /// The metric inspected.
    pub metric: Option<Ref<noun::Metric>>,
    /// Where.
    pub at: Option<Ref<noun::Occasion>>,
    /// A look, or a deep dive.
    #[serde(default)]
    pub deep_dive: bool,
    /// What was found.
    pub found: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// We stood up for the partner inside our own house (P88).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Advocacy {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// For what.
    pub topic: String,
    /// With whom.
    pub raised_with: Option<Ref<noun::Person>>,
    /// By whom.
    pub by: Option<Ref<noun::Person>>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// An idea (P43).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Idea {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// Whose.
    pub origin: Side,
    /// What.
    pub text: String,
    /// What is new in it.
    pub novelty: Option<String>,
    /// The initiative that came of it.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// A lesson (P92).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Lesson {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// What we learnt.
    pub text: String,
    /// What else it holds for.
    #[serde(default)]
    pub applies_to: Vec<String>,
    /// The initiative that taught it.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// Value that one or both sides had (P73).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Value {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// What kind of value.
    pub of: ValueKind,
    /// What it was.
    pub text: Option<String>,
    /// Our part.
    pub ours: Option<Money>,
    /// Their part.
    pub theirs: Option<Money>,
    /// What shows it.
    pub evidence: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// The kinds of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// Revenue.
    Revenue,
    /// Cost saved.
    Saving,
    /// Time won.
    Time,
    /// Access to customers or markets.
    Access,
    /// Knowledge.
    Knowledge,
    /// Name and standing.
    Reputation,
}

/// Anything else worth keeping (P90).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Note {
    /// Its id, where something points at it.
    pub id: Option<Key<noun::Entry>>,
    /// When.
    pub on: Date,
    /// What.
    pub text: String,
    /// Whether it must be kept among us.
    #[serde(default)]
    pub confidential: bool,
    /// Who may read it.
    pub audience: Option<Audience>,
}
