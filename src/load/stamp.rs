//! Which records and which playbook a number was made from, so that two runs can be told apart.

use sha2::{Digest, Sha256};

use super::Loaded;

/// The records and the playbook of a run, each by a checksum of its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Of all texts of the portfolio, the playbook included: twelve hexadecimal digits of a SHA-256.
    pub records: String,
    /// Of the playbook, its rules and the version of the program, whose presets and built-in rules belong to it.
    pub playbook: String,
}

impl Loaded {
    /// The stamp of what was read.
    pub fn stamp(&self) -> Stamp {
        let mut playbook = Checksum::default();
        playbook.take("quarterdeck", env!("CARGO_PKG_VERSION"));
        let mut records = Checksum::default();
        for (_, source) in self.sources.iter() {
            records.take(source.path(), source.text());
            if source.path() == "playbook.yaml" || source.path().starts_with("playbook/") {
                playbook.take(source.path(), source.text());
            }
        }
        Stamp { records: records.done(), playbook: playbook.done() }
    }
}

#[derive(Default)]
struct Checksum(Sha256);

impl Checksum {
    /// Takes in a text under its path; lengths keep two files from reading like one.
    fn take(&mut self, path: &str, text: &str) {
        for part in [path, text] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part.as_bytes());
        }
    }

    fn done(self) -> String {
        self.0.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}
