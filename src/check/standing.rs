//! How each partner has stood, told from its scores for the facts that ask for it.

use crate::facts::{MetricStanding, Standing};
use crate::playbook::Playbook;
use crate::portfolio::calendar::Quarter;
use crate::scorecard::{Reading, Scores, state};

/// How a partner has stood, the last closed quarter first.
pub fn standing(playbook: &Playbook, scores: &Scores) -> Standing {
    let recent = || scores.recent().iter().rev();
    let mut standing = Standing {
        states: recent().map(|score| (score.quarter, score.state)).collect(),
        ..Standing::default()
    };
    for one in &scores.series {
        let state_in = |quarter| state(playbook, one.points(quarter).ok());
        let quarters = |written: fn(&Reading) -> bool| -> Vec<Quarter> {
            one.readings.iter().filter(|(_, reading)| written(reading)).map(|(at, _)| *at).collect()
        };
        standing.metrics.insert(
            one.metric.id.to_string(),
            MetricStanding {
                states: recent().map(|score| (score.quarter, state_in(score.quarter))).collect(),
                measured: quarters(|reading| reading.actual.is_written()),
                planned: quarters(|reading| reading.target.is_written()),
            },
        );
    }
    standing
}
