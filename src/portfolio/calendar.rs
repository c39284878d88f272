//! Dates, quarters and fiscal years. Everything is a calendar date; nothing here knows the time of day.

use std::fmt;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::record::{Leaf, Value, leaf};

/// A calendar date, written `2026-11-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The date of year, month and day, or nothing where the calendar has none.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The same date for arithmetic and drawings.
    pub fn civil(self) -> jiff::civil::Date {
        self.0
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Days from `self` to `later`; negative if `later` is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The date so many days later (or earlier), held at the ends of the calendar.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.clamp(-4_000_000, 4_000_000).days()))
    }

    /// The date so many months later, at the last day where the month is shorter.
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(months.months()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Leaf for Date {
    const NAME: &'static str = "date";
    const EXPECTED: &'static str = "a date like 2026-11-21";

    fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let shaped = matches!(parts[..], [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2)
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !shaped {
            return Err(format!("`{text}` is not a date; write year, month and day like 2026-11-21"));
        }
        let number = |part: &str| part.parse::<i16>().unwrap_or_default();
        let (year, month, day) = (number(parts[0]), number(parts[1]), number(parts[2]));
        if !(1..=12).contains(&month) {
            return Err(format!("there is no month {month:02}; a date is year, month, day"));
        }
        Self::new(year, month as i8, day as i8)
            .ok_or_else(|| format!("{}-{} has no day {day}", parts[0], parts[1]))
    }

    fn value(&self) -> Value {
        Value::Date(self.0)
    }

    fn placeholder() -> Self {
        Self(jiff::civil::date(2000, 1, 1))
    }
}
leaf!(Date);

/// A fiscal quarter, written `2026-Q3`: the year is the fiscal year's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i16,
    number: i8,
}

impl Quarter {
    /// The quarter `number` (1 to 4) of a fiscal year.
    pub fn new(year: i16, number: i8) -> Option<Self> {
        ((1..=4).contains(&number) && (1000..=9000).contains(&year)).then_some(Self { year, number })
    }

    /// The fiscal year's name.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 4.
    pub fn number(self) -> i8 {
        self.number
    }

    /// The quarter so many quarters later (or earlier).
    pub fn plus(self, quarters: i32) -> Self {
        let index = i32::from(self.year) * 4 + i32::from(self.number) - 1 + quarters;
        Self { year: index.div_euclid(4) as i16, number: index.rem_euclid(4) as i8 + 1 }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-Q{}", self.year, self.number)
    }
}

impl Leaf for Quarter {
    const NAME: &'static str = "quarter";
    const EXPECTED: &'static str = "a quarter like 2026-Q3";

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a quarter; write year and quarter like 2026-Q3");
        let (year, number) = text.split_once("-Q").ok_or_else(wrong)?;
        if year.len() != 4 || number.len() != 1 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let quarter = number.parse().ok().zip(year.parse().ok()).and_then(|(n, y)| Self::new(y, n));
        quarter.ok_or_else(|| format!("a year has the quarters Q1 to Q4, `{text}` is none of them"))
    }

    fn value(&self) -> Value {
        Value::text(self.to_string())
    }

    fn placeholder() -> Self {
        Self { year: 2000, number: 1 }
    }
}
leaf!(Quarter);

/// After which calendar year a fiscal year that spans two is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedAfter {
    /// The calendar year in which it ends, as most companies do.
    #[default]
    End,
    /// The calendar year in which it starts.
    Start,
}

/// A fiscal year: where it starts, and what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct FiscalYear {
    /// The first month of the fiscal year, 1 to 12.
    pub first_month: Month,
    /// The calendar year that gives a fiscal year its name; matters only if it spans two.
    #[serde(default)]
    pub named_after: NamedAfter,
}

impl Default for FiscalYear {
    fn default() -> Self {
        Self { first_month: Month(1), named_after: NamedAfter::End }
    }
}

impl FiscalYear {
    /// Months since the start of the calendar year in which the fiscal year of that name starts.
    fn start_year(self, fiscal: i16) -> i16 {
        let spans_two = self.first_month.0 > 1;
        if spans_two && self.named_after == NamedAfter::End { fiscal - 1 } else { fiscal }
    }

    /// The quarter that holds a date.
    pub fn quarter_of(self, date: Date) -> Quarter {
        let months = i32::from(date.year()) * 12 + i32::from(date.month()) - i32::from(self.first_month.0);
        let start_year = months.div_euclid(12) as i16;
        let fiscal = start_year + (self.start_year(0) == -1) as i16;
        Quarter { year: fiscal, number: (months.rem_euclid(12) / 3 + 1) as i8 }
    }

    /// The first day of a quarter.
    pub fn first_day(self, quarter: Quarter) -> Date {
        let months = i32::from(self.first_month.0) - 1 + (i32::from(quarter.number) - 1) * 3;
        let year = self.start_year(quarter.year) + (months / 12) as i16;
        Date::new(year, (months % 12 + 1) as i8, 1).unwrap_or_else(Date::placeholder)
    }

