//! Each figure from small records, with what is missing, too little or impossible among them.

use rust_decimal::Decimal;

use super::cadence::Forum;
use super::perception::Voice;
use super::promises::Fate;
use super::{Given, Health, health};
use crate::facts::worth::Worth;
use crate::insight::At;
use crate::insight::tests::{day, portfolio, today};
use crate::portfolio::log::AlignmentState;
use crate::portfolio::stakeholders::PairedRole;
use crate::portfolio::words::{Attitude, Level, Side};

fn of_acme(files: &[(&str, &str)]) -> Health {
    let loaded = portfolio(files);
    let partner = &loaded.portfolio.partners["acme"];
    health(Given { portfolio: &loaded.portfolio, playbook: &loaded.playbook, partner, as_of: today() })
}

fn tenths(number: i64) -> Decimal {
    Decimal::new(number, 1)
}

#[test]
fn a_round_tells_what_changed_and_withholds_answers_of_two() {
    let surveys = "\
- id: h-2025
  kind: health
  on: 2025-05-20
  items:
    - {dimension: Trust, ours: {n: 5, mean: 4.0}, theirs: {n: 4, mean: 3.8}}
- id: h-2026
  kind: health
  on: 2026-05-20
  items:
    - {dimension: trust , ours: {n: 5, mean: 3.9}, theirs: {n: 4, mean: 2.6, spread: 0.9}}
    - {dimension: speed, ours: {n: 5, mean: 4.0}, theirs: {n: 2, mean: 1.0}}
    - {dimension: goals, theirs: {n: 4, mean: 3.0}}
";
    let rounds = of_acme(&[("acme", ""), ("acme/surveys.yaml", surveys)]).perception;
    let [latest, first] = &rounds[..] else { panic!("{rounds:?}") };
    assert_eq!((latest.on, latest.before), (day("2026-05-20"), Some(day("2025-05-20"))));
    assert_eq!(first.before, None);
    let [trust, speed, goals] = &latest.views[..] else { panic!("{latest:?}") };
    assert_eq!(trust.gap, Some(tenths(-13)));
    assert_eq!(trust.gap_before, Some(tenths(-2)));
    assert!(trust.apart);
    let changed = Voice::Heard { n: 4, mean: tenths(26), spread: Some(tenths(9)), change: Some(tenths(-12)) };
    assert_eq!(trust.theirs, changed);
    // Two answers would say who gave them.
    assert_eq!(speed.theirs, Voice::TooFew);
    assert_eq!((speed.gap, speed.apart), (None, false));
    assert_eq!((&goals.ours, goals.gap), (&Voice::NotAsked, None));
    assert_eq!(latest.apart().len(), 1);
    assert_eq!(latest.compared(), 1);
}

#[test]
fn a_promise_is_late_by_the_date_first_promised() {
    let commitments = "\
- {id: c-1, text: In time, side: ours, made_on: 2026-01-05, due: 2026-02-01, closed: {outcome: kept, on: 2026-02-01}}
- id: c-2
  text: Moved and kept
  side: theirs
  made_on: 2026-01-05
  due: 2026-02-01
  moves: [{on: 2026-01-30, to: 2026-03-01}]
  closed: {outcome: kept, on: 2026-02-28}
- {id: c-3, text: Given up, side: theirs, made_on: 2026-01-05, due: 2026-02-01, closed: {outcome: dropped, on: 2026-04-02}}
- {id: c-4, text: Late now, side: theirs, made_on: 2026-01-05, due: 2026-06-20}
- {id: c-5, text: Both, side: joint, made_on: 2026-01-05, due: 2026-09-01}
- id: c-6
  text: Brought forward
  side: ours
  made_on: 2026-01-05
  due: 2026-12-01
  moves: [{on: 2026-05-01, to: 2026-10-01}]
- {id: c-7, text: Never dated, side: ours, made_on: 2026-01-05, closed: {outcome: kept, on: 2026-06-01}}
";
    let promises = of_acme(&[("acme", ""), ("acme/commitments.yaml", commitments)]).promises;
    let fates = |promises: &super::promises::Promises| -> Vec<(String, Fate)> {
        promises.0.iter().map(|one| (one.record.name.clone(), one.fate)).collect()
    };
    let named = |name: &str, fate: Fate| (name.to_owned(), fate);
    assert_eq!(
        fates(&promises.ours),
        [
            named("In time", Fate::OnTime),
            named("Both", Fate::Open),
            named("Brought forward", Fate::Open),
            named("Never dated", Fate::OnTime)
        ]
    );
    assert_eq!(
        fates(&promises.theirs),
        [
            named("Moved and kept", Fate::Late),
            named("Given up", Fate::Dropped),
            named("Late now", Fate::Overdue),
            named("Both", Fate::Open)
        ]
    );
    assert_eq!((promises.theirs.moves(), promises.theirs.days_slipped()), (1, 28));
    // A date brought forward does not pay back days that were lost elsewhere.
    assert_eq!((promises.ours.moves(), promises.ours.days_slipped()), (1, 0));
    // Kept late, given up and overdue were due; what is open and not late was not.
    assert_eq!((promises.ours.due(), promises.theirs.due()), (2, 3));
    assert_eq!(promises.theirs.overdue()[0].days_overdue, 10);
    assert_eq!(promises.theirs.overdue()[0].record.at, At::Anchor("c-4".to_owned()));
    let fiscal = crate::portfolio::calendar::FiscalYear::default();
    let closed = promises.theirs.closed_in(fiscal, fiscal.quarter_of(day("2026-05-01")));
    assert_eq!(fates(&closed), [named("Given up", Fate::Dropped)]);
}

