//! Whose score moved since the quarter before: by dimension, with the metric that moved it most.

use rust_decimal::Decimal;

use super::{Counted, Ground};
use crate::portfolio::words::State;
use crate::scorecard::{DimensionScore, Score, ScoreChange};

/// A partner whose score moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Mover {
    /// The partner.
    pub partner: Counted,
    /// State and score of the quarter before.
    pub before: (State, Option<Decimal>),
    /// State and score of the last closed quarter.
    pub now: (State, Option<Decimal>),
    /// The dimensions with evidence in both quarters, in the playbook's order: name, before, now.
    pub dimensions: Vec<(String, Decimal, Decimal)>,
    /// The metric that moved the score most, in the direction in which it went.
    pub metric: Option<MetricMove>,
    /// What the change is made of: figures, targets, metrics that came and went.
    pub why: Option<ScoreChange>,
    /// The ids of metrics that had evidence before and have none now.
    pub lost: Vec<String>,
    /// The ids of metrics that have evidence now and had none before.
    pub gained: Vec<String>,
}

impl Mover {
    /// By how much the score moved; nothing if there was none in one of the quarters.
    pub fn change(&self) -> Option<Decimal> {
        self.now.1.zip(self.before.1).map(|(now, before)| now - before)
    }
}

/// A metric that moved.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricMove {
    /// Its id.
    pub id: String,
    /// Its points before.
    pub before: Decimal,
    /// Its points now.
    pub now: Decimal,
    /// What that is worth in points of the score: the change, times the metric's share of its dimension and the
    /// dimension's share of the score, as they are now.
    pub effect: Decimal,
}

/// The partners whose state or score changed, the largest loss first, then the largest gain; without a score in one of
/// the quarters last.
pub fn movers(ground: &Ground<'_>) -> Vec<Mover> {
    let mut movers: Vec<Mover> = ground
        .partners()
        .filter_map(|partner| {
            let scores = ground.scores.get(&partner.id)?;
            let (before, now) = (scores.before(), scores.now());
            let moved = before.value != now.value || before.state != now.state;
            let why = scores.last_change(ground.playbook);
            moved.then(|| Mover { why, ..mover(Counted::partner(partner), before, now) })
        })
        .collect();
    movers.sort_by(|a, b| {
        let key = |one: &Mover| {
            let change = one.change();
            (
                change.is_none(),
                change.is_some_and(|change| change > Decimal::ZERO),
                std::cmp::Reverse(change.map(|change| change.abs())),
            )
        };
        key(a).cmp(&key(b)).then_with(|| a.partner.cmp(&b.partner))
    });
    movers
}

fn mover(partner: Counted, before: &Score, now: &Score) -> Mover {
    let pairs = || {
        now.dimensions
            .iter()
            .filter_map(|now| Some((before.dimensions.iter().find(|before| before.id == now.id)?, now)))
    };
    let mut mover = Mover {
        partner,
        before: (before.state, before.value),
        now: (now.state, now.value),
        dimensions: pairs()
            .filter_map(|(before, now)| Some((now.name.clone(), before.value?, now.value?)))
            .collect(),
        metric: None,
        why: None,
        lost: Vec::new(),
        gained: Vec::new(),
    };
    let rated: Decimal = now.dimensions.iter().filter(|one| one.value.is_some()).map(|one| one.weight).sum();
    let mut moves = Vec::new();
    for (before, now) in pairs() {
        for (id, points) in changes(before, now) {
            match points {
                (Some(_), None) => mover.lost.push(id),
                (None, Some(_)) => mover.gained.push(id),
                (Some(before), Some(after)) => {
                    let effect = effect(now, &id, rated).map(|share| (after - before) * share);
                    moves.extend(effect.map(|effect| MetricMove { id, before, now: after, effect }));
                }
                (None, None) => {}
            }
        }
    }
    let down = mover.change().is_none_or(|change| change < Decimal::ZERO);
    moves.retain(|one| if down { one.effect < Decimal::ZERO } else { one.effect > Decimal::ZERO });
    moves.sort_by(|a, b| b.effect.abs().cmp(&a.effect.abs()).then_with(|| a.id.cmp(&b.id)));
    mover.metric = moves.into_iter().next();
    mover
}

