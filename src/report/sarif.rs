//! Findings as SARIF 2.1.0, the exchange format of code scanning. Never more results than code scanning takes from
//! one run; when some are left out, the run says so.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::advice::whole;
use super::fingerprint::Fingerprints;
use super::results::{Results, is_whole_file};
use crate::finding::{Finding, Severity, Waived, plural};
use crate::source::{Place, Region};

/// Where the shape is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// How many results code scanning shows of one run.
const MOST_RESULTS: usize = 5_000;

/// The name of the top of the repository, from which paths are counted.
const ROOT: &str = "%SRCROOT%";

/// A SARIF log with one run, ending in a line break.
pub fn sarif(results: &Results<'_>) -> String {
    let all = judged(results);
    let rules = Rules::of(results, &all);
    let (shown, left_out) = cut(&all);
    let shown: Vec<Value> = shown.into_iter().map(|judged| judged.result(results, &rules)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver(&rules) },
            "invocations": [invocation(all.len(), left_out)],
            "columnKind": "unicodeCodePoints",
            "results": shown,
        }],
    });
    format!("{log:#}\n")
}

/// A finding, who accepted it, and its fingerprint.
struct Judged<'a> {
    finding: &'a Finding,
    waived: Option<&'a Waived>,
    fingerprint: String,
}

/// All findings, and behind them the waived ones.
fn judged<'a>(results: &Results<'a>) -> Vec<Judged<'a>> {
    let fingerprints = Fingerprints::of(results);
    let open = results.findings.iter().map(|finding| (finding, None)).zip(fingerprints.findings);
    let waived = results.waived.iter().map(|waived| (&waived.finding, Some(waived))).zip(fingerprints.waived);
    open.chain(waived)
        .map(|((finding, waived), fingerprint)| Judged { finding, waived, fingerprint })
        .collect()
}

/// What fits into a run, in its order, and how many do not: errors stay longest, waived findings go first.
fn cut<'a, 'b>(all: &'b [Judged<'a>]) -> (Vec<&'b Judged<'a>>, usize) {
    let mut ranks: Vec<usize> = (0..all.len()).collect();
    ranks.sort_by_key(|&at| (all[at].waived.is_some(), std::cmp::Reverse(all[at].finding.severity), at));
    ranks.truncate(MOST_RESULTS);
    ranks.sort_unstable();
    (ranks.iter().map(|&at| &all[at]).collect(), all.len() - ranks.len())
}

fn invocation(all: usize, left_out: usize) -> Value {
    let mut invocation = json!({ "executionSuccessful": true });
    if left_out > 0 {
        let words = format!(
            "{} of {} left out, because code scanning takes {MOST_RESULTS} from one run; errors are kept first",
            plural(left_out, "result"),
            all
        );
        invocation["toolExecutionNotifications"] =
            json!([{ "level": "warning", "message": { "text": words } }]);
    }
    invocation
}

fn driver(rules: &Rules<'_>) -> Value {
    let mut driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
    });
    // Whatever the package says of its address; it may say nothing.
    let addresses = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    if let Some(address) = addresses.into_iter().find(|address| !address.is_empty()) {
        driver["informationUri"] = address.into();
    }
    driver["rules"] = rules.list.iter().map(Rule::descriptor).collect();
    driver
}

/// What a run says of a rule.
struct Rule<'a> {
    name: &'a str,
    title: String,
    page: String,
    severity: Severity,
}

/// The rules of a run, and where each stands.
struct Rules<'a> {
    list: Vec<Rule<'a>>,
    index: BTreeMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    /// The rules that judged; behind them those that only findings name, such as faults of reading, as serious as the
    /// worst of their findings.
    fn of(results: &Results<'a>, all: &[Judged<'a>]) -> Self {
        let mut rules = Self { list: Vec::new(), index: BTreeMap::new() };
        for note in results.rules {
            let page = if note.page.trim().is_empty() { note.title.clone() } else { note.page.clone() };
            rules.add(Rule { name: &note.name, title: note.title.clone(), page, severity: note.severity });
        }
        let known = rules.list.len();
        for Judged { finding, .. } in all {
            let name: &'a str = &finding.rule;
            match rules.index.get(name).copied() {
                Some(at) if at < known => {}
                Some(at) => rules.list[at].severity = rules.list[at].severity.max(finding.severity),
                None => {
                    let title = name.replace('-', " ");
                    rules.add(Rule { name, page: title.clone(), title, severity: finding.severity });
                }
            }
        }
        rules
    }

    fn add(&mut self, rule: Rule<'a>) {
        if !self.index.contains_key(rule.name) {
            self.index.insert(rule.name, self.list.len());
            self.list.push(rule);
        }
    }
}

