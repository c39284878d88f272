//! Facts about what the records of one alliance add up to: plan and reviews, surveys and assessments, wins and
//! ideas, metrics, governance, activity. They stand beside the facts of `of_partner`, under the partner's name.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Kind::{Bool, Date as Day, Int, Text, Texts};
use super::of_meetings::held;
use super::of_partner::{contacts, live_since};
use super::worth::{Worth, worth};
use super::{Fact, Known, date, texts, unique, word};
use crate::playbook::shape::{Cadences, Phase};
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Interval, Period, Quarter};
use crate::portfolio::commitment::PromiseOutcome;
use crate::portfolio::log::{AlignmentState, Entry};
use crate::portfolio::plan::PlanStatus;
use crate::portfolio::survey::SurveyKind;
use crate::portfolio::words::{Side, State};
use crate::record::{Ref, Value};

/// Facts about an alliance as a whole.
pub static ALLIANCE: &[Fact<Partner>] = &[
    Fact::new(
        "plan_agreed",
        Bool,
        "",
        "Whether a joint business plan is active and somebody of theirs has reviewed it.",
        |one, _| plan_agreed(one).into(),
    ),
    Fact::new("last_review_on", Day, "", "The day of the last review that was held.", |one, _| {
        date(last_review(one))
    }),
    Fact::new(
        "days_since_review",
        Int,
        "days",
        "Days since a review was held; without one, since the alliance went live.",
        |one, known| known.days_since(last_review(one).or(live_since(one, known))),
    ),
    Fact::new(
        "last_survey_on",
        Day,
        "",
        "The day of the last health survey that both sides answered.",
        |one, _| date(last_survey(one)),
    ),
    Fact::new(
        "days_since_survey",
        Int,
        "days",
        "Days since a health survey that both sides answered; without one, since the alliance went live.",
        |one, known| known.days_since(last_survey(one).or(live_since(one, known))),
    ),
    Fact::new(
        "days_since_experience",
        Int,
        "days",
        "Days since their experience of us was measured, by a survey or by the metric `partner-experience`; without that, since the alliance went live.",
        |one, known| {
            let surveys = one.surveys.iter().filter(|survey| survey.kind == SurveyKind::PartnerExperience);
            let measured = known
                .standing
                .metrics
                .get("partner-experience")
                .and_then(|metric| metric.measured.iter().max());
            let fiscal = known.portfolio.settings.fiscal_year;
            let metric = measured.map(|&quarter| fiscal.last_day(quarter).min(known.as_of));
            known.days_since(surveys.map(|survey| survey.on).chain(metric).max().or(live_since(one, known)))
        },
    ),
    Fact::new(
        "days_since_health",
        Int,
        "days",
        "Days since the health of the alliance was last known: a survey, a baseline, or the end of a quarter with a score; without any, since it went live.",
        |one, known| {
            let surveys =
                one.surveys.iter().filter(|survey| survey.kind == SurveyKind::Health).map(|survey| survey.on);
            let baselines =
                one.assessments.iter().flat_map(|record| &record.baselines).map(|baseline| baseline.on);
            let fiscal = known.portfolio.settings.fiscal_year;
            let rated = known.standing.states.iter().find(|(_, state)| *state != State::NotRated);
            let score = rated.map(|(quarter, _)| fiscal.last_day(*quarter));
            known.days_since(surveys.chain(baselines).chain(score).max().or(live_since(one, known)))
        },
    ),
    Fact::new("six_signs_on", Day, "", "The day on which the six signs were last looked for.", |one, _| {
        date(signs(one).map(|(on, _)| on))
    }),
    Fact::new("six_signs", Int, "signs", "How many of the six signs were seen then.", |one, _| {
        Value::maybe(signs(one).map(|(_, count)| count as i64))
    }),
    Fact::new(
        "six_signs_walk_away",
        Int,
        "signs",
        "The playbook's limit: walk away at so many or fewer.",
        |_, known| Value::Int(known.playbook.six_signs.walk_away.into()),
    ),
    Fact::new(
        "days_since_killers",
        Int,
        "days",
        "Days since the eight dream killers were looked for; without that, since the alliance went live.",
        |one, known| {
            let looked = one
                .assessments
                .iter()
                .flat_map(|record| &record.dream_killers)
                .map(|killers| killers.on)
                .max();
            known.days_since(looked.or(live_since(one, known)))
        },
    ),
    Fact::new(
        "days_since_listening",
        Int,
        "days",
        "Days since something that we heard was written down; without that, since the alliance went live.",
        |one, known| since_entry(one, known, |entry| matches!(entry, Entry::Listening(_))),
    ),
    Fact::new(
        "days_since_win",
        Int,
        "days",
        "Days since a win; without one, since the alliance went live.",
        |one, known| since_entry(one, known, |entry| matches!(entry, Entry::Win(_))),
    ),
    Fact::new(
        "days_since_shared_win",
        Int,
        "days",
        "Days since a win that was told to somebody; without one, since the alliance went live.",
        |one, known| {
            since_entry(one, known, |entry| matches!(entry, Entry::Win(win) if !win.told_to.is_empty()))
        },
    ),
    Fact::new(
        "days_since_advocacy",
        Int,
        "days",
        "Days since we stood up for them inside our own house; without that, since the alliance went live.",
        |one, known| since_entry(one, known, |entry| matches!(entry, Entry::Advocacy(_))),
    ),
    Fact::new(
        "days_since_deep_dive",
        Int,
        "days",
        "Days since a deep dive: a meeting or an inspection; nothing if there was none.",
        |one, known| known.days_since(last_deep_dive(one)),
    ),
    Fact::new("ideas_last_year", Int, "ideas", "Ideas written down in the last 365 days.", |one, known| {
        Value::count(
            entries(one)
                .filter(|entry| matches!(entry, Entry::Idea(idea) if known.within(idea.on, 365)))
                .count(),
        )
    }),
    Fact::new(
        "their_ideas_last_year",
        Int,
        "ideas",
        "Those that came from them, or from both.",
        |one, known| {
            let theirs = |entry: &&Entry| matches!(entry, Entry::Idea(idea) if idea.origin != Side::Ours && known.within(idea.on, 365));
            Value::count(entries(one).filter(theirs).count())
        },
    ),
    Fact::new(
        "disagreements_last_year",
        Int,
        "records",
        "Dissent in decisions, conflicts with their interests written down, and aims that drifted apart, in the last 365 days.",
        |one, known| Value::count(disagreements_last_year(one, known)),
    ),
    Fact::new(
        "larger_value_share",
        Int,
        "%",
        "The larger side's share of the value that was logged, at each quarter's rate; entries without a rate are left out, and there is nothing if no value was logged.",
        |one, known| {
            let (mut ours, mut theirs) = (Decimal::ZERO, Decimal::ZERO);
            for entry in entries(one) {
                if let Entry::Value(value) = entry
                    && let Worth::Priced { ours: to_us, theirs: to_them } =
                        worth(&known.portfolio.settings, value)
                {
                    ours = ours.saturating_add(to_us);
                    theirs = theirs.saturating_add(to_them);
                }
            }
            // Who lost more than it gained has no share of a whole.
            let whole = ours.checked_add(theirs).filter(|_| !ours.min(theirs).is_sign_negative());
            let share = whole
                .and_then(|whole| ours.max(theirs).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole));
            Value::maybe(share.and_then(|share| {
                i64::try_from(
                    share.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
                )
                .ok()
            }))
        },
    ),
    Fact::new(
        "days_since_investment_case",
        Int,
        "days",
        "Days since the case for investing was made; without one, since the alliance went live.",
        |one, known| {
            let made = one.profile.investment_cases.iter().map(|case| case.on).max();
            known.days_since(made.or(live_since(one, known)))
        },
    ),
    Fact::new(
        "days_since_activity",
        Int,
        "days",
        "Days since anything happened: a contact, a review, a promise, a decision, an entry of the log that is more than a note, or else its first stage.",
        |one, known| known.days_since(last_activity(one)),
    ),
    Fact::new(
        "open_initiatives",
        Int,
        "initiatives",
        "Initiatives that have not ended, shared ones included.",
        |one, known| Value::count(initiatives(one, known).count()),
    ),
    Fact::new("motions", Texts, "", "The joint motions of its open initiatives, each once.", |one, known| {
        let motions: BTreeSet<_> =
            initiatives(one, known).filter_map(|initiative| initiative.motion).collect();
        texts(motions.iter().map(word))
    }),
    Fact::new(
        "outcome_classes",
        Texts,
        "",
        "The classes of outcome that its metrics cover, each once.",
        |one, known| {
            let metrics =
                one.profile.metrics.iter().filter_map(|metric| known.playbook.metric(metric.as_str()));
            let classes: BTreeSet<_> = metrics.filter_map(|metric| metric.outcome_class).collect();
            texts(classes.iter().map(word))
        },
    ),
    Fact::new(
        "unmeasured_metrics",
        Texts,
        "",
        "Its metrics without a figure for the quarter that closed last, in the partner's calendar; a metric that is measured less often may be as old as its rhythm.",
        |one, known| unique(unmeasured(one, known)),
    ),
    Fact::new(
        "days_since_quarter_end",
        Int,
        "days",
        "Days since the last closed quarter ended.",
        |_, known| known.days_since_quarter_end(),
    ),
    Fact::new(
        "uncorrected_metrics",
        Texts,
        "",
        "Its metrics that were off track in the last two closed quarters, without a course correction since the first of them began.",
        |one, known| {
            let fiscal = known.portfolio.settings.fiscal_year;
            let since = fiscal.first_day(known.closed_quarter().plus(-1));
            let corrected = |metric: &str| {
                entries(one).any(|entry| matches!(entry, Entry::Correction(correction)
                if correction.on >= since && correction.trigger.as_ref().is_some_and(|trigger| trigger.as_str() == metric)))
            };
            let red = known.standing.metrics.iter().filter(|(metric, standing)| {
                let states = &standing.states;
                states.len() >= 2
                    && states[..2].iter().all(|(_, state)| *state == State::OffTrack)
                    && !corrected(metric)
            });
            unique(red.map(|(metric, _)| metric))
        },
    ),
    Fact::new(
        "corrections_last_year",
        Int,
        "corrections",
        "Course corrections of the last 365 days.",
        |one, known| {
            Value::count(
                entries(one)
                    .filter(|entry| matches!(entry, Entry::Correction(one) if known.within(one.on, 365)))
                    .count(),
            )
        },
    ),
    Fact::new(
        "governance_levels",
        Int,
        "levels",
        "On how many levels a governance body meets today.",
        |one, known| {
            let levels: BTreeSet<_> = bodies(one, known).map(|body| body.level).collect();
            Value::count(levels.len())
        },
    ),
    Fact::new(
        "double_seated",
        Texts,
        "",
        "Our people who sit on more than one level and are not the alliance manager.",
        |one, known| {
            let manager = super::partner::alliance_manager(one, known.as_of).map(Ref::as_str);
            let mut seats: BTreeSet<(&str, _)> = BTreeSet::new();
            for body in bodies(one, known) {
                seats.extend(body.ours.iter().map(|person| (person.as_str(), body.level)));
            }
            let twice = seats
                .iter()
                .filter(|(person, _)| seats.iter().filter(|(other, _)| other == person).count() > 1);
            unique(
                twice
                    .map(|(person, _)| *person)
                    .filter(|person| Some(*person) != manager)
                    .map(|person| known.name(person)),
            )
        },
    ),
    Fact::new("agreements_in_force", Int, "agreements", "Agreements in force today.", |one, known| {
        Value::count(one.agreements.iter().filter(|agreement| agreement.in_force(known.as_of)).count())
    }),
    Fact::new(
        "kept_rate_ours",
        Int,
        "%",
        "Our promises that were kept, of those that were closed; nothing if none was.",
        |one, known| kept(one, known, Side::Ours),
    ),
    Fact::new(
        "kept_rate_theirs",
        Int,
        "%",
        "Their promises that were kept, of those that were closed; nothing if none was.",
        |one, known| kept(one, known, Side::Theirs),
    ),
    Fact::new(
        "dropped_promises_last_year",
        Int,
        "promises",
        "Promises given up in the last 365 days.",
        |one, known| {
            let closed = one.commitments.iter().filter_map(|promise| promise.closed.as_ref());
            Value::count(
                closed
                    .filter(|closed| {
                        closed.outcome == PromiseOutcome::Dropped && known.within(closed.on, 365)
                    })
                    .count(),
            )
        },
    ),
    Fact::new(
        "contact_every_days",
        Int,
        "days",
        "How often the playbook asks for any contact in this tier.",
        |one, known| cadence(one, known, |cadences| cadences.contact),
    ),
    Fact::new(
        "review_every_days",
        Int,
        "days",
        "How often the playbook asks for a review in this tier.",
        |one, known| cadence(one, known, |cadences| cadences.review),
    ),
    Fact::new(
        "survey_every_days",
        Int,
        "days",
        "How often the playbook asks for a two-sided survey in this tier.",
        |one, known| cadence(one, known, |cadences| cadences.survey),
    ),
    Fact::new("current_quarter", super::Kind::Quarter, "", "The quarter that holds the day.", |_, known| {
        quarter(known.quarter())
    }),
    Fact::new("closed_quarter", super::Kind::Quarter, "", "The last quarter that has ended.", |_, known| {
        quarter(known.closed_quarter())
    }),
    Fact::new("main_kind", Text, "", "The first of its kinds.", |one, _| {
        one.profile.kinds.first().map_or(Value::Nothing, word)
    }),
];

