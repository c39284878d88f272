//! The page of a quarterly review: every part in its order, what somebody wrote at the head of its part and nothing lost,
//! what changed since the review before, harder questions where all is green, and where objectives land.

use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::view::Site;
use quarterdeck::view::page::{Block, Cell, Page, Section};

use super::harness::{Memory, TODAY, page, section, site_of};

const PARTNER: &str = "\
name: Acme
kinds: [isv]
tiers: [{tier: strategic, from: 2024-01-01}]
stages: [{stage: launch, from: 2024-02-01}, {stage: operate, from: 2026-03-01}]
expectations:
  - {id: e-1, text: Answers within a day, side: theirs, told_on: 2025-01-01}
";
const PLAN: &str = "\
---
title: Plan
statuses: [{status: active, on: 2025-01-10}]
objectives:
  - {id: o-1, text: Two hundred customers, metrics: [customers], due: 2026-12-31}
  - {id: o-2, text: Without a metric, due: 2026-12-31}
---
";
const PROMISES: &str = "\
- {id: c-1, text: Old, side: ours, made_on: 2025-12-01, due: 2026-02-01, moves: [{on: 2026-02-20, to: 2026-09-01}]}
- {id: c-2, text: New, side: theirs, made_on: 2026-04-10, due: 2026-09-01}
- {id: c-3, text: Later than the review, side: ours, made_on: 2026-04-20, due: 2026-09-01}
";
const BOOK: &str = "\
scorecard:
  dimensions: [{id: reach, name: Reach, weight: 1}]
  on_track_from: 75
  at_risk_from: 50
  coverage_floor: 60
metrics:
  - {id: customers, name: Customers, definition: Counted, dimension: reach, unit: count, direction: up, aggregation: last}
";
const FIGURES: &str = "\
metric,period,target,actual,as_of,source
customers,2025-Q4,100,100,2026-01-10,CRM
customers,2026-Q1,110,120,2026-04-10,CRM
customers,2026-Q4,200,,,
";
const BEFORE: &str = "---\nheld_on: 2026-01-15\n---\n";
const REVIEW: &str = "\
---
held_on: 2026-04-15
commitments: [c-2]
---

Said before all headings.

## Wins

Won a town.

## Forward plan

Onwards.

## Weather

It rained.
";

fn acme() -> Site {
    acme_with(FIGURES)
}

fn acme_with(figures: &str) -> Site {
    let files = [
        ("quarterdeck.yaml", "schema: 1\n"),
        ("playbook.yaml", BOOK),
        ("partners/acme/partner.yaml", PARTNER),
        ("partners/acme/plan.md", PLAN),
        ("partners/acme/commitments.yaml", PROMISES),
        ("partners/acme/observations.csv", figures),
        ("partners/acme/reviews/2025-Q4.md", BEFORE),
        ("partners/acme/reviews/2026-Q1.md", REVIEW),
    ];
    let loaded = Memory::of(files.map(|(path, text)| (path, text.as_bytes().to_vec()))).load();
    let faults: Vec<_> = loaded.findings.iter().map(|one| format!("{one:?}")).collect();
    assert_eq!(faults, [""; 0]);
    site_of(loaded, Date::parse(TODAY).unwrap())
}

fn review(site: &Site) -> &Page {
    page(site, "partners/acme/reviews/2026-q1.html")
}

/// What somebody wrote at the head of a section.
fn told<'a>(page: &'a Page, section: &Section) -> Option<&'a str> {
    match section.blocks.first()? {
        Block::Prose { prose } => Some(page.prose[prose.0].markdown.trim()),
        _ => None,
    }
}

/// The first line of each cell of a section's first table, and their notes.
fn rows(section: &Section) -> Vec<Vec<String>> {
    let table = section.blocks.iter().find_map(|block| match block {
        Block::Table { table } => Some(table),
        _ => None,
    });
    let said = |cell: &Cell| match cell {
        Cell::Text { lines } => {
            let note = lines[0].note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            format!("{}{note}", lines[0].text)
        }
        Cell::Missing { why } => why.clone(),
        other => format!("{other:?}"),
    };
    table.unwrap().rows.iter().map(|row| row.cells.iter().map(said).collect()).collect()
}

