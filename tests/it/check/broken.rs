//! A team's rule that is written wrong: it is told at its very characters, it does not judge, and every other rule does.
//!
//! A case is a folder of files that is laid over `tests/cases/rules`; the report is its `expected.txt`, which
//! `QUARTERDECK_ACCEPT=1` writes anew. Comments of carets in the front matter are drawn by hand and are a claim: the
//! finding must stand at the characters above them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::super::faults::report as said;
use super::super::harness::{Folder, cases, unexpected, walk};
use super::{check, found, ground, lines, list, own_rule, page, report, text};

/// Cases in which nothing is drawn: the fault is that of a whole file, stands where no comment can be drawn, or runs over
/// several lines.
const UNDRAWN: [&str; 19] = [
    "bad-file-name",
    "duplicate-of-a-built-in-rule",
    "empty-expression",
    "empty-file",
    "empty-section",
    "expression-over-several-lines",
    "huge-expression",
    "missing-front-matter",
    "missing-message",
    "missing-page",
    "missing-require",
    "missing-section",
    "unclosed-front-matter",
    "unknown-field-of-the-rule",
    "yaml-braces-unquoted",
    "yaml-bracket",
    "yaml-colon",
    "yaml-duplicate-key",
    "yaml-quote",
];

fn folder() -> PathBuf {
    cases().join("broken-rules")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() > 60, "where are the cases? {names:?}");
    names
}

/// The portfolio of a case.
fn portfolio(name: &str) -> Folder {
    let portfolio = ground().with(&folder().join(name));
    if portfolio.path().join("expected.txt").exists() {
        portfolio.remove("expected.txt");
    }
    portfolio
}

/// What stands in files of rules, as `path:line:column-end`.
fn in_rules(report: &Value) -> BTreeSet<String> {
    let findings = list(&report["findings"]).iter();
    let ours = findings.filter(|finding| text(finding, "path").starts_with("playbook/rules/"));
    ours.map(|finding| {
        format!(
            "{}:{}:{}-{}",
            text(finding, "path"),
            finding["line"],
            finding["column"],
            finding["end_column"]
        )
    })
    .collect()
}

/// The places that carets are drawn below, in the same form.
fn drawn(name: &str) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for path in walk(&folder().join(name)).iter().filter(|path| path.ends_with(".md")) {
        let text = fs::read_to_string(folder().join(name).join(path)).unwrap();
        let mut line_above = 0;
        for (index, line) in text.lines().enumerate() {
            let marks = line.trim_start_matches('#').trim();
            if !line.starts_with('#') || marks.is_empty() || marks.chars().any(|c| c != '^') {
                line_above = index + 1;
                continue;
            }
            let start = line.find('^').unwrap() + 1;
            places.insert(format!("{path}:{line_above}:{start}-{}", start + marks.len()));
        }
    }
    places
}

