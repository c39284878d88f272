//! How far the work with the people on the influence maps has come: befriended, educated, managed (P89), and who goes
//! first with what is new (P54). Always internal.

use super::{Counted, Ground};
use crate::portfolio::Partner;
use crate::portfolio::stakeholders::{Adoption, RelationshipStage, Stakeholder};

/// The steps in their order.
pub const STEPS: [RelationshipStage; 3] =
    [RelationshipStage::Befriend, RelationshipStage::Educate, RelationshipStage::Manage];

/// How far one alliance has come.
pub struct Steps<'a> {
    /// The alliance.
    pub partner: &'a Partner,
    /// How many people its map has.
    pub people: usize,
    /// How many of them came to each step, or further.
    pub came: [usize; STEPS.len()],
    /// Those at a step without all that come before it.
    pub skipped: Vec<Counted>,
    /// How many go first, wait and hold back.
    pub adoption: [usize; 3],
}

fn reached(person: &Stakeholder) -> Option<RelationshipStage> {
    person.steps.iter().map(|one| one.step).max()
}

fn skipped(person: &Stakeholder) -> bool {
    let has = |step: &RelationshipStage| person.steps.iter().any(|one| one.step == *step);
    reached(person).is_some_and(|last| STEPS.iter().any(|step| *step < last && !has(step)))
}

/// Alliances with an influence map, those with most people left to befriend first.
pub fn steps<'a>(ground: &Ground<'a>) -> Vec<Steps<'a>> {
    let mut all: Vec<Steps<'a>> = ground
        .partners()
        .filter_map(|partner| {
            let people = &partner.stakeholders.as_ref()?.stakeholders;
            let name = |person: &Stakeholder| {
                let id = person.person.as_str();
                let ours = ground.portfolio.person(id).map(|one| one.name.clone());
                let theirs = || partner.contact(id).map(|one| one.name.clone());
                ours.or_else(theirs).unwrap_or_else(|| id.to_owned())
            };
            let on_map = |person: &Stakeholder| {
                Counted::on(partner, &format!("person-{}", person.person), &name(person))
            };
            let takes = |way: Adoption| people.iter().filter(|one| one.adoption == Some(way)).count();
            (!people.is_empty()).then(|| Steps {
                partner,
                people: people.len(),
                came: STEPS.map(|step| people.iter().filter(|one| reached(one) >= Some(step)).count()),
                skipped: people.iter().filter(|one| skipped(one)).map(on_map).collect(),
                adoption: [Adoption::Lead, Adoption::Middle, Adoption::Resist].map(takes),
            })
        })
        .collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.people - one.came[0]), &one.partner.id));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, names, portfolio};

    const MAP: &str = "\
stakeholders:
  - {person: kim, adoption: lead, steps: [{step: befriend, on: 2026-01-01}, {step: educate, on: 2026-02-01}]}
  - {person: lou, adoption: resist, steps: [{step: manage, on: 2026-02-01}]}
  - {person: ada}
";

    #[test]
    fn who_came_further_came_so_far_and_a_step_without_those_before_is_told() {
        let records = portfolio(&[
            ("acme", "contacts: [{id: kim, name: Kim}, {id: lou, name: Lou}]\n"),
            ("acme/stakeholders.yaml", MAP),
            ("birch", "name: Birch\n"),
        ]);
        let all = steps(&ground(&records));
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].people, all[0].came, all[0].adoption), (3, [2, 2, 1], [1, 0, 1]));
        assert_eq!(names(&all[0].skipped), ["Lou"]);
    }
}
