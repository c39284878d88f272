//! Faults that the engine once had, each found by trying to break it: every test says what holds since.

use std::fs;

use super::super::harness::Folder;
use super::{PROMISES, TWO_PROMISES, check, found, ground, list, own_rule, promises, report, rules, text};

/// A portfolio with one rule of the team's own.
fn with_rule(front: &str) -> Folder {
    let folder = promises();
    own_rule(&folder, "ours", front);
    folder
}

/// The places of what is told of the team's own rule in its own file, as `column-end`.
fn columns(require: &str) -> Vec<String> {
    let front = format!("title: T\nseverity: error\nscope: commitment\nrequire: {require}\nmessage: m\n");
    let report = report(&with_rule(&front), &["--select", "records"]);
    let faults = list(&report["findings"]).iter().filter(|entry| text(entry, "path").ends_with("/ours.md"));
    faults.map(|entry| format!("{}-{}", entry["column"], entry["end_column"])).collect()
}

/// `cli/judge.rs`: no rule judges when the playbook cannot be read, and what reading found is not selected.
#[test]
fn a_playbook_that_cannot_be_read_is_never_green_whatever_is_selected() {
    let folder = promises();
    folder.write("playbook.yaml", "extends: standrad\n");
    for arguments in [["--select", "overdue-commitment"], ["--select", "rules"], ["--ignore", "records"]] {
        assert_ne!(check(&folder, &arguments).code, 0, "{arguments:?}");
    }
}

/// `cli/check.rs`: a baseline is written and the run ends with 0, though rules could not judge.
#[test]
fn a_baseline_of_a_playbook_that_is_not_whole_is_not_written_as_if_all_were_well() {
    for (path, content) in [
        ("playbook.yaml", "extends: standrad\n".to_owned()),
        (
            "playbook/rules/ours.md",
            super::page("title: T\nseverity: error\nscope: partner\nrequire: nobody\nmessage: m\n"),
        ),
    ] {
        let folder = promises();
        folder.write(path, content);
        assert_eq!(check(&folder, &["--write-baseline", "baseline.json"]).code, 2, "{path}");
    }
}

/// `cli/check.rs`: "mend what is told above", and nothing is told.
#[test]
fn what_makes_a_playbook_not_whole_is_always_told() {
    let folder = promises();
    folder.write("playbook/rules/ours.md", "---\ntitle: T\n---\n");
    for arguments in [["--select", "overdue-commitment"], ["--ignore", "records"]] {
        let run = check(&folder, &arguments);
        assert_eq!(run.code, 2);
        assert!(run.stdout.contains("playbook/rules/ours.md"), "{arguments:?}: {}", run.stdout);
    }
}

/// `check/places.rs`, `of_portfolio`: `rest[1..]` of a route that ends at the list itself.
#[test]
fn a_rule_may_ask_for_the_list_of_people_or_of_waivers() {
    for list in ["people", "waivers"] {
        let folder = with_rule(&format!(
            "title: T\nseverity: error\nscope: portfolio\nrequire: size(portfolio.{list}) > 50\nmessage: too few\n"
        ));
        folder.write("waivers.yaml", "- {rule: overdue-commitment, record: acme/commitments/c-01}\n");
        assert_eq!(rules(&folder, &["--select", "ours"]), ["ours"], "{list}");
    }
}

/// `check/places.rs`, `of_portfolio`: what it finds no place for is dropped without a word.
#[test]
fn a_rule_of_the_portfolio_that_does_not_hold_is_told_wherever_it_points() {
    for require in [
        "false",
        "portfolio.currency == 'USD'",
        "given(portfolio.programme)",
        "portfolio.partners.all(one, one.phase == 'parked')",
        "size(portfolio.initiatives) > 3",
        "size(portfolio.metrics) > 30",
    ] {
        let folder = with_rule(&format!(
            "title: T\nseverity: error\nscope: portfolio\nrequire: \"{require}\"\nmessage: it does not hold\n"
        ));
        assert_eq!(rules(&folder, &["--select", "ours"]), ["ours"], "{require}");
    }
}

/// `expression/lower.rs` and `evaluate.rs`: each operator is a step deeper; only brackets are counted.
#[test]
fn a_long_row_of_operators_does_not_fill_the_stack() {
    for expression in
        [format!("{} > 5", vec!["1"; 1_900].join("+")), format!("partner.kinds{} == 1", "[0]".repeat(1_300))]
    {
        let folder = with_rule(&format!(
            "title: T\nseverity: error\nscope: partner\nrequire: {expression}\nmessage: m\n"
        ));
        check(&folder, &[]);
    }
}

