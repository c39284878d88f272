//! `playbook.yaml` as it is written, before anything is filled in from a profile.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::portfolio::Custom;
use crate::portfolio::calendar::{Date, Interval};
use crate::portfolio::noun;
use crate::portfolio::number::{Number, Percentage, Weight};
use crate::portfolio::profile::PartnerKind;
use crate::portfolio::waiver::RuleName;
use crate::portfolio::words::{Audience, State};
use crate::record::{Key, Leaf, Ref, Value, leaf};

/// How we do alliances here.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct PlaybookFile {
    /// The profile that this playbook builds on.
    pub extends: Option<Profile>,
    /// What the playbook says of itself, for its readers.
    pub about: Option<String>,
    /// The preset list of stages to use; without it, and without `stages`, the default one.
    pub stage_preset: Option<StagePreset>,
    /// Our own stages, in order, in place of a preset.
    pub stages: Option<Vec<Stage>>,
    /// The tiers, the highest first.
    pub tiers: Option<Vec<Tier>>,
    /// How often things happen, by tier.
    pub cadences: Option<BTreeMap<Ref<noun::Tier>, Cadences>>,
    /// What each tier must show.
    pub artefacts: Option<BTreeMap<Artefact, BTreeMap<Ref<noun::Tier>, Requirement>>>,
    /// The metric dictionary; adds to the profile's, and replaces those with the same id.
    #[serde(default)]
    pub metrics: Vec<Metric>,
    /// Weights and bands of the scorecard.
    pub scorecard: Option<Scorecard>,
    /// What may be shared with a partner.
    pub shared_with_partners: Option<Vec<Shareable>>,
    /// How many of the six signs mean what (P10).
    pub six_signs: Option<SixSignsBands>,
    /// How deep to look, by state (P58).
    #[serde(default)]
    pub inspection_depth: BTreeMap<State, InspectionDepth>,
    /// Established ways of working, to be called into question now and then (P33).
    #[serde(default)]
    pub practices: Vec<EstablishedPractice>,
    /// Words of our industry for words of the program (P92): "partner" may be "broker".
    #[serde(default)]
    pub terms: BTreeMap<String, String>,
    /// Rules turned on or off, with other severity or parameters.
    #[serde(default)]
    pub rules: Vec<RuleSetting>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// The profiles that come with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// A dozen rules to begin with: who answers, what was promised, what must be decided.
    #[default]
    Starter,
    /// Every rule that is an error.
    Standard,
    /// Every rule.
    Strict,
}

/// Lists of stages that come with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StagePreset {
    /// Identify, qualify, approve, plan, launch, operate, renew, exit; parked beside them.
    #[default]
    Default,
    /// Seven stages, after the lifecycle of the alliance professionals' association.
    Asap,
    /// Eight stages, after the international standard for collaborative relationships.
    Iso,
    /// From formulation to termination, as research names them.
    Academic,
}

/// A stage of a partner's or an initiative's life.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Stage {
    /// Its id.
    pub id: Key<noun::Stage>,
    /// Its name.
    pub name: String,
    /// What it is in the life of an alliance.
    pub phase: Phase,
    /// The gate that leads into it.
    pub gate: Option<Gate>,
}

/// What a stage is in the life of an alliance, whatever the team calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Known to us, not yet spoken to.
    Prospect,
    /// In talks, not yet approved.
    Qualification,
    /// Approved, being prepared.
    Preparation,
    /// At work.
    Live,
    /// Ending.
    Closing,
    /// Resting, neither live nor ended.
    Parked,
}

/// A gate with teeth: criteria fixed beforehand, a named approver (P38).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Gate {
    /// What must be true.
    #[serde(default)]
    pub criteria: Vec<String>,
    /// Who approves, as a role: "chief revenue officer".
    pub approver: Option<String>,
}

/// A tier.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Tier {
    /// Its id.
    pub id: Key<noun::Tier>,
    /// Its name.
    pub name: String,
    /// What it means to be in it.
    pub meaning: Option<String>,
}

/// How often things happen in a tier (P29, P45).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Cadences {
    /// A quarterly business review at least this often.
    pub review: Option<Interval>,
    /// The executive steering group.
    pub executive: Option<Interval>,
    /// The alliance managers.
    pub management: Option<Interval>,
    /// The teams that do the work.
    pub operating: Option<Interval>,
    /// Any contact at all.
    pub contact: Option<Interval>,
    /// A two-sided survey.
    pub survey: Option<Interval>,
}

/// What an alliance must be able to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Artefact {
    /// A joint business plan agreed by both sides.
    JointBusinessPlan,
    /// A quarterly business review.
    Review,
    /// An influence map.
    InfluenceMap,
    /// A two-sided survey.
    Survey,
    /// An executive sponsor.
    ExecutiveSponsor,
    /// A sales sponsor.
    SalesSponsor,
    /// An exit outline.
    ExitOutline,
    /// The six signs.
    SixSigns,
    /// Governance bodies, one on each of so many levels.
    GovernanceBodies,
}

