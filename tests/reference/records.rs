//! `docs/records.md` is made from the record types: their names, their fields, the comments on them.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use super::source::{Book, Default, Field, Shape, Type, kebab, prose, types};
use super::{anchor, anchors_lead, held, in_cell, read, root};

/// A file of a portfolio: where it stands, how it is written, the module and the type that it is read into.
struct RecordFile {
    path: &'static str,
    form: Form,
    module: &'static str,
    root: &'static str,
}

#[derive(PartialEq)]
enum Form {
    /// One record.
    One,
    /// A list of records.
    List,
    /// A record in front matter, and Markdown below it.
    Page,
    /// A table.
    Table,
}

const fn file(path: &'static str, form: Form, module: &'static str, root: &'static str) -> RecordFile {
    RecordFile { path, form, module, root }
}

/// The files in the order of the page; a test holds the paths against `src/load/layout.rs`.
const FILES: [RecordFile; 24] = [
    file("quarterdeck.yaml", Form::One, "settings", "Settings"),
    file("playbook.yaml", Form::One, "shape", "PlaybookFile"),
    file("people.yaml", Form::List, "people", "Person"),
    file("programme.yaml", Form::One, "programme", "Programme"),
    file("waivers.yaml", Form::List, "waiver", "Waiver"),
    file("partner.yaml", Form::One, "profile", "Profile"),
    file("proposition.md", Form::Page, "proposition", "Proposition"),
    file("plan.md", Form::Page, "plan", "Plan"),
    file("stakeholders.yaml", Form::One, "stakeholders", "Stakeholders"),
    file("governance.yaml", Form::One, "governance", "Governance"),
    file("agreements.yaml", Form::List, "agreement", "Agreement"),
    file("initiatives/<id>.md", Form::Page, "initiative", "Initiative"),
    file("showstoppers.yaml", Form::List, "showstopper", "Showstopper"),
    file("commitments.yaml", Form::List, "commitment", "Commitment"),
    file("decisions.yaml", Form::List, "decision", "Decision"),
    file("risks.yaml", Form::List, "risk", "Risk"),
    file("issues.yaml", Form::List, "issue", "Issue"),
    file("log.yaml", Form::List, "log", "Entry"),
    file("surveys.yaml", Form::List, "survey", "Survey"),
    file("assessments.yaml", Form::One, "assessment", "Assessments"),
    file("exit.yaml", Form::One, "exit", "Exit"),
    file("observations.csv", Form::Table, "observation", "Observation"),
    file("meetings/<id>.md", Form::Page, "meeting", "Meeting"),
    file("reviews/<quarter>.md", Form::Page, "review", "Review"),
];

/// Files that stand at the top of the portfolio; the others are a partner's.
const AT_THE_TOP: usize = 5;

/// A type with what it stands for between its angle brackets: `Tenure` of a `noun::Person`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    module: String,
    name: String,
    argument: Option<String>,
}

/// What to write for a Rust type, in words; notes the types that it leads to.
struct Wording<'a> {
    book: &'a Book,
    used: Vec<Use>,
}

