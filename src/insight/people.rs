//! People over all alliances: what each of ours carries, whom of theirs we know and hold, and which alliance hangs on one
//! of us (P16, P17, P87). Always internal.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::asked::number;
use super::health::Given;
use super::health::influence::{IN_TOUCH_DAYS, Mapped, influence};
use super::sponsorship::{counted, initiatives};
use super::{Counted, Ground};
use crate::facts::partner::alliance_manager;
use crate::facts::{Busiest, busiest, ended};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::people::Person;
use crate::portfolio::words::{Attitude, Side};
use crate::record::Ref;

/// What one of our people carries.
#[derive(Debug, Clone)]
pub struct Load<'a> {
    /// Who.
    pub person: &'a Person,
    /// Alliances that they answer for.
    pub alliances: Vec<Counted>,
    /// Alliances and running initiatives that they sponsor.
    pub sponsored: Vec<Counted>,
    /// Running initiatives that they own.
    pub initiatives: Vec<Counted>,
    /// Open promises of theirs within the date.
    pub open: Vec<Counted>,
    /// Open promises of theirs past the date, the longest overdue first.
    pub overdue: Vec<(Date, Counted)>,
    /// Decisions that wait for them.
    pub decisions: Vec<Counted>,
    /// Open risks and issues that they look after.
    pub troubles: Vec<Counted>,
}

impl<'a> Load<'a> {
    fn of(person: &'a Person) -> Self {
        Self {
            person,
            alliances: Vec::new(),
            sponsored: Vec::new(),
            initiatives: Vec::new(),
            open: Vec::new(),
            overdue: Vec::new(),
            decisions: Vec::new(),
            troubles: Vec::new(),
        }
    }

    /// How many things they carry.
    pub fn all(&self) -> usize {
        self.alliances.len()
            + self.sponsored.len()
            + self.initiatives.len()
            + self.open.len()
            + self.overdue.len()
            + self.decisions.len()
            + self.troubles.len()
    }

    /// Whether they have left the team.
    pub fn left(&self, as_of: Date) -> bool {
        self.person.until.is_some_and(|until| until < as_of)
    }
}

/// What each of our people carries: whoever has left first, then by what is overdue, then by how much. Whoever carries
/// nothing is left out.
pub fn loads<'a>(ground: &Ground<'a>) -> Vec<Load<'a>> {
    let people = ground.portfolio.people.iter().map(|person| &person.value);
    let mut loads: BTreeMap<&str, Load<'a>> =
        people.map(|person| (person.id.as_str(), Load::of(person))).collect();
    for partner in ground.partners() {
        of_partner(&mut loads, ground, partner);
    }
    for one in initiatives(ground) {
        let (partner, id, record) = one;
        if ended(record, &ground.known(partner, id)) {
            continue;
        }
        let sponsors = record.sales_sponsor.iter().chain(&record.executive_sponsor).map(Ref::as_str);
        let mut sponsors: Vec<&str> = sponsors.collect();
        sponsors.dedup();
        for id in sponsors {
            loads.entry(id).and_modify(|load| load.sponsored.push(counted(one)));
        }
        if let Some(owner) = &record.owner {
            loads.entry(owner.as_str()).and_modify(|load| load.initiatives.push(counted(one)));
        }
    }
    let mut loads: Vec<Load<'a>> = loads.into_values().filter(|load| load.all() > 0).collect();
    for load in &mut loads {
        load.overdue.sort();
    }
    loads.sort_by_key(|load| {
        (!load.left(ground.as_of), Reverse(load.overdue.len()), Reverse(load.all()), &load.person.name)
    });
    loads
}

fn of_partner<'a>(loads: &mut BTreeMap<&str, Load<'a>>, ground: &Ground<'a>, partner: &Partner) {
    let as_of = ground.as_of;
    let mut add = |id: Option<&str>, to: &mut dyn FnMut(&mut Load<'a>)| {
        if let Some(load) = id.and_then(|id| loads.get_mut(id)) {
            to(load);
        }
    };
    let manager = alliance_manager(partner, as_of).map(Ref::as_str);
    add(manager, &mut |load| load.alliances.push(Counted::partner(partner)));
    let present = |until: Option<Date>| until.is_none_or(|until| until > as_of);
    for sponsor in partner.profile.sponsors.iter().filter(|one| present(one.until)) {
        add(Some(sponsor.person.as_str()), &mut |load| load.sponsored.push(Counted::partner(partner)));
    }
    for one in partner.commitments.iter().filter(|one| one.closed.is_none()) {
        let record = Counted::on(partner, one.id.as_str(), &one.text);
        let due = one.due_now().filter(|_| one.days_overdue(as_of) > 0);
        add(one.owner.as_ref().map(Ref::as_str), &mut |load| match due {
            Some(due) => load.overdue.push((due, record.clone())),
            None => load.open.push(record.clone()),
        });
    }
    for one in partner.decisions.iter().filter(|one| one.taken.is_none()) {
        let record = Counted::on(partner, one.id.as_str(), &one.question);
        add(one.decider.as_ref().map(Ref::as_str), &mut |load| load.decisions.push(record.clone()));
    }
    let risks = partner.risks.iter().filter(|one| one.closed_on.is_none());
    let risks = risks.map(|one| (one.owner.as_ref(), one.id.as_str(), &one.text));
    let issues = partner.issues.iter().filter(|one| one.resolved_on.is_none());
    let issues = issues.map(|one| (one.owner.as_ref(), one.id.as_str(), &one.text));
    for (owner, id, text) in risks.chain(issues) {
        let record = Counted::on(partner, id, text);
        add(owner.map(Ref::as_str), &mut |load| load.troubles.push(record.clone()));
    }
}

