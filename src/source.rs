//! Holds each loaded text under a file id, and turns byte ranges into lines and columns.
//! Reads nothing from disk.

use std::io;
use std::ops::Range;
use std::sync::OnceLock;

/// A folder of files, wherever it is: on disk, in a git revision, in memory.
pub trait Files: Sync {
    /// The files, sorted by path.
    fn entries(&self) -> &[Entry];

    /// The bytes of a file.
    fn read(&self, entry: &Entry) -> io::Result<Vec<u8>>;
}

/// A file in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path below the folder, with `/`.
    pub path: String,
    /// What stands there.
    pub kind: EntryKind,
    /// Its size in bytes.
    pub size: u64,
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file.
    File,
    /// A symbolic link; never followed.
    Link,
    /// Neither file nor folder, or one that cannot be looked at.
    Unreadable,
}

/// A file that was loaded, or at least seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u32);

/// The text of a file under its path, relative to the portfolio, with `/`.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    /// The byte at which each line begins, found out when first asked for.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// The path, relative to the portfolio, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> u32 {
        self.lines().partition_point(|&start| start <= at) as u32
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }

    /// Line and column of a byte on the border of a character, from 1.
    fn position(&self, at: usize) -> (u32, u32) {
        let line = self.line(at);
        let start = self.lines().get(line as usize - 1).copied().unwrap_or_default();
        (line, self.text[start..at].chars().count() as u32 + 1)
    }
}

/// All texts of a run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a text; a byte-order mark at its beginning is left out.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        self.files.push(Source { path: path.into(), text, lines: OnceLock::new() });
        FileId(self.files.len() as u32 - 1)
    }

    /// The source of an id that [`Sources::add`] gave.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(index, source)| (FileId(index as u32), source))
    }

    /// Where a place begins and ends, for people and for programs.
    pub fn region(&self, place: &Place) -> Region {
        let source = self.get(place.file);
        let range = clamp(source.text(), &place.range);
        let (line, column) = source.position(range.start);
        let (end_line, end_column) = source.position(range.end);
        Region { line, column, end_line, end_column }
    }
}

/// A piece of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes of its text.
    pub range: Range<usize>,
}

impl Place {
    /// The beginning of the first file, for what stands in no file of the portfolio.
    pub fn nowhere() -> Self {
        Self { file: FileId(0), range: 0..0 }
    }
}

/// Lines and columns of a piece of text, from 1; a column is a character, the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// The line where it begins.
    pub line: u32,
    /// The column where it begins.
    pub column: u32,
    /// The line where it ends.
    pub end_line: u32,
    /// The column just behind it.
    pub end_column: u32,
}

/// A range that lies within the text and on the borders of characters.
pub fn clamp(text: &str, range: &Range<usize>) -> Range<usize> {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = floor(range.start);
    start..floor(range.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn at(text: &str, needle: &str) -> (u32, u32) {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let start = sources.get(file).text().find(needle).unwrap();
        let region = sources.region(&Place { file, range: start..start + needle.len() });
        (region.line, region.column)
    }

    #[test]
    fn columns_count_characters_whatever_they_are() {
        assert_eq!(at("a: 1\nb: 2\n", "2"), (2, 4));
        assert_eq!(at("a: 1\r\nb: 2\r\n", "2"), (2, 4));
        assert_eq!(at("\u{feff}a: 1", "1"), (1, 4));
        assert_eq!(at("a: \"😀 é\" # x", "x"), (1, 12));
        assert_eq!(at("a:\t1", "1"), (1, 4));
    }

    #[test]
    fn a_range_outside_the_text_is_brought_inside() {
        assert_eq!(clamp("aé", &(2..9)), 1..3);
        assert_eq!(clamp("", &(4..9)), 0..0);
    }
}
