//! The line that closes a run.

use std::time::Duration;

use crate::finding::{Finding, Severity};
use crate::portfolio::calendar::Date;

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Info => tally.infos += 1,
            }
        }
        tally
    }

    /// In words: "3 errors, 9 warnings".
    pub fn words(&self) -> String {
        let parts: Vec<String> =
            [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")]
                .into_iter()
                .filter(|&(count, _)| count > 0)
                .map(|(count, word)| plural(count, word))
                .collect();
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    }
}

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

fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
