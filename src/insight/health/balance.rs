//! Who gained how much: the value that was logged for either side, in the portfolio's currency.

use rust_decimal::Decimal;

use super::super::{At, Counted};
use super::anchors;
use crate::facts::worth::{Worth, worth};
use crate::portfolio::calendar::Date;
use crate::portfolio::log::{Entry, Value, ValueKind};
use crate::portfolio::money::{Currency, Money};
use crate::portfolio::words::Side;
use crate::portfolio::{Partner, Portfolio};

/// What was logged as value, and how it is split.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// The currency of the sums.
    pub currency: Currency,
    /// Every entry of value, the latest first.
    pub entries: Vec<Gain>,
    /// What we had, of entries that could be counted; nothing if it cannot be added up.
    pub ours: Option<Decimal>,
    /// What they had.
    pub theirs: Option<Decimal>,
}

/// An entry of value.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// The entry.
    pub record: Counted,
    /// When.
    pub on: Date,
    /// What kind of value.
    pub of: ValueKind,
    /// What we had, as written.
    pub ours: Option<Money>,
    /// What they had, as written.
    pub theirs: Option<Money>,
    /// What shows it.
    pub evidence: Option<String>,
    /// What it was worth to both.
    pub worth: Worth,
}

impl Balance {
    /// The side that had more and its share in per cent; nothing if nothing can be counted, or both had as much.
    pub fn larger(&self) -> Option<(Side, Decimal)> {
        let ours = self.our_share()?;
        let half = Decimal::from(50);
        match ours.cmp(&half) {
            std::cmp::Ordering::Greater => Some((Side::Ours, ours)),
            std::cmp::Ordering::Less => Some((Side::Theirs, Decimal::ONE_HUNDRED - ours)),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Our share in per cent; nothing if nothing can be counted, or one side lost more than it gained.
    pub fn our_share(&self) -> Option<Decimal> {
        let (ours, theirs) = (self.ours?, self.theirs?);
        if ours.is_sign_negative() && !ours.is_zero() || theirs.is_sign_negative() && !theirs.is_zero() {
            return None;
        }
        ours.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(ours.checked_add(theirs)?)
    }

    /// Entries that neither side counts, for want of a rate.
    pub fn without_rate(&self) -> impl Iterator<Item = &Gain> {
        self.entries.iter().filter(|gain| gain.worth == Worth::NoRate)
    }

    /// Entries that name an amount which is counted.
    pub fn counted(&self) -> impl Iterator<Item = &Gain> {
        self.entries.iter().filter(|gain| matches!(gain.worth, Worth::Priced { .. }))
    }
}

/// What was logged as value for both sides of a partner.
pub fn balance(portfolio: &Portfolio, partner: &Partner) -> Balance {
    let values: Vec<&Value> = partner
        .log
        .iter()
        .filter_map(|entry| match &entry.value {
            Entry::Value(value) => Some(value),
            _ => None,
        })
        .collect();
    let anchors = anchors("value", values.iter().map(|value| (value.id.as_ref(), value.on)));
    let (mut ours, mut theirs) = (Some(Decimal::ZERO), Some(Decimal::ZERO));
    let mut entries = Vec::new();
    for (value, anchor) in values.into_iter().zip(anchors) {
        let worth = worth(&portfolio.settings, value);
        if let Worth::Priced { ours: to_us, theirs: to_them } = worth {
            ours = ours.and_then(|sum| sum.checked_add(to_us));
            theirs = theirs.and_then(|sum| sum.checked_add(to_them));
        }
        entries.push(Gain {
            record: Counted::of(&partner.id, At::Anchor(anchor), value.text.clone().unwrap_or_default()),
            on: value.on,
            of: value.of,
            ours: value.ours,
            theirs: value.theirs,
            evidence: value.evidence.clone(),
            worth,
        });
    }
    entries.sort_by_key(|gain| std::cmp::Reverse(gain.on));
    Balance { currency: portfolio.settings.currency(), entries, ours, theirs }
}
