//! The search index: every page, and every record that has a place of its own on one. A script file, because browsers
//! refuse to fetch data from disk.

use super::mask::{self, mask};
use crate::markdown;
use crate::view::page::{Block, Cell, Inline, Page, Row, Section};
use crate::view::tables;

/// The file, in the site.
pub const FILE: &str = "assets/search-index.js";
/// Pages whose rows are records; elsewhere the same records are only told again.
const HOMES: [&str; 4] = ["partner", "initiative", "playbook", "metrics"];
/// How many characters of a text are kept.
const MOST: usize = 400;

/// The most bytes of an index that a browser loads without a wait that is felt.
const MOST_BYTES: usize = 8_000_000;

/// Something that can be found: title, kind, whose it is, address, text.
type Entry = (String, String, String, String, String);

/// How much of a site an index holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Pages and records with their texts.
    Texts,
    /// Pages and records by their titles.
    Titles,
    /// Pages by their titles.
    Pages,
}

impl Depth {
    /// What is not in it, for the reader.
    fn lacks(self) -> &'static str {
        match self {
            Self::Texts => "",
            Self::Titles => {
                "So many records are searched by their titles only; words within them are found on their pages."
            }
            Self::Pages => {
                "With so many records only pages are searched, by their titles; what stands on them is found there."
            }
        }
    }
}

/// What can be found on a page: the page itself, then what stands on it.
pub struct Found {
    path: String,
    entries: Vec<Entry>,
}

/// What can be found on a page; nothing on one that nobody looks for.
pub fn found(page: &Page) -> Option<Found> {
    let sought = !ASIDE.contains(&page.template);
    sought.then(|| Found { path: page.path.clone(), entries: of_page(page) })
}

/// The index over what was found, page by page in the order of their paths. Where all texts would be too much for a browser, it
/// holds titles; where these would be, the titles of pages; and it says so.
pub fn index(mut found: Vec<Found>, figures_hidden: bool) -> Vec<u8> {
    found.sort_by(|a, b| a.path.cmp(&b.path));
    if figures_hidden {
        found.iter_mut().flat_map(|page| &mut page.entries).for_each(hide);
    }
    within(&found, MOST_BYTES)
}

fn within(found: &[Found], most: usize) -> Vec<u8> {
    let at = |depth| written(found, depth);
    let fits = |depth| Some(at(depth)).filter(|index| index.len() <= most);
    fits(Depth::Texts).or_else(|| fits(Depth::Titles)).unwrap_or_else(|| at(Depth::Pages))
}

/// Hides the figures of an entry.
fn hide((title, kind, whose, address, text): &mut Entry) {
    for words in [title, kind, whose, text] {
        *words = mask(words);
    }
    *address = mask::address(address);
}

fn written(found: &[Found], depth: Depth) -> Vec<u8> {
    let of_it =
        |page: &'_ Found| if depth == Depth::Pages { 1.min(page.entries.len()) } else { page.entries.len() };
    let entries: Vec<[&str; 5]> = found
        .iter()
        .flat_map(|page| &page.entries[..of_it(page)])
        .map(|(title, kind, whose, address, text)| {
            let text = if depth == Depth::Texts { text.as_str() } else { "" };
            [title.as_str(), kind, whose, address, text]
        })
        .collect();
    // Texts only: nothing in it can fail to be written.
    let entries = serde_json::to_string(&entries).unwrap_or_default();
    format!("window.quarterdeckIndex={entries};\nwindow.quarterdeckIndexLacks=\"{}\";\n", depth.lacks())
        .into_bytes()
}

/// Pages that nobody looks for.
const ASIDE: [&str; 2] = ["search", "not-found"];

fn of_page(page: &Page) -> Vec<Entry> {
    let kind = page.kicker.clone().unwrap_or_else(|| words(page.template));
    let mut text: Vec<String> = page.headline.iter().cloned().collect();
    if page.template == "rule" {
        // A rule is one thing to find: by its name, and by what it flags.
        text.extend(page.sections.first().and_then(|section| prose(page, section)).map(|(.., text)| text));
    }
    let mut entries = vec![(page.title.clone(), kind, owner(page), page.path.clone(), cut(&text.join(" ")))];
    for section in page.sections.iter().filter(|_| page.template != "rule") {
        entries.extend(prose(page, section));
        if HOMES.contains(&page.template) {
            let mut found = Vec::new();
            tables::of(&section.blocks, &mut found);
            entries.extend(
                found.iter().flat_map(|table| table.all()).filter_map(|row| of_row(page, section, row)),
            );
        }
    }
    entries
}

