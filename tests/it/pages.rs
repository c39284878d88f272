//! The pages over all alliances that look at a quarter, at what was won and learnt, and at people: counted over a small
//! portfolio whose every record is on this page, and over the sample.

use std::collections::BTreeSet;

use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::view::Site;
use quarterdeck::view::page::{Block, Cell, Inline, Page, Table};

use super::harness::{Memory, TODAY, page, sample_site, section, site_of};

fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Site {
    let files = files.into_iter().map(|(path, text)| (path, text.as_bytes().to_vec()));
    let loaded = Memory::of(files).load();
    let faults: Vec<_> = loaded.findings.iter().map(|one| format!("{one:?}")).collect();
    assert_eq!(faults, [""; 0]);
    site_of(loaded, Date::parse(TODAY).unwrap())
}

/// The tables of a section, those folded away among them.
fn tables(blocks: &[Block]) -> Vec<&Table> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Table { table } => found.push(table),
            Block::Details { blocks, .. } => found.extend(tables(blocks)),
            Block::Columns { columns } => found.extend(columns.iter().flat_map(|one| tables(&one.blocks))),
            _ => {}
        }
    }
    found
}

/// What stands first in each cell of each row of a section.
fn rows(page: &Page, id: &str) -> Vec<Vec<String>> {
    let all = tables(&section(page, id).blocks).into_iter().flat_map(|table| &table.rows);
    all.map(|row| row.cells.iter().map(said).collect()).collect()
}

fn said(cell: &Cell) -> String {
    match cell {
        Cell::Text { lines } => lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" | "),
        Cell::Number { text, .. } => text.clone(),
        Cell::State { state, .. } => state.word.to_owned(),
        Cell::Missing { .. } => "–".to_owned(),
        Cell::Change { change } => change.text.clone(),
        _ => String::new(),
    }
}

/// The first cells of the rows of a section.
fn firsts(page: &Page, id: &str) -> Vec<String> {
    rows(page, id).into_iter().map(|row| row[0].clone()).collect()
}

const PEOPLE: &str = "\
- {id: ada, name: Ada Lund, function: alliances, level: manager}
- {id: sol, name: Sol Reyes, function: sales, level: director}
";

const ACME: &str = "\
name: Acme
kinds: [technology]
tiers: [{tier: strategic, from: 2025-11-15}]
stages: [{stage: plan, from: 2025-11-15}, {stage: operate, from: 2026-04-20}]
alliance_managers: [{person: ada, from: 2025-11-15}]
contacts: [{id: max, name: Max Roth}, {id: nia, name: Nia Bell}, {id: kim, name: Kim Oda}]
";

const PROMISES: &str = "\
- {id: c-1, text: Ship the adapter., side: ours, owner: ada, made_on: 2026-01-10, due: 2026-03-01, closed: {outcome: kept, on: 2026-04-10}}
- {id: c-2, text: Name a buyer., side: theirs, made_on: 2026-02-10, due: 2026-05-01, closed: {outcome: kept, on: 2026-04-30}}
- {id: c-3, text: Publish the price., side: ours, owner: ada, made_on: 2026-04-10, due: 2026-06-20}
- {id: c-4, text: Train ten people., side: joint, owner: sol, made_on: 2026-05-10, due: 2026-09-01}
";

const DECISIONS: &str = "\
- {id: d-1, question: Who pays?, raised_on: 2026-02-01, needed_by: 2026-05-15, taken: {on: 2026-05-12, by: [ada]}}
- {id: d-2, question: Which region?, raised_on: 2026-05-01, needed_by: 2026-07-15}
";

const LOG: &str = "\
- {kind: win, id: first, on: 2026-05-02, text: First customer., ours: [sol], theirs: [max], value: EUR 50000, told_to: [The field], account_executive: sol, deal_size_vs_average: 1.5, cycle_vs_average: 0.8}
- {kind: win, id: second, on: 2026-02-02, text: Second customer., value: EUR 10000, deal_size_vs_average: 0.9}
- {kind: correction, id: one, on: 2026-02-20, trigger: deals, cause: Slow quotes., change: One desk., result_after: Two days., closed_on: 2026-05-20}
- {kind: correction, id: two, on: 2026-06-20, trigger: deals, cause: No stock., change: Two suppliers.}
- {kind: lesson, on: 2026-06-01, text: Ask the warehouse first., applies_to: [hardware, pricing]}
- {kind: lesson, on: 2026-06-02, text: Price with the field., applies_to: [pricing]}
- {kind: touch, on: 2026-06-10, channel: call, ours: [ada], theirs: [max]}
";

