//! The repository's own law: which module may import which, who may print, who may look at the clock,
//! and how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use super::harness::walk;

/// What each module of the library may import of its fellows.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("finding", &["source"]),
    ("record", &["source", "finding"]),
    ("markdown", &[]),
    ("sheet", &[]),
    ("publish", &[]),
    ("disk", &["source", "publish"]),
    ("portfolio", &["source", "finding", "record"]),
    ("playbook", &["source", "finding", "record", "portfolio"]),
    ("load", &["source", "finding", "record", "portfolio", "playbook"]),
    // What a condition may say, over any record; knows no noun.
    ("expression", &["record"]),
    ("facts", &["record", "portfolio", "playbook"]),
    ("scorecard", &["source", "portfolio", "playbook", "facts"]),
    ("insight", &["source", "finding", "record", "portfolio", "playbook", "facts", "scorecard"]),
    // What may leave the house: decided here, and nowhere else.
    (
        "partner_view",
        &["source", "record", "markdown", "portfolio", "playbook", "facts", "scorecard", "insight"],
    ),
    // Starts a browser; knows only bytes.
    ("print", &[]),
    ("check", &["source", "finding", "record", "expression", "portfolio", "playbook", "facts", "scorecard"]),
    // The summary line names a day; a score is told with the playbook's bands and metrics.
    ("report", &["source", "finding", "portfolio", "playbook", "scorecard", "sheet"]),
    (
        "view",
        &[
            "source",
            "finding",
            "record",
            "markdown",
            "portfolio",
            "playbook",
            "load",
            "facts",
            "scorecard",
            "insight",
            "expression",
            "partner_view",
            "check",
            "report",
        ],
    ),
    ("chart", &["view"]),
    ("render", &["view", "chart", "markdown", "publish", "sheet"]),
];

/// How many lines a file may have.
const MOST_LINES: usize = 600;

/// A source file of the program.
struct File {
    /// Its path below `src`, with `/`.
    path: String,
    text: String,
}

impl File {
    /// The code without comments, line by line; strings stay.
    fn code(&self) -> String {
        let lines = self.text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The code without its unit tests.
    fn shipped(&self) -> String {
        let code = self.code();
        code.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned()
    }

    /// The module of the library that it belongs to; nothing for the binary and the crate's root.
    fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next().unwrap_or_default();
        let module = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(module, "main" | "lib" | "cli")).then_some(module)
    }

    /// How many steps it is from the crate's root: 1 for `finding.rs` and `load/mod.rs`.
    fn depth(&self) -> usize {
        self.path.trim_end_matches("/mod.rs").split('/').count()
    }

    fn is_unit_tests(&self) -> bool {
        self.path.ends_with("/tests.rs")
    }
}

fn files() -> Vec<File> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let paths = walk(&root).into_iter().filter(|path| path.ends_with(".rs"));
    paths.map(|path| File { text: fs::read_to_string(root.join(&path)).unwrap(), path }).collect()
}

