//! `partner.yaml`: who the partner is to us. Judgements about their people live elsewhere.

use serde::{Deserialize, Serialize};

use super::Custom;
use super::calendar::{Date, FiscalYear, Period};
use super::money::{Currency, Money};
use super::noun;
use super::words::{Audience, Degree, Function, Side};
use crate::record::{Key, Ref};

/// The profile of a partner.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Profile {
    /// The name that people use.
    pub name: String,
    /// The registered name, as in agreements.
    pub legal_name: Option<String>,
    /// Earlier ids of this partner; their addresses go on working.
    #[serde(default)]
    pub aliases: Vec<Key<noun::Partner>>,
    /// One sentence: what this alliance is for.
    pub summary: Option<String>,
    /// What kind of partner; the first is the main one.
    pub kinds: Vec<PartnerKind>,
    /// Industries served.
    #[serde(default)]
    pub industries: Vec<String>,
    /// Regions covered.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Their web site.
    pub website: Option<String>,
    /// The currency of their figures; without it, the portfolio's.
    pub currency: Option<Currency>,
    /// Their fiscal year; without it, ours.
    pub fiscal_year: Option<FiscalYear>,
    /// Time zones in which their team works, as a person would say them (P72).
    #[serde(default)]
    pub timezones: Vec<String>,
    /// The tier over time, with the reason for each change; the last is the present one.
    pub tiers: Vec<TierChange>,
    /// The stage over time; the last is the present one.
    pub stages: Vec<StageChange>,
    /// Gates passed, held or stopped at (P37, P38).
    #[serde(default)]
    pub gates: Vec<GateDecision>,
    /// The one accountable owner on our side, over time (P82); nobody else at the same time.
    #[serde(default)]
    pub alliance_managers: Vec<Tenure<noun::Person>>,
    /// The owner's opposite number, over time.
    #[serde(default)]
    pub their_alliance_managers: Vec<Tenure<noun::Contact>>,
    /// Executive and sales sponsors on our side.
    #[serde(default)]
    pub sponsors: Vec<Sponsor>,
    /// Their people, by name and role only.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The day of the first conversation (P01).
    pub first_contact_on: Option<Date>,
    /// How they make money (P04).
    pub business_model: Option<String>,
    /// What presses them, each with where we know it from (P04).
    #[serde(default)]
    pub pressures: Vec<Pressure>,
    /// What they want to become (P04).
    #[serde(default)]
    pub aspirations: Vec<String>,
    /// What was read to know this (P04).
    #[serde(default)]
    pub sources: Vec<String>,
    /// Whether losing each other would badly hurt (P12).
    pub strategic_test: Option<StrategicTest>,
    /// What discovery found (P14).
    pub dossier: Option<Dossier>,
    /// How they are organised (P15).
    pub org_structure: Option<String>,
    /// How they work and decide (P15).
    pub culture: Option<String>,
    /// What they are good at (P15).
    pub capabilities: Option<String>,
    /// When organisation, culture and capabilities were last looked over (P15).
    pub profile_reviewed_on: Option<Date>,
    /// Their processes that we depend on (P23).
    #[serde(default)]
    pub processes: Vec<String>,
    /// Their policies that we depend on (P23).
    #[serde(default)]
    pub policies: Vec<String>,
    /// The way to a shared route to market, step by step (P21).
    #[serde(default)]
    pub gtm_route: Vec<RouteStep>,
    /// What success is, in their words (P26).
    pub success_definition: Option<String>,
    /// What hurts them today (P26).
    #[serde(default)]
    pub pains: Vec<String>,
    /// What each side may expect of the other (P64).
    #[serde(default)]
    pub expectations: Vec<Expectation>,
    /// Whether they also compete with us (P44).
    #[serde(default)]
    pub competes: bool,
    /// How we cooperate with a rival (P44).
    pub coopetition: Option<Coopetition>,
    /// How far their business hangs on us (P93).
    pub dependency_on_us: Option<Degree>,
    /// By when somebody decides to fix, park or exit (P63).
    pub decision_due: Option<Date>,
    /// Metrics of the playbook that this alliance is measured by.
    #[serde(default)]
    pub metrics: Vec<Ref<noun::Metric>>,
    /// What the alliance brings and costs us (P82). Never shared.
    #[serde(default)]
    pub profit_and_loss: Vec<ProfitAndLoss>,
    /// The case for investing in the alliance, year by year (P72).
    #[serde(default)]
    pub investment_cases: Vec<InvestmentCase>,
    /// The team's own fields.
    #[serde(default)]
    pub x: Custom,
}

/// What kind of company a partner is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartnerKind {
    /// A large public cloud.
    Hyperscaler,
    /// An independent software vendor.
    Isv,
    /// A global system integrator.
    Gsi,
    /// A regional integrator or a consultancy.
    Consultancy,
    /// A maker that builds our product into its own.
    Oem,
    /// A technology partner: products that work together.
    Technology,
    /// A university or an institute.
    Research,
    /// A company owned together.
    JointVenture,
    /// A distributor.
    Distributor,
    /// A reseller.
    Reseller,
    /// A supplier that is more than a supplier.
    Supplier,
    /// A customer that is more than a customer.
    Customer,
    /// An association or a public body.
    Association,
    /// Another kind; say which in the summary.
    Other,
}

/// The partner moved to a tier.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct TierChange {
    /// The tier.
    pub tier: Ref<noun::Tier>,
    /// From this day on.
    pub from: Date,
    /// Why.
    pub reason: Option<String>,
}

/// The partner or an initiative moved to a stage.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct StageChange {
    /// The stage.
    pub stage: Ref<noun::Stage>,
    /// From this day on.
    pub from: Date,
    /// A word on it.
    pub note: Option<String>,
}

