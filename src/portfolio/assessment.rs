//! `assessments.yaml`: how serious the partner is, what could kill the dream, whether they fit. Always internal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Answer, Rating, State};
use crate::record::{Leaf, Ref, Value, leaf};

/// The assessments of a partner (P09, P10, P59, P60).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Assessments {
    /// Six signs of a serious partner, each time they were looked for (P09).
    #[serde(default)]
    pub six_signs: Vec<SixSigns>,
    /// Eight dream killers, each time they were looked for (P60).
    #[serde(default)]
    pub dream_killers: Vec<DreamKillers>,
    /// Fit at selection.
    #[serde(default)]
    pub selection: Vec<Selection>,
    /// The honest state at the start of a year (P59).
    #[serde(default)]
    pub baselines: Vec<Baseline>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// Six signs of a serious partner (P09).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SixSigns {
    /// When.
    pub on: Date,
    /// By whom.
    pub assessor: Option<Ref<noun::Person>>,
    /// What was seen.
    pub signs: BTreeMap<Sign, Seen>,
}

impl SixSigns {
    /// How many of the six were seen.
    pub fn count(&self) -> usize {
        self.signs.values().filter(|seen| seen.value == Answer::Yes).count()
    }
}

/// The six signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Professional alliance staff.
    ProfessionalStaff,
    /// They train them.
    Training,
    /// A sales force that thinks in partners and is paid for it.
    SalesMindset,
    /// The chief executive lives it.
    ExecutiveCommitment,
    /// A dedicated alliance executive.
    DedicatedExecutive,
    /// They inspect results.
    InspectsResults,
}

/// Whether a sign was seen.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Seen {
    /// Yes, partial, no or unknown.
    pub value: Answer,
    /// What shows it.
    pub evidence: Option<String>,
}

/// Eight dream killers (P60).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct DreamKillers {
    /// When.
    pub on: Date,
    /// By whom.
    pub assessor: Option<Ref<noun::Person>>,
    /// How strong each is.
    pub factors: BTreeMap<Killer, Strength>,
}

/// The eight dream killers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Killer {
    /// We have always done it so.
    Tradition,
    /// Fear.
    Fear,
    /// Stereotypes of the other side.
    Stereotypes,
    /// Complacency.
    Complacency,
    /// Fatigue.
    Fatigue,
    /// The next quarter only.
    ShortTermism,
    /// Poor communication.
    PoorCommunication,
    /// No vision.
    NoVision,
}

/// How strong a dream killer is.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Strength {
    /// 0 (not seen) to 3 (strong).
    pub level: KillerLevel,
    /// What shows it.
    pub note: Option<String>,
}

/// A whole number from 0 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KillerLevel(u8);

impl KillerLevel {
    /// 0 to 3.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Leaf for KillerLevel {
    const NAME: &'static str = "level";
    const EXPECTED: &'static str = "a whole number from 0 to 3";

    fn parse(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(number @ 0..=3) => Ok(Self(number)),
            _ => Err(format!("`{text}` is not a whole number from 0 (not seen) to 3 (strong)")),
        }
    }

    fn value(&self) -> Value {
        Value::Int(self.0.into())
    }

    fn placeholder() -> Self {
        Self(0)
    }
}
leaf!(KillerLevel);

/// Fit at selection: three or four criteria.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Selection {
    /// When.
    pub on: Date,
    /// By whom.
    pub assessor: Option<Ref<noun::Person>>,
    /// How well each is met.
    pub criteria: BTreeMap<Criterion, Fit>,
    /// What follows from it.
    pub conclusion: Option<String>,
}

/// Criteria of selection: the three Cs, and a fourth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// Do strategies and cultures go together?
    Compatibility,
    /// Can they do their part?
    Capability,
    /// Will they put people and money in?
    Commitment,
    /// Can both keep hold of what matters to them?
    Control,
}

/// How well a criterion is met.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Fit {
    /// 1 (poor) to 5 (very good).
    pub score: Rating,
    /// What shows it.
    pub evidence: Option<String>,
}

/// The honest state at the start of a year (P59).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Baseline {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<Ref<noun::Person>>,
    /// How things stood.
    pub state: State,
    /// What was good.
    #[serde(default)]
    pub strengths: Vec<String>,
    /// What was missing.
    #[serde(default)]
    pub gaps: Vec<String>,
}
