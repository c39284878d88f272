//! The engine of the playbook through its public door: what judges whom, what is accepted, what is told, and how a run
//! ends. Here: how a test lays out a portfolio and reads what was found.

mod baseline;
mod broken;
mod changed;
mod choosing;
mod comments;
mod expressions;
mod laws;
mod regressions;
mod settings;
mod waivers;

use serde_json::Value;

use super::harness::{Folder, Run, cases};

/// A portfolio of one partner, in which the starter profile finds what every young portfolio lacks; seen as of 2026-06-30.
fn ground() -> Folder {
    Folder::new().with(&cases().join("rules"))
}

/// The ground with two promises that were due long ago: one by 51 days, one by 14.
fn promises() -> Folder {
    let folder = ground();
    folder.write(PROMISES, TWO_PROMISES);
    folder
}

/// Where the promises stand.
const PROMISES: &str = "partners/acme/commitments.yaml";

/// Two promises, the first of which is late by the default of `overdue-commitment`.
const TWO_PROMISES: &str = "\
- id: c-01
  text: Names of three pilot customers.
  side: ours
  owner: ana
  made_on: 2026-02-10
  due: 2026-05-10
- id: c-02
  text: A test system.
  side: theirs
  owner: kim
  made_on: 2026-02-10
  due: 2026-06-16
";

/// The page of a team's own rule, from its front matter.
fn page(front: &str) -> String {
    format!(
        "---\n{front}---\n\n## What it flags\n\nWhat is tried.\n\n## Why it matters\n\nIt does not.\n\n## How to mend \
         it\n\nBy ending the test.\n"
    )
}

/// Adds a team's own rule to a portfolio.
fn own_rule(folder: &Folder, name: &str, front: &str) {
    folder.write(&format!("playbook/rules/{name}.md"), page(front));
}

/// Checks a portfolio, without colours and without the day's moods.
fn check(folder: &Folder, more: &[&str]) -> Run {
    let mut arguments = vec!["check", "--color", "never"];
    arguments.extend(more);
    folder.run(&arguments)
}

/// A report as JSON.
fn report(folder: &Folder, more: &[&str]) -> Value {
    let mut arguments = vec!["--format", "json"];
    arguments.extend(more);
    let run = check(folder, &arguments);
    serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("{error}\n{}\n{}", run.stdout, run.stderr))
}

/// What was found: each as `path:line:column severity[rule] record`.
fn found(folder: &Folder, more: &[&str]) -> Vec<String> {
    lines(&report(folder, more)["findings"])
}

/// What was found and is accepted, in the same form.
fn accepted(folder: &Folder, more: &[&str]) -> Vec<String> {
    lines(&report(folder, more)["waived"])
}

fn lines(entries: &Value) -> Vec<String> {
    list(entries)
        .iter()
        .map(|entry| {
            let record = entry["record"].as_str().unwrap_or("–");
            format!("{} {}[{}] {record}", at(entry), text(entry, "severity"), text(entry, "rule"))
        })
        .collect()
}

/// What a line of a report is about, as `path:line:column`.
fn at(entry: &Value) -> String {
    format!("{}:{}:{}", text(entry, "path"), entry["line"], entry["column"])
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no text `{name}`: {value}"))
}

/// The rules that were found, each as often as it was.
fn rules(folder: &Folder, more: &[&str]) -> Vec<String> {
    list(&report(folder, more)["findings"]).iter().map(|entry| text(entry, "rule").to_owned()).collect()
}
