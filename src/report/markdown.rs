//! Findings as Markdown, for the summary of a job or a comment on a pull request. Whatever somebody wrote stays text:
//! no table broken, no HTML, no link, nobody called by name. Never longer than a summary may be.

use super::Results;
use super::advice::advice;
use crate::finding::{Finding, Severity, Tally, Waived, plural};

/// How many bytes it may have at most; a summary is refused from 1 MiB on.
const MOST_BYTES: usize = 1_000_000;

/// How many of them stay free for what closes a table, and for the heading.
const SPARE_BYTES: usize = 2_000;

/// How many waived findings may take at most, where there are many of both.
const MOST_BYTES_WAIVED: usize = 200_000;

/// How many characters of a text are shown in a cell.
const MOST_IN_A_CELL: usize = 1_000;

/// A heading, a table for each severity, and the waived findings; one line where nothing was found.
pub fn markdown(results: &Results<'_>) -> String {
    let waived: Vec<String> = results.waived.iter().map(|waived| waived_row(results, waived)).collect();
    let for_waived = waived.iter().map(String::len).sum::<usize>().min(MOST_BYTES_WAIVED);
    let mut room = MOST_BYTES - SPARE_BYTES - for_waived;
    let checked = format!(
        "{} and {}, as of {}",
        plural(results.summary.partners, "partner"),
        plural(results.summary.records, "record"),
        results.summary.as_of
    );
    let mut out = match results.findings.len() {
        0 => format!("**Quarterdeck** has nothing to say about {checked}. All is well.\n"),
        _ => format!("## Quarterdeck: {}\n\nChecked: {checked}.\n", Tally::of(results.findings).words()),
    };
    for (severity, word) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")]
    {
        let of_kind = results.findings.iter().filter(|finding| finding.severity == severity);
        let rows: Vec<String> = of_kind.map(|finding| row(results, finding)).collect();
        let header = ["Rule", "Place", "What is wrong", "What to do"];
        table(&mut out, &mut room, &plural(rows.len(), word), header, &rows);
    }
    room = MOST_BYTES - SPARE_BYTES - out.len().min(MOST_BYTES - SPARE_BYTES);
    let header = ["Rule", "Place", "What is wrong", "Why it is accepted"];
    table(&mut out, &mut room, &format!("{} accepted for a time", waived.len()), header, &waived);
    out
}

/// A title and a table, as far as there is room.
fn table(out: &mut String, room: &mut usize, title: &str, header: [&str; 4], rows: &[String]) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("\n### {title}\n\n"));
    let fitting = rows
        .iter()
        .take_while(|row| {
            let fits = row.len() <= *room;
            *room = if fits { *room - row.len() } else { 0 };
            fits
        })
        .count();
    if fitting > 0 {
        out.push_str(&format!("| {} |\n| --- | --- | --- | --- |\n", header.join(" | ")));
        out.extend(rows[..fitting].iter().map(String::as_str));
    }
    if fitting < rows.len() {
        let more = if fitting > 0 { " more" } else { "" };
        let count = rows.len() - fitting;
        out.push_str(&format!("\nToo long for a summary: {count}{more} left out here.\n"));
    }
}

fn row(results: &Results<'_>, finding: &Finding) -> String {
    cells(results, finding, &advice(finding).unwrap_or_default())
}

fn waived_row(results: &Results<'_>, waived: &Waived) -> String {
    let by = match waived.approver.as_str() {
        "" => String::new(),
        approver => format!(", by {approver}"),
    };
    // The day and the name come first, so that a long reason does not push them out.
    let why = format!("until {}{by}: {}", waived.expires, waived.reason);
    cells(results, &waived.finding, &why)
}

fn cells(results: &Results<'_>, finding: &Finding, last: &str) -> String {
    format!(
        "| {} | {} | {} | {} |\n",
        code(&finding.rule),
        cell(&results.at(&finding.place)),
        cell(&finding.message),
        cell(last)
    )
}

/// A text as it may stand in a cell; what it quotes by backticks is shown as code.
fn cell(text: &str) -> String {
    let text = shown(text);
    let pieces: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (at, piece) in pieces.iter().enumerate() {
        let is_quoted = at % 2 == 1 && at + 1 < pieces.len();
        match (is_quoted, at % 2) {
            (true, _) => out.push_str(&code(piece)),
            // A backtick without its fellow.
            (false, 1) => out.push_str(&format!("\\`{}", plain(piece))),
            _ => out.push_str(&plain(piece)),
        }
    }
    out
}

/// A word as code, wherever code can hold it: a cell ends at a bar even within code.
fn code(word: &str) -> String {
    let word = shown(word);
    if word.trim().is_empty() || word.contains(['`', '|', '\\']) {
        let tick = if word.contains('`') { "" } else { "\\`" };
        return format!("{tick}{}{tick}", plain(&word));
    }
    format!("`{word}`")
}

/// At most so many characters, in one line, without characters that cannot be seen but do something.
fn shown(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(MOST_IN_A_CELL)
        .map(|c| match c {
            '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_whitespace() => ' ',
            // These would let text be read in another order than it is written.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect();
    if text.chars().nth(MOST_IN_A_CELL).is_some() {
        out.push('…');
    }
    out
}

/// Keeps two characters from being read together, and is not seen.
const JOINER: char = '\u{2060}';

/// Text that no reader of Markdown takes for anything else.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        // Behind the dot a joiner would be taken for a part of the host.
        if c == '.' && ends(&text[..at], "www") {
            out.push(JOINER);
        }
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '(' | ')' | '$' | '!' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        if calls(&text[..at], c, &text[at + c.len_utf8()..]) {
            out.push(JOINER);
        }
    }
    out
}

/// Whether a character makes a link of what stands around it. No escape helps against these: people, tickets and
/// addresses are looked for in the text as it is shown.
fn calls(before: &str, c: char, after: &str) -> bool {
    match c {
        '@' | '#' => true,
        ':' => after.starts_with("//"),
        '-' => ends(before, "gh"),
        _ => false,
    }
}

/// Whether a text ends with a word of ASCII letters, large or small.
fn ends(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_code_and_the_rest_is_text() {
        assert_eq!(cell("`our` is not a_word"), "`our` is not a\\_word");
        assert_eq!(cell("`a` and ` alone"), "`a` and \\` alone");
        assert_eq!(cell("`a|b` `c\\`"), "\\`a&#124;b\\` \\`c\\\\\\`");
        assert_eq!(cell("`` ` "), "\\`\\` \\` ");
    }

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        assert_eq!(plain("@a #1"), "@\u{2060}a #\u{2060}1");
        assert_eq!(plain("http://a www.b"), "http:\u{2060}//a www\u{2060}.b");
        assert_eq!(plain("GH-1 éh-1"), "GH-\u{2060}1 éh-1");
        assert_eq!(plain("<b>&[x](y)|"), "&lt;b&gt;&amp;\\[x\\]\\(y\\)&#124;");
    }

    #[test]
    fn a_cell_is_one_line_of_bounded_length() {
        assert_eq!(cell("a\r\n\u{2028}\u{7}\u{202e}b"), "a   \u{fffd}\u{fffd}b");
        assert_eq!(cell(&"é".repeat(MOST_IN_A_CELL + 1)).chars().count(), MOST_IN_A_CELL + 1);
    }
}