impl Rule<'_> {
    fn descriptor(&self) -> Value {
        let title = if self.title.trim().is_empty() { self.name } else { &self.title };
        json!({
            "id": self.name,
            "shortDescription": { "text": title },
            "fullDescription": { "text": title },
            "help": { "text": self.page, "markdown": self.page },
            "defaultConfiguration": { "level": level(self.severity) },
        })
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

impl Judged<'_> {
    fn result(&self, results: &Results<'_>, rules: &Rules<'_>) -> Value {
        let finding = self.finding;
        let mut result = Map::new();
        let mut put = |name: &str, value: Value| drop(result.insert(name.to_owned(), value));
        put("ruleId", json!(finding.rule));
        put("ruleIndex", json!(rules.index.get(finding.rule.as_ref())));
        put("level", json!(level(finding.severity)));
        put("message", message(&whole(finding)));
        put("locations", json!([{ "physicalLocation": physical(results, &finding.place) }]));
        if !finding.related.is_empty() {
            let related = finding.related.iter().map(
                |(place, why)| json!({ "physicalLocation": physical(results, place), "message": message(why) }),
            );
            put("relatedLocations", related.collect());
        }
        put("partialFingerprints", json!({ "quarterdeck/v1": self.fingerprint }));
        if let Some(waived) = self.waived {
            put("suppressions", json!([suppression(results, waived)]));
        }
        if let Some(fix) = fix(results, finding) {
            put("fixes", json!([fix]));
        }
        Value::Object(result)
    }
}

/// A message in plain words. In SARIF even these may hold links, as in Markdown: what looks like one is no link.
fn message(text: &str) -> Value {
    json!({ "text": text.replace("](", "\\](") })
}

fn physical(results: &Results<'_>, place: &Place) -> Value {
    let region = results.sources.region(place);
    let region = if is_whole_file(place) { json!({ "startLine": region.line }) } else { exact(region) };
    json!({ "artifactLocation": artifact(results, place), "region": region })
}

fn exact(region: Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

fn artifact(results: &Results<'_>, place: &Place) -> Value {
    json!({ "uri": uri(&results.path(place)), "uriBaseId": ROOT })
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn suppression(results: &Results<'_>, waived: &Waived) -> Value {
    let by = match waived.approver.as_str() {
        "" => String::new(),
        approver => format!(" by {approver}"),
    };
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": format!("{} (accepted{by} until {})", waived.reason, waived.expires),
        "location": { "physicalLocation": physical(results, &waived.place) },
    })
}

fn fix(results: &Results<'_>, finding: &Finding) -> Option<Value> {
    let patch = finding.patch.as_ref()?;
    let place = Place { file: finding.place.file, range: patch.range.clone() };
    Some(json!({
        "description": message(&format!("write `{}`", patch.text)),
        "artifactChanges": [{
            "artifactLocation": artifact(results, &place),
            "replacements": [{
                "deletedRegion": exact(results.sources.region(&place)),
                "insertedContent": { "text": patch.text },
            }],
        }],
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_relative_address() {
        assert_eq!(uri("partners/a b/é#?%.yaml"), "partners/a%20b/%C3%A9%23%3F%25.yaml");
        assert_eq!(uri("javascript:x"), "javascript%3Ax");
    }

    #[test]
    fn what_looks_like_a_link_is_none() {
        assert_eq!(message("[a](b) c[0]")["text"], "[a\\](b) c[0]");
    }
}
