//! What must hold whatever somebody writes: no panic, places inside the text, and the same values as another
//! YAML library reads.

use proptest::collection::vec;
use proptest::prelude::*;
use quarterdeck::load::Loaded;
use quarterdeck::record::{Tree, parse, read_csv};
use quarterdeck::source::Sources;
use serde_yaml::Value;

use super::harness::Memory;

/// The files of a portfolio that between them use every reader.
const FILES: [&str; 8] = [
    "quarterdeck.yaml",
    "playbook.yaml",
    "people.yaml",
    "partners/acme/partner.yaml",
    "partners/acme/log.yaml",
    "partners/acme/plan.md",
    "partners/acme/observations.csv",
    "partners/acme/reviews/2026-Q1.md",
];

/// Pieces that hand-written records are made of, sound and unsound, in any order.
fn shreds() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "- ", "id: ", "kind: touch", "on: 2026-13-01", "text: ", "\n", "\n  ", "\n    ", "\t", ": ", "{", "}", "[", "]", ",", "\"",
            "'", "|\n", ">\n", "&a ", "*a", "!t ", "---\n", "...\n", "# c", "\r\n", "\u{feff}", "\0", "🚢", "e\u{301}", "x: ", "? ",
            "%", "@", "`", "~", "null", "true", "name: Acme\n", "kinds: [isv]\n", "metric,period\n", "2026-Q1", "EUR 1m", "\u{85}",
            "\u{2028}", "\u{202e}", "<<: ", "- - - ",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Reads a text as every kind of file, and looks at every finding's places.
fn read_everywhere(text: &[u8]) -> Result<(), TestCaseError> {
    let loaded = Memory::of(FILES.map(|path| (path, text.to_vec()))).load();
    places_lie_inside(&loaded)?;
    // To draw them is the hard part: the drawing library panics at what lies outside.
    quarterdeck::report::full(&loaded.sources, &loaded.findings);
    quarterdeck::report::concise(&loaded.sources, &loaded.findings);
    Ok(())
}

fn places_lie_inside(loaded: &Loaded) -> Result<(), TestCaseError> {
    for finding in &loaded.findings {
        let own = std::iter::once((finding.place.file, finding.place.range.clone()));
        let related = finding.related.iter().map(|(place, _)| (place.file, place.range.clone()));
        let patch = finding.patch.iter().map(|patch| (finding.place.file, patch.range.clone()));
        for (file, range) in own.chain(related).chain(patch) {
            let text = loaded.sources.get(file).text();
            prop_assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}: {finding:?}");
        }
    }
    Ok(())
}

/// A value such as records hold, at most three deep.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(|number| Value::Number(number.into())),
        "[ -~]{0,20}".prop_map(Value::String),
        // The other library keeps to YAML 1.1, in which U+2028 and U+2029 end a line; see the test of them below.
        "[\\PC&&[^\\p{Zl}\\p{Zp}]]{0,12}".prop_map(Value::String),
        prop::sample::select(vec![
            "yes",
            "no",
            "1.10",
            "010",
            "~",
            "null",
            "True",
            "2026-01-08",
            "a: b",
            "- x",
            "#",
            "'",
            "\"",
            "*x",
            "two\nlines",
            "end\n",
            " lead",
            "trail ",
            "é🚢",
            "",
            "1e3",
            "0x1f",
            ".inf",
            "<<",
            "%",
            "@a",
            "`",
            "!t",
            "&a",
            "|",
            ">"
        ])
        .prop_map(|text| Value::String(text.into())),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Sequence),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..5).prop_map(|map| {
                Value::Mapping(map.into_iter().map(|(key, value)| (Value::String(key), value)).collect())
            }),
        ]
    })
}

/// Our tree of a text as a value of the other library.
fn ours(text: &str) -> Result<Value, String> {
    let mut sources = Sources::default();
    let file = sources.add("a.yaml", text);
    let mut findings = Vec::new();
    let tree = parse(file, text, 0..text.len(), &mut findings);
    if let Some(finding) = findings.first() {
        return Err(finding.message.clone());
    }
    let Some(tree) = tree else { return Ok(Value::Null) };
    let decoded = quarterdeck::record::decode::<Value>(&tree);
    inside(&tree, text)?;
    decoded.value.ok_or_else(|| format!("{:?}", decoded.findings))
}

