//! Facts about a partner: where it stands in its life, who looks after it, when we last heard of each other.
//! What the records of the alliance add up to stands in `of_alliance`.

use std::collections::BTreeMap;

use super::Kind::{Bool, Date as Day, Int, Text, Texts, Words};
use super::of_meetings::held;
use super::{Fact, Known, PHASES, STATES, date, partner as known_of, texts, unique, word};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::log::Entry;
use crate::portfolio::profile::SponsorRole;
use crate::portfolio::proposition::PropositionStatus;
use crate::portfolio::words::{Side, State};
use crate::record::{Ref, Value};

/// Facts about a partner.
pub static PARTNER: &[Fact<Partner>] = &[
    Fact::new("id", Text, "", "The name of its folder.", |one, _| one.id.as_str().into()),
    Fact::new("tier", Text, "", "The present tier.", |one, _| Value::maybe(known_of::tier(one))),
    Fact::new("tier_since", Day, "", "Since when it has been in this tier.", |one, _| {
        date(one.profile.tiers.last().map(|change| change.from))
    }),
    Fact::new("stage", Text, "", "The present stage.", |one, _| Value::maybe(known_of::stage(one))),
    Fact::new(
        "phase",
        Words(PHASES),
        "",
        "What the present stage is in the life of an alliance.",
        |one, known| known_of::phase(one, known.playbook).map_or(Value::Nothing, |phase| word(&phase)),
    ),
    Fact::new("days_in_stage", Int, "days", "Days since it entered the present stage.", |one, known| {
        known.days_since(one.profile.stages.last().map(|change| change.from))
    }),
    Fact::new(
        "unordered_stages",
        Texts,
        "",
        "Stages that do not begin later than the one above them.",
        |one, _| {
            let pairs = one.profile.stages.windows(2).filter(|pair| pair[1].from <= pair[0].from);
            texts(pairs.map(|pair| pair[1].stage.as_str()))
        },
    ),
    Fact::new(
        "live_for_days",
        Int,
        "days",
        "Days since it first entered a live stage; nothing before that.",
        |one, known| known.days_since(live_since(one, known)),
    ),
    Fact::new(
        "contacted",
        Bool,
        "",
        "Whether we have spoken with them: a first contact is dated, or a stage after those of prospects was reached.",
        |one, known| {
            let beyond =
                |phase: Option<Phase>| !matches!(phase, None | Some(Phase::Prospect | Phase::Parked));
            let mut stages =
                one.profile.stages.iter().map(|change| known.playbook.phase(change.stage.as_str()));
            (one.profile.first_contact_on.is_some() || stages.any(beyond)).into()
        },
    ),
    Fact::new(
        "proposition_ready_on",
        Day,
        "",
        "The day on which the proposition was first ready to be shown.",
        |one, _| {
            let statuses = one.proposition.iter().flat_map(|proposition| &proposition.statuses);
            date(
                statuses
                    .filter(|status| status.status >= PropositionStatus::Ready)
                    .map(|status| status.on)
                    .min(),
            )
        },
    ),
    Fact::new(
        "managers",
        Int,
        "people",
        "How many alliance managers of ours are accountable today; one is right.",
        |one, known| {
            let now = one.profile.alliance_managers.iter().filter(|tenure| {
                tenure.from <= known.as_of && tenure.until.is_none_or(|until| until >= known.as_of)
            });
            Value::count(now.count())
        },
    ),
    Fact::new("manager", Text, "", "Our present alliance manager.", |one, known| {
        Value::maybe(known_of::alliance_manager(one, known.as_of).map(Ref::as_str))
    }),
    Fact::new("their_manager", Text, "", "Their present alliance manager.", |one, known| {
        Value::maybe(known_of::their_alliance_manager(one, known.as_of).map(Ref::as_str))
    }),
    Fact::new(
        "executive_sponsor",
        Text,
        "",
        "Our present executive sponsor; nobody who only stands in.",
        |one, known| sponsor(one, known, SponsorRole::Executive),
    ),
    Fact::new(
        "sales_sponsor",
        Text,
        "",
        "Our present sales sponsor; nobody who only stands in.",
        |one, known| sponsor(one, known, SponsorRole::Sales),
    ),
    Fact::new(
        "last_contact_on",
        Day,
        "",
        "The last day on which somebody of us spoke with somebody of them.",
        |one, known| date(known_of::last_contact(one, known.as_of)),
    ),
    Fact::new(
        "days_since_contact",
        Int,
        "days",
        "Days since anybody spoke with anybody; without a contact on record, since the first one is dated, or since it went live.",
        |one, known| {
            let begun = one.profile.first_contact_on.max(live_since(one, known));
            known.days_since(known_of::last_contact(one, known.as_of).or(begun))
        },
    ),
    Fact::new(
        "contacts_last_quarter",
        Int,
        "contacts",
        "Touches, meetings and reviews of the last 90 days.",
        |one, known| Value::count(contacts(one).filter(|contact| known.within(contact.on, 90)).count()),
    ),
    Fact::new(
        "informal_contacts_last_quarter",
        Int,
        "contacts",
        "Those of the last 90 days that had no agenda.",
        |one, known| {
            Value::count(
                contacts(one).filter(|contact| contact.informal && known.within(contact.on, 90)).count(),
            )
        },
    ),
    Fact::new(
        "inbound_last_quarter",
        Int,
        "contacts",
        "Touches of the last 90 days that they began.",
        |one, known| Value::count(inbound(one, known).count()),
    ),
    Fact::new(
        "inbound_on_issues_last_quarter",
        Int,
        "contacts",
        "Touches of the last 90 days that they began because of an issue.",
        |one, known| Value::count(inbound(one, known).filter(|&about_issue| about_issue).count()),
    ),
    Fact::new(
        "contacts_last_year",
        Int,
        "contacts",
        "Touches, meetings and reviews of the last 365 days in which somebody of us is named.",
        |one, known| {
            Value::count(
                contacts(one)
                    .filter(|contact| !contact.ours.is_empty() && known.within(contact.on, 365))
                    .count(),
            )
        },
    ),
    Fact::new(
        "largest_contact_share",
        Int,
        "%",
        "The share of those contacts in which the busiest of our people took part without any other of us.",
        |one, known| {
            busiest(one, known.as_of).map_or(Value::Nothing, |of| Value::count(of.alone * 100 / of.all))
        },
    ),
    Fact::new("busiest_contact", Text, "", "Who that is.", |one, known| {
        Value::maybe(busiest(one, known.as_of).map(|of| known.name(of.person)))
    }),
    Fact::new(
        "unpaired_roles",
        Texts,
        "",
        "Which of sponsor, sales, product, marketing and legal lack a pair who know each other.",
        |one, _| {
            let missing = known_of::PAIRED_ROLES.iter().filter(|&&role| !known_of::paired(one, role));
            texts(missing.map(word))
        },
    ),
    Fact::new("people_mapped", Int, "people", "How many people the influence map has.", |one, _| {
        Value::count(one.stakeholders.iter().map(|record| record.stakeholders.len()).sum())
    }),
    Fact::new("their_people_mapped", Int, "people", "How many of them are the partner's.", |one, _| {
        let people = one.stakeholders.iter().flat_map(|record| &record.stakeholders);
        Value::count(people.filter(|person| one.contact(person.person.as_str()).is_some()).count())
    }),
    Fact::new(
        "people_heard",
        Int,
        "people",
        "How many people's view of the alliance is written down.",
        |one, _| {
            let people = one.stakeholders.iter().flat_map(|record| &record.stakeholders);
            Value::count(people.filter(|person| person.view.is_some()).count())
        },
    ),
    Fact::new("our_champions", Int, "people", "Champions of the alliance among our people.", |one, _| {
        Value::count(champions(one, false))
    }),
    Fact::new("their_champions", Int, "people", "Champions of the alliance among theirs.", |one, _| {
        Value::count(champions(one, true))
    }),
    Fact::new("missing_in_dossier", Texts, "", "Which parts of the dossier are not filled in.", |one, _| {
        let dossier = one.profile.dossier.as_ref();
        let parts = [
            ("gtm", dossier.is_some_and(|dossier| dossier.gtm.is_some())),
            ("partnering_strategy", dossier.is_some_and(|dossier| dossier.partnering_strategy.is_some())),
            ("offerings", dossier.is_some_and(|dossier| !dossier.offerings.is_empty())),
            ("enablement", dossier.is_some_and(|dossier| dossier.enablement.is_some())),
            ("case_studies", dossier.is_some_and(|dossier| !dossier.case_studies.is_empty())),
        ];
        texts(parts.into_iter().filter(|(_, filled)| !filled).map(|(name, _)| Value::word(name)))
    }),
    Fact::new(
        "contested_areas",
        Texts,
        "",
        "Areas that stand both where we compete and where we cooperate.",
        |one, _| {
            let Some(coopetition) = &one.profile.coopetition else { return Value::List(Vec::new()) };
            let same = |left: &str, right: &str| left.trim().eq_ignore_ascii_case(right.trim());
            let both = coopetition
                .compete_areas
                .iter()
                .filter(|area| coopetition.cooperate_areas.iter().any(|other| same(area, other)));
            texts(both.map(String::as_str))
        },
    ),
    Fact::new(
        "state",
        Words(STATES),
        "",
        "The state of its score in the last closed quarter.",
        |_, known| known.standing.states.first().map_or(Value::Nothing, |(_, state)| word(state)),
    ),
    Fact::new(
        "quarters_off_track",
        Int,
        "quarters",
        "For how many closed quarters in a row, the last one included, it has been off track.",
        |_, known| {
            Value::count(
                known.standing.states.iter().take_while(|(_, state)| *state == State::OffTrack).count(),
            )
        },
    ),
    Fact::new(
        "quarters_on_track",
        Int,
        "quarters",
        "For how many closed quarters in a row, the last one included, it has been on track.",
        |_, known| {
            Value::count(
                known.standing.states.iter().take_while(|(_, state)| *state == State::OnTrack).count(),
            )
        },
    ),
    Fact::new("tier_cut_on", Day, "", "The day on which it last moved to a lower tier.", |one, known| {
        let rank = |tier: &str| known.playbook.tier(tier).map(|(rank, _)| rank);
        let cuts = one
            .profile
            .tiers
            .windows(2)
            .filter(|pair| rank(pair[1].tier.as_str()) > rank(pair[0].tier.as_str()));
        date(cuts.map(|pair| pair[1].from).max())
    }),
    Fact::new(
        "days_to_ugly_questions",
        Int,
        "days",
        "Days from the first contact to the first show-stopper on the table.",
        |one, _| {
            let raised = known_of::first_question(one).map(|question| question.raised_on);
            let days =
                one.profile.first_contact_on.zip(raised).map(|(first, raised)| first.days_until(raised));
            Value::maybe(days)
        },
    ),
    Fact::new("timezones_apart", Texts, "", "Time zones of their team, each once.", |one, _| {
        unique(&one.profile.timezones)
    }),
];

