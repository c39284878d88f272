//! Small pieces that many pages are put together from.

use super::desk::{Desk, Draft};
use super::page::{Block, Card, Cell, Fact, Inline, Link, Row, Section, Table, TableColumn, Tone};
use super::words::{self, text};
use crate::portfolio::Custom;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::words::State;
use crate::scorecard::Series;
use crate::source::FileId;
use crate::view::figure::Sparkline;

/// A section without anything in it.
pub fn section(id: &str, title: &str) -> Section {
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        lead: None,
        internal: false,
        count: None,
        edit: None,
        blocks: Vec::new(),
    }
}

impl Section {
    /// Has a message or a subtitle.
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// Must never leave our organisation.
    pub fn internal(mut self) -> Self {
        self.internal = true;
        self
    }

    /// Has so many items.
    pub fn count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }

    /// Is edited there.
    pub fn edit(mut self, edit: Option<Link>) -> Self {
        self.edit = edit;
        self
    }

    /// Holds this.
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Holds these.
    pub fn blocks(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.blocks.extend(blocks);
        self
    }
}

/// A table with columns of `head` and `kind`.
pub fn table(caption: impl Into<String>, columns: &[(&str, &'static str)], rows: Vec<Row>) -> Table {
    let columns = columns.iter().map(|&(head, kind)| TableColumn { head: head.to_owned(), kind }).collect();
    Table {
        id: String::new(),
        csv: None,
        caption: caption.into(),
        show_caption: false,
        columns,
        rows,
        cut: None,
        whole: None,
    }
}

/// A table as a block; words on how to fill it if it has no rows.
pub fn table_or_empty(table: Table, what: &str, how: &str) -> Block {
    if table.rows.is_empty() { empty(what, how) } else { Block::Table { table } }
}

/// A table with its first rows at once, and the others folded away under their number: "24 more promises".
pub fn folded(mut table: Table, shown: usize, what: &str) -> Vec<Block> {
    // A fold for a row or two would cost more than it saves.
    if table.rows.len() <= shown + shown / 4 {
        return vec![Block::Table { table }];
    }
    let rows = table.rows.split_off(shown);
    let summary = format!("{} more {what}", rows.len());
    let rest = Table { caption: format!("{}: the others", table.caption), rows, ..table.clone() };
    vec![Block::Table { table }, Block::Details { summary, blocks: vec![Block::Table { table: rest }] }]
}

/// Nothing is there, and how to change that.
pub fn empty(what: impl Into<String>, how: impl Into<String>) -> Block {
    Block::Empty { what: what.into(), how: how.into() }
}

/// A row; with the id of its record, by which people speak of it and links lead to it.
pub fn row(id: Option<String>, cells: Vec<Cell>) -> Row {
    Row { mark: id.clone(), id, edit: None, cells }
}

/// A row that links lead to, and that stands for no record of its own.
pub fn anchored_row(id: String, cells: Vec<Cell>) -> Row {
    Row { mark: None, id: Some(id), edit: None, cells }
}

impl Row {
    /// Is edited there.
    pub fn edit(mut self, edit: Option<Link>) -> Self {
        self.edit = edit.map(|edit| edit.href);
        self
    }
}

/// A card with a figure and nothing else yet.
pub fn card(label: impl Into<String>, value: impl Into<String>) -> Card {
    Card {
        label: label.into(),
        value: value.into(),
        change: None,
        note: None,
        sparkline: None,
        state: None,
        href: None,
    }
}

impl Card {
    /// Says what else to know.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Leads somewhere.
    pub fn to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A cell with one piece of text.
pub fn cell(inline: Inline) -> Cell {
    Cell::Text { lines: vec![inline] }
}

/// A cell with plain words; a dash for none.
pub fn words_cell(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() || words == words::DASH { missing("") } else { cell(text(words)) }
}

/// A cell of which nothing is known.
pub fn missing(why: impl Into<String>) -> Cell {
    Cell::Missing { why: why.into() }
}

/// A cell with a date; a dash for none.
pub fn date_cell(date: Option<Date>) -> Cell {
    date.map_or_else(|| missing(""), |date| cell(text(words::date(date))))
}

/// A cell with a due date, loud if it has passed.
pub fn due_cell(due: Option<Date>, closed: bool, as_of: Date) -> Cell {
    let Some(due) = due else { return missing("no date") };
    let late = due.days_until(as_of);
    let inline = text(words::date(due));
    cell(if !closed && late > 0 {
        inline.tone(Tone::Bad).note(format!("{} overdue", words::plural(late as usize, "day")))
    } else {
        inline
    })
}

/// A cell with a state.
pub fn state_cell(state: State) -> Cell {
    Cell::State { state: words::pill(state), note: None, href: None }
}

/// A cell with a plain number.
pub fn number_cell(number: impl Into<String>) -> Cell {
    Cell::Number { text: number.into(), tone: Tone::Plain, note: None }
}

/// A fact with one value, if it has one.
pub fn fact(name: &str, value: Option<impl Into<String>>) -> Option<Fact> {
    let value = value.map(Into::into).filter(|value: &String| !value.is_empty())?;
    Some(Fact { name: name.to_owned(), values: vec![text(value)] })
}

/// A fact with several values, if it has any.
pub fn fact_list(name: &str, values: impl IntoIterator<Item = Inline>) -> Option<Fact> {
    let values: Vec<Inline> = values.into_iter().collect();
    (!values.is_empty()).then(|| Fact { name: name.to_owned(), values })
}

/// Facts that are there, as a block.
pub fn facts(facts: impl IntoIterator<Item = Option<Fact>>) -> Option<Block> {
    let facts: Vec<Fact> = facts.into_iter().flatten().collect();
    (!facts.is_empty()).then_some(Block::Facts { facts })
}

/// A list of plain texts.
pub fn list(items: &[String]) -> Option<Block> {
    (!items.is_empty()).then(|| Block::List { items: items.iter().map(text).collect(), ordered: false })
}

/// The Markdown of a record, if it has any.
pub fn body(draft: &mut Draft, desk: &Desk<'_>, markdown: &str, file: FileId) -> Option<Block> {
    draft.prose(markdown, desk.path(file)).map(|prose| Block::Prose { prose })
}

/// The team's own fields, as they are.
pub fn custom_facts(custom: &Custom) -> impl Iterator<Item = Option<Fact>> {
    custom.iter().map(|(name, value)| {
        let shown = match value {
            serde_yaml::Value::Null => words::DASH.to_owned(),
            serde_yaml::Value::Bool(value) => value.to_string(),
            serde_yaml::Value::Number(value) => value.to_string(),
            serde_yaml::Value::String(value) => value.clone(),
            nested => serde_yaml::to_string(nested).unwrap_or_default().trim_end().to_owned(),
        };
        fact(name, Some(shown))
    })
}

/// A sparkline of a metric over some quarters.
pub fn sparkline(series: &Series, quarters: &[Quarter]) -> Sparkline {
    let said = |quarter: Quarter| {
        series.actual(quarter).map(|actual| words::figure(&series.metric, series.currency, actual))
    };
    let known: Vec<Quarter> =
        quarters.iter().copied().filter(|&quarter| series.actual(quarter).is_some()).collect();
    let summary = match known[..] {
        [] => format!("{}: no figures", series.metric.name),
        [one] => format!("{}: {} in {one}", series.metric.name, said(one).unwrap_or_default()),
        [first, .., last] => format!(
            "{}: from {} in {first} to {} in {last}",
            series.metric.name,
            said(first).unwrap_or_default(),
            said(last).unwrap_or_default()
        ),
    };
    Sparkline {
        points: quarters.iter().map(|&quarter| series.actual(quarter).map(words::float)).collect(),
        summary,
    }
}

/// A sparkline of numbers that may be missing.
pub fn plain_sparkline(name: &str, points: Vec<Option<f64>>) -> Sparkline {
    let known = points.iter().flatten().count();
    let summary = format!("{name} over {} quarters, {known} of them known", points.len());
    Sparkline { points, summary }
}
