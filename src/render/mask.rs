//! Hides figures: every digit of a figure becomes a dot, while dates, quarters, years and ids of records stay.
//!
//! It runs over finished pages, so that nothing can slip past it: over all text between tags and over every attribute but
//! those that place a drawing or name a thing.

use crate::view::MONTHS;

/// What stands in place of a digit.
const DOT: char = '•';
/// The same in an address, where a dot would have to be escaped.
const LETTER: char = 'x';

/// Words before a number that make it a year, even if a word follows that could be counted.
const OF_YEARS: [&str; 14] = [
    "in", "since", "until", "for", "during", "by", "from", "to", "of", "before", "after", "year", "end",
    "through",
];

/// Words after a number that are counted, whatever stands before it.
const COUNTED: [&str; 28] = [
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "hour",
    "point",
    "pt",
    "percent",
    "partner",
    "record",
    "finding",
    "error",
    "warning",
    "info",
    "commitment",
    "promise",
    "decision",
    "risk",
    "issue",
    "seat",
    "lead",
    "deal",
    "customer",
    "unit",
    "more",
    "people",
    "time",
];

/// Attributes that place a drawing, name a thing or lead somewhere; no reader is told their words.
const SILENT: [&str; 35] = [
    "class",
    "src",
    "scope",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "d",
    "points",
    "viewbox",
    "transform",
    "tabindex",
    "colspan",
    "rowspan",
    "type",
    "lang",
    "charset",
    "name",
    "rel",
    "role",
    "media",
    "sizes",
    "http-equiv",
    "dir",
];

/// A plain text with the digits of its figures hidden.
pub fn mask(text: &str) -> String {
    let bare = text.trim();
    if !bare.is_empty() && bare.chars().all(char::is_numeric) {
        // A number alone is a count or a year; nobody can tell which.
        return text.chars().map(hidden).collect();
    }
    let mut said = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(digit) = text[at..].find(char::is_numeric).map(|found| at + found) {
        let start = digit - text[at..digit].bytes().rev().take_while(|&byte| in_word(byte)).count();
        let end = digit + text[digit..].find(|c| !is_of_word(c)).unwrap_or(text.len() - digit);
        said.push_str(&text[at..start]);
        let (before, word) = (&text[..start], &text[start..end]);
        let kept = kept(before, word, &text[end..]);
        said.push_str(&text[start..start + kept]);
        at = end.max(start + kept);
        said.extend(text[start + kept..at].chars().map(hidden));
    }
    said.push_str(&text[at..]);
    said
}

fn hidden(c: char) -> char {
    if c.is_numeric() { DOT } else { c }
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_of_word(c: char) -> bool {
    c.is_numeric() || c.is_ascii() && in_word(c as u8)
}

/// How many bytes from the beginning of a word on are no figure; they may reach beyond the word.
fn kept(before: &str, word: &str, after: &str) -> usize {
    if !word.is_ascii() {
        return 0;
    }
    let day = iso_day(word);
    if day > 0 && !before.ends_with(|c: char| is_currency_sign(c) || c.is_numeric()) {
        return day;
    }
    if touches_figure(before, after) {
        return 0;
    }
    let written = written_date(word, after);
    if written > 0 {
        return written;
    }
    if is_year(word) && is_said_as_year(before, after) || is_id(word) { word.len() } else { 0 }
}

/// The length of `2026-10-16`, `2026-10` or `2026-Q3` at the beginning of a word.
fn iso_day(word: &str) -> usize {
    let parts: Vec<&str> = word.split('-').collect();
    if !is_year(parts[0]) {
        return 0;
    }
    let two = |part: &str, most: u8| {
        part.len() == 2 && part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number))
    };
    match parts[..] {
        [_, month, day, ..] if two(month, 12) && two(day, 31) => 10,
        [_, "Q1" | "Q2" | "Q3" | "Q4" | "q1" | "q2" | "q3" | "q4", ..] => 7,
        [_, month] if two(month, 12) => 7,
        _ => 0,
    }
}

/// The length of `16 October 2026`, `16 Oct 2026` or `16 October`.
fn written_date(day: &str, after: &str) -> usize {
    if !(1..=2).contains(&day.len()) || !day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) {
        return 0;
    }
    let Some(rest) = after.strip_prefix(' ') else { return 0 };
    let month = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if !MONTHS.iter().any(|name| *name == &rest[..month] || name[..3] == rest[..month]) {
        return 0;
    }
    let date = day.len() + 1 + month;
    let Some(year) = rest[month..].strip_prefix(' ') else { return date };
    let length = year.find(|c| !is_of_word(c)).unwrap_or(year.len());
    if !year.starts_with(char::is_numeric) {
        return date;
    }
    let ends = !touches_figure("", &year[length..]);
    if is_year(&year[..length]) && ends { date + 5 } else { 0 }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
}