/// Whether a joint business plan is active and somebody of theirs has reviewed it.
pub(crate) fn plan_agreed(partner: &Partner) -> bool {
    partner.plan.as_ref().is_some_and(|plan| {
        plan.partner_reviewed_by.is_some()
            && plan.statuses.last().is_some_and(|status| status.status == PlanStatus::Active)
    })
}

/// The day of the last deep dive: a meeting or an inspection.
pub(crate) fn last_deep_dive(partner: &Partner) -> Option<Date> {
    let meetings =
        partner.meetings.values().filter(|meeting| meeting.record.deep_dive).map(|meeting| meeting.on);
    let inspections =
        entries(partner).filter(|entry| matches!(entry, Entry::Inspection(look) if look.deep_dive));
    meetings.chain(inspections.map(Entry::on)).max()
}

/// The last day on which anything happened: a contact, a review, a promise, a decision, an entry of the log that is
/// more than a note, or else its first stage.
pub(crate) fn last_activity(partner: &Partner) -> Option<Date> {
    let contacts = contacts(partner).map(|contact| contact.on);
    // What is only a note among us is nothing that happened.
    let entries = entries(partner).filter(|entry| !matches!(entry, Entry::Note(_))).map(Entry::on);
    let promises = partner.commitments.iter().flat_map(|promise| {
        std::iter::once(promise.made_on).chain(promise.closed.as_ref().map(|closed| closed.on))
    });
    let decisions = partner.decisions.iter().flat_map(|decision| {
        std::iter::once(decision.raised_on).chain(decision.taken.as_ref().map(|taken| taken.on))
    });
    contacts
        .chain(entries)
        .chain(promises)
        .chain(decisions)
        .chain(last_review(partner))
        .chain(partner.profile.stages.first().map(|change| change.from))
        .max()
}

