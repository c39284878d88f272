//! Findings that were there when the rules were adopted: kept in a file, matched by rule, record and field, never by
//! line. What the file lists and is no longer found is said, so that the list only shrinks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Severity};
use crate::source::{FileId, Place, Sources};

/// The version of the shape.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    entries: Vec<Entry>,
}

/// Findings of one rule about one field of one record.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    /// The address of the record, or the path of the file for a fault of reading.
    record: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    field: String,
    /// How many there were.
    count: usize,
}

type Key = (String, String, String);

fn key(finding: &Finding, sources: &Sources) -> Key {
    let record = match finding.record.as_str() {
        "" => sources.get(finding.place.file).path(),
        record => record,
    };
    (finding.rule.to_string(), record.to_owned(), finding.field.clone())
}

/// The text of a baseline that holds these findings, one entry a line; and how many entries there are.
pub fn baseline(findings: &[Finding], sources: &Sources) -> (String, usize) {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(key(finding, sources)).or_default() += 1;
    }
    let lines: Vec<String> = counts
        .into_iter()
        .map(|((rule, record, field), count)| {
            let entry = Entry { rule, record, field, count };
            format!("    {}", serde_json::to_string(&entry).unwrap_or_default())
        })
        .collect();
    let count = lines.len();
    (format!("{{\n  \"version\": {VERSION},\n  \"entries\": [\n{}\n  ]\n}}\n", lines.join(",\n")), count)
}

/// What a baseline did.
#[derive(Debug, Default)]
pub struct Known {
    /// Findings that it does not list, and its own entries that nothing matches.
    pub findings: Vec<Finding>,
    /// How many findings it lists.
    pub known: usize,
}

/// Takes out of findings those that a baseline lists; the error says why it cannot be read. An entry of a rule that
/// was not `asked` is left in peace.
pub fn apply_baseline(
    findings: Vec<Finding>,
    sources: &Sources,
    file: FileId,
    asked: &dyn Fn(&str) -> bool,
) -> Result<Known, String> {
    let text = sources.get(file).text();
    let read: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if read.version != VERSION {
        return Err(format!("it has version {}, this program reads version {VERSION}", read.version));
    }
    let mut left: BTreeMap<Key, usize> = BTreeMap::new();
    for entry in &read.entries {
        let key = (entry.rule.clone(), entry.record.clone(), entry.field.clone());
        let left = left.entry(key).or_default();
        *left = left.saturating_add(entry.count);
    }
    let mut known = Known::default();
    for finding in findings {
        match left.get_mut(&key(&finding, sources)).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                known.known += 1;
            }
            None => known.findings.push(finding),
        }
    }
    for ((rule, record, field), left) in
        left.into_iter().filter(|((rule, _, _), left)| *left > 0 && asked(rule))
    {
        let place = entry_place(text, file, &rule, &record, &field);
        let about = if field.is_empty() { record.clone() } else { format!("{record}, {field}") };
        let message = if left == 1 {
            format!("`{rule}` is no longer found in {about}")
        } else {
            format!("`{rule}` is found {left} times less in {about}")
        };
        known.findings.push(
            Finding::error("stale-baseline-entry", place, message)
                .severity(Severity::Warning)
                .field(format!("{rule} {about}"))
                .help(
                    "write the baseline anew with `--write-baseline`, so that it does not hide the next one",
                ),
        );
    }
    Ok(known)
}

/// The line of an entry.
fn entry_place(text: &str, file: FileId, rule: &str, record: &str, field: &str) -> Place {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let entry: Option<Entry> = serde_json::from_str(line.trim().trim_end_matches(',')).ok();
        if entry.is_some_and(|entry| entry.rule == rule && entry.record == record && entry.field == field) {
            let start = at + (line.len() - line.trim_start().len());
            return Place { file, range: start..at + line.trim_end().trim_end_matches(',').len() };
        }
        at += line.len();
    }
    Place { file, range: 0..0 }
}