type Points = (Option<Decimal>, Option<Decimal>);

/// The points of each metric, before and now.
fn changes(before: &DimensionScore, now: &DimensionScore) -> impl Iterator<Item = (String, Points)> {
    now.metrics.iter().map(|metric| {
        let then = before.metrics.iter().find(|one| one.id == metric.id);
        (metric.id.clone(), (then.and_then(|one| one.points.ok()), metric.points.ok()))
    })
}

/// The share of the score that a metric with evidence carries.
fn effect(dimension: &DimensionScore, id: &str, rated: Decimal) -> Option<Decimal> {
    let seen: Decimal = dimension.metrics.iter().filter(|one| one.points.is_ok()).map(|one| one.weight).sum();
    let weight = dimension.metrics.iter().find(|one| one.id == id)?.weight;
    weight.checked_div(seen)?.checked_mul(dimension.weight)?.checked_div(rated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};

    const BOOK: &str = "\
scorecard:
  dimensions: [{id: financial, name: Financial, weight: 3}, {id: operational, name: Operational, weight: 1}]
  on_track_from: 75
  at_risk_from: 50
  coverage_floor: 0
metrics:
  - {id: revenue, name: Revenue, definition: Won, dimension: financial, unit: count, direction: up, poor: 0}
  - {id: people, name: People, definition: Trained, dimension: operational, unit: count, direction: up, poor: 0}
  - {id: cases, name: Cases, definition: Solved, dimension: operational, unit: count, direction: up, poor: 0}
";

    fn log(lines: &[(&str, &str, u32)]) -> String {
        let head = "metric,period,target,actual,as_of,source\n".to_owned();
        lines.iter().fold(head, |all, (metric, period, actual)| {
            all + &format!("{metric},{period},100,{actual},2026-06-29,CRM\n")
        })
    }

    #[test]
    fn the_metric_that_moved_the_score_most_is_named_by_its_effect() {
        // Revenue falls by 20 points of three quarters of the score: 15. People fall by 40 of one quarter: 10.
        let lines = [
            ("revenue", "2026-Q1", 80),
            ("revenue", "2026-Q2", 60),
            ("people", "2026-Q1", 90),
            ("people", "2026-Q2", 50),
        ];
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue, people, cases]\n"),
            ("acme/observations.csv", &log(&lines)),
        ]);
        let movers = movers(&ground(&records));
        let metric = movers[0].metric.as_ref().unwrap();
        assert_eq!((metric.id.as_str(), metric.effect), ("revenue", Decimal::from(-15)));
        assert_eq!(movers[0].change(), Some(Decimal::from(-25)));
        assert_eq!(movers[0].dimensions[1], ("Operational".to_owned(), Decimal::from(90), Decimal::from(50)));
    }

    #[test]
    fn evidence_that_comes_or_goes_is_named_and_moves_nothing_by_itself() {
        let lines = [
            ("revenue", "2026-Q1", 80),
            ("revenue", "2026-Q2", 90),
            ("people", "2026-Q1", 10),
            ("cases", "2026-Q2", 70),
        ];
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue, people, cases]\n"),
            ("acme/observations.csv", &log(&lines)),
        ]);
        let movers = movers(&ground(&records));
        assert_eq!(
            (&movers[0].lost[..], &movers[0].gained[..]),
            (&["people".to_owned()][..], &["cases".to_owned()][..])
        );
        assert_eq!(movers[0].metric.as_ref().unwrap().id, "revenue");
    }

    #[test]
    fn whoever_stands_still_is_no_mover() {
        let lines = [("revenue", "2026-Q1", 80), ("revenue", "2026-Q2", 80)];
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\n"),
            ("acme/observations.csv", &log(&lines)),
        ]);
        assert_eq!(movers(&ground(&records)), []);
    }
}