/// Whether the words around a number like 2026 are those around a year.
fn is_said_as_year(before: &str, after: &str) -> bool {
    let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if !before.ends_with(' ') && before.ends_with(char::is_alphanumeric) {
        return false;
    }
    if last.chars().any(char::is_numeric) {
        // "12 of 2026" ends on a word; "12 × 2026" and "12, 2026" do not.
        return false;
    }
    let before_last = before.trim_end().strip_suffix(last).unwrap_or_default().trim_end();
    if last == "of" && before_last.ends_with(char::is_numeric) {
        return false;
    }
    let Some(next) = after.strip_prefix([' ', '\u{a0}']) else {
        return !after.starts_with(char::is_alphanumeric);
    };
    let next: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
    let one = next.strip_suffix('s').unwrap_or(&next);
    if COUNTED.contains(&one) || COUNTED.contains(&next.as_str()) {
        return false;
    }
    let month = MONTHS.iter().any(|name| *name == last || name[..3] == *last);
    !next.starts_with(char::is_lowercase) || month || OF_YEARS.contains(&last.to_lowercase().as_str())
}

/// `c-014`, `ob-03`, `o1`, `P65`, `Q3`, `health-2026`: what people call a record, a practice or a quarter.
fn is_id(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = word.split_at(letters);
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let small = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    match rest.strip_prefix('-') {
        Some(number) => small && (letters <= 3 && digits(number, 4) || is_year(number)),
        None if matches!(name, "P" | "Q" | "H") => digits(rest, 2),
        // No sum and no factor: "kr50", "x2".
        None => {
            small
                && letters <= 2
                && digits(rest, 2)
                && !matches!(name, "x" | "kr" | "fr" | "rs" | "lv" | "k" | "m")
        }
    }
}

/// Whether a currency, a sign, a point or a unit touches a number.
fn touches_figure(before: &str, after: &str) -> bool {
    if before.ends_with(is_sign) || is_currency_at_end(before) {
        return true;
    }
    let mut back = before.chars().rev();
    if matches!(back.next(), Some('.' | ',' | ':' | '–')) && back.next().is_some_and(|c| c.is_numeric()) {
        return true;
    }
    let mut ahead = after.chars();
    match ahead.next() {
        Some('%' | '×' | '‰' | '°' | '/') => true,
        Some('.' | ',' | ':' | '–') => ahead.next().is_some_and(|c| c.is_numeric()),
        _ => is_currency_at_start(after) || after.trim_start().starts_with(['%', '×']),
    }
}

fn is_sign(c: char) -> bool {
    is_currency_sign(c) || matches!(c, '−' | '+' | '±' | '~' | '≈' | '<' | '>' | '≤' | '≥' | '×' | '/' | '=')
}

fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¤' | '¥' | '฿' | '\u{20a0}'..='\u{20c0}')
}

/// A sign, or three capital letters as of a code.
fn is_currency_at_end(before: &str) -> bool {
    let before = before
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '−' | '+' | '-' | '~' | '≈' | '('));
    let word = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    before.ends_with(is_currency_sign) || is_code(&before[word..])
}

fn is_currency_at_start(after: &str) -> bool {
    let after = after.trim_start();
    let word = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
    after.starts_with(is_currency_sign) || is_code(&after[..word])
}

fn is_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A finished page with the digits of its figures hidden.
pub(super) fn hide(html: &str) -> String {
    let mut page = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        page.push_str(&text(&rest[..open]));
        let tag = &rest[open..];
        let length = tag_length(tag);
        page.push_str(&if tag.starts_with("<!--") {
            text_of_comment(&tag[..length])
        } else {
            attributes(&tag[..length])
        });
        rest = &tag[length..];
    }
    page.push_str(&text(rest));
    page
}

