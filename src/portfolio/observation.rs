//! `observations.csv`: what was planned and what was measured, a line a metric and quarter.

use rust_decimal::Decimal;

use super::calendar::{Date, Period};
use super::money::Currency;
use super::noun;
use crate::record::Ref;

/// The columns of `observations.csv`; the last two may be left out.
pub const COLUMNS: [&str; 8] =
    ["metric", "period", "target", "actual", "as_of", "source", "initiative", "note"];

/// How many of the columns must be there.
pub const REQUIRED_COLUMNS: usize = 6;

/// A line of observations.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The line in the file, from 1.
    pub line: u32,
    /// The metric.
    pub metric: Ref<noun::Metric>,
    /// The quarter.
    pub period: Period,
    /// What was planned.
    pub target: Option<Figure>,
    /// What was measured.
    pub actual: Option<Figure>,
    /// The day on which it was true.
    pub as_of: Option<Date>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// The initiative that it is about; without it, the whole alliance. Lines of initiatives stand beside
    /// those of the alliance and do not enter its figures.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// A word on it.
    pub note: Option<String>,
}

/// A figure as it stands in a cell: a number, with a currency if one was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The number.
    pub number: Decimal,
    /// The currency, if the cell names one.
    pub currency: Option<Currency>,
}
