//! `programme.yaml`: the alliance function looks at itself. Internal.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::{Date, Period};
use super::noun;
use super::number::Number;
use super::words::Answer;
use crate::record::{Key, Ref};

/// The alliance programme (P25, P62, P74, P83).
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Programme {
    /// To whom the function reports (P83).
    pub reports_to: Option<String>,
    /// At which tables it has a seat (P83).
    #[serde(default)]
    pub seat_at: Vec<String>,
    /// Who leads it.
    pub head: Option<Ref<noun::Person>>,
    /// Self-checks, one a year or more (P74).
    #[serde(default)]
    pub self_checks: Vec<SelfCheck>,
    /// Where we listen (P25).
    #[serde(default)]
    pub listening_channels: Vec<ListeningChannel>,
    /// Reports that went to executives (P62).
    #[serde(default)]
    pub reports: Vec<Report>,
    /// The mood of the team: aggregates only, no rule looks at it (P91).
    #[serde(default)]
    pub moods: Vec<Mood>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// A self-check of the programme (P74).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SelfCheck {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<Ref<noun::Person>>,
    /// The answers.
    pub answers: Vec<SelfCheckAnswer>,
}

/// An answer in a self-check.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SelfCheckAnswer {
    /// Which of the ten groups.
    pub group: SelfCheckGroup,
    /// Yes, partial, no or unknown.
    pub answer: Answer,
    /// What shows it.
    pub evidence: Option<String>,
}

/// The ten groups of the self-check (P74).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SelfCheckGroup {
    /// A consistent process for partners and initiatives.
    Process,
    /// Formal approval of new ventures.
    Approval,
    /// Roles are written down and agreed.
    Roles,
    /// Alliance managers are treated as professionals.
    Professionals,
    /// Membership and certificates.
    Certification,
    /// Skilled people in sufficient number.
    Staffing,
    /// Measurement reaches executives.
    Reporting,
    /// Partners know what is expected.
    Expectations,
    /// Plans and quarterly reviews exist.
    PlansAndReviews,
    /// The portfolio is inspected, and poor performers are dealt with.
    Portfolio,
}

/// Where we listen (P25).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ListeningChannel {
    /// Its id.
    pub id: Key<noun::Channel>,
    /// Its name.
    pub name: String,
    /// Who keeps it.
    pub owner: Option<Ref<noun::Person>>,
}

/// A report that went to executives (P62).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// To whom.
    pub audience: String,
    /// About which quarter.
    pub period: Option<Period>,
    /// When.
    pub issued_on: Date,
}

/// The mood of the team (P91).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Mood {
    /// When.
    pub on: Date,
    /// How many answered.
    pub n: u32,
    /// The mean on a scale from 1 to 5.
    pub mean: Number,
}