/// Every node stands inside the text, and a key where its name is.
fn inside(tree: &Tree<'_>, text: &str) -> Result<(), String> {
    let range = tree.range(tree.root());
    text.get(range.clone()).map(drop).ok_or_else(|| format!("{range:?} of {text:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn shreds_of_records_never_panic(text in shreds()) {
        read_everywhere(text.as_bytes())?;
        read_everywhere(format!("---\n{text}\n---\n").as_bytes())?;
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..120)) {
        read_everywhere(&bytes)?;
    }

    #[test]
    fn our_tree_reads_what_another_library_wrote(value in value()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let theirs: Value = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(&theirs, &value, "the oracle itself");
        prop_assert_eq!(ours(&text), Ok(value), "{}", text);
    }

    #[test]
    fn a_table_keeps_its_cells(rows in vec(vec("[a-z\",; 🚢\n]{0,8}", 2..5), 1..5)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
        let text = "a,b\n".to_owned() + &rows.iter().map(line).collect::<String>();
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text.as_str());
        let mut findings = Vec::new();
        let sheet = read_csv(file, &text, &mut findings);
        prop_assert!(findings.is_empty(), "{:?}", findings);
        let kept: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(sheet.rows.len(), kept.len());
        for (row, kept) in sheet.rows.iter().zip(kept) {
            for (cell, kept) in row.cells.iter().zip(kept) {
                prop_assert_eq!(cell.text.as_str(), kept.trim());
                prop_assert_eq!(&text[cell.range.clone()], quoted(kept), "where the cell stands");
            }
        }
    }

    #[test]
    fn a_cell_stands_where_its_text_is(text in "[a-c\", \r\n🚢]{0,40}") {
        let text = format!("a,b\n{text}");
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text.as_str());
        for row in read_csv(file, &text, &mut Vec::new()).rows {
            for cell in row.cells {
                let written = &text[cell.range];
                let bare = |text: &str| text.replace('"', "").trim().to_owned();
                prop_assert_eq!(bare(written), bare(&cell.text));
            }
        }
    }
}

/// Texts that once led somewhere they should not.
#[test]
fn old_wounds_stay_closed() {
    for text in [
        // A second document without its line of hyphens, at the end of the text.
        "\nname: Acme\n...\n$",
        // A byte-order mark before bytes that are no text.
        "\u{feff}- id: \u{fffd}",
        // A quote within a cell.
        "metric,period,target,actual,as_of,source\na 5\" b,x,y,z,,\n",
        "",
        "---",
        "---\n",
        "---\n---",
        "\"",
        "a: [",
        "- \t",
    ] {
        read_everywhere(text.as_bytes()).unwrap();
        read_everywhere(format!("---\n{text}\n---\n").as_bytes()).unwrap();
    }
    read_everywhere(b"\xef\xbb\xbf\xe9").unwrap();
    read_everywhere(b"\xff\xfea\0").unwrap();
}

/// Ten thousand lists in each other are a message, and no end of the stack.
#[test]
fn deep_nesting_is_told_and_survived() {
    let deep = 10_000;
    for text in [
        format!("x: {}{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("x: {}\n", "[".repeat(deep)),
        format!("x:\n  {}a\n", "- ".repeat(deep)),
        format!("x: {}{}\n", "{a: ".repeat(deep), "}".repeat(deep)),
        (0..deep).map(|n| " ".repeat(n) + "a:\n").collect::<String>(),
    ] {
        let loaded = Memory::of([("quarterdeck.yaml", text.into_bytes())]).load();
        assert_eq!(loaded.findings.len(), 1, "{:?}", loaded.findings);
    }
}

#[test]
fn separators_of_unicode_end_no_line() {
    for text in ["one\u{2028}two", "\u{2028}", "one\u{2029}"] {
        for quote in ["'", "\""] {
            assert_eq!(ours(&format!("{quote}{text}{quote}\n")), Ok(Value::String(text.into())));
        }
    }
}
