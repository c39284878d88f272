//! The tables of a page as files: all of them in one JSON file, and each as CSV where the page names one. Same order,
//! same figures as shown.

use serde::Serialize;

use crate::publish::Files;
use crate::sheet::{self, Exact, harmless};
use crate::view::page::{Cell, Figure, Inline, Page, SiteFrame, Table};
use crate::view::tables;
use crate::view::value::{Value, read};

/// The files of a page's tables.
pub(super) fn files(site: &SiteFrame, page: &Page) -> Files {
    let mut files = Files::new();
    let Some(name) = &page.data else { return files };
    let folder = page.path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let mut shown = Vec::new();
    for section in &page.sections {
        let mut found = Vec::new();
        tables::of(&section.blocks, &mut found);
        shown.extend(found.into_iter().map(|table| (section.title.as_str(), table)));
    }
    let sheet = Sheet {
        site: &site.title,
        as_of: &site.as_of_iso,
        records: &site.records_stamp,
        playbook: &site.playbook_stamp,
        page: &page.title,
        address: &page.path,
        tables: shown.iter().map(|(section, table)| Shown::new(section, table, &page.figures)).collect(),
    };
    // Texts, numbers and lists: nothing in it can fail to be written.
    let mut json = serde_json::to_vec(&sheet).unwrap_or_default();
    json.push(b'\n');
    files.insert(format!("{folder}{name}"), json);
    for ((_, table), shown) in shown.iter().zip(&sheet.tables) {
        if let Some(csv) = &table.csv {
            files.insert(format!("{folder}{csv}"), shown.csv().into_bytes());
        }
    }
    files
}

/// The tables of a page.
#[derive(Serialize)]
struct Sheet<'a> {
    site: &'a str,
    as_of: &'a str,
    records: &'a str,
    playbook: &'a str,
    page: &'a str,
    address: &'a str,
    tables: Vec<Shown<'a>>,
}

/// A table.
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    section: &'a str,
    caption: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<Line<'a>>,
}

/// A row.
#[derive(Serialize)]
struct Line<'a> {
    /// The id of its record.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// Where its record is edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    cells: Vec<Said>,
}

/// What a cell says.
#[derive(Serialize)]
struct Said {
    /// In words, as shown.
    text: String,
    /// The same as a number or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Datum>,
    /// The unit of the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// What stands below it in small letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Datum {
    Number(Exact),
    Day(String),
}

impl<'a> Shown<'a> {
    fn new(section: &'a str, table: &'a Table, figures: &[Figure]) -> Self {
        let rows = table.all().iter().map(|row| Line {
            id: row.mark.as_deref(),
            source: row.edit.as_deref(),
            cells: row.cells.iter().map(|cell| said(cell, figures)).collect(),
        });
        Self {
            id: table.id.strip_prefix("table_").unwrap_or(&table.id),
            section,
            caption: &table.caption,
            columns: table.columns.iter().map(|column| column.head.as_str()).collect(),
            rows: rows.collect(),
        }
    }

    /// A line a row: the columns as shown, each with its unit and its note beside it where it has any; before them the id
    /// of the record, after them where it is edited.
    fn csv(&self) -> String {
        let any = |column: usize, has: fn(&Said) -> bool| {
            self.rows.iter().any(|row| row.cells.get(column).is_some_and(has))
        };
        let columns: Vec<(usize, &str, bool, bool)> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, head)| {
                (at, *head, any(at, |said| said.unit.is_some()), any(at, |said| said.note.is_some()))
            })
            .collect();
        let id = self.rows.iter().any(|row| row.id.is_some());
        let source = self.rows.iter().any(|row| row.source.is_some());
        let mut head = Vec::new();
        head.extend(id.then(|| "id".to_owned()));
        for (_, name, unit, note) in &columns {
            head.push(harmless(name));
            head.extend(unit.then(|| harmless(&format!("{name}, unit"))));
            head.extend(note.then(|| harmless(&format!("{name}, note"))));
        }
        head.extend(source.then(|| "source".to_owned()));
        let lines = self.rows.iter().map(|row| {
            let mut line = Vec::new();
            line.extend(id.then(|| harmless(row.id.unwrap_or_default())));
            for (at, _, unit, note) in &columns {
                let said = row.cells.get(*at);
                line.push(said.map(Said::plain).unwrap_or_default());
                let text = |text: Option<&String>| harmless(text.map(String::as_str).unwrap_or_default());
                line.extend(unit.then(|| text(said.and_then(|said| said.unit.as_ref()))));
                line.extend(note.then(|| text(said.and_then(|said| said.note.as_ref()))));
            }
            line.extend(source.then(|| harmless(row.source.unwrap_or_default())));
            line
        });
        sheet::csv(std::iter::once(head).chain(lines))
    }
}

impl Said {
    fn new(text: String, note: Option<String>) -> Self {
        let (value, unit) = match read(&text) {
            Some(Value::Number(number, unit)) => (Some(Datum::Number(Exact(number))), unit),
            Some(Value::Date(date)) => (Some(Datum::Day(date.to_string())), None),
            None => (None, None),
        };
        Self { text, value, unit, note: note.filter(|note| !note.is_empty()) }
    }

    /// As a cell of a spreadsheet.
    fn plain(&self) -> String {
        match &self.value {
            Some(Datum::Number(number)) => number.to_string(),
            Some(Datum::Day(day)) => day.clone(),
            None => harmless(&self.text),
        }
    }
}

fn said(cell: &Cell, figures: &[Figure]) -> Said {
    match cell {
        Cell::Text { lines } => match &lines[..] {
            [one] => Said::new(one.text.clone(), one.note.clone()),
            lines => Said::new(lines.iter().map(in_one).collect::<Vec<_>>().join("; "), None),
        },
        Cell::Number { text, note, .. } => Said::new(text.clone(), note.clone()),
        Cell::Sourced { text, note, source } => {
            let note =
                if note.is_empty() { source.text.clone() } else { format!("{note} · {}", source.text) };
            Said::new(text.clone(), Some(note))
        }
        Cell::Change { change } => Said::new(change.text.clone(), Some(change.against.clone())),
        Cell::Changes { changes } => match &changes[..] {
            [one] => Said::new(one.text.clone(), Some(one.against.clone())),
            changes => {
                let said =
                    changes.iter().map(|one| format!("{} {}", one.text, one.against).trim().to_owned());
                Said::new(said.collect::<Vec<_>>().join("; "), None)
            }
        },
        Cell::State { state, note, .. } => Said::new(state.word.to_owned(), note.clone()),
        Cell::Figure { figure, note } => {
            let summary = match figures.get(figure.0) {
                Some(Figure::Sparkline(drawn) | Figure::CardSparkline(drawn)) => drawn.summary.clone(),
                Some(Figure::Bullet(drawn)) => drawn.summary.clone(),
                _ => String::new(),
            };
            Said::new(summary, note.clone())
        }
        Cell::Missing { why } => Said::new(String::new(), Some(why.clone())),
    }
}

fn in_one(line: &Inline) -> String {
    match &line.note {
        Some(note) => format!("{} ({note})", line.text),
        None => line.text.clone(),
    }
}
