//! The records of all partners, kind by kind: what was promised, decided, feared and signed, what comes when, what was
//! heard, how we deal with rivals, and what has grown old.

mod agreements;
mod calendar;
mod commitments;
mod coopetition;
mod decisions;
mod freshness;
mod frictions;
mod listening;
mod questions;
mod record;
mod risks;
mod timeline;

pub use self::calendar::{Event, FILE as CALENDAR, events};
use super::desk::{Desk, Draft};
use super::page::{Page, Part, Sibling};
use super::words::{self, text};

/// The pages in the order in which they are shown: file, name.
const PAGES: [(&str, &str); 8] = [
    ("index", "Commitments"),
    ("decisions", "Decisions"),
    ("risks", "Risks and issues"),
    ("agreements", "Agreements"),
    ("calendar", "Calendar"),
    ("listening", "You said, we did"),
    ("coopetition", "Coopetition"),
    ("freshness", "Freshness"),
];

/// The path of the first page.
pub const PATH: &str = "ledger/index.html";

/// The path of the page of decisions.
pub const DECISIONS: &str = "ledger/decisions.html";

/// All pages of the ledger.
pub fn pages(desk: &Desk<'_>) -> Vec<Page> {
    let pages = [
        commitments::page,
        decisions::page,
        risks::page,
        agreements::page,
        calendar::page,
        listening::page,
        coopetition::page,
        freshness::page,
    ];
    pages.map(|page| page(desk)).into()
}

/// An empty page of the ledger, by its file.
fn begin(desk: &Desk<'_>, file: &str) -> Draft {
    let name = PAGES.iter().find(|(known, _)| *known == file).map_or(file, |(_, name)| name);
    let path = |file: &str| format!("ledger/{file}.html");
    let mut draft = Draft::new("ledger", Part::Ledger, path(file), name);
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    if path(file) != PATH {
        draft.page.breadcrumbs.push(draft.link("Ledger", PATH));
    }
    draft.page.kicker = Some("Ledger of all alliances".to_owned());
    draft.page.subtitle = vec![text(words::plural(desk.portfolio.partners.len(), "alliance"))];
    draft.page.siblings = PAGES
        .iter()
        .map(|(known, name)| Sibling { link: draft.link(*name, &path(known)), current: *known == file })
        .collect();
    draft
}
