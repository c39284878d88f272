//! Exceptions that stand in a record itself: `# quarterdeck: allow RULE until 2026-12-31, reason`.

use super::super::harness::Folder;
use super::{PROMISES, accepted, check, found, ground, list, promises, report, text};

const ALLOW: &str = "# quarterdeck: allow overdue-commitment until 2026-12-31, Max is ill";

/// What is looked at: promises, and the rules about waivers.
const LOOK: [&str; 2] =
    ["--select", "overdue-commitment,expired-waiver,incomplete-waiver,overlong-waiver,unmatched-waiver"];

/// One late promise, in a line of its own, with something before and behind its due date.
fn promise(above: &str, behind: &str) -> Folder {
    let folder = promises();
    folder.write(
        PROMISES,
        format!(
            "- id: c-01\n  text: Three names.\n  side: ours\n  owner: ana\n  made_on: 2026-02-10\n{above}  due: 2026-05-10{behind}\n"
        ),
    );
    folder
}

/// Everything that is found beside the promise, as `line:column-end rule: message`.
fn told(folder: &Folder) -> Vec<String> {
    let report = report(folder, &LOOK);
    let others = list(&report["findings"]).iter().filter(|entry| entry["rule"] != "overdue-commitment");
    others
        .map(|entry| {
            let place = format!("{}:{}-{}", entry["line"], entry["column"], entry["end_column"]);
            format!("{place} {}: {}", text(entry, "rule"), text(entry, "message"))
        })
        .collect()
}

/// How many findings stand and how many are accepted, of the promise alone.
fn counts(folder: &Folder) -> (usize, usize) {
    let look = ["--select", "overdue-commitment"];
    let standing = found(folder, &look).iter().filter(|line| line.contains("overdue-commitment")).count();
    (standing, accepted(folder, &look).len())
}

#[test]
fn a_comment_on_the_line_above_accepts_what_is_on_the_next() {
    let folder = promise(&format!("  {ALLOW}\n"), "");
    assert_eq!(counts(&folder), (0, 1));
    assert_eq!(told(&folder), [""; 0]);
    let run = check(&folder, &LOOK);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("no findings, 1 waived"), "{}", run.stderr);
    let entry = &report(&folder, &LOOK)["waived"][0];
    assert_eq!(
        entry["waiver"],
        serde_json::json!({"reason": "Max is ill", "expires": "2026-12-31", "path": PROMISES, "line": 6}),
        "nobody is named: who wrote the line is in the history of the file"
    );
}

#[test]
fn a_comment_at_the_end_of_the_line_accepts_what_is_on_it() {
    let folder = promise("", &format!("  {ALLOW}"));
    assert_eq!((counts(&folder), told(&folder)), ((0, 1), Vec::new()));
}

#[test]
fn other_comments_and_blank_lines_may_stand_between() {
    for between in ["  # He is back in July.\n", "\n", "  # One.\n\n  # Two.\n"] {
        let folder = promise(&format!("  {ALLOW}\n{between}"), "");
        assert_eq!((counts(&folder), told(&folder)), ((0, 1), Vec::new()), "{between:?}");
    }
}

#[test]
fn two_comments_above_one_another_are_about_the_same_line() {
    let other =
        "# quarterdeck: allow incomplete-commitment until 2026-12-31, the meeting was not written down";
    let look = ["--select", "overdue-commitment,incomplete-commitment,unmatched-waiver"];
    let folder = promise(&format!("  {other}\n  {ALLOW}\n"), "");
    assert_eq!(counts(&folder), (0, 1));
    let lines = found(&folder, &look);
    assert_eq!(
        lines,
        [
            "partners/acme/commitments.yaml:2:9 error[incomplete-commitment] acme/commitments/c-01",
            "partners/acme/commitments.yaml:6:3 warning[unmatched-waiver] –",
        ],
        "the first finds nothing on the line of the date: what it is about stands at the text"
    );
}

#[test]
fn carriage_returns_and_tabs_do_not_matter() {
    let folder = promise(&format!("  {ALLOW}\n"), "");
    let text = std::fs::read_to_string(folder.path().join(PROMISES)).unwrap().replace('\n', "\r\n");
    folder.write(PROMISES, text);
    assert_eq!((counts(&folder), told(&folder)), ((0, 1), Vec::new()));
    let folder = promise("", &format!("\t{ALLOW}"));
    assert_eq!(counts(&folder), (0, 1));
}

