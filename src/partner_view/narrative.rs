//! The text of a review, without what stands under a heading that must stay: one about a kind of record that the playbook
//! does not share, and one that says it is internal. Headings of every level count, and what stands below them goes with them.

use unicode_normalization::UnicodeNormalization;

use super::Why;
use super::share::Ground;
use crate::markdown;
use crate::playbook::shape::Shareable;

/// What may leave of the text.
pub(super) fn shared(ground: &Ground<'_>, body: &str) -> String {
    let mut told = String::new();
    take(ground, body, &mut told);
    told
}

fn take(ground: &Ground<'_>, text: &str, told: &mut String) {
    let opens = |kind| ground.gate.opens(kind);
    let hold =
        |what: &str, why: Why| ground.gate.hold("review text", what, why, &ground.review.record.place());
    let pieces = markdown::sections(text);
    let before = pieces.first().map_or(text, |first| &text[..first.range.start]);
    match looks_like(before, opens) {
        None => told.push_str(before),
        Some(why) => hold(before.trim(), why),
    }
    for piece in pieces {
        match stays(&piece.heading, opens) {
            None => {
                told.push_str(&text[piece.range.start..piece.body.start]);
                take(ground, &text[piece.body], told);
            }
            Some(why) => hold(&format!("under the heading {}", piece.heading), why),
        }
    }
}

/// What a heading may be about, by the words in it. A heading that is about several kinds needs all of them.
const ABOUT: [(&[&str], Shareable); 22] = [
    (&["decision", "decisions"], Shareable::Decisions),
    (&["commitment", "commitments", "promise", "promises"], Shareable::Commitments),
    (&["dashboard", "figures", "numbers", "metrics"], Shareable::Metrics),
    (&["win", "wins"], Shareable::Wins),
    (&["initiative", "initiatives"], Shareable::Initiatives),
    (&["survey", "surveys"], Shareable::Surveys),
    (&["governance"], Shareable::Governance),
    (&["meeting", "meetings"], Shareable::Meetings),
    (&["risk", "risks", "threat", "threats"], Shareable::Risks),
    (
        &[
            "issue",
            "issues",
            "disagreement",
            "disagreements",
            "dispute",
            "disputes",
            "conflict",
            "conflicts",
            "escalation",
            "escalations",
            "concern",
            "concerns",
            "problem",
            "problems",
        ],
        Shareable::Issues,
    ),
    (&["showstopper", "showstoppers", "stopper", "stoppers"], Shareable::Showstoppers),
    (&["inspect", "expectation", "expectations"], Shareable::Expectations),
    (&["correction", "corrections"], Shareable::Corrections),
    (&["listening", "heard"], Shareable::Listening),
    (&["plan", "objective", "objectives", "arrival"], Shareable::Plan),
    (&["agreement", "agreements", "contract", "contracts"], Shareable::Agreements),
    (&["proposition"], Shareable::Proposition),
    (&["coopetition"], Shareable::Coopetition),
    (&["lesson", "lessons"], Shareable::Lessons),
    (&["idea", "ideas"], Shareable::Ideas),
    (&["value"], Shareable::Value),
    (&["advocacy"], Shareable::Advocacy),
];

/// Words of what has no way out, whatever the playbook shares.
const NEVER: [&str; 18] = [
    "stakeholder",
    "stakeholders",
    "influence",
    "assessment",
    "assessments",
    "inspection",
    "inspections",
    "exit",
    "resistance",
    "turbulence",
    "stance",
    "stances",
    "score",
    "scores",
    "scorecard",
    "state",
    "barrier",
    "barriers",
];

/// Beginnings of words that say that something is for us alone.
const OURS: [&str; 4] = ["internal", "confidential", "privat", "secret"];

/// Phrases that say so.
const OURS_TOGETHER: [&str; 9] = [
    "among us",
    "between us",
    "for us only",
    "only for us",
    "our eyes",
    "do not share",
    "not for the partner",
    "must not see",
    "non public",
];

