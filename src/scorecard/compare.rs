//! A figure beside another: against plan, the quarter before, the year before; and the year so far.

use rust_decimal::Decimal;

use super::Series;
use crate::playbook::shape::Aggregation;
use crate::portfolio::calendar::Quarter;

/// How a figure differs from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variance {
    /// The other figure.
    pub base: Decimal,
    /// This one less the other.
    pub difference: Decimal,
    /// The difference as a share of the other, in per cent; nothing where the other is zero, or one is negative and the other
    /// is not: such a share would say nothing.
    pub percent: Option<Decimal>,
}

/// How a figure differs from another.
pub fn variance(figure: Decimal, base: Decimal) -> Option<Variance> {
    let difference = figure.checked_sub(base)?;
    let negative = |number: Decimal| number < Decimal::ZERO;
    let same_sign = negative(figure) == negative(base);
    let percent = if base.is_zero() || !same_sign {
        None
    } else {
        difference.checked_mul(Decimal::ONE_HUNDRED).and_then(|difference| difference.checked_div(base.abs()))
    };
    Some(Variance { base, difference, percent })
}

/// How a year's figure stands so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearToDate {
    /// The fiscal year.
    pub year: i16,
    /// How its quarters are put together.
    pub aggregation: Aggregation,
    /// How many of its quarters have passed, this one included and those left out in which nothing was due.
    pub quarters: usize,
    /// For how many of them something was measured.
    pub measured: usize,
    /// Measured so far; nothing while a quarter is missing.
    pub actual: Option<Decimal>,
    /// Planned so far; nothing while a quarter is missing.
    pub target: Option<Decimal>,
}

impl Series {
    /// Against plan.
    pub fn against_plan(&self, quarter: Quarter) -> Option<Variance> {
        variance(self.actual(quarter)?, self.target(quarter)?)
    }

    /// Against the quarter before.
    pub fn against_last_quarter(&self, quarter: Quarter) -> Option<Variance> {
        variance(self.actual(quarter)?, self.actual(quarter.plus(-1))?)
    }

    /// Against the same quarter of the year before.
    pub fn against_last_year(&self, quarter: Quarter) -> Option<Variance> {
        variance(self.actual(quarter)?, self.actual(quarter.plus(-4))?)
    }

    /// The fiscal year up to a quarter; nothing for a metric that does not say how quarters make a year, or that has no
    /// figure at all in that year. A quarter that is missing is not filled in: then there is no figure of the year.
    pub fn year_to_date(&self, quarter: Quarter) -> Option<YearToDate> {
        let aggregation = self.metric.aggregation?;
        // A quarter in which nothing was due, and nothing was measured, lacks nothing.
        let counts = |quarter: &Quarter| self.actual(*quarter).is_some() || self.is_due(*quarter);
        let quarters: Vec<Quarter> =
            (0..i32::from(quarter.number())).rev().map(|back| quarter.plus(-back)).filter(counts).collect();
        let actuals: Vec<Option<Decimal>> = quarters.iter().map(|&quarter| self.actual(quarter)).collect();
        let targets: Vec<Option<Decimal>> = quarters.iter().map(|&quarter| self.target(quarter)).collect();
        let measured = actuals.iter().flatten().count();
        (measured > 0).then(|| YearToDate {
            year: quarter.year(),
            aggregation,
            quarters: quarters.len(),
            measured,
            actual: together(aggregation, &actuals),
            target: together(aggregation, &targets),
        })
    }
}

fn together(aggregation: Aggregation, figures: &[Option<Decimal>]) -> Option<Decimal> {
    if aggregation == Aggregation::Last {
        return figures.last().copied().flatten();
    }
    let mut sum = Decimal::ZERO;
    for figure in figures {
        sum = sum.checked_add((*figure)?)?;
    }
    match aggregation {
        Aggregation::Mean => sum.checked_div(Decimal::from(figures.len())),
        _ => Some(sum),
    }
}
