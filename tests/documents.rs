//! The documents keep their word: links lead somewhere, examples are read without a finding, the report that
//! the README prints is the one that the program prints.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test: whatever is not as it should be ends it")]

#[path = "reference/anchor.rs"]
mod anchor;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anchor::anchor;
use quarterdeck::expression::show;
use quarterdeck::load::{Loaded, load};
use quarterdeck::playbook::practices::practices;
use quarterdeck::playbook::rule::built_in;
use quarterdeck::portfolio::calendar::Quarter;
use quarterdeck::record::to_value;
use quarterdeck::report;
use quarterdeck::scorecard::{Score, score, series};
use quarterdeck::source::{Entry, EntryKind, Files};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The documents of the project, by their path from its root.
fn documents() -> Vec<String> {
    let mut paths: Vec<String> = ["", "docs"]
        .iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect();
    paths.sort();
    for expected in [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "README.md",
        "SECURITY.md",
        "docs/guide.md",
        "docs/numbers.md",
        "docs/practice.md",
        "docs/records.md",
        "docs/rules.md",
        "docs/scores.md",
        "docs/templates.md",
    ] {
        assert!(paths.iter().any(|path| path == expected), "{expected} is missing");
    }
    paths
}

/// A fenced block: the words after the fence, and the text within.
struct Block {
    info: String,
    text: String,
}

/// A document cut into its fenced blocks and the lines around them.
struct Cut {
    blocks: Vec<Block>,
    lines: Vec<String>,
}

fn cut(text: &str) -> Cut {
    let mut cut = Cut { blocks: Vec::new(), lines: Vec::new() };
    let mut open: Option<(&str, Block)> = None;
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &mut open {
            Some((fence, _)) if line == *fence => cut.blocks.extend(open.take().map(|(_, block)| block)),
            Some((_, block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            None if ticks >= 3 => {
                let block = Block { info: line[ticks..].trim().to_owned(), text: String::new() };
                open = Some((&line[..ticks], block));
            }
            None => cut.lines.push(line.to_owned()),
        }
    }
    assert!(open.is_none(), "a fenced block does not end");
    cut
}

/// The anchors that the headings of a document get.
fn anchors(text: &str) -> Vec<String> {
    let headings = cut(text).lines.into_iter().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

/// The targets of all links and pictures, without what stands in code.
fn links(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for line in cut(text).lines {
        let mut prose = String::new();
        for (index, part) in line.split('`').enumerate() {
            // A link may have code for its text: what is in between is left out, the brackets stay.
            if index % 2 == 0 {
                prose.push_str(part);
            }
        }
        for rest in prose.split("](").skip(1) {
            targets.push(
                rest[..rest.find(')').unwrap_or_else(|| panic!("a link without an end: {line}"))].to_owned(),
            );
        }
    }
    targets
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for document in documents() {
        let text = read(&document);
        let folder = Path::new(&document).parent().unwrap().to_owned();
        for target in links(&text) {
            if target.starts_with("https://") {
                continue;
            }
            count += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let mut place = PathBuf::new();
            for part in folder.join(path).components() {
                match part {
                    std::path::Component::ParentDir => {
                        assert!(place.pop(), "{document}: {target} leaves the project")
                    }
                    part => place.push(part),
                }
            }
            let named =
                if path.is_empty() { document.clone() } else { place.to_str().unwrap().replace('\\', "/") };
            assert!(root().join(&named).exists(), "{document}: {target} leads nowhere");
            if !anchor.is_empty() {
                assert!(
                    anchors(&read(&named)).iter().any(|one| one == anchor),
                    "{document}: {target} names no heading"
                );
            }
        }
    }
    assert!(count > 50, "only {count} links were found");
}

#[test]
fn documents_stand_alone() {
    for document in documents() {
        let text = read(&document);
        for word in ["/tmp/", "/home/", "/root/"] {
            assert!(!text.contains(word), "{document} mentions {word}");
        }
    }
}

/// A portfolio in memory.
struct Memory {
    entries: Vec<Entry>,
    texts: BTreeMap<String, String>,
}

impl Memory {
    fn new(texts: BTreeMap<String, String>) -> Self {
        let entry = |(path, text): (&String, &String)| Entry {
            path: path.clone(),
            kind: EntryKind::File,
            size: text.len() as u64,
        };
        Self { entries: texts.iter().map(entry).collect(), texts }
    }
}

impl Files for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        Ok(self.texts[&entry.path].clone().into_bytes())
    }
}

