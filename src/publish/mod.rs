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

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

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

/// Where the files of a site are put one by one, from several threads at once.
pub struct Shelf {
    staging: stage::Staging,
    names: Mutex<BTreeSet<String>>,
    bytes: AtomicU64,
}

impl Shelf {
    /// Puts a file there.
    ///
    /// # Errors
    ///
    /// When its name could leave the site, or the disk refuses.
    pub fn put(&self, name: &str, content: &[u8]) -> Result<(), PublishError> {
        names::check_one(name)?;
        self.staging.put(name, content)?;
        self.bytes.fetch_add(content.len() as u64, Ordering::Relaxed);
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        Ok(())
    }

    /// Puts files there.
    ///
    /// # Errors
    ///
    /// As for one.
    pub fn put_all(&self, files: &Files) -> Result<(), PublishError> {
        files.iter().try_for_each(|(name, content)| self.put(name, content))
    }
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
    publish_each(out, input_root, |shelf| shelf.put_all(files))
}

/// The same for files that are made one after the other: `fill` puts each there, so that not all have to be held at once.
///
/// # Errors
///
/// As for files that are there already, and when `fill` fails.
pub fn publish_each<E: From<PublishError>>(
    out: &Path,
    input_root: &Path,
    fill: impl FnOnce(&Shelf) -> Result<(), E>,
) -> Result<Published, E> {
    let target = guard::judge(out, input_root, std::env::home_dir().as_deref())?;
    fs::create_dir_all(&target.parent)
        .map_err(|reason| PublishError::disk("create the folder", &target.parent, reason))?;
    let lock = lock::Lock::take(&target)?;
    if lock.is_exclusive() {
        stage::sweep(&target);
    }
    let replaced = guard::may_replace(&target.folder)?;
    let shelf =
        Shelf { staging: stage::Staging::begin(&target)?, names: Mutex::default(), bytes: AtomicU64::new(0) };
    fill(&shelf)?;
    let names = shelf.names.into_inner().unwrap_or_else(PoisonError::into_inner);
    names::check_all(names.iter())?;
    shelf.staging.settle()?;
    let left_behind = swap::swap(shelf.staging, &target)?;
    Ok(Published {
        folder: target.folder,
        files: names.len(),
        bytes: shelf.bytes.into_inner(),
        replaced,
        left_behind,
    })
}
