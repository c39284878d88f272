//! Where the two sides want the same and where not: each topic by its latest entry, and when that last changed.

use super::super::{At, Counted};
use super::anchors;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::{Alignment, AlignmentState, Entry};

/// A topic as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its latest entry in the log.
    pub record: Counted,
    /// What we want.
    pub ours: Option<String>,
    /// What they want.
    pub theirs: Option<String>,
    /// How the two lie.
    pub state: AlignmentState,
    /// When that entry was written.
    pub on: Date,
    /// When it was last looked over.
    pub looked_on: Date,
    /// What the state was before the last change of it, and when it changed; nothing if it never did.
    pub shift: Option<(AlignmentState, Date)>,
}

/// The topics of a partner: apart first, then agreed to differ, then aligned; in each the longest unlooked first.
pub fn alignment(partner: &Partner, as_of: Date) -> Vec<Topic> {
    let entries: Vec<&Alignment> = partner
        .log
        .iter()
        .filter_map(|entry| match &entry.value {
            Entry::Alignment(entry) => Some(entry),
            _ => None,
        })
        .collect();
    let anchors = anchors("alignment", entries.iter().map(|entry| (entry.id.as_ref(), entry.on)));
    let mut by_topic: Vec<(String, Vec<usize>)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let topic = entry.topic.trim().to_lowercase();
        match by_topic.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, history)) => history.push(index),
            None => by_topic.push((topic, vec![index])),
        }
    }
    let mut topics: Vec<Topic> = by_topic
        .into_iter()
        .filter_map(|(_, mut history)| {
            // Of two entries of one day the one that is further apart counts, in whichever order they stand.
            history.sort_by_key(|&index| {
                (entries[index].on, std::cmp::Reverse(rank(entries[index].state)), index)
            });
            let (&last, earlier) = history.split_last()?;
            let latest = entries[last];
            Some(Topic {
                record: Counted::of(&partner.id, At::Anchor(anchors[last].clone()), &latest.topic),
                ours: latest.ours.clone(),
                theirs: latest.theirs.clone(),
                state: latest.state,
                on: latest.on,
                looked_on: latest
                    .reviewed_on
                    .filter(|&on| on <= as_of)
                    .map_or(latest.on, |on| on.max(latest.on)),
                shift: shift(earlier.iter().map(|&index| entries[index]), latest),
            })
        })
        .collect();
    topics.sort_by_cached_key(|topic| (rank(topic.state), topic.looked_on, topic.record.clone()));
    topics
}

/// How far apart the two are: 0 is the furthest.
fn rank(state: AlignmentState) -> u8 {
    match state {
        AlignmentState::Diverged => 0,
        AlignmentState::AgreeToDiffer => 1,
        AlignmentState::Aligned => 2,
    }
}

/// The last change of state on the way to the latest entry.
fn shift<'a>(
    earlier: impl DoubleEndedIterator<Item = &'a Alignment>,
    latest: &Alignment,
) -> Option<(AlignmentState, Date)> {
    let mut changed_on = latest.on;
    for entry in earlier.rev() {
        if entry.state != latest.state {
            return Some((entry.state, changed_on));
        }
        changed_on = entry.on;
    }
    None
}
