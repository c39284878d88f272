//! The portfolio as it was on a day: nothing dated later is there, and what ended later is still open.

use crate::portfolio::agreement::Agreement;
use crate::portfolio::assessment::Assessments;
use crate::portfolio::calendar::Date;
use crate::portfolio::commitment::Commitment;
use crate::portfolio::decision::Decision;
use crate::portfolio::exit::Exit;
use crate::portfolio::initiative::Initiative;
use crate::portfolio::issue::Issue;
use crate::portfolio::log::Entry;
use crate::portfolio::meeting::Meeting;
use crate::portfolio::people::Person;
use crate::portfolio::plan::Plan;
use crate::portfolio::profile::{Profile, Tenure};
use crate::portfolio::review::Review;
use crate::portfolio::risk::Risk;
use crate::portfolio::showstopper::Showstopper;
use crate::portfolio::{Item, Partner, Portfolio};

/// Takes out of a portfolio what was not yet so on a day.
pub fn see_as_of(portfolio: &mut Portfolio, day: Date) {
    portfolio.initiatives.values_mut().for_each(|initiative| initiative_as_of(&mut initiative.value, day));
    portfolio.initiatives.retain(|_, initiative| !initiative.stages.is_empty());
    portfolio.partners.values_mut().for_each(|partner| partner_as_of(partner, day));
    portfolio.people.iter_mut().for_each(|one| person(&mut one.value, day));
    if let Some(programme) = &mut portfolio.programme {
        programme.value.self_checks.retain(|check| check.on <= day);
        programme.value.reports.retain(|report| report.issued_on <= day);
        programme.value.moods.retain(|mood| mood.on <= day);
    }
}

/// Whoever joins later is known by name already.
fn person(person: &mut Person, day: Date) {
    forget(&mut person.until, day);
    person.certificates.retain(|one| one.granted_on <= day);
    person.training.retain(|one| one.on <= day);
    if let Some(plan) = &mut person.development_plan {
        forget(&mut plan.reviewed_on, day);
    }
    person.skills = person.skills.take().filter(|skills| skills.rated_on.is_none_or(|on| on <= day));
}

/// Takes out of a partner's records what was not yet so on a day.
pub fn partner_as_of(partner: &mut Partner, day: Date) {
    profile(&mut partner.profile.value, day);
    if let Some(proposition) = &mut partner.proposition {
        proposition.value.statuses.retain(|status| status.on <= day);
    }
    partner.proposition = partner.proposition.take().filter(|proposition| !proposition.statuses.is_empty());
    if let Some(record) = &mut partner.plan {
        plan(&mut record.value, day);
    }
    partner.plan = partner.plan.take().filter(|plan| !plan.statuses.is_empty());
    if let Some(stakeholders) = &mut partner.stakeholders {
        for stakeholder in &mut stakeholders.value.stakeholders {
            stakeholder.steps.retain(|step| step.on <= day);
            forget(&mut stakeholder.last_contact, day);
        }
        for pairing in &mut stakeholders.value.pairings {
            forget(&mut pairing.last_touch, day);
        }
    }
    agreements(&mut partner.agreements, day);
    partner.initiatives.values_mut().for_each(|initiative| initiative_as_of(&mut initiative.value, day));
    partner.initiatives.retain(|_, initiative| !initiative.stages.is_empty());
    keep(&mut partner.showstoppers, |one: &mut Showstopper| {
        one.deferrals.retain(|deferral| deferral.on <= day);
        if forget(&mut one.resolved_on, day) {
            one.resolution = None;
        }
        one.raised_on <= day
    });
    keep(&mut partner.commitments, |one: &mut Commitment| {
        one.moves.retain(|moved| moved.on <= day);
        one.closed = one.closed.take().filter(|closed| closed.on <= day);
        one.made_on <= day
    });
    keep(&mut partner.decisions, |one: &mut Decision| {
        one.taken = one.taken.take().filter(|taken| taken.on <= day);
        one.raised_on <= day
    });
    keep(&mut partner.risks, |one: &mut Risk| {
        one.ratings.retain(|rating| rating.on <= day);
        if forget(&mut one.closed_on, day) {
            one.closed_because = None;
        }
        one.raised_on <= day
    });
    keep(&mut partner.issues, |one: &mut Issue| {
        one.escalations.retain(|escalation| escalation.on <= day);
        if forget(&mut one.resolved_on, day) {
            one.resolution = None;
        }
        one.raised_on <= day
    });
    keep(&mut partner.log, |entry: &mut Entry| {
        if let Entry::Listening(entry) = entry
            && forget(&mut entry.closed_on, day)
        {
            entry.did = None;
        }
        if let Entry::Correction(entry) = entry
            && forget(&mut entry.closed_on, day)
        {
            entry.result_after = None;
        }
        entry.on() <= day
    });
    partner.surveys.retain(|survey| survey.on <= day);
    if let Some(record) = &mut partner.assessments {
        assessments(&mut record.value, day);
    }
    if let Some(record) = &mut partner.exit {
        exit(&mut record.value, day);
    }
    for observation in &mut partner.observations {
        if observation.as_of.is_some_and(|as_of| as_of > day) {
            observation.value.actual = None;
            observation.value.as_of = None;
            observation.value.source = None;
        }
    }
    partner.meetings.retain(|_, meeting| meeting.on <= day);
    partner.meetings.values_mut().for_each(|one| meeting(&mut one.record.value, day));
    let put: Vec<String> = partner.decisions.iter().map(|decision| decision.id.to_string()).collect();
    for one in partner.reviews.values_mut() {
        if review(&mut one.record.value, day) {
            // What is said in a review was said on its day.
            one.record.body.clear();
        }
        one.record.value.decisions_sought.retain(|id| put.iter().any(|known| known == id.as_str()));
    }
}

