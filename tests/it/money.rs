//! Amounts, currencies and exchange rates: exact, and never added without a rate.

use proptest::prelude::*;
use quarterdeck::load::Loaded;
use quarterdeck::portfolio::calendar::Quarter;
use quarterdeck::portfolio::money::{Currency, Money};
use quarterdeck::portfolio::number::Number;
use quarterdeck::record::Leaf;
use quarterdeck::scorecard::series;

use super::harness::Memory;

fn money(text: &str) -> Money {
    Money::parse(text).unwrap_or_else(|message| panic!("{message}"))
}

#[test]
fn an_amount_is_read_exactly() {
    for (text, amount, currency) in [
        ("EUR 250000", "250000", "EUR"),
        ("EUR 1,250,000.50", "1250000.50", "EUR"),
        ("USD 1.2m", "1200000", "USD"),
        ("GBP 40k", "40000", "GBP"),
        ("JPY 2bn", "2000000000", "JPY"),
        ("EUR -3.5k", "-3500", "EUR"),
        ("EUR \u{2212}12", "-12", "EUR"),
        ("250000 EUR", "250000", "EUR"),
        ("EUR 0.1", "0.1", "EUR"),
        ("EUR 0", "0", "EUR"),
    ] {
        let read = money(text);
        assert_eq!(read.currency.code(), currency, "{text}");
        assert_eq!(Number(read.amount), Number::parse(amount).unwrap(), "{text}");
    }
}

#[test]
fn what_is_doubtful_is_no_amount() {
    for text in [
        "",
        "EUR",
        "250000",
        "EUR 250.000.000",
        "EUR 250,50",
        "EUR 1,2m",
        "EUR 12,34,567",
        "EUR ,500",
        "EUR 1.",
        "EUR .5",
        "EUR 1e6",
        "EUR 1_000",
        "EUR 0x10",
        "EUR NaN",
        "EUR --1",
        "EUR +1",
        "EUR 1 m",
        "EURO 1",
        "eur 1",
        "€1",
        "€ 1",
        "XXX 1",
        "EUR 99999999999999999999999999999bn",
        "EUR k",
        "EUR 1,0000",
    ] {
        assert!(Money::parse(text).is_err(), "`{text}` was taken for {:?}", Money::parse(text));
    }
}

proptest! {
    #[test]
    fn a_number_of_any_size_comes_back_as_it_was(units in -9_999_999_999_999_i64..=9_999_999_999_999, cents in 0..100_u8) {
        let text = format!("{units}.{cents:02}");
        let Number(read) = Number::parse(&text).unwrap();
        let expected = if units == 0 { format!("0.{cents:02}") } else { text };
        prop_assert_eq!(read.to_string(), expected);
    }

    #[test]
    fn commas_between_thousands_change_nothing(number in 0..=u64::from(u32::MAX) * 1000) {
        let plain = number.to_string();
        let grouped = plain.as_bytes().rchunks(3).rev()
            .map(|group| std::str::from_utf8(group).unwrap()).collect::<Vec<_>>().join(",");
        prop_assert_eq!(Number::parse(&grouped), Number::parse(&plain));
    }

    #[test]
    fn thousands_and_millions_are_what_they_say(number in 0..=9999_u32) {
        let times = |suffix: &str| Number::parse(&format!("{number}{suffix}")).unwrap();
        prop_assert_eq!(times("k"), times("000"));
        prop_assert_eq!(times("m"), times("000000"));
        prop_assert_eq!(times("bn"), times("000000000"));
    }
}

/// A portfolio in EUR with a partner in `currency`, with rates for one quarter.
fn portfolio(currency: &str, table: &str) -> Loaded {
    let settings = "currency: EUR\nexchange_rates:\n  2026-Q1: {USD: 0.8, GBP: 1.25}\n";
    let profile = format!(
        "name: Acme\nkinds: [isv]\ncurrency: {currency}\ntiers: [{{tier: growth, from: 2025-01-01}}]\n\
         stages: [{{stage: operate, from: 2025-01-01}}]\n"
    );
    let loaded = Memory::of([
        ("quarterdeck.yaml", settings.into()),
        ("partners/acme/partner.yaml", profile.into()),
        (
            "partners/acme/observations.csv",
            format!("metric,period,target,actual,as_of,source\n{table}").into(),
        ),
    ])
    .load();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded
}

/// The actual of sourced revenue in a quarter, as the scorecard sees it.
fn actual(loaded: &Loaded, quarter: &str) -> Option<String> {
    let all = series(&loaded.portfolio, &loaded.playbook, &loaded.portfolio.partners["acme"]);
    all[0].actual(Quarter::parse(quarter).unwrap()).map(|number| number.normalize().to_string())
}

#[test]
fn a_rate_says_what_one_unit_is_worth_in_our_currency() {
    let loaded = portfolio("EUR", "sourced-revenue,2026-Q1,1,1,,\n");
    let rates = &loaded.portfolio.settings.exchange_rates;
    let first = Quarter::parse("2026-Q1").unwrap();
    assert_eq!(rates.convert(money("USD 100"), Currency::EUR, Currency::EUR, first), Some(money("EUR 80")));
    assert_eq!(rates.convert(money("GBP 100"), Currency::EUR, Currency::EUR, first), Some(money("EUR 125")));
    // Its own currency needs no rate, in any quarter.
    assert_eq!(
        rates.convert(money("EUR 100"), Currency::EUR, Currency::EUR, first.plus(9)),
        Some(money("EUR 100"))
    );
    // Without a rate, or in another quarter, there is no amount.
    assert_eq!(rates.convert(money("JPY 100"), Currency::EUR, Currency::EUR, first), None);
    assert_eq!(rates.convert(money("USD 100"), Currency::EUR, Currency::EUR, first.plus(1)), None);
}

#[test]
fn figures_are_in_the_partners_currency() {
    let table = "sourced-revenue,2026-Q1,USD 100,USD 100,,\nsourced-revenue,2026-Q2,100,100,,\n";
    let loaded = portfolio("USD", table);
    assert_eq!(actual(&loaded, "2026-Q1").as_deref(), Some("100"));
    assert_eq!(actual(&loaded, "2026-Q2").as_deref(), Some("100"));
}

#[test]
fn a_figure_in_another_currency_goes_by_way_of_ours() {
    assert_eq!(
        actual(&portfolio("EUR", "sourced-revenue,2026-Q1,,USD 100,,\n"), "2026-Q1").as_deref(),
        Some("80")
    );
    // 100 GBP are 125 EUR, which are 156.25 USD.
    assert_eq!(
        actual(&portfolio("USD", "sourced-revenue,2026-Q1,,GBP 100,,\n"), "2026-Q1").as_deref(),
        Some("156.25")
    );
    assert_eq!(
        actual(&portfolio("USD", "sourced-revenue,2026-Q1,,EUR 100,,\n"), "2026-Q1").as_deref(),
        Some("125")
    );
}

#[test]
fn without_a_rate_there_is_a_gap_and_no_guess() {
    assert_eq!(actual(&portfolio("EUR", "sourced-revenue,2026-Q2,,USD 100,,\n"), "2026-Q2"), None);
    assert_eq!(actual(&portfolio("JPY", "sourced-revenue,2026-Q1,,USD 100,,\n"), "2026-Q1"), None);
}
