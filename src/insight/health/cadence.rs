//! How often forums met against the rhythm that was asked of them: governance bodies, reviews, any contact at all.
//!
//! A body has its own rhythm and may run half over it, the limit of the rule `missed-cadence`. What the playbook asks of a
//! tier is "at least this often" and has no such grace, as in the rules `overdue-review` and `neglected-partner`.

use super::super::{At, Counted};
use super::{Given, anchors};
use crate::facts::partner as facts;
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Interval};
use crate::portfolio::governance::Body;
use crate::portfolio::log::{Entry, Touch};
use crate::portfolio::words::Level;

/// How many quarters back forums are looked at, the current one not counted.
pub const QUARTERS: i32 = 8;

/// A forum and how it kept its rhythm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// The forum.
    pub forum: Forum,
    /// Where it is written down.
    pub record: Counted,
    /// How often it was to meet.
    pub every: Interval,
    /// The day on which it was ended.
    pub ended_on: Option<Date>,
    /// The days on which it met, within the time looked at, oldest first; each once.
    pub met: Vec<(Date, Counted)>,
    /// Days ahead for which it is planned.
    pub planned: Vec<(Date, Counted)>,
    /// The times between meetings that end within the time looked at, oldest first; the last may still run.
    pub gaps: Vec<Gap>,
    /// By how many days the next meeting is late, counted from the last one and the rhythm; 0 if it is not, or has ended.
    pub overdue_days: i64,
}

/// What kind of forum it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forum {
    /// A governance body of a level.
    Body(Level),
    /// Quarterly business reviews.
    Reviews,
    /// Any contact at all.
    Contacts,
}

/// The time between two meetings, or from the last one to the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The meeting before it, or the day from which the rhythm was asked.
    pub from: Date,
    /// The meeting after it, or the day.
    pub to: Date,
    /// Whether it still runs: nobody has met since.
    pub open: bool,
    /// Whether it is longer than allowed.
    pub too_long: bool,
}

impl Gap {
    /// How many days it lasted.
    pub fn days(&self) -> i64 {
        self.from.days_until(self.to)
    }
}

impl Rhythm {
    /// How many meetings came in time, and how many were to come: those that came, and one that is missing now.
    pub fn kept(&self) -> (usize, usize) {
        let due = self.gaps.iter().filter(|gap| !gap.open || gap.too_long);
        let in_time = due.clone().filter(|gap| !gap.too_long);
        (in_time.count(), due.count())
    }

    /// The longest time without a meeting.
    pub fn longest(&self) -> Option<&Gap> {
        self.gaps.iter().max_by_key(|gap| (gap.days(), gap.to))
    }
}

/// What is asked of a forum.
struct Asked {
    every: Interval,
    /// Whether half as long again is still in time.
    grace: bool,
    from: Option<Date>,
    until: Option<Date>,
}

/// Forums of a partner: bodies from the highest level down, then reviews, then contacts. A body that had ended before the
/// time looked at is left out, and so is what nobody asks for.
pub fn cadence(given: Given<'_>) -> Vec<Rhythm> {
    let Given { portfolio, playbook, partner, as_of } = given;
    let fiscal = portfolio.settings.fiscal_year;
    let since = fiscal.first_day(fiscal.last_closed(as_of).plus(1 - QUARTERS));
    let live = facts::live_since(partner, playbook);
    let mut rhythms = Vec::new();
    let mut bodies: Vec<&Body> = partner.governance.iter().flat_map(|record| &record.bodies).collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(body.level));
    for body in bodies {
        let begun = body.from.is_none_or(|from| from <= as_of);
        if !begun || body.until.is_some_and(|until| until < since) {
            continue;
        }
        let met = partner
            .meetings
            .iter()
            .filter(|(_, meeting)| meeting.record.value.body.as_ref().is_some_and(|of| *of == body.id))
            .map(|(id, meeting)| {
                let at = At::Meeting(id.clone());
                (meeting.on, Counted::of(&partner.id, at, &meeting.record.title))
            });
        let asked = Asked {
            every: body.every,
            grace: true,
            from: body.from.or(live),
            until: body.until.filter(|&until| until < as_of),
        };
        let record = Counted::of(&partner.id, At::Anchor(format!("body-{}", body.id)), &body.name);
        rhythms.push(rhythm((Forum::Body(body.level), record), &asked, met.collect(), (since, as_of)));
    }
    let cadences = facts::cadences(partner, playbook);
    let phase = facts::phase(partner, playbook);
    let review = facts::review_every(partner, playbook).filter(|_| phase == Some(Phase::Live));
    if let Some(every) = review {
        let counted = |quarter, name: String| Counted::of(&partner.id, At::Review(quarter), name);
        let held = partner.reviews.values().filter_map(|review| {
            Some((review.record.held_on?, counted(review.quarter, format!("Review {}", review.quarter))))
        });
        let asked = Asked { every, grace: false, from: live, until: None };
        let record = Counted::of(&partner.id, At::Anchor("reviews".to_owned()), "Reviews");
        let mut reviews = rhythm((Forum::Reviews, record), &asked, held.collect(), (since, as_of));
        let planned = partner.reviews.values().filter(|review| review.record.held_on.is_none());
        reviews.planned = planned
            .filter_map(|review| {
                let on = review.record.scheduled_on.filter(|&on| on >= as_of)?;
                Some((on, counted(review.quarter, format!("Review {}", review.quarter))))
            })
            .collect();
        rhythms.push(reviews);
    }
    let spoken_with = matches!(phase, Some(Phase::Preparation | Phase::Live | Phase::Parked));
    if let Some(every) = cadences.and_then(|cadences| cadences.contact).filter(|_| spoken_with) {
        let from = partner.profile.first_contact_on.max(live);
        let asked = Asked { every, grace: false, from, until: None };
        let shown = partner.log.iter().any(|entry| matches!(entry.value, Entry::Touch(_)));
        let at = if shown { At::Anchor("contacts".to_owned()) } else { At::Top };
        let record = Counted::of(&partner.id, at, "Contacts");
        rhythms.push(rhythm((Forum::Contacts, record), &asked, contacts(given), (since, as_of)));
    }
    rhythms
}

