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

/// The range of each cell of a row, quotes included.
fn cell_ranges(text: &str, row: Range<usize>, delimiter: u8) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = row.start;
    let mut quoted = false;
    for (offset, byte) in text[row.clone()].bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            _ if byte == delimiter && !quoted => {
                ranges.push(start..row.start + offset);
                start = row.start + offset + 1;
            }
            _ => {}
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
    let mut at_start = true;
    for (at, byte) in text.bytes().enumerate() {
        match (open, byte) {
            (None, b'"') if at_start => open = Some(at),
            (Some(_), b'"') => open = None,
            _ => {}
        }
        at_start = open.is_none()
            && (byte == delimiter || byte == b'\n' || (at_start && byte == b' ') || byte == b'"');
    }
    open
}
