//! What holds for all charts together: same bytes, a rule for each class, no colour of their own.

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
    let tones =
        [Tone::Actual, Tone::Previous, Tone::Target, Tone::First, Tone::Second, Tone::Third, Tone::Fourth];
    let periods: Vec<String> = (1..=6).map(|quarter| format!("Q{quarter}")).collect();
    let spark = Sparkline { points: points(&[1.0, 0.0, 2.0, 3.0, 0.0]), summary: "s".to_owned() };
    let within = Bullet {
        actual: Some(3.0),
        target: Some(4.0),
        scale: (0.0, 10.0),
        bands: vec![2.0, 4.0, 6.0, 8.0],
        better: Better::More,
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
    let risk = RatedRisk { label: "R1".to_owned(), likelihood: 3, impact: 3, href: Some("#r1".to_owned()) };
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
        days: DayAxis {
            from: date(2026, 7, 1),
            to: date(2026, 12, 31),
            grid: vec![(date(2026, 7, 1), "2026-Q3".to_owned())],
            as_of: date(2026, 7, 15),
            as_of_label: "As of 15 Jul 2026".to_owned(),
        },
        summary: "s".to_owned(),
    };
    let score = |value: f64| Some((value, value.to_string()));
    let map = HeatMap {
        rows: vec![("Northwind".to_owned(), None)],
        columns: vec!["Score".to_owned(); 6],
        values: vec![vec![score(1.0), score(25.0), score(45.0), score(65.0), score(85.0), None]],
        summary: "s".to_owned(),
    };
    let mut gallery = vec![
        sparkline(&spark, SparklineSize::Row),
        sparkline(&Sparkline { points: vec![], ..spark }, SparklineSize::Card),
        bullet(&within),
        bullet(&beyond),
        trend(&trend_figure),
        state_stack(&stack),
        risk_grid(&RiskGrid { risks: vec![risk], summary: "s".to_owned() }),
        timeline(&line),
        heat_map(&map),
    ];
    gallery.extend(samples::all().into_iter().map(|(_, svg)| svg));
    gallery
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
    assert_eq!(hexes, ["000"; 3], "black darkens amber and grey for their inks; nothing else is named");
    assert!(!sheet.contains("url(") && !sheet.contains("@import"));
}

/// Writes all new kinds into one page to look at, if the environment names a file for it:
/// `QUARTERDECK_GALLERY=/tmp/gallery.html cargo test --lib gallery`.
#[test]
fn the_gallery_can_be_looked_at() {
    let charts = samples::all();
    assert!(charts.iter().all(|(_, svg)| svg.contains("class=\"chart c-")));
    let Some(path) = std::env::var_os("QUARTERDECK_GALLERY") else { return };
    let mut page =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Charts</title>".to_owned();
    page += "<meta name=\"viewport\" content=\"width=device-width\"><style>";
    page += include_str!("../../templates/site.css");
    page += include_str!("../../templates/chart.css");
    page += "</style><main class=\"wide\">";
    for (index, (name, svg)) in charts.iter().enumerate() {
        page += &format!("<figure class=\"figure\" id=\"g{index}\"><figcaption>");
        page += &format!("<p class=\"figure-title\">{name}</p></figcaption>");
        page += &format!("<div class=\"scroll\">{svg}</div></figure>\n");
    }
    std::fs::write(path, page + "</main></html>\n").unwrap();
}
