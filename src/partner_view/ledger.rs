//! Promises, decisions, risks, issues and show-stoppers.

use super::share::{Ground, Parent};
use super::{Commitment, Decision, Issue, Outcome, Risk, Showstopper};
use crate::insight::outcomes::{Said, made_in, outcomes};
use crate::playbook::shape::Shareable;
use crate::portfolio::Item;
use crate::portfolio::commitment::Commitment as Promise;
use crate::portfolio::decision::Decision as Asked;

fn open(promise: &Item<Promise>, ground: &Ground<'_>) -> bool {
    let parent = Parent {
        initiative: promise.initiative.as_ref(),
        objective: promise.objective.as_ref().map(|id| id.as_str()),
        occasion: promise.made_at.as_ref(),
        ..Parent::default()
    };
    ground.lets(Shareable::Commitments, promise.audience, parent, &promise.text, &promise.place)
}

fn promise(ground: &Ground<'_>, one: &Promise) -> Commitment {
    let (due, first) = (one.due_now(), one.due_first());
    Commitment {
        text: one.text.clone(),
        side: one.side,
        owner: one.owner.as_ref().and_then(|id| ground.name(id.as_str())),
        due,
        first_due: first.filter(|first| Some(*first) != due),
    }
}

/// What became of each earlier promise.
pub(super) fn last_commitments(ground: &Ground<'_>) -> Option<Vec<Outcome>> {
    ground.gate.list(
        Shareable::Commitments,
        outcomes(ground.partner, Said::by(ground.review), ground.year(), ground.days.0, ground.day),
        |one| open(one.promise, ground),
        |one| Outcome {
            promise: Commitment { due: one.due(), ..promise(ground, one.promise) },
            outcome: one.outcome,
            why: one.said.and_then(|said| said.why.clone()),
        },
    )
}

/// The promises that were made in the review.
pub(super) fn commitments(ground: &Ground<'_>) -> Option<Vec<Commitment>> {
    ground.gate.list(
        Shareable::Commitments,
        made_in(ground.partner, ground.review, ground.year()),
        |item| open(item, ground),
        |item| promise(ground, item),
    )
}

pub(super) fn decisions(ground: &Ground<'_>) -> Option<Vec<Decision>> {
    let sought = &ground.review.record.decisions_sought;
    let all = ground.partner.decisions.iter().filter(|one| {
        let named = sought.iter().any(|id| *id == one.id);
        named || (sought.is_empty() && one.for_review && one.taken.is_none())
    });
    ground.gate.list(
        Shareable::Decisions,
        all,
        |item| {
            ground.lets(
                Shareable::Decisions,
                item.audience,
                Parent::initiative(item.initiative.as_ref()),
                &item.question,
                &item.place,
            )
        },
        |item| decision(ground, item),
    )
}

fn decision(ground: &Ground<'_>, one: &Asked) -> Decision {
    let recommended = |id: &str| one.recommended.as_ref().is_some_and(|choice| choice.as_str() == id);
    Decision {
        question: one.question.clone(),
        options: one
            .options
            .iter()
            .map(|option| (option.text.clone(), recommended(option.id.as_str())))
            .collect(),
        why: one.why.clone(),
        decider: one.decider.as_ref().and_then(|id| ground.name(id.as_str())),
        needed_by: one.needed_by,
    }
}

pub(super) fn risks(ground: &Ground<'_>) -> Option<Vec<Risk>> {
    let open = ground.partner.risks.iter().filter(|one| one.closed_on.is_none());
    ground.gate.list(
        Shareable::Risks,
        open,
        |item| {
            ground.lets(
                Shareable::Risks,
                item.audience,
                Parent::initiative(item.initiative.as_ref()),
                &item.text,
                &item.place,
            )
        },
        |item| Risk {
            text: item.text.clone(),
            response: item.response.clone(),
            next_step: item.next_step.clone(),
            owner: item.owner.as_ref().and_then(|id| ground.name(id.as_str())),
        },
    )
}

pub(super) fn issues(ground: &Ground<'_>) -> Option<Vec<Issue>> {
    let now = ground.partner.issues.iter().filter(|one| one.resolved_on.is_none_or(|on| ground.lately(on)));
    ground.gate.list(
        Shareable::Issues,
        now,
        |item| {
            ground.lets(
                Shareable::Issues,
                item.audience,
                Parent::initiative(item.initiative.as_ref()),
                &item.text,
                &item.place,
            )
        },
        |item| Issue {
            text: item.text.clone(),
            kind: item.kind,
            raised_on: item.raised_on,
            response: item.response.clone(),
            next_step: item.next_step.clone(),
            owner: item.owner.as_ref().and_then(|id| ground.name(id.as_str())),
            resolution: item.resolution.clone(),
            resolved_on: item.resolved_on,
        },
    )
}

pub(super) fn showstoppers(ground: &Ground<'_>) -> Option<Vec<Showstopper>> {
    ground.gate.list(
        Shareable::Showstoppers,
        &ground.partner.showstoppers,
        |item| {
            let what = item.question.as_deref().unwrap_or(item.id.as_str());
            ground.lets(
                Shareable::Showstoppers,
                item.audience,
                Parent::initiative(item.initiative.as_ref()),
                what,
                &item.place,
            )
        },
        |item| Showstopper {
            question: item.question.clone(),
            topic: item.topic,
            their_position: item.their_position.clone(),
            resolution: item.resolution.clone(),
        },
    )
}
