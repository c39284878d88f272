//! What somebody wants to hear of: `--select`, `--ignore`, `--min-severity`, `--fail-on` and `--report`.

use std::fs;

use super::super::harness::{Folder, walk};
use super::{check, found, ground, list, own_rule, promises, report, rules, text};

/// Promises under a playbook, with a record that cannot be read besides.
fn portfolio(profile: &str) -> Folder {
    let folder = promises();
    folder.write("playbook.yaml", format!("extends: {profile}\n"));
    folder.write(
        "partners/acme/risks.yaml",
        "- {id: r-01, text: The window, raised_on: 2026-01-08, onwer: ana}\n",
    );
    folder
}

/// The names of the rules that were found, each once.
fn names(folder: &Folder, more: &[&str]) -> Vec<String> {
    let mut names = rules(folder, more);
    names.sort();
    names.dedup();
    names
}

#[test]
fn one_rule_is_selected_by_its_name() {
    let folder = portfolio("standard");
    assert_eq!(names(&folder, &["--select", "overdue-commitment"]), ["overdue-commitment"]);
    assert_eq!(
        names(&folder, &["--select", "overdue-commitment,skipped-gate"]),
        ["overdue-commitment", "skipped-gate"]
    );
    assert_eq!(
        names(&folder, &["--select", "overdue-commitment", "--select", " skipped-gate"]),
        ["overdue-commitment", "skipped-gate"],
        "given twice, it adds up, and blanks do not matter"
    );
}

#[test]
fn the_rules_of_a_practice_are_selected_by_its_number() {
    let folder = portfolio("strict");
    let row = |name: &str| {
        let run = folder.run(&["rules", "--format", "json"]);
        let rows: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        list(&rows).iter().find(|row| row["name"] == name).unwrap().clone()
    };
    let selected = names(&folder, &["--select", "P65"]);
    assert!(selected.contains(&"overdue-commitment".to_owned()), "{selected:?}");
    assert!(selected.contains(&"incomplete-commitment".to_owned()), "{selected:?}");
    for name in &selected {
        assert!(list(&row(name)["practices"]).contains(&"P65".into()), "{name}");
    }
}

#[test]
fn what_reading_finds_and_what_rules_find_are_two_kinds() {
    let folder = portfolio("standard");
    assert_eq!(names(&folder, &["--select", "records"]), ["unknown-field"]);
    let of_rules = rules(&folder, &["--select", "rules"]);
    assert!(!of_rules.is_empty() && !of_rules.contains(&"unknown-field".to_owned()), "{of_rules:?}");
    let all = rules(&folder, &[]);
    assert_eq!(all.len(), of_rules.len() + 1);
    let mut both = rules(&folder, &["--select", "records,rules"]);
    both.sort();
    let mut all = all;
    all.sort();
    assert_eq!(both, all);
    assert_eq!(rules(&folder, &["--ignore", "records"]), of_rules);
    assert_eq!(names(&folder, &["--ignore", "rules"]), ["unknown-field"]);
    assert_eq!(rules(&folder, &["--ignore", "rules,records"]), [""; 0]);
}

#[test]
fn what_is_ignored_is_left_out() {
    let folder = portfolio("standard");
    let all = names(&folder, &[]);
    let without = |more: &[&str]| names(&folder, more);
    let expected: Vec<String> = all.iter().filter(|name| *name != "overdue-commitment").cloned().collect();
    assert_eq!(without(&["--ignore", "overdue-commitment"]), expected);
    assert_eq!(expected.len() + 1, all.len());
    let left = without(&["--ignore", "P65"]);
    assert!(
        !left.contains(&"overdue-commitment".to_owned()) && left.contains(&"skipped-gate".to_owned()),
        "{left:?}"
    );
    assert_eq!(without(&["--select", "P65", "--ignore", "incomplete-commitment"]), ["overdue-commitment"]);
    assert_eq!(
        without(&["--select", "overdue-commitment", "--ignore", "P65"]),
        [""; 0],
        "to ignore is stronger"
    );
}

#[test]
fn what_is_ignored_does_not_fail_the_run() {
    let folder = promises();
    folder.write("playbook.yaml", "rules:\n  - {rule: overdue-commitment, severity: error}\n");
    assert_eq!(check(&folder, &["--select", "overdue-commitment"]).code, 1);
    assert_eq!(check(&folder, &["--ignore", "records,rules"]).code, 0);
}

#[test]
fn a_rule_that_is_named_judges_though_the_profile_leaves_it_out() {
    let folder = promises();
    assert!(
        !rules(&folder, &[]).contains(&"overdue-commitment".to_owned()),
        "the starter profile leaves it out"
    );
    assert_eq!(rules(&folder, &["--select", "overdue-commitment"]), ["overdue-commitment"]);
    assert!(rules(&folder, &["--select", "P65"]).contains(&"overdue-commitment".to_owned()));
    assert!(
        !rules(&folder, &["--select", "rules"]).contains(&"overdue-commitment".to_owned()),
        "`rules` names none: it means all that the playbook asks for"
    );
}

