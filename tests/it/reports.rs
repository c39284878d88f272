//! Every format of findings: nothing gets lost, nothing that somebody wrote does anything, and those for whom a format
//! is made can read it.

mod readers;
mod run;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use quarterdeck::finding::Severity;
use quarterdeck::report::{self, Fingerprints};
use quarterdeck::source::{Place, Sources};
use roxmltree::Document;
use serde_json::{Value, json};

use self::readers::{Command, JunitSchema, Page, Schema, command, page};
use self::run::{HOSTILE, Run, all, clean, finding, hostile, many};

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn sarif(run: &Run) -> Value {
    parse(&report::sarif(&run.results()))
}

fn issues(run: &Run) -> Vec<Value> {
    parse(&report::gitlab(&run.results())).as_array().unwrap().clone()
}

fn commands(run: &Run) -> Vec<Command> {
    report::github(&run.results()).lines().map(command).collect()
}

fn markdown(run: &Run) -> Page {
    page(&report::markdown(&run.results()))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn texts<'a>(values: &'a [Value], name: &str) -> Vec<&'a str> {
    values.iter().map(|value| value[name].as_str().unwrap()).collect()
}

fn rules_of(run: &Run) -> Vec<&str> {
    run.findings.iter().map(|finding| finding.rule.as_ref()).collect()
}

/// As many findings come out as go in, in their order.
#[test]
fn every_format_conserves_findings() {
    for run in all() {
        let rules = rules_of(&run);
        let with_waived: Vec<&str> = rules
            .iter()
            .copied()
            .chain(run.waived.iter().map(|waived| waived.finding.rule.as_ref()))
            .collect();

        let json = parse(&report::json::json(&run.results()));
        assert_eq!(texts(list(&json["findings"]), "rule"), rules);
        assert_eq!(texts(list(&json["waived"]), "rule"), with_waived[rules.len()..]);

        let lines: Vec<Value> = report::jsonl(&run.results()).lines().map(parse).collect();
        assert_eq!(lines, list(&json["findings"]), "a line is an entry of the JSON report");

        assert_eq!(texts(list(&sarif(&run)["runs"][0]["results"]), "ruleId"), with_waived);
        assert_eq!(texts(&issues(&run), "check_name"), rules);

        let xml = report::junit(&run.results());
        let document = Document::parse(&xml).unwrap();
        let count = |tag: &str| document.descendants().filter(|node| node.has_tag_name(tag)).count();
        assert_eq!([count("failure"), count("skipped")], [rules.len(), run.waived.len()]);

        assert_eq!(markdown(&run).rows.len(), with_waived.len());
    }
}

#[test]
fn sarif_is_what_its_schema_asks_for() {
    let schema = Schema::open("sarif-2.1.0.json");
    for run in all().into_iter().chain([many(5_000, 0, 3)]) {
        assert_eq!(schema.fault(&sarif(&run)), None);
    }
    let mut broken = sarif(&hostile());
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"] = json!({"startLine": 0});
    assert!(schema.fault(&broken).is_some(), "the schema takes anything");
}

#[test]
fn gitlab_is_what_its_schema_asks_for() {
    let schema = Schema::open("gitlab-code-quality.json");
    for run in all() {
        assert_eq!(schema.fault(&Value::Array(issues(&run))), None);
    }
    let mut broken = issues(&hostile());
    broken[0]["severity"] = json!("error");
    assert!(schema.fault(&Value::Array(broken)).is_some(), "the schema takes anything");
}

/// The documents are kept in the build folder, where the gate holds them against the schema once more by another tool.
#[test]
fn junit_is_what_its_schema_asks_for() {
    let schema = JunitSchema::open();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("junit");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (at, run) in all().iter().enumerate() {
        let xml = report::junit(&run.results());
        assert_eq!(schema.faults(&xml), [""; 0], "{xml}");
        fs::write(folder.join(format!("{at:03}.xml")), xml).unwrap();
    }
    let xml = report::junit(&hostile().results());
    for (from, to) in [
        ("<testcase name", "<testcase title"),
        ("<failure ", "<fault "),
        (" tests=", " test="),
        ("<testcase", "words <testcase"),
        ("bell \u{fffd}", "bell \u{7}"),
    ] {
        assert_ne!(schema.faults(&xml.replacen(from, to, 1)), [""; 0], "`{to}` passes");
    }
}

