//! Three references are made from the code: `docs/records.md` from the record types, `docs/rules.md` from the rules, their
//! names, facts and functions, `docs/templates.md` from what a template sees. `QUARTERDECK_ACCEPT=1` rewrites them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test: whatever is not as it should be ends it")]

mod anchor;
mod records;
mod rules;
mod source;
mod templates;

use std::fs;
use std::path::{Path, PathBuf};

use anchor::anchor;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Text for a cell of a table.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Holds a page against the one that was made; rewrites it, if asked.
fn held(path: &str, page: &str) {
    if std::env::var_os("QUARTERDECK_ACCEPT").is_some() {
        fs::write(root().join(path), page).unwrap();
        return;
    }
    let committed = fs::read_to_string(root().join(path)).unwrap_or_default();
    let hint = "run `QUARTERDECK_ACCEPT=1 cargo test --locked --test reference` and look at what changed";
    let differs = committed.lines().zip(page.lines()).enumerate().find(|(_, (old, new))| old != new);
    if let Some((index, (old, new))) = differs {
        panic!("{path} differs from the code on line {}:\n  has  {old}\n  code {new}\n{hint}", index + 1);
    }
    assert_eq!(
        committed.lines().count(),
        page.lines().count(),
        "{path} is longer or shorter than the code; {hint}"
    );
}

/// Holds that each heading of a page has an anchor of its own, and each link within the page leads to one.
fn anchors_lead(page: &str) {
    let mut anchors = std::collections::BTreeSet::new();
    let mut fenced = false;
    for line in page.lines() {
        fenced ^= line.starts_with("```");
        if line.starts_with('#') && !fenced {
            let anchor = anchor(line.trim_start_matches('#').trim());
            assert!(anchors.insert(anchor.clone()), "two headings have the anchor `{anchor}`");
        }
    }
    for link in page.split("](#").skip(1) {
        let target = &link[..link.find(')').unwrap()];
        assert!(anchors.contains(target), "no heading has the anchor `{target}`");
    }
}
