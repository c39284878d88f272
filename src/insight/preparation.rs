//! What a quarterly business review wants, by when, and whether it is there: figures two weeks before, the pre-read a week
//! before, who came on the day, and the new promises opened two days after.

use super::outcomes::{Said, made_in, outcomes};
use crate::facts::as_of::partner_as_of;
use crate::facts::partner::alliance_manager;
use crate::playbook::Playbook;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::log::Entry;
use crate::portfolio::words::Side;
use crate::portfolio::{Partner, Portfolio};
use crate::scorecard::{Unrated, series};
use crate::source::Place;

/// When something is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Two weeks before: figures.
    Data,
    /// A week before: what everybody reads beforehand.
    PreRead,
    /// The day itself.
    Day,
    /// Two days after: the new promises are open.
    After,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Data, Self::PreRead, Self::Day, Self::After];

    /// The day, from that of the review.
    pub fn on(self, review: Date) -> Date {
        review.plus_days(match self {
            Self::Data => -14,
            Self::PreRead => -7,
            Self::Day => 0,
            Self::After => 2,
        })
    }
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// The record of the review itself.
    Review,
    /// A figure of a metric, by its name.
    Figure(String),
    /// A figure that was taken after the quarter ended; this one is of an earlier day.
    FreshFigure(String, Date),
    /// A day for the review.
    Date,
    /// The message of the quarter.
    Headline,
    /// The text.
    Narrative,
    /// A decision to be sought.
    Decision,
    /// A recommendation for a decision, with its reason.
    Recommendation(String),
    /// What became of a promise.
    Disposition(String, Side),
    /// Somebody who looks over a risk again; last looked over on a day.
    RiskLookedOver(String, Option<Date>),
    /// Somebody who inspects an objective.
    Inspection(String),
    /// Both sides' approval of the minutes of a meeting.
    Approval(String, Date),
    /// Who came of a side.
    Attendance(Side),
    /// Promises made in the review.
    NewPromises,
    /// The agreement of a side to what is written.
    Agreement(Side),
}

/// Something that a review wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// When.
    pub stage: Stage,
    /// What.
    pub want: Want,
    /// Who sees to it, by id: of the record, else the alliance manager.
    pub owner: Option<String>,
    /// Where it belongs.
    pub place: Place,
    /// Whether it is there.
    pub there: bool,
}

/// What a review wants.
#[derive(Debug, Clone)]
pub struct Preparation {
    /// The quarter.
    pub quarter: Quarter,
    /// The day it was held or is planned for.
    pub day: Option<Date>,
    /// Whether it was held.
    pub held: bool,
    /// Everything that it wants, in order.
    pub wanted: Vec<Wanted>,
}

impl Preparation {
    /// What is not there.
    pub fn missing(&self) -> impl Iterator<Item = &Wanted> {
        self.wanted.iter().filter(|one| !one.there)
    }

    /// What is not there and should have been by a day.
    pub fn late(&self, as_of: Date) -> impl Iterator<Item = &Wanted> {
        self.missing().filter(move |one| self.day.is_some_and(|day| one.stage.on(day) < as_of))
    }
}

struct Maker<'a> {
    partner: &'a Partner,
    manager: Option<String>,
    wanted: Vec<Wanted>,
}

impl Maker<'_> {
    fn want(&mut self, stage: Stage, want: Want, owner: Option<&str>, place: Place, there: bool) {
        let owner = owner.map(str::to_owned).or_else(|| self.manager.clone());
        self.wanted.push(Wanted { stage, want, owner, place, there });
    }

    fn home(&self) -> Place {
        self.partner.profile.place()
    }
}

