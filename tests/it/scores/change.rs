//! What a change of a score is made of.

use quarterdeck::portfolio::calendar::Quarter;
use quarterdeck::record::Leaf;
use quarterdeck::scorecard::{ScoreChange, Scores};
use rust_decimal::Decimal;

use super::{profile, read, table};

/// One dimension of two metrics with the same weight, over two quarters.
fn change(lines: &[&str]) -> Option<ScoreChange> {
    let metric = |id: &str| {
        format!(
            "  - {{id: {id}, name: M, definition: D, dimension: only, unit: count, direction: up, poor: 0}}\n"
        )
    };
    let playbook = format!(
        "scorecard: {{dimensions: [{{id: only, name: Only, weight: 1}}], on_track_from: 75, at_risk_from: 50, coverage_floor: 40}}\n\
         metrics:\n{}{}",
        metric("one"),
        metric("two")
    );
    let lines: Vec<String> = lines.iter().map(|line| format!("{line},2026-12-31,CRM\n")).collect();
    let loaded = read(&playbook, &[("acme", profile("one, two"), table(&lines))]);
    let last = Quarter::parse("2026-Q2").unwrap();
    let scores = Scores::of(&loaded.portfolio, &loaded.playbook, &loaded.portfolio.partners["acme"], last);
    scores.last_change(&loaded.playbook)
}

fn parts(change: ScoreChange) -> [i64; 4] {
    [change.whole, change.figures, change.targets, change.metrics].map(|part| {
        assert!(part.fract().is_zero(), "{part}");
        i64::try_from(part.trunc()).unwrap()
    })
}

#[test]
fn a_figure_that_got_better_is_a_figure() {
    let change =
        change(&["one,2026-Q1,100,50", "two,2026-Q1,100,50", "one,2026-Q2,100,70", "two,2026-Q2,100,50"]);
    assert_eq!(parts(change.unwrap()), [10, 10, 0, 0]);
}

/// The figure fell, and the target fell further: the score rises, and that is no good news.
#[test]
fn a_target_that_was_lowered_is_a_target() {
    let change =
        change(&["one,2026-Q1,100,50", "two,2026-Q1,100,50", "one,2026-Q2,50,40", "two,2026-Q2,100,50"])
            .unwrap();
    assert_eq!(parts(change), [15, -5, 20, 0]);
    assert!(change.misleads());
}

/// A bad metric that nobody measures any more lifts the score.
#[test]
fn a_metric_that_went_is_a_metric() {
    let change = change(&["one,2026-Q1,100,80", "two,2026-Q1,100,20", "one,2026-Q2,100,70"]).unwrap();
    assert_eq!(parts(change), [20, -10, 0, 30]);
    assert!(change.misleads());
}

#[test]
fn without_a_score_in_one_of_the_quarters_there_is_no_change() {
    assert_eq!(change(&["one,2026-Q2,100,80"]), None);
    let other = change(&["one,2026-Q1,100,80", "two,2026-Q2,100,30"]).unwrap();
    assert_eq!(parts(other), [-50, 0, 0, -50]);
    assert_eq!(other.whole, Decimal::from(-50));
}