const RISKS: &str = "\
- {id: r-1, text: One supplier., raised_on: 2026-04-05, owner: ada, ratings: [{on: 2026-04-05, likelihood: 3, impact: 4}]}
- {id: r-2, text: A rival., raised_on: 2026-01-05, closed_on: 2026-06-30, closed_because: They left.}
";

const AGREEMENTS: &str = "\
- {id: a-1, kind: nda, title: Silence, signed_on: 2026-01-20, expires_on: 2026-06-15}
- {id: a-2, kind: msa, title: Work, signed_on: 2026-04-11}
";

const PLAYBOOK: &str = "\
metrics:
  - {id: deals, name: Deals, definition: Won, dimension: financial, unit: count, direction: up, poor: 0}
scorecard:
  dimensions: [{id: financial, name: Financial, weight: 1}]
  on_track_from: 75
  at_risk_from: 50
  coverage_floor: 0
";

const FIGURES: &str = "\
metric,period,target,actual,as_of,source
deals,2025-Q4,10,6,2026-01-12,CRM
deals,2026-Q1,10,4,2026-04-12,CRM
deals,2026-Q2,10,8,2026-06-29,CRM
";

const STAKEHOLDERS: &str = "\
stakeholders:
  - {person: max, influence: 5, authority: 3, attitude: supports, champion: true, relationship_owner: ada}
  - {person: nia, influence: 4, authority: 2, attitude: concerned, relationship_owner: ada, last_contact: 2025-11-20}
  - {person: kim, influence: 2, authority: 2, attitude: neutral, last_contact: 2026-05-20}
";

const ENDED: &str = "\
---
title: Pilot
motion: sell
sales_sponsor: sol
stages: [{stage: operate, from: 2026-01-05}]
completion: {ended_on: 2026-06-05, outcome: partial, lessons: [Begin with one site.], handover: Ada Lund.}
---
";

const RUNNING: &str = "\
---
title: Rollout
motion: sell
owner: ada
sales_sponsor: sol
stages: [{stage: launch, from: 2026-06-01}]
---
";

/// A small portfolio; today is the last day of the second quarter of 2026.
fn small() -> Site {
    of([
        ("quarterdeck.yaml", "schema: 1\n"),
        ("people.yaml", PEOPLE),
        ("playbook.yaml", PLAYBOOK),
        ("partners/acme/partner.yaml", ACME),
        ("partners/acme/commitments.yaml", PROMISES),
        ("partners/acme/decisions.yaml", DECISIONS),
        ("partners/acme/log.yaml", LOG),
        ("partners/acme/risks.yaml", RISKS),
        ("partners/acme/agreements.yaml", AGREEMENTS),
        ("partners/acme/observations.csv", FIGURES),
        ("partners/acme/stakeholders.yaml", STAKEHOLDERS),
        ("partners/acme/initiatives/pilot.md", ENDED),
        ("partners/acme/initiatives/rollout.md", RUNNING),
    ])
}

#[test]
fn a_quarter_tells_what_happened_in_it() {
    let site = small();
    let quarter = page(&site, "reviews/2026-q2.html");
    assert_eq!(firsts(quarter, "decisions-sought"), ["Which region?"]);
    assert_eq!(firsts(quarter, "taken"), ["Who pays?"]);
    let promises: Vec<_> =
        rows(quarter, "promises").into_iter().map(|row| (row[0].clone(), row[3].clone())).collect();
    let promise = |text: &str, fate: &str| (text.to_owned(), fate.to_owned());
    assert_eq!(
        promises,
        [
            promise("Publish the price.", "Not kept by its date"),
            promise("Ship the adapter.", "Kept late"),
            promise("Name a buyer.", "Kept in time"),
        ]
    );
    assert_eq!(firsts(quarter, "new-commitments"), ["Publish the price.", "Train ten people."]);
    assert_eq!(
        rows(quarter, "states"),
        [["Acme", "Off track", "On track", "+40", "Financial dimension, up 40"]]
    );
    assert_eq!(firsts(quarter, "wins"), ["First customer."]);
    let stages: Vec<_> = rows(quarter, "stages").into_iter().map(|row| row[..4].join(", ")).collect();
    assert_eq!(stages, ["Rollout, Initiative, –, Launch", "Acme, Alliance, Plan, Operate"]);
    assert_eq!(firsts(quarter, "risks"), ["One supplier.", "A rival."]);
    assert_eq!(firsts(quarter, "agreements"), ["Silence", "Work"]);
    assert_eq!(firsts(quarter, "corrections"), ["No stock.", "Slow quotes."]);
    assert!(firsts(quarter, "ahead").len() >= 2, "{:?}", rows(quarter, "ahead"));
    assert_eq!(
        quarter.headline.as_deref(),
        Some(
            "One alliance went to a better state and none to a worse one. Of 3 promises that ended or fell due, 2 were \
             kept, 1 of them in time. One decision was taken, one waited at its end."
        )
    );
}