/// One of the people on an influence map.
#[derive(Debug, Clone)]
pub struct Stake<'a> {
    /// The partner on whose map they are.
    pub partner: &'a Partner,
    /// How they stand.
    pub mapped: Mapped,
    /// Who of us keeps the relationship.
    pub owner: Option<&'a str>,
    /// What we do about a doubt.
    pub action: Option<&'a str>,
}

impl Stake<'_> {
    /// The last day on which the next contact keeps us in touch; nothing where no contact is on record.
    pub fn next_contact(&self) -> Option<Date> {
        self.mapped.last_contact.map(|on| on.plus_days(IN_TOUCH_DAYS))
    }

    /// Whether they are influential enough that a doubt matters, as the rule `unattended-doubt` has it, and have one.
    pub fn doubts(&self, ground: &Ground<'_>) -> bool {
        let least = number(ground.playbook, "unattended-doubt", "min_influence", self.partner);
        self.mapped.attitude == Some(Attitude::Concerned)
            && self
                .mapped
                .influence
                .zip(least)
                .is_some_and(|(influence, least)| i64::from(influence) >= least)
    }
}

/// Everybody on the influence maps of alliances that have not ended, by partner, the most influential first.
pub fn stakes<'a>(ground: &Ground<'a>) -> Vec<Stake<'a>> {
    let over = |partner: &Partner| matches!(ground.phase(partner), Some(Phase::Closing | Phase::Parked));
    let mut all = Vec::new();
    for partner in ground.partners().filter(|partner| !over(partner)) {
        let given =
            Given { portfolio: ground.portfolio, playbook: ground.playbook, partner, as_of: ground.as_of };
        let records = partner.stakeholders.iter().flat_map(|record| &record.stakeholders);
        let records: BTreeMap<&str, _> = records.map(|one| (one.person.as_str(), one)).collect();
        for mapped in influence(given).map(|found| found.people).unwrap_or_default() {
            let Some(record) = records.get(mapped.id.as_str()) else { continue };
            let owner = record.relationship_owner.as_ref().map(Ref::as_str);
            all.push(Stake { partner, mapped, owner, action: record.action.as_deref() });
        }
    }
    all
}

/// Key people of theirs, those that nobody spoke with first, then the longest silent.
pub fn key<'a, 'b>(all: &'b [Stake<'a>]) -> Vec<&'b Stake<'a>> {
    let theirs = |one: &&Stake<'_>| one.mapped.side == Side::Theirs && one.mapped.is_key();
    let mut key: Vec<&Stake<'a>> = all.iter().filter(theirs).collect();
    key.sort_by_key(|one| (one.mapped.last_contact, Reverse(one.mapped.influence), &one.mapped.record));
    key
}

/// An alliance and how far it hangs on one of our people.
#[derive(Debug, Clone, Copy)]
pub struct Thread<'a> {
    /// The alliance.
    pub partner: &'a Partner,
    /// Who carried most contacts alone, and how many of how many.
    pub busiest: Busiest<'a>,
    /// Whether it is more than the rule `single-thread` allows.
    pub single: bool,
}

/// Live alliances with contacts in the last year that somebody of us carried alone, the largest share first. Fewer
/// contacts than the rule `single-thread` asks for say nothing.
pub fn threads<'a>(ground: &Ground<'a>) -> Vec<Thread<'a>> {
    let live = ground.partners().filter(|partner| ground.phase(partner) == Some(Phase::Live));
    let mut all: Vec<Thread<'a>> = live
        .filter_map(|partner| {
            let asked = |name: &str| number(ground.playbook, "single-thread", name, partner);
            let busiest = busiest(partner, ground.as_of)?;
            let share = (busiest.alone * 100 / busiest.all) as i64;
            let enough = busiest.all as i64 >= asked("min_contacts")?;
            enough.then_some(Thread { partner, busiest, single: share > asked("max_share")? })
        })
        .collect();
    all.sort_by(|a, b| {
        let (left, right) = (a.busiest.alone * b.busiest.all, b.busiest.alone * a.busiest.all);
        right.cmp(&left).then_with(|| a.partner.profile.name.cmp(&b.partner.profile.name))
    });
    all
}

