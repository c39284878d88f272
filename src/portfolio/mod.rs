//! The nouns of alliance work, their calendar and money, linked by id. One noun a file.

pub mod agreement;
pub mod assessment;
pub mod calendar;
pub mod colour;
pub mod commitment;
pub mod decision;
pub mod exit;
pub mod governance;
pub mod initiative;
pub mod issue;
pub mod log;
pub mod meeting;
pub mod money;
pub mod noun;
pub mod number;
pub mod observation;
pub mod people;
pub mod plan;
pub mod profile;
pub mod programme;
pub mod proposition;
pub mod review;
pub mod risk;
pub mod settings;
pub mod showstopper;
pub mod site;
pub mod stakeholders;
pub mod survey;
pub mod waiver;
pub mod words;

use std::collections::BTreeMap;
use std::ops::Deref;

use self::agreement::Agreement;
use self::assessment::Assessments;
use self::calendar::{Date, FiscalYear, Quarter};
use self::commitment::Commitment;
use self::decision::Decision;
use self::exit::Exit;
use self::governance::Governance;
use self::initiative::Initiative;
use self::issue::Issue;
use self::log::Entry;
use self::meeting::Meeting;
use self::money::Currency;
use self::observation::Observation;
use self::people::Person;
use self::plan::Plan;
use self::profile::{Contact, Profile};
use self::programme::Programme;
use self::proposition::Proposition;
use self::review::Review;
use self::risk::Risk;
use self::settings::Settings;
use self::showstopper::Showstopper;
use self::stakeholders::Stakeholders;
use self::survey::Survey;
use self::waiver::Waiver;
use crate::source::{FileId, Place};

/// A team's own fields, under `x:` in a record; they show on the page as they are.
pub type Custom = BTreeMap<String, serde_yaml::Value>;

/// A record that is a file of its own, with the Markdown below its fields if it has any.
#[derive(Debug, Clone)]
pub struct Record<T> {
    /// The file it was read from.
    pub file: FileId,
    /// Its fields.
    pub value: T,
    /// The Markdown below them.
    pub body: String,
}

impl<T> Record<T> {
    /// Its beginning.
    pub fn place(&self) -> Place {
        Place { file: self.file, range: 0..0 }
    }
}

impl<T> Deref for Record<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A record that is an item of a list in a file.
#[derive(Debug, Clone)]
pub struct Item<T> {
    /// Where it stands.
    pub place: Place,
    /// Its fields.
    pub value: T,
}

impl<T> Deref for Item<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A meeting, with the date that its file name gives.
#[derive(Debug, Clone)]
pub struct DatedMeeting {
    /// The day it was held.
    pub on: Date,
    /// The record.
    pub record: Record<Meeting>,
}

/// A review, with the quarter that its file name gives.
#[derive(Debug, Clone)]
pub struct QuarterReview {
    /// The quarter reviewed, in our calendar.
    pub quarter: Quarter,
    /// The record.
    pub record: Record<Review>,
}

/// All records of one partner.
#[derive(Debug, Clone)]
pub struct Partner {
    /// The name of its folder.
    pub id: String,
    /// `partner.yaml`
    pub profile: Record<Profile>,
    /// `proposition.md`
    pub proposition: Option<Record<Proposition>>,
    /// `plan.md`
    pub plan: Option<Record<Plan>>,
    /// `stakeholders.yaml`
    pub stakeholders: Option<Record<Stakeholders>>,
    /// `governance.yaml`
    pub governance: Option<Record<Governance>>,
    /// `agreements.yaml`
    pub agreements: Vec<Item<Agreement>>,
    /// `initiatives/<id>.md` of this partner alone, by id.
    pub initiatives: BTreeMap<String, Record<Initiative>>,
    /// `showstoppers.yaml`
    pub showstoppers: Vec<Item<Showstopper>>,
    /// `commitments.yaml`
    pub commitments: Vec<Item<Commitment>>,
    /// `decisions.yaml`
    pub decisions: Vec<Item<Decision>>,
    /// `risks.yaml`
    pub risks: Vec<Item<Risk>>,
    /// `issues.yaml`
    pub issues: Vec<Item<Issue>>,
    /// `log.yaml`
    pub log: Vec<Item<Entry>>,
    /// `surveys.yaml`
    pub surveys: Vec<Item<Survey>>,
    /// `assessments.yaml`
    pub assessments: Option<Record<Assessments>>,
    /// `exit.yaml`
    pub exit: Option<Record<Exit>>,
    /// `observations.csv`
    pub observations: Vec<Item<Observation>>,
    /// `meetings/<date>-<word>.md`, by id.
    pub meetings: BTreeMap<String, DatedMeeting>,
    /// `reviews/<quarter>.md`, by quarter.
    pub reviews: BTreeMap<Quarter, QuarterReview>,
}

