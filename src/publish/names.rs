//! Lets through only names that stay inside the site and mean the same file on every system.

use std::collections::BTreeSet;

use super::{Files, MARKER, PublishError};

/// Longest path within a site, in characters, so that a deep folder still fits on Windows.
const LONGEST: usize = 180;

pub(super) fn check(files: &Files) -> Result<(), PublishError> {
    for name in files.keys() {
        check_one(name)?;
    }
    check_all(files.keys())
}

/// A name by itself.
pub(super) fn check_one(name: &str) -> Result<(), PublishError> {
    match fault(name) {
        Some(fault) => Err(PublishError::Name { name: name.to_owned(), fault }),
        None => Ok(()),
    }
}

/// Sound names beside each other.
pub(super) fn check_all<'n>(names: impl Iterator<Item = &'n String> + Clone) -> Result<(), PublishError> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for name in names.clone() {
        if !seen.insert(name.to_lowercase()) {
            return Err(PublishError::Name {
                name: name.clone(),
                fault: "differs from another only by case",
            });
        }
    }
    for name in names {
        let fail = |fault| Err(PublishError::Name { name: name.clone(), fault });
        let lower = name.to_lowercase();
        if lower.match_indices('/').any(|(end, _)| seen.contains(&lower[..end])) {
            return fail("lies inside another file");
        }
    }
    Ok(())
}

fn fault(name: &str) -> Option<&'static str> {
    if name.chars().count() > LONGEST {
        return Some("is longer than 180 characters");
    }
    if name.eq_ignore_ascii_case(MARKER) {
        return Some("is that of the marker");
    }
    name.split('/').find_map(part_fault)
}

fn part_fault(part: &str) -> Option<&'static str> {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    if part.is_empty() {
        Some("has an empty part")
    } else if part == "." || part == ".." {
        Some("has a part that names another folder")
    } else if part.ends_with(['.', ' ']) {
        Some("has a part that ends in a dot or space")
    } else if part.chars().any(|letter| letter.is_control() || "\\:*?\"<>|".contains(letter)) {
        Some("has a character that not every system allows")
    } else if is_reserved(&stem) {
        Some("has a part that Windows reserves for a device")
    } else {
        None
    }
}

fn is_reserved(stem: &str) -> bool {
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || ["com", "lpt"].iter().any(|device| {
            let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
            matches!((number.next(), number.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
}

#[cfg(test)]
mod tests {
    use super::super::Files;
    use super::check;

    fn files(names: &[&str]) -> Files {
        names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect()
    }

    #[test]
    fn names_that_stay_inside_the_site() {
        let long = "a".repeat(180);
        check(&files(&[
            "index.html",
            "partners/contoso/index.html",
            ".nojekyll",
            "console.html",
            "com10.js",
            &long,
        ]))
        .expect("all are safe");
    }

    #[test]
    fn names_that_do_not() {
        let long = "a".repeat(181);
        for name in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../x",
            "a/./x",
            ".",
            "a//x",
            "a/",
            "a\\x",
            "C:/x",
            "a:b",
            "con",
            "Con.html",
            "a/NUL",
            "aux .txt",
            "com1.html",
            "lpt9",
            "com¹",
            "a.",
            "a ",
            "a./x",
            "a\0b",
            "a\nb",
            "a?",
            ".quarterdeck-site",
            ".Quarterdeck-Site",
            &long,
        ] {
            assert!(check(&files(&[name])).is_err(), "{name:?}");
        }
    }

    #[test]
    fn names_that_meet() {
        assert!(check(&files(&["A.html", "a.html"])).is_err());
        assert!(check(&files(&["a", "a/b"])).is_err());
        assert!(check(&files(&["a/b", "a/c", "ab"])).is_ok());
    }
}
