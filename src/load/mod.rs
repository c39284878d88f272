//! Reads a whole folder: files to texts to records, linked. A broken record costs that record, never the
//! run; every fault of every file comes out at once. Judges nothing.

mod fit;
mod layout;
mod link;
mod observations;
mod own;
mod partner;
mod playbook;
mod schema;
mod stamp;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use serde::Deserialize;

use self::layout::{PartnerFile, Role, role, would_hold_records};
use self::link::{Links, Scope};
pub use self::own::{Logo, TemplateFault, templates};
use self::partner::PartnerRead;
pub use self::stamp::Stamp;
use crate::finding::{Finding, sort};
use crate::playbook::Playbook;
use crate::playbook::rule::read_rule;
use crate::playbook::shape::PlaybookFile;
use crate::portfolio::initiative::Initiative;
use crate::portfolio::settings::{Limits, SCHEMA, Settings};
use crate::portfolio::{Item, Portfolio, Record};
use crate::record::{Decoded, Mentions, Tree, decode, decode_list, id_fault, id_from, parse, split};
use crate::source::{Entry, EntryKind, FileId, Files, Place, Sources};

/// A portfolio that was read, and all that is wrong with its files.
#[derive(Debug)]
pub struct Loaded {
    /// The records.
    pub portfolio: Portfolio,
    /// What the organisation asks for.
    pub playbook: Playbook,
    /// All texts.
    pub sources: Sources,
    /// All faults, by file and place.
    pub findings: Vec<Finding>,
    /// How many records were read: files, and items of the lists in them.
    pub records: usize,
    /// Whether settings and playbook could be read; without them, no figure can be trusted.
    pub settings_sound: bool,
    /// Whether every rule of the team could be read.
    pub rules_sound: bool,
    /// The picture for the head of each page.
    pub logo: Option<Logo>,
}

/// Reads a portfolio.
pub fn load(files: &dyn Files) -> Loaded {
    let mut loader = Loader::default();
    loader.settings(files);
    let roles = loader.texts(files);
    loader.root_files(&roles);
    loader.partners(&roles);
    loader.shared_initiatives(&roles);
    loader.finish()
}

#[derive(Default)]
struct Loader {
    portfolio: Portfolio,
    playbook: Playbook,
    sources: Sources,
    findings: Vec<Finding>,
    links: Links,
    records: usize,
    unsound: bool,
    logo: Option<Logo>,
    broken_rules: bool,
}

impl Loader {
    /// Reads the settings first: they say how much may be read.
    fn settings(&mut self, files: &dyn Files) {
        let Some(entry) = files.entries().iter().find(|entry| role(&entry.path) == Role::Settings) else {
            return;
        };
        // They cannot raise the limit for themselves.
        let limit = Limits::default().max_file_bytes;
        if entry.kind != EntryKind::File || entry.size > limit {
            self.findings.push(not_read(&mut self.sources, entry, limit));
            self.unsound = true;
            return;
        }
        let Some(file) = self.read_text(&entry.path, files.read(entry)) else {
            self.unsound = true;
            return;
        };
        match self.single::<Settings>(file, &Scope::Portfolio) {
            Some(settings) => {
                if let Some(schema) = settings.schema.filter(|&schema| schema != SCHEMA) {
                    self.findings.push(schema::unknown(file, self.sources.get(file).text(), schema));
                    self.unsound = true;
                }
                match own::logo(files, &settings.site, file, &self.sources) {
                    Ok(logo) => self.logo = logo,
                    Err(finding) => self.findings.push(*finding),
                }
                self.portfolio.settings = settings;
            }
            None => self.unsound = true,
        }
    }

