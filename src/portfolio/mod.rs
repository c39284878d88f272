//! The nouns of alliance work, their calendar and money, linked by id. One noun a file.

pub mod agreement;
pub mod assessment;
pub mod calendar;
pub mod commitment;
pub mod decision;
pub mod exit;
pub mod governance;
pub mod initiative;
pub mod issue;
pub mod log;
pub mod meeting;
pub mod money;
pub mod noun;
pub mod observation;
pub mod people;
pub mod plan;
pub mod profile;
pub mod programme;
pub mod proposition;
pub mod review;
pub mod risk;
pub mod settings;
pub mod showstopper;
pub mod stakeholders;
pub mod survey;
pub mod waiver;
pub mod words;

use std::collections::BTreeMap;

/// A team's own fields, under `x:` in a record; they show on the page as they are.
pub type Custom = BTreeMap<String, serde_yaml::Value>;