/// `check/engine.rs`, `hold`: whether an expression was stopped is only asked of those that do not hold.
#[test]
fn a_rule_that_was_stopped_is_told_though_it_seems_to_hold() {
    let all = "partner.issues.all(a, partner.issues.all(b, partner.issues.all(c, a.id != 'i-139')))";
    let folder =
        with_rule(&format!("title: T\nseverity: error\nscope: partner\nrequire: {all}\nmessage: m\n"));
    let issue =
        |n: u32| format!("- {{id: i-{n}, text: A, kind: other, severity: low, raised_on: 2026-02-03}}\n");
    folder.write("partners/acme/issues.yaml", (0..140).map(issue).collect::<String>());
    assert_eq!(rules(&folder, &["--select", "ours"]), ["ours"]);
}

/// `expression/lower.rs`: the parser counts bytes, the places count characters.
#[test]
fn letters_of_ours_before_a_fault_do_not_move_it() {
    assert_eq!(columns("commitment.text != 'Prüfstände' && commitment.onwer == 'ana'"), ["56-61"]);
}

/// `expression/lower.rs`, `function`: the parser tells where the bracket opens, not where the dot stands.
#[test]
fn an_unknown_function_behind_a_dot_is_underlined() {
    assert_eq!(columns("commitment.text.length() > 3"), ["26-32"]);
}

/// `expression/lower.rs`, `within`: the range of a list is its opening bracket.
#[test]
fn a_word_in_a_list_that_no_record_has_is_underlined() {
    // The word, or else all of it.
    let columns = columns("commitment.side in ['ours', 'thiers']");
    assert!(columns == ["38-46"] || columns == ["10-47"], "{columns:?}");
}

/// `expression/lower.rs`, `syntax`: it looks for words and signs in texts that stand in quotes, too.
#[test]
fn what_stands_in_quotes_is_no_operator() {
    for require in ["commitment.text == 'pay and go' && (", "commitment.text == 'a=b' && ("] {
        let front = format!("title: T\nseverity: error\nscope: commitment\nrequire: {require}\nmessage: m\n");
        let report = report(&with_rule(&front), &["--select", "records"]);
        let faults = list(&report["findings"]);
        assert_eq!(faults.len(), 1, "{require}: {faults:#?}");
        let message = text(&faults[0], "message");
        assert!(!message.contains("`and`") && !message.contains("single"), "{require}: {message}");
    }
}

/// `expression/lower.rs`, `syntax`: the parser's own words come through.
#[test]
fn no_message_shows_the_insides_of_the_parser() {
    for require in [format!("{}true{}", "(".repeat(99), ")".repeat(99)), "commitment.owner ==".to_owned()] {
        let front = format!("title: T\nseverity: error\nscope: commitment\nrequire: {require}\nmessage: m\n");
        let run = check(&with_rule(&front), &["--select", "records", "--format", "concise"]);
        for word in ["ParseError", "source_info", "ConditionalAnd", "<EOF>", "Syntax error"] {
            assert!(!run.stdout.contains(word), "{word}: {}", run.stdout);
        }
    }
}

/// `check/applies.rs`, `settings_faults`: the name is at fault, its value is underlined.
#[test]
fn an_unknown_parameter_is_underlined_at_its_name() {
    let folder = promises();
    folder.write("playbook.yaml", "rules:\n  - rule: overdue-commitment\n    parameters: {max_day: 3}\n");
    assert!(found(&folder, &[]).contains(&"playbook.yaml:3:18 error[unknown-parameter] –".to_owned()));
}

/// `check/applies.rs`, `applies`: it sets whatever stands there.
#[test]
fn a_parameter_of_another_type_is_not_judged_by() {
    let folder = promises();
    folder.write("playbook.yaml", "rules:\n  - {rule: overdue-commitment, parameters: {max_days: many}}\n");
    let overdue = rules(&folder, &[]).into_iter().filter(|rule| rule == "overdue-commitment").count();
    assert_eq!(overdue, 1, "the default holds: one promise is more than 30 days late");
}

