//! Page, CSV, JSON and command say the same number, to the last digit.

use std::fs;

use serde_json::Value;

use crate::harness::{Folder, Run};

fn sample() -> Folder {
    Folder::sample()
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr))
}

/// A number as it is written, with two decimals.
fn two(value: &Value) -> Option<String> {
    let number: rust_decimal::Decimal = value.as_number()?.to_string().parse().unwrap();
    Some(format!("{number:.2}"))
}

#[test]
fn every_number_of_a_score_is_the_same_everywhere() {
    let folder = sample();
    let built = folder.run(&["build", "--out", "site", "--quiet", "--exit-zero"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let site = folder.path().join("site");
    let sheets = json(&folder.run(&["score", "--all", "--format", "json"]));
    let csv = folder.run(&["score", "--all", "--format", "csv"]).stdout;
    assert_eq!(
        sheets,
        serde_json::from_str::<Value>(&fs::read_to_string(site.join("data/scores.json")).unwrap()).unwrap()
    );
    assert_eq!(csv, fs::read_to_string(site.join("data/scores.csv")).unwrap());
    let mut compared = 0;
    for sheet in sheets["scores"].as_array().unwrap() {
        let id = sheet["partner"].as_str().unwrap();
        let page = fs::read_to_string(site.join(format!("partners/{id}/index.html"))).unwrap();
        let section =
            page.split("id=\"scorecard\"").nth(1).and_then(|rest| rest.split("<section").next()).unwrap();
        let text = folder.run(&["score", id]).stdout;
        let value = two(&sheet["value"]);
        match &value {
            Some(value) => {
                assert!(text.contains(&format!(": {value} of 100")), "{id}: {text}");
                assert!(section.contains(&format!(">{value}<")), "{id}: the page lacks the score {value}");
            }
            None => assert!(text.contains("not rated"), "{id}: {text}"),
        }
        for dimension in sheet["dimensions"].as_array().unwrap() {
            for number in [two(&dimension["value"]), two(&dimension["adds"])].into_iter().flatten() {
                assert!(section.contains(&format!(">{number}<")), "{id}: the page lacks {number}");
                assert!(text.contains(&number), "{id}: the command lacks {number}");
                compared += 1;
            }
            for metric in dimension["metrics"].as_array().unwrap() {
                let (name, line) = (metric["id"].as_str().unwrap(), &metric["line"]);
                let row = csv
                    .lines()
                    .find(|row| row.starts_with(&format!("{id},")) && row.contains(&format!(",{name},")));
                let row = row.unwrap_or_else(|| panic!("{id}: the CSV lacks {name}"));
                if let Some(points) = two(&metric["points"]) {
                    assert!(
                        section.contains(&format!(">{points}<")),
                        "{id}: the page lacks {points} of {name}"
                    );
                    assert!(text.contains(&points), "{id}: the command lacks {points} of {name}");
                    let exact = metric["points"].as_number().unwrap().to_string();
                    assert!(row.contains(&format!(",{exact},")), "{id}: {row} lacks {exact}");
                    // The line that the number stands on.
                    let path = format!("{}:{line}", metric["path"].as_str().unwrap());
                    assert!(text.contains(&path), "{id}: the command lacks {path}");
                    assert!(section.contains(&format!(">line {line}<")), "{id}: the page lacks line {line}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 80, "only {compared} numbers");
}

#[test]
fn the_line_that_is_named_holds_the_figure() {
    let folder = sample();
    let sheets = json(&folder.run(&["score", "--all", "--format", "json"]));
    let mut looked = 0;
    for sheet in sheets["scores"].as_array().unwrap() {
        let metrics =
            sheet["dimensions"].as_array().unwrap().iter().flat_map(|one| one["metrics"].as_array().unwrap());
        for metric in metrics.filter(|metric| !metric["actual"].is_null()) {
            let text = fs::read_to_string(folder.path().join(metric["path"].as_str().unwrap())).unwrap();
            let line = text.lines().nth(metric["line"].as_u64().unwrap() as usize - 1).unwrap();
            let quarter = sheet["quarter"].as_str().unwrap();
            assert!(line.starts_with(&format!("{},", metric["id"].as_str().unwrap())), "{line}");
            assert!(line.contains(quarter) || line.contains("(theirs)"), "{line} is not of {quarter}");
            looked += 1;
        }
    }
    assert!(looked > 50, "only {looked} figures");
}

#[test]
fn a_partner_or_a_quarter_that_is_not_there_is_told() {
    let folder = sample();
    let none = folder.run(&["score", "hartman-vale"]);
    assert_eq!((none.code, none.stdout.as_str()), (2, ""));
    assert!(none.stderr.contains("did you mean `hartmann-vale`?"), "{}", none.stderr);
    let ahead = folder.run(&["score", "orrery", "--quarter", "2026-Q4"]);
    assert_eq!(ahead.code, 2);
    assert!(ahead.stderr.contains("2026-Q4 has not ended as of 2026-10-16"), "{}", ahead.stderr);
    // Long before the first figure there is nothing, and that is what it says.
    let past = folder.run(&["score", "orrery", "--quarter", "2001-Q1"]);
    assert_eq!(past.code, 0, "{}", past.stderr);
    assert!(past.stdout.starts_with("Orrery Software, 2001-Q1: not rated\n"), "{}", past.stdout);
}

#[test]
fn a_broken_playbook_makes_no_score() {
    let folder = sample();
    folder.write(
        "playbook.yaml",
        "scorecard: {dimensions: [], on_track_from: 75, at_risk_from: 50, coverage_floor: 60}\n",
    );
    let run = folder.run(&["score", "orrery"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("no score was made"), "{}", run.stderr);
}
