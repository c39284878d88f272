//! Reads the folder of one partner, each file by what it is.

use serde::Deserialize;

use super::layout::PartnerFile;
use super::{decode_text, document, items, named_badly, observations};
use crate::finding::Finding;
use crate::playbook::Playbook;
use crate::portfolio::calendar::{FiscalYear, Period, Quarter};
use crate::portfolio::meeting::meeting_date;
use crate::portfolio::money::Currency;
use crate::portfolio::profile::Profile;
use crate::portfolio::settings::Settings;
use crate::portfolio::{DatedMeeting, Item, Partner, QuarterReview, Record};
use crate::record::{Leaf, Mentions, parse};
use crate::source::{FileId, Sources};

/// What came of reading a partner's folder.
#[derive(Debug, Default)]
pub struct PartnerRead {
    /// The partner, if its `partner.yaml` could be read.
    pub partner: Option<Partner>,
    /// Whether there is a `partner.yaml`.
    pub has_profile: bool,
    /// The ids in its records.
    pub mentions: Vec<Mentions>,
    /// Ids that are names of files, with their kind.
    pub named: Vec<(&'static str, String)>,
    /// Kinds of id whose file cannot be read.
    pub unknown: Vec<&'static str>,
    /// All faults.
    pub findings: Vec<Finding>,
    /// How many records were read.
    pub records: usize,
}

/// The kinds of id that a file declares.
pub fn nouns(kind: &PartnerFile) -> &'static [&'static str] {
    match kind {
        PartnerFile::Profile => &["contact", "expectation"],
        PartnerFile::Plan => &["intention", "objective", "action"],
        PartnerFile::Governance => &["governance body"],
        PartnerFile::Agreements => &["agreement", "obligation"],
        PartnerFile::Initiative(_) => &["initiative"],
        PartnerFile::Showstoppers => &["show-stopper"],
        PartnerFile::Commitments => &["commitment"],
        PartnerFile::Decisions => &["decision", "option"],
        PartnerFile::Risks => &["risk"],
        PartnerFile::Issues => &["issue"],
        PartnerFile::Log => &["log entry"],
        PartnerFile::Surveys => &["survey round"],
        PartnerFile::Exit => &["exit step"],
        PartnerFile::Meeting(_) => &["meeting"],
        PartnerFile::Review(_) => &["review"],
        PartnerFile::Proposition
        | PartnerFile::Stakeholders
        | PartnerFile::Assessments
        | PartnerFile::Observations => &[],
    }
}

/// Reads the files of a partner's folder.
pub fn read(
    id: &str,
    files: &[(&PartnerFile, FileId)],
    sources: &Sources,
    (playbook, settings): (&Playbook, &Settings),
) -> PartnerRead {
    let ours = settings.fiscal_year;
    let mut reader =
        Reader { sources, playbook, own: settings.currency(), read: PartnerRead::default(), known: false };
    let profile = files.iter().find(|(kind, _)| **kind == PartnerFile::Profile).and_then(|&(_, file)| {
        reader.read.has_profile = true;
        reader.single::<Profile>(file, &PartnerFile::Profile)
    });
    // Without a profile there is no partner, yet every other file is read, so that all faults are told at once.
    let known = profile.is_some();
    reader.known = known;
    let mut partner = Partner::new(id, profile.unwrap_or_else(|| placeholder(files)));
    for &(kind, file) in files {
        reader.file(&mut partner, kind, file, ours);
    }
    let mut read = reader.read;
    read.partner = known.then_some(partner);
    read
}

/// Stands in for a profile that cannot be read, while the other files are; never leaves this module.
fn placeholder(files: &[(&PartnerFile, FileId)]) -> Record<Profile> {
    let value = Profile {
        name: String::new(),
        legal_name: None,
        aliases: Vec::new(),
        summary: None,
        kinds: Vec::new(),
        industries: Vec::new(),
        regions: Vec::new(),
        website: None,
        currency: None,
        fiscal_year: None,
        timezones: Vec::new(),
        tiers: Vec::new(),
        stages: Vec::new(),
        gates: Vec::new(),
        alliance_managers: Vec::new(),
        their_alliance_managers: Vec::new(),
        sponsors: Vec::new(),
        contacts: Vec::new(),
        first_contact_on: None,
        business_model: None,
        pressures: Vec::new(),
        aspirations: Vec::new(),
        sources: Vec::new(),
        strategic_test: None,
        dossier: None,
        org_structure: None,
        culture: None,
        capabilities: None,
        profile_reviewed_on: None,
        processes: Vec::new(),
        policies: Vec::new(),
        gtm_route: Vec::new(),
        success_definition: None,
        pains: Vec::new(),
        expectations: Vec::new(),
        competes: false,
        coopetition: None,
        dependency_on_us: None,
        decision_due: None,
        metrics: Vec::new(),
        profit_and_loss: Vec::new(),
        investment_cases: Vec::new(),
        x: Default::default(),
    };
    Record { file: files[0].1, value, body: String::new() }
}

struct Reader<'a> {
    sources: &'a Sources,
    playbook: &'a Playbook,
    /// The portfolio's currency.
    own: Currency,
    read: PartnerRead,
    /// Whether the profile could be read, and with it the partner's fiscal year.
    known: bool,
}

