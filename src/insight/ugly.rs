//! How long it takes until the ugly questions are asked: days from the first contact to the first show-stopper on the
//! table (P07).

use rust_decimal::Decimal;

use super::spread::{Spread, spread};
use super::{Counted, Ground};
use crate::facts::partner::first_question;
use crate::playbook::shape::Phase;
use crate::portfolio::calendar::Date;

/// One partner's way to its first ugly question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The partner.
    pub partner: Counted,
    /// The first contact.
    pub first_contact: Date,
    /// The first question and the day on which it was put; nothing if none was.
    pub asked: Option<(Counted, Date)>,
    /// Days from the first contact to the question; without one, to the day of the records.
    pub days: i64,
}

/// The ways of all partners.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ways {
    /// Those that have asked, the slowest first.
    pub asked: Vec<Way>,
    /// Those that have not asked yet, the longest first.
    pub waiting: Vec<Way>,
    /// Those without a dated first contact.
    pub undated: Vec<Counted>,
}

impl Ways {
    /// How the days of those that have asked lie.
    pub fn spread(&self) -> Option<Spread> {
        spread(self.asked.iter().map(|way| Decimal::from(way.days)))
    }
}

/// Counts the days for every partner that we have spoken with. One that rests or ends is not waited for any more.
pub fn ways(ground: &Ground<'_>) -> Ways {
    let mut ways = Ways::default();
    for partner in ground.partners() {
        let over = matches!(ground.phase(partner), Some(Phase::Closing | Phase::Parked));
        let question = first_question(partner);
        let Some(first_contact) = partner.profile.first_contact_on.filter(|on| *on <= ground.as_of) else {
            if ground.phase(partner) != Some(Phase::Prospect) && (question.is_some() || !over) {
                ways.undated.push(Counted::partner(partner));
            }
            continue;
        };
        let asked = question.map(|question| {
            let name = question.question.clone().unwrap_or_else(|| question.id.to_string());
            (Counted::on(partner, question.id.as_str(), &name), question.raised_on)
        });
        let end = asked.as_ref().map_or(ground.as_of, |(_, on)| *on);
        let list = match asked {
            Some(_) => &mut ways.asked,
            None if over => continue,
            None => &mut ways.waiting,
        };
        // A question that was put before the first contact that is noted was put at once.
        let days = first_contact.days_until(end).max(0);
        list.push(Way { partner: Counted::partner(partner), first_contact, asked, days });
    }
    let slowest = |a: &Way, b: &Way| b.days.cmp(&a.days).then_with(|| a.partner.cmp(&b.partner));
    ways.asked.sort_by(slowest);
    ways.waiting.sort_by(slowest);
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, names, portfolio};

    const QUESTIONS: &str =
        "- {id: late, topic: ip, raised_on: 2026-03-01}\n- {id: early, topic: data, raised_on: 2026-01-31}\n";

    #[test]
    fn days_run_to_the_first_question_in_whichever_order_they_stand() {
        let records = portfolio(&[
            ("acme", "first_contact_on: 2026-01-01\n"),
            ("acme/showstoppers.yaml", QUESTIONS),
            ("birch", "name: Birch\nfirst_contact_on: 2026-06-20\n"),
            ("cedar", "name: Cedar\n"),
        ]);
        let ways = ways(&ground(&records));
        assert_eq!((ways.asked.len(), ways.asked[0].days), (1, 30));
        assert_eq!(
            ways.asked[0].asked.as_ref().unwrap().0.at,
            crate::insight::At::Anchor("early".to_owned())
        );
        assert_eq!((ways.waiting[0].partner.name.as_str(), ways.waiting[0].days), ("Birch", 10));
        assert_eq!(names(&ways.undated), ["Cedar"]);
        assert_eq!(ways.spread().unwrap().median, Decimal::from(30));
    }

    #[test]
    fn nobody_waits_for_a_partner_that_left() {
        let gone = "first_contact_on: 2024-01-01\nstages: [{stage: operate, from: 2024-02-01}, {stage: exit, from: 2026-02-01}]\n";
        let records = portfolio(&[("acme", gone)]);
        assert_eq!(ways(&ground(&records)), Ways::default());
    }
}
