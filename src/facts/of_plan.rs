//! Facts about a joint business plan and its objectives.

use super::Kind::{Bool, Date as Day, Int, Texts, Words};
use super::{Fact, Known, date, texts, unique, word};
use crate::portfolio::Record;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::{Entry, Inspection};
use crate::portfolio::plan::{Horizon, Objective, Plan, PlanStatus};
use crate::record::{Ref, Value};

/// Facts about a plan.
pub static PLAN: &[Fact<Record<Plan>>] = &[
    Fact::new(
        "status",
        Words(&["draft", "in-review", "active", "closed"]),
        "",
        "How far the plan has come.",
        |plan, _| plan.statuses.last().map_or(Value::Nothing, |status| word(&status.status)),
    ),
    Fact::new("active", Bool, "", "Whether it is agreed and in force.", |plan, _| active(plan).into()),
    Fact::new("active_since", Day, "", "Since when it has been active.", |plan, _| {
        date(
            plan.statuses
                .iter()
                .filter(|status| status.status == PlanStatus::Active)
                .map(|status| status.on)
                .max(),
        )
    }),
    Fact::new(
        "days_since_revision",
        Int,
        "days",
        "Days since it was last changed or agreed.",
        |plan, known| {
            let revisions = plan.revision_log.iter().map(|revision| revision.on);
            known.days_since(revisions.chain(plan.statuses.iter().map(|status| status.on)).max())
        },
    ),
    Fact::new(
        "long_objectives",
        Int,
        "objectives",
        "Open objectives that look over several years, or end more than 365 days from now.",
        |plan, known| {
            let long = |one: &&Objective| {
                one.horizon == Some(Horizon::Multi)
                    || one.due.is_some_and(|due| known.as_of.days_until(due) > 365)
            };
            Value::count(plan.objectives.iter().filter(|one| open(one)).filter(long).count())
        },
    ),
    Fact::new("sections", Texts, "", "The headings of its text, in order, in small letters.", |plan, _| {
        let headings = plan.body.lines().filter_map(|line| line.trim_start().strip_prefix('#'));
        texts(headings.map(|heading| heading.trim_matches('#').trim().to_lowercase()))
    }),
    Fact::new(
        "sections_out_of_order",
        Bool,
        "",
        "Whether headings that name structure, process and outcome stand in another order.",
        |plan, _| {
            let headings: Vec<String> =
                plan.body.lines().filter(|line| line.starts_with('#')).map(str::to_lowercase).collect();
            let at = |word: &str| headings.iter().position(|heading| heading.contains(word));
            let found: Vec<usize> =
                ["structure", "process", "outcome"].iter().filter_map(|word| at(word)).collect();
            (!found.is_sorted()).into()
        },
    ),
    Fact::new("authors_missing", Texts, "", "Which side has no author: ours, theirs.", |plan, known| {
        let theirs =
            |person: &Ref<_>| known.partner.is_some_and(|partner| partner.contact(person.as_str()).is_some());
        let mut missing = Vec::new();
        if !plan.co_authors.iter().any(|person| !theirs(person)) {
            missing.push(Value::word("ours"));
        }
        if !plan.co_authors.iter().any(theirs) {
            missing.push(Value::word("theirs"));
        }
        texts(missing)
    }),
    Fact::new("unused_intentions", Texts, "", "Intentions that no objective serves.", |plan, _| {
        let served = |id: &str| {
            plan.objectives.iter().any(|one| one.intention.as_ref().is_some_and(|to| to.as_str() == id))
        };
        unique(plan.intentions.iter().map(|one| one.id.as_str()).filter(|id| !served(id)))
    }),
];

/// Facts about an objective.
pub static OBJECTIVE: &[Fact<Objective>] = &[
    Fact::new("open", Bool, "", "Whether it is neither reached nor given up.", |one, _| open(one).into()),
    Fact::new("actions", Int, "actions", "How many actions serve it.", |one, known| {
        let plan = known.partner.and_then(|partner| partner.plan.as_ref());
        let actions = plan.iter().flat_map(|plan| &plan.actions);
        Value::count(
            actions
                .filter(|action| action.objective.as_ref().is_some_and(|to| to.as_str() == one.id.as_str()))
                .count(),
        )
    }),
    Fact::new(
        "last_inspected_on",
        Day,
        "",
        "The last day on which somebody inspected it or a metric that shows it.",
        |one, known| date(inspected(one, known)),
    ),
    Fact::new(
        "days_since_inspection",
        Int,
        "days",
        "Days since then; without an inspection, since the plan became active.",
        |one, known| {
            let plan = known.partner.and_then(|partner| partner.plan.as_ref());
            let active = plan.and_then(|plan| {
                plan.statuses
                    .iter()
                    .filter(|status| status.status == PlanStatus::Active)
                    .map(|status| status.on)
                    .min()
            });
            known.days_since(inspected(one, known).or(active))
        },
    ),
    Fact::new("plan_active", Bool, "", "Whether the plan that it belongs to is in force.", |_, known| {
        known.partner.and_then(|partner| partner.plan.as_ref()).is_some_and(active).into()
    }),
];

fn active(plan: &Record<Plan>) -> bool {
    plan.statuses.last().is_some_and(|status| status.status == PlanStatus::Active)
}

fn open(objective: &Objective) -> bool {
    objective.reached_on.is_none() && objective.dropped_on.is_none()
}

fn inspected(objective: &Objective, known: &Known<'_>) -> Option<Date> {
    let log = known.partner.map(|partner| partner.log.as_slice()).unwrap_or_default();
    let looks = log.iter().filter_map(|entry| match &entry.value {
        Entry::Inspection(look) if looks_at(look, objective) => Some(look.on),
        _ => None,
    });
    looks.max()
}

/// Whether an inspection is of an objective, or of a metric that shows it.
pub(crate) fn looks_at(look: &Inspection, objective: &Objective) -> bool {
    let itself = look.objective.as_ref().is_some_and(|to| to.as_str() == objective.id.as_str());
    itself || look.metric.as_ref().is_some_and(|metric| objective.metrics.contains(metric))
}