/// `check/baseline.rs`: what was not asked for is not found, and is no debt that was paid.
#[test]
fn a_baseline_is_not_stale_for_rules_that_did_not_judge() {
    let folder = promises();
    check(&folder, &["--write-baseline", "baseline.json"]);
    for choice in
        [["--select", "incomplete-commitment"], ["--ignore", "overdue-review"], ["--select", "records"]]
    {
        let arguments = [choice[0], choice[1], "--baseline", "baseline.json"];
        assert_eq!(rules(&folder, &arguments), [""; 0], "{choice:?}");
    }
}

/// `check/baseline.rs`, `apply_baseline`: counts are added without looking.
#[test]
fn a_baseline_with_absurd_counts_is_survived() {
    let folder = promises();
    let entry = format!("{{\"rule\": \"x\", \"record\": \"y\", \"count\": {}}}", usize::MAX);
    folder.write("baseline.json", format!("{{\"version\": 1, \"entries\": [{entry}, {entry}]}}"));
    let run = check(&folder, &["--baseline", "baseline.json"]);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

/// `check/inline.rs`, `faults`: unlike a waiver in `waivers.yaml`, it is not asked whether the rule is on.
#[test]
fn a_comment_of_a_rule_that_is_off_is_not_said_to_cover_nothing() {
    let folder = promises();
    let allow = "# quarterdeck: allow overdue-commitment until 2026-12-31, Max is ill";
    folder.write(PROMISES, TWO_PROMISES.replacen("  due:", &format!("  {allow}\n  due:"), 1));
    assert_eq!(rules(&folder, &["--select", "unmatched-waiver"]), [""; 0]);
    folder.write("playbook.yaml", "extends: strict\nrules:\n  - {rule: overdue-commitment, off: true}\n");
    assert!(!rules(&folder, &[]).contains(&"unmatched-waiver".to_owned()));
}

/// `check/inline.rs`, `read`: whatever looks like a comment is taken for one.
#[test]
fn what_stands_in_a_text_is_no_comment() {
    for said in ["\"write # quarterdeck: allow it in the wiki\"", "|\n    # quarterdeck: is a program"] {
        let folder = promises();
        folder.write(PROMISES, TWO_PROMISES.replace("A test system.", said));
        assert_eq!(rules(&folder, &["--select", "records"]), [""; 0], "{said}");
    }
}

/// `check/applies.rs`: `Because::Matrix` is only ever given where the matrix asks for nothing.
#[test]
fn rules_names_the_matrix_where_the_matrix_decided() {
    let folder = promises();
    folder.write("playbook.yaml", "extends: standard\nartefacts:\n  exit-outline: {strategic: warning}\n");
    let run = folder.run(&["rules", "--partner", "acme"]);
    let line = run.stdout.lines().find(|line| line.starts_with("missing-exit-outline ")).unwrap();
    assert!(line.contains("playbook.yaml:3") || line.contains("matrix"), "{line}");
}

/// `check/engine.rs`, `judge`: the way to an item begins at the subject or at the partner, never at its parent or the portfolio.
#[test]
fn an_item_of_a_list_elsewhere_is_shown_where_it_stands() {
    let folder = with_rule(
        "title: T\nseverity: error\nscope: action\neach: plan.objectives as objective\nrequire: false\nat: \
         objective.text\nmessage: m\n",
    );
    folder.write(
        "partners/acme/plan.md",
        "---\ntitle: Plan\nstatuses: [{status: active, on: 2026-01-10}]\nobjectives:\n  - {id: o-01, text: Sites}\nactions:\n  \
         - {id: a-01, text: Train}\n---\nText\n",
    );
    assert_eq!(
        found(&folder, &["--select", "ours"]),
        ["partners/acme/plan.md:5:22 error[ours] acme/plan/a-01"]
    );
    let folder = with_rule(
        "title: T\nseverity: error\nscope: partner\neach: portfolio.people as person\nrequire: person.name != 'Ana Lima'\nat: \
         person.name\nmessage: m\n",
    );
    assert_eq!(found(&folder, &["--select", "ours"]), ["people.yaml:1:19 error[ours] acme"]);
}

/// `check/valid.rs`, `each_list`, and `engine.rs`, `gather`: a list without a way is taken for its one item.
#[test]
fn a_rule_may_go_through_the_list_of_a_parameter() {
    let folder = with_rule(
        "title: T\nseverity: error\nscope: partner\nparameters:\n  words: {default: [acme, birch], meaning: Words.}\neach: words as \
         word\nrequire: lower(partner.name) == word\nmessage: '{word} is missing'\n",
    );
    let report = report(&folder, &["--select", "ours"]);
    let said: Vec<&str> = list(&report["findings"]).iter().map(|entry| text(entry, "message")).collect();
    assert_eq!(said, ["birch is missing"]);
}

/// `check/valid.rs`: what is no route, or hides a name, or says nothing, or cannot be written in an expression.
#[test]
fn a_rule_that_cannot_mean_what_it_says_is_broken() {
    let base = "title: T\nseverity: error\nscope: partner\nrequire: partner.name == 'Birch'\n";
    for more in [
        "message: m\nat: today\n",
        "message: m\nat: given(partner.name)\n",
        "message: m\nat: most\nparameters: {most: {default: 3, meaning: Most.}}\n",
        "message: m\neach: partner.contacts as partner\n",
        "message: ''\n",
        "message: m\npractices: [P+5]\n",
        "message: m\nparameters: {max-days: {default: 3, meaning: Most.}}\n",
        "message: m\nparameters: {most: {default: [1, a], meaning: Most.}}\n",
    ] {
        assert_eq!(check(&with_rule(&format!("{base}{more}")), &["--exit-zero"]).code, 2, "{more}");
    }
}

/// `playbook/rule.rs`: such a name means something else to `--select`, and to whoever reads a report.
#[test]
fn a_rule_of_the_team_cannot_have_the_name_of_something_else() {
    for name in ["records", "rules", "unknown-field", "broken-rule"] {
        let folder = ground();
        own_rule(
            &folder,
            name,
            "title: T\nseverity: info\nscope: partner\nrequire: partner.name == 'Birch'\nmessage: m\n",
        );
        assert_eq!(check(&folder, &["--exit-zero"]).code, 2, "{name}");
    }
}

/// `cli/rules.rs` and `cli/explain.rs`: a rule that is broken is not there, and nobody says why.
#[test]
fn rules_and_explain_say_that_a_rule_is_broken() {
    let folder = with_rule("title: T\nseverity: error\nscope: partner\nrequire: nobody\nmessage: m\n");
    let run = folder.run(&["rules"]);
    assert_eq!(run.code, 2, "the playbook is not whole");
    folder.write("playbook/rules/ours.md", "---\ntitle: T\n---\n");
    for arguments in [["explain", "ours"], ["check", "--select=ours"]] {
        let run = folder.run(&arguments);
        assert!(run.stderr.contains("playbook/rules/ours.md"), "{}", run.stderr);
    }
}

/// `disk/git.rs`: a filter for clean files is a program of the repository.
#[test]
#[cfg(unix)]
fn a_filter_of_the_repository_is_not_started() {
    use std::os::unix::fs::PermissionsExt;
    let folder = super::changed::committed();
    let script = folder.path().join("canary.sh");
    fs::write(&script, "#!/bin/sh\ntouch \"$(dirname \"$0\")/sung\"\ncat\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    super::changed::git(folder.path(), &["config", "filter.x.clean", script.to_str().unwrap()]);
    folder.write(".gitattributes", "*.yaml filter=x\n");
    // As long as before, so that git has to read it.
    folder.write(PROMISES, TWO_PROMISES.replace("A test system", "A best system"));
    super::changed::run(&folder, &[]);
    assert!(!folder.path().join("sung").exists(), "a program of the repository was started");
}

/// `disk/git.rs`: in a hook of a linked worktree git sets `GIT_DIR`, and takes the portfolio's folder for all that there is.
#[test]
fn the_environment_of_a_hook_changes_nothing() {
    let folder = Folder::new();
    let inner = promises();
    for path in super::super::harness::walk(inner.path()) {
        folder.write(&format!("alliances/{path}"), fs::read(inner.path().join(&path)).unwrap());
    }
    super::changed::git(folder.path(), &["init", "--quiet"]);
    super::changed::commit(&folder);
    let mut command = folder.command(&["check", "alliances", "--changed", "--format", "concise"]);
    command
        .env("HOME", folder.path())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_DIR", folder.path().join(".git"));
    let run = super::super::harness::Run::from(command.output().unwrap());
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
}

/// `cli/check.rs`: a broken rule is 2 whatever is forgiven, a playbook of which nothing can be read is not. No rule judges.
#[test]
fn exit_zero_does_not_forgive_a_playbook_that_cannot_be_read() {
    for (path, content) in [("playbook.yaml", "extends: standrad\n"), ("quarterdeck.yaml", "as_of: soon\n")] {
        let folder = promises();
        folder.write(path, content);
        assert_eq!(check(&folder, &["--exit-zero", "--as-of", "2026-06-30"]).code, 2, "{path}");
    }
}

/// `record/locate.rs`, `Locator::name`: it looks upwards for the first text that reads like the name, in the whole file.
#[test]
fn an_unknown_parameter_is_underlined_at_its_own_name_whatever_its_value() {
    let scorecard = "scorecard:\n  dimensions:\n    - {id: financial, name: F, weight: 25}\n  on_track_from: 75\n  at_risk_from: 50\n  \
                     coverage_floor: 60\nrules:\n  - rule: overdue-commitment\n    parameters:\n";
    for (parameter, column) in
        [("weight: [1]", 7), ("weight: {a: 1}", 7), ("\"weight\": 1", 7), ("weight: 1", 7)]
    {
        let folder = promises();
        folder.write("playbook.yaml", format!("{scorecard}      {parameter}\n"));
        let lines = found(&folder, &["--select", "records"]);
        assert_eq!(lines, [format!("playbook.yaml:10:{column} error[unknown-parameter] –")], "{parameter}");
    }
}

/// `check/inline.rs`, `read`: a table has no comments, and is read as if it were YAML.
#[test]
fn what_stands_in_a_cell_of_a_table_is_no_comment() {
    let folder = promises();
    folder.write(
        "partners/acme/observations.csv",
        "metric,period,target,actual,as_of,source\nsourced-revenue,2026-Q1,EUR 1,EUR 1,2026-04-10,CRM # quarterdeck: export\n",
    );
    assert_eq!(rules(&folder, &["--select", "records"]), [""; 0]);
}

/// `disk/git.rs`: files are compared without filters, and so without the one that git on Windows has on from the start.
#[test]
fn line_ends_that_git_itself_wrote_are_no_change() {
    let folder = super::changed::committed();
    super::changed::git(folder.path(), &["config", "core.autocrlf", "true"]);
    for path in super::super::harness::walk(&folder.path().join("partners")) {
        folder.remove(&format!("partners/{path}"));
    }
    super::changed::git(folder.path(), &["checkout", "--quiet", "--", "."]);
    let profile = fs::read_to_string(folder.path().join("partners/acme/partner.yaml")).unwrap();
    assert!(profile.contains("\r\n"), "git wrote the files anew");
    let run = super::changed::run(&folder, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
}

/// `disk/git.rs`, `hashes`: git takes a name that begins with a quote for one that is quoted.
#[test]
#[cfg(unix)]
fn a_bystander_with_an_odd_name_does_not_end_the_run() {
    let folder = super::changed::committed();
    folder.write("\"minutes\".txt", "no record\n");
    let run = super::changed::run(&folder, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
}

/// `expression/lower.rs`, `without_quotes`: a quote behind a backslash does not end a text.
#[test]
fn what_stands_behind_an_escaped_quote_is_no_operator() {
    let folder = promises();
    own_rule(
        &folder,
        "ours",
        "title: T\nseverity: error\nscope: commitment\nrequire: commitment.text == 'it\\'s pay and go' && (\nmessage: m\n",
    );
    let report = report(&folder, &["--select", "records"]);
    let message = text(&list(&report["findings"])[0], "message");
    assert!(!message.contains("`and`"), "{message}");
}

/// `load/mod.rs`: a rule in a file that is no rule's does not judge, and the playbook is taken for whole.
#[test]
fn a_rule_in_a_file_of_another_kind_makes_the_playbook_not_whole() {
    for path in ["playbook/rules/ours.yaml", "playbook/rule/ours.md", "playbook/ours.md"] {
        let folder = promises();
        folder.write(
            path,
            super::page("title: T\nseverity: error\nscope: partner\nrequire: 'false'\nmessage: m\n"),
        );
        assert_eq!(check(&folder, &["--exit-zero"]).code, 2, "{path}");
    }
}

/// `expression/lower.rs`: a list of two kinds of record was taken, and its items read as if all were of the first kind.
#[test]
fn records_of_two_kinds_are_not_mixed() {
    for list in ["partner.contacts + partner.stages", "partner.contacted ? partner.contacts : partner.stages"]
    {
        let folder = promises();
        own_rule(
            &folder,
            "ours",
            &format!(
                "title: T\nseverity: error\nscope: partner\nrequire: '({list}).all(one, given(one.name))'\nmessage: m\n"
            ),
        );
        assert_eq!(check(&folder, &["--exit-zero"]).code, 2, "{list}");
    }
}
