//! The six groups that the records answer by themselves.

use super::{Computed, Lack};
use crate::facts::{self, last_deep_dive, last_review, live_since, passed, plan_agreed};
use crate::finding::Severity;
use crate::insight::flow::stayers;
use crate::insight::sponsorship::{counted, initiatives};
use crate::insight::{At, Counted, Ground};
use crate::playbook::shape::{Artefact, Phase, Requirement};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::Entry;
use crate::portfolio::profile::{GateDecision, StageChange};
use crate::portfolio::programme::SelfCheckGroup;
use crate::portfolio::words::Side;

/// How many closed quarters the reports are looked for in.
const REPORTED: i32 = 4;
/// How many days back a look at a partner counts.
const LOOKED_WITHIN: i64 = 183;
/// How many days back approvals are looked for.
const APPROVED_WITHIN: i64 = 365;

/// What the records say about a group; nothing where they cannot.
pub(super) fn computed(ground: &Ground<'_>, group: SelfCheckGroup) -> Option<Computed> {
    match group {
        SelfCheckGroup::Process => Some(process(ground)),
        SelfCheckGroup::Approval => Some(approval(ground)),
        SelfCheckGroup::Reporting => Some(reporting(ground)),
        SelfCheckGroup::Expectations => Some(expectations(ground)),
        SelfCheckGroup::PlansAndReviews => Some(plans_and_reviews(ground)),
        SelfCheckGroup::Portfolio => Some(portfolio(ground)),
        SelfCheckGroup::Roles
        | SelfCheckGroup::Professionals
        | SelfCheckGroup::Certification
        | SelfCheckGroup::Staffing => None,
    }
}

/// A partner or an initiative on its way through the stages.
struct Way<'a> {
    of: Counted,
    stages: &'a [StageChange],
    gates: &'a [GateDecision],
}

/// The ways of all partners beyond prospects, and of all initiatives that have not ended.
fn ways<'a>(ground: &Ground<'a>) -> Vec<Way<'a>> {
    let met = |partner: &&Partner| !matches!(ground.phase(partner), None | Some(Phase::Prospect));
    let partners = ground.partners().filter(met).map(|partner| Way {
        of: Counted::partner(partner),
        stages: &partner.profile.stages,
        gates: &partner.profile.gates,
    });
    let running = initiatives(ground)
        .filter(|(partner, id, record)| !facts::ended(record, &ground.known(*partner, id)))
        .map(|one| Way { of: counted(one), stages: &one.2.stages, gates: &one.2.gates });
    partners.chain(running).collect()
}

/// Partners and initiatives go through known stages, in the order of their days, and through qualification and
/// preparation before they go live.
fn process(ground: &Ground<'_>) -> Computed {
    let mut computed = Computed::default();
    for way in ways(ground) {
        let phase = |change: &StageChange| ground.playbook.phase(change.stage.as_str());
        let before_live = way.stages.iter().take_while(|change| phase(change) != Some(Phase::Live));
        let before: Vec<Option<Phase>> = before_live.map(phase).collect();
        let went_live = before.len() < way.stages.len();
        let unknown = way.stages.iter().find(|change| phase(change).is_none());
        let lack = if let Some(change) = unknown {
            Some(Lack::KnownStage(change.stage.to_string()))
        } else if way.stages.windows(2).any(|pair| pair[1].from <= pair[0].from) {
            Some(Lack::Order)
        } else if went_live && !before.contains(&Some(Phase::Qualification)) {
            Some(Lack::Qualification)
        } else if went_live && !before.contains(&Some(Phase::Preparation)) {
            Some(Lack::Preparation)
        } else {
            None
        };
        computed.add(way.of, lack);
    }
    computed
}

/// Each stage with a gate that was entered in the last year was entered through it.
fn approval(ground: &Ground<'_>) -> Computed {
    let mut computed = Computed::default();
    for way in ways(ground) {
        for change in way.stages.iter().filter(|change| within(change.from, ground.as_of, APPROVED_WITHIN)) {
            let Some(stage) =
                ground.playbook.stage(change.stage.as_str()).filter(|stage| stage.gate.is_some())
            else {
                continue;
            };
            let through = passed(change, way.gates, ground.playbook);
            let lack = (!through).then(|| Lack::Gate(stage.name.clone(), change.from));
            computed.add(way.of.clone(), lack);
        }
    }
    computed
}

/// In each of the last four closed quarters a report went to executives.
fn reporting(ground: &Ground<'_>) -> Computed {
    let mut computed = Computed::default();
    let Some(programme) = &ground.portfolio.programme else { return computed };
    for quarter in (1 - REPORTED..=0).map(|back| ground.quarter().plus(back)) {
        let (first, last) = ground.days_of(quarter);
        let issued = programme.reports.iter().any(|report| (first..=last).contains(&report.issued_on));
        let of = Counted { partner: None, at: At::Top, name: quarter.to_string() };
        computed.add(of, (!issued).then_some(Lack::Report(quarter)));
    }
    computed
}

