//! How initiatives end with a sales sponsor and without one (P39), and whom the running ones lean on.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::spread::percent;
use super::{At, Counted, Ground};
use crate::facts;
use crate::portfolio::initiative::{Initiative, Outcome};
use crate::portfolio::{Partner, Record};

/// How ended initiatives went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// They reached what they were for.
    pub succeeded: Vec<Counted>,
    /// They reached a part.
    pub partial: Vec<Counted>,
    /// They did not.
    pub failed: Vec<Counted>,
    /// They were stopped at a gate.
    pub stopped: Vec<Counted>,
    /// They are over, and nobody has written how they ended. No rate counts them.
    pub unsaid: Vec<Counted>,
}

impl Outcomes {
    /// How many ended with an outcome.
    pub fn ended(&self) -> usize {
        self.succeeded.len() + self.partial.len() + self.failed.len() + self.stopped.len()
    }

    /// Those that succeeded as a share of those that ended with an outcome, in per cent. A partial success is none.
    pub fn success_rate(&self) -> Option<Decimal> {
        percent(self.succeeded.len(), self.ended())
    }

    fn list(&mut self, outcome: Option<Outcome>) -> &mut Vec<Counted> {
        match outcome {
            Some(Outcome::Succeeded) => &mut self.succeeded,
            Some(Outcome::Partial) => &mut self.partial,
            Some(Outcome::Failed) => &mut self.failed,
            Some(Outcome::Stopped) => &mut self.stopped,
            None => &mut self.unsaid,
        }
    }
}

/// Initiatives by their sales sponsor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sponsorship {
    /// Those that ended and had one.
    pub with: Outcomes,
    /// Those that ended and had none.
    pub without: Outcomes,
    /// Those that run, by the id of their sales sponsor.
    pub load: BTreeMap<String, Vec<Counted>>,
    /// Those that run and have none.
    pub unsponsored: Vec<Counted>,
}

/// An initiative with its id, and its partner if it has only one.
pub type One<'a> = (Option<&'a Partner>, &'a str, &'a Record<Initiative>);

/// All initiatives: those with several partners, then each partner's own.
pub fn initiatives<'a>(ground: &Ground<'a>) -> impl Iterator<Item = One<'a>> + use<'a> {
    let shared = ground.portfolio.initiatives.iter().map(|(id, record)| (None, id.as_str(), record));
    let own = ground.partners().flat_map(|partner| {
        partner.initiatives.iter().map(move |(id, record)| (Some(partner), id.as_str(), record))
    });
    shared.chain(own)
}

/// An initiative as a record that is counted.
pub fn counted((partner, id, record): One<'_>) -> Counted {
    Counted {
        partner: partner.map(|partner| partner.id.clone()),
        at: At::Initiative(id.to_owned()),
        name: record.title.clone(),
    }
}

/// Sorts all initiatives by sponsor and by how they ended.
pub fn sponsorship(ground: &Ground<'_>) -> Sponsorship {
    let mut all = Sponsorship::default();
    for one in initiatives(ground) {
        let (partner, id, record) = one;
        let list = match (&record.sales_sponsor, facts::ended(record, &ground.known(partner, id))) {
            (Some(_), true) => all.with.list(record.completion.as_ref().map(|end| end.outcome)),
            (None, true) => all.without.list(record.completion.as_ref().map(|end| end.outcome)),
            (Some(sponsor), false) => all.load.entry(sponsor.to_string()).or_default(),
            (None, false) => &mut all.unsponsored,
        };
        list.push(counted(one));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, names, portfolio};

    fn initiative(title: &str, rest: &str) -> String {
        format!("---\ntitle: {title}\nstages: [{{stage: operate, from: 2025-01-10}}]\n{rest}---\n")
    }

    fn ended(title: &str, outcome: &str, rest: &str) -> String {
        initiative(title, &format!("completion: {{ended_on: 2026-03-01, outcome: {outcome}}}\n{rest}"))
    }

    #[test]
    fn initiatives_are_sorted_by_sponsor_and_outcome() {
        let won = ended("Won", "succeeded", "sales_sponsor: sol\n");
        let half = ended("Half", "partial", "sales_sponsor: sol\n");
        let lost = ended("Lost", "failed", "");
        let running = initiative("Running", "sales_sponsor: sol\n");
        let alone = initiative("Alone", "");
        let records = portfolio(&[
            ("acme", ""),
            ("acme/initiatives/won.md", &won),
            ("acme/initiatives/half.md", &half),
            ("acme/initiatives/lost.md", &lost),
            ("acme/initiatives/running.md", &running),
            ("acme/initiatives/alone.md", &alone),
        ]);
        let all = sponsorship(&ground(&records));
        assert_eq!((names(&all.with.succeeded), names(&all.with.partial)), (vec!["Won"], vec!["Half"]));
        assert_eq!(names(&all.without.failed), ["Lost"]);
        assert_eq!((names(&all.load["sol"]), names(&all.unsponsored)), (vec!["Running"], vec!["Alone"]));
        assert_eq!(all.with.success_rate(), Some(Decimal::from(50)));
        assert_eq!(all.without.success_rate(), Some(Decimal::ZERO));
    }

    #[test]
    fn what_is_over_without_an_outcome_enters_no_rate() {
        let over = "---\ntitle: Over\nstages: [{stage: operate, from: 2025-01-10}, {stage: exit, from: 2026-01-10}]\n---\n";
        let records = portfolio(&[("acme", ""), ("acme/initiatives/over.md", over)]);
        let all = sponsorship(&ground(&records));
        assert_eq!(names(&all.without.unsaid), ["Over"]);
        assert_eq!((all.without.ended(), all.without.success_rate()), (0, None));
    }

    #[test]
    fn what_ends_later_is_still_running() {
        let later = initiative("Later", "completion: {ended_on: 2026-07-01, outcome: failed}\n");
        let records = portfolio(&[("acme", ""), ("acme/initiatives/later.md", &later)]);
        let all = sponsorship(&ground(&records));
        assert_eq!((all.without.ended(), names(&all.unsponsored)), (0, vec!["Later"]));
    }
}
