//! `commitments.yaml`: the promise ledger of both sides.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Audience, Side};
use crate::record::{Key, Ref};

/// A promise (P65, P66).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Commitment {
    /// Its id within the alliance.
    pub id: Key<noun::Commitment>,
    /// What was promised.
    pub text: String,
    /// Whether the text is word for word what was said.
    #[serde(default)]
    pub verbatim: bool,
    /// Who owes it.
    pub side: Side,
    /// Who sees to it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// Who said it.
    pub said_by: Option<Ref<noun::Anyone>>,
    /// The meeting or review in which it was made.
    pub made_at: Option<Ref<noun::Occasion>>,
    /// The day it was made.
    pub made_on: Date,
    /// The due date first promised.
    pub due: Option<Date>,
    /// Each time the due date was moved.
    #[serde(default)]
    pub moves: Vec<DueDateMove>,
    /// How it ended.
    pub closed: Option<Closing>,
    /// The initiative it belongs to.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// The objective it serves.
    pub objective: Option<Ref<noun::Objective>>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

impl Commitment {
    /// The due date that counts now: the last one it was moved to.
    pub fn due_now(&self) -> Option<Date> {
        self.moves.last().map(|moved| moved.to).or(self.due)
    }

    /// The due date that was promised first.
    pub fn due_first(&self) -> Option<Date> {
        self.due.or(self.moves.first().map(|moved| moved.to))
    }

    /// Days from the due date first promised to the one that counts now; negative if it was brought forward.
    pub fn days_slipped(&self) -> Option<i64> {
        self.due.zip(self.due_now()).map(|(first, now)| first.days_until(now))
    }

    /// Days overdue at a date: 0 if it is closed, undated or not yet due.
    pub fn days_overdue(&self, as_of: Date) -> i64 {
        match (self.due_now(), &self.closed) {
            (Some(due), None) => due.days_until(as_of).max(0),
            _ => 0,
        }
    }
}

/// A due date was moved.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct DueDateMove {
    /// When it was moved.
    pub on: Date,
    /// To when.
    pub to: Date,
    /// Why.
    pub reason: Option<String>,
    /// The meeting or review in which it was moved.
    pub at: Option<Ref<noun::Occasion>>,
    /// Who agreed to it.
    pub agreed_by: Option<Ref<noun::Anyone>>,
}

/// How a promise ended.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Closing {
    /// Kept or dropped.
    pub outcome: PromiseOutcome,
    /// When.
    pub on: Date,
    /// What shows it.
    pub evidence: Option<String>,
    /// Why it was dropped.
    pub reason: Option<String>,
}

/// How a promise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PromiseOutcome {
    /// Done.
    Kept,
    /// Given up.
    Dropped,
}