impl Wording<'_> {
    fn text(&mut self, module: &str, of: &str, parameter: Option<(&str, &str)>) -> String {
        let of = match parameter {
            Some((name, stands_for)) if of == name => stands_for,
            _ => of,
        };
        if let Some((outer, inner)) = of.strip_suffix('>').and_then(|of| of.split_once('<')) {
            let noun = |inner: &str| match parameter {
                Some((name, stands_for)) if inner == name => self.noun(stands_for),
                _ => self.noun(inner),
            };
            return match outer {
                "Option" => self.text(module, inner, parameter),
                "Key" => format!("[id](#ids) of its own, for this {}", noun(inner)),
                "Ref" => format!("[id](#ids) of {}", with_article(&noun(inner))),
                "Vec" => self.list(module, inner, parameter),
                "BTreeMap" => {
                    let (key, value) = split_two(inner);
                    let key = self.text(module, key, parameter);
                    let key = key
                        .strip_prefix("one word, ")
                        .map_or(key.as_str(), |word| word.split_once(' ').unwrap().1);
                    let key = if key == "text" { "word" } else { key };
                    format!("for each {key}: {}", self.text(module, value, parameter))
                }
                generic => {
                    let argument = match parameter {
                        Some((name, stands_for)) if inner == name => stands_for,
                        _ => inner,
                    };
                    self.link(module, generic, Some(argument))
                }
            };
        }
        match of {
            "String" => "text".to_owned(),
            "bool" => "yes/no (`true` or `false`)".to_owned(),
            "u8" | "u16" | "u32" | "u64" => "whole number".to_owned(),
            "Custom" => "[fields of your own](#fields-of-your-own)".to_owned(),
            "Rates" => {
                "for each [quarter](#quarter): for each [currency](#currency): [rate](#rate)".to_owned()
            }
            "Figure" => "[figure](#figure)".to_owned(),
            name => self.link(module, name, None),
        }
    }

    fn noun(&self, path: &str) -> String {
        let name = path.strip_prefix("noun::").unwrap_or_else(|| panic!("`{path}` is no noun"));
        self.book.nouns.get(name).unwrap_or_else(|| panic!("there is no noun `{name}`")).0.clone()
    }

    fn list(&mut self, module: &str, inner: &str, parameter: Option<(&str, &str)>) -> String {
        let one = self.text(module, inner, parameter);
        match one.as_str() {
            "text" => "list of texts".to_owned(),
            one => {
                if let Some(noun) = one.strip_prefix("[id](#ids) of its own, for this ") {
                    format!("list of [ids](#ids), each of {}", with_article(noun))
                } else if let Some(noun) = one.strip_prefix("[id](#ids) of ") {
                    format!("list of [ids](#ids), each of {noun}")
                } else if let Some(group) = one.strip_prefix("group of fields: ") {
                    format!("list of groups of fields, each {}", with_article(group))
                } else if let Some(word) = one.strip_prefix("one word, ") {
                    format!("list of words, each {word}")
                } else {
                    format!("list, each {}", with_article(one))
                }
            }
        }
    }

    /// A type of its own: a word, a group of fields or a leaf.
    fn link(&mut self, module: &str, name: &str, argument: Option<&str>) -> String {
        let found = self.book.find(module, name);
        let one = Use {
            module: found.module.clone(),
            name: found.name.clone(),
            argument: argument.map(str::to_owned),
        };
        let title = self.title(&one);
        let link = format!("[{}](#{})", title.to_lowercase(), anchor(&title));
        let text = match &found.shape {
            Shape::Words(words) if words.len() <= 4 => {
                let all: Vec<String> = words.iter().map(|word| format!("`{}`", word.name)).collect();
                format!("one word, {} ({})", with_article(&link), all.join(", "))
            }
            Shape::Words(_) => format!("one word, {}", with_article(&link)),
            Shape::Fields { .. } | Shape::Kinds(_) => format!("group of fields: {link}"),
            Shape::Leaf(_) => link,
        };
        self.used.push(one);
        text
    }

    fn title(&self, one: &Use) -> String {
        let words = kebab(&one.name).replace('-', " ");
        let words = match one.argument.as_deref() {
            Some(argument) => format!("{words} of {}", with_article(&self.noun(argument))),
            None => words,
        };
        words[..1].to_uppercase() + &words[1..]
    }
}

/// "an agreement", "a risk"; a link is spoken as its text.
fn with_article(noun: &str) -> String {
    let spoken = noun.trim_start_matches('[').to_lowercase();
    let vowel =
        spoken.starts_with(['a', 'e', 'i', 'o']) || spoken.starts_with("un") && !spoken.starts_with("uni");
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `Sign, Seen`, where the second may have commas of its own.
fn split_two(inner: &str) -> (&str, &str) {
    let mut depth = 0;
    for (at, letter) in inner.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            ',' if depth == 0 => return (inner[..at].trim(), inner[at + 1..].trim()),
            _ => {}
        }
    }
    panic!("`{inner}` is not a pair of types")
}

/// Whether a field must be written.
fn required(book: &Book, module: &str, field: &Field) -> String {
    if field.of.starts_with("Option<") {
        return "no".to_owned();
    }
    match &field.default {
        Default::None => "yes".to_owned(),
        Default::Value(value) => format!("no; {value} unless written"),
        Default::Empty if field.of == "bool" => "no; `false` unless written".to_owned(),
        Default::Empty if field.of.contains('<') || matches!(field.of.as_str(), "Custom" | "Rates") => {
            "no".to_owned()
        }
        Default::Empty => match &book.find(module, &field.of).shape {
            Shape::Words(words) => match words.iter().find(|word| word.is_default) {
                Some(word) => format!("no; `{}` unless written", word.name),
                None => "no".to_owned(),
            },
            _ => "no".to_owned(),
        },
    }
}