fn read_portfolio(texts: BTreeMap<String, String>) -> Loaded {
    load(&Memory::new(texts))
}

/// The file of a portfolio that a block shows: `yaml partners/northwind/risks.yaml`.
fn path_of(block: &Block) -> Option<&str> {
    let path = block.info.split(' ').nth(1)?;
    let record =
        ["yaml", "csv", "markdown"].iter().any(|language| block.info.starts_with(&format!("{language} ")));
    (record && path.contains('.')).then_some(path)
}

/// The rule that a block is meant to break: `yaml partners/northwind/risks.yaml finds bad-date`.
fn finds(block: &Block) -> Option<&str> {
    block.info.split_once(" finds ").map(|(_, rule)| rule)
}

/// The one file with which the README begins a portfolio.
fn first_file() -> (String, String) {
    let blocks = cut(&read("README.md")).blocks;
    let mut records =
        blocks.iter().filter(|block| path_of(block).is_some_and(|path| path.starts_with("partners/")));
    let first = records.next().expect("the README shows no partner.yaml");
    assert!(records.next().is_none(), "the README shows more than one record");
    (path_of(first).unwrap().to_owned(), first.text.clone())
}

/// The portfolio that the guide builds up, block by block, on the README's first file.
fn portfolio_of_the_guide() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::from([first_file()]);
    for block in cut(&read("docs/guide.md")).blocks {
        let Some(path) = path_of(&block).filter(|_| finds(&block).is_none()) else { continue };
        texts.entry(path.to_owned()).or_default().push_str(&block.text);
    }
    texts
}

#[test]
fn the_first_file_of_the_readme_is_sound() {
    let (path, text) = first_file();
    assert_eq!(path, "partners/northwind/partner.yaml");
    let loaded = read_portfolio(BTreeMap::from([(path, text)]));
    assert_eq!(report::concise(&loaded.sources, &loaded.findings), "");
    assert_eq!(loaded.portfolio.partners.len(), 1);
}

#[test]
fn the_examples_of_the_guide_are_sound() {
    let texts = portfolio_of_the_guide();
    assert!(texts.len() >= 10, "only {} files are shown in the guide", texts.len());
    let loaded = read_portfolio(texts);
    assert_eq!(report::concise(&loaded.sources, &loaded.findings), "");
}

#[test]
fn the_traps_of_the_guide_are_caught() {
    let mut count = 0;
    for block in cut(&read("docs/guide.md")).blocks {
        let (Some(path), Some(rule)) = (path_of(&block), finds(&block)) else { continue };
        let mut texts = portfolio_of_the_guide();
        if path.ends_with("partner.yaml") {
            let (_, text) = first_file();
            texts.insert(path.to_owned(), text + &block.text);
            texts.retain(|other, _| other == path);
        } else {
            texts.insert(path.to_owned(), block.text.clone());
        }
        let loaded = read_portfolio(texts);
        let report = report::concise(&loaded.sources, &loaded.findings);
        let of_rule = loaded.findings.iter().filter(|finding| finding.rule == rule).count();
        assert!(of_rule > 0, "nothing finds `{rule}` in:\n{}\nbut:\n{report}", block.text);
        assert_eq!(
            of_rule,
            loaded.findings.len(),
            "more than `{rule}` is found in:\n{}\n{report}",
            block.text
        );
        count += 1;
    }
    assert!(count >= 6, "only {count} traps are shown");
}

fn guide_score(texts: BTreeMap<String, String>) -> Score {
    let loaded = read_portfolio(texts);
    let partner = &loaded.portfolio.partners["northwind"];
    let quarter = Quarter::new(2026, 3).unwrap();
    score(&loaded.playbook, &series(&loaded.portfolio, &loaded.playbook, partner), quarter)
}