/// A partner in preparation or live work knows what is expected of it: it is written down, and acknowledged.
fn expectations(ground: &Ground<'_>) -> Computed {
    let mut computed = Computed::default();
    for partner in at_work(ground, &[Phase::Preparation, Phase::Live]) {
        let told = |on: Option<Date>| on.is_none_or(|on| on <= ground.as_of);
        let of_them: Vec<_> = partner
            .profile
            .expectations
            .iter()
            .filter(|one| one.side != Side::Ours && told(one.told_on))
            .collect();
        let open = of_them.iter().filter(|one| one.acknowledged_on.is_none()).count();
        let lack = match (of_them.len(), open) {
            (0, _) => Some(Lack::Expectation),
            (_, 0) => None,
            (_, open) => Some(Lack::Acknowledgement(open)),
        };
        let at = if of_them.is_empty() { Counted::partner(partner) } else { on_section(partner, "profile") };
        computed.add(at, lack);
    }
    computed
}

/// A live partner has the joint plan and the review that the playbook asks of its tier; what it only wishes for does
/// not count.
fn plans_and_reviews(ground: &Ground<'_>) -> Computed {
    let mut computed = Computed::default();
    for partner in at_work(ground, &[Phase::Live]) {
        if asked(ground, partner, Artefact::JointBusinessPlan).is_some() {
            let lack = (!plan_agreed(partner)).then_some(Lack::Plan);
            computed.add(on_section(partner, "plan"), lack);
        }
        if asked(ground, partner, Artefact::Review).is_none() {
            continue;
        }
        let every = facts::partner::review_every(partner, ground.playbook);
        let last = last_review(partner);
        let in_time = |on: Date| every.is_none_or(|every| within(on, ground.as_of, every.days()));
        // Whoever went live a short while ago is not late.
        let young = live_since(partner, &ground.known(Some(partner), &partner.id)).is_some_and(in_time);
        let shown = last.is_some_and(in_time);
        if shown || !(young && every.is_some()) {
            computed.add(on_section(partner, "reviews"), (!shown).then_some(Lack::Review(last)));
        }
    }
    computed
}

/// What the matrix asks of a partner's tier in earnest.
fn asked(ground: &Ground<'_>, partner: &Partner, artefact: Artefact) -> Option<Requirement> {
    let tier = facts::partner::tier(partner);
    let row = ground.playbook.artefacts.get(&artefact)?;
    let (_, asked) = row.iter().find(|(id, _)| Some(id.as_str()) == tier)?;
    (asked.severity != Severity::Info).then_some(*asked)
}

/// Somebody looks at each partner, and one that sleeps or fails is decided upon.
fn portfolio(ground: &Ground<'_>) -> Computed {
    let mut computed = Computed::default();
    let undecided: Vec<Counted> = stayers(ground)
        .into_iter()
        .filter(|one| one.undecided(ground.as_of))
        .map(|one| one.partner)
        .collect();
    for partner in at_work(ground, &[Phase::Preparation, Phase::Live, Phase::Parked]) {
        let of = Counted::partner(partner);
        let looks = partner.log.iter().filter(|entry| matches!(entry.value, Entry::Inspection(_)));
        let last =
            looks.map(|entry| entry.on()).chain(last_review(partner)).chain(last_deep_dive(partner)).max();
        // Nobody inspects what rests; it needs a day on which it is decided.
        let rests = ground.phase(partner) == Some(Phase::Parked);
        let lack = if undecided.contains(&of) {
            Some(Lack::Decision)
        } else if !rests && !last.is_some_and(|on| within(on, ground.as_of, LOOKED_WITHIN)) {
            Some(Lack::Look(last))
        } else {
            None
        };
        computed.add(of, lack);
    }
    computed
}

fn at_work<'a>(ground: &Ground<'a>, phases: &[Phase]) -> Vec<&'a Partner> {
    let at_work = |partner: &&Partner| ground.phase(partner).is_some_and(|phase| phases.contains(&phase));
    ground.partners().filter(at_work).collect()
}

fn on_section(partner: &Partner, section: &str) -> Counted {
    Counted::on(partner, section, &partner.profile.name)
}

