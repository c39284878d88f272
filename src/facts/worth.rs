//! What an entry of value was worth to each side, in the portfolio's currency at the rate of its quarter.

use rust_decimal::Decimal;

use crate::portfolio::log::Value;
use crate::portfolio::money::Money;
use crate::portfolio::settings::Settings;

/// What an entry was worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// So much to us and so much to them; nothing said of a side is 0.
    Priced {
        /// To us.
        ours: Decimal,
        /// To them.
        theirs: Decimal,
    },
    /// One of its amounts is in a currency without a rate for that quarter, so that neither side counts it.
    NoRate,
    /// It names no amount.
    Unpriced,
}

/// What an entry was worth to each side.
pub fn worth(settings: &Settings, value: &Value) -> Worth {
    if value.ours.is_none() && value.theirs.is_none() {
        return Worth::Unpriced;
    }
    let quarter = settings.fiscal_year.quarter_of(value.on);
    let own = |money: Option<Money>| match money {
        Some(money) => settings.in_own(money, quarter),
        None => Some(Decimal::ZERO),
    };
    match own(value.ours).zip(own(value.theirs)) {
        Some((ours, theirs)) => Worth::Priced { ours, theirs },
        None => Worth::NoRate,
    }
}
