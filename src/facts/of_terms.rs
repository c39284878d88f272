//! Facts about agreements, what is owed under them, and what each side may expect.

use super::Kind::{Bool, Date as Day, Int};
use super::{Fact, date};
use crate::portfolio::agreement::{Agreement, Obligation, Renewal};
use crate::portfolio::profile::Expectation;
use crate::record::Value;

/// Facts about an agreement.
pub static AGREEMENT: &[Fact<Agreement>] = &[
    Fact::new("in_force", Bool, "", "Whether it is in force today.", |one, known| {
        one.in_force(known.as_of).into()
    }),
    Fact::new(
        "notice_deadline",
        Day,
        "",
        "The last day on which notice can be given: its end less the notice period; nothing once notice was given.",
        |one, _| date(one.notice_deadline()),
    ),
    Fact::new(
        "days_to_notice",
        Int,
        "days",
        "Days until that day; negative once it has passed.",
        |one, known| Value::maybe(one.notice_deadline().map(|deadline| known.as_of.days_until(deadline))),
    ),
    Fact::new("days_to_end", Int, "days", "Days until it ends; negative once it has.", |one, known| {
        Value::maybe(one.expires_on.map(|end| known.as_of.days_until(end)))
    }),
    Fact::new("renews_itself", Bool, "", "Whether it goes on unless somebody gives notice.", |one, _| {
        (one.renewal == Some(Renewal::Auto) && one.notice_given_on.is_none()).into()
    }),
    Fact::new("days_since_look", Int, "days", "Days since it was looked over or signed.", |one, known| {
        known.days_since(one.reviewed_on.into_iter().chain(one.signed_on).max())
    }),
];

/// Facts about an obligation.
pub static OBLIGATION: &[Fact<Obligation>] = &[
    Fact::new(
        "next_due",
        Day,
        "",
        "The day on which it is due next; nothing if it was met for good or waived.",
        |one, known| date(one.next_due(known.agreement.and_then(|agreement| agreement.effective_on))),
    ),
    Fact::new(
        "days_overdue",
        Int,
        "days",
        "Days past that day; 0 if it is not due, or the agreement is not in force.",
        |one, known| {
            let Some(agreement) = known.agreement else { return Value::Int(0) };
            let due = one.next_due(agreement.effective_on).filter(|_| agreement.in_force(known.as_of));
            Value::Int(due.map_or(0, |due| known.since(due)).max(0))
        },
    ),
];

/// Facts about an expectation.
pub static EXPECTATION: &[Fact<Expectation>] = &[Fact::new(
    "days_unacknowledged",
    Int,
    "days",
    "Days since they were told, without an acknowledgement; 0 once there is one.",
    |one, known| match (one.acknowledged_on, one.told_on) {
        (None, Some(told)) => Value::Int(known.since(told)),
        (Some(_), _) => Value::Int(0),
        (None, None) => Value::Nothing,
    },
)];
