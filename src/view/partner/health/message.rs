//! The message of the section: what strains the relationship, the worst first, or that nothing does.

use super::super::super::desk::Desk;
use super::super::super::words::{self, mean_words};
use super::cadence::longest_silence;
use super::perception::asked_alone;
use crate::insight::health::Health;
use crate::insight::health::perception::Round;
use crate::insight::health::promises::Promises;
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::log::AlignmentState;
use crate::portfolio::survey::SurveyKind;

/// So many strains are named; the panels show the others.
const NAMED: usize = 3;

/// One sentence on how the relationship stands. Broken promises weigh more than silence, silence more than a difference of
/// opinion: that is the order in which trust is lost.
pub fn sentence(desk: &Desk<'_>, partner: &Partner, health: &Health) -> String {
    let name = &partner.profile.name;
    let strains: Vec<String> = [
        late(&health.promises.theirs, name, "is"),
        late(&health.promises.ours, "we", "are"),
        longest_silence(desk, &health.cadence),
        latest(health).and_then(apart),
        drifted(health),
        unheard(desk, partner, health),
    ]
    .into_iter()
    .flatten()
    .take(NAMED)
    .collect();
    if strains.is_empty() { calm(health) } else { format!("{}.", words::capital(&strains.join("; "))) }
}

/// The latest round on the health of the relationship.
pub fn latest(health: &Health) -> Option<&Round> {
    health.perception.iter().find(|round| round.kind == SurveyKind::Health)
}

fn late(promises: &Promises, who: &str, verb: &str) -> Option<String> {
    let overdue = promises.overdue();
    let longest = overdue.first()?;
    let days = words::plural(longest.days_overdue.unsigned_abs() as usize, "day");
    let by = if overdue.len() == 1 { format!("by {days}") } else { format!("the longest by {days}") };
    let count = words::number_word(overdue.len());
    Some(format!("{who} {verb} late with {count} promise{}, {by}", if overdue.len() == 1 { "" } else { "s" }))
}

fn apart(round: &Round) -> Option<String> {
    let widest = *round.apart().first()?;
    let (ours, theirs) = (widest.ours.mean()?, widest.theirs.mean()?);
    Some(format!(
        "the two see {} differently ({} to us, {} to them)",
        widest.dimension.trim(),
        mean_words(ours),
        mean_words(theirs)
    ))
}

/// Nobody knows how the two see it, though they are at work together.
fn unheard(desk: &Desk<'_>, partner: &Partner, health: &Health) -> Option<String> {
    if desk.phase(partner) != Some(Phase::Live) {
        return None;
    }
    match latest(health).map(Round::compared) {
        None => Some("no survey tells how the two see it".to_owned()),
        Some(0) => Some(match latest(health).and_then(asked_alone) {
            Some(side) => format!("only {side} asked how they see it"),
            None => "too few answered the survey to tell how the two see it".to_owned(),
        }),
        Some(_) => None,
    }
}

fn drifted(health: &Health) -> Option<String> {
    let count = health.alignment.iter().filter(|topic| topic.state == AlignmentState::Diverged).count();
    match count {
        0 => None,
        1 => Some("the aims of the two have drifted apart on one topic".to_owned()),
        count => {
            Some(format!("the aims of the two have drifted apart on {} topics", words::number_word(count)))
        }
    }
}

/// What is well, of what is known.
fn calm(health: &Health) -> String {
    let mut well = Vec::new();
    if !health.promises.ours.0.is_empty() || !health.promises.theirs.0.is_empty() {
        well.push("no promise is overdue".to_owned());
    }
    if !health.cadence.is_empty() {
        well.push("nobody is waiting too long today".to_owned());
    }
    match latest(health).map(Round::compared) {
        Some(0) | None => {}
        Some(1) => well.push("both sides see the one thing asked alike".to_owned()),
        Some(count) => {
            well.push(format!("both sides see all {} things asked alike", words::number_word(count)))
        }
    }
    if well.is_empty() {
        "Nothing is on record yet by which one could tell how the relationship stands.".to_owned()
    } else {
        format!("{}.", words::capital(&words::join(&well)))
    }
}
