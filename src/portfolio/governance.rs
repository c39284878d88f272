//! `governance.yaml`: who meets, how often, who decides what.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::{Date, Interval};
use super::noun;
use super::words::Level;
use crate::record::{Key, Ref};

/// Governance of an alliance (P45, P75).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Governance {
    /// The bodies that meet.
    #[serde(default)]
    pub bodies: Vec<Body>,
    /// Who is responsible, accountable, consulted, informed (P75).
    #[serde(default)]
    pub raci: Vec<Raci>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// A body that meets.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Body {
    /// Its id within the alliance.
    pub id: Key<noun::Body>,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// How often it meets.
    pub every: Interval,
    /// Who keeps it going.
    pub owner: Option<Ref<noun::Person>>,
    /// Who sits in it for us.
    #[serde(default)]
    pub ours: Vec<Ref<noun::Person>>,
    /// Who sits in it for them.
    #[serde(default)]
    pub theirs: Vec<Ref<noun::Contact>>,
    /// What it may decide.
    #[serde(default)]
    pub decision_rights: Vec<String>,
    /// Where it takes what it cannot decide.
    pub escalates_to: Option<Ref<noun::Body>>,
    /// How a tie is broken, where there are three parties or more.
    pub tie_break: Option<String>,
    /// The first day it met.
    pub from: Option<Date>,
    /// The last day it met.
    pub until: Option<Date>,
}

/// Roles in an activity (P75).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Raci {
    /// The activity.
    pub activity: String,
    /// Who does it.
    #[serde(default)]
    pub responsible: Vec<Ref<noun::Anyone>>,
    /// Who answers for it: exactly one.
    #[serde(default)]
    pub accountable: Vec<Ref<noun::Anyone>>,
    /// Who is asked before.
    #[serde(default)]
    pub consulted: Vec<Ref<noun::Anyone>>,
    /// Who is told after.
    #[serde(default)]
    pub informed: Vec<Ref<noun::Anyone>>,
    /// Who agreed to this row.
    #[serde(default)]
    pub agreed_by: Vec<Ref<noun::Anyone>>,
}
