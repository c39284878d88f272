//! Findings as workflow commands, which GitHub draws on the lines of a pull request. Never more than it draws: ten of
//! a kind a step, and the last says how many more there are.

use super::advice::advice;
use super::results::{Results, is_whole_file};
use crate::finding::{Finding, Severity, Tally, plural};

/// How many annotations of a kind GitHub draws for a step.
const MOST_OF_A_KIND: usize = 10;

/// Workflow commands, one a line, errors first.
pub fn github(results: &Results<'_>) -> String {
    let tally = Tally::of(results.findings);
    let fits = [tally.errors, tally.warnings, tally.infos].iter().all(|&count| count <= MOST_OF_A_KIND);
    let mut text = String::new();
    let mut shown = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        // What says how many more there are is a notice itself, and wants to be among the ten.
        let most = if severity == Severity::Info && !fits { MOST_OF_A_KIND - 1 } else { MOST_OF_A_KIND };
        let of_kind = results.findings.iter().filter(|finding| finding.severity == severity);
        for finding in of_kind.take(most) {
            text.push_str(&command(results, finding));
            shown += 1;
        }
    }
    if !fits {
        let more = plural(results.findings.len() - shown, "more finding");
        let all = data(&tally.words());
        text.push_str(&format!(
            "::notice title=quarterdeck::{more} not drawn here, because GitHub draws {MOST_OF_A_KIND} of a kind; \
             there are {all} in all\n"
        ));
    }
    text
}

fn command(results: &Results<'_>, finding: &Finding) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let region = results.sources.region(&finding.place);
    let place = if is_whole_file(&finding.place) {
        format!("line={}", region.line)
    } else if region.line == region.end_line {
        format!(
            "line={},endLine={},col={},endColumn={}",
            region.line, region.end_line, region.column, region.end_column
        )
    } else {
        // Columns are refused where a finding goes over more than one line.
        format!("line={},endLine={}", region.line, region.end_line)
    };
    let words = match advice(finding) {
        Some(advice) => format!("{}\n{advice}", finding.message),
        None => finding.message.clone(),
    };
    format!(
        "::{kind} file={},{place},title={}::{}\n",
        property(&results.path(&finding.place)),
        property(&finding.rule),
        data(&words),
    )
}

/// Text behind the second `::`: whatever would end the line is written as a number, other controls are replaced.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            '\t' => out.push('\t'),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

/// Text within a property: also what would end the property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_written_as_a_number() {
        assert_eq!(data("50%\r\n::error::x, y"), "50%25%0D%0A::error::x, y");
        assert_eq!(property("a:b,c%0A\n"), "a%3Ab%2Cc%250A%0A");
        assert_eq!(data("a\u{7}b\u{1b}[31m"), "a\u{fffd}b\u{fffd}[31m");
    }
}
