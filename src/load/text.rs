//! Turns the bytes of a file into text, and says what to do where they are none.

use crate::finding::Finding;
use crate::source::{FileId, Place, Sources};

/// The byte-order mark.
const MARK: &str = "\u{feff}";

/// Adds a file's bytes as text; bytes that are no UTF-8 are a finding at the first of them.
pub fn add(sources: &mut Sources, path: &str, bytes: Vec<u8>) -> (FileId, Option<Finding>) {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let file = sources.add(path, text);
            let nul = sources.get(file).text().find('\0');
            let finding = nul.map(|at| {
                Finding::error(
                    "not-text",
                    Place { file, range: at..at + 1 },
                    "this file is not text: it has a zero byte here",
                )
                .help("save it as plain text in UTF-8")
            });
            (file, finding)
        }
        Err(error) => {
            const HELP: &str =
                "save it as UTF-8; a spreadsheet offers this as \"CSV UTF-8\", an editor as an encoding";
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
                let file = sources.add(path, "");
                let finding =
                    Finding::of_file("not-text", file, "this file is in UTF-16, records are in UTF-8");
                return (file, Some(finding.help(HELP)));
            }
            let byte = bytes.get(at).copied().unwrap_or_default();
            let file = sources.add(path, String::from_utf8_lossy(bytes).into_owned());
            // The text has lost its byte-order mark, so that places in it begin behind the mark.
            let mark = if bytes.starts_with(MARK.as_bytes()) { MARK.len() } else { 0 };
            let place = Place { file, range: at - mark..at - mark + '\u{fffd}'.len_utf8() };
            let message = format!("this file is not in UTF-8: byte {at} is 0x{byte:02X}");
            (file, Some(Finding::error("not-text", place, message).help(HELP)))
        }
    }
}
