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
    // What the revision does not have is new, unless git is told to ignore it.
    let known =
        ask(root, &["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", "."], None)?;
    let known: BTreeSet<&[u8]> = known.split(|&byte| byte == 0).collect();
    let now = folder.entries().iter().filter(|entry| entry.kind == EntryKind::File);
    let mut changed = BTreeSet::new();
    let mut here = BTreeSet::new();
    for entry in now {
        here.insert(entry.path.as_str());
        let differs = match then.get(&entry.path) {
            Some(then) => folder.read(entry).map_or(true, |now| plain(&now) != plain(then)),
            None => known.contains(entry.path.as_bytes()),
        };
        if differs {
            changed.insert(entry.path.clone());
        }
    }
    changed.extend(then.into_keys().filter(|path| !here.contains(path.as_str())));
    Ok(changed)
}

/// A text whose lines end as git keeps them, whatever the system writes.
fn plain(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'\r' || text.get(at + 1) != Some(&b'\n') {
            plain.push(byte);
        }
    }
    plain
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
    let listed = String::from_utf8_lossy(&listed);
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

/// The files below a folder in a revision, with their contents as they are kept.
fn committed(root: &Path, revision: &str) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
    let listed = ask(root, &["ls-tree", "-r", "-z", "--end-of-options", revision], None)?;
    let mut paths = Vec::new();
    let mut ids = String::new();
    for entry in String::from_utf8_lossy(&listed).split('\0').filter_map(|entry| entry.split_once('\t')) {
        // `mode type id`; a folder of another repository has no contents here.
        if let [_, "blob", id] = entry.0.split(' ').collect::<Vec<_>>()[..] {
            paths.push(entry.1.to_owned());
            ids.push_str(&format!("{id}\n"));
        }
    }
    if paths.is_empty() {
        return Ok(BTreeMap::new());
    }
    let contents = ask(root, &["cat-file", "--batch"], Some(ids))?;
    let mut rest = contents.as_slice();
    let mut files = BTreeMap::new();
    for path in paths {
        // `id type size`, a line break, the contents, a line break.
        let Some(end) = rest.iter().position(|&byte| byte == b'\n') else { break };
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        let size: usize = head.rsplit(' ').next().and_then(|size| size.parse().ok()).unwrap_or_default();
        let Some(content) = rest.get(end + 1..end + 1 + size) else { break };
        files.insert(path, content.to_vec());
        rest = rest.get(end + size + 2..).unwrap_or_default();
    }
    Ok(files)
}

fn ask(root: &Path, arguments: &[&str], input: Option<String>) -> Result<Vec<u8>, GitError> {
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
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("nothing").trim_start_matches("fatal: ").to_owned();
    Err(GitError::Refused(first))
}
