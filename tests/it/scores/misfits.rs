//! What a figure that does not fit leads to: a gap with its reason, and never a NaN, an infinity or a silent zero.

use quarterdeck::playbook::limits::NoLimits;
use quarterdeck::portfolio::calendar::Quarter;
use quarterdeck::portfolio::words::State;
use quarterdeck::record::Leaf;
use quarterdeck::scorecard::{Scores, Unrated, capped, variance};
use rust_decimal::Decimal;

use super::{profile, read, score_of, table};
use crate::harness::{Folder, TODAY, walk};

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The points of one money metric, or why there are none.
fn points(metric: &str, line: &str) -> Result<Decimal, Unrated> {
    let playbook = format!(
        "metrics:\n  - {{id: m, name: M, definition: D, dimension: financial, unit: money, {metric}}}\n"
    );
    let loaded =
        read(&playbook, &[("acme", profile("m"), table(&[format!("m,2026-Q1,{line},2026-04-10,CRM\n")]))]);
    score_of(&loaded, "acme").metric("m").unwrap().points
}

#[test]
fn a_target_without_room_gives_no_points() {
    let no_room = Err(Unrated::NoLimits(NoLimits::NoRoom));
    assert_eq!(points("direction: up", "0,10"), no_room);
    assert_eq!(points("direction: up", "-10,10"), no_room);
    assert_eq!(points("direction: down", "0,0"), no_room);
    assert_eq!(points("direction: down, poor: 5", "10,7"), no_room);
    assert_eq!(points("direction: up, poor: 50", "50,70"), no_room);
    // With a poor value on the worse side, zero and negative targets are like any other.
    assert_eq!(points("direction: down, poor: 10", "0,3"), Ok(number("70.00")));
    assert_eq!(points("direction: up, poor: -20", "-10,-15"), Ok(number("50.00")));
}

/// A share with more digits than can be kept is still clear: far beyond the target is all, far below poor is none.
#[test]
fn the_best_figure_has_all_points_however_far_it_lies() {
    let far = "1000000000000000";
    assert_eq!(points("direction: up, poor: 0", &format!("0.000000000000001,{far}")), Ok(number("100.00")));
    assert_eq!(points("direction: up, poor: 0", &format!("0.000000000000001,-{far}")), Ok(number("0.00")));
    assert_eq!(
        points("direction: down, poor: 0.000000000000001", &format!("0,-{far}")),
        Ok(number("100.00"))
    );
    assert_eq!(points("direction: down, poor: 0.000000000000001", &format!("0,{far}")), Ok(number("0.00")));
}

#[test]
fn what_is_missing_is_missing() {
    assert_eq!(points("direction: up", "100,"), Err(Unrated::NoFigure));
    assert_eq!(points("direction: up", ",100"), Err(Unrated::NoLimits(NoLimits::NoTarget)));
    let yen = quarterdeck::portfolio::money::Currency::parse("JPY").unwrap();
    assert_eq!(points("direction: up", "100,JPY 90"), Err(Unrated::NoRate(yen)));
    assert_eq!(points("direction: up", "JPY 100,90"), Err(Unrated::NoTargetRate(yen)));
}

/// A metric that is measured twice a year lacks nothing in the quarter between; in the next it does.
#[test]
fn what_is_not_due_lacks_nothing() {
    let metric = |id: &str, extra: &str| {
        format!(
            "  - {{id: {id}, name: M, definition: D, dimension: financial, unit: count, direction: up{extra}}}\n"
        )
    };
    let playbook = format!("metrics:\n{}{}", metric("often", ""), metric("seldom", ", every: 2 quarters"));
    let lines = ["often,2025-Q4,10,10", "seldom,2025-Q4,10,2", "often,2026-Q1,10,10", "often,2026-Q2,10,10"];
    let lines: Vec<String> = lines.iter().map(|line| format!("{line},2026-12-31,CRM\n")).collect();
    let loaded = read(&playbook, &[("acme", profile("often, seldom"), table(&lines))]);
    let score = |quarter: &str| {
        let partner = &loaded.portfolio.partners["acme"];
        let scores =
            Scores::of(&loaded.portfolio, &loaded.playbook, partner, Quarter::parse(quarter).unwrap());
        scores.now().clone()
    };
    // Of the four dimensions with weights 25, 30, 20 and 25 only one is measured.
    let covered = |quarter: &str| (score(quarter).metric("seldom").unwrap().points, score(quarter).coverage);
    assert_eq!(covered("2025-Q4"), (Ok(Decimal::ZERO), number("30.00")));
    assert_eq!(covered("2026-Q1"), (Err(Unrated::NotDue), number("30.00")));
    assert_eq!(covered("2026-Q2"), (Err(Unrated::NoFigure), number("15.00")));
    assert_eq!(covered("2026-Q3"), (Err(Unrated::NoFigure), Decimal::ZERO));
}

