//! Reads a table from CSV with the place of each cell. Knows no column.

use std::ops::Range;

use crate::finding::Finding;
use crate::source::{FileId, Place};

/// A table: the names of its columns, and its rows.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The names of the columns.
    pub header: Vec<Cell>,
    /// The rows below, without empty ones.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// All of its text.
    pub range: Range<usize>,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What it says, without quotes and surrounding blanks.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Reads a text as CSV. Cells are parted by commas; by semicolons or tabs, if the first line has no comma.
pub fn read_csv(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Sheet {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t'].into_iter().find(|&d| first.as_bytes().contains(&d)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                let start = record.position().map_or(0, |position| position.byte() as usize);
                records.push((start, record.clone()));
            }
            Ok(false) => break,
            Err(error) => {
                findings.push(Finding::of_file("bad-cell", file, format!("this is not CSV: {error}")));
                break;
            }
        }
    }
    let mut sheet = Sheet::default();
    for (index, (start, record)) in records.iter().enumerate() {
        let end = records.get(index + 1).map_or(text.len(), |&(next, _)| next);
        let start = start + leading_line_breaks(&text[*start..end]);
        let range = start..start + text[start..end].trim_end().len();
        let cells: Vec<Cell> = record
            .iter()
            .zip(cell_ranges(text, range.clone(), delimiter))
            .map(|(cell, range)| Cell { text: cell.trim().to_owned(), range: trimmed(text, range) })
            .collect();
        if cells.iter().all(|cell| cell.text.is_empty()) {
            continue;
        }
        if sheet.header.is_empty() {
            sheet.header = cells;
        } else {
            let line = text[..start].bytes().filter(|&byte| byte == b'\n').count() as u32 + 1;
            sheet.rows.push(Row { line, cells, range });
        }
    }
    if let Some(open) = unclosed_quote(text, delimiter) {
        findings.push(
            Finding::error("bad-cell", Place { file, range: open..open + 1 }, "this quote is never closed")
                .help("put a second quote at the end of the cell, or remove this one"),
        );
    }
    sheet
}

fn leading_line_breaks(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\n', '\r']).len()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let cell = &text[range.clone()];
    let start = range.start + (cell.len() - cell.trim_start().len());
    start..start + cell.trim().len()
}

/// Where a reader of CSV is within a cell. A quote opens a cell at its very beginning only; elsewhere it
/// is an inch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Nothing of the cell was read.
    Start,
    /// In a cell without quotes, or behind the quotes of one.
    Bare,
    /// Between quotes.
    Quotes,
    /// Behind a quote that closes the cell, unless another follows: the two stand for one.
    Closed,
}

impl Within {
    /// Reads one byte; `ends` if it would end a bare cell.
    fn read(self, byte: u8, ends: bool) -> Self {
        match self {
            Self::Quotes if byte == b'"' => Self::Closed,
            Self::Quotes => Self::Quotes,
            Self::Start | Self::Closed if byte == b'"' => Self::Quotes,
            _ if ends => Self::Start,
            _ => Self::Bare,
        }
    }
}

/// The range of each cell of a row, quotes included.
fn cell_ranges(text: &str, row: Range<usize>, delimiter: u8) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = row.start;
    let mut within = Within::Start;
    for (offset, byte) in text[row.clone()].bytes().enumerate() {
        within = within.read(byte, byte == delimiter);
        if within == Within::Start {
            ranges.push(start..row.start + offset);
            start = row.start + offset + 1;
        }
    }
    ranges.push(start..row.end);
    // Trailing empty cells of the last row may have been cut off with the white space.
    ranges.extend(std::iter::repeat_n(row.end..row.end, 64));
    ranges
}

/// The quote that opens a cell and is never closed, if there is one.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let mut open = None;
    let mut within = Within::Start;
    for (at, byte) in text.bytes().enumerate() {
        let before = within;
        within = within.read(byte, byte == delimiter || byte == b'\n' || byte == b'\r');
        if before == Within::Start && within == Within::Quotes {
            open = Some(at);
        }
    }
    open.filter(|_| within == Within::Quotes)
}
