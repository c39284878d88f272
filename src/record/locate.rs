//! From a route within a record to its place: parses the file again, on demand, and walks down as far as the route
//! goes. What is missing is drawn at the item that lacks it.

use std::collections::BTreeMap;

use super::csv::read_csv;
use super::front_matter::split;
use super::tree::{Content, NodeId, Tree, parse};
use crate::source::{FileId, Place, Sources};

/// One step down a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a field.
    Field(String),
    /// Into an item of a list, from 0.
    Index(usize),
}

impl Step {
    /// Into a field.
    pub fn field(name: impl Into<String>) -> Self {
        Self::Field(name.into())
    }
}

/// Steps as they are written: `ratings[2].impact`.
pub fn route(steps: &[Step]) -> String {
    let mut route = String::new();
    for step in steps {
        match step {
            Step::Field(name) => {
                if !route.is_empty() {
                    route.push('.');
                }
                route.push_str(name);
            }
            Step::Index(index) => route.push_str(&format!("[{index}]")),
        }
    }
    route
}

/// Where a record begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// It is the whole file, or its front matter.
    File(FileId),
    /// It is an item of the list in a file, which begins at this place.
    Item(Place),
    /// It is a line of a table; its fields are the cells under the names of the columns.
    Line(Place),
    /// It has no field to walk into.
    Spot(Place),
}

impl Root {
    /// The file.
    pub fn file(&self) -> FileId {
        match self {
            Self::File(file) => *file,
            Self::Item(place) | Self::Line(place) | Self::Spot(place) => place.file,
        }
    }
}

/// Finds places; keeps the trees of the files that it was asked about.
pub struct Locator<'a> {
    sources: &'a Sources,
    trees: BTreeMap<FileId, Option<Tree<'a>>>,
}

impl<'a> Locator<'a> {
    /// A locator that has parsed nothing yet.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, trees: BTreeMap::new() }
    }

    /// The place of a route; where it does not lead all the way, the place of the nearest that there is.
    pub fn locate(&mut self, root: &Root, steps: &[Step]) -> Place {
        self.walk(root, steps).0
    }

    /// The place of the name under which the last step of a route stands.
    pub fn name(&mut self, root: &Root, steps: &[Step]) -> Place {
        let place = self.locate(root, steps);
        let (Some(Some(tree)), Some((Step::Field(name), above))) =
            (self.trees.get(&root.file()), steps.split_last())
        else {
            return place;
        };
        let mut here = Some(tree.root());
        for step in above {
            here = here.and_then(|node| child(tree, node, step)).map(|(_, value)| value);
        }
        let key =
            here.and_then(|node| child(tree, node, &Step::field(name.as_str()))).and_then(|(key, _)| key);
        key.map_or(place, |key| tree.place(key))
    }

    /// The place of a route that leads all the way.
    pub fn find(&mut self, root: &Root, steps: &[Step]) -> Option<Place> {
        let (place, whole) = self.walk(root, steps);
        whole.then_some(place)
    }

    fn walk(&mut self, root: &Root, steps: &[Step]) -> (Place, bool) {
        if let Root::Spot(place) = root {
            return (place.clone(), true);
        }
        if let Root::Line(line) = root {
            return cell(self.sources, line, steps);
        }
        let file = root.file();
        let sources = self.sources;
        let tree = self.trees.entry(file).or_insert_with(|| read(sources, file));
        let Some(tree) = tree else { return (Place { file, range: 0..0 }, steps.is_empty()) };
        let start = match root {
            Root::Item(place) => item(tree, place).unwrap_or(tree.root()),
            _ => tree.root(),
        };
        walk(tree, start, steps)
    }

    /// The scalar at a route, as it stands: its text without quotes, and whether those are the very bytes of the file.
    pub fn scalar(&mut self, root: &Root, steps: &[Step]) -> Option<(Place, bool)> {
        let place = self.locate(root, steps);
        let text = self.sources.get(place.file).text().get(place.range.clone())?;
        let plain = !text.starts_with(['"', '\'', '|', '>']) && !text.contains('\n');
        Some((place, plain))
    }
}

/// The cell of a line under the name of a column; the whole line where there is none, or it is empty.
fn cell(sources: &Sources, line: &Place, steps: &[Step]) -> (Place, bool) {
    let [Step::Field(column)] = steps else { return (line.clone(), steps.is_empty()) };
    let sheet = read_csv(line.file, sources.get(line.file).text(), &mut Vec::new());
    let at = sheet.header.iter().position(|cell| cell.text == *column);
    let row = sheet.rows.iter().find(|row| row.range.start == line.range.start);
    match at.zip(row).and_then(|(at, row)| row.cells.get(at)).filter(|cell| !cell.range.is_empty()) {
        Some(cell) => (Place { file: line.file, range: cell.range.clone() }, true),
        None => (line.clone(), false),
    }
}

fn read(sources: &Sources, file: FileId) -> Option<Tree<'_>> {
    let source = sources.get(file);
    let text = source.text();
    let range = if source.path().ends_with(".md") { split(file, text).ok()?.front } else { 0..text.len() };
    parse(file, text, range, &mut Vec::new())
}

fn item(tree: &Tree<'_>, place: &Place) -> Option<NodeId> {
    match tree.content(tree.root()) {
        Content::List(items) => {
            items.iter().copied().find(|&item| tree.range(item).start == place.range.start)
        }
        _ => None,
    }
}

fn walk(tree: &Tree<'_>, start: NodeId, steps: &[Step]) -> (Place, bool) {
    let (mut here, mut whole) = (start, true);
    // Where the last step led by a name: an empty value is drawn there.
    let mut name = None;
    for step in steps {
        let Some((key, value)) = child(tree, here, step) else {
            whole = false;
            break;
        };
        (name, here) = (key, value);
    }
    if let (true, Some(key)) = (tree.is_null(here) && tree.range(here).is_empty(), name) {
        return (tree.place(key), whole);
    }
    (first_line(tree, here, name), whole)
}

/// One step down: the name under which it stands, if it has one, and the node.
fn child(tree: &Tree<'_>, node: NodeId, step: &Step) -> Option<(Option<NodeId>, NodeId)> {
    match (tree.content(node), step) {
        (Content::Map(entries), Step::Field(field)) => entries
            .iter()
            .find(|&&(key, _)| tree.scalar(key) == Some(field.as_str()))
            .map(|&(key, value)| (Some(key), value)),
        (Content::List(items), Step::Index(index)) => items.get(*index).map(|&item| (None, item)),
        _ => None,
    }
}

/// The place of a node, or what stands for it on one line: a record's first field, the name of a list.
fn first_line(tree: &Tree<'_>, node: NodeId, name: Option<NodeId>) -> Place {
    match tree.content(node) {
        Content::Scalar { .. } => tree.place(node),
        Content::Map(entries) => match (name, entries.first()) {
            (Some(name), _) => tree.place(name),
            (None, Some(&(key, value))) => {
                let mut place = tree.place(key);
                // A record's first field is most often its id or its name: both are worth reading.
                if let Content::Scalar { .. } = tree.content(value)
                    && !tree.range(value).is_empty()
                {
                    place.range.end = tree.range(value).end;
                }
                place
            }
            (None, None) => tree.place(node),
        },
        Content::List(items) => match (name, items.first()) {
            (Some(name), _) => tree.place(name),
            (None, Some(&first)) => first_line(tree, first, None),
            (None, None) => tree.place(node),
        },
    }
}