/// What a partner's review of a quarter wants as of a day. Takes the partner as of that day.
pub fn preparation(
    portfolio: &Portfolio,
    playbook: &Playbook,
    present: &Partner,
    quarter: Quarter,
    as_of: Date,
) -> Preparation {
    let review = present.reviews.get(&quarter);
    let record = review.map(|review| &review.record);
    let day = record.and_then(|record| record.held_on.or(record.scheduled_on));
    let held = record.is_some_and(|record| record.held_on.is_some());
    let mut partner = present.clone();
    // A review that was held is asked for what was known on its day, and for what was due two days after.
    let until = if held { day.map_or(as_of, |day| Stage::After.on(day).min(as_of)) } else { as_of };
    partner_as_of(&mut partner, until);
    let manager = alliance_manager(&partner, until).map(ToString::to_string);
    let mut maker = Maker { partner: &partner, manager, wanted: Vec::new() };
    figures(&mut maker, portfolio, playbook, quarter);
    pre_read(&mut maker, portfolio, quarter, (until, day));
    if let Some(review) = partner.reviews.get(&quarter) {
        let (record, place) = (&review.record, review.record.place());
        for (side, came) in [(Side::Ours, !record.ours.is_empty()), (Side::Theirs, !record.theirs.is_empty())]
        {
            maker.want(Stage::Day, Want::Attendance(side), None, place.clone(), came);
        }
        let made = made_in(&partner, review, portfolio.settings.fiscal_year).next().is_some();
        maker.want(Stage::After, Want::NewPromises, None, place.clone(), made);
        let agreed = present.reviews.get(&quarter).map(|review| &review.record);
        let by_us = agreed.is_some_and(|record| record.agreed_by_us.is_some());
        let by_them = agreed.is_some_and(|record| record.agreed_by_them.is_some());
        maker.want(Stage::After, Want::Agreement(Side::Ours), None, place.clone(), by_us);
        maker.want(Stage::After, Want::Agreement(Side::Theirs), None, place, by_them);
    }
    let mut wanted = maker.wanted;
    wanted.sort_by_key(|one| one.stage);
    Preparation { quarter, day, held, wanted }
}

fn figures(maker: &mut Maker<'_>, portfolio: &Portfolio, playbook: &Playbook, quarter: Quarter) {
    let last = portfolio.settings.fiscal_year.last_day(quarter);
    let spot = maker
        .partner
        .observations
        .first()
        .map_or_else(|| maker.home(), |line| Place { range: 0..0, ..line.place.clone() });
    for one in series(portfolio, playbook, maker.partner) {
        if one.points(quarter) == Err(Unrated::NotDue) {
            continue;
        }
        let owner = one.metric.owner.as_ref().map(|id| id.as_str());
        let name = one.metric.name.clone();
        let reading = one.reading(quarter).filter(|reading| reading.actual.is_written());
        let place = reading.map_or_else(|| spot.clone(), |reading| reading.place.clone());
        match reading.and_then(|reading| reading.as_of).filter(|on| *on < last) {
            Some(on) => maker.want(Stage::Data, Want::FreshFigure(name, on), owner, place, false),
            None => maker.want(Stage::Data, Want::Figure(name), owner, place, reading.is_some()),
        }
    }
}

fn pre_read(
    maker: &mut Maker<'_>,
    portfolio: &Portfolio,
    quarter: Quarter,
    (until, day): (Date, Option<Date>),
) {
    let year = portfolio.settings.fiscal_year;
    let first = year.first_day(quarter);
    let partner = maker.partner;
    let Some(review) = partner.reviews.get(&quarter) else {
        let home = maker.home();
        return maker.want(Stage::PreRead, Want::Review, None, home, false);
    };
    let record = &review.record;
    let place = record.place();
    maker.want(Stage::PreRead, Want::Date, None, place.clone(), day.is_some());
    let written = |text: &str| !text.trim().is_empty();
    maker.want(
        Stage::PreRead,
        Want::Headline,
        None,
        place.clone(),
        record.headline.as_deref().is_some_and(written),
    );
    let told = record.body.lines().any(|line| written(line) && !line.starts_with('#'));
    maker.want(Stage::PreRead, Want::Narrative, None, place.clone(), told);
    for one in outcomes(partner, Said::by(review), year, first, until) {
        let want = Want::Disposition(one.promise.text.clone(), one.promise.side);
        let owner =
            one.promise.owner.as_ref().map(|id| id.as_str()).filter(|_| one.promise.side != Side::Theirs);
        maker.want(Stage::PreRead, want, owner, place.clone(), one.said.is_some());
    }
    maker.want(Stage::PreRead, Want::Decision, None, place.clone(), !record.decisions_sought.is_empty());
    for id in &record.decisions_sought {
        let Some(one) = partner.decisions.iter().find(|one| *id == one.id) else { continue };
        let there = one.why.is_some() && (one.options.is_empty() || one.recommended.is_some());
        let want = Want::Recommendation(one.question.clone());
        maker.want(
            Stage::PreRead,
            want,
            one.decider.as_ref().map(|id| id.as_str()),
            one.place.clone(),
            there,
        );
    }
    for one in partner.risks.iter().filter(|one| one.closed_on.is_none()) {
        let last = one.ratings.last().map(|rating| rating.on).max(one.reviewed_on).max(Some(one.raised_on));
        let want = Want::RiskLookedOver(one.text.clone(), last);
        let there = last.is_some_and(|on| on >= first);
        maker.want(Stage::PreRead, want, one.owner.as_ref().map(|id| id.as_str()), one.place.clone(), there);
    }
    for meeting in partner.meetings.values().filter(|meeting| meeting.on >= first && meeting.on <= until) {
        let record = &meeting.record;
        let there = record.informal || (record.approved_by_us.is_some() && record.approved_by_them.is_some());
        maker.want(
            Stage::PreRead,
            Want::Approval(record.title.clone(), meeting.on),
            None,
            record.place(),
            there,
        );
    }
    inspections(maker, first);
}