/// Since when a partner has been in a live stage for the first time.
pub(crate) fn live_since(partner: &Partner, known: &Known<'_>) -> Option<Date> {
    known_of::live_since(partner, known.playbook)
}

fn sponsor(partner: &Partner, known: &Known<'_>, role: SponsorRole) -> Value {
    let now = partner.profile.sponsors.iter().rfind(|sponsor| {
        sponsor.role == role && !sponsor.acting && sponsor.until.is_none_or(|until| until >= known.as_of)
    });
    Value::maybe(now.map(|sponsor| sponsor.person.as_str()))
}

fn champions(partner: &Partner, theirs: bool) -> usize {
    let people = partner.stakeholders.iter().flat_map(|record| &record.stakeholders);
    people
        .filter(|person| person.champion && partner.contact(person.person.as_str()).is_some() == theirs)
        .count()
}

/// Somebody spoke with somebody: a touch, a meeting, a review.
pub(super) struct Contact<'a> {
    pub(super) on: Date,
    pub(super) informal: bool,
    pub(super) ours: Vec<&'a str>,
    pub(super) theirs: Vec<&'a str>,
}

/// All touches, meetings and reviews that were held.
pub(super) fn contacts(partner: &Partner) -> impl Iterator<Item = Contact<'_>> {
    let touches = partner.log.iter().filter_map(|entry| match &entry.value {
        Entry::Touch(touch) => Some(Contact {
            on: touch.on,
            informal: touch.informal,
            ours: touch.ours.iter().map(Ref::as_str).collect(),
            theirs: touch.theirs.iter().map(Ref::as_str).collect(),
        }),
        _ => None,
    });
    let meetings = partner.meetings.values().map(|meeting| Contact {
        on: meeting.on,
        informal: meeting.record.informal,
        ours: meeting.record.ours.iter().map(Ref::as_str).collect(),
        theirs: meeting.record.theirs.iter().map(Ref::as_str).collect(),
    });
    let reviews = partner.reviews.values().filter_map(|review| {
        Some(Contact {
            on: held(&review.record)?,
            informal: false,
            ours: review.record.ours.iter().map(Ref::as_str).collect(),
            theirs: review.record.theirs.iter().map(Ref::as_str).collect(),
        })
    });
    touches.chain(meetings).chain(reviews)
}

