//! How each partner has stood, told from its scorecard for the facts that ask for it.

use crate::facts::{MetricStanding, Standing};
use crate::playbook::Playbook;
use crate::portfolio::calendar::Date;
use crate::portfolio::{Partner, Portfolio};
use crate::scorecard::{Score, points, score, series, state};

/// How many closed quarters are looked back at.
const QUARTERS: i32 = 8;

/// How a partner has stood as of a day.
pub fn standing(portfolio: &Portfolio, playbook: &Playbook, partner: &Partner, as_of: Date) -> Standing {
    let closed = portfolio.settings.fiscal_year.last_closed(as_of);
    let series = series(portfolio, playbook, partner);
    let quarters = || (0..QUARTERS).map(|back| closed.plus(-back));
    let scores: Vec<Score> = quarters().map(|quarter| score(playbook, &series, quarter)).collect();
    let mut standing = Standing {
        states: scores.iter().map(|score| (score.quarter, score.state)).collect(),
        ..Standing::default()
    };
    for one in &series {
        let state_in =
            |quarter| state(playbook, one.reading(quarter).and_then(|reading| points(one.metric, reading)));
        standing.metrics.insert(
            one.metric.id.to_string(),
            MetricStanding {
                states: quarters().map(|quarter| (quarter, state_in(quarter))).collect(),
                measured: one
                    .readings
                    .iter()
                    .filter(|(_, one)| one.actual.is_some())
                    .map(|(at, _)| *at)
                    .collect(),
                planned: one
                    .readings
                    .iter()
                    .filter(|(_, one)| one.target.is_some())
                    .map(|(at, _)| *at)
                    .collect(),
            },
        );
    }
    standing
}
