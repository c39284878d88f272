//! Exceptions in `waivers.yaml`: a whole one accepts what it names and is counted; any other accepts nothing and is told.

use super::super::harness::Folder;
use super::{accepted, check, found, list, own_rule, promises, report, text};

/// The field lines of a waiver that is whole.
const WHOLE: [(&str, &str); 6] = [
    ("rule", "overdue-commitment"),
    ("record", "acme/commitments/c-01"),
    ("reason", "Max is ill until July."),
    ("approver", "cleo"),
    ("granted_on", "2026-06-01"),
    ("expires", "2026-12-31"),
];

/// The promises under a strict playbook, of which this looks at promises and waivers only, with waivers as they are given.
fn with_waivers(waivers: &str) -> Folder {
    let folder = promises();
    folder.write("playbook.yaml", "extends: strict\n").write("waivers.yaml", waivers);
    folder
}

/// A waiver that is whole but for what is said here; an empty value leaves the field out.
fn waiver(changes: &[(&str, &str)]) -> String {
    let fields = WHOLE.iter().filter_map(|(name, value)| {
        let value = changes.iter().find(|(changed, _)| changed == name).map_or(*value, |(_, value)| value);
        (!value.is_empty()).then(|| format!("{name}: {value}"))
    });
    format!("- {}\n", fields.collect::<Vec<_>>().join("\n  "))
}

/// What is looked at: promises, and the rules about waivers.
const LOOK: [&str; 2] =
    ["--select", "overdue-commitment,expired-waiver,incomplete-waiver,overlong-waiver,unmatched-waiver"];

const OVERDUE: &str = "partners/acme/commitments.yaml:6:8 error[overdue-commitment] acme/commitments/c-01";

#[test]
fn without_a_waiver_the_promise_is_told() {
    assert_eq!(found(&with_waivers(""), &LOOK), [OVERDUE]);
}

#[test]
fn a_whole_waiver_accepts_the_finding_and_is_counted() {
    let folder = with_waivers(&waiver(&[]));
    assert_eq!(found(&folder, &LOOK), [""; 0]);
    assert_eq!(accepted(&folder, &LOOK), [OVERDUE]);
    let run = check(&folder, &LOOK);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0));
    assert!(run.stderr.contains(" · no findings, 1 waived (as of 2026-06-30)"), "{}", run.stderr);
    let entry = &report(&folder, &LOOK)["waived"][0];
    assert_eq!(
        entry["waiver"],
        serde_json::json!({
            "reason": "Max is ill until July.",
            "approver": "cleo",
            "expires": "2026-12-31",
            "path": "waivers.yaml",
            "line": 1,
        })
    );
}

#[test]
fn a_waiver_accepts_what_it_names_and_nothing_else() {
    // Another record, another rule.
    for (changes, kept) in [
        (&[("record", "acme/commitments/c-02")][..], true),
        (&[("record", "acme")], true),
        (&[("record", "birch/commitments/c-01")], true),
        (&[("rule", "slipped-commitment")], true),
        (&[], false),
    ] {
        let lines = found(&with_waivers(&waiver(changes)), &["--select", "overdue-commitment"]);
        assert_eq!(lines.len(), usize::from(kept), "{changes:?}: {lines:?}");
    }
}

#[test]
fn a_waiver_for_a_partner_accepts_every_finding_of_its_rule_in_that_record() {
    let folder = with_waivers(&waiver(&[("rule", "skipped-gate"), ("record", "acme")]));
    let look = ["--select", "skipped-gate"];
    assert_eq!(found(&folder, &look), [""; 0]);
    assert_eq!(accepted(&folder, &look).len(), 2, "two stages were entered without a decision");
}

#[test]
fn a_waiver_that_lacks_something_accepts_nothing_and_is_told() {
    for field in ["reason", "approver", "granted_on", "expires"] {
        let folder = with_waivers(&waiver(&[(field, "")]));
        assert_eq!(
            found(&folder, &LOOK),
            [OVERDUE, "waivers.yaml:1:9 error[incomplete-waiver] waivers/1"],
            "without {field}"
        );
        assert_eq!(accepted(&folder, &LOOK), [""; 0], "without {field}");
        assert_eq!(check(&folder, &LOOK).code, 1);
    }
    let folder = with_waivers(&waiver(&[("reason", "'  '")]));
    assert_eq!(found(&folder, &LOOK).len(), 2, "a blank reason is none");
}

