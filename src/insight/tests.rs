//! Small portfolios for the tests of the figures, read from texts like any other.

use std::io;

use super::{Counted, Ground};
use crate::facts::as_of::see_as_of;
use crate::load::{Loaded, load};
use crate::portfolio::calendar::Date;
use crate::record::Leaf;
use crate::source::{Entry, EntryKind, Files};

struct Memory {
    entries: Vec<Entry>,
    texts: Vec<String>,
}

impl Files for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        let at = self.entries.iter().position(|one| one == entry).unwrap();
        Ok(self.texts[at].clone().into_bytes())
    }
}

/// What a partner has unless its text says otherwise.
const PROFILE: [(&str, &str); 4] = [
    ("name", "name: Acme"),
    ("kinds", "kinds: [technology]"),
    ("tiers", "tiers: [{tier: strategic, from: 2024-01-15}]"),
    ("stages", "stages: [{stage: operate, from: 2024-02-01}]"),
];

/// Our people, in every portfolio that has no others.
const PEOPLE: &str =
    "- {id: ada, name: Ada Lund, function: alliances}\n- {id: sol, name: Sol Reyes, function: sales}\n";

/// A playbook with one metric, `revenue`: money, no points at half the target.
pub(super) const BOOK: &str = "\
scorecard:
  dimensions: [{id: financial, name: Financial, weight: 1}]
  on_track_from: 75
  at_risk_from: 50
  coverage_floor: 60
metrics:
  - id: revenue
    name: Revenue
    definition: Won
    dimension: financial
    unit: money
    direction: up
    standard: revenue
";

/// Figures of that metric against a target of 100, as `observations.csv` has them.
pub(super) fn figures(quarters: &[(&str, i64)]) -> String {
    let head = "metric,period,target,actual,as_of,source\n".to_owned();
    let line = |(quarter, actual): &(&str, i64)| format!("revenue,{quarter},100,{actual},2026-06-29,CRM\n");
    quarters.iter().fold(head, |all, one| all + &line(one))
}

/// The day of all tests.
pub(super) fn today() -> Date {
    day("2026-06-30")
}

/// A date.
pub(super) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A sound portfolio of files as of [`today`]. A path without `/` or `.` is a partner, its text what the profile has
/// beyond the usual; `acme/log.yaml` stands in that partner's folder; a path that begins with `/` is taken as it is.
pub(super) fn portfolio(files: &[(&str, &str)]) -> Loaded {
    portfolio_on(files, today())
}

/// The same as of another day.
pub(super) fn portfolio_on(files: &[(&str, &str)], on: Date) -> Loaded {
    let usual = [("people.yaml", PEOPLE), ("quarterdeck.yaml", "schema: 1\n")];
    let missing = usual.iter().filter(|(path, _)| !files.iter().any(|(given, _)| given == path));
    let mut all: Vec<(String, String)> =
        missing.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for (path, text) in files {
        if let Some(path) = path.strip_prefix('/') {
            all.push((path.to_owned(), (*text).to_owned()));
        } else if path.contains('/') {
            all.push((format!("partners/{path}"), (*text).to_owned()));
        } else if path.contains('.') {
            all.push(((*path).to_owned(), (*text).to_owned()));
        } else {
            let usual = PROFILE
                .iter()
                .filter(|(key, _)| !text.lines().any(|line| line.starts_with(&format!("{key}:"))));
            let lines: String = usual.map(|(_, line)| format!("{line}\n")).collect();
            all.push((format!("partners/{path}/partner.yaml"), lines + text));
        }
    }
    all.sort();
    let entries = all.iter().map(|(path, text)| Entry {
        path: path.clone(),
        kind: EntryKind::File,
        size: text.len() as u64,
    });
    let memory =
        Memory { entries: entries.collect(), texts: all.iter().map(|(_, text)| text.clone()).collect() };
    let mut loaded = load(&memory);
    let faults: Vec<_> = loaded.findings.iter().map(|one| format!("{one:?}")).collect();
    assert_eq!(faults, [""; 0]);
    see_as_of(&mut loaded.portfolio, on);
    loaded
}

/// What figures of a portfolio are computed from.
pub(super) fn ground(loaded: &Loaded) -> Ground<'_> {
    Ground::scored(&loaded.portfolio, &loaded.playbook, today())
}

/// The names of records, to compare with.
pub(super) fn names(counted: &[Counted]) -> Vec<&str> {
    counted.iter().map(|one| one.name.as_str()).collect()
}
