//! The sample portfolio: what the playbook finds in it is there on purpose, and `tests/cases/sample.md` says why.

use std::collections::{BTreeMap, BTreeSet};

use super::harness::{Folder, cases};

/// How often each rule finds something about each record.
fn found() -> BTreeMap<(String, String), usize> {
    let folder = Folder::sample();
    let run = folder.run(&["check", "--format", "json", "--quiet"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let mut found = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let record = finding["record"].as_str().unwrap_or_else(|| finding["path"].as_str().unwrap());
        *found.entry((finding["rule"].as_str().unwrap().to_owned(), record.to_owned())).or_default() += 1;
    }
    found
}

/// The list with the reasons: rule, record, how often.
fn listed() -> BTreeMap<(String, String), usize> {
    let text = std::fs::read_to_string(cases().join("sample.md")).unwrap();
    let mut listed = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("- `")) {
        let (rule, rest) = line.split_once("` ").unwrap();
        let (record, why) = rest.split_once(": ").unwrap();
        assert!(why.len() > 15, "{line} gives no reason");
        let (record, times) = match record.split_once(" (") {
            Some((record, times)) => (record, times.trim_end_matches(" times)").parse().unwrap()),
            None => (record, 1),
        };
        assert!(listed.insert((rule.to_owned(), record.to_owned()), times).is_none(), "{line} stands twice");
    }
    listed
}

#[test]
fn every_finding_of_the_sample_is_there_on_purpose() {
    let (found, listed) = (found(), listed());
    let accidents: Vec<_> = found.iter().filter(|(key, count)| listed.get(key) != Some(count)).collect();
    let untold: Vec<_> = listed.iter().filter(|(key, _)| !found.contains_key(key)).collect();
    assert!(
        accidents.is_empty() && untold.is_empty(),
        "found, not listed: {accidents:#?}\nlisted, not found: {untold:#?}"
    );
}

#[test]
fn the_sample_shows_more_than_thirty_rules_at_work() {
    let rules: BTreeSet<String> = found().into_keys().map(|(rule, _)| rule).collect();
    assert!(rules.len() >= 30, "{rules:?}");
}
