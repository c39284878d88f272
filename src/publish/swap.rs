//! Puts a staged site in the place of the old one: in one step where the system can (Linux, macOS), else in two
//! with a way back; a kill between the two leaves the old site aside, and the next run finds it. Never fails
//! without having put the old site back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::PublishError;
use super::guard::Target;
use super::stage::{Staging, aside_prefix, remove};

/// Swaps the staged site in and removes the old one; gives the old one's place when it could not be removed.
pub(super) fn swap(staging: Staging, target: &Target) -> Result<Option<PathBuf>, PublishError> {
    let failed = |reason| PublishError::disk("put the new site at", &target.folder, reason);
    let old = if fs::symlink_metadata(&target.folder).is_err() {
        fs::rename(staging.folder(), &target.folder).map_err(failed)?;
        None
    } else if exchange(staging.folder(), &target.folder).is_ok() {
        Some(staging.folder().to_owned())
    } else {
        let aside = target.parent.join(format!("{}{}", aside_prefix(target), std::process::id()));
        in_two_steps(staging.folder(), &target.folder, &aside).map_err(failed)?;
        Some(aside)
    };
    settle(&target.parent);
    Ok(old.filter(|old| remove(old).is_err()))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(new: &Path, place: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, place, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_new: &Path, _place: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn in_two_steps(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(place, aside)?;
    fs::rename(new, place).inspect_err(|_| {
        // Should even this fail, the next run puts it back.
        let _ = fs::rename(aside, place);
    })
}

/// Makes the swap last through a power cut. It has happened by now, so a refusal changes nothing.
#[cfg(unix)]
fn settle(parent: &Path) {
    let _ = fs::File::open(parent).and_then(|folder| folder.sync_all());
}

#[cfg(not(unix))]
fn settle(_parent: &Path) {}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::in_two_steps;

    #[test]
    fn two_steps_replace() {
        let room = tempfile::tempdir().expect("a folder");
        let (new, place, aside) =
            (room.path().join("new"), room.path().join("site"), room.path().join("old"));
        fs::create_dir(&place).expect("made");
        fs::write(place.join("old.html"), "old").expect("written");
        fs::create_dir(&new).expect("made");
        in_two_steps(&new, &place, &aside).expect("swapped");
        assert!(aside.join("old.html").exists() && !place.join("old.html").exists() && !new.exists());
    }

    #[test]
    fn two_steps_that_fail_put_the_old_site_back() {
        let room = tempfile::tempdir().expect("a folder");
        let (new, place, aside) =
            (room.path().join("gone"), room.path().join("site"), room.path().join("old"));
        fs::create_dir(&place).expect("made");
        fs::write(place.join("old.html"), "old").expect("written");
        in_two_steps(&new, &place, &aside).expect_err("there is nothing to put in");
        assert!(place.join("old.html").exists() && !aside.exists());
    }
}
