//! Events as a calendar file (RFC 5545): folded lines, escaped texts, and no clock.

use super::mask::mask;
use crate::view::Event;
use crate::view::page::SiteFrame;

/// The most bytes that a line may have before its end.
const WIDTH: usize = 75;

/// The events of a site as a file. It is dated by the day that the records were seen as of, so that the same records give
/// the same bytes.
pub fn calendar(site: &SiteFrame, events: &[Event]) -> Vec<u8> {
    let said = |text: &str| escaped(&if site.figures_hidden { mask(text) } else { text.to_owned() });
    let mut file = String::new();
    let mut line = |text: &str| fold(&mut file, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(&format!("PRODID:-//Quarterdeck//Quarterdeck {}//EN", site.version));
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", said(&site.title)));
    let stamp = format!("{}T000000Z", digits(&site.as_of_iso));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&event.uid)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("DTSTART;VALUE=DATE:{}", digits(&event.on.to_string())));
        line(&format!("DTEND;VALUE=DATE:{}", digits(&event.until.to_string())));
        line(&format!("SUMMARY:{}", said(&event.title)));
        line(&format!("DESCRIPTION:{}", said(&event.details)));
        line(&format!("CATEGORIES:{}", escaped(event.category)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file.into_bytes()
}

/// `2026-10-16` as `20261016`.
fn digits(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).collect()
}

/// A text as a value: what would end it or part it is escaped, what no calendar takes is left out.
fn escaped(text: &str) -> String {
    let mut value = String::new();
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => value.push(' '),
            c => value.push(c),
        }
    }
    value
}

/// Adds a line, cut where it grows too long; what follows a cut begins with a space, and no letter is cut in two.
fn fold(file: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > WIDTH {
            file.push_str("\r\n ");
            used = 1;
        }
        file.push(c);
        used += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{escaped, fold};

    #[test]
    fn what_parts_values_is_escaped_and_breaks_are_told() {
        assert_eq!(escaped("a, b; c\\d\r\ne\nf\u{7}g"), "a\\, b\\; c\\\\d\\ne\\nf g");
    }

    #[test]
    fn a_line_is_cut_at_75_bytes_and_never_within_a_letter() {
        let mut file = String::new();
        fold(&mut file, &"ä".repeat(100));
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [74, 75, 53, 0]);
        assert_eq!(lines.iter().map(|line| line.trim_start()).collect::<String>(), "ä".repeat(100));
    }

    #[test]
    fn a_line_that_just_fits_is_not_cut() {
        let mut file = String::new();
        fold(&mut file, &"x".repeat(75));
        assert_eq!(file, "x".repeat(75) + "\r\n");
    }
}