    /// Reads every file that is a record, side by side, and keeps their order.
    fn texts(&mut self, files: &dyn Files) -> Vec<(Role, FileId)> {
        let limits = self.portfolio.settings.limits.clone();
        let entries = files.entries();
        if entries.len() as u64 > limits.max_files {
            let file = self.sources.add("quarterdeck.yaml", "");
            self.findings.push(
                Finding::of_file(
                    "too-many-files",
                    file,
                    format!("this folder has {} files, at most {} are read", entries.len(), limits.max_files),
                )
                .help("look whether this is the right folder, or raise `limits: max_files:` in quarterdeck.yaml"),
            );
            self.unsound = true;
            return Vec::new();
        }
        let wanted: Vec<(&Entry, Role)> = entries
            .iter()
            .map(|entry| (entry, role_of(entry)))
            .filter(|(_, role)| !matches!(role, Role::Bystander | Role::Settings))
            .collect();
        let bytes: Vec<_> = wanted
            .par_iter()
            .map(|(entry, role)| {
                let readable = entry.kind == EntryKind::File && entry.size <= limits.max_file_bytes;
                (readable && !matches!(role, Role::Unknown(_) | Role::LinkedFolder))
                    .then(|| files.read(entry))
            })
            .collect();
        let mut roles = Vec::new();
        for ((entry, role), bytes) in wanted.into_iter().zip(bytes) {
            match (bytes, role) {
                (Some(bytes), role) => {
                    if let Some(file) = self.read_text(&entry.path, bytes) {
                        roles.push((role, file));
                    } else {
                        self.unreadable(&role);
                    }
                }
                (None, Role::Unknown(meant)) => {
                    // What was meant for a rule does not judge.
                    self.broken_rules |= entry.path.starts_with("playbook/");
                    let file = self.sources.add(&entry.path, "");
                    let finding =
                        Finding::of_file("unknown-file", file, "this file has no place in a portfolio");
                    self.findings.push(match meant {
                        Some(path) => finding.help(format!("did you mean `{path}`?")),
                        None => finding
                            .help("records have set names and places; see the guide to the folder's layout"),
                    });
                }
                (None, Role::LinkedFolder) => {
                    let file = self.sources.add(&entry.path, "");
                    self.findings.push(
                        Finding::of_file("symbolic-link", file, "this folder is a symbolic link; links are not followed")
                            .help("put the folder itself here, so that everybody who has the portfolio has its records"),
                    );
                }
                (None, role) => {
                    self.findings.push(not_read(&mut self.sources, entry, limits.max_file_bytes));
                    self.unreadable(&role);
                }
            }
        }
        roles
    }

    /// A file that should be a record could not even be read as text.
    fn unreadable(&mut self, role: &Role) {
        match role {
            Role::Playbook => {
                self.unsound = true;
                self.links.unknown(&Scope::Portfolio, PLAYBOOK_NOUNS);
            }
            Role::People => self.links.unknown(&Scope::Portfolio, &["person"]),
            Role::Programme => self.links.unknown(&Scope::Portfolio, &["listening channel"]),
            Role::Partner(partner, kind) => {
                let scope = Scope::Partner(partner.clone());
                self.links.unknown(&scope, partner::nouns(kind));
                if *kind == PartnerFile::Profile {
                    self.portfolio.unreadable.push(partner.clone());
                }
            }
            _ => {}
        }
    }

    fn read_text(&mut self, path: &str, bytes: std::io::Result<Vec<u8>>) -> Option<FileId> {
        match bytes {
            Ok(bytes) => {
                let (file, finding) = text::add(&mut self.sources, path, bytes);
                let sound = finding.is_none();
                self.findings.extend(finding);
                sound.then_some(file)
            }
            Err(error) => {
                let file = self.sources.add(path, "");
                self.findings.push(Finding::of_file(
                    "unreadable-file",
                    file,
                    format!("this file cannot be read: {error}"),
                ));
                None
            }
        }
    }

    /// Decodes a file that is one record.
    fn single<T: for<'de> Deserialize<'de>>(&mut self, file: FileId, scope: &Scope) -> Option<T> {
        let text = self.sources.get(file).text();
        let mut findings = Vec::new();
        let decoded = decode_text::<T>(file, text, &mut findings);
        self.findings.append(&mut findings);
        let decoded = decoded?;
        self.findings.extend(decoded.findings);
        self.links.take(scope, decoded.mentions);
        self.records += 1;
        decoded.value
    }

    /// Decodes a file that is a list.
    fn list<T: for<'de> Deserialize<'de>>(&mut self, file: FileId) -> Option<Vec<Item<T>>> {
        let mut findings = Vec::new();
        let tree =
            parse(file, self.sources.get(file).text(), 0..self.sources.get(file).text().len(), &mut findings);
        let broken = tree.is_none() && !findings.is_empty();
        let decoded = tree.map(|tree| items(&tree, &findings));
        self.findings.append(&mut findings);
        if broken {
            return None;
        }
        let (values, mentions, mut faults) = decoded.unwrap_or_default();
        self.findings.append(&mut faults);
        self.records += values.len();
        self.links.take(&Scope::Portfolio, mentions);
        Some(values)
    }

