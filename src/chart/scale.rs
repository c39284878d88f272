//! Takes numbers from the records to shares of an axis, whatever they are.
//! Never yields anything but finite values.

/// Far beyond any figure of business, and near enough to zero that differences stay finite.
const BEYOND_MEASURE: f64 = 1e100;

/// The value if it can be placed on an axis at all; one that is not finite counts as missing.
pub(super) fn placeable(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite()).map(|value| value.clamp(-BEYOND_MEASURE, BEYOND_MEASURE))
}

/// The least and the greatest of the values, with room around them when they are one and the same.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values.into_iter().filter_map(|value| placeable(Some(value))).fold(
        None,
        |extent: Option<(f64, f64)>, value| {
            extent.map_or(Some((value, value)), |(low, high)| Some((low.min(value), high.max(value))))
        },
    )?;
    if low < high {
        return Some((low, high));
    }
    let room = if low == 0.0 { 1.0 } else { low.abs() * 0.1 };
    Some((low - room, high + room))
}

/// Where a value lies between both ends: 0 at the lower, 1 at the upper, outside when beyond them.
pub(super) fn share(value: f64, (low, high): (f64, f64)) -> f64 {
    let share = (value - low) / (high - low);
    if share.is_finite() { share } else { 0.5 }
}

/// Unbroken stretches of known points, each with its position: where one ends, a gap begins.
pub(super) fn runs(points: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for (index, point) in points.iter().enumerate() {
        match placeable(*point) {
            Some(value) => run.push((index, value)),
            None if run.is_empty() => {}
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{extent, placeable, runs, share};

    #[test]
    fn what_is_not_finite_is_missing_and_the_huge_is_held() {
        assert_eq!(placeable(Some(f64::NAN)), None);
        assert_eq!(placeable(Some(f64::INFINITY)), None);
        assert_eq!(placeable(Some(-3.5)), Some(-3.5));
        assert_eq!(placeable(Some(f64::MAX)), Some(1e100));
    }

    #[test]
    fn extents_are_never_empty() {
        assert_eq!(extent([3.0, f64::NAN, 1.0]), Some((1.0, 3.0)));
        assert_eq!(extent([0.0, 0.0]), Some((-1.0, 1.0)));
        assert_eq!(extent([10.0]), Some((9.0, 11.0)));
        assert_eq!(extent([]), None);
        let (low, high) = extent([f64::MAX, f64::MAX]).unwrap();
        assert!(low < high && (high - low).is_finite());
    }

    #[test]
    fn shares_are_finite() {
        assert_eq!(share(5.0, (0.0, 10.0)), 0.5);
        assert_eq!(share(20.0, (0.0, 10.0)), 2.0);
        assert_eq!(share(7.0, (7.0, 7.0)), 0.5);
    }

    #[test]
    fn a_gap_ends_a_run() {
        let points = [None, Some(1.0), Some(2.0), Some(f64::NAN), Some(3.0), None];
        assert_eq!(runs(&points), [vec![(1, 1.0), (2, 2.0)], vec![(4, 3.0)]]);
        assert!(runs(&[None, None]).is_empty());
    }
}
