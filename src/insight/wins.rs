//! What was won with partners: what it was worth, how deals compare with those without a partner, who can tell of it, and
//! where nothing was won for long (P11, P47).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Ground;
use super::spread::{Spread, spread};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::log::{Entry, Win};

/// Something that was won.
#[derive(Debug, Clone, Copy)]
pub struct Won<'a> {
    /// With whom.
    pub partner: &'a Partner,
    /// The entry.
    pub win: &'a Win,
    /// The quarter.
    pub quarter: Quarter,
    /// What it was worth in the portfolio's currency, at the rate of the quarter; nothing without a value or a rate.
    pub worth: Option<Decimal>,
}

/// All wins, the latest first.
pub fn won<'a>(ground: &Ground<'a>) -> Vec<Won<'a>> {
    let settings = &ground.portfolio.settings;
    let of = |partner: &'a Partner, win: &'a Win| {
        let quarter = settings.fiscal_year.quarter_of(win.on);
        Won { partner, win, quarter, worth: win.value.and_then(|money| settings.in_own(money, quarter)) }
    };
    let mut all: Vec<Won<'a>> = ground
        .partners()
        .flat_map(|partner| partner.log.iter().map(move |entry| (partner, &entry.value)))
        .filter_map(|(partner, entry)| match entry {
            Entry::Win(win) => Some(of(partner, win)),
            _ => None,
        })
        .collect();
    all.sort_by_key(|one| (Reverse(one.win.on), &one.partner.profile.name, &one.win.text));
    all
}

/// What wins were worth together, and how many name a value that cannot be counted for want of a rate.
pub fn worth(all: &[Won<'_>]) -> (Option<Decimal>, usize) {
    let priced: Vec<Decimal> = all.iter().filter_map(|one| one.worth).collect();
    let unpriced = all.iter().filter(|one| one.win.value.is_some() && one.worth.is_none()).count();
    let sum = priced.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one));
    (sum.filter(|_| !priced.is_empty()), unpriced)
}

/// How large the deals were, as multiples of the average without a partner.
pub fn sizes(all: &[Won<'_>]) -> Option<Spread> {
    spread(all.iter().filter_map(|one| one.win.deal_size_vs_average).map(|ratio| ratio.0))
}

/// How long the deals took, as multiples of the average without a partner.
pub fn cycles(all: &[Won<'_>]) -> Option<Spread> {
    spread(all.iter().filter_map(|one| one.win.cycle_vs_average).map(|ratio| ratio.0))
}

/// The wins by the id of the account executive who can tell of them, who has most first.
pub fn sellers<'a, 'b>(all: &'b [Won<'a>]) -> Vec<(&'a str, Vec<&'b Won<'a>>)> {
    let mut sellers: BTreeMap<&str, Vec<&Won<'_>>> = BTreeMap::new();
    for one in all {
        if let Some(seller) = &one.win.account_executive {
            sellers.entry(seller.as_str()).or_default().push(one);
        }
    }
    let mut sellers: Vec<_> = sellers.into_iter().collect();
    sellers.sort_by_key(|(id, wins)| (Reverse(wins.len()), *id));
    sellers
}

/// Live partners without a win in the last two closed quarters and since, with the day of the last one; those without
/// any first, then the longest ago.
pub fn without<'a>(ground: &Ground<'a>) -> Vec<(Option<Date>, &'a Partner)> {
    let since = ground.days_of(ground.quarter().plus(-1)).0;
    let last = |partner: &Partner| {
        let wins = partner.log.iter().filter_map(|entry| match &entry.value {
            Entry::Win(win) => Some(win.on),
            _ => None,
        });
        wins.max()
    };
    let live = ground.partners().filter(|partner| ground.phase(partner) == Some(Phase::Live));
    let mut all: Vec<_> = live.map(|partner| (last(partner), partner)).collect();
    all.retain(|(last, _)| last.is_none_or(|on| on < since));
    all.sort_by_key(|(last, partner)| (*last, &partner.profile.name));
    all
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{sizes, without, won, worth};
    use crate::insight::tests::{day, ground, portfolio};

    #[test]
    fn a_value_counts_at_the_rate_of_its_quarter_or_not_at_all() {
        let settings = "schema: 1\ncurrency: EUR\nexchange_rates:\n  2026-Q2: {USD: 0.5}\n";
        let log = "\
- {kind: win, on: 2026-05-01, text: One, value: USD 100}
- {kind: win, on: 2026-03-01, text: Two, value: USD 100}
- {kind: win, on: 2026-02-01, text: Three, value: EUR 7, deal_size_vs_average: 1.5}
- {kind: win, on: 2026-01-01, text: Four, deal_size_vs_average: 0.5}
";
        let records = portfolio(&[("quarterdeck.yaml", settings), ("acme", ""), ("acme/log.yaml", log)]);
        let all = won(&ground(&records));
        assert_eq!(worth(&all), (Some(Decimal::from(57)), 1));
        assert_eq!(worth(&all[3..]), (None, 0));
        assert_eq!(sizes(&all).map(|of| (of.n, of.median)), Some((2, Decimal::ONE)));
    }

    #[test]
    fn whoever_won_within_two_quarters_is_not_without() {
        // The last closed quarter is the second of 2026; the one before began on 1 January.
        let log = |on: &str| format!("- {{kind: win, on: {on}, text: One}}\n");
        let records = portfolio(&[
            ("acme", ""),
            ("acme/log.yaml", &log("2026-01-01")),
            ("birch", "name: Birch\n"),
            ("birch/log.yaml", &log("2025-12-31")),
            ("cedar", "name: Cedar\n"),
            ("dune", "name: Dune\nstages: [{stage: plan, from: 2024-02-01}]\n"),
        ]);
        let found = without(&ground(&records));
        let said: Vec<_> = found.iter().map(|(last, partner)| (*last, partner.id.as_str())).collect();
        assert_eq!(said, [(None, "cedar"), (Some(day("2025-12-31")), "birch")]);
    }
}
