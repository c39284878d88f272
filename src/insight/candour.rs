//! Whether partners bring something of their own: ideas by origin (P43), disagreements that were said (P71), and contacts
//! by tier (P29).

use super::{Counted, Ground, asked};
use crate::facts;
use crate::facts::partner::{last_contact, tier};
use crate::playbook::shape::{Phase, Tier};
use crate::portfolio::Partner;
use crate::portfolio::log::Entry;
use crate::portfolio::words::Side;

/// How far back ideas and disagreements count.
pub const DAYS: i64 = 365;

/// How far back contacts count.
pub const LATELY: i64 = 90;

/// What a live alliance brought in a year.
pub struct Voice<'a> {
    /// The alliance.
    pub partner: &'a Partner,
    /// Ideas of ours.
    pub ours: usize,
    /// Ideas of theirs.
    pub theirs: usize,
    /// Ideas of both.
    pub joint: usize,
    /// Dissent, conflicts with their interests written down, and aims that drifted apart.
    pub disagreements: usize,
}

/// Live alliances, those that brought least of their own first.
pub fn voices<'a>(ground: &Ground<'a>) -> Vec<Voice<'a>> {
    let mut all: Vec<Voice<'a>> = ground
        .partners()
        .filter(|partner| ground.phase(partner) == Some(Phase::Live))
        .map(|partner| {
            let known = ground.known(Some(partner), "");
            let of = |side: Side| {
                let idea = |entry: &Entry| {
                    matches!(entry, Entry::Idea(idea) if idea.origin == side
                        && (0..=DAYS).contains(&idea.on.days_until(ground.as_of)))
                };
                partner.log.iter().filter(|entry| idea(&entry.value)).count()
            };
            Voice {
                partner,
                ours: of(Side::Ours),
                theirs: of(Side::Theirs),
                joint: of(Side::Joint),
                disagreements: facts::disagreements_last_year(partner, &known),
            }
        })
        .collect();
    all.sort_by_key(|one| {
        (one.theirs + one.joint + one.disagreements, one.theirs + one.joint, &one.partner.id)
    });
    all
}

/// A tier with its contacts.
pub struct Reached<'a> {
    /// The tier.
    pub tier: &'a Tier,
    /// How many partners it has.
    pub partners: usize,
    /// Partners that we spoke with lately.
    pub heard: Vec<Counted>,
    /// Those that we did not.
    pub silent: Vec<Counted>,
    /// Those of them that have waited longer than the playbook lets pass.
    pub neglected: Vec<Counted>,
}

/// The tiers with who was reached in them. Prospects and what is ending are left out.
pub fn reached<'a>(ground: &Ground<'a>) -> Vec<Reached<'a>> {
    let of = |tier_id: &str| -> Vec<&'a Partner> {
        let due = |partner: &&Partner| {
            !matches!(ground.phase(partner), None | Some(Phase::Prospect | Phase::Closing))
        };
        ground.partners().filter(|partner| tier(partner) == Some(tier_id)).filter(due).collect()
    };
    let tiers = ground.playbook.tiers.iter();
    tiers
        .map(|tier| {
            let partners = of(tier.id.as_str());
            let mut found =
                Reached { tier, partners: partners.len(), heard: vec![], silent: vec![], neglected: vec![] };
            for partner in partners {
                let days = last_contact(partner, ground.as_of).map(|on| on.days_until(ground.as_of));
                let list = if days.is_some_and(|days| days <= LATELY) {
                    &mut found.heard
                } else {
                    &mut found.silent
                };
                list.push(Counted::partner(partner));
                let limit = most(ground, partner);
                if limit.is_some_and(|limit| days.is_some_and(|days| days > limit)) {
                    found.neglected.push(Counted::partner(partner));
                }
            }
            found
        })
        .filter(|found| found.partners > 0)
        .collect()
}

/// How many days without a contact may pass: the rhythm of the tier, else the rule's own number.
fn most(ground: &Ground<'_>, partner: &Partner) -> Option<i64> {
    let rhythm = facts::partner::cadences(partner, ground.playbook).and_then(|cadences| cadences.contact);
    rhythm
        .map(|every| every.days())
        .or_else(|| asked::number(ground.playbook, "neglected-partner", "max_days", partner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, names, portfolio};

    #[test]
    fn ideas_are_counted_by_origin_within_a_year_and_who_brought_least_comes_first() {
        let log = "\
- {kind: idea, on: 2026-03-01, origin: theirs, text: One price for both.}
- {kind: idea, on: 2026-04-01, origin: ours, text: A shared stand.}
- {kind: idea, on: 2026-04-02, origin: ours, text: A shared list.}
- {kind: idea, on: 2025-01-01, origin: theirs, text: Too old.}
- {kind: alignment, on: 2026-05-01, topic: Price, state: diverged}
";
        let records = portfolio(&[("acme", ""), ("acme/log.yaml", log), ("birch", "name: Birch\n")]);
        let all = voices(&ground(&records));
        let told: Vec<_> = all
            .iter()
            .map(|one| (one.partner.id.as_str(), one.ours, one.theirs, one.disagreements))
            .collect();
        assert_eq!(told, [("birch", 0, 0, 0), ("acme", 2, 1, 1)]);
    }

    #[test]
    fn each_tier_tells_whom_it_heard_and_whom_not() {
        let touch = |on: &str| format!("- {{kind: touch, on: {on}, by: ours, channel: call}}\n");
        let records = portfolio(&[
            ("acme", ""),
            ("acme/log.yaml", &touch("2026-06-20")),
            ("birch", "name: Birch\n"),
            ("birch/log.yaml", &touch("2026-01-20")),
        ]);
        let all = reached(&ground(&records));
        assert_eq!((all.len(), all[0].partners), (1, 2));
        assert_eq!((names(&all[0].heard), names(&all[0].silent)), (vec!["Acme"], vec!["Birch"]));
        assert_eq!(names(&all[0].neglected), ["Birch"]);
    }
}
