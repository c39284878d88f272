//! Packets: what they hold, what they keep back, and when none is made.

mod canary;
mod command;
mod preparation;
mod words;

use std::fs;
use std::path::Path;

use super::harness::{Folder, Run, walk};

/// Makes packets without a browser.
fn packet(folder: &Folder, more: &[&str]) -> Run {
    let mut arguments = vec!["packet", "--html-only", "--out", "packets"];
    arguments.extend(more);
    folder.run(&arguments)
}

/// The HTML of a packet.
fn html(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(format!("packets/{name}/{name}.html"))).unwrap()
}

/// Everything that lies in the folder of a packet: names and texts.
fn whole(packets: &Path, name: &str) -> String {
    let files = walk(&packets.join(name));
    let texts = files.iter().map(|file| {
        let text = fs::read(packets.join(name).join(file)).unwrap();
        format!("{file}\n{}\n", String::from_utf8_lossy(&text))
    });
    format!("{name}\n{}", texts.collect::<String>())
}
