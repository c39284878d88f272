//! `proposition.md`: the partnering proposition, in five parts and a pitch.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::Audience;
use crate::record::Ref;

/// The partnering proposition (P02, P03, P05, P06).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Proposition {
    /// How far it has come, over time; the last is the present one.
    pub statuses: Vec<PropositionStatusChange>,
    /// Its version, counted by the team.
    pub version: Option<String>,
    /// The whole in one or two sentences, 60 words at most.
    pub statement: Option<String>,
    /// What we do.
    pub we_do: Option<String>,
    /// What they do.
    pub you_do: Option<String>,
    /// What both deliver together.
    pub we_deliver: Option<String>,
    /// What the partner gains.
    pub partner_benefit: Option<String>,
    /// What shared customers gain.
    pub customer_benefit: Option<String>,
    /// What to say in a minute to their chief executive, 150 words at most.
    pub pitch: Option<String>,
    /// How it serves our own strategy.
    pub our_strategy_link: Option<String>,
    /// What is in it for them, in their terms.
    pub partner_wiifm: Option<String>,
    /// Why partner, and not build or buy. Never shared.
    pub build_buy_partner_rationale: Option<String>,
    /// What colleagues object, and the answer. Never shared.
    #[serde(default)]
    pub internal_objections: Vec<Objection>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// The proposition reached a status.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct PropositionStatusChange {
    /// The status.
    pub status: PropositionStatus,
    /// When.
    pub on: Date,
}

/// How far a proposition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PropositionStatus {
    /// A draft to shoot at.
    Strawman,
    /// Ready to be shown to the partner.
    Ready,
    /// Discussed with the partner.
    Discussed,
    /// Agreed by both sides.
    Agreed,
}

/// An objection from within, and its answer (P03).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Objection {
    /// What is said.
    pub objection: String,
    /// By whom.
    pub raised_by: Option<Ref<noun::Person>>,
    /// What we answer.
    pub response: Option<String>,
}
