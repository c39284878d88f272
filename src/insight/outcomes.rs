//! What became of the promises from before a review, and which were made in it: as the review says, and where it is
//! silent, as the ledger shows.

use crate::portfolio::calendar::{Date, FiscalYear};
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

impl Outcome<'_> {
    /// When it is due: the new date that the review tells, else the ledger's.
    pub fn due(&self) -> Option<Date> {
        self.said.and_then(|said| said.new_due).or_else(|| self.promise.due_now())
    }
}

/// What a review says of promises.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// What became of those from before.
    pub dispositions: &'a [Disposition],
    /// The review itself, if there is one: what was made in it is not from before.
    pub review: Option<&'a QuarterReview>,
}

impl<'a> Said<'a> {
    /// What a review says.
    pub fn by(review: &'a QuarterReview) -> Self {
        Self { dispositions: &review.record.dispositions, review: Some(review) }
    }
}

/// The promises that the review tells of, in its order, then those of earlier days that it does not tell of and that were not
/// over when the quarter began. Takes the partner as of the day of the review.
pub fn outcomes<'a>(
    partner: &'a Partner,
    said: Said<'a>,
    ours: FiscalYear,
    first: Date,
    day: Date,
) -> Vec<Outcome<'a>> {
    let review = said.review;
    let said = said.dispositions;
    let find = |id: &str| partner.commitments.iter().find(|one| one.id.as_str() == id);
    let told = said.iter().filter_map(|one| {
        Some(Outcome { promise: find(one.commitment.as_str())?, outcome: one.outcome, said: Some(one) })
    });
    let silent = partner.commitments.iter().filter(|one| {
        review.is_none_or(|review| !is_made_in(one, partner, review, ours))
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
    ours: FiscalYear,
) -> impl Iterator<Item = &'a Item<Commitment>> {
    partner.commitments.iter().filter(move |one| is_made_in(one, partner, review, ours))
}

/// Whether a promise was made in a review. A review is named as its file is: by their quarter, if it says so.
fn is_made_in(one: &Commitment, partner: &Partner, review: &QuarterReview, ours: FiscalYear) -> bool {
    let name = partner.review_name(review, ours);
    let names_it = one.made_at.as_ref().is_some_and(|at| at.as_str().eq_ignore_ascii_case(&name.to_string()));
    names_it || review.record.commitments.iter().any(|id| *id == one.id)
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
        let year = FiscalYear::default();
        let found = outcomes(partner, Said::by(review), year, day("2026-04-01"), day("2026-06-25"));
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
        assert_eq!(made_in(partner, review, year).map(|one| one.id.as_str()).collect::<Vec<_>>(), ["c-6"]);
    }
}
