//! The text of a review, without what stands under a heading that must stay: one about a kind of record that the playbook
//! does not share, and one that says it is internal. Headings of every level count, and what stands below them goes with them.

use super::Why;
use super::share::{Ground, at};
use crate::markdown;
use crate::playbook::shape::Shareable;

/// What may leave of the text.
pub(super) fn shared(ground: &Ground<'_>, body: &str) -> String {
    let mut told = String::new();
    take(ground, body, &mut told);
    told
}

fn take(ground: &Ground<'_>, text: &str, told: &mut String) {
    let pieces = markdown::sections(text);
    told.push_str(pieces.first().map_or(text, |first| &text[..first.range.start]));
    for piece in pieces {
        let why = match stays(&piece.heading, |kind| ground.gate.opens(kind)) {
            None => {
                told.push_str(&text[piece.range.start..piece.body.start]);
                take(ground, &text[piece.body], told);
                continue;
            }
            Some(why) => why,
        };
        let place = at(&ground.review.record);
        ground.gate.hold("review text", &format!("under the heading {}", piece.heading), why, &place);
    }
}

/// What a heading may be about, by the words in it. A heading that is about several kinds needs all of them.
const ABOUT: [(&[&str], Shareable); 19] = [
    (&["decision", "decisions"], Shareable::Decisions),
    (&["commitment", "commitments", "promise", "promises"], Shareable::Commitments),
    (&["dashboard", "figures", "numbers", "metrics"], Shareable::Metrics),
    (&["win", "wins"], Shareable::Wins),
    (&["initiative", "initiatives"], Shareable::Initiatives),
    (&["survey", "surveys"], Shareable::Surveys),
    (&["governance"], Shareable::Governance),
    (&["risk", "risks"], Shareable::Risks),
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
        ],
        Shareable::Issues,
    ),
    (&["show-stopper", "show-stoppers", "showstopper", "showstoppers"], Shareable::Showstoppers),
    (&["inspect", "inspection", "inspections", "expectation", "expectations"], Shareable::Expectations),
    (&["correction", "corrections"], Shareable::Corrections),
    (&["listening", "heard"], Shareable::Listening),
    (&["plan", "objective", "objectives", "arrival"], Shareable::Plan),
    (&["agreement", "agreements", "contract", "contracts"], Shareable::Agreements),
    (&["lesson", "lessons"], Shareable::Lessons),
    (&["idea", "ideas"], Shareable::Ideas),
    (&["value"], Shareable::Value),
    (&["advocacy"], Shareable::Advocacy),
];

/// Words that say that something is for us alone.
const OURS: [&str; 6] = ["internal", "internally", "confidential", "private", "secret", "ourselves"];

/// Why what stands under a heading stays, if it does.
fn stays(heading: &str, opens: impl Fn(Shareable) -> bool) -> Option<Why> {
    let lower = heading.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let phrase = words.join(" ");
    if words.iter().any(|word| OURS.contains(word))
        || ["among us", "for us only", "do not share"].iter().any(|one| phrase.contains(one))
    {
        return Some(Why::Internal);
    }
    let about = ABOUT.iter().filter(|(names, _)| words.iter().any(|word| names.contains(word)));
    let closed = about.map(|(_, kind)| *kind).any(|kind| !opens(kind));
    let talk = words.contains(&"relationship")
        && ![Shareable::Surveys, Shareable::Governance, Shareable::Meetings].into_iter().any(&opens);
    let said = phrase.contains("you said") && !opens(Shareable::Listening);
    (closed || talk || said).then_some(Why::NotListed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_about_something_that_is_not_shared_stays_however_it_is_written() {
        let opens = |kind: Shareable| matches!(kind, Shareable::Wins | Shareable::Decisions);
        for heading in [
            "Risks",
            "RISKS:",
            "⚠️ Risks & wins",
            "Top risk",
            "Risks and disagreements",
            "Forward plan",
            "Open issues / escalations",
            "Relationship",
            "You said, we did",
        ] {
            assert_eq!(stays(heading, opens), Some(Why::NotListed), "{heading}");
        }
        for heading in
            ["Internal", "Internal notes:", "Among us", "Confidential: wins", "Wins (do not share)"]
        {
            assert_eq!(stays(heading, opens), Some(Why::Internal), "{heading}");
        }
        for heading in ["Wins", "Decisions sought", "A word from the sponsors", "Brisk winds"] {
            assert_eq!(stays(heading, opens), None, "{heading}");
        }
    }
}