/// Every touch of the log, in its order, with the anchor that it is shown under.
pub fn touches(partner: &Partner) -> Vec<(&Touch, String)> {
    let touches: Vec<&Touch> = partner
        .log
        .iter()
        .filter_map(|entry| match &entry.value {
            Entry::Touch(touch) => Some(touch),
            _ => None,
        })
        .collect();
    let anchors = anchors("touch", touches.iter().map(|touch| (touch.id.as_ref(), touch.on)));
    touches.into_iter().zip(anchors).collect()
}

/// Every contact on record, with where it is shown.
fn contacts(given: Given<'_>) -> Vec<(Date, Counted)> {
    let partner = given.partner;
    let touches = touches(partner).into_iter().map(|(touch, anchor)| {
        (touch.on, Counted::of(&partner.id, At::Anchor(anchor), touch.text.clone().unwrap_or_default()))
    });
    let meetings = partner.meetings.iter().map(|(id, meeting)| {
        (meeting.on, Counted::of(&partner.id, At::Meeting(id.clone()), &meeting.record.title))
    });
    let reviews = partner.reviews.values().filter_map(|review| {
        let name = format!("Review {}", review.quarter);
        Some((review.record.held_on?, Counted::of(&partner.id, At::Review(review.quarter), name)))
    });
    // A last contact in the influence map has no entry of its own, and counts all the same; with whom it was stays there.
    let noted = partner
        .stakeholders
        .iter()
        .flat_map(|record| &record.stakeholders)
        .filter_map(|one| Some((one.last_contact?, Counted::of(&partner.id, At::Top, "A contact"))));
    touches.chain(meetings).chain(reviews).chain(noted).collect()
}

fn rhythm(
    (forum, record): (Forum, Counted),
    asked: &Asked,
    mut met: Vec<(Date, Counted)>,
    (since, as_of): (Date, Date),
) -> Rhythm {
    let end = asked.until.unwrap_or(as_of);
    met.retain(|(on, _)| *on <= end);
    met.sort();
    met.dedup_by_key(|(on, _)| *on);
    let mut days: Vec<Date> = met.iter().map(|(on, _)| *on).collect();
    // Before the time looked at, the absence of records is no proof that nobody met; unless nobody ever did.
    let begins = |from: &Date| days.first().is_none_or(|first| *from >= since && from < first);
    if let Some(from) = asked.from.filter(begins) {
        days.insert(0, from);
    }
    let gap = |from: Date, to: Date, open: bool| {
        // To the day on which the next is due, and half as long again where the rhythm has that grace.
        let due = from.days_until(asked.every.after(from));
        let most = if asked.grace { due * 3 / 2 } else { due };
        Gap { from, to, open, too_long: from.days_until(to) > most }
    };
    let mut gaps: Vec<Gap> = days.windows(2).map(|pair| gap(pair[0], pair[1], false)).collect();
    gaps.extend(days.last().filter(|_| asked.until.is_none()).map(|&last| gap(last, as_of, true)));
    gaps.retain(|gap| gap.to >= since);
    let due = days.last().map(|&last| asked.every.after(last)).filter(|_| asked.until.is_none());
    met.retain(|(on, _)| *on >= since);
    Rhythm {
        forum,
        record,
        every: asked.every,
        ended_on: asked.until,
        met,
        planned: Vec::new(),
        gaps,
        overdue_days: due.map_or(0, |due| due.days_until(as_of)).max(0),
    }
}