/// The words of a text in small letters, whatever form its letters have.
fn words_of(text: &str) -> Vec<String> {
    let plain: String = text.nfkc().filter(|c| !is_unseen(*c)).collect::<String>().to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters that nobody sees: soft hyphens, joiners, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Why what stands under a heading stays, if it does.
fn stays(heading: &str, opens: impl Fn(Shareable) -> bool) -> Option<Why> {
    let words = words_of(heading);
    let phrase = words.join(" ");
    let is = |word: &str| words.iter().any(|one| one == word);
    if words.iter().any(|word| OURS.iter().any(|ours| word.starts_with(ours)))
        || OURS_TOGETHER.iter().any(|one| phrase.contains(one))
    {
        return Some(Why::Internal);
    }
    if words.iter().any(|word| NEVER.contains(&word.as_str())) {
        return Some(Why::Never);
    }
    let about = ABOUT.iter().filter(|(names, _)| words.iter().any(|word| names.contains(&word.as_str())));
    let closed = about.map(|(_, kind)| *kind).any(|kind| !opens(kind));
    let talk = is("relationship")
        && ![Shareable::Surveys, Shareable::Governance, Shareable::Meetings].into_iter().any(&opens);
    let said = phrase.contains("you said") && !opens(Shareable::Listening);
    (closed || talk || said).then_some(Why::NotListed)
}

/// The longest line, in words, that may be meant as a heading though it is none.
const HEADING_WORDS: usize = 6;

/// Why a text without headings stays: a short line of it, in a list, a quotation, a table, bold or HTML, stands there like a
/// heading that has to.
fn looks_like(text: &str, opens: impl Fn(Shareable) -> bool) -> Option<Why> {
    text.lines().find_map(|line| {
        let marked = line.trim_start().starts_with(['>', '-', '*', '+', '_', '|', '<', '#'])
            || line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let shown = without_tags(line);
        let short = words_of(&shown).len() <= HEADING_WORDS;
        (marked && short).then(|| stays(&shown, &opens)).flatten()
    })
}

fn without_tags(line: &str) -> String {
    let mut shown = String::new();
    let mut within = false;
    for c in line.chars() {
        match c {
            '<' => within = true,
            '>' if within => within = false,
            c if !within => shown.push(c),
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(kind: Shareable) -> bool {
        matches!(kind, Shareable::Wins | Shareable::Decisions | Shareable::Plan)
    }

    #[test]
    fn a_heading_about_something_that_is_not_shared_stays_however_it_is_written() {
        for heading in [
            "Risks",
            "RISKS:",
            "⚠️ Risks & wins",
            "Top risk",
            "Risk-register",
            "Risk- and issue-log",
            "ＲＩＳＫＳ",
            "Ri\u{ad}sks",
            "Risks and disagreements",
            "Threats and concerns",
            "Open issues / escalations",
            "Relationship",
            "You said, we did",
            "Coopetition",
        ] {
            assert_eq!(stays(heading, opens), Some(Why::NotListed), "{heading}");
        }
        for heading in [
            "Internal",
            "Internal-only",
            "Internals",
            "In\u{ad}ternal",
            "Among us",
            "Between us",
            "For our eyes only",
            "Not for the partner",
            "Non-public",
            "Confidential: wins",
            "Wins (do not share)",
        ] {
            assert_eq!(stays(heading, opens), Some(Why::Internal), "{heading}");
        }
        for heading in ["Stakeholders", "Exit plan", "Inspections", "Score and state", "Resistance"] {
            assert_eq!(stays(heading, opens), Some(Why::Never), "{heading}");
        }
        for heading in ["Wins", "Decisions sought", "Forward plan", "A word from the sponsors", "Brisk winds"]
        {
            assert_eq!(stays(heading, opens), None, "{heading}");
        }
    }

    #[test]
    fn a_line_that_stands_like_a_heading_counts_as_one() {
        for text in [
            "One.\n\n> ## Internal\n> They are weak.",
            "- ## Internal\n",
            "**Internal: do not share**\n\nThey are weak.",
            "<h2>Internal</h2>\n",
            "#Internal\n",
            "| **Internal** | x |\n",
            "1. Risks\n   They may leave.\n",
        ] {
            assert!(looks_like(text, opens).is_some(), "{text}");
        }
        for text in [
            "They took a risk with us in July and it paid off for both sides.",
            "- Quayford extends by a year.",
            "3 of 4 tenders won",
        ] {
            assert_eq!(looks_like(text, opens), None, "{text}");
        }
    }
}
