//! Findings one a line, for editors and for people in a hurry.

use crate::finding::Finding;
use crate::source::Sources;

/// `path:line:column: severity[rule]: message`, one a line.
pub fn concise(sources: &Sources, findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let region = sources.region(&finding.place);
        let label = finding.label.as_deref().filter(|label| label.starts_with("did you mean"));
        let more = label.map(|label| format!("; {label}")).unwrap_or_default();
        text.push_str(&format!(
            "{}:{}:{}: {}[{}]: {}{more}\n",
            sources.get(finding.place.file).path(),
            region.line,
            region.column,
            finding.severity.word(),
            finding.rule,
            finding.message,
        ));
    }
    text
}
