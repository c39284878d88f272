//! Keeps two builds off one target, by a locked file beside it. Never puts one into the portfolio unless the
//! site itself goes there.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::PublishError;
use super::guard::Target;

/// Held while a site is written; the file goes with it.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    exclusive: bool,
}

impl Lock {
    /// Fails at once when another build holds it.
    pub(super) fn take(target: &Target) -> Result<Self, PublishError> {
        let path = target.parent.join(format!(".{}.quarterdeck-lock", target.name));
        let disk = |reason| PublishError::disk("write", &path, reason);
        loop {
            let file = File::options().create(true).append(true).open(&path).map_err(disk)?;
            match file.try_lock() {
                // The holder before may have removed the file after it was opened here.
                Ok(()) if !is_at(&file, &path) => {}
                Ok(()) => return Ok(Self { file, path, exclusive: true }),
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Busy { target: target.folder.clone() });
                }
                // Some network disks know no locks; a site is still better than none.
                Err(TryLockError::Error(reason)) if reason.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { file, path, exclusive: false });
                }
                Err(TryLockError::Error(reason)) => return Err(disk(reason)),
            }
        }
    }

    /// Whether it is certain that no other build is at work.
    pub(super) fn is_exclusive(&self) -> bool {
        self.exclusive
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so that nobody can hold the file that goes. A file that stays does no harm.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(found)) => held.dev() == found.dev() && held.ino() == found.ino(),
        _ => false,
    }
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}