/// What was decided, kept and put right later had not happened yet.
#[test]
fn an_older_quarter_is_told_as_of_its_last_day() {
    let site = small();
    let quarter = page(&site, "reviews/2026-q1.html");
    assert_eq!(
        (firsts(quarter, "decisions-sought"), firsts(quarter, "taken").len()),
        (vec!["Who pays?".to_owned()], 0)
    );
    assert_eq!(rows(quarter, "promises")[0][3], "Not kept by its date");
    assert_eq!(firsts(quarter, "new-commitments"), ["Ship the adapter.", "Name a buyer."]);
    assert_eq!(rows(quarter, "corrections")[0][3], "Not yet known");
    assert_eq!(
        rows(quarter, "states"),
        [["Acme", "At risk", "Off track", "\u{2212}20", "Financial dimension, down 20"]]
    );
    let ahead = firsts(quarter, "ahead").len();
    assert!(ahead > 0, "the promise of May lay ahead");
    let link = |link: &Option<quarterdeck::view::page::Link>| link.as_ref().map(|link| link.href.clone());
    assert_eq!(link(&quarter.previous).as_deref(), Some("../reviews/2025-q4.html"));
    assert_eq!(link(&quarter.next).as_deref(), Some("../reviews/2026-q2.html"));
}

#[test]
fn there_is_a_page_for_each_of_eight_quarters_also_where_nobody_was_there() {
    let site = small();
    let reviews: Vec<&Page> = site.pages.iter().filter(|page| page.path.starts_with("reviews/20")).collect();
    let paths: Vec<&str> = reviews.iter().map(|page| page.path.as_str()).collect();
    assert_eq!((paths.len(), paths[0], paths[7]), (8, "reviews/2024-q3.html", "reviews/2026-q2.html"));
    assert_eq!((link(reviews[0].previous.as_ref()), link(reviews[7].next.as_ref())), (None, None));
    assert_eq!(reviews[0].headline.as_deref(), Some("No alliance was on record at the end of 2024-Q3."));
    let newest = "reviews/2026-q2.html";
    let overview = page(&site, "index.html");
    assert!(overview.subtitle.iter().any(|part| part.href.as_deref() == Some(newest)));
}

fn link(link: Option<&quarterdeck::view::page::Link>) -> Option<&str> {
    link.map(|link| link.href.as_str())
}

/// Acme is live since April; before that nobody asked for a review. The tier asks for one within 100 days.
#[test]
fn the_matrix_of_reviews_says_what_is_missing() {
    let review = |held: &str| format!("---\nheld_on: {held}\n---\n");
    let files = [
        ("quarterdeck.yaml", "schema: 1\n".to_owned()),
        ("partners/acme/partner.yaml", "name: Acme\nkinds: [isv]\ntiers: [{tier: strategic, from: 2024-01-01}]\nstages: [{stage: operate, from: 2025-02-01}]\n".to_owned()),
        ("partners/acme/reviews/2025-Q2.md", review("2025-07-10")),
        ("partners/acme/reviews/2026-Q1.md", review("2026-04-10")),
    ];
    let site = of(files.iter().map(|(path, text)| (*path, text.as_str())));
    let rows = rows(page(&site, "reviews/index.html"), "calendar");
    assert_eq!(rows, [["Acme", "due", "held", "missing", "missing", "held", "–", "–", "–"]]);
}

/// From the folders of the sample: `taken` from July to September 2026; `kind: win` in those months; `made_on` in them;
/// reviews with `held_on` in them; `raised_on` of risks and issues in them.
#[test]
fn the_third_quarter_of_the_sample() {
    let site = sample_site();
    let quarter = page(site, "reviews/2026-q3.html");
    let count = |id: &str| section(quarter, id).count;
    assert_eq!((count("taken"), count("wins"), count("new-commitments")), (Some(3), Some(6), Some(47)));
    assert_eq!((count("reviews"), count("risks"), count("issues")), (Some(9), Some(11), Some(14)));
}

