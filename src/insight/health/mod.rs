//! How the relationship with one partner stands: what both sides say, what they promised, how often they met, who gains.

pub mod alignment;
pub mod balance;
pub mod cadence;
pub mod dependence;
pub mod influence;
pub mod perception;
pub mod promises;

use std::collections::BTreeMap;

use crate::playbook::Playbook;
use crate::portfolio::calendar::Date;
use crate::portfolio::{Partner, Portfolio, noun};
use crate::record::Key;

/// What figures about one partner are computed from; the records are seen as of the day already.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// All records.
    pub portfolio: &'a Portfolio,
    /// What the organisation asks for.
    pub playbook: &'a Playbook,
    /// The partner.
    pub partner: &'a Partner,
    /// The day.
    pub as_of: Date,
}

/// How the relationship stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Health {
    /// Rounds of surveys, the latest first.
    pub perception: Vec<perception::Round>,
    /// Promises of both sides.
    pub promises: promises::Ledger,
    /// Forums and how they kept their rhythm.
    pub cadence: Vec<cadence::Rhythm>,
    /// Who gained how much.
    pub balance: balance::Balance,
    /// Topics and whether the two want the same, those that drifted apart first.
    pub alignment: Vec<alignment::Topic>,
    /// Who knows whom; nothing without an influence map.
    pub influence: Option<influence::Influence>,
}

/// Computes how the relationship stands.
pub fn health(given: Given<'_>) -> Health {
    Health {
        perception: perception::perception(given.partner),
        promises: promises::ledger(given.partner, given.as_of),
        cadence: cadence::cadence(given),
        balance: balance::balance(given.portfolio, given.partner),
        alignment: alignment::alignment(given.partner, given.as_of),
        influence: influence::influence(given),
    }
}

/// An anchor for each entry of the log: its id, or else its kind and day, with a number where a day has several.
pub fn anchors<'a>(
    kind: &str,
    entries: impl Iterator<Item = (Option<&'a Key<noun::Entry>>, Date)>,
) -> Vec<String> {
    let mut on_day: BTreeMap<Date, usize> = BTreeMap::new();
    let anchor = |(id, on): (Option<&Key<noun::Entry>>, Date)| {
        if let Some(id) = id {
            return id.to_string();
        }
        let count = on_day.entry(on).or_default();
        *count += 1;
        if *count == 1 { format!("{kind}-{on}") } else { format!("{kind}-{on}-{count}") }
    };
    entries.map(anchor).collect()
}

#[cfg(test)]
mod tests;
