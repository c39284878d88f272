//! Small words that many records share: sides, audience, levels, states.

use serde::{Deserialize, Serialize};

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Our organisation's.
    Ours,
    /// The partner's.
    Theirs,
    /// Both together.
    Joint,
}

/// Who may read an item. Without a word, the playbook's sharing list decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Never leaves our organisation, whatever the playbook shares.
    Internal,
    /// May be shown to the partner if the playbook shares its kind.
    Partner,
}

/// Three steps, for what is not worth a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// Little.
    Low,
    /// Some.
    Medium,
    /// Much.
    High,
}

/// How things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Off track.
    OffTrack,
    /// At risk.
    AtRisk,
    /// On track.
    OnTrack,
    /// Too little evidence to say.
    NotRated,
}

impl State {
    /// The word, as it is written in records and read by programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::OffTrack => "off-track",
            Self::AtRisk => "at-risk",
            Self::OnTrack => "on-track",
            Self::NotRated => "not-rated",
        }
    }
}

/// Neutral words for where somebody stands. Always internal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attitude {
    /// In favour.
    Supports,
    /// Neither for nor against, or not known.
    Neutral,
    /// Has doubts.
    Concerned,
}

/// The level of a governance body or of an escalation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The teams that do the work.
    Operating,
    /// The alliance managers of both sides.
    Management,
    /// The executive steering group.
    Executive,
}

/// Yes, no, or nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes, with evidence.
    Yes,
    /// In part.
    Partial,
    /// No.
    No,
    /// Nobody has looked.
    Unknown,
}

/// The functions of a company that alliances meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// General management.
    Management,
    /// Alliances and partnering.
    Alliances,
    /// Sales.
    Sales,
    /// Marketing.
    Marketing,
    /// Product management.
    Product,
    /// Engineering, research and development.
    Engineering,
    /// Delivery, services and support.
    Services,
    /// Customer success.
    CustomerSuccess,
    /// Finance.
    Finance,
    /// Legal and compliance.
    Legal,
    /// Procurement and supply.
    Supply,
    /// Operations.
    Operations,
    /// People and training.
    People,
}

/// A whole number from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating(u8);

impl Rating {
    /// The number itself.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl crate::record::Leaf for Rating {
    const NAME: &'static str = "rating";
    const EXPECTED: &'static str = "a whole number from 1 to 5";

    fn parse(text: &str) -> Result<Self, String> {
        match text.parse::<u8>() {
            Ok(number @ 1..=5) => Ok(Self(number)),
            _ => Err(format!("`{text}` is not a whole number from 1 to 5")),
        }
    }

    fn value(&self) -> crate::record::Value {
        crate::record::Value::Int(self.0.into())
    }

    fn placeholder() -> Self {
        Self(1)
    }
}
crate::record::leaf!(Rating);
