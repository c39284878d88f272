//! Findings as JSON, one a line, for programs that read a line at a time. The shape of a line is that of a finding in
//! the JSON report.

use super::fingerprint::Fingerprints;
use super::{Results, json};

/// One JSON object a finding, each ending in a line break; nothing where nothing was found.
pub fn jsonl(results: &Results<'_>) -> String {
    let fingerprints = Fingerprints::of(results).findings;
    let mut text = String::new();
    for entry in json::entries(results.sources, results.findings, fingerprints) {
        text.push_str(&serde_json::to_string(&entry).unwrap_or_default());
        text.push('\n');
    }
    text
}
