//! The published JSON shape of a check, version 1. Fields are only ever added.

use serde::Serialize;

use super::Results;
use super::fingerprint::Fingerprints;
use crate::finding::{Finding, Waived};
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
    /// The findings that somebody has accepted for a time, in the same order.
    pub waived: Vec<WaivedEntry<'a>>,
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
    /// Findings that somebody accepted for a time.
    pub waived: usize,
    /// Findings that a baseline leaves out.
    pub baseline: usize,
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

/// A finding that somebody has accepted for a time.
#[derive(Debug, Serialize)]
pub struct WaivedEntry<'a> {
    /// The finding.
    #[serde(flatten)]
    pub finding: Entry<'a>,
    /// Who accepted it, and why.
    pub waiver: Waiver<'a>,
}

/// Why a finding is accepted.
#[derive(Debug, Serialize)]
pub struct Waiver<'a> {
    /// Why.
    pub reason: &'a str,
    /// By whom; absent where the waiver stands in the record itself.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub approver: &'a str,
    /// The last day on which it is accepted.
    pub expires: &'a str,
    /// The file in which the waiver stands, relative to the portfolio, with `/`.
    pub path: &'a str,
    /// Its line.
    pub line: u32,
}

/// The report as JSON, ending in a line break.
pub fn json(results: &Results<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&report(results)).unwrap_or_default();
    text.push('\n');
    text
}

fn report<'a>(results: &Results<'a>) -> Report<'a> {
    let Results { sources, summary, .. } = *results;
    let fingerprints = Fingerprints::of(results);
    let waived = results.waived.iter().zip(fingerprints.waived);
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
            waived: summary.waived,
            baseline: summary.known,
        },
        findings: entries(sources, results.findings, fingerprints.findings),
        waived: waived.map(|(waived, fingerprint)| waived_entry(sources, waived, fingerprint)).collect(),
    }
}

/// Findings in the shape in which programs are given them.
pub(super) fn entries<'a>(
    sources: &'a Sources,
    findings: &'a [Finding],
    fingerprints: Vec<String>,
) -> Vec<Entry<'a>> {
    let pairs = findings.iter().zip(fingerprints);
    pairs.map(|(finding, fingerprint)| entry(sources, finding, fingerprint)).collect()
}

fn waived_entry<'a>(sources: &'a Sources, waived: &'a Waived, fingerprint: String) -> WaivedEntry<'a> {
    let Location { path, line, .. } = location(sources, &waived.place);
    WaivedEntry {
        finding: entry(sources, &waived.finding, fingerprint),
        waiver: Waiver {
            reason: &waived.reason,
            approver: &waived.approver,
            expires: &waived.expires,
            path,
            line,
        },
    }
}

fn entry<'a>(sources: &'a Sources, finding: &'a Finding, fingerprint: String) -> Entry<'a> {
    Entry {
        rule: &finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        fingerprint,
        location: location(sources, &finding.place),
        record: &finding.record,
        field: &finding.field,
        label: finding.label.as_deref(),
        help: finding.help.as_deref(),
        fix: finding.patch.as_ref().map(|patch| {
            let place = Place { file: finding.place.file, range: patch.range.clone() };
            Fix { location: location(sources, &place), replacement: &patch.text }
        }),
        related: finding
            .related
            .iter()
            .map(|(place, message)| Related { location: location(sources, place), message })
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
