//! A rule as it is written: front matter that says what must hold, and a page that says why.
//! Judges nothing; `check` makes a rule valid and lets it judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::shape::{Artefact, Profile};
use crate::finding::{Finding, Severity};
use crate::portfolio::calendar::Date;
use crate::record::{Leaf, Value, decode, leaf, parse, split};
use crate::source::{FileId, Place, Sources};

/// A rule with its name and its page.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name: its file's name, the thing flagged.
    pub name: String,
    /// The file of the team's own rule; nothing for a built-in one.
    pub file: Option<FileId>,
    /// What it says.
    pub front: RuleFront,
    /// Its page.
    pub page: String,
}

/// The front matter of a rule.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RuleFront {
    /// What it asks, in a few words.
    pub title: String,
    /// The practices of the catalogue that it comes from, like `P65`; none for a rule of the team's own.
    #[serde(default)]
    pub practices: Vec<Practice>,
    /// How serious it is, unless the playbook says otherwise.
    pub severity: Severity,
    /// What it looks at, one at a time.
    pub scope: Scope,
    /// Whether a new portfolio begins with it.
    #[serde(default)]
    pub starter: bool,
    /// The artefact of the playbook's matrix by tier that decides whether it is asked for, and how serious it is.
    pub artefact: Option<Artefact>,
    /// Thresholds and lists that a playbook may set otherwise.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// A list of the subject to go through, and a name for its items: `partner.gates as gate`.
    pub each: Option<Each>,
    /// When it applies; without it, always.
    pub when: Option<String>,
    /// What must hold.
    pub require: String,
    /// Where to point; without it, at the last field that `require` reads.
    pub at: Option<String>,
    /// What is said if it does not hold, with values in braces.
    pub message: String,
    /// What to do then, with values in braces.
    pub help: Option<String>,
    /// What in the playbook asks for it, as a route with values in braces: `cadences.{partner.tier}.contact`.
    pub asked_by: Option<String>,
    /// Binding from this day on; before it, nothing is said.
    pub since: Option<Date>,
    /// Whether somebody may accept an exception; without it, yes.
    pub waivable: Option<bool>,
    /// The pages of the site that show what it finds, besides the findings.
    #[serde(default)]
    pub pages: BTreeSet<ShownOn>,
}

/// A parameter of a rule.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Parameter {
    /// Its value, unless the playbook says otherwise: a number, a word, a list of words.
    pub default: serde_yaml::Value,
    /// Its unit, like `days`.
    pub unit: Option<String>,
    /// What it means.
    pub meaning: String,
}

/// The pages of the site that show what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShownOn {
    /// The overview.
    Overview,
    /// The partner's page.
    Partner,
    /// The initiative's page.
    Initiative,
}

/// What rules look at, one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole portfolio, with its settings.
    Portfolio,
    /// The alliance programme.
    Programme,
    /// A listening channel of the programme.
    Channel,
    /// One of our people.
    Person,
    /// A metric of the playbook's dictionary.
    Metric,
    /// An established practice of the playbook.
    Practice,
    /// A waiver.
    Waiver,
    /// A partner, with everything in its folder.
    Partner,
    /// A partnering proposition.
    Proposition,
    /// A joint business plan.
    Plan,
    /// An objective of a plan.
    Objective,
    /// An action of a plan.
    Action,
    /// An initiative.
    Initiative,
    /// A person of the influence map.
    Stakeholder,
    /// A pair across the aisle.
    Pairing,
    /// A governance body.
    Body,
    /// A row of roles in an activity.
    Raci,
    /// An agreement.
    Agreement,
    /// An obligation under an agreement.
    Obligation,
    /// What a side may expect.
    Expectation,
    /// A show-stopper.
    Showstopper,
    /// A promise.
    Commitment,
    /// A decision.
    Decision,
    /// A risk.
    Risk,
    /// An issue.
    Issue,
    /// A meeting.
    Meeting,
    /// A review.
    Review,
    /// A figure: a line of `observations.csv`.
    Observation,
    /// A survey.
    Survey,
    /// The assessments of a partner.
    Assessment,
    /// One look for the six signs.
    SixSigns,
    /// An exit outline or plan.
    Exit,
    /// An entry of the log, of any kind.
    LogEntry,
    /// A contact.
    Touch,
    /// A win.
    Win,
    /// Something that we heard.
    Listening,
    /// Where the two sides want the same, and where not.
    Alignment,
    /// Resistance to a change.
    Resistance,
    /// A course correction.
    Correction,
    /// An inspection.
    Inspection,
    /// We stood up for the partner.
    Advocacy,
    /// An idea.
    Idea,
    /// A lesson.
    Lesson,
    /// Value that was had.
    Value,
    /// A note.
    Note,
}

/// A practice of the catalogue, like `P65`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Practice(pub String);

impl Leaf for Practice {
    const NAME: &'static str = "practice";
    const EXPECTED: &'static str = "a practice of the catalogue, like P65";