    /// The last day of a quarter.
    pub fn last_day(self, quarter: Quarter) -> Date {
        self.first_day(quarter.plus(1)).plus_days(-1)
    }

    /// Whether a quarter has ended by a date.
    pub fn closed(self, quarter: Quarter, as_of: Date) -> bool {
        self.last_day(quarter) <= as_of
    }

    /// The last quarter that has ended by a date.
    pub fn last_closed(self, as_of: Date) -> Quarter {
        self.quarter_of(as_of.plus_days(1)).plus(-1)
    }
}

/// A month of the year, 1 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(i8);

impl Month {
    /// 1 to 12.
    pub fn get(self) -> i8 {
        self.0
    }
}

impl Leaf for Month {
    const NAME: &'static str = "month";
    const EXPECTED: &'static str = "a month as a number from 1 to 12";

    fn parse(text: &str) -> Result<Self, String> {
        match text.parse::<i8>() {
            Ok(number @ 1..=12) => Ok(Self(number)),
            _ => Err(format!("`{text}` is not a month; write a number from 1 to 12")),
        }
    }

    fn value(&self) -> Value {
        Value::Int(self.0.into())
    }

    fn placeholder() -> Self {
        Self(1)
    }
}
leaf!(Month);

/// A quarter in our calendar, or in the partner's: `2026-Q3`, `2027-Q1 (theirs)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The quarter as written.
    pub quarter: Quarter,
    /// Whether it is a quarter of the partner's fiscal year.
    pub theirs: bool,
}

impl Period {
    /// The quarter of our calendar that holds the greater part of this one.
    pub fn in_ours(self, ours: FiscalYear, theirs: FiscalYear) -> Quarter {
        if self.theirs {
            ours.quarter_of(theirs.first_day(self.quarter).plus_months(1).plus_days(14))
        } else {
            self.quarter
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.quarter, if self.theirs { " (theirs)" } else { "" })
    }
}

impl Leaf for Period {
    const NAME: &'static str = "period";
    const EXPECTED: &'static str = "a quarter like 2026-Q3, or 2026-Q3 (theirs) in the partner's calendar";

    fn parse(text: &str) -> Result<Self, String> {
        let (quarter, theirs) = match text.strip_suffix("(theirs)") {
            Some(rest) => (rest.trim_end(), true),
            None => (text, false),
        };
        Quarter::parse(quarter).map(|quarter| Self { quarter, theirs })
    }

    fn value(&self) -> Value {
        Value::text(self.quarter.to_string())
    }

    fn placeholder() -> Self {
        Self { quarter: Quarter::placeholder(), theirs: false }
    }
}
leaf!(Period);

/// A stretch of time or a rhythm: `100 days`, `6 weeks`, `1 month`, `2 quarters`, `1 year`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    count: u16,
    unit: IntervalUnit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IntervalUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl IntervalUnit {
    fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

impl Interval {
    /// The date one interval after another.
    pub fn after(self, date: Date) -> Date {
        let count = i32::from(self.count);
        match self.unit {
            IntervalUnit::Day => date.plus_days(count.into()),
            IntervalUnit::Week => date.plus_days(i64::from(count) * 7),
            IntervalUnit::Month => date.plus_months(count),
            IntervalUnit::Quarter => date.plus_months(count * 3),
            IntervalUnit::Year => date.plus_months(count * 12),
        }
    }

    /// As a rhythm: "every quarter", "every 2 months".
    pub fn rhythm(self) -> String {
        if self.count == 1 { format!("every {}", self.unit.word()) } else { format!("every {self}") }
    }

    /// About how many days it is, with months of 30.4 and years of 365 days.
    pub fn days(self) -> i64 {
        let count = i64::from(self.count);
        match self.unit {
            IntervalUnit::Day => count,
            IntervalUnit::Week => count * 7,
            IntervalUnit::Month => count * 304 / 10,
            IntervalUnit::Quarter => count * 913 / 10,
            IntervalUnit::Year => count * 365,
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}{}", self.count, self.unit.word(), if self.count == 1 { "" } else { "s" })
    }
}

impl Leaf for Interval {
    const NAME: &'static str = "interval";
    const EXPECTED: &'static str = "a stretch of time like 100 days, 6 weeks, 1 month, 2 quarters or 1 year";

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a stretch of time; write one like 100 days, 6 weeks, 1 month, 2 quarters or 1 year"
            )
        };
        let (count, word) = text.split_once(' ').ok_or_else(wrong)?;
        let count = count.parse().ok().filter(|&count| count > 0).ok_or_else(wrong)?;
        let unit = match word.trim().trim_end_matches('s') {
            "day" => IntervalUnit::Day,
            "week" => IntervalUnit::Week,
            "month" => IntervalUnit::Month,
            "quarter" => IntervalUnit::Quarter,
            "year" => IntervalUnit::Year,
            _ => return Err(wrong()),
        };
        Ok(Self { count, unit })
    }

    fn value(&self) -> Value {
        Value::Int(self.days())
    }

    fn placeholder() -> Self {
        Self { count: 1, unit: IntervalUnit::Quarter }
    }
}
leaf!(Interval);