#[test]
fn a_comment_in_front_matter_counts_and_one_below_it_is_text() {
    let plan = |front: &str, body: &str| {
        let folder = ground();
        folder.write(
            "partners/acme/plan.md",
            format!(
                "---\ntitle: Plan for 2026\nstatuses: [{{status: active, on: 2026-01-10}}]\nobjectives:\n{front}  - id: o-01\n    \
                 text: Twelve sites by the end of the year\n---\n{body}\n"
            ),
        );
        let look = ["--select", "orphan-objective,unmatched-waiver"];
        (found(&folder, &look), accepted(&folder, &look).len())
    };
    let allow = "# quarterdeck: allow orphan-objective until 2026-12-31, the intentions are written in July";
    let told = vec!["partners/acme/plan.md:5:5 error[orphan-objective] acme/plan/o-01".to_owned()];
    assert_eq!(plan("", ""), (told.clone(), 0));
    assert_eq!(plan(&format!("  {allow}\n"), ""), (Vec::new(), 1));
    assert_eq!(
        plan("", allow),
        (told.clone(), 0),
        "below the front matter it is text, and nothing is said about it"
    );
    assert_eq!(plan("", &format!("```yaml\n{allow}\n```")), (told, 0));
}

#[test]
fn a_comment_on_another_line_accepts_nothing_and_is_told() {
    let folder = promise("", "");
    let text = std::fs::read_to_string(folder.path().join(PROMISES)).unwrap();
    folder.write(PROMISES, text.replace("  side: ours\n", &format!("  side: ours  {ALLOW}\n")));
    assert_eq!(counts(&folder), (1, 0));
    assert_eq!(told(&folder), ["3:15-83 unmatched-waiver: `overdue-commitment` finds nothing here"]);
}

#[test]
fn a_comment_of_another_rule_accepts_nothing() {
    let folder = promise("  # quarterdeck: allow incomplete-commitment until 2026-12-31, Max is ill\n", "");
    assert_eq!(counts(&folder), (1, 0));
}

#[test]
fn a_comment_of_an_unknown_rule_is_told_with_the_nearest() {
    let folder = promise("  # quarterdeck: allow overdue-comitment until 2026-12-31, Max is ill\n", "");
    assert_eq!(counts(&folder), (1, 0));
    assert_eq!(told(&folder), ["6:3-70 unknown-rule: there is no rule `overdue-comitment`"]);
    let report = report(&folder, &LOOK);
    let fault = list(&report["findings"]).iter().find(|entry| entry["rule"] == "unknown-rule").unwrap();
    assert_eq!(text(fault, "label"), "did you mean `overdue-commitment`?");
}

#[test]
fn an_expired_comment_accepts_nothing_and_is_told() {
    let until = |day: &str| {
        promise(&format!("  # quarterdeck: allow overdue-commitment until {day}, Max is ill\n"), "")
    };
    let expired = until("2026-06-29");
    assert_eq!(counts(&expired), (1, 0));
    assert_eq!(told(&expired), ["6:3-71 expired-waiver: this exception ended on 2026-06-29"]);
    let last_day = until("2026-06-30");
    assert_eq!((counts(&last_day), told(&last_day)), ((0, 1), Vec::new()), "it holds on its last day");
}

#[test]
fn a_comment_that_lasts_longer_than_a_year_accepts_nothing_and_is_told() {
    let until = |day: &str| {
        promise(&format!("  # quarterdeck: allow overdue-commitment until {day}, Max is ill\n"), "")
    };
    let longest = until("2027-07-01");
    assert_eq!((counts(&longest), told(&longest)), ((0, 1), Vec::new()));
    let overlong = until("2027-07-02");
    assert_eq!(counts(&overlong), (1, 0));
    assert_eq!(
        told(&overlong),
        ["6:3-71 overlong-waiver: this exception holds until 2027-07-02, 367 days from now"]
    );
    overlong.write("playbook.yaml", "rules:\n  - {rule: overlong-waiver, parameters: {max_days: 400}}\n");
    assert_eq!((counts(&overlong), told(&overlong)), ((0, 1), Vec::new()), "the playbook says how long");
    longest.write("playbook.yaml", "rules:\n  - {rule: overlong-waiver, parameters: {max_days: 365}}\n");
    assert_eq!((counts(&longest), told(&longest).len()), ((1, 0), 1));
}

