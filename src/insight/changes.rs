//! What changed with a partner between two days, record by record: what came, ended, moved and was judged anew. Only what
//! the records date can be told: they keep no history of who owned something before.

use super::{At, Counted};
use crate::portfolio::Partner;
use crate::portfolio::agreement::AgreementKind;
use crate::portfolio::calendar::Date;
use crate::portfolio::commitment::PromiseOutcome;
use crate::portfolio::initiative::Initiative;
use crate::portfolio::profile::StageChange;
use crate::portfolio::words::{Level, Side};

/// Something changed on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The day.
    pub on: Date,
    /// The record.
    pub record: Counted,
    /// What happened to it.
    pub event: Event,
}

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A promise was made by a side.
    Promised(Side),
    /// A promise was given another due date, from one to another.
    Moved(Option<Date>, Date),
    /// A promise was kept or given up.
    Ended(PromiseOutcome),
    /// A question was put.
    Asked,
    /// A question was decided.
    Decided,
    /// A risk was seen first.
    Feared,
    /// A risk was rated anew: the exposure before and after.
    Rated(u8, u8),
    /// A risk went away.
    WentAway,
    /// Something was called wrong.
    Raised,
    /// It went up to a level.
    Escalated(Level),
    /// It was settled.
    Settled,
    /// A partner or an initiative entered a stage, from another or as the first.
    Stage(Option<String>, String),
    /// A partner was put into a tier.
    Tier(String),
    /// Something began to hold an initiative back.
    Blocked(String),
    /// Something no longer does.
    Cleared(String),
    /// An initiative ended.
    Over,
    /// An agreement was signed.
    Signed(AgreementKind),
    /// An agreement was terminated.
    Terminated(AgreementKind),
}

/// What changed after one day until another, the latest first. `initiatives` are the partner's own and those that it
/// shares, by id; the flag says whether one is shared.
pub fn changes<'a>(
    partner: &Partner,
    initiatives: impl Iterator<Item = (&'a str, bool, &'a Initiative)>,
    (after, until): (Date, Date),
) -> Vec<Change> {
    let mut all = Vec::new();
    of_ledger(partner, &mut all);
    of_profile(partner, &mut all);
    for (id, shared, initiative) in initiatives {
        of_initiative(partner, (id, shared), initiative, &mut all);
    }
    all.retain(|change| change.on > after && change.on <= until);
    all.sort_by(|a, b| (b.on, &a.record, &a.event).cmp(&(a.on, &b.record, &b.event)));
    all
}

/// Each stage that was entered: the day, the stage before it, the stage.
pub fn entered(changes: &[StageChange]) -> impl Iterator<Item = (Date, Option<String>, String)> {
    let before = std::iter::once(None).chain(changes.iter().map(|change| Some(change.stage.to_string())));
    changes.iter().zip(before).map(|(change, from)| (change.from, from, change.stage.to_string()))
}

fn of_ledger(partner: &Partner, all: &mut Vec<Change>) {
    for one in &partner.commitments {
        let record = Counted::on(partner, one.id.as_str(), &one.text);
        let mut add = |on, event| all.push(Change { on, record: record.clone(), event });
        add(one.made_on, Event::Promised(one.side));
        let mut due = one.due;
        for moved in &one.moves {
            add(moved.on, Event::Moved(due, moved.to));
            due = Some(moved.to);
        }
        if let Some(closed) = &one.closed {
            add(closed.on, Event::Ended(closed.outcome));
        }
    }
    for one in &partner.decisions {
        let record = Counted::on(partner, one.id.as_str(), &one.question);
        all.push(Change { on: one.raised_on, record: record.clone(), event: Event::Asked });
        all.extend(one.taken.as_ref().map(|taken| Change { on: taken.on, record, event: Event::Decided }));
    }
    for one in &partner.risks {
        let record = Counted::on(partner, one.id.as_str(), &one.text);
        let mut add = |on, event| all.push(Change { on, record: record.clone(), event });
        add(one.raised_on, Event::Feared);
        for pair in one.ratings.windows(2) {
            let (before, after) = (pair[0].exposure(), pair[1].exposure());
            if before != after {
                add(pair[1].on, Event::Rated(before, after));
            }
        }
        if let Some(on) = one.closed_on {
            add(on, Event::WentAway);
        }
    }
    for one in &partner.issues {
        let record = Counted::on(partner, one.id.as_str(), &one.text);
        let mut add = |on, event| all.push(Change { on, record: record.clone(), event });
        add(one.raised_on, Event::Raised);
        one.escalations.iter().for_each(|up| add(up.on, Event::Escalated(up.to)));
        if let Some(on) = one.resolved_on {
            add(on, Event::Settled);
        }
    }
    for one in &partner.agreements {
        let record = Counted::on(partner, one.id.as_str(), one.id.as_str());
        let signed = one.signed_on.map(|on| (on, Event::Signed(one.kind)));
        let ended = one.terminated_on.map(|on| (on, Event::Terminated(one.kind)));
        let events = signed.into_iter().chain(ended);
        all.extend(events.map(|(on, event)| Change { on, record: record.clone(), event }));
    }
}