/// What was decided at the gate into a stage (P37, P38).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct GateDecision {
    /// The stage that the gate leads into.
    pub gate: Ref<noun::Stage>,
    /// Advance, hold or stop.
    pub decision: GateOutcome,
    /// Who approved.
    pub approver: Ref<noun::Person>,
    /// When.
    pub on: Date,
    /// What it was decided on.
    pub evidence: Option<String>,
    /// Criteria of the gate that were met.
    #[serde(default)]
    pub criteria_met: Vec<String>,
    /// The decision record, if there is one.
    pub record: Option<Ref<noun::Decision>>,
    /// Risks that were on the table (P41).
    #[serde(default)]
    pub risks: Vec<Ref<noun::Risk>>,
}

/// The three outcomes of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateOutcome {
    /// Go on.
    Advance,
    /// Wait, and say for what.
    Hold,
    /// Go no further.
    Stop,
}

/// Somebody had a task for a time.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound = "T: crate::record::Noun")]
pub struct Tenure<T> {
    /// Who.
    pub person: Ref<T>,
    /// Since when.
    pub from: Date,
    /// Until when; without it, still.
    pub until: Option<Date>,
}

/// A sponsor on our side.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Sponsor {
    /// Who.
    pub person: Ref<noun::Person>,
    /// Which kind of sponsor.
    pub role: SponsorRole,
    /// Whether they only stand in until somebody is named.
    #[serde(default)]
    pub acting: bool,
    /// Since when.
    pub from: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// The kinds of sponsor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SponsorRole {
    /// An executive who answers for the alliance.
    Executive,
    /// A sales leader who answers for the field.
    Sales,
}

/// One of the partner's people: name and role, nothing that judges.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Contact {
    /// Their id within this partner.
    pub id: Key<noun::Contact>,
    /// Their name.
    pub name: String,
    /// Their title.
    pub title: Option<String>,
    /// Their company, where the partner is several, such as a joint venture and its other owner.
    pub organisation: Option<String>,
    /// Their function.
    pub function: Option<Function>,
    /// Where they work, as a person would say it.
    pub timezone: Option<String>,
    /// The day they left.
    pub left_on: Option<Date>,
}

/// Something that presses the partner.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Pressure {
    /// What.
    pub text: String,
    /// Where we know it from.
    pub source: Option<String>,
}

/// Whether losing each other would badly hurt (P12).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct StrategicTest {
    /// Losing them would badly hurt us.
    pub hurts_us: bool,
    /// Losing us would badly hurt them.
    pub hurts_them: bool,
    /// Why.
    pub why: Option<String>,
}

/// What discovery found out (P14).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Dossier {
    /// How they go to market.
    pub gtm: Option<String>,
    /// What they want of partners.
    pub partnering_strategy: Option<String>,
    /// What they sell.
    #[serde(default)]
    pub offerings: Vec<String>,
    /// How ready their people are.
    pub enablement: Option<Enablement>,
    /// Customers that they show.
    #[serde(default)]
    pub case_studies: Vec<String>,
}

/// People who know our product.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Enablement {
    /// Certified people.
    pub certified: u32,
    /// Certified people that the plan needs.
    pub required: u32,
    /// As of.
    pub as_of: Option<Date>,
}

/// A step towards a shared route to market (P21).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RouteStep {
    /// Which step.
    pub step: RouteStepKind,
    /// When it was done.
    pub on: Option<Date>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// The steps of a shared route to market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RouteStepKind {
    /// The profile of the ideal shared customer.
    IdealProfile,
    /// A workshop of both sides.
    Workshop,
    /// The first business unit.
    BusinessUnit,
    /// The plan.
    Plan,
}

/// What a side may expect (P64).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Expectation {
    /// Its id within this partner.
    pub id: Key<noun::Expectation>,
    /// What is expected.
    pub text: String,
    /// Of whom.
    pub side: Side,
    /// Whom we told.
    pub told_to: Option<Ref<noun::Anyone>>,
    /// When we told them.
    pub told_on: Option<Date>,
    /// When they acknowledged it.
    pub acknowledged_on: Option<Date>,
    /// The metric that shows it.
    pub metric: Option<Ref<noun::Metric>>,
    /// Who may read it.
    pub audience: Option<Audience>,
}

/// Cooperation with a rival (P44).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Coopetition {
    /// Where we compete.
    #[serde(default)]
    pub compete_areas: Vec<String>,
    /// Where we cooperate.
    #[serde(default)]
    pub cooperate_areas: Vec<String>,
    /// How the field behaves.
    #[serde(default)]
    pub rules_of_engagement: Vec<String>,
    /// What must not be shared. Never shown to the partner.
    #[serde(default)]
    pub info_barriers: Vec<String>,
    /// What a seller says.
    pub field_brief: Option<String>,
    /// Whom to call when it goes wrong.
    pub escalation: Option<Ref<noun::Person>>,
    /// When it was last looked over.
    pub reviewed_on: Option<Date>,
}

/// Value and cost of the alliance in a quarter (P82).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct ProfitAndLoss {
    /// The quarter.
    pub period: Period,
    /// Gross margin that the alliance brought.
    pub value: Money,
    /// What the alliance cost us.
    pub cost: Money,
    /// Where the figures come from.
    pub source: Option<String>,
}

/// The case for investing in the alliance (P72).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct InvestmentCase {
    /// When it was made.
    pub on: Date,
    /// What it says.
    pub summary: String,
    /// What we put in.
    pub cost: Option<Money>,
    /// What we expect.
    pub benefit: Option<Money>,
    /// Who approved it.
    pub approved_by: Option<Ref<noun::Person>>,
}
