//! From a figure to the records that it counts: links, and cells full of them.

use std::borrow::Cow;

use super::desk::{Desk, Draft, initiative_path, meeting_path, partner_path, review_path};
use super::page::{Cell, Inline, Tone};
use super::parts::missing;
use super::words;
use crate::insight::{At, Counted, Ground};

/// What the figures of a site are computed from, with the scores that its pages show.
pub fn ground<'a>(desk: &Desk<'a>) -> Ground<'a> {
    let scores = Cow::Borrowed(desk.scores);
    Ground { portfolio: desk.portfolio, playbook: desk.playbook, as_of: desk.as_of, scores }
}

/// The path of the page that shows a record, with its anchor.
fn path(of: &Counted) -> String {
    let home = || of.partner.as_deref().map_or_else(|| "index.html".to_owned(), partner_path);
    match (&of.at, &of.partner) {
        (At::Anchor(anchor), _) => format!("{}#{anchor}", home()),
        (At::Initiative(id), partner) => initiative_path(partner.as_deref(), id),
        (At::Meeting(id), Some(partner)) => meeting_path(partner, id),
        (At::Review(quarter), Some(partner)) => review_path(partner, *quarter),
        (At::Top | At::Meeting(_) | At::Review(_), _) => home(),
    }
}

/// A record by its name, as a link to where it is shown.
pub fn link(draft: &Draft, of: &Counted) -> Inline {
    draft.inline_link(&of.name, &path(of))
}

/// Where a record is shown, relative to the page.
pub fn href(draft: &Draft, of: &Counted) -> String {
    draft.href(&path(of))
}

/// The page that has them all.
fn rest(all: &[Counted]) -> String {
    match all {
        [first, ..] if first.partner.is_some() && all.iter().all(|one| one.partner == first.partner) => {
            path(&Counted { at: At::Top, ..first.clone() })
        }
        _ if all.iter().all(|one| matches!(one.at, At::Initiative(_))) => "initiatives/index.html".to_owned(),
        _ => "partners/index.html".to_owned(),
    }
}

/// A cell with links to some records, the first few of many; nothing is a dash, with a word why.
pub fn cell_of(draft: &Draft, all: &[Counted], most: usize, why: &str) -> Cell {
    if all.is_empty() {
        return missing(why);
    }
    let mut lines: Vec<Inline> = all.iter().take(most).map(|one| link(draft, one)).collect();
    if all.len() > most {
        lines.push(draft.inline_link(format!("and {} more", all.len() - most), &rest(all)).tone(Tone::Muted));
    }
    Cell::Text { lines }
}

/// The names of records in one line, to be shown where there is no room for links.
pub fn names(all: &[Counted]) -> String {
    words::join(&all.iter().map(|one| one.name.clone()).collect::<Vec<_>>())
}