fn of_profile(partner: &Partner, all: &mut Vec<Change>) {
    let record = Counted::partner(partner);
    for (on, from, to) in entered(&partner.profile.stages) {
        all.push(Change { on, record: record.clone(), event: Event::Stage(from, to) });
    }
    for change in &partner.profile.tiers {
        let event = Event::Tier(change.tier.to_string());
        all.push(Change { on: change.from, record: record.clone(), event });
    }
}

fn of_initiative(partner: &Partner, (id, shared): (&str, bool), one: &Initiative, all: &mut Vec<Change>) {
    let owner = (!shared).then(|| partner.id.clone());
    let record = Counted { partner: owner, at: At::Initiative(id.to_owned()), name: one.title.clone() };
    let mut add = |on, event| all.push(Change { on, record: record.clone(), event });
    for (on, from, to) in entered(&one.stages) {
        add(on, Event::Stage(from, to));
    }
    for blocker in &one.blockers {
        add(blocker.since, Event::Blocked(blocker.text.clone()));
        if let Some(on) = blocker.cleared_on {
            add(on, Event::Cleared(blocker.text.clone()));
        }
    }
    if let Some(completion) = &one.completion {
        add(completion.ended_on, Event::Over);
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, changes};
    use crate::insight::tests::{day, portfolio};
    use crate::portfolio::commitment::PromiseOutcome;
    use crate::portfolio::words::Side;

    #[test]
    fn only_what_happened_after_the_first_day_and_until_the_last_is_told_the_latest_first() {
        let promises = "\
- {id: c-1, text: Old, side: ours, made_on: 2026-01-05, due: 2026-05-01, moves: [{on: 2026-04-20, to: 2026-06-01}, {on: 2026-06-20, to: 2026-08-01}]}
- {id: c-2, text: New, side: theirs, made_on: 2026-04-11, due: 2026-07-01}
- {id: c-3, text: Kept, side: joint, made_on: 2026-01-05, closed: {outcome: kept, on: 2026-05-10}}
- {id: c-4, text: On the first day, side: ours, made_on: 2026-04-10}
";
        let risks = "\
- {id: r-1, text: Rated, raised_on: 2026-01-05, ratings: [{on: 2026-01-05, likelihood: 2, impact: 3}, {on: 2026-05-02, likelihood: 4, impact: 3}, {on: 2026-05-03, likelihood: 3, impact: 4}]}
";
        let files = [("acme", ""), ("acme/commitments.yaml", promises), ("acme/risks.yaml", risks)];
        let records = portfolio(&files);
        let acme = &records.portfolio.partners["acme"];
        let found = changes(acme, std::iter::empty(), (day("2026-04-10"), day("2026-06-01")));
        let said: Vec<_> = found.iter().map(|one| (one.record.name.as_str(), one.event.clone())).collect();
        assert_eq!(
            said,
            [
                ("Kept", Event::Ended(PromiseOutcome::Kept)),
                ("Rated", Event::Rated(6, 12)),
                ("Old", Event::Moved(Some(day("2026-05-01")), day("2026-06-01"))),
                ("New", Event::Promised(Side::Theirs)),
            ]
        );
    }

    #[test]
    fn a_stage_tells_the_one_before() {
        let stages = "stages: [{stage: approve, from: 2024-02-01}, {stage: operate, from: 2026-05-01}]\n";
        let records = portfolio(&[("acme", stages)]);
        let acme = &records.portfolio.partners["acme"];
        let found = changes(acme, std::iter::empty(), (day("2026-04-10"), day("2026-06-01")));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].event, Event::Stage(Some("approve".to_owned()), "operate".to_owned()));
    }
}
