//! What may leave, item by item, and the list of what may not.

use std::cell::RefCell;

use crate::playbook::Playbook;
use crate::playbook::shape::Shareable;
use crate::portfolio::words::Audience;
use crate::source::Place;

/// Why something was held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The record says `audience: internal`.
    Internal,
    /// The playbook does not share records of its kind.
    NotListed,
    /// It belongs to something that is held back.
    BelongsToInternal,
    /// Nothing of its kind can be shared, whatever the playbook says.
    Never,
}

/// A record that was held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Its kind: `risks`.
    pub kind: String,
    /// What it says, or its title.
    pub what: String,
    /// Why it stays.
    pub why: Why,
    /// Where it stands.
    pub place: Place,
}

/// Why a partner gets nothing at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The playbook shares nothing with partners.
    NothingShared,
    /// The playbook does not share reviews.
    ReviewsNotShared,
    /// The review says that it is internal.
    ReviewInternal(Place),
}

/// The list of what may be shared, asked for each item, and what it held back.
pub(super) struct Gate<'a> {
    playbook: &'a Playbook,
    withheld: RefCell<Vec<Withheld>>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(playbook: &'a Playbook) -> Self {
        Self { playbook, withheld: RefCell::new(Vec::new()) }
    }

    /// Whether the playbook shares a kind.
    pub(super) fn opens(&self, kind: Shareable) -> bool {
        self.playbook.shared.contains(&kind)
    }

    /// Whether an item may pass; if not, it is noted.
    pub(super) fn lets(
        &self,
        kind: Shareable,
        audience: Option<Audience>,
        what: &str,
        place: &Place,
    ) -> bool {
        let why = if !self.opens(kind) {
            Why::NotListed
        } else if audience == Some(Audience::Internal) {
            Why::Internal
        } else {
            return true;
        };
        self.hold(kind.word(), what, why, place);
        false
    }

    /// Notes what is held back.
    pub(super) fn hold(&self, kind: &str, what: &str, why: Why, place: &Place) {
        self.withheld.borrow_mut().push(Withheld {
            kind: kind.to_owned(),
            what: what.to_owned(),
            why,
            place: place.clone(),
        });
    }

    /// A list of a kind, where the kind is shared; what does not pass is noted either way.
    pub(super) fn list<T, U>(
        &self,
        kind: Shareable,
        items: impl IntoIterator<Item = T>,
        pass: impl Fn(&T) -> bool,
        make: impl Fn(T) -> U,
    ) -> Option<Vec<U>> {
        let passed = items.into_iter().filter(|item| pass(item)).map(make).collect();
        self.opens(kind).then_some(passed)
    }

    pub(super) fn done(self) -> Vec<Withheld> {
        let mut withheld = self.withheld.into_inner();
        withheld.sort_by(|a, b| {
            (&a.kind, a.place.file, a.place.range.start).cmp(&(&b.kind, b.place.file, b.place.range.start))
        });
        withheld
    }
}
