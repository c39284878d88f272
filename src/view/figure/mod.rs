//! The data of a chart, computed, sorted and worded before anything is drawn.
//! Numbers are plain and may be missing; nothing here knows pixels, colours or SVG.
//!
//! In every figure `summary` is the one sentence read aloud in place of the drawing. Leave it empty
//! only where the same words stand beside the chart: the drawing is then hidden from assistive tools.

mod cadence;
mod counts;
mod network;
mod sides;
mod signs;

use jiff::civil::Date;

pub use self::cadence::{CadenceGap, CadenceLane, CadenceMeeting, CadenceStrip};
pub use self::counts::{
    Bin, BinMark, BinZone, FlowBars, FlowPeriod, Funnel, FunnelBar, Histogram, RangeDot, RangeStrip,
};
pub use self::network::{Edge, EdgeKind, Network, NetworkLayout, Node, NodeKind, Standing};
pub use self::sides::{Dumbbell, DumbbellRow, PromiseBars, PromiseRow, Reading, SplitBar, SplitRow};
pub use self::signs::{LevelBars, LevelRow, Sign, SignCell, SignRow, SignStrip};

/// The shape of one measure over time, small enough for a table row. A missing point is a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparkline {
    /// One entry a period, oldest first; all sparklines of a column should cover the same periods.
    pub points: Vec<Option<f64>>,
    /// Such as "Win rate fell from 38 % to 31 % over eight quarters".
    pub summary: String,
}

/// Where the best range of a [`Bullet`] lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// At the top: more is better.
    More,
    /// At the bottom, as with days late.
    Less,
    /// In the middle, and worse to either side.
    Within,
}

/// One measure against its target, over the ranges that call it poor, fair or good.
#[derive(Debug, Clone, PartialEq)]
pub struct Bullet {
    /// The measured value; without it only ranges and target are drawn.
    pub actual: Option<f64>,
    /// The value aimed for.
    pub target: Option<f64>,
    /// Both ends of the scale. One that does not start at 0 gets a dot in place of a bar.
    pub scale: (f64, f64),
    /// The limits between the ranges, ascending: none for one range, two for poor, fair and good.
    pub bands: Vec<f64>,
    /// Where the best range lies.
    pub better: Better,
    /// Such as "Win rate 31 %, target 35 %; poor under 20, good from 30".
    pub summary: String,
}

/// One to four measures over time on a common axis. Title and subtitle are for the page to set above
/// the drawing, where they can wrap; the drawing holds the lines, their names and the axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The message as a sentence.
    pub title: String,
    /// What is shown, when, and in which unit.
    pub subtitle: String,
    /// The name of each period, oldest first.
    pub periods: Vec<String>,
    /// The lines, most important first.
    pub series: Vec<Series>,
    /// The range in which the measure should lie.
    pub band: Option<Band>,
    /// Turning points: the index of a period and a few words, such as "sales sponsor asked for". A line
    /// marks where that period begins, so that before and after can be told apart.
    pub notes: Vec<(usize, String)>,
    /// The marks of the value axis with their wording; the axis covers at least these.
    /// See [`nice_ticks`]. Put 0 among them unless a small change on a large value is the message.
    pub ticks: Vec<(f64, String)>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One line of a [`Trend`].
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Printed at the end of the line.
    pub name: String,
    /// What kind of line it is.
    pub tone: Tone,
    /// One entry a period; a missing point is a gap.
    pub points: Vec<Option<f64>>,
    /// The last known value in words, printed at the end of the line; empty to print none.
    pub end: String,
}

/// What a line stands for, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What was measured.
    Actual,
    /// The same measure a year or a quarter before.
    Previous,
    /// What was planned or aimed for.
    Target,
    /// The first of up to four equals.
    First,
    /// The second of up to four equals.
    Second,
    /// The third of up to four equals.
    Third,
    /// The last of up to four equals.
    Fourth,
}

/// A range of values with a name, such as "healthy".
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
    /// Printed inside the range; empty to print nothing.
    pub name: String,
}

