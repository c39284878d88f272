//! Facts about promises, decisions, risks, issues and show-stoppers.

use super::Kind::{Bool, Date as Day, Int, Text, Texts};
use super::{Fact, date, texts};
use crate::portfolio::calendar::Date;
use crate::portfolio::commitment::Commitment;
use crate::portfolio::decision::Decision;
use crate::portfolio::issue::Issue;
use crate::portfolio::risk::Risk;
use crate::portfolio::showstopper::Showstopper;
use crate::portfolio::words::{Audience, Side};
use crate::record::Value;

/// Facts about a promise.
pub static COMMITMENT: &[Fact<Commitment>] = &[
    Fact::new("open", Bool, "", "Whether it is neither kept nor given up.", |one, _| {
        one.closed.is_none().into()
    }),
    Fact::new(
        "owner_name",
        Text,
        "",
        "The name of whoever sees to it; whose it is, where nobody is named.",
        |one, known| {
            let side = match one.side {
                Side::Ours => "ours",
                Side::Theirs => "theirs",
                Side::Joint => "both sides",
            };
            one.owner.as_ref().map_or(side, |owner| known.name(owner.as_str())).into()
        },
    ),
    Fact::new(
        "due_now",
        Day,
        "",
        "The due date that counts now: the last one that it was moved to.",
        |one, _| date(one.due_now()),
    ),
    Fact::new(
        "days_overdue",
        Int,
        "days",
        "Days past that date; 0 if it is closed, undated or not yet due.",
        |one, known| Value::Int(one.days_overdue(known.as_of)),
    ),
    Fact::new(
        "days_slipped",
        Int,
        "days",
        "Days from the due date first promised to the one that counts now.",
        |one, _| Value::maybe(one.days_slipped()),
    ),
    Fact::new("age", Int, "days", "Days since it was made.", |one, known| {
        known.days_since(Some(one.made_on))
    }),
    Fact::new(
        "missing",
        Texts,
        "",
        "Which of owner, due and made_at are not filled in; a promise among ourselves need not have been made anywhere.",
        |one, _| {
            let parts = [
                ("owner", one.owner.is_some()),
                ("due", one.due.is_some()),
                ("made_at", one.made_at.is_some() || one.audience == Some(Audience::Internal)),
            ];
            texts(parts.into_iter().filter(|(_, filled)| !filled).map(|(name, _)| Value::word(name)))
        },
    ),
];

/// Facts about a decision.
pub static DECISION: &[Fact<Decision>] = &[
    Fact::new("open", Bool, "", "Whether it is still to be taken.", |one, _| one.taken.is_none().into()),
    Fact::new(
        "days_overdue",
        Int,
        "days",
        "Days since it was needed; 0 if it is taken, undated or not yet needed.",
        |one, known| {
            let late = one.needed_by.filter(|_| one.taken.is_none()).map_or(0, |by| known.since(by));
            Value::Int(late.max(0))
        },
    ),
    Fact::new("disputed", Bool, "", "Whether somebody disagreed.", |one, _| (!one.dissent.is_empty()).into()),
    Fact::new("age", Int, "days", "Days since it was put.", |one, known| {
        known.days_since(Some(one.raised_on))
    }),
];

/// Facts about a risk.
pub static RISK: &[Fact<Risk>] = &[
    Fact::new("open", Bool, "", "Whether it has not gone away.", |one, _| one.closed_on.is_none().into()),
    Fact::new(
        "exposure",
        Int,
        "of 25",
        "Likelihood times impact of the present rating; nothing if it was never rated.",
        |one, _| Value::maybe(one.exposure().map(i64::from)),
    ),
    Fact::new("age", Int, "days", "Days since it was first seen.", |one, known| {
        known.days_since(Some(one.raised_on))
    }),
    Fact::new("days_since_look", Int, "days", "Days since it was rated or looked over.", |one, known| {
        let rated = one.ratings.iter().map(|rating| rating.on);
        known.days_since(rated.chain(one.reviewed_on).chain([one.raised_on]).max())
    }),
];

/// Facts about an issue.
pub static ISSUE: &[Fact<Issue>] = &[
    Fact::new("open", Bool, "", "Whether it is not settled.", |one, _| one.resolved_on.is_none().into()),
    Fact::new("age", Int, "days", "Days since it was raised.", |one, known| {
        known.days_since(Some(one.raised_on))
    }),
    Fact::new(
        "working_days_open",
        Int,
        "working days",
        "Days from Monday to Friday from the day after it was raised until it was settled, or until today.",
        |one, known| Value::Int(working_days(one.raised_on, one.resolved_on.unwrap_or(known.as_of))),
    ),
];

/// Facts about a show-stopper.
pub static SHOWSTOPPER: &[Fact<Showstopper>] = &[
    Fact::new("open", Bool, "", "Whether it is not settled.", |one, _| one.resolved_on.is_none().into()),
    Fact::new("age", Int, "days", "Days since it was put on the table.", |one, known| {
        known.days_since(Some(one.raised_on))
    }),
];

/// Days from Monday to Friday from the day after one until another.
pub(crate) fn working_days(from: Date, to: Date) -> i64 {
    use jiff::civil::Weekday;
    let days = from.days_until(to).max(0);
    let weekend =
        |ahead: i64| matches!(from.plus_days(ahead).civil().weekday(), Weekday::Saturday | Weekday::Sunday);
    // Whole weeks have five; only the rest is counted day by day.
    let rest = (days / 7 * 7 + 1..=days).filter(|&ahead| !weekend(ahead)).count();
    days / 7 * 5 + rest as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_the_weekend() {
        let day = |d| Date::new(2026, 6, d).unwrap_or_else(|| unreachable!("a day of June"));
        // 1 June 2026 is a Monday.
        assert_eq!(working_days(day(1), day(1)), 0);
        assert_eq!(working_days(day(1), day(5)), 4);
        assert_eq!(working_days(day(1), day(8)), 5);
        assert_eq!(working_days(day(5), day(7)), 0);
        assert_eq!(working_days(day(6), day(22)), 11);
    }
}
