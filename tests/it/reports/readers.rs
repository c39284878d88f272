//! Reads reports as those do who are given them, and holds them against the published schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use boon::{Compiler, Schemas};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use roxmltree::{Document, Node};
use serde_json::Value;

fn schema_text(name: &str) -> String {
    let path = format!("{}/tests/schemas/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A JSON Schema, ready for use.
pub struct Schema {
    schemas: Schemas,
    index: boon::SchemaIndex,
}

impl Schema {
    pub fn open(name: &str) -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let address = format!("memory:{name}");
        compiler.add_resource(&address, serde_json::from_str(&schema_text(name)).unwrap()).unwrap();
        let index = compiler.compile(&address, &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
        Self { schemas, index }
    }

    /// What is wrong with a document, if anything is.
    pub fn fault(&self, document: &Value) -> Option<String> {
        self.schemas.validate(document, self.index).err().map(|error| format!("{error:#}"))
    }
}

/// What an XML schema says of an element.
#[derive(Default)]
struct Element {
    /// Each attribute, and whether it has to be there.
    attributes: BTreeMap<String, bool>,
    children: BTreeSet<String>,
    has_text: bool,
}

/// The part of the JUnit schema that it uses itself: names, attributes, children, text. It sets no order among
/// children, and no form of values beside that of times, which the reports leave out.
pub struct JunitSchema(BTreeMap<String, Element>);

impl JunitSchema {
    pub fn open() -> Self {
        let text = schema_text("junit-10.xsd");
        let document = Document::parse(&text).unwrap();
        let named = |node: &Node<'_, '_>, tag: &str| node.is_element() && node.tag_name().name() == tag;
        let elements = document.root_element().children().filter(|node| named(node, "element"));
        let elements = elements.map(|node| {
            let mut element =
                Element { has_text: node.attribute("type") == Some("xs:string"), ..Element::default() };
            for part in node.descendants().skip(1) {
                let name = part.attribute("name").or(part.attribute("ref")).unwrap_or_default().to_owned();
                if named(&part, "attribute") {
                    element.attributes.insert(name, part.attribute("use") == Some("required"));
                } else if named(&part, "element") {
                    element.children.insert(name);
                } else if part.attribute("mixed") == Some("true") {
                    element.has_text = true;
                }
            }
            (node.attribute("name").unwrap().to_owned(), element)
        });
        Self(elements.collect())
    }

    /// What is wrong with a document.
    pub fn faults(&self, text: &str) -> Vec<String> {
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => return vec![error.to_string()],
        };
        let mut faults = Vec::new();
        if document.root_element().tag_name().name() != "testsuites" {
            faults.push("the root is not `testsuites`".to_owned());
        }
        for node in document.root_element().descendants().filter(Node::is_element) {
            let name = node.tag_name().name();
            let Some(element) = self.0.get(name) else {
                faults.push(format!("`{name}` is no element"));
                continue;
            };
            for attribute in node.attributes() {
                if !element.attributes.contains_key(attribute.name()) {
                    faults.push(format!("`{name}` has no `{}`", attribute.name()));
                }
            }
            for (attribute, _) in element.attributes.iter().filter(|(_, is_required)| **is_required) {
                if node.attribute(attribute.as_str()).is_none() {
                    faults.push(format!("`{name}` lacks `{attribute}`"));
                }
            }
            for child in node.children() {
                let child_name = child.tag_name().name();
                if child.is_element() && !element.children.contains(child_name) {
                    faults.push(format!("`{child_name}` stands in `{name}`"));
                }
                if child.is_text() && !element.has_text && !child.text().unwrap().trim().is_empty() {
                    faults.push(format!("`{name}` holds text"));
                }
            }
        }
        faults
    }
}

/// A workflow command as the runner of GitHub understands it.
#[derive(Debug)]
pub struct Command {
    pub kind: String,
    pub properties: BTreeMap<String, String>,
    pub text: String,
}

/// The command on a line. A line that is none is a fault.
pub fn command(line: &str) -> Command {
    let (head, data) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).unwrap();
    let (kind, properties) = head.split_once(' ').unwrap();
    let back = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), back(&value.replace("%3A", ":").replace("%2C", ",")))
    };
    Command {
        kind: kind.to_owned(),
        properties: properties.split(',').map(property).collect(),
        text: back(data),
    }
}

/// What a reader of Markdown makes of a report.
#[derive(Debug, Default)]
pub struct Page {
    pub headings: Vec<String>,
    /// The cells of all tables, row by row, as they are shown.
    pub rows: Vec<Vec<String>>,
    pub paragraphs: Vec<String>,
    /// Whatever has no business there: HTML, links, pictures, emphasis within tables.
    pub markup: Vec<String>,
}

pub fn page(markdown: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let mut page = Page::default();
    let mut text = String::new();
    let mut is_body = false;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::TableCell) => text.clear(),
            Event::Start(Tag::TableRow) => page.rows.push(Vec::new()),
            Event::Start(Tag::Table(_)) => is_body = false,
            Event::Start(Tag::TableHead) => {}
            Event::Start(Tag::Strong) if page.rows.is_empty() => {}
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::End(TagEnd::Heading(_)) => page.headings.push(text.clone()),
            Event::End(TagEnd::Paragraph) => page.paragraphs.push(text.clone()),
            Event::End(TagEnd::TableHead) => is_body = true,
            Event::End(TagEnd::TableCell) if is_body => page.rows.last_mut().unwrap().push(text.clone()),
            Event::End(_) => {}
            other => page.markup.push(format!("{other:?}")),
        }
    }
    page
}
