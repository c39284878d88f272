//! Where a metric lands by a quarter, if it goes on as it did in the last four.

use rust_decimal::Decimal;

use crate::playbook::shape::{Aggregation, Direction, Unit};
use crate::portfolio::calendar::Quarter;
use crate::scorecard::Series;

/// So many quarters are looked back on.
const BACK: i32 = 4;
/// So many quarters ahead something can be said.
const AHEAD: i32 = 12;

/// Where a metric lands.
#[derive(Debug)]
pub struct Landing<'a> {
    /// The metric with its figures.
    pub series: &'a Series,
    /// The quarter looked at.
    pub by: Quarter,
    /// What it will be: the sum of that fiscal year up to the quarter for amounts that add up, else the level in it.
    pub expected: Decimal,
    /// What it should be then, put together likewise; for a level without a target in that quarter, the last before it.
    pub target: Option<Decimal>,
}

impl Landing<'_> {
    /// Whether that is enough; nothing without a target, and for metrics of which more is neither better nor worse.
    pub fn arrives(&self) -> Option<bool> {
        let target = self.target?;
        match self.series.metric.direction {
            Direction::Up => Some(self.expected >= target),
            Direction::Down => Some(self.expected <= target),
            Direction::Band => None,
        }
    }
}

/// Where a metric lands by a quarter at the rate of the last four; nothing without a figure for the last closed quarter, with
/// fewer than two figures, or too far ahead.
pub fn landing(series: &Series, now: Quarter, by: Quarter) -> Option<Landing<'_>> {
    let ahead = between(now, by).max(0);
    if ahead > AHEAD {
        return None;
    }
    let known: Vec<(i32, Decimal)> =
        (0..BACK).rev().filter_map(|back| Some((-back, series.actual(now.plus(-back))?))).collect();
    let (&(first_at, first), &(0, last)) = (known.first()?, known.last()?) else { return None };
    if known.len() < 2 {
        return None;
    }
    let (expected, target) = if series.metric.aggregation == Some(Aggregation::Sum) {
        let mut sum = Decimal::ZERO;
        for (_, figure) in &known {
            sum = sum.checked_add(*figure)?;
        }
        let mean = sum.checked_div(Decimal::from(known.len()))?;
        let quarters = (0..i32::from(by.number())).rev().map(|back| by.plus(-back));
        let mut expected = Decimal::ZERO;
        for quarter in quarters.clone() {
            let figure = if between(now, quarter) > 0 { mean } else { series.actual(quarter)? };
            expected = expected.checked_add(figure)?;
        }
        let target = quarters.map(|quarter| series.target(quarter)).sum::<Option<Decimal>>();
        (expected, target)
    } else {
        let change = last.checked_sub(first)?.checked_div(Decimal::from(-first_at))?;
        let level = last.checked_add(change.checked_mul(Decimal::from(ahead))?)?;
        let level =
            if matches!(series.metric.unit, Unit::Percent) { level.min(Decimal::ONE_HUNDRED) } else { level };
        let floor = if last < Decimal::ZERO { level } else { level.max(Decimal::ZERO) };
        let targets = series.readings.range(..=by).rev();
        (floor, targets.into_iter().find_map(|(_, reading)| reading.target.number()))
    };
    Some(Landing { series, by, expected, target })
}

/// How many quarters lie between two.
fn between(from: Quarter, to: Quarter) -> i32 {
    let count = |quarter: Quarter| i32::from(quarter.year()) * 4 + i32::from(quarter.number());
    count(to) - count(from)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::landing;
    use crate::insight::tests::{BOOK, ground, portfolio};
    use crate::portfolio::calendar::Quarter;
    use crate::record::Leaf;

    /// What is expected, the target, and whether it arrives.
    fn lands(aggregation: &str, figures: &str, by: &str) -> Option<(Decimal, Option<Decimal>, Option<bool>)> {
        let book = format!("{BOOK}    aggregation: {aggregation}\n");
        let head = "metric,period,target,actual,as_of,source\n";
        let observations = format!("{head}{figures}");
        let files = [
            ("playbook.yaml", book.as_str()),
            ("acme", ""),
            ("acme/observations.csv", observations.as_str()),
        ];
        let records = portfolio(&files);
        let ground = ground(&records);
        let series = &ground.scores["acme"].series[0];
        let quarter = |text: &str| Quarter::parse(text).unwrap();
        let found = landing(series, quarter("2026-Q2"), quarter(by))?;
        Some((found.expected, found.target, found.arrives()))
    }

    const FIGURES: &str = "\
revenue,2025-Q3,100,100,2026-06-29,CRM
revenue,2025-Q4,100,120,2026-06-29,CRM
revenue,2026-Q1,100,80,2026-06-29,CRM
revenue,2026-Q2,100,140,2026-06-29,CRM
revenue,2026-Q3,130,,,
revenue,2026-Q4,130,,,
";

    #[test]
    fn amounts_go_on_by_their_mean_and_add_up_over_the_year() {
        // The mean is 110: 80 + 140 + 110 + 110.
        let expected = (Decimal::from(440), Some(Decimal::from(460)), Some(false));
        assert_eq!(lands("sum", FIGURES, "2026-Q4"), Some(expected));
        assert_eq!(
            lands("sum", FIGURES, "2026-Q2"),
            Some((Decimal::from(220), Some(Decimal::from(200)), Some(true)))
        );
    }

    #[test]
    fn levels_go_on_by_their_mean_change() {
        // From 100 to 140 in three quarters, and two more.
        let (expected, target, arrives) = lands("last", FIGURES, "2026-Q4").unwrap();
        assert_eq!(
            (expected.round_dp(2).to_string(), target, arrives),
            ("166.67".to_owned(), Some(Decimal::from(130)), Some(true))
        );
    }

    #[test]
    fn without_a_figure_of_the_last_quarter_or_too_far_ahead_nothing_is_said() {
        let old = "revenue,2025-Q3,100,100,2026-06-29,CRM\nrevenue,2025-Q4,100,120,2026-06-29,CRM\n";
        assert_eq!(lands("last", old, "2026-Q4"), None);
        assert_eq!(lands("last", FIGURES, "2030-Q4"), None);
        assert_eq!(lands("last", "revenue,2026-Q2,100,120,2026-06-29,CRM\n", "2026-Q4"), None);
    }
}