#[test]
fn a_waiver_without_a_rule_or_a_record_cannot_be_read() {
    for field in ["rule", "record"] {
        let folder = with_waivers(&waiver(&[(field, "")]));
        let lines = found(&folder, &["--select", "records,overdue-commitment"]);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("missing-field")), "{lines:?}");
    }
}

#[test]
fn an_expired_waiver_accepts_nothing_and_is_told() {
    let folder = with_waivers(&waiver(&[("expires", "2026-06-29")]));
    assert_eq!(found(&folder, &LOOK), [OVERDUE, "waivers.yaml:6:12 error[expired-waiver] waivers/1"]);
    let report = report(&folder, &LOOK);
    assert_eq!(text(&list(&report["findings"])[1], "message"), "this waiver ended on 2026-06-29");
    let last_day = with_waivers(&waiver(&[("expires", "2026-06-30")]));
    assert_eq!(found(&last_day, &LOOK), [""; 0], "it holds on its last day");
}

#[test]
fn the_day_decides_whether_a_waiver_has_ended() {
    let folder = with_waivers(&waiver(&[("expires", "2026-08-31")]));
    let on = |day: &str| {
        let mut arguments = LOOK.to_vec();
        arguments.extend(["--as-of", day]);
        (found(&folder, &arguments).len(), accepted(&folder, &arguments).len())
    };
    // By then the second promise is late as well.
    assert_eq!(on("2026-06-11"), (0, 1));
    assert_eq!(on("2026-08-31"), (1, 1));
    assert_eq!(on("2026-09-01"), (3, 0));
}

/// Nobody accepts something before they accepted it.
#[test]
fn a_waiver_granted_in_the_future_accepts_nothing_yet() {
    let folder = with_waivers(&waiver(&[("granted_on", "2026-07-01")]));
    assert_eq!(found(&folder, &["--select", "overdue-commitment"]), [OVERDUE]);
    assert_eq!(accepted(&folder, &LOOK), [""; 0]);
    let later = ["--select", "overdue-commitment", "--as-of", "2026-07-01"];
    assert_eq!((found(&folder, &later).len(), accepted(&folder, &later).len()), (0, 1));
}

#[test]
fn an_overlong_waiver_is_told() {
    for (expires, told) in [("2027-06-02", false), ("2027-06-03", true), ("2099-01-01", true)] {
        let folder = with_waivers(&waiver(&[("expires", expires)]));
        let lines = found(&folder, &LOOK);
        let overlong =
            lines.iter().filter(|line| line.ends_with("waivers.yaml:6:12 error[overlong-waiver] waivers/1"));
        assert_eq!(overlong.count(), usize::from(told), "{expires}: {lines:?}");
    }
}

#[test]
fn a_playbook_may_allow_shorter_exceptions() {
    let folder = with_waivers(&waiver(&[]));
    folder.write("playbook.yaml", "rules:\n  - {rule: overlong-waiver, parameters: {max_days: 90}}\n");
    let lines = found(&folder, &["--select", "overlong-waiver"]);
    assert_eq!(lines, ["waivers.yaml:6:12 error[overlong-waiver] waivers/1"]);
}

#[test]
fn a_waiver_that_covers_nothing_is_told_at_its_record() {
    let folder = with_waivers(&waiver(&[("record", "acme/commitments/c-02")]));
    assert_eq!(found(&folder, &LOOK), [OVERDUE, "waivers.yaml:2:11 warning[unmatched-waiver] waivers/1"]);
    // An expired one that would cover something is not without a match.
    let expired = with_waivers(&waiver(&[("expires", "2026-06-29")]));
    assert!(!found(&expired, &LOOK).iter().any(|line| line.contains("unmatched-waiver")));
}

#[test]
fn a_waiver_of_a_rule_that_is_off_is_not_said_to_cover_nothing() {
    let folder = with_waivers(&waiver(&[]));
    folder.write("playbook.yaml", "extends: strict\nrules:\n  - {rule: overdue-commitment, off: true}\n");
    assert_eq!(found(&folder, &LOOK), [""; 0]);
    // Whoever asks for another rule only hears nothing of waivers of this one.
    let folder = with_waivers(&waiver(&[]));
    assert_eq!(found(&folder, &["--select", "unmatched-waiver"]), [""; 0]);
    assert_eq!(found(&folder, &["--select", "P76", "--ignore", "overdue-commitment"]), [""; 0]);
}

