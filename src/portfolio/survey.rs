//! `surveys.yaml`: health checks of both sides. Aggregates only, never a person's answers.

use serde::{Deserialize, Serialize};

use super::calendar::Date;
use super::noun;
use super::number::Number;
use super::words::Audience;
use crate::record::Key;

/// A round of a survey (P30, P61, P90).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Survey {
    /// Its id within the alliance.
    pub id: Key<noun::Round>,
    /// What was asked about.
    pub kind: SurveyKind,
    /// When it closed.
    pub on: Date,
    /// How it was asked.
    pub method: Option<String>,
    /// The answers, dimension by dimension.
    #[serde(default)]
    pub items: Vec<SurveyItem>,
    /// What we make of it.
    pub note: Option<String>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// What a survey asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyKind {
    /// The health of the relationship, asked of both sides.
    Health,
    /// Partner experience, asked of theirs.
    PartnerExperience,
}

/// The answers in one dimension.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SurveyItem {
    /// The dimension, in a word or two: "trust".
    pub dimension: String,
    /// Our side's answers.
    pub ours: Option<Aggregate>,
    /// Their side's answers.
    pub theirs: Option<Aggregate>,
}

/// Answers of one side, added up.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Aggregate {
    /// How many answered.
    pub n: u32,
    /// The mean on a scale from 1 to 5.
    pub mean: Number,
    /// The standard deviation.
    pub spread: Option<Number>,
}
