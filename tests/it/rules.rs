//! The pages of the built-in rules: each is whole, and its examples do what they say. The example that fires is drawn
//! on: a comment of carets stands below the characters that the finding must point at. The example that passes is clean.
//!
//! `QUARTERDECK_RULE=name` looks at one rule only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quarterdeck::check::{Case, Choice, Selector, ValidRules, judge};
use quarterdeck::facts::History;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::load::load;
use quarterdeck::playbook::rule::{EXAMPLES, SECTIONS, read_rule};
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::scorecard::scoreboard;
use quarterdeck::source::Sources;

use super::harness::{Memory, cases, walk};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/playbook/rules")
}

/// The pages, read from disk, so that a page can be mended without building anew.
fn pages() -> BTreeMap<String, String> {
    let only = std::env::var("QUARTERDECK_RULE").ok();
    walk(&folder())
        .into_iter()
        .filter_map(|path| Some((path.strip_suffix(".md")?.to_owned(), path)))
        .filter(|(name, _)| only.as_ref().is_none_or(|only| only == name))
        .map(|(name, path)| (name, std::fs::read_to_string(folder().join(path)).unwrap()))
        .collect()
}

/// A section of a page, by its heading.
fn section(name: &str, text: &str, heading: &str) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let mut findings = Vec::new();
    let rule = read_rule(name, file, text, &mut findings)?;
    rule.section(heading).map(str::to_owned)
}

/// The fenced files of a section, by their path.
fn files(section: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in section.lines() {
        match open.take() {
            None => {
                if let Some(info) = line.strip_prefix("```") {
                    open =
                        Some((info.split_whitespace().nth(1).unwrap_or_default().to_owned(), String::new()));
                }
            }
            Some((path, text)) if line.starts_with("```") => drop(files.insert(path, text)),
            Some((path, text)) => open = Some((path, format!("{text}{line}\n"))),
        }
    }
    files
}

/// A place: path, line, first column, column behind the last.
type Drawn = (String, u32, u32, u32);

/// The places that carets are drawn below.
fn drawn(files: &BTreeMap<String, String>) -> Vec<Drawn> {
    let mut places = Vec::new();
    for (path, text) in files {
        for (index, line) in text.lines().enumerate() {
            let marks = line.trim_start().trim_start_matches('#').trim();
            if line.trim_start().starts_with('#') && !marks.is_empty() && marks.chars().all(|c| c == '^') {
                let start = line.chars().position(|c| c == '^').unwrap_or_default() as u32 + 1;
                places.push((path.clone(), index as u32, start, start + marks.len() as u32));
            }
        }
    }
    places
}

/// What a rule finds in files laid over the ground: its findings, and whatever else is wrong.
fn found(rule: &str, files: &BTreeMap<String, String>) -> (Vec<(Drawn, String)>, Vec<String>) {
    let ground = cases().join("rules");
    let mut all: BTreeMap<String, Vec<u8>> = walk(&ground)
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(ground.join(&path)).unwrap()))
        .collect();
    // What git would tell stands in a block of its own, a file a line.
    let mut history = History::default();
    for line in files.get("history").map(String::as_str).unwrap_or_default().lines() {
        let mut words = line.split_whitespace();
        let path = words.next().unwrap().to_owned();
        history.0.insert(path, words.map(|day| Date::parse(day).unwrap()).collect());
    }
    for (path, text) in files.iter().filter(|(path, _)| *path != "history") {
        // A table has no comments; the carets below its lines are ours alone.
        let line = |line: &&str| !path.ends_with(".csv") || !line.starts_with('#');
        let text: String = text.lines().filter(line).flat_map(|line| [line, "\n"]).collect();
        all.insert(path.clone(), text.into_bytes());
    }
    let memory = Memory::of(all.iter().map(|(path, text)| (path.as_str(), text.clone())));
    let mut loaded = load(&memory);
    let as_of = loaded.portfolio.settings.as_of.unwrap();
    see_as_of(&mut loaded.portfolio, as_of);
    let choice = Choice { select: vec![Selector::Rule(rule.to_owned())], ignore: Vec::new() };
    let rules = ValidRules::new(&loaded.playbook, &loaded.sources);
    let judged = judge(
        &Case {
            portfolio: &loaded.portfolio,
            playbook: &loaded.playbook,
            sources: &loaded.sources,
            as_of,
            history: &history,
            scores: &scoreboard(&loaded.portfolio, &loaded.playbook, as_of),
        },
        &rules,
        &choice,
    );
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for finding in loaded.findings.iter().chain(&judged.findings) {
        let region = loaded.sources.region(&finding.place);
        let path = loaded.sources.get(finding.place.file).path().to_owned();
        if finding.rule == rule {
            ours.push(((path, region.line, region.column, region.end_column), finding.message.clone()));
        } else {
            others.push(format!(
                "{path}:{}:{} {}: {}",
                region.line, region.column, finding.rule, finding.message
            ));
        }
    }
    (ours, others)
}

#[test]
fn every_page_is_whole() {
    let mut trouble = Vec::new();
    for (name, text) in pages() {
        for heading in SECTIONS.iter().chain(&EXAMPLES) {
            match section(&name, &text, heading) {
                Some(section) if section.contains("PAGE") || section.trim().len() < 20 => {
                    trouble.push(format!("{name}: `{heading}` says nothing"));
                }
                Some(_) => {}
                None => trouble.push(format!("{name}: no section `{heading}`")),
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn the_example_that_fires_fires_this_rule_at_the_drawn_place_and_nothing_else() {
    let mut trouble = Vec::new();
    for (name, text) in pages() {
        let Some(section) = section(&name, &text, EXAMPLES[0]) else { continue };
        let files = files(&section);
        let mut expected = drawn(&files);
        let (found, others) = found(&name, &files);
        let mut places: Vec<Drawn> = found.iter().map(|(place, _)| place.clone()).collect();
        expected.sort();
        places.sort();
        if expected.is_empty() {
            trouble.push(format!("{name}: the example that fires has no carets; it points at {found:?}"));
        } else if places != expected {
            trouble.push(format!("{name}: drawn at {expected:?}, found at {found:?}"));
        }
        trouble.extend(others.iter().map(|other| format!("{name}: fires: {other}")));
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn the_example_that_passes_is_clean() {
    let mut trouble = Vec::new();
    for (name, text) in pages() {
        let Some(section) = section(&name, &text, EXAMPLES[1]) else { continue };
        let files = files(&section);
        if files.is_empty() {
            trouble.push(format!("{name}: the example that passes has no file"));
        }
        let (found, others) = found(&name, &files);
        trouble.extend(found.iter().map(|(_, message)| format!("{name}: passes: {message}")));
        trouble.extend(others.iter().map(|other| format!("{name}: passes: {other}")));
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}
