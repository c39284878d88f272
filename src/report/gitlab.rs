//! Findings as a Code Quality report, which GitLab shows in a merge request. It knows no waivers: waived findings are
//! left out.

use serde_json::{Value, json};

use super::Results;
use super::advice::whole;
use super::fingerprint::Fingerprints;
use crate::finding::Severity;

/// A JSON array, ending in a line break.
pub fn gitlab(results: &Results<'_>) -> String {
    let pairs = results.findings.iter().zip(Fingerprints::of(results).findings);
    let issues = pairs.map(|(finding, fingerprint)| {
        json!({
            "description": whole(finding),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            "location": {
                "path": results.path(&finding.place),
                "lines": { "begin": results.sources.region(&finding.place).line },
            },
        })
    });
    format!("{:#}\n", Value::Array(issues.collect()))
}