/// How many alliances stood in which state, period by period. A list shorter than `periods` counts
/// as zero from there on. Title and subtitle are for the page, as in [`Trend`].
#[derive(Debug, Clone, PartialEq)]
pub struct StateStack {
    /// The message as a sentence.
    pub title: String,
    /// What is shown, when, and in which unit.
    pub subtitle: String,
    /// The name of each period, oldest first.
    pub periods: Vec<String>,
    /// Alliances on track, one count a period.
    pub on_track: Vec<u32>,
    /// Alliances at risk.
    pub at_risk: Vec<u32>,
    /// Alliances off track.
    pub off_track: Vec<u32>,
    /// Alliances without enough data to rate.
    pub not_rated: Vec<u32>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// Risks by likelihood and impact, each rated from 1 to 5.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskGrid {
    /// The risks in the order in which they should stand inside a cell. A rating outside 1 to 5 is
    /// not drawn.
    pub risks: Vec<RatedRisk>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One risk of a [`RiskGrid`].
#[derive(Debug, Clone, PartialEq)]
pub struct RatedRisk {
    /// Two to four characters, such as "R3", explained by the table beside the grid.
    pub label: String,
    /// From 1, rare, to 5, almost certain.
    pub likelihood: u8,
    /// From 1, negligible, to 5, severe.
    pub impact: u8,
    /// Where the risk is described, relative to the page.
    pub href: Option<String>,
}

/// Days along a drawing, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct DayAxis {
    /// The first day shown.
    pub from: Date,
    /// The last day shown.
    pub to: Date,
    /// The first day of each quarter to rule off, with its name.
    pub grid: Vec<(Date, String)>,
    /// The day that the page speaks of.
    pub as_of: Date,
    /// That day in words, such as "As of 30 Jun 2026".
    pub as_of_label: String,
}

/// What is due when, one lane an alliance.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The lanes from top to bottom.
    pub lanes: Vec<Lane>,
    /// The days shown. Marks outside are not drawn.
    pub days: DayAxis,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One row of a [`Timeline`].
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The alliance.
    pub name: String,
    /// Its page, relative to this one.
    pub href: Option<String>,
    /// What is due, in any order.
    pub marks: Vec<Mark>,
}

/// One event in a [`Lane`].
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The day it falls on.
    pub date: Date,
    /// What it is, which decides its shape.
    pub kind: MarkKind,
    /// A few words, printed where there is room and always given as a tooltip.
    pub label: String,
}

/// The kinds of event in a [`Timeline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// An agreement ends or renews.
    Renewal,
    /// The last day to give notice.
    NoticeDeadline,
    /// A business review.
    Review,
    /// A milestone of joint work.
    Milestone(MilestoneState),
}

/// How a milestone stands on the as-of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneState {
    /// Reached.
    Done,
    /// Still ahead.
    Due,
    /// Past its date and not reached.
    Missed,
}

/// Scores of every alliance on every measure.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// One row an alliance, worst first, each with its page relative to this one.
    pub rows: Vec<(String, Option<String>)>,
    /// One column a measure; twelve are about as many as can be read.
    pub columns: Vec<String>,
    /// Row by row, a score from 0 to 100 with its printed form, or nothing where there is no data.
    pub values: Vec<Vec<Option<(f64, String)>>>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// Three to seven round numbers that enclose `low` to `high`, ascending, for an axis. Empty when either
/// is not finite; equal values are given room on both sides.
pub fn nice_ticks(low: f64, high: f64) -> Vec<f64> {
    if !low.is_finite() || !high.is_finite() {
        return Vec::new();
    }
    let (mut low, mut high) = (low.min(high), low.max(high));
    if high - low <= low.abs().max(high.abs()) * 1e-9 {
        let room = if low == 0.0 { 1.0 } else { low.abs() * 0.1 };
        (low, high) = (low - room, high + room);
    }
    let rough = high / 4.0 - low / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|of| of * power).into_iter().find(|step| *step >= rough);
    let Some(step) = step.filter(|step| step.is_normal()) else {
        return Vec::new();
    };
    // The tolerance keeps 0.30000000000000004 from asking for one more mark.
    let first = (low / step + 1e-6).floor();
    let last = (high / step - 1e-6).ceil();
    let count = (last - first) as u32;
    (0..=count).map(|index| (first + f64::from(index)) * step).filter(|tick| tick.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    use super::nice_ticks;

    #[test]
    fn ticks_are_round_and_enclose_the_data() {
        assert_eq!(nice_ticks(0.0, 9.8), [0.0, 2.5, 5.0, 7.5, 10.0]);
        assert_eq!(nice_ticks(0.0, 100.0), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(nice_ticks(-3.0, 5.0), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
        assert_eq!(nice_ticks(5.0, -3.0), nice_ticks(-3.0, 5.0));
    }

    #[test]
    fn equal_values_get_room() {
        let ticks = nice_ticks(42.0, 42.0);
        assert!(ticks.first().unwrap() < &42.0 && ticks.last().unwrap() > &42.0, "{ticks:?}");
        assert!(nice_ticks(0.0, 0.0).len() >= 3);
    }

    #[test]
    fn what_is_not_finite_has_no_ticks_and_the_huge_stays_finite() {
        assert!(nice_ticks(f64::NAN, 1.0).is_empty());
        assert!(nice_ticks(0.0, f64::INFINITY).is_empty());
        for (low, high) in [(f64::MIN, f64::MAX), (0.0, f64::MIN_POSITIVE), (-1e300, 1e-300)] {
            let ticks = nice_ticks(low, high);
            assert!(ticks.len() < 10 && ticks.iter().all(|tick| tick.is_finite()), "{ticks:?}");
        }
    }
}
