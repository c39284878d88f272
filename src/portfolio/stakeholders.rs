//! `stakeholders.yaml`: influence map and pairings. Always internal; no view for partners holds any of it.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Attitude, Rating};
use crate::record::Ref;

/// The influence map and the pairings across the aisle (P16 to P18, P54, P87, P89).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Stakeholders {
    /// The people who matter, on either side.
    #[serde(default)]
    pub stakeholders: Vec<Stakeholder>,
    /// Who is whose opposite number (P17).
    #[serde(default)]
    pub pairings: Vec<Pairing>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// A person who matters to the alliance (P16).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Stakeholder {
    /// Who: one of our people or of the partner's contacts. Gives name, role and organisation.
    pub person: Ref<noun::Anyone>,
    /// What they can decide, 1 to 5.
    pub authority: Option<Rating>,
    /// How much others listen to them, 1 to 5.
    pub influence: Option<Rating>,
    /// Where they stand on the alliance.
    pub attitude: Option<Attitude>,
    /// How they like to work.
    pub style: Option<String>,
    /// Whom they influence.
    #[serde(default)]
    pub influences: Vec<Influence>,
    /// Which of us keeps the relationship.
    pub relationship_owner: Option<Ref<noun::Person>>,
    /// When we last spoke, if it is in no log entry or meeting.
    pub last_contact: Option<Date>,
    /// What this judgement rests on.
    pub basis: Option<String>,
    /// When it was last looked over.
    pub reviewed_on: Option<Date>,
    /// What they think of the alliance, in their words (P18).
    pub view: Option<String>,
    /// What they want (P18).
    pub interest: Option<String>,
    /// What we do about a doubt.
    pub action: Option<String>,
    /// A champion of the alliance (P87).
    #[serde(default)]
    pub champion: bool,
    /// Befriend, educate, manage: each step with its date (P89).
    #[serde(default)]
    pub steps: Vec<RelationshipStep>,
    /// How they take up what is new (P54).
    pub adoption: Option<Adoption>,
}

/// One stakeholder influences another.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Influence {
    /// Whom.
    pub to: Ref<noun::Anyone>,
    /// How strongly, 1 to 5.
    pub strength: Option<Rating>,
}

/// A step of work with a stakeholder (P89).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RelationshipStep {
    /// Which step.
    pub step: RelationshipStage,
    /// When it was reached.
    pub on: Date,
}

/// The order of stakeholder work (P89).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationshipStage {
    /// Get to know them.
    Befriend,
    /// Explain what we do and why.
    Educate,
    /// Work with them towards a result.
    Manage,
}

/// How somebody takes up what is new (P54).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adoption {
    /// Goes first.
    Lead,
    /// Waits and sees.
    Middle,
    /// Holds back.
    Resist,
}

/// Opposite numbers for a role (P17).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Pairing {
    /// The role that both fill.
    pub role: PairedRole,
    /// Who fills it with us.
    pub ours: Option<Ref<noun::Person>>,
    /// Who fills it with them.
    pub theirs: Option<Ref<noun::Contact>>,
    /// How the pair works.
    pub status: PairingStatus,
    /// When the two last spoke.
    pub last_touch: Option<Date>,
}

/// The roles that are paired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairedRole {
    /// Executive sponsor.
    Sponsor,
    /// Alliance manager.
    AllianceManager,
    /// Sales.
    Sales,
    /// Product and engineering.
    Product,
    /// Marketing.
    Marketing,
    /// Legal.
    Legal,
    /// Services and support.
    Services,
    /// Finance.
    Finance,
}

/// How a pair works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairingStatus {
    /// They know each other and talk.
    Active,
    /// Named, not yet met.
    New,
    /// Named, no longer talking.
    Quiet,
    /// One of the two is missing.
    Vacant,
}
