//! What the playbook asks of whom: profiles, the settings of rules and the matrix decide which rules judge, how serious
//! they are and with which parameters; a finding shows the line that decided, and so does `rules`.

use serde_json::Value;

use super::super::harness::{Folder, Run};
use super::{accepted, at, check, found, ground, list, own_rule, promises, report, rules, text};

/// Writes a playbook.
fn playbook(folder: &Folder, text: &str) {
    folder.write("playbook.yaml", text);
}

/// The promises, under a playbook.
fn under(text: &str) -> Folder {
    let folder = promises();
    playbook(&folder, text);
    folder
}

/// What `overdue-commitment` found, as `line severity`.
fn overdue(folder: &Folder) -> Vec<String> {
    let report = report(folder, &[]);
    let findings = list(&report["findings"]).iter().filter(|entry| entry["rule"] == "overdue-commitment");
    findings.map(|entry| format!("{} {}", entry["line"], text(entry, "severity"))).collect()
}

/// The list that `rules` gives, as JSON.
fn listed(folder: &Folder, more: &[&str]) -> Vec<Value> {
    let mut arguments = vec!["rules", "--format", "json"];
    arguments.extend(more);
    let run = folder.run(&arguments);
    assert_eq!(run.code, 0, "{run:?}");
    let list: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    list.as_array().unwrap().clone()
}

/// The row of one rule, for acme.
fn row(folder: &Folder, name: &str) -> Value {
    let rows = listed(folder, &["--partner", "acme"]);
    rows.into_iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no row `{name}`"))
}

/// How many rules are on for acme.
fn on(folder: &Folder) -> usize {
    listed(folder, &["--partner", "acme"]).iter().filter(|row| row["on"] == true).count()
}

fn table(folder: &Folder, more: &[&str]) -> Run {
    let mut arguments = vec!["rules", "--color", "never"];
    arguments.extend(more);
    folder.run(&arguments)
}

#[test]
fn the_profile_decides_which_rules_judge() {
    let (none, starter) = (promises(), under("extends: starter\n"));
    let (standard, strict) = (under("extends: standard\n"), under("extends: strict\n"));
    assert_eq!(
        found(&none, &[]).len(),
        found(&starter, &[]).len(),
        "without a playbook it is the starter profile"
    );
    assert_eq!(overdue(&starter), [""; 0]);
    assert_eq!(overdue(&standard), ["6 error"]);
    assert_eq!(overdue(&strict), ["6 error"]);
    assert!(rules(&starter, &[]).contains(&"incomplete-commitment".to_owned()));
    let warnings =
        |folder: &Folder| found(folder, &[]).iter().filter(|line| line.contains(" warning[")).count();
    assert_eq!([warnings(&starter), warnings(&standard)], [0, 0]);
    assert!(warnings(&strict) > 0);
}

