//! Trust as both sides see it, alliance by alliance, and how it moved since the round before (P90).

use rust_decimal::Decimal;

use super::Ground;
use super::health::perception::{Round, View, perception};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;

/// What the latest round that asked about trust says.
pub struct Trust<'a> {
    /// The alliance.
    pub partner: &'a Partner,
    /// When it was asked.
    pub on: Date,
    /// The round before, if there was one.
    pub before: Option<Date>,
    /// What both sides say.
    pub view: View,
}

impl Trust<'_> {
    /// The lower mean of the two sides, if one may be shown.
    pub fn lowest(&self) -> Option<Decimal> {
        self.view.ours.mean().into_iter().chain(self.view.theirs.mean()).min()
    }
}

fn about(view: &View) -> bool {
    view.dimension.trim().eq_ignore_ascii_case("trust")
}

/// Alliances whose surveys ask about `trust`, the lowest trust first.
pub fn trust<'a>(ground: &Ground<'a>) -> Vec<Trust<'a>> {
    let mut all: Vec<Trust<'a>> = ground
        .partners()
        .filter_map(|partner| {
            let rounds: Vec<Round> = perception(partner);
            let round = rounds.into_iter().find(|round| round.views.iter().any(about))?;
            let (on, before) = (round.on, round.before);
            let view = round.views.into_iter().find(about)?;
            Some(Trust { partner, on, before, view })
        })
        .filter(|one| one.lowest().is_some())
        .collect();
    all.sort_by(|a, b| a.lowest().cmp(&b.lowest()).then_with(|| a.partner.id.cmp(&b.partner.id)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};

    fn round(id: &str, on: &str, ours: &str, theirs: &str, n: u32) -> String {
        format!(
            "- {{id: {id}, kind: health, on: {on}, items: [{{dimension: trust, ours: {{n: 5, mean: {ours}}}, theirs: {{n: {n}, mean: {theirs}}}}}]}}\n"
        )
    }

    #[test]
    fn the_latest_round_counts_and_the_lowest_trust_comes_first() {
        let acme = round("a-1", "2025-06-01", "4.5", "4.5", 5) + &round("a-2", "2026-06-01", "4.0", "3.1", 5);
        let birch = round("b-1", "2026-05-01", "2.5", "4.0", 5);
        let records = portfolio(&[
            ("acme", ""),
            ("acme/surveys.yaml", &acme),
            ("birch", "name: Birch\n"),
            ("birch/surveys.yaml", &birch),
            ("cedar", "name: Cedar\n"),
        ]);
        let all = trust(&ground(&records));
        let told: Vec<_> = all
            .iter()
            .map(|one| (one.partner.id.as_str(), one.lowest().unwrap().to_string(), one.before.is_some()))
            .collect();
        assert_eq!(told, [("birch", "2.5".to_owned(), false), ("acme", "3.1".to_owned(), true)]);
    }

    #[test]
    fn answers_of_too_few_enter_nothing() {
        let records =
            portfolio(&[("acme", ""), ("acme/surveys.yaml", &round("a-1", "2026-06-01", "4.0", "1.0", 2))]);
        let all = trust(&ground(&records));
        assert_eq!(all[0].lowest().unwrap().to_string(), "4.0");
    }
}
