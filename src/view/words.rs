//! How things are said: dates, money, figures, lists, states. One way for the whole site.

use std::fmt::Debug;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::page::{Change, Inline, StatePill, Tone};
use crate::playbook::shape::{Direction, Metric, Unit};
use crate::portfolio::calendar::Date;
use crate::portfolio::money::{Currency, Money};
use crate::portfolio::words::State;
use crate::scorecard::{variance, whole};

/// The names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `16 October 2026`
pub fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[(date.month() - 1) as usize], date.year())
}

/// `16 Oct 2026`
pub fn date(date: Date) -> String {
    format!("{} {} {}", date.day(), &MONTHS[(date.month() - 1) as usize][..3], date.year())
}

/// What stands where nothing is known.
pub const DASH: &str = "–";

/// The words of a variant: `InPerson` becomes "in person", `Nda` "NDA".
pub fn label(variant: &impl Debug) -> String {
    let name = format!("{variant:?}");
    if matches!(name.as_str(), "Isv" | "Gsi" | "Oem" | "Nda" | "Mou" | "Msa" | "Dpa" | "Ip") {
        return match name.as_str() {
            "Mou" => "MoU".to_owned(),
            _ => name.to_uppercase(),
        };
    }
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The first letter in capitals.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub use crate::finding::plural;

/// Small numbers in words, as at the beginning of a sentence: "Two", "12".
pub fn number_word(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A small count in words with its noun: "no decisions", "one alliance", "two promises".
pub fn plural_word(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", number_word(count), if count == 1 { "" } else { "s" })
}

/// Those parts that are known, one after the other; nothing where none is.
pub fn known<const N: usize>(parts: [Option<String>; N], between: &str) -> Option<String> {
    parts.into_iter().flatten().reduce(|all, part| all + between + &part)
}

/// "3 of 12"; a dash where there is nothing to be a part of.
pub fn part_of(part: usize, whole: usize) -> String {
    if whole == 0 { DASH.to_owned() } else { format!("{part} of {whole}") }
}

/// "a", "a and b", "a, b and c"
pub fn join(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// How long ago a day was: "today", "12 days ago", "in 5 days".
pub fn distance(day: Date, as_of: Date) -> String {
    match day.days_until(as_of) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        -1 => "tomorrow".to_owned(),
        days if days > 0 => format!("{days} days ago"),
        days => format!("in {} days", -days),
    }
}

/// A decimal with at most so many places, without idle zeros, with a real minus sign.
///
/// What is not zero is never shown as zero: it gets as many places as its first digit needs.
pub fn decimal(number: Decimal, places: u32) -> String {
    let round = |places| {
        number
            .round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            .normalize()
    };
    let needed = (places..=28).find(|&places| !round(places).is_zero());
    let rounded = round(needed.unwrap_or(places));
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    if rounded.is_sign_negative() && !rounded.is_zero() { format!("\u{2212}{grouped}") } else { grouped }
}

/// A mean or a difference of means, always with one place, so that a column of them can be compared.
pub fn mean_words(mean: Decimal) -> String {
    let rounded = mean.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let minus = if rounded < Decimal::ZERO { "\u{2212}" } else { "" };
    format!("{minus}{:.1}", rounded.abs())
}

/// `€1.25m`, `CHF 40k`: three digits that count.
pub fn money(money: Money) -> String {
    let Money { amount, currency } = money;
    let size = amount.abs();
    let (scaled, suffix) = if size >= Decimal::from(1_000_000_000) {
        (size / Decimal::from(1_000_000_000), "bn")
    } else if size >= Decimal::from(999_500) {
        (size / Decimal::from(1_000_000), "m")
    } else if size >= Decimal::from(10_000) {
        (size / Decimal::from(1_000), "k")
    } else {
        (size, "")
    };
    let places = match scaled {
        _ if suffix.is_empty() => 0,
        value if value >= Decimal::from(100) => 0,
        value if value >= Decimal::TEN => 1,
        _ => 2,
    };
    let minus = if amount.is_sign_negative() && !amount.is_zero() { "\u{2212}" } else { "" };
    let sign = currency.sign().map_or_else(|| format!("{currency} "), str::to_owned);
    format!("{minus}{sign}{}{suffix}", decimal(scaled, places))
}

/// A figure of a metric with its unit.
pub fn figure(metric: &Metric, currency: Option<Currency>, number: Decimal) -> String {
    measured(metric.unit, currency, number)
}

/// A figure in a unit.
pub fn measured(unit: Unit, currency: Option<Currency>, number: Decimal) -> String {
    match unit {
        Unit::Money => money(Money { amount: number, currency: currency.unwrap_or(Currency::EUR) }),
        Unit::Percent => format!("{}%", decimal(number, 1)),
        Unit::Count => decimal(number, 0),
        Unit::Days => format!("{} days", decimal(number, 1)),
        Unit::Score => decimal(number, 1),
        Unit::Ratio => format!("{}×", decimal(number, 2)),
    }
}

/// How a figure of a metric changed.
pub fn change(metric: &Metric, now: Decimal, before: Decimal, against: String) -> Change {
    change_in((metric.unit, metric.direction), now, before, against)
}

/// How a figure changed, in its unit and by what is better.
pub fn change_in(
    (unit, direction): (Unit, Direction),
    now: Decimal,
    before: Decimal,
    against: String,
) -> Change {
    let variance = variance(now, before);
    let difference = variance.map(|variance| variance.difference).unwrap_or_default();
    let percent = variance.and_then(|variance| variance.percent);
    let better = match direction {
        Direction::Up => Some(difference > Decimal::ZERO),
        Direction::Down => Some(difference < Decimal::ZERO),
        Direction::Band => None,
    };
    let text = match unit {
        Unit::Money | Unit::Count if percent.is_some() => {
            format!("{}%", signed(percent.unwrap_or_default(), 0))
        }
        Unit::Money => DASH.to_owned(),
        Unit::Percent => format!("{} pts", signed(difference, 1)),
        Unit::Count => signed(difference, 0),
        Unit::Days => format!("{} days", signed(difference, 1)),
        Unit::Score => signed(difference, 1),
        Unit::Ratio => signed(difference, 2),
    };
    change_of(difference, better, text, against)
}

/// How a score changed.
pub fn score_change(now: Decimal, before: Decimal, against: String) -> Change {
    let difference = whole(now) - whole(before);
    change_of(difference, Some(difference > Decimal::ZERO), signed(difference, 0), against)
}

/// How a score changed, with one decimal; whether that is good news is not said.
pub fn change_in_tenths(difference: Decimal, against: String) -> Change {
    change_of(difference, None, tenths(difference), against)
}

/// How a count changed; `more_is_good` if more is good news.
pub fn count_change(now: usize, before: usize, more_is_good: Option<bool>, against: String) -> Change {
    let difference = Decimal::from(now) - Decimal::from(before);
    let better = more_is_good.map(|good| good == (now > before));
    change_of(difference, better, signed(difference, 0), against)
}

fn change_of(difference: Decimal, better: Option<bool>, text: String, against: String) -> Change {
    let direction = if difference.is_zero() {
        "same"
    } else if difference.is_sign_positive() {
        "up"
    } else {
        "down"
    };
    let tone = match better {
        _ if difference.is_zero() => Tone::Muted,
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Plain,
    };
    let text = if difference.is_zero() { "no change".to_owned() } else { text };
    Change { direction, tone, text, against }
}

/// A change with its sign and one decimal, be it a zero, so that it lines up with others.
pub fn tenths(number: Decimal) -> String {
    let sign = match number.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => "−",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "+",
    };
    format!("{sign}{:.1}", number.abs())
}

/// With its sign: "+2.4", "−1".
pub fn signed(number: Decimal, places: u32) -> String {
    let text = decimal(number, places);
    if number.is_sign_positive() && !number.is_zero() { format!("+{text}") } else { text }
}

/// A state as a pill.
pub fn pill(state: State) -> StatePill {
    let word = match state {
        State::OnTrack => "On track",
        State::AtRisk => "At risk",
        State::OffTrack => "Off track",
        State::NotRated => "Not rated",
    };
    StatePill { key: state.word(), word }
}

/// A number for a drawing.
pub fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// A piece of text.
pub fn text(words: impl Into<String>) -> Inline {
    Inline { text: words.into(), href: None, tone: Tone::Plain, note: None, tag: false }
}

impl Inline {
    /// Leads somewhere.
    pub fn to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Says more than its words.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Has a second line.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        let note = note.into();
        self.note = (!note.is_empty()).then_some(note);
        self
    }

    /// Stands in a box.
    pub fn tag(mut self) -> Self {
        self.tag = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Leaf;

    #[test]
    fn money_has_three_digits_that_count() {
        let said = |text: &str| money(Money::parse(text).unwrap());
        assert_eq!(said("EUR 1250000"), "€1.25m");
        assert_eq!(said("EUR 999600"), "€1m");
        assert_eq!(said("EUR 12.345m"), "€12.3m");
        assert_eq!(said("USD 250k"), "$250k");
        assert_eq!(said("CHF 9500"), "CHF 9,500");
        assert_eq!(said("EUR -40000"), "\u{2212}€40k");
        assert_eq!(said("EUR 0"), "€0");
    }

    proptest::proptest! {
        #[test]
        fn no_digit_of_a_worded_figure_is_left_when_it_is_hidden(amount in -9_999_999_999i64..9_999_999_999, places in 0u32..4) {
            let number = Decimal::new(amount, places);
            let metric = |unit: &str| {
                let yaml = format!("{{id: a, name: A, definition: A, dimension: strategic, unit: {unit}, direction: up}}");
                serde_yaml::from_str::<Metric>(&yaml).unwrap()
            };
            for code in ["EUR", "USD", "CHF", "JPY", "PLN"] {
                let said = money(Money { amount: number, currency: Currency::parse(code).unwrap() });
                for said in [said.clone(), format!("from {said} in 2026-Q1"), format!("in {said}, then")] {
                    let hidden = crate::render::mask(&said).replace("2026-Q1", "");
                    proptest::prop_assert!(!hidden.contains(char::is_numeric), "{said}: {hidden}");
                }
            }
            for unit in ["money", "percent", "count", "days", "score", "ratio"] {
                let said = figure(&metric(unit), None, number);
                let hidden = crate::render::mask(&said);
                proptest::prop_assert!(!hidden.contains(char::is_numeric), "{said}: {hidden}");
                let said = change(&metric(unit), number, Decimal::ONE, String::new()).text;
                let hidden = crate::render::mask(&said);
                proptest::prop_assert!(!hidden.contains(char::is_numeric), "{said}: {hidden}");
            }
        }
    }

    #[test]
    fn variants_become_words() {
        use crate::portfolio::profile::PartnerKind;
        assert_eq!(label(&PartnerKind::JointVenture), "joint venture");
        assert_eq!(label(&PartnerKind::Gsi), "GSI");
    }
}
