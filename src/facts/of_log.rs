//! Facts about entries of the log.

use super::Kind::{Bool, Date as Day, Int, Words};
use super::{Fact, date};
use crate::portfolio::log::{Alignment, Correction, Entry, Listening};
use crate::record::Value;

/// The kinds of entries, as they are written in records.
pub const KINDS: &[&str] = &[
    "touch",
    "win",
    "listening",
    "alignment",
    "resistance",
    "correction",
    "inspection",
    "advocacy",
    "idea",
    "lesson",
    "value",
    "note",
];

/// Facts about any entry.
pub static ENTRY: &[Fact<Entry>] = &[
    Fact::new("kind", Words(KINDS), "", "Which kind of entry it is.", |entry, _| Value::word(kind(entry))),
    Fact::new("on", Day, "", "The day that it is about.", |entry, _| date(Some(entry.on()))),
    Fact::new("age", Int, "days", "Days since then.", |entry, known| known.days_since(Some(entry.on()))),
];

/// Facts about what we heard.
pub static LISTENING: &[Fact<Listening>] = &[
    Fact::new("open", Bool, "", "Whether they have not heard back from us.", |entry, _| {
        entry.closed_on.is_none().into()
    }),
    Fact::new("age", Int, "days", "Days since we heard it.", |entry, known| known.days_since(Some(entry.on))),
];

/// Facts about where the two sides want the same, and where not.
pub static ALIGNMENT: &[Fact<Alignment>] = &[
    Fact::new(
        "days_since_look",
        Int,
        "days",
        "Days since it was written down or looked over.",
        |entry, known| known.days_since(entry.reviewed_on.into_iter().chain([entry.on]).max()),
    ),
    Fact::new("latest", Bool, "", "Whether no later entry is about the same topic.", |entry, known| {
        let log = known.partner.map(|partner| partner.log.as_slice()).unwrap_or_default();
        let later = |other: &Entry| {
            matches!(other, Entry::Alignment(other)
            if other.on > entry.on && other.topic.trim().eq_ignore_ascii_case(entry.topic.trim()))
        };
        (!log.iter().any(|other| later(&other.value))).into()
    }),
];

/// Facts about a course correction.
pub static CORRECTION: &[Fact<Correction>] = &[
    Fact::new("open", Bool, "", "Whether nobody has looked at what came of it.", |entry, _| {
        entry.closed_on.is_none().into()
    }),
    Fact::new("age", Int, "days", "Days since it was made.", |entry, known| known.days_since(Some(entry.on))),
];

/// The word for a kind of entry, as it is written in records.
pub fn kind(entry: &Entry) -> &'static str {
    match entry {
        Entry::Touch(_) => "touch",
        Entry::Win(_) => "win",
        Entry::Listening(_) => "listening",
        Entry::Alignment(_) => "alignment",
        Entry::Resistance(_) => "resistance",
        Entry::Correction(_) => "correction",
        Entry::Inspection(_) => "inspection",
        Entry::Advocacy(_) => "advocacy",
        Entry::Idea(_) => "idea",
        Entry::Lesson(_) => "lesson",
        Entry::Value(_) => "value",
        Entry::Note(_) => "note",
    }
}
