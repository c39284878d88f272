//! Findings as a JUnit document, which nearly every CI service can show: a suite a file, a failed test a finding.
//! Says no times: they would differ from run to run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Results;
use super::advice::advice;
use crate::finding::{Finding, Waived, plural};

/// A whole XML document.
pub fn junit(results: &Results<'_>) -> String {
    let suites = suites(results);
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let mut tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let mut body: String = suites.iter().map(|suite| suite.xml(results)).collect();
    if results.findings.is_empty() {
        tests += 1;
        body.push_str(&clean(results));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"quarterdeck\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n\
         {body}</testsuites>\n"
    )
}

/// The suite that stands for records without a finding: viewers take an empty document for a broken one.
fn clean(results: &Results<'_>) -> String {
    let name = format!("{} without a finding", plural(results.summary.records, "record"));
    format!(
        "  <testsuite name=\"records\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
         <testcase name=\"{}\" classname=\"quarterdeck\"/>\n  </testsuite>\n",
        attribute(&name)
    )
}

/// What was found in a file.
struct Suite<'a> {
    path: String,
    cases: Vec<Case<'a>>,
}

/// A finding, and who accepted it.
struct Case<'a> {
    finding: &'a Finding,
    waived: Option<&'a Waived>,
}

/// Findings by file, in their order; waived ones behind the others of their file.
fn suites<'a>(results: &Results<'a>) -> Vec<Suite<'a>> {
    let open = results.findings.iter().map(|finding| Case { finding, waived: None });
    let waived = results.waived.iter().map(|waived| Case { finding: &waived.finding, waived: Some(waived) });
    let mut suites: Vec<Suite<'a>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for case in open.chain(waived) {
        let path = results.path(&case.finding.place);
        let at = *known.entry(path).or_insert_with_key(|path| {
            suites.push(Suite { path: path.clone(), cases: Vec::new() });
            suites.len() - 1
        });
        suites[at].cases.push(case);
    }
    suites
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| case.waived.is_none()).count()
    }

    fn xml(&self, results: &Results<'_>) -> String {
        let (tests, failures) = (self.cases.len(), self.failures());
        let path = attribute(&self.path);
        let mut xml = format!(
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{}\">\n",
            tests - failures
        );
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        for case in &self.cases {
            let mut name = case.name();
            let count = names.entry(name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                let _ = write!(name, " ({count})");
            }
            let _ = writeln!(xml, "    <testcase name=\"{}\" classname=\"{path}\">", attribute(&name));
            xml.push_str(&case.outcome(results));
            xml.push_str("    </testcase>\n");
        }
        xml.push_str("  </testsuite>\n");
        xml
    }
}

impl Case<'_> {
    /// The rule and what it is about, without a line: services follow a test from run to run by its name.
    fn name(&self) -> String {
        let Finding { rule, record, field, .. } = self.finding;
        let words = [rule.as_ref(), record.as_str(), field.as_str()];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn outcome(&self, results: &Results<'_>) -> String {
        let Finding { rule, message, .. } = self.finding;
        let body = content(&self.body(results));
        match self.waived {
            None => format!(
                "      <failure type=\"{}\" message=\"{}\">{body}</failure>\n",
                attribute(rule),
                attribute(message)
            ),
            Some(waived) => {
                let by = match waived.approver.as_str() {
                    "" => String::new(),
                    approver => format!(" by {approver}"),
                };
                let words = format!("accepted{by} until {}: {}", waived.expires, waived.reason);
                format!("      <skipped type=\"waived\" message=\"{}\">{body}</skipped>\n", attribute(&words))
            }
        }
    }

    fn body(&self, results: &Results<'_>) -> String {
        let Finding { rule, severity, message, place, related, .. } = self.finding;
        let mut lines = vec![format!("{}: {}[{rule}]: {message}", results.at(place), severity.word())];
        lines.extend(advice(self.finding));
        lines.extend(related.iter().map(|(place, why)| format!("{}: {why}", results.at(place))));
        if let Some(waived) = self.waived {
            lines.push(format!("{}: the waiver", results.at(&waived.place)));
        }
        lines.join("\n")
    }
}

/// Whether XML 1.0 can hold a character at all, even as a number.
fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Text between tags.
fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#13;"),
            c if is_allowed(c) => out.push(c),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out
}

/// Text within a value, in which a reader would otherwise turn line breaks into spaces.
fn attribute(text: &str) -> String {
    content(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(content("]]> <a b='c'>\r&amp;"), "]]&gt; &lt;a b=&apos;c&apos;&gt;&#13;&amp;amp;");
        assert_eq!(attribute("\"a\"\n\tb"), "&quot;a&quot;&#10;&#9;b");
        assert_eq!(
            content("bell \u{7}, escape \u{1b}, \u{ffff}, 😀"),
            "bell \u{fffd}, escape \u{fffd}, \u{fffd}, 😀"
        );
    }
}
