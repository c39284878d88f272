//! Money: an exact amount and its ISO 4217 currency, and the rates of a quarter.
//!
//! Amounts of two currencies are never added; without a rate there is no sum.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Serialize;

use super::calendar::Quarter;
use super::number::{LARGEST, Rate, decimal};
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

/// The same, to be looked up: each amount of each record asks.
static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| CODES.split_ascii_whitespace().collect());

impl Leaf for Currency {
    const NAME: &'static str = "currency";
    const EXPECTED: &'static str = "a currency code like EUR";

    fn parse(text: &str) -> Result<Self, String> {
        let code: [u8; 3] = text
            .as_bytes()
            .try_into()
            .map_err(|_| format!("`{text}` is not a currency; write its three letters, like EUR"))?;
        if KNOWN.contains(text) {
            return Ok(Self(code));
        }
        let upper = text.to_ascii_uppercase();
        if KNOWN.contains(upper.as_str()) {
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
        // A rate that makes an amount beyond all sums is none; so sums of many amounts keep all their digits.
        (amount.abs() <= Decimal::from(LARGEST)).then_some(Money { amount, currency: to })
    }
}

impl<'de> serde::Deserialize<'de> for Rates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self)
    }
}
