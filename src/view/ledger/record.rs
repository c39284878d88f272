//! A record of one partner in a table of all partners: its row, its link, whose it is.

use super::super::desk::{Desk, Draft, partner_path};
use super::super::page::{Cell, Change, Inline, Link, Row, Tone};
use super::super::parts::{cell, missing, words_cell};
use super::super::words::{self, text};
use crate::portfolio::calendar::Date;
use crate::portfolio::log::Entry;
use crate::portfolio::words::Side;
use crate::portfolio::{Item, Partner};
use crate::record::Ref;

/// A record with the partner that it is about.
pub type Of<'a, T> = (&'a Partner, &'a Item<T>);

/// All records of a kind, partner by partner.
pub fn all<'a, T>(desk: &Desk<'a>, pick: impl Fn(&'a Partner) -> &'a [Item<T>]) -> Vec<Of<'a, T>> {
    let partners = desk.portfolio.partners.values();
    partners.flat_map(|partner| pick(partner).iter().map(move |one| (partner, one))).collect()
}

/// An entry of the log with the partner that it is about.
pub type Noted<'a, T> = (&'a Partner, &'a T);

/// All entries of the logs of a kind, the latest first.
pub fn entries<'a, T>(
    desk: &Desk<'a>,
    pick: impl Fn(&'a Entry) -> Option<&'a T>,
    on: impl Fn(&T) -> Date,
) -> Vec<Noted<'a, T>> {
    let partners = desk.portfolio.partners.values();
    let mut all: Vec<Noted<'a, T>> = partners
        .flat_map(|partner| partner.log.iter().map(move |entry| (partner, &entry.value)))
        .filter_map(|(partner, entry)| Some((partner, pick(entry)?)))
        .collect();
    all.sort_by_key(|(partner, one)| (std::cmp::Reverse(on(one)), &partner.profile.name));
    all
}

/// Where an entry of a partner's log is edited.
pub fn edit_entry<T>(
    desk: &Desk<'_>,
    partner: &Partner,
    one: &T,
    pick: impl Fn(&Entry) -> Option<&T>,
) -> Option<Link> {
    let own = |item: &&Item<Entry>| pick(&item.value).is_some_and(|entry| std::ptr::eq(entry, one));
    desk.edit(&partner.log.iter().find(own)?.place)
}

/// The first day of the last closed quarter: what counts as lately.
pub fn lately(desk: &Desk<'_>) -> Date {
    desk.portfolio.settings.fiscal_year.first_day(desk.quarter)
}

/// Words that lead to where a partner's page shows entries of their kind.
pub fn at(draft: &Draft, partner: &Partner, anchor: &str, words: &str) -> Inline {
    draft.inline_link(words, &format!("{}#{anchor}", partner_path(&partner.id)))
}

/// A row on a record. Ids are those of the alliance, so the partner stands before them in the anchor.
pub fn row_of(partner: &Partner, id: &str, cells: Vec<Cell>) -> Row {
    Row { id: Some(anchor(partner, id)), mark: Some(id.to_owned()), edit: None, cells }
}

/// The anchor of a record on a page of all partners.
pub fn anchor(partner: &Partner, id: &str) -> String {
    format!("{}.{id}", partner.id)
}

/// Words that lead to a record on its partner's page.
pub fn link(draft: &Draft, partner: &Partner, id: &str, words: impl Into<String>) -> Inline {
    draft.inline_link(words, &format!("{}#{id}", partner_path(&partner.id)))
}

/// The name of a partner, as a link to its page.
pub fn alliance(draft: &Draft, partner: &Partner) -> Cell {
    cell(draft.inline_link(&partner.profile.name, &partner_path(&partner.id)))
}

/// Whose it is, so that the two sides can be told apart without reading on.
pub fn side(side: Side) -> Inline {
    let word = match side {
        Side::Ours => "Ours",
        Side::Theirs => "Theirs",
        Side::Joint => "Both",
    };
    text(word).tag()
}

/// Who sees to it; why nobody is named.
pub fn owner<N>(owner: Option<&Ref<N>>, name: impl Fn(&Ref<N>) -> String) -> Cell {
    owner.map_or_else(|| missing("no owner"), |owner| words_cell(name(owner)))
}

/// A day ahead, loud if it is near; how far it is.
pub fn ahead(on: Date, as_of: Date) -> Cell {
    let inline = text(words::date(on)).note(words::distance(on, as_of));
    cell(match as_of.days_until(on) {
        ..=30 => inline.tone(Tone::Bad),
        31..=90 => inline.tone(Tone::Watch),
        _ => inline,
    })
}

/// A second figure of a card that is bad news; none for nothing.
pub fn alarm(count: usize, words: &str) -> Option<Change> {
    (count > 0).then(|| Change {
        direction: "same",
        tone: Tone::Bad,
        text: format!("{count} {words}"),
        against: String::new(),
    })
}

/// "One of 12 decisions sought is late", "None of …": how a count of some is said at the beginning of a sentence.
pub fn count_of(part: usize) -> String {
    match part {
        0 => "None".to_owned(),
        _ => words::capital(&words::number_word(part)),
    }
}

/// "is" or "are".
pub fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
