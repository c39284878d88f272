//! The ugly questions of all alliances: which are on the table with whom (P07), and which have waited long (P08).

use std::cmp::Reverse;

use super::{Ground, asked};
use crate::playbook::shape::Phase;
use crate::portfolio::showstopper::{Showstopper, Topic};
use crate::portfolio::{Item, Partner};

/// The topics, in the order in which they are asked about.
pub const TOPICS: [Topic; 7] = [
    Topic::Ip,
    Topic::Exclusivity,
    Topic::Pricing,
    Topic::Competition,
    Topic::Data,
    Topic::Liability,
    Topic::Headcount,
];

/// How a topic stands with a partner; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Open, and what one side holds is not written down.
    OneSided,
    /// Open, with the positions of both.
    Open,
    /// Settled.
    Settled,
}

/// What one alliance has asked.
pub struct Asked<'a> {
    /// The alliance.
    pub partner: &'a Partner,
    /// Each topic with the worst of its questions; nothing for one that nobody has raised.
    pub topics: [Option<Standing>; TOPICS.len()],
}

/// A question that is still open.
pub struct Waiting<'a> {
    /// Of which alliance.
    pub partner: &'a Partner,
    /// The question.
    pub question: &'a Item<Showstopper>,
    /// Days since it was raised.
    pub days: i64,
    /// Whether it is older, or was put off more often, than the playbook lets pass.
    pub overdue: bool,
}

fn standing(question: &Showstopper) -> Standing {
    match (question.resolved_on, &question.our_position, &question.their_position) {
        (Some(_), ..) => Standing::Settled,
        (None, Some(_), Some(_)) => Standing::Open,
        (None, ..) => Standing::OneSided,
    }
}

/// Alliances by topic, those with most to ask first. Prospects, and what rests or ends without a question, are left out.
pub fn by_topic<'a>(ground: &Ground<'a>) -> Vec<Asked<'a>> {
    let mut all: Vec<Asked<'a>> = ground
        .partners()
        .filter(|partner| {
            let talks = matches!(
                ground.phase(partner),
                Some(Phase::Qualification | Phase::Preparation | Phase::Live)
            );
            talks || !partner.showstoppers.is_empty()
        })
        .map(|partner| Asked {
            partner,
            topics: TOPICS.map(|topic| {
                let of_topic = partner.showstoppers.iter().filter(|one| one.topic == topic);
                of_topic.map(|one| standing(one)).min()
            }),
        })
        .collect();
    let settled =
        |one: &Asked<'_>| one.topics.iter().filter(|topic| **topic == Some(Standing::Settled)).count();
    all.sort_by_key(|one| (settled(one), &one.partner.id));
    all
}

/// Open questions of all alliances, the oldest first.
pub fn waiting<'a>(ground: &Ground<'a>) -> Vec<Waiting<'a>> {
    let mut all: Vec<Waiting<'a>> = Vec::new();
    for partner in ground.partners() {
        let limit = |name| asked::number(ground.playbook, "postponed-showstopper", name, partner);
        let (deferrals, days) = (limit("max_deferrals"), limit("max_days"));
        for question in partner.showstoppers.iter().filter(|one| one.resolved_on.is_none()) {
            let age = question.raised_on.days_until(ground.as_of).max(0);
            let often = deferrals.is_some_and(|most| question.deferrals.len() as i64 >= most);
            let overdue = often || days.is_some_and(|most| age > most);
            all.push(Waiting { partner, question, days: age, overdue });
        }
    }
    all.sort_by_key(|one| (Reverse(one.days), &one.partner.id, one.question.id.as_str()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};

    const QUESTIONS: &str = "\
- {id: s-1, topic: ip, raised_on: 2026-01-10, our_position: Ours., their_position: Theirs., resolved_on: 2026-02-01}
- {id: s-2, topic: ip, raised_on: 2026-06-01, our_position: Ours.}
- {id: s-3, topic: data, raised_on: 2026-03-01, our_position: Here., their_position: There.}
- {id: s-4, topic: pricing, raised_on: 2026-06-20, our_position: a, their_position: b, deferrals: [{on: 2026-06-21}, {on: 2026-06-25}]}
";

    #[test]
    fn a_topic_stands_as_its_worst_question_and_what_nobody_asked_is_nothing() {
        let records =
            portfolio(&[("acme", ""), ("acme/showstoppers.yaml", QUESTIONS), ("birch", "name: Birch\n")]);
        let all = by_topic(&ground(&records));
        assert_eq!(all.iter().map(|one| one.partner.id.as_str()).collect::<Vec<_>>(), ["acme", "birch"]);
        let [ip, exclusivity, pricing, _, data, ..] = all[0].topics;
        assert_eq!(ip, Some(Standing::OneSided));
        assert_eq!((exclusivity, pricing, data), (None, Some(Standing::Open), Some(Standing::Open)));
        assert_eq!(all[1].topics, [None; 7]);
    }

    #[test]
    fn the_oldest_waits_first_and_is_overdue_by_age_or_by_deferrals() {
        let records = portfolio(&[("acme", ""), ("acme/showstoppers.yaml", QUESTIONS)]);
        let all = waiting(&ground(&records));
        let told: Vec<_> =
            all.iter().map(|one| (one.question.id.to_string(), one.days, one.overdue)).collect();
        let of = |id: &str, days, overdue| (id.to_owned(), days, overdue);
        assert_eq!(told, [of("s-3", 121, true), of("s-2", 29, false), of("s-4", 10, true)]);
    }
}
