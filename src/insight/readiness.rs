//! What an alliance should have written down before it goes on: before the first call (P02), the dossier (P14), people
//! across the aisle (P17), and what a launch depends on (P23). Says what is there and what is not; the rules judge.

use crate::facts::partner::{PAIRED_ROLES, paired};
use crate::portfolio::Partner;
use crate::portfolio::stakeholders::PairedRole;

/// A step that wants something written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before anybody calls.
    FirstCall,
    /// Before planning.
    Dossier,
    /// While it lives.
    Counterparts,
    /// Before the launch.
    Launch,
}

/// One thing that a step wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// How it serves our strategy.
    Strategy,
    /// What the partner gains.
    Gain,
    /// The proposition in a sentence or two.
    Statement,
    /// How they go to market.
    GoToMarket,
    /// What they want of partners.
    Partnering,
    /// What they sell.
    Offerings,
    /// How ready their people are.
    Enablement,
    /// Customers that they show.
    CaseStudies,
    /// Somebody on each side for a role.
    Role(PairedRole),
    /// Processes of theirs that the work depends on.
    Processes,
    /// Policies of theirs.
    Policies,
}

/// A step with what is there and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// The step.
    pub step: Step,
    /// Each thing, and whether it is there.
    pub parts: Vec<(Part, bool)>,
}

impl Ready {
    /// How many things are there.
    pub fn there(&self) -> usize {
        self.parts.iter().filter(|(_, there)| *there).count()
    }

    /// Those that are not.
    pub fn missing(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().filter(|(_, there)| !there).map(|(part, _)| *part)
    }
}

fn filled(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// The steps in their order.
pub fn readiness(partner: &Partner) -> [Ready; 4] {
    let proposition = partner.proposition.as_ref();
    let said = |pick: fn(&crate::portfolio::proposition::Proposition) -> Option<&String>| {
        filled(proposition.and_then(|record| pick(record)))
    };
    let profile = &partner.profile;
    let dossier = profile.dossier.as_ref();
    let ready = |step, parts| Ready { step, parts };
    [
        ready(
            Step::FirstCall,
            vec![
                (Part::Strategy, said(|record| record.our_strategy_link.as_ref())),
                (Part::Gain, said(|record| record.partner_wiifm.as_ref())),
                (Part::Statement, said(|record| record.statement.as_ref())),
            ],
        ),
        ready(
            Step::Dossier,
            vec![
                (Part::GoToMarket, filled(dossier.and_then(|one| one.gtm.as_ref()))),
                (Part::Partnering, filled(dossier.and_then(|one| one.partnering_strategy.as_ref()))),
                (Part::Offerings, dossier.is_some_and(|one| !one.offerings.is_empty())),
                (Part::Enablement, dossier.is_some_and(|one| one.enablement.is_some())),
                (Part::CaseStudies, dossier.is_some_and(|one| !one.case_studies.is_empty())),
            ],
        ),
        ready(
            Step::Counterparts,
            PAIRED_ROLES.iter().map(|&role| (Part::Role(role), paired(partner, role))).collect(),
        ),
        ready(
            Step::Launch,
            vec![
                (Part::Processes, !profile.processes.is_empty()),
                (Part::Policies, !profile.policies.is_empty()),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::portfolio;

    #[test]
    fn each_step_tells_what_is_there_and_blank_is_missing() {
        let records = portfolio(&[
            (
                "acme",
                "policies: [Discounts are signed in Lyon.]\ndossier: {gtm: Direct., offerings: [Trucks]}\n",
            ),
            (
                "acme/proposition.md",
                "---\nstatuses: [{status: ready, on: 2026-01-01}]\nstatement: Both.\npartner_wiifm: ' '\n---\n",
            ),
        ]);
        let ready = readiness(&records.portfolio.partners["acme"]);
        assert_eq!(ready.each_ref().map(Ready::there), [1, 2, 0, 1]);
        assert_eq!(ready[0].missing().collect::<Vec<_>>(), [Part::Strategy, Part::Gain]);
        assert_eq!(ready[3].missing().collect::<Vec<_>>(), [Part::Processes]);
    }

    #[test]
    fn a_partner_with_nothing_written_lacks_everything() {
        let records = portfolio(&[("acme", "")]);
        let ready = readiness(&records.portfolio.partners["acme"]);
        assert_eq!(ready.map(|one| (one.there(), one.parts.len())), [(0, 3), (0, 5), (0, 5), (0, 2)]);
    }
}
