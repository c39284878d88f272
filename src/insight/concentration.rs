//! How much of a sum hangs on the largest partner, and on the three largest: of each metric of revenue and of pipeline
//! in a quarter, in the portfolio's currency. Metrics are never added, so sourced and influenced stay apart.

use rust_decimal::Decimal;

use super::{Counted, Ground};
use crate::playbook::shape::{Metric, Standard, Unit};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::money::Money;

/// How a sum of money is spread over partners.
#[derive(Debug, Clone)]
pub struct Concentration<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The quarter.
    pub quarter: Quarter,
    /// The partners with a figure, the largest first, in the portfolio's currency.
    pub partners: Vec<(Counted, Decimal)>,
    /// Figures without a rate for the quarter: the partner, the figure. With one of them there is no share.
    pub unrated: Vec<(Counted, Money)>,
    /// Partners that are measured by the metric and have no figure for the quarter. The shares are without them.
    pub silent: Vec<Counted>,
}

impl Concentration<'_> {
    /// The sum; nothing if a figure lacks its rate, or if nobody has one.
    pub fn total(&self) -> Option<Decimal> {
        let known = self.unrated.is_empty() && !self.partners.is_empty();
        known.then(|| self.partners.iter().map(|(_, amount)| *amount).sum())
    }

    /// The share of so many largest partners, in per cent; nothing without a sum, and where a figure is negative.
    pub fn share_of(&self, largest: usize) -> Option<Decimal> {
        let total = self.total().filter(|total| *total > Decimal::ZERO)?;
        let sound = self.partners.iter().all(|(_, amount)| *amount >= Decimal::ZERO);
        let part: Decimal = self.partners.iter().take(largest).map(|(_, amount)| *amount).sum();
        sound.then(|| part * Decimal::ONE_HUNDRED / total)
    }
}

/// The concentration in each money metric that is a standard of revenue or of pipeline, in a quarter. Metrics that no
/// partner is measured by are left out.
pub fn concentrations<'a>(ground: &Ground<'a>, quarter: Quarter) -> Vec<Concentration<'a>> {
    let metrics = ground.playbook.metrics.iter().filter(|metric| {
        metric.unit == Unit::Money && matches!(metric.standard, Some(Standard::Revenue | Standard::Pipeline))
    });
    let all = metrics.map(|metric| concentration(ground, metric, quarter));
    all.filter(|one| one.partners.len() + one.unrated.len() + one.silent.len() > 0).collect()
}

fn concentration<'a>(ground: &Ground<'a>, metric: &'a Metric, quarter: Quarter) -> Concentration<'a> {
    let settings = &ground.portfolio.settings;
    let own = settings.currency();
    let mut one =
        Concentration { metric, quarter, partners: Vec::new(), unrated: Vec::new(), silent: Vec::new() };
    for partner in ground.partners() {
        let anchor = Counted::on(partner, &format!("m-{}", metric.id), &partner.profile.name);
        let Some(figure) = actual(ground, partner, metric, quarter) else {
            if partner.profile.metrics.iter().any(|used| *used == metric.id) {
                one.silent.push(Counted::partner(partner));
            }
            continue;
        };
        match settings.convert(figure, own, quarter) {
            Some(money) => one.partners.push((anchor, money.amount)),
            None => one.unrated.push((anchor, figure)),
        }
    }
    one.partners.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    one
}

/// What was measured in a quarter, in the currency in which it was written.
fn actual(ground: &Ground<'_>, partner: &Partner, metric: &Metric, quarter: Quarter) -> Option<Money> {
    let series = ground.scores.get(&partner.id)?.metric(metric.id.as_str())?;
    let figure = series.reading(quarter)?.actual;
    figure.written().or_else(|| Some(Money { amount: figure.number()?, currency: series.currency? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{BOOK, figures, ground, names, portfolio};

    const RATES: &str = "schema: 1\ncurrency: EUR\nexchange_rates:\n  2026-Q2: {USD: 0.5}\n";

    #[test]
    fn shares_are_of_the_sum_at_the_rates_of_the_quarter() {
        let records = portfolio(&[
            ("quarterdeck.yaml", RATES),
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\n"),
            ("acme/observations.csv", &figures(&[("2026-Q2", 60)])),
            ("birch", "name: Birch\ncurrency: USD\nmetrics: [revenue]\n"),
            ("birch/observations.csv", &figures(&[("2026-Q2", 80)])),
            ("cedar", "name: Cedar\nmetrics: [revenue]\n"),
        ]);
        let ground = ground(&records);
        let all = concentrations(&ground, ground.quarter());
        let one = &all[0];
        // 60 EUR, and 80 USD at 0.5 are 40 EUR: 100 in all.
        assert_eq!((one.total(), one.share_of(1)), (Some(Decimal::from(100)), Some(Decimal::from(60))));
        assert_eq!((one.share_of(3), names(&one.silent)), (Some(Decimal::from(100)), vec!["Cedar"]));
    }

    #[test]
    fn without_a_rate_there_is_no_share_and_the_figure_is_named() {
        let records = portfolio(&[
            ("quarterdeck.yaml", RATES),
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\n"),
            ("acme/observations.csv", &figures(&[("2026-Q1", 60)])),
            ("birch", "name: Birch\ncurrency: USD\nmetrics: [revenue]\n"),
            ("birch/observations.csv", &figures(&[("2026-Q1", 80)])),
        ]);
        let ground = ground(&records);
        let all = concentrations(&ground, ground.quarter().plus(-1));
        assert_eq!((all[0].total(), all[0].share_of(1)), (None, None));
        assert_eq!(all[0].unrated[0].1.amount, Decimal::from(80));
    }
}
