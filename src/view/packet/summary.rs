//! The page for an executive: few words, cut where they would not fit. What is cut stands in full in its part.

use super::SummaryList;
use crate::insight::summary::{LONGEST, LONGEST_HEADLINE, MOST};

/// A text as long as the page bears, cut between words.
fn fit(text: &str, longest: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= longest {
        return text;
    }
    let short: String = text.chars().take(longest - 1).collect();
    let end = short.rfind(' ').filter(|end| *end > longest / 2).unwrap_or(short.len());
    format!("{}…", short[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

/// The headline as the page bears it.
pub(super) fn headline(text: &str) -> String {
    fit(text, LONGEST_HEADLINE)
}

/// A list with its first items.
pub(super) fn list<'t>(title: &str, texts: impl IntoIterator<Item = &'t str>, empty: &str) -> SummaryList {
    let texts: Vec<&str> = texts.into_iter().collect();
    let more = texts.len().saturating_sub(MOST);
    SummaryList {
        title: title.to_owned(),
        items: texts.iter().take(MOST).map(|text| fit(text, LONGEST)).collect(),
        more: (more > 0).then(|| format!("and {more} more, in their part")),
        empty: empty.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_a_list_after_three() {
        let long = "word ".repeat(60);
        let list = list("Asks", [long.as_str(), "b", "c", "d", "e"], "none");
        assert_eq!(list.items.len(), 3);
        assert!(
            list.items[0].ends_with("word…") && list.items[0].chars().count() <= LONGEST,
            "{:?}",
            list.items[0]
        );
        assert_eq!(list.more.as_deref(), Some("and 2 more, in their part"));
        let unbroken = "x".repeat(500);
        assert_eq!(fit(&unbroken, 20), format!("{}…", "x".repeat(19)));
        assert_eq!(fit("é".repeat(30).as_str(), 20).chars().count(), 20);
    }
}
