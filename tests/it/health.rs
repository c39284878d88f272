//! The partner's page on the health of the relationship, through the public door: what must not be shown is not, what is
//! not known is said, and each figure leads to a record that is there.

use std::collections::BTreeSet;
use std::fs;

use super::harness::{Folder, TODAY, walk};

/// The HTML of a partner's page.
fn page(folder: &Folder, partner: &str) -> String {
    let run = folder.run(&["build", "--out", "site", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    fs::read_to_string(folder.path().join("site/partners").join(partner).join("index.html")).unwrap()
}

/// The words of a section, without its tags.
fn section(html: &str, id: &str) -> String {
    let start = html.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no section {id}"));
    let end = html[start..].find("</section>").unwrap();
    let mut words = String::new();
    let mut inside = true;
    for c in html[start..start + end].chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn answers_of_two_are_on_no_page_and_in_no_gap() {
    let folder = Folder::sound();
    folder.write(
        "partners/acme/surveys.yaml",
        "- id: h-1
  kind: health
  on: 2026-05-20
  items:
    - {dimension: trust, ours: {n: 5, mean: 4.1}, theirs: {n: 2, mean: 1.37, spread: 0.83}}
    - {dimension: speed, ours: {n: 5, mean: 4.1}, theirs: {n: 5, mean: 2.6}}
  note: Rosa Klein and one other said so.
- {id: h-2, kind: health, on: 2026-06-10, items: []}
",
    );
    let run = folder.run(&["build", "--out", "site", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let site = folder.path().join("site");
    for path in walk(&site).iter().filter(|path| path.ends_with(".html")) {
        let html = fs::read_to_string(site.join(path)).unwrap();
        for hidden in ["1.37", "1.4", "0.83", "2.73", "2.7 apart"] {
            let shown = html.contains(&format!(">{hidden}")) || html.contains(&format!(" {hidden}"));
            assert!(!shown, "{path} shows {hidden}");
        }
    }
    let health = section(&page(&folder, "acme"), "health");
    assert!(health.contains("too few of theirs"), "{health}");
    // The note may tell who the two were; a round without an answer hides none.
    assert!(!health.contains("one other") && health.contains("note on this round is not shown"), "{health}");
    assert!(health.contains("The two see speed differently, by 1.5"), "{health}");
    assert!(health.contains("the two see speed differently (4.1 to us, 2.6 to them)"), "{health}");
}

#[test]
fn the_worst_comes_first_and_broken_promises_weigh_most() {
    let folder = Folder::sound();
    folder.write(
        "partners/acme/commitments.yaml",
        "- {id: c-01, text: Sandbox, side: theirs, owner: rosa-klein, made_on: 2026-04-01, due: 2026-06-20}\n",
    );
    folder.write(
        "partners/acme/log.yaml",
        "- {kind: alignment, on: 2026-05-01, topic: Prices, ours: Up, theirs: Down, state: diverged}\n",
    );
    for dangling in ["partners/acme/reviews/2026-Q1.md", "partners/acme/meetings/2026-05-04-steering.md"] {
        folder.remove(dangling);
    }
    let health = section(&page(&folder, "acme"), "health");
    let at = |words: &str| health.find(words).unwrap_or_else(|| panic!("{words}\n{health}"));
    let late = at("Acme Pumps is late with one promise, by 10 days");
    let silent = at("for ");
    let drifted = at("the aims of the two have drifted apart on one topic");
    assert!(late < silent && silent < drifted, "{health}");
}

#[test]
fn a_partner_of_whom_nothing_is_known_is_told_what_to_fill_in() {
    let html = page(&Folder::sound(), "birch");
    let health = section(&html, "health");
    for file in ["surveys.yaml", "commitments.yaml", "log.yaml"] {
        assert!(health.contains(&format!("partners/birch/{file}")), "{file}\n{health}");
    }
    let dependence = section(&html, "dependence");
    assert!(
        dependence.contains("dependency_on_us:") && dependence.contains("strategic_test:"),
        "{dependence}"
    );
}

/// Where links of a page that stay on it lead, and its ids.
fn anchors<'a>(html: &'a str, path: &str) -> (BTreeSet<&'a str>, BTreeSet<&'a str>) {
    let values = |name: &str| -> BTreeSet<&'a str> {
        let start = format!(" {name}=\"");
        html.match_indices(&start).filter_map(|(at, _)| html[at + start.len()..].split('"').next()).collect()
    };
    let links = values("href").into_iter().filter_map(|href| {
        let (to, anchor) = href.split_once('#')?;
        (to.is_empty() || to.trim_start_matches("../") == path).then_some(anchor)
    });
    (links.collect(), values("id"))
}

#[test]
fn every_figure_of_the_sample_leads_to_a_record_that_is_there() {
    let folder = Folder::sample();
    let run = folder.run(&["build", "--out", "site"]);
    assert!(run.code <= 1, "{}", run.stderr);
    let site = folder.path().join("site");
    let mut followed = 0;
    for path in walk(&site).iter().filter(|path| path.ends_with(".html")) {
        let html = fs::read_to_string(site.join(path)).unwrap();
        let (links, ids) = anchors(&html, path);
        let lost: Vec<_> = links.difference(&ids).collect();
        assert!(lost.is_empty(), "{path} leads to {lost:?}, which is not there");
        followed += links.len();
    }
    assert!(followed > 500, "only {followed} links followed");
}

#[test]
fn dates_of_agreements_stand_in_the_order_in_which_they_come() {
    let folder = Folder::sound();
    folder.write(
        "partners/acme/agreements.yaml",
        "- id: supply-2025
  kind: supply
  effective_on: 2025-07-01
  expires_on: 2027-06-30
  notice_days: 181
  renewal: auto
- {id: old, kind: nda, effective_on: 2020-01-01, expires_on: 2021-01-01}
- id: licence
  kind: licence
  effective_on: 2025-09-15
  obligations:
    - {id: fee, text: The yearly fee, side: ours, every: 1 year}
",
    );
    let words = section(&page(&folder, "acme"), "agreements");
    assert!(words.contains("Next: what we owe falls due, Licence, 15 Sep 2026, in 77 days"), "{words}");
    let at = |text: &str| words.find(text).unwrap_or_else(|| panic!("{text}\n{words}"));
    assert!(at("15 Sep 2026 in 77 days") < at("31 Dec 2026 in 184 days"), "{words}");
    assert!(at("31 Dec 2026 in 184 days") < at("30 Jun 2027 in 365 days"), "{words}");
    // What has ended has no date ahead.
    assert!(!words.contains("1 Jan 2021 in"), "{words}");
}

#[test]
fn the_ecosystem_links_us_with_everybody_in_an_open_initiative() {
    let folder = Folder::sound();
    folder.write(
        "initiatives/open-gate.md",
        "---
title: Open gate
partners: [acme, birch]
motion: build
edges:
  - {from: birch, to: acme, motion: build, what: Measurements}
stages:
  - {stage: plan, from: 2026-01-15}
---
",
    );
    let run = folder.run(&["build", "--out", "site", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let html = fs::read_to_string(folder.path().join("site/initiatives/index.html")).unwrap();
    let words = section(&html, "ecosystem");
    // Smart station of Acme has no motion; Birch works with Acme only.
    assert!(words.contains("2 partners in open initiatives, and one link among them"), "{words}");
    assert!(words.contains("1 link without a motion in the table only"), "{words}");
    assert!(words.contains("Birch Research gives to Acme Pumps Build Open gate Measurements"), "{words}");
}

#[test]
fn a_review_planned_for_another_millennium_does_not_stretch_the_drawing() {
    let folder = Folder::sound();
    folder.write("partners/acme/reviews/2026-Q4.md", "---\nscheduled_on: 7026-12-31\n---\n");
    folder.write(
        "partners/acme/governance.yaml",
        "bodies: [{id: steering, level: operating, name: Steering, every: 4 weeks}]\n",
    );
    let html = page(&folder, "acme");
    assert!(section(&html, "health").contains("and not drawn: 1."), "{}", section(&html, "health"));
    assert!(html.matches("-Q").count() < 1000 && html.len() < 1_000_000, "{} bytes", html.len());
}
