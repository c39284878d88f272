//! Which quarters were reviewed with a partner, and which the playbook asked for and nobody reviewed (P36).

use super::Ground;
use crate::facts::last_review;
use crate::facts::partner::{live_since, review_every};
use crate::playbook::shape::Phase;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::{Partner, QuarterReview};

/// What became of the review of a quarter.
#[derive(Debug, Clone, Copy)]
pub enum Reviewed<'a> {
    /// It was held on that day.
    Held(&'a QuarterReview, Date),
    /// It is planned for that day.
    Planned(&'a QuarterReview, Date),
    /// It was planned for that day, and nobody held it.
    Missed(&'a QuarterReview, Date),
    /// There is a record, and no day.
    Undated(&'a QuarterReview),
    /// The playbook asks for it by that day, which has not passed.
    Due(Date),
    /// The playbook asked for it, and there is none.
    Missing,
    /// The playbook did not ask for it, or a review not long before stands for it.
    NotAsked,
}

/// What became of the review of a quarter with a partner. The playbook asks by the partner's present tier, and of live
/// partners only.
pub fn reviewed<'a>(ground: &Ground<'_>, partner: &'a Partner, quarter: Quarter) -> Reviewed<'a> {
    if let Some(review) = partner.reviews.get(&quarter) {
        return match (review.record.held_on, review.record.scheduled_on) {
            (Some(on), _) => Reviewed::Held(review, on),
            (None, Some(on)) if on >= ground.as_of => Reviewed::Planned(review, on),
            (None, Some(on)) => Reviewed::Missed(review, on),
            (None, None) => Reviewed::Undated(review),
        };
    }
    let last = ground.days_of(quarter).1;
    let stages = partner.profile.stages.iter().rev();
    let stage = stages.into_iter().find(|change| change.from <= last);
    let phase = stage.and_then(|change| ground.playbook.phase(change.stage.as_str()));
    let Some(every) = review_every(partner, ground.playbook).filter(|_| phase == Some(Phase::Live)) else {
        return Reviewed::NotAsked;
    };
    // A rhythm of a year asks for one quarter in four; half a quarter more or less does not count.
    let quarters = ((every.days() * 10 + 456) / 913).clamp(1, 40) as i32;
    let covered = partner.reviews.range(quarter.plus(1 - quarters)..quarter).next_back().is_some();
    let due = next_due(ground, partner);
    match due {
        _ if covered => Reviewed::NotAsked,
        Some(due) if quarter == ground.quarter() && due >= ground.as_of => Reviewed::Due(due),
        _ if live_since(partner, ground.playbook).is_none_or(|since| every.after(since) > last) => {
            Reviewed::NotAsked
        }
        _ => Reviewed::Missing,
    }
}

/// The day by which the playbook asks for the next review of a live partner.
pub fn next_due(ground: &Ground<'_>, partner: &Partner) -> Option<Date> {
    let live = ground.phase(partner) == Some(Phase::Live);
    let every = review_every(partner, ground.playbook).filter(|_| live)?;
    Some(every.after(last_review(partner).or_else(|| live_since(partner, ground.playbook))?))
}

#[cfg(test)]
mod tests {
    use super::{Reviewed, reviewed};
    use crate::insight::tests::{ground, portfolio};
    use crate::portfolio::calendar::Quarter;
    use crate::record::Leaf;

    fn said(files: &[(&str, &str)], quarters: &[&str]) -> Vec<&'static str> {
        let records = portfolio(files);
        let ground = ground(&records);
        let acme = &records.portfolio.partners["acme"];
        let word = |quarter: &&str| match reviewed(&ground, acme, Quarter::parse(quarter).unwrap()) {
            Reviewed::Held(..) => "held",
            Reviewed::Planned(..) => "planned",
            Reviewed::Missed(..) => "missed",
            Reviewed::Undated(_) => "undated",
            Reviewed::Due(_) => "due",
            Reviewed::Missing => "missing",
            Reviewed::NotAsked => "not asked",
        };
        quarters.iter().map(word).collect()
    }

    #[test]
    fn a_quarter_that_the_playbook_asks_for_is_held_planned_missed_or_missing() {
        // Strategic partners are asked for a review within 100 days; today is 30 June 2026, the end of the second quarter.
        let files = [
            ("acme", ""),
            ("acme/reviews/2025-Q2.md", "---\nheld_on: 2025-07-10\n---\n"),
            ("acme/reviews/2025-Q4.md", "---\nscheduled_on: 2026-01-20\n---\n"),
            ("acme/reviews/2026-Q1.md", "---\nheld_on: 2026-04-10\n---\n"),
        ];
        assert_eq!(
            said(
                &files,
                &["2023-Q4", "2024-Q1", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]
            ),
            ["not asked", "not asked", "missing", "held", "missing", "missed", "held", "due"]
        );
    }

    #[test]
    fn a_yearly_rhythm_asks_for_one_quarter_in_four() {
        let playbook = "cadences: {strategic: {review: 1 year}}\nartefacts: {}\n";
        let files = [
            ("playbook.yaml", playbook),
            ("acme", ""),
            ("acme/reviews/2025-Q1.md", "---\nheld_on: 2025-04-10\n---\n"),
        ];
        assert_eq!(
            said(&files, &["2025-Q1", "2025-Q2", "2025-Q4", "2026-Q1"]),
            ["held", "not asked", "not asked", "missing"]
        );
    }
}
