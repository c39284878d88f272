//! `showstoppers.yaml`: the ugly questions, asked early, with both sides' position.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::Audience;
use crate::record::{Key, Ref};

/// A question that can stop the alliance (P07, P08).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Showstopper {
    /// Its id within the alliance.
    pub id: Key<noun::Showstopper>,
    /// What it is about.
    pub topic: Topic,
    /// The question itself.
    pub question: Option<String>,
    /// The initiative it belongs to.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// What we hold.
    pub our_position: Option<String>,
    /// What they hold.
    pub their_position: Option<String>,
    /// What lies between.
    pub gap: Option<String>,
    /// When it was put on the table.
    pub raised_on: Date,
    /// Who looks after it.
    pub owner: Option<Ref<noun::Person>>,
    /// Each time it was put off, and why.
    #[serde(default)]
    pub deferrals: Vec<Deferral>,
    /// How it was settled.
    pub resolution: Option<String>,
    /// When it was settled.
    pub resolved_on: Option<Date>,
    /// The decision that settles it.
    pub decision: Option<Ref<noun::Decision>>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// What a show-stopper is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Who owns what is made.
    Ip,
    /// Exclusivity.
    Exclusivity,
    /// Price and share.
    Pricing,
    /// Where we compete.
    Competition,
    /// Whose data, and where.
    Data,
    /// Who is liable.
    Liability,
    /// Who pays for which people.
    Headcount,
}

/// A question was put off (P08).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Deferral {
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Option<String>,
}
