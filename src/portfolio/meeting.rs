//! `meetings/2026-07-14-steering.md`: who met, what was decided; the minutes are the body.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Audience, Level};
use crate::record::{Leaf, Ref};

/// A meeting (P13, P45, P50, P58). Its date is the beginning of its file name.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Meeting {
    /// Its title.
    pub title: String,
    /// The governance body that met, if it was one.
    pub body: Option<Ref<noun::Body>>,
    /// The level, for a meeting of no body.
    pub level: Option<Level>,
    /// Whether it was a deep dive (P58).
    #[serde(default)]
    pub deep_dive: bool,
    /// Whether it was without an agenda, just to talk (P67).
    #[serde(default)]
    pub informal: bool,
    /// Who came of us.
    #[serde(default)]
    pub ours: Vec<Ref<noun::Person>>,
    /// Who came of them.
    #[serde(default)]
    pub theirs: Vec<Ref<noun::Contact>>,
    /// What was to be talked about.
    #[serde(default)]
    pub agenda: Vec<String>,
    /// Decisions taken or prepared here.
    #[serde(default)]
    pub decisions: Vec<Ref<noun::Decision>>,
    /// Commitments made here.
    #[serde(default)]
    pub commitments: Vec<Ref<noun::Commitment>>,
    /// Earlier commitments that were talked about: kept, moved, missed.
    #[serde(default)]
    pub commitments_reviewed: Vec<Ref<noun::Commitment>>,
    /// Questions asked to understand, and the answers (P13).
    #[serde(default)]
    pub discovery: Vec<Discovery>,
    /// What we make of the answers. Never shared (P13).
    pub interpretation: Option<String>,
    /// Who approved the minutes for us.
    pub approved_by_us: Option<Approved<noun::Person>>,
    /// Who approved the minutes for them.
    pub approved_by_them: Option<Approved<noun::Contact>>,
    /// What was changed after approval, and why.
    #[serde(default)]
    pub amendments: Vec<Amendment>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// A question asked to understand (P13).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Discovery {
    /// What we asked.
    pub question: String,
    /// What they answered.
    pub answer: String,
    /// Who answered.
    pub said_by: Option<Ref<noun::Contact>>,
}

/// Somebody approved something.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound = "T: crate::record::Noun")]
pub struct Approved<T> {
    /// Who.
    pub by: Ref<T>,
    /// When.
    pub on: Date,
}

/// Minutes were changed after approval.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Amendment {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Ref<noun::Anyone>,
    /// What and why.
    pub note: String,
}

/// The date at the beginning of a meeting's id: `2026-07-14-steering`.
pub fn meeting_date(id: &str) -> Option<Date> {
    let date = Date::parse(id.get(..10)?).ok()?;
    (id[10..].is_empty() || (id[10..].starts_with('-') && id.len() > 11)).then_some(date)
}