fn within(on: Date, as_of: Date, days: i64) -> bool {
    (0..=days).contains(&on.days_until(as_of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{day, ground, portfolio};

    /// What fails in a group, by name, and how many pass.
    fn said(files: &[(&str, &str)], group: SelfCheckGroup) -> (usize, Vec<(String, Lack)>) {
        let records = portfolio(files);
        let computed = computed(&ground(&records), group).unwrap();
        (computed.passed.len(), computed.failed.into_iter().map(|(of, lack)| (of.name, lack)).collect())
    }

    #[test]
    fn the_process_asks_for_qualification_and_preparation_before_live_work() {
        let whole = "stages: [{stage: qualify, from: 2025-01-01}, {stage: plan, from: 2025-02-01}, {stage: operate, from: 2025-03-01}]\n";
        let birch =
            "name: Birch\nstages: [{stage: qualify, from: 2025-01-01}, {stage: operate, from: 2025-03-01}]\n";
        let cedar = "name: Cedar\nstages: [{stage: qualify, from: 2025-01-01}]\n";
        let files = [("acme", whole), ("birch", birch), ("cedar", cedar), ("delta", "name: Delta\n")];
        let lacks = vec![("Birch".to_owned(), Lack::Preparation), ("Delta".to_owned(), Lack::Qualification)];
        assert_eq!(said(&files, SelfCheckGroup::Process), (2, lacks));
    }

    #[test]
    fn a_gate_is_asked_of_what_was_entered_in_the_last_year() {
        let gate = "gates: [{gate: approve, decision: advance, approver: ada, on: 2026-01-10}]\n";
        let acme = format!("stages: [{{stage: approve, from: 2026-01-10}}]\n{gate}");
        let birch = "name: Birch\nstages: [{stage: approve, from: 2026-01-10}]\n";
        let cedar = "name: Cedar\nstages: [{stage: approve, from: 2025-01-10}]\n";
        let files = [("acme", acme.as_str()), ("birch", birch), ("cedar", cedar)];
        let (passed, failed) = said(&files, SelfCheckGroup::Approval);
        assert_eq!((passed, failed.len(), failed[0].0.as_str()), (1, 1, "Birch"));
        assert!(matches!(&failed[0].1, Lack::Gate(_, on) if *on == day("2026-01-10")));
    }

    #[test]
    fn four_quarters_ask_for_four_reports() {
        let reports = "reports:\n  - {title: One, audience: Board, issued_on: 2026-05-01}\n  - {title: Two, audience: Board, issued_on: 2026-06-01}\n  - {title: Three, audience: Board, issued_on: 2025-12-31}\n";
        let (passed, failed) = said(&[("programme.yaml", reports)], SelfCheckGroup::Reporting);
        let missing: Vec<_> = failed.iter().map(|(quarter, _)| quarter.as_str()).collect();
        assert_eq!((passed, missing), (2, vec!["2025-Q3", "2026-Q1"]));
        assert_eq!(said(&[("acme", "")], SelfCheckGroup::Reporting), (0, Vec::new()));
    }

    #[test]
    fn an_expectation_counts_once_it_is_acknowledged() {
        let known = "expectations: [{id: a, text: Answer, side: theirs, told_on: 2026-01-01, acknowledged_on: 2026-01-05}, {id: b, text: Pay, side: ours}]\n";
        let birch = "name: Birch\nexpectations: [{id: a, text: Answer, side: theirs, told_on: 2026-01-01}]\n";
        let cedar = "name: Cedar\nexpectations: [{id: b, text: Pay, side: ours}]\n";
        let lacks =
            vec![("Birch".to_owned(), Lack::Acknowledgement(1)), ("Cedar".to_owned(), Lack::Expectation)];
        let files = [("acme", known), ("birch", birch), ("cedar", cedar)];
        assert_eq!(said(&files, SelfCheckGroup::Expectations), (1, lacks));
    }

    #[test]
    fn plans_and_reviews_are_asked_of_the_tiers_that_the_matrix_names() {
        let plan =
            "---\ntitle: Plan\nstatuses: [{status: active, on: 2026-01-10}]\npartner_reviewed_by: nia\n---\n";
        let files = [
            ("acme", "contacts: [{id: nia, name: Nia}]\n"),
            ("acme/plan.md", plan),
            ("acme/reviews/2025-Q4.md", "---\nheld_on: 2026-01-20\n---\n"),
            ("birch", "name: Birch\ntiers: [{tier: tactical, from: 2024-01-15}]\n"),
        ];
        let lacks = vec![("Acme".to_owned(), Lack::Review(Some(day("2026-01-20"))))];
        assert_eq!(said(&files, SelfCheckGroup::PlansAndReviews), (1, lacks));
    }

    #[test]
    fn a_portfolio_is_looked_at_and_decided_upon() {
        let look = "- {kind: inspection, on: 2026-05-01, by: ada, metric: sourced-revenue}\n";
        let touch = "- {kind: touch, on: 2026-06-01, channel: call}\n";
        let files = [
            ("acme", ""),
            ("acme/log.yaml", look),
            ("birch", "name: Birch\n"),
            ("birch/log.yaml", touch),
            ("cedar", "name: Cedar\n"),
        ];
        let lacks = vec![("Birch".to_owned(), Lack::Look(None)), ("Cedar".to_owned(), Lack::Decision)];
        assert_eq!(said(&files, SelfCheckGroup::Portfolio), (1, lacks));
    }
}