/// Takes a date out if it is later than a day; says whether it did.
fn forget(date: &mut Option<Date>, day: Date) -> bool {
    let later = date.is_some_and(|date| date > day);
    if later {
        *date = None;
    }
    later
}

fn keep<T>(items: &mut Vec<Item<T>>, mut keep: impl FnMut(&mut T) -> bool) {
    items.retain_mut(|item| keep(&mut item.value));
}

fn profile(profile: &mut Profile, day: Date) {
    profile.tiers.retain(|change| change.from <= day);
    profile.stages.retain(|change| change.from <= day);
    profile.gates.retain(|gate| gate.on <= day);
    tenures(&mut profile.alliance_managers, day);
    tenures(&mut profile.their_alliance_managers, day);
    profile.sponsors.retain(|sponsor| sponsor.from.is_none_or(|from| from <= day));
    for sponsor in &mut profile.sponsors {
        forget(&mut sponsor.until, day);
    }
    profile.investment_cases.retain(|case| case.on <= day);
    for contact in &mut profile.contacts {
        forget(&mut contact.left_on, day);
    }
    for expectation in &mut profile.expectations {
        forget(&mut expectation.acknowledged_on, day);
    }
}

fn tenures<T>(tenures: &mut Vec<Tenure<T>>, day: Date) {
    tenures.retain(|tenure| tenure.from <= day);
    for tenure in tenures {
        forget(&mut tenure.until, day);
    }
}

fn plan(plan: &mut Plan, day: Date) {
    plan.statuses.retain(|status| status.on <= day);
    plan.revision_log.retain(|revision| revision.on <= day);
    if forget(&mut plan.reviewed_on, day) {
        plan.reviewed_by = None;
    }
    if forget(&mut plan.partner_reviewed_on, day) {
        plan.partner_reviewed_by = None;
    }
    for objective in &mut plan.objectives {
        forget(&mut objective.reached_on, day);
        if forget(&mut objective.dropped_on, day) {
            objective.dropped_because = None;
        }
    }
    for action in &mut plan.actions {
        forget(&mut action.done_on, day);
    }
}

fn agreements(agreements: &mut Vec<Item<Agreement>>, day: Date) {
    keep(agreements, |agreement| {
        forget(&mut agreement.terminated_on, day);
        forget(&mut agreement.notice_given_on, day);
        for obligation in &mut agreement.obligations {
            obligation.met.retain(|met| met.on <= day);
            forget(&mut obligation.waived_on, day);
        }
        agreement.signed_on.is_none_or(|signed| signed <= day)
    });
}

/// Takes out of an initiative what was not yet so on a day.
pub fn initiative_as_of(initiative: &mut Initiative, day: Date) {
    initiative.stages.retain(|change| change.from <= day);
    initiative.gates.retain(|gate| gate.on <= day);
    initiative.iterations.retain(|iteration| iteration.launched_on <= day);
    initiative.proof_points.retain(|proof| proof.on <= day);
    initiative.stances.retain(|stance| stance.noted_on.is_none_or(|noted| noted <= day));
    initiative.blockers.retain(|blocker| blocker.since <= day);
    for blocker in &mut initiative.blockers {
        forget(&mut blocker.cleared_on, day);
    }
    initiative.completion = initiative.completion.take().filter(|completion| completion.ended_on <= day);
}

fn assessments(assessments: &mut Assessments, day: Date) {
    assessments.six_signs.retain(|one| one.on <= day);
    assessments.dream_killers.retain(|one| one.on <= day);
    assessments.selection.retain(|one| one.on <= day);
    assessments.baselines.retain(|one| one.on <= day);
}

fn exit(exit: &mut Exit, day: Date) {
    exit.decision = exit.decision.take().filter(|decision| decision.on <= day);
    exit.approvals.retain(|approval| approval.on <= day);
    exit.review = exit.review.take().filter(|review| review.on <= day);
    if let Some(notice) = &mut exit.notice {
        forget(&mut notice.given_on, day);
    }
    for step in &mut exit.steps {
        forget(&mut step.done_on, day);
    }
}

fn meeting(meeting: &mut Meeting, day: Date) {
    meeting.approved_by_us = meeting.approved_by_us.take().filter(|approved| approved.on <= day);
    meeting.approved_by_them = meeting.approved_by_them.take().filter(|approved| approved.on <= day);
    meeting.amendments.retain(|amendment| amendment.on <= day);
}

/// Cuts a review to a day; says whether it was held only later.
fn review(review: &mut Review, day: Date) -> bool {
    let later = forget(&mut review.held_on, day);
    if later {
        review.headline = None;
        review.internal_note = None;
        review.dispositions.clear();
        review.commitments.clear();
        review.changed_targets.clear();
    }
    review.agreed_by_us = review.agreed_by_us.take().filter(|approved| approved.on <= day);
    review.agreed_by_them = review.agreed_by_them.take().filter(|approved| approved.on <= day);
    later
}
