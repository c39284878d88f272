//! The last look at what leaves for a partner: the names of other partners in it, which no list of kinds can keep out of a
//! text that somebody wrote.

use quarterdeck::finding::Finding;
use quarterdeck::load::Loaded;
use quarterdeck::partner_view::PartnerView;
use quarterdeck::portfolio::{Partner, QuarterReview};
use quarterdeck::source::Place;
use unicode_normalization::UnicodeNormalization;

/// A finding for each place at which a text for a partner names another, with which it shares no initiative.
pub fn foreign_names(
    loaded: &Loaded,
    (partner, review): (&Partner, &QuarterReview),
    view: &PartnerView,
    allowed: &[String],
) -> Vec<Finding> {
    let portfolio = &loaded.portfolio;
    let told = plain(&view.texts().join("\n"));
    let fellows: Vec<&str> = portfolio
        .shared_initiatives(&partner.id)
        .flat_map(|(_, one)| one.partners.iter().map(|id| id.as_str()))
        .collect();
    let mut found = Vec::new();
    let others = portfolio.partners.values().filter(|other| {
        other.id != partner.id
            && !fellows.contains(&other.id.as_str())
            && !names(partner).any(|own| own == other.profile.name)
    });
    for other in others {
        for name in names(other).filter(|name| !allowed.iter().any(|one| one == name)) {
            let plain = plain(name);
            if word(&told, &plain).is_none() && word(&told, &plain.to_uppercase()).is_none() {
                continue;
            }
            let places = places(loaded, partner, review, name);
            found.extend(places.into_iter().map(|place| finding(place, name, partner)));
        }
    }
    found
}

/// A text as a reader takes it: letters in one form, whatever is between words as one blank, no marks of Markdown.
fn plain(text: &str) -> String {
    let composed: String =
        text.nfkc().filter(|c| !matches!(c, '*' | '_' | '`' | '[' | ']' | '\u{ad}' | '\u{200b}')).collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(partner: &Partner) -> impl Iterator<Item = &str> {
    std::iter::once(partner.profile.name.as_str()).chain(partner.profile.legal_name.as_deref())
}

fn finding(place: Place, name: &str, partner: &Partner) -> Finding {
    Finding::error("foreign-name", place, format!("a text for {} names `{name}`, another partner", partner.profile.name))
        .label("the packet for the partner was not made")
        .help(format!("say it without the name, mark the record `audience: internal`, or let the name pass: `--allow-name \"{name}\"`"))
}

/// Where a name stands in the records of a partner: first in the review, else in any of its files, else at the review.
fn places(loaded: &Loaded, partner: &Partner, review: &QuarterReview, name: &str) -> Vec<Place> {
    let file = review.record.file;
    let here = |file, text: &str| {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| word(rest, name)) {
            let begin = from + at;
            found.push(Place { file, range: begin..begin + name.len() });
            from = begin + name.len();
        }
        found
    };
    let mut found = here(file, loaded.sources.get(file).text());
    let own = format!("partners/{}/", partner.id);
    let shared: Vec<_> =
        loaded.portfolio.shared_initiatives(&partner.id).map(|(_, record)| record.file).collect();
    if found.is_empty() {
        for (file, source) in loaded.sources.iter() {
            if source.path().starts_with(&own) || shared.contains(&file) {
                found.extend(here(file, source.text()));
            }
        }
    }
    if found.is_empty() {
        found.push(Place { file, range: 0..0 });
    }
    found
}

/// Where a name stands in a text as a word of its own.
fn word(text: &str, name: &str) -> Option<usize> {
    if name.trim().is_empty() {
        return None;
    }
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(name)) {
        let begin = from + at;
        let before = text[..begin].chars().next_back();
        let after = text[begin + name.len()..].chars().next();
        if !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) {
            return Some(begin);
        }
        from = begin + name.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{plain, word};

    #[test]
    fn a_name_is_found_however_its_letters_and_blanks_are_written() {
        for text in ["with Caf\u{65}\u{301}\n  Nord.", "with **Café** _Nord_", "Café\u{a0}Nord"] {
            let told = plain(text);
            assert!(word(&told, &plain("Café Nord")).is_some(), "{told}");
        }
    }

    #[test]
    fn a_name_counts_as_a_word_of_its_own() {
        assert_eq!(word("with Orrery's help", "Orrery"), Some(5));
        assert_eq!(word("Orreryville and Orrery.", "Orrery"), Some(16));
        assert_eq!(word("Pelikans", "Pelikan"), None);
        assert_eq!(word("é Pelikan é", "Pelikan"), Some(3));
        assert_eq!(word("anything", " "), None);
    }
}
