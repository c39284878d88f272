//! Figures that count: stages, distributions, comings and goings.

use super::Band;

/// What passes from the first stage to the last, each stage split in two, and how it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The name of the first part, such as "with a sales sponsor".
    pub first: String,
    /// The name of the other part; empty where nothing is split.
    pub second: String,
    /// The stages, from the first to the last.
    pub stages: Vec<FunnelBar>,
    /// Printed above the outcomes, such as "How they ended".
    pub outcomes_title: String,
    /// The outcomes, drawn on the same scale.
    pub outcomes: Vec<FunnelBar>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One bar of a [`Funnel`].
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelBar {
    /// The stage or the outcome.
    pub name: String,
    /// Where those it counts are listed, relative to the page.
    pub href: Option<String>,
    /// How many in the first part.
    pub first: u32,
    /// How many in the other part.
    pub second: u32,
    /// How it came from the bar above, in words: "9 of 12 went on, 75 %"; empty to print nothing.
    pub conversion: String,
}

/// How often each value occurs.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// What the bins are of, printed below them, such as "signs of a serious partner".
    pub axis: String,
    /// The bins from left to right.
    pub bins: Vec<Bin>,
    /// Named ranges of bins, such as "walk away" for the first; they may leave bins out.
    pub zones: Vec<BinZone>,
    /// Values marked by a line, such as the median.
    pub marks: Vec<BinMark>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One column of a [`Histogram`].
#[derive(Debug, Clone, PartialEq)]
pub struct Bin {
    /// The value or range, such as "3" or "60–79".
    pub name: String,
    /// How many.
    pub count: u32,
    /// Who, given as a tooltip.
    pub members: Vec<String>,
    /// Where they are listed, relative to the page.
    pub href: Option<String>,
}

/// A named range of bins, both ends included.
#[derive(Debug, Clone, PartialEq)]
pub struct BinZone {
    /// The index of its first bin.
    pub from: usize,
    /// The index of its last bin.
    pub to: usize,
    /// Its name.
    pub name: String,
}

/// A marked value of a [`Histogram`].
#[derive(Debug, Clone, PartialEq)]
pub struct BinMark {
    /// Where it stands, counted in bins: 0 is the left edge of the first bin, 2.5 the middle of the third.
    pub at: f64,
    /// Such as "median 4".
    pub words: String,
}

/// Who came and who left, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowBars {
    /// What an upward bar means, such as "joined".
    pub into: String,
    /// What a downward bar means, such as "left".
    pub out: String,
    /// The periods, oldest first.
    pub periods: Vec<FlowPeriod>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One period of [`FlowBars`].
#[derive(Debug, Clone, PartialEq)]
pub struct FlowPeriod {
    /// Such as "2026-Q3".
    pub name: String,
    /// How many came.
    pub into: u32,
    /// How many left.
    pub out: u32,
    /// Who, given as a tooltip.
    pub members: Vec<String>,
    /// Where they are listed, relative to the page.
    pub href: Option<String>,
}

/// Everybody as a dot on one axis, with the extremes named: the distribution, not only its mean.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeStrip {
    /// The dots, in any order.
    pub dots: Vec<RangeDot>,
    /// Both ends of the axis, such as 0 and 100.
    pub scale: (f64, f64),
    /// The marks of the axis with their wording.
    pub ticks: Vec<(f64, String)>,
    /// Named ranges, such as "poor".
    pub bands: Vec<Band>,
    /// Values marked by a line, such as the median, with their words.
    pub marks: Vec<(f64, String)>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One dot of a [`RangeStrip`].
#[derive(Debug, Clone, PartialEq)]
pub struct RangeDot {
    /// Whose.
    pub name: String,
    /// Where it leads, relative to the page.
    pub href: Option<String>,
    /// The value as placed and as printed.
    pub reading: super::Reading,
}