/// What a tier asks of an artefact: `error`, `warning within 100 days`, `error at least 3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// How serious it is if it is missing.
    pub severity: Severity,
    /// How old it may be.
    pub within: Option<Interval>,
    /// How many there must be.
    pub at_least: Option<u8>,
}

impl Leaf for Requirement {
    const NAME: &'static str = "requirement";
    const EXPECTED: &'static str =
        "`error`, `warning` or `info`, then if you wish `within 100 days` or `at least 3`";

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not {}", Self::EXPECTED);
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let severity = match word {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "info" => Severity::Info,
            _ => return Err(wrong()),
        };
        let mut requirement = Self { severity, within: None, at_least: None };
        if let Some(interval) = rest.strip_prefix("within ") {
            requirement.within = Some(Interval::parse(interval)?);
        } else if let Some(count) = rest.strip_prefix("at least ") {
            requirement.at_least = Some(count.parse().map_err(|_| wrong())?);
        } else if !rest.is_empty() {
            return Err(wrong());
        }
        Ok(requirement)
    }

    fn value(&self) -> Value {
        Value::text(self.severity.word())
    }

    fn placeholder() -> Self {
        Self { severity: Severity::Info, within: None, at_least: None }
    }
}
leaf!(Requirement);

/// A metric of the dictionary (P35, P40, P49, P79).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Metric {
    /// Its id.
    pub id: Key<noun::Metric>,
    /// Its name.
    pub name: String,
    /// What it measures, so that two people get the same number.
    pub definition: String,
    /// The dimension of the scorecard that it counts in.
    pub dimension: Ref<noun::Dimension>,
    /// How much it counts within its dimension; without it, 1. With 0 it is shown and does not count.
    pub weight: Option<Weight>,
    /// The unit.
    pub unit: Unit,
    /// What is better: more, less, or within a band.
    pub direction: Direction,
    /// The band, for `direction: band`.
    pub band: Option<Band>,
    /// Where points begin: no points at this value or worse. Without it, half the target (one and a half times, for less is better).
    pub poor: Option<Number>,
    /// The smallest and the largest value that can be.
    pub bounds: Option<Band>,
    /// How often it is measured; without it, every quarter.
    pub every: Option<Interval>,
    /// How the figures of quarters make the figure of a year: added up, their mean, or the last of them. Without it, no figure of a year is told.
    pub aggregation: Option<Aggregation>,
    /// Whether it tells of what comes, or of what was.
    pub timing: Option<Timing>,
    /// Sourced or influenced; the two are never added.
    pub attribution: Option<Attribution>,
    /// The class of outcome (P35).
    pub outcome_class: Option<OutcomeClass>,
    /// One of the three standards of the portfolio (P40).
    pub standard: Option<Standard>,
    /// Where the figures come from.
    pub source: Option<String>,
    /// Who answers for the figures.
    pub owner: Option<Ref<noun::Person>>,
    /// Why it is measured (P49).
    pub why: Option<String>,
    /// What we decide when it is red (P49).
    pub decision_if_red: Option<String>,
    /// What we decide when it is green (P49).
    pub decision_if_green: Option<String>,
    /// Whose pay hangs on it (P79).
    pub incentive_link: Option<String>,
    /// How it could be gamed (P79).
    pub gaming_risk: Option<String>,
    /// The metric that would show it (P79).
    pub counter_metric: Option<Ref<noun::Metric>>,
    /// Who may read its figures.
    pub audience: Option<Audience>,
}

/// The unit of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Money, in the partner's currency unless a cell names another.
    Money,
    /// Per cent, written 31 for 31 %.
    Percent,
    /// A count.
    Count,
    /// Days.
    Days,
    /// A score on a scale, written as it is.
    Score,
    /// A ratio, written 1.4.
    Ratio,
}

/// What is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More.
    Up,
    /// Less.
    Down,
    /// Within a band.
    Band,
}

/// From a smallest to a largest value.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
pub struct Band {
    /// The smallest.
    pub min: Number,
    /// The largest.
    pub max: Number,
}

/// How the figures of quarters make the figure of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// Added up: revenue.
    Sum,
    /// Their mean.
    Mean,
    /// The last of them: customers, or open pipeline.
    Last,
}

/// Whether a metric tells of what comes, or of what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Of what comes.
    Lead,
    /// Of what was.
    Lag,
}

/// Whose doing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// The alliance brought it.
    Sourced,
    /// The alliance helped.
    Influenced,
}

