//! Facts about one partner as of a day: where it stands in its life, what is open, what is late, what
//! comes next. The records given must already be seen as of that day.

use crate::playbook::Playbook;
use crate::playbook::shape::{Artefact, Cadences, Phase, RuleSetting};
use crate::portfolio::calendar::{Date, Interval};
use crate::portfolio::commitment::{Commitment, PromiseOutcome};
use crate::portfolio::noun;
use crate::portfolio::profile::Tenure;
use crate::portfolio::showstopper::Showstopper;
use crate::portfolio::stakeholders::{PairedRole, PairingStatus};
use crate::portfolio::words::Side;
use crate::portfolio::{Item, Partner};
use crate::record::{Leaf, Ref};

/// The present tier's id, if there is one.
pub fn tier(partner: &Partner) -> Option<&str> {
    partner.profile.tiers.last().map(|change| change.tier.as_str())
}

/// The present alliance manager of ours.
pub fn alliance_manager(partner: &Partner, as_of: Date) -> Option<&Ref<noun::Person>> {
    holder(&partner.profile.alliance_managers, as_of)
}

/// The present alliance manager of theirs.
pub fn their_alliance_manager(partner: &Partner, as_of: Date) -> Option<&Ref<noun::Contact>> {
    holder(&partner.profile.their_alliance_managers, as_of)
}

/// Who has a task on a day; the last named, if several do.
fn holder<T>(tenures: &[Tenure<T>], day: Date) -> Option<&Ref<T>> {
    let holds = |tenure: &&Tenure<T>| tenure.from <= day && tenure.until.is_none_or(|until| until >= day);
    tenures.iter().rfind(holds).map(|tenure| &tenure.person)
}

/// The present stage's id, if there is one.
pub fn stage(partner: &Partner) -> Option<&str> {
    partner.profile.stages.last().map(|change| change.stage.as_str())
}

/// Whether a setting of a rule is about a partner, by its present tier and stage, its kinds, and its id.
pub fn concerns(setting: &RuleSetting, partner: &Partner) -> bool {
    fn among<T>(list: &[Ref<T>], one: Option<&str>) -> bool {
        list.is_empty() || list.iter().any(|listed| Some(listed.as_str()) == one)
    }
    among(&setting.tiers, tier(partner))
        && among(&setting.stages, stage(partner))
        && among(&setting.partners, Some(&partner.id))
        && (setting.kinds.is_empty() || partner.profile.kinds.iter().any(|kind| setting.kinds.contains(kind)))
}

/// How often a review is asked for, as the rule `overdue-review` has it: the time in the matrix, else the rhythm of the
/// tier, else a year where the matrix asks for reviews at all.
pub fn review_every(partner: &Partner, playbook: &Playbook) -> Option<Interval> {
    let row = playbook.artefacts.get(&Artefact::Review);
    let asked = row.and_then(|row| row.iter().find(|(id, _)| Some(id.as_str()) == tier(partner)));
    let rhythm = cadences(partner, playbook).and_then(|cadences| cadences.review);
    match asked {
        Some((_, asked)) => asked.within.or(rhythm).or(Interval::parse("1 year").ok()),
        None => rhythm,
    }
}

/// What the present stage is in the life of an alliance.
pub fn phase(partner: &Partner, playbook: &Playbook) -> Option<Phase> {
    playbook.phase(stage(partner)?)
}

/// Since when a partner has been in a live stage for the first time.
pub fn live_since(partner: &Partner, playbook: &Playbook) -> Option<Date> {
    let live = |stage: &str| playbook.phase(stage) == Some(Phase::Live);
    partner.profile.stages.iter().find(|change| live(change.stage.as_str())).map(|change| change.from)
}

/// How often the playbook asks for what, in the partner's tier.
pub fn cadences<'p>(partner: &Partner, playbook: &'p Playbook) -> Option<&'p Cadences> {
    let tier = tier(partner)?;
    playbook.cadences.iter().find(|(id, _)| id.as_str() == tier).map(|(_, cadences)| cadences)
}

/// The roles that want somebody on either side of the aisle (P17).
pub const PAIRED_ROLES: [PairedRole; 5] =
    [PairedRole::Sponsor, PairedRole::Sales, PairedRole::Product, PairedRole::Marketing, PairedRole::Legal];

