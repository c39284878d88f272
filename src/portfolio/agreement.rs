//! `agreements.yaml`: agreements and the obligations under them. Holds no document, only where it is.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::{Date, Interval};
use super::money::Money;
use super::noun;
use super::words::{Audience, Side};
use crate::record::{Key, Leaf, Ref, Value, leaf};

/// An agreement.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Agreement {
    /// Its id within the alliance.
    pub id: Key<noun::Agreement>,
    /// What kind of agreement.
    pub kind: AgreementKind,
    /// Its title.
    pub title: Option<String>,
    /// Who signed, by legal name.
    #[serde(default)]
    pub parties: Vec<String>,
    /// Signed by all.
    pub signed_on: Option<Date>,
    /// In force from.
    pub effective_on: Option<Date>,
    /// In force until.
    pub expires_on: Option<Date>,
    /// What happens at the end.
    pub renewal: Option<Renewal>,
    /// How many days before the end notice must be given.
    pub notice_days: Option<u16>,
    /// Notice was given, by either side; the agreement ends and does not renew.
    pub notice_given_on: Option<Date>,
    /// Given up before its end.
    pub terminated_on: Option<Date>,
    /// Exclusivity granted, by whom and how far.
    pub exclusivity: Option<Exclusivity>,
    /// Who owns which ideas.
    pub ip: Option<IntellectualProperty>,
    /// Who looks after it.
    pub owner: Option<Ref<noun::Person>>,
    /// When it was last looked over.
    pub reviewed_on: Option<Date>,
    /// Where the document is.
    pub document: Option<Document>,
    /// The initiatives that it covers; none means all.
    #[serde(default)]
    pub initiatives: Vec<Ref<noun::Initiative>>,
    /// What each side owes under it.
    #[serde(default)]
    pub obligations: Vec<Obligation>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

impl Agreement {
    /// The last day on which notice can be given: the end less the notice period; nothing once it was given.
    pub fn notice_deadline(&self) -> Option<Date> {
        if self.notice_given_on.is_some() {
            return None;
        }
        Some(self.expires_on?.plus_days(-i64::from(self.notice_days?)))
    }

    /// Whether it is in force on a day.
    pub fn in_force(&self, on: Date) -> bool {
        let begun = self.effective_on.or(self.signed_on).is_some_and(|from| from <= on);
        let renews = self.renewal == Some(Renewal::Auto) && self.notice_given_on.is_none();
        let ended = self.terminated_on.is_some_and(|end| end <= on)
            || (!renews && self.expires_on.is_some_and(|end| end < on));
        begun && !ended
    }
}

/// The kinds of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementKind {
    /// Non-disclosure agreement.
    Nda,
    /// Memorandum of understanding.
    Mou,
    /// Master services agreement.
    Msa,
    /// Reseller agreement.
    Reseller,
    /// Licence.
    Licence,
    /// Joint development agreement.
    JointDevelopment,
    /// Collaboration agreement.
    Collaboration,
    /// Shareholders' agreement of a joint venture.
    Shareholders,
    /// Supply agreement.
    Supply,
    /// Data processing agreement.
    Dpa,
}

/// What happens when an agreement ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Renewal {
    /// It goes on unless somebody gives notice.
    Auto,
    /// It ends unless both renew it.
    Manual,
    /// It ends.
    None,
}

/// Exclusivity.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Exclusivity {
    /// For what.
    pub scope: String,
    /// Which side is bound.
    pub binds: Option<Side>,
    /// Where.
    pub territory: Option<String>,
    /// Until when.
    pub until: Option<Date>,
}

/// Who owns which ideas.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct IntellectualProperty {
    /// What each side brought.
    pub background: Option<String>,
    /// What is made together.
    pub foreground: Option<String>,
    /// What may be used after the end.
    pub licence_after_exit: Option<String>,
}

/// Where the signed document is, and how to tell that it is the same.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Document {
    /// Its address.
    pub link: String,
    /// Its SHA-256, 64 hexadecimal digits.
    pub sha256: Option<Sha256>,
}

/// A SHA-256 in 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sha256(pub String);

impl Leaf for Sha256 {
    const NAME: &'static str = "sha256";
    const EXPECTED: &'static str = "a SHA-256 of 64 hexadecimal digits";

    fn parse(text: &str) -> Result<Self, String> {
        if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(format!(
                "this is not a SHA-256: it has 64 hexadecimal digits, here are {} characters",
                text.chars().count()
            ))
        }
    }

    fn value(&self) -> Value {
        Value::text(self.0.as_str())
    }

    fn placeholder() -> Self {
        Self(String::new())
    }
}
leaf!(Sha256);

/// What a side owes under an agreement.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Obligation {
    /// Its id within the alliance.
    pub id: Key<noun::Obligation>,
    /// What is owed.
    pub text: String,
    /// Who owes it.
    pub side: Side,
    /// Who sees to it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// Due once, on this day.
    pub due: Option<Date>,
    /// Due again and again.
    pub every: Option<Interval>,
    /// An amount owed.
    pub amount: Option<Money>,
    /// The clause that says so.
    pub clause: Option<String>,
    /// Each time it was met, with the proof.
    #[serde(default)]
    pub met: Vec<Met>,
    /// When it was waived by the other side.
    pub waived_on: Option<Date>,
}

impl Obligation {
    /// The day on which it is due next; nothing if it was met for good or waived.
    pub fn next_due(&self, effective_on: Option<Date>) -> Option<Date> {
        if self.waived_on.is_some() {
            return None;
        }
        let last_met = self.met.iter().map(|met| met.on).max();
        match (self.every, last_met) {
            (None, Some(_)) => None,
            (None, None) => self.due,
            (Some(every), Some(last)) => Some(every.after(last)),
            (Some(every), None) => self.due.or(effective_on.map(|from| every.after(from))),
        }
    }
}

/// An obligation was met.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Met {
    /// When.
    pub on: Date,
    /// The proof.
    pub evidence: Option<String>,
}
