//! What must hold of every rule and of every portfolio: the order of records and the other partners change nothing, the
//! same input gives the same bytes, and every finding says of which record it speaks, where, and in whole words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quarterdeck::check::{Case, Choice, Judged, Selector, ValidRules, judge};
use quarterdeck::facts::History;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::finding::Finding;
use quarterdeck::load::{Loaded, load};
use quarterdeck::playbook::Playbook;
use quarterdeck::playbook::rule::built_in;
use quarterdeck::playbook::shape::Profile;
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::portfolio::waiver::Address;
use quarterdeck::record::Leaf;
use quarterdeck::scorecard::scoreboard;
use quarterdeck::source::{Entry, Files, Sources};

use super::super::harness::{Folder, Memory, Run, cases, walk};
use super::ground;

/// Files by their paths.
pub type Texts = BTreeMap<String, Vec<u8>>;

pub fn texts(root: &Path) -> Texts {
    walk(root).into_iter().map(|path| (path.clone(), fs::read(root.join(&path)).unwrap())).collect()
}

/// The sample, under a playbook that asks for everything.
fn sample() -> Texts {
    let mut texts = texts(&sample_folder());
    let playbook = String::from_utf8(texts.remove("playbook.yaml").unwrap()).unwrap();
    assert!(playbook.contains("extends: strict"));
    texts.insert("playbook.yaml".into(), playbook.into_bytes());
    texts
}

fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio")
}

/// A portfolio that was judged.
pub struct Told {
    pub loaded: Loaded,
    pub judged: Judged,
}

impl Told {
    /// A finding as a line that does not depend on where its record stands in a file.
    fn line(&self, finding: &Finding) -> String {
        let path = self.loaded.sources.get(finding.place.file).path();
        // Without an id of its own, a record is called by its number.
        let record = match finding.record.rsplit_once('/') {
            Some((before, number)) if number.parse::<u32>().is_ok() => before,
            _ => &finding.record,
        };
        format!("{path} {} {record}: {}", finding.rule, finding.message)
    }

    fn lines(&self) -> Vec<String> {
        let findings = self.loaded.findings.iter().chain(&self.judged.findings);
        let mut lines: Vec<String> = findings.map(|finding| self.line(finding)).collect();
        lines.sort();
        lines
    }
}

pub fn told(files: &dyn Files, choice: &Choice) -> Told {
    let mut loaded = load(files);
    let as_of = loaded.portfolio.settings.as_of.unwrap();
    told_on(&mut loaded, as_of, choice).map(|judged| Told { loaded, judged }).unwrap()
}

fn told_on(loaded: &mut Loaded, as_of: Date, choice: &Choice) -> Option<Judged> {
    see_as_of(&mut loaded.portfolio, as_of);
    let rules = ValidRules::new(&loaded.playbook, &loaded.sources);
    Some(judge(
        &Case {
            portfolio: &loaded.portfolio,
            playbook: &loaded.playbook,
            sources: &loaded.sources,
            as_of,
            history: &History::default(),
            scores: &scoreboard(&loaded.portfolio, &loaded.playbook, as_of),
        },
        &rules,
        choice,
    ))
}

pub fn memory(texts: &Texts) -> Memory {
    Memory::of(texts.iter().map(|(path, text)| (path.as_str(), text.clone())))
}

/// What is told of the sample, once for all tests.
fn of_the_sample() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| told(&memory(&sample()), &Choice::default()))
}

/// Files in another order than that of their names.
struct Shuffled {
    entries: Vec<Entry>,
    inner: Memory,
}

impl Files for Shuffled {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, entry: &Entry) -> std::io::Result<Vec<u8>> {
        self.inner.read(entry)
    }
}

/// What two lists of lines do not have in common.
fn difference(before: &[String], after: &[String]) -> String {
    let only = |these: &[String], those: &[String], sign: &str| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    [only(before, after, "-"), only(after, before, "+")].concat().join("\n")
}

#[test]
fn the_order_of_files_changes_no_finding() {
    let before = of_the_sample().lines();
    for turn in [1, 7, 101] {
        let inner = memory(&sample());
        let mut entries = inner.entries().to_vec();
        entries.reverse();
        let length = entries.len();
        entries.rotate_left(turn % length);
        let after = told(&Shuffled { entries, inner }, &Choice::default()).lines();
        assert!(before == after, "{}", difference(&before, &after));
    }
}

/// The items of a list, each with its lines; nothing where a text is no list of that kind.
fn list_items(text: &str) -> Option<(String, Vec<String>)> {
    let (mut head, mut items) = (String::new(), Vec::<String>::new());
    for line in text.split_inclusive('\n') {
        match items.last_mut() {
            _ if line.starts_with("- ") => items.push(line.to_owned()),
            Some(_) if !line.starts_with([' ', '#', '\n', '\r']) => return None,
            Some(item) => item.push_str(line),
            None if line.starts_with('#') || line.trim().is_empty() => head.push_str(line),
            None => return None,
        }
    }
    (items.len() > 1).then_some((head, items))
}