    fn parse(text: &str) -> Result<Self, String> {
        let number = text
            .strip_prefix('P')
            .filter(|number| number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()));
        let number = number.and_then(|number| number.parse().ok());
        match number {
            Some(1..=94) => Ok(Self(text.to_owned())),
            _ => Err(format!("`{text}` is not a practice of the catalogue; they are P01 to P94")),
        }
    }

    fn value(&self) -> Value {
        Value::text(self.0.as_str())
    }

    fn placeholder() -> Self {
        Self("P01".into())
    }
}
leaf!(Practice);

/// A list to go through, and a name for its items: `partner.gates as gate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    /// The list, as a route.
    pub list: String,
    /// The name of its items.
    pub name: String,
}

impl Leaf for Each {
    const NAME: &'static str = "each";
    const EXPECTED: &'static str = "a list and a name for its items, like `partner.gates as gate`";

    fn parse(text: &str) -> Result<Self, String> {
        let route = |text: &str| {
            !text.is_empty()
                && text.split('.').all(|part| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        };
        match text.split_once(" as ").map(|(list, name)| (list.trim(), name.trim())) {
            Some((list, name)) if route(list) && route(name) && !name.contains('.') => {
                Ok(Self { list: list.to_owned(), name: name.to_owned() })
            }
            _ => Err(format!("`{text}` is not {}", Self::EXPECTED)),
        }
    }

    fn value(&self) -> Value {
        Value::text(format!("{} as {}", self.list, self.name))
    }

    fn placeholder() -> Self {
        Self { list: "partner.gates".into(), name: "gate".into() }
    }
}
leaf!(Each);

impl Rule {
    /// Whether a profile asks for it.
    pub fn is_in(&self, profile: Profile) -> bool {
        match profile {
            Profile::Starter => self.front.starter,
            Profile::Standard => self.front.severity == Severity::Error,
            Profile::Strict => true,
        }
    }

    /// A section of its page, by its heading; without the heading.
    pub fn section(&self, heading: &str) -> Option<&str> {
        section(&self.page, heading)
    }
}

/// The sections that the page of a rule must have.
pub const SECTIONS: [&str; 3] = ["What it flags", "Why it matters", "How to mend it"];

/// The sections that the page of a built-in rule has besides; a team's may.
pub const EXAMPLES: [&str; 2] = ["Example that fires", "Example that passes"];

fn section<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let (mut at, mut start) = (0, None);
    let mut fenced = false;
    for line in page.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        if let Some(title) = line.strip_prefix("## ").filter(|_| !fenced) {
            if let Some(start) = start {
                return Some(page[start..at].trim());
            }
            if title.trim().eq_ignore_ascii_case(heading) {
                start = Some(at + line.len());
            }
        }
        at += line.len();
    }
    start.map(|start| page[start..].trim())
}

/// Reads a rule; what is wrong with it goes to `findings`.
pub fn read_rule(name: &str, file: FileId, text: &str, findings: &mut Vec<Finding>) -> Option<Rule> {
    let parts = match split(file, text) {
        Ok(parts) => parts,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let before = findings.len();
    let tree = parse(file, text, parts.front.clone(), findings)?;
    let mut decoded = decode::<RuleFront>(&tree);
    findings.append(&mut decoded.findings);
    let sound = findings.len() == before;
    let page = text[parts.body.clone()].trim().to_owned();
    for heading in SECTIONS {
        if section(&page, heading).is_none_or(str::is_empty) {
            let line = text[parts.front.end..].lines().next().unwrap_or_default().trim_end().len();
            let place = Place { file, range: parts.front.end..parts.front.end + line };
            findings.push(
                Finding::error(
                    "missing-section",
                    place,
                    format!("the page of this rule has no section `{heading}`"),
                )
                .label("the page begins here")
                .field(heading)
                .help(format!("add a line `## {heading}` and a sentence or two below it")),
            );
        }
    }
    // A rule without a section of its page can judge, and what else is wrong with it is told in the same run.
    let front = decoded.value.filter(|_| sound)?;
    Some(Rule { name: name.to_owned(), file: Some(file), front, page })
}

/// The rules that come with the program, by name; a test holds that each is sound.
pub fn built_in() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let texts: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));
        let mut sources = Sources::default();
        let mut findings = Vec::new();
        let read = texts.iter().filter_map(|&(name, text)| {
            let file = sources.add(format!("{name}.md"), text);
            read_rule(name, file, text, &mut findings).map(|rule| Rule { file: None, ..rule })
        });
        read.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_rules_can_be_read() {
        let texts: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));
        let mut sources = Sources::default();
        let mut said = String::new();
        for &(name, text) in texts {
            let file = sources.add(format!("{name}.md"), text);
            let mut findings = Vec::new();
            read_rule(name, file, text, &mut findings);
            for finding in findings {
                let region = sources.region(&finding.place);
                said.push_str(&format!("{name}.md:{}:{} {}\n", region.line, region.column, finding.message));
            }
        }
        assert!(said.is_empty(), "{said}");
        assert_eq!(built_in().len(), texts.len());
    }

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let page = "## One\nfirst\n```yaml\n## no heading\n```\n## Two\nsecond\n";
        assert_eq!(section(page, "one"), Some("first\n```yaml\n## no heading\n```"));
        assert_eq!(section(page, "Two"), Some("second"));
        assert_eq!(section(page, "Three"), None);
    }
}
