//! Holds a figure against the metric that it is of: its unit, its bounds, its day.

use crate::playbook::shape::{Metric, Unit};
use crate::portfolio::calendar::{Date, FiscalYear, Period};
use crate::portfolio::money::Currency;
use crate::portfolio::observation::Figure;

/// What does not fit about a figure, and what to do about it.
pub struct Misfit {
    /// What is wrong, in one line.
    pub message: String,
    /// What to do now.
    pub help: String,
}

/// What does not fit about a figure, as it is written in its cell; `home` is the partner's currency, if that is known.
pub fn misfit(metric: &Metric, figure: Figure, written: &str, home: Option<Currency>) -> Option<Misfit> {
    let unit = match metric.unit {
        Unit::Money => "money",
        Unit::Percent => "a percentage",
        Unit::Count => "a count",
        Unit::Days => "a number of days",
        Unit::Score => "a score",
        Unit::Ratio => "a ratio",
    };
    if figure.currency.is_some() && metric.unit != Unit::Money {
        return Some(Misfit {
            message: format!("`{written}` is money, and `{}` is {unit}", metric.id),
            help: "write the number alone, or look whether this is the right metric".to_owned(),
        });
    }
    if written.ends_with('%') && metric.unit != Unit::Percent {
        return Some(Misfit {
            message: format!("`{written}` is a percentage, and `{}` is {unit}", metric.id),
            help: "write the number alone, or look whether this is the right metric".to_owned(),
        });
    }
    // In another currency it could be held against them only at a rate.
    let bounds = metric.bounds.filter(|_| figure.currency.is_none() || figure.currency == home)?;
    if (bounds.min.0..=bounds.max.0).contains(&figure.number) {
        return None;
    }
    Some(Misfit {
        message: format!(
            "`{written}` is outside the bounds of `{}`, {} to {}",
            metric.id,
            bounds.min.0.normalize(),
            bounds.max.0.normalize()
        ),
        help: "mend the figure, or the `bounds:` of the metric in `playbook.yaml`".to_owned(),
    })
}

/// What does not fit about the day of a figure: it was measured before its quarter began.
pub fn early(period: Period, as_of: Date, (ours, theirs): (FiscalYear, FiscalYear)) -> Option<Misfit> {
    let year = if period.theirs { theirs } else { ours };
    let begins = year.first_day(period.quarter);
    (as_of < begins).then(|| Misfit {
        message: format!("this figure of {period} is as of {as_of}, and the quarter begins on {begins}"),
        help: "mend the day or the quarter; what is only planned stands in the column `target`".to_owned(),
    })
}
