//! Where a fault stands, drawn under the line that it is in.
//!
//! A file of `tests/cases/places` is a record with drawings between its lines: `# ^^^ rule`, with a caret
//! under each character at fault (the `#` may be left out where a fault begins the line). A drawing under
//! no text, `| rule`, is a fault of the file as a whole. The first line says what file it is, and whether
//! it is to be read with Windows line ends (`crlf`) or a byte-order mark (`mark`).

use std::fs;

use quarterdeck::load::Loaded;

use super::harness::{Memory, cases, difference, walk};

/// A file with drawings, taken apart.
struct Drawn {
    path: String,
    crlf: bool,
    mark: bool,
    lines: Vec<String>,
}

impl Drawn {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once('\n').unwrap();
        let mut words = head.split_ascii_whitespace();
        let path = words.next().unwrap().to_owned();
        let flags: Vec<&str> = words.collect();
        assert!(flags.iter().all(|flag| matches!(*flag, "crlf" | "mark")), "{head}");
        let lines = body.lines().filter(|line| !is_drawing(line)).map(str::to_owned).collect();
        Self { path, crlf: flags.contains(&"crlf"), mark: flags.contains(&"mark"), lines }
    }

    fn bytes(&self) -> Vec<u8> {
        let end = if self.crlf { "\r\n" } else { "\n" };
        let mark = if self.mark { "\u{feff}" } else { "" };
        let lines = self.lines.iter().flat_map(|line| [line.as_str(), end]);
        std::iter::once(mark).chain(lines).collect::<String>().into_bytes()
    }

    /// The text with what was found drawn into it.
    fn draw(&self, head: &str, loaded: &Loaded) -> String {
        let mut drawn = format!("{head}\n");
        let mut under: Vec<Vec<String>> = vec![Vec::new(); self.lines.len()];
        for finding in &loaded.findings {
            assert_eq!(loaded.sources.get(finding.place.file).path(), self.path, "{finding:?}");
            let region = loaded.sources.region(&finding.place);
            let line = &self.lines[region.line as usize - 1];
            let start = region.column as usize - 1;
            let end = if region.end_line == region.line {
                region.end_column as usize - 1
            } else {
                line.chars().count()
            };
            let carets = if end > start { "^".repeat(end - start) } else { "|".to_owned() };
            let lead = match start {
                0 => String::new(),
                _ => format!("#{}", " ".repeat(start - 1)),
            };
            under[region.line as usize - 1].push(format!("{lead}{carets} {}", finding.rule));
        }
        for (line, drawings) in self.lines.iter().zip(under) {
            drawn.push_str(line);
            drawn.push('\n');
            for drawing in drawings {
                drawn.push_str(&drawing);
                drawn.push('\n');
            }
        }
        drawn
    }
}

/// Whether a line is a drawing and no text of the record.
fn is_drawing(line: &str) -> bool {
    let marks = line.strip_prefix('#').unwrap_or(line).trim_start_matches(' ');
    let rule = marks.trim_start_matches(['^', '|']);
    let word = rule.strip_prefix(' ').unwrap_or_default();
    rule.len() < marks.len() && !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

#[test]
fn faults_stand_where_they_are_drawn() {
    let folder = cases().join("places");
    let names = walk(&folder);
    assert!(names.len() >= 12, "{names:?}");
    let mut trouble = Vec::new();
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let drawn = Drawn::read(&text);
        // Beside the record stand a profile and a person, so that the file can be about anything.
        let profile = "name: Acme\nkinds: [isv]\ntiers: [{tier: growth, from: 2025-01-01}]\n\
            stages: [{stage: operate, from: 2025-01-01}]\n";
        let mut files = vec![
            ("people.yaml", b"- {id: dana-reyes, name: Dana Reyes, function: alliances}\n".to_vec()),
            ("partners/acme/partner.yaml", profile.into()),
        ];
        files.retain(|(path, _)| *path != drawn.path);
        files.push((&drawn.path, drawn.bytes()));
        let loaded = Memory::of(files).load();
        let head = text.lines().next().unwrap();
        assert!(!loaded.findings.is_empty(), "{name} has no fault, so that nothing is drawn");
        trouble.extend(difference(&name, &drawn.draw(head, &loaded), &text).err());
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn a_drawing_is_told_from_the_record() {
    for line in ["#   ^^^ bad-date", "^^ unknown-field", "# ^ bad-id", "| empty-record", "#| bad-cell"] {
        assert!(is_drawing(line), "{line}");
    }
    for line in ["# A comment", "text: |", "- ^^ x", "#", "", "^^^", "  text: ^ bad-date"] {
        assert!(!is_drawing(line), "{line}");
    }
}
