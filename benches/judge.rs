//! Judging and scoring against reading: how long all rules and all scores take over so many partners, and how long it takes
//! to read them.
//!
//! ```sh
//! cargo bench --bench judge
//! ```
//!
//! The portfolio is the sample's twelve partners again and again, under other ids, in memory; at `strict`, so that every
//! rule judges. Only the ratio of the two means something, and that the time a partner stays the same as they grow in number.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use quarterdeck::check::{Case, Choice, ValidRules, judge};
use quarterdeck::facts::History;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::load::{Loaded, load};
use quarterdeck::scorecard::scoreboard;
use quarterdeck::source::{Entry, EntryKind, Files};

fn main() {
    divan::main();
}

/// How many partners.
const PARTNERS: [usize; 4] = [12, 120, 1_200, 6_000];

/// A portfolio in memory: many partners share the texts of the sample's.
struct Memory {
    entries: Vec<Entry>,
    texts: Vec<&'static [u8]>,
}

impl Files for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        let at = self.entries.binary_search_by(|other| other.path.cmp(&entry.path));
        at.map(|at| self.texts[at].to_vec()).map_err(|_| io::ErrorKind::NotFound.into())
    }
}

/// The files of the sample, by path.
fn sample() -> &'static [(String, Vec<u8>)] {
    static SAMPLE: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        fn below(root: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
            for entry in fs::read_dir(root).into_iter().flatten().flatten() {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                match entry.path().is_dir() {
                    true => below(&entry.path(), &format!("{name}/"), files),
                    false => files.push((name, fs::read(entry.path()).unwrap_or_default())),
                }
            }
        }
        let mut files = Vec::new();
        below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio"), "", &mut files);
        // Initiatives of several partners name the sample's own ids.
        files.retain(|(path, _)| !path.starts_with("initiatives/") && !path.starts_with("waivers"));
        files
    })
}

fn portfolio(partners: usize) -> Memory {
    let mut files: Vec<(String, &'static [u8])> = Vec::new();
    for (path, text) in sample() {
        match path.strip_prefix("partners/").and_then(|rest| rest.split_once('/')) {
            Some((id, rest)) => {
                files.extend(
                    (0..partners / 12).map(|copy| (format!("partners/{id}-{copy}/{rest}"), text.as_slice())),
                );
            }
            None => files.push((path.clone(), text)),
        }
    }
    files.sort();
    let entry = |(path, text): &(String, &[u8])| Entry {
        path: path.clone(),
        kind: EntryKind::File,
        size: text.len() as u64,
    };
    Memory {
        entries: files.iter().map(entry).collect(),
        texts: files.into_iter().map(|(_, text)| text).collect(),
    }
}

/// A portfolio that was read, as of its day.
fn read_of(partners: usize) -> Loaded {
    let mut loaded = load(&portfolio(partners));
    if let Some(day) = loaded.portfolio.settings.as_of {
        see_as_of(&mut loaded.portfolio, day);
    }
    loaded
}

#[divan::bench(args = PARTNERS, sample_count = 5, sample_size = 1)]
fn read(bencher: Bencher<'_, '_>, partners: usize) {
    let memory = portfolio(partners);
    bencher.counter(partners).bench_local(|| load(&memory));
}

#[divan::bench(args = PARTNERS, sample_count = 5, sample_size = 1)]
fn judge_all(bencher: Bencher<'_, '_>, partners: usize) {
    let loaded = read_of(partners);
    let Some(day) = loaded.portfolio.settings.as_of else { return };
    let rules = ValidRules::new(&loaded.playbook, &loaded.sources);
    let scores = scoreboard(&loaded.portfolio, &loaded.playbook, day);
    bencher.counter(partners).bench_local(|| {
        judge(
            &Case {
                portfolio: &loaded.portfolio,
                playbook: &loaded.playbook,
                sources: &loaded.sources,
                as_of: day,
                history: &History::default(),
                scores: &scores,
            },
            &rules,
            &Choice::default(),
        )
    });
}

/// The figures and scores of eight quarters and more, for every partner.
#[divan::bench(args = PARTNERS, sample_count = 5, sample_size = 1)]
fn score_all(bencher: Bencher<'_, '_>, partners: usize) {
    let loaded = read_of(partners);
    let Some(day) = loaded.portfolio.settings.as_of else { return };
    bencher.counter(partners).bench_local(|| scoreboard(&loaded.portfolio, &loaded.playbook, day));
}

/// What it takes to make all rules valid, once a run.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn make_rules_valid() -> usize {
    use quarterdeck::playbook::rule::{Rule, built_in};
    use quarterdeck::source::Sources;
    let sources = Sources::default();
    let rules: Vec<&Rule> = built_in().iter().collect();
    rules
        .iter()
        .filter(|rule| quarterdeck::check::valid::valid(rule, &sources, &mut Vec::new()).is_some())
        .count()
}
