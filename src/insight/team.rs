//! The alliance team: who is on it, what they learnt and want to learn (P77), and how they rate their skills together
//! (P80, P81). Nobody's own rating leaves this module.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Counted, Ground};
use crate::facts::perception::LEAST_ANSWERS;
use crate::portfolio::calendar::Date;
use crate::portfolio::people::{Person, Skill};
use crate::portfolio::words::Function;

/// Whoever works in alliances, or has a day on which they joined the team: those who are on it, and those who left.
pub fn team<'a>(ground: &Ground<'a>) -> (Vec<&'a Person>, Vec<&'a Person>) {
    let people = ground.portfolio.people.iter().map(|person| &person.value);
    let joined = |person: &&Person| person.from.is_none_or(|from| from <= ground.as_of);
    let belongs = |person: &&Person| person.function == Function::Alliances || person.from.is_some();
    let mut all: Vec<&Person> = people.filter(belongs).filter(joined).collect();
    all.sort_by_key(|person| (std::cmp::Reverse(person.level), person.from, &person.name));
    all.into_iter().partition(|person| person.until.is_none_or(|until| until >= ground.as_of))
}

/// Whether a certificate of somebody holds on a day, and until when the one that holds longest does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certified {
    /// None was ever granted.
    Never,
    /// The last one ended on that day.
    Expired(Date),
    /// One holds until that day.
    Until(Date),
    /// One holds without an end.
    Forever,
}

/// Whether a certificate of somebody holds.
pub fn certified(person: &Person, as_of: Date) -> Certified {
    let ends = person.certificates.iter().map(|one| one.expires_on);
    // No end is later than any.
    match ends.max_by_key(|end| (end.is_none(), *end)) {
        None => Certified::Never,
        Some(None) => Certified::Forever,
        Some(Some(end)) if end < as_of => Certified::Expired(end),
        Some(Some(end)) => Certified::Until(end),
    }
}

/// How the team rates one skill together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    /// The skill.
    pub skill: Skill,
    /// How many rated it; never fewer than the least number of answers.
    pub n: usize,
    /// The mean of their ratings, from 1 to 5.
    pub mean: Decimal,
}

/// How the team rates its skills: of people who wish it and are on the team, those skills that enough of them rated, and
/// how many skills are left out because too few did. Nothing else of their ratings is told.
pub fn skills(team: &[&Person]) -> (Vec<Rated>, usize) {
    let mut ratings: BTreeMap<Skill, Vec<u8>> = BTreeMap::new();
    let willing = team.iter().filter_map(|person| person.skills.as_ref()).filter(|skills| skills.opt_in);
    for (skill, rating) in willing.flat_map(|skills| &skills.ratings) {
        ratings.entry(*skill).or_default().push(rating.get());
    }
    let asked = ratings.len();
    let enough = |(_, all): &(Skill, Vec<u8>)| all.len() >= LEAST_ANSWERS as usize;
    let rated: Vec<Rated> = ratings
        .into_iter()
        .filter(enough)
        .filter_map(|(skill, all)| {
            let sum: Decimal = all.iter().map(|rating| Decimal::from(*rating)).sum();
            Some(Rated { skill, n: all.len(), mean: sum.checked_div(Decimal::from(all.len()))? })
        })
        .collect();
    let withheld = asked - rated.len();
    (rated, withheld)
}

/// Who does what in one alliance, as far as it is written down (P75).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// The partner.
    pub partner: Counted,
    /// Activities with roles.
    pub activities: Vec<String>,
    /// Those for which not exactly one answers.
    pub unaccountable: Vec<String>,
    /// Those to whose roles nobody has agreed.
    pub unagreed: Vec<String>,
}

