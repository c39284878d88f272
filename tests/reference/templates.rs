//! `docs/templates.md` is made from `templates.md` beside this file, which holds its prose, and from the code: the types
//! that a template sees, the templates, their blocks and components.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use super::{anchors_lead, held, in_cell, read, root};

/// What each file draws, in the order of the page; held against `src/render/templates.rs`.
const FILES: [(&str, &str); 27] = [
    ("layout.html", "What is around every page: head, navigation, foot."),
    ("page.html", "A page: its title, its cards, its sections."),
    ("long.html", "A page with a list of its sections beside them."),
    ("components.html", "The pieces that pages are made of."),
    ("overview.html", "The overview."),
    ("partners.html", "The list of partners."),
    ("partner.html", "A partner."),
    ("initiatives.html", "The list of initiatives."),
    ("initiative.html", "An initiative."),
    ("reviews.html", "The list of reviews."),
    ("review.html", "A review of a partner, or the portfolio's of a quarter."),
    ("meeting.html", "A meeting."),
    ("metrics.html", "The metric dictionary."),
    ("numbers.html", "What the records add up to."),
    ("ledger.html", "The records of all partners, a kind a page."),
    ("programme.html", "The programme."),
    ("playbook.html", "The playbook."),
    ("rule.html", "A rule."),
    ("findings.html", "The findings."),
    ("search.html", "The search."),
    ("not-found.html", "The page for addresses that lead nowhere."),
    ("moved.html", "The page at an address that a partner had before."),
    ("packet.html", "The packet of a review, one document that stands alone."),
    ("site.css", "The look of pages."),
    ("chart.css", "The look of drawings."),
    ("icon.svg", "The icon in the browser's tab."),
    ("packet.css", "The look of packets, put behind that of pages."),
];

/// What each component draws.
const COMPONENTS: [(&str, &str); 11] = [
    ("ui.pill", "A [StatePill](#statepill)."),
    ("ui.code", "Plain text; what stands between backticks is set as code."),
    ("ui.words", "The words of an [Inline](#inline), as link, label or text."),
    ("ui.piece", "An [Inline](#inline) with its note."),
    ("ui.change", "A [Change](#change)."),
    ("ui.card", "A [Card](#card)."),
    ("ui.section", "A [Section](#section) with all its blocks."),
    ("ui.block", "A [Block](#block)."),
    ("ui.anchors", "The links of a [Row](#row): to itself, and to edit it."),
    ("ui.table", "A [Table](#table)."),
    ("ui.cell", "A [Cell](#cell)."),
];

/// A type that a template sees, as its source says it.
#[derive(Debug)]
struct Seen {
    name: String,
    doc: String,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    /// Fields, each with its type and its meaning.
    Fields(Vec<Field>),
    /// Several forms or words, each with what it means and its fields.
    Forms { tagged: bool, forms: Vec<(String, String, Vec<Field>)> },
    /// An index.
    Index,
}

#[derive(Debug)]
struct Field {
    name: String,
    of: String,
    doc: String,
}

/// The comment gathered so far, which must be there.
fn taken(docs: &mut Vec<String>, what: &str) -> String {
    assert!(!docs.is_empty(), "`{what}` has no comment");
    std::mem::take(docs).join(" ")
}

/// Reads the types of a source that are handed to templates; what it does not know ends the test.
fn seen(text: &str) -> Vec<Seen> {
    let mut found = Vec::new();
    let (mut docs, mut attributes) = (Vec::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim().to_owned());
            continue;
        }
        if line.starts_with("#[") {
            attributes.push_str(line);
            continue;
        }
        let rest = line.strip_prefix("pub(super) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
        let head = rest.split_once(' ').filter(|(kind, _)| matches!(*kind, "struct" | "enum"));
        if let Some((kind, head)) = head {
            let name: String = head.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            let body: Vec<&str> = match head.ends_with('{') {
                true => lines.by_ref().take_while(|line| *line != "}").collect(),
                false => Vec::new(),
            };
            if attributes.contains("Serialize") {
                let doc = taken(&mut docs, &name);
                let shape = match kind {
                    "enum" => {
                        let tagged = attributes.contains("tag = \"type\"");
                        assert!(
                            attributes.contains("rename_all = \"kebab-case\""),
                            "`{name}` is not in kebab case"
                        );
                        Shape::Forms { tagged, forms: forms(&name, &body) }
                    }
                    _ if head.ends_with("(pub usize);") => Shape::Index,
                    _ => Shape::Fields(fields(&name, &body)),
                };
                found.push(Seen { name, doc, shape });
            }
        }
        docs.clear();
        attributes.clear();
    }
    found
}

