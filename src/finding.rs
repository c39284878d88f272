//! One thing wrong with the records: rule, severity, message, where, and the way out.
//! Knows nothing of how it is shown.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::source::{FileId, Place, Sources};

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Wants attention.
    Warning,
    /// Wants action.
    Error,
}

impl Severity {
    /// The word for people and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The names of what reading finds; no rule has one of them. A test holds the list against the code that reads.
pub const READING: &[&str] = &[
    "alias",
    "anchor",
    "bad-cell",
    "bad-date",
    "bad-header",
    "bad-id",
    "bad-metric",
    "bad-quarter",
    "bad-scorecard",
    "bad-value",
    "bad-yaml",
    "colliding-ids",
    "duplicate-id",
    "duplicate-key",
    "duplicate-observation",
    "empty-record",
    "large-file",
    "misfit-figure",
    "missing-field",
    "missing-front-matter",
    "missing-partner",
    "not-text",
    "second-document",
    "symbolic-link",
    "tag",
    "too-many-files",
    "unknown-field",
    "unknown-file",
    "unknown-reference",
    "unknown-schema",
    "unreadable-file",
    "wrong-type",
];

/// One thing wrong with the records.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule: the thing flagged, like `unknown-field`.
    pub rule: Cow<'static, str>,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to read beside the underlined text.
    pub label: Option<String>,
    /// The field within the file, for fingerprints: `ratings[2].impact`.
    pub field: String,
    /// The address of the record that a rule judged, like `acme/commitments/c-014`; empty for faults of a file.
    pub record: String,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Place, String)>,
    /// What to do now.
    pub help: Option<String>,
    /// A text that would mend it, in place of the bytes of a range in the same file.
    pub patch: Option<Patch>,
}

/// A text in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The bytes to replace.
    pub range: Range<usize>,
    /// What to put there.
    pub text: String,
}

impl Finding {
    /// A finding of severity error; there is none without a place.
    pub fn error(rule: impl Into<Cow<'static, str>>, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            severity: Severity::Error,
            message: message.into(),
            place,
            label: None,
            field: String::new(),
            record: String::new(),
            related: Vec::new(),
            help: None,
            patch: None,
        }
    }

    /// A finding about a file as a whole.
    pub fn of_file(rule: impl Into<Cow<'static, str>>, file: FileId, message: impl Into<String>) -> Self {
        Self::error(rule, Place { file, range: 0..0 }, message)
    }

    /// Changes the severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds what to read beside the underlined text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Names the field within the file.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }

    /// Names the record that was judged, by its address.
    pub fn record(mut self, address: impl Into<String>) -> Self {
        self.record = address.into();
        self
    }

    /// Adds another place.
    pub fn related(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }

    /// Adds what to do now.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a text that would mend it.
    pub fn patch(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.patch = Some(Patch { range, text: text.into() });
        self
    }
}

/// A finding that somebody has accepted for a time.
#[derive(Debug, Clone)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it; empty where the waiver stands in the record itself.
    pub approver: String,
    /// The last day on which it is accepted, like `2026-11-21`.
    pub expires: String,
    /// Where the waiver stands.
    pub place: Place,
}

/// Sorts findings the way in which all reports show them: path, line, column, rule.
pub fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by(|a, b| {
        sources
            .get(a.place.file)
            .path()
            .cmp(sources.get(b.place.file).path())
            .then_with(|| a.place.range.start.cmp(&b.place.range.start))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.place.range.end.cmp(&b.place.range.end))
    });
}

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
        let parts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")]
            .into_iter()
            .filter(|&(count, _)| count > 0)
            .map(|(count, word)| plural(count, word))
            .collect();
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    }
}

/// `3 errors`, `1 error`
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