#[test]
fn a_change_of_sign_has_no_percentage() {
    let percent =
        |figure: i64, base: i64| variance(Decimal::from(figure), Decimal::from(base)).unwrap().percent;
    assert_eq!(percent(120, 100), Some(number("20.00")));
    assert_eq!(percent(5, 0), None);
    assert_eq!(percent(0, 0), None);
    assert_eq!(percent(5, -10), None);
    assert_eq!(percent(-5, 10), None);
    assert_eq!(percent(0, -10), None);
    assert_eq!(percent(0, 10), Some(number("-100.00")));
    // Of two losses the smaller one is an improvement.
    assert_eq!(percent(-5, -10), Some(number("50.00")));
}

#[test]
fn a_year_with_a_gap_has_no_figure() {
    let playbook = "metrics:\n  - {id: m, name: M, definition: D, dimension: financial, unit: count, direction: up, aggregation: sum}\n";
    let year = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|line| format!("m,{line},2026-12-31,CRM\n")).collect();
        let loaded = read(playbook, &[("acme", profile("m"), table(&lines))]);
        let quarter = Quarter::parse("2026-Q3").unwrap();
        let scores =
            Scores::of(&loaded.portfolio, &loaded.playbook, &loaded.portfolio.partners["acme"], quarter);
        scores.series[0]
            .year_to_date(quarter)
            .map(|year| (year.measured, year.quarters, year.actual, year.target))
    };
    let whole = year(&["2025-Q4,9,9", "2026-Q1,10,1", "2026-Q2,20,2", "2026-Q3,30,4"]);
    assert_eq!(whole, Some((3, 3, Some(Decimal::from(7)), Some(Decimal::from(60)))));
    assert_eq!(year(&["2026-Q1,10,1", "2026-Q3,30,4"]), Some((2, 3, None, None)));
    assert_eq!(year(&["2025-Q4,9,9"]), None);
}

#[test]
fn an_open_error_holds_nothing_but_on_track() {
    assert_eq!(capped(State::OnTrack, 1), State::AtRisk);
    assert_eq!(capped(State::OnTrack, 0), State::OnTrack);
    for state in [State::AtRisk, State::OffTrack, State::NotRated] {
        assert_eq!(capped(state, 3), state);
    }
}

