//! Initiatives, plan, governance, survey, agreements: what both sides work on and by which rules.

use super::figures::{landings, shown};
use super::share::{Ground, Parent};
use super::{
    Action, Agreement, Answers, Asked, Body, Coopetition, Expectation, Initiative, Meeting, Objective, Proof,
    Survey, Why,
};
use crate::facts::as_of::initiative_as_of;
use crate::playbook::shape::Shareable;
use crate::portfolio::Record;
use crate::portfolio::initiative::Initiative as Work;
use crate::portfolio::plan::{self, Plan};
use crate::portfolio::survey::Aggregate;
use crate::portfolio::words::Audience;
use crate::scorecard::Series;

/// Answers of fewer people than this could be told apart.
const FEWEST: u32 = 3;

/// Initiatives with this partner, and those of several that it is a party to; those that ended before the quarter are left out.
pub(super) fn initiatives(ground: &Ground<'_>) -> Option<Vec<Initiative>> {
    let own = ground.partner.initiatives.values().cloned();
    let shared = ground.portfolio.shared_initiatives(&ground.partner.id).map(|(_, record)| {
        let mut record = record.clone();
        initiative_as_of(&mut record.value, ground.day);
        record
    });
    let mut all: Vec<Record<Work>> = own.chain(shared).filter(|one| !one.stages.is_empty()).collect();
    all.retain(|one| one.completion.as_ref().is_none_or(|end| ground.lately(end.ended_on)));
    all.sort_by(|a, b| (a.motion, &a.title).cmp(&(b.motion, &b.title)));
    ground.gate.list(
        Shareable::Initiatives,
        &all,
        |one| ground.gate.lets(Shareable::Initiatives, one.audience, &one.title, &one.place()),
        |one| {
            if !one.stances.is_empty() {
                ground.gate.hold(
                    "stances",
                    &format!("who thinks what of {}", one.title),
                    Why::Never,
                    &one.place(),
                );
            }
            initiative(ground, one)
        },
    )
}

fn initiative(ground: &Ground<'_>, one: &Work) -> Initiative {
    let parties = one.partners.iter().filter(|id| id.as_str() != ground.partner.id);
    let party = |id: &str| ground.portfolio.partners.get(id).map(|partner| partner.profile.name.clone());
    let stage = one.stages.last().map(|change| {
        let stage = ground.playbook.stage(change.stage.as_str());
        (stage.map_or_else(|| change.stage.to_string(), |stage| stage.name.clone()), change.from)
    });
    let owners = one.owner.iter().map(|id| id.as_str()).chain(one.their_owners.iter().map(|id| id.as_str()));
    let sponsors = one.sales_sponsor.iter().chain(&one.executive_sponsor).map(|id| id.as_str());
    let open = one.blockers.iter().filter(|blocker| blocker.cleared_on.is_none());
    Initiative {
        title: one.title.clone(),
        summary: one.summary.clone(),
        parties: parties.filter_map(|id| party(id.as_str())).collect(),
        motion: one.motion,
        stage: stage.unwrap_or_else(|| (String::new(), ground.day)),
        owners: ground.names(owners),
        sponsors: ground.names(sponsors),
        blockers: open.map(|blocker| (blocker.text.clone(), blocker.since)).collect(),
        launched: one.iterations.last().and_then(|last| Some((last.what.clone()?, last.launched_on))),
        proofs: one
            .proof_points
            .iter()
            .map(|one| Proof { customer: one.customer.clone(), result: one.result.clone(), on: one.on })
            .collect(),
        ended_on: one.completion.as_ref().map(|end| end.ended_on),
    }
}

pub(super) fn survey(ground: &Ground<'_>) -> Option<Option<Survey>> {
    let kind = Shareable::Surveys;
    let mut rounds: Vec<_> = ground.partner.surveys.iter().collect();
    rounds.sort_by_key(|round| round.on);
    let passed: Vec<_> = rounds
        .into_iter()
        .filter(|round| {
            let what = format!("the round of {}", round.on);
            ground.gate.lets(kind, round.audience, &what, &round.place)
        })
        .collect();
    let mean = |side: &Option<Aggregate>| {
        side.as_ref().filter(|one| one.n >= FEWEST).map(|one| Answers { mean: one.mean.0, count: one.n })
    };
    ground.gate.opens(kind).then(|| {
        passed.last().map(|round| Survey {
            on: round.on,
            items: round
                .items
                .iter()
                .map(|item| Asked {
                    about: item.dimension.clone(),
                    ours: mean(&item.ours),
                    theirs: mean(&item.theirs),
                })
                .collect(),
        })
    })
}

