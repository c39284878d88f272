//! Days on an axis from left to right.
//! Never words a day.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::view::figure::DayAxis;

/// More months than these would be a grey field.
const MOST_MONTHS: i32 = 48;

/// The days shown, and where each lies across.
pub(super) struct Days<'a> {
    pub(super) axis: &'a DayAxis,
    /// Where the first day lies.
    pub(super) left: f64,
    /// Where the last day lies.
    pub(super) right: f64,
}

impl<'a> Days<'a> {
    /// The place of a day, or nothing when it is not shown.
    pub(super) fn across(&self, day: Date) -> Option<f64> {
        let (from, to) = (self.axis.from, self.axis.to);
        if day < from || day > to {
            return None;
        }
        let all = f64::from((to - from).get_days().max(1));
        let passed = f64::from((day - from).get_days());
        Some(self.left + passed / all * (self.right - self.left))
    }

    /// Where the quarters shown begin, with their names.
    pub(super) fn quarters(&self) -> Vec<(f64, &'a str)> {
        let grid = &self.axis.grid;
        grid.iter().filter_map(|(day, name)| Some((self.across(*day)?, name.as_str()))).collect()
    }

    /// The first of each month shown.
    pub(super) fn months(&self) -> Vec<Date> {
        let (from, to) = (self.axis.from, self.axis.to);
        if (to - from).get_days() > MOST_MONTHS * 31 {
            return Vec::new();
        }
        let first = from.first_of_month();
        (0..=MOST_MONTHS + 1)
            .map_while(|month| first.checked_add(month.months()).ok())
            .take_while(|day| *day <= to)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Days;
    use crate::view::figure::DayAxis;

    fn axis(from: Date, to: Date) -> DayAxis {
        let grid =
            [(2025, 10), (2026, 1)].map(|(year, month)| (date(year, month, 1), format!("{year}-{month}")));
        DayAxis { from, to, grid: grid.to_vec(), as_of: from, as_of_label: String::new() }
    }

    #[test]
    fn days_lie_between_both_ends_and_nothing_outside() {
        let axis = axis(date(2026, 1, 1), date(2026, 1, 11));
        let days = Days { axis: &axis, left: 10.0, right: 110.0 };
        assert_eq!(days.across(date(2026, 1, 4)), Some(40.0));
        assert_eq!(days.across(date(2026, 1, 12)), None);
        assert_eq!(days.across(date(2025, 12, 31)), None);
        assert_eq!(days.months(), [date(2026, 1, 1)]);
        assert_eq!(days.quarters(), [(10.0, "2026-1")]);
    }

    #[test]
    fn one_day_is_no_division_by_zero() {
        let day = date(2026, 1, 1);
        let axis = axis(day, day);
        assert_eq!(Days { axis: &axis, left: 10.0, right: 110.0 }.across(day), Some(10.0));
    }
}
