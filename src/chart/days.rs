//! Days on an axis from left to right.
//! Never words a day.

use jiff::ToSpan;
use jiff::civil::Date;

/// More months than these would be a grey field.
const MOST_MONTHS: i32 = 48;

/// The days shown, and where each lies across.
pub(super) struct Days {
    pub(super) from: Date,
    pub(super) to: Date,
    /// Where the first day lies.
    pub(super) left: f64,
    /// Where the last day lies.
    pub(super) right: f64,
}

impl Days {
    /// The place of a day, or nothing when it is not shown.
    pub(super) fn across(&self, day: Date) -> Option<f64> {
        if day < self.from || day > self.to {
            return None;
        }
        let all = f64::from((self.to - self.from).get_days().max(1));
        let passed = f64::from((day - self.from).get_days());
        Some(self.left + passed / all * (self.right - self.left))
    }

    /// The first of each month shown.
    pub(super) fn months(&self) -> Vec<Date> {
        if (self.to - self.from).get_days() > MOST_MONTHS * 31 {
            return Vec::new();
        }
        let first = self.from.first_of_month();
        (0..=MOST_MONTHS + 1)
            .map_while(|month| first.checked_add(month.months()).ok())
            .take_while(|day| *day <= self.to)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Days;

    #[test]
    fn days_lie_between_both_ends_and_nothing_outside() {
        let days = Days { from: date(2026, 1, 1), to: date(2026, 1, 11), left: 10.0, right: 110.0 };
        assert_eq!(days.across(date(2026, 1, 4)), Some(40.0));
        assert_eq!(days.across(date(2026, 1, 12)), None);
        assert_eq!(days.across(date(2025, 12, 31)), None);
        assert_eq!(days.months(), [date(2026, 1, 1)]);
    }

    #[test]
    fn one_day_is_no_division_by_zero() {
        let day = date(2026, 1, 1);
        assert_eq!(Days { from: day, to: day, left: 10.0, right: 110.0 }.across(day), Some(10.0));
    }
}
