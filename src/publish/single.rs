//! Writes a single file whole: beside its target first, then in its place.

use std::fs;
use std::path::Path;

use super::PublishError;

/// Writes a file that somebody asked for by name; what stood there is replaced only once all is written.
///
/// # Errors
///
/// When the disk refuses. Whatever stood at `path` is then as it was.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), PublishError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".tmp-{}", std::process::id()));
    let beside = Path::new(&beside);
    let failed = |doing: &'static str, reason| {
        let _ = fs::remove_file(beside);
        PublishError::disk(doing, path, reason)
    };
    fs::write(beside, content).map_err(|reason| failed("write", reason))?;
    fs::rename(beside, path).map_err(|reason| failed("write", reason))
}