fn inspections(maker: &mut Maker<'_>, first: Date) {
    let partner = maker.partner;
    let Some(plan) = &partner.plan else { return };
    for one in plan.objectives.iter().filter(|one| one.reached_on.is_none() && one.dropped_on.is_none()) {
        let there = partner.log.iter().any(|entry| match &entry.value {
            Entry::Inspection(look) => {
                look.on >= first && look.objective.as_ref().is_some_and(|id| *id == one.id)
            }
            _ => false,
        });
        let owner = one.owner.as_ref().map(|id| id.as_str()).filter(|id| is_ours(partner, id));
        maker.want(Stage::PreRead, Want::Inspection(one.text.clone()), owner, plan.place(), there);
    }
}

/// Whether an id is not one of the partner's people: whoever inspects for us is ours.
fn is_ours(partner: &Partner, id: &str) -> bool {
    partner.contact(id).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{BOOK, portfolio};
    use crate::record::Leaf;

    const LEDGER: &str = "\
- {id: c-1, text: Send it, side: ours, made_on: 2026-01-10, due: 2026-05-01}
- {id: c-2, text: Sign it, side: theirs, made_on: 2026-01-10, due: 2026-05-01}
";

    fn quarter() -> Quarter {
        Quarter::parse("2026-Q2").unwrap()
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_is_there_and_what_is_not_is_missing() {
        let review = "---\nscheduled_on: 2026-07-10\nheadline: It goes.\ndispositions: [{commitment: c-1, outcome: kept}]\n---\n";
        let figures = "metric,period,target,actual,as_of,source\nrevenue,2026-Q2,100,90,2026-05-01,CRM\n";
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", ""),
            ("acme/observations.csv", figures),
            ("acme/commitments.yaml", LEDGER),
            ("acme/reviews/2026-Q2.md", review),
        ]);
        let partner = &records.portfolio.partners["acme"];
        let found = preparation(&records.portfolio, &records.playbook, partner, quarter(), day("2026-07-05"));
        assert_eq!((found.day, found.held), (Some(day("2026-07-10")), false));
        let missing: Vec<&Want> = found.missing().map(|one| &one.want).collect();
        assert!(
            matches!(missing[0], Want::FreshFigure(name, on) if name == "Revenue" && *on == day("2026-05-01")),
            "{missing:?}"
        );
        assert!(missing.contains(&&Want::Narrative));
        assert!(missing.contains(&&Want::Disposition("Sign it".to_owned(), Side::Theirs)));
        assert!(
            !missing.iter().any(|want| matches!(want, Want::Headline | Want::Disposition(_, Side::Ours)))
        );
        // Figures were due on 26 June, the pre-read on 3 July; the day itself is ahead.
        assert!(found.late(day("2026-07-05")).all(|one| one.stage <= Stage::PreRead));
        assert!(found.missing().any(|one| one.stage == Stage::After));
    }

    #[test]
    fn without_a_record_the_record_is_what_is_missing() {
        let records = portfolio(&[("playbook.yaml", BOOK), ("acme", "")]);
        let partner = &records.portfolio.partners["acme"];
        let found = preparation(&records.portfolio, &records.playbook, partner, quarter(), day("2026-07-05"));
        assert!(found.missing().any(|one| one.want == Want::Review));
        assert_eq!(found.day, None);
        assert_eq!(found.late(day("2026-07-05")).count(), 0);
    }
}
