//! Laws that hold whatever the weights, the targets and the figures are.

use proptest::collection::vec;
use proptest::prelude::*;
use quarterdeck::load::Loaded;
use quarterdeck::scorecard::Score;
use rust_decimal::Decimal;

use super::{profile, read, score_of, table};

/// A metric of a playbook, with a figure or without.
#[derive(Debug, Clone)]
struct Measured {
    dimension: usize,
    weight: u32,
    direction: &'static str,
    target: u32,
    actual: Option<i32>,
}

const DIMENSIONS: [&str; 4] = ["strategic", "financial", "operational", "relationship"];

fn measured() -> impl Strategy<Value = Measured> {
    let direction = prop::sample::select(vec!["up", "down", "band"]);
    let actual = prop::option::weighted(0.8, -300..700);
    (0..4_usize, 0..9_u32, direction, 1..500_u32, actual).prop_map(
        |(dimension, weight, direction, target, actual)| Measured {
            dimension,
            weight,
            direction,
            target,
            actual,
        },
    )
}

fn weights() -> impl Strategy<Value = Vec<u32>> {
    vec(0..60_u32, 4)
        .prop_filter("a score needs a weight", |weights| weights.iter().any(|weight| *weight > 0))
}

fn playbook(weights: &[u32], metrics: &[Measured]) -> String {
    let mut text = "scorecard:\n  dimensions:\n".to_owned();
    for (id, weight) in DIMENSIONS.iter().zip(weights) {
        text.push_str(&format!("    - {{id: {id}, name: {id}, weight: {weight}}}\n"));
    }
    text.push_str("  on_track_from: 75\n  at_risk_from: 50\n  coverage_floor: 60\nmetrics:\n");
    for (at, one) in metrics.iter().enumerate() {
        let band = if one.direction == "band" { ", band: {min: 40, max: 60}" } else { "" };
        text.push_str(&format!(
            "  - {{id: m{at}, name: M, definition: D, dimension: {}, weight: {}, unit: count, direction: {}{band}}}\n",
            DIMENSIONS[one.dimension], one.weight, one.direction
        ));
    }
    text
}

fn lines(metrics: &[Measured]) -> Vec<String> {
    let line = |(at, one): (usize, &Measured)| {
        let actual = one.actual.map(|actual| actual.to_string()).unwrap_or_default();
        format!("m{at},2026-Q1,{},{actual},2026-04-10,CRM\n", one.target)
    };
    metrics.iter().enumerate().map(line).collect()
}

fn names(count: usize) -> String {
    (0..count).map(|at| format!("m{at}")).collect::<Vec<_>>().join(", ")
}

fn scored(weights: &[u32], metrics: &[Measured]) -> Loaded {
    read(&playbook(weights, metrics), &[("acme", profile(&names(metrics.len())), table(&lines(metrics)))])
}

fn score(weights: &[u32], metrics: &[Measured]) -> Score {
    score_of(&scored(weights, metrics), "acme")
}

