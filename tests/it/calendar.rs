//! Fiscal years, quarters and the partner's calendar.

use proptest::prelude::*;
use quarterdeck::portfolio::calendar::{Date, FiscalYear, Interval, Month, NamedAfter, Period, Quarter};
use quarterdeck::record::Leaf;

use super::harness::Memory;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn quarter(text: &str) -> Quarter {
    Quarter::parse(text).unwrap()
}

fn year(first_month: u8, named_after: NamedAfter) -> FiscalYear {
    FiscalYear { first_month: Month::parse(&first_month.to_string()).unwrap(), named_after }
}

#[test]
fn a_fiscal_year_is_named_after_its_end_or_its_start() {
    use NamedAfter::{End, Start};
    for (first_month, named_after, day, expected) in [
        (1, End, "2026-01-01", "2026-Q1"),
        (1, End, "2026-12-31", "2026-Q4"),
        (1, Start, "2026-12-31", "2026-Q4"),
        // July to June, as at a great software company: fiscal 2026 begins in July 2025.
        (7, End, "2025-07-01", "2026-Q1"),
        (7, End, "2025-06-30", "2025-Q4"),
        (7, Start, "2025-07-01", "2025-Q1"),
        (7, Start, "2025-06-30", "2024-Q4"),
        // April to March, as in Japan and India.
        (4, Start, "2026-03-31", "2025-Q4"),
        (4, End, "2026-03-31", "2026-Q4"),
        (4, End, "2026-04-01", "2027-Q1"),
        // February to January, as in retail.
        (2, End, "2026-01-31", "2026-Q4"),
        (2, Start, "2026-01-31", "2025-Q4"),
        (2, End, "2026-02-01", "2027-Q1"),
        (12, End, "2025-12-01", "2026-Q1"),
        (12, Start, "2026-02-28", "2025-Q1"),
    ] {
        let fiscal = year(first_month, named_after);
        assert_eq!(fiscal.quarter_of(date(day)), quarter(expected), "{first_month} {named_after:?} {day}");
    }
}

#[test]
fn a_quarter_ends_on_the_last_day_of_its_month() {
    let end =
        |first_month, text: &str| year(first_month, NamedAfter::End).last_day(quarter(text)).to_string();
    assert_eq!(end(1, "2026-Q1"), "2026-03-31");
    assert_eq!(end(1, "2026-Q2"), "2026-06-30");
    assert_eq!(end(12, "2024-Q1"), "2024-02-29");
    assert_eq!(end(12, "2026-Q1"), "2026-02-28");
    assert_eq!(end(12, "2000-Q1"), "2000-02-29");
    assert_eq!(end(12, "2100-Q1"), "2100-02-28");
}

#[test]
fn a_quarter_is_closed_on_its_last_day() {
    let ours = FiscalYear::default();
    assert!(!ours.closed(quarter("2026-Q2"), date("2026-06-29")));
    assert!(ours.closed(quarter("2026-Q2"), date("2026-06-30")));
    assert_eq!(ours.last_closed(date("2026-06-29")), quarter("2026-Q1"));
    assert_eq!(ours.last_closed(date("2026-06-30")), quarter("2026-Q2"));
    assert_eq!(ours.last_closed(date("2026-01-01")), quarter("2025-Q4"));
}

#[test]
fn a_partners_quarter_is_ours_where_most_of_it_lies() {
    let (ours, july) = (FiscalYear::default(), year(7, NamedAfter::End));
    let february = year(2, NamedAfter::Start);
    let in_ours = |text: &str, theirs| Period::parse(text).unwrap().in_ours(ours, theirs).to_string();
    assert_eq!(in_ours("2026-Q1 (theirs)", july), "2025-Q3");
    assert_eq!(in_ours("2026-Q4 (theirs)", july), "2026-Q2");
    // February to April is two months of our first quarter and one of the second.
    assert_eq!(in_ours("2026-Q1 (theirs)", february), "2026-Q1");
    assert_eq!(in_ours("2026-Q4 (theirs)", february), "2026-Q4");
    // Without the word it is ours, whatever calendar they have.
    assert_eq!(in_ours("2026-Q1", july), "2026-Q1");
}

