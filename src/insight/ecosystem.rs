//! Who works with whom (P28): the links between us and partners, and among partners, that open initiatives make.

use std::collections::BTreeMap;

use super::{At, Counted};
use crate::playbook::Playbook;
use crate::playbook::shape::Phase;
use crate::portfolio::Portfolio;
use crate::portfolio::initiative::{Initiative, Motion, Party};

/// Who stands at an end of a link: us, or a partner by its id.
pub type End = Option<String>;

/// Two work together in a motion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The one end; us, wherever we take part, and else the partner whose id comes first.
    pub one: End,
    /// The other end.
    pub other: End,
    /// In which motion; nothing where an initiative does not say.
    pub motion: Option<Motion>,
    /// The way in which something flows, if it flows in one only.
    pub flow: Option<Flow>,
    /// The open initiatives that make the link, each once.
    pub initiatives: Vec<Counted>,
    /// What flows, as far as it was written down.
    pub what: Vec<String>,
}

/// Which way something flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// From the one to the other.
    ToOther,
    /// From the other to the one.
    ToOne,
}

/// All links, in the order of their ends and motions.
///
/// An initiative with written edges makes these; one without links us with each of its partners, in its motion.
pub fn links(portfolio: &Portfolio, playbook: &Playbook) -> Vec<Link> {
    let mut links: BTreeMap<(End, End, Option<Motion>), Link> = BTreeMap::new();
    let mut add = |from: End, to: End, motion: Option<Motion>, made: Made<'_>| {
        if from == to {
            return;
        }
        let turned = from > to;
        let (one, other) = if turned { (to, from) } else { (from, to) };
        let flow = made.directed.then_some(if turned { Flow::ToOne } else { Flow::ToOther });
        let link = links.entry((one.clone(), other.clone(), motion)).or_insert_with(|| Link {
            one,
            other,
            motion,
            flow,
            initiatives: Vec::new(),
            what: Vec::new(),
        });
        if link.flow != flow {
            link.flow = None;
        }
        if !link.initiatives.contains(made.record) {
            link.initiatives.push(made.record.clone());
        }
        link.what.extend(made.what.map(str::to_owned));
    };
    for (id, record) in portfolio.initiatives.iter().filter(|(_, one)| is_open(one, playbook)) {
        let counted = Counted { partner: None, at: At::Initiative(id.clone()), name: record.title.clone() };
        for edge in &record.edges {
            let made = Made { record: &counted, directed: true, what: edge.what.as_deref() };
            add(end(&edge.from), end(&edge.to), Some(edge.motion), made);
        }
        if record.edges.is_empty() {
            for partner in &record.partners {
                let made = Made { record: &counted, directed: false, what: None };
                add(None, Some(partner.to_string()), record.motion, made);
            }
        }
    }
    for partner in portfolio.partners.values() {
        for (id, record) in partner.initiatives.iter().filter(|(_, one)| is_open(one, playbook)) {
            let counted = Counted::of(&partner.id, At::Initiative(id.clone()), &record.title);
            let made = Made { record: &counted, directed: false, what: None };
            add(None, Some(partner.id.clone()), record.motion, made);
        }
    }
    links.into_values().filter(|link| known(portfolio, &link.one) && known(portfolio, &link.other)).collect()
}

/// What makes a link.
struct Made<'a> {
    record: &'a Counted,
    directed: bool,
    what: Option<&'a str>,
}

fn end(party: &Party) -> End {
    match party {
        Party::Us => None,
        Party::Partner(partner) => Some(partner.to_string()),
    }
}

fn known(portfolio: &Portfolio, end: &End) -> bool {
    end.as_ref().is_none_or(|id| portfolio.partners.contains_key(id))
}

fn is_open(initiative: &Initiative, playbook: &Playbook) -> bool {
    let phase = initiative.stages.last().and_then(|change| playbook.phase(change.stage.as_str()));
    initiative.completion.is_none() && phase != Some(Phase::Closing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::portfolio;

    const STAGES: &str = "stages: [{stage: operate, from: 2026-01-10}]\n";

    #[test]
    fn edges_make_links_and_without_edges_the_motion_does() {
        let twin = format!(
            "---\ntitle: Twin\npartners: [acme, birch]\nmotion: build\n{STAGES}edges:\n  - {{from: birch, to: us, motion: build, what: Data}}\n  - {{from: us, to: birch, motion: build}}\n  - {{from: birch, to: acme, motion: sell, what: Leads}}\n---\n"
        );
        let fair = format!("---\ntitle: Fair\npartners: [acme, birch]\nmotion: market\n{STAGES}---\n");
        let own = format!("---\ntitle: Own\nmotion: market\n{STAGES}---\n");
        let ended = format!(
            "---\ntitle: Ended\nmotion: build\n{STAGES}completion: {{ended_on: 2026-05-01, outcome: failed}}\n---\n"
        );
        let loaded = portfolio(&[
            ("acme", ""),
            ("birch", "name: Birch\n"),
            ("/initiatives/twin.md", &twin),
            ("/initiatives/fair.md", &fair),
            ("acme/initiatives/own.md", &own),
            ("acme/initiatives/ended.md", &ended),
        ]);
        let links = links(&loaded.portfolio, &loaded.playbook);
        let told: Vec<_> = links
            .iter()
            .map(|link| {
                let name = |end: &End| end.clone().unwrap_or_else(|| "us".to_owned());
                let ends = format!("{} {}", name(&link.one), name(&link.other));
                (ends, link.motion, link.flow, link.initiatives.len())
            })
            .collect();
        let said = |ends: &str, motion, flow, count| (ends.to_owned(), Some(motion), flow, count);
        assert_eq!(
            told,
            [
                said("us acme", Motion::Market, None, 2),
                said("us birch", Motion::Build, None, 1),
                said("us birch", Motion::Market, None, 1),
                said("acme birch", Motion::Sell, Some(Flow::ToOne), 1),
            ]
        );
        assert_eq!(links[3].what, ["Leads"]);
    }
}