#[test]
fn junit_counts_what_it_holds() {
    for run in all() {
        let xml = report::junit(&run.results());
        let document = Document::parse(&xml).unwrap();
        let root = document.root_element();
        for node in document.descendants().filter(|node| node.has_attribute("tests")) {
            let count =
                |tag: &str| node.descendants().filter(|node| node.has_tag_name(tag)).count().to_string();
            assert_eq!(node.attribute("tests").unwrap(), count("testcase"));
            assert_eq!(node.attribute("failures").unwrap(), count("failure"));
            assert_eq!(node.attribute("errors").unwrap(), "0");
            if node != root {
                assert_eq!(node.attribute("skipped").unwrap(), count("skipped"));
            }
        }
        let suites: Vec<_> = root.children().filter_map(|node| node.attribute("name")).collect();
        assert_eq!(suites.iter().collect::<BTreeSet<_>>().len(), suites.len(), "one suite a file");
        let cases: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
        let names: BTreeSet<_> =
            cases.iter().map(|case| (case.attribute("classname"), case.attribute("name"))).collect();
        assert_eq!(names.len(), cases.len(), "a name is given twice");
    }
}

#[test]
fn a_clean_run_passes_in_every_format() {
    let run = clean();
    let xml = report::junit(&run.results());
    let document = Document::parse(&xml).unwrap();
    assert_eq!(document.root_element().attribute("tests"), Some("1"));
    assert_eq!(document.root_element().attribute("failures"), Some("0"));
    assert_eq!(report::github(&run.results()), "");
    assert_eq!(report::jsonl(&run.results()), "");
    assert_eq!(report::gitlab(&run.results()), "[]\n");
    assert_eq!(sarif(&run)["runs"][0]["results"], json!([]));
    assert_eq!(
        report::markdown(&run.results()),
        "**Quarterdeck** has nothing to say about 2 partners and 15 records, as of 2026-06-30. All is well.\n"
    );
}

/// What XML cannot hold is replaced; all else comes back from a reader as it was written.
#[test]
fn texts_come_back_from_junit_as_they_were() {
    let run = hostile();
    let xml = report::junit(&run.results());
    let document = Document::parse(&xml).unwrap();
    let failures = document.descendants().filter(|node| node.has_tag_name("failure"));
    let shown: Vec<_> = failures.map(|node| node.attribute("message").unwrap().to_owned()).collect();
    let written = run.findings.iter().map(|finding| finding.message.as_str());
    let written: Vec<_> =
        written.map(|text| text.replace(['\u{7}', '\u{1b}', '\u{ffff}'], "\u{fffd}")).collect();
    assert_eq!(shown, written);
    assert!(!xml.contains("]]>") && !xml.contains("<script"));
}

/// What a log cannot show is replaced; all else comes back from the runner as it was written, in one command.
#[test]
fn texts_come_back_from_github_as_they_were() {
    let seen = |text: &str| text.replace(['\u{7}', '\u{1b}'], "\u{fffd}");
    for finding in hostile().findings {
        let one = Run { findings: vec![finding], ..hostile() };
        let finding = &one.findings[0];
        let text = report::github(&one.results());
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.contains(['\r', '\u{7}', '\u{1b}']), "{text:?}");
        let Command { properties, text, .. } = command(text.trim_end_matches('\n'));
        assert!(text.starts_with(&seen(&finding.message)), "{text}");
        assert_eq!(properties["title"], seen(&finding.rule));
        let path = one.sources.get(finding.place.file).path();
        assert_eq!(properties["file"], seen(&format!("sample-portfolio/{path}")));
        let names: Vec<&str> = properties.keys().map(String::as_str).collect();
        let is_whole_file = finding.place.range.is_empty();
        let columns = ["col", "endColumn", "endLine", "file", "line", "title"];
        assert_eq!(names, if is_whole_file { &["file", "line", "title"][..] } else { &columns[..] });
    }
}

/// The runner refuses columns where a finding goes over several lines.
#[test]
fn github_is_given_no_columns_of_several_lines() {
    let mut run = many(1, 0, 0);
    run.findings[0].place.range = 2..11;
    let command = commands(&run).remove(0);
    assert_eq!([&command.properties["line"], &command.properties["endLine"]], ["1", "2"]);
    assert!(!command.properties.contains_key("col") && !command.properties.contains_key("endColumn"));
}