fn entries(partner: &Partner) -> impl Iterator<Item = &Entry> {
    partner.log.iter().map(|entry| &entry.value)
}

fn since_entry(partner: &Partner, known: &Known<'_>, wanted: impl Fn(&Entry) -> bool) -> Value {
    let last = entries(partner).filter(|entry| wanted(entry)).map(Entry::on).max();
    known.days_since(last.or(live_since(partner, known)))
}

/// The metrics of a partner that nobody has measured in time.
fn unmeasured<'a>(partner: &'a Partner, known: &Known<'_>) -> Vec<&'a str> {
    let ours = known.portfolio.settings.fiscal_year;
    let theirs = partner.fiscal_year(ours);
    let period = Period { quarter: theirs.last_closed(known.as_of), theirs: true };
    let closed = period.in_ours(ours, theirs).min(known.closed_quarter());
    let measured = |id: &str| {
        let last = known.standing.metrics.get(id).and_then(|standing| standing.measured.iter().max());
        let holds = |&last: &Quarter| {
            let metric = known.playbook.metric(id);
            last >= closed || metric.is_some_and(|metric| !metric.is_due(Some(last), closed, ours))
        };
        last.is_some_and(holds)
    };
    partner.profile.metrics.iter().map(Ref::as_str).filter(|id| !measured(id)).collect()
}

