//! `decisions.yaml`: decisions sought and taken.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Audience, Side};
use crate::record::{Key, Ref};

/// A decision (P71, P85).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Decision {
    /// Its id within the alliance.
    pub id: Key<noun::Decision>,
    /// What is to be decided.
    pub question: String,
    /// When it was put.
    pub raised_on: Date,
    /// By when it is needed.
    pub needed_by: Option<Date>,
    /// Whether it goes to the next review.
    #[serde(default)]
    pub for_review: bool,
    /// Who decides.
    pub decider: Option<Ref<noun::Anyone>>,
    /// What could be done.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The option that is recommended.
    pub recommended: Option<Ref<noun::Choice>>,
    /// Why, in a line.
    pub why: Option<String>,
    /// How it was taken.
    pub taken: Option<Taken>,
    /// Who disagreed, and why (P71).
    #[serde(default)]
    pub dissent: Vec<Dissent>,
    /// What we want out of it (P85).
    #[serde(default)]
    pub interests_ours: Vec<String>,
    /// What they want out of it (P85).
    #[serde(default)]
    pub interests_theirs: Vec<String>,
    /// The initiative it belongs to.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// An option of a decision.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Choice {
    /// Its id within the decision.
    pub id: Key<noun::Choice>,
    /// What it is.
    pub text: String,
    /// What speaks for it.
    pub pros: Option<String>,
    /// What speaks against it.
    pub cons: Option<String>,
}

/// A decision was taken.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Taken {
    /// When.
    pub on: Date,
    /// By whom.
    #[serde(default)]
    pub by: Vec<Ref<noun::Anyone>>,
    /// Where.
    pub at: Option<Ref<noun::Occasion>>,
    /// Which option, if options were written down.
    pub chosen: Option<Ref<noun::Choice>>,
    /// Why.
    pub rationale: Option<String>,
}

/// Somebody disagreed (P71).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Dissent {
    /// Who.
    pub by: Option<Ref<noun::Anyone>>,
    /// Which side.
    pub side: Option<Side>,
    /// Why.
    pub text: String,
}
