//! The standards that the portfolio is held to: revenue, pipeline and traction with sellers against target, by alliance
//! and by initiative (P40).

use rust_decimal::Decimal;

use super::sponsorship::{One, counted, initiatives};
use super::{Counted, Ground};
use crate::facts;
use crate::playbook::shape::{Metric, Standard, Unit};
use crate::portfolio::calendar::Quarter;
use crate::portfolio::money::Currency;
use crate::portfolio::observation::Observation;
use crate::portfolio::words::{Degree, State};
use crate::portfolio::{Item, Partner};
use crate::scorecard::{points, reading, state};

/// The three standards, in the order in which they are shown.
pub const STANDARDS: [Standard; 3] = [Standard::Revenue, Standard::Pipeline, Standard::Traction];

/// A figure of a standard in the last closed quarter.
#[derive(Debug, Clone)]
pub struct Held<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The currency, if it is money.
    pub currency: Option<Currency>,
    /// What was measured; nothing without a figure.
    pub actual: Option<Decimal>,
    /// What was planned.
    pub target: Option<Decimal>,
    /// What the figure means against its target.
    pub state: State,
    /// Where it is shown.
    pub at: Counted,
}

/// An alliance or an initiative with its figures.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The alliance or the initiative.
    pub of: Counted,
    /// The names of its partners, for an initiative.
    pub partners: Vec<String>,
    /// How much work it is, if an initiative says so.
    pub effort: Option<Degree>,
    /// For each of [`STANDARDS`] its figures; none where no metric of it shows the standard.
    pub held: [Vec<Held<'a>>; 3],
}

impl Standing<'_> {
    /// The worst state of its figures; nothing if none is rated.
    pub fn worst(&self) -> Option<State> {
        let states = self.held.iter().flatten().map(|one| one.state);
        states.filter(|state| *state != State::NotRated).min()
    }
}

/// The alliances that are measured by a standard.
pub fn alliances<'a>(ground: &Ground<'a>) -> Vec<Standing<'a>> {
    let quarter = ground.quarter();
    let all = ground.partners().map(|partner| {
        let mut held = [Vec::new(), Vec::new(), Vec::new()];
        for series in ground.scores.get(&partner.id).into_iter().flat_map(|scores| &scores.series) {
            // The series shares the playbook's metric, which outlives it.
            let Some(metric) = ground.playbook.metric(series.metric.id.as_str()) else { continue };
            let Some(at) = place(metric) else { continue };
            held[at].push(Held {
                metric,
                currency: series.currency,
                actual: series.actual(quarter),
                target: series.target(quarter),
                state: state(ground.playbook, series.points(quarter).ok()),
                at: Counted::on(partner, &format!("m-{}", metric.id), &metric.name),
            });
        }
        Standing { of: Counted::partner(partner), partners: Vec::new(), effort: None, held }
    });
    all.filter(|one| one.held.iter().any(|held| !held.is_empty())).collect()
}

/// The running initiatives, with the figures that carry their name and the metrics that they name.
pub fn of_initiatives<'a>(ground: &Ground<'a>) -> Vec<Standing<'a>> {
    let running = initiatives(ground)
        .filter(|(partner, id, record)| !facts::ended(record, &ground.known(*partner, id)));
    running.map(|one| of_initiative(ground, one)).collect()
}

fn of_initiative<'a>(ground: &Ground<'a>, one: One<'a>) -> Standing<'a> {
    let (partner, id, record) = one;
    let partners: Vec<&Partner> = match partner {
        Some(partner) => vec![partner],
        None => record.partners.iter().filter_map(|id| ground.portfolio.partners.get(id.as_str())).collect(),
    };
    let mut held = [Vec::new(), Vec::new(), Vec::new()];
    for partner in &partners {
        // An id that a partner's own initiative has too means that one.
        if one.0.is_none() && partner.initiatives.contains_key(id) {
            continue;
        }
        for line in partner.observations.iter().filter(|line| is_of(line, id, ground, partner)) {
            let found = ground.playbook.metric(line.metric.as_str());
            if let Some((metric, at)) = found.and_then(|metric| Some((metric, place(metric)?))) {
                held[at].push(figure(ground, partner, metric, line, counted(one)));
            }
        }
    }
    for metric in record.metrics.iter().filter_map(|id| ground.playbook.metric(id.as_str())) {
        let Some(at) = place(metric) else { continue };
        if !held[at].iter().any(|one| one.metric.id == metric.id) {
            let (state, at_page) = (State::NotRated, counted(one));
            held[at].push(Held { metric, currency: None, actual: None, target: None, state, at: at_page });
        }
    }
    let partners = partners.iter().map(|partner| partner.profile.name.clone()).collect();
    Standing { of: counted(one), partners, effort: record.effort, held }
}

/// Whether a line is of an initiative in the last closed quarter.
fn is_of(line: &Observation, id: &str, ground: &Ground<'_>, partner: &Partner) -> bool {
    let ours = ground.portfolio.settings.fiscal_year;
    let quarter: Quarter = line.period.in_ours(ours, partner.fiscal_year(ours));
    line.initiative.as_ref().is_some_and(|of| of.as_str() == id) && quarter == ground.quarter()
}

fn figure<'a>(
    ground: &Ground<'_>,
    partner: &Partner,
    metric: &'a Metric,
    line: &Item<Observation>,
    at: Counted,
) -> Held<'a> {
    let reading = reading(ground.portfolio, line, metric.unit, partner, ground.quarter());
    Held {
        metric,
        currency: (metric.unit == Unit::Money)
            .then(|| partner.currency(ground.portfolio.settings.currency())),
        actual: reading.actual.number(),
        target: reading.target.number(),
        state: state(ground.playbook, points(metric, Some(&reading)).ok()),
        at,
    }
}

fn place(metric: &Metric) -> Option<usize> {
    STANDARDS.iter().position(|standard| metric.standard == Some(*standard))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{BOOK, ground, portfolio};

    const LINES: &str = "metric,period,target,actual,as_of,source,initiative\nrevenue,2026-Q2,100,90,2026-06-29,CRM,\nrevenue,2026-Q2,100,20,2026-06-29,CRM,queue\nrevenue,2026-Q1,100,99,2026-04-02,CRM,queue\n";
    const QUEUE: &str = "---\ntitle: Queue\neffort: high\nstages: [{stage: operate, from: 2025-01-10}]\nmetrics: [revenue]\n---\n";

    #[test]
    fn figures_of_an_initiative_and_of_its_alliance_stay_apart() {
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\n"),
            ("acme/observations.csv", LINES),
            ("acme/initiatives/queue.md", QUEUE),
        ]);
        let ground = ground(&records);
        let (whole, part) = (alliances(&ground), of_initiatives(&ground));
        assert_eq!(
            (whole[0].held[0][0].actual, whole[0].worst()),
            (Some(Decimal::from(90)), Some(State::OnTrack))
        );
        assert_eq!((part[0].held[0].len(), part[0].held[0][0].actual), (1, Some(Decimal::from(20))));
        assert_eq!((part[0].worst(), part[0].effort), (Some(State::OffTrack), Some(Degree::High)));
    }

    #[test]
    fn a_metric_that_is_named_and_has_no_figure_is_there_without_one() {
        let records =
            portfolio(&[("playbook.yaml", BOOK), ("acme", ""), ("acme/initiatives/queue.md", QUEUE)]);
        let part = of_initiatives(&ground(&records));
        assert_eq!((part[0].held[0][0].actual, part[0].worst()), (None, None));
        assert!(part[0].held[1].is_empty());
    }
}
