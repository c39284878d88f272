//! The leak test. Every free text of every record of the sample gets a mark of its own; then each packet for each partner
//! is searched for each mark. Which marks may be there is told by a list of fields in this file, written apart from the
//! program: a field that is not in it is internal, and so is every record that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::super::harness::{Folder, walk};
use super::{packet, whole};

/// The fields that a partner may see of its own records, by file and way; `*` stands for any item.
const OWN: [(&str, &str); 36] = [
    ("partner.yaml", "name"),
    ("partner.yaml", "contacts.*.name"),
    ("partner.yaml", "expectations.*.text"),
    ("commitments.yaml", "*.text"),
    ("decisions.yaml", "*.question"),
    ("decisions.yaml", "*.options.*.text"),
    ("decisions.yaml", "*.why"),
    ("governance.yaml", "bodies.*.name"),
    ("surveys.yaml", "*.items.*.dimension"),
    ("plan.md", "objectives.*.text"),
    ("plan.md", "actions.*.text"),
    ("proposition.md", "statement"),
    ("proposition.md", "we_do"),
    ("proposition.md", "you_do"),
    ("proposition.md", "we_deliver"),
    ("proposition.md", "partner_benefit"),
    ("proposition.md", "customer_benefit"),
    ("meetings", "title"),
    ("reviews", "headline"),
    ("reviews", "dispositions.*.why"),
    ("reviews", "changed_targets.*.from"),
    ("reviews", "changed_targets.*.to"),
    ("reviews", "changed_targets.*.reason"),
    ("reviews", "body"),
    ("log.yaml", "win.text"),
    ("log.yaml", "win.customer"),
    ("log.yaml", "win.customer_effect"),
    ("log.yaml", "listening.theme"),
    ("log.yaml", "listening.said"),
    ("log.yaml", "listening.did"),
    ("log.yaml", "correction.cause"),
    ("log.yaml", "correction.change"),
    ("log.yaml", "correction.result_after"),
    ("log.yaml", "advocacy.topic"),
    ("log.yaml", "advocacy.outcome"),
    ("log.yaml", "lesson.text"),
];

/// The fields that a party of an initiative may see of it.
const OF_INITIATIVES: [&str; 6] = [
    "title",
    "summary",
    "blockers.*.text",
    "iterations.*.what",
    "proof_points.*.customer",
    "proof_points.*.result",
];

/// The fields of all that every partner may see.
const OF_ALL: [(&str, &str); 6] = [
    ("quarterdeck.yaml", "organisation.name"),
    ("playbook.yaml", "stages.*.name"),
    ("playbook.yaml", "metrics.*.name"),
    ("playbook.yaml", "metrics.*.definition"),
    ("playbook.yaml", "metrics.*.source"),
    ("people.yaml", "*.name"),
];

/// A marked text.
#[derive(Debug, Clone)]
struct Mark {
    token: String,
    file: String,
    /// The way to it, without numbers: `*.options.*.text`; in the log, `win.text`.
    way: String,
    /// Whether it, or what it stands in or under, says that it is internal.
    internal: bool,
    /// The heading of a review that it stands under.
    heading: String,
}

/// The sample with a mark in each free text.
struct Marked {
    folder: Folder,
    marks: Vec<Mark>,
    /// The parties of each shared initiative, by file.
    parties: BTreeMap<String, Vec<String>>,
}

/// Whether a text is free: not an id, a word of a list, an amount, a span of time or a date.
fn is_free(text: &str) -> bool {
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let amount = first.chars().all(|c| c.is_ascii_uppercase()) || first.chars().all(|c| c.is_ascii_digit());
    let asked =
        [" within ", " at least "].iter().any(|middle| text.contains(middle)) && text.split(' ').count() < 5;
    let plain = asked || text.ends_with("(theirs)") || (amount && words.count() == 1);
    text.contains(' ') && !plain
}

struct Marker<'a> {
    prefix: &'a str,
    file: String,
    marks: Vec<Mark>,
    next: usize,
    /// Initiatives that are internal: what names one is internal as well.
    internal: BTreeSet<String>,
}