    fn root_files(&mut self, roles: &[(Role, FileId)]) {
        let portfolio = Scope::Portfolio;
        let mut own_playbook = None;
        for (role, file) in roles {
            match role {
                Role::Playbook => match self.single::<PlaybookFile>(*file, &portfolio) {
                    Some(playbook) => own_playbook = Some(playbook),
                    None => {
                        self.unsound |= !self.sources.get(*file).text().trim().is_empty();
                        self.links.unknown(&portfolio, PLAYBOOK_NOUNS);
                    }
                },
                Role::People => match self.list(*file) {
                    Some(people) => self.portfolio.people = people,
                    None => self.links.unknown(&portfolio, &["person"]),
                },
                Role::Waivers => self.portfolio.waivers = self.list(*file).unwrap_or_default(),
                Role::Programme => {
                    let before = self.findings.len();
                    let programme = self.single(*file, &portfolio);
                    if programme.is_none() && self.findings.len() > before {
                        self.links.unknown(&portfolio, &["listening channel"]);
                    }
                    self.portfolio.programme =
                        programme.map(|value| Record { file: *file, value, body: String::new() });
                }
                _ => {}
            }
        }
        let file = roles.iter().find(|(role, _)| *role == Role::Playbook).map(|(_, file)| *file);
        if let (Some(playbook), Some(file)) = (&own_playbook, file) {
            let faults = playbook::faults(playbook, file, &self.sources);
            self.unsound |= !faults.is_empty();
            self.findings.extend(faults);
        }
        self.playbook = Playbook::new(own_playbook.unwrap_or_default());
        self.playbook.file = file;
        self.rules(roles);
        for stage in self.playbook.preset_stages() {
            self.links.declare(&portfolio, "stage", stage.id.as_str());
        }
        for tier in self.playbook.preset_tiers() {
            self.links.declare(&portfolio, "tier", tier.id.as_str());
        }
        for dimension in self.playbook.preset_dimensions() {
            self.links.declare(&portfolio, "dimension", dimension.id.as_str());
        }
        for metric in self.playbook.preset_metrics() {
            self.links.declare(&portfolio, "metric", metric.id.as_str());
        }
    }

    /// Reads the team's own rules. One that cannot be read is left out, and the playbook is not whole.
    fn rules(&mut self, roles: &[(Role, FileId)]) {
        for (role, file) in roles {
            let Role::Rule(name) = role else { continue };
            if let Some(finding) = named_badly(*file, name) {
                self.findings.push(finding);
                self.broken_rules = true;
                continue;
            }
            let mut findings = Vec::new();
            let rule = read_rule(name, *file, self.sources.get(*file).text(), &mut findings);
            self.broken_rules |= rule.is_none() || !findings.is_empty();
            self.playbook.own_rules.extend(rule);
            self.findings.append(&mut findings);
            self.records += 1;
        }
    }

