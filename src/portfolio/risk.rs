//! `risks.yaml`: risks and what is done about them.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Audience, Rating};
use crate::record::{Key, Ref};

/// A risk (P41, P42).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Risk {
    /// Its id within the alliance.
    pub id: Key<noun::Risk>,
    /// What may happen.
    pub text: String,
    /// When it was first seen.
    pub raised_on: Date,
    /// Who looks after it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// How likely and how bad, over time; the last is the present one.
    #[serde(default)]
    pub ratings: Vec<RiskRating>,
    /// What kind of answer.
    pub strategy: Option<RiskStrategy>,
    /// What is done about it.
    pub response: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// What shows that it has come true.
    pub trigger: Option<String>,
    /// The initiative it belongs to.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// When it was last looked over.
    pub reviewed_on: Option<Date>,
    /// When it went away.
    pub closed_on: Option<Date>,
    /// Why it went away, or what it became.
    pub closed_because: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

impl Risk {
    /// Likelihood × impact of the present rating, 1 to 25.
    pub fn exposure(&self) -> Option<u8> {
        self.ratings.last().map(RiskRating::exposure)
    }
}

/// How likely and how bad a risk was judged.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RiskRating {
    /// When.
    pub on: Date,
    /// How likely, 1 to 5.
    pub likelihood: Rating,
    /// How bad, 1 to 5.
    pub impact: Rating,
    /// Why.
    pub note: Option<String>,
}

impl RiskRating {
    /// Likelihood × impact, 1 to 25.
    pub fn exposure(&self) -> u8 {
        self.likelihood.get() * self.impact.get()
    }
}

/// The kinds of answer to a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskStrategy {
    /// Do something else.
    Avoid,
    /// Make it less likely or less bad.
    Reduce,
    /// Let somebody else carry it.
    Transfer,
    /// Live with it, knowingly.
    Accept,
}
