//! The way out of a finding in one line of words. Knows no format: whoever shows it escapes it.

use crate::finding::Finding;

/// What to do now, if anybody knows: a likely word, what the finding says itself, or else the text that would mend it.
pub fn advice(finding: &Finding) -> Option<String> {
    let guess = finding.label.as_deref().filter(|label| label.starts_with("did you mean"));
    match (guess, finding.help.as_deref(), &finding.patch) {
        (Some(guess), Some(help), _) if guess.ends_with('?') => Some(format!("{guess} {help}")),
        (Some(guess), Some(help), _) => Some(format!("{guess}; {help}")),
        (Some(only), None, _) | (None, Some(only), _) => Some(only.to_owned()),
        (None, None, Some(patch)) if patch.text.trim().is_empty() => None,
        (None, None, Some(patch)) => Some(format!("write `{}`", patch.text)),
        (None, None, None) => None,
    }
}

/// What is wrong and what to do now, in one line.
pub fn whole(finding: &Finding) -> String {
    match advice(finding) {
        Some(advice) => format!("{}; {advice}", finding.message),
        None => finding.message.clone(),
    }
}
