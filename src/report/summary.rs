//! The line that closes a run.

use std::time::Duration;

use crate::finding::{Tally, plural};
use crate::portfolio::calendar::Date;

/// What was checked.
#[derive(Debug, Clone, Copy)]
pub struct Summary {
    /// Partners.
    pub partners: usize,
    /// Records.
    pub records: usize,
    /// Findings.
    pub tally: Tally,
    /// The date that the records were seen as of.
    pub as_of: Date,
}

impl Summary {
    /// `checked 42 partners, 318 records in 0.21 s · 3 errors, 9 warnings (as of 2026-06-30)`
    pub fn line(&self, took: Duration) -> String {
        format!(
            "checked {}, {} in {:.2} s · {} (as of {})",
            plural(self.partners, "partner"),
            plural(self.records, "record"),
            took.as_secs_f64(),
            self.tally.words(),
            self.as_of
        )
    }
}
