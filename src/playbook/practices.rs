//! The practices that good alliance work asks for, by number: what the rules come from, and why some have none.

use std::sync::OnceLock;

use serde::Deserialize;

use super::embedded;
use super::rule::Practice as Number;

/// A practice.
#[derive(Debug, Clone, Deserialize)]
pub struct Practice {
    /// Its number, like `P65`.
    pub id: Number,
    /// What it is, in a few words.
    pub title: String,
    /// What it asks, in a sentence.
    pub asks: String,
    /// Why no rule checks it, if none does.
    pub unchecked: Option<String>,
}

/// All practices, by number.
pub fn practices() -> &'static [Practice] {
    static PRACTICES: OnceLock<Vec<Practice>> = OnceLock::new();
    PRACTICES.get_or_init(|| embedded(include_str!("presets/practices.yaml")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::rule::built_in;

    #[test]
    fn each_practice_has_a_rule_or_a_reason_why_not() {
        let numbers: Vec<String> = practices().iter().map(|practice| practice.id.0.clone()).collect();
        let all: Vec<String> = (1..=94).map(|number| format!("P{number:02}")).collect();
        assert_eq!(numbers, all);
        for practice in practices() {
            let checked = built_in().iter().any(|rule| rule.front.practices.contains(&practice.id));
            assert_ne!(checked, practice.unchecked.is_some(), "{}", practice.id.0);
        }
    }
}
