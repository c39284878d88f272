//! The readings of a metric, quarter by quarter, in our calendar. Gaps stay gaps.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::playbook::Playbook;
use crate::playbook::shape::{Metric, Unit};
use crate::portfolio::calendar::{Date, FiscalYear, Quarter};
use crate::portfolio::money::Currency;
use crate::portfolio::observation::Figure;
use crate::portfolio::{Partner, Portfolio};

/// A metric of a partner through the quarters.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The currency of its figures, if it is money.
    pub currency: Option<Currency>,
    /// The readings, by quarter of our calendar.
    pub readings: BTreeMap<Quarter, Reading>,
}

impl Series<'_> {
    /// The reading of a quarter.
    pub fn reading(&self, quarter: Quarter) -> Option<&Reading> {
        self.readings.get(&quarter)
    }

    /// What was measured in a quarter.
    pub fn actual(&self, quarter: Quarter) -> Option<Decimal> {
        self.reading(quarter)?.actual
    }
}

/// What was planned and measured in a quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Planned.
    pub target: Option<Decimal>,
    /// Measured.
    pub actual: Option<Decimal>,
    /// The day on which it was true.
    pub as_of: Option<Date>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// The line in `observations.csv`.
    pub line: u32,
}

/// The series of a partner: the metrics of its profile in their order, or all that it has figures for.
///
/// Figures of single initiatives are left out. Money is in the partner's currency; a figure in another is
/// brought to it by the portfolio's rates of that quarter, and is a gap without a rate.
pub fn series<'a>(portfolio: &Portfolio, playbook: &'a Playbook, partner: &Partner) -> Vec<Series<'a>> {
    let mut ids: Vec<&str> = partner.profile.metrics.iter().map(|metric| metric.as_str()).collect();
    if ids.is_empty() {
        for observation in &partner.observations {
            if !ids.contains(&observation.metric.as_str()) {
                ids.push(observation.metric.as_str());
            }
        }
    }
    let ours = portfolio.settings.fiscal_year;
    let theirs = partner.fiscal_year(ours);
    let home = partner.profile.currency.unwrap_or_else(|| portfolio.settings.currency());
    ids.iter()
        .filter_map(|id| playbook.metric(id))
        .map(|metric| Series {
            metric,
            currency: (metric.unit == Unit::Money).then_some(home),
            readings: readings(portfolio, partner, metric, home, (ours, theirs)),
        })
        .collect()
}

fn readings(
    portfolio: &Portfolio,
    partner: &Partner,
    metric: &Metric,
    home: Currency,
    (ours, theirs): (FiscalYear, FiscalYear),
) -> BTreeMap<Quarter, Reading> {
    let mut readings = BTreeMap::new();
    for observation in &partner.observations {
        if observation.metric != metric.id || observation.initiative.is_some() {
            continue;
        }
        let quarter = observation.period.in_ours(ours, theirs);
        let number = |figure: Figure| match figure.currency {
            Some(currency) if metric.unit == Unit::Money && currency != home => {
                between(portfolio, figure.number, currency, home, quarter)
            }
            _ => Some(figure.number),
        };
        readings.insert(
            quarter,
            Reading {
                target: observation.target.and_then(number),
                actual: observation.actual.and_then(number),
                as_of: observation.as_of,
                source: observation.source.clone(),
                line: observation.line,
            },
        );
    }
    readings
}

/// An amount from one currency to another by the rates of a quarter, by way of the portfolio's.
fn between(
    portfolio: &Portfolio,
    amount: Decimal,
    from: Currency,
    to: Currency,
    quarter: Quarter,
) -> Option<Decimal> {
    use crate::portfolio::money::Money;
    let rates = &portfolio.settings.exchange_rates;
    let own = portfolio.settings.currency();
    let through = rates.convert(Money { amount, currency: from }, own, quarter)?.amount;
    if to == own {
        return Some(through);
    }
    let one = rates.convert(Money { amount: Decimal::ONE, currency: to }, own, quarter)?.amount;
    through.checked_div(one)
}