#[test]
fn a_body_may_run_half_over_its_rhythm_and_a_review_may_not() {
    let governance = "\
bodies:
  - {id: steering, name: Steering, level: executive, every: 1 quarter, from: 2025-10-01}
  - {id: old, name: Old round, level: operating, every: 1 month, from: 2020-01-01, until: 2022-01-01}
";
    let meeting = "---\ntitle: Steering\nbody: steering\n---\n";
    let review = |on: &str| format!("---\nheld_on: {on}\n---\n");
    let (q4, q1) = (review("2026-01-20"), review("2026-05-10"));
    let rhythms = of_acme(&[
        ("acme", ""),
        ("acme/governance.yaml", governance),
        // 1 October to 10 February are 132 days, to 10 March 28; nobody met since, for 112 days.
        ("acme/meetings/2026-02-10-steering.md", meeting),
        ("acme/meetings/2026-03-10-steering.md", meeting),
        ("acme/reviews/2025-Q4.md", &q4),
        ("acme/reviews/2026-Q1.md", &q1),
        ("acme/reviews/2026-Q2.md", "---\nscheduled_on: 2026-07-20\n---\n"),
    ])
    .cadence;
    let forums: Vec<Forum> = rhythms.iter().map(|one| one.forum).collect();
    assert_eq!(forums, [Forum::Body(Level::Executive), Forum::Reviews, Forum::Contacts]);
    let [steering, reviews, contacts] = &rhythms[..] else { panic!("{rhythms:?}") };
    // A quarter is 91 days, so that 136 are allowed and 132 are in time.
    assert_eq!(steering.kept(), (2, 2));
    assert_eq!(steering.longest().map(super::cadence::Gap::days), Some(132));
    assert_eq!(steering.overdue_days, day("2026-06-10").days_until(today()));
    // 100 days are allowed; from January to May were 110. What was before January nobody noted.
    assert_eq!(reviews.kept(), (0, 1));
    assert_eq!(reviews.overdue_days, 0);
    assert_eq!(reviews.planned.len(), 1);
    let on: Vec<_> = contacts.met.iter().map(|(on, _)| on.to_string()).collect();
    assert_eq!(on, ["2026-01-20", "2026-02-10", "2026-03-10", "2026-05-10"]);
    // 21, 28 and 61 days apart, and 51 since; 30 are allowed.
    assert_eq!(contacts.kept(), (2, 4));
    assert_eq!(contacts.overdue_days, 21);
}

#[test]
fn a_body_that_never_met_is_late_since_it_began() {
    let governance = "bodies:\n  - {id: b, name: B, level: operating, every: 1 month, from: 2023-01-01}\n";
    let rhythms = of_acme(&[("acme", ""), ("acme/governance.yaml", governance)]).cadence;
    assert_eq!(rhythms[0].kept(), (0, 1));
    assert_eq!(rhythms[0].longest().map(super::cadence::Gap::days), Some(1276));
    assert_eq!(rhythms[0].overdue_days, 1245);
}

