//! Runs to report on: real ones from the broken portfolios, and one full of texts that were written to do harm.
//! Judges nothing.

use std::borrow::Cow;
use std::fs;

use quarterdeck::disk::Folder as OnDisk;
use quarterdeck::finding::{Finding, Severity, Tally, Waived};
use quarterdeck::load::load;
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::report::{Results, RuleNote, Summary};
use quarterdeck::source::{FileId, Place, Sources};

use crate::harness::{Folder, TODAY, cases};

/// Texts that do harm where they are not escaped, each in its own way.
pub const HOSTILE: &[&str] = &[
    "a | b",
    "<script>alert(1)</script>",
    "::error::x",
    "%0A::error file=x::y",
    "two\nlines\r\nand more",
    "]]>",
    "bell \u{7}",
    "emoji 😀 👩\u{200d}🚀",
    "@somebody and #12",
    "http://example.invalid/ and www.example.invalid and me@example.invalid",
    "[a](http://example.invalid) ![b](c)",
    "`code` and a lonely ` tick",
    "`bar | in code` and `back\\| in code`",
    "back\\slash \\| bar",
    "\u{202e}backwards",
    "\"double\" 'single' &amp; &#64;",
    "--> <!-- -->",
    "*bold* _it_ ~~no~~ $x$ <https://example.invalid>",
    "a,b:c",
    "\u{1b}[31mred\u{ffff}",
];

/// What was found, owned.
pub struct Run {
    pub sources: Sources,
    pub findings: Vec<Finding>,
    pub waived: Vec<Waived>,
    pub rules: Vec<RuleNote>,
    pub prefix: &'static str,
    pub summary: Summary,
}

impl Run {
    pub fn new(sources: Sources, findings: Vec<Finding>) -> Self {
        let as_of = Date::parse(TODAY).unwrap();
        let summary =
            Summary { partners: 2, records: 15, tally: Tally::of(&findings), waived: 0, known: 0, as_of };
        Self { sources, findings, waived: Vec::new(), rules: Vec::new(), prefix: "", summary }
    }

    pub fn results(&self) -> Results<'_> {
        Results {
            sources: &self.sources,
            findings: &self.findings,
            waived: &self.waived,
            rules: &self.rules,
            summary: &self.summary,
            prefix: self.prefix,
        }
    }

    /// Accepts the findings of some places in the list.
    pub fn waive(mut self, which: impl Fn(usize) -> bool) -> Self {
        let (waived, open): (Vec<_>, Vec<_>) =
            self.findings.drain(..).enumerate().partition(|(at, _)| which(*at));
        self.findings = open.into_iter().map(|(_, finding)| finding).collect();
        self.waived = waived.into_iter().map(|(at, finding)| waiver(at, finding)).collect();
        self
    }
}

fn waiver(at: usize, finding: Finding) -> Waived {
    let text = HOSTILE[at % HOSTILE.len()];
    Waived {
        reason: format!("known, {text}"),
        approver: if at.is_multiple_of(2) { String::new() } else { format!("Ada {text}") },
        expires: "2026-11-21".to_owned(),
        place: Place { file: finding.place.file, range: 3..7 },
        finding,
    }
}

pub const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// A clean run.
pub fn clean() -> Run {
    Run::new(Sources::default(), Vec::new())
}

/// A finding on the second line of a file.
pub fn finding(file: FileId, severity: Severity, message: impl Into<String>) -> Finding {
    Finding::error("late-promise", Place { file, range: 7..11 }, message).severity(severity)
}

/// As many findings as wanted of each severity, in one file.
pub fn many(errors: usize, warnings: usize, infos: usize) -> Run {
    let mut sources = Sources::default();
    let file = sources.add("partners/acme/risks.yaml", "- a: 1\n  b: two\n");
    let counts = SEVERITIES.into_iter().rev().zip([infos, warnings, errors]);
    let findings = counts
        .flat_map(|(severity, count)| (0..count).map(move |at| (severity, at)))
        .map(|(severity, at)| finding(file, severity, format!("number {at}")).field(format!("f[{at}]")))
        .collect();
    Run::new(sources, findings)
}

/// Every hostile text in every part of a finding, and in the name of its file.
pub fn hostile() -> Run {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    for (at, text) in HOSTILE.iter().enumerate() {
        let path = format!("partners/{text}/{at} a,b:c%#?.yaml").replace(['\n', '\r', '\\'], "-");
        let file = sources.add(path, format!("- é: 1\n  b: {text}\n  c: three\n"));
        let place = Place { file, range: 8..12 };
        let rule = if at == 0 { Cow::from(HOSTILE.join("")) } else { Cow::from(format!("rule-{at}")) };
        findings.push(
            Finding::error(rule, place.clone(), format!("wrong, {text}"))
                .severity(SEVERITIES[at % 3])
                .label(format!("did you mean {text}?"))
                .field(text.replace('\n', " "))
                .record(format!("acme/{text}"))
                .related(Place { file, range: 0..1 }, *text)
                .help(format!("do this, {text}"))
                .patch(8..12, *text),
        );
        findings.push(Finding::of_file("bad-file", file, *text).severity(SEVERITIES[(at + 1) % 3]));
    }
    let mut run = Run::new(sources, findings);
    run.prefix = "sample-portfolio/";
    let note = |(at, text): (usize, &&str)| RuleNote {
        name: format!("rule-{at}"),
        title: format!("Rule {text}"),
        severity: SEVERITIES[at % 3],
        page: format!("# Rule\n\n{text}\n"),
    };
    run.rules = HOSTILE.iter().enumerate().skip(1).take(5).map(note).collect();
    run
}

/// Each of the broken portfolios of `tests/cases/faults` that is a folder of files.
pub fn broken() -> Vec<Run> {
    let faults = fs::read_dir(cases().join("faults")).unwrap();
    let mut folders: Vec<_> = faults.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let read = |path: &std::path::PathBuf| {
        let folder = Folder::sound().with(path);
        let loaded = load(&OnDisk::open(folder.path()).unwrap());
        let mut run = Run::new(loaded.sources, loaded.findings);
        run.prefix = "records/";
        run
    };
    folders.iter().filter(|path| path.is_dir()).map(read).collect()
}

/// Everything that a format ought to bear.
pub fn all() -> Vec<Run> {
    let mut runs = broken();
    assert!(runs.len() > 60, "{}", runs.len());
    runs.extend([clean(), hostile(), hostile().waive(|at| at % 3 == 0), hostile().waive(|_| true)]);
    runs.extend([many(3, 0, 12), many(12, 12, 12).waive(|at| at % 5 == 0)]);
    runs
}
