//! Writes a site into a folder beside its target, and clears away what dead builds left there. Never deletes
//! a folder without our name and marker.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::guard::{MARKER_WORD, Target, is_site};
use super::{MARKER, PublishError};

/// Marker of the sites written now; its first line tells the format.
const MARKER_TEXT: &str = " 1\nThis folder was written by Quarterdeck. Each build replaces it whole.\n";

/// A folder beside the target; removed unless it is swapped in.
pub(super) struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// An empty folder, known as ours.
    pub(super) fn begin(target: &Target) -> Result<Self, PublishError> {
        let folder = target.parent.join(format!("{}{}", staging_prefix(target), std::process::id()));
        fs::create_dir(&folder).map_err(|reason| PublishError::disk("create", &folder, reason))?;
        let staging = Self { folder };
        // First, so that whatever a killed build leaves is known as ours.
        staging.put(MARKER, format!("{MARKER_WORD}{MARKER_TEXT}").as_bytes())?;
        Ok(staging)
    }

    /// Waits until the disk has all that was put there.
    pub(super) fn settle(&self) -> Result<(), PublishError> {
        settle(&self.folder).map_err(|reason| PublishError::disk("write", &self.folder, reason))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file.
    pub(super) fn put(&self, name: &str, content: &[u8]) -> Result<(), PublishError> {
        let path = name.split('/').fold(self.folder.clone(), |folder, part| folder.join(part));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|reason| PublishError::disk("create", folder, reason))?;
        }
        write_new(&path, content).map_err(|reason| PublishError::disk("write", &path, reason))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After the swap nothing of ours lies here; after a failure the next run sweeps what stays.
        let _ = remove(&self.folder);
    }
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    if cfg!(not(target_os = "linux")) {
        file.sync_all()?;
    }
    Ok(())
}

/// Waits until the disk has the files: one call for all of them, where the system offers it.
#[cfg(target_os = "linux")]
fn settle(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn settle(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes what earlier builds of the same target left when they were killed. A site that one of them had
/// moved aside is put back first, should its place be empty. The caller holds the lock: none of them lives.
pub(super) fn sweep(target: &Target) {
    for folder in leftovers(target, &aside_prefix(target)) {
        if is_site(&folder) && fs::symlink_metadata(&target.folder).is_err() {
            // Should that fail, the folder stays where it is, and a new site takes the empty place.
            let _ = fs::rename(&folder, &target.folder);
        } else {
            let _ = remove(&folder);
        }
    }
    for folder in leftovers(target, &staging_prefix(target)) {
        let _ = remove(&folder);
    }
}

fn leftovers(target: &Target, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(&target.parent) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| {
            entry.file_name().to_str().and_then(|name| name.strip_prefix(prefix)).is_some_and(|process| {
                !process.is_empty() && process.bytes().all(|digit| digit.is_ascii_digit())
            })
        })
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// Removes a site of ours or an empty folder, nothing else. The marker goes last, so that a removal cut short
/// can be taken up again.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    if is_site(folder) {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name() == MARKER {
                continue;
            }
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        fs::remove_file(folder.join(MARKER))?;
    }
    fs::remove_dir(folder)
}

fn staging_prefix(target: &Target) -> String {
    format!(".{}.quarterdeck-staging-", target.name)
}

/// Names of old sites on their way out, where the two cannot change places in one step.
pub(super) fn aside_prefix(target: &Target) -> String {
    format!(".{}.quarterdeck-old-", target.name)
}
