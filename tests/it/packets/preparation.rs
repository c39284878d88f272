//! `check --qbr` and `new review`: what a review still wants, and its beginning.

use std::fs;

use super::super::harness::{Folder, Run};
use super::packet;

fn sample() -> Folder {
    Folder::sample()
}

fn qbr(folder: &Folder, partner: &str, quarter: &str, more: &[&str]) -> Run {
    folder.run(&[&["check", "--qbr", partner, quarter], more].concat())
}

#[test]
fn what_a_review_wants_is_told_with_day_owner_file_and_line() {
    let run = qbr(&sample(), "orrery", "2026-Q3", &[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for line in [
        "Orrery Software, 2026-Q3: held 2026-10-13; ",
        "Data, two weeks before, by 2026-09-29: late (7 of 8)",
        "  ✗ no figure: Time to market\n      partners/orrery/observations.csv:1 · Rutger Haan",
        "  ✗ minutes not approved by both sides: Alliance managers, 8 Oct 2026\n      partners/orrery/meetings/2026-10-08-managers.md:1 · Priya Raman",
        "On the day, by 2026-10-13 (2 of 2)\n  ✓ all of it",
        "  ✗ their side has not agreed to it",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    let run = qbr(&sample(), "orrery", "2026-Q3", &["--format", "json", "--exit-zero"]);
    assert_eq!(run.code, 0);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&told["review_on"], &told["held"]), (&"2026-10-13".into(), &true.into()));
    let wanted = told["wanted"].as_array().unwrap();
    let figure = wanted.iter().find(|one| one["what"] == "no figure: Time to market").unwrap();
    assert_eq!(
        (&figure["stage"], &figure["by"], &figure["owner"]),
        (&"data".into(), &"2026-09-29".into(), &"rutger-haan".into())
    );
}

#[test]
fn what_cannot_be_told_is_refused() {
    let folder = sample();
    for (partner, quarter, more, said) in [
        ("orery", "2026-Q3", &[][..], "did you mean `orrery`?"),
        ("orrery", "Q3", &[][..], "2026-Q3"),
        ("orrery", "2027-Q3", &[][..], "has not begun on 2026-10-16"),
        ("orrery", "2026-Q3", &["--format", "sarif"][..], "`full` or as `json`"),
    ] {
        let run = qbr(&folder, partner, quarter, more);
        assert_eq!(run.code, 2, "{partner} {quarter}");
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
}

#[test]
fn a_new_review_carries_the_open_promises_reads_without_a_fault_and_is_never_written_over() {
    let folder = sample();
    let run = folder.run(&["new", "review", "orrery", "2026-Q4", "--on", "2027-01-12"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let path = folder.path().join("partners/orrery/reviews/2026-Q4.md");
    let text = fs::read_to_string(&path).unwrap();
    for line in [
        "scheduled_on: 2027-01-12\n",
        "decisions_sought: [d-05, d-07]\n",
        "  # Export of the asset model in the format of the basin twin, due 2026-09-30\n  - {commitment: c-011, outcome: slipped}\n",
        "\n## Forward plan\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let check = folder.run(&["check", "--select", "records"]);
    assert_eq!(check.code, 0, "{}{}", check.stdout, check.stderr);
    let ahead = qbr(&folder, "orrery", "2026-Q4", &[]);
    assert_eq!(ahead.code, 0, "nothing is late yet: {}", ahead.stdout);
    assert!(
        ahead.stdout.contains("planned for 2027-01-12") && ahead.stdout.contains("✗ no text"),
        "{}",
        ahead.stdout
    );
    let again = folder.run(&["new", "review", "orrery", "2026-Q4"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    // The page of a review that lies ahead says what it wants, and its packet can be made.
    let made = packet(&folder, &["--partner", "orrery", "--quarter", "2026-Q4", "--audience", "both"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let built = folder.run(&["build", "--out", "site"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let site = folder.path().join("site");
    let page = fs::read_to_string(site.join("partners/orrery/reviews/2026-q4.html")).unwrap();
    assert!(
        page.contains("Still to be done") && page.contains("No figure: Sourced revenue"),
        "no list on the page"
    );
    let calendar = fs::read_to_string(site.join("ledger/calendar.ics")).unwrap().replace("\r\n ", "");
    assert!(calendar.contains("UID:review-data.orrery.2026-Q4@quarterdeck"), "{calendar}");
    assert!(calendar.contains("UID:review-pre-read.orrery.2026-Q4@quarterdeck"));
}

#[test]
fn a_new_review_is_refused_where_nobody_can_mean_it_and_writes_ids_that_are_read_back() {
    let folder = sample();
    for (arguments, said) in [
        (&["2099-Q4"][..], "2099-Q4 is too far from 2026-10-16"),
        (&["1999-Q4"][..], "1999-Q4 is too far from 2026-10-16"),
        (&["2026-Q4", "--on", "2026-01-01"][..], "2026-01-01 lies before 2026-Q4 begins"),
    ] {
        let run = folder.run(&[&["new", "review", "orrery"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    let ledger = "- {id: 'null', text: One, side: ours, owner: rutger-haan, made_on: 2026-01-05, due: 2026-12-01}\n- {id: '123', text: Two, side: ours, owner: rutger-haan, made_on: 2026-01-05, due: 2026-12-01}\n";
    folder.write(
        "partners/nimbus-grid/commitments.yaml",
        format!(
            "{}{ledger}",
            fs::read_to_string(folder.path().join("partners/nimbus-grid/commitments.yaml")).unwrap()
        ),
    );
    let run = folder.run(&["new", "review", "nimbus-grid", "2026-Q4"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let check = folder.run(&["check", "--select", "records"]);
    assert_eq!(check.code, 0, "{}", check.stdout);
}

#[cfg(unix)]
#[test]
fn a_new_review_does_not_follow_a_link_out_of_the_portfolio() {
    let folder = sample();
    let outside = Folder::new();
    fs::remove_dir_all(folder.path().join("partners/orrery/reviews")).unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("partners/orrery/reviews")).unwrap();
    let run = folder.run(&["new", "review", "orrery", "2026-Q4"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("a link leads out of the portfolio"), "{}", run.stderr);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}