impl Reader<'_> {
    fn file(&mut self, partner: &mut Partner, kind: &PartnerFile, file: FileId, ours: FiscalYear) {
        match kind {
            PartnerFile::Profile => {}
            PartnerFile::Proposition => partner.proposition = self.document(file, kind),
            PartnerFile::Plan => partner.plan = self.document(file, kind),
            PartnerFile::Stakeholders => partner.stakeholders = self.single(file, kind),
            PartnerFile::Governance => partner.governance = self.single(file, kind),
            PartnerFile::Agreements => partner.agreements = self.list(file, kind),
            PartnerFile::Showstoppers => partner.showstoppers = self.list(file, kind),
            PartnerFile::Commitments => partner.commitments = self.list(file, kind),
            PartnerFile::Decisions => partner.decisions = self.list(file, kind),
            PartnerFile::Risks => partner.risks = self.list(file, kind),
            PartnerFile::Issues => partner.issues = self.list(file, kind),
            PartnerFile::Log => partner.log = self.list(file, kind),
            PartnerFile::Surveys => partner.surveys = self.list(file, kind),
            PartnerFile::Assessments => partner.assessments = self.single(file, kind),
            PartnerFile::Exit => partner.exit = self.single(file, kind),
            PartnerFile::Observations => {
                let theirs = partner.fiscal_year(ours);
                let calendars = self.known.then_some((ours, theirs));
                let home = self.known.then(|| partner.currency(self.own));
                let read =
                    observations::read(file, self.sources.get(file).text(), self.playbook, (calendars, home));
                self.read.findings.extend(read.findings);
                self.read.mentions.push(read.mentions);
                partner.observations = read.lines;
            }
            PartnerFile::Initiative(id) => {
                self.read.named.push(("initiative", id.clone()));
                if let Some(finding) = named_badly(file, id) {
                    self.read.findings.push(finding);
                } else if let Some(record) = self.document(file, kind) {
                    partner.initiatives.insert(id.clone(), record);
                }
            }
            PartnerFile::Meeting(id) => self.meeting(partner, id, file, kind),
            PartnerFile::Review(id) => self.review(partner, id, file, kind, ours),
        }
    }

    fn meeting(&mut self, partner: &mut Partner, id: &str, file: FileId, kind: &PartnerFile) {
        self.read.named.push(("meeting", id.to_owned()));
        let record = self.document(file, kind);
        let finding = named_badly(file, id);
        let date = meeting_date(id);
        if finding.is_none() && date.is_none() {
            self.read.findings.push(
                Finding::of_file(
                    "bad-date",
                    file,
                    format!("the file name `{id}` does not begin with a date"),
                )
                .help("name it for its day and what met, like `2026-07-14-steering.md`"),
            );
        }
        if let (None, Some(on), Some(record)) = (&finding, date, record) {
            partner.meetings.insert(id.to_owned(), DatedMeeting { on, record });
        }
        self.read.findings.extend(finding);
    }

    fn review(
        &mut self,
        partner: &mut Partner,
        id: &str,
        file: FileId,
        kind: &PartnerFile,
        ours: FiscalYear,
    ) {
        self.read.named.push(("review", id.to_owned()));
        let record: Option<Record<crate::portfolio::review::Review>> = self.document(file, kind);
        match Quarter::parse(id) {
            Ok(quarter) => {
                if let Some(record) = record {
                    let period = Period { quarter, theirs: record.their_calendar };
                    let quarter = period.in_ours(ours, partner.fiscal_year(ours));
                    if let Some(other) = partner.reviews.get(&quarter) {
                        let path = self.sources.get(other.record.file).path();
                        self.read.findings.push(
                            Finding::of_file("duplicate-id", file, format!("two reviews are of {quarter}: this one and `{path}`"))
                                .help("keep one; `their_calendar: true` says that a file name is a quarter of the partner's fiscal year"),
                        );
                    } else {
                        partner.reviews.insert(quarter, QuarterReview { quarter, record });
                    }
                }
            }
            Err(_) => self.read.findings.push(
                Finding::of_file("bad-quarter", file, format!("the file name `{id}` is not a quarter"))
                    .help("name it for the quarter that it reviews, like `2026-Q3.md`"),
            ),
        }
    }

    fn single<T: for<'de> Deserialize<'de>>(
        &mut self,
        file: FileId,
        kind: &PartnerFile,
    ) -> Option<Record<T>> {
        let decoded = decode_text::<T>(file, self.sources.get(file).text(), &mut self.read.findings);
        let Some(decoded) = decoded else {
            self.read.unknown.extend_from_slice(nouns(kind));
            return None;
        };
        self.read.findings.extend(decoded.findings);
        self.read.mentions.push(decoded.mentions);
        self.read.records += 1;
        decoded.value.map(|value| Record { file, value, body: String::new() })
    }

    fn document<T: for<'de> Deserialize<'de>>(
        &mut self,
        file: FileId,
        kind: &PartnerFile,
    ) -> Option<Record<T>> {
        let read = document::<T>(file, self.sources.get(file).text());
        if read.record.is_none() {
            self.read.unknown.extend_from_slice(nouns(kind));
        }
        self.read.findings.extend(read.findings);
        self.read.mentions.push(read.mentions);
        self.read.records += 1;
        read.record
    }

    fn list<T: for<'de> Deserialize<'de>>(&mut self, file: FileId, kind: &PartnerFile) -> Vec<Item<T>> {
        let text = self.sources.get(file).text();
        let before = self.read.findings.len();
        match parse(file, text, 0..text.len(), &mut self.read.findings) {
            Some(tree) => {
                let (values, mentions, findings) = items(&tree, &self.read.findings[before..]);
                self.read.records += values.len();
                self.read.mentions.push(mentions);
                self.read.findings.extend(findings);
                values
            }
            None => {
                if self.read.findings.len() > before {
                    self.read.unknown.extend_from_slice(nouns(kind));
                }
                Vec::new()
            }
        }
    }
}
