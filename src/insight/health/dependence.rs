//! How far each side hangs on the other: theirs as declared, ours as their share of what alliances bring us.

use rust_decimal::Decimal;

use crate::insight::Counted;
use crate::insight::concentration::Concentration;
use crate::playbook::shape::{Attribution, Standard};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::profile::StrategicTest;
use crate::portfolio::words::Degree;

/// How far each side hangs on the other.
#[derive(Debug, Clone)]
pub struct Dependence<'a> {
    /// How far their business hangs on us, as somebody declared it.
    pub theirs: Option<Degree>,
    /// Whether losing each other would badly hurt.
    pub test: Option<&'a StrategicTest>,
    /// How far ours hangs on them.
    pub ours: Ours<'a>,
}

/// How far ours hangs on them: their share of sourced revenue.
#[derive(Debug, Clone)]
pub enum Ours<'a> {
    /// Sourced revenue is no standard of the playbook, or nobody is measured by it.
    NoMetric,
    /// They have no figure for the quarter.
    NoFigure {
        /// The name of the metric.
        metric: &'a str,
        /// The quarter.
        quarter: Quarter,
    },
    /// There is no sum to take a share of.
    NoShare {
        /// The name of the metric.
        metric: &'a str,
        /// The quarter.
        quarter: Quarter,
        /// Partners whose figure lacks an exchange rate; none if the figures do not add up to more than 0.
        unrated: Vec<Counted>,
    },
    /// So much of it comes from them.
    Share {
        /// The name of the metric.
        metric: &'a str,
        /// The quarter.
        quarter: Quarter,
        /// The figure that it is taken from.
        record: Counted,
        /// Their figure, in the portfolio's currency.
        amount: Decimal,
        /// The sum over all partners.
        total: Decimal,
        /// Their share in per cent.
        share: Decimal,
        /// Their place among the partners with a figure, from 1.
        rank: usize,
        /// How many partners have a figure.
        among: usize,
    },
}

/// How far each side hangs on the other. The concentrations are those of the last closed quarter.
pub fn dependence<'a>(partner: &'a Partner, concentrations: &'a [Concentration<'a>]) -> Dependence<'a> {
    let sourced = concentrations.iter().find(|one| {
        one.metric.attribution == Some(Attribution::Sourced) && one.metric.standard == Some(Standard::Revenue)
    });
    Dependence {
        theirs: partner.profile.dependency_on_us,
        test: partner.profile.strategic_test.as_ref(),
        ours: sourced.map_or(Ours::NoMetric, |one| ours(partner, one)),
    }
}

fn ours<'a>(partner: &Partner, of: &'a Concentration<'a>) -> Ours<'a> {
    let (metric, quarter) = (of.metric.name.as_str(), of.quarter);
    let is = |record: &Counted| record.partner.as_deref() == Some(partner.id.as_str());
    let unrated = of.unrated.iter().map(|(record, _)| record);
    let Some(place) = of.partners.iter().position(|(record, _)| is(record)) else {
        return match unrated.clone().any(is) {
            true => Ours::NoShare { metric, quarter, unrated: unrated.cloned().collect() },
            false => Ours::NoFigure { metric, quarter },
        };
    };
    let (record, amount) = &of.partners[place];
    let sound = of.partners.iter().all(|(_, amount)| *amount >= Decimal::ZERO);
    let total = of.total().filter(|total| sound && *total > Decimal::ZERO);
    let share = total.and_then(|total| amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total));
    match total.zip(share) {
        Some((total, share)) => Ours::Share {
            metric,
            quarter,
            record: record.clone(),
            amount: *amount,
            total,
            share,
            rank: place + 1,
            among: of.partners.len(),
        },
        None => Ours::NoShare { metric, quarter, unrated: unrated.cloned().collect() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::concentration::concentrations;
    use crate::insight::tests::{figures, ground, names, portfolio};

    const BOOK: &str = "\
metrics:
  - id: revenue
    name: Sourced revenue
    definition: Revenue
    dimension: financial
    unit: money
    direction: up
    standard: revenue
    attribution: sourced
";
    const RATES: &str = "schema: 1\nexchange_rates:\n  2026-Q1: {USD: 0.5}\n";

    fn of(id: &str, more: &[(&str, &str)], look: impl Fn(&Ours<'_>)) {
        let (acme, birch) = (figures(&[("2026-Q2", 60)]), figures(&[("2026-Q2", 180)]));
        let mut files = vec![
            ("quarterdeck.yaml", RATES),
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\ndependency_on_us: high\n"),
            ("acme/observations.csv", &acme),
            ("birch", "name: Birch\nmetrics: [revenue]\n"),
            ("birch/observations.csv", &birch),
            ("cedar", "name: Cedar\nmetrics: [revenue]\n"),
        ];
        files.extend(more);
        let records = portfolio(&files);
        let ground = ground(&records);
        let all = concentrations(&ground, ground.quarter());
        let partner = &records.portfolio.partners[id];
        let dependence = dependence(partner, &all);
        assert_eq!(dependence.theirs, (id == "acme").then_some(Degree::High));
        look(&dependence.ours);
    }

    #[test]
    fn our_dependence_is_their_share_of_sourced_revenue() {
        of("acme", &[], |ours| {
            let Ours::Share { amount, total, share, rank, among, .. } = ours else { panic!("{ours:?}") };
            let number = |number: i64| Decimal::from(number);
            assert_eq!((*amount, *total, *share), (number(60), number(240), number(25)));
            assert_eq!((*rank, *among), (2, 2));
        });
    }

    #[test]
    fn without_a_figure_or_a_rate_there_is_no_share() {
        of("cedar", &[], |ours| assert!(matches!(ours, Ours::NoFigure { .. }), "{ours:?}"));
        let figures = figures(&[("2026-Q2", 10)]);
        let dollar = [
            ("dune", "name: Dune\ncurrency: USD\nmetrics: [revenue]\n"),
            ("dune/observations.csv", &*figures),
        ];
        of("acme", &dollar, |ours| {
            let Ours::NoShare { unrated, .. } = ours else { panic!("{ours:?}") };
            assert_eq!(names(unrated), ["Dune"]);
        });
        of("dune", &dollar, |ours| assert!(matches!(ours, Ours::NoShare { .. }), "{ours:?}"));
    }
}