/// As the figure would be if it were so much better.
fn better(one: &Measured, by: i32) -> Measured {
    let actual = one.actual.map(|actual| match one.direction {
        "up" => actual + by,
        "down" => actual - by,
        // Towards the middle of the band, and not beyond.
        _ if actual < 50 => (actual + by).min(50),
        _ => (actual - by).max(50),
    });
    Measured { actual, ..one.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_better_figure_never_lowers_a_score(
        weights in weights(), metrics in vec(measured(), 1..9), which in any::<prop::sample::Index>(), by in 0..300,
    ) {
        let mut improved = metrics.clone();
        let at = which.index(metrics.len());
        improved[at] = better(&metrics[at], by);
        let (before, after) = (score(&weights, &metrics), score(&weights, &improved));
        prop_assert!(before.value <= after.value, "{:?} > {:?}", before.value, after.value);
        prop_assert_eq!(before.coverage, after.coverage);
    }

    #[test]
    fn parts_sum_to_the_whole(weights in weights(), metrics in vec(measured(), 1..9)) {
        let score = score(&weights, &metrics);
        for dimension in &score.dimensions {
            let parts: Vec<Decimal> = dimension.metrics.iter().filter_map(|metric| metric.adds).collect();
            prop_assert_eq!(dimension.value.is_some(), !parts.is_empty());
            prop_assert_eq!(parts.iter().sum::<Decimal>(), dimension.value.unwrap_or_default());
        }
        let parts: Vec<Decimal> = score.dimensions.iter().filter_map(|dimension| dimension.adds).collect();
        prop_assert_eq!(parts.iter().sum::<Decimal>(), score.value.unwrap_or_default());
        prop_assert!(parts.iter().all(|part| *part >= Decimal::ZERO));
        // It speaks only where enough of the weight has evidence.
        if score.value.is_some() {
            prop_assert!(score.coverage >= Decimal::from(60));
        }
        let hundred = Decimal::ZERO..=Decimal::ONE_HUNDRED;
        prop_assert!(hundred.contains(&score.coverage));
        prop_assert!(score.value.is_none_or(|value| hundred.contains(&value) && value.scale() <= 2));
    }

    /// What a spreadsheet finds with ROUND, SUMPRODUCT and SUM.
    #[test]
    fn a_spreadsheet_finds_the_same(weights in weights(), metrics in vec(measured(), 1..9)) {
        let round = |number: Decimal| number.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let mean = |parts: &[(Decimal, Decimal)]| {
            let whole: Decimal = parts.iter().map(|(_, weight)| weight).sum();
            (!whole.is_zero()).then(|| round(parts.iter().map(|(value, weight)| value * weight).sum::<Decimal>() / whole))
        };
        let score = score(&weights, &metrics);
        let mut values = Vec::new();
        for (dimension, weight) in score.dimensions.iter().zip(&weights) {
            let points: Vec<_> = dimension.metrics.iter()
                .filter_map(|metric| Some((metric.points.ok()?, metric.weight))).collect();
            let value = mean(&points);
            prop_assert_eq!(dimension.value, value);
            values.extend(value.map(|value| (value, Decimal::from(*weight))));
        }
        if let Some(value) = score.value {
            prop_assert_eq!(Some(value), mean(&values));
        }
    }

    #[test]
    fn the_order_of_lines_never_matters(weights in weights(), metrics in vec(measured(), 2..9), turn in 1..8_usize) {
        let straight = scored(&weights, &metrics);
        let mut turned = lines(&metrics);
        let by = turn % metrics.len();
        turned.rotate_left(by);
        turned.reverse();
        let shuffled = read(&playbook(&weights, &metrics), &[("acme", profile(&names(metrics.len())), table(&turned))]);
        let (one, other) = (score_of(&straight, "acme"), score_of(&shuffled, "acme"));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn another_partner_never_changes_a_score(weights in weights(), metrics in vec(measured(), 1..6), others in vec(measured(), 6)) {
        let alone = score(&weights, &metrics);
        let theirs: Vec<Measured> = metrics.iter().zip(&others)
            .map(|(one, other)| Measured { target: other.target, actual: other.actual, ..one.clone() }).collect();
        let names = names(metrics.len());
        let both = read(&playbook(&weights, &metrics), &[
            ("aaron", profile(&names), table(&lines(&theirs))),
            ("acme", profile(&names), table(&lines(&metrics))),
            ("zenith", profile(&names), table(&lines(&theirs))),
        ]);
        prop_assert_eq!(alone, score_of(&both, "acme"));
    }

    #[test]
    fn points_lie_between_none_and_all(one in measured(), actual in -500..1000) {
        let score = score(&[1, 1, 1, 1], &[Measured { actual: Some(actual), ..one }]);
        let points = score.metric("m0").unwrap().points.unwrap();
        prop_assert!((Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&points));
    }
}

#[test]
fn points_are_what_the_rule_says() {
    let points = |direction: &'static str, actual: i32| {
        let one = Measured { dimension: 1, weight: 1, direction, target: 100, actual: Some(actual) };
        score(&[1, 1, 1, 1], &[one]).metric("m0").unwrap().points.unwrap().normalize().to_string()
    };
    // Up: none at half the target, all at the target.
    assert_eq!([50, 75, 100, 130].map(|actual| points("up", actual)), ["0", "50", "100", "100"]);
    // Down: all at the target, none at one and a half times as much.
    assert_eq!([90, 100, 125, 150].map(|actual| points("down", actual)), ["100", "100", "50", "0"]);
    // Band of 40 to 60: all inside, none one width of the band outside.
    assert_eq!(
        [20, 30, 40, 60, 70, 80].map(|actual| points("band", actual)),
        ["0", "50", "100", "100", "50", "0"]
    );
}
