//! When packets are made, and when not: refusals are clear, and nothing is left behind.

use std::fs;

use super::super::harness::{Folder, walk};
use super::{html, packet};

/// A playbook that shares, laid over a portfolio.
const SHARES: &str = "shared_with_partners: [reviews, commitments, wins]\n";

fn portfolio(review: &str) -> Folder {
    let folder = Folder::new();
    folder.write("quarterdeck.yaml", "schema: 1\nas_of: 2026-07-20\norganisation: {name: Northwind}\n");
    folder.write("playbook.yaml", SHARES);
    folder.write(
        "partners/acme/partner.yaml",
        "name: Acme\nkinds: [reseller]\ntiers: [{tier: growth, from: 2026-01-01}]\nstages: [{stage: operate, from: 2026-01-01}]\n",
    );
    folder.write(
        "partners/other/partner.yaml",
        "name: Contoso\nkinds: [reseller]\ntiers: [{tier: growth, from: 2026-01-01}]\nstages: [{stage: operate, from: 2026-01-01}]\n",
    );
    folder.write("partners/acme/reviews/2026-Q2.md", format!("---\n{review}\n---\n\n## Wins\n\nOne.\n"));
    folder
}

const HELD: &str = "held_on: 2026-07-14\nheadline: It goes well.";

fn refusal(folder: &Folder, more: &[&str]) -> String {
    let run = packet(folder, more);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    assert!(!folder.path().join("packets").exists(), "something was written");
    run.stderr
}

