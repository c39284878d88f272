//! From which value on a metric has points, from which on it has them all, and when a figure of it is due.

use rust_decimal::Decimal;

use super::shape::{Direction, Metric};
use crate::portfolio::calendar::{FiscalYear, Quarter};

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

/// Why there are no limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLimits {
    /// Nothing was planned.
    NoTarget,
    /// The metric has a band as its direction, and no band.
    NoBand,
    /// No points lead from `poor` to the target: the target is zero or negative and `poor` is not written, or `poor` is not
    /// on the worse side of the target.
    NoRoom,
}

impl Metric {
    /// Whether a figure is due for a quarter: always, but for a metric with a rhythm of its own whose last figure still holds.
    /// A figure of a quarter holds from its end on until the next is due.
    pub fn is_due(&self, last: Option<Quarter>, quarter: Quarter, year: FiscalYear) -> bool {
        let holds = self.every.zip(last).is_some_and(|(every, last)| {
            last < quarter && every.after(year.last_day(last)) > year.last_day(quarter)
        });
        !holds
    }

    /// The limits for a target, or why there are none.
    pub fn limits(&self, target: Option<Decimal>) -> Result<Limits, NoLimits> {
        let half = Decimal::new(5, 1);
        match self.direction {
            Direction::Up => {
                let full = target.ok_or(NoLimits::NoTarget)?;
                let none = self.poor.map_or_else(|| full * half, |poor| poor.0);
                if none < full { Ok(Limits::Up { none, full }) } else { Err(NoLimits::NoRoom) }
            }
            Direction::Down => {
                let full = target.ok_or(NoLimits::NoTarget)?;
                let none = self.poor.map_or_else(|| full + full * half, |poor| poor.0);
                if none > full { Ok(Limits::Down { full, none }) } else { Err(NoLimits::NoRoom) }
            }
            Direction::Band => match self.band {
                Some(band) if band.min < band.max => Ok(Limits::Band { min: band.min.0, max: band.max.0 }),
                _ => Err(NoLimits::NoBand),
            },
        }
    }
}
