//! What lies beside a packet: where it comes from, and the checksums of its files. That of a partner's packet names no
//! record and no other partner.

use quarterdeck::portfolio::calendar::Date;
use quarterdeck::publish::Files;
use quarterdeck::view::packet::{Audience, Packet};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::judge::Judgement;

/// A packet that was made.
pub struct Made<'a> {
    /// The packet.
    pub packet: &'a Packet,
    /// The id of the partner.
    pub partner: &'a str,
    /// The day that it is told as of.
    pub day: Date,
    /// The size of the paper.
    pub paper: &'a str,
    /// How many pages its PDF has, if it has one.
    pub pages: Option<usize>,
}

/// The manifest of a packet, as JSON.
pub fn manifest(judged: &Judgement, made: &Made<'_>, files: &Files) -> Vec<u8> {
    let packet = made.packet;
    let mut manifest = Map::new();
    let mut say = |key: &str, value: Value| manifest.insert(key.to_owned(), value);
    say("version", json!(1));
    say("packet", json!(packet.name));
    say("partner", json!(made.partner));
    say("quarter", json!(packet.quarter));
    say("audience", json!(packet.audience.word()));
    say("as_of", json!(made.day.to_string()));
    say("paper", json!(made.paper));
    say("pages", json!(made.pages));
    say("tool", json!(format!("quarterdeck {}", packet.version)));
    say("playbook", json!(judged.stamp.playbook));
    match packet.audience {
        Audience::Internal => {
            say("records", json!(judged.stamp.records));
            say("inputs", inputs(judged, made.partner));
        }
        Audience::Partner => {
            let shared = judged.loaded.playbook.shared.iter().map(|kind| kind.word());
            let policy = shared.collect::<Vec<_>>().join(",");
            say("policy", json!(sum(policy.as_bytes())));
        }
    }
    let list: Vec<Value> = files
        .iter()
        .map(|(name, bytes)| json!({"name": name, "bytes": bytes.len(), "sha256": sum(bytes)}))
        .collect();
    say("files", json!(list));
    let mut text = serde_json::to_string_pretty(&Value::Object(manifest)).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// The records that a partner's packet for us can be made from: its own, those of all, and those that it shares.
fn inputs(judged: &Judgement, partner: &str) -> Value {
    let loaded = &judged.loaded;
    let own = format!("partners/{partner}/");
    let list: Vec<Value> = loaded
        .sources
        .iter()
        .filter(|(_, source)| {
            let path = source.path();
            path.starts_with(&own) || !path.starts_with("partners/")
        })
        .map(|(_, source)| json!({"path": source.path(), "sha256": sum(source.text().as_bytes())}))
        .collect();
    json!(list)
}

/// The checksums of files, as `sha256sum -c` reads them.
pub fn sums(files: &Files) -> Vec<u8> {
    let lines = files.iter().map(|(name, bytes)| format!("{}  {name}\n", sum(bytes)));
    lines.collect::<String>().into_bytes()
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
