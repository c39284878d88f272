//! Figures of answers and levels: signs that are there or not, criteria that are met so far.

/// Rows of signs, each there, partly there, not there or unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct SignStrip {
    /// The signs from left to right; six are usual, eight are the most that can be read.
    pub columns: Vec<String>,
    /// The rows from top to bottom, such as partners or half-years.
    pub rows: Vec<SignRow>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One row of a [`SignStrip`].
#[derive(Debug, Clone, PartialEq)]
pub struct SignRow {
    /// Whose signs.
    pub name: String,
    /// Where they are described, relative to the page.
    pub href: Option<String>,
    /// One cell a sign; those that are not there are drawn as unknown.
    pub cells: Vec<SignCell>,
    /// Printed at the end, such as "4 of 6".
    pub count: String,
}

/// One answer of a [`SignRow`].
#[derive(Debug, Clone, PartialEq)]
pub struct SignCell {
    /// Whether the sign is there.
    pub sign: Sign,
    /// The evidence or what is missing, given as a tooltip.
    pub words: String,
    /// Where it is described, relative to the page.
    pub href: Option<String>,
}

/// Whether a sign is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// It is.
    Yes,
    /// In part.
    Partial,
    /// It is not.
    No,
    /// Nobody has said.
    Unknown,
}

/// Rows with a level from 0 to a few.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelBars {
    /// The highest level: 3 for dream killers, 5 for criteria.
    pub top: u8,
    /// What the highest and the lowest mean, such as "0 none" and "3 severe".
    pub ends: (String, String),
    /// What the small mark is, such as "half a year ago"; empty where no row has one.
    pub previous: String,
    /// The rows from top to bottom.
    pub rows: Vec<LevelRow>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

/// One row of [`LevelBars`].
#[derive(Debug, Clone, PartialEq)]
pub struct LevelRow {
    /// The criterion.
    pub name: String,
    /// Where it is described, relative to the page.
    pub href: Option<String>,
    /// The level; missing is a dash.
    pub level: Option<u8>,
    /// The level before.
    pub previous: Option<u8>,
    /// Printed at the end: "2, was 1", or why there is no level.
    pub words: String,
    /// Whether the level is one to talk about.
    pub alarming: bool,
}