/// The touches of the last 90 days that they began; for each whether it was about an issue.
fn inbound<'a>(partner: &'a Partner, known: &'a Known<'_>) -> impl Iterator<Item = bool> + 'a {
    partner.log.iter().filter_map(|entry| match &entry.value {
        Entry::Touch(touch) if touch.by == Some(Side::Theirs) && known.within(touch.on, 90) => {
            Some(touch.issue.is_some())
        }
        _ => None,
    })
}

/// How far the contacts of the last year hang on one of our people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busiest<'a> {
    /// The id of who carried most of them without any other of us.
    pub person: &'a str,
    /// How many they carried alone.
    pub alone: usize,
    /// How many there were in which somebody of us is named.
    pub all: usize,
}

/// Who of us took part in most contacts of the last year without any other of us; nothing where nobody did.
pub(crate) fn busiest(partner: &Partner, as_of: Date) -> Option<Busiest<'_>> {
    let recent = |contact: &Contact<'_>| (0..=365).contains(&contact.on.days_until(as_of));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for contact in contacts(partner).filter(recent) {
        all += usize::from(!contact.ours.is_empty());
        if let [person] = contact.ours[..] {
            *counts.entry(person).or_default() += 1;
        }
    }
    let (person, alone) =
        counts.into_iter().min_by_key(|(person, count)| (std::cmp::Reverse(*count), *person))?;
    Some(Busiest { person, alone, all })
}