#[test]
fn the_parts_stand_in_their_order_each_with_what_was_written_about_it_and_nothing_is_lost() {
    let site = acme();
    let page = review(&site);
    let ids: Vec<&str> = page.sections.iter().map(|one| one.id.as_str()).collect();
    let order = [
        "brief",
        "decisions-sought",
        "last-commitments",
        "dashboard",
        "wins",
        "initiatives",
        "relationship",
        "issues",
        "risks",
        "inspect",
        "corrections",
        "listening",
        "forward",
        "new-commitments",
        "arrival",
        "in-words",
        "changed",
    ];
    assert_eq!(ids[..order.len()], order);
    assert_eq!(told(page, section(page, "brief")), Some("Said before all headings."));
    assert_eq!(told(page, section(page, "wins")), Some("Won a town."));
    assert_eq!(told(page, section(page, "forward")), Some("Onwards."));
    assert_eq!(told(page, section(page, "risks")), None);
    let rest = section(page, "in-words");
    assert!(matches!(&rest.blocks[0], Block::Heading { text } if text == "Weather"));
    let Block::Prose { prose } = &rest.blocks[1] else { panic!("{:?}", rest.blocks) };
    assert_eq!(page.prose[prose.0].markdown.trim(), "It rained.");
}

#[test]
fn what_changed_since_the_review_before_is_told_until_the_day_of_this_one() {
    let site = acme();
    let changed = section(review(&site), "changed");
    assert_eq!(changed.title, "What changed since the review of 2025-Q4");
    let first_two = |row: &Vec<String>| (row[0].clone(), row[1].clone());
    let said: Vec<_> = rows(changed).iter().map(first_two).collect();
    let is = |record: &str, event: &str| (record.to_owned(), event.to_owned());
    assert_eq!(
        said,
        [
            is("New", "promised (theirs)"),
            is("Acme", "from Launch to Operate"),
            is("Old", "due date moved from 1 Feb 2026 to 1 Sep 2026"),
        ]
    );
    assert!(changed.lead.as_ref().unwrap().contains("The score went from 100 to 100"), "{:?}", changed.lead);
    let first = page(&site, "partners/acme/reviews/2025-q4.html");
    assert!(first.sections.iter().all(|one| one.id != "changed"), "there was no review before the first");
}

#[test]
fn an_alliance_on_track_is_asked_harder_questions_and_its_objectives_land_somewhere() {
    let site = acme();
    let inspect = section(review(&site), "inspect");
    assert_eq!(inspect.lead.as_deref(), Some("0 of 3 expectations were looked at."));
    let questions: Vec<&str> = inspect
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::List { items, .. } => Some(items.iter().map(|item| item.text.as_str()).collect()),
            _ => None,
        })
        .unwrap();
    assert!(questions[0].starts_with("Reach is the weakest part, with 100 of 100."), "{questions:?}");
    assert!(
        questions[1].contains("“Two hundred customers”, “Without a metric” and “Answers within a day”"),
        "{questions:?}"
    );
    assert_eq!(questions[2], "“Old” was put off once. What is different about 1 Sep 2026?");
    // From 100 to 120 in a quarter, and three more: 180 of 200.
    let arrival = rows(section(review(&site), "arrival"));
    assert_eq!(arrival[0][1], "Customers: 180 by 2026-Q4 (target 200: falls short)");
    assert_eq!(arrival[1][1], "no metric shows it");
}

/// What fell short is reason enough to ask.
#[test]
fn an_alliance_in_trouble_is_not_asked_harder_questions() {
    let site = acme_with(&FIGURES.replace("110,120", "170,120"));
    let page = review(&site);
    assert_eq!(page.state.unwrap().word, "Off track");
    let is_list = |block: &Block| matches!(block, Block::List { .. } | Block::Heading { .. });
    assert!(!section(page, "inspect").blocks.iter().any(is_list));
}

/// The third promise was made five days after the review.
#[test]
fn a_review_counts_what_there_was_on_its_day() {
    let site = acme();
    let open = |page: &Page| {
        let card = page.cards.iter().find(|card| card.label.starts_with("Open promises"));
        card.unwrap_or_else(|| panic!("{:?}", page.cards)).value.clone()
    };
    assert_eq!(open(review(&site)), "2");
    assert_eq!(open(page(&site, "partners/acme/index.html")), "3");
}