impl Partner {
    /// A partner of whom only the profile is known.
    pub fn new(id: impl Into<String>, profile: Record<Profile>) -> Self {
        Self {
            id: id.into(),
            profile,
            proposition: None,
            plan: None,
            stakeholders: None,
            governance: None,
            agreements: Vec::new(),
            initiatives: BTreeMap::new(),
            showstoppers: Vec::new(),
            commitments: Vec::new(),
            decisions: Vec::new(),
            risks: Vec::new(),
            issues: Vec::new(),
            log: Vec::new(),
            surveys: Vec::new(),
            assessments: None,
            exit: None,
            observations: Vec::new(),
            meetings: BTreeMap::new(),
            reviews: BTreeMap::new(),
        }
    }

    /// The partner's fiscal year; ours, if they have given none.
    pub fn fiscal_year(&self, ours: FiscalYear) -> FiscalYear {
        self.profile.fiscal_year.unwrap_or(ours)
    }

    /// The currency of its figures; the portfolio's `own`, if its profile names none.
    pub fn currency(&self, own: Currency) -> Currency {
        self.profile.currency.unwrap_or(own)
    }

    /// One of the partner's people.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.profile.contacts.iter().find(|contact| contact.id.as_str() == id)
    }

    /// The quarter that a review is named by: of their fiscal year, if it says so.
    pub fn review_name(&self, review: &QuarterReview, ours: FiscalYear) -> Quarter {
        if !review.record.their_calendar {
            return review.quarter;
        }
        self.fiscal_year(ours).quarter_of(ours.first_day(review.quarter).plus_days(45))
    }
}

/// The whole portfolio.
#[derive(Debug, Clone, Default)]
pub struct Portfolio {
    /// `quarterdeck.yaml`
    pub settings: Settings,
    /// `people.yaml`
    pub people: Vec<Item<Person>>,
    /// `programme.yaml`
    pub programme: Option<Record<Programme>>,
    /// `waivers.yaml`
    pub waivers: Vec<Item<Waiver>>,
    /// `initiatives/<id>.md` with several partners, by id.
    pub initiatives: BTreeMap<String, Record<Initiative>>,
    /// The partners that each of these files names, also where the rest of it cannot be read.
    pub parties: BTreeMap<FileId, Vec<String>>,
    /// The partners, by id.
    pub partners: BTreeMap<String, Partner>,
    /// Partners whose `partner.yaml` cannot be read.
    pub unreadable: Vec<String>,
}

impl Portfolio {
    /// One of our people.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().map(|person| &person.value).find(|person| person.id.as_str() == id)
    }

    /// The name of one of our people or of a partner's; nobody else has one here.
    pub fn name_of<'a>(&'a self, partner: &'a Partner, id: &str) -> Option<&'a str> {
        let ours = self.person(id).map(|person| person.name.as_str());
        ours.or_else(|| partner.contact(id).map(|contact| contact.name.as_str()))
    }

    /// Initiatives with several partners in which a partner takes part.
    pub fn shared_initiatives<'a>(
        &'a self,
        partner: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Record<Initiative>)> {
        self.initiatives
            .iter()
            .filter(move |(_, initiative)| initiative.partners.iter().any(|one| one.as_str() == partner))
            .map(|(id, initiative)| (id.as_str(), initiative))
    }
}
