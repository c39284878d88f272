//! `exit.yaml`: the exit outline, then the exit plan. Internal until notice is given.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Audience, Side};
use crate::record::{Key, Ref};

/// How the alliance would end, or ends (P63, P93).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Exit {
    /// An outline for the day that we hope not to see, or a plan in force.
    pub status: ExitStatus,
    /// When this was last looked over.
    pub reviewed_on: Option<Date>,
    /// What makes us leave.
    #[serde(default)]
    pub triggers: Vec<String>,
    /// Fix, park or exit: what was decided (P63).
    pub decision: Option<ExitDecision>,
    /// Who approved the exit.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// Notice to the partner.
    pub notice: Option<Notice>,
    /// What becomes of the people.
    pub people: Option<String>,
    /// What is paid to whom.
    pub money: Option<String>,
    /// What becomes of shared customers.
    pub customers: Option<String>,
    /// Which accounts and keys are closed.
    pub access: Option<String>,
    /// Who may say what, with which logo.
    pub brand: Option<String>,
    /// Whose data goes where.
    pub data_return: Option<String>,
    /// Who is told what, when.
    pub communication: Option<String>,
    /// The steps of the plan.
    #[serde(default)]
    pub steps: Vec<ExitStep>,
    /// What we learnt.
    pub review: Option<ExitReview>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// How real the exit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExitStatus {
    /// Written down before launch, for the day that we hope not to see.
    Outline,
    /// Decided, being prepared.
    Planned,
    /// Notice was given.
    UnderWay,
    /// Done.
    Complete,
}

/// What was decided about an alliance that does not work (P63).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ExitDecision {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Ref<noun::Person>,
    /// What.
    pub choice: FixParkExit,
    /// Why.
    pub reason: String,
}

/// The three ways on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FixParkExit {
    /// Put it right.
    Fix,
    /// Let it rest.
    Park,
    /// End it.
    Exit,
}

/// An approval.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Approval {
    /// Who.
    pub by: Ref<noun::Person>,
    /// When.
    pub on: Date,
}

/// Notice to the partner.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Notice {
    /// Given on.
    pub given_on: Option<Date>,
    /// The alliance ends on.
    pub effective_on: Option<Date>,
    /// The commitment to tell a dependent partner early (P93).
    pub early_notice: Option<Ref<noun::Commitment>>,
}

/// A step of the exit plan.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ExitStep {
    /// Its id within the plan.
    pub id: Key<noun::Step>,
    /// Which part of the exit it belongs to.
    pub area: ExitArea,
    /// What is done.
    pub text: String,
    /// Which side does it.
    pub side: Side,
    /// Who does it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// By when.
    pub due: Option<Date>,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// The parts of an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExitArea {
    /// People.
    People,
    /// Money.
    Money,
    /// Customers.
    Customers,
    /// Access.
    Access,
    /// Brand.
    Brand,
    /// Data.
    Data,
    /// Communication.
    Communication,
    /// Legal.
    Legal,
}

/// What we learnt from the exit.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ExitReview {
    /// When.
    pub on: Date,
    /// What.
    #[serde(default)]
    pub lessons: Vec<String>,
}
