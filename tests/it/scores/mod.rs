//! The laws of scores: what must hold for any weights, targets and figures; what a figure that does not fit leads to; and
//! that page, CSV, JSON and command say the same number.

mod change;
mod laws;
mod misfits;
mod same;

use quarterdeck::load::Loaded;
use quarterdeck::portfolio::calendar::Quarter;
use quarterdeck::record::Leaf;
use quarterdeck::scorecard::{Score, Scores};

use super::harness::Memory;

/// The quarter of all figures.
const QUARTER: &str = "2026-Q1";

/// A profile that is measured by some metrics.
fn profile(metrics: &str) -> String {
    format!(
        "name: Acme\nkinds: [isv]\nmetrics: [{metrics}]\ntiers: [{{tier: growth, from: 2025-01-01}}]\n\
         stages: [{{stage: operate, from: 2025-01-01}}]\n"
    )
}

/// A table of figures.
fn table(lines: &[String]) -> String {
    format!("metric,period,target,actual,as_of,source\n{}", lines.concat())
}

/// Reads a portfolio of a playbook and partners, each with its table; nothing may be wrong with it.
fn read(playbook: &str, partners: &[(&str, String, String)]) -> Loaded {
    let mut files = vec![("playbook.yaml".to_owned(), playbook.as_bytes().to_vec())];
    for (id, profile, table) in partners {
        files.push((format!("partners/{id}/partner.yaml"), profile.as_bytes().to_vec()));
        files.push((format!("partners/{id}/observations.csv"), table.as_bytes().to_vec()));
    }
    let loaded = Memory::of(files.iter().map(|(path, text)| (path.as_str(), text.clone()))).load();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded
}

/// The score of a partner in the quarter.
fn score_of(loaded: &Loaded, partner: &str) -> Score {
    let quarter = Quarter::parse(QUARTER).unwrap();
    let partner = &loaded.portfolio.partners[partner];
    Scores::of(&loaded.portfolio, &loaded.playbook, partner, quarter).now().clone()
}
