//! Looks for a browser where browsers are.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The names of programs that print, in the order in which they are tried.
pub(super) const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
];

/// Where they are put that are not in the path.
const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// The first browser that there is.
pub(super) fn any(folders: &OsStr) -> Option<PathBuf> {
    let named = NAMES.iter().find_map(|name| in_path(Path::new(name), folders));
    named.or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// A program of a bare name, in the folders of the path.
pub(super) fn in_path(name: &Path, folders: &OsStr) -> Option<PathBuf> {
    if name.components().count() != 1 {
        return None;
    }
    let ending = env::consts::EXE_SUFFIX;
    env::split_paths(folders).filter(|folder| folder.is_absolute()).find_map(|folder| {
        let plain = folder.join(name);
        let mut ended = plain.clone().into_os_string();
        ended.push(ending);
        [plain, PathBuf::from(ended)].into_iter().find(|path| path.is_file())
    })
}
