//! Partners and their scores by tier, phase, motion, kind and alliance manager. One that belongs to several groups of a
//! cut, as with motions, stands in each; one that belongs to none stands under nothing, which comes last.

use std::collections::BTreeMap;

use super::sponsorship::initiatives;
use super::spread::{Spread, spread};
use super::{Counted, Ground};
use crate::facts;
use crate::facts::partner::{alliance_manager, tier};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::initiative::Motion;
use crate::portfolio::profile::PartnerKind;

/// Partners that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<K> {
    /// What they have in common; nothing for those that say nothing about it.
    pub key: Option<K>,
    /// The partners, by id.
    pub partners: Vec<Counted>,
    /// How the scores of those that are rated lie.
    pub scores: Option<Spread>,
}

/// By the rank of the present tier, from 0, the highest.
pub fn by_tier(ground: &Ground<'_>) -> Vec<Group<usize>> {
    let rank = |partner: &Partner| Some(ground.playbook.tier(tier(partner)?)?.0);
    groups(ground, |partner| rank(partner).into_iter().collect())
}

/// By the phase of the present stage.
pub fn by_phase(ground: &Ground<'_>) -> Vec<Group<Phase>> {
    groups(ground, |partner| ground.phase(partner).into_iter().collect())
}

/// By the motions of the initiatives that run.
pub fn by_motion(ground: &Ground<'_>) -> Vec<Group<Motion>> {
    let mut motions: BTreeMap<&str, Vec<Motion>> = BTreeMap::new();
    for (partner, id, record) in initiatives(ground) {
        let Some(motion) = record.motion.filter(|_| !facts::ended(record, &ground.known(partner, id))) else {
            continue;
        };
        let of = partner.map(|partner| partner.id.as_str()).into_iter();
        for partner in of.chain(record.partners.iter().map(|one| one.as_str())) {
            motions.entry(partner).or_default().push(motion);
        }
    }
    groups(ground, |partner| motions.get(partner.id.as_str()).cloned().unwrap_or_default())
}

/// By the main kind of partner.
pub fn by_kind(ground: &Ground<'_>) -> Vec<Group<PartnerKind>> {
    groups(ground, |partner| partner.profile.kinds.first().copied().into_iter().collect())
}

/// By our present alliance manager, by id.
pub fn by_manager(ground: &Ground<'_>) -> Vec<Group<String>> {
    groups(ground, |partner| {
        alliance_manager(partner, ground.as_of).map(ToString::to_string).into_iter().collect()
    })
}

fn groups<K: Ord + Clone>(ground: &Ground<'_>, keys: impl Fn(&Partner) -> Vec<K>) -> Vec<Group<K>> {
    let mut all: BTreeMap<(bool, Option<K>), Vec<&Partner>> = BTreeMap::new();
    for partner in ground.partners() {
        let mut keys: Vec<Option<K>> = keys(partner).into_iter().map(Some).collect();
        keys.sort();
        keys.dedup();
        if keys.is_empty() {
            keys.push(None);
        }
        for key in keys {
            all.entry((key.is_none(), key)).or_default().push(partner);
        }
    }
    let group = |((_, key), partners): ((bool, Option<K>), Vec<&Partner>)| Group {
        key,
        scores: spread(partners.iter().filter_map(|partner| ground.score(partner)?.value)),
        partners: partners.into_iter().map(Counted::partner).collect(),
    };
    all.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::insight::tests::{BOOK, figures, ground, names, portfolio};

    #[test]
    fn a_group_has_its_partners_and_the_spread_of_those_rated() {
        let growth = "tiers: [{tier: growth, from: 2025-01-01}]\nmetrics: [revenue]\n";
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", "metrics: [revenue]\n"),
            ("acme/observations.csv", &figures(&[("2026-Q2", 90)])),
            ("birch", &format!("name: Birch\n{growth}")),
            ("birch/observations.csv", &figures(&[("2026-Q2", 75)])),
            ("cedar", &format!("name: Cedar\n{growth}")),
        ]);
        let groups = by_tier(&ground(&records));
        let said: Vec<_> = groups
            .iter()
            .map(|group| {
                (group.key, names(&group.partners), group.scores.map(|scores| (scores.n, scores.mean)))
            })
            .collect();
        // 90 of 100 planned, with no points at 50: 80 points; 75 of 100: 50 points.
        let one = |mean: i64| Some((1, Decimal::from(mean)));
        assert_eq!(said, [(Some(0), vec!["Acme"], one(80)), (Some(1), vec!["Birch", "Cedar"], one(50))]);
    }

    #[test]
    fn a_partner_stands_in_each_of_its_motions_once_and_last_if_it_has_none() {
        let run = |motion: &str| {
            format!(
                "---\ntitle: One\nmotion: {motion}\nstages: [{{stage: operate, from: 2025-01-10}}]\n---\n"
            )
        };
        let over = "---\ntitle: Over\nmotion: market\nstages: [{stage: exit, from: 2025-01-10}]\n---\n";
        let records = portfolio(&[
            ("acme", ""),
            ("acme/initiatives/one.md", &run("sell")),
            ("acme/initiatives/two.md", &run("sell")),
            ("acme/initiatives/three.md", &run("build")),
            ("birch", "name: Birch\n"),
            ("birch/initiatives/over.md", over),
        ]);
        let groups = by_motion(&ground(&records));
        let said: Vec<_> = groups.iter().map(|group| (group.key, names(&group.partners))).collect();
        assert_eq!(
            said,
            [(Some(Motion::Build), vec!["Acme"]), (Some(Motion::Sell), vec!["Acme"]), (None, vec!["Birch"])]
        );
    }
}
