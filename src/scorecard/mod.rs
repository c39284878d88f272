//! Observations to points to dimensions to a score that carries its reasons.
//!
//! Points of a metric: 100 at the target or better, 0 at its `poor` value or worse, in proportion between.
//! A dimension is the weighted mean of its metrics that have evidence, a score the weighted mean of its
//! dimensions that have any; under the playbook's coverage floor there is no score.

mod change;
mod compare;
mod points;
mod round;
mod score;
mod series;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use self::change::ScoreChange;
pub use self::compare::{Variance, YearToDate, variance};
pub use self::points::{Unrated, points};
use self::round::{apportion, round};
pub use self::round::{ratio, whole};
pub use self::score::{Age, DimensionScore, MetricScore, Score, capped, score, state};
pub use self::series::{Amount, Reading, Series, reading, series};
use crate::playbook::Playbook;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::{Partner, Portfolio};

/// Quarters that are looked back at, even where there is no figure.
pub const QUARTERS: i32 = 8;

/// Quarters that are scored at most: twenty years. A figure of an earlier quarter still stands in its series.
const MOST: i32 = 80;

/// The figures and scores of a partner through its whole history, judged by today's playbook.
#[derive(Debug, Clone)]
pub struct Scores {
    /// Its metrics through the quarters.
    pub series: Vec<Series>,
    /// Its scores, oldest quarter first, the last closed one last; eight at least.
    pub quarters: Vec<Score>,
}

impl Scores {
    /// The figures and scores of a partner, up to a quarter.
    pub fn of(portfolio: &Portfolio, playbook: &Playbook, partner: &Partner, last: Quarter) -> Self {
        let series = series(portfolio, playbook, partner);
        let first = series.iter().filter_map(Series::begins).min().unwrap_or(last);
        let wanted = (QUARTERS..MOST).find(|back| last.plus(1 - back) <= first).unwrap_or(MOST);
        let quarters = (0..wanted).rev().map(|back| score(playbook, &series, last.plus(-back))).collect();
        Self { series, quarters }
    }

    /// The same as they stood after an earlier quarter: that one last, eight quarters at least. Figures are those that are
    /// known today.
    pub fn until(&self, playbook: &Playbook, last: Quarter) -> Self {
        let mut quarters: Vec<Score> =
            self.quarters.iter().filter(|score| score.quarter <= last).cloned().collect();
        while quarters.len() < QUARTERS as usize {
            let earlier = quarters.first().map_or(last, |first| first.quarter.plus(-1));
            quarters.insert(0, score(playbook, &self.series, earlier));
        }
        Self { series: self.series.clone(), quarters }
    }

    /// The score of the last closed quarter.
    pub fn now(&self) -> &Score {
        &self.quarters[self.quarters.len() - 1]
    }

    /// The score of the quarter before.
    pub fn before(&self) -> &Score {
        &self.quarters[self.quarters.len() - 2]
    }

    /// The score of a quarter.
    pub fn quarter(&self, quarter: Quarter) -> Option<&Score> {
        self.quarters.iter().find(|score| score.quarter == quarter)
    }

    /// The scores of the last eight quarters, oldest first.
    pub fn recent(&self) -> &[Score] {
        &self.quarters[self.quarters.len() - QUARTERS as usize..]
    }

    /// The series of a metric.
    pub fn metric(&self, id: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.metric.id.as_str() == id)
    }

    /// Since which quarter the present state has held, and whether that is known: it may be older than all figures.
    pub fn state_since(&self) -> (Quarter, bool) {
        let state = self.now().state;
        let same = self.quarters.iter().rev().take_while(|score| score.state == state).count();
        (self.quarters[self.quarters.len() - same].quarter, same < self.quarters.len())
    }
}

/// The figures and scores of all partners as of a day, by the partner's id. Each is made from its own records alone.
pub fn scoreboard(portfolio: &Portfolio, playbook: &Playbook, as_of: Date) -> BTreeMap<String, Scores> {
    let last = portfolio.settings.fiscal_year.last_closed(as_of);
    let partners: Vec<&Partner> = portfolio.partners.values().collect();
    let scores: Vec<Scores> =
        partners.par_iter().map(|partner| Scores::of(portfolio, playbook, partner, last)).collect();
    partners.into_iter().map(|partner| partner.id.clone()).zip(scores).collect()
}