impl Marker<'_> {
    fn token(&mut self, way: &str, internal: bool, heading: &str) -> String {
        self.next += 1;
        let token = format!("{}{:05}", self.prefix, self.next);
        let (file, way, heading) = (self.file.clone(), way.to_owned(), heading.to_owned());
        self.marks.push(Mark { token: token.clone(), file, way, internal, heading });
        token
    }

    fn value(&mut self, value: &mut Value, way: &str, internal: bool) {
        match value {
            Value::String(text) if is_free(text) => {
                let token = self.token(way, internal, "");
                text.push(' ');
                text.push_str(&token);
            }
            Value::Sequence(items) => {
                for item in items {
                    self.value(item, &join(way, "*"), internal);
                }
            }
            Value::Mapping(fields) => self.fields(fields, way, internal),
            _ => {}
        }
    }

    fn fields(&mut self, fields: &mut Mapping, way: &str, internal: bool) {
        let says = |field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
        let under = says("initiative").is_some_and(|id| self.internal.contains(&id));
        let internal = internal || under || says("audience").as_deref() == Some("internal");
        let way = match says("kind") {
            Some(kind) if self.file.ends_with("/log.yaml") => kind,
            _ => way.to_owned(),
        };
        for (name, value) in fields.iter_mut() {
            let way = join(&way, name.as_str().unwrap_or_default());
            self.value(value, &way, internal);
        }
    }

    fn body(&mut self, body: &str, internal: bool) -> String {
        let mut heading = String::new();
        let mut fenced = false;
        let mut marked = String::new();
        for line in body.lines() {
            marked.push_str(line);
            if let Some(words) = line.strip_prefix("## ") {
                heading = words.to_owned();
            }
            fenced ^= line.starts_with("```");
            let plain = !line.trim().is_empty() && !line.starts_with(['#', '|', '`']) && !fenced;
            if plain {
                marked.push(' ');
                marked.push_str(&self.token("body", internal, &heading));
            }
            marked.push('\n');
        }
        marked
    }
}

fn join(way: &str, name: &str) -> String {
    if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") }
}

/// Marks the sample; some of it is made internal first, so that each way of being so is there.
fn marked(prefix: &str) -> Marked {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio");
    let folder = Folder::new();
    let mut parties = BTreeMap::new();
    let mut marker = Marker {
        prefix,
        file: String::new(),
        marks: Vec::new(),
        next: 0,
        internal: BTreeSet::from(["uk-co-sell".to_owned()]),
    };
    for path in walk(&sample) {
        let text = fs::read_to_string(sample.join(&path)).unwrap();
        marker.file.clone_from(&path);
        let written = if path.starts_with("playbook/") {
            text
        } else if path.ends_with(".yaml") {
            let mut value: Value = serde_yaml::from_str(&text).unwrap();
            make_internal(&path, &mut value);
            marker.value(&mut value, "", false);
            serde_yaml::to_string(&value).unwrap()
        } else if let Some((front, body)) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"))
        {
            let mut value: Value = serde_yaml::from_str(front).unwrap();
            make_internal(&path, &mut value);
            if path.starts_with("initiatives/") {
                let list = value.get("partners").and_then(Value::as_sequence).unwrap();
                parties.insert(path.clone(), list.iter().map(|id| id.as_str().unwrap().to_owned()).collect());
            }
            let internal = value.get("audience").and_then(Value::as_str) == Some("internal");
            marker.value(&mut value, "", false);
            let body = marker.body(body, internal);
            format!("---\n{}---\n{body}", serde_yaml::to_string(&value).unwrap())
        } else {
            text
        };
        folder.write(&path, written);
    }
    Marked { folder, marks: marker.marks, parties }
}

/// Makes an initiative and a metric internal, which nothing in the sample is.
fn make_internal(path: &str, value: &mut Value) {
    let internal = |value: &mut Value| {
        value.as_mapping_mut().unwrap().insert("audience".into(), "internal".into());
    };
    if path == "partners/orrery/initiatives/uk-co-sell.md" {
        internal(value);
    }
    if path == "playbook.yaml" {
        let metrics = value.get_mut("metrics").and_then(Value::as_sequence_mut).unwrap();
        let one = metrics
            .iter_mut()
            .find(|metric| metric.get("id").and_then(Value::as_str) == Some("case-resolution"));
        internal(one.unwrap());
    }
}

impl Marked {
    /// Whether a partner may see a mark.
    fn may_see(&self, partner: &str, mark: &Mark) -> bool {
        if mark.internal {
            return false;
        }
        if OF_ALL.contains(&(mark.file.as_str(), mark.way.as_str())) {
            return true;
        }
        if let Some(parties) = self.parties.get(&mark.file) {
            return parties.iter().any(|id| id == partner) && OF_INITIATIVES.contains(&mark.way.as_str());
        }
        let Some((owner, file)) = mark.file.strip_prefix("partners/").and_then(|rest| rest.split_once('/'))
        else {
            return false;
        };
        if owner != partner {
            let both = |parties: &Vec<String>| {
                parties.iter().any(|id| id == owner) && parties.iter().any(|id| id == partner)
            };
            return (file, mark.way.as_str()) == ("partner.yaml", "name") && self.parties.values().any(both);
        }
        let kind = file.split('/').next().unwrap();
        if kind == "initiatives" {
            return OF_INITIATIVES.contains(&mark.way.as_str());
        }
        // The sample shares neither risks nor issues, so what a review says of them stays.
        let held = ["Risks and disagreements", "Issues and disagreements", "Issues", "Risks"];
        OWN.contains(&(kind, mark.way.as_str())) && !held.contains(&mark.heading.as_str())
    }

