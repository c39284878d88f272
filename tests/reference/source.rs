//! The reader of sources: it knows the Rust that record types are written in and no other; whatever it does not know
//! fails the test, so that no page says less than the code.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::{read, root};

/// A type of the records, as its source says it.
#[derive(Debug, Clone)]
pub struct Type {
    pub module: String,
    pub name: String,
    pub doc: String,
    pub shape: Shape,
}

#[derive(Debug, Clone)]
pub enum Shape {
    /// A group of fields; the name in angle brackets, if it has one.
    Fields { parameter: Option<String>, fields: Vec<Field> },
    /// One of several words.
    Words(Vec<Word>),
    /// One of several groups of fields, told apart by `kind`.
    Kinds(Vec<(Word, String)>),
    /// A value written as one piece of text, and what to write.
    Leaf(String),
}

#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub doc: String,
    pub of: String,
    pub default: Default,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Default {
    None,
    Empty,
    Value(String),
}

#[derive(Debug, Clone)]
pub struct Word {
    pub name: String,
    pub doc: String,
    pub is_default: bool,
}

/// The sources of the records.
pub struct Book {
    pub types: Vec<Type>,
    /// What each source says of itself in its header.
    pub headers: BTreeMap<String, String>,
    /// Names of things that have ids: the word for one, and where it lives.
    pub nouns: BTreeMap<String, (String, String)>,
    /// The columns of the table, and how many of them are required.
    pub columns: (Vec<String>, usize),
}

impl Book {
    pub fn read() -> Self {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(root().join("src/portfolio")).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.push(root().join("src/playbook/shape.rs"));
        paths.push(root().join("src/finding.rs"));
        let mut book = Self {
            types: Vec::new(),
            headers: BTreeMap::new(),
            nouns: BTreeMap::new(),
            columns: (Vec::new(), 0),
        };
        for path in paths {
            let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = read(&path);
            let header: Vec<&str> =
                text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
            book.headers.insert(module.clone(), header.join(" "));
            match module.as_str() {
                "noun" => book.nouns = nouns(&text),
                "observation" => {
                    book.columns = columns(&text);
                    book.types.extend(types(&module, &text, true));
                }
                _ => book.types.extend(types(&module, &text, false)),
            }
        }
        book
    }

    /// The type that a name means in a module: its own, or else the only one of that name.
    pub fn find(&self, module: &str, name: &str) -> &Type {
        let named: Vec<&Type> = self.types.iter().filter(|one| one.name == name).collect();
        let own = named.iter().find(|one| one.module == module);
        match (own, named.as_slice()) {
            (Some(own), _) => own,
            (None, [one]) => one,
            (None, []) => panic!("{module}: the type `{name}` is not known to this test"),
            (None, _) => panic!("{module}: `{name}` could be several types"),
        }
    }
}

/// The lines of a comment as one text, without the numbers of practices, which mean nothing to a reader.
pub fn prose(lines: &[&str]) -> String {
    let mut text = lines.join(" ");
    let mut from = 0;
    while let Some(start) = text[from..].find(" (P").map(|at| from + at) {
        let Some(end) = text[start..].find(')').map(|at| start + at) else { break };
        let inside = &text[start + 2..end];
        let numbers = inside.split([',', ' ']).filter(|part| !part.is_empty());
        let all = numbers.clone().all(|part| {
            matches!(part, "to" | "and")
                || part
                    .strip_prefix('P')
                    .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        });
        if all && numbers.clone().count() > 0 {
            text.replace_range(start..=end, "");
        } else {
            from = end;
        }
    }
    text
}

/// `CustomerSuccess` as `customer-success`.
pub fn kebab(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// Reads the types of a source: those that can be read from a record, and leaves; all structs, if asked.
pub fn types(module: &str, text: &str, all: bool) -> Vec<Type> {
    let mut found = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut attributes: Vec<&str> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
            continue;
        }
        if line.starts_with("#[") {
            attributes.push(line);
            continue;
        }
        let read =
            attributes.iter().any(|one| one.starts_with("#[derive(") && one.contains("Deserialize")) || all;
        let kind = line.strip_prefix("pub struct ").map(|rest| ("struct", rest));
        let kind = kind.or_else(|| line.strip_prefix("pub enum ").map(|rest| ("enum", rest)));
        if let (Some((kind, rest)), true) = (kind, read)
            && let Some(head) = rest.strip_suffix(" {")
        {
            let (name, parameter) = match head.split_once('<') {
                Some((name, parameter)) => (name, Some(parameter.trim_end_matches('>').to_owned())),
                None => (head, None),
            };
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
            let doc = prose(&docs);
            assert!(!doc.is_empty(), "{module}: `{name}` has no comment");
            let shape = if kind == "struct" {
                Shape::Fields { parameter, fields: fields(module, name, &body) }
            } else {
                assert!(
                    attributes.contains(&"#[serde(rename_all = \"kebab-case\")]"),
                    "{module}: the words of `{name}` are not in kebab case"
                );
                words(module, name, &body)
            };
            found.push(Type { module: module.to_owned(), name: name.to_owned(), doc, shape });
        } else if let Some(name) = line
            .strip_prefix("impl ")
            .map(|rest| rest.strip_prefix("crate::record::").unwrap_or(rest))
            .and_then(|rest| rest.strip_prefix("Leaf for ")?.strip_suffix(" {"))
        {
            let expected =
                lines.by_ref().find_map(|line| line.trim().strip_prefix("const EXPECTED: &'static str ="));
            let expected =
                expected.unwrap_or_else(|| panic!("{module}: `{name}` does not say what it expects"));
            // A long one stands on a line of its own.
            let expected = if expected.trim().is_empty() { lines.next().unwrap() } else { expected };
            let expected = expected.trim().trim_end_matches(';').trim_matches('"').to_owned();
            let doc = leaf_doc(module, name, text);
            found.push(Type {
                module: module.to_owned(),
                name: name.to_owned(),
                doc,
                shape: Shape::Leaf(expected),
            });
        }
        docs.clear();
        attributes.clear();
    }
    // A leaf may also be a type that derives; then it is the leaf that is read.
    found
}

