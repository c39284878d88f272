//! `plan.md`: the joint business plan, from intentions to objectives to actions.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::{Date, Interval, Period};
use super::money::Money;
use super::noun;
use super::words::{Audience, Side};
use crate::record::{Key, Ref};

/// The joint business plan (P19 to P21, P32, P34, P36).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Plan {
    /// Its title.
    pub title: String,
    /// The first quarter it covers.
    pub from: Option<Period>,
    /// The last quarter it covers.
    pub to: Option<Period>,
    /// How far it has come, over time; the last is the present one.
    pub statuses: Vec<PlanStatusChange>,
    /// Who wrote it, on both sides (P21).
    #[serde(default)]
    pub co_authors: Vec<Ref<noun::Anyone>>,
    /// Who reviewed it on our side.
    pub reviewed_by: Option<Ref<noun::Person>>,
    /// When they did.
    pub reviewed_on: Option<Date>,
    /// Who reviewed it on the partner's side (P21).
    pub partner_reviewed_by: Option<Ref<noun::Contact>>,
    /// When they did.
    pub partner_reviewed_on: Option<Date>,
    /// The git commit at which both sides agreed.
    pub baseline_commit: Option<String>,
    /// What both sides intend.
    #[serde(default)]
    pub intentions: Vec<Intention>,
    /// What is to be reached.
    #[serde(default)]
    pub objectives: Vec<Objective>,
    /// What is done for it.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Who and what each side puts in.
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// Governance bodies in which the plan is looked at.
    #[serde(default)]
    pub cadence: Vec<Ref<noun::Body>>,
    /// What makes us open the plan again (P32).
    #[serde(default)]
    pub review_triggers: Vec<String>,
    /// How often we open it in any case.
    pub review_every: Option<Interval>,
    /// What was changed, when and why (P32).
    #[serde(default)]
    pub revision_log: Vec<Revision>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// The plan reached a status.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct PlanStatusChange {
    /// The status.
    pub status: PlanStatus,
    /// When.
    pub on: Date,
}

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanStatus {
    /// Being written.
    Draft,
    /// With both sides for review.
    InReview,
    /// Agreed by both sides and in force.
    Active,
    /// Ended or replaced.
    Closed,
}

/// What both sides intend.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Intention {
    /// Its id within the plan.
    pub id: Key<noun::Intention>,
    /// What it is.
    pub text: String,
}

/// What is to be reached.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Objective {
    /// Its id within the plan.
    pub id: Key<noun::Objective>,
    /// The intention that it serves.
    pub intention: Option<Ref<noun::Intention>>,
    /// What it is.
    pub text: String,
    /// Why this one (P59).
    pub reason: Option<String>,
    /// Within a year, or over several (P34).
    pub horizon: Option<Horizon>,
    /// When it is to be reached.
    pub due: Option<Date>,
    /// The metrics that show it (P48).
    #[serde(default)]
    pub metrics: Vec<Ref<noun::Metric>>,
    /// The initiatives that carry it.
    #[serde(default)]
    pub initiatives: Vec<Ref<noun::Initiative>>,
    /// Who answers for it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// When it was reached.
    pub reached_on: Option<Date>,
    /// When it was given up.
    pub dropped_on: Option<Date>,
    /// Why it was given up.
    pub dropped_because: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// How far ahead an objective looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Horizon {
    /// Within a year.
    Year,
    /// Over several years.
    Multi,
}

/// What is done for an objective.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Action {
    /// Its id within the plan.
    pub id: Key<noun::Action>,
    /// The objective that it serves.
    pub objective: Option<Ref<noun::Objective>>,
    /// What is done.
    pub text: String,
    /// Which side does it.
    pub side: Option<Side>,
    /// Who does it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// By when.
    pub due: Option<Date>,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// What a side puts in.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Resource {
    /// What.
    pub what: String,
    /// Which side.
    pub side: Side,
    /// Money, if it is money.
    pub amount: Option<Money>,
    /// Who stands for it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// When it was promised for good.
    pub confirmed_on: Option<Date>,
}

/// A change of the plan (P32).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Revision {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<Ref<noun::Anyone>>,
    /// What was changed.
    pub change: String,
    /// Why.
    pub reason: Option<String>,
}