/// Each profile asks for all that the one before it asks for, so that nobody loses a rule by going on.
#[test]
fn each_profile_contains_the_one_before_it() {
    let names = |profile: &str| -> Vec<String> {
        let rows = listed(&under(&format!("extends: {profile}\n")), &["--partner", "acme"]);
        rows.iter().filter(|row| row["on"] == true).map(|row| text(row, "name").to_owned()).collect()
    };
    let (starter, standard, strict) = (names("starter"), names("standard"), names("strict"));
    assert!(!starter.is_empty() && starter.len() < standard.len() && standard.len() < strict.len());
    for (less, more) in [(&starter, &standard), (&standard, &strict)] {
        let lost: Vec<&String> = less.iter().filter(|name| !more.contains(name)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
    let all = listed(&ground(), &[]).len();
    assert!(strict.len() <= all);
    let off: Vec<Value> =
        listed(&under("extends: strict\n"), &[]).into_iter().filter(|row| row["on"] != true).collect();
    assert!(off.is_empty(), "the strict profile asks for every rule: {off:?}");
}

#[test]
fn a_rule_of_the_team_is_on_in_every_profile() {
    for profile in ["starter", "standard", "strict"] {
        let folder = under(&format!("extends: {profile}\n"));
        own_rule(
            &folder,
            "named-in-english",
            "title: T\nseverity: info\nscope: partner\nrequire: partner.name == 'Birch'\nmessage: named {partner.name}\n",
        );
        assert_eq!(found(&folder, &["--select", "named-in-english"]).len(), 1, "{profile}");
        assert!(rules(&folder, &[]).contains(&"named-in-english".to_owned()), "{profile}");
        let row = row(&folder, "named-in-english");
        assert_eq!((&row["on"], text(&row, "decided_by")), (&Value::Bool(true), "our own rule"));
    }
}

#[test]
fn a_setting_turns_a_rule_on() {
    let folder = under("extends: starter\nrules:\n  - rule: overdue-commitment\n");
    assert_eq!(overdue(&folder), ["6 error"]);
}

#[test]
fn a_setting_turns_a_rule_off() {
    let folder =
        under("extends: standard\nrules:\n  - {rule: overdue-commitment, off: true, reason: We do not.}\n");
    assert_eq!(overdue(&folder), [""; 0]);
    let without = under("extends: standard\n");
    assert_eq!(found(&folder, &[]).len() + 1, found(&without, &[]).len(), "no other rule is touched");
}

#[test]
fn a_setting_gives_another_severity_and_the_exit_code_follows() {
    for (severity, code) in [("info", 0), ("warning", 0), ("error", 1)] {
        let folder = under(&format!("rules:\n  - {{rule: overdue-commitment, severity: {severity}}}\n"));
        assert_eq!(overdue(&folder), [format!("6 {severity}")]);
        assert_eq!(check(&folder, &["--select", "overdue-commitment"]).code, code, "{severity}");
    }
}

#[test]
fn a_setting_gives_other_parameters() {
    for (days, lines) in [(60, 0), (51, 0), (50, 1), (14, 1), (13, 2), (0, 2)] {
        let folder =
            under(&format!("rules:\n  - {{rule: overdue-commitment, parameters: {{max_days: {days}}}}}\n"));
        assert_eq!(overdue(&folder).len(), lines, "{days}");
    }
}

#[test]
fn a_parameter_that_is_not_set_keeps_its_default() {
    let folder = promises();
    let front = "title: T\nseverity: error\nscope: commitment\nparameters:\n  \
                 least: {default: 1, meaning: Least.}\n  most: {default: 20, meaning: Most.}\n\
                 require: commitment.days_overdue < least || commitment.days_overdue > most\nmessage: '{least} to {most}'\n";
    own_rule(&folder, "late", front);
    let said = |folder: &Folder| -> Vec<String> {
        let report = report(folder, &["--select", "late"]);
        list(&report["findings"]).iter().map(|entry| text(entry, "message").to_owned()).collect()
    };
    assert_eq!(said(&folder), ["1 to 20"], "14 days late");
    playbook(&folder, "rules:\n  - {rule: late, parameters: {most: 60}}\n");
    assert_eq!(said(&folder), ["1 to 60", "1 to 60"]);
    playbook(
        &folder,
        "rules:\n  - {rule: late, parameters: {most: 60}}\n  - {rule: late, parameters: {least: 15}}\n",
    );
    assert_eq!(said(&folder), ["15 to 60"], "each setting adds its own");
    playbook(
        &folder,
        "rules:\n  - {rule: late, parameters: {most: 60}}\n  - {rule: late, parameters: {most: 16}}\n",
    );
    assert_eq!(said(&folder), ["1 to 16"], "and the later one wins");
}

#[test]
fn a_setting_holds_for_those_whom_it_names_and_for_nobody_else() {
    let concerned = [
        ("tiers: [strategic]", true),
        ("tiers: [growth, strategic]", true),
        ("tiers: [growth]", false),
        ("stages: [operate]", true),
        // It was in this stage last year.
        ("stages: [qualify]", false),
        ("kinds: [technology]", true),
        ("kinds: [isv, technology]", true),
        ("kinds: [isv]", false),
        ("partners: [acme]", true),
        ("partners: [birch]", false),
        ("tiers: [strategic], stages: [operate], kinds: [technology], partners: [acme]", true),
        // All that is named must hold.
        ("tiers: [strategic], kinds: [isv]", false),
        ("tiers: [], partners: []", true),
    ];
    for (whom, holds) in concerned {
        let folder = under(&format!("rules:\n  - {{rule: overdue-commitment, {whom}}}\n"));
        folder.write(
            "partners/birch/partner.yaml",
            "name: Birch\nkinds: [research]\ntiers: [{tier: tactical, from: 2025-01-01}]\nstages: [{stage: parked, from: \
             2025-01-01}]\n",
        );
        assert_eq!(overdue(&folder).len(), usize::from(holds), "{whom}");
        assert_eq!(check(&folder, &[]).code, 1, "{whom}: the playbook is whole");
    }
}

#[test]
fn the_later_setting_wins() {
    let both = "extends: standard\nrules:\n";
    let off = "  - {rule: overdue-commitment, off: true}\n";
    let info = "  - {rule: overdue-commitment, severity: info, partners: [acme]}\n";
    assert_eq!(overdue(&under(&format!("{both}{off}{info}"))), ["6 info"], "off for all, on for acme");
    assert_eq!(overdue(&under(&format!("{both}{info}{off}"))), [""; 0], "on for acme, then off for all");
    let warning = "  - {rule: overdue-commitment, severity: warning}\n";
    assert_eq!(overdue(&under(&format!("{both}{warning}{info}"))), ["6 info"]);
    assert_eq!(overdue(&under(&format!("{both}{info}{warning}"))), ["6 warning"]);
}

#[test]
fn a_rule_binds_from_its_day_on() {
    let since = |day: &str| under(&format!("rules:\n  - {{rule: overdue-commitment, since: {day}}}\n"));
    assert_eq!(overdue(&since("2026-07-01")).len(), 0, "from tomorrow on");
    assert_eq!(overdue(&since("2026-06-30")).len(), 1, "from today on");
    assert_eq!(overdue(&since("2020-01-01")).len(), 1);
    let folder = since("2026-07-15");
    assert_eq!(check(&folder, &["--select", "overdue-commitment", "--as-of", "2026-07-14"]).stdout, "");
    assert_ne!(check(&folder, &["--select", "overdue-commitment", "--as-of", "2026-07-15"]).stdout, "");
    assert_eq!(text(&row(&folder, "overdue-commitment"), "decided_by"), "binds from 2026-07-15 on");
}

#[test]
fn a_rule_of_the_team_may_have_its_own_day_and_a_setting_another() {
    let front = "title: T\nseverity: error\nscope: partner\nsince: 2026-08-01\nrequire: partner.name == 'Birch'\nmessage: m\n";
    let folder = ground();
    own_rule(&folder, "later", front);
    assert_eq!(found(&folder, &["--select", "later"]).len(), 0);
    assert_eq!(found(&folder, &["--select", "later", "--as-of", "2026-08-01"]).len(), 1);
    playbook(&folder, "rules:\n  - {rule: later, since: 2026-01-01}\n");
    assert_eq!(found(&folder, &["--select", "later"]).len(), 1);
}

/// The places that belong to the finding of a rule, as `path:line:column why`.
fn related(folder: &Folder, rule: &str) -> Vec<String> {
    let report = report(folder, &[]);
    let finding = list(&report["findings"]).iter().find(|entry| entry["rule"] == rule).unwrap();
    let related = finding["related"].as_array().cloned().unwrap_or_default();
    related.iter().map(|entry| format!("{} {}", at(entry), text(entry, "message"))).collect()
}

#[test]
fn a_finding_shows_the_line_of_the_parameter_that_decided() {
    let default = under("extends: standard\n");
    assert_eq!(related(&default, "overdue-commitment"), [""; 0], "nobody decided but the rule itself");
    let folder = under(
        "extends: standard\nrules:\n  - rule: bare-risk\n  - rule: overdue-commitment\n    parameters: {max_days: 10}\n    \
         tiers: [strategic]\n",
    );
    assert_eq!(related(&folder, "overdue-commitment"), ["playbook.yaml:5:28 asked for here"]);
    let run = check(&folder, &["--select", "overdue-commitment"]);
    assert!(run.stdout.contains("::: playbook.yaml:5:28"), "{}", run.stdout);
    assert!(run.stdout.contains("asked for here"), "{}", run.stdout);
    let other = under("extends: standard\nrules:\n  - {rule: overdue-commitment, severity: warning}\n");
    assert_eq!(related(&other, "overdue-commitment"), [""; 0], "a severity is no threshold");
}

#[test]
fn a_finding_shows_the_cell_of_the_matrix_that_decided() {
    let matrix = "extends: standard\nartefacts:\n  exit-outline: {growth: info, strategic: warning}\n  \
                  review: {strategic: error within 50 days}\n";
    let folder = under(matrix);
    assert_eq!(related(&folder, "missing-exit-outline"), ["playbook.yaml:3:43 asked for here"]);
    assert_eq!(related(&folder, "overdue-review"), ["playbook.yaml:4:23 asked for here"]);
    let lines = found(&folder, &[]);
    assert!(lines.iter().any(|line| line.contains(" warning[missing-exit-outline] ")), "{lines:#?}");
    assert!(
        !lines.iter().any(|line| line.contains("[missing-joint-plan]")),
        "the matrix does not ask: {lines:#?}"
    );
    assert_eq!(
        related(&under("extends: standard\n"), "overdue-review"),
        [""; 0],
        "the preset stands in no file"
    );
}

#[test]
fn the_matrix_asks_by_tier() {
    let tier = |tier: &str| {
        let folder =
            under("extends: strict\nartefacts:\n  exit-outline: {growth: info, strategic: warning}\n");
        let profile = std::fs::read_to_string(folder.path().join("partners/acme/partner.yaml")).unwrap();
        folder.write(
            "partners/acme/partner.yaml",
            profile.replace("tier: strategic", &format!("tier: {tier}")),
        );
        let lines = found(&folder, &["--select", "missing-exit-outline"]);
        lines.iter().map(|line| line.split_whitespace().nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(tier("strategic"), ["warning[missing-exit-outline]"]);
    assert_eq!(tier("growth"), ["info[missing-exit-outline]"]);
    assert_eq!(tier("tactical"), [""; 0]);
}

#[test]
fn a_setting_wins_over_the_matrix() {
    let matrix = "extends: standard\nartefacts:\n  exit-outline: {strategic: warning}\nrules:\n";
    let off = under(&format!("{matrix}  - {{rule: missing-exit-outline, off: true}}\n"));
    assert!(!rules(&off, &[]).contains(&"missing-exit-outline".to_owned()));
    let info = under(&format!("{matrix}  - {{rule: missing-exit-outline, severity: info}}\n"));
    assert!(found(&info, &[]).iter().any(|line| line.contains(" info[missing-exit-outline] ")));
}

/// The faults of a playbook, as `line:column rule: message / label or help`.
fn faults(text_of_playbook: &str) -> Vec<String> {
    let folder = under(text_of_playbook);
    let run = check(&folder, &[]);
    assert_eq!(run.code, 2, "{text_of_playbook}: {run:?}");
    assert!(run.stderr.contains("error: the playbook is not whole"), "{}", run.stderr);
    let report = report(&folder, &[]);
    let findings = list(&report["findings"]).iter().filter(|entry| entry["path"] == "playbook.yaml");
    findings
        .map(|entry| {
            let more = entry["label"].as_str().or(entry["help"].as_str()).unwrap_or("");
            let place = format!("{}:{}-{}", entry["line"], entry["column"], entry["end_column"]);
            format!("{place} {}: {} / {more}", text(entry, "rule"), text(entry, "message"))
        })
        .collect()
}

#[test]
fn a_setting_of_an_unknown_rule_is_a_finding_and_two() {
    assert_eq!(
        faults("rules:\n  - rule: overdue-comitment\n"),
        ["2:11-28 unknown-rule: there is no rule `overdue-comitment` / did you mean `overdue-commitment`?"]
    );
    assert_eq!(
        faults("rules:\n  - {severity: info, rule: flux-capacitor}\n"),
        ["2:28-42 unknown-rule: there is no rule `flux-capacitor` / `quarterdeck rules` lists them all"]
    );
}

#[test]
fn an_unknown_parameter_is_a_finding_and_two() {
    // Only the line is held here; that the name is underlined, and not its value, is held among the regressions.
    let line = |text_of_playbook: &str| -> Vec<String> {
        let faults = faults(text_of_playbook).into_iter();
        faults.map(|fault| format!("{}{}", &fault[..1], &fault[fault.find(' ').unwrap()..])).collect()
    };
    assert_eq!(
        line("rules:\n  - rule: overdue-commitment\n    parameters: {max_day: 3}\n"),
        ["3 unknown-parameter: `overdue-commitment` has no parameter `max_day` / did you mean `max_days`?"]
    );
    assert_eq!(
        line("rules:\n  - rule: overdue-commitment\n    parameters: {weight: 3}\n"),
        ["3 unknown-parameter: `overdue-commitment` has no parameter `weight` / its parameters are max_days"]
    );
    assert_eq!(
        line("rules:\n  - {rule: incomplete-commitment, parameters: {weight: 3}}\n"),
        [
            "2 unknown-parameter: `incomplete-commitment` has no parameter `weight` / this rule has no parameters"
        ]
    );
}

#[test]
fn a_parameter_of_another_type_is_a_finding_and_two() {
    // A value is underlined; of a list, the name that it has.
    for (value, columns) in [
        ("many", "55-59"),
        ("'14'", "55-59"),
        ("true", "55-59"),
        ("2.5", "55-58"),
        ("2026-01-01", "55-65"),
        ("[14]", "45-53"),
    ] {
        assert_eq!(
            faults(&format!("rules:\n  - {{rule: overdue-commitment, parameters: {{max_days: {value}}}}}\n")),
            [format!("2:{columns} bad-parameter: `max_days` of `overdue-commitment` is a whole number / ")]
        );
    }
}

#[test]
fn each_fault_of_the_settings_is_told_at_once_and_the_sound_ones_hold() {
    let text_of_playbook = "extends: starter\nrules:\n  - rule: overdue-comitment\n  - {rule: overdue-commitment, severity: info}\n  - \
                            {rule: bare-risk, parameters: {weight: 3}}\n  - {rule: slipped-commitment, parameters: {most: x}}\n";
    assert_eq!(faults(text_of_playbook).len(), 3);
    assert_eq!(overdue(&under(text_of_playbook)), ["6 info"]);
}

#[test]
fn a_setting_of_a_broken_rule_is_told_in_the_rule_alone() {
    let folder = under("rules:\n  - {rule: ours, parameters: {most: 3}}\n");
    own_rule(
        &folder,
        "ours",
        "title: T\nseverity: error\nscope: partner\nrequire: partner.naem == 'x'\nmessage: m\n",
    );
    let faults = rules(&folder, &["--select", "records"]);
    assert_eq!(faults, ["broken-rule"]);
    assert_eq!(check(&folder, &[]).code, 2);
}

#[test]
fn rules_for_a_partner_tells_which_line_decided() {
    let folder = under(
        "extends: standard\nrules:\n  - rule: overdue-commitment\n    parameters: {max_days: 10}\n  - {rule: bare-risk, off: \
         true}\n  - {rule: bare-issue, severity: info, partners: [acme]}\n  - {rule: bare-issue, tiers: [growth]}\n",
    );
    let decided = |name: &str| {
        let row = row(&folder, name);
        format!("{} {} {}", row["on"], text(&row, "severity"), text(&row, "decided_by"))
    };
    assert_eq!(decided("overdue-commitment"), "true error playbook.yaml:3");
    assert_eq!(decided("bare-risk"), "false error playbook.yaml:5");
    assert_eq!(
        decided("bare-issue"),
        "true info playbook.yaml:6",
        "the setting for another tier decides nothing"
    );
    assert_eq!(decided("skipped-gate"), "true error the profile standard");
    assert_eq!(row(&folder, "overdue-commitment")["parameters"], serde_json::json!({"max_days": "10"}));
    assert_eq!(row(&folder, "bare-issue")["parameters"], Value::Null);

    let table = table(&folder, &["--partner", "acme"]);
    let line = table.stdout.lines().find(|line| line.starts_with("overdue-commitment ")).unwrap();
    assert!(line.contains("playbook.yaml:3"), "{line}");
    assert!(line.contains("(max_days: 10)"), "{line}");
    assert!(table.stderr.ends_with(" rules are on for Acme (as of 2026-06-30)\n"), "{}", table.stderr);
}

#[test]
fn the_table_and_the_list_for_programs_say_the_same() {
    let folder = under("extends: standard\n");
    let rows = listed(&folder, &["--partner", "acme"]);
    let table = table(&folder, &["--partner", "acme"]);
    assert_eq!(table.stdout.lines().count(), rows.len() + 1, "one line a rule, below the heads");
    for (line, row) in table.stdout.lines().skip(1).zip(&rows) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let on = if row["on"] == true { "on" } else { "off" };
        assert_eq!(cells[..4], [text(row, "name"), text(row, "severity"), text(row, "scope"), on], "{line}");
        assert!(line.contains(text(row, "title")), "{line}");
    }
    assert_eq!(
        table.stderr,
        format!("{} of {} rules are on for Acme (as of 2026-06-30)\n", on(&folder), rows.len())
    );
}

#[test]
fn rules_tells_how_often_each_fires_and_how_often_that_is_accepted() {
    let folder = under("rules:\n  - {rule: overdue-commitment, parameters: {max_days: 3}}\n");
    folder.write(
        "waivers.yaml",
        "- {rule: overdue-commitment, record: acme/commitments/c-01, reason: R., approver: cleo, granted_on: 2026-06-01, \
         expires: 2026-12-31}\n",
    );
    let row = row(&folder, "overdue-commitment");
    assert_eq!((&row["fires"], &row["waived"]), (&1.into(), &1.into()));
    assert_eq!(accepted(&folder, &[]).len(), 1);
    let line = table(&folder, &["--partner", "acme"]).stdout;
    let line = line.lines().find(|line| line.starts_with("overdue-commitment ")).unwrap();
    assert_eq!(line.split_whitespace().nth(4), Some("1+1"), "{line}");
}

#[test]
fn rules_of_a_scope_are_those_that_look_at_it() {
    let rows = listed(&ground(), &["--scope", "commitment"]);
    assert!(rows.len() >= 3 && rows.iter().all(|row| row["scope"] == "commitment"), "{rows:?}");
    let run = ground().run(&["rules", "--scope", "comitment"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("there is no scope `comitment`"), "{}", run.stderr);
}

#[test]
fn rules_for_somebody_unknown_is_two_and_offers_the_nearest() {
    let run = ground().run(&["rules", "--partner", "amce", "--color", "never"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_eq!(run.stderr, "error: there is no partner `amce`\n  = help: did you mean `acme`?\n");
    let run = ground().run(&["rules", "--partner", "zephyr", "--color", "never"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the name of its folder under `partners/`"), "{}", run.stderr);
}

#[test]
fn rules_without_a_portfolio_is_three() {
    assert_eq!(Folder::new().run(&["rules"]).code, 3);
    assert_eq!(ground().run(&["rules", "nowhere"]).code, 2);
}