    fn partners(&mut self, roles: &[(Role, FileId)]) {
        let mut folders: BTreeMap<&str, Vec<(&PartnerFile, FileId)>> = BTreeMap::new();
        for (role, file) in roles {
            if let Role::Partner(partner, kind) = role {
                folders.entry(partner).or_default().push((kind, *file));
            }
        }
        self.colliding_ids(&folders);
        let folders: Vec<_> = folders.into_iter().collect();
        let reads: Vec<PartnerRead> = folders
            .par_iter()
            .map(|(id, files)| {
                partner::read(id, files, &self.sources, (&self.playbook, &self.portfolio.settings))
            })
            .collect();
        for ((id, files), read) in folders.into_iter().zip(reads) {
            let scope = Scope::Partner(id.to_owned());
            self.records += read.records;
            self.findings.extend(read.findings);
            for mentions in read.mentions {
                self.links.take(&scope, mentions);
            }
            for (noun, id) in &read.named {
                self.links.declare(&scope, noun, id);
            }
            self.links.unknown(&scope, &read.unknown);
            self.links.declare(&Scope::Portfolio, "partner", id);
            if let Some(fault) = id_fault(id) {
                let place = Place { file: files[0].1, range: 0..0 };
                self.findings.push(
                    Finding::error(
                        "bad-id",
                        place,
                        format!("the folder `partners/{id}` cannot be an id: {fault}"),
                    )
                    .help(format!("rename the folder, for example to `partners/{}`", id_from(id))),
                );
                self.portfolio.unreadable.push(id.to_owned());
                continue;
            }
            match read.partner {
                Some(partner) => {
                    self.portfolio.partners.insert(id.to_owned(), partner);
                }
                None if read.has_profile => self.portfolio.unreadable.push(id.to_owned()),
                None if self.portfolio.unreadable.iter().any(|unreadable| unreadable == id) => {}
                None => {
                    let place = Place { file: files[0].1, range: 0..0 };
                    self.findings.push(
                        Finding::error(
                            "missing-partner",
                            place,
                            format!("`partners/{id}` has no `partner.yaml`"),
                        )
                        .help(format!("add `partners/{id}/partner.yaml`; it says who the partner is")),
                    );
                    self.portfolio.unreadable.push(id.to_owned());
                }
            }
        }
        self.portfolio.unreadable.sort();
        self.portfolio.unreadable.dedup();
    }

    /// Two folders whose names differ only in case are one on many systems.
    fn colliding_ids(&mut self, folders: &BTreeMap<&str, Vec<(&PartnerFile, FileId)>>) {
        let mut folded: BTreeMap<String, &str> = BTreeMap::new();
        for (&id, files) in folders {
            if let Some(first) = folded.insert(fold(id), id) {
                let place = Place { file: files[0].1, range: 0..0 };
                self.findings.push(
                    Finding::error(
                        "colliding-ids",
                        place,
                        format!("`partners/{first}` and `partners/{id}` are one folder on many systems"),
                    )
                    .help("rename one of the two; ids are in small letters"),
                );
            }
        }
    }

    fn shared_initiatives(&mut self, roles: &[(Role, FileId)]) {
        for (role, file) in roles {
            let Role::SharedInitiative(id) = role else { continue };
            if let Some(finding) = named_badly(*file, id) {
                self.findings.push(finding);
                continue;
            }
            let read = document::<Initiative>(*file, self.sources.get(*file).text());
            self.findings.extend(read.findings);
            let named = read.mentions.refs.iter().filter(|one| one.field.starts_with("partners"));
            self.portfolio.parties.insert(*file, named.map(|one| one.id.clone()).collect());
            let partners: Vec<String> = read
                .record
                .iter()
                .flat_map(|record| &record.partners)
                .map(|partner| partner.as_str().to_owned())
                .collect();
            self.links.take(&Scope::Partners(partners.clone()), read.mentions);
            let Some(record) = read.record else {
                // Nobody knows who takes part; nothing is said about references to it.
                self.links.unknown(&Scope::Portfolio, &["initiative"]);
                continue;
            };
            if partners.len() < 2 {
                let text = self.sources.get(*file).text();
                let start = text.find("\npartners:").map_or(0, |newline| newline + 1);
                let range =
                    start..start + text[start..].lines().next().map_or(0, |line| line.trim_end().len());
                self.findings.push(
                    Finding::error(
                        "missing-field",
                        Place { file: *file, range },
                        "an initiative in this folder has two partners or more",
                    )
                    .field("partners")
                    .help(format!("name them, `partners: [a, b]`, or move the file to `partners/<id>/initiatives/{id}.md`")),
                );
            }
            self.records += 1;
            for partner in partners {
                self.links.declare(&Scope::Partner(partner), "initiative", id);
            }
            self.portfolio.initiatives.insert(id.clone(), record);
        }
    }

    fn finish(mut self) -> Loaded {
        self.findings.extend(std::mem::take(&mut self.links).resolve());
        sort(&mut self.findings, &self.sources);
        Loaded {
            portfolio: self.portfolio,
            playbook: self.playbook,
            sources: self.sources,
            findings: self.findings,
            records: self.records,
            settings_sound: !self.unsound,
            rules_sound: !self.broken_rules,
            logo: self.logo,
        }
    }
}

/// What a file is; a link in place of a folder of records is told from a file that may stay.
fn role_of(entry: &Entry) -> Role {
    match role(&entry.path) {
        Role::Bystander if entry.kind == EntryKind::Link && would_hold_records(&entry.path) => {
            Role::LinkedFolder
        }
        role => role,
    }
}