#[test]
fn value_without_a_rate_counts_for_neither_side() {
    let log = "\
- {kind: value, on: 2026-01-10, of: revenue, text: Deals, ours: EUR 300k, theirs: EUR 90k}
- {kind: value, on: 2026-02-10, of: saving, text: Time, theirs: EUR 10k}
- {kind: value, on: 2026-03-10, of: revenue, text: Far, ours: USD 5m, theirs: EUR 1k}
- {kind: value, on: 2026-03-10, of: knowledge, text: Learnt}
- {kind: value, on: 2026-03-11, of: revenue, text: Nothing, ours: EUR 0, theirs: EUR 0}
";
    let balance = of_acme(&[("acme", ""), ("acme/log.yaml", log)]).balance;
    assert_eq!((balance.ours, balance.theirs), (Some(Decimal::from(300_000)), Some(Decimal::from(100_000))));
    assert_eq!(balance.larger(), Some((Side::Ours, Decimal::from(75))));
    let without: Vec<&str> = balance.without_rate().map(|gain| gain.record.name.as_str()).collect();
    assert_eq!(without, ["Far"]);
    assert_eq!(balance.counted().count(), 3);
    let learnt = balance.entries.iter().find(|gain| gain.record.name == "Learnt").unwrap();
    assert_eq!(learnt.worth, Worth::Unpriced);
    assert_eq!(learnt.record.at, At::Anchor("value-2026-03-10-2".to_owned()));
}

#[test]
fn nothing_and_zero_have_no_larger_side() {
    assert_eq!(of_acme(&[("acme", "")]).balance.larger(), None);
    let zero = "- {kind: value, on: 2026-01-10, of: revenue, ours: EUR 0, theirs: EUR 0}\n";
    assert_eq!(of_acme(&[("acme", ""), ("acme/log.yaml", zero)]).balance.our_share(), None);
    let even = "- {kind: value, on: 2026-01-10, of: revenue, ours: EUR 5, theirs: EUR 5}\n";
    let balance = of_acme(&[("acme", ""), ("acme/log.yaml", even)]).balance;
    assert_eq!((balance.our_share(), balance.larger()), (Some(Decimal::from(50)), None));
    let loss = "- {kind: value, on: 2026-01-10, of: revenue, ours: EUR -5, theirs: EUR 5}\n";
    assert_eq!(of_acme(&[("acme", ""), ("acme/log.yaml", loss)]).balance.our_share(), None);
}

#[test]
fn a_topic_stands_by_its_latest_entry_and_remembers_its_last_shift() {
    let log = "\
- {kind: alignment, on: 2025-01-10, topic: Growth, state: aligned}
- {kind: alignment, on: 2025-06-10, topic: growth, state: diverged}
- {kind: alignment, on: 2026-01-10, topic: Growth, ours: More, theirs: Less, state: diverged, reviewed_on: 2026-05-01}
- {kind: alignment, on: 2026-02-10, topic: Prices, state: aligned, reviewed_on: 2027-01-01}
";
    let topics = of_acme(&[("acme", ""), ("acme/log.yaml", log)]).alignment;
    let [growth, prices] = &topics[..] else { panic!("{topics:?}") };
    assert_eq!(growth.state, AlignmentState::Diverged);
    assert_eq!(growth.looked_on, day("2026-05-01"));
    assert_eq!(growth.shift, Some((AlignmentState::Aligned, day("2025-06-10"))));
    // A look that is yet to come has not been taken.
    assert_eq!((prices.looked_on, prices.shift), (day("2026-02-10"), None));
}

#[test]
fn a_key_person_is_held_by_somebody_who_spoke_with_them_lately() {
    let profile = "contacts:\n  - {id: kim, name: Kim}\n  - {id: lee, name: Lee}\n  - {id: max, name: Max}\n  - {id: old, name: Old, left_on: 2025-01-01}\n";
    let stakeholders = "\
stakeholders:
  - {person: kim, influence: 5, attitude: supports, champion: true, relationship_owner: ada, last_contact: 2026-05-01}
  - {person: lee, influence: 2, authority: 4, attitude: concerned, relationship_owner: ada, last_contact: 2025-12-01}
  - {person: old, influence: 5}
  - {person: ada, influence: 3, champion: true}
pairings:
  - {role: sales, ours: sol, theirs: kim, status: active}
  - {role: legal, ours: sol, status: vacant}
";
    let influence =
        of_acme(&[("acme", profile), ("acme/stakeholders.yaml", stakeholders)]).influence.unwrap();
    assert_eq!(influence.known, 3);
    let people: Vec<&str> = influence.people.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(people, ["kim", "ada", "lee"]);
    assert_eq!(influence.of(Side::Theirs).count(), 2);
    assert_eq!(influence.key().count(), 2);
    let unheld: Vec<&str> = influence.unheld().iter().map(|one| one.id.as_str()).collect();
    assert_eq!(unheld, ["lee"]);
    assert_eq!(influence.standing(Some(Attitude::Concerned)), 1);
    assert_eq!(influence.standing(None), 0);
    assert_eq!((influence.champions(Side::Ours), influence.champions(Side::Theirs)), (1, 1));
    assert_eq!(influence.paired, [PairedRole::Sales]);
    assert_eq!(influence.unpaired.len(), 4);
    assert_eq!(of_acme(&[("acme", "")]).influence, None);
}
