//! Facts about a figure of a metric.

use rust_decimal::Decimal;

use super::Kind::{Bool, Int, Quarter as OfQuarter, Text};
use super::of_alliance::quarter;
use super::{Fact, Known};
use crate::playbook::limits::NoLimits;
use crate::playbook::shape::Unit;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::money::{Currency, Money};
use crate::portfolio::observation::{Figure, Observation};
use crate::record::Value;

/// Facts about a figure.
pub static OBSERVATION: &[Fact<Observation>] = &[
    Fact::new("id", Text, "", "Metric, period and initiative in one, for its address.", |one, _| {
        let theirs = if one.period.theirs { "-theirs" } else { "" };
        let initiative = one.initiative.as_ref().map(|id| format!("-{id}")).unwrap_or_default();
        Value::text(format!("{}-{}{theirs}{initiative}", one.metric, one.period.quarter))
    }),
    Fact::new("quarter", OfQuarter, "", "The quarter of our calendar that it counts for.", |one, known| {
        quarter(in_ours(one, known))
    }),
    Fact::new(
        "days_ahead",
        Int,
        "days",
        "Days from today to the first day of its quarter; 0 or less once that has begun.",
        |one, known| {
            let begins = known.portfolio.settings.fiscal_year.first_day(in_ours(one, known));
            Value::Int(-known.since(begins))
        },
    ),
    Fact::new(
        "currency_without_rate",
        Text,
        "",
        "The currency of a figure of it for which the settings have no rate in its quarter; such a figure does not count.",
        |one, known| {
            let currency =
                [one.target, one.actual].into_iter().flatten().find_map(|figure| no_rate(figure, one, known));
            Value::maybe(currency.map(|currency| currency.code().to_owned()))
        },
    ),
    Fact::new(
        "can_be_rated",
        Bool,
        "",
        "Whether there is room for points between the target and what the metric calls poor; true where there is no target.",
        |one, known| {
            let metric = known.playbook.metric(one.metric.as_str());
            let target = one.target.and_then(|target| number(target, one, known));
            let flat = metric
                .zip(target)
                .is_some_and(|(metric, target)| metric.limits(Some(target)) == Err(NoLimits::NoRoom));
            (!flat).into()
        },
    ),
];

fn in_ours(one: &Observation, known: &Known<'_>) -> Quarter {
    let ours = known.portfolio.settings.fiscal_year;
    one.period.in_ours(ours, known.partner.map_or(ours, |partner| partner.fiscal_year(ours)))
}

/// The currency of the partner's figures.
fn home(known: &Known<'_>) -> Currency {
    let own = known.portfolio.settings.currency();
    known.partner.map_or(own, |partner| partner.currency(own))
}

/// The amount that needs a rate to count, if it is one.
fn foreign(figure: Figure, one: &Observation, known: &Known<'_>) -> Option<Money> {
    let money = known.playbook.metric(one.metric.as_str()).is_some_and(|metric| metric.unit == Unit::Money);
    let currency = figure.currency.filter(|&currency| money && currency != home(known))?;
    Some(Money { amount: figure.number, currency })
}

fn no_rate(figure: Figure, one: &Observation, known: &Known<'_>) -> Option<Currency> {
    let money = foreign(figure, one, known)?;
    let own = known.portfolio.settings.convert(money, home(known), in_ours(one, known));
    own.is_none().then_some(money.currency)
}

/// A figure as it counts.
fn number(figure: Figure, one: &Observation, known: &Known<'_>) -> Option<Decimal> {
    match foreign(figure, one, known) {
        Some(money) => known
            .portfolio
            .settings
            .convert(money, home(known), in_ours(one, known))
            .map(|money| money.amount),
        None => Some(figure.number),
    }
}
