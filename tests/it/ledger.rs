//! The ledger: what a person counts in the sample's files, what an empty portfolio is told, and a calendar file that a
//! reader written for this test can take apart again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::render::calendar;
use quarterdeck::view::Site;
use quarterdeck::view::page::{Block, Cell, Page, Row};

use super::harness::{self, Memory, TODAY, sample_site, section, site_of};

const FILES: [&str; 10] = [
    "index",
    "decisions",
    "risks",
    "agreements",
    "calendar",
    "listening",
    "wins",
    "lessons",
    "coopetition",
    "freshness",
];

fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Site {
    let files = files.into_iter().map(|(path, text)| (path, text.as_bytes().to_vec()));
    site_of(Memory::of(files).load(), Date::parse(TODAY).unwrap())
}

fn page<'a>(site: &'a Site, file: &str) -> &'a Page {
    harness::page(site, &format!("ledger/{file}.html"))
}

/// How many rows the tables of a section have, those folded away among them.
fn rows(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Table { table } => table.rows.len(),
            Block::Details { blocks, .. } => rows(blocks),
            _ => 0,
        })
        .sum()
}

/// Counted in the twelve folders as of 16 October 2026: promises without `closed` by their last date, decisions without and
/// with `taken`, risks without `closed_on` and among them those without `response`, issues without `resolved_on`,
/// agreements in force, entries of kind `listening` and among them those without `closed_on`.
#[test]
fn the_pages_say_what_a_person_counts_in_the_files() {
    let site = sample_site();
    let counted = |file: &str, id: &str| rows(&section(page(site, file), id).blocks);
    assert_eq!((counted("index", "overdue"), counted("index", "open")), (16, 44));
    assert_eq!(section(page(site, "decisions"), "sought").count, Some(23));
    assert_eq!(counted("decisions", "taken"), 37);
    assert_eq!((counted("risks", "risks"), counted("risks", "issues")), (44, 17));
    assert_eq!(counted("agreements", "in-force"), 37);
    assert_eq!(counted("listening", "listening"), 25);
    let calendar = page(site, "calendar");
    assert_eq!(calendar.cards[0].value, "23", "decisions needed are the same in number as those sought");
    let says = |file: &str| page(site, file).headline.clone().unwrap_or_default();
    assert!(says("index").starts_with("16 of 60 open promises are overdue"), "{}", says("index"));
    assert!(says("risks").starts_with("One of 44 open risks has no response"), "{}", says("risks"));
    assert!(says("listening").starts_with("Nine of 25 things"), "{}", says("listening"));
}

/// Overdue first, and each row leads to the record on its partner's page, where there is such an anchor.
#[test]
fn every_row_of_the_promises_leads_to_its_record() {
    let site = sample_site();
    let anchors: BTreeSet<String> = site
        .pages
        .iter()
        .flat_map(|page| {
            let tables = page.sections.iter().flat_map(|section| tables(&section.blocks));
            tables.into_iter().map(move |id| format!("../{}#{id}", page.path))
        })
        .collect();
    let mut leads = 0;
    for block in section(page(site, "index"), "overdue")
        .blocks
        .iter()
        .chain(&section(page(site, "index"), "open").blocks)
    {
        let Block::Table { table } = block else { continue };
        for row in &table.rows {
            let Cell::Text { lines } = &row.cells[0] else { panic!("{row:?}") };
            let href = lines[0].href.clone().unwrap_or_default();
            assert!(anchors.contains(&href), "{href}");
            leads += 1;
        }
    }
    assert_eq!(leads, 60);
}

/// The ids of all rows.
fn tables(blocks: &[Block]) -> Vec<&str> {
    let mut ids = Vec::new();
    for block in blocks {
        match block {
            Block::Table { table } => ids.extend(table.rows.iter().filter_map(|row| row.id.as_deref())),
            Block::Details { blocks, .. } => ids.extend(tables(blocks)),
            _ => {}
        }
    }
    ids
}

#[test]
fn no_anchor_stands_twice_on_a_page_of_the_ledger() {
    let site = sample_site();
    for file in FILES {
        let page = page(site, file);
        let ids: Vec<&str> = page
            .sections
            .iter()
            .flat_map(|one| std::iter::once(one.id.as_str()).chain(tables(&one.blocks)))
            .collect();
        let once: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{file}: {ids:?}");
    }
}