/// GitHub draws ten of a kind. The notice that says how many more there are is one of the ten.
#[test]
fn github_is_given_what_it_draws_and_is_told_of_the_rest() {
    let kinds =
        |run: &Run| -> Vec<String> { commands(run).into_iter().map(|command| command.kind).collect() };
    assert_eq!(kinds(&many(1, 2, 1)), ["error", "warning", "warning", "notice"]);
    assert_eq!(kinds(&many(10, 10, 10)).len(), 30);
    for (run, shown, more) in [
        (many(11, 0, 0), 10, "1 more finding not drawn here"),
        (many(40, 30, 20), 29, "61 more findings not drawn here"),
        (many(0, 0, 11), 9, "2 more findings not drawn here"),
    ] {
        let commands = commands(&run);
        assert_eq!(commands.len(), shown + 1);
        for kind in ["error", "warning", "notice"] {
            assert!(commands.iter().filter(|command| command.kind == kind).count() <= 10);
        }
        let last = commands.last().unwrap();
        assert_eq!(last.kind, "notice");
        assert!(last.text.starts_with(more), "{}", last.text);
    }
    let numbers = commands(&many(12, 0, 0)).into_iter().map(|command| command.text);
    assert_eq!(numbers.take(3).collect::<Vec<_>>(), ["number 0", "number 1", "number 2"], "in their order");
}

/// Whatever is written in a record is shown, and is neither a cell, nor HTML, nor a link, nor a call.
#[test]
fn texts_stay_texts_in_markdown() {
    for run in [hostile(), hostile().waive(|at| at % 3 == 0)] {
        let text = report::markdown(&run.results());
        let page = page(&text);
        assert_eq!(page.markup, [""; 0]);
        for row in &page.rows {
            assert_eq!(row.len(), 4, "{row:?}");
        }
        let shown: BTreeSet<String> = page.rows.iter().map(|row| row[2].replace('\u{2060}', "")).collect();
        let waived = run.waived.iter().map(|waived| &waived.finding);
        for finding in run.findings.iter().chain(waived) {
            // A pair of backticks is shown as code, without them.
            let is_code = finding.message.contains("`code`");
            let seen = finding.message.replace(['\n', '\r'], " ");
            let seen = seen.replace(['\u{7}', '\u{1b}', '\u{202e}'], "\u{fffd}");
            let seen = if is_code { seen.replace("`code`", "code") } else { seen };
            assert!(shown.contains(seen.trim()), "{seen:?} is not shown: {shown:#?}");
        }
        for row in &page.rows {
            let line = row.join(" ");
            for (at, c) in line.char_indices().filter(|(_, c)| "@#".contains(*c)) {
                let next = line[at + 1..].chars().next();
                assert!(!next.is_some_and(char::is_alphanumeric), "{c} calls somebody: {line}");
            }
            assert!(!line.contains("://") && !line.contains("www."), "{line}");
        }
        assert!(!text.contains(['\r', '\u{7}', '\u{1b}', '\u{202e}']));
    }
}

#[test]
fn markdown_is_sorted_by_severity_and_ends_with_what_is_waived() {
    let run = many(1, 2, 1).waive(|at| at == 1);
    let page = markdown(&run);
    assert_eq!(
        page.headings,
        [
            "Quarterdeck: 1 error, 1 warning, 1 info",
            "1 error",
            "1 warning",
            "1 info",
            "1 accepted for a time"
        ]
    );
    let waived = page.rows.last().unwrap();
    assert_eq!(waived[1], "partners/acme/risks.yaml:2:1");
    assert!(waived[3].starts_with("until 2026-11-21, by Ada <script>"), "{waived:?}");
}

/// A summary is refused from 1 MiB on.
#[test]
fn markdown_stays_short_and_counts_what_it_leaves_out() {
    let mut run = many(3, 40_000, 2).waive(|at| at % 2 == 0);
    let long = "<".repeat(100_000);
    run.findings[0].message.clone_from(&long);
    run.waived[0].reason.clone_from(&long);
    let text = report::markdown(&run.results());
    assert!(text.len() < 1 << 20 && text.len() > 900_000, "{}", text.len());
    let page = page(&text);
    let left_out = page.paragraphs.iter().filter_map(|text| text.strip_prefix("Too long for a summary: "));
    let left_out: usize =
        left_out.map(|text| text.split(' ').next().unwrap().parse::<usize>().unwrap()).sum();
    assert_eq!(page.rows.len() + left_out, run.findings.len() + run.waived.len());
    let waived = page.rows.iter().filter(|row| row[3].starts_with("until ")).count();
    assert!(waived > 100, "there is room for waived ones too: {waived}");
}