#[test]
fn a_waiver_of_an_unknown_rule_is_told_with_the_nearest() {
    let folder = with_waivers(&waiver(&[("rule", "overdue-comitment")]));
    let report = report(&folder, &LOOK);
    let fault = list(&report["findings"]).iter().find(|entry| entry["rule"] == "unknown-rule").unwrap();
    assert_eq!(
        (text(fault, "path"), &fault["line"], &fault["column"]),
        ("waivers.yaml", &1.into(), &9.into())
    );
    assert_eq!(text(fault, "label"), "did you mean `overdue-commitment`?");
    assert!(found(&folder, &LOOK).contains(&OVERDUE.to_owned()), "it accepts nothing");
}

#[test]
fn a_waiver_by_somebody_unknown_is_told() {
    let folder = with_waivers(&waiver(&[("approver", "cloe")]));
    let lines = found(&folder, &["--select", "records"]);
    assert_eq!(lines, ["waivers.yaml:4:13 error[unknown-reference] –"]);
}

#[test]
fn a_rule_that_cannot_be_waived_is_told_in_spite_of_a_waiver() {
    let folder = promises();
    folder.write("playbook.yaml", "extends: strict\n");
    let front = |waivable: &str| {
        format!(
            "title: T\nseverity: error\nscope: partner\nrequire: partner.name == 'Birch'\nmessage: m\n{waivable}"
        )
    };
    folder.write("waivers.yaml", waiver(&[("rule", "ours"), ("record", "acme")]));
    for (line, waived) in [("", 1), ("waivable: true\n", 1), ("waivable: false\n", 0)] {
        own_rule(&folder, "ours", &front(line));
        let look = ["--select", "ours,unmatched-waiver"];
        assert_eq!(accepted(&folder, &look).len(), waived, "{line}");
        let lines = found(&folder, &look);
        let expected: &[&str] = match waived {
            1 => &[],
            _ => &[
                "partners/acme/partner.yaml:1:7 error[ours] acme",
                "waivers.yaml:2:11 warning[unmatched-waiver] waivers/1",
            ],
        };
        assert_eq!(lines, expected, "{line}");
    }
}

#[test]
fn the_rules_about_waivers_cannot_be_waived() {
    let expired = waiver(&[("expires", "2026-06-29")]);
    let folder =
        with_waivers(&format!("{expired}{}", waiver(&[("rule", "expired-waiver"), ("record", "acme")])));
    assert!(found(&folder, &LOOK).contains(&"waivers.yaml:6:12 error[expired-waiver] waivers/1".to_owned()));
}

#[test]
fn a_fault_of_reading_cannot_be_waived() {
    let folder = with_waivers(&waiver(&[("rule", "unknown-field"), ("record", "acme")]));
    folder.write("partners/acme/risks.yaml", "- {id: r-01, txt: The window, raised_on: 2026-01-08}\n");
    let lines = found(&folder, &["--select", "records"]);
    assert!(lines.iter().any(|line| line.contains("[unknown-field]")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("[unknown-rule]")), "{lines:?}");
}

#[test]
fn two_waivers_of_the_same_finding_both_count_as_matched() {
    let folder = with_waivers(&format!("{}{}", waiver(&[]), waiver(&[("reason", "Once more.")])));
    assert_eq!(found(&folder, &LOOK), [""; 0]);
    let report = report(&folder, &LOOK);
    assert_eq!(list(&report["waived"]).len(), 1, "the finding is accepted once");
    assert_eq!(
        report["waived"][0]["waiver"]["reason"], "Max is ill until July.",
        "the first that holds is named"
    );
    // If the first has ended, the second holds.
    let folder =
        with_waivers(&format!("{}{}", waiver(&[("expires", "2026-06-29")]), waiver(&[("reason", "Again.")])));
    assert_eq!(found(&folder, &LOOK), ["waivers.yaml:6:12 error[expired-waiver] waivers/1"]);
    assert_eq!(accepted(&folder, &LOOK), [OVERDUE]);
}

#[test]
fn waivers_of_a_file_that_cannot_be_read_accept_nothing() {
    let folder = with_waivers(&format!("{}  x: [\n", waiver(&[])));
    assert_eq!(found(&folder, &["--select", "overdue-commitment"]), [OVERDUE]);
    assert_eq!(check(&folder, &[]).code, 1);
}
