//! The way from a figure to the records that it counts.

use super::desk::{Draft, initiative_path, meeting_path, partner_path, review_path};
use super::page::Inline;
use super::words::text;
use crate::insight::{At, Counted};

/// Where a record is shown, seen from a page. An anchor of the same page is an anchor only.
pub fn href(draft: &Draft, record: &Counted) -> String {
    let partner = record.partner.as_deref();
    let home = partner.map_or_else(|| "index.html".to_owned(), partner_path);
    let path = match (&record.at, partner) {
        (At::Anchor(anchor), _) if home == draft.page.path => return format!("#{anchor}"),
        (At::Anchor(anchor), _) => format!("{home}#{anchor}"),
        (At::Initiative(id), partner) => initiative_path(partner, id),
        (At::Meeting(id), Some(partner)) => meeting_path(partner, id),
        (At::Review(quarter), Some(partner)) => review_path(partner, *quarter),
        (At::Top | At::Meeting(_) | At::Review(_), _) => home,
    };
    draft.href(&path)
}

/// Words that lead to a record.
pub fn link(draft: &Draft, record: &Counted, words: impl Into<String>) -> Inline {
    text(words).to(href(draft, record))
}
