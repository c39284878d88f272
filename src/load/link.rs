//! Follows references: each id that a record points at must be declared where that kind of id lives.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::record::nearest::nearest;
use crate::record::{Mention, Mentions, OCCASION};
use crate::source::Place;

/// Where an id is known: everywhere, or within one partner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The whole portfolio.
    Portfolio,
    /// One partner.
    Partner(String),
    /// An initiative with several partners: what any of them knows.
    Partners(Vec<String>),
}

/// All ids that are declared, and all references to follow.
#[derive(Debug, Default)]
pub struct Links {
    declared: BTreeMap<(Scope, &'static str), BTreeMap<String, Option<Place>>>,
    /// Kinds of id whose file cannot be read, so that nothing is said about references to them.
    unknown: BTreeSet<(Scope, &'static str)>,
    references: Vec<(Scope, Mention)>,
    findings: Vec<Finding>,
}

/// Ids that may stand again, because they are meant within one record.
const WITHIN_A_RECORD: [&str; 1] = ["option"];

impl Links {
    /// Takes the ids of a record: those it declares in `scope`, and those it points at from there.
    pub fn take(&mut self, scope: &Scope, mentions: Mentions) {
        for key in mentions.keys {
            let ids = self.declared.entry((scope.clone(), key.noun)).or_default();
            match ids.get(&key.id) {
                Some(Some(first)) if !WITHIN_A_RECORD.contains(&key.noun) => self.findings.push(
                    Finding::error(
                        "duplicate-id",
                        key.place,
                        format!("two records have the id `{}`", key.id),
                    )
                    .label(format!("a second {} of this id", key.noun))
                    .related(first.clone(), "the first")
                    .field(key.field)
                    .help("give one of them another id; an id never changes once something points at it"),
                ),
                _ => {
                    ids.insert(key.id, Some(key.place));
                }
            }
        }
        self.references.extend(mentions.refs.into_iter().map(|reference| (scope.clone(), reference)));
    }

    /// Declares an id that is the name of a file or a folder.
    pub fn declare(&mut self, scope: &Scope, noun: &'static str, id: &str) {
        self.declared.entry((scope.clone(), noun)).or_default().insert(id.to_owned(), None);
    }

    /// Notes that ids of these kinds cannot be known, because their file cannot be read.
    pub fn unknown(&mut self, scope: &Scope, nouns: &[&'static str]) {
        self.unknown.extend(nouns.iter().map(|&noun| (scope.clone(), noun)));
    }

    /// Follows all references.
    pub fn resolve(mut self) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        for (scope, reference) in &self.references {
            findings.extend(self.follow(scope, reference));
        }
        findings
    }

    fn follow(&self, scope: &Scope, reference: &Mention) -> Option<Finding> {
        let nouns = kinds(reference.noun);
        let mut places: Vec<(Scope, &'static str)> = Vec::new();
        for &noun in nouns {
            places.push((Scope::Portfolio, noun));
            match scope {
                Scope::Portfolio => {}
                Scope::Partner(_) => places.push((scope.clone(), noun)),
                Scope::Partners(partners) => {
                    places.extend(partners.iter().map(|partner| (Scope::Partner(partner.clone()), noun)));
                }
            }
        }
        let known = |place: &(Scope, &'static str)| self.declared.get(place);
        let found = places.iter().filter_map(known).any(|ids| ids.contains_key(&reference.id));
        if found || places.iter().any(|place| self.unknown.contains(place)) {
            return None;
        }
        let mut finding = Finding::error(
            "unknown-reference",
            reference.place.clone(),
            format!("there is no {} with the id `{}`", reference.noun, reference.id),
        )
        .field(reference.field.clone());
        let candidates = places.iter().filter_map(known).flat_map(BTreeMap::keys).map(String::as_str);
        finding = match nearest(&reference.id, candidates) {
            Some(near) => {
                finding.label(format!("did you mean `{near}`?")).patch(reference.place.range.clone(), near)
            }
            None => finding,
        };
        Some(finding.help(home(reference.noun)))
    }
}

/// The kinds of id that a reference may mean.
fn kinds(noun: &'static str) -> &'static [&'static str] {
    match noun {
        "person or contact" => &["person", "contact"],
        OCCASION => &["meeting", "review"],
        "person" => &["person"],
        "contact" => &["contact"],
        "partner" => &["partner"],
        "tier" => &["tier"],
        "stage" => &["stage"],
        "metric" => &["metric"],
        "dimension" => &["dimension"],
        "listening channel" => &["listening channel"],
        "practice" => &["practice"],
        "initiative" => &["initiative"],
        "governance body" => &["governance body"],
        "meeting" => &["meeting"],
        "intention" => &["intention"],
        "objective" => &["objective"],
        "action" => &["action"],
        "expectation" => &["expectation"],
        "agreement" => &["agreement"],
        "obligation" => &["obligation"],
        "show-stopper" => &["show-stopper"],
        "commitment" => &["commitment"],
        "decision" => &["decision"],
        "option" => &["option"],
        "risk" => &["risk"],
        "issue" => &["issue"],
        "log entry" => &["log entry"],
        "survey round" => &["survey round"],
        "exit step" => &["exit step"],
        _ => &[],
    }
}

/// Where ids of a kind live, for the way out.
fn home(noun: &str) -> &'static str {
    match noun {
        "person" => "our people are in `people.yaml`; add them there, or write an id that is there",
        "contact" => "the partner's people are under `contacts:` in its `partner.yaml`",
        "person or contact" => {
            "our people are in `people.yaml`, the partner's under `contacts:` in its `partner.yaml`"
        }
        "partner" => "a partner's id is the name of its folder under `partners/`",
        "tier" => "tiers are in `playbook.yaml`, under `tiers:`",
        "stage" => "stages are in `playbook.yaml`, under `stages:`, or those of its `stage_preset`",
        "metric" => "metrics are in `playbook.yaml`, under `metrics:`",
        "dimension" => "dimensions are in `playbook.yaml`, under `scorecard: dimensions:`",
        "listening channel" => "channels are in `programme.yaml`, under `listening_channels:`",
        "initiative" => {
            "an initiative's id is its file name without `.md`, in the partner's `initiatives/`, or in the portfolio's if the partner takes part"
        }
        "governance body" => "bodies are in the partner's `governance.yaml`",
        "meeting" => "a meeting's id is its file name without `.md`, like `2026-07-14-steering`",
        OCCASION => {
            "write a meeting's file name without `.md`, like `2026-07-14-steering`, or a review's quarter, like `2026-Q3`"
        }
        "intention" | "objective" | "action" => "it is looked for in the partner's `plan.md`",
        "expectation" => "expectations are in the partner's `partner.yaml`",
        "agreement" | "obligation" => "it is looked for in the partner's `agreements.yaml`",
        "commitment" => "commitments are in the partner's `commitments.yaml`",
        "decision" => "decisions are in the partner's `decisions.yaml`",
        "option" => "options are under `options:` of the decision itself",
        "risk" => "risks are in the partner's `risks.yaml`",
        "issue" => "issues are in the partner's `issues.yaml`",
        _ => "write the id of a record that is there",
    }
}
