//! Forty faults in forty files: one run tells them all, each with its place, and loses no sound record.

use super::harness::{Folder, TODAY};
use quarterdeck::disk::Folder as OnDisk;
use quarterdeck::load::load;

/// A file of a partner, its text, and the rule, line and column of its one fault.
type Fault = (&'static str, &'static str, &'static str, u64, u64);

const RISK: &str = "- id: r-sound\n  text: Sound\n  raised_on: 2026-01-08\n";

#[rustfmt::skip]
const FAULTS: [Fault; 40] = [
    ("risks.yaml", "- id: r-1\n\ttext: Tab\n", "bad-yaml", 2, 1),
    ("risks.yaml", "- id: r-1\n  text: \"Open\n  raised_on: 2026-01-08\n", "bad-yaml", 2, 9),
    ("risks.yaml", "- id: r-1\n  text: One: two\n  raised_on: 2026-01-08\n", "bad-yaml", 2, 9),
    ("risks.yaml", "id: r-1\ntext: No list\nraised_on: 2026-01-08\n", "wrong-type", 1, 1),
    ("risks.yaml", "- id: r-1\n  text: [a, b]\n  raised_on: 2026-01-08\n", "wrong-type", 2, 9),
    ("risks.yaml", "- id: r-1\n  text:\n  raised_on: 2026-01-08\n", "wrong-type", 2, 7),
    ("risks.yaml", "- id: r-1\n  txt: x\n  raised_on: 2026-01-08\n", "unknown-field", 2, 3),
    ("risks.yaml", "- id: r-1\n  text: x\n", "missing-field", 1, 3),
    ("risks.yaml", "- id: r-1\n  text: x\n  text: y\n  raised_on: 2026-01-08\n", "duplicate-key", 3, 3),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: 2026-02-30\n", "bad-date", 3, 14),
    ("risks.yaml", "- id: R 1\n  text: x\n  raised_on: 2026-01-08\n", "bad-id", 1, 7),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: 2026-01-08\n  strategy: hope\n", "bad-value", 4, 13),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: 2026-01-08\n  ratings: [{on: 2026-01-08, likelihood: 7, impact: 2}]\n", "bad-value", 4, 42),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: 2026-01-08\n- id: r-1\n  text: y\n  raised_on: 2026-01-08\n", "duplicate-id", 4, 7),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: 2026-01-08\n  owner: nobody\n", "unknown-reference", 4, 10),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: &day 2026-01-08\n", "anchor", 3, 14),
    ("risks.yaml", "- id: r-1\n  text: !loud x\n  raised_on: 2026-01-08\n", "tag", 2, 9),
    ("risks.yaml", "- id: r-1\n  text: x\n  raised_on: 2026-01-08\n---\n- id: r-2\n", "second-document", 4, 1),
    ("risks.yaml", "- id: r-1\n  text: a\0b\n  raised_on: 2026-01-08\n", "not-text", 2, 10),
    ("log.yaml", "- kind: tuch\n  on: 2026-01-08\n  channel: call\n", "bad-value", 1, 9),
    ("log.yaml", "- on: 2026-01-08\n  channel: call\n", "missing-field", 1, 3),
    ("log.yaml", "- kind: win\n  on: 2026-01-08\n  text: x\n  value: 12 apples each\n", "bad-value", 4, 10),
    ("governance.yaml", "bodies: [{id: b, name: B, level: executive, every: often}]\n", "bad-value", 1, 52),
    ("governance.yaml", "", "empty-record", 1, 1),
    ("agreements.yaml", "- {id: a, kind: nda, notice_days: ninety}\n", "wrong-type", 1, 35),
    ("agreements.yaml", "- {id: a, kind: nda, notice_days: 70000}\n", "bad-value", 1, 35),
    ("agreements.yaml", "- {id: a, kind: nda, title: Secrets, and more}\n", "unknown-field", 1, 38),
    ("meetings/2026-05-04-steering.md", "---\ntitle: x\ninformal: yes\n---\n", "wrong-type", 3, 11),
    ("meetings/2026-05-04-steering.md", "# Steering\n", "missing-front-matter", 1, 1),
    ("meetings/2026-05-04-steering.md", "---\ntitle: x\n", "missing-front-matter", 1, 1),
    ("meetings/steering.md", "---\ntitle: x\n---\n", "bad-date", 1, 1),
    ("reviews/spring.md", "---\nheld_on: 2026-04-14\n---\n", "bad-quarter", 1, 1),
    ("plan.md", "---\ntitle: x\n---\n", "missing-field", 2, 1),
    ("comitments.yaml", "[]\n", "unknown-file", 1, 1),
    ("meeting/2026-05-04-desk.md", "---\ntitle: x\n---\n", "unknown-file", 1, 1),
    ("observations.csv", "metric,period,target,actual,as_of,source\nwin-rate,2026-Q1,x,1,,\n", "bad-cell", 2, 18),
    ("observations.csv", "metrik,period,target,actual,as_of,source\n", "bad-header", 1, 1),
    ("observations.csv", "metric,period,target,actual,as_of,source\nwin-rate,2026-Q1,1,1,,\nwin-rate,2026-Q1,2,2,,\n", "duplicate-observation", 3, 1),
    ("observations.csv", "metric,period,target,actual,as_of,source\nwin-rat,2026-Q1,1,1,,\n", "unknown-reference", 2, 1),
    ("partner.yaml", "name: x\nkinds: [ivs]\ntiers: []\nstages: []\n", "bad-value", 2, 9),
];