#[test]
fn the_worked_example_is_right() {
    let guide = read("docs/guide.md");
    let score = guide_score(portfolio_of_the_guide());
    for dimension in &score.dimensions {
        for metric in &dimension.metrics {
            let points = metric.points.map_or("–".to_owned(), |points| points.normalize().to_string());
            let row = guide.lines().find(|line| line.starts_with(&format!("| `{}` ", metric.id)));
            let row = row.unwrap_or_else(|| panic!("the guide has no row for `{}`", metric.id));
            assert!(
                row.trim_end().ends_with(&format!("| {points} |")),
                "`{}` has {points} points, the guide says: {row}",
                metric.id
            );
        }
        let value = dimension.value.map_or("–".to_owned(), |value| value.normalize().to_string());
        let adds = dimension.adds.map_or("–".to_owned(), |adds| format!("{adds:.2}"));
        let row = format!("| {} | {} | {value} | {adds} |", dimension.name, dimension.weight);
        assert!(guide.contains(&row), "the guide lacks: {row}");
    }
    let value = format!("**{:.2}**", score.value.unwrap());
    assert!(guide.contains(&value), "the score is {value}");
    let coverage = format!("**{} %**", score.coverage.normalize());
    assert!(guide.contains(&coverage), "the coverage is {coverage}");
}

#[test]
fn the_readme_has_its_commands() {
    let readme = read("README.md");
    for (marker, command) in [
        ("<!-- build -->", "cargo run --release --locked -- build sample-portfolio --out site"),
        ("<!-- test -->", "cargo test --locked"),
    ] {
        assert!(
            readme.contains(&format!("{marker}\n```sh\n{command}\n```\n")),
            "the README lacks {marker} with `{command}`"
        );
    }
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Makes the change that a block shows, and gives nothing back: the lines with `-` go, those with `+` come.
fn change(folder: &Path, block: &Block) {
    let path = folder.join(block.info.strip_prefix("diff ").unwrap());
    let text = fs::read_to_string(&path).unwrap();
    let side = |left_out: char| -> String {
        block
            .text
            .lines()
            .filter(|line| !line.starts_with(left_out))
            .map(|line| format!("{}\n", &line[1..]))
            .collect()
    };
    let old = side('+');
    assert_eq!(text.matches(&old).count(), 1, "{} does not hold exactly once:\n{old}", path.display());
    fs::write(&path, text.replace(&old, &side('-'))).unwrap();
}

/// The report, with the time that it took left out.
fn timeless(text: &str) -> String {
    text.lines()
        .map(|line| match line.split_once(" in ") {
            Some((before, rest)) if line.starts_with("checked ") => {
                format!("{before} in … s{}\n", rest.split_once(" s").unwrap().1)
            }
            _ => format!("{}\n", line.trim_end()),
        })
        .collect()
}

/// The day of all that the documents print; the sample has one of its own.
const DAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1792108800");

/// Runs a command of a document in a folder; nothing, if it is none of this program.
fn run(folder: &Path, command: &str) -> Option<String> {
    let rest = command
        .strip_prefix("quarterdeck ")
        .or_else(|| command.strip_prefix("cargo run --release --locked -- "))?;
    let mut program = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    program.env_clear().env(DAY.0, DAY.1).current_dir(folder);
    let output = program.args(["--color", "never"]).args(rest.split_whitespace()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    // A usage message would be compared word by word and teach nobody that the command is wrong.
    assert!(!said.contains("For more information, try"), "`{command}` is not understood:\n{said}");
    Some(said)
}

/// Goes through a document from top to bottom, in a folder: files are written, changes are made, commands are run,
/// and what is said to be printed is held against what they print. `QUARTERDECK_ACCEPT=1` rewrites that.
fn walk(document: &str, folder: &Path, records: &Path) -> usize {
    let text = read(document);
    let mut said: Option<String> = None;
    let mut replaced = Vec::new();
    let mut compared = 0;
    for block in cut(&text).blocks {
        if let Some(path) = path_of(&block).filter(|_| finds(&block).is_none()) {
            let path = records.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let before = fs::read_to_string(&path).unwrap_or_default();
            // A page is written anew, a list or a table grows.
            let grows = path.extension().is_some_and(|extension| extension != "md");
            fs::write(&path, if grows { before + &block.text } else { block.text.clone() }).unwrap();
        } else if block.info.starts_with("diff ") {
            change(folder, &block);
        } else if block.info == "sh" {
            let outputs: Vec<Option<String>> = block.text.lines().map(|line| run(folder, line)).collect();
            said = outputs.into_iter().collect::<Option<String>>();
            continue;
        } else if block.info == "text"
            && let Some(said) = said.take()
        {
            compared += 1;
            if std::env::var_os("QUARTERDECK_ACCEPT").is_some() {
                replaced.push((block.text.clone(), timeless(&said)));
            } else {
                assert_eq!(timeless(&said), timeless(&block.text), "{document} prints something else");
            }
        }
        said = None;
    }
    if !replaced.is_empty() {
        let mut text = text;
        let mut from = 0;
        for (old, new) in replaced {
            let old = format!("```text\n{old}```\n");
            let at = from + text[from..].find(&old).unwrap();
            text.replace_range(at..at + old.len(), &format!("```text\n{new}```\n"));
            from = at;
        }
        fs::write(root().join(document), text).unwrap();
    }
    compared
}

#[test]
fn the_readme_prints_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("sample-portfolio"), &folder.path().join("sample-portfolio"));
    let silent = run(folder.path(), "quarterdeck check sample-portfolio --select records --quiet");
    assert_eq!(silent.as_deref(), Some(""), "something in the sample cannot be read");
    let compared = walk("README.md", folder.path(), &folder.path().join("my-alliances"));
    assert!(compared >= 3, "only {compared} commands are shown with what they print");
}

