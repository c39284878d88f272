//! Writes a single file whole: beside its target first, then in its place.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file that somebody asked for by name; what stood there is replaced only once all is written.
///
/// # Errors
///
/// When the disk refuses. Whatever stood at `path` is then as it was.
pub fn write_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".tmp-{}", std::process::id()));
    let beside = Path::new(&beside);
    let written = fs::write(beside, content).and_then(|()| fs::rename(beside, path));
    if written.is_err() {
        let _ = fs::remove_file(beside);
    }
    written
}

/// Writes a new file, with the folders above it; never over one that is there.
///
/// # Errors
///
/// When there is a file already, or the disk refuses.
pub fn create_file(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}