#[test]
fn each_page_names_its_fellows_and_marks_itself() {
    let site = sample_site();
    for file in FILES {
        let page = page(site, file);
        let current: Vec<&str> =
            page.siblings.iter().filter(|one| one.current).map(|one| one.link.text.as_str()).collect();
        // The page on people is one of them, in a folder of its own.
        assert_eq!((page.siblings.len(), current), (FILES.len() + 1, vec![page.title.as_str()]));
        for one in &page.siblings {
            let path = one.link.href.trim_start_matches("../");
            assert!(site.pages.iter().any(|page| page.path == path), "{path}");
        }
    }
}

/// What may hold judgements, or an exit that nobody was told of, is marked as such.
#[test]
fn what_must_stay_among_us_is_marked() {
    let site = sample_site();
    for (file, id) in [("agreements", "exits"), ("freshness", "alliances"), ("freshness", "owners")] {
        assert!(section(page(site, file), id).internal, "{file}#{id}");
    }
    let cards = page(site, "coopetition");
    let kept = cards.sections.iter().filter(|one| one.id.starts_with("kept."));
    assert_eq!(kept.map(|one| one.internal).collect::<Vec<_>>(), [true, true]);
}

#[test]
fn an_empty_portfolio_is_told_how_to_begin() {
    let site = of([("quarterdeck.yaml", "schema: 1\n")]);
    for file in FILES {
        let page = page(&site, file);
        let said = |block: &Block| matches!(block, Block::Empty { how, .. } if how.contains('`'));
        assert!(page.sections.iter().any(|one| one.blocks.iter().any(said)), "{file}: {:?}", page.sections);
        assert!(page.headline.as_ref().is_some_and(|said| said.ends_with('.')), "{file}");
    }
    assert!(site.events.is_empty());
    assert!(read(&calendar(&site.frame, &site.events)).is_empty());
}

/// The events of a calendar file, each with its properties. Whatever RFC 5545 does not allow here is a failure.
fn read(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "a line break of one character");
    let physical: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
    for line in &physical {
        assert!(!line.is_empty() && line.len() <= 75, "{} bytes: {line}", line.len());
    }
    let logical = text.replace("\r\n ", "");
    let mut lines = logical.trim_end_matches("\r\n").split("\r\n").map(|line| line.split_once(':').unwrap());
    let (mut head, mut events, mut open) = (BTreeMap::new(), Vec::new(), None);
    assert_eq!(lines.next(), Some(("BEGIN", "VCALENDAR")));
    for (name, value) in lines.by_ref() {
        match (name, value, &mut open) {
            ("END", "VCALENDAR", None) => break,
            ("BEGIN", "VEVENT", None) => open = Some(BTreeMap::new()),
            ("END", "VEVENT", Some(_)) => events.extend(open.take()),
            ("BEGIN" | "END", _, _) => panic!("{name}:{value} in the wrong place"),
            (name, value, Some(event)) => {
                let twice = event.insert(name.to_owned(), unescaped(value));
                assert_eq!(twice, None, "{name} twice");
            }
            (name, value, None) => {
                head.insert(name, value);
            }
        }
    }
    assert_eq!(lines.next(), None, "something after the end");
    assert_eq!(head.get("VERSION"), Some(&"2.0"));
    assert!(head.contains_key("PRODID"));
    events
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => panic!("\\{other:?} in {value}"),
            },
            ';' | ',' => panic!("{c} bare in {value}"),
            c => text.push(c),
        }
    }
    text
}

#[test]
fn the_calendar_file_of_the_sample_is_sound() {
    let site = sample_site();
    let bytes = calendar(&site.frame, &site.events);
    let events = read(&bytes);
    assert_eq!(events.len(), site.events.len());
    let uids: BTreeSet<&String> = events.iter().map(|event| &event["UID"]).collect();
    assert_eq!(uids.len(), events.len(), "an id twice");
    for event in &events {
        assert_eq!(event["DTSTAMP"], "20261016T000000Z");
        let (from, to) = (&event["DTSTART;VALUE=DATE"], &event["DTEND;VALUE=DATE"]);
        assert!(from.len() == 8 && from.as_str() >= "20261016" && to > from, "{event:?}");
    }
    assert_eq!(bytes, calendar(&site.frame, &site.events), "the same records, other bytes");
    // The review of ClearBasin's third quarter is planned for 22 October in its `scheduled_on`.
    let review = events.iter().find(|event| event["UID"] == "review.clearbasin.2026-Q3@quarterdeck").unwrap();
    assert_eq!(
        (review["DTSTART;VALUE=DATE"].as_str(), review["CATEGORIES"].as_str()),
        ("20261022", "Review")
    );
}

