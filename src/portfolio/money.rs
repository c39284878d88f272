//! Money: an exact amount and its ISO 4217 currency, and the rates of a quarter.
//!
//! Amounts of two currencies are never added; without a rate there is no sum.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::Serialize;

use super::calendar::Quarter;
use crate::record::{Leaf, Value, leaf};

/// An ISO 4217 currency code, three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// The sign that goes before an amount, where a common one is not ambiguous: "€".
    pub fn sign(&self) -> Option<&'static str> {
        match self.code() {
            "EUR" => Some("€"),
            "GBP" => Some("£"),
            "USD" => Some("$"),
            "JPY" => Some("¥"),
            "INR" => Some("₹"),
            _ => None,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The active codes of ISO 4217, without funds, metals and test codes.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL \
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD \
    TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

impl Leaf for Currency {
    const NAME: &'static str = "currency";
    const EXPECTED: &'static str = "a currency code like EUR";

    fn parse(text: &str) -> Result<Self, String> {
        let code: [u8; 3] = text
            .as_bytes()
            .try_into()
            .map_err(|_| format!("`{text}` is not a currency; write its three letters, like EUR"))?;
        if CODES.split_ascii_whitespace().any(|known| known == text) {
            return Ok(Self(code));
        }
        let upper = text.to_ascii_uppercase();
        if CODES.split_ascii_whitespace().any(|known| known == upper) {
            return Err(format!("a currency code has capital letters: {upper}"));
        }
        Err(format!("`{text}` is not a currency of ISO 4217"))
    }

    fn value(&self) -> Value {
        Value::text(self.code())
    }

    fn placeholder() -> Self {
        Self::EUR
    }
}
leaf!(Currency);

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

/// A number of a kind: one that must be within limits.
macro_rules! limited {
    ($(#[$doc:meta])* $name:ident, $word:literal, $expected:literal, $placeholder:expr, $holds:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub Decimal);

        impl Leaf for $name {
            const NAME: &'static str = $word;
            const EXPECTED: &'static str = $expected;

            fn parse(text: &str) -> Result<Self, String> {
                let number = decimal(text)?;
                let holds: fn(Decimal) -> bool = $holds;
                if holds(number) { Ok(Self(number)) } else { Err(format!("`{text}` is not {}", Self::EXPECTED)) }
            }

            fn value(&self) -> Value {
                Value::Number(self.0)
            }

            fn placeholder() -> Self {
                Self($placeholder)
            }
        }
        leaf!($name);
    };
}

limited!(
    /// How much a part counts: 0 or more.
    Weight, "weight", "a weight of 0 or more", Decimal::ONE, |number| number >= Decimal::ZERO
);
limited!(
    /// From 0 to 100.
    Percentage, "percentage", "a number from 0 to 100", Decimal::ZERO,
    |number| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number)
);
limited!(
    /// What one unit of a currency is worth in another: more than 0.
    Rate, "rate", "a rate above 0", Decimal::ONE, |number| number > Decimal::ZERO
);

/// An amount of money, written `EUR 250000`, `USD 1.2m` or `GBP 40k`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The exact amount.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
}

impl Leaf for Money {
    const NAME: &'static str = "money";
    const EXPECTED: &'static str = "an amount with its currency, like EUR 250000 or USD 1.2m";

    fn parse(text: &str) -> Result<Self, String> {
        let mut words = text.split_ascii_whitespace();
        let (Some(currency), Some(amount), None) = (words.next(), words.next(), words.next()) else {
            return Err(format!("`{text}` is not {}", Self::EXPECTED));
        };
        let (currency, amount) = if currency.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            (amount, currency)
        } else {
            (currency, amount)
        };
        Ok(Self { amount: decimal(amount)?, currency: Currency::parse(currency)? })
    }

    fn value(&self) -> Value {
        Value::Record(vec![Value::Number(self.amount), self.currency.value()])
    }

    fn placeholder() -> Self {
        Self { amount: Decimal::ZERO, currency: Currency::EUR }
    }
}
leaf!(Money);

/// Beyond this no sum of an alliance lies; up to it, sums and products keep all their digits.
const LARGEST: i64 = 1_000_000_000_000_000;

/// Reads `1250000`, `1,250,000.50`, `-3`, `1.2m`, `40k`, `2bn`; exactly, or not at all.
fn decimal(text: &str) -> Result<Decimal, String> {
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
    let number: Decimal =
        plain.parse().map_err(|_| format!("`{text}` has more digits than can be kept exactly"))?;
    let number = number.checked_mul(factor).filter(|number| number.abs() <= Decimal::from(LARGEST));
    number.ok_or_else(|| {
        format!("`{text}` is too large; numbers go up to a thousand trillions, 10 to the power of 15")
    })
}

/// What one unit of a foreign currency was worth in the portfolio's own, quarter by quarter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rates(pub BTreeMap<Quarter, BTreeMap<Currency, Rate>>);

impl Rates {
    /// The amount in another currency, by way of the portfolio's `own`, at the rates of a quarter; nothing where a rate is
    /// missing. Brought to the portfolio's currency an amount is multiplied by its rate; brought from it, divided.
    pub fn convert(&self, money: Money, to: Currency, own: Currency, quarter: Quarter) -> Option<Money> {
        if money.currency == to {
            return Some(money);
        }
        let rate = |currency: Currency| {
            if currency == own {
                return Some(Decimal::ONE);
            }
            self.0.get(&quarter)?.get(&currency).map(|rate| rate.0)
        };
        let amount = money.amount.checked_mul(rate(money.currency)?)?.checked_div(rate(to)?)?;
        Some(Money { amount, currency: to })
    }
}

impl<'de> serde::Deserialize<'de> for Rates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self)
    }
}