/// How long a tag is, a `>` in quotes being none.
fn tag_length(tag: &str) -> usize {
    if tag.starts_with("<!--") {
        return tag.find("-->").map_or(tag.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn text_of_comment(comment: &str) -> String {
    comment.chars().map(hidden).collect()
}

/// A tag with its read attributes hidden.
fn attributes(tag: &str) -> String {
    if tag.starts_with("<meta") && (tag.contains("http-equiv=") || tag.contains("name=\"viewport\"")) {
        return tag.to_owned();
    }
    let mut said = String::with_capacity(tag.len());
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        said.push_str(&rest[..=equals]);
        let value = &rest[equals + 1..];
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (skip, length) = match quote {
            Some(quote) => (1, value[1..].find(quote).unwrap_or(value.len() - 1)),
            None => (0, value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        said.push_str(&value[..skip]);
        let inner = &value[skip..skip + length];
        said.push_str(&match name.to_ascii_lowercase().as_str() {
            "id" | "for" | "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
                heading(inner)
            }
            "href" => address(inner),
            name if SILENT.contains(&name) => inner.to_owned(),
            _ => text(inner),
        });
        rest = &value[skip + length..];
    }
    said.push_str(rest);
    said
}

/// An address of the site with the words of a heading hidden in it.
pub(super) fn address(href: &str) -> String {
    match href.split_once('#') {
        Some((page, id)) => format!("{page}#{}", heading(id)),
        None => href.to_owned(),
    }
}

/// The id of a heading in a written text, `text-2-plan-for-250k`, is made from its words; other ids are those of records.
fn heading(id: &str) -> String {
    let number = id.strip_prefix("text-").and_then(|rest| rest.find('-'));
    let Some(end) = number.map(|length| "text-".len() + length + 1) else { return id.to_owned() };
    let (prefix, words) = id.split_at(end);
    let words: String = words.chars().map(|c| if c.is_numeric() { LETTER } else { c }).collect();
    format!("{prefix}{words}")
}

/// Markup text with its figures hidden: read as a person does, then written again.
fn text(markup: &str) -> String {
    if !markup.contains(char::is_numeric) {
        return markup.to_owned();
    }
    let mut plain = String::new();
    let mut said = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(at + 1, |end| at + end + 1);
        match letter(&rest[at..end]) {
            Some(c) => plain.push(c),
            // A name that this list does not know stays as it is.
            None => {
                escape(&mask(&std::mem::take(&mut plain)), &mut said);
                said.push_str(&rest[at..end]);
            }
        }
        rest = &rest[end..];
    }
    plain.push_str(rest);
    escape(&mask(&plain), &mut said);
    said
}

/// What an escaped letter stands for.
fn letter(entity: &str) -> Option<char> {
    match entity.strip_prefix('&')?.strip_suffix(';')? {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            c => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{hide, mask};

    #[test]
    fn figures_are_hidden() {
        for (figure, said) in [
            ("€1.25m", "€•.••m"),
            ("EUR 250000", "EUR ••••••"),
            ("EUR 2026", "EUR ••••"),
            ("−£2026", "−£••••"),
            ("2026 EUR", "•••• EUR"),
            ("2,026", "•,•••"),
            ("CHF40k", "CHF••k"),
            ("2026%", "••••%"),
            ("31 %, plan 35 %", "•• %, plan •• %"),
            ("2026 records", "•••• records"),
            ("3 of 2026", "• of ••••"),
            ("in 2026 days", "in •••• days"),
            ("2026", "••••"),
            ("1990–2026 units", "••••–•••• units"),
            ("+2026", "+••••"),
            ("1.9× the usual", "•.•× the usual"),
            ("16 October 20260", "•• October •••••"),
            ("x2, kr50, c-014%", "x•, kr••, c-•••%"),
            ("٣٤ and ½", "•• and •"),
        ] {
            assert_eq!(mask(figure), said);
        }
    }

    #[test]
    fn dates_quarters_years_and_ids_stay() {
        for text in [
            "as of 16 October 2026",
            "16 Oct 2026",
            "2026-10-16",
            "vs 2026-Q2",
            "2026-Q1–2026-Q3",
            "meetings/2026-09-01-steering.md",
            "the plan of 2026 is late",
            "In 2026, we",
            "since 2025 they",
            "c-014, ob-03 and r-02",
            "P65",
            "o1",
            "health-2026",
            "May 2026",
            "until 31 December, or 4 Mar",
            "no digit at all",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn a_page_keeps_its_shape_and_loses_its_figures() {
        let page = "<p class=\"c4\" id=\"c-014\" title=\"€45k &amp; 6%\"><a href=\"a.html#text-1-get-250k\">Bob&#39;s 7 deals</a> €<b>2026</b></p>\
                    <h4 id=\"text-1-get-250k\">x</h4><svg viewBox=\"0 0 9 9\" aria-label='8 > 7'><rect x=\"5\"/></svg><!-- 12 -->";
        let hidden = "<p class=\"c4\" id=\"c-014\" title=\"€••k &amp; •%\"><a href=\"a.html#text-1-get-xxxk\">Bob&#39;s • deals</a> €<b>••••</b></p>\
                    <h4 id=\"text-1-get-xxxk\">x</h4><svg viewBox=\"0 0 9 9\" aria-label='• &gt; •'><rect x=\"5\"/></svg><!-- •• -->";
        assert_eq!(hide(page), hidden);
    }

    proptest! {
        #[test]
        fn no_digit_of_an_amount_survives(
            code in "[A-Z]{3}",
            sign in "[€$£¥₹]",
            minus in "[−+-]?",
            whole in 0u64..10_000_000,
            part in "(\\.[0-9]{1,3})?",
            end in "(k|m|bn)?",
            before in "[a-zA-Z ,(]{0,12}",
            after in "[a-zA-Z ,).;]{0,12}",
        ) {
            for amount in [
                format!("{code} {minus}{whole}{part}{end}"),
                format!("{minus}{sign}{whole}{part}{end}"),
                format!("{sign}{minus}{whole}{part}{end}"),
                format!("{whole}{part}{end} {code}"),
                format!("{whole}{part}%"),
                format!("{whole}{part} %"),
            ] {
                let said = format!("{before} {amount} {after}");
                prop_assert!(!mask(&said).contains(char::is_numeric), "{} → {}", said, mask(&said));
            }
        }

        #[test]
        fn only_digits_change(text in ".{0,60}") {
            let masked = mask(&text);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            for (was, is) in text.chars().zip(masked.chars()) {
                prop_assert!(was == is || was.is_numeric() && is == '•');
            }
        }
    }
}