#[test]
fn a_review_of_the_partners_quarter_is_filed_under_ours() {
    let profile = "name: Acme\nkinds: [isv]\nfiscal_year: {first_month: 7}\n\
        tiers: [{tier: growth, from: 2025-01-01}]\nstages: [{stage: operate, from: 2025-01-01}]\n";
    let loaded = Memory::of([
        ("partners/acme/partner.yaml", profile.into()),
        ("partners/acme/reviews/2026-Q1.md", "---\nheld_on: 2025-10-14\ntheir_calendar: true\n---\n".into()),
        ("partners/acme/reviews/2026-Q2.md", "---\nheld_on: 2026-07-14\n---\n".into()),
    ])
    .load();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let quarters: Vec<_> =
        loaded.portfolio.partners["acme"].reviews.keys().map(ToString::to_string).collect();
    assert_eq!(quarters, ["2025-Q3", "2026-Q2"]);
}

#[test]
fn an_interval_keeps_to_the_calendar() {
    let after = |text: &str, day: &str| Interval::parse(text).unwrap().after(date(day)).to_string();
    assert_eq!(after("1 month", "2026-01-31"), "2026-02-28");
    assert_eq!(after("1 month", "2024-01-31"), "2024-02-29");
    assert_eq!(after("1 year", "2024-02-29"), "2025-02-28");
    assert_eq!(after("2 quarters", "2026-08-31"), "2027-02-28");
    assert_eq!(after("6 weeks", "2026-01-01"), "2026-02-12");
    assert_eq!(after("100 days", "2026-01-01"), "2026-04-11");
}

/// Any day from 1900 to 2199, leap days among them.
fn any_date() -> impl Strategy<Value = Date> {
    (0..109_000_i64).prop_map(|days| date("1900-01-01").plus_days(days))
}

fn any_year() -> impl Strategy<Value = FiscalYear> {
    (1..=12_u8, any::<bool>())
        .prop_map(|(month, end)| year(month, if end { NamedAfter::End } else { NamedAfter::Start }))
}

fn any_quarter() -> impl Strategy<Value = Quarter> {
    (1900..2200_i16, 1..=4_i8).prop_map(|(year, number)| Quarter::new(year, number).unwrap())
}

proptest! {
    #[test]
    fn a_quarter_holds_its_first_day_and_its_last(fiscal in any_year(), quarter in any_quarter()) {
        prop_assert_eq!(fiscal.quarter_of(fiscal.first_day(quarter)), quarter);
        prop_assert_eq!(fiscal.quarter_of(fiscal.last_day(quarter)), quarter);
        prop_assert_eq!(fiscal.first_day(quarter).day(), 1);
    }

    #[test]
    fn quarters_follow_each_other_without_a_gap(fiscal in any_year(), quarter in any_quarter()) {
        let next = quarter.plus(1);
        prop_assert_eq!(fiscal.last_day(quarter).plus_days(1), fiscal.first_day(next));
        let days = fiscal.first_day(quarter).days_until(fiscal.first_day(next));
        prop_assert!((89..=92).contains(&days), "{} days", days);
        prop_assert_eq!(next.plus(-1), quarter);
    }

    #[test]
    fn a_day_lies_within_its_quarter(fiscal in any_year(), day in any_date()) {
        let quarter = fiscal.quarter_of(day);
        prop_assert!(fiscal.first_day(quarter) <= day && day <= fiscal.last_day(quarter));
    }

    #[test]
    fn the_last_closed_quarter_is_closed_and_the_next_is_not(fiscal in any_year(), day in any_date()) {
        let last = fiscal.last_closed(day);
        prop_assert!(fiscal.closed(last, day));
        prop_assert!(!fiscal.closed(last.plus(1), day));
    }

    #[test]
    fn dates_and_quarters_are_read_as_they_are_written(day in any_date(), quarter in any_quarter()) {
        prop_assert_eq!(Date::parse(&day.to_string()), Ok(day));
        prop_assert_eq!(Quarter::parse(&quarter.to_string()), Ok(quarter));
    }

    #[test]
    fn a_partners_quarter_is_less_than_half_a_quarter_off(ours in any_year(), theirs in any_year(), quarter in any_quarter()) {
        let mapped = Period { quarter, theirs: true }.in_ours(ours, theirs);
        let off = theirs.first_day(quarter).days_until(ours.first_day(mapped)).abs();
        prop_assert!(off <= 46, "{} days off", off);
    }
}
