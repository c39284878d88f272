//! Colours, and how well one can be read on another (WCAG 2.2).

use std::fmt;

/// The least contrast of text and its ground.
pub const ENOUGH: f64 = 4.5;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Of red, green and blue.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Of `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// How bright it is, from 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast with another, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The nearest lighter or darker shade that has enough contrast with all grounds: mixed with white or black in steps of a
    /// hundredth, which keeps the hue.
    pub fn shade(self, grounds: &[Self], lighter: bool) -> Self {
        let end: u32 = if lighter { 255 } else { 0 };
        let mixed =
            |step: u32| Self(self.0.map(|part| ((u32::from(part) * (100 - step) + end * step) / 100) as u8));
        let readable = |colour: &Self| grounds.iter().all(|ground| colour.contrast(*ground) >= ENOUGH);
        (0..=100).map(mixed).find(readable).unwrap_or(mixed(100))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let of = |one: &str, two: &str| Colour::parse(one).unwrap().contrast(Colour::parse(two).unwrap());
        assert!((of("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert!((of("#0b57a4", "#ffffff") - 7.21).abs() < 0.01);
    }
}