/// The day of the last review that was held.
pub(crate) fn last_review(partner: &Partner) -> Option<Date> {
    partner.reviews.values().filter_map(|review| held(&review.record)).max()
}

/// The day of the last health survey that both sides answered.
pub(crate) fn last_survey(partner: &Partner) -> Option<Date> {
    let two_sided = partner.surveys.iter().filter(|survey| {
        survey.kind == SurveyKind::Health
            && survey.items.iter().any(|item| item.ours.is_some())
            && survey.items.iter().any(|item| item.theirs.is_some())
    });
    two_sided.map(|survey| survey.on).max()
}

fn signs(partner: &Partner) -> Option<(Date, usize)> {
    let looked = partner.assessments.iter().flat_map(|record| &record.six_signs);
    looked.map(|signs| (signs.on, signs.count())).max_by_key(|(on, _)| *on)
}

fn initiatives<'a>(
    partner: &'a Partner,
    known: &Known<'a>,
) -> impl Iterator<Item = &'a crate::portfolio::initiative::Initiative> {
    let own = partner.initiatives.values();
    let shared = known.portfolio.shared_initiatives(&partner.id).map(|(_, initiative)| initiative);
    let playbook = known.playbook;
    own.chain(shared).map(|record| &record.value).filter(move |one| {
        let phase = one.stages.last().and_then(|change| playbook.phase(change.stage.as_str()));
        one.completion.is_none() && phase != Some(Phase::Closing)
    })
}

