//! `quarterdeck.yaml`: what holds for the whole portfolio and for the site made from it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::{Date, FiscalYear, Quarter};
use super::money::{Currency, Money, Rates};
use super::site::SiteSettings;

/// The newest shape of records that this program reads.
pub const SCHEMA: u32 = 1;

/// The settings of a portfolio.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Settings {
    /// The shape of the records; now 1.
    pub schema: Option<u32>,
    /// The name of the portfolio.
    pub name: Option<String>,
    /// Our organisation.
    pub organisation: Option<Organisation>,
    /// Freezes "today", for a demonstration or an archive.
    pub as_of: Option<Date>,
    /// The currency in which sums are shown; without it, EUR.
    pub currency: Option<Currency>,
    /// What one unit of another currency is worth in ours, by quarter.
    #[serde(default)]
    pub exchange_rates: Rates,
    /// Our fiscal year; without it, the calendar year.
    #[serde(default)]
    pub fiscal_year: FiscalYear,
    /// Where a record is edited: `https://…/edit/main/{path}#L{line}`.
    pub edit_link: Option<String>,
    /// How the site looks.
    #[serde(default)]
    pub site: SiteSettings,
    /// How much is read at most.
    #[serde(default)]
    pub limits: Limits,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

impl Settings {
    /// What our organisation is called: by its own name, else by that of the portfolio.
    pub fn our_name(&self) -> &str {
        let organisation = self.organisation.as_ref().map(|one| one.name.as_str());
        organisation.or(self.name.as_deref()).unwrap_or("Our organisation")
    }

    /// The currency in which sums are shown.
    pub fn currency(&self) -> Currency {
        self.currency.unwrap_or(Currency::EUR)
    }

    /// An amount in another currency at the rates of a quarter; nothing where a rate is missing.
    pub fn convert(&self, money: Money, to: Currency, quarter: Quarter) -> Option<Money> {
        self.exchange_rates.convert(money, to, self.currency(), quarter)
    }

    /// An amount in the portfolio's currency at the rate of a quarter; nothing where there is none.
    pub fn in_own(&self, money: Money, quarter: Quarter) -> Option<Decimal> {
        self.convert(money, self.currency(), quarter).map(|money| money.amount)
    }
}

/// Our organisation.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Organisation {
    /// The name that people use.
    pub name: String,
    /// The registered name, as in agreements.
    pub legal_name: Option<String>,
}

/// How much is read at most, so that a wrong folder or a hostile file ends in a message.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Limits {
    /// Bytes of one file.
    #[serde(default = "Limits::max_file_bytes")]
    pub max_file_bytes: u64,
    /// Files of a portfolio.
    #[serde(default = "Limits::max_files")]
    pub max_files: u64,
}

impl Limits {
    fn max_file_bytes() -> u64 {
        1024 * 1024
    }

    fn max_files() -> u64 {
        500_000
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_file_bytes: Self::max_file_bytes(), max_files: Self::max_files() }
    }
}
