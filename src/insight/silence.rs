//! Who says nothing and who is heard only in trouble: people who gain by an initiative and whom nobody talks to (P53),
//! partners that call only about an issue (P68).

use super::asked::number;
use super::sponsorship::{One, counted, initiatives};
use super::{Counted, Ground};
use crate::facts::{approved, ended, silent_winners};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::{Entry, Touch};
use crate::portfolio::words::Side;

/// An initiative with people who gain by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Winners {
    /// The initiative.
    pub initiative: Counted,
    /// How many people gain by it, as its stances tell.
    pub beneficiaries: usize,
    /// The names of those who say nothing and had no contact with us for 90 days.
    pub silent: Vec<String>,
}

/// The approved initiatives that have not ended and have somebody who gains, those with most silence first.
pub fn winners(ground: &Ground<'_>) -> Vec<Winners> {
    let mut all = Vec::new();
    for one in initiatives(ground) {
        let (partner, id, record) = one;
        let known = ground.known(partner, id);
        let beneficiaries = record.stances.iter().filter(|stance| stance.beneficiary).count();
        if beneficiaries == 0 || !approved(record, &known) || ended(record, &known) {
            continue;
        }
        let mut silent: Vec<String> =
            silent_winners(record, &known).map(|id| name(ground, one, id)).collect();
        silent.sort();
        silent.dedup();
        all.push(Winners { initiative: counted(one), beneficiaries, silent });
    }
    all.sort_by(|a, b| b.silent.len().cmp(&a.silent.len()).then_with(|| a.initiative.cmp(&b.initiative)));
    all
}

/// The name of somebody with a stance on an initiative; the id, where nobody has it.
fn name(ground: &Ground<'_>, (partner, _, record): One<'_>, id: &str) -> String {
    let several = record.partners.iter().filter_map(|id| ground.portfolio.partners.get(id.as_str()));
    let contact = partner.into_iter().chain(several).find_map(|partner| partner.contact(id));
    let ours = ground.portfolio.person(id).map(|person| &person.name);
    ours.or(contact.map(|contact| &contact.name)).map_or_else(|| id.to_owned(), Clone::clone)
}

/// The contacts of the last 90 days that a partner began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The partner.
    pub partner: Counted,
    /// All of them.
    pub all: usize,
    /// Those that were about an issue: the issue, and the day.
    pub about_issues: Vec<(Counted, Date)>,
    /// Whether all were, and there were as many as the rule `angry-only` asks for.
    pub only_angry: bool,
}

/// What partners called about, those who call only in trouble first. Partners that began no contact are left out.
pub fn inbound(ground: &Ground<'_>) -> Vec<Inbound> {
    let mut all: Vec<Inbound> = ground.partners().filter_map(|partner| of(ground, partner)).collect();
    all.sort_by(|a, b| {
        let key = |one: &Inbound| (!one.only_angry, std::cmp::Reverse(one.about_issues.len()));
        key(a).cmp(&key(b)).then_with(|| a.partner.cmp(&b.partner))
    });
    all
}

fn of(ground: &Ground<'_>, partner: &Partner) -> Option<Inbound> {
    let recent = |touch: &&Touch| {
        touch.by == Some(Side::Theirs) && (0..=90).contains(&touch.on.days_until(ground.as_of))
    };
    let touches = partner.log.iter().filter_map(|entry| match &entry.value {
        Entry::Touch(touch) => Some(touch),
        _ => None,
    });
    let touches: Vec<&Touch> = touches.filter(recent).collect();
    let mut about_issues: Vec<(Counted, Date)> = touches
        .iter()
        .filter_map(|touch| {
            let id = touch.issue.as_ref()?;
            let issue = partner.issues.iter().find(|issue| *id == issue.id)?;
            Some((Counted::on(partner, id.as_str(), &issue.text), touch.on))
        })
        .collect();
    about_issues.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let least = number(ground.playbook, "angry-only", "min_contacts", partner)?;
    let angry = touches.iter().filter(|touch| touch.issue.is_some()).count();
    let only_angry = angry == touches.len() && touches.len() as i64 >= least;
    let partner = Counted::on(partner, "contacts", &partner.profile.name);
    (!touches.is_empty()).then_some(Inbound { partner, all: touches.len(), about_issues, only_angry })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};

    const ISSUE: &str =
        "- {id: i-1, text: Empty orders, kind: roadblock, severity: high, raised_on: 2026-05-01}\n";

    fn log(about: [bool; 2]) -> String {
        let line = |about| {
            let issue = if about { ", issue: i-1" } else { "" };
            format!("- {{kind: touch, on: 2026-06-01, by: theirs, channel: call{issue}}}\n")
        };
        about.map(line).concat()
    }

    #[test]
    fn only_calls_about_issues_are_anger() {
        let records = portfolio(&[
            ("acme", ""),
            ("acme/issues.yaml", ISSUE),
            ("acme/log.yaml", &log([true, true])),
            ("birch", "name: Birch\n"),
            ("birch/issues.yaml", ISSUE),
            ("birch/log.yaml", &log([true, false])),
        ]);
        let all = inbound(&ground(&records));
        let said: Vec<_> = all
            .iter()
            .map(|one| (one.partner.name.as_str(), one.all, one.about_issues.len(), one.only_angry))
            .collect();
        assert_eq!(said, [("Acme", 2, 2, true), ("Birch", 2, 1, false)]);
    }

    #[test]
    fn one_call_says_nothing_and_an_old_one_is_not_counted() {
        let log = "- {kind: touch, on: 2026-06-01, by: theirs, channel: call, issue: i-1}\n- {kind: touch, on: 2026-01-01, by: theirs, channel: call, issue: i-1}\n";
        let records = portfolio(&[("acme", ""), ("acme/issues.yaml", ISSUE), ("acme/log.yaml", log)]);
        let all = inbound(&ground(&records));
        assert_eq!((all[0].all, all[0].only_angry), (1, false));
    }

    #[test]
    fn whoever_gains_and_was_met_is_not_silent() {
        let contacts = "contacts: [{id: nia, name: Nia}, {id: max, name: Max}, {id: kim, name: Kim}]\n";
        let initiative = "---\ntitle: Queue\nstages: [{stage: operate, from: 2026-02-09}]\nstances:\n  - {person: nia, stance: supports, beneficiary: true}\n  - {person: max, stance: supports, beneficiary: true}\n  - {person: kim, stance: concerned}\n---\n";
        let log = "- {kind: touch, on: 2026-06-01, channel: call, theirs: [max]}\n";
        let records = portfolio(&[
            ("acme", contacts),
            ("acme/initiatives/queue.md", initiative),
            ("acme/log.yaml", log),
        ]);
        let all = winners(&ground(&records));
        assert_eq!((all[0].beneficiaries, &all[0].silent[..]), (2, &["Nia".to_owned()][..]));
    }
}