/// Draws a type: what it is, then its fields or its words. Gives the types that it leads to.
fn draw(book: &Book, one: &Use, page: &mut String) -> Vec<Use> {
    let mut wording = Wording { book, used: Vec::new() };
    let found = book.find(&one.module, &one.name);
    match &found.shape {
        Shape::Fields { parameter, fields } => {
            let parameter = parameter.as_deref().zip(one.argument.as_deref());
            page.push_str("| Field | What to write | Required | Meaning |\n|---|---|---|---|\n");
            for field in fields {
                let text = wording.text(&found.module, &field.of, parameter);
                let must = required(book, &found.module, field);
                writeln!(
                    page,
                    "| `{}` | {} | {must} | {} |",
                    field.name,
                    in_cell(&text),
                    in_cell(&field.doc)
                )
                .unwrap();
            }
        }
        Shape::Words(words) => {
            page.push_str("| Word | Meaning |\n|---|---|\n");
            for word in words {
                let default = if word.is_default { " (this one, unless another is written)" } else { "" };
                writeln!(page, "| `{}` | {}{default} |", word.name, in_cell(&word.doc)).unwrap();
            }
        }
        Shape::Kinds(kinds) => {
            page.push_str("Each entry has a field `kind`. The word in it says which fields go with it:\n\n");
            page.push_str("| `kind:` | Meaning | Fields |\n|---|---|---|\n");
            for (word, inner) in kinds {
                let text = wording.text(&found.module, inner, None);
                let link = text.strip_prefix("group of fields: ").unwrap();
                writeln!(page, "| `{}` | {} | {link} |", word.name, in_cell(&word.doc)).unwrap();
            }
        }
        Shape::Leaf(_) => unreachable!("leaves are explained once"),
    }
    page.push('\n');
    wording.used
}

/// Every type that a file leads to, in the order in which a reader meets it.
fn reached(book: &Book, first: &Use) -> Vec<Use> {
    let mut seen = Vec::new();
    let mut waiting = VecDeque::from([first.clone()]);
    while let Some(one) = waiting.pop_front() {
        if seen.contains(&one) {
            continue;
        }
        seen.push(one.clone());
        if !matches!(book.find(&one.module, &one.name).shape, Shape::Leaf(_)) {
            let mut unread = String::new();
            waiting.extend(draw(book, &one, &mut unread));
        }
    }
    seen
}

const INTRODUCTION: &str = "\
<!-- Made from the code by `QUARTERDECK_ACCEPT=1 cargo test --locked --test reference`. Do not edit by hand. -->

# The records, field by field

Every file of a portfolio, every field in it, and what to write there. This page is made from the program
itself, so that it cannot say anything else than the program does. For a first reading take
[the guide](guide.md); come here to look something up.

**How to read the tables.** *Field* is the word before the colon. *What to write* is what goes behind it; the
links lead to the form of dates, sums and so on, or to a group of fields of its own. *Required* says whether the
program complains when the field is missing. A *group of fields* is a few lines that are indented below the
field, or the same in one line between `{ }`. A *list* has one `- ` before each item, or stands in one line
between `[ ]`.

