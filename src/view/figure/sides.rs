//! Figures that set two sides beside each other: ours and theirs.

/// What two sides say of the same items, on one scale. Only answers that may be shown belong in here.
#[derive(Debug, Clone, PartialEq)]
pub struct Dumbbell {
    /// What our side is called in the key, such as "We".
    pub ours: String,
    /// What their side is called, such as "Northwind".
    pub theirs: String,
    /// Both ends of the scale.
    pub scale: (f64, f64),
    /// What both ends mean, such as "1 not at all" and "5 fully".
    pub ends: (String, String),
    /// The items from top to bottom.
    pub rows: Vec<DumbbellRow>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One item of a [`Dumbbell`].
#[derive(Debug, Clone, PartialEq)]
pub struct DumbbellRow {
    /// The item, such as "Decisions are made in time".
    pub name: String,
    /// Where its answers stand, relative to the page.
    pub href: Option<String>,
    /// The mean of our answers.
    pub ours: Option<Reading>,
    /// The mean of theirs.
    pub theirs: Option<Reading>,
    /// The gap in words, or why there is none: "1.4 apart", "too few answers of theirs".
    pub gap: String,
    /// Whether the gap is one to talk about.
    pub wide: bool,
}

/// A value and how it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The value.
    pub value: f64,
    /// As printed, such as "3.8".
    pub printed: String,
}

/// How promises fared, one bar a row: a side, or a side in a quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseBars {
    /// The bars from top to bottom; their lengths can be compared.
    pub rows: Vec<PromiseRow>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One bar of [`PromiseBars`].
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseRow {
    /// Whose promises, such as "Ours" or "2026-Q3".
    pub name: String,
    /// Where the promises stand, relative to the page.
    pub href: Option<String>,
    /// Kept by the first date promised.
    pub kept: u32,
    /// Kept, after the date had been moved or missed.
    pub slipped: u32,
    /// Open, and not yet due.
    pub open: u32,
    /// Open, and past the date.
    pub overdue: u32,
    /// Given up.
    pub dropped: u32,
    /// Printed above the bar on the right, such as "5 dates moved"; empty to print nothing.
    pub words: String,
}

/// How a value is split between us and them, one bar a row.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitBar {
    /// What our side is called in the key.
    pub ours: String,
    /// What their side is called.
    pub theirs: String,
    /// The bars from top to bottom.
    pub rows: Vec<SplitRow>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One bar of a [`SplitBar`].
#[derive(Debug, Clone, PartialEq)]
pub struct SplitRow {
    /// What is split, such as a partner or a quarter.
    pub name: String,
    /// Where its amounts stand, relative to the page.
    pub href: Option<String>,
    /// Our part of the whole, from 0 to 1; without it the row is a dashed line.
    pub share: Option<f64>,
    /// Our amount in words.
    pub ours: String,
    /// Their amount in words.
    pub theirs: String,
    /// The larger share in words, such as "62 %"; without a share, why there is none.
    pub larger: String,
}
