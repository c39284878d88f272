//! The published JSON shape of a check, version 1.

use std::collections::BTreeSet;

use quarterdeck::disk::Folder as OnDisk;
use quarterdeck::load::load;
use quarterdeck::report;
use serde_json::Value;

use super::harness::{Folder, TODAY};

const RISK: &str = "- id: r-01\n  txt: The window\n  raised_on: 2026-01-08\n";

/// Several faults in several files, some with more than one on a line.
fn faulty() -> Folder {
    let folder = Folder::sound();
    folder
        .write("partners/birch/risks.yaml", "- {id: R 1, text: Ice, raised_on: 2026-13-01, onwer: nobody}\n")
        .write("partners/acme/risks.yaml", RISK)
        .write("partners/acme/reviews/spring.md", "---\nheld_on: 2026-04-14\n---\n")
        .write(
            "partners/acme/issues.yaml",
            "- {id: i-01, text: A, text: B, kind: other, severity: low, raised_on: 2026-02-03}\n",
        );
    folder
}

fn findings(report: &Value) -> &[Value] {
    report["findings"].as_array().unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_report_has_the_fields_of_version_one() {
    let report = faulty().json();
    assert_eq!(keys(&report), ["version", "tool", "as_of", "summary", "findings", "waived"]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["tool"]["name"], "quarterdeck");
    assert_eq!(report["as_of"], TODAY);
    assert_eq!(
        keys(&report["summary"]),
        ["partners", "records", "errors", "warnings", "infos", "waived", "baseline"]
    );
    assert_eq!(report["summary"]["partners"], 2);
    assert_eq!(report["summary"]["errors"], findings(&report).len());
    let unknown = findings(&report).iter().find(|finding| finding["rule"] == "unknown-field").unwrap();
    assert_eq!(
        keys(unknown),
        [
            "rule",
            "severity",
            "message",
            "path",
            "line",
            "column",
            "end_line",
            "end_column",
            "field",
            "label",
            "fix",
            "fingerprint"
        ]
    );
    assert_eq!(keys(&unknown["fix"]), ["path", "line", "column", "end_line", "end_column", "replacement"]);
    let twice = findings(&report).iter().find(|finding| finding["rule"] == "duplicate-key").unwrap();
    assert_eq!(keys(&twice["related"][0]), ["path", "line", "column", "end_line", "end_column", "message"]);
}

#[test]
fn lines_and_columns_begin_at_one_and_the_end_is_exclusive() {
    let report = faulty().json();
    let unknown = findings(&report).iter().find(|finding| finding["rule"] == "unknown-field").unwrap();
    assert_eq!(unknown["path"], "partners/acme/risks.yaml");
    assert_eq!([&unknown["line"], &unknown["column"]], [2, 3]);
    assert_eq!([&unknown["end_line"], &unknown["end_column"]], [2, 6]);
    assert_eq!(unknown["fix"]["replacement"], "text");
    // A finding about a file as a whole stands at its beginning.
    let whole = findings(&report).iter().find(|finding| finding["rule"] == "bad-quarter").unwrap();
    assert_eq!([&whole["line"], &whole["column"]], [1, 1]);
    for finding in findings(&report) {
        for number in ["line", "column", "end_line", "end_column"] {
            assert!(finding[number].as_u64().unwrap() >= 1, "{finding}");
        }
    }
}

#[test]
fn findings_come_by_path_line_column_and_rule() {
    let report = faulty().json();
    let order: Vec<_> = findings(&report)
        .iter()
        .map(|finding| {
            let text = |name: &str| finding[name].as_str().unwrap().to_owned();
            (text("path"), finding["line"].as_u64(), finding["column"].as_u64(), text("rule"))
        })
        .collect();
    assert!(order.len() >= 6 && order.is_sorted(), "{order:#?}");
    assert!(order.iter().all(|(path, ..)| path.starts_with("partners/") && !path.contains('\\')));
}

/// The order is that of lines and columns even where a label reaches further back than its finding.
#[test]
fn the_same_folder_gives_the_same_bytes() {
    let folder = faulty();
    let once = folder.run(&["check", "--select", "records", "--format", "json", "--as-of", TODAY]);
    let again = folder.run(&["check", "--select", "records", "--format", "json", "--as-of", TODAY]);
    assert_eq!(once.stdout, again.stdout);
    assert!(!once.stdout.contains(folder.path().to_str().unwrap()), "no path of this machine");
}

#[test]
fn a_fingerprint_stays_when_the_finding_moves() {
    let folder = Folder::sound();
    folder.write("partners/acme/risks.yaml", RISK);
    let before = folder.json();
    folder.write("partners/acme/risks.yaml", format!("# A word above.\n\n{RISK}"));
    let after = folder.json();
    let (before, after) = (&findings(&before)[0], &findings(&after)[0]);
    assert_eq!([&before["line"], &after["line"]], [2, 4]);
    assert_eq!(before["fingerprint"], after["fingerprint"]);
    assert_eq!(before["fingerprint"].as_str().unwrap().len(), 32);
}

#[test]
fn different_findings_have_different_fingerprints() {
    let folder = faulty();
    folder.write("partners/acme/risks.yaml", format!("{RISK}{}", RISK.replace("r-01", "r-02")));
    let report = folder.json();
    let distinct: BTreeSet<_> =
        findings(&report).iter().map(|finding| finding["fingerprint"].as_str()).collect();
    assert_eq!(distinct.len(), findings(&report).len());
}

/// As many findings come out of each format as there are.
#[test]
fn every_format_conserves_findings() {
    let folder = faulty();
    let loaded = load(&OnDisk::open(folder.path()).unwrap());
    let count = loaded.findings.len();
    assert!(count >= 6, "{count}");
    assert_eq!(findings(&folder.json()).len(), count);
    let concise = folder.run(&["check", "--select", "records", "--format", "concise"]).stdout;
    assert_eq!(concise.lines().count(), count);
    assert_eq!(concise, report::concise(&loaded.sources, &loaded.findings));
    let full = folder.run(&["check", "--select", "records"]).stdout;
    assert_eq!(full.lines().filter(|line| line.starts_with("error[")).count(), count);
}

/// Settings that are wrong do not empty the report.
#[test]
fn sound_records_give_an_empty_list() {
    let report = Folder::sound().json();
    assert_eq!(findings(&report).len(), 0);
    assert_eq!(report["summary"]["errors"], 0);
    assert_eq!(report["summary"]["records"].as_u64().unwrap(), SOUND_RECORDS);
}

/// Two people, the programme, a shared initiative, birch, and ten of acme's: profile, plan, governance,
/// agreement, commitment, decision, issue, initiative, meeting, review.
const SOUND_RECORDS: u64 = 15;
