//! Accepted exceptions: which findings they cover. A waiver that lacks its reason, its approver or its end, or that has
//! ended, covers nothing.

use std::collections::BTreeMap;

use super::engine::Blame;
use super::inline::Comment;
use super::valid::ValidRules;
use crate::finding::{Finding, Waived};
use crate::portfolio::calendar::Date;
use crate::portfolio::waiver::Waiver;
use crate::portfolio::{Item, Portfolio};
use crate::record::{Locator, Root, Step};
use crate::source::{FileId, Sources};

/// Findings, parted into those that stand and those that are accepted.
pub(super) struct Parted {
    /// Those that stand.
    pub(super) findings: Vec<Finding>,
    /// Those that are accepted.
    pub(super) waived: Vec<Waived>,
    /// How many findings each waiver covers, or would if it held.
    pub(super) covered: Vec<usize>,
    /// How many findings each comment covers, or would if it held.
    pub(super) used: Vec<usize>,
}

/// Applies waivers and comments.
pub(super) fn apply(
    blames: Vec<Blame<'_>>,
    portfolio: &Portfolio,
    sources: &Sources,
    comments: &[Comment],
    as_of: Date,
) -> Parted {
    let mut parted = Parted {
        findings: Vec::new(),
        waived: Vec::new(),
        covered: vec![0; portfolio.waivers.len()],
        used: vec![0; comments.len()],
    };
    // A portfolio has many records and many comments, a file has few.
    let mut by_file: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for (index, comment) in comments.iter().enumerate() {
        by_file.entry(comment.file()).or_default().push(index);
    }
    for Blame { rule, finding } in blames {
        let mut accepted = None;
        if rule.rule.front.waivable != Some(false) {
            for (index, waiver) in portfolio.waivers.iter().enumerate() {
                if waiver.rule.0 == rule.rule.name && waiver.record.0 == finding.record {
                    parted.covered[index] += 1;
                    accepted = accepted.or_else(|| holds(waiver, as_of));
                }
            }
            for &index in by_file.get(&finding.place.file).into_iter().flatten() {
                let line = sources.region(&finding.place).line;
                if comments[index].covers(&rule.rule.name, line) {
                    parted.used[index] += 1;
                    accepted = accepted.or_else(|| comments[index].holds(as_of));
                }
            }
        }
        match accepted {
            Some(acceptance) => parted.waived.push(acceptance.of(finding)),
            None => parted.findings.push(finding),
        }
    }
    parted.waived.sort_by(|a, b| {
        let path = |one: &Waived| sources.get(one.finding.place.file).path().to_owned();
        (path(a), a.finding.place.range.start, &a.finding.rule).cmp(&(
            path(b),
            b.finding.place.range.start,
            &b.finding.rule,
        ))
    });
    parted
}

/// Why a finding is accepted.
pub(super) struct Acceptance {
    pub(super) reason: String,
    pub(super) approver: String,
    pub(super) expires: Date,
    pub(super) place: crate::source::Place,
}

impl Acceptance {
    fn of(self, finding: Finding) -> Waived {
        Waived {
            finding,
            reason: self.reason,
            approver: self.approver,
            expires: self.expires.to_string(),
            place: self.place,
        }
    }
}

fn holds(waiver: &Item<Waiver>, as_of: Date) -> Option<Acceptance> {
    let expires = waiver.expires.filter(|&end| end >= as_of)?;
    waiver.granted_on.filter(|&granted| granted <= as_of)?;
    Some(Acceptance {
        reason: waiver.reason.clone().filter(|reason| !reason.trim().is_empty())?,
        approver: waiver.approver.as_ref()?.to_string(),
        expires,
        place: waiver.place.clone(),
    })
}

/// Waivers of rules that do not exist.
pub(super) fn unknown_rules(
    portfolio: &Portfolio,
    rules: &ValidRules<'_>,
    sources: &Sources,
) -> Vec<Finding> {
    let mut locator = Locator::new(sources);
    let unknown = portfolio.waivers.iter().filter(|waiver| rules.get(&waiver.rule.0).is_none());
    unknown
        .map(|waiver| {
            let place = locator.locate(&Root::Item(waiver.place.clone()), &[Step::field("rule")]);
            super::applies::unknown_rule(&waiver.rule.0, place, rules)
        })
        .collect()
}
