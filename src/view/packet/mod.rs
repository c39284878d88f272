//! The packet of a quarterly business review: one document that stands alone, for paper and for a screen. The internal one
//! is the page of the review put on paper; the partner's one is made from a `PartnerView` and nothing else.

mod internal;
mod measures;
mod paper;
mod partner_facing;
mod short;
mod summary;

use serde::Serialize;

pub use self::internal::internal;
pub use self::partner_facing::partner_facing;
use super::desk::Draft;
use super::page::{Block, Page, Part};
use super::words;
use crate::portfolio::calendar::{Date, Quarter};

/// For whom a packet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// For us alone.
    Internal,
    /// For the partner.
    Partner,
}

impl Audience {
    /// The word in file names and manifests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partner => "partner",
        }
    }

    /// What stands on every page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Internal => "Internal: do not share",
            Self::Partner => "Partner-facing",
        }
    }
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// All parts.
    Whole,
    /// The agenda of the meeting and the promise ledger, on two pages.
    Short,
}

/// A packet.
#[derive(Debug, Serialize)]
pub struct Packet {
    /// The name of its files, without an ending: `qbr-acme-2026-Q3-partner`.
    pub name: String,
    /// For whom.
    pub audience: Audience,
    /// What stands on every page about that.
    pub label: &'static str,
    /// The name of our organisation.
    pub organisation: String,
    /// The name of the partner.
    pub partner: String,
    /// The quarter: "2026-Q3".
    pub quarter: String,
    /// Its days: "1 Jul 2026 to 30 Sep 2026".
    pub span: String,
    /// When the review was or will be: "Held 13 Oct 2026".
    pub when: String,
    /// The day that everything is told as of, in words.
    pub as_of: String,
    /// The version of the program.
    pub version: &'static str,
    /// Who took part, a line a side.
    pub present: Vec<String>,
    /// Whether it is the short form: no cover, no summary.
    pub short: bool,
    /// The page for an executive.
    pub summary: Summary,
    /// The parts, in order, with their drawings and texts.
    pub page: Page,
}

/// The page for an executive.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// The message of the quarter.
    pub headline: Option<String>,
    /// Decisions, wins, concerns, changes.
    pub lists: Vec<SummaryList>,
}

/// A list on the page for an executive.
#[derive(Debug, Serialize)]
pub struct SummaryList {
    /// Its title.
    pub title: String,
    /// Its items.
    pub items: Vec<String>,
    /// What else there is: "and 4 more".
    pub more: Option<String>,
    /// What to read if there is none.
    pub empty: String,
}

/// So many figures stand on the page for an executive.
const CARDS: usize = 6;

/// What a packet is about, beside its parts.
struct About<'a> {
    id: &'a str,
    partner: &'a str,
    organisation: &'a str,
    quarter: Quarter,
    days: (Date, Date),
    held_on: Option<Date>,
    scheduled_on: Option<Date>,
    as_of: Date,
    audience: Audience,
    form: Form,
}

impl About<'_> {
    /// An empty draft of its parts.
    fn draft(&self) -> Draft {
        Draft::new("packet", Part::Reviews, "packet.html", format!("{}, {}", self.partner, self.quarter))
    }

    /// The packet, once all else is known.
    fn packet(&self, summary: Summary, present: Vec<String>, mut page: Page) -> Packet {
        paper::put_on_paper(&mut page);
        if self.form == Form::Short {
            short::keep_short(&mut page.sections);
        }
        let short = if self.form == Form::Short { "-agenda" } else { "" };
        Packet {
            name: format!("qbr-{}-{}-{}{short}", self.id, self.quarter, self.audience.word()),
            audience: self.audience,
            label: self.audience.label(),
            organisation: self.organisation.to_owned(),
            partner: self.partner.to_owned(),
            quarter: self.quarter.to_string(),
            span: format!("{} to {}", words::long_date(self.days.0), words::long_date(self.days.1)),
            when: match (self.held_on, self.scheduled_on) {
                (Some(on), _) => format!("Held {}", words::long_date(on)),
                (None, Some(on)) => format!("Planned for {}", words::long_date(on)),
                (None, None) => "No date yet".to_owned(),
            },
            as_of: words::long_date(self.as_of),
            version: env!("CARGO_PKG_VERSION"),
            present,
            short: self.form == Form::Short,
            summary,
            page,
        }
    }
}

/// A line on who took part, if anybody did.
fn present(side: &str, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("{side}: {}", words::join(names)))
}