#[test]
fn whatever_a_promise_says_the_calendar_file_stays_sound() {
    let text = "Ship A, B; then C\\D: \u{fffd}Ärger über Größe, 😀 END:VEVENT and so on, until the line is long enough to be cut twice over, 😀😀😀😀😀😀😀😀😀😀😀😀";
    let profile = "name: Acme\nkinds: [isv]\ntiers: [{tier: strategic, from: 2024-01-01}]\nstages: [{stage: live, from: 2024-02-01}]\n";
    let promise = format!(
        "- id: c-1\n  text: {}\n  side: ours\n  made_on: 2026-06-01\n  due: 2026-07-20\n",
        serde_json::to_string(text).unwrap()
    );
    let site = of([
        ("quarterdeck.yaml", "schema: 1\n"),
        ("partners/acme/partner.yaml", profile),
        ("partners/acme/commitments.yaml", promise.as_str()),
    ]);
    let events = read(&calendar(&site.frame, &site.events));
    let promised = events.iter().find(|event| event["UID"].starts_with("promise.")).unwrap();
    assert_eq!(promised["SUMMARY"], format!("Promise due: {text}, Acme"));
}

/// A feed of a calendar is passed on; an exit of which the partner has had no notice must not be.
#[test]
fn an_exit_without_notice_is_on_the_page_and_not_in_the_file() {
    let profile = "name: Acme\nkinds: [isv]\ntiers: [{tier: strategic, from: 2024-01-01}]\nstages: [{stage: live, from: 2024-02-01}]\n";
    for (status, told) in [("planned", false), ("under-way", true)] {
        let exit = format!(
            "status: {status}\nsteps: [{{id: s-1, area: data, text: Export, side: ours, due: 2026-07-10}}]\n"
        );
        let site = of([
            ("quarterdeck.yaml", "schema: 1\n"),
            ("partners/acme/partner.yaml", profile),
            ("partners/acme/exit.yaml", exit.as_str()),
        ]);
        let in_file = site.events.iter().any(|event| event.uid.starts_with("exit-step."));
        let kept = page(&site, "calendar").sections.iter().find(|one| one.id == "among-us");
        assert_eq!((in_file, kept.map(|one| one.internal)), (told, (!told).then_some(true)));
    }
}

/// All rows of a page's sections, those folded away among them.
fn every_row(blocks: &[Block]) -> Vec<&Row> {
    let mut rows = Vec::new();
    for block in blocks {
        match block {
            Block::Table { table } => rows.extend(&table.rows),
            Block::Details { blocks, .. } => rows.extend(every_row(blocks)),
            _ => {}
        }
    }
    rows
}

#[test]
fn each_page_hangs_under_the_ledger() {
    let site = sample_site();
    for file in FILES {
        let crumbs: Vec<&str> =
            page(site, file).breadcrumbs.iter().map(|crumb| crumb.text.as_str()).collect();
        assert_eq!(crumbs, ["Overview", "Ledger"], "{file}");
    }
}

/// The line is that of the entry itself, counted in the file of the sample.
#[test]
fn wins_and_lessons_are_edited_where_they_stand() {
    let site = sample_site();
    let sections = |file: &str| page(site, file).sections.iter();
    let wins = sections("wins")
        .filter(|of| ["untold", "older"].contains(&of.id.as_str()) || of.id.starts_with("q-"));
    let lessons = sections("lessons").filter(|of| ["open", "closed", "lessons"].contains(&of.id.as_str()));
    let rows: Vec<&Row> = wins.chain(lessons).flat_map(|of| every_row(&of.blocks)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio/partners");
    assert!(rows.len() > 30, "only {} rows", rows.len());
    for row in rows {
        let edit = row.edit.as_deref().unwrap_or_default();
        let (_, place) = edit.split_once("partners/").unwrap_or_default();
        let (file, line) = place.split_once("#L").unwrap_or_default();
        let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
        let entry = text.lines().nth(line.parse::<usize>().unwrap_or(1) - 1).unwrap_or_default();
        assert!(entry.starts_with("- kind: ") && file.ends_with("log.yaml"), "{edit} leads to {entry:?}");
    }
    let ended = &section(page(site, "lessons"), "close-outs").blocks;
    assert!(
        every_row(ended)
            .iter()
            .all(|row| row.edit.as_ref().is_some_and(|edit| edit.contains("initiatives/")))
    );
}
