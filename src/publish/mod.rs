//! Stages a site beside its target and swaps it in whole: the target is the old site or the new one, never a
//! mix. Never deletes a folder that is not ours, writes into the portfolio's records or follows a name out of
//! the site.

mod error;
mod guard;
mod lock;
mod names;
mod single;
mod stage;
mod swap;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use error::{PublishError, Refusal};
pub use guard::is_site;
pub use single::{create_file, write_file};

/// The files of a site: path within it, parts divided by `/`, and content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The file that says a folder is a site of ours, to be replaced whole. A reader of records skips any folder
/// that holds it.
pub const MARKER: &str = ".quarterdeck-site";

/// A site that has been swapped in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The folder, links resolved.
    pub folder: PathBuf,
    /// How many files were written, the marker not counted.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Whether an older site stood there.
    pub replaced: bool,
    /// Where the older site still lies when it could not be removed; the next run tries again.
    pub left_behind: Option<PathBuf>,
}

/// Writes `files` as the site at `out`, in place of an older site of ours. `input_root` is the portfolio that
/// the site was made from; it is only compared with, never written to, unless `out` is a folder inside it.
///
/// # Errors
///
/// When `out` must not be replaced, a file's name could leave the site, another build is at work on the same
/// folder, or the disk refuses. Whatever stood at `out` is then as it was.
pub fn publish(out: &Path, input_root: &Path, files: &Files) -> Result<Published, PublishError> {
    names::check(files)?;
    let target = guard::judge(out, input_root, std::env::home_dir().as_deref())?;
    fs::create_dir_all(&target.parent)
        .map_err(|reason| PublishError::disk("create the folder", &target.parent, reason))?;
    let lock = lock::Lock::take(&target)?;
    if lock.is_exclusive() {
        stage::sweep(&target);
    }
    let replaced = guard::may_replace(&target.folder)?;
    let staging = stage::Staging::write(&target, files)?;
    let left_behind = swap::swap(staging, &target)?;
    let bytes = files.values().map(|content| content.len() as u64).sum();
    Ok(Published { folder: target.folder, files: files.len(), bytes, replaced, left_behind })
}