#[test]
fn a_comment_is_known_by_its_name_however_it_is_spaced_and_a_missing_colon_is_told() {
    let said = "allow overdue-commitment until 2026-12-31, Max is ill";
    for mark in ["#quarterdeck:", "#  quarterdeck:", "# Quarterdeck:", "## quarterdeck :"] {
        let folder = promise(&format!("  {mark} {said}\n"), "");
        assert_eq!((counts(&folder), told(&folder)), ((0, 1), Vec::new()), "{mark}");
    }
    let folder = promise(&format!("  # quarterdeck {said}\n"), "");
    assert_eq!(counts(&folder), (1, 0));
    assert_eq!(told(&folder).len(), 1);
    assert!(told(&folder)[0].ends_with("bad-waiver: this comment lacks the colon behind the name"));
    let sentence = promise("  # Quarterdeck reads this file\n", "");
    assert_eq!((counts(&sentence), told(&sentence)), ((1, 0), Vec::new()));
}

#[test]
fn a_comment_that_cannot_be_read_accepts_nothing_and_is_told() {
    for (said, why) in [
        ("alow overdue-commitment until 2026-12-31, Max is ill", "this comment does not say `allow`"),
        ("", "this comment does not say `allow`"),
        ("allow", "this comment does not say `allow`"),
        ("allow overdue-commitment", "this comment does not say until when"),
        ("allow overdue-commitment 2026-12-31, Max is ill", "this comment does not say until when"),
        ("allow overdue-commitment until 2026-12-31", "this comment does not say why"),
        ("allow overdue-commitment until 2026-12-31,", "this comment does not say why"),
        ("allow overdue-commitment until 2026-12-31,   ", "this comment does not say why"),
        ("allow overdue-commitment until 2026-12-31 Max is ill", "this comment does not say why"),
    ] {
        let folder = promise(&format!("  # quarterdeck: {said}\n"), "");
        assert_eq!(counts(&folder), (1, 0), "{said}");
        let told = told(&folder);
        assert_eq!(told.len(), 1, "{said}: {told:?}");
        assert!(
            told[0].starts_with("6:3-") && told[0].ends_with(&format!(" bad-waiver: {why}")),
            "{said}: {told:?}"
        );
        assert_eq!(check(&folder, &["--select", "records"]).code, 1, "{said}");
    }
    for day in ["2026-02-30", "2026-13-01", "soon", "31.12.2026"] {
        let folder =
            promise(&format!("  # quarterdeck: allow overdue-commitment until {day}, Max is ill\n"), "");
        assert_eq!(counts(&folder), (1, 0), "{day}");
        let told = told(&folder);
        assert!(told.len() == 1 && told[0].contains(" bad-waiver: "), "{day}: {told:?}");
    }
}

#[test]
fn a_comment_in_the_settings_or_the_playbook_is_read_as_well() {
    let folder = promises();
    folder.write("playbook.yaml", "# quarterdeck: allow everything\nextends: starter\n");
    assert_eq!(told(&folder), ["1:1-32 bad-waiver: this comment does not say until when"]);
}

#[test]
fn a_comment_on_a_page_of_a_rule_is_no_waiver() {
    let folder = promises();
    let page =
        super::page("title: T\nseverity: info\nscope: partner\nrequire: given(partner.name)\nmessage: m\n");
    folder.write("playbook/rules/ours.md", format!("{page}\n```yaml\n# quarterdeck: allow nothing\n```\n"));
    assert_eq!(told(&folder), [""; 0]);
}

#[test]
fn a_comment_accepts_no_finding_of_a_rule_that_cannot_be_waived() {
    let folder = ground();
    super::own_rule(
        &folder,
        "ours",
        "title: T\nseverity: error\nscope: partner\nrequire: partner.name == 'Birch'\nmessage: m\nwaivable: false\n",
    );
    let profile = std::fs::read_to_string(folder.path().join("partners/acme/partner.yaml")).unwrap();
    folder.write(
        "partners/acme/partner.yaml",
        format!("# quarterdeck: allow ours until 2026-12-31, it should not be possible\n{profile}"),
    );
    assert_eq!(found(&folder, &["--select", "ours"]), ["partners/acme/partner.yaml:2:7 error[ours] acme"]);
    assert_eq!(accepted(&folder, &["--select", "ours"]), [""; 0]);
}

#[test]
fn a_comment_and_a_waiver_of_the_same_finding_both_count_as_matched() {
    let folder = promise(&format!("  {ALLOW}\n"), "");
    folder.write(
        "waivers.yaml",
        "- {rule: overdue-commitment, record: acme/commitments/c-01, reason: R., approver: cleo, granted_on: 2026-06-01, \
         expires: 2026-12-31}\n",
    );
    assert_eq!((counts(&folder), told(&folder)), ((0, 1), Vec::new()));
}