/// Whether a role has somebody on either side, and the two know of each other.
pub fn paired(partner: &Partner, role: PairedRole) -> bool {
    let mut pairings = partner.stakeholders.iter().flat_map(|record| &record.pairings);
    pairings.any(|pair| {
        pair.role == role
            && pair.ours.is_some()
            && pair.theirs.is_some()
            && pair.status != PairingStatus::Vacant
    })
}

/// The day on which somebody last took part in a contact, or the one noted, whichever is later.
pub fn last_spoken(partner: &Partner, person: &str, noted: Option<Date>, as_of: Date) -> Option<Date> {
    let spoken = super::of_partner::contacts(partner)
        .filter(|contact| contact.ours.contains(&person) || contact.theirs.contains(&person));
    spoken.map(|contact| contact.on).chain(noted).filter(|&on| on <= as_of).max()
}

/// The day on which somebody of us last spoke with somebody of them: the latest touch, meeting or review, or a
/// last contact written into the influence map.
pub fn last_contact(partner: &Partner, as_of: Date) -> Option<Date> {
    let touches = partner.log.iter().filter_map(|entry| match &entry.value {
        crate::portfolio::log::Entry::Touch(touch) => Some(touch.on),
        _ => None,
    });
    let meetings = partner.meetings.values().map(|meeting| meeting.on);
    let noted = partner
        .stakeholders
        .iter()
        .flat_map(|record| &record.stakeholders)
        .filter_map(|one| one.last_contact);
    let reviews = partner.reviews.values().filter_map(|review| review.record.held_on);
    touches.chain(meetings).chain(reviews).chain(noted).filter(|&on| on <= as_of).max()
}

/// The first ugly question that was put on the table.
pub fn first_question(partner: &Partner) -> Option<&Item<Showstopper>> {
    partner.showstoppers.iter().min_by_key(|question| (question.raised_on, question.id.as_str()))
}

/// How the promises of one side went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Promises {
    /// Made.
    pub made: usize,
    /// Kept.
    pub kept: usize,
    /// Given up.
    pub dropped: usize,
    /// Not closed.
    pub open: usize,
    /// Not closed, and past their due date.
    pub overdue: usize,
    /// How often a due date was moved.
    pub moves: usize,
}

impl Promises {
    /// Kept promises as a share of closed ones, in per cent; nothing if none is closed.
    pub fn kept_rate(&self) -> Option<usize> {
        let closed = self.kept + self.dropped;
        (closed > 0).then(|| (self.kept * 100 + closed / 2) / closed)
    }
}

/// How promises went: those of one side. What both promised counts for each.
pub fn promises<'a>(
    commitments: impl IntoIterator<Item = &'a Commitment>,
    side: Side,
    as_of: Date,
) -> Promises {
    let mut promises = Promises::default();
    for commitment in commitments.into_iter().filter(|one| one.side == side || one.side == Side::Joint) {
        promises.made += 1;
        promises.moves += commitment.moves.len();
        match commitment.closed.as_ref().map(|closed| closed.outcome) {
            Some(PromiseOutcome::Kept) => promises.kept += 1,
            Some(PromiseOutcome::Dropped) => promises.dropped += 1,
            None => {
                promises.open += 1;
                promises.overdue += usize::from(commitment.days_overdue(as_of) > 0);
            }
        }
    }
    promises
}

/// The next date on which something happens by itself, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NextDate {
    /// When.
    pub on: Date,
    /// What, in a word or two.
    pub what: String,
}

/// Dates that come by themselves after a day: notice deadlines and ends of agreements, reviews planned,
/// decisions due. Earliest first.
pub fn next_dates(partner: &Partner, as_of: Date) -> Vec<NextDate> {
    let mut dates = Vec::new();
    let mut add = |on: Option<Date>, what: &str| {
        if let Some(on) = on.filter(|&on| on >= as_of) {
            dates.push(NextDate { on, what: what.to_owned() });
        }
    };
    for agreement in partner.agreements.iter().filter(|agreement| agreement.in_force(as_of)) {
        add(agreement.notice_deadline(), "notice deadline");
        add(agreement.expires_on, "agreement ends");
    }
    for review in partner.reviews.values().filter(|review| review.record.held_on.is_none()) {
        add(review.record.scheduled_on, "review");
    }
    for decision in partner.decisions.iter().filter(|decision| decision.taken.is_none()) {
        add(decision.needed_by, "decision");
    }
    add(partner.profile.decision_due, "fix, park or exit");
    if let Some(notice) = partner.exit.as_ref().and_then(|exit| exit.notice.as_ref()) {
        add(notice.effective_on, "exit");
    }
    dates.sort();
    dates
}
