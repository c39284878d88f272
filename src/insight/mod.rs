//! What the records of an alliance, or of all of them, add up to: the numbers behind the pages, each with the records
//! that it counts. Words nothing beyond names, judges nothing and draws nothing.

pub mod health;

use crate::portfolio::calendar::Quarter;

/// A record that a figure counts, so that a page can lead to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// The id of the partner that it belongs to; nothing for what belongs to no single one.
    pub partner: Option<String>,
    /// Where it is shown.
    pub at: At,
    /// What people call it.
    pub name: String,
}

/// Where a record is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// At the head of the partner's page, or of the portfolio's.
    Top,
    /// Further down on that page, under an anchor like `c-014`.
    Anchor(String),
    /// On the page of an initiative, by its id.
    Initiative(String),
    /// On the page of a meeting, by its id.
    Meeting(String),
    /// On the page of a review, by its quarter.
    Review(Quarter),
}

impl Counted {
    /// A record of a partner.
    pub fn of(partner: &str, at: At, name: impl Into<String>) -> Self {
        Self { partner: Some(partner.to_owned()), at, name: name.into() }
    }
}
