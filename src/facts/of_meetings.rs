//! Facts about meetings, reviews, surveys and the look for the six signs.

use super::Kind::{Bool, Date as Day, Int, Number, Quarter as OfQuarter, Text, Texts};
use super::of_alliance::quarter;
use super::{Fact, Known, date, perception, texts, unique};
use crate::portfolio::assessment::SixSigns;
use crate::portfolio::calendar::Date;
use crate::portfolio::people::Seniority;
use crate::portfolio::profile::SponsorRole;
use crate::portfolio::review::Review;
use crate::portfolio::survey::Survey;
use crate::portfolio::words::{Answer, Audience, Function};
use crate::portfolio::{DatedMeeting, QuarterReview};
use crate::record::{Ref, Value};

/// Facts about a meeting.
pub static MEETING: &[Fact<DatedMeeting>] = &[
    Fact::new("id", Text, "", "Its file name without `.md`.", |_, known| known.id.into()),
    Fact::new("on", Day, "", "The day it was held.", |meeting, _| date(Some(meeting.on))),
    Fact::new("age", Int, "days", "Days since then.", |meeting, known| known.days_since(Some(meeting.on))),
    Fact::new(
        "approved_on",
        Day,
        "",
        "The day on which both sides had approved the minutes; nothing before that.",
        |meeting, _| date(approved_on(meeting)),
    ),
    Fact::new(
        "changed_after_approval_on",
        Day,
        "",
        "The last day on which its file was changed in the repository after both sides had approved the minutes; nothing unless git was asked (`check --history`).",
        |meeting, known| {
            let (Some(approved), Some(partner)) = (approved_on(meeting), known.partner) else {
                return Value::Nothing;
            };
            let path = format!("partners/{}/meetings/{}.md", partner.id, known.id);
            let days = known.history.0.get(&path).map(Vec::as_slice).unwrap_or_default();
            // A file that came into the repository later cannot be compared with what was approved.
            let known_then = days.iter().any(|&day| day <= approved);
            date(days.iter().copied().filter(|&day| known_then && day > approved && day <= known.as_of).max())
        },
    ),
    Fact::new("has_minutes", Bool, "", "Whether anything stands below its fields.", |meeting, _| {
        (!meeting.record.body.trim().is_empty()).into()
    }),
];

/// Facts about a review.
pub static REVIEW: &[Fact<QuarterReview>] = &[
    Fact::new("quarter", OfQuarter, "", "The quarter reviewed, in our calendar.", |review, _| {
        quarter(review.quarter)
    }),
    Fact::new("held", Bool, "", "Whether it was held.", |review, _| held(&review.record).is_some().into()),
    Fact::new("latest", Bool, "", "Whether it is the last one that was held.", |review, known| {
        let reviews = known.partner.iter().flat_map(|partner| partner.reviews.values());
        let last = reviews.filter(|one| held(&one.record).is_some()).map(|one| one.quarter).max();
        (last == Some(review.quarter)).into()
    }),
    Fact::new(
        "days_overdue",
        Int,
        "days",
        "Days since it was planned for, if it was not held; else 0.",
        |review, known| {
            let planned = review.record.scheduled_on.filter(|_| held(&review.record).is_none());
            Value::Int(planned.map_or(0, |planned| known.since(planned)).max(0))
        },
    ),
    Fact::new("age", Int, "days", "Days since it was held.", |review, known| {
        known.days_since(held(&review.record))
    }),
    Fact::new(
        "undisposed",
        Texts,
        "",
        "Promises that were open on the day of the review and of which it does not say what became of them; promises among ourselves left out.",
        |review, known| {
            let Some(day) = held(&review.record) else { return Value::List(Vec::new()) };
            let promises = known.partner.map(|partner| partner.commitments.as_slice()).unwrap_or_default();
            let open = promises.iter().filter(|promise| {
                promise.audience != Some(Audience::Internal)
                    && promise.made_on < day
                    && promise.closed.as_ref().is_none_or(|closed| closed.on >= day)
            });
            let told = |id: &str| review.record.dispositions.iter().any(|one| one.commitment.as_str() == id);
            unique(open.map(|promise| promise.id.as_str()).filter(|id| !told(id)))
        },
    ),
    Fact::new(
        "our_executives",
        Int,
        "people",
        "How many executives of ours came: the executive sponsor, or somebody at the level of vice president or above.",
        |review, known| Value::count(our_executives(review, known)),
    ),
    Fact::new(
        "their_executives",
        Int,
        "people",
        "How many executives of theirs came: contacts whose function is general management, and those paired with our sponsor.",
        |review, known| Value::count(their_executives(review, known)),
    ),
];

