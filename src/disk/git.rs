//! Asks git which files of a folder changed. Starts the `git` program, and nothing else, with fixed arguments; writes
//! nothing. Files are compared as they are, without filters, which would be programs of the repository's choosing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use super::Folder;
use crate::source::{EntryKind, Files};

/// Why git could not be asked.
#[derive(Debug)]
pub enum GitError {
    /// The program cannot be started, or spoken with.
    Missing(io::Error),
    /// It was started, and refused; with what it said.
    Refused(String),
}

impl fmt::Display for GitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(error) => write!(formatter, "git cannot be started: {error}"),
            Self::Refused(said) => write!(formatter, "git says: {said}"),
        }
    }
}

impl std::error::Error for GitError {}

/// The paths below a folder, with `/`, that differ from a revision, or from the last commit; files that the revision
/// does not have included, and files that were removed since.
pub fn changed_files(root: &Path, since: Option<&str>) -> Result<BTreeSet<String>, GitError> {
    let folder = Folder::open(root).map_err(GitError::Missing)?;
    let then = committed(root, since.unwrap_or("HEAD"))?;
    let now: Vec<&str> = folder
        .entries()
        .iter()
        .filter(|entry| entry.kind == EntryKind::File && !entry.path.contains('\n'))
        .map(|entry| entry.path.as_str())
        .collect();
    let hashes = hashes(root, &now)?;
    // What the revision does not have is new, unless git is told to ignore it.
    let known =
        ask(root, &["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", "."], None)?;
    let known: BTreeSet<&str> = known.split('\0').collect();
    let differs = |path: &str, hash: &str| match then.get(path) {
        Some(then) => then != hash,
        None => known.contains(path),
    };
    let changed = now
        .iter()
        .zip(&hashes)
        .filter(|(path, hash)| differs(path, hash))
        .map(|(path, _)| (*path).to_owned());
    let removed = then.keys().filter(|path| now.binary_search(&path.as_str()).is_err()).cloned();
    Ok(changed.chain(removed).collect())
}

/// The days on which each file of minutes was changed, like `2026-11-21`, by its path below the folder.
pub fn history_of_minutes(root: &Path) -> Result<BTreeMap<String, Vec<String>>, GitError> {
    let arguments = [
        "log",
        "--format=%x01%cs",
        "--name-only",
        "--relative",
        "--no-renames",
        "-z",
        "--",
        "partners/*/meetings/*.md",
    ];
    let listed = ask(root, &arguments, None)?;
    let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut day = String::new();
    for piece in listed.split(['\0', '\n']).filter(|piece| !piece.is_empty()) {
        match piece.strip_prefix('\u{1}') {
            Some(next) => day = next.to_owned(),
            None => days.entry(piece.to_owned()).or_default().push(day.clone()),
        }
    }
    Ok(days)
}

/// The paths below a folder in a revision, with the names of their contents.
fn committed(root: &Path, revision: &str) -> Result<BTreeMap<String, String>, GitError> {
    let listed = ask(root, &["ls-tree", "-r", "-z", "--end-of-options", revision], None)?;
    let entries = listed.split('\0').filter_map(|entry| entry.split_once('\t'));
    Ok(entries
        .filter_map(|(meta, path)| Some((path.to_owned(), meta.rsplit(' ').next()?.to_owned())))
        .collect())
}

/// The names of the contents of files as they are, in order.
fn hashes(root: &Path, paths: &[&str]) -> Result<Vec<String>, GitError> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    // Names on the standard input are read from the top of the repository.
    let prefix = ask(root, &["rev-parse", "--show-prefix"], None)?;
    let names: String =
        paths.iter().map(|path| format!("{}{path}\n", prefix.trim_end_matches('\n'))).collect();
    let hashes = ask(root, &["hash-object", "--no-filters", "--stdin-paths"], Some(names))?;
    Ok(hashes.lines().map(str::to_owned).collect())
}

fn ask(root: &Path, arguments: &[&str], input: Option<String>) -> Result<String, GitError> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(root)
        // A repository's own settings could name programs to start.
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        // Nor is a signature looked at or anything fetched, for which a repository may name programs as well.
        .args(["-c", "log.showSignature=false", "-c", "protocol.allow=never"])
        .env("GIT_NO_LAZY_FETCH", "1")
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // A hook sets these for the repository that it belongs to, which need not be the one asked about.
    for name in
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"]
    {
        command.env_remove(name);
    }
    let mut child = command.spawn().map_err(GitError::Missing)?;
    // Written beside the reading: git answers while it still listens.
    let writer = child
        .stdin
        .take()
        .zip(input)
        .map(|(mut pipe, input)| thread::spawn(move || pipe.write_all(input.as_bytes())));
    let output = child.wait_with_output().map_err(GitError::Missing)?;
    if let Some(writer) = writer {
        drop(writer.join());
    }
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("nothing").trim_start_matches("fatal: ").to_owned();
    Err(GitError::Refused(first))
}