fn fields(of: &str, body: &[&str]) -> Vec<Field> {
    let mut fields = Vec::new();
    let (mut docs, mut skipped) = (Vec::new(), false);
    for line in body.iter().map(|line| line.trim()) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim().to_owned());
        } else if line == "#[serde(skip)]" {
            skipped = true;
        } else if let Some((name, of_type)) = line.strip_suffix(',').and_then(|line| line.split_once(": ")) {
            let name = name.trim_start_matches("pub ").to_owned();
            let doc = taken(&mut docs, &format!("{of}.{name}"));
            if !std::mem::take(&mut skipped) {
                fields.push(Field { name, of: of_type.to_owned(), doc });
            }
        } else {
            panic!("this test does not know what `{line}` in `{of}` means");
        }
    }
    fields
}

fn forms(of: &str, body: &[&str]) -> Vec<(String, String, Vec<Field>)> {
    let mut forms = Vec::new();
    let mut docs = Vec::new();
    let mut lines = body.iter();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim().to_owned());
            continue;
        }
        let (name, inner) = match (line.strip_suffix(" {"), line.strip_suffix(',')) {
            (Some(name), _) => {
                (name, lines.by_ref().take_while(|line| line.trim() != "},").copied().collect())
            }
            (None, Some(name)) => (name, Vec::new()),
            _ => panic!("this test does not know what `{line}` in `{of}` means"),
        };
        assert!(
            name.chars().all(char::is_alphanumeric),
            "`{of}` has a form that this test cannot read: {line}"
        );
        let doc = taken(&mut docs, &format!("{of}::{name}"));
        forms.push((super::source::kebab(name), doc, fields(&format!("{of}::{name}"), &inner)));
    }
    forms
}

/// A Rust type in words, and the type of the view that it leads to.
fn worded(of: &str) -> (String, Option<String>) {
    let inner = |prefix: &str| of.strip_prefix(prefix).and_then(|of| of.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        let (text, leads) = worded(inner);
        return (format!("{text}, or nothing"), leads);
    }
    if let Some(inner) = inner("Vec<") {
        let (text, leads) = worded(inner);
        return (format!("list of {text}"), leads);
    }
    match of {
        "String" | "&'static str" => ("text".to_owned(), None),
        "usize" => ("whole number".to_owned(), None),
        "bool" => ("yes or no".to_owned(), None),
        name => (format!("[{name}](#{})", name.to_lowercase()), Some(name.to_owned())),
    }
}

/// A table of fields; notes the types that they lead to.
fn table(fields: &[Field], leads: &mut VecDeque<String>) -> String {
    let mut table = "| Field | Type | Meaning |\n|---|---|---|\n".to_owned();
    for field in fields {
        let (text, to) = worded(&field.of);
        leads.extend(to);
        writeln!(table, "| `{}` | {text} | {} |", field.name, in_cell(&field.doc)).unwrap();
    }
    table
}

/// All types, in the order in which a reader meets them; each that is handed to templates must be met.
fn all_types() -> String {
    let mut types = seen(&read(&root().join("src/view/page.rs")));
    types.extend(seen(&read(&root().join("src/render/drawn.rs"))));
    types.extend(seen(&read(&root().join("src/view/packet/mod.rs"))));
    let mut waiting: VecDeque<String> =
        ["SiteFrame", "Page", "Drawn", "Moved", "Packet"].map(str::to_owned).into();
    let mut met = BTreeSet::new();
    let mut page = String::new();
    while let Some(name) = waiting.pop_front() {
        if !met.insert(name.clone()) {
            continue;
        }
        let one = types.iter().find(|one| one.name == name);
        let one = one.unwrap_or_else(|| panic!("the type `{name}` is not handed to templates"));
        writeln!(page, "### {name}\n\n{}\n", one.doc).unwrap();
        match &one.shape {
            Shape::Index => page.push_str("A whole number.\n\n"),
            Shape::Fields(fields) => writeln!(page, "{}", table(fields, &mut waiting)).unwrap(),
            Shape::Forms { tagged: false, forms } => {
                page.push_str("| Word | Meaning |\n|---|---|\n");
                for (word, doc, fields) in forms {
                    assert!(fields.is_empty(), "the word `{word}` of `{name}` has fields");
                    writeln!(page, "| `{word}` | {} |", in_cell(doc)).unwrap();
                }
                page.push('\n');
            }
            Shape::Forms { tagged: true, forms } => {
                page.push_str("| `type` | Meaning | Fields |\n|---|---|---|\n");
                for (word, doc, fields) in forms {
                    let mut told = Vec::new();
                    for field in fields {
                        let (text, to) = worded(&field.of);
                        waiting.extend(to);
                        told.push(format!("`{}`: {text}. {}", field.name, field.doc));
                    }
                    writeln!(page, "| `{word}` | {} | {} |", in_cell(doc), in_cell(&told.join("<br>")))
                        .unwrap();
                }
                page.push('\n');
            }
        }
    }
    let lost: Vec<&str> =
        types.iter().map(|one| one.name.as_str()).filter(|name| !met.contains(*name)).collect();
    assert!(lost.is_empty(), "nothing leads to {lost:?}");
    page.trim_end().to_owned()
}

