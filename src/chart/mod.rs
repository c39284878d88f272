//! Draws a chart's data as themable SVG, one chart a file. Computes no figure and knows no record.
//!
//! Every function returns one inline `<svg>` element that holds classes and geometry only: no colour, no
//! style, no id, no script. `templates/chart.css` colours the classes. Same figure, same bytes.

mod axis;
mod backend;
mod bullet;
mod cadence_strip;
mod days;
mod dumbbell;
mod flow_bars;
mod funnel;
mod heat_map;
mod histogram;
mod label;
mod level_bars;
mod network;
mod promise_bars;
mod range_strip;
mod risk_grid;
mod rows;
mod scale;
mod sign_strip;
mod sparkline;
mod split_bar;
mod state;
mod state_stack;
mod svg;
mod timeline;
mod trend;

#[cfg(test)]
mod audit;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use sparkline::SparklineSize;

use crate::view::figure::{
    Bullet, CadenceStrip, Dumbbell, FlowBars, Funnel, HeatMap, Histogram, LevelBars, Network, PromiseBars,
    RangeStrip, RiskGrid, SignStrip, Sparkline, SplitBar, StateStack, Timeline, Trend,
};

/// Draws a measure's recent shape, 96 by 24 or 240 by 32.
pub fn sparkline(figure: &Sparkline, size: SparklineSize) -> String {
    sparkline::draw(figure, size)
}

/// Draws a measure against its target, 220 by 28.
pub fn bullet(figure: &Bullet) -> String {
    bullet::draw(figure)
}

/// Draws measures over time, 560 by 264; the page sets title and subtitle above it.
pub fn trend(figure: &Trend) -> String {
    trend::draw(figure)
}

/// Draws the portfolio by state over time, 560 by 264; the page sets title and subtitle above it.
pub fn state_stack(figure: &StateStack) -> String {
    state_stack::draw(figure)
}

/// Draws risks by likelihood and impact, 368 by 244.
pub fn risk_grid(figure: &RiskGrid) -> String {
    risk_grid::draw(figure)
}

/// Draws what is due when, 960 wide and 28 a lane; place it where it may scroll sideways.
pub fn timeline(figure: &Timeline) -> String {
    timeline::draw(figure)
}

/// Draws scores of alliances by measures, 28 a row; place it where it may scroll sideways.
pub fn heat_map(figure: &HeatMap) -> String {
    heat_map::draw(figure)
}

/// Draws two sides on one scale, 430 wide and 46 an item.
pub fn dumbbell(figure: &Dumbbell) -> String {
    dumbbell::draw(figure)
}

/// Draws stages and outcomes, 430 wide.
pub fn funnel(figure: &Funnel) -> String {
    funnel::draw(figure)
}

/// Draws how promises fared, 430 wide and 54 a row.
pub fn promise_bars(figure: &PromiseBars) -> String {
    promise_bars::draw(figure)
}

/// Draws when bodies met, 430 wide and 50 a lane.
pub fn cadence_strip(figure: &CadenceStrip) -> String {
    cadence_strip::draw(figure)
}

/// Draws how a value is split, 430 wide and 46 a row.
pub fn split_bar(figure: &SplitBar) -> String {
    split_bar::draw(figure)
}

/// Draws how often each value occurs, 430 wide.
pub fn histogram(figure: &Histogram) -> String {
    histogram::draw(figure)
}

/// Draws signs that are there or not, 430 wide and 30 a row.
pub fn sign_strip(figure: &SignStrip) -> String {
    sign_strip::draw(figure)
}

/// Draws levels of criteria, 430 wide and 28 a row.
pub fn level_bars(figure: &LevelBars) -> String {
    level_bars::draw(figure)
}

/// Draws who is linked with whom, 640 wide; place it where it may scroll sideways.
pub fn network(figure: &Network) -> String {
    network::draw(figure)
}

/// Draws who came and who left, 430 wide.
pub fn flow_bars(figure: &FlowBars) -> String {
    flow_bars::draw(figure)
}

/// Draws everybody as a dot on one axis, 430 wide.
pub fn range_strip(figure: &RangeStrip) -> String {
    range_strip::draw(figure)
}
