//! Lists and reads the files of a folder, sorted. Follows no link, writes nothing, reads each file once.

mod git;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

pub use self::git::{GitError, changed_files, history_of_minutes};
use crate::publish::is_site;
use crate::source::{Entry, EntryKind, Files};

/// A folder on disk.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    entries: Vec<Entry>,
}

impl Folder {
    /// Lists a folder. Hidden files and folders, and sites made by this program, are left out.
    pub fn open(root: &Path) -> io::Result<Self> {
        let mut entries = Vec::new();
        fs::read_dir(root)?;
        let walk = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
        let shown = walk.filter_entry(|entry| {
            let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            let site = entry.depth() > 0 && entry.file_type().is_dir() && is_site(entry.path());
            !hidden && !site
        });
        for entry in shown {
            let (path, kind, size) = match &entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => {
                    let kind = match entry.file_type() {
                        kind if kind.is_symlink() => EntryKind::Link,
                        kind if kind.is_file() => EntryKind::File,
                        _ => EntryKind::Unreadable,
                    };
                    (entry.path(), kind, entry.metadata().map_or(0, |metadata| metadata.len()))
                }
                Err(error) => (error.path().unwrap_or(root), EntryKind::Unreadable, 0),
            };
            let below = path.strip_prefix(root).unwrap_or(path);
            let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            entries.push(Entry { path: parts.join("/"), kind, size });
        }
        entries.sort();
        Ok(Self { root: root.to_owned(), entries })
    }
}

impl Files for Folder {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(&entry.path))
    }
}
