//! How old what we know of each partner is, against what the playbook asks: by its cadences, or by the parameter of the
//! rule that looks at it. Where the playbook asks nothing, an age is an age and no more.

use super::asked::number;
use super::{Counted, Ground};
use crate::facts::last_survey;
use crate::facts::partner::{alliance_manager, cadences, tier};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::plan::PlanStatus;
use crate::record::Ref;

/// What can grow old, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Organisation, culture and capabilities.
    Profile,
    /// The joint plan.
    Plan,
    /// The influence map, by the entry that nobody has looked over for the longest time.
    InfluenceMap,
    /// Health surveys of both sides.
    Surveys,
    /// The six signs.
    SixSigns,
    /// Observations.
    Figures,
    /// Open risks, by the one that nobody has looked over for the longest time.
    Risks,
}

/// All that can grow old.
pub const ALL: [Known; 7] = [
    Known::Profile,
    Known::Plan,
    Known::InfluenceMap,
    Known::Surveys,
    Known::SixSigns,
    Known::Figures,
    Known::Risks,
];

/// How old one thing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// What.
    pub of: Known,
    /// The day on which it was last known or looked over.
    pub last: Option<Date>,
    /// How many days old it may be; nothing where the playbook does not ask.
    pub most: Option<i64>,
    /// Where it is shown.
    pub record: Counted,
}

impl Age {
    /// Whether it is older than asked.
    pub fn stale(&self, as_of: Date) -> bool {
        self.last.zip(self.most).is_some_and(|(last, most)| last.days_until(as_of) > most)
    }

    /// Whether it is asked for, and not there at all.
    pub fn missing(&self) -> bool {
        self.most.is_some() && self.last.is_none()
    }
}

/// How old what we know of a partner is.
#[derive(Debug, Clone)]
pub struct Freshness<'a> {
    /// The partner.
    pub partner: &'a Partner,
    /// Whose it is: the alliance manager.
    pub owner: Option<&'a str>,
    /// The ages, in the order of [`ALL`].
    pub ages: Vec<Age>,
}

/// All partners, by id.
pub fn freshness<'a>(ground: &Ground<'a>) -> Vec<Freshness<'a>> {
    let of = |partner: &'a Partner| Freshness {
        partner,
        owner: alliance_manager(partner, ground.as_of).map(Ref::as_str),
        ages: ALL.map(|one| age(ground, partner, one)).to_vec(),
    };
    ground.partners().map(of).collect()
}

fn age(ground: &Ground<'_>, partner: &Partner, of: Known) -> Age {
    let phase = ground.phase(partner);
    let live = phase == Some(Phase::Live);
    let begun = live || phase == Some(Phase::Preparation);
    let strategic = tier(partner) == Some("strategic");
    let rule =
        |name: &str, applies: bool| number(ground.playbook, name, "max_days", partner).filter(|_| applies);
    let record = |anchor: &str| Counted::on(partner, anchor, &partner.profile.name);
    let (last, most, anchor) = match of {
        Known::Profile => {
            (partner.profile.profile_reviewed_on, rule("unstudied-partner", strategic && begun), "profile")
        }
        Known::Plan => {
            let last = partner.plan.as_ref().and_then(|plan| plan.statuses.last());
            let most = rule("unrevised-plan", last.is_some_and(|last| last.status == PlanStatus::Active));
            (plan_changed(partner), most, "plan")
        }
        Known::InfluenceMap => {
            let mapped = partner.stakeholders.iter().flat_map(|record| &record.stakeholders);
            let mut looks = mapped.map(|one| one.reviewed_on).peekable();
            let most = rule("stale-stakeholder", live && looks.peek().is_some());
            (looks.flatten().min(), most, "people")
        }
        Known::Surveys => {
            let most = cadences(partner, ground.playbook).and_then(|cadences| cadences.survey);
            (last_survey(partner), most.filter(|_| live).map(|every| every.days()), "health")
        }
        Known::SixSigns => {
            let asked = begun || phase == Some(Phase::Qualification);
            let signs = partner.assessments.iter().flat_map(|record| &record.six_signs);
            (signs.map(|one| one.on).max(), rule("stale-six-signs", asked), "assessments")
        }
        Known::Figures => {
            let health = if strategic { "stale-strategic-health" } else { "stale-health" };
            let known = partner.observations.iter().filter(|one| one.actual.is_some());
            (known.filter_map(|one| one.as_of).max(), rule(health, live), "scorecard")
        }
        Known::Risks => {
            let open = partner.risks.iter().filter(|one| one.closed_on.is_none());
            let looked = open.filter_map(|one| {
                let rated = one.ratings.iter().map(|rating| rating.on);
                rated.chain(one.reviewed_on).chain([one.raised_on]).max()
            });
            (looked.min(), None, "risks")
        }
    };
    Age { of, last: last.filter(|&on| on <= ground.as_of), most, record: record(anchor) }
}

/// The day on which a plan was last changed or agreed.
fn plan_changed(partner: &Partner) -> Option<Date> {
    let plan = partner.plan.as_ref()?;
    let revisions = plan.revision_log.iter().map(|revision| revision.on);
    revisions.chain(plan.statuses.iter().map(|status| status.on)).max()
}

#[cfg(test)]
mod tests {
    use super::{Known, freshness};
    use crate::insight::tests::{day, ground, portfolio, today};

    #[test]
    fn an_age_is_held_against_what_the_rule_is_set_to() {
        let playbook = "rules:\n  - {rule: stale-six-signs, parameters: {max_days: 30}}\n";
        let looked = |on: &str| format!("six_signs: [{{on: {on}, signs: {{}}}}]\n");
        for (on, stale) in [("2026-05-31", false), ("2026-05-30", true)] {
            let files = [("playbook.yaml", playbook), ("acme", ""), ("acme/assessments.yaml", &looked(on))];
            let records = portfolio(&files);
            let all = freshness(&ground(&records));
            let signs = all[0].ages.iter().find(|age| age.of == Known::SixSigns).unwrap();
            assert_eq!((signs.last, signs.stale(today())), (Some(day(on)), stale));
        }
    }

    #[test]
    fn what_is_asked_for_and_not_there_is_missing_and_what_nobody_asks_for_is_not() {
        let records = portfolio(&[("acme", "")]);
        let all = freshness(&ground(&records));
        let missing: Vec<Known> = all[0].ages.iter().filter(|age| age.missing()).map(|age| age.of).collect();
        assert!(missing.contains(&Known::SixSigns) && missing.contains(&Known::Figures), "{missing:?}");
        assert!(!missing.contains(&Known::Risks) && !missing.contains(&Known::Plan), "{missing:?}");
    }

    #[test]
    fn the_oldest_look_at_an_open_risk_counts() {
        let risks = "- {id: r-1, text: One, raised_on: 2026-01-10, reviewed_on: 2026-06-01}\n- {id: r-2, text: Two, raised_on: 2026-03-10}\n- {id: r-3, text: Three, raised_on: 2026-01-01, closed_on: 2026-02-01, closed_because: Gone}\n";
        let records = portfolio(&[("acme", ""), ("acme/risks.yaml", risks)]);
        let all = freshness(&ground(&records));
        let age = all[0].ages.iter().find(|age| age.of == Known::Risks).unwrap();
        assert_eq!((age.last, age.most), (Some(day("2026-03-10")), None));
    }
}
