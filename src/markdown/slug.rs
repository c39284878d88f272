//! Addresses of headings within a page: stable, readable, unique within one text.

use std::collections::BTreeSet;

/// Hands out slugs, each once.
#[derive(Default)]
pub(super) struct Slugs {
    taken: BTreeSet<String>,
}

impl Slugs {
    /// The slug of a heading; a second heading of the same words gets `-2`, a third `-3`.
    pub(super) fn give(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let mut candidate = base.clone();
        let mut count = 1_usize;
        while !self.taken.insert(candidate.clone()) {
            count += 1;
            candidate = format!("{base}-{count}");
        }
        candidate
    }
}

fn slug(heading: &str) -> String {
    let mut slug = String::new();
    for word in heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn words_in_lower_case_joined_by_hyphens() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.give("What changed, and why?"), "what-changed-and-why");
        assert_eq!(slugs.give("Übersicht \"Q3\""), "übersicht-q3");
        assert_eq!(slugs.give("<!> &"), "section");
    }

    #[test]
    fn no_slug_twice_even_when_a_heading_looks_numbered() {
        let mut slugs = Slugs::default();
        let given: Vec<String> =
            ["Risks", "Risks 2", "Risks", "risks"].iter().map(|heading| slugs.give(heading)).collect();
        assert_eq!(given, ["risks", "risks-2", "risks-3", "risks-4"]);
    }
}
