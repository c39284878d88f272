//! The records of all partners, kind by kind: what was promised, decided, feared and signed, what comes when, what was
//! heard, won and learnt, how we deal with rivals, and what has grown old.

mod agreements;
pub mod calendar;
mod commitments;
mod coopetition;
pub mod decisions;
mod freshness;
mod frictions;
pub mod lessons;
mod listening;
mod questions;
pub mod record;
mod risks;
mod timeline;
pub mod wins;

pub use self::calendar::{Event, FILE as CALENDAR, events};
use super::desk::{Desk, Draft};
use super::page::{Page, Part, Sibling};
use super::people;
use super::words::{self, text};

/// The pages in the order in which they are shown: path, name.
const PAGES: [(&str, &str); 11] = [
    (PATH, "Commitments"),
    (DECISIONS, "Decisions"),
    ("ledger/risks.html", "Risks and issues"),
    ("ledger/agreements.html", "Agreements"),
    ("ledger/calendar.html", "Calendar"),
    (people::PATH, "People"),
    ("ledger/listening.html", "You said, we did"),
    ("ledger/wins.html", "Wins"),
    ("ledger/lessons.html", "Lessons"),
    ("ledger/coopetition.html", "Coopetition"),
    ("ledger/freshness.html", "Freshness"),
];

/// The path of the first page.
pub const PATH: &str = "ledger/index.html";

/// The path of the page of decisions.
pub const DECISIONS: &str = "ledger/decisions.html";

/// The name and path of each page.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES.iter().map(|(path, name)| (*name, *path))
}

/// All pages of the ledger.
pub fn pages(desk: &Desk<'_>) -> Vec<Page> {
    let pages = [
        commitments::page,
        decisions::page,
        risks::page,
        agreements::page,
        calendar::page,
        people::page,
        listening::page,
        wins::page,
        lessons::page,
        coopetition::page,
        freshness::page,
    ];
    pages.map(|page| page(desk)).into()
}

/// An empty page of the ledger, by its path.
pub fn begin(desk: &Desk<'_>, path: &str) -> Draft {
    let name = PAGES.iter().find(|(known, _)| *known == path).map_or(path, |(_, name)| name);
    let mut draft = Draft::new("ledger", Part::Ledger, path, name);
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html"), draft.link("Ledger", PATH)];
    draft.page.kicker = Some("Ledger of all alliances".to_owned());
    draft.page.subtitle = vec![text(words::plural(desk.portfolio.partners.len(), "alliance"))];
    draft.page.siblings = PAGES
        .iter()
        .map(|(known, name)| Sibling { link: draft.link(*name, known), current: *known == path })
        .collect();
    draft
}