    /// The marks in a text that a partner may not see.
    fn leaks<'m>(&'m self, partner: &str, text: &str) -> Vec<&'m Mark> {
        let there: BTreeSet<&str> =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with("kx")).collect();
        self.marks
            .iter()
            .filter(|mark| there.contains(mark.token.as_str()) && !self.may_see(partner, mark))
            .collect()
    }
}

/// The marks in a text.
fn tokens(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with("kx")).collect()
}

/// The quarters that the sample has reviews of.
const QUARTERS: [&str; 8] =
    ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];

#[test]
fn no_packet_for_a_partner_holds_what_is_internal_or_of_another_partner() {
    let marked = marked("kx");
    assert!(marked.marks.len() > 4000, "{} marks", marked.marks.len());
    let (mut packets, mut seen, mut leaks) = (0, BTreeSet::new(), Vec::new());
    for quarter in QUARTERS {
        for form in [&["--audience", "partner"][..], &["--audience", "partner", "--short"]] {
            let run = packet(&marked.folder, &[&["--all", "--quarter", quarter], form].concat());
            assert!(run.code <= 1, "{}", run.stderr);
        }
    }
    let root = marked.folder.path().join("packets");
    let mut names: Vec<String> =
        fs::read_dir(&root).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names {
        let partner = name.strip_prefix("qbr-").and_then(|rest| rest.split_once("-20")).unwrap().0;
        let text = whole(&root, &name);
        packets += 1;
        leaks.extend(marked.leaks(partner, &text).into_iter().map(|mark| format!("{name}: {mark:?}")));
        let there = tokens(&text);
        seen.extend(marked.marks.iter().filter(|mark| there.contains(mark.token.as_str())).map(|mark| {
            let file = mark.file.split('/').nth(2).unwrap_or(&mark.file).to_owned();
            (file, mark.way.clone())
        }));
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    assert!(packets >= 70, "{packets} packets");
    // The list of fields is alive: what it names is seen, or the sample has none of it in a quarter under review.
    let unseen: Vec<_> =
        OWN.iter().filter(|(file, way)| !seen.contains(&((*file).to_owned(), (*way).to_owned()))).collect();
    assert!(unseen.is_empty(), "never seen: {unseen:?}");
}

#[test]
fn one_planted_leak_is_seen() {
    let marked = marked("kx");
    let run =
        packet(&marked.folder, &["--partner", "orrery", "--quarter", "2026-Q3", "--audience", "partner"]);
    assert!(run.code <= 1, "{}", run.stderr);
    let text = whole(&marked.folder.path().join("packets"), "qbr-orrery-2026-Q3-partner");
    assert_eq!(marked.leaks("orrery", &text).len(), 0);
    let secret = |file: &str| marked.marks.iter().find(|mark| mark.file == file).unwrap();
    let places = [
        "partners/orrery/stakeholders.yaml",
        "partners/orrery/risks.yaml",
        "partners/orrery/initiatives/uk-co-sell.md",
        "partners/veridia/commitments.yaml",
        "partners/veridia/partner.yaml",
        "waivers.yaml",
        "programme.yaml",
    ];
    for file in places {
        let mark = secret(file);
        let planted = text.replacen("<main>", &format!("<main><!-- {} -->", mark.token), 1);
        let found = marked.leaks("orrery", &planted);
        assert_eq!(found.iter().map(|mark| &mark.token).collect::<Vec<_>>(), [&mark.token], "{file}");
    }
}

#[test]
fn other_partners_change_no_byte_of_a_packet() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio");
    let all = Folder::new().with(&sample);
    for (partner, fellows) in [("veridia", &[][..]), ("orrery", &["clearbasin", "delta-institute"])] {
        let alone = Folder::new();
        for path in walk(&sample) {
            let owner = path.strip_prefix("partners/").and_then(|rest| rest.split('/').next());
            let text = fs::read_to_string(sample.join(&path)).unwrap();
            let list = text.lines().find(|line| line.starts_with("partners: ")).unwrap_or_default();
            if path.starts_with("initiatives/") && !list.contains(partner) {
                continue;
            }
            let kept = owner.is_none_or(|owner| {
                owner == partner || (fellows.contains(&owner) && path.ends_with("/partner.yaml"))
            });
            if kept {
                alone.write(&path, fs::read(sample.join(&path)).unwrap());
            }
        }
        let name = format!("qbr-{partner}-2026-Q2-partner");
        for folder in [&all, &alone] {
            let run =
                packet(folder, &["--partner", partner, "--quarter", "2026-Q2", "--audience", "partner"]);
            assert!(run.code <= 1, "{}", run.stderr);
        }
        let text = |folder: &Folder| whole(&folder.path().join("packets"), &name);
        assert!(text(&all).len() > 20_000);
        assert!(text(&all) == text(&alone), "{partner}: other partners are felt in its packet");
    }
}