/// The roles of every alliance that has a record of its governance, by the partner's id; and how many have none.
pub fn roles(ground: &Ground<'_>) -> (Vec<Roles>, Vec<Counted>) {
    let (mut all, mut without) = (Vec::new(), Vec::new());
    for partner in ground.partners() {
        let rows = partner.governance.iter().flat_map(|record| &record.raci);
        let rows: Vec<_> = rows.collect();
        let names = |pick: &dyn Fn(&crate::portfolio::governance::Raci) -> bool| -> Vec<String> {
            rows.iter().filter(|row| pick(row)).map(|row| row.activity.clone()).collect()
        };
        if rows.is_empty() {
            without.push(Counted::on(partner, "governance", &partner.profile.name));
            continue;
        }
        all.push(Roles {
            partner: Counted::on(partner, "governance", &partner.profile.name),
            activities: names(&|_| true),
            unaccountable: names(&|row| row.accountable.len() != 1),
            unagreed: names(&|row| row.agreed_by.is_empty()),
        });
    }
    (all, without)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Certified, certified, roles, skills, team};
    use crate::insight::tests::{day, ground, names, portfolio, today};

    fn people(extra: &str) -> String {
        format!(
            "- {{id: a, name: A, function: alliances, level: director, skills: {{opt_in: true, ratings: {{creative: 5, finance: 1}}}}}}\n\
             - {{id: b, name: B, function: alliances, skills: {{opt_in: true, ratings: {{creative: 4, finance: 1}}}}}}\n\
             - {{id: c, name: C, function: operations, from: 2024-01-01, skills: {{opt_in: true, ratings: {{creative: 1}}}}}}\n{extra}"
        )
    }

    #[test]
    fn a_skill_that_fewer_than_three_rated_is_not_told() {
        let text = people(
            "- {id: d, name: D, function: alliances, skills: {opt_in: false, ratings: {finance: 5}}}\n- {id: e, name: E, function: alliances, until: 2026-01-01, skills: {opt_in: true, ratings: {finance: 5}}}\n- {id: f, name: F, function: sales, skills: {opt_in: true, ratings: {finance: 5}}}\n",
        );
        let records = portfolio(&[("people.yaml", &text), ("acme", "")]);
        let ground = ground(&records);
        let (now, left) = team(&ground);
        let ids: Vec<&str> = now.iter().map(|one| one.id.as_str()).collect();
        assert_eq!((ids, left.len()), (vec!["a", "b", "d", "c"], 1));
        let (rated, withheld) = skills(&now);
        assert_eq!((rated.len(), withheld), (1, 1));
        assert_eq!((rated[0].n, rated[0].mean.round_dp(2)), (3, Decimal::new(333, 2)));
    }

    #[test]
    fn the_certificate_that_holds_longest_counts() {
        let of = |certificates: &str| {
            let text = format!("- {{id: a, name: A, function: alliances, certificates: [{certificates}]}}\n");
            let records = portfolio(&[("people.yaml", &text)]);
            certified(&records.portfolio.people[0].value, today())
        };
        let one = |end: &str| format!("{{name: One, granted_on: 2020-01-01{end}}}");
        assert_eq!(of(""), Certified::Never);
        assert_eq!(of(&one(", expires_on: 2026-06-29")), Certified::Expired(day("2026-06-29")));
        assert_eq!(of(&one(", expires_on: 2026-06-30")), Certified::Until(day("2026-06-30")));
        assert_eq!(of(&[one(""), one(", expires_on: 2027-01-01")].join(", ")), Certified::Forever);
    }

    #[test]
    fn roles_want_one_who_answers_and_somebody_who_agreed() {
        let raci = "raci:\n  - {activity: One, accountable: [ada], agreed_by: [ada]}\n  - {activity: Two, accountable: [ada, sol]}\n";
        let records = portfolio(&[("acme", ""), ("acme/governance.yaml", raci), ("birch", "name: Birch\n")]);
        let (all, without) = roles(&ground(&records));
        assert_eq!(
            (all[0].activities.len(), &all[0].unaccountable[..], &all[0].unagreed[..]),
            (2, &["Two".to_owned()][..], &["Two".to_owned()][..])
        );
        assert_eq!(names(&without), ["Birch"]);
    }
}
