//! Numbers, exact: plain ones, and those that must lie within limits.

use rust_decimal::Decimal;

use crate::record::{Leaf, Value, leaf};

/// A plain number, exact: `12`, `-3.5`, `1,250,000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub Decimal);

impl Leaf for Number {
    const NAME: &'static str = "number";
    const EXPECTED: &'static str = "a number like 12.5";

    fn parse(text: &str) -> Result<Self, String> {
        decimal(text).map(Self)
    }

    fn value(&self) -> Value {
        Value::Number(self.0)
    }

    fn placeholder() -> Self {
        Self(Decimal::ZERO)
    }
}
leaf!(Number);

/// How much a part counts, in relation to the others: `25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(pub Decimal);

impl Leaf for Weight {
    const NAME: &'static str = "weight";
    const EXPECTED: &'static str = "a weight of 0 or more";

    fn parse(text: &str) -> Result<Self, String> {
        within(text, Self::EXPECTED, |number| number >= Decimal::ZERO).map(Self)
    }

    fn value(&self) -> Value {
        Value::Number(self.0)
    }

    fn placeholder() -> Self {
        Self(Decimal::ONE)
    }
}
leaf!(Weight);

/// A number on a scale of 100: `75`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percentage(pub Decimal);

impl Leaf for Percentage {
    const NAME: &'static str = "percentage";
    const EXPECTED: &'static str = "a number from 0 to 100";

    fn parse(text: &str) -> Result<Self, String> {
        within(text, Self::EXPECTED, |number| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number))
            .map(Self)
    }

    fn value(&self) -> Value {
        Value::Number(self.0)
    }

    fn placeholder() -> Self {
        Self(Decimal::ZERO)
    }
}
leaf!(Percentage);

/// What one unit of a currency is worth in another: `0.871`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub Decimal);

impl Leaf for Rate {
    const NAME: &'static str = "rate";
    const EXPECTED: &'static str = "a rate above 0";

    fn parse(text: &str) -> Result<Self, String> {
        within(text, Self::EXPECTED, |number| number > Decimal::ZERO).map(Self)
    }

    fn value(&self) -> Value {
        Value::Number(self.0)
    }

    fn placeholder() -> Self {
        Self(Decimal::ONE)
    }
}
leaf!(Rate);

/// A number, if it is one that may stand here.
fn within(text: &str, expected: &str, holds: impl Fn(Decimal) -> bool) -> Result<Decimal, String> {
    let number = decimal(text)?;
    if holds(number) { Ok(number) } else { Err(format!("`{text}` is not {expected}")) }
}

/// Beyond this no sum of an alliance lies; up to it, sums and products keep all their digits.
pub(super) const LARGEST: i64 = 1_000_000_000_000_000;

/// Reads `1250000`, `1,250,000.50`, `-3`, `1.2m`, `40k`, `2bn`; exactly, or not at all.
pub(super) fn decimal(text: &str) -> Result<Decimal, String> {
    let wrong = || {
        if text.contains(',') || text.matches('.').count() > 1 {
            format!("`{text}` is not a number; the decimal mark is a point, and only commas part thousands")
        } else {
            format!("`{text}` is not a number")
        }
    };
    let text = text.replace('\u{2212}', "-");
    let (digits, factor) = [("bn", 1_000_000_000), ("k", 1_000), ("m", 1_000_000)]
        .into_iter()
        .find_map(|(suffix, factor)| text.strip_suffix(suffix).map(|digits| (digits, Decimal::from(factor))))
        .unwrap_or((text.as_str(), Decimal::ONE));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = unsigned.split(',');
    let grouped_well =
        groups.next().is_some_and(|first| !first.is_empty() && (first.len() <= 3 || !unsigned.contains(',')))
            && groups.all(|group| group.len() == 3);
    let only_digits = unsigned.bytes().all(|b| b.is_ascii_digit() || b == b',')
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit());
    if !grouped_well || !only_digits {
        return Err(wrong());
    }
    let plain = digits.replace(',', "");
    let number: Decimal = Decimal::from_str_exact(&plain)
        .map_err(|_| format!("`{text}` has more digits than can be kept exactly"))?;
    let number = number.checked_mul(factor).filter(|number| number.abs() <= Decimal::from(LARGEST));
    number.ok_or_else(|| {
        format!("`{text}` is too large; numbers go up to a thousand trillions, 10 to the power of 15")
    })
}