/// The comment above the type of a leaf.
fn leaf_doc(module: &str, name: &str, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_head = |line: &&str| {
        ["pub struct ", "pub enum "].iter().any(|kind| {
            line.strip_prefix(kind)
                .and_then(|rest| rest.strip_prefix(name))
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    };
    let head = lines.iter().position(is_head).unwrap_or_else(|| panic!("{module}: no type `{name}`"));
    let above: Vec<&str> = lines[..head]
        .iter()
        .rev()
        .take_while(|line| line.starts_with("#[") || line.starts_with("///"))
        .copied()
        .collect();
    let docs: Vec<&str> =
        above.iter().rev().filter_map(|line| line.strip_prefix("///")).map(str::trim).collect();
    let doc = prose(&docs);
    assert!(!doc.is_empty(), "{module}: `{name}` has no comment");
    doc
}

fn fields(module: &str, of: &str, body: &[&str]) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut default = Default::None;
    for line in body.iter().map(|line| line.trim()) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if line.is_empty() || line.starts_with("// ") {
            continue;
        } else if line == "#[serde(default)]" {
            default = Default::Empty;
        } else if let Some(function) =
            line.strip_prefix("#[serde(default = \"").and_then(|rest| rest.strip_suffix("\")]"))
        {
            default = Default::Value(constant(module, function));
        } else if let Some((name, of_type)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": "))
        {
            let doc = prose(&docs);
            assert!(!doc.is_empty(), "{module}: `{of}.{name}` has no comment; say what to write there");
            let of_type = of_type
                .strip_suffix(',')
                .unwrap_or_else(|| panic!("{module}: `{of}.{name}` is on several lines"));
            fields.push(Field { name: name.to_owned(), doc, of: of_type.to_owned(), default });
            docs.clear();
            default = Default::None;
        } else if line.ends_with(',') && !line.starts_with('#') {
            // A field that is not public is no field of a record.
            panic!("{module}: `{of}` has a field that is not public: {line}");
        } else {
            panic!("{module}: this test does not know what `{line}` in `{of}` means");
        }
    }
    fields
}

/// The number that a function without arguments gives: `1024 * 1024`.
fn constant(module: &str, path: &str) -> String {
    let name = path.rsplit("::").next().unwrap();
    let text = read(&root().join(format!("src/portfolio/{module}.rs")));
    let mut lines = text.lines().skip_while(|line| !line.trim().starts_with(&format!("fn {name}()")));
    let expression = lines.nth(1).unwrap_or_else(|| panic!("{module}: there is no function `{path}`")).trim();
    let number: u64 =
        expression.split('*').map(|factor| factor.trim().replace('_', "").parse::<u64>().unwrap()).product();
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

fn words(module: &str, of: &str, body: &[&str]) -> Shape {
    let mut words = Vec::new();
    let mut kinds = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut is_default = false;
    for line in body.iter().map(|line| line.trim()) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if line == "#[default]" {
            is_default = true;
        } else if let Some(variant) = line.strip_suffix(',').filter(|line| !line.starts_with('#')) {
            let (name, inner) = match variant.split_once('(') {
                Some((name, inner)) => (name, Some(inner.trim_end_matches(')'))),
                None => (variant, None),
            };
            assert!(
                name.chars().all(char::is_alphanumeric),
                "{module}: `{of}` has a word that this test cannot read: {line}"
            );
            let doc = prose(&docs);
            assert!(!doc.is_empty(), "{module}: `{of}::{name}` has no comment; say what the word means");
            let word = Word { name: kebab(name), doc, is_default };
            match inner {
                Some(inner) => kinds.push((word, inner.to_owned())),
                None => words.push(word),
            }
            docs.clear();
            is_default = false;
        } else {
            panic!("{module}: this test does not know what `{line}` in `{of}` means");
        }
    }
    assert!(words.is_empty() || kinds.is_empty(), "{module}: `{of}` is half words, half groups");
    if kinds.is_empty() { Shape::Words(words) } else { Shape::Kinds(kinds) }
}

/// `Person "person"` with the comment above it.
fn nouns(text: &str) -> BTreeMap<String, (String, String)> {
    let inside = text.split_once("nouns! {").unwrap().1;
    let mut nouns = BTreeMap::new();
    let mut docs: Vec<&str> = Vec::new();
    for line in inside.lines().map(str::trim).take_while(|line| *line != "}") {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if let Some((name, word)) = line.split_once(' ') {
            let word = word.trim_end_matches(',').trim_matches('"');
            assert!(!docs.is_empty(), "noun: `{name}` has no comment");
            nouns.insert(name.to_owned(), (word.to_owned(), prose(&docs)));
            docs.clear();
        }
    }
    assert!(nouns.len() > 20, "the nouns were not found");
    nouns
}

/// The columns of the table, and how many are required.
fn columns(text: &str) -> (Vec<String>, usize) {
    let list = text.split_once("pub const COLUMNS").and_then(|(_, rest)| rest.split_once("=")).unwrap().1;
    let list = &list[..list.find("];").unwrap()];
    let names: Vec<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    let required = text.split_once("pub const REQUIRED_COLUMNS: usize = ").unwrap().1;
    (names, required[..required.find(';').unwrap()].parse().unwrap())
}
