//! An axis for plotters whose marks are placed and worded by the caller.
//! Never chooses a mark of its own.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use crate::chart::scale::share;

/// Values from the first to the second end, and the marks on the way with their words.
pub(super) struct Axis {
    ends: (f64, f64),
    marks: Vec<(f64, String)>,
}

impl Axis {
    pub(super) fn new(ends: (f64, f64), marks: Vec<(f64, String)>) -> Axis {
        Axis { ends, marks }
    }

    /// One step a period, half a step of room at both ends; only the periods listed are named.
    pub(super) fn of_periods(periods: &[String], named: &[usize]) -> Axis {
        let name = |index: &usize| Some((*index as f64, periods.get(*index)?.clone()));
        Axis::new((-0.5, last(periods)), named.iter().filter_map(name).collect())
    }
}

/// The far end of an axis of periods; without any it is as long as for one.
pub(super) fn last(periods: &[String]) -> f64 {
    periods.len().max(1) as f64 - 0.5
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + (share(*value, self.ends).clamp(0.0, 1.0) * f64::from(to - from)).round() as i32
    }

    /// All marks are bold; asked for light ones too, there are none to add.
    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.marks.iter().map(|(at, _)| *at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.ends.0..self.ends.1
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        self.marks.iter().find(|(at, _)| at == value).map(|(_, words)| words.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use plotters::coord::ranged1d::{BoldPoints, Ranged, ValueFormatter};

    use super::Axis;

    #[test]
    fn marks_are_those_given_with_their_words() {
        let axis = Axis::new((0.0, 10.0), vec![(0.0, "none".to_owned()), (10.0, "ten".to_owned())]);
        assert_eq!(axis.key_points(BoldPoints(1)), [0.0, 10.0]);
        assert!(axis.key_points(99).is_empty());
        assert_eq!(axis.format_ext(&10.0), "ten");
        assert_eq!(axis.format_ext(&5.0), "");
    }

    #[test]
    fn places_are_inside_whatever_the_value() {
        let axis = Axis::new((0.0, 10.0), Vec::new());
        assert_eq!(
            [0.0, 5.0, 10.0, 99.0, -99.0].map(|value| axis.map(&value, (100, 0))),
            [100, 50, 0, 0, 100]
        );
    }
}