#[test]
fn a_packet_is_a_folder_of_its_own_with_sums_that_hold() {
    let folder = portfolio(HELD);
    let run = packet(&folder, &["--partner", "acme", "--audience", "both"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for audience in ["internal", "partner"] {
        let name = format!("qbr-acme-2026-Q2-{audience}");
        let mut files = walk(&folder.path().join("packets").join(&name));
        files.retain(|file| file != ".quarterdeck-site");
        assert_eq!(files, ["SHA256SUMS", "packet-manifest.json", &format!("{name}.html")]);
        let manifest = fs::read(folder.path().join(format!("packets/{name}/packet-manifest.json"))).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        assert_eq!(manifest["audience"], audience);
        assert_eq!(manifest["as_of"], "2026-07-14");
        assert_eq!(manifest["pages"], serde_json::Value::Null);
        assert_eq!(manifest.get("inputs").is_some(), audience == "internal");
        let sums = fs::read_to_string(folder.path().join(format!("packets/{name}/SHA256SUMS"))).unwrap();
        let sum = manifest["files"][0]["sha256"].as_str().unwrap();
        assert!(sums.contains(&format!("{sum}  {name}.html\n")), "{sums}");
    }
    let again =
        folder.run(&["packet", "--html-only", "--partner", "acme", "--audience", "both", "--out", "again"]);
    assert_eq!(again.code, 0);
    for path in walk(&folder.path().join("packets")) {
        let [one, two] =
            ["packets", "again"].map(|out| fs::read(folder.path().join(out).join(&path)).unwrap());
        assert!(one == two, "{path} differs between two runs");
    }
}

#[test]
fn what_cannot_be_made_is_refused_with_the_way_out() {
    let folder = portfolio(HELD);
    let said = refusal(&folder, &["--partner", "acne"]);
    assert!(said.contains("there is no partner `acne`") && said.contains("did you mean `acme`?"), "{said}");
    let said = refusal(&folder, &["--partner", "acme", "--quarter", "2027-Q1"]);
    assert!(said.contains("2027-Q1 has not begun on 2026-07-20"), "{said}");
    let said = refusal(&folder, &["--partner", "acme", "--quarter", "2026-Q1"]);
    assert!(
        said.contains("`acme` has no review of 2026-Q1") && said.contains("there are reviews of 2026-Q2"),
        "{said}"
    );
    let said = refusal(&folder, &["--partner", "other"]);
    assert!(
        said.contains("`other` has no review") && said.contains("partners/other/reviews/2026-Q2.md"),
        "{said}"
    );
    let said = refusal(&folder, &["--all", "--quarter", "2026-Q1"]);
    assert!(said.contains("no partner has a review of 2026-Q1"), "{said}");
    let said = refusal(&folder, &["--partner", "acme", "--audience", "world"]);
    assert!(said.contains("internal, partner, both"), "{said}");
    let said = refusal(&folder, &["--partner", "acme", "--quarter", "Q2"]);
    assert!(said.contains("2026-Q3") || said.contains("quarter"), "{said}");
}

#[test]
fn where_nothing_may_leave_nothing_does() {
    let folder = portfolio(HELD);
    folder.write("playbook.yaml", "about: Ours.\n");
    let said = refusal(&folder, &["--partner", "acme", "--audience", "partner"]);
    assert!(said.contains("shares nothing with partners") && said.contains("shared_with_partners"), "{said}");
    folder.write("playbook.yaml", "shared_with_partners: [commitments]\n");
    let said = refusal(&folder, &["--partner", "acme", "--audience", "partner"]);
    assert!(said.contains("does not share reviews"), "{said}");
    let folder = portfolio("held_on: 2026-07-14\naudience: internal");
    let said = refusal(&folder, &["--partner", "acme", "--audience", "partner"]);
    assert!(said.contains("the review says `audience: internal`"), "{said}");
    assert_eq!(packet(&folder, &["--partner", "acme"]).code, 0, "ours is made all the same");
}

#[test]
fn kinds_that_never_leave_are_refused_even_if_listed() {
    for kind in ["stakeholders", "assessments", "notes", "exit", "inspections", "resistance"] {
        let folder = portfolio(HELD);
        folder.write("playbook.yaml", format!("shared_with_partners: [reviews, {kind}]\n"));
        let said = refusal(&folder, &["--partner", "acme", "--audience", "partner"]);
        assert!(said.contains(kind) && said.contains("playbook.yaml:1:"), "{said}");
    }
}

#[test]
fn a_text_that_names_another_partner_does_not_leave() {
    let folder = portfolio("held_on: 2026-07-14\nheadline: Better than Contoso ever was.");
    let run = packet(&folder, &["--partner", "acme", "--audience", "both"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("error[foreign-name]"), "{}", run.stderr);
    assert!(run.stderr.contains("partners/acme/reviews/2026-Q2.md:3:"), "{}", run.stderr);
    assert!(folder.path().join("packets/qbr-acme-2026-Q2-internal").exists());
    assert!(!folder.path().join("packets/qbr-acme-2026-Q2-partner").exists());
    let run = packet(&folder, &["--partner", "acme", "--audience", "partner", "--allow-name", "Contoso"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(html(&folder, "qbr-acme-2026-Q2-partner").contains("Better than Contoso ever was."));
}

#[test]
fn a_headline_too_long_for_its_page_is_told_at_its_place() {
    let folder = portfolio(&format!("held_on: 2026-07-14\nheadline: {}", "word ".repeat(60).trim()));
    let run = packet(&folder, &["--partner", "acme"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[overlong-summary]"), "{}", run.stderr);
    assert!(run.stderr.contains("partners/acme/reviews/2026-Q2.md:3:11"), "{}", run.stderr);
    assert!(html(&folder, "qbr-acme-2026-Q2-internal").contains("word…</p>"));
}

#[test]
fn what_is_held_back_is_listed_with_its_reason() {
    let folder = portfolio("held_on: 2026-07-14\ninternal_note: They are afraid.");
    folder.write(
        "partners/acme/commitments.yaml",
        "- {id: c-1, text: Ours alone, side: ours, made_on: 2026-01-10, due: 2026-09-01, audience: internal}\n",
    );
    folder.write("partners/acme/risks.yaml", "- {id: r-1, text: They may leave, raised_on: 2026-05-01}\n");
    let run = packet(&folder, &["--partner", "acme", "--withheld"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for line in [
        "Acme, 2026-Q2: 3 held back",
        "commitments: Ours alone\n      partners/acme/commitments.yaml:1: the record says `audience: internal`",
        "risks: They may leave\n      partners/acme/risks.yaml:1: the playbook does not share this kind",
        "internal notes: They are afraid.\n      partners/acme/reviews/2026-Q2.md:1: never leaves",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    assert!(!folder.path().join("packets").exists());
}

#[test]
fn without_a_browser_the_pdf_is_refused_and_the_way_out_is_told() {
    let folder = portfolio(HELD);
    let run = folder.run(&["packet", "--partner", "acme", "--browser", "nowhere/chromium"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("there is no browser at `nowhere/chromium`")
            && run.stderr.contains("--html-only"),
        "{}",
        run.stderr
    );
    let run = folder.command(&["packet", "--partner", "acme"]).env("PATH", "").output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(!folder.path().join("packets").exists());
}

/// A promise that belongs to something that stays, in each way in which it can.
#[test]
fn what_belongs_to_something_internal_stays_however_far_up() {
    let folder = portfolio(HELD);
    folder.write("playbook.yaml", "shared_with_partners: [reviews, commitments, plan, initiatives, corrections, metrics]\nmetrics:\n  - {id: wallet, name: Wallet, definition: Ours., dimension: strategic, unit: percent, direction: up, audience: internal}\n");
    let initiative = |front: &str| format!("---\ntitle: T\naudience: internal\nmotion: sell\n{front}\n---\n");
    folder.write(
        "partners/acme/initiatives/now.md",
        initiative("stages: [{stage: identify, from: 2026-02-01}]"),
    );
    folder.write(
        "partners/acme/initiatives/late.md",
        initiative("stages: [{stage: identify, from: 2026-07-18}]"),
    );
    folder.write("partners/acme/meetings/2026-05-05-talk.md", "---\ntitle: Talk\naudience: internal\n---\n");
    folder.write(
        "partners/acme/plan.md",
        "---\ntitle: Plan\nstatuses: [{status: active, on: 2026-01-10}]\nobjectives:\n  - {id: o-1, text: Open}\n  - {id: o-2, text: Under it, initiatives: [now]}\n  - {id: o-3, text: Ours, audience: internal}\n---\n",
    );
    let promise = |id: &str, more: &str| {
        format!(
            "- {{id: {id}, text: Word of {id}, side: ours, made_on: 2026-01-05, due: 2026-12-01{more}}}\n"
        )
    };
    folder.write(
        "partners/acme/commitments.yaml",
        [
            promise("c-open", ", objective: o-1"),
            promise("c-now", ", initiative: now"),
            promise("c-late", ", initiative: late"),
            promise("c-under", ", objective: o-2"),
            promise("c-ours", ", objective: o-3"),
            promise("c-talk", ", made_at: 2026-05-05-talk"),
        ]
        .concat(),
    );
    folder.write(
        "partners/acme/log.yaml",
        "- {kind: correction, on: 2026-05-01, trigger: wallet, cause: They buy elsewhere, change: Ask them}\n",
    );
    let run = packet(&folder, &["--partner", "acme", "--audience", "partner"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let html = html(&folder, "qbr-acme-2026-Q2-partner");
    assert!(html.contains("Word of c-open"));
    for word in ["c-now", "c-late", "c-under", "c-ours", "c-talk"] {
        assert!(!html.contains(&format!("Word of {word}")), "{word} has left");
    }
    for word in ["Under it", "They buy elsewhere", ">Talk"] {
        assert!(!html.contains(word), "{word} has left");
    }
    let run = packet(&folder, &["--partner", "acme", "--withheld"]);
    assert_eq!(run.stdout.matches("it belongs to something that is internal").count(), 7, "{}", run.stdout);
}

#[test]
fn a_record_that_cannot_be_read_keeps_the_packet_for_the_partner_from_being_made() {
    for (path, text) in [
        (
            "partners/acme/initiatives/x.md",
            "---\ntitle: X\naudience: internal\nmotion: sellx\nstages: [{stage: identify, from: 2026-02-01}]\n---\n",
        ),
        (
            "partners/acme/commitments.yaml",
            "- {id: c-1, text: T, side: ours, made_on: 2026-01-05, due: 2026-12-01, audiance: internal}\n",
        ),
    ] {
        let folder = portfolio(HELD);
        folder.write(path, text);
        let run = packet(&folder, &["--partner", "acme", "--audience", "partner"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(
            run.stderr.contains(path) && run.stderr.contains("what is internal in it cannot be known"),
            "{}",
            run.stderr
        );
        assert!(!folder.path().join("packets").exists());
        let run = packet(&folder, &["--all", "--quarter", "2026-Q2", "--audience", "both"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(folder.path().join("packets/qbr-acme-2026-Q2-internal").exists());
        assert!(!folder.path().join("packets/qbr-acme-2026-Q2-partner").exists());
    }
}

#[test]
fn promises_of_the_quarter_and_new_dates_are_told() {
    let folder = portfolio(&format!(
        "{HELD}\ndispositions: [{{commitment: c-1, outcome: slipped, new_due: 2026-12-15, why: Late parts}}]\ncommitments: [c-3]"
    ));
    folder.write(
        "partners/acme/commitments.yaml",
        "- {id: c-1, text: Old, side: ours, made_on: 2026-01-05, due: 2026-04-01}\n\
         - {id: c-2, text: Of the quarter, side: theirs, made_on: 2026-05-05, due: 2026-06-01}\n\
         - {id: c-3, text: Made here, side: theirs, made_on: 2026-07-14, due: 2026-09-01}\n",
    );
    let run = packet(&folder, &["--partner", "acme", "--audience", "both"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for audience in ["internal", "partner"] {
        let html = html(&folder, &format!("qbr-acme-2026-Q2-{audience}"));
        let part = |id: &str| {
            let rest = &html[html.find(&format!("id=\"{id}\"")).unwrap()..];
            rest[..rest.find("</section>").unwrap()].to_owned()
        };
        let (last, new) = (part("last-commitments"), part("new-commitments"));
        assert!(last.contains("15 Dec 2026") && last.contains("Late parts"), "{audience}: {last}");
        assert!(last.contains("Of the quarter") && !last.contains("Made here"), "{audience}: {last}");
        assert!(new.contains("Made here") && !new.contains("Of the quarter"), "{audience}: {new}");
    }
}

#[test]
fn the_short_form_stays_short_and_says_what_it_leaves_out() {
    let folder = portfolio(HELD);
    let promises = (1..=40).map(|n| {
        format!("- {{id: c-{n}, text: Promise {n}, side: theirs, made_on: 2026-01-05, due: 2026-03-01}}\n")
    });
    folder.write("partners/acme/commitments.yaml", promises.collect::<String>());
    let run = packet(&folder, &["--partner", "acme", "--audience", "both", "--short"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for audience in ["internal", "partner"] {
        let html = html(&folder, &format!("qbr-acme-2026-Q2-{audience}-agenda"));
        assert!(html.contains("10 of 40 shown; the other 30 stand in the packet."), "{audience}");
    }
}

#[test]
fn people_of_other_partners_are_found_unless_their_name_is_known_here() {
    let folder = portfolio("held_on: 2026-07-14\nheadline: Mia Berg and Noa Vidal were there.");
    let profile = |name: &str, contacts: &str| {
        format!(
            "name: {name}\nkinds: [reseller]\ntiers: [{{tier: growth, from: 2026-01-01}}]\nstages: [{{stage: operate, from: 2026-01-01}}]\ncontacts: [{contacts}]\n"
        )
    };
    folder.write(
        "partners/other/partner.yaml",
        profile("Contoso", "{id: mia, name: Mia Berg}, {id: noa, name: Noa Vidal}"),
    );
    folder.write("partners/acme/partner.yaml", profile("Acme", "{id: mia, name: Mia Berg}"));
    let run = packet(&folder, &["--partner", "acme", "--audience", "partner"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("`Noa Vidal`") && !run.stderr.contains("`Mia Berg`"), "{}", run.stderr);
}