/// The forty partners; beside its fault each has a sound exit outline and a sound profile.
fn portfolio() -> Folder {
    let folder = Folder::new();
    for (index, (file, text, ..)) in FAULTS.iter().enumerate() {
        let partner = format!("partners/p-{index:02}");
        folder.write(
            &format!("{partner}/partner.yaml"),
            "name: Partner\nkinds: [isv]\ntiers: [{tier: growth, from: 2025-01-01}]\nstages: [{stage: operate, from: 2025-01-01}]\n",
        );
        folder.write(&format!("{partner}/exit.yaml"), "status: outline\n");
        folder.write(&format!("{partner}/{file}"), text);
    }
    folder
}

#[test]
fn forty_faults_in_forty_files_are_forty_findings() {
    let report = portfolio().json();
    let mut expected: Vec<_> = FAULTS
        .iter()
        .enumerate()
        .map(|(index, (file, _, rule, line, column))| {
            (format!("partners/p-{index:02}/{file}"), (*rule).to_owned(), *line, *column)
        })
        .collect();
    expected.sort();
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    let mut found: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let text = |name: &str| finding[name].as_str().unwrap().to_owned();
            (text("path"), text("rule"), number(&finding["line"]), number(&finding["column"]))
        })
        .collect();
    found.sort();
    let missed: Vec<_> = expected.iter().filter(|one| !found.contains(one)).collect();
    let extra: Vec<_> = found.iter().filter(|one| !expected.contains(one)).collect();
    assert!(missed.is_empty() && extra.is_empty(), "missed {missed:#?}\ntoo much {extra:#?}");
    assert_eq!(found.len(), 40);
    assert_eq!(report["as_of"], TODAY);
}

#[test]
fn the_sound_records_around_them_are_read() {
    let folder = portfolio();
    let loaded = load(&OnDisk::open(folder.path()).unwrap());
    // All but the one whose profile is broken.
    assert_eq!(loaded.portfolio.partners.len(), 39);
    assert_eq!(loaded.portfolio.unreadable, ["p-39"]);
    assert!(loaded.portfolio.partners.values().all(|partner| partner.exit.is_some()));
}

/// A broken item of a list costs that item; where the whole text cannot be parsed, the list.
#[test]
fn a_broken_item_leaves_its_neighbours() {
    for (file, text, rule, ..) in FAULTS.iter().filter(|(file, ..)| *file == "risks.yaml") {
        let folder = Folder::sound();
        folder.write(&format!("partners/acme/{file}"), format!("{RISK}{text}"));
        let loaded = load(&OnDisk::open(folder.path()).unwrap());
        let risks: Vec<_> =
            loaded.portfolio.partners["acme"].risks.iter().map(|risk| risk.id.as_str()).collect();
        let lost = matches!(*rule, "bad-yaml" | "not-text") || text.starts_with("id:");
        assert_eq!(risks.first().copied(), (!lost).then_some("r-sound"), "{rule}: {text}");
    }
}

/// What is doubtful is never handed on: neither half an item, nor the first of two values.
#[test]
fn a_broken_item_is_not_among_the_records() {
    let broken =
        ["wrong-type", "missing-field", "duplicate-key", "bad-date", "bad-id", "bad-value", "anchor", "tag"];
    for (_, text, rule, ..) in
        FAULTS.iter().filter(|(file, _, rule, ..)| *file == "risks.yaml" && broken.contains(rule))
    {
        let folder = Folder::sound();
        folder.write("partners/acme/risks.yaml", text);
        let loaded = load(&OnDisk::open(folder.path()).unwrap());
        assert!(loaded.portfolio.partners["acme"].risks.is_empty(), "{rule}: {text}");
    }
}
