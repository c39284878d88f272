//! Judges where a site may go, before anything is written. Judges the real place: links and `..` are resolved
//! first, and no setting overrides a refusal.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::{MARKER, PublishError, Refusal};

/// First line of the marker, up to the number of the format.
pub(super) const MARKER_WORD: &str = "quarterdeck-site";

/// Folders of a portfolio that hold records: an empty one is waiting for some.
const RECORD_FOLDERS: [&str; 3] = ["initiatives", "partners", "playbook"];

/// A place that a site may go to.
#[derive(Debug)]
pub(super) struct Target {
    /// The folder, absolute and without links.
    pub(super) folder: PathBuf,
    /// The folder it lies in.
    pub(super) parent: PathBuf,
    /// Its own name.
    pub(super) name: String,
}

/// Whether a folder is a site that Quarterdeck wrote: it holds our marker, as a file of its own and with our
/// first line.
pub fn is_site(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    if !fs::symlink_metadata(&marker).is_ok_and(|found| found.is_file()) {
        return false;
    }
    let mut start = String::new();
    let read = fs::File::open(marker).and_then(|file| file.take(64).read_to_string(&mut start));
    read.is_ok() && start.lines().next().is_some_and(|line| line.split(' ').next() == Some(MARKER_WORD))
}

/// Refuses every place whose loss would hurt.
pub(super) fn judge(out: &Path, input_root: &Path, home: Option<&Path>) -> Result<Target, PublishError> {
    let folder = resolve(out)?;
    let refuse = |why| Err(PublishError::refused(&folder, why));
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        return refuse(Refusal::Root);
    };
    let input = fs::canonicalize(input_root)
        .map_err(|reason| PublishError::disk("find the portfolio", input_root, reason))?;
    if input.starts_with(&folder) {
        return refuse(Refusal::Portfolio);
    }
    if home.and_then(|home| fs::canonicalize(home).ok()).is_some_and(|home| home.starts_with(&folder)) {
        return refuse(Refusal::Home);
    }
    if folder.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git")) {
        return refuse(Refusal::InsideGit);
    }
    if fs::symlink_metadata(folder.join(".git")).is_ok() {
        return refuse(Refusal::Repository);
    }
    if let Some(Component::Normal(first)) =
        folder.strip_prefix(&input).ok().and_then(|rest| rest.components().next())
        && let Some(records) = RECORD_FOLDERS.iter().find(|records| first.eq_ignore_ascii_case(records))
    {
        return refuse(Refusal::Records((*records).to_owned()));
    }
    if let Some(site) = parent.ancestors().find(|above| is_site(above)) {
        return refuse(Refusal::InsideSite(site.to_owned()));
    }
    may_replace(&folder)?;
    Ok(Target { parent: parent.to_owned(), name: name.to_string_lossy().into_owned(), folder })
}

/// Whether something stands at the place that may be replaced: an empty folder or a site of ours.
/// `false` when nothing stands there.
pub(super) fn may_replace(folder: &Path) -> Result<bool, PublishError> {
    match fs::symlink_metadata(folder) {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(reason) => return Err(PublishError::disk("look at", folder, reason)),
        Ok(found) if !found.is_dir() => return Err(PublishError::refused(folder, Refusal::NotAFolder)),
        Ok(_) => {}
    }
    if is_site(folder) || is_empty(folder)? {
        return Ok(true);
    }
    Err(PublishError::refused(folder, Refusal::NotOurs))
}

fn is_empty(folder: &Path) -> Result<bool, PublishError> {
    let mut entries =
        fs::read_dir(folder).map_err(|reason| PublishError::disk("look into", folder, reason))?;
    Ok(entries.next().is_none())
}

/// The absolute place of a path that may not exist yet, links followed as far as it does.
fn resolve(out: &Path) -> Result<PathBuf, PublishError> {
    let disk = |path: &Path, reason| PublishError::disk("find", path, reason);
    let unclear = || PublishError::refused(out, Refusal::Unclear);
    let relative = !out.has_root();
    let mut place =
        if relative { fs::canonicalize(".").map_err(|reason| disk(out, reason))? } else { PathBuf::new() };
    let mut exists = true;
    for part in out.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => place.push(part),
            Component::CurDir => {}
            Component::ParentDir if exists => {
                place.pop();
            }
            Component::ParentDir => return Err(unclear()),
            Component::Normal(name) => {
                place.push(name);
                if !exists {
                    continue;
                }
                match fs::symlink_metadata(&place) {
                    Ok(_) => {
                        place = fs::canonicalize(&place).map_err(|reason| match reason.kind() {
                            io::ErrorKind::NotFound => unclear(),
                            _ => disk(&place, reason),
                        })?;
                    }
                    Err(reason) if reason.kind() == io::ErrorKind::NotFound => exists = false,
                    Err(reason) => return Err(disk(&place, reason)),
                }
            }
        }
    }
    Ok(place)
}
