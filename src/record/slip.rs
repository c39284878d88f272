//! Recognises the commonest slips of people who write YAML by hand, in the line where the scanner stumbled.
//! Says what they did in their words; the scanner's own words are left for what is not recognised.

use std::ops::Range;

/// A slip: what to underline, what is wrong, and the way out.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do now.
    pub help: String,
}

/// The slip in a text that the scanner stumbled over at `at`, for the reason `info`.
pub fn slip(text: &str, at: usize, info: &str) -> Slip {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let mut line = line_of(text, at);
    // At the end of the text, or on an empty line, the fault is in the last line with words in it.
    if text[line.clone()].trim().is_empty() && !text[..line.start].trim().is_empty() {
        line = line_of(text, text[..line.start].trim_end().len());
    }
    let next = line_of(text, (line.end + 1).min(text.len()));
    let open_quote =
        || info.contains("quote").then(|| open_quote(text, within_braces(text, line.clone(), at))).flatten();
    tab(text, line.clone())
        .or_else(|| tab(text, next))
        .or_else(open_quote)
        .or_else(|| colon(text, line.clone(), at))
        .or_else(|| bracket(text, at, info))
        .or_else(|| first_character(text, line.clone(), at))
        .or_else(|| no_space(text, line.clone()))
        .unwrap_or_else(|| Slip {
            range: inked(text, line),
            message: format!("this line does not fit the lines before it: {info}"),
            help: "look at the indentation here and on the line before: fields of one record begin in the same column".into(),
        })
}

fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..end
}

/// The line without the blanks around its words.
fn inked(text: &str, line: Range<usize>) -> Range<usize> {
    let words = &text[line.clone()];
    let start = line.start + words.len() - words.trim_start().len();
    start..start.max(line.start + words.trim_end().len())
}

/// What stands behind the first colon of a line.
fn value_range(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let words = &text[line.clone()];
    let start = line.start + words.find(": ")? + 2;
    let range = inked(text, start..line.end);
    (!range.is_empty()).then_some(range)
}

/// The part of a line between the commas around `at`, if the line is written in braces.
fn within_braces(text: &str, line: Range<usize>, at: usize) -> Range<usize> {
    let words = text[line.clone()].trim_start_matches([' ', '-']);
    if !words.starts_with('{') || !line.contains(&at) {
        return line;
    }
    let start = text[line.start..at].rfind(['{', ',']).map_or(line.start, |found| line.start + found + 1);
    let end = text[at..line.end].find([',', '}']).map_or(line.end, |found| at + found);
    start..end
}

fn tab(text: &str, line: Range<usize>) -> Option<Slip> {
    let words = &text[line.clone()];
    let indent = words.len() - words.trim_start().len();
    let tab = line.start + words[..indent].find('\t')?;
    (indent < words.len()).then(|| Slip {
        range: tab..tab + 1,
        message: "this line is indented with a tab".into(),
        help: "indent with spaces; YAML does not take tabs".into(),
    })
}

/// The value that begins with a quote and does not end with one, on this line or the nearest before it.
fn open_quote(text: &str, line: Range<usize>) -> Option<Slip> {
    let mut line = line;
    loop {
        if let Some(range) = value_range(text, line.clone())
            && let Some(quote) = text[range.clone()].chars().next().filter(|c| matches!(c, '"' | '\''))
        {
            let inside = &text[range.start + 1..range.end];
            if !inside.contains(quote) {
                return Some(Slip {
                    range,
                    message: "this quote is never closed".into(),
                    help: format!("put another `{quote}` at the end of the text, on the same line"),
                });
            }
            let help = match quote {
                '\'' => {
                    "within single quotes write an apostrophe twice, or put double quotes around the whole text"
                }
                _ => {
                    "within double quotes write `\\\"` for a quote, or put single quotes around the whole text"
                }
            };
            return Some(Slip {
                range,
                message: "this text goes on behind its closing quote".into(),
                help: help.into(),
            });
        }
        if line.start == 0 {
            return None;
        }
        line = line_of(text, line.start - 1);
    }
}

fn bracket(text: &str, at: usize, info: &str) -> Option<Slip> {
    if info.starts_with("misplaced bracket") {
        return Some(Slip {
            range: at..text.len().min(at + 1),
            message: "this bracket closes nothing".into(),
            help: "remove it, or put quotes around the whole text".into(),
        });
    }
    let start = match info {
        _ if info.contains("bracket") => at,
        _ if info.contains("flow") || info.starts_with("illegal placement") => innermost_open(&text[..at])?,
        _ => return None,
    };
    let open = text[start..].chars().next().filter(|c| matches!(c, '{' | '['))?;
    let close = if open == '{' { '}' } else { ']' };
    Some(Slip {
        range: start..start + 1,
        message: format!("this `{open}` is never closed"),
        help: format!("put `{close}` where it ends"),
    })
}

/// The last bracket of a text that is not closed in it; brackets within quotes do not count.
fn innermost_open(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match c {
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            // An apostrophe within a word opens nothing.
            '"' | '\'' if !text[..at].ends_with(char::is_alphanumeric) => quote = Some(c),
            '{' | '[' => open.push(at),
            '}' | ']' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

fn colon(text: &str, line: Range<usize>, at: usize) -> Option<Slip> {
    let range = value_range(text, within_braces(text, line, at))?;
    let value = &text[range.clone()];
    (!value.starts_with(['"', '\'', '{', '[']) && value.contains(": ")).then(|| Slip {
        range,
        message: "this text has a colon in it and no quotes around it".into(),
        help: "put quotes around the whole text".into(),
    })
}

fn first_character(text: &str, line: Range<usize>, at: usize) -> Option<Slip> {
    let range = value_range(text, within_braces(text, line, at))?;
    let first = text[range.clone()].chars().next()?;
    let wants = match first {
        '{' => goes_on_behind(&text[range.clone()], '}'),
        '[' => goes_on_behind(&text[range.clone()], ']'),
        _ => matches!(first, '@' | '`' | '%' | ',' | '&' | '*' | '!' | '|' | '>'),
    };
    wants.then(|| Slip {
        range,
        message: format!("a text that begins with `{first}` wants quotes"),
        help: "put quotes around the whole text".into(),
    })
}

/// Whether there are words behind the bracket that closes a value: `{partner.name} is late`.
fn goes_on_behind(value: &str, close: char) -> bool {
    let behind = value.split_once(close).map_or("", |(_, behind)| behind.trim_start());
    behind.starts_with(|c: char| c.is_alphanumeric())
}

/// `text:The window`: a name with its colon, and the value at once behind it.
fn no_space(text: &str, line: Range<usize>) -> Option<Slip> {
    let words = &text[line.clone()];
    let indent = words.len() - words.trim_start_matches([' ', '-']).len();
    let (name, rest) = words[indent..].split_once(':')?;
    let is_name =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    (is_name && rest.starts_with(|c: char| !c.is_whitespace() && c != ':' && c != '/')).then(|| Slip {
        range: line.start + indent..line.start + indent + name.len() + 1,
        message: "there is no space behind this colon".into(),
        help: format!("write `{name}: …`"),
    })
}
