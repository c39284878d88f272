//! What a team brings along for its site: the picture that the settings name, and the files of `templates/`. Neither is a
//! record; neither is looked for behind a link.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::portfolio::site::{LogoPath, SiteSettings};
use crate::record::{Locator, Root, Step};
use crate::source::{Entry, EntryKind, FileId, Files, Sources};

/// The most bytes of a logo.
const LARGEST_LOGO: u64 = 200 * 1024;
/// The most bytes of a template.
const LARGEST_TEMPLATE: u64 = 1024 * 1024;
/// The folder of templates.
const TEMPLATES: &str = "templates/";

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// What its content is, as the ending of a file: `png`.
    pub ending: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Reads the logo that the settings name. Without it the site can do; no figure depends on it.
pub(super) fn logo(
    files: &dyn Files,
    settings: &SiteSettings,
    file: FileId,
    sources: &Sources,
) -> Result<Option<Logo>, Box<Finding>> {
    let Some(path) = settings.logo.as_ref().map(LogoPath::as_str) else { return Ok(None) };
    let fault = |message: String, help: &str| {
        let place =
            Locator::new(sources).locate(&Root::File(file), &[Step::field("site"), Step::field("logo")]);
        Err(Box::new(Finding::error("bad-value", place, message).help(help.to_owned())))
    };
    let Some(entry) = files.entries().iter().find(|entry| entry.path == path) else {
        let link = files.entries().iter().any(|entry| {
            entry.kind == EntryKind::Link
                && path.strip_prefix(&entry.path).is_some_and(|rest| rest.starts_with('/'))
        });
        return if link {
            fault(
                format!("`{path}` lies behind a symbolic link; links are not followed"),
                "put the picture itself into the portfolio",
            )
        } else {
            fault(
                format!("there is no file `{path}`"),
                "write its path from the folder of quarterdeck.yaml on; hidden files are not read",
            )
        };
    };
    if entry.kind == EntryKind::Link {
        return fault(
            format!("`{path}` is a symbolic link; links are not followed"),
            "put the picture itself there",
        );
    }
    if entry.size > LARGEST_LOGO {
        return fault(
            format!("`{path}` has {} bytes, a logo has at most {LARGEST_LOGO}", entry.size),
            "every page loads it; make it smaller",
        );
    }
    let bytes = match files.read(entry) {
        Ok(bytes) => bytes,
        Err(error) => {
            return fault(format!("`{path}` cannot be read: {error}"), "look at the rights of the file");
        }
    };
    match ending(&bytes) {
        Some(ending) => Ok(Some(Logo { ending, bytes })),
        None if bytes.windows(4).any(|part| part.eq_ignore_ascii_case(b"<svg")) => fault(
            format!("`{path}` is not an SVG picture alone: it holds a script, a page or an entity"),
            "save it as plain SVG",
        ),
        None => fault(
            format!("`{path}` is no picture that the site can show"),
            "take a PNG, JPEG, WebP or SVG; what counts is its content, not its name",
        ),
    }
}

/// What a picture is, by its content.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("jpg")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("webp")
    } else {
        std::str::from_utf8(bytes).ok().filter(|text| is_svg(text)).map(|_| "svg")
    }
}

/// Whether a text is a drawing and nothing that runs: as a picture on a page no script in it runs, but somebody may open
/// the file itself.
fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some((open, close)) =
        [("<?", "?>"), ("<!--", "-->")].into_iter().find(|(open, _)| rest.starts_with(open))
    {
        let Some(end) = rest[open.len()..].find(close) else { return false };
        rest = rest[open.len() + end + close.len()..].trim_start();
    }
    let lower = rest.to_ascii_lowercase();
    let runs = ["<script", "<foreignobject", "<!doctype", "<!entity", "javascript:"]
        .iter()
        .any(|word| lower.contains(word));
    let handler = lower.match_indices("on").any(|(at, _)| {
        let name = lower[at..].bytes().take_while(u8::is_ascii_lowercase).count();
        lower[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'))
            && lower[at + name..].trim_start().starts_with('=')
    });
    lower.starts_with("<svg") && !runs && !handler
}

/// Reads the files of `templates/`, by name.
pub fn templates(files: &dyn Files) -> Result<BTreeMap<String, String>, TemplateFault> {
    let mut templates = BTreeMap::new();
    for entry in files.entries() {
        if entry.path == "templates" && entry.kind == EntryKind::Link {
            return Err(fault(entry, "it is a symbolic link; links are not followed"));
        }
        let Some(name) = entry.path.strip_prefix(TEMPLATES) else { continue };
        match entry.kind {
            EntryKind::Link => return Err(fault(entry, "it is a symbolic link; links are not followed")),
            EntryKind::Unreadable => return Err(fault(entry, "it cannot be read")),
            EntryKind::File if entry.size > LARGEST_TEMPLATE => {
                return Err(fault(
                    entry,
                    &format!("it has {} bytes, at most {LARGEST_TEMPLATE} are read", entry.size),
                ));
            }
            EntryKind::File => {}
        }
        let bytes = files.read(entry).map_err(|error| fault(entry, &error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| fault(entry, "it is not in UTF-8"))?;
        templates.insert(name.to_owned(), text);
    }
    Ok(templates)
}

fn fault(entry: &Entry, why: &str) -> TemplateFault {
    TemplateFault { path: entry.path.clone(), why: why.to_owned() }
}

/// A template that cannot be read.
#[derive(Debug)]
pub struct TemplateFault {
    path: String,
    why: String,
}

impl std::fmt::Display for TemplateFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "cannot read the template `{}`: {}", self.path, self.why)
    }
}

impl std::error::Error for TemplateFault {}

#[cfg(test)]
mod tests {
    use super::ending;

    #[test]
    fn a_picture_is_known_by_its_content() {
        assert_eq!(ending(b"\x89PNG\r\n\x1a\n...."), Some("png"));
        assert_eq!(ending(b"\xff\xd8\xff\xe0"), Some("jpg"));
        assert_eq!(ending(b"RIFF\0\0\0\0WEBPVP8 "), Some("webp"));
        let svg = "\u{feff}<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"><title>One = on</title></svg>";
        assert_eq!(ending(svg.as_bytes()), Some("svg"));
        for text in [
            "<html><svg></svg></html>",
            "<svg><script>alert(1)</script></svg>",
            "<svg onload=\"alert(1)\"></svg>",
            "<svg><g\tonclick = 'x'/></svg>",
            "<svg><a href=\"JavaScript:x\"/></svg>",
            "<svg><foreignObject/></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            "GIF89a",
            "",
        ] {
            assert_eq!(ending(text.as_bytes()), None, "{text}");
        }
    }
}
