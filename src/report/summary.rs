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
    /// Findings that somebody has accepted for a time.
    pub waived: usize,
    /// Findings that a baseline leaves out.
    pub known: usize,
    /// The date that the records were seen as of.
    pub as_of: Date,
}

impl Summary {
    /// `3 errors, 9 warnings, 2 waived`
    fn words(&self) -> String {
        let mut words = self.tally.words();
        if self.waived > 0 {
            words.push_str(&format!(", {} waived", self.waived));
        }
        if self.known > 0 {
            words.push_str(&format!(", {} in the baseline", self.known));
        }
        words
    }

    /// `checked 42 partners, 318 records in 0.21 s · 3 errors, 9 warnings (as of 2026-06-30)`
    pub fn line(&self, took: Duration) -> String {
        format!(
            "checked {}, {} in {:.2} s · {} (as of {})",
            plural(self.partners, "partner"),
            plural(self.records, "record"),
            took.as_secs_f64(),
            self.words(),
            self.as_of
        )
    }
}
