//! Back from words to values: what a cell shows, as a number with its unit or as a date, for spreadsheets, programs and
//! sorting. Reads only what `words` says, and only whole: "5 of 7" is no number.

use rust_decimal::Decimal;

use super::words::MONTHS;
use crate::portfolio::calendar::Date;
use crate::portfolio::money::Currency;
use crate::record::Leaf;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, as precise as it is shown, with its unit: `EUR`, `%`, `days`.
    Number(Decimal, Option<String>),
    /// A day.
    Date(Date),
}

/// The value that words say; nothing where they say more, or something else.
pub fn read(words: &str) -> Option<Value> {
    let words = words.trim();
    date(words).map(Value::Date).or_else(|| number(words))
}

fn date(words: &str) -> Option<Date> {
    if let Ok(date) = Date::parse(words) {
        return Some(date);
    }
    let [day, month, year] = words.split(' ').collect::<Vec<_>>()[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month || name[..3] == *month)?;
    let iso = format!("{year}-{:02}-{:0>2}", month + 1, day);
    Date::parse(&iso).ok()
}

fn number(words: &str) -> Option<Value> {
    let (negative, rest) = sign(words);
    let (currency, rest) = currency(rest);
    let digits = rest.find(|c: char| !matches!(c, '0'..='9' | ',' | '.')).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at(digits);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number: Decimal = digits.replace(',', "").parse().ok()?;
    let (factor, unit) = match (suffix.trim_start(), currency) {
        ("", currency) => (1, currency),
        ("k", Some(currency)) => (1_000, Some(currency)),
        ("m", Some(currency)) => (1_000_000, Some(currency)),
        ("bn", Some(currency)) => (1_000_000_000, Some(currency)),
        (unit @ ("%" | "pts" | "days" | "×"), None) => (1, Some(unit.to_owned())),
        ("day", None) => (1, Some("days".to_owned())),
        _ => return None,
    };
    let number = number.checked_mul(Decimal::from(factor))?;
    Some(Value::Number(if negative { -number } else { number }, unit))
}

/// Whether it is below zero, and what comes after the sign.
fn sign(words: &str) -> (bool, &str) {
    match words.strip_prefix('\u{2212}') {
        Some(rest) => (true, rest),
        None => (false, words.strip_prefix('+').unwrap_or(words)),
    }
}

/// The code of the currency that an amount begins with, and what comes after it.
fn currency(words: &str) -> (Option<String>, &str) {
    for code in ["EUR", "GBP", "USD", "JPY", "INR"] {
        let sign = Currency::parse(code).ok().and_then(|currency| currency.sign());
        if let Some(rest) = sign.and_then(|sign| words.strip_prefix(sign)) {
            return (Some(code.to_owned()), rest);
        }
    }
    match words.split_once(' ') {
        Some((code, rest)) if Currency::parse(code).is_ok() => (Some(code.to_owned()), rest),
        _ => (None, words),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::words;
    use super::*;
    use crate::portfolio::money::Money;

    fn number(text: &str, unit: Option<&str>) -> Option<Value> {
        Some(Value::Number(text.parse().unwrap(), unit.map(str::to_owned)))
    }

    #[test]
    fn words_are_read_as_they_were_said() {
        assert_eq!(read("€1.28m"), number("1280000", Some("EUR")));
        assert_eq!(read("CHF 9,500"), number("9500", Some("CHF")));
        assert_eq!(read("\u{2212}€40k"), number("-40000", Some("EUR")));
        assert_eq!(read("$1.5bn"), number("1500000000", Some("USD")));
        assert_eq!(read("12.1%"), number("12.1", Some("%")));
        assert_eq!(read("+3 pts"), number("3", Some("pts")));
        assert_eq!(read("\u{2212}5.5 days"), number("-5.5", Some("days")));
        assert_eq!(read("1,566"), number("1566", None));
        assert_eq!(read("30 Jun 2026"), Date::new(2026, 6, 30).map(Value::Date));
        assert_eq!(read("3 September 2026"), Date::new(2026, 9, 3).map(Value::Date));
        assert_eq!(read("2026-11-30"), Date::new(2026, 11, 30).map(Value::Date));
    }

    #[test]
    fn what_says_more_than_a_value_is_none() {
        for words in
            ["5 of 7", "done 26 Feb 2025", "28 to 94", "no", "", "–", "× 1", "31 Jun 2026", "40k", "2026-Q3"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }

    proptest! {
        #[test]
        fn money_comes_back_in_the_three_digits_that_are_shown(amount in -2_000_000_000i64..2_000_000_000) {
            let said = words::money(Money { amount: Decimal::from(amount), currency: Currency::EUR });
            let Some(Value::Number(read, unit)) = read(&said) else { panic!("{said}") };
            prop_assert_eq!(unit.as_deref(), Some("EUR"));
            prop_assert!((read - Decimal::from(amount)).abs() * Decimal::from(100) <= Decimal::from(amount).abs(), "{}", said);
        }

        #[test]
        fn days_come_back(days in 0i64..40_000) {
            let date = Date::new(1950, 1, 1).unwrap().plus_days(days);
            prop_assert_eq!(read(&words::date(date)), Some(Value::Date(date)));
            prop_assert_eq!(read(&words::long_date(date)), Some(Value::Date(date)));
        }
    }
}
