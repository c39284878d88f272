//! How the answers of two sides compare: which means may be used at all, and which lie apart. The one place for it.

use rust_decimal::Decimal;

use crate::portfolio::survey::{Aggregate, SurveyItem};

/// Answers of fewer people than this say who answered; they are never shown, nor used in any mean or gap.
pub const LEAST_ANSWERS: u32 = 3;

/// The mean of a side; nothing if it was not asked, or too few answered.
pub fn mean(side: Option<&Aggregate>) -> Option<Decimal> {
    side.filter(|answers| answers.n >= LEAST_ANSWERS).map(|answers| answers.mean.0)
}

/// By how much their mean lies above ours; below 0 if it lies under it. Nothing unless enough of both answered.
pub fn gap(item: &SurveyItem) -> Option<Decimal> {
    mean(item.theirs.as_ref())?.checked_sub(mean(item.ours.as_ref())?)
}

/// Whether the two see it differently: the means differ by 1.0 or more, or by 0.5 or more on opposite sides of 3.
pub fn apart(item: &SurveyItem) -> bool {
    let Some(gap) = gap(item) else { return false };
    gap.abs() >= Decimal::ONE || (gap.abs() >= Decimal::new(5, 1) && opposite(item))
}

fn opposite(item: &SurveyItem) -> bool {
    let middle = Decimal::from(3);
    match (mean(item.ours.as_ref()), mean(item.theirs.as_ref())) {
        (Some(ours), Some(theirs)) => ours.min(theirs) < middle && ours.max(theirs) > middle,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portfolio::number::Number;

    fn item(ours: (u32, i64), theirs: (u32, i64)) -> SurveyItem {
        let side = |(n, tenths)| Aggregate { n, mean: Number(Decimal::new(tenths, 1)), spread: None };
        SurveyItem { dimension: "trust".to_owned(), ours: Some(side(ours)), theirs: Some(side(theirs)) }
    }

    #[test]
    fn means_lie_apart_by_a_point_or_by_half_a_point_across_the_middle() {
        assert!(apart(&item((5, 41), (5, 31))));
        assert!(!apart(&item((5, 41), (5, 32))));
        assert!(apart(&item((5, 33), (5, 28))));
        assert!(!apart(&item((5, 32), (5, 28))));
        // The middle itself is on neither side.
        assert!(!apart(&item((5, 30), (5, 36))));
    }

    #[test]
    fn two_answers_are_used_in_nothing() {
        let few = item((6, 45), (2, 10));
        assert_eq!(mean(few.theirs.as_ref()), None);
        assert_eq!(gap(&few), None);
        assert!(!apart(&few));
        assert_eq!(gap(&item((6, 45), (3, 10))), Some(Decimal::new(-35, 1)));
    }

    #[test]
    fn numbers_too_large_to_subtract_have_no_gap() {
        let huge = |number| Some(Aggregate { n: 5, mean: Number(number), spread: None });
        let item =
            SurveyItem { dimension: String::new(), ours: huge(Decimal::MIN), theirs: huge(Decimal::MAX) };
        assert_eq!(gap(&item), None);
    }
}