#[test]
fn the_guide_prints_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    let (path, text) = first_file();
    fs::create_dir_all(folder.path().join(&path).parent().unwrap()).unwrap();
    fs::write(folder.path().join(&path), text).unwrap();
    let compared = walk("docs/guide.md", folder.path(), folder.path());
    assert!(compared >= 5, "only {compared} commands are shown with what they print");
}

#[test]
fn the_page_of_scores_prints_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    let compared = walk("docs/scores.md", folder.path(), folder.path());
    assert!(compared >= 1, "no score is shown with what the program prints");
}

/// The sums by hand are those of the program: each points, each value, each part.
#[test]
fn the_sums_by_hand_are_right() {
    let page = read("docs/scores.md");
    let mut texts = BTreeMap::new();
    for block in cut(&page).blocks {
        let Some(path) = path_of(&block) else { continue };
        texts.insert(path.to_owned(), block.text.clone());
    }
    let loaded = read_portfolio(texts);
    assert_eq!(report::concise(&loaded.sources, &loaded.findings), "");
    let partner = &loaded.portfolio.partners["harbour"];
    let quarter = Quarter::new(2026, 3).unwrap();
    let all = series(&loaded.portfolio, &loaded.playbook, partner);
    let score = score(&loaded.playbook, &all, quarter);
    let row = |begins: String| {
        let row = page.lines().find(|line| line.starts_with(&begins));
        row.unwrap_or_else(|| panic!("no row begins with {begins}")).trim_end().to_owned()
    };
    let two = |number: Option<rust_decimal::Decimal>| {
        number.map_or("–".to_owned(), |number| format!("{number:.2}"))
    };
    for dimension in &score.dimensions {
        for metric in &dimension.metrics {
            let (row, points) = (row(format!("| `{}` | ", metric.id)), two(metric.points.ok()));
            assert!(row.ends_with(&format!(" {points} |")), "`{}` has {points} points: {row}", metric.id);
        }
        let row = row(format!("| {} | ", dimension.name));
        let value = two(dimension.value);
        assert!(row.contains(&format!(" {value} | {} | ", dimension.weight)), "{value}: {row}");
        assert!(row.ends_with(&format!(" {} |", two(dimension.adds))), "{:?}: {row}", dimension.adds);
    }
    let value = two(score.value);
    assert!(row("| **Score** |".to_owned()).ends_with(&format!("**{value}** | {value} |")), "{value}");
    assert!(page.contains(&format!("**{} %**", score.coverage.normalize())));
    // The year so far: three quarters of the one, two of three of the other.
    let year = |metric: &str| {
        all.iter().find(|one| one.metric.id.as_str() == metric).unwrap().year_to_date(quarter).unwrap()
    };
    assert_eq!(year("sourced-revenue").actual, Some(rust_decimal::Decimal::from(992_500)));
    assert_eq!((year("influenced-revenue").measured, year("influenced-revenue").actual), (2, None));
}

/// The reference of the rules shows how a rule is written from nothing; whoever follows it gets what it prints.
#[test]
fn a_rule_written_from_the_reference_works_at_the_first_try() {
    let folder = tempfile::tempdir().unwrap();
    let (path, text) = first_file();
    fs::create_dir_all(folder.path().join(&path).parent().unwrap()).unwrap();
    fs::write(folder.path().join(&path), text).unwrap();
    let compared = walk("tests/reference/rules.md", folder.path(), folder.path());
    assert!(compared >= 3, "only {compared} commands are shown with what they print");
}

