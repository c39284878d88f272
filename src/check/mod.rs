//! Lets each rule of the playbook judge each subject that it is about, as of a day. The engine owns the loops, the
//! order and the waivers; a rule sees one subject at a time. Reads no file, draws nothing.

pub mod applies;
mod baseline;
mod choice;
mod engine;
mod inline;
mod places;
pub mod scope;
mod standing;
mod subjects;
pub mod valid;
mod waivers;

pub use self::baseline::{Known as AfterBaseline, apply_baseline, baseline};
pub use self::choice::{Choice, Selector};
pub use self::engine::{Judged, judge};
pub use self::standing::standing;
use crate::finding::Finding;
use crate::source::Sources;

/// Sorts findings the way in which all reports show them: path, line, column, rule.
pub fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by(|a, b| {
        sources
            .get(a.place.file)
            .path()
            .cmp(sources.get(b.place.file).path())
            .then_with(|| a.place.range.start.cmp(&b.place.range.start))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.place.range.end.cmp(&b.place.range.end))
            .then_with(|| a.message.cmp(&b.message))
    });
}
