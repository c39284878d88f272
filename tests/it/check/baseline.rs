//! Findings that were there when rules were adopted: written down once, left out from then on, and told when they are gone.

use std::fs;

use serde_json::{Value, json};

use super::super::harness::Folder;
use super::{PROMISES, TWO_PROMISES, check, found, list, promises, report, rules, text};

const FILE: &str = "baseline.json";

/// Promises under the standard profile, with everything that is found now in a baseline.
fn adopted() -> Folder {
    let folder = promises();
    folder.write("playbook.yaml", "extends: standard\n");
    write(&folder);
    folder
}

fn write(folder: &Folder) {
    let run = check(folder, &["--write-baseline", FILE]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
}

fn read(folder: &Folder) -> Value {
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What is found besides the baseline.
fn new(folder: &Folder) -> Vec<String> {
    found(folder, &["--baseline", FILE])
}

#[test]
fn what_was_written_down_is_left_out() {
    let folder = adopted();
    let all = found(&folder, &[]).len();
    assert!(all > 10, "the standard profile should find something: {all}");
    assert_eq!(new(&folder), [""; 0]);
    let run = check(&folder, &["--baseline", FILE]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
    assert!(run.stderr.contains(&format!(" · no findings, {all} in the baseline (as of")), "{}", run.stderr);
    assert_eq!(check(&folder, &[]).code, 1, "without it all is told");
}

#[test]
fn to_write_a_baseline_shows_nothing_and_says_how_many_entries_it_has() {
    let folder = promises();
    folder.write("playbook.yaml", "extends: standard\n");
    let run = check(&folder, &["--write-baseline", FILE]);
    let entries = list(&read(&folder)["entries"]).len();
    assert_eq!(run.stderr, format!("wrote a baseline of {entries} entries to {FILE}\n"));
}

#[test]
fn a_baseline_has_one_entry_a_line_in_an_order_of_its_own() {
    let folder = adopted();
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["{", "  \"version\": 1,", "  \"entries\": ["]);
    assert_eq!(lines[lines.len() - 2..], ["  ]", "}"]);
    assert!(text.ends_with('\n'));
    let entries = &lines[3..lines.len() - 2];
    assert_eq!(entries.len(), list(&read(&folder)["entries"]).len());
    assert!(entries.iter().all(|line| line.starts_with("    {\"rule\":\"")), "{text}");
    let bare: Vec<&str> = entries.iter().map(|line| line.trim_end_matches(',')).collect();
    let mut sorted = bare.clone();
    sorted.sort_unstable();
    assert_eq!(bare, sorted);
    write(&folder);
    assert_eq!(
        fs::read_to_string(folder.path().join(FILE)).unwrap(),
        text,
        "the same findings, the same bytes"
    );
}

#[test]
fn a_portfolio_without_findings_has_an_empty_baseline() {
    let folder = promises();
    check(&folder, &["--write-baseline", FILE, "--select", "overdue-survey"]);
    assert_eq!(read(&folder), json!({"version": 1, "entries": []}));
    assert_eq!(found(&folder, &["--baseline", FILE, "--select", "overdue-survey"]), [""; 0]);
}

#[test]
fn a_new_finding_is_told() {
    let folder = adopted();
    let more = "- {id: c-03, text: A list of sites., side: ours, owner: ana, made_on: 2026-02-10, due: 2026-03-01}\n";
    folder.write(PROMISES, format!("{TWO_PROMISES}{more}"));
    assert_eq!(
        new(&folder),
        [
            "partners/acme/commitments.yaml:13:20 error[incomplete-commitment] acme/commitments/c-03",
            "partners/acme/commitments.yaml:13:88 error[overdue-commitment] acme/commitments/c-03",
        ]
    );
    assert_eq!(check(&folder, &["--baseline", FILE]).code, 1);
}

#[test]
fn a_fault_of_reading_is_written_down_by_its_file() {
    let folder = promises();
    folder.write("partners/acme/risks.yaml", "- {id: r-01, txt: The window, raised_on: 2026-01-08}\n");
    write(&folder);
    let entries = read(&folder);
    let fault = list(&entries["entries"]).iter().find(|entry| entry["rule"] == "unknown-field").unwrap();
    assert_eq!(text(fault, "record"), "partners/acme/risks.yaml");
    assert_eq!(new(&folder), [""; 0]);
    // The same fault in another file is a new one.
    folder.write(
        "partners/acme/issues.yaml",
        "- {id: i-01, txt: A, kind: other, severity: low, raised_on: 2026-01-08}\n",
    );
    assert_eq!(new(&folder), ["partners/acme/issues.yaml:1:14 error[unknown-field] –"]);
}

#[test]
fn moving_lines_changes_nothing() {
    let folder = adopted();
    folder
        .write(PROMISES, format!("# Our promises.\n\n\n{}", TWO_PROMISES.replace("due:", "# Late.\n  due:")));
    assert_eq!(new(&folder), [""; 0]);
    // Neither does another order of the records, nor other words of a message.
    let (first, second) = TWO_PROMISES.split_at(TWO_PROMISES.find("- id: c-02").unwrap());
    folder.write(PROMISES, format!("{second}{first}"));
    assert_eq!(new(&folder), [""; 0]);
    assert_eq!(
        found(&folder, &["--baseline", FILE, "--as-of", "2026-07-01"]),
        [""; 0],
        "a day more is another message"
    );
}

#[test]
fn what_was_mended_is_told_at_its_line_of_the_baseline() {
    let folder = adopted();
    folder.write(PROMISES, TWO_PROMISES.replace("due: 2026-05-10", "due: 2026-07-10"));
    let report = report(&folder, &["--baseline", FILE]);
    let findings = list(&report["findings"]);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    let stale = &findings[0];
    assert_eq!(text(stale, "rule"), "stale-baseline-entry");
    assert_eq!(text(stale, "severity"), "warning");
    assert_eq!(
        text(stale, "message"),
        "`overdue-commitment` is no longer found in acme/commitments/c-01, due"
    );
    assert_eq!(text(stale, "path"), FILE);
    let written = fs::read_to_string(folder.path().join(FILE)).unwrap();
    let line = written.lines().nth(stale["line"].as_u64().unwrap() as usize - 1).unwrap();
    assert!(line.contains("\"overdue-commitment\"") && line.contains("acme/commitments/c-01"), "{line}");
    let columns = stale["column"].as_u64().unwrap()..stale["end_column"].as_u64().unwrap();
    let end = line.trim_end_matches(',').chars().count() as u64 + 1;
    assert_eq!(columns, 5..end, "the whole entry is underlined");
    assert!(text(stale, "help").contains("--write-baseline"), "{stale}");

    let run = check(&folder, &["--baseline", FILE]);
    assert_eq!(run.code, 0, "it is a warning: {run:?}");
    assert!(run.stdout.contains(&format!("--> {FILE}:")), "{}", run.stdout);
    assert_eq!(check(&folder, &["--baseline", FILE, "--fail-on", "warning"]).code, 1);
    write(&folder);
    assert_eq!(new(&folder), [""; 0], "written anew it is whole again");
}

#[test]
fn what_was_mended_and_comes_back_is_left_out_until_the_baseline_is_written_anew() {
    let folder = adopted();
    folder.write(PROMISES, TWO_PROMISES.replace("due: 2026-05-10", "due: 2026-07-10"));
    write(&folder);
    folder.write(PROMISES, TWO_PROMISES);
    assert_eq!(
        new(&folder),
        ["partners/acme/commitments.yaml:6:8 error[overdue-commitment] acme/commitments/c-01"]
    );
}

/// A folder in which one rule finds the same key several times: each stage of a partner, without a field of its own.
fn alike(count: usize) -> Folder {
    let folder = super::ground();
    super::own_rule(
        &folder,
        "alike",
        "title: T\nseverity: error\nscope: log-entry\nrequire: false\nat: partner.name\nmessage: m\n",
    );
    entries(&folder, count);
    folder
}

/// Writes log entries of the same day and without ids: they have one address between them.
fn entries(folder: &Folder, count: usize) {
    let entry = "- {kind: note, on: 2026-05-04, text: We met.}\n";
    folder.write("partners/acme/log.yaml", entry.repeat(count));
}

#[test]
fn findings_that_look_alike_are_counted() {
    let folder = alike(3);
    let look = |more: &[&str]| {
        let mut arguments = vec!["--select", "alike", "--baseline", FILE];
        arguments.extend(more);
        rules(&folder, &arguments)
    };
    check(&folder, &["--select", "alike", "--write-baseline", FILE]);
    let written = read(&folder);
    assert_eq!(list(&written["entries"]).len(), 1, "{written}");
    assert_eq!(written["entries"][0]["count"], 3);
    assert_eq!(look(&[]), [""; 0]);
    entries(&folder, 5);
    assert_eq!(look(&[]), ["alike", "alike"], "two are new");
    entries(&folder, 1);
    assert_eq!(look(&[]), ["stale-baseline-entry"]);
    let report = report(&folder, &["--select", "alike", "--baseline", FILE]);
    let message = text(&report["findings"][0], "message").to_owned();
    assert_eq!(message, "`alike` is found 2 times less in acme/log/2026-05-04, name");
}

#[test]
fn entries_of_the_same_key_add_up() {
    let folder = alike(3);
    let entry = |count: u32| json!({"rule": "alike", "record": "acme/log/2026-05-04", "field": "name", "count": count});
    folder.write(FILE, json!({"version": 1, "entries": [entry(1), entry(2)]}).to_string());
    assert_eq!(rules(&folder, &["--select", "alike", "--baseline", FILE]), [""; 0]);
    folder.write(FILE, json!({"version": 1, "entries": [entry(1), entry(1)]}).to_string());
    assert_eq!(rules(&folder, &["--select", "alike", "--baseline", FILE]), ["alike"]);
}

#[test]
fn a_baseline_that_somebody_wrote_otherwise_is_read_all_the_same() {
    let folder = adopted();
    let pretty = serde_json::to_string_pretty(&read(&folder)).unwrap();
    folder.write(FILE, pretty);
    assert_eq!(new(&folder), [""; 0]);
    folder.write(PROMISES, TWO_PROMISES.replace("due: 2026-05-10", "due: 2026-07-10"));
    // Its line cannot be told, its file can.
    assert_eq!(new(&folder), ["baseline.json:1:1 warning[stale-baseline-entry] –"]);
}

#[test]
fn a_baseline_that_is_none_is_two() {
    for (text, why) in [
        ("", "EOF"),
        ("[]", "invalid length"),
        ("{\"version\": 1}", "missing field `entries`"),
        ("{\"version\": 2, \"entries\": []}", "it has version 2, this program reads version 1"),
        ("{\"version\": 1, \"entries\": [], \"more\": 1}", "unknown field `more`"),
        ("{\"version\": 1, \"entries\": [{\"rule\": \"x\"}]}", "missing field `record`"),
        ("{\"version\": 1, \"entries\": [{\"rule\": \"x\", \"record\": \"y\", \"count\": -1}]}", "-1"),
        ("version: 1\nentries: []\n", "expected value"),
    ] {
        let folder = promises();
        folder.write(FILE, text);
        let run = check(&folder, &["--baseline", FILE]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{text}: {run:?}");
        assert!(
            run.stderr.starts_with(&format!("error: `{FILE}` is no baseline: ")),
            "{text}: {}",
            run.stderr
        );
        assert!(run.stderr.contains(why), "{text}: {}", run.stderr);
        assert!(
            run.stderr.contains("= help: write it anew with `quarterdeck check --write-baseline"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_baseline_that_is_not_there_is_two() {
    let run = check(&promises(), &["--baseline", "nowhere.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: cannot read the baseline `nowhere.json`: "), "{}", run.stderr);
    assert!(run.stderr.contains("--write-baseline FILE"), "{}", run.stderr);
    let folder = promises();
    folder.write(FILE, [0xff, 0xfe, 0x00]);
    assert_eq!(check(&folder, &["--baseline", FILE]).code, 2, "not even text");
}

#[test]
fn a_baseline_that_cannot_be_written_is_two_and_leaves_nothing() {
    let folder = promises();
    let run = check(&folder, &["--write-baseline", "no/such/folder/baseline.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("no/such/folder/baseline.json"), "{}", run.stderr);
    assert!(!folder.path().join("no").exists());
}

#[test]
fn to_read_and_to_write_a_baseline_at_once_is_two() {
    let folder = adopted();
    assert_eq!(check(&folder, &["--baseline", FILE, "--write-baseline", FILE]).code, 2);
}

#[test]
fn what_is_waived_is_not_written_down() {
    let folder = promises();
    folder.write(
        "waivers.yaml",
        "- {rule: overdue-commitment, record: acme/commitments/c-01, reason: R., approver: cleo, granted_on: 2026-06-01, \
         expires: 2026-12-31}\n",
    );
    folder.write("playbook.yaml", "extends: standard\n");
    write(&folder);
    let written = read(&folder);
    assert!(
        !list(&written["entries"]).iter().any(|entry| entry["rule"] == "overdue-commitment"),
        "{written}"
    );
    let run = check(&folder, &["--baseline", FILE]);
    assert!(
        run.stderr.contains("no findings, 1 waived, ") && run.stderr.contains(" in the baseline"),
        "{}",
        run.stderr
    );
}
