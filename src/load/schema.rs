//! Records of another shape than this program reads.

use crate::finding::Finding;
use crate::portfolio::settings::SCHEMA;
use crate::source::{FileId, Place};

/// Records of a shape that this program does not know.
pub(super) fn unknown(file: FileId, text: &str, schema: u32) -> Finding {
    let at = text.match_indices("schema").map(|(at, _)| at).find(|&at| {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        line.trim_start_matches(['{', ' ', '"', '\'']).is_empty()
    });
    let start = at.unwrap_or_default();
    let length = text[start..].find(['\n', '\r', ',', '#', '}']).unwrap_or(text.len() - start);
    let range = start..start + text[start..start + length].trim_end().len();
    let finding = Finding::error(
        "unknown-schema",
        Place { file, range },
        format!("these records are of schema {schema}, this program reads schema {SCHEMA}"),
    );
    if schema > SCHEMA {
        finding.help("use the version of quarterdeck that they were written with, or a newer one")
    } else {
        finding.help(format!("write `schema: {SCHEMA}`"))
    }
}
