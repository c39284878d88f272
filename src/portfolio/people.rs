//! `people.yaml`: our people who work on alliances. Internal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Function, Rating};
use crate::record::Key;

/// One of our people (P39, P77, P80, P81).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Person {
    /// Their id.
    pub id: Key<noun::Person>,
    /// Their name.
    pub name: String,
    /// Their title.
    pub title: Option<String>,
    /// Their function.
    pub function: Function,
    /// Their level in our organisation.
    pub level: Option<Seniority>,
    /// Where they work, as a person would say it.
    pub timezone: Option<String>,
    /// On the alliance team since.
    pub from: Option<Date>,
    /// On the alliance team until.
    pub until: Option<Date>,
    /// Certificates in alliance management (P74, P77).
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    /// Training taken (P77).
    #[serde(default)]
    pub training: Vec<Training>,
    /// What they want to learn (P77).
    pub development_plan: Option<DevelopmentPlan>,
    /// How they rate themselves, only if they wish (P80, P81).
    pub skills: Option<Skills>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// How senior somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seniority {
    /// A specialist.
    Specialist,
    /// A manager.
    Manager,
    /// A director or the head of a department.
    Director,
    /// A vice president or the head of a division.
    VicePresident,
    /// A member of the executive board.
    Executive,
}

/// A certificate.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Certificate {
    /// Its name.
    pub name: String,
    /// Who gave it.
    pub body: Option<String>,
    /// When.
    pub granted_on: Date,
    /// Until when it holds.
    pub expires_on: Option<Date>,
}

/// A training.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Training {
    /// Its name.
    pub name: String,
    /// When.
    pub on: Date,
}

/// What somebody wants to learn.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct DevelopmentPlan {
    /// What.
    pub goal: String,
    /// When it was last talked over.
    pub reviewed_on: Option<Date>,
}

/// How somebody rates themselves.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Skills {
    /// That they wish to. Without it nothing is shown.
    pub opt_in: bool,
    /// When.
    pub rated_on: Option<Date>,
    /// 1 to 5 for each skill.
    #[serde(default)]
    pub ratings: BTreeMap<Skill, Rating>,
}

/// Nine traits of people who do this well (P80), and four core skills of leaders (P81).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skill {
    /// Moves people without authority.
    Influential,
    /// Begins things.
    Initiative,
    /// Sees the whole.
    Strategic,
    /// Finds new ways.
    Creative,
    /// Feels what others feel.
    Empathic,
    /// Works with others.
    Cooperative,
    /// Knows people everywhere.
    Networker,
    /// Bends rules where that helps.
    BendsRules,
    /// Lives with what is unclear.
    ToleratesAmbiguity,
    /// Strategy.
    Strategy,
    /// Finance.
    Finance,
    /// Influence.
    Influence,
    /// Diplomacy.
    Diplomacy,
}
