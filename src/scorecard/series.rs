//! The readings of a metric, quarter by quarter, in our calendar. Gaps stay gaps.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Unrated, points};
use crate::playbook::Playbook;
use crate::playbook::shape::{Metric, Unit};
use crate::portfolio::calendar::{Date, FiscalYear, Quarter};
use crate::portfolio::money::{Currency, Money};
use crate::portfolio::observation::{Figure, Observation};
use crate::portfolio::{Item, Partner, Portfolio};
use crate::source::Place;

/// A metric of a partner through the quarters.
#[derive(Debug, Clone)]
pub struct Series {
    /// The metric.
    pub metric: Arc<Metric>,
    /// The currency of its figures, if it is money.
    pub currency: Option<Currency>,
    /// Our fiscal year.
    pub year: FiscalYear,
    /// The readings, by quarter of our calendar.
    pub readings: BTreeMap<Quarter, Reading>,
}

impl Series {
    /// The reading of a quarter.
    pub fn reading(&self, quarter: Quarter) -> Option<&Reading> {
        self.readings.get(&quarter)
    }

    /// What was measured in a quarter.
    pub fn actual(&self, quarter: Quarter) -> Option<Decimal> {
        self.reading(quarter)?.actual.number()
    }

    /// What was planned for a quarter.
    pub fn target(&self, quarter: Quarter) -> Option<Decimal> {
        self.reading(quarter)?.target.number()
    }

    /// The points of a quarter, or why there are none.
    pub fn points(&self, quarter: Quarter) -> Result<Decimal, Unrated> {
        points(&self.metric, self.reading(quarter)).map_err(|why| match why {
            Unrated::NoFigure if !self.is_due(quarter) => Unrated::NotDue,
            why => why,
        })
    }

    /// Whether a figure is due for a quarter.
    pub fn is_due(&self, quarter: Quarter) -> bool {
        let measured = self.readings.range(..quarter).rev().find(|(_, reading)| reading.actual.is_written());
        self.metric.is_due(measured.map(|(at, _)| *at), quarter, self.year)
    }

    /// The first quarter in which something was measured.
    pub fn begins(&self) -> Option<Quarter> {
        self.readings.iter().find(|(_, reading)| reading.actual.is_written()).map(|(quarter, _)| *quarter)
    }
}

/// What was planned and measured in a quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Planned.
    pub target: Amount,
    /// Measured.
    pub actual: Amount,
    /// The day on which it was true.
    pub as_of: Option<Date>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// The line in `observations.csv`, from 1.
    pub line: u32,
    /// The same as a place.
    pub place: Place,
}

/// A figure, as it stands in its cell and as it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Nothing is written.
    Missing,
    /// Written as it counts.
    Plain(Decimal),
    /// Written in another currency than the partner's, and brought to it at the rate of the quarter.
    Converted {
        /// As it counts.
        number: Decimal,
        /// As it is written.
        written: Money,
    },
    /// Written in another currency, for which the quarter has no rate. It does not count.
    WithoutRate(Money),
}

impl Amount {
    /// The number that counts.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Plain(number) | Self::Converted { number, .. } => Some(number),
            Self::Missing | Self::WithoutRate(_) => None,
        }
    }

    /// Whether something is written, even if it does not count.
    pub fn is_written(self) -> bool {
        self != Self::Missing
    }

    /// The currency for which there is no rate.
    pub fn without_rate(self) -> Option<Currency> {
        match self {
            Self::WithoutRate(written) => Some(written.currency),
            _ => None,
        }
    }

    /// As it is written, where that is another currency.
    pub fn written(self) -> Option<Money> {
        match self {
            Self::Converted { written, .. } | Self::WithoutRate(written) => Some(written),
            _ => None,
        }
    }
}

/// The series of a partner: the metrics of its profile in their order, or all that it has figures for in the order of the
/// dictionary.
///
/// Figures of single initiatives are left out. Money is in the partner's currency; a figure in another is
/// brought to it by the portfolio's rates of that quarter, and is a gap without a rate.
pub fn series(portfolio: &Portfolio, playbook: &Playbook, partner: &Partner) -> Vec<Series> {
    let home = partner.currency(portfolio.settings.currency());
    let mut by_metric: BTreeMap<&str, BTreeMap<Quarter, Reading>> = BTreeMap::new();
    let ours = portfolio.settings.fiscal_year;
    let theirs = partner.fiscal_year(ours);
    for observation in &partner.observations {
        if observation.initiative.is_some() {
            continue;
        }
        let Some(metric) = playbook.metric(observation.metric.as_str()) else { continue };
        let quarter = observation.period.in_ours(ours, theirs);
        let reading = reading(portfolio, observation, metric.unit, partner, quarter);
        by_metric.entry(metric.id.as_str()).or_default().insert(quarter, reading);
    }
    let chosen: Vec<&Arc<Metric>> = if partner.profile.metrics.is_empty() {
        playbook.metrics.iter().filter(|metric| by_metric.contains_key(metric.id.as_str())).collect()
    } else {
        partner.profile.metrics.iter().filter_map(|id| playbook.metric(id.as_str())).collect()
    };
    let mut seen: Vec<&str> = Vec::new();
    let mut all = Vec::new();
    for metric in chosen {
        // A metric that a profile names twice counts once.
        if seen.contains(&metric.id.as_str()) {
            continue;
        }
        seen.push(metric.id.as_str());
        all.push(Series {
            metric: Arc::clone(metric),
            currency: (metric.unit == Unit::Money).then_some(home),
            year: ours,
            readings: by_metric.remove(metric.id.as_str()).unwrap_or_default(),
        });
    }
    all
}

/// What a line says of a quarter, money in the partner's currency.
pub fn reading(
    portfolio: &Portfolio,
    observation: &Item<Observation>,
    unit: Unit,
    partner: &Partner,
    quarter: Quarter,
) -> Reading {
    let home = partner.currency(portfolio.settings.currency());
    let amount = |figure: Option<Figure>| match figure {
        None => Amount::Missing,
        Some(Figure { number, currency: Some(currency) }) if unit == Unit::Money && currency != home => {
            let written = Money { amount: number, currency };
            match portfolio.settings.convert(written, home, quarter) {
                Some(money) => Amount::Converted { number: money.amount, written },
                None => Amount::WithoutRate(written),
            }
        }
        Some(Figure { number, .. }) => Amount::Plain(number),
    };
    Reading {
        target: amount(observation.target),
        actual: amount(observation.actual),
        as_of: observation.as_of,
        source: observation.source.clone(),
        line: observation.line,
        place: observation.place.clone(),
    }
}
