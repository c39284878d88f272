//! The last look at what leaves for a partner: the names of other partners in it, which no list of kinds can keep out of a
//! text that somebody wrote.

use std::collections::BTreeSet;

use quarterdeck::finding::Finding;
use quarterdeck::load::Loaded;
use quarterdeck::markdown;
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
    let texts = view.texts().join("\n\n");
    // As it was written, and as a reader sees it once Markdown is set.
    let told = [plain(&texts), plain(&markdown::plain(&texts))];
    let fellows: Vec<&str> =
        view.initiatives.iter().flatten().flat_map(|one| &one.parties).map(String::as_str).collect();
    // Somebody may have worked for both, and bear a name that both know.
    let people = partner.profile.contacts.iter().map(|contact| contact.name.clone());
    let ours = loaded.portfolio.people.iter().map(|person| person.name.clone());
    let own = names(partner).into_iter().chain(people).chain(ours);
    let own: Vec<String> = own.map(|name| plain(&name).to_lowercase()).collect();
    let others = loaded.portfolio.partners.values().filter(|other| other.id != partner.id);
    let mut found = Vec::new();
    for other in others {
        // Whoever works on the same initiative is known by name; its people are not.
        let known = fellows.contains(&other.profile.name.as_str());
        let people = other
            .profile
            .contacts
            .iter()
            .map(|contact| contact.name.clone())
            .filter(|name| name.contains(' '));
        let names = names(other).into_iter().filter(|_| !known).chain(people.filter(|_| !known));
        for name in names.filter(|name| !allowed.iter().any(|one| one == name)) {
            let is_own = own.contains(&plain(&name).to_lowercase());
            if is_own || !told.iter().any(|told| says(told, &name)) {
                continue;
            }
            let places = places(loaded, partner, review, &name);
            found.extend(places.into_iter().map(|place| finding(place, &name, partner)));
        }
    }
    found
}

/// What a partner is called: names, ids of several words, and what it was called before.
fn names(partner: &Partner) -> Vec<String> {
    let profile = &partner.profile;
    let ids = std::iter::once(partner.id.clone()).chain(profile.aliases.iter().map(ToString::to_string));
    let mut names: Vec<String> = std::iter::once(profile.name.clone())
        .chain(profile.legal_name.clone())
        .chain(ids.filter(|id| id.contains('-')))
        .collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(plain(name).to_lowercase()));
    names
}

/// Whether a text says a name. One of several words in whatever letters, small or large; one of a single word, which may be a
/// word of every day, only as it is written or in capitals.
fn says(told: &str, name: &str) -> bool {
    let name = plain(name);
    if name.contains(' ') {
        return word(&told.to_lowercase(), &name.to_lowercase()).is_some();
    }
    word(told, &name).is_some() || word(told, &name.to_uppercase()).is_some()
}

/// A text as a reader takes it: letters in one form, whatever is between words as one blank, nothing that nobody sees.
fn plain(text: &str) -> String {
    let unseen =
        |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let letters: String =
        text.nfkc().filter(|c| !unseen(c)).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
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
        let mut after = text[begin + name.len()..].chars();
        let (next, second) = (after.next(), after.next());
        // "Pelikans" is of Pelikan as well.
        let ends = !next.is_some_and(joins) || (next == Some('s') && !second.is_some_and(joins));
        if !before.is_some_and(joins) && ends {
            return Some(begin);
        }
        from = begin + name.len();
    }
    None
}

/// Whether a letter beside a name makes another word of it: in scripts that set no blanks, it does not.
fn joins(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x2e80
}

#[cfg(test)]
mod tests {
    use super::{plain, says, word};

    #[test]
    fn a_name_is_found_however_its_letters_and_blanks_are_written() {
        for text in [
            "with Caf\u{65}\u{301}\n  Nord.",
            "with **Café** _Nord_",
            "Café\u{a0}Nord",
            "café nord",
            "CAFÉ Nord",
            "Café-Nords",
            "Café\u{2011}Nord",
            "Ca\u{2060}fé Nord",
            "> with Café\n> Nord",
            "~~Café~~ Nord",
            "与Café Nord合作",
            "https://café-nord.example",
        ] {
            assert!(says(&plain(text), "Café Nord"), "{text}");
        }
        assert!(says(&plain("TARGET said so"), "Target") && !says(&plain("the target was met"), "Target"));
        assert!(!says(&plain("a café in the north"), "Café Nord"));
    }

    #[test]
    fn a_name_counts_as_a_word_of_its_own() {
        assert_eq!(word("with Orrery's help", "Orrery"), Some(5));
        assert_eq!(word("Orreryville and Orrery.", "Orrery"), Some(16));
        assert_eq!(word("Pelikans", "Pelikan"), Some(0));
        assert_eq!(word("Pelikanist", "Pelikan"), None);
        assert_eq!(word("é Pelikan é", "Pelikan"), Some(3));
        assert_eq!(word("anything", " "), None);
    }
}
