//! One small broken portfolio for each kind of fault, and the full report on it.
//!
//! A case is a folder of files that is laid over `tests/cases/sound`; the report is its `expected.txt`.
//! `QUARTERDECK_ACCEPT=1` writes the reports anew; read them before you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::harness::{Folder, Run, TODAY, accepting, cases, unexpected, walk};

/// Lays out what makes a case.
type Maker = fn(&Folder);

/// Cases whose files no version control keeps as they are; each makes its own.
const MADE: &[(&str, Maker)] = &[
    ("not-text-latin-1", |folder| {
        folder.write(
            "partners/acme/risks.yaml",
            b"- id: r-01\n  text: Caf\xe9 closes\n  raised_on: 2026-01-08\n",
        );
    }),
    ("not-text-mark-and-latin-1", |folder| {
        folder.write("partners/acme/risks.yaml", b"\xef\xbb\xbf- id: r-01\n  text: Caf\xe9 closes\n");
    }),
    ("not-text-utf-16", |folder| {
        let text = "- id: r-01\r\n  text: Too late\r\n";
        let bytes: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        folder.write("partners/acme/risks.yaml", bytes);
    }),
    ("not-text-zero-byte", |folder| {
        folder.write("partners/acme/risks.yaml", b"- id: r-01\n  text: Too\0late\n");
    }),
    ("bad-logo-large", |folder| {
        folder.write("quarterdeck.yaml", "schema: 1\nsite:\n  logo: assets/logo.png\n");
        folder.write("assets/logo.png", [b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 200 * 1024]].concat());
    }),
    #[cfg(unix)]
    ("bad-logo-link", |folder| {
        folder.write("quarterdeck.yaml", "schema: 1\nsite:\n  logo: logo.png\n");
        folder.write("elsewhere/logo.png", b"\x89PNG\r\n\x1a\n");
        std::os::unix::fs::symlink(folder.path().join("elsewhere/logo.png"), folder.path().join("logo.png"))
            .unwrap();
    }),
    #[cfg(unix)]
    ("bad-logo-link-above", |folder| {
        folder.write("quarterdeck.yaml", "schema: 1\nsite:\n  logo: assets/logo.png\n");
        folder.write("elsewhere/logo.png", b"\x89PNG\r\n\x1a\n");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("assets")).unwrap();
    }),
    #[cfg(unix)]
    ("symbolic-link-file", |folder| {
        folder.write("elsewhere/risks.yaml", "- id: canary\n");
        std::os::unix::fs::symlink(
            folder.path().join("elsewhere/risks.yaml"),
            folder.path().join("partners/acme/risks.yaml"),
        )
        .unwrap();
    }),
    #[cfg(unix)]
    ("symbolic-link-folder", |folder| {
        folder.write("elsewhere/bolt/partner.yaml", "name: Canary\n");
        std::os::unix::fs::symlink(folder.path().join("elsewhere/bolt"), folder.path().join("partners/bolt"))
            .unwrap();
        std::os::unix::fs::symlink(
            folder.path().join("elsewhere"),
            folder.path().join("partners/birch/meetings"),
        )
        .unwrap();
    }),
    #[cfg(unix)]
    ("symbolic-link-settings", |folder| {
        folder.write("elsewhere/quarterdeck.yaml", "name: Canary\n");
        let settings = folder.path().join("quarterdeck.yaml");
        std::os::unix::fs::symlink(folder.path().join("elsewhere/quarterdeck.yaml"), settings).unwrap();
    }),
    // A file system that folds case would make one folder of the two.
    #[cfg(all(unix, not(target_os = "macos")))]
    ("colliding-ids", |folder| {
        let profile = fs::read(folder.path().join("partners/acme/partner.yaml")).unwrap();
        folder.write("partners/Acme/partner.yaml", profile);
    }),
];

fn folder() -> PathBuf {
    cases().join("faults")
}

/// The names of all cases: those with files, and those that are made.
fn names() -> BTreeSet<String> {
    let kept = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    kept.chain(MADE.iter().map(|(name, _)| (*name).to_owned())).collect()
}

