//! Which rules somebody wants to hear of, by name, by practice or by kind.

use crate::playbook::rule::Rule;
use crate::record::nearest::nearest;

/// Rules that are named together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// One rule.
    Rule(String),
    /// All rules of a practice, like `P65`.
    Practice(String),
    /// What reading finds: records that cannot be read, references that lead nowhere.
    Records,
    /// Every rule of the playbook.
    Rules,
}

impl Selector {
    /// Reads one selector; the error says which names there are.
    pub fn parse(text: &str) -> Self {
        match text {
            "records" => Self::Records,
            "rules" => Self::Rules,
            practice if practice.starts_with('P') => Self::Practice(practice.to_owned()),
            rule => Self::Rule(rule.to_owned()),
        }
    }

    fn names(&self, rule: &Rule) -> bool {
        match self {
            Self::Rule(name) => *name == rule.name,
            Self::Practice(practice) => rule.front.practices.iter().any(|one| one.0 == *practice),
            Self::Rules => true,
            Self::Records => false,
        }
    }

    /// The name as it was written, if it is none that exists, with the nearest that is.
    pub fn unknown<'a>(
        &self,
        rules: impl Iterator<Item = &'a Rule> + Clone,
    ) -> Option<(String, Option<String>)> {
        match self {
            Self::Records | Self::Rules => None,
            Self::Practice(practice) => {
                let known = rules.clone().any(|rule| self.names(rule));
                (!known).then(|| (practice.clone(), None))
            }
            Self::Rule(name) => {
                let known = rules.clone().any(|rule| rule.name == *name);
                let near = nearest(name, rules.map(|rule| rule.name.as_str())).map(str::to_owned);
                (!known).then(|| (name.clone(), near))
            }
        }
    }
}

/// What somebody wants to hear of.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only these; none means whatever the playbook asks for. A rule that is named here judges even if the profile
    /// leaves it out, but not if the playbook turns it off.
    pub select: Vec<Selector>,
    /// None of these.
    pub ignore: Vec<Selector>,
}

impl Choice {
    /// Whether a rule may judge at all.
    pub fn wants(&self, rule: &Rule) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|one| one.names(rule));
        selected && !self.ignore.iter().any(|one| one.names(rule))
    }

    /// Whether a rule was named, or its practice, so that it judges whatever the profile says.
    pub fn names(&self, rule: &Rule) -> bool {
        self.select.iter().any(|one| !matches!(one, Selector::Rules) && one.names(rule))
    }

    /// Whether what reading finds is wanted.
    pub fn wants_records(&self) -> bool {
        let selected = self.select.is_empty() || self.select.contains(&Selector::Records);
        selected && !self.ignore.contains(&Selector::Records)
    }
}