/// Whatever a row of these pages leads to is a page, and a place on it.
#[test]
fn every_link_of_a_row_leads_to_a_place() {
    let site = sample_site();
    let mut places = BTreeSet::new();
    for page in &site.pages {
        places.insert(page.path.clone());
        for section in &page.sections {
            places.insert(format!("{}#{}", page.path, section.id));
            let rows = tables(&section.blocks).into_iter().flat_map(|table| &table.rows);
            places.extend(rows.filter_map(|row| Some(format!("{}#{}", page.path, row.id.as_ref()?))));
        }
    }
    let ours = |page: &&Page| {
        page.path.starts_with("reviews/20")
            || page.path.starts_with("people/")
            || ["ledger/wins.html", "ledger/lessons.html", "programme/team.html"]
                .contains(&page.path.as_str())
    };
    let mut followed = 0;
    for page in site.pages.iter().filter(ours) {
        let tables = page.sections.iter().flat_map(|section| tables(&section.blocks));
        for cell in tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            let lines: &[Inline] = if let Cell::Text { lines } = cell { lines } else { &[] };
            for href in lines.iter().filter_map(|line| line.href.as_deref()) {
                let path = href.trim_start_matches("../");
                let path =
                    if path.starts_with('#') { format!("{}{path}", page.path) } else { path.to_owned() };
                assert!(places.contains(&path), "{} leads to {href}", page.path);
                followed += 1;
            }
        }
    }
    assert!(followed > 500, "{followed}");
}

#[test]
fn no_place_stands_twice_on_a_page() {
    let site = sample_site();
    for page in site.pages.iter().filter(|page| !page.path.starts_with("partners/")) {
        let sections = page.sections.iter().map(|one| one.id.as_str());
        let rows = page.sections.iter().flat_map(|section| tables(&section.blocks));
        let ids: Vec<&str> =
            sections.chain(rows.flat_map(|table| &table.rows).filter_map(|row| row.id.as_deref())).collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{}: {ids:?}", page.path);
    }
}

#[test]
fn the_wall_of_wins_is_counted_against_the_usual() {
    let site = small();
    let wins = page(&site, "ledger/wins.html");
    assert_eq!(firsts(wins, "untold"), ["Second customer."]);
    assert_eq!(
        (firsts(wins, "q-2026-q2"), firsts(wins, "q-2026-q1")),
        (vec!["First customer.".to_owned()], vec!["Second customer.".to_owned()])
    );
    assert_eq!(rows(wins, "proof"), [["Sol Reyes", "1", "First customer."]]);
    let values: Vec<&str> = wins.cards.iter().map(|card| card.value.as_str()).collect();
    assert_eq!(values, ["1", "€60k", "1.2×", "0.8×"]);
    assert_eq!(section(wins, "quiet").count, Some(0));
}

/// In the sample: `kind: win`, and those of them without `told_to`; `kind: correction`, and those without `closed_on`;
/// files with `completion`; `kind: lesson`.
#[test]
fn the_wins_and_lessons_of_the_sample() {
    let site = sample_site();
    let wins = page(site, "ledger/wins.html");
    let all: usize = wins
        .sections
        .iter()
        .filter(|one| one.id.starts_with("q-") || one.id == "older")
        .map(|one| tables(&one.blocks).iter().map(|table| table.rows.len()).sum::<usize>())
        .sum();
    assert_eq!((all, section(wins, "untold").count), (29, Some(3)));
    let lessons = page(site, "ledger/lessons.html");
    let count = |id: &str| section(lessons, id).count.unwrap();
    assert_eq!((count("open"), count("open") + count("closed")), (2, 19));
    assert_eq!((count("close-outs"), count("lessons")), (4, 18));
}

#[test]
fn a_correction_shows_its_metric_before_and_after() {
    let site = small();
    let lessons = page(&site, "ledger/lessons.html");
    assert_eq!(firsts(lessons, "open"), ["No stock."]);
    assert_eq!(firsts(lessons, "closed"), ["Slow quotes."]);
    // The first was begun in June: before it lies the first quarter. The other in February: before it lies 2025-Q4.
    assert_eq!(
        rows(lessons, "effects"),
        [
            ["Two suppliers.", "Acme", "Deals", "4", "8", "+100%", ""],
            ["One desk.", "Acme", "Deals", "6", "8", "+33%", ""],
        ]
    );
    assert_eq!(
        rows(lessons, "close-outs"),
        [["Pilot", "Acme", "Reached a part", "Begin with one site.", "Ada Lund."]]
    );
    assert_eq!(firsts(lessons, "topics"), ["Pricing", "Hardware"]);
    assert_eq!(
        lessons.headline.as_deref(),
        Some(
            "One of 2 course corrections waits for somebody to look at what came of it, the oldest for 10 days. After \
             two of two with figures on both sides, the metric that showed the trouble was better."
        )
    );
}