/// The portfolio of a case; nothing where there are no files and nobody to make them.
fn portfolio(name: &str) -> Option<Folder> {
    let made = MADE.iter().find(|(made, _)| *made == name);
    let case = folder().join(name);
    let kept = case.is_dir() && walk(&case).iter().any(|path| path != "expected.txt");
    let portfolio = Folder::sound();
    let portfolio = if kept { portfolio.with(&case) } else { portfolio };
    if portfolio.path().join("expected.txt").exists() {
        portfolio.remove("expected.txt");
    }
    if let Some((_, make)) = made {
        make(&portfolio);
    }
    (kept || made.is_some()).then_some(portfolio)
}

/// All that a run says, without the time that it took.
pub fn report(run: &Run) -> String {
    let mut stderr = run.stderr.clone();
    if let Some((before, rest)) = run.stderr.split_once(" in ")
        && let Some((seconds, after)) = rest.split_once(" s · ")
        && seconds.parse::<f64>().is_ok()
    {
        stderr = format!("{before} in … s · {after}");
    }
    format!("{}{stderr}exit code {}\n", run.stdout, run.code)
}

#[test]
fn each_fault_is_reported_as_it_should_be() {
    let mut trouble = Vec::new();
    for name in names() {
        let case = folder().join(&name);
        if accepting() {
            fs::create_dir_all(&case).unwrap();
        }
        let Some(portfolio) = portfolio(&name) else {
            // Cases that this system cannot make keep their expectation.
            if !cfg!(unix) || cfg!(target_os = "macos") {
                continue;
            }
            trouble.push(format!("{name}: an expectation without a case"));
            continue;
        };
        let actual =
            report(&portfolio.run(&["check", "--select", "records", "--color", "never", "--as-of", TODAY]));
        trouble.extend(unexpected(&name, &actual, &case.join("expected.txt")));
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n\n"));
}

#[test]
fn the_portfolio_under_the_cases_is_sound() {
    let run = Folder::sound().run(&["check", "--select", "records", "--as-of", TODAY]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0), "{run:?}");
}

/// Every rule that reading can break has a case that breaks it.
#[test]
fn no_kind_of_fault_is_without_a_case() {
    let mut said = String::new();
    for name in names() {
        said.push_str(&fs::read_to_string(folder().join(name).join("expected.txt")).unwrap_or_default());
    }
    for rule in rules_in_the_source() {
        assert!(said.contains(&format!("error[{rule}]")), "no case breaks `{rule}`");
    }
}

/// The list of these names in the library is the one of the source.
#[test]
fn the_names_of_what_reading_finds_are_listed() {
    let known: BTreeSet<String> =
        quarterdeck::finding::READING.iter().map(|name| (*name).to_owned()).collect();
    let mut named = rules_in_the_source();
    named.insert("unreadable-file".to_owned());
    let one_word = ["alias", "anchor", "tag"];
    named.extend(one_word.map(str::to_owned));
    assert_eq!(known, named);
}

/// The rules that reading names, found in its own source.
fn rules_in_the_source() -> BTreeSet<String> {
    /// Cannot be brought about by a test on every system, or are no rule at all.
    const SPARED: [&str; 1] = ["unreadable-file"];
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rules = BTreeSet::new();
    for part in ["load", "record"] {
        for path in walk(&source.join(part)) {
            let text = fs::read_to_string(source.join(part).join(path)).unwrap();
            for call in ["Finding::error(", "Finding::of_file(", "rule: ", "=> "] {
                for (at, _) in text.match_indices(call) {
                    let rest = text[at + call.len()..].trim_start();
                    let Some(rule) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                        continue;
                    };
                    if rule.contains('-') && rule.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                        rules.insert(rule.to_owned());
                    }
                }
            }
        }
    }
    for spared in SPARED {
        assert!(rules.remove(spared), "`{spared}` need not be spared");
    }
    assert!(rules.len() > 20, "{rules:?}");
    rules
}
