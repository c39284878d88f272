//! Fits words into drawings: estimates widths, shortens, breaks, thins out and moves apart.
//! Never draws. The true font is the reader's, so widths are guessed on the wide side.

/// The width of a text set at `size`, both in CSS pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Shortens a text with an ellipsis until it fits.
pub(super) fn shorten(text: &str, size: f64, room: f64) -> String {
    let text = text.trim();
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", size);
    for character in text.chars() {
        used += advance(character) * size;
        if used > room {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// Breaks a text at its spaces into at most `lines` lines that fit; the last one is shortened.
pub(super) fn wrap(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = broken.len() >= lines;
        match broken.last_mut() {
            Some(line) if full || width(&format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => broken.push(word.to_owned()),
        }
    }
    broken.iter().map(|line| shorten(line, size, room)).collect()
}

/// Which of `count` labels to print so that none touches the next: the last, and back from it in equal steps.
pub(super) fn thin(count: usize, spacing: f64, widest: f64) -> Vec<usize> {
    let step = if spacing > 0.0 { ((widest / spacing).ceil() as usize).max(1) } else { count.max(1) };
    let mut kept: Vec<usize> = (0..count).rev().step_by(step).collect();
    kept.reverse();
    kept
}

/// Moves labels apart until they lie at least `gap` from one another, inside `low` to `high` while there
/// is room, each as near to where it wants to be as that allows. Keeps the order of the input.
pub(super) fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let slots = wanted.len().saturating_sub(1).max(1) as f64;
    let gap = gap.min((high - low).max(0.0) / slots);
    let mut placed = wanted.to_vec();
    let mut floor = low;
    for index in &order {
        placed[*index] = placed[*index].max(floor);
        floor = placed[*index] + gap;
    }
    let mut ceiling = high;
    for index in order.iter().rev() {
        placed[*index] = placed[*index].min(ceiling);
        ceiling = placed[*index] - gap;
    }
    placed
}

/// The advance of a character in ems, after the widest of the common interface fonts.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '!' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' => 0.72,
        c if c.is_ascii() => 0.62,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffdc}' | '\u{1f000}'.. => 1.05,
        _ => 0.66,
    }
}

#[cfg(test)]
mod tests {
    use super::{shorten, spread, thin, width, wrap};

    #[test]
    fn what_fits_is_left_alone_and_the_rest_ends_in_an_ellipsis() {
        assert_eq!(shorten(" Northwind ", 12.0, 200.0), "Northwind");
        let short = shorten("Northwind Systems Holding", 12.0, 90.0);
        assert!(short.starts_with("North") && short.ends_with('…'), "{short}");
        assert!(width(&short, 12.0) <= 90.0);
        assert_eq!(shorten("日本電気", 12.0, 40.0), "日本…");
    }

    #[test]
    fn lines_break_at_spaces_and_end_at_the_limit() {
        assert_eq!(wrap("Win rate", 12.0, 200.0, 3), ["Win rate"]);
        assert_eq!(wrap("Certified engineers", 12.0, 70.0, 3), ["Certified", "engineers"]);
        let lines = wrap("one two three four five six seven", 12.0, 40.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert!(wrap("", 12.0, 40.0, 2).is_empty());
    }

    #[test]
    fn labels_are_thinned_from_the_last() {
        assert_eq!(thin(5, 50.0, 40.0), [0, 1, 2, 3, 4]);
        assert_eq!(thin(5, 25.0, 40.0), [0, 2, 4]);
        assert_eq!(thin(4, 25.0, 40.0), [1, 3]);
        assert_eq!(thin(3, 0.0, 40.0), [2]);
        assert!(thin(0, 10.0, 40.0).is_empty());
    }

    #[test]
    fn labels_move_apart_and_stay_inside() {
        assert_eq!(spread(&[10.0, 50.0], 15.0, (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0, 48.0], 15.0, (0.0, 100.0)), [63.0, 78.0, 48.0]);
        assert_eq!(spread(&[98.0, 99.0], 15.0, (0.0, 100.0)), [85.0, 100.0]);
        assert_eq!(spread(&[1.0, 2.0, 3.0], 90.0, (0.0, 100.0)), [0.0, 50.0, 100.0]);
        assert!(spread(&[], 15.0, (0.0, 1.0)).is_empty());
    }
}
