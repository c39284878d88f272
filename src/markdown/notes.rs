//! Takes footnotes out of the flow of a text, numbers them in the order of their first reference, and tells
//! which of them a part of the text needs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dialect::Placed;

/// A text with its footnotes set apart.
pub(super) struct Flow<'e, 'a> {
    /// Everything that is not in a footnote.
    pub(super) body: Vec<&'e Placed<'a>>,
    notes: Vec<Note<'e, 'a>>,
    numbers: BTreeMap<String, usize>,
    unreferenced: BTreeSet<String>,
}

struct Note<'e, 'a> {
    key: String,
    start: usize,
    events: Vec<&'e Placed<'a>>,
}

impl<'e, 'a> Flow<'e, 'a> {
    pub(super) fn of(events: &'e [Placed<'a>]) -> Self {
        let mut flow = Self {
            body: Vec::new(),
            notes: Vec::new(),
            numbers: BTreeMap::new(),
            unreferenced: BTreeSet::new(),
        };
        let mut open: Vec<Note<'e, 'a>> = Vec::new();
        for placed in events {
            match &placed.0 {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    open.push(Note { key: key(label), start: placed.1.start, events: Vec::new() });
                }
                Event::End(TagEnd::FootnoteDefinition) => flow.notes.extend(open.pop()),
                _ => match open.last_mut() {
                    Some(note) => note.events.push(placed),
                    None => flow.body.push(placed),
                },
            }
        }
        flow.number(events);
        flow
    }

    fn number(&mut self, events: &[Placed<'_>]) {
        self.unreferenced = self.notes.iter().map(|note| note.key.clone()).collect();
        for key in events.iter().filter_map(reference) {
            if self.unreferenced.remove(&key) {
                self.numbers.insert(key, self.numbers.len() + 1);
            }
        }
        for note in &self.notes {
            let next = self.numbers.len() + 1;
            self.numbers.entry(note.key.clone()).or_insert(next);
        }
    }

    /// The number of a footnote; `None` when no such footnote is written.
    pub(super) fn number_of(&self, label: &str) -> Option<usize> {
        self.numbers.get(&key(label)).copied()
    }

    /// The footnotes that `body` refers to, directly or through another, and those that stand in `part` and
    /// are referred to nowhere, by number.
    pub(super) fn notes_for(
        &self,
        body: &[&'e Placed<'a>],
        part: &Range<usize>,
    ) -> BTreeMap<usize, Vec<&'e Placed<'a>>> {
        let mut wanted: Vec<String> = body.iter().filter_map(|placed| reference(placed)).collect();
        wanted.extend(
            self.notes
                .iter()
                .filter(|note| part.contains(&note.start) && self.unreferenced.contains(&note.key))
                .map(|note| note.key.clone()),
        );
        let mut found: BTreeMap<usize, Vec<&'e Placed<'a>>> = BTreeMap::new();
        while let Some(key) = wanted.pop() {
            let Some(&number) = self.numbers.get(&key) else { continue };
            if found.contains_key(&number) {
                continue;
            }
            let events: Vec<&'e Placed<'a>> = self
                .notes
                .iter()
                .filter(|note| note.key == key)
                .flat_map(|note| note.events.clone())
                .collect();
            wanted.extend(events.iter().filter_map(|placed| reference(placed)));
            found.insert(number, events);
        }
        found
    }
}

fn reference(placed: &Placed<'_>) -> Option<String> {
    match &placed.0 {
        Event::FootnoteReference(label) => Some(key(label)),
        _ => None,
    }
}

/// Labels match whatever their case.
fn key(label: &str) -> String {
    label.to_lowercase()
}