#[test]
fn sarif_says_what_is_known_of_each_finding() {
    let run = hostile().waive(|at| at == 3);
    let log = sarif(&run);
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    assert_eq!([&log["version"], &log["runs"][0]["columnKind"]], ["2.1.0", "unicodeCodePoints"]);
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!([&driver["name"], &driver["version"]], ["quarterdeck", env!("CARGO_PKG_VERSION")]);
    let rules = list(&driver["rules"]);
    assert_eq!(texts(&rules[..5], "id"), ["rule-1", "rule-2", "rule-3", "rule-4", "rule-5"]);
    assert!(rules[5..].iter().any(|rule| rule["id"] == "bad-file" && rule["help"]["text"] == "bad file"));
    let results = list(&log["runs"][0]["results"]);
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let artifact = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert!(artifact["uri"].as_str().unwrap().starts_with("sample-portfolio/partners/"));
        assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
    }
    // The first of the two of `<script>`: on a line, with everything.
    let first = &results[2];
    assert_eq!(first["ruleId"], "rule-1");
    assert_eq!(first["level"], "warning");
    let text = HOSTILE[1];
    assert_eq!(first["message"]["text"], format!("wrong, {text}; did you mean {text}? do this, {text}"));
    let region = json!({"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 5});
    assert_eq!(first["locations"][0]["physicalLocation"]["region"], region);
    assert_eq!(first["relatedLocations"][0]["message"]["text"], text);
    let change = &first["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["deletedRegion"], region);
    assert_eq!(change["insertedContent"]["text"], text);
    assert_eq!(
        first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "sample-portfolio/partners/%3Cscript%3Ealert%281%29%3C/script%3E/1%20a%2Cb%3Ac%25%23%3F.yaml"
    );
    // About a file as a whole: the first line, and no column.
    assert_eq!(results[1]["locations"][0]["physicalLocation"]["region"], json!({"startLine": 1}));
    let waived = results.last().unwrap();
    assert_eq!(waived["suppressions"][0]["kind"], "external");
    assert_eq!(waived["suppressions"][0]["status"], "accepted");
    let why = waived["suppressions"][0]["justification"].as_str().unwrap();
    assert!(
        why.starts_with("known, ") && why.contains("accepted by Ada") && why.ends_with("until 2026-11-21)")
    );
    assert!(results[..results.len() - 1].iter().all(|result| result.get("suppressions").is_none()));
}

#[test]
fn sarif_keeps_the_worst_and_says_what_it_leaves_out() {
    let fits = sarif(&many(10, 4_990, 0));
    assert_eq!(fits["runs"][0]["invocations"], json!([{"executionSuccessful": true}]));
    // Infos come first in this run, then warnings, then errors.
    let run = many(10, 4_900, 200).waive(|at| at < 50 || at == 5_109);
    let log = sarif(&run);
    let results = list(&log["runs"][0]["results"]);
    assert_eq!(results.len(), 5_000);
    let level = |word: &str| results.iter().filter(|result| result["level"] == word).count();
    assert_eq!([level("error"), level("warning"), level("note")], [9, 4_900, 91]);
    assert!(
        results.iter().all(|result| result.get("suppressions").is_none()),
        "even an error goes first, if waived"
    );
    assert_eq!(results[0]["level"], "note", "in their order");
    let notification = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert!(notification["message"]["text"].as_str().unwrap().starts_with("110 results of 5110 left out"));
}

#[test]
fn places_are_seen_from_the_top_of_the_repository() {
    let mut run = many(1, 0, 0);
    run.prefix = "records/";
    let path = "records/partners/acme/risks.yaml";
    assert_eq!(issues(&run)[0]["location"], json!({"path": path, "lines": {"begin": 2}}));
    let properties = &commands(&run)[0].properties;
    assert_eq!([&properties["file"], &properties["line"], &properties["col"]], [path, "2", "1"]);
    assert_eq!(markdown(&run).rows[0][1], format!("{path}:2:1"));
    assert!(report::junit(&run.results()).contains(&format!("{path}:2:1: error[late-promise]: number 0")));
    let json = parse(&report::json::json(&run.results()));
    assert_eq!(
        json["findings"][0]["path"], "partners/acme/risks.yaml",
        "this one is for the portfolio's own tools"
    );
}

#[test]
fn the_json_report_says_who_accepted_what() {
    let run = hostile().waive(|at| at < 2);
    let report = parse(&report::json::json(&run.results()));
    let waived = list(&report["waived"]);
    assert_eq!(waived[0]["rule"], run.waived[0].finding.rule.as_ref());
    let path = run.sources.get(run.waived[0].place.file).path();
    // The waiver of the first stands in the record itself: nobody is named.
    let waiver = json!({"reason": run.waived[0].reason, "expires": "2026-11-21", "path": path, "line": 1});
    assert_eq!(waived[0]["waiver"], waiver);
    assert_eq!(waived[1]["waiver"]["approver"], run.waived[1].approver);
}

/// A run of one finding for each message; all of one rule, record and field.
fn alike(record: &str, field: &str, messages: &[&str]) -> Run {
    let mut sources = Sources::default();
    let file = sources.add("partners/acme/risks.yaml", "\n".repeat(messages.len()));
    let at = |(at, message): (usize, &&str)| {
        let mut finding = finding(file, Severity::Error, *message).record(record).field(field);
        finding.place = Place { file, range: at..at + 1 };
        finding
    };
    Run::new(sources, messages.iter().enumerate().map(at).collect())
}

fn fingerprints(run: &Run) -> Vec<String> {
    Fingerprints::of(&run.results()).findings
}

#[test]
fn a_fingerprint_outlives_the_wording_where_record_or_field_says_what_is_meant() {
    for (record, field, lasts) in
        [("acme/r-1", "", true), ("", "due", true), ("a", "b", true), ("", "", false)]
    {
        let before = fingerprints(&alike(record, field, &["3 days late"]));
        let after = fingerprints(&alike(record, field, &["4 days late"]));
        assert_eq!(before == after, lasts, "`{record}` `{field}`");
    }
    let of = |record, field| fingerprints(&alike(record, field, &["late"]));
    let distinct: BTreeSet<_> = [of("a", ""), of("b", ""), of("a", "b"), of("", "a"), of("", "")].into();
    assert_eq!(distinct.len(), 5);
}

#[test]
fn no_two_findings_of_a_report_share_a_fingerprint() {
    for run in all().into_iter().chain([alike("a", "b", &["x"; 40])]) {
        let all = Fingerprints::of(&run.results());
        let distinct: BTreeSet<_> = all.findings.iter().chain(&all.waived).collect();
        assert_eq!(distinct.len(), run.findings.len() + run.waived.len());
    }
}

#[test]
fn a_waiver_changes_no_fingerprint() {
    let before = fingerprints(&alike("a", "b", &["x", "y", "z"]));
    let run = alike("a", "b", &["x", "y", "z"]).waive(|at| at == 0);
    let after = Fingerprints::of(&run.results());
    assert_eq!(after.waived, before[..1]);
    assert_eq!(after.findings, before[1..]);
    let reversed = Run { findings: run.findings.iter().rev().cloned().collect(), ..run };
    let reversed = Fingerprints::of(&reversed.results()).findings;
    assert_eq!(reversed.iter().rev().collect::<Vec<_>>(), after.findings.iter().collect::<Vec<_>>());
}

#[test]
fn all_formats_share_the_fingerprints() {
    let run = hostile().waive(|at| at % 2 == 0);
    let Fingerprints { findings, waived } = Fingerprints::of(&run.results());
    let json = parse(&report::json::json(&run.results()));
    assert_eq!(texts(list(&json["findings"]), "fingerprint"), findings);
    assert_eq!(texts(list(&json["waived"]), "fingerprint"), waived);
    assert_eq!(texts(&issues(&run), "fingerprint"), findings);
    let log = sarif(&run);
    let of_result =
        |result: &Value| result["partialFingerprints"]["quarterdeck/v1"].as_str().unwrap().to_owned();
    let in_sarif: Vec<_> = list(&log["runs"][0]["results"]).iter().map(of_result).collect();
    assert_eq!(in_sarif, [findings, waived].concat());
}

#[test]
fn severities_have_the_words_of_each_reader() {
    let run = many(1, 1, 1);
    let log = sarif(&run);
    assert_eq!(texts(list(&log["runs"][0]["results"]), "level"), ["note", "warning", "error"]);
    assert_eq!(texts(&issues(&run), "severity"), ["info", "minor", "critical"]);
    let kinds: Vec<_> = commands(&run).into_iter().map(|command| command.kind).collect();
    assert_eq!(kinds, ["error", "warning", "notice"], "errors first");
}