/// The first words of the paths that begin at the crate's root, however they are written.
fn imports(code: &str, depth: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut take = |rest: &str| {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
        };
        match rest.strip_prefix('{') {
            // `use crate::{a::B, c}`: every name behind a brace or a comma of this level counts.
            Some(list) => {
                let mut level = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    if start && level == 0 {
                        found.insert(word(&list[at..]));
                    }
                    start = c == ',' || (start && c.is_whitespace());
                    match c {
                        '{' => level += 1,
                        '}' if level == 0 => break,
                        '}' => level -= 1,
                        _ => {}
                    }
                }
            }
            None => drop(found.insert(word(rest))),
        }
    };
    for root in ["crate::", "quarterdeck::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                take(&code[at + root.len()..]);
            }
        }
    }
    let climb = "super::".repeat(depth);
    for (at, _) in code.match_indices(&climb) {
        take(code[at + climb.len()..].trim_start_matches("super::"));
    }
    found
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut trouble = Vec::new();
    for file in files().iter().filter(|file| !file.is_unit_tests()) {
        let Some(module) = file.module() else { continue };
        let Some(allowed) = allowed.get(module) else {
            trouble.push(format!("{}: `{module}` is not in the table of layers", file.path));
            continue;
        };
        for import in imports(&file.shipped(), file.depth()) {
            let is_module = LAYERS.iter().any(|(name, _)| *name == import) || import == "cli";
            if is_module && import != module && !allowed.contains(&import.as_str()) {
                trouble.push(format!("{}: `{module}` may not import `{import}`", file.path));
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

/// The table itself has no circle: a module may import only modules listed before it.
#[test]
fn the_table_of_layers_has_no_circle() {
    for (index, (module, allowed)) in LAYERS.iter().enumerate() {
        for import in *allowed {
            let below = LAYERS[..index].iter().any(|(name, _)| name == import);
            assert!(below, "`{module}` comes before `{import}`, which it may import");
        }
    }
}

/// What words a packet for a partner knows the partner's view and the pieces of pages; no record, no desk, no figure of ours.
#[test]
fn a_packet_for_a_partner_is_worded_from_its_view_alone() {
    let mut count = 0;
    for file in files().iter().filter(|file| file.path.starts_with("view/packet/partner_facing/")) {
        let code = file.code();
        for ours in [
            "Desk",
            "crate::portfolio::Partner",
            "crate::portfolio::{",
            "Portfolio",
            "Record",
            "Item<",
            "crate::insight",
            "crate::facts",
            "crate::scorecard",
            "crate::load",
            "Input",
        ] {
            assert!(!code.contains(ours), "{}: `{ours}`", file.path);
        }
        count += 1;
    }
    assert!(count >= 5, "only {count} files were looked at");
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let seen = |code: &str, depth: usize| imports(code, depth).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("use crate::view::page::Block;", 1), ["view"]);
    assert_eq!(seen("use crate::{chart::{a, b}, view, report::Tally};", 1), ["chart", "report", "view"]);
    assert_eq!(seen("fn f() -> crate::finding::Finding", 1), ["finding"]);
    assert_eq!(seen("$crate::record::leaf::deserialize", 1), ["record"]);
    assert_eq!(seen("use super::cli::print;", 1), ["cli"]);
    assert_eq!(seen("use super::super::disk::Folder;", 2), ["disk"]);
    assert_eq!(seen("use super::money::Money;", 2), [""; 0]);
    assert_eq!(seen("use quarterdeck::render::Renderer;", 1), ["render"]);
}

/// Calls that belong to the binary alone, or to nobody.
const BANNED: &[(&str, &str)] = &[
    ("println!(", "the library returns text; the binary prints it"),
    ("print!(", "the library returns text; the binary prints it"),
    ("dbg!(", "a leftover"),
    ("stdout()", "the library returns text; the binary prints it"),
    ("stderr()", "the library returns text; the binary prints it"),
    ("process::exit", "an exit code is the binary's to give, and it returns it"),
    ("SystemTime::now", "the day is an argument"),
    ("Instant::now", "only the binary measures time"),
    ("Timestamp::now", "the day is an argument"),
    ("Zoned::now", "the day is an argument"),
    ("env::var", "the library knows no environment"),
    ("env::current_dir", "output must not depend on where it is made"),
];

#[test]
fn the_library_neither_prints_nor_exits_nor_looks_at_the_clock() {
    for file in files().iter().filter(|file| !file.is_unit_tests()) {
        let in_binary = file.path == "main.rs" || file.path.starts_with("cli/");
        for (call, why) in BANNED {
            let at_edge = in_binary && !matches!(*call, "process::exit" | "dbg!(" | "println!(");
            assert!(at_edge || !file.shipped().contains(call), "{}: `{call}`: {why}", file.path);
        }
    }
}

#[test]
fn every_module_begins_with_what_it_is_for() {
    for file in files() {
        assert!(file.text.starts_with("//! "), "{} has no header", file.path);
    }
}

#[test]
fn no_file_is_longer_than_a_reader_likes() {
    for file in files() {
        let lines = file.text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines, at most {MOST_LINES} are allowed", file.path);
    }
}
