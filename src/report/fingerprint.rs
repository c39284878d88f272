//! A short name for each finding that stays from run to run, wherever its line moves and however its message is
//! worded. Never looks at a line number; two findings of one report never share a fingerprint.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Results;
use crate::finding::Finding;
use crate::source::Sources;

/// The fingerprints of a report, in the order of its two lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprints {
    /// Of the findings.
    pub findings: Vec<String>,
    /// Of the waived findings.
    pub waived: Vec<String>,
}

impl Fingerprints {
    /// Takes them. Findings that would have the same one are numbered by where they stand, waived or not, so that a
    /// new waiver changes no fingerprint.
    pub fn of(results: &Results<'_>) -> Self {
        let waived = results.waived.iter().map(|waived| &waived.finding);
        let all: Vec<&Finding> = results.findings.iter().chain(waived).collect();
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|&at| {
            let place = &all[at].place;
            (results.sources.get(place.file).path(), place.range.start, place.range.end, &all[at].message)
        });
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let mut findings = vec![String::new(); all.len()];
        for at in order {
            let ordinal = seen.entry(digest(results.sources, all[at], 1)).or_default();
            *ordinal += 1;
            findings[at] = digest(results.sources, all[at], *ordinal);
        }
        let waived = findings.split_off(results.findings.len());
        Self { findings, waived }
    }
}

/// From the rule, the record (or else the path) and the field; from the message only where neither record nor field
/// says what is meant.
fn digest(sources: &Sources, finding: &Finding, ordinal: u32) -> String {
    let subject = match finding.record.as_str() {
        "" => sources.get(finding.place.file).path(),
        record => record,
    };
    let is_vague = finding.record.is_empty() && finding.field.is_empty();
    let message = if is_vague { finding.message.as_str() } else { "" };
    let ordinal = if ordinal > 1 { ordinal.to_string() } else { String::new() };
    let mut hash = Sha256::new();
    for part in [finding.rule.as_ref(), subject, finding.field.as_str(), message, ordinal.as_str()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
