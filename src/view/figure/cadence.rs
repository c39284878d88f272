//! When bodies met, and how often they had meant to.

use jiff::civil::Date;

use super::DayAxis;

/// Meetings held, planned and missed, one lane a forum or body.
#[derive(Debug, Clone, PartialEq)]
pub struct CadenceStrip {
    /// The lanes from top to bottom.
    pub lanes: Vec<CadenceLane>,
    /// The days shown. What lies outside is not drawn; a gap is cut.
    pub days: DayAxis,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One row of a [`CadenceStrip`].
#[derive(Debug, Clone, PartialEq)]
pub struct CadenceLane {
    /// The forum or body.
    pub name: String,
    /// Where it is described, relative to the page.
    pub href: Option<String>,
    /// The interval asked for in words, such as "every 4 weeks, 9 of 12 met".
    pub asked: String,
    /// Its dates, in any order.
    pub meetings: Vec<CadenceMeeting>,
    /// The spans without a meeting that are longer than asked for.
    pub gaps: Vec<CadenceGap>,
}

/// One date of a [`CadenceLane`].
#[derive(Debug, Clone, PartialEq)]
pub struct CadenceMeeting {
    /// The day.
    pub date: Date,
    /// True when it is planned and has not been held.
    pub planned: bool,
    /// Given as a tooltip, such as "Steering committee, 4 March 2026".
    pub label: String,
    /// Where it is written down, relative to the page.
    pub href: Option<String>,
}

/// A span that was too long.
#[derive(Debug, Clone, PartialEq)]
pub struct CadenceGap {
    /// The day of the last meeting before it.
    pub from: Date,
    /// The day of the next one, or the as-of day.
    pub to: Date,
    /// Printed in it where there is room, such as "71 days".
    pub words: String,
}