#[cfg(test)]
mod tests {
    use super::{key, loads, stakes, threads};
    use crate::insight::tests::{ground, names, portfolio};

    #[test]
    fn a_load_counts_what_stands_in_the_name_of_a_person() {
        let promises = "\
- {id: c-1, text: Late, side: ours, owner: ada, made_on: 2026-01-05, due: 2026-06-01}
- {id: c-2, text: Open, side: joint, owner: ada, made_on: 2026-01-05}
- {id: c-3, text: Done, side: ours, owner: ada, made_on: 2026-01-05, closed: {outcome: kept, on: 2026-02-01}}
- {id: c-4, text: Theirs, side: theirs, owner: max, made_on: 2026-01-05}
";
        let risks = "- {id: r-1, text: One, raised_on: 2026-01-10, owner: sol}\n- {id: r-2, text: Gone, raised_on: 2026-01-10, owner: sol, closed_on: 2026-02-01}\n";
        let initiative = "---\ntitle: Queue\nowner: ada\nsales_sponsor: sol\nexecutive_sponsor: sol\nstages: [{stage: operate, from: 2026-02-09}]\n---\n";
        let over = "---\ntitle: Over\nowner: ada\nstages: [{stage: operate, from: 2026-02-09}]\ncompletion: {ended_on: 2026-03-01, outcome: failed}\n---\n";
        let records = portfolio(&[
            (
                "acme",
                "contacts: [{id: max, name: Max}]\nalliance_managers: [{person: sol, from: 2025-01-01, until: 2025-12-31}, {person: ada, from: 2026-01-01}]\n",
            ),
            ("acme/commitments.yaml", promises),
            ("acme/risks.yaml", risks),
            ("acme/initiatives/queue.md", initiative),
            ("acme/initiatives/over.md", over),
        ]);
        let ground = ground(&records);
        let all = loads(&ground);
        let said: Vec<_> =
            all.iter().map(|load| (load.person.name.as_str(), load.all(), load.overdue.len())).collect();
        assert_eq!(said, [("Ada Lund", 4, 1), ("Sol Reyes", 2, 0)]);
        assert_eq!((names(&all[0].alliances), names(&all[0].initiatives)), (vec!["Acme"], vec!["Queue"]));
        assert_eq!((names(&all[1].sponsored), names(&all[1].troubles)), (vec!["Queue"], vec!["One"]));
    }

    #[test]
    fn key_people_come_the_longest_silent_first_and_a_doubt_is_one_of_the_influential() {
        let contacts = "contacts: [{id: max, name: Max}, {id: nia, name: Nia}, {id: kim, name: Kim}, {id: bo, name: Bo, left_on: 2026-01-01}]\n";
        let map = "\
stakeholders:
  - {person: max, influence: 4, attitude: concerned, last_contact: 2026-06-01}
  - {person: nia, authority: 5, attitude: concerned, last_contact: 2025-06-01}
  - {person: kim, influence: 3, attitude: concerned}
  - {person: bo, influence: 5, attitude: concerned}
  - {person: ada, influence: 5, attitude: supports}
";
        let records = portfolio(&[("acme", contacts), ("acme/stakeholders.yaml", map)]);
        let ground = ground(&records);
        let all = stakes(&ground);
        let key: Vec<&str> = key(&all).iter().map(|one| one.mapped.record.name.as_str()).collect();
        assert_eq!(key, ["Nia", "Max"]);
        let doubts: Vec<&str> =
            all.iter().filter(|one| one.doubts(&ground)).map(|one| one.mapped.record.name.as_str()).collect();
        assert_eq!(doubts, ["Max"]);
    }

    #[test]
    fn an_alliance_hangs_on_whoever_carries_more_than_the_rule_allows() {
        let touch =
            |people: &str| format!("- {{kind: touch, on: 2026-05-01, channel: call, ours: [{people}]}}\n");
        let alone = [touch("ada"), touch("ada"), touch("ada"), touch("ada"), touch("sol")].concat();
        let together = [touch("ada"), touch("ada"), touch("ada"), touch("ada, sol"), touch("sol")].concat();
        let few = touch("ada");
        let records = portfolio(&[
            ("acme", ""),
            ("acme/log.yaml", &alone),
            ("birch", "name: Birch\n"),
            ("birch/log.yaml", &together),
            ("cedar", "name: Cedar\n"),
            ("cedar/log.yaml", &few),
        ]);
        let ground = ground(&records);
        let said: Vec<_> = threads(&ground)
            .iter()
            .map(|one| (one.partner.profile.name.clone(), one.busiest.person, one.busiest.alone, one.single))
            .collect();
        assert_eq!(said, [("Acme".to_owned(), "ada", 4, true), ("Birch".to_owned(), "ada", 3, false)]);
    }
}