#[test]
fn a_rule_that_is_named_stays_off_where_the_playbook_turns_it_off() {
    let folder = promises();
    folder.write("playbook.yaml", "rules:\n  - {rule: overdue-commitment, off: true}\n");
    assert_eq!(rules(&folder, &["--select", "overdue-commitment"]), [""; 0]);
    folder.write("playbook.yaml", "rules:\n  - {rule: overdue-commitment, since: 2027-01-01}\n");
    assert_eq!(rules(&folder, &["--select", "overdue-commitment"]), [""; 0], "it does not bind yet");
    folder.write("playbook.yaml", "artefacts:\n  exit-outline: {growth: error}\n");
    assert_eq!(
        rules(&folder, &["--select", "missing-exit-outline"]),
        [""; 0],
        "the matrix asks nothing of this tier"
    );
}

#[test]
fn an_unknown_name_is_two_and_offers_the_nearest() {
    for flag in ["--select", "--ignore"] {
        let run = check(&ground(), &[flag, "overdue-comitment"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{flag}");
        assert_eq!(
            run.stderr,
            "error: there is no rule `overdue-comitment`\n  = help: did you mean `overdue-commitment`? `quarterdeck rules` \
             lists them all\n"
        );
        let run = check(&ground(), &[flag, "overdue-commitment,flux-capacitor"]);
        assert_eq!(run.code, 2, "{flag}");
        assert!(run.stderr.starts_with("error: there is no rule `flux-capacitor`\n"), "{}", run.stderr);
        assert!(run.stderr.contains("practices are P01 to P94"), "{}", run.stderr);
    }
    for practice in ["P00", "P95", "P6", "P", "Partner"] {
        assert_eq!(check(&ground(), &["--select", practice]).code, 2, "{practice}");
    }
}

#[test]
fn who_names_a_fault_of_reading_is_told_its_one_name() {
    let run = check(&portfolio("starter"), &["--select", "unknown-field"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("what reading finds goes by the one name `records`"), "{}", run.stderr);
}

#[test]
fn a_rule_of_the_team_is_selected_like_any_other() {
    let folder = ground();
    own_rule(
        &folder,
        "ours",
        "title: T\npractices: [P65]\nseverity: info\nscope: partner\nrequire: partner.name == 'Birch'\nmessage: m\n",
    );
    assert_eq!(names(&folder, &["--select", "ours"]), ["ours"]);
    assert_eq!(names(&folder, &["--select", "P65"]), ["ours"]);
    assert!(!names(&folder, &["--ignore", "ours"]).contains(&"ours".to_owned()));
    let run = check(&folder, &["--select", "our"]);
    assert!(run.stderr.contains("did you mean `ours`?"), "{}", run.stderr);
}

/// A portfolio with an error, a warning and an info.
fn mixed() -> Folder {
    let folder = ground();
    for severity in ["error", "warning", "info"] {
        let front = format!(
            "title: T\nseverity: {severity}\nscope: partner\nrequire: partner.name == 'Birch'\nmessage: m\n"
        );
        own_rule(&folder, &format!("of-{severity}"), &front);
    }
    folder
}

const MIXED: &str = "of-error,of-warning,of-info";

#[test]
fn the_least_severity_decides_what_is_shown() {
    let folder = mixed();
    let shown = |least: &str| rules(&folder, &["--select", MIXED, "--min-severity", least]);
    assert_eq!(shown("error"), ["of-error"]);
    assert_eq!(shown("warning"), ["of-error", "of-warning"]);
    assert_eq!(shown("info"), ["of-error", "of-info", "of-warning"]);
    assert_eq!(rules(&folder, &["--select", MIXED]), shown("info"), "without it all is shown");
    assert_eq!(check(&folder, &["--min-severity", "fatal"]).code, 2);
}

#[test]
fn what_is_not_shown_fails_the_run_all_the_same_and_is_counted() {
    let folder = mixed();
    let code = |select: &str, more: &[&str]| {
        let mut arguments = vec!["--select", select, "--min-severity", "error"];
        arguments.extend(more);
        let run = check(&folder, &arguments);
        (run.code, run.stdout.is_empty())
    };
    assert_eq!(code("of-warning", &["--fail-on", "warning"]), (1, true));
    assert_eq!(code("of-info", &["--fail-on", "info"]), (1, true));
    assert_eq!(code("of-info", &["--fail-on", "warning"]), (0, true));
    assert_eq!(code("of-error", &["--fail-on", "error"]), (1, false));
    let run = check(&folder, &["--select", MIXED, "--min-severity", "error"]);
    assert!(run.stderr.contains(" · 1 error, 1 warning, 1 info (as of"), "{}", run.stderr);
}

#[test]
fn a_threshold_decides_what_fails() {
    let folder = mixed();
    for (select, codes) in [("of-error", [1, 1, 1]), ("of-warning", [0, 1, 1]), ("of-info", [0, 0, 1])] {
        let actual = ["error", "warning", "info"]
            .map(|threshold| check(&folder, &["--select", select, "--fail-on", threshold]).code);
        assert_eq!(actual, codes, "{select}");
        assert_eq!(check(&folder, &["--select", select, "--fail-on", "info", "--exit-zero"]).code, 0);
    }
    assert_eq!(check(&folder, &["--select", "of-warning"]).code, 0, "without it errors fail");
}

const FORMATS: [&str; 9] =
    ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

#[test]
fn a_report_in_a_file_is_what_would_be_printed() {
    let folder = mixed();
    let mut arguments =
        vec!["--select".to_owned(), MIXED.to_owned(), "--format".to_owned(), "concise".to_owned()];
    for format in FORMATS {
        arguments.extend(["--report".to_owned(), format!("{format}=out.{format}")]);
    }
    let borrowed: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = check(&folder, &borrowed);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.stdout.lines().count(), 3, "what is printed is what was asked for");
    for format in FORMATS {
        let written = fs::read_to_string(folder.path().join(format!("out.{format}"))).unwrap();
        let printed = check(&folder, &["--select", MIXED, "--format", format]).stdout;
        assert_eq!(written, printed, "{format}");
    }
}

#[test]
fn a_report_in_a_file_has_no_colours() {
    let folder = mixed();
    let run = folder.run(&["check", "--select", MIXED, "--color", "always", "--report", "full=out.txt"]);
    assert!(run.stdout.contains('\u{1b}'));
    assert!(!fs::read_to_string(folder.path().join("out.txt")).unwrap().contains('\u{1b}'));
}

#[test]
fn a_report_shows_what_is_shown() {
    let folder = mixed();
    check(&folder, &["--select", MIXED, "--min-severity", "warning", "--report", "concise=out.txt"]);
    assert_eq!(fs::read_to_string(folder.path().join("out.txt")).unwrap().lines().count(), 2);
}

#[test]
fn a_report_replaces_the_one_before_and_leaves_nothing_beside() {
    let folder = mixed();
    folder.write("reports/out.json", "{\"half\": ");
    check(
        &folder,
        &["--select", MIXED, "--report", "json=reports/out.json", "--report", "junit=reports/out.xml"],
    );
    assert_eq!(walk(&folder.path().join("reports")), ["out.json", "out.xml"]);
    let text = fs::read_to_string(folder.path().join("reports/out.json")).unwrap();
    serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
}

#[test]
fn a_report_is_written_if_there_is_nothing_to_tell() {
    let folder = mixed();
    let run = check(&folder, &["--select", "overdue-survey", "--report", "json=out.json"]);
    assert_eq!(run.code, 0);
    let text = fs::read_to_string(folder.path().join("out.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap()["findings"], serde_json::json!([]));
}

#[test]
fn a_report_is_written_though_a_rule_is_broken() {
    let folder = mixed();
    own_rule(
        &folder,
        "broken",
        "title: T\nseverity: error\nscope: partner\nrequire: partner.naem == 'x'\nmessage: m\n",
    );
    let run = check(&folder, &["--report", "json=out.json"]);
    assert_eq!(run.code, 2);
    let text = fs::read_to_string(folder.path().join("out.json")).unwrap();
    assert!(text.contains("broken-rule"), "{text}");
}

#[test]
fn a_report_that_cannot_be_written_is_two_and_spoils_nothing() {
    let folder = mixed();
    folder.write("folder/kept.txt", "kept");
    for path in ["no/such/folder/out.json", "folder"] {
        let run = check(&folder, &["--select", MIXED, "--report", &format!("json={path}")]);
        assert_eq!(run.code, 2, "{path}: {run:?}");
        assert!(run.stderr.starts_with("error: ") && run.stderr.contains(path), "{}", run.stderr);
        assert!(!run.stdout.is_empty(), "what was found is shown all the same");
    }
    assert_eq!(walk(folder.path()).iter().filter(|path| path.contains(".tmp-")).count(), 0);
    assert_eq!(fs::read_to_string(folder.path().join("folder/kept.txt")).unwrap(), "kept");
    assert!(!folder.path().join("no").exists());
}

#[test]
fn a_report_that_is_named_badly_is_two() {
    for (value, why) in [
        ("sarif", "write it like sarif=out.sarif"),
        ("sarif=", "name a file behind the `=`"),
        ("word=out.doc", "there is no format `word`; there are full, concise, json"),
        ("=out.json", "there is no format ``"),
    ] {
        let run = check(&mixed(), &["--report", value]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{value}");
        assert!(run.stderr.contains(why), "{value}: {}", run.stderr);
    }
}

#[test]
fn the_path_of_a_report_may_hold_an_equals_sign() {
    let folder = mixed();
    check(&folder, &["--select", MIXED, "--report", "json=a=b.json"]);
    assert!(folder.path().join("a=b.json").exists());
}

#[test]
fn a_finding_shows_the_record_that_it_is_about() {
    let report = report(&promises(), &["--select", "overdue-commitment"]);
    let finding = &report["findings"][0];
    assert_eq!(text(finding, "record"), "acme/commitments/c-01");
    assert_eq!(text(finding, "field"), "due");
    assert_eq!(found(&promises(), &["--select", "overdue-commitment"]).len(), 1);
}