/// The classes of outcome (P35).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeClass {
    /// Revenue.
    Revenue,
    /// Success of the customer.
    CustomerSuccess,
    /// Time to market.
    TimeToMarket,
}

/// The standards that every initiative is held to (P40).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standard {
    /// Revenue.
    Revenue,
    /// Pipeline.
    Pipeline,
    /// Traction with sellers.
    Traction,
}

/// Weights and bands of the scorecard.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Scorecard {
    /// The dimensions and their weights.
    pub dimensions: Vec<Dimension>,
    /// On track from this score.
    pub on_track_from: Percentage,
    /// At risk from this score; off track below.
    pub at_risk_from: Percentage,
    /// Not rated if evidence covers less than this share of the weight, in per cent.
    pub coverage_floor: Percentage,
}

/// A dimension of the scorecard.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Dimension {
    /// Its id.
    pub id: Key<noun::Dimension>,
    /// Its name.
    pub name: String,
    /// Its weight; the weights of all are set in relation to their sum.
    pub weight: Weight,
}

/// What the playbook may allow to be shared. What is not in this list cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shareable {
    /// The proposition without rationale and objections.
    Proposition,
    /// The plan.
    Plan,
    /// Commitments of both sides.
    Commitments,
    /// Decisions.
    Decisions,
    /// Risks.
    Risks,
    /// Issues.
    Issues,
    /// Initiatives, without stances.
    Initiatives,
    /// Agreements and obligations.
    Agreements,
    /// Governance bodies and RACI.
    Governance,
    /// Meetings with their minutes.
    Meetings,
    /// Reviews.
    Reviews,
    /// Metrics and their figures.
    Metrics,
    /// Survey results of both sides.
    Surveys,
    /// Wins.
    Wins,
    /// "You said, we did".
    Listening,
    /// Course corrections.
    Corrections,
    /// What we raised for the partner.
    Advocacy,
    /// Ideas.
    Ideas,
    /// Lessons.
    Lessons,
    /// Value of both sides.
    Value,
    /// Show-stoppers.
    Showstoppers,
    /// What each may expect.
    Expectations,
    /// Where we compete and cooperate, without barriers and brief.
    Coopetition,
}

impl Shareable {
    /// The word, as it is written in the playbook.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proposition => "proposition",
            Self::Plan => "plan",
            Self::Commitments => "commitments",
            Self::Decisions => "decisions",
            Self::Risks => "risks",
            Self::Issues => "issues",
            Self::Initiatives => "initiatives",
            Self::Agreements => "agreements",
            Self::Governance => "governance",
            Self::Meetings => "meetings",
            Self::Reviews => "reviews",
            Self::Metrics => "metrics",
            Self::Surveys => "surveys",
            Self::Wins => "wins",
            Self::Listening => "listening",
            Self::Corrections => "corrections",
            Self::Advocacy => "advocacy",
            Self::Ideas => "ideas",
            Self::Lessons => "lessons",
            Self::Value => "value",
            Self::Showstoppers => "showstoppers",
            Self::Expectations => "expectations",
            Self::Coopetition => "coopetition",
        }
    }
}

/// How many of the six signs mean what (P10).
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
pub struct SixSignsBands {
    /// Walk away at so many or fewer.
    pub walk_away: u8,
    /// Be careful at so many or fewer.
    pub caution: u8,
    /// Good at so many or fewer; strong above.
    pub good: u8,
}

/// How deep to look (P58).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InspectionDepth {
    /// What matters most.
    Light,
    /// As usual.
    Standard,
    /// Everything, most of all what looks good.
    DeepDive,
}

/// An established way of working (P33).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct EstablishedPractice {
    /// Its id.
    pub id: Key<noun::Custom>,
    /// What we do.
    pub text: String,
    /// Since when.
    pub since: Option<Date>,
    /// When we last asked whether it still helps.
    pub last_challenged: Option<Date>,
}

/// A rule set otherwise than its profile has it.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RuleSetting {
    /// Which rule.
    pub rule: RuleName,
    /// Off, where it does not help here.
    #[serde(default)]
    pub off: bool,
    /// Another severity.
    pub severity: Option<Severity>,
    /// Other parameters.
    #[serde(default)]
    pub parameters: Custom,
    /// Only for these tiers.
    #[serde(default)]
    pub tiers: Vec<Ref<noun::Tier>>,
    /// Only at these stages.
    #[serde(default)]
    pub stages: Vec<Ref<noun::Stage>>,
    /// Only for these kinds of partner.
    #[serde(default)]
    pub kinds: Vec<PartnerKind>,
    /// Only for these partners.
    #[serde(default)]
    pub partners: Vec<Ref<noun::Partner>>,
    /// Binding from this day on.
    pub since: Option<Date>,
    /// Why it is set so.
    pub reason: Option<String>,
}