fn template(name: &str) -> String {
    read(&root().join("templates").join(name))
}

/// What stands between two marks, at each place.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split_once(after).unwrap().0).collect()
}

fn files() -> String {
    let list = read(&root().join("src/render/templates.rs"));
    let named: BTreeSet<&str> = between(&list, "include_str!(\"../../templates/", "\"").into_iter().collect();
    let told: BTreeSet<&str> = FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, told, "the files that can be replaced are not those that this test knows");
    let mut rows = String::new();
    for (name, draws) in FILES {
        let text = template(name);
        let extends = between(&text, "{% extends \"", "\"");
        let extends = extends.first().map_or("–".to_owned(), |name| format!("`{name}`"));
        writeln!(rows, "| `{name}` | {extends} | {draws} |").unwrap();
    }
    rows.trim_end().to_owned()
}

fn blocks() -> String {
    let mut rows = String::new();
    for (name, _) in FILES {
        for block in between(&template(name), "{% block ", " %}") {
            writeln!(rows, "| `{block}` | `{name}` |").unwrap();
        }
    }
    rows.trim_end().to_owned()
}

fn components() -> String {
    let text = template("components.html");
    let there = between(&text, "{% component ", " -%}");
    let names: Vec<&str> = there.iter().map(|one| one.split_once('(').unwrap().0).collect();
    let told: Vec<&str> = COMPONENTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, told, "the components are not those that this test knows");
    let rows: Vec<String> =
        there.iter().zip(COMPONENTS).map(|(one, (_, draws))| format!("| `{one}` | {draws} |")).collect();
    rows.join("\n")
}

fn page() -> String {
    let layout = template("layout.html");
    let policy = between(&layout, "Content-Security-Policy\" content=\"", "\"");
    let mut page = read(&root().join("tests/reference/templates.md"));
    for (mark, text) in [
        ("<<files>>", files()),
        ("<<blocks>>", blocks()),
        ("<<components>>", components()),
        ("<<policy>>", policy[0].to_owned()),
        ("<<types>>", all_types()),
    ] {
        assert_eq!(page.matches(mark).count(), 1, "templates.md does not name {mark} once");
        page = page.replace(mark, &text);
    }
    assert!(!page.contains("<<"), "templates.md names a place that nobody fills");
    page
}

#[test]
fn the_reference_of_templates_says_what_the_code_says() {
    held("docs/templates.md", &page());
}

#[test]
fn anchors_of_the_templates_lead_to_one_place_each() {
    anchors_lead(&page());
}

/// Markup comes from drawings and Markdown alone, as the page says.
#[test]
fn nothing_else_is_safe() {
    let mut count = 0;
    for (name, _) in FILES {
        for before in template(name).split("| safe").collect::<Vec<_>>().split_last().unwrap().1 {
            let value = before.rsplit_once("{{ ").unwrap().1;
            let sheet = name == "packet.html" && value == "style ";
            let drawn = value.starts_with("d.svgs[") || value.starts_with("d.prose[");
            assert!(drawn || sheet, "{name}: `{value}| safe`");
            count += 1;
        }
    }
    assert!(count >= 4, "only {count} were found");
}

#[test]
fn a_field_of_the_view_without_a_comment_is_refused() {
    for (source, what) in [
        ("/// A.\n#[derive(Serialize)]\npub struct A {\n    pub b: String,\n}\n", "`A.b` has no comment"),
        (
            "/// A.\n#[derive(Serialize)]\n#[serde(tag = \"type\", rename_all = \"kebab-case\")]\npub enum A {\n    /// B.\n    B {\n        c: bool,\n    },\n}\n",
            "`A::B.c` has no comment",
        ),
        ("#[derive(Serialize)]\npub struct A {\n}\n", "`A` has no comment"),
    ] {
        let refused = std::panic::catch_unwind(|| seen(source)).unwrap_err();
        let message = refused.downcast_ref::<String>().unwrap();
        assert!(message.contains(what), "{message}");
    }
}
