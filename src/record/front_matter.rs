//! Cuts a Markdown record into its front matter and its body.

use std::ops::Range;

use crate::finding::Finding;
use crate::source::{FileId, Place};

/// The byte ranges of front matter and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two lines of hyphens.
    pub front: Range<usize>,
    /// The Markdown after them.
    pub body: Range<usize>,
}

/// Cuts a text; without front matter, says what to do.
pub fn split(file: FileId, text: &str) -> Result<Parts, Box<Finding>> {
    let mut lines = lines(text).skip_while(|line| text[line.clone()].trim().is_empty());
    let Some(first) = lines.next() else {
        return Err(Box::new(
            Finding::of_file("missing-front-matter", file, "this record is empty")
                .help("begin with a line `---`, then the fields, then another line `---`, then the text"),
        ));
    };
    if text[first.clone()].trim_end() != "---" {
        return Err(Box::new(
            Finding::error(
                "missing-front-matter",
                Place { file, range: first.start..first.start + text[first].trim_end().len() },
                "this record has no front matter",
            )
            .label("the first line must be `---`")
            .help("begin with a line `---`, then the fields, then another line `---`, then the text"),
        ));
    }
    let front_start = first.end;
    match lines.find(|line| text[line.clone()].trim_end() == "---") {
        Some(end) => Ok(Parts { front: front_start..end.start, body: end.end..text.len() }),
        None => Err(Box::new(
            Finding::error(
                "missing-front-matter",
                Place { file, range: first.start..first.start + 3 },
                "the front matter does not end",
            )
            .label("begins here")
            .help("put a line `---` between the fields and the text"),
        )),
    }
}

/// The ranges of the lines, each with its line break.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..at
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn parts(text: &str) -> Result<(String, String), String> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let text = sources.get(file).text();
        split(file, text).map(|p| (text[p.front].to_owned(), text[p.body].to_owned())).map_err(|f| f.message)
    }

    #[test]
    fn front_matter_and_body_come_apart() {
        assert_eq!(parts("---\na: 1\n---\nHello\n"), Ok(("a: 1\n".into(), "Hello\n".into())));
        assert_eq!(parts("\u{feff}---\r\na: 1\r\n---\r\n"), Ok(("a: 1\r\n".into(), String::new())));
        assert_eq!(parts("---\n---"), Ok((String::new(), String::new())));
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(parts(""), Err("this record is empty".into()));
        assert_eq!(parts("# Title\n"), Err("this record has no front matter".into()));
        assert_eq!(parts("---\na: 1\n"), Err("the front matter does not end".into()));
    }
}
