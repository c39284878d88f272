//! The nearest of several names to a word, for "did you mean".

/// The nearest name, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    names
        .into_iter()
        .filter_map(|name| {
            let other = fold(name);
            let distance = strsim::osa_distance(&folded, &other);
            let limit = (other.len().max(folded.len()) / 3).max(1);
            let prefix = folded.len() >= 3 && (other.starts_with(&folded) || folded.starts_with(&other));
            (distance <= limit || prefix).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_miss_is_offered_and_a_far_one_is_not() {
        let names = ["due", "owner", "made_on", "sales_sponsor"];
        assert_eq!(nearest("onwer", names), Some("owner"));
        assert_eq!(nearest("Made-On", names), Some("made_on"));
        assert_eq!(nearest("salesSponsor", names), Some("sales_sponsor"));
        assert_eq!(nearest("sales", names), Some("sales_sponsor"));
        assert_eq!(nearest("colour", names), None);
    }
}