pub(super) fn bodies(ground: &Ground<'_>) -> Option<Vec<Body>> {
    let governance = ground.partner.governance.iter();
    let bodies = governance.flat_map(|record| record.bodies.iter().map(move |body| (record, body)));
    let now = bodies.filter(|(_, body)| body.until.is_none_or(|until| until > ground.day));
    let last_met = |id: &str| {
        let of_it = ground.partner.meetings.values().filter(|meeting| {
            meeting.record.value.body.as_ref().is_some_and(|body| body.as_str() == id)
                && meeting.record.audience != Some(Audience::Internal)
        });
        of_it.map(|meeting| meeting.on).max()
    };
    ground.gate.list(
        Shareable::Governance,
        now,
        |(record, body)| ground.gate.lets(Shareable::Governance, None, &body.name, &record.place()),
        |(_, body)| Body {
            name: body.name.clone(),
            level: body.level,
            every: body.every,
            last_met: ground.gate.opens(Shareable::Meetings).then(|| last_met(body.id.as_str())).flatten(),
        },
    )
}

pub(super) fn meetings(ground: &Ground<'_>) -> Option<Vec<Meeting>> {
    let lately = ground.partner.meetings.values().filter(|meeting| ground.lately(meeting.on));
    ground.gate.list(
        Shareable::Meetings,
        lately,
        |one| {
            ground.gate.lets(Shareable::Meetings, one.record.audience, &one.record.title, &one.record.place())
        },
        |one| Meeting { on: one.on, title: one.record.title.clone() },
    )
}

pub(super) fn expectations(ground: &Ground<'_>) -> Option<Vec<Expectation>> {
    let profile = &ground.partner.profile;
    ground.gate.list(
        Shareable::Expectations,
        &profile.expectations,
        |one| {
            let parent = Parent { metric: one.metric.as_ref(), ..Parent::default() };
            ground.lets(Shareable::Expectations, one.audience, parent, &one.text, &profile.place())
        },
        |one| Expectation { text: one.text.clone(), side: one.side, acknowledged_on: one.acknowledged_on },
    )
}

/// The objectives of the plan that are open, or were reached in the quarter; nothing of a plan that is internal.
pub(super) fn objectives(ground: &Ground<'_>) -> Option<Vec<Objective>> {
    let kind = Shareable::Plan;
    let plan = ground.partner.plan.as_ref();
    let plan = plan.filter(|plan| ground.gate.lets(kind, plan.audience, &plan.title, &plan.place()));
    let now = plan
        .into_iter()
        .flat_map(|plan| plan.objectives.iter().map(move |one| (plan, one)))
        .filter(|(_, one)| one.dropped_on.is_none() && one.reached_on.is_none_or(|on| ground.lately(on)));
    let series = shown(ground);
    ground.gate.list(
        kind,
        now,
        |(plan, one)| {
            let parent = Parent { objective: Some(one.id.as_str()), ..Parent::default() };
            ground.lets(kind, one.audience, parent, &one.text, &plan.place())
        },
        |(plan, one)| objective(ground, plan, one, &series),
    )
}

fn objective(ground: &Ground<'_>, of: &Plan, one: &plan::Objective, series: &[Series]) -> Objective {
    let year = ground.portfolio.settings.fiscal_year;
    let metrics = one.metrics.iter().map(|id| id.as_str());
    let landings = match one.due {
        Some(due) if ground.gate.opens(Shareable::Metrics) && one.reached_on.is_none() => {
            landings(ground, series, metrics, year.quarter_of(due))
        }
        _ => Vec::new(),
    };
    let mine = of.actions.iter().filter(|action| action.objective.as_ref().is_some_and(|id| *id == one.id));
    Objective {
        text: one.text.clone(),
        owner: one.owner.as_ref().and_then(|id| ground.name(id.as_str())),
        due: one.due,
        reached_on: one.reached_on,
        landings,
        actions: mine
            .map(|action| Action {
                text: action.text.clone(),
                side: action.side,
                due: action.due,
                done_on: action.done_on,
            })
            .collect(),
    }
}

pub(super) fn agreements(ground: &Ground<'_>) -> Option<Vec<Agreement>> {
    let in_force = ground.partner.agreements.iter().filter(|one| one.in_force(ground.day));
    ground.gate.list(
        Shareable::Agreements,
        in_force,
        |one| {
            let what = one.title.as_deref().unwrap_or(one.id.as_str());
            ground.gate.lets(Shareable::Agreements, one.audience, what, &one.place)
        },
        |one| Agreement {
            title: one.title.clone(),
            kind: one.kind,
            signed_on: one.signed_on,
            expires_on: one.expires_on,
        },
    )
}

pub(super) fn coopetition(ground: &Ground<'_>) -> Option<Option<Coopetition>> {
    let profile = &ground.partner.profile;
    let found = profile.coopetition.as_ref();
    if found.is_some_and(|one| !one.info_barriers.is_empty()) {
        ground.gate.hold("information barriers", "what must not be shared", Why::Never, &profile.place());
    }
    let kind = Shareable::Coopetition;
    let passed = found.filter(|_| {
        ground.gate.lets(kind, None, "where we compete and where we cooperate", &profile.place())
    });
    ground.gate.opens(kind).then(|| {
        passed.map(|one| Coopetition {
            compete: one.compete_areas.clone(),
            cooperate: one.cooperate_areas.clone(),
            rules: one.rules_of_engagement.clone(),
        })
    })
}
