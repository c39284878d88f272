//! `reviews/2026-Q3.md`: the quarterly business review; the narrative is the body, under set headings.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::meeting::Approved;
use super::noun;
use super::words::Audience;
use crate::record::Ref;

/// A quarterly business review (P36, P50, P66). Its quarter is its file name.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Review {
    /// The day it is planned for.
    pub scheduled_on: Option<Date>,
    /// The day it was held.
    pub held_on: Option<Date>,
    /// Whether the file name is a quarter of the partner's fiscal year.
    #[serde(default)]
    pub their_calendar: bool,
    /// The message of the quarter in one sentence.
    pub headline: Option<String>,
    /// Who came of us.
    #[serde(default)]
    pub ours: Vec<Ref<noun::Person>>,
    /// Who came of them.
    #[serde(default)]
    pub theirs: Vec<Ref<noun::Contact>>,
    /// Who agreed to it for us.
    pub agreed_by_us: Option<Approved<noun::Person>>,
    /// Who agreed to it for them.
    pub agreed_by_them: Option<Approved<noun::Contact>>,
    /// Decisions that this review asks for.
    #[serde(default)]
    pub decisions_sought: Vec<Ref<noun::Decision>>,
    /// What became of each earlier promise, said before any number (P66).
    #[serde(default)]
    pub dispositions: Vec<Disposition>,
    /// Promises made here.
    #[serde(default)]
    pub commitments: Vec<Ref<noun::Commitment>>,
    /// Targets changed for the coming quarter, with the reason.
    #[serde(default)]
    pub changed_targets: Vec<ChangedTarget>,
    /// A note among us. Never shared.
    pub internal_note: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// What became of a promise by the day of the review (P66).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Disposition {
    /// Which promise.
    pub commitment: Ref<noun::Commitment>,
    /// What became of it.
    pub outcome: DispositionOutcome,
    /// The date to which it slipped; without one, it is late and nobody has said until when.
    pub new_due: Option<Date>,
    /// Why, if it was not kept.
    pub why: Option<String>,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DispositionOutcome {
    /// Done.
    Kept,
    /// In time so far, not yet due.
    OnTrack,
    /// Late, or moved to a later date.
    Slipped,
    /// Given up.
    Dropped,
}

/// The part of a review that a heading of its text belongs to, by the part's id on the page; nothing for a heading of the
/// team's own.
pub fn part_of(heading: &str) -> Option<&'static str> {
    Some(match heading.trim().to_lowercase().as_str() {
        "decisions sought" | "decisions" => "decisions-sought",
        "last commitments" | "commitments" => "last-commitments",
        "dashboard" | "figures" | "numbers" => "dashboard",
        "wins" => "wins",
        "initiatives" => "initiatives",
        "relationship" => "relationship",
        "risks and disagreements"
        | "issues and disagreements"
        | "risks, issues and disagreements"
        | "issues" => "issues",
        "risks" => "risks",
        "inspect what you expect" | "inspections" => "inspect",
        "course corrections" | "inspections and course corrections" => "corrections",
        "you said, we did" | "what we heard" | "listening" => "listening",
        "raised for you" | "raised for the partner" => "advocacy",
        "forward plan" => "forward",
        "new commitments" => "new-commitments",
        "safe arrival" => "arrival",
        _ => return None,
    })
}

/// A target was changed.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ChangedTarget {
    /// Of which metric.
    pub metric: Ref<noun::Metric>,
    /// From what, as a reader says it.
    pub from: Option<String>,
    /// To what, as a reader says it.
    pub to: String,
    /// Why.
    pub reason: String,
}
