//! Facts about stakeholders, pairs across the aisle, governance bodies and roles.

use super::Kind::{Bool, Date as Day, Int, Text, Texts, Words};
use super::of_partner::{contacts, live_since};
use super::{Fact, Known, date, texts, word};
use crate::playbook::shape::Cadences;
use crate::portfolio::calendar::{Date, Interval};
use crate::portfolio::governance::{Body, Raci};
use crate::portfolio::stakeholders::{Pairing, RelationshipStage, Stakeholder};
use crate::portfolio::words::Level;
use crate::record::Value;

/// Facts about a stakeholder.
pub static STAKEHOLDER: &[Fact<Stakeholder>] = &[
    Fact::new("name", Text, "", "Their name.", |one, known| {
        let id = one.person.as_str();
        let ours = known.portfolio.person(id).map(|person| person.name.as_str());
        let theirs =
            known.partner.and_then(|partner| partner.contact(id)).map(|contact| contact.name.as_str());
        Value::maybe(ours.or(theirs))
    }),
    Fact::new("side", Words(&["ours", "theirs"]), "", "Whose they are.", |one, known| {
        let theirs = known.partner.is_some_and(|partner| partner.contact(one.person.as_str()).is_some());
        Value::word(if theirs { "theirs" } else { "ours" })
    }),
    Fact::new(
        "last_contact_on",
        Day,
        "",
        "The last day on which they took part in a contact.",
        |one, known| date(last(one, known)),
    ),
    Fact::new("days_since_contact", Int, "days", "Days since then.", |one, known| {
        known.days_since(last(one, known))
    }),
    Fact::new(
        "days_since_look",
        Int,
        "days",
        "Days since this judgement was looked over; nothing if it never was.",
        |one, known| known.days_since(one.reviewed_on),
    ),
    Fact::new(
        "missing_steps",
        Texts,
        "",
        "Steps that should come before one that was taken: befriend, then educate, then manage.",
        |one, _| {
            let order = [RelationshipStage::Befriend, RelationshipStage::Educate, RelationshipStage::Manage];
            let taken = |step: &RelationshipStage| {
                one.steps.iter().filter(|one| one.step == *step).map(|one| one.on).min()
            };
            let missing = order.iter().enumerate().filter(|&(index, step)| {
                let later = order[index + 1..].iter().filter_map(taken).min();
                later.is_some_and(|later| taken(step).is_none_or(|on| on > later))
            });
            texts(missing.map(|(_, step)| word(step)))
        },
    ),
];

/// Facts about a pair across the aisle.
pub static PAIRING: &[Fact<Pairing>] = &[
    Fact::new("complete", Bool, "", "Whether both sides are named.", |pair, _| {
        (pair.ours.is_some() && pair.theirs.is_some()).into()
    }),
    Fact::new(
        "days_since_touch",
        Int,
        "days",
        "Days since the two last spoke; nothing if nobody knows.",
        |pair, known| {
            let both = pair.ours.as_ref().zip(pair.theirs.as_ref());
            let together = both.and_then(|(ours, theirs)| {
                let partner = known.partner?;
                contacts(partner)
                    .filter(|contact| {
                        contact.ours.contains(&ours.as_str()) && contact.theirs.contains(&theirs.as_str())
                    })
                    .map(|contact| contact.on)
                    .max()
            });
            known.days_since(pair.last_touch.into_iter().chain(together).max())
        },
    ),
];

/// Facts about a governance body.
pub static BODY: &[Fact<Body>] = &[
    Fact::new(
        "meets",
        Bool,
        "",
        "Whether it is to meet today: it has begun, and has not ended.",
        |body, known| {
            let begun = body.from.is_none_or(|from| from <= known.as_of);
            (begun && body.until.is_none_or(|until| until >= known.as_of)).into()
        },
    ),
    Fact::new("last_met_on", Day, "", "The last day on which it met.", |body, known| date(met(body, known))),
    Fact::new(
        "days_since_meeting",
        Int,
        "days",
        "Days since it met; without a meeting, since it began or the alliance went live.",
        |body, known| {
            let begun = body.from.or(known.partner.and_then(|partner| live_since(partner, known)));
            known.days_since(met(body, known).or(begun))
        },
    ),
    Fact::new(
        "asked_every_days",
        Int,
        "days",
        "How often the playbook asks a body of this level to meet, in this tier.",
        |body, known| {
            let pick: fn(&Cadences) -> Option<Interval> = match body.level {
                Level::Executive => |cadences| cadences.executive,
                Level::Management => |cadences| cadences.management,
                Level::Operating => |cadences| cadences.operating,
            };
            let cadences =
                known.partner.and_then(|partner| super::partner::cadences(partner, known.playbook));
            Value::maybe(cadences.and_then(pick).map(Interval::days))
        },
    ),
    Fact::new(
        "meetings_last_year",
        Int,
        "meetings",
        "How often it met in the last 365 days.",
        |body, known| {
            let meetings = known.partner.iter().flat_map(|partner| partner.meetings.values());
            let own = meetings.filter(|meeting| {
                meeting.record.value.body.as_ref().is_some_and(|of| of.as_str() == body.id.as_str())
            });
            Value::count(own.filter(|meeting| known.within(meeting.on, 365)).count())
        },
    ),
];

/// Facts about a row of roles.
pub static RACI: &[Fact<Raci>] = &[Fact::new(
    "accountable_count",
    Int,
    "people",
    "How many answer for it; exactly one is right.",
    |row, _| Value::count(row.accountable.len()),
)];

fn last(stakeholder: &Stakeholder, known: &Known<'_>) -> Option<Date> {
    let partner = known.partner?;
    super::partner::last_spoken(partner, stakeholder.person.as_str(), stakeholder.last_contact, known.as_of)
}

fn met(body: &Body, known: &Known<'_>) -> Option<Date> {
    let meetings = known.partner.iter().flat_map(|partner| partner.meetings.values());
    meetings
        .filter(|meeting| {
            meeting.record.value.body.as_ref().is_some_and(|of| of.as_str() == body.id.as_str())
        })
        .map(|meeting| meeting.on)
        .max()
}
