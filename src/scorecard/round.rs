//! How numbers are rounded, and how what rounding leaves over is shared out.

use rust_decimal::{Decimal, RoundingStrategy};

/// Two decimals, half away from zero: `ROUND(x, 2)` of a spreadsheet.
pub fn round(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// No decimals, half away from zero: as a page shows it.
pub fn whole(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
}

/// A quotient with two decimals; nothing for a divisor of zero, or beyond all digits.
pub fn ratio(number: Decimal, by: Decimal) -> Option<Decimal> {
    number.checked_div(by).map(round)
}

/// What each part adds to a weighted mean, in hundredths that sum to it: rounded down, then the hundredths left over go to
/// the largest remainders, the first of equals.
pub fn apportion(parts: &[(Decimal, Decimal)], mean: Decimal) -> Vec<Decimal> {
    let cent = Decimal::new(1, 2);
    let whole: Decimal = parts.iter().map(|(_, weight)| weight).sum();
    let exact: Vec<Decimal> =
        parts.iter().map(|(value, weight)| (value * weight).checked_div(whole).unwrap_or_default()).collect();
    let mut adds: Vec<Decimal> =
        exact.iter().map(|one| one.round_dp_with_strategy(2, RoundingStrategy::ToZero)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| (exact[b] - adds[b]).cmp(&(exact[a] - adds[a])).then(a.cmp(&b)));
    let mut left = mean - adds.iter().sum::<Decimal>();
    for at in order {
        if left < cent {
            break;
        }
        adds[at] += cent;
        left -= cent;
    }
    adds
}

/// Parts in tenths that sum to a whole in tenths: rounded down, then the tenths left over go to the largest remainders,
/// the first of equals. A part that is nothing stays nothing.
pub fn tenths<const N: usize>(parts: [Decimal; N], whole: Decimal) -> [Decimal; N] {
    let tenth = Decimal::new(1, 1);
    let mut shared = parts.map(|part| part.round_dp_with_strategy(1, RoundingStrategy::ToNegativeInfinity));
    let mut order: Vec<usize> = (0..N).filter(|&at| !parts[at].is_zero()).collect();
    order.sort_by(|&a, &b| (parts[b] - shared[b]).cmp(&(parts[a] - shared[a])).then(a.cmp(&b)));
    let mut left = whole - shared.iter().sum::<Decimal>();
    for &at in &order {
        if left < tenth {
            break;
        }
        shared[at] += tenth;
        left -= tenth;
    }
    // Both ends of the whole are rounded as well, so a tenth may be too much or too little.
    if let Some(&first) = order.first() {
        shared[first] += left;
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(round(number("66.665")), number("66.67"));
        assert_eq!(round(number("-66.665")), number("-66.67"));
        assert_eq!(round(number("66.6649999")), number("66.66"));
    }

    #[test]
    fn thirds_sum_to_the_whole() {
        let third = (Decimal::ONE_HUNDRED, Decimal::ONE);
        let adds = apportion(&[third, third, third], Decimal::ONE_HUNDRED);
        assert_eq!(adds, [number("33.34"), number("33.33"), number("33.33")]);
    }

    #[test]
    fn tenths_sum_to_the_whole_and_nothing_stays_nothing() {
        let shared = tenths([number("-6.64"), number("4.24"), number("7.04")], number("4.6"));
        assert_eq!(shared, [number("-6.6"), number("4.2"), number("7.0")]);
        let shared = tenths([number("4.64"), Decimal::ZERO, Decimal::ZERO], number("4.7"));
        assert_eq!(shared, [number("4.7"), Decimal::ZERO, Decimal::ZERO]);
        let shared = tenths([number("-0.31"), number("0.01")], number("-0.4"));
        assert_eq!(shared.iter().sum::<Decimal>(), number("-0.4"));
    }

    #[test]
    fn a_part_without_weight_adds_nothing() {
        let parts = [(Decimal::from(80), Decimal::ZERO), (Decimal::from(50), Decimal::TWO)];
        assert_eq!(apportion(&parts, Decimal::from(50)), [Decimal::ZERO, Decimal::from(50)]);
        assert_eq!(ratio(Decimal::ONE, Decimal::ZERO), None);
    }
}
