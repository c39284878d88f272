//! Lists the built-in rules, so that a rule is added by adding its file and nothing else.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/playbook/rules");
    let mut names = Vec::new();
    for entry in fs::read_dir("src/playbook/rules")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".md").map(str::to_owned));
    }
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        // The compiler knows where the checkout stands; this list stays right when two checkouts share what they built.
        let path = format!("/src/playbook/rules/{name}.md");
        let _ =
            writeln!(list, "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),");
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("rules.rs"), list)
}