A field that is not on this page is an error, so that a slip of the pen is never lost in silence. What you want
to keep beside these fields goes under [`x:`](#fields-of-your-own).

What must hold among the fields (a promise is kept in time, a strategic partner has a plan) is the matter of the rules:
[the rules](rules.md) lists them, and says how to write one.

A few fields are read and checked, and nothing is done with them yet; they belong to work that is still to come.
[What is not there yet](../README.md#what-is-not-there-yet) lists it.

";

const OWN_FIELDS: &str = "\
### Fields of your own

Most records have a field `x`. Under it you may write whatever you like, by names of your own; the program reads
it without judging it.

";

const FIGURE: &str = "\
### Figure

In a cell of `observations.csv`: a number, a percentage, or a sum. A number is written like any other
[number](#number), and may end in `%`, which changes nothing: `31` and `31%` are the same figure. A sum with
its currency, `USD 1.2m`, is brought to the partner's currency by the rates of `quarterdeck.yaml`.

";

fn page() -> String {
    let book = Book::read();
    let top = |file: &RecordFile| Use {
        module: file.module.to_owned(),
        name: file.root.to_owned(),
        argument: None,
    };
    let reach: Vec<Vec<Use>> = FILES.iter().map(|file| reached(&book, &top(file))).collect();
    let is_leaf = |one: &Use| matches!(book.find(&one.module, &one.name).shape, Shape::Leaf(_));
    let files_of = |one: &Use| reach.iter().filter(|uses| uses.contains(one)).count();

    // Whatever can be read must be reachable from a file, or the page would not show it.
    let all: BTreeSet<(&str, &str)> =
        reach.iter().flatten().map(|one| (one.module.as_str(), one.name.as_str())).collect();
    let unread = |one: &&Type| {
        matches!(one.module.as_str(), "observation" | "finding")
            || matches!(one.name.as_str(), "Quarter" | "Currency" | "Rate")
    };
    for one in book.types.iter().filter(|one| !unread(one)) {
        assert!(
            all.contains(&(one.module.as_str(), one.name.as_str())),
            "{}: no file leads to `{}`",
            one.module,
            one.name
        );
    }

    let mut page = INTRODUCTION.to_owned();
    page.push_str("## Contents\n\n| File | What it is |\n|---|---|\n");
    for (index, file) in FILES.iter().enumerate() {
        let path = full_path(index, file);
        let heading = heading(file);
        writeln!(page, "| [`{path}`](#{}) | {} |", anchor(&heading), in_cell(&about(&book, file))).unwrap();
    }
    page.push_str("| [`playbook/rules/<rule>.md`](rules.md) | A rule of your own: what must hold, and a page that says why. |\n");
    page.push_str("\nAnd: [how values are written](#how-values-are-written) · [ids](#ids) · [groups and words that several files share](#shared-by-several-files)\n\n");

    page.push_str("## How values are written\n\n");
    let mut leaves: Vec<&Type> =
        book.types.iter().filter(|one| matches!(one.shape, Shape::Leaf(_))).collect();
    leaves.sort_by_key(|one| one.name.clone());
    let wording = Wording { book: &book, used: Vec::new() };
    page.push_str("**Text** is any text in one line. Put quotes around it if it has a colon and a space in it, begins with a special character, or stands between `{ }` or `[ ]` and has a comma in it. **Whole number** is digits only.\n\n");
    for leaf in leaves {
        let one = Use { module: leaf.module.clone(), name: leaf.name.clone(), argument: None };
        let Shape::Leaf(expected) = &leaf.shape else { continue };
        writeln!(page, "### {}\n\n{}\n", wording.title(&one), leaf.doc).unwrap();
        if !leaf.doc.to_lowercase().starts_with(expected.as_str()) {
            writeln!(page, "Write {expected}.\n").unwrap();
        }
    }
    page.push_str(FIGURE);
    page.push_str(OWN_FIELDS);

    page.push_str("## Ids\n\nAn id has small letters `a` to `z`, digits and hyphens, at most 63 of them, and begins with a letter or a digit. It never changes once something points at it. A field that asks for the id of something must name one that is there, or the program says so.\n\n| The id of … | What that is |\n|---|---|\n");
    let nouns: BTreeSet<&(String, String)> = book.nouns.values().collect();
    for (word, doc) in nouns {
        writeln!(page, "| {word} | {} |", in_cell(doc)).unwrap();
    }
    page.push('\n');

    for (index, file) in FILES.iter().enumerate() {
        let form = match file.form {
            Form::One => "One record: its fields stand at the left edge.",
            Form::List => "A list of records, each with `- ` before its first field.",
            Form::Page => "Fields between two lines `---`, then text in Markdown.",
            Form::Table => {
                "A table with these columns in its first line, in any order; cells parted by commas, semicolons or tabs."
            }
        };
        let also = if file.path.starts_with("initiatives/") {
            " An initiative with several partners stands in `initiatives/<id>.md` at the top of the portfolio and names them under `partners`."
        } else {
            ""
        };
        let place = if index < AT_THE_TOP {
            String::new()
        } else {
            format!(" Stands in `{}`.", full_path(index, file))
        };
        writeln!(page, "## {}\n\n{}{place}{also}\n\n{form}\n", heading(file), about(&book, file)).unwrap();
        if file.form == Form::Table {
            table_of_columns(&book, file, &mut page);
            continue;
        }
        draw(&book, &top(file), &mut page);
        for one in reach[index].iter().skip(1).filter(|one| !is_leaf(one) && files_of(one) == 1) {
            group(&book, one, &mut page);
        }
    }

    page.push_str("## Shared by several files\n\n");
    let mut shared: Vec<&Use> =
        reach.iter().flatten().filter(|one| !is_leaf(one) && files_of(one) > 1).collect();
    shared.sort_by_key(|one| (wording.title(one), one.module.clone()));
    shared.dedup();
    for one in shared {
        group(&book, one, &mut page);
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn heading(file: &RecordFile) -> String {
    format!("`{}`", file.path)
}

fn full_path(index: usize, file: &RecordFile) -> String {
    if index < AT_THE_TOP { file.path.to_owned() } else { format!("partners/<id>/{}", file.path) }
}

/// What a file is, from the header of its source: "`commitments.yaml`: the promise ledger of both sides."
fn about(book: &Book, file: &RecordFile) -> String {
    let header = &book.headers[file.module];
    let Some((path, rest)) = header.strip_prefix('`').and_then(|rest| rest.split_once('`')) else {
        panic!("{}: the header does not begin with the file that it is about", file.module)
    };
    let pattern = |path: &str| path.rsplit_once('/').map_or(path, |(folder, _)| folder).to_owned();
    assert_eq!(pattern(path), pattern(file.path), "{}: the header is about another file", file.module);
    let rest = rest.trim_start_matches([':', ' ']);
    let rest = match rest.strip_prefix("as it is written, before anything is filled in from a profile.") {
        Some(_) => {
            "how we do alliances here. What it does not say is filled in from what comes with the program."
        }
        None => rest,
    };
    rest[..1].to_uppercase() + &rest[1..]
}

fn group(book: &Book, one: &Use, page: &mut String) {
    let title = Wording { book, used: Vec::new() }.title(one);
    writeln!(page, "### {title}\n\n{}\n", book.find(&one.module, &one.name).doc).unwrap();
    draw(book, one, page);
}

fn table_of_columns(book: &Book, file: &RecordFile, page: &mut String) {
    let (columns, required) = &book.columns;
    let Shape::Fields { fields, .. } = &book.find(file.module, file.root).shape else {
        panic!("observations have no fields")
    };
    let mut wording = Wording { book, used: Vec::new() };
    page.push_str(
        "| Column | What to write | In the header | In each line | Meaning |\n|---|---|---|---|---|\n",
    );
    for (index, column) in columns.iter().enumerate() {
        let field = fields.iter().find(|field| field.name == *column);
        let field = field.unwrap_or_else(|| panic!("there is no field for the column `{column}`"));
        let text = wording.text(file.module, &field.of, None);
        let header = if index < *required { "required" } else { "may be left out" };
        let line = if field.of.starts_with("Option<") { "may be empty" } else { "required" };
        writeln!(page, "| `{column}` | {} | {header} | {line} | {} |", in_cell(&text), in_cell(&field.doc))
            .unwrap();
    }
    page.push('\n');
}

#[test]
fn the_reference_says_what_the_code_says() {
    held("docs/records.md", &page());
}

#[test]
fn anchors_lead_to_one_place_each() {
    anchors_lead(&page());
}

#[test]
fn every_file_of_a_portfolio_is_in_the_reference() {
    let layout = read(&root().join("src/load/layout.rs"));
    let enums = &layout[..layout.find("const ROOT_FILES").unwrap()];
    let named: BTreeSet<&str> = enums
        .lines()
        .filter_map(|line| line.trim().strip_prefix("/// `"))
        .filter_map(|line| line.strip_suffix('`'))
        .collect();
    let known: BTreeSet<&str> = FILES.iter().map(|file| file.path).collect();
    // A rule is a record like any other, with a reference of its own.
    let elsewhere = BTreeSet::from(["playbook/rules/<rule>.md"]);
    let missing: Vec<_> = named.difference(&known).filter(|path| !elsewhere.contains(**path)).collect();
    assert!(missing.is_empty(), "not in the reference: {missing:?}");
    let gone: Vec<_> = known.difference(&named).collect();
    assert!(gone.is_empty(), "in the reference, but no file of a portfolio: {gone:?}");
}

#[test]
fn a_field_without_a_comment_is_refused() {
    let source =
        "/// A thing.\n#[derive(Debug, Deserialize)]\npub struct Thing {\n    pub name: String,\n}\n";
    let refused = std::panic::catch_unwind(|| types("thing", source, false)).unwrap_err();
    let message = refused.downcast_ref::<String>().unwrap();
    assert!(message.contains("`Thing.name` has no comment"), "{message}");
}

#[test]
fn numbers_of_practices_are_left_out() {
    assert_eq!(prose(&["The plan (P19 to P21, P32)."]), "The plan.");
    assert_eq!(prose(&["Nine traits (P80), and four skills (P81)."]), "Nine traits, and four skills.");
    assert_eq!(prose(&["A sum (Portfolio only)."]), "A sum (Portfolio only).");
}