/// Facts about a survey.
pub static SURVEY: &[Fact<Survey>] = &[
    Fact::new("two_sided", Bool, "", "Whether both sides answered.", |survey, _| {
        let ours = survey.items.iter().any(|item| item.ours.is_some());
        (ours && survey.items.iter().any(|item| item.theirs.is_some())).into()
    }),
    Fact::new("latest", Bool, "", "Whether it is the last one of its kind.", |survey, known| {
        let surveys = known.partner.map(|partner| partner.surveys.as_slice()).unwrap_or_default();
        let later = surveys.iter().any(|other| other.kind == survey.kind && other.on > survey.on);
        (!later).into()
    }),
    Fact::new("age", Int, "days", "Days since it closed.", |survey, known| known.days_since(Some(survey.on))),
    Fact::new(
        "widest_gap",
        Number,
        "points",
        "The largest difference between the means of the two sides, on the scale from 1 to 5, where three or more of each answered.",
        |survey, _| {
            let gaps = survey.items.iter().filter_map(perception::gap);
            Value::maybe(gaps.map(|gap| gap.abs()).max())
        },
    ),
    Fact::new(
        "gaps",
        Texts,
        "",
        "Dimensions in which the two means differ by 1.0 or more, or by 0.5 or more on opposite sides of 3, where three or more of each answered.",
        |survey, _| {
            let apart = survey.items.iter().filter(|item| perception::apart(item));
            texts(apart.map(|item| item.dimension.as_str()))
        },
    ),
    Fact::new(
        "fewest_answers",
        Int,
        "answers",
        "The smallest number of answers of any side in any dimension.",
        |survey, _| {
            let counts = survey.items.iter().flat_map(|item| [&item.ours, &item.theirs]).flatten();
            Value::maybe(counts.map(|one| i64::from(one.n)).min())
        },
    ),
];

/// Facts about a look for the six signs.
pub static SIX_SIGNS: &[Fact<SixSigns>] = &[
    Fact::new("seen", Int, "signs", "How many of the six were seen.", |signs, _| Value::count(signs.count())),
    Fact::new("unproven", Texts, "", "Signs that are said to be seen, without what shows it.", |signs, _| {
        let unproven = signs.signs.iter().filter(|(_, seen)| {
            seen.value == Answer::Yes
                && seen.evidence.as_ref().is_none_or(|evidence| evidence.trim().is_empty())
        });
        texts(unproven.map(|(sign, _)| super::word(sign)))
    }),
    Fact::new("latest", Bool, "", "Whether it is the last look.", |signs, known| {
        let looks = known
            .partner
            .iter()
            .flat_map(|partner| &partner.assessments)
            .flat_map(|record| &record.six_signs);
        (looks.map(|look| look.on).max() == Some(signs.on)).into()
    }),
    Fact::new("age", Int, "days", "Days since then.", |signs, known| known.days_since(Some(signs.on))),
];

/// The day on which both sides had approved the minutes of a meeting.
fn approved_on(meeting: &DatedMeeting) -> Option<Date> {
    let record = &meeting.record;
    let both =
        record.approved_by_us.as_ref().map(|by| by.on).zip(record.approved_by_them.as_ref().map(|by| by.on));
    both.map(|(ours, theirs)| ours.max(theirs))
}

/// The day on which a review was held.
pub(super) fn held(review: &Review) -> Option<Date> {
    review.held_on
}

/// How many executives of ours came to a review.
pub(crate) fn our_executives(review: &QuarterReview, known: &Known<'_>) -> usize {
    let executive = |person: &str| {
        let senior = known.portfolio.person(person).and_then(|person| person.level);
        senior.is_some_and(|level| level >= Seniority::VicePresident) || sponsors(person, known)
    };
    review.record.ours.iter().filter(|person| executive(person.as_str())).count()
}

/// How many executives of theirs came to a review.
pub(crate) fn their_executives(review: &QuarterReview, known: &Known<'_>) -> usize {
    review.record.theirs.iter().filter(|person| their_executive(person.as_str(), known)).count()
}

fn sponsors(person: &str, known: &Known<'_>) -> bool {
    known.partner.is_some_and(|partner| {
        partner
            .profile
            .sponsors
            .iter()
            .any(|sponsor| sponsor.role == SponsorRole::Executive && sponsor.person.as_str() == person)
    })
}

fn their_executive(person: &str, known: &Known<'_>) -> bool {
    use crate::portfolio::stakeholders::PairedRole;
    let Some(partner) = known.partner else { return false };
    let manages =
        partner.contact(person).is_some_and(|contact| contact.function == Some(Function::Management));
    let pairings = partner.stakeholders.iter().flat_map(|record| &record.pairings);
    let paired = pairings
        .filter(|pair| pair.role == PairedRole::Sponsor)
        .any(|pair| pair.theirs.as_ref().map(Ref::as_str) == Some(person));
    manages || paired
}
