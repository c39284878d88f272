//! The published JSON shape of a check, version 1. Fields are only ever added.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Summary;
use crate::finding::Finding;
use crate::source::{Place, Sources};

/// The version of the shape.
pub const VERSION: u32 = 1;

/// A whole report.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    /// The version of this shape: 1.
    pub version: u32,
    /// What wrote it.
    pub tool: Tool,
    /// The date that the records were seen as of.
    pub as_of: String,
    /// Counts.
    pub summary: Counts,
    /// The findings, by path, line, column and rule.
    pub findings: Vec<Entry<'a>>,
}

/// What wrote the report.
#[derive(Debug, Serialize)]
pub struct Tool {
    /// `quarterdeck`
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// Counts of a report.
#[derive(Debug, Serialize)]
pub struct Counts {
    /// Partners checked.
    pub partners: usize,
    /// Records checked.
    pub records: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    /// The rule.
    pub rule: &'a str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: &'a str,
    /// Where.
    #[serde(flatten)]
    pub location: Location<'a>,
    /// The record that a rule judged, by its address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub record: &'a str,
    /// The field within the file.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub field: &'a str,
    /// What to read beside the underlined text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    /// What to do now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
    /// A text that would mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix<'a>>,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related<'a>>,
    /// The same from run to run while the finding is the same, wherever its line moves.
    pub fingerprint: String,
}

/// Lines and columns, from 1; a column is a character, the end is exclusive.
#[derive(Debug, Serialize)]
pub struct Location<'a> {
    /// The path, relative to the portfolio, with `/`.
    pub path: &'a str,
    /// The line where it begins.
    pub line: u32,
    /// The column where it begins.
    pub column: u32,
    /// The line where it ends.
    pub end_line: u32,
    /// The column just behind it.
    pub end_column: u32,
}

/// A text in place of another.
#[derive(Debug, Serialize)]
pub struct Fix<'a> {
    /// What is replaced.
    #[serde(flatten)]
    pub location: Location<'a>,
    /// By what.
    pub replacement: &'a str,
}

/// Another place.
#[derive(Debug, Serialize)]
pub struct Related<'a> {
    /// Where.
    #[serde(flatten)]
    pub location: Location<'a>,
    /// Why.
    pub message: &'a str,
}

/// The report as JSON, ending in a line break.
pub fn json(sources: &Sources, findings: &[Finding], summary: &Summary) -> String {
    let report = report(sources, findings, summary);
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn report<'a>(sources: &'a Sources, findings: &'a [Finding], summary: &Summary) -> Report<'a> {
    Report {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        as_of: summary.as_of.to_string(),
        summary: Counts {
            partners: summary.partners,
            records: summary.records,
            errors: summary.tally.errors,
            warnings: summary.tally.warnings,
            infos: summary.tally.infos,
        },
        findings: findings.iter().map(|finding| entry(sources, finding)).collect(),
    }
}

fn entry<'a>(sources: &'a Sources, finding: &'a Finding) -> Entry<'a> {
    let location = location(sources, &finding.place);
    Entry {
        rule: &finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        fingerprint: fingerprint(location.path, finding),
        location,
        record: &finding.record,
        field: &finding.field,
        label: finding.label.as_deref(),
        help: finding.help.as_deref(),
        fix: finding.patch.as_ref().map(|patch| {
            let place = Place { file: finding.place.file, range: patch.range.clone() };
            Fix { location: self::location(sources, &place), replacement: &patch.text }
        }),
        related: finding
            .related
            .iter()
            .map(|(place, message)| Related { location: self::location(sources, place), message })
            .collect(),
    }
}

fn location<'a>(sources: &'a Sources, place: &Place) -> Location<'a> {
    let region = sources.region(place);
    Location {
        path: sources.get(place.file).path(),
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
    }
}

/// From rule, path, field and message, never from the line.
fn fingerprint(path: &str, finding: &Finding) -> String {
    let digest = Sha256::new()
        .chain_update(finding.rule.as_bytes())
        .chain_update([0])
        .chain_update(path.as_bytes())
        .chain_update([0])
        .chain_update(finding.field.as_bytes())
        .chain_update([0])
        .chain_update(finding.message.as_bytes())
        .finalize();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
