//! Asks git which files of a folder changed. Starts the `git` program, and nothing else, with fixed arguments; writes
//! nothing.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::Command;

/// Why git could not be asked.
#[derive(Debug)]
pub enum GitError {
    /// The program cannot be started.
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

/// The paths below a folder, with `/`, that differ from a revision, or from the last commit; files that git does not
/// know yet included, and files that were removed.
pub fn changed_files(folder: &Path, since: Option<&str>) -> Result<BTreeSet<String>, GitError> {
    let since = since.unwrap_or("HEAD");
    let differ = git(
        folder,
        &[
            "diff",
            "--name-only",
            "--relative",
            "--no-ext-diff",
            "--no-renames",
            "-z",
            "--end-of-options",
            since,
            "--",
            ".",
        ],
    )?;
    let new = git(folder, &["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?;
    let paths = |text: &str| -> Vec<String> {
        text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
    };
    Ok(paths(&differ).into_iter().chain(paths(&new)).collect())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, GitError> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        // A repository's own settings could name programs to start.
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .output()
        .map_err(GitError::Missing)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or("nothing").trim_start_matches("fatal: ").to_owned();
        Err(GitError::Refused(first))
    }
}
