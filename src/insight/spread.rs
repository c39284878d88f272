//! How numbers lie: their median, their mean, the smallest and the largest. Exact; rounds nothing.

use rust_decimal::Decimal;

/// How numbers lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many numbers there are.
    pub n: usize,
    /// The one in the middle; between two, their mean.
    pub median: Decimal,
    /// Their sum by their count.
    pub mean: Decimal,
    /// The smallest.
    pub low: Decimal,
    /// The largest.
    pub high: Decimal,
}

/// How numbers lie, in whichever order they come; nothing for none.
pub fn spread(numbers: impl IntoIterator<Item = Decimal>) -> Option<Spread> {
    let mut numbers: Vec<Decimal> = numbers.into_iter().collect();
    numbers.sort();
    let (low, high) = (*numbers.first()?, *numbers.last()?);
    let n = numbers.len();
    let (left, right) = (numbers[(n - 1) / 2], numbers[n / 2]);
    let mean = numbers.iter().copied().sum::<Decimal>().checked_div(Decimal::from(n))?;
    // Sorted before it is summed: the same numbers in another order give the same last digit.
    Some(Spread { n, median: (left + right) / Decimal::TWO, mean, low, high })
}

/// A part of a whole in per cent; nothing of nothing.
pub fn percent(part: usize, whole: usize) -> Option<Decimal> {
    (Decimal::from(part) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[i64]) -> Option<Spread> {
        spread(numbers.iter().map(|&number| Decimal::from(number)))
    }

    #[test]
    fn the_median_of_an_even_count_lies_between_the_two_in_the_middle() {
        let four = of(&[40, 10, 20, 90]).unwrap();
        assert_eq!((four.n, four.median, four.mean), (4, Decimal::from(30), Decimal::from(40)));
        assert_eq!((four.low, four.high), (Decimal::from(10), Decimal::from(90)));
        assert_eq!(of(&[7, 1, 3]).unwrap().median, Decimal::from(3));
        assert_eq!(of(&[5]).unwrap().mean, Decimal::from(5));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn order_changes_nothing() {
        assert_eq!(of(&[1, 2, 4]), of(&[4, 1, 2]));
    }

    #[test]
    fn nothing_is_no_share_of_nothing() {
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(1, 4), Some(Decimal::from(25)));
    }
}
