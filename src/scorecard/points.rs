//! From a reading to points, by the metric's direction; or why there are none.

use std::fmt;

use rust_decimal::Decimal;

use super::{Reading, round};
use crate::playbook::limits::{Limits, NoLimits};
use crate::playbook::shape::{Direction, Metric};
use crate::portfolio::money::Currency;

/// Why a metric has no points in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrated {
    /// Nothing was measured.
    NoFigure,
    /// Nothing was measured, and nothing had to be: the last figure holds until the next is due.
    NotDue,
    /// It was measured in a currency without a rate for the quarter.
    NoRate(Currency),
    /// It was planned in a currency without a rate for the quarter.
    NoTargetRate(Currency),
    /// There are no limits between which points could lie.
    NoLimits(NoLimits),
}

impl fmt::Display for Unrated {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFigure => formatter.write_str("no figure"),
            Self::NotDue => formatter.write_str("not due yet"),
            Self::NoRate(currency) => write!(formatter, "no rate for {currency}"),
            Self::NoTargetRate(currency) => write!(formatter, "no rate for the target's {currency}"),
            Self::NoLimits(NoLimits::NoTarget) => formatter.write_str("no target"),
            Self::NoLimits(NoLimits::NoBand) => formatter.write_str("no band"),
            Self::NoLimits(NoLimits::NoRoom) => formatter.write_str("no room between poor and target"),
        }
    }
}

/// The points of a reading, 0 to 100 with two decimals, or why there are none.
pub fn points(metric: &Metric, reading: Option<&Reading>) -> Result<Decimal, Unrated> {
    let reading = reading.ok_or(Unrated::NoFigure)?;
    let actual = reading.actual.number().ok_or(match reading.actual.without_rate() {
        Some(currency) => Unrated::NoRate(currency),
        None => Unrated::NoFigure,
    })?;
    if let (Some(currency), true) = (reading.target.without_rate(), metric.direction != Direction::Band) {
        return Err(Unrated::NoTargetRate(currency));
    }
    // How far it is from where there are none, and how far all of them are; beyond either end nothing is divided.
    let (way, whole) = match metric.limits(reading.target.number()).map_err(Unrated::NoLimits)? {
        Limits::Up { none, full } => (actual - none, full - none),
        Limits::Down { full, none } => (none - actual, none - full),
        Limits::Band { min, max } => {
            let width = max - min;
            (width - (min - actual).max(actual - max).max(Decimal::ZERO), width)
        }
    };
    if way <= Decimal::ZERO {
        return Ok(Decimal::ZERO);
    }
    let share = if way >= whole { Decimal::ONE } else { way.checked_div(whole).unwrap_or_default() };
    Ok(round(share * Decimal::ONE_HUNDRED))
}
