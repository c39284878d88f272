//! How initiatives pass through the stages: how many came how far, and how long they stay (P37); and what was decided at
//! the gates (P38).

use super::sponsorship::{counted, initiatives};
use super::{At, Counted, Ground};
use crate::facts;
use crate::playbook::shape::{Phase, Stage};
use crate::portfolio::Partner;
use crate::portfolio::profile::GateDecision;

/// A stage with those that came to it.
pub struct Rung<'a> {
    /// The stage.
    pub stage: &'a Stage,
    /// Running initiatives that came so far, or further.
    pub running: Vec<Counted>,
    /// Ended ones that did.
    pub ended: Vec<Counted>,
    /// Those that are in it today, with their days, the longest first.
    pub here: Vec<(Counted, i64)>,
    /// The days of each stay that is over.
    pub stays: Vec<i64>,
}

/// The stages of the playbook up to live work. Who stands further on counts as having come through those before;
/// stages at which an alliance ends or rests are none that an initiative passes on its way.
pub fn ladder<'a>(ground: &Ground<'a>) -> Vec<Rung<'a>> {
    let stages = ground.playbook.stages.iter();
    let mut rungs: Vec<Rung<'a>> = stages
        .filter(|stage| !matches!(stage.phase, Phase::Closing | Phase::Parked))
        .map(|stage| Rung { stage, running: vec![], ended: vec![], here: vec![], stays: vec![] })
        .collect();
    for one in initiatives(ground) {
        let (partner, id, record) = one;
        let over = facts::ended(record, &ground.known(partner, id));
        let at =
            |stage: &str, rungs: &[Rung<'a>]| rungs.iter().position(|rung| rung.stage.id.as_str() == stage);
        let entered: Vec<_> = record.stages.iter().map(|change| at(change.stage.as_str(), &rungs)).collect();
        let Some(furthest) = entered.iter().flatten().max().copied() else { continue };
        for rung in &mut rungs[..=furthest] {
            if over { &mut rung.ended } else { &mut rung.running }.push(counted(one));
        }
        for (index, (change, rung)) in record.stages.iter().zip(&entered).enumerate() {
            let Some(rung) = rung else { continue };
            let next = record.stages.get(index + 1).map(|next| next.from);
            let left = next.or(record.completion.as_ref().map(|end| end.ended_on));
            match left {
                Some(on) => rungs[*rung].stays.push(change.from.days_until(on).max(0)),
                None if over => {}
                None => {
                    let days = change.from.days_until(ground.as_of).max(0);
                    rungs[*rung].here.push((counted(one), days));
                }
            }
        }
    }
    for rung in &mut rungs {
        rung.here.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        rung.stays.sort_unstable();
    }
    rungs
}

/// A decision at a gate, of a partner or of an initiative.
pub struct Passed<'a> {
    /// What it was about.
    pub subject: Counted,
    /// Whether the whole alliance was, rather than one of its initiatives.
    pub alliance: bool,
    /// The partner, where there is one.
    pub partner: Option<&'a Partner>,
    /// The decision.
    pub gate: &'a GateDecision,
}

/// All decisions at gates, the latest first.
pub fn gates<'a>(ground: &Ground<'a>) -> Vec<Passed<'a>> {
    let of_partners = ground.partners().flat_map(|partner| {
        partner.profile.gates.iter().map(move |gate| Passed {
            subject: Counted::of(&partner.id, At::Top, partner.profile.name.clone()),
            alliance: true,
            partner: Some(partner),
            gate,
        })
    });
    let of_initiatives = initiatives(ground).flat_map(|one| {
        one.2.gates.iter().map(move |gate| Passed {
            subject: counted(one),
            alliance: false,
            partner: one.0,
            gate,
        })
    });
    let mut all: Vec<_> = of_partners.chain(of_initiatives).collect();
    all.sort_by(|a, b| b.gate.on.cmp(&a.gate.on).then_with(|| a.subject.cmp(&b.subject)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, names, portfolio};

    #[test]
    fn who_stands_further_on_came_through_and_a_stay_ends_with_the_next_stage() {
        let running = "---\ntitle: Running\nstages: [{stage: qualify, from: 2026-01-01}, {stage: launch, from: 2026-03-01}]\n---\n";
        let over = "---\ntitle: Over\nstages: [{stage: qualify, from: 2026-01-01}]\ncompletion: {ended_on: 2026-01-11, outcome: failed}\n---\n";
        let records = portfolio(&[
            ("acme", ""),
            ("acme/initiatives/running.md", running),
            ("acme/initiatives/over.md", over),
        ]);
        let rungs = ladder(&ground(&records));
        let of = |id: &str| rungs.iter().find(|rung| rung.stage.id.as_str() == id).unwrap();
        assert_eq!(
            (names(&of("qualify").running), names(&of("qualify").ended)),
            (vec!["Running"], vec!["Over"])
        );
        assert_eq!((names(&of("plan").running), of("plan").ended.len()), (vec!["Running"], 0));
        assert_eq!((&of("qualify").stays, of("qualify").here.len()), (&vec![10, 59], 0));
        assert_eq!(of("launch").here.iter().map(|(_, days)| *days).collect::<Vec<_>>(), [121]);
        assert!(of("operate").running.is_empty());
    }

    #[test]
    fn gates_of_partners_and_of_initiatives_stand_together_the_latest_first() {
        let one = "---\ntitle: One\nstages: [{stage: launch, from: 2026-03-01}]\ngates: [{gate: launch, decision: advance, approver: ada, on: 2026-02-27}]\n---\n";
        let records = portfolio(&[
            ("acme", "gates: [{gate: operate, decision: hold, approver: ada, on: 2026-01-15}]\n"),
            ("acme/initiatives/one.md", one),
        ]);
        let all = gates(&ground(&records));
        let told: Vec<_> = all.iter().map(|one| (one.subject.name.as_str(), one.alliance)).collect();
        assert_eq!(told, [("One", false), ("Acme", true)]);
    }
}
