//! Who gained how much: the split of the value that was logged, and the entries that it is made of.

use rust_decimal::Decimal;

use super::super::super::desk::Draft;
use super::super::super::figure::{SplitBar, SplitRow};
use super::super::super::page::{Block, Cell, Figure, Row, Table, Tone};
use super::super::super::parts::{anchored_row, cell, empty, missing, number_cell, row, table};
use super::super::super::words::{self, text};
use crate::facts::worth::Worth;
use crate::insight::At;
use crate::insight::health::balance::{Balance, Gain};
use crate::portfolio::Partner;
use crate::portfolio::money::{Currency, Money};
use crate::portfolio::words::Side;

/// More bars than these say nothing that the table does not say better.
const BARS: usize = 6;

/// The split of value.
pub fn blocks(draft: &mut Draft, partner: &Partner, balance: &Balance) -> Vec<Block> {
    if balance.entries.is_empty() {
        return vec![empty(
            "No value noted for either side",
            format!(
                "note in `partners/{}/log.yaml`, `kind: value`, what `ours:` and `theirs:` were",
                partner.id
            ),
        )];
    }
    let title = message(partner, balance);
    let Some(share) = balance.our_share() else {
        return vec![
            Block::Text { text: format!("{title}.") },
            Block::Table { table: numbers(partner, balance) },
        ];
    };
    let name = &partner.profile.name;
    let money = |amount: Option<Decimal>| said(amount.unwrap_or_default(), balance.currency);
    let mut rows = vec![SplitRow {
        name: "All that was logged".to_owned(),
        href: None,
        share: Some(words::float(share / Decimal::ONE_HUNDRED)),
        ours: money(balance.ours),
        theirs: money(balance.theirs),
        larger: larger_words(balance),
    }];
    let single: Vec<SplitRow> = balance.counted().filter_map(|gain| single(gain, balance.currency)).collect();
    if (2..BARS).contains(&single.len()) {
        rows.extend(single);
    }
    let figure = draft.figure(Figure::SplitBar(SplitBar {
        ours: "We".to_owned(),
        theirs: name.clone(),
        rows,
        summary: format!("{title}; the numbers stand in the table"),
    }));
    let subtitle = format!(
        "Value logged since {}, in {} at the rate of each quarter; what has no amount is not counted",
        balance.entries.last().map(|gain| words::date(gain.on)).unwrap_or_default(),
        balance.currency
    );
    vec![Block::Figure { title, subtitle, figure, table: Some(numbers(partner, balance)) }]
}

fn said(amount: Decimal, currency: Currency) -> String {
    words::money(Money { amount, currency })
}

fn larger_words(balance: &Balance) -> String {
    balance.larger().map_or_else(|| "50%".to_owned(), |(_, share)| format!("{}%", words::decimal(share, 0)))
}

/// Which side had the larger part, and whether that is all.
fn message(partner: &Partner, balance: &Balance) -> String {
    let split = match (balance.larger(), balance.our_share()) {
        (Some((Side::Ours, share)), _) => {
            format!("{}% of the value that was logged is ours", words::decimal(share, 0))
        }
        (Some((_, share)), _) => {
            let name = &partner.profile.name;
            format!("{}% of the value that was logged went to {name}", words::decimal(share, 0))
        }
        (None, Some(_)) => "The value that was logged is split evenly".to_owned(),
        (None, None) => "The value that was logged cannot be split in money".to_owned(),
    };
    match balance.without_rate().count() {
        0 => split,
        1 => format!("{split}; the split is incomplete, one entry has no exchange rate"),
        count => format!("{split}; the split is incomplete, {count} entries have no exchange rate"),
    }
}

fn name_of(gain: &Gain) -> String {
    if gain.record.name.is_empty() {
        words::capital(&words::label(&gain.of))
    } else {
        gain.record.name.clone()
    }
}

fn single(gain: &Gain, currency: Currency) -> Option<SplitRow> {
    let Worth::Priced { ours, theirs } = gain.worth else { return None };
    let whole = ours.checked_add(theirs)?;
    let share = ours.checked_div(whole).filter(|_| ours >= Decimal::ZERO && theirs >= Decimal::ZERO)?;
    let larger = share.max(Decimal::ONE - share) * Decimal::ONE_HUNDRED;
    Some(SplitRow {
        name: format!("{}, {}", words::capital(&words::label(&gain.of)), words::date(gain.on)),
        href: match &gain.record.at {
            At::Anchor(anchor) => Some(format!("#{anchor}")),
            _ => None,
        },
        share: Some(words::float(share)),
        ours: said(ours, currency),
        theirs: said(theirs, currency),
        larger: format!("{}%", words::decimal(larger, 0)),
    })
}

fn numbers(partner: &Partner, balance: &Balance) -> Table {
    let rows = balance.entries.iter().map(numbers_row).collect();
    table(
        format!("Value logged with {}, the latest first", partner.profile.name),
        &[("Value", "text"), ("Ours", "number"), ("Theirs", "number")],
        rows,
    )
}

fn numbers_row(gain: &Gain) -> Row {
    let money = |amount: Option<Money>| match (amount, gain.worth) {
        (Some(amount), Worth::NoRate) => Cell::Number {
            text: words::money(amount),
            tone: Tone::Watch,
            note: Some("not counted: no rate".to_owned()),
        },
        (Some(amount), _) => number_cell(words::money(amount)),
        (None, _) => missing("no amount"),
    };
    let kind = format!("{}, {}", words::label(&gain.of), words::date(gain.on));
    let evidence = gain.evidence.as_ref().map(|evidence| format!(" · {evidence}")).unwrap_or_default();
    let cells = vec![
        cell(text(name_of(gain)).note(format!("{kind}{evidence}"))),
        money(gain.ours),
        money(gain.theirs),
    ];
    match &gain.record.at {
        At::Anchor(anchor) => anchored_row(anchor.clone(), cells),
        _ => row(None, cells),
    }
}