/// Figures at every edge, in a site: no page, no table and no drawing says what no number is.
#[test]
fn no_page_shows_what_is_no_number() {
    let folder = Folder::new();
    folder.write(
        "quarterdeck.yaml",
        "name: Edges\nas_of: 2026-04-20\nexchange_rates:\n  2026-Q1: {USD: 0.000001, JPY: 999999999}\n",
    );
    let mut playbook = "extends: starter\nmetrics:\n".to_owned();
    let mut table = "metric,period,target,actual,as_of,source\n".to_owned();
    let mut names = Vec::new();
    let figures = [
        ("0", "0"),
        ("0", "5"),
        ("-10", "5"),
        ("10", "-5"),
        ("999999999999999", "999999999999999"),
        ("0.000001", "999999999999999"),
        ("999999999999999", "0.000001"),
        ("-999999999999999", "999999999999999"),
        ("USD 999999999999999", "JPY 999999999999999"),
        ("CHF 5", "CHF 6"),
        ("", "7"),
        ("7", ""),
    ];
    for direction in ["up", "down", "band"] {
        for (at, (target, actual)) in figures.iter().enumerate() {
            let id = format!("{direction}-{at}");
            let band = if direction == "band" { ", band: {min: 0, max: 0.000001}" } else { "" };
            let dimension = ["strategic", "financial", "operational", "relationship"][at % 4];
            playbook.push_str(&format!(
                "  - {{id: {id}, name: M {id}, definition: D, dimension: {dimension}, unit: money, direction: {direction}{band}, aggregation: sum, attribution: sourced, standard: revenue}}\n"
            ));
            for quarter in ["2025-Q1", "2025-Q4", "2026-Q1"] {
                table.push_str(&format!("{id},{quarter},{target},{actual},2026-04-10,CRM\n"));
            }
            names.push(id);
        }
    }
    folder.write("playbook.yaml", playbook);
    folder.write("partners/edge/partner.yaml", profile(&names.join(", ")));
    folder.write("partners/edge/observations.csv", table);
    let run = folder.run(&["build", "--quiet", "--exit-zero"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut looked = 0;
    for path in walk(&folder.path().join("site"))
        .iter()
        .filter(|path| !path.starts_with("playbook/") && !path.ends_with(".css"))
    {
        let text = std::fs::read_to_string(folder.path().join("site").join(path)).unwrap();
        let words =
            text.split(|c: char| !c.is_ascii_alphanumeric() && c != '\u{221e}').map(str::to_lowercase);
        let wrong =
            words.into_iter().find(|word| ["nan", "inf", "infinity", "\u{221e}"].contains(&word.as_str()));
        assert_eq!(wrong, None, "{path}");
        looked += 1;
    }
    assert!(looked > 8, "only {looked} files");
    let score = folder.run(&["score", "edge"]);
    assert_eq!(score.code, 0, "{}", score.stderr);
    assert!(!score.stdout.contains("NaN"), "{}", score.stdout);
}

/// A metric of the program whose dimension the team does not have is no metric here, and naming it is told.
#[test]
fn a_metric_without_its_dimension_does_not_vanish_in_silence() {
    let playbook = "scorecard: {dimensions: [{id: only, name: Only, weight: 1}], on_track_from: 75, at_risk_from: 50, coverage_floor: 60}\n";
    let loaded = crate::harness::Memory::of([
        ("playbook.yaml", playbook.as_bytes().to_vec()),
        ("partners/acme/partner.yaml", profile("sourced-revenue").into_bytes()),
    ])
    .load();
    let found: Vec<&str> = loaded.findings.iter().map(|finding| finding.rule.as_ref()).collect();
    assert_eq!(found, ["unknown-reference"], "{:?}", loaded.findings);
}

/// A score just under a band is not shown as if it lay in it, and a small figure not as if it were none.
#[test]
fn what_is_shown_lies_in_its_band_and_is_not_zero() {
    let folder = Folder::new();
    folder.write("quarterdeck.yaml", "name: Edges\nas_of: 2026-04-20\n");
    folder.write(
        "playbook.yaml",
        "extends: starter\nscorecard: {dimensions: [{id: only, name: Only, weight: 1}], on_track_from: 75, at_risk_from: 50, coverage_floor: 60}\n\
         metrics:\n  - {id: m, name: M, definition: D, dimension: only, unit: ratio, direction: up, poor: 0}\n  \
         - {id: n, name: N, definition: D, dimension: only, weight: 0, unit: count, direction: up, poor: 0}\n",
    );
    folder.write("partners/edge/partner.yaml", profile("m, n"));
    let lines = ["m,2026-Q1,1000,746,2026-04-10,CRM\n", "n,2026-Q1,0.2,0.1,2026-04-10,CRM\n"];
    folder.write("partners/edge/observations.csv", table(&lines.map(str::to_owned)));
    let run = folder.run(&["build", "--quiet", "--exit-zero"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(folder.path().join("site/partners/edge/index.html")).unwrap();
    assert!(page.contains("At risk with 74.6 of 100 points"), "{page}");
    assert!(page.contains("74.6 / 100") && !page.contains("75 / 100"), "{page}");
    assert!(page.contains(">0.1<") && page.contains(">0.2<"), "{page}");
    // Before the figure was known, neither it nor its day nor its source is.
    let before = folder.run(&["score", "edge", "--as-of", "2026-04-05", "--format", "csv"]);
    assert!(before.stdout.contains("no figure") && !before.stdout.contains("CRM"), "{}", before.stdout);
}

/// What cannot be read in a shared file holds back those whom the file names, and nobody else.
#[test]
fn an_error_in_a_shared_file_holds_all_its_partners_back() {
    let json = |folder: &Folder, args: &[&str]| -> serde_json::Value {
        let run = folder.run(&[args, &["--as-of", TODAY, "--format", "json"]].concat());
        serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr))
    };
    let folder = Folder::sound();
    let profile = std::fs::read(folder.path().join("partners/acme/partner.yaml")).unwrap();
    folder.write("partners/cedar/partner.yaml", profile);
    let text = std::fs::read_to_string(folder.path().join("initiatives/open-gate.md")).unwrap();
    folder.write("initiatives/open-gate.md", text.replacen("title: Open gate\n", "", 1));
    let findings = json(&folder, &["check"]);
    let errors = |below: &str| {
        let all = findings["findings"].as_array().unwrap().iter();
        let paths = all.filter(|one| one["severity"] == "error").map(|one| one["path"].as_str().unwrap());
        paths.filter(|path| path.starts_with(below)).count() as u64
    };
    let shared = errors("initiatives/open-gate.md");
    assert_eq!(shared, 1);
    for (partner, also) in [("acme", shared), ("birch", shared), ("cedar", 0)] {
        let open = json(&folder, &["score", partner])["scores"][0]["open_errors"].as_u64();
        assert_eq!(open, Some(errors(&format!("partners/{partner}/")) + also), "{partner}");
    }
}
