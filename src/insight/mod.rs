//! What the records of an alliance, or of all of them, add up to: the numbers behind the pages, each with the records
//! that it counts. Words nothing beyond names, judges nothing and draws nothing.
//!
//! A figure about one partner reads that partner's records only, and those that it shares; so another partner changes
//! none of it. The one exception is a share of a sum over all, in `concentration` and `health::dependence`.

pub mod arrival;
pub mod asked;
pub mod attendance;
pub mod breakdown;
pub mod candour;
pub mod changes;
pub mod concentration;
pub mod corrections;
pub mod dates;
pub mod ecosystem;
pub mod flow;
pub mod freshness;
pub mod health;
pub mod inspection;
pub mod listening;
pub mod movers;
pub mod outcomes;
pub mod people;
pub mod preparation;
pub mod promises;
pub mod quarterly;
pub mod questions;
pub mod readiness;
pub mod reviewed;
pub mod self_check;
pub mod seriousness;
pub mod silence;
pub mod sponsorship;
pub mod spread;
pub mod stages;
pub mod standards;
pub mod steps;
pub mod summary;
pub mod team;
pub mod trust;
pub mod ugly;
pub mod unchallenged;
pub mod wins;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::facts::{History, Known, Standing, WaiverUse};
use crate::playbook::Playbook;
use crate::playbook::shape::Phase;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::{Partner, Portfolio};
use crate::scorecard::{Score, Scores, scoreboard};

pub use crate::scorecard::QUARTERS;

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

    /// A partner as a whole.
    pub fn partner(partner: &Partner) -> Self {
        Self { partner: Some(partner.id.clone()), at: At::Top, name: partner.profile.name.clone() }
    }

    /// Something further down on a partner's page.
    pub fn on(partner: &Partner, anchor: &str, name: &str) -> Self {
        Self { partner: Some(partner.id.clone()), at: At::Anchor(anchor.to_owned()), name: name.to_owned() }
    }
}

/// What figures are computed from.
#[derive(Clone)]
pub struct Ground<'a> {
    /// The records, seen as of the day.
    pub portfolio: &'a Portfolio,
    /// What the organisation asks for.
    pub playbook: &'a Playbook,
    /// The day.
    pub as_of: Date,
    /// The figures and scores of all partners.
    pub scores: Cow<'a, BTreeMap<String, Scores>>,
}

static NOTHING_KNOWN: Standing = Standing { states: Vec::new(), metrics: BTreeMap::new() };
static NO_HISTORY: History = History(BTreeMap::new());

impl<'a> Ground<'a> {
    /// Scores every partner, and keeps the scores with what they were made from.
    pub fn scored(portfolio: &'a Portfolio, playbook: &'a Playbook, as_of: Date) -> Self {
        let scores = Cow::Owned(scoreboard(portfolio, playbook, as_of));
        Self { portfolio, playbook, as_of, scores }
    }

    /// The last quarter that has ended.
    pub fn quarter(&self) -> Quarter {
        self.portfolio.settings.fiscal_year.last_closed(self.as_of)
    }

    /// The closed quarters that figures go back, the oldest first.
    pub fn quarters(&self) -> Vec<Quarter> {
        (1 - QUARTERS..=0).map(|back| self.quarter().plus(back)).collect()
    }

    /// The first and the last day of a quarter.
    pub fn days_of(&self, quarter: Quarter) -> (Date, Date) {
        let year = self.portfolio.settings.fiscal_year;
        (year.first_day(quarter), year.last_day(quarter))
    }

    /// The partners, by id.
    pub fn partners(&self) -> impl Iterator<Item = &'a Partner> + use<'a> {
        self.portfolio.partners.values()
    }

    /// What the present stage of a partner is in the life of an alliance.
    pub fn phase(&self, partner: &Partner) -> Option<Phase> {
        crate::facts::partner::phase(partner, self.playbook)
    }

    /// The score of a partner in the last closed quarter.
    pub fn score(&self, partner: &Partner) -> Option<&Score> {
        Some(self.scores.get(&partner.id)?.now())
    }

    /// What facts are computed from. Nothing of standing and history is known there: what asks for them is computed
    /// from the scores of the ground.
    fn known(&self, partner: Option<&'a Partner>, id: &'a str) -> Known<'a> {
        Known {
            portfolio: self.portfolio,
            playbook: self.playbook,
            partner,
            id,
            gates: &[],
            agreement: None,
            waived: WaiverUse::default(),
            history: &NO_HISTORY,
            standing: &NOTHING_KNOWN,
            as_of: self.as_of,
        }
    }
}

#[cfg(test)]
mod tests;