/// Whose a page is: the pages above it, below the lists.
fn owner(page: &Page) -> String {
    page.breadcrumbs.iter().skip(2).map(|crumb| crumb.text.as_str()).collect::<Vec<_>>().join(" · ")
}

/// Whose a part of a page is.
fn whole(page: &Page) -> String {
    let owner = owner(page);
    if owner.is_empty() { page.title.clone() } else { format!("{owner} · {}", page.title) }
}

/// The written texts of a section, under its title.
fn prose(page: &Page, section: &Section) -> Option<Entry> {
    let written: Vec<String> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Prose { prose } => page.prose.get(prose.0).map(|prose| markdown::plain(&prose.markdown)),
            Block::Quote { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect();
    let address = format!("{}#{}", page.path, section.id);
    (!written.is_empty())
        .then(|| (section.title.clone(), words(page.template), whole(page), address, cut(&written.join(" "))))
}

fn of_row(page: &Page, section: &Section, row: &Row) -> Option<Entry> {
    let id = row.id.as_ref()?;
    let mut lines = row.cells.iter().flat_map(lines);
    let title = lines.next()?;
    let text: Vec<String> = row.mark.iter().cloned().chain(lines).collect();
    let address = format!("{}#{id}", page.path);
    Some((title, section.title.clone(), whole(page), address, cut(&text.join(" · "))))
}

/// What a cell says in words.
fn lines(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Text { lines } => lines
            .iter()
            .flat_map(|Inline { text, note, .. }| [Some(text.clone()), note.clone()])
            .flatten()
            .collect(),
        Cell::State { state, note, .. } => {
            std::iter::once(state.word.to_owned()).chain(note.clone()).collect()
        }
        Cell::Number { text, .. } | Cell::Sourced { text, .. } => vec![text.clone()],
        Cell::Change { .. } | Cell::Changes { .. } | Cell::Figure { .. } | Cell::Missing { .. } => Vec::new(),
    }
}

/// The kind of a page in words.
fn words(template: &str) -> String {
    let mut chars = template.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{found, within};
    use crate::render::tests::{page, table};
    use crate::view::page::{Block, Cell, Inline, Page, Row, Table, TableColumn, Tone};

    /// A partner with one promise.
    fn acme() -> Page {
        let said = |text: &str| Cell::Text {
            lines: vec![Inline {
                text: text.to_owned(),
                href: None,
                tone: Tone::Plain,
                note: None,
                tag: false,
            }],
        };
        let id = Some("c-001".to_owned());
        let cells = vec![said("A promise"), said(&"with words ".repeat(30))];
        let row = Row { mark: id.clone(), id, edit: None, cells };
        let columns =
            ["Promise", "More"].map(|head| TableColumn { head: head.to_owned(), kind: "text" }).into();
        let mut page = Page { title: "Acme".to_owned(), ..page("partner") };
        page.sections[0].blocks = vec![Block::Table { table: Table { columns, rows: vec![row], ..table() } }];
        page
    }

    #[test]
    fn an_index_that_would_be_too_large_holds_less_and_says_so() {
        let of = |most| String::from_utf8(within(&[found(&acme()).unwrap()], most)).unwrap();
        let whole = of(usize::MAX);
        assert!(whole.contains("with words") && whole.contains("quarterdeckIndexLacks=\"\""), "{whole}");
        let titles = of(whole.len() - 1);
        assert!(
            titles.contains("A promise") && !titles.contains("with words") && titles.contains("titles only"),
            "{titles}"
        );
        let pages = of(1);
        assert!(
            pages.contains("Acme") && !pages.contains("A promise") && pages.contains("only pages"),
            "{pages}"
        );
    }
}