/// Max was called on 10 June, Nia was last met on 20 November 2025, Kim is not influential.
#[test]
fn people_are_told_by_silence_and_doubt_and_ours_by_what_they_carry() {
    let site = small();
    let people = page(&site, "people/index.html");
    assert_eq!(rows(people, "doubts")[0][..4].join(", "), "Nia Bell, Acme, 4, No plan yet");
    let due: Vec<String> =
        rows(people, "contacts").into_iter().map(|row| [row[0].as_str(), &row[6]].join(", ")).collect();
    assert_eq!(due, ["Nia Bell, now", "Max Roth, 7 Dec 2026"]);
    let matrix = rows(people, "matrix");
    assert_eq!(
        (matrix[0][3].as_str(), matrix[1][1].as_str(), matrix[3][2].as_str()),
        ("Max Roth", "Nia Bell", "1")
    );
    assert_eq!(rows(people, "champions"), [["Acme", "Nobody", "Max Roth"]]);
    let load: Vec<String> = rows(people, "load").iter().map(|row| row.join(", ")).collect();
    assert_eq!(
        load,
        ["Ada Lund, Acme, Rollout, Publish the price., –, –, 1, 4", "Sol Reyes, –, Rollout, –, 1, –, –, 2"]
    );
    assert!(people.sections.iter().all(|one| one.internal), "what is known of people stays among us");
}

/// Nobody who rated themselves can be found out: means of three and more, and no name beside them.
#[test]
fn the_team_is_told_without_anybodys_own_rating() {
    let people = "\
- {id: a, name: Ann Alp, function: alliances, certificates: [{name: CA, granted_on: 2024-01-01, expires_on: 2026-08-01}], training: [{name: Bargaining, on: 2026-02-01}], development_plan: {goal: Lead., reviewed_on: 2026-05-01}, skills: {opt_in: true, ratings: {creative: 5, finance: 2}}}
- {id: b, name: Bo Birk, function: alliances, skills: {opt_in: true, ratings: {creative: 4, finance: 1}}}
- {id: c, name: Cy Cole, function: alliances, certificates: [{name: CA, granted_on: 2020-01-01, expires_on: 2025-01-01}], skills: {opt_in: true, ratings: {creative: 2}}}
- {id: d, name: Di Dorn, function: sales, skills: {opt_in: true, ratings: {finance: 5}}}
";
    let site = of([
        ("quarterdeck.yaml", "schema: 1\n"),
        ("people.yaml", people),
        ("programme.yaml", "moods: [{on: 2026-01-01, n: 2, mean: 1.5}, {on: 2025-06-01, n: 4, mean: 3.5}]\n"),
    ]);
    let team = page(&site, "programme/team.html");
    assert_eq!(firsts(team, "members"), ["Ann Alp", "Bo Birk", "Cy Cole"]);
    let certificates: Vec<String> = rows(team, "members").into_iter().map(|row| row[2].clone()).collect();
    assert_eq!(certificates, ["CA | Ends 1 Aug 2026", "–", "CA | Ended 1 Jan 2025"]);
    assert_eq!(rows(team, "skills"), [["Finding new ways", "3.7", "", "3"]]);
    let text = format!("{:?}", section(team, "skills"));
    assert!(["Ann", "Bo ", "Cy ", "Finance", "finance"].iter().all(|word| !text.contains(word)), "{text}");
    assert!(format!("{:?}", section(team, "mood")).contains("3.5 of 5"), "two answers are too few");
    let values: Vec<&str> = team.cards.iter().map(|card| card.value.as_str()).collect();
    assert_eq!(values, ["1 of 3", "1 of 3", "1 of 3", "1"]);
    assert!(team.sections.iter().all(|one| one.internal));
}

/// A portfolio of settings alone is told on each page what to fill in, and where.
#[test]
fn an_empty_portfolio_is_told_how_to_begin() {
    let site = of([("quarterdeck.yaml", "schema: 1\n")]);
    let paths = [
        "reviews/2026-q2.html",
        "reviews/index.html",
        "ledger/wins.html",
        "ledger/lessons.html",
        "people/index.html",
        "programme/team.html",
    ];
    for path in paths {
        let page = page(&site, path);
        let said = |block: &Block| matches!(block, Block::Empty { how, .. } if how.contains('`') && how.contains('.'));
        assert!(page.sections.iter().any(|one| one.blocks.iter().any(said)), "{path}: {:?}", page.sections);
        assert!(page.headline.as_ref().is_some_and(|said| said.ends_with('.')), "{path}");
    }
}
