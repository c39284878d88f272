//! From a reading to points, by the metric's direction.

use rust_decimal::Decimal;

use super::Reading;
use crate::playbook::shape::{Direction, Metric};

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

/// The limits for a target; nothing where they cannot be told: no target, or a target from which no
/// `poor` value follows because it is zero.
pub fn limits(metric: &Metric, target: Option<Decimal>) -> Option<Limits> {
    let half = Decimal::new(5, 1);
    match metric.direction {
        Direction::Up => {
            let full = target?;
            let none = metric.poor.map_or_else(|| full * half, |poor| poor.0);
            (none < full).then_some(Limits::Up { none, full })
        }
        Direction::Down => {
            let full = target?;
            let none = metric.poor.map_or_else(|| full + full * half, |poor| poor.0);
            (none > full).then_some(Limits::Down { full, none })
        }
        Direction::Band => {
            let band = metric.band?;
            (band.min.0 < band.max.0).then_some(Limits::Band { min: band.min.0, max: band.max.0 })
        }
    }
}

/// The points of a reading, 0 to 100; nothing without an actual or without limits.
pub fn points(metric: &Metric, reading: &Reading) -> Option<Decimal> {
    let actual = reading.actual?;
    let share = match limits(metric, reading.target)? {
        Limits::Up { none, full } => (actual - none).checked_div(full - none)?,
        Limits::Down { full, none } => (none - actual).checked_div(none - full)?,
        Limits::Band { min, max } => {
            let outside = (min - actual).max(actual - max).max(Decimal::ZERO);
            Decimal::ONE - outside.checked_div(max - min)?
        }
    };
    Some(share.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_HUNDRED)
}
