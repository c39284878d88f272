//! Where the subjects of each scope stand in the records, what a condition calls them, and how they are addressed.

use crate::playbook::rule::Scope;

/// Where the subjects of a scope stand.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    /// What a condition calls the subject.
    pub variable: &'static str,
    /// The way to it from the partner, or from the portfolio; through lists, item by item.
    pub path: &'static [&'static str],
    /// Whether the way begins at a partner.
    pub of_partner: bool,
    /// What a condition calls the record that holds it, and how many steps of the way lead there.
    pub parent: Option<(&'static str, usize)>,
    /// What stands between the partner and the id in its address.
    pub section: &'static str,
    /// The field that is its id.
    pub id: &'static str,
}

const fn of_partner(
    variable: &'static str,
    path: &'static [&'static str],
    section: &'static str,
    id: &'static str,
) -> Home {
    Home { variable, path, of_partner: true, parent: None, section, id }
}

const fn of_portfolio(
    variable: &'static str,
    path: &'static [&'static str],
    section: &'static str,
    id: &'static str,
) -> Home {
    Home { variable, path, of_partner: false, parent: None, section, id }
}

const fn within(parent: &'static str, steps: usize, home: Home) -> Home {
    Home { parent: Some((parent, steps)), ..home }
}

/// The home of a scope. Initiatives with several partners have theirs in the portfolio besides.
pub fn home(scope: Scope) -> Home {
    match scope {
        Scope::Portfolio => of_portfolio("portfolio", &[], "", ""),
        Scope::Programme => of_portfolio("programme", &["programme"], "programme", ""),
        Scope::Channel => of_portfolio("channel", &["programme", "listening_channels"], "channels", "id"),
        Scope::Person => of_portfolio("person", &["people"], "people", "id"),
        Scope::Metric => of_portfolio("metric", &["metrics"], "metrics", "id"),
        Scope::Practice => of_portfolio("practice", &["practices"], "practices", "id"),
        Scope::Waiver => of_portfolio("waiver", &["waivers"], "waivers", ""),
        Scope::Partner => of_partner("partner", &[], "", ""),
        Scope::Proposition => of_partner("proposition", &["proposition"], "proposition", ""),
        Scope::Plan => of_partner("plan", &["plan"], "plan", ""),
        Scope::Objective => within("plan", 1, of_partner("objective", &["plan", "objectives"], "plan", "id")),
        Scope::Action => within("plan", 1, of_partner("action", &["plan", "actions"], "plan", "id")),
        Scope::Initiative => of_partner("initiative", &["initiatives"], "initiatives", "id"),
        Scope::Stakeholder => of_partner("stakeholder", &["stakeholders"], "stakeholders", "person"),
        Scope::Pairing => of_partner("pairing", &["pairings"], "pairings", "role"),
        Scope::Body => of_partner("body", &["bodies"], "governance", "id"),
        Scope::Raci => of_partner("row", &["raci"], "raci", ""),
        Scope::Agreement => of_partner("agreement", &["agreements"], "agreements", "id"),
        Scope::Obligation => within(
            "agreement",
            2,
            of_partner("obligation", &["agreements", "obligations"], "obligations", "id"),
        ),
        Scope::Expectation => of_partner("expectation", &["expectations"], "expectations", "id"),
        Scope::Showstopper => of_partner("showstopper", &["showstoppers"], "showstoppers", "id"),
        Scope::Commitment => of_partner("commitment", &["commitments"], "commitments", "id"),
        Scope::Decision => of_partner("decision", &["decisions"], "decisions", "id"),
        Scope::Risk => of_partner("risk", &["risks"], "risks", "id"),
        Scope::Issue => of_partner("issue", &["issues"], "issues", "id"),
        Scope::Meeting => of_partner("meeting", &["meetings"], "meetings", "id"),
        Scope::Review => of_partner("review", &["reviews"], "reviews", "quarter"),
        Scope::Observation => of_partner("observation", &["observations"], "observations", "id"),
        Scope::Survey => of_partner("survey", &["surveys"], "surveys", "id"),
        Scope::Assessment => of_partner("assessment", &["assessments"], "assessments", ""),
        Scope::SixSigns => of_partner("six_signs", &["assessments", "six_signs"], "six-signs", "on"),
        Scope::Exit => of_partner("exit", &["exit"], "exit", ""),
        Scope::LogEntry => of_partner("entry", &["log"], "log", "on"),
        Scope::Touch => of_partner("touch", &["log", "touch"], "log", "id"),
        Scope::Win => of_partner("win", &["log", "win"], "log", "id"),
        Scope::Listening => of_partner("listening", &["log", "listening"], "log", "id"),
        Scope::Alignment => of_partner("alignment", &["log", "alignment"], "log", "id"),
        Scope::Resistance => of_partner("resistance", &["log", "resistance"], "log", "id"),
        Scope::Correction => of_partner("correction", &["log", "correction"], "log", "id"),
        Scope::Inspection => of_partner("inspection", &["log", "inspection"], "log", "id"),
        Scope::Advocacy => of_partner("advocacy", &["log", "advocacy"], "log", "id"),
        Scope::Idea => of_partner("idea", &["log", "idea"], "log", "id"),
        Scope::Lesson => of_partner("lesson", &["log", "lesson"], "log", "id"),
        Scope::Value => of_partner("value", &["log", "value"], "log", "id"),
        Scope::Note => of_partner("note", &["log", "note"], "log", "id"),
    }
}

/// All scopes, in the order of the reference.
pub const SCOPES: &[Scope] = &[
    Scope::Portfolio,
    Scope::Programme,
    Scope::Channel,
    Scope::Person,
    Scope::Metric,
    Scope::Practice,
    Scope::Waiver,
    Scope::Partner,
    Scope::Proposition,
    Scope::Plan,
    Scope::Objective,
    Scope::Action,
    Scope::Initiative,
    Scope::Stakeholder,
    Scope::Pairing,
    Scope::Body,
    Scope::Raci,
    Scope::Agreement,
    Scope::Obligation,
    Scope::Expectation,
    Scope::Showstopper,
    Scope::Commitment,
    Scope::Decision,
    Scope::Risk,
    Scope::Issue,
    Scope::Meeting,
    Scope::Review,
    Scope::Observation,
    Scope::Survey,
    Scope::Assessment,
    Scope::SixSigns,
    Scope::Exit,
    Scope::LogEntry,
    Scope::Touch,
    Scope::Win,
    Scope::Listening,
    Scope::Alignment,
    Scope::Resistance,
    Scope::Correction,
    Scope::Inspection,
    Scope::Advocacy,
    Scope::Idea,
    Scope::Lesson,
    Scope::Value,
    Scope::Note,
];
