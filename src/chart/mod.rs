//! Draws a chart's data as themable SVG, one chart a file. Computes no figure and knows no record.
//!
//! Every function returns one inline `<svg>` element that holds classes and geometry only: no colour, no
//! style, no id, no script. `templates/chart.css` colours the classes. Same figure, same bytes.

mod axis;
mod backend;
mod bullet;
mod cadence_strip;
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::view::figure::*;

    /// Every chart, filled so that every class is written at least once.
    fn gallery() -> Vec<String> {
        let points = |values: &[f64]| values.iter().map(|value| (*value > 0.0).then_some(*value)).collect();
        let series = |tone| Series {
            name: "Line".to_owned(),
            tone,
            points: points(&[1.0, 2.0, 3.0, 0.0, 4.0, 5.0]),
            end: "5".to_owned(),
        };
        let tones = [
            Tone::Actual,
            Tone::Previous,
            Tone::Target,
            Tone::First,
            Tone::Second,
            Tone::Third,
            Tone::Fourth,
        ];
        let periods: Vec<String> = (1..=6).map(|quarter| format!("Q{quarter}")).collect();
        let spark = Sparkline { points: points(&[1.0, 0.0, 2.0, 3.0, 0.0]), summary: "s".to_owned() };
        let within = Bullet {
            actual: Some(3.0),
            target: Some(4.0),
            scale: (0.0, 10.0),
            bands: vec![2.0, 4.0, 6.0, 8.0],
            higher_is_better: true,
            summary: "s".to_owned(),
        };
        let beyond = Bullet { actual: Some(30.0), target: Some(40.0), ..within.clone() };
        let trend_figure = Trend {
            title: String::new(),
            subtitle: String::new(),
            periods: periods.clone(),
            series: tones.map(series).to_vec(),
            band: Some(Band { low: 2.0, high: 3.0, name: "healthy".to_owned() }),
            notes: Vec::new(),
            ticks: nice_ticks(0.0, 5.0).into_iter().map(|tick| (tick, tick.to_string())).collect(),
            summary: "s".to_owned(),
        };
        let stack = StateStack {
            title: String::new(),
            subtitle: String::new(),
            periods,
            on_track: vec![9; 6],
            at_risk: vec![8; 6],
            off_track: vec![7; 6],
            not_rated: vec![6; 6],
            summary: "s".to_owned(),
        };
        let risk =
            RatedRisk { label: "R1".to_owned(), likelihood: 3, impact: 3, href: Some("#r1".to_owned()) };
        let kinds = [
            MarkKind::Renewal,
            MarkKind::NoticeDeadline,
            MarkKind::Review,
            MarkKind::Milestone(MilestoneState::Done),
            MarkKind::Milestone(MilestoneState::Due),
            MarkKind::Milestone(MilestoneState::Missed),
        ];
        let lane = |kind| Lane {
            name: "Northwind".to_owned(),
            href: Some("northwind.html".to_owned()),
            marks: vec![Mark { date: date(2026, 8, 1), kind, label: "Mark".to_owned() }],
        };
        let line = Timeline {
            lanes: kinds.map(lane).to_vec(),
            from: date(2026, 7, 1),
            to: date(2026, 12, 31),
            grid: vec![(date(2026, 7, 1), "2026-Q3".to_owned())],
            as_of: date(2026, 7, 15),
            as_of_label: "As of 15 Jul 2026".to_owned(),
            summary: "s".to_owned(),
        };
        let score = |value: f64| Some((value, value.to_string()));
        let map = HeatMap {
            rows: vec![("Northwind".to_owned(), None)],
            columns: vec!["Score".to_owned(); 6],
            values: vec![vec![score(1.0), score(25.0), score(45.0), score(65.0), score(85.0), None]],
            summary: "s".to_owned(),
        };
        vec![
            sparkline(&spark, SparklineSize::Row),
            sparkline(&Sparkline { points: vec![], ..spark }, SparklineSize::Card),
            bullet(&within),
            bullet(&beyond),
            trend(&trend_figure),
            state_stack(&stack),
            risk_grid(&RiskGrid { risks: vec![risk], summary: "s".to_owned() }),
            timeline(&line),
            heat_map(&map),
        ]
    }

    #[test]
    fn the_same_figures_give_the_same_bytes() {
        assert_eq!(gallery(), gallery());
    }

    #[test]
    fn every_class_that_is_drawn_is_styled_and_every_class_styled_is_drawn() {
        let sheet = include_str!("../../templates/chart.css");
        let is_name = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let styled: std::collections::BTreeSet<&str> = sheet
            .match_indices(".c-")
            .map(|(start, _)| sheet[start + 1..].split(|c| !is_name(c)).next().unwrap())
            .collect();
        let gallery = gallery().concat();
        let drawn: std::collections::BTreeSet<&str> = gallery
            .split("class=\"")
            .skip(1)
            .flat_map(|rest| rest.split('"').next().unwrap().split(' '))
            .filter(|class| *class != "chart")
            .collect();
        // Containers that only group carry a class for themes and need no rule of their own.
        let unstyled: Vec<_> =
            drawn.difference(&styled).filter(|class| !["c-cell", "c-mark"].contains(class)).collect();
        assert!(unstyled.is_empty(), "drawn without a rule: {unstyled:?}");
        let unused: Vec<_> = styled.difference(&drawn).collect();
        assert!(unused.is_empty(), "styled and never drawn: {unused:?}");
    }

    #[test]
    fn the_sheet_names_no_colour_of_its_own() {
        let sheet = include_str!("../../templates/chart.css");
        let hexes: Vec<&str> =
            sheet.split('#').skip(1).map(|rest| rest.split([' ', ';', ')']).next().unwrap()).collect();
        assert_eq!(hexes, ["000"], "black darkens amber for its ink; nothing else is named");
        assert!(!sheet.contains("url(") && !sheet.contains("@import"));
    }
}
