//! From a reading to points, by the metric's direction; or why there are none.

use std::fmt;

use rust_decimal::Decimal;

use super::{Reading, round};
use crate::playbook::shape::{Direction, Metric};
use crate::portfolio::money::Currency;

/// Where points begin and where they are full.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limits {
    /// More is better: no points at `none` or less, all at `full` or more.
    Up {
        /// No points here.
        none: Decimal,
        /// All points here.
        full: Decimal,
    },
    /// Less is better: all points at `full` or less, none at `none` or more.
    Down {
        /// All points here.
        full: Decimal,
        /// No points here.
        none: Decimal,
    },
    /// All points within the band, none at one width of the band outside.
    Band {
        /// The lower end.
        min: Decimal,
        /// The upper end.
        max: Decimal,
    },
}

/// Why a metric has no points in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrated {
    /// Nothing was measured.
    NoFigure,
    /// It was measured in a currency without a rate for the quarter.
    NoRate(Currency),
    /// Nothing was planned.
    NoTarget,
    /// It was planned in a currency without a rate for the quarter.
    NoTargetRate(Currency),
    /// The metric has a band as its direction, and no band.
    NoBand,
    /// No points lead from `poor` to the target: the target is zero or negative and `poor` is not written, or `poor` is not
    /// on the worse side of the target.
    NoRoom,
}

impl fmt::Display for Unrated {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFigure => formatter.write_str("no figure"),
            Self::NoRate(currency) => write!(formatter, "no rate for {currency}"),
            Self::NoTarget => formatter.write_str("no target"),
            Self::NoTargetRate(currency) => write!(formatter, "no rate for the target's {currency}"),
            Self::NoBand => formatter.write_str("no band"),
            Self::NoRoom => formatter.write_str("no room between poor and target"),
        }
    }
}

/// The limits for a target, or why there are none.
pub fn limits(metric: &Metric, target: Option<Decimal>) -> Result<Limits, Unrated> {
    let half = Decimal::new(5, 1);
    match metric.direction {
        Direction::Up => {
            let full = target.ok_or(Unrated::NoTarget)?;
            let none = metric.poor.map_or_else(|| full * half, |poor| poor.0);
            if none < full { Ok(Limits::Up { none, full }) } else { Err(Unrated::NoRoom) }
        }
        Direction::Down => {
            let full = target.ok_or(Unrated::NoTarget)?;
            let none = metric.poor.map_or_else(|| full + full * half, |poor| poor.0);
            if none > full { Ok(Limits::Down { full, none }) } else { Err(Unrated::NoRoom) }
        }
        Direction::Band => match metric.band {
            Some(band) if band.min.0 < band.max.0 => Ok(Limits::Band { min: band.min.0, max: band.max.0 }),
            _ => Err(Unrated::NoBand),
        },
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
    let share = match limits(metric, reading.target.number())? {
        Limits::Up { none, full } => (actual - none).checked_div(full - none),
        Limits::Down { full, none } => (none - actual).checked_div(none - full),
        Limits::Band { min, max } => {
            let outside = (min - actual).max(actual - max).max(Decimal::ZERO);
            outside.checked_div(max - min).map(|outside| Decimal::ONE - outside)
        }
    };
    // Limits are never equal; what could still fail is a share beyond all digits, and that one is clear.
    let share = share.unwrap_or(Decimal::ZERO);
    Ok(round(share.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_HUNDRED))
}
