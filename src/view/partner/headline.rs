//! The message of a partner's page, computed: how it stands, which way it moves, what wants a decision.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::desk::Desk;
use super::super::scorecard::{because, shown, until_mended};
use super::super::words;
use crate::facts::partner as facts;
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::words::State;
use crate::scorecard::whole;

/// One or two sentences on how the alliance stands.
pub fn sentence(desk: &Desk<'_>, partner: &Partner) -> String {
    let standing = standing(desk, partner);
    let wants = wants(desk, partner);
    if wants.is_empty() {
        format!("{standing}; no promise is overdue and no decision is waiting.")
    } else {
        format!("{standing}; {}.", words::join(&wants))
    }
}

fn standing(desk: &Desk<'_>, partner: &Partner) -> String {
    let phase = desk.phase(partner);
    let stage = facts::stage(partner).map(|stage| desk.stage_name(stage)).unwrap_or_default();
    let scores = desk.scores(&partner.id);
    let rated = scores.filter(|scores| scores.now().value.is_some());
    let Some(scores) = rated else {
        let last = scores.and_then(|scores| scores.quarters.iter().rev().find(|score| score.value.is_some()));
        let why = match last {
            Some(last) => {
                format!("last rated {} in {}", words::pill(last.state).word.to_lowercase(), last.quarter)
            }
            None => "no figures to rate it by yet".to_owned(),
        };
        return match phase {
            Some(Phase::Prospect | Phase::Qualification) => {
                format!("In qualification, at the stage {}", stage.to_lowercase())
            }
            Some(Phase::Closing) => format!("Ending; {why}"),
            Some(Phase::Parked) => format!("Parked; {why}"),
            _ => words::capital(&format!("not rated, {why}")),
        };
    };
    let now = scores.now();
    let value = now.value.map(|value| shown(desk.playbook, value)).unwrap_or_default();
    let change = match now.value.zip(scores.before().value).map(|(now, before)| (whole(now), whole(before))) {
        Some((now, before)) if now > before => {
            format!(", up {} since {}", words::decimal(now - before, 0), desk.quarter.plus(-1))
        }
        Some((now, before)) if now < before => {
            format!(", down {} since {}", words::decimal(before - now, 0), desk.quarter.plus(-1))
        }
        Some(_) => format!(", as in {}", desk.quarter.plus(-1)),
        None => String::new(),
    };
    let why = scores.last_change(desk.playbook).filter(|change| change.misleads());
    let why = why.map(|change| (change.in_tenths(), because(change)));
    let change = match why {
        Some((change, why)) if !why.is_empty() => {
            let way = match change.whole.cmp(&Decimal::ZERO) {
                Ordering::Less => format!("down {:.1}", change.whole.abs()),
                Ordering::Equal => "as high".to_owned(),
                Ordering::Greater => format!("up {:.1}", change.whole),
            };
            let since = if change.whole.is_zero() { "as in" } else { "since" };
            format!(", {way} {since} {} ({why})", desk.quarter.plus(-1))
        }
        _ => change,
    };
    let weakest = now.weakest().map(|(value, one)| (value, &one.name));
    let weak = match (now.state, weakest) {
        (State::OnTrack, Some((value, _))) if value >= desk.playbook.scorecard.on_track_from.0 => {
            String::new()
        }
        (_, Some((value, name))) => {
            format!(", weakest in the {} dimension ({})", name.to_lowercase(), words::decimal(value, 0))
        }
        (_, None) => String::new(),
    };
    let leaving = if phase == Some(Phase::Closing) { "Ending; " } else { "" };
    let held = match desk.held_back(&partner.id) {
        Some(errors) => format!("; on track by these figures alone, but {}", until_mended(errors)),
        None => String::new(),
    };
    let state = words::pill(desk.state(&partner.id)).word;
    format!("{leaving}{state} with {value} of 100 points{change}{weak}{held}")
}

fn wants(desk: &Desk<'_>, partner: &Partner) -> Vec<String> {
    let mut wants = Vec::new();
    let overdue = partner.commitments.iter().filter(|one| one.days_overdue(desk.as_of) > 0).count();
    if overdue > 0 {
        wants.push(format!("{} {} overdue", promises(overdue), if overdue == 1 { "is" } else { "are" }));
    }
    let open: Vec<_> = partner.decisions.iter().filter(|one| one.taken.is_none()).collect();
    if !open.is_empty() {
        let first = open.iter().filter_map(|one| one.needed_by).min();
        let by = first.map(|day| format!(" by {}", words::date(day))).unwrap_or_default();
        let count = words::number_word(open.len());
        let (noun, verb) = if open.len() == 1 { ("decision", "is") } else { ("decisions", "are") };
        let first = if open.len() > 1 && !by.is_empty() { format!(", the first{by}") } else { by };
        wants.push(format!("{count} {noun} {verb} needed{first}"));
    }
    wants
}

fn promises(count: usize) -> String {
    format!("{} promise{}", words::number_word(count), if count == 1 { "" } else { "s" })
}
