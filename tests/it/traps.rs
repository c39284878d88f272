//! Values that YAML readers are known to change behind the writer's back. Here a text stays as it was
//! written, and only a field that wants a number, a date or true and false reads one.

use std::collections::BTreeMap;

use quarterdeck::record::{decode, parse};
use quarterdeck::source::Sources;
use serde::Deserialize;
use serde_yaml::Value;

/// Decodes a text, and says by which rules it was refused.
fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Vec<String>> {
    let mut sources = Sources::default();
    let file = sources.add("a.yaml", text);
    let mut findings = Vec::new();
    if let Some(tree) = parse(file, text, 0..text.len(), &mut findings) {
        let decoded = decode::<T>(&tree);
        findings.extend(decoded.findings);
        if let (Some(value), true) = (decoded.value, findings.is_empty()) {
            return Ok(value);
        }
    }
    Err(findings.into_iter().map(|finding| finding.rule.into_owned()).collect())
}

#[test]
fn a_text_stays_as_it_was_written() {
    for text in [
        "no",
        "No",
        "NO",
        "yes",
        "y",
        "n",
        "on",
        "off",
        "true",
        "False",
        "1.10",
        "010",
        "0o17",
        "0x1F",
        "0b11",
        "1e3",
        "1_000",
        "+1",
        "-0",
        ".5",
        "5.",
        ".inf",
        "-.INF",
        ".nan",
        "12:30:45",
        "190:20:30",
        "2026-01-08",
        "2026-01-08T10:00:00Z",
        "3.10.2",
        "=",
        "<<",
        "1 000",
        "50 %",
        "C#",
        "a#b",
        "http://x.example/y",
        "-x",
        "?x",
        "O'Neill",
        "a\"b",
        "£5",
    ] {
        let read = read::<BTreeMap<String, String>>(&format!("title: {text}\n"));
        assert_eq!(read.map(|mut map| map.remove("title")), Ok(Some(text.to_owned())), "{text}");
    }
}

#[test]
fn nothing_is_nothing_and_a_quoted_nothing_is_text() {
    for text in ["", "~", "null", "Null", "NULL", "# a comment"] {
        let read = read::<BTreeMap<String, Option<String>>>(&format!("title: {text}\n"));
        assert_eq!(read.map(|mut map| map.remove("title")), Ok(Some(None)), "{text}");
    }
    for text in ["\"\"", "''", "\"~\"", "'null'"] {
        let read = read::<BTreeMap<String, Option<String>>>(&format!("title: {text}\n")).unwrap();
        assert!(read["title"].is_some(), "{text}");
    }
}

#[test]
fn true_and_false_are_words_of_their_own() {
    let truth =
        |text: &str| read::<BTreeMap<String, bool>>(&format!("title: {text}\n")).map(|map| map["title"]);
    for text in ["true", "True", "TRUE"] {
        assert_eq!(truth(text), Ok(true), "{text}");
    }
    for text in ["false", "False", "FALSE"] {
        assert_eq!(truth(text), Ok(false), "{text}");
    }
    for text in ["yes", "no", "on", "off", "1", "0", "t", "tRUE", "~", ""] {
        assert_eq!(truth(text), Err(vec!["wrong-type".to_owned()]), "{text}");
    }
}

#[test]
fn a_whole_number_is_digits_and_nothing_else() {
    let number =
        |text: &str| read::<BTreeMap<String, u16>>(&format!("title: {text}\n")).map(|map| map["title"]);
    assert_eq!([number("0"), number("90"), number("65535")], [Ok(0), Ok(90), Ok(65535)]);
    for text in ["ninety", "9.0", "1e3", "0x10", "1_000", "1,000", "~", "[1]"] {
        assert_eq!(number(text), Err(vec!["wrong-type".to_owned()]), "{text}");
    }
    for text in ["65536", "-1", "99999999999999999999999"] {
        assert_eq!(number(text), Err(vec!["bad-value".to_owned()]), "{text}");
    }
}

/// Free values, under `x:`, keep what they look like to a reader: only what is sure becomes a number.
#[test]
fn a_free_value_is_a_number_only_if_it_is_written_as_one() {
    let free =
        |text: &str| read::<BTreeMap<String, Value>>(&format!("a: {text}\n")).unwrap().remove("a").unwrap();
    assert_eq!(free("12"), Value::from(12));
    assert_eq!(free("-3"), Value::from(-3));
    assert_eq!(free("true"), Value::from(true));
    assert_eq!(free("~"), Value::Null);
    for text in ["1.10", "010", "0x1F", "1e3", "+1", "no", "2026-01-08", "99999999999999999999"] {
        assert_eq!(free(text), Value::from(text), "{text}");
    }
    assert_eq!(free("\"12\""), Value::from("12"));
}