#[test]
fn each_broken_rule_is_reported_as_it_should_be() {
    let mut trouble = Vec::new();
    for name in names() {
        // What sound rules find would only be repeated in each report; that they judge is held below.
        let actual = said(&check(&portfolio(&name), &["--select", "records"]));
        trouble.extend(unexpected(&name, &actual, &folder().join(&name).join("expected.txt")));
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n\n"));
}

/// One run tells three things: the fault stands where it is drawn, all other rules judge, and the run ends with 2.
#[test]
fn each_fault_stands_where_it_is_drawn_and_all_other_rules_judge() {
    let sound = found(&ground(), &[]);
    assert!(sound.len() >= 3, "the ground should give rules something to find: {sound:?}");
    let mut trouble = Vec::new();
    for name in names() {
        let run = check(&portfolio(&name), &["--format", "json"]);
        if run.code != 2 || !run.stderr.contains("error: the playbook is not whole") {
            trouble.push(format!("{name}: exit code {}\n{}", run.code, run.stderr));
            continue;
        }
        let report = serde_json::from_str(&run.stdout).unwrap();
        let (drawn, undrawn) = (drawn(&name), UNDRAWN.contains(&name.as_str()));
        let found = in_rules(&report);
        if drawn.is_empty() != undrawn {
            trouble.push(format!("{name}: drawn {drawn:?}, and in the list of the undrawn: {undrawn}"));
        } else if found.is_empty() || (!undrawn && found != drawn) {
            trouble.push(format!("{name}: drawn at {drawn:?}, found at {found:?}"));
        }
        // A sound rule of the team's own may stand beside broken ones, and finds something of its own.
        let ours = |line: &String| line.starts_with("playbook/rules/") || line.contains("[three]");
        let others: Vec<String> = lines(&report["findings"]).into_iter().filter(|line| !ours(line)).collect();
        if others != sound {
            trouble.push(format!("{name}: others find {others:#?}"));
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn a_sound_rule_of_the_team_judges_beside_broken_ones() {
    let found = found(&portfolio("two-broken-rules"), &[]);
    let ours: Vec<&String> = found.iter().filter(|line| line.contains("[three]")).collect();
    assert_eq!(ours, ["partners/acme/partner.yaml:1:7 warning[three] acme"]);
}

/// Lines that end as Windows ends them move nothing.
#[test]
fn places_are_the_same_in_files_with_carriage_returns() {
    let mut trouble = Vec::new();
    for name in names().iter().filter(|name| !UNDRAWN.contains(&name.as_str())) {
        let portfolio = portfolio(name);
        for path in walk(&portfolio.path().join("playbook")) {
            let path = format!("playbook/{path}");
            let text = fs::read_to_string(portfolio.path().join(&path)).unwrap();
            portfolio.write(&path, text.replace('\n', "\r\n"));
        }
        let (drawn, found) = (drawn(name), in_rules(&report(&portfolio, &["--select", "records"])));
        if found != drawn {
            trouble.push(format!("{name}: drawn at {drawn:?}, found at {found:?}"));
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn every_command_says_that_a_rule_is_broken() {
    let portfolio = portfolio("unknown-field");
    let run = portfolio.run(&["build", "--out", "site", "--color", "never"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("the playbook is not whole"), "{}", run.stderr);
    assert!(portfolio.path().join("site/index.html").exists(), "the site is built all the same");
}

#[test]
fn exit_zero_does_not_forgive_a_broken_rule() {
    let portfolio = portfolio("unknown-field");
    assert_eq!(check(&portfolio, &["--exit-zero"]).code, 2);
    assert_eq!(check(&portfolio, &["--fail-on", "error", "--min-severity", "error"]).code, 2);
}

/// What is read must be told whatever stands in it: no case may end in a panic or fill the stack.
#[test]
fn deep_and_endless_expressions_are_told_and_survived() {
    let expressions = [
        format!("{}true{}", "(".repeat(1_900), ")".repeat(1_900)),
        format!("{}true", "(".repeat(3_000)),
        format!("{}partner.kinds{} == 1", "size(".repeat(600), ")".repeat(600)),
        format!("{} == []", "[".repeat(1_500) + &"]".repeat(1_500)),
        format!("{}false", "true ? true : ".repeat(280)),
        "x".repeat(4_001),
        format!("'{}' == partner.name", "é".repeat(4_000)),
        "&& || ! ==".to_owned(),
        "partner.".to_owned(),
        "partner.name == 'a' ; true".to_owned(),
        "\u{202e}partner.name".to_owned(),
        "{'a': 1}".to_owned(),
        "Partner{name: 'a'}".to_owned(),
        "partner.?name".to_owned(),
        "99999999999999999999 > 1".to_owned(),
    ];
    let sound = found(&ground(), &[]);
    for expression in expressions {
        let portfolio = ground();
        let quoted = expression.replace('\'', "''");
        let front =
            format!("title: Odd\nseverity: error\nscope: partner\nrequire: '{quoted}'\nmessage: odd\n");
        own_rule(&portfolio, "odd", &front);
        let run = check(&portfolio, &[]);
        let start: String = expression.chars().take(40).collect();
        assert_eq!(run.code, 2, "{start}: {run:?}");
        assert!(run.stdout.contains("playbook/rules/odd.md:5:"), "{start}: {}", run.stdout);
        let others: Vec<String> =
            found(&portfolio, &[]).into_iter().filter(|line| !line.contains("odd.md")).collect();
        assert_eq!(others, sound, "{start}");
    }
}

#[test]
fn many_operators_in_a_row_neither_fail_nor_fill_the_stack() {
    for (expression, holds) in [
        (format!("{}true", "!".repeat(3_000)), true),
        (format!("{}true", "!".repeat(3_001)), false),
        (format!("{}1 == 1", "- ".repeat(1_500)), true),
        (vec!["true"; 490].join(" && "), true),
        (format!("{} || true", vec!["false"; 400].join(" || ")), true),
        (format!("{} && false", vec!["true"; 400].join(" && ")), false),
    ] {
        let portfolio = ground();
        let front =
            format!("title: Odd\nseverity: error\nscope: partner\nrequire: '{expression}'\nmessage: odd\n");
        own_rule(&portfolio, "odd", &front);
        let fired = found(&portfolio, &["--select", "odd"]).len();
        assert_eq!(fired, usize::from(!holds), "{}", &expression[..20]);
    }
}

#[test]
fn a_file_among_the_rules_that_is_no_rule_is_told() {
    for path in ["playbook/rules/ours.yaml", "playbook/rules/more/ours.md", "playbook/ours.md"] {
        let portfolio = ground();
        portfolio.write(path, page("title: Ours\n"));
        let run = check(&portfolio, &["--format", "concise"]);
        assert!(run.stdout.contains(&format!("{path}:1:1: error[unknown-file]")), "{path}: {}", run.stdout);
        assert_ne!(run.code, 0, "{path}");
    }
    // A picture for a rule's page may lie beside it, and so may a README.
    let portfolio = ground();
    portfolio
        .write("playbook/rules/picture.png", [0x89, b'P', b'N', b'G'])
        .write("playbook/README.md", "# Rules\n");
    assert_eq!(found(&portfolio, &[]), found(&ground(), &[]));
}

/// A rule that was mended judges at once: nothing is kept from run to run.
#[test]
fn a_mended_rule_judges() {
    let portfolio = portfolio("unknown-field");
    let path = "playbook/rules/ours.md";
    let text = fs::read_to_string(portfolio.path().join(path)).unwrap();
    portfolio.write(path, text.replace("commitment.onwer == 'ana'", "commitment.owner == 'ana'"));
    portfolio.write(super::PROMISES, super::TWO_PROMISES);
    let ours = found(&portfolio, &["--select", "ours"]);
    assert_eq!(ours, ["partners/acme/commitments.yaml:10:10 warning[ours] acme/commitments/c-02"]);
    assert_eq!(check(&portfolio, &["--select", "ours"]).code, 0, "a warning does not fail the run");
}
