//! What a team brings along for its site: templates in place of those of the program, and a logo.

use std::collections::BTreeMap;

/// What a team brings along.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// The texts of its templates, stylesheets and icon, by the name of the one that each replaces.
    pub templates: BTreeMap<String, String>,
    /// The bytes of its logo.
    pub logo: Option<Vec<u8>>,
}

impl Own {
    /// The team's own file of a name, or the program's.
    pub(super) fn or<'a>(&'a self, name: &str, ours: &'a str) -> &'a str {
        self.templates.get(name).map_or(ours, String::as_str)
    }
}
