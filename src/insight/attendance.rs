//! Executives in the reviews of strategic alliances, quarter by quarter (P50).

use super::Ground;
use crate::facts;
use crate::facts::partner::tier;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::{Partner, QuarterReview};

/// Who of the executives came to a review.
pub struct Came<'a> {
    /// The review.
    pub review: &'a QuarterReview,
    /// How many of ours.
    pub ours: usize,
    /// How many of theirs.
    pub theirs: usize,
}

/// The reviews of an alliance.
pub struct Attendance<'a> {
    /// The alliance.
    pub partner: &'a Partner,
    /// Each quarter, the oldest first, with its review if it was held.
    pub quarters: Vec<(Quarter, Option<Came<'a>>)>,
}

impl Attendance<'_> {
    /// How many reviews had executives of both sides, and how many were held.
    pub fn both(&self) -> (usize, usize) {
        let held = || self.quarters.iter().filter_map(|(_, came)| came.as_ref());
        (held().filter(|came| came.ours > 0 && came.theirs > 0).count(), held().count())
    }
}

/// Alliances of the highest tier that have a review, those where executives came least first.
pub fn attendance<'a>(ground: &Ground<'a>) -> Vec<Attendance<'a>> {
    let Some(top) = ground.playbook.tiers.first() else { return Vec::new() };
    let quarters = ground.quarters();
    let mut all: Vec<Attendance<'a>> = ground
        .partners()
        .filter(|partner| tier(partner) == Some(top.id.as_str()) && !partner.reviews.is_empty())
        .map(|partner| {
            let came = |quarter: &Quarter| {
                let review = partner.reviews.get(quarter).filter(|review| review.record.held_on.is_some())?;
                let known = ground.known(Some(partner), "");
                Some(Came {
                    review,
                    ours: facts::our_executives(review, &known),
                    theirs: facts::their_executives(review, &known),
                })
            };
            Attendance {
                partner,
                quarters: quarters.iter().map(|quarter| (*quarter, came(quarter))).collect(),
            }
        })
        .collect();
    all.sort_by_key(|one| {
        let (both, held) = one.both();
        (held - both == 0, both, &one.partner.id)
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};

    const PEOPLE: &str = "sponsors: [{person: sol, role: executive}]\ncontacts: [{id: kim, name: Kim, function: management}]\n";

    #[test]
    fn executives_are_counted_on_each_side_and_only_where_a_review_was_held() {
        let review = |who: &str| format!("---\nheld_on: 2026-04-10\n{who}\n---\n");
        let records = portfolio(&[
            ("acme", PEOPLE),
            ("acme/reviews/2026-Q1.md", &review("ours: [ada, sol]\ntheirs: [kim]")),
            ("acme/reviews/2025-Q4.md", "---\nheld_on: 2026-01-10\nours: [ada]\ntheirs: [kim]\n---\n"),
            ("acme/reviews/2026-Q2.md", "---\nscheduled_on: 2026-07-10\n---\n"),
        ]);
        let all = attendance(&ground(&records));
        assert_eq!(all[0].both(), (1, 2));
        let of = |quarter: &str| {
            let found = all[0].quarters.iter().find(|(one, _)| one.to_string() == quarter).unwrap();
            found.1.as_ref().map(|came| (came.ours, came.theirs))
        };
        assert_eq!((of("2025-Q4"), of("2026-Q1"), of("2026-Q2")), (Some((0, 1)), Some((1, 1)), None));
    }

    #[test]
    fn an_alliance_of_another_tier_is_not_asked() {
        let records = portfolio(&[
            ("acme", "tiers: [{tier: growth, from: 2024-01-15}]\n"),
            ("acme/reviews/2026-Q1.md", "---\nheld_on: 2026-04-10\n---\n"),
        ]);
        assert!(attendance(&ground(&records)).is_empty());
    }
}