/// Every option that a document gives to a command is one that the command has.
#[test]
fn options_in_the_documents_exist() {
    let mut helps = BTreeMap::new();
    let mut count = 0;
    for document in documents() {
        for line in read(&document).lines() {
            for command in ["check", "build", "rules", "explain"] {
                for rest in line.split(&format!("quarterdeck {command} ")).skip(1) {
                    let rest = rest.split('`').next().unwrap();
                    let help = helps.entry(command).or_insert_with(|| {
                        let mut program = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
                        let output = program.env_clear().args([command, "--help"]).output().unwrap();
                        String::from_utf8(output.stdout).unwrap()
                    });
                    for option in rest.split_whitespace().filter(|word| word.starts_with("--")) {
                        let option = option.split('=').next().unwrap();
                        assert!(
                            help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")),
                            "{document}: `{command}` has no option {option}"
                        );
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(count > 20, "only {count} options were found");
}

/// What the guide shows of the playbook that comes with the program is what comes with it.
#[test]
fn the_guide_shows_the_presets() {
    let presets =
        read("src/playbook/presets/playbook.yaml") + &read("src/playbook/presets/stages-default.yaml");
    let shown: Vec<Block> =
        cut(&read("docs/guide.md")).blocks.into_iter().filter(|block| block.info == "yaml preset").collect();
    assert!(shown.len() >= 3, "only {} presets are shown", shown.len());
    for block in shown {
        assert!(presets.contains(&block.text), "no preset holds:\n{}", block.text);
    }
}

/// The rules of the profile that a portfolio begins with stand in the guide, all of them, and how many there are, of
/// about how many, in the README.
#[test]
fn the_guide_lists_the_starter_rules() {
    let guide = read("docs/guide.md");
    let starter: Vec<&str> =
        built_in().iter().filter(|rule| rule.front.starter).map(|rule| rule.name.as_str()).collect();
    for rule in built_in() {
        let row = format!("| `{}` | {} |", rule.name, rule.front.title);
        assert_eq!(guide.contains(&row), rule.front.starter, "{row}");
    }
    for rule in built_in().iter().filter(|rule| rule.front.artefact.is_some()) {
        let artefact = show(&to_value(&rule.front.artefact));
        let row = format!("| `{artefact}` | `{}` |", rule.name);
        assert!(guide.contains(&row), "the guide does not say what looks for `{artefact}`: {row}");
    }
    let words = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"];
    let number = words[starter.len() - 10];
    let said = format!("{number} rules out of more than 160");
    assert!((161..200).contains(&built_in().len()), "the documents say that there are more than 160 rules");
    for document in ["README.md", "docs/guide.md"] {
        let text = read(document).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&said), "{document} does not say: {said}");
    }
}

/// Names of rules that the documents give are names of rules.
#[test]
fn rules_that_the_documents_name_exist() {
    let own = ["stale-security-review", "unagreed-slip"];
    let mut count = 0;
    for document in ["README.md", "docs/guide.md", "tests/reference/rules.md"] {
        for line in read(document).lines() {
            for before in ["--select ", "--ignore ", "quarterdeck explain ", "rule: ", "allow "] {
                for rest in line.split(before).skip(1) {
                    let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
                    let name = rest[..end].trim_end_matches('-');
                    if !name.contains('-') {
                        continue;
                    }
                    let known = built_in().iter().any(|rule| rule.name == name) || own.contains(&name);
                    assert!(known, "{document} names the rule `{name}`, which does not exist");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 10, "only {count} rules were named");
}

/// The sources of a module, without its tests.
fn sources(module: &str) -> Vec<String> {
    let single = root().join(format!("src/{module}.rs"));
    let folder = root().join("src").join(module);
    let mut waiting = if folder.exists() { vec![folder] } else { Vec::new() };
    let mut paths = if single.exists() { vec![single] } else { Vec::new() };
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("tests.rs")
            {
                paths.push(path);
            }
        }
    }
    let text = |path: &PathBuf| fs::read_to_string(path).unwrap();
    paths.iter().map(|path| text(path).split("#[cfg(test)]\nmod ").next().unwrap().to_owned()).collect()
}

#[test]
fn the_map_says_what_imports_what() {
    let map = read("ARCHITECTURE.md");
    let rows = map.lines().filter(|line| line.starts_with("| `") && line.matches(" | ").count() == 3);
    let rows: BTreeMap<&str, Vec<&str>> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
            let imports =
                cells[3].split(" (").next().unwrap().split(", ").filter(|one| *one != "–").collect();
            (cells[0].trim_matches('`'), imports)
        })
        .collect();
    let modules: Vec<String> = read("src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    assert!(modules.len() > 10);
    for module in &modules {
        let row = rows.get(module.as_str()).unwrap_or_else(|| panic!("`{module}` is not on the map"));
        let texts = sources(module);
        assert!(!texts.is_empty(), "`{module}` has no source");
        let mut imported: Vec<&str> = modules
            .iter()
            .filter(|other| {
                *other != module && texts.iter().any(|text| text.contains(&format!("crate::{other}")))
            })
            .map(String::as_str)
            .collect();
        let mut drawn = row.clone();
        imported.sort_unstable();
        drawn.sort_unstable();
        assert_eq!(drawn, imported, "the map is wrong about what `{module}` imports");
    }
}

#[test]
fn the_tests_that_the_security_page_names_are_there() {
    let page = read("SECURITY.md");
    let mut all = String::new();
    let mut waiting = vec![root().join("tests/it"), root().join("src")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let table = page.lines().filter(|line| {
        line.starts_with("| ") && (line.contains(" in `src/") || line.contains(" in `tests/"))
    });
    let names: Vec<&str> = table
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|name| name.contains('_') && !name.contains('/'))
        .collect();
    assert!(names.len() > 30, "only {} tests are named", names.len());
    for name in names {
        assert!(all.contains(&format!("fn {name}(")), "there is no test `{name}`");
    }
}

/// The pages of a built site by path, each with the anchors on it.
fn pages_of(folder: &Path, below: &str, pages: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            pages_of(folder, &path, pages);
        } else if path.ends_with(".html") {
            pages.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// Whether a path of the site is one that a table means: `<id>` and the like stand for one name each.
fn meant(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(path).all(|(wanted, part)| match wanted.split_once('<') {
            Some((before, rest)) => {
                let after = rest.split_once('>').map_or("", |(_, after)| after);
                part.len() > before.len() + after.len() && part.starts_with(before) && part.ends_with(after)
            }
            None => *wanted == part,
        })
}

/// What stands in code in a text.
fn in_code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn each_practice_has_its_place() {
    let site = tempfile::tempdir().unwrap();
    let out = site.path().join("site");
    let built = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
        .args(["build", "sample-portfolio", "-q", "--out"])
        .arg(&out)
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let mut pages = BTreeMap::new();
    pages_of(&out, "", &mut pages);

    let mut held: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in built_in() {
        for practice in &rule.front.practices {
            held.entry(practice.0.as_str()).or_default().push(&rule.name);
        }
    }
    let text = read("docs/practice.md");
    let mut told: Vec<String> = Vec::new();
    let mut places = 0;
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells.last().is_none_or(|cell| *cell == "Where it is seen") {
            continue;
        }
        for place in in_code(cells.last().unwrap()) {
            places += 1;
            let (path, anchor) = place.split_once('#').map_or((place, None), |(path, to)| (path, Some(to)));
            let of_path: Vec<_> = pages.iter().filter(|(known, _)| meant(path, known)).collect();
            assert!(!of_path.is_empty(), "no page of the sample's site is {path}: {line}");
            if let Some(anchor) = anchor {
                let id = format!(" id=\"{anchor}\"");
                assert!(of_path.iter().any(|(_, html)| html.contains(&id)), "nothing is at {place}: {line}");
            }
        }
        if cells.len() < 4 {
            continue;
        }
        let rules: Vec<&str> = in_code(cells[cells.len() - 2]).collect();
        for rule in &rules {
            assert!(built_in().iter().any(|one| one.name == *rule), "there is no rule {rule}: {line}");
        }
        if let Some(id) = practices().iter().map(|one| one.id.0.as_str()).find(|id| *id == cells[0]) {
            assert_eq!(rules, held.remove(id).unwrap_or_default(), "the rules of {id}");
            let seen = in_code(cells[4]).count() > 0;
            assert!(seen || !cells[3].is_empty(), "{id} has neither a place nor a reason why not");
            told.push(id.to_owned());
        }
    }
    let all: Vec<&str> = practices().iter().map(|one| one.id.0.as_str()).collect();
    assert_eq!(told, all, "each practice stands once, in order");
    assert_eq!(held, BTreeMap::new(), "rules of practices that are nowhere");
    assert!(places > 100, "only {places} places were found");
}