fn bodies<'a>(
    partner: &'a Partner,
    known: &Known<'_>,
) -> impl Iterator<Item = &'a crate::portfolio::governance::Body> {
    let today = known.as_of;
    let bodies = partner.governance.iter().flat_map(|record| &record.bodies);
    bodies.filter(move |body| {
        body.from.is_none_or(|from| from <= today) && body.until.is_none_or(|until| until >= today)
    })
}

fn kept(partner: &Partner, known: &Known<'_>, side: Side) -> Value {
    let promises = partner.commitments.iter().map(|promise| &promise.value);
    Value::maybe(super::partner::promises(promises, side, known.as_of).kept_rate().map(|rate| rate as i64))
}

fn cadence(partner: &Partner, known: &Known<'_>, pick: fn(&Cadences) -> Option<Interval>) -> Value {
    Value::maybe(super::partner::cadences(partner, known.playbook).and_then(pick).map(Interval::days))
}

/// The quarter of a day in our calendar, as a value.
pub(super) fn quarter(quarter: Quarter) -> Value {
    Value::text(quarter.to_string())
}

/// Dissent in decisions, conflicts with their interests written down, and aims that drifted apart, in a year.
pub(crate) fn disagreements_last_year(one: &Partner, known: &Known<'_>) -> usize {
    let dissent = one.decisions.iter().filter(|decision| {
        let last = decision.taken.as_ref().map_or(decision.raised_on, |taken| taken.on);
        !decision.dissent.is_empty() && known.within(last.max(decision.raised_on), 365)
    });
    let conflicts =
        one.issues.iter().filter(|issue| issue.conflict.is_some() && known.within(issue.raised_on, 365));
    let apart = |entry: &&Entry| matches!(entry, Entry::Alignment(topic) if topic.state != AlignmentState::Aligned && known.within(topic.on, 365));
    dissent.count() + conflicts.count() + entries(one).filter(apart).count()
}