/// The kinds of id that `playbook.yaml` declares.
const PLAYBOOK_NOUNS: &[&str] = &["tier", "stage", "metric", "dimension", "practice"];

/// A name as a system that ignores case sees it.
fn fold(id: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    id.nfkc().flat_map(char::to_lowercase).collect()
}

fn not_read(sources: &mut Sources, entry: &Entry, limit: u64) -> Finding {
    let file = sources.add(&entry.path, "");
    match entry.kind {
        EntryKind::Link => {
            Finding::of_file("symbolic-link", file, "this record is a symbolic link; links are not followed")
                .help("put the record itself here, so that everybody who has the folder has it")
        }
        EntryKind::Unreadable => Finding::of_file("unreadable-file", file, "this file cannot be read"),
        EntryKind::File => Finding::of_file(
            "large-file",
            file,
            format!("this file has {} bytes, at most {limit} are read", entry.size),
        )
        .help("split it, or raise `limits: max_file_bytes:` in quarterdeck.yaml"),
    }
}

/// What is wrong with the name of a file that is an id.
fn named_badly(file: FileId, id: &str) -> Option<Finding> {
    id_fault(id).map(|fault| {
        Finding::of_file("bad-id", file, format!("the file name `{id}` cannot be an id: {fault}"))
            .help(format!("rename the file, for example to `{}.md`", id_from(id)))
    })
}

/// Decodes a text that is one record; an empty one is read as a record without fields.
fn decode_text<T: for<'de> Deserialize<'de>>(
    file: FileId,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Option<Decoded<T>> {
    let before = findings.len();
    let tree = parse(file, text, 0..text.len(), findings);
    if tree.is_none() && findings.len() == before {
        findings.push(
            Finding::of_file("empty-record", file, "this record is empty")
                .help("write its fields, or remove the file"),
        );
    }
    let mut decoded = decode::<T>(&tree?);
    if findings.len() > before {
        decoded.value = None;
    }
    Some(decoded)
}

/// What came of reading a list: its sound items, their ids, and the faults of their fields.
type Items<T> = (Vec<Item<T>>, Mentions, Vec<Finding>);

/// Decodes a list. An item in which parsing met a fault, such as a key given twice, is doubtful and left out.
fn items<T: for<'de> Deserialize<'de>>(tree: &Tree<'_>, faults: &[Finding]) -> Items<T> {
    let doubtful = |range: &Range<usize>| {
        let touches =
            |fault: &Finding| fault.place.file == tree.file() && range.contains(&fault.place.range.start);
        faults.iter().any(touches)
    };
    let decoded = decode_list::<T>(tree);
    let place = |range| Place { file: tree.file(), range };
    let values = decoded.value.unwrap_or_default();
    let sound = values.into_iter().filter(|(_, range)| !doubtful(range));
    let items = sound.map(|(value, range)| Item { place: place(range), value }).collect();
    (items, decoded.mentions, decoded.findings)
}

/// A Markdown record that was read.
struct DocumentRead<T> {
    record: Option<Record<T>>,
    mentions: Mentions,
    findings: Vec<Finding>,
}

/// Reads a record with front matter.
fn document<T: for<'de> Deserialize<'de>>(file: FileId, text: &str) -> DocumentRead<T> {
    let mut read = DocumentRead { record: None, mentions: Mentions::default(), findings: Vec::new() };
    let parts = match split(file, text) {
        Ok(parts) => parts,
        Err(finding) => {
            read.findings.push(*finding);
            return read;
        }
    };
    let tree = parse(file, text, parts.front.clone(), &mut read.findings);
    let sound = read.findings.is_empty();
    match tree {
        Some(tree) => {
            let decoded = decode::<T>(&tree);
            read.findings.extend(decoded.findings);
            read.mentions = decoded.mentions;
            let body = text[parts.body].trim().to_owned();
            read.record = decoded.value.filter(|_| sound).map(|value| Record { file, value, body });
        }
        None if sound => read.findings.push(
            Finding::error("missing-front-matter", Place { file, range: 0..3 }, "the front matter is empty")
                .help("write the fields of the record between the two lines of hyphens"),
        ),
        None => {}
    }
    read
}
