//! Facts about what belongs to no single partner: the portfolio, the programme and its channels, our people, the
//! metric dictionary, established practices and waivers.

use super::Kind::{Bool, Date as Day, Int, Quarter as OfQuarter};
use super::of_alliance::quarter;
use super::{Fact, Known, date};
use crate::playbook::shape::{EstablishedPractice, Metric, Phase};
use crate::portfolio::Portfolio;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::Entry;
use crate::portfolio::people::Person;
use crate::portfolio::programme::{ListeningChannel, Programme};
use crate::portfolio::waiver::Waiver;
use crate::portfolio::words::Function;
use crate::record::Value;

/// Facts about the portfolio.
pub static PORTFOLIO: &[Fact<Portfolio>] = &[
    Fact::new("partners_count", Int, "partners", "How many partners there are.", |portfolio, _| {
        Value::count(portfolio.partners.len())
    }),
    Fact::new("live_partners", Int, "partners", "How many are in a live stage.", |_, known| {
        Value::count(in_phase(known, Phase::Live))
    }),
    Fact::new("parked_partners", Int, "partners", "How many are parked.", |_, known| {
        Value::count(in_phase(known, Phase::Parked))
    }),
    Fact::new("current_quarter", OfQuarter, "", "The quarter that holds the day.", |_, known| {
        quarter(known.quarter())
    }),
    Fact::new("closed_quarter", OfQuarter, "", "The last quarter that has ended.", |_, known| {
        quarter(known.closed_quarter())
    }),
    Fact::new(
        "days_since_quarter_end",
        Int,
        "days",
        "Days since the last closed quarter ended.",
        |_, known| known.days_since_quarter_end(),
    ),
];

/// Facts about the programme.
pub static PROGRAMME: &[Fact<Programme>] = &[
    Fact::new(
        "last_report_on",
        Day,
        "",
        "The day on which a report last went to executives.",
        |programme, _| date(programme.reports.iter().map(|report| report.issued_on).max()),
    ),
    Fact::new(
        "days_since_report",
        Int,
        "days",
        "Days since then; nothing if there was none.",
        |programme, known| known.days_since(programme.reports.iter().map(|report| report.issued_on).max()),
    ),
    Fact::new(
        "days_since_self_check",
        Int,
        "days",
        "Days since the last self-check; nothing if there was none.",
        |programme, known| known.days_since(programme.self_checks.iter().map(|check| check.on).max()),
    ),
];

/// Facts about a listening channel.
pub static CHANNEL: &[Fact<ListeningChannel>] = &[
    Fact::new(
        "entries",
        Int,
        "entries",
        "How many entries of any partner's log came through it.",
        |channel, known| Value::count(heard(channel, known).count()),
    ),
    Fact::new(
        "days_since_entry",
        Int,
        "days",
        "Days since the last one; nothing if there was none.",
        |channel, known| known.days_since(heard(channel, known).max()),
    ),
];

/// Facts about one of our people.
pub static PERSON: &[Fact<Person>] = &[
    Fact::new(
        "on_team",
        Bool,
        "",
        "Whether they work in alliances, and have not left the team.",
        |person, known| {
            let here = person.until.is_none_or(|until| until >= known.as_of);
            (person.function == Function::Alliances && here).into()
        },
    ),
    Fact::new(
        "valid_certificates",
        Int,
        "certificates",
        "Certificates in alliance management that hold today.",
        |person, known| {
            let holds =
                person.certificates.iter().filter(|one| one.expires_on.is_none_or(|end| end >= known.as_of));
            Value::count(holds.count())
        },
    ),
    Fact::new(
        "days_since_plan_talk",
        Int,
        "days",
        "Days since their development plan was talked over; nothing if it never was.",
        |person, known| known.days_since(person.development_plan.as_ref().and_then(|plan| plan.reviewed_on)),
    ),
    Fact::new(
        "days_since_skills",
        Int,
        "days",
        "Days since they rated their skills, if they wish to; nothing otherwise.",
        |person, known| {
            known.days_since(
                person.skills.as_ref().filter(|skills| skills.opt_in).and_then(|skills| skills.rated_on),
            )
        },
    ),
];

/// Facts about a metric of the dictionary.
pub static METRIC: &[Fact<Metric>] =
    &[Fact::new("used_by", Int, "partners", "How many partners are measured by it.", |metric, known| {
        let uses = |partner: &&crate::portfolio::Partner| {
            partner.profile.metrics.iter().any(|one| *one == metric.id)
        };
        Value::count(known.portfolio.partners.values().filter(uses).count())
    })];

/// Facts about an established practice.
pub static PRACTICE: &[Fact<EstablishedPractice>] = &[Fact::new(
    "days_unchallenged",
    Int,
    "days",
    "Days since somebody last asked whether it still helps; without that, since it began.",
    |practice, known| known.days_since(practice.last_challenged.or(practice.since)),
)];

/// Facts about a waiver.
pub static WAIVER: &[Fact<Waiver>] = &[
    Fact::new(
        "days_granted",
        Int,
        "days",
        "Days from the day on which it was granted to its end.",
        |one, _| {
            let days = one.granted_on.zip(one.expires).map(|(from, to)| from.days_until(to));
            Value::maybe(days)
        },
    ),
    Fact::new("days_expired", Int, "days", "Days since it ended; 0 while it holds.", |one, known| {
        Value::Int(one.expires.map_or(0, |end| known.since(end)).max(0))
    }),
    Fact::new("covers", Int, "findings", "How many findings it covers, or would if it held.", |_, known| {
        Value::count(known.waived.covers)
    }),
    Fact::new(
        "rule_is_on",
        Bool,
        "",
        "Whether its rule exists, and the playbook asks for it.",
        |_, known| known.waived.rule_is_on.into(),
    ),
];

fn in_phase(known: &Known<'_>, phase: Phase) -> usize {
    let partners = known.portfolio.partners.values();
    partners.filter(|partner| super::partner::phase(partner, known.playbook) == Some(phase)).count()
}

fn heard<'a>(channel: &'a ListeningChannel, known: &'a Known<'_>) -> impl Iterator<Item = Date> + 'a {
    let entries = known.portfolio.partners.values().flat_map(|partner| &partner.log);
    entries.filter_map(|entry| match &entry.value {
        Entry::Listening(heard) => {
            heard.channel.as_ref().filter(|of| of.as_str() == channel.id.as_str()).map(|_| heard.on)
        }
        _ => None,
    })
}
