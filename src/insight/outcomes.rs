//! What became of the promises from before a review, and which were made in it: as the review says, and where it is
//! silent, as the ledger shows.

use crate::portfolio::calendar::Date;
use crate::portfolio::commitment::{Commitment, PromiseOutcome};
use crate::portfolio::review::{Disposition, DispositionOutcome};
use crate::portfolio::{Item, Partner, QuarterReview};

/// What became of a promise.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// The promise.
    pub promise: &'a Item<Commitment>,
    /// What became of it.
    pub outcome: DispositionOutcome,
    /// What the review says of it; nothing where only the ledger does.
    pub said: Option<&'a Disposition>,
}

/// The promises that the review tells of, in its order, then those that were open when the quarter began and that it does
/// not tell of. Takes the partner as of the day of the review.
pub fn outcomes<'a>(
    partner: &'a Partner,
    said: &'a [Disposition],
    first: Date,
    day: Date,
) -> Vec<Outcome<'a>> {
    let find = |id: &str| partner.commitments.iter().find(|one| one.id.as_str() == id);
    let told = said.iter().filter_map(|one| {
        Some(Outcome { promise: find(one.commitment.as_str())?, outcome: one.outcome, said: Some(one) })
    });
    let silent = partner.commitments.iter().filter(|one| {
        one.made_on < first
            && one.closed.as_ref().is_none_or(|closed| closed.on >= first)
            && !said.iter().any(|of| of.commitment == one.id)
    });
    told.chain(silent.map(|promise| Outcome { promise, outcome: by_ledger(promise, day), said: None }))
        .collect()
}

/// What the ledger shows of a promise on a day.
fn by_ledger(one: &Commitment, day: Date) -> DispositionOutcome {
    match &one.closed {
        Some(closed) if closed.outcome == PromiseOutcome::Kept => DispositionOutcome::Kept,
        Some(_) => DispositionOutcome::Dropped,
        None if one.days_overdue(day) > 0 || one.days_slipped().is_some_and(|days| days > 0) => {
            DispositionOutcome::Slipped
        }
        None => DispositionOutcome::OnTrack,
    }
}

/// The promises that were made in a review: named by it, or naming it.
pub fn made_in<'a>(
    partner: &'a Partner,
    review: &'a QuarterReview,
) -> impl Iterator<Item = &'a Item<Commitment>> {
    let quarter = review.quarter.to_string();
    partner.commitments.iter().filter(move |one| {
        let names_it = one.made_at.as_ref().is_some_and(|at| at.as_str().eq_ignore_ascii_case(&quarter));
        names_it || review.record.commitments.iter().any(|id| *id == one.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::portfolio;
    use crate::record::Leaf;

    #[test]
    fn a_review_has_the_first_word_and_the_ledger_the_last() {
        let ledger = "\
- {id: c-1, text: Said, side: ours, made_on: 2026-01-10, due: 2026-05-01}
- {id: c-2, text: Forgotten, side: theirs, made_on: 2026-01-10, due: 2026-05-01}
- {id: c-3, text: Kept, side: theirs, made_on: 2026-01-10, due: 2026-05-01, closed: {outcome: kept, on: 2026-05-01}}
- {id: c-4, text: Before, side: ours, made_on: 2026-01-10, closed: {outcome: kept, on: 2026-02-01}}
- {id: c-5, text: Early, side: ours, made_on: 2026-01-10, due: 2026-09-01}
- {id: c-6, text: New, side: ours, made_on: 2026-06-20, made_at: 2026-Q2}
";
        let review = "---\nheld_on: 2026-06-25\ndispositions: [{commitment: c-1, outcome: dropped, why: Too dear}]\n---\n";
        let records = portfolio(&[
            ("acme", ""),
            ("acme/commitments.yaml", ledger),
            ("acme/reviews/2026-Q2.md", review),
        ]);
        let partner = &records.portfolio.partners["acme"];
        let review = partner.reviews.values().next().unwrap();
        let day = |text: &str| Date::parse(text).unwrap();
        let found = outcomes(partner, &review.record.dispositions, day("2026-04-01"), day("2026-06-25"));
        let told: Vec<_> =
            found.iter().map(|one| (one.promise.id.as_str(), one.outcome, one.said.is_some())).collect();
        assert_eq!(
            told,
            [
                ("c-1", DispositionOutcome::Dropped, true),
                ("c-2", DispositionOutcome::Slipped, false),
                ("c-3", DispositionOutcome::Kept, false),
                ("c-5", DispositionOutcome::OnTrack, false),
            ]
        );
        assert_eq!(made_in(partner, review).map(|one| one.id.as_str()).collect::<Vec<_>>(), ["c-6"]);
    }
}