/// The sample with the records of every list in another order.
fn reordered(turn: impl Fn(&mut Vec<String>)) -> (Texts, usize) {
    let mut texts = sample();
    let mut touched = 0;
    for (path, bytes) in &mut texts {
        let text = String::from_utf8(bytes.clone()).unwrap_or_default();
        if let (true, Some((head, mut items))) = (path.ends_with(".yaml"), list_items(&text)) {
            turn(&mut items);
            let lines: Vec<String> = items.iter().map(|item| format!("{}\n", item.trim_end())).collect();
            *bytes = format!("{head}{}", lines.concat()).into_bytes();
            touched += 1;
        }
    }
    (texts, touched)
}

/// Another order of records.
type Turn<'a> = &'a dyn Fn(&mut Vec<String>);

#[test]
fn the_order_of_records_changes_no_finding() {
    let before = of_the_sample().lines();
    let turns: [Turn<'_>; 2] = [&|items| items.reverse(), &|items| items.rotate_left(1)];
    for turn in turns {
        let (texts, touched) = reordered(turn);
        assert!(touched > 60, "only {touched} lists were turned around");
        let after = told(&memory(&texts), &Choice::default()).lines();
        assert!(before == after, "{}", difference(&before, &after));
    }
}

#[test]
fn another_partner_changes_no_finding_of_the_others() {
    let of_others = |told: &Told| -> Vec<String> {
        let mut lines = told.lines();
        lines.retain(|line| line.starts_with("partners/") && !line.starts_with("partners/zephyr/"));
        lines
    };
    let before = of_others(of_the_sample());
    assert!(before.len() > 100, "the sample has too little to tell");
    for twin in ["kestrel", "clearbasin"] {
        let mut texts = sample();
        let own = format!("partners/{twin}/");
        let files: Vec<(String, Vec<u8>)> = texts
            .iter()
            .filter_map(|(path, text)| {
                Some((format!("partners/zephyr/{}", path.strip_prefix(&own)?), text.clone()))
            })
            .collect();
        assert!(files.len() > 5, "{twin}");
        texts.extend(files);
        let after = told(&memory(&texts), &Choice::default());
        assert!(after.lines().iter().any(|line| line.starts_with("partners/zephyr/")), "the twin is judged");
        let after = of_others(&after);
        assert!(before == after, "{twin}: {}", difference(&before, &after));
    }
}

#[test]
fn a_partner_that_cannot_be_read_changes_no_finding_of_the_others() {
    let of_others = |told: &Told| -> Vec<String> {
        let mut lines = told.lines();
        lines.retain(|line| line.starts_with("partners/") && !line.starts_with("partners/kestrel/"));
        lines
    };
    let mut texts = sample();
    texts.insert("partners/kestrel/partner.yaml".into(), b"name: [\n".to_vec());
    let (before, after) = (of_others(of_the_sample()), of_others(&told(&memory(&texts), &Choice::default())));
    assert!(before == after, "{}", difference(&before, &after));
}

const FORMATS: [&str; 9] =
    ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_threads() {
    let folder = Folder::new();
    for (path, text) in sample() {
        folder.write(&path, text);
    }
    let with = |threads: &str, turn: &str| -> Texts {
        let reports: Vec<String> = FORMATS
            .iter()
            .flat_map(|format| ["--report".to_owned(), format!("{format}=out/{turn}/{format}")])
            .collect();
        fs::create_dir_all(folder.path().join("out").join(turn)).unwrap();
        let mut arguments = vec!["check", "--color", "never", "--quiet"];
        arguments.extend(reports.iter().map(String::as_str));
        let mut command = folder.command(&arguments);
        let run = Run::from(command.env("RAYON_NUM_THREADS", threads).output().unwrap());
        assert!(run.stdout.contains("error["), "{run:?}");
        let mut texts = texts(&folder.path().join("out").join(turn));
        texts.insert("printed".into(), run.stdout.into_bytes());
        let mut command = folder.command(&["rules", "--format", "json"]);
        let run = Run::from(command.env("RAYON_NUM_THREADS", threads).output().unwrap());
        texts.insert("rules".into(), run.stdout.into_bytes());
        texts
    };
    let (one, four, again) = (with("1", "one"), with("4", "four"), with("4", "again"));
    assert_eq!(one.len(), FORMATS.len() + 2);
    for name in one.keys() {
        assert!(one[name] == four[name], "{name} differs between one thread and four");
        assert!(four[name] == again[name], "{name} differs from run to run");
    }
}

#[test]
fn every_finding_of_a_rule_names_a_record_and_speaks_in_whole_words() {
    let told = of_the_sample();
    let mut trouble = Vec::new();
    for finding in told.judged.findings.iter().filter(|finding| finding.rule != "unknown-rule") {
        let line = told.line(finding);
        if Address::parse(&finding.record).is_err() {
            trouble.push(format!("`{}` is no address that a waiver could name: {line}", finding.record));
        }
        for words in [Some(&finding.message), finding.help.as_ref()].into_iter().flatten() {
            if words.trim().is_empty() || words.contains('–') || words.contains(['{', '}']) {
                trouble.push(format!("`{words}` has a gap: {line}"));
            }
            if words.contains(" ,") || words.contains("  ") || words.ends_with(": ") {
                trouble.push(format!("`{words}` has a hole: {line}"));
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

/// The place of a finding lies within its file, and in a file of the partner that its record belongs to.
#[test]
fn every_finding_of_a_rule_stands_inside_its_file() {
    let told = of_the_sample();
    let mut trouble = Vec::new();
    for finding in &told.judged.findings {
        let line = told.line(finding);
        let related = finding.related.iter().map(|(place, _)| place);
        for place in std::iter::once(&finding.place).chain(related) {
            let text = told.loaded.sources.get(place.file).text();
            if text.get(place.range.clone()).is_none_or(|words| words.trim().is_empty()) {
                trouble.push(format!("{:?} holds nothing: {line}", place.range));
            }
        }
        let path = told.loaded.sources.get(finding.place.file).path();
        let owner = finding.record.split('/').next().unwrap();
        let of_partner = told.loaded.portfolio.partners.contains_key(owner);
        if of_partner && !path.starts_with(&format!("partners/{owner}/")) {
            trouble.push(format!("`{owner}` is told in another's file: {line}"));
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

/// No two findings are the same to whoever reads them: not the same words at the same place.
#[test]
fn nothing_is_told_twice() {
    let told = of_the_sample();
    let mut seen = BTreeSet::new();
    for finding in &told.judged.findings {
        let key =
            (finding.rule.clone(), finding.message.clone(), finding.place.file, finding.place.range.start);
        assert!(seen.insert(key), "told twice: {}", told.line(finding));
    }
}

/// Whatever was found can be accepted at its address, unless its rule says that it cannot.
#[test]
fn a_waiver_at_the_address_of_a_finding_accepts_it() {
    let mut texts = sample();
    texts.remove("waivers.yaml");
    let before = told(&memory(&texts), &Choice::default());
    let mut waivers = String::new();
    let mut pairs = BTreeSet::new();
    for finding in &before.judged.findings {
        pairs.insert((finding.rule.to_string(), finding.record.clone()));
    }
    pairs.retain(|(rule, _)| {
        built_in().iter().any(|one| one.name == *rule && one.front.waivable != Some(false))
    });
    for (rule, record) in &pairs {
        waivers.push_str(&format!(
            "- {{rule: {rule}, record: {record}, reason: Tried., approver: tomasz-wrona, granted_on: 2026-10-01, expires: \
             2026-12-31}}\n"
        ));
    }
    texts.insert("waivers.yaml".into(), waivers.into_bytes());
    let after = told(&memory(&texts), &Choice::default());
    let mut left = after.judged.findings.iter().filter(|finding| {
        let rule = built_in().iter().find(|rule| rule.name == finding.rule);
        rule.is_some_and(|rule| rule.front.waivable != Some(false))
    });
    assert!(left.next().is_none(), "{}", after.lines().join("\n"));
    assert!(after.judged.waived.len() > 100);
    let unmatched: Vec<String> =
        after.lines().into_iter().filter(|line| line.contains(" unmatched-waiver ")).collect();
    assert!(unmatched.is_empty(), "{unmatched:?}");
}

/// What is found rule by rule is what is found at once.
#[test]
fn rules_do_not_depend_on_one_another() {
    let folder = ground();
    folder.write("playbook.yaml", "extends: strict\n").write(super::PROMISES, super::TWO_PROMISES);
    let texts = texts(folder.path());
    let whole = told(&memory(&texts), &Choice::default()).lines();
    let mut single: Vec<String> = built_in()
        .iter()
        .flat_map(|rule| {
            let select = vec![Selector::Rule(rule.name.clone())];
            told(&memory(&texts), &Choice { select, ignore: Vec::new() }).lines()
        })
        .collect();
    single.sort();
    assert!(whole.len() > 20, "{whole:?}");
    assert!(whole == single, "{}", difference(&whole, &single));
}

#[test]
fn every_day_can_be_looked_at() {
    for day in
        ["1970-01-01", "2021-03-01", "2024-02-29", "2025-07-01", "2026-12-31", "2031-01-01", "2100-06-15"]
    {
        let mut loaded = load(&memory(&sample()));
        let judged = told_on(&mut loaded, Date::parse(day).unwrap(), &Choice::default()).unwrap();
        for finding in &judged.findings {
            let text = loaded.sources.get(finding.place.file).text();
            assert!(text.get(finding.place.range.clone()).is_some(), "{day}: {finding:?}");
            assert!(!finding.message.is_empty(), "{day}: {finding:?}");
        }
    }
}

#[test]
fn every_built_in_rule_is_named_once_and_like_the_others() {
    let names: Vec<&str> = built_in().iter().map(|rule| rule.name.as_str()).collect();
    let unique: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len());
    for name in names {
        let parts: Vec<&str> = name.split('-').collect();
        let plain = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
        assert!(parts.len() >= 2 && parts.iter().all(plain), "`{name}` is not in kebab-case");
        assert!(!matches!(name, "records" | "rules"), "`{name}` means something else to --select");
    }
}

/// Names that reading gives its faults, and those of what is wrong with the playbook, are no names of rules.
#[test]
fn no_built_in_rule_has_the_name_of_a_fault() {
    let faults: BTreeSet<String> = fs::read_dir(cases().join("faults"))
        .unwrap()
        .flat_map(|case| fs::read_to_string(case.unwrap().path().join("expected.txt")))
        .flat_map(|text| {
            let names = text.split("error[").skip(1).filter_map(|rest| rest.split(']').next());
            names.map(str::to_owned).collect::<Vec<_>>()
        })
        .chain(
            ["broken-rule", "duplicate-rule", "bad-waiver", "unknown-parameter", "bad-parameter"]
                .map(str::to_owned),
        )
        .collect();
    assert!(faults.len() > 25, "{faults:?}");
    for rule in built_in() {
        assert!(!faults.contains(&rule.name), "{}", rule.name);
    }
}

#[test]
fn every_built_in_rule_can_be_found_and_selected() {
    for rule in built_in() {
        let profiles = [Profile::Starter, Profile::Standard, Profile::Strict];
        assert!(profiles.iter().any(|profile| rule.is_in(*profile)), "{} is in no profile", rule.name);
        let selector = Selector::parse(&rule.name);
        assert_eq!(selector.unknown(built_in().iter()), None, "{}", rule.name);
        assert!(Choice { select: vec![selector], ignore: Vec::new() }.names(rule), "{}", rule.name);
        for practice in &rule.front.practices {
            let selector = Selector::parse(&practice.0);
            assert!(Choice { select: vec![selector], ignore: Vec::new() }.wants(rule), "{}", rule.name);
        }
    }
    let names: Vec<&str> = built_in().iter().map(|rule| rule.name.as_str()).collect();
    let run = super::check(&ground(), &["--select", &names.join(",")]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

/// A parameter that nothing reads would be set in vain.
#[test]
fn every_parameter_of_a_built_in_rule_decides_something() {
    let playbook = Playbook::default();
    let rules = ValidRules::new(&playbook, &Sources::default());
    assert_eq!(rules.iter().count(), built_in().len(), "a built-in rule is broken");
    let mut with_parameters = 0;
    for rule in rules.iter() {
        assert_eq!(
            rule.thresholds.len(),
            rule.parameters.len(),
            "{}: a parameter is not read",
            rule.rule.name
        );
        with_parameters += usize::from(!rule.parameters.is_empty());
        for (name, parameter) in &rule.rule.front.parameters {
            let sentence = parameter.meaning.ends_with('.');
            assert!(sentence, "{}: the meaning of `{name}` is no sentence", rule.rule.name);
        }
    }
    assert!(with_parameters > 20, "{with_parameters}");
}

/// A parameter of each built-in rule can be set, and the finding then shows where.
#[test]
fn every_parameter_of_a_built_in_rule_can_be_set() {
    let mut playbook = String::from("rules:\n");
    for rule in built_in().iter().filter(|rule| !rule.front.parameters.is_empty()) {
        playbook.push_str(&format!("  - rule: {}\n    parameters:\n", rule.name));
        for (name, parameter) in &rule.front.parameters {
            let value = serde_json::to_string(&parameter.default).unwrap();
            playbook.push_str(&format!("      {name}: {value}\n"));
        }
    }
    let folder = ground();
    folder.write("playbook.yaml", &playbook);
    let lines = super::found(&folder, &[]);
    let faults: Vec<&String> = lines.iter().filter(|line| line.starts_with("playbook.yaml")).collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert_ne!(super::check(&folder, &[]).code, 2);
}
