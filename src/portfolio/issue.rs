//! `issues.yaml`: what has gone wrong, how far it was taken, and both sides' interests in it.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::Date;
use super::noun;
use super::words::{Audience, Degree, Level, Side};
use crate::record::{Key, Ref};

/// An issue (P42, P72, P86).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Issue {
    /// Its id within the alliance.
    pub id: Key<noun::Issue>,
    /// What is wrong.
    pub text: String,
    /// What kind of friction (P72).
    pub kind: IssueKind,
    /// How bad.
    pub severity: Degree,
    /// When it was raised.
    pub raised_on: Date,
    /// Which side raised it.
    pub raised_by: Option<Side>,
    /// Who looks after it.
    pub owner: Option<Ref<noun::Anyone>>,
    /// What is done about it.
    pub response: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// Each time it was taken a level up.
    #[serde(default)]
    pub escalations: Vec<Escalation>,
    /// Interests behind the positions (P86).
    pub conflict: Option<Conflict>,
    /// The initiative it belongs to.
    pub initiative: Option<Ref<noun::Initiative>>,
    /// The decision that settles it.
    pub decision: Option<Ref<noun::Decision>>,
    /// The risk that it was before it came true.
    pub risk: Option<Ref<noun::Risk>>,
    /// How it was settled.
    pub resolution: Option<String>,
    /// When it was settled.
    pub resolved_on: Option<Date>,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// The frictions that come again and again (P72).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssueKind {
    /// Something stands in the way.
    Roadblock,
    /// People do not get on.
    Personality,
    /// Both sell to the same customer.
    ChannelConflict,
    /// Time zones.
    TimeZones,
    /// The investment must be justified.
    Investment,
    /// The wording of an agreement.
    ContractWording,
    /// Quality or support.
    Quality,
    /// Another kind.
    Other,
}

/// An issue was taken a level up.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Escalation {
    /// When.
    pub on: Date,
    /// To which level.
    pub to: Level,
    /// By whom.
    pub by: Option<Ref<noun::Anyone>>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Interests behind the positions (P86).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Conflict {
    /// What we need.
    #[serde(default)]
    pub interests_ours: Vec<String>,
    /// What they need.
    #[serde(default)]
    pub interests_theirs: Vec<String>,
    /// What would serve both.
    #[serde(default)]
    pub options: Vec<String>,
    /// A fair measure that both accept.
    pub standard: Option<String>,
}
