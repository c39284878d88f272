//! Fills the view of a partner, item by item.

use super::allow::Gate;
use super::{
    PartnerView, Proposition, Refused, Review, Why, Withheld, figures, ledger, log, narrative, work,
};
use crate::facts::as_of::partner_as_of;
use crate::playbook::Playbook;
use crate::playbook::shape::Shareable;
use crate::portfolio::calendar::{Date, FiscalYear, Quarter};
use crate::portfolio::noun;
use crate::portfolio::words::Audience;
use crate::portfolio::{Partner, Portfolio, QuarterReview};
use crate::record::Ref;
use crate::source::Place;

/// What the view is filled from: the records as of the day.
pub(super) struct Ground<'a> {
    pub portfolio: &'a Portfolio,
    pub playbook: &'a Playbook,
    /// The partner, as of the day.
    pub partner: &'a Partner,
    /// The partner, as of today.
    pub present: &'a Partner,
    pub review: &'a QuarterReview,
    /// The day that everything is told as of.
    pub day: Date,
    /// The first and the last day of the quarter.
    pub days: (Date, Date),
    pub gate: &'a Gate<'a>,
}

/// What an item belongs to.
#[derive(Clone, Copy, Default)]
pub(super) struct Parent<'a> {
    pub initiative: Option<&'a Ref<noun::Initiative>>,
    pub objective: Option<&'a str>,
    pub metric: Option<&'a Ref<noun::Metric>>,
    pub occasion: Option<&'a Ref<noun::Occasion>>,
}

impl<'a> Parent<'a> {
    pub(super) fn initiative(initiative: Option<&'a Ref<noun::Initiative>>) -> Self {
        Self { initiative, ..Self::default() }
    }
}

impl Ground<'_> {
    pub(super) fn year(&self) -> FiscalYear {
        self.portfolio.settings.fiscal_year
    }

    pub(super) fn quarter(&self) -> Quarter {
        self.review.quarter
    }

    /// The name of one of our people or of this partner's; nobody else has one here.
    pub(super) fn name(&self, id: &str) -> Option<String> {
        self.portfolio.name_of(self.partner, id).map(str::to_owned)
    }

    /// Whether an item may pass; if not, it is noted.
    pub(super) fn lets(
        &self,
        kind: Shareable,
        audience: Option<Audience>,
        parent: Parent<'_>,
        what: &str,
        place: &Place,
    ) -> bool {
        if self.gate.opens(kind) && audience != Some(Audience::Internal) && self.is_internal(parent) {
            self.gate.hold(kind.word(), what, Why::BelongsToInternal, place);
            return false;
        }
        self.gate.lets(kind, audience, what, place)
    }

    /// Whether what an item belongs to is internal. Looked up in the records as they are today, for what an item belongs to may
    /// be younger than the day; what is not found there may be anything, and counts as internal.
    fn is_internal(&self, parent: Parent<'_>) -> bool {
        let initiative = parent.initiative.is_some_and(|id| self.initiative_is_internal(id.as_str()));
        let objective = parent.objective.is_some_and(|id| self.objective_is_internal(id));
        let metric = parent.metric.is_some_and(|id| {
            let found = self.playbook.metric(id.as_str());
            found.is_none_or(|metric| metric.audience == Some(Audience::Internal))
        });
        initiative
            || objective
            || metric
            || parent.occasion.is_some_and(|id| self.occasion_is_internal(id.as_str()))
    }

    fn initiative_is_internal(&self, id: &str) -> bool {
        let own = self.present.initiatives.get(id);
        let shared = || self.portfolio.shared_initiatives(&self.present.id).find(|(of, _)| *of == id);
        let found = own.or_else(|| shared().map(|(_, record)| record));
        found.is_none_or(|one| one.audience == Some(Audience::Internal))
    }

    fn objective_is_internal(&self, id: &str) -> bool {
        let Some(plan) = &self.present.plan else { return true };
        let found = plan.objectives.iter().find(|one| one.id.as_str() == id);
        plan.audience == Some(Audience::Internal)
            || found.is_none_or(|one| {
                one.audience == Some(Audience::Internal)
                    || one.initiatives.iter().any(|of| self.initiative_is_internal(of.as_str()))
            })
    }

    fn occasion_is_internal(&self, id: &str) -> bool {
        if let Some(meeting) = self.present.meetings.get(id) {
            return meeting.record.audience == Some(Audience::Internal);
        }
        let named = |review: &&QuarterReview| {
            self.present.review_name(review, self.year()).to_string().eq_ignore_ascii_case(id)
        };
        let found = self.present.reviews.values().find(named);
        found.is_none_or(|review| review.record.audience == Some(Audience::Internal))
    }

    pub(super) fn names<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Vec<String> {
        ids.into_iter().filter_map(|id| self.name(id)).collect()
    }

    /// Whether something happened in the quarter, or after it and before the day of the review.
    pub(super) fn lately(&self, on: Date) -> bool {
        on >= self.days.0 && on <= self.day
    }
}

/// What a partner may see of a quarter, told as of a day, and what was held back.
///
/// # Errors
///
/// When nothing may leave at all.
pub fn share(
    portfolio: &Portfolio,
    playbook: &Playbook,
    present: &Partner,
    review: &QuarterReview,
    day: Date,
) -> Result<(PartnerView, Vec<Withheld>), Refused> {
    if playbook.shared.is_empty() {
        return Err(Refused::NothingShared);
    }
    if !playbook.shared.contains(&Shareable::Reviews) {
        return Err(Refused::ReviewsNotShared);
    }
    if review.record.audience == Some(Audience::Internal) {
        return Err(Refused::ReviewInternal(review.record.place()));
    }
    let mut partner = present.clone();
    partner_as_of(&mut partner, day);
    let gate = Gate::new(playbook);
    let year = portfolio.settings.fiscal_year;
    let days = (year.first_day(review.quarter), year.last_day(review.quarter));
    let ground = Ground { portfolio, playbook, partner: &partner, present, review, day, days, gate: &gate };
    let view = fill(&ground);
    hold_what_never_leaves(&ground);
    Ok((view, gate.done()))
}

fn fill(ground: &Ground<'_>) -> PartnerView {
    PartnerView {
        organisation: ground.portfolio.settings.our_name().to_owned(),
        partner: ground.partner.profile.name.clone(),
        quarter: ground.quarter(),
        days: ground.days,
        as_of: ground.day,
        review: review(ground),
        proposition: proposition(ground),
        decisions: ledger::decisions(ground),
        last_commitments: ledger::last_commitments(ground),
        commitments: ledger::commitments(ground),
        measures: figures::measures(ground),
        changed_targets: figures::changed_targets(ground),
        wins: log::wins(ground),
        initiatives: work::initiatives(ground),
        survey: work::survey(ground),
        bodies: work::bodies(ground),
        meetings: work::meetings(ground),
        risks: ledger::risks(ground),
        issues: ledger::issues(ground),
        showstoppers: ledger::showstoppers(ground),
        expectations: work::expectations(ground),
        objectives: work::objectives(ground),
        corrections: log::corrections(ground),
        heard: log::heard(ground),
        advocacy: log::advocacy(ground),
        ideas: log::ideas(ground),
        lessons: log::lessons(ground),
        value: log::value(ground),
        agreements: work::agreements(ground),
        coopetition: work::coopetition(ground),
    }
}

fn review(ground: &Ground<'_>) -> Review {
    let record = &ground.review.record;
    if let Some(note) = &record.internal_note {
        ground.gate.hold("internal notes", note, Why::Never, &record.place());
    }
    Review {
        held_on: record.held_on,
        scheduled_on: record.scheduled_on,
        headline: record.headline.clone(),
        narrative: narrative::shared(ground, &record.body),
        ours: ground.names(record.ours.iter().map(|id| id.as_str())),
        theirs: ground.names(record.theirs.iter().map(|id| id.as_str())),
    }
}

fn proposition(ground: &Ground<'_>) -> Option<Option<Proposition>> {
    let kind = Shareable::Proposition;
    let passed = ground.partner.proposition.as_ref().filter(|record| {
        ground.gate.lets(kind, record.audience, "the partnering proposition", &record.place())
    });
    ground.gate.opens(kind).then(|| {
        passed.map(|record| Proposition {
            statement: record.statement.clone(),
            we_do: record.we_do.clone(),
            you_do: record.you_do.clone(),
            we_deliver: record.we_deliver.clone(),
            partner_benefit: record.partner_benefit.clone(),
            customer_benefit: record.customer_benefit.clone(),
        })
    })
}

/// Tells of the records that no view has a field for.
fn hold_what_never_leaves(ground: &Ground<'_>) {
    log::hold_the_rest(ground);
    let partner = ground.partner;
    let hold = |kind: &str, what: &str, place: &Place| ground.gate.hold(kind, what, Why::Never, place);
    if let Some(record) = &partner.stakeholders {
        hold("stakeholders", "the influence map and who is paired with whom", &record.place());
    }
    if let Some(record) = &partner.assessments {
        hold("assessments", "the six signs, dream killers and criteria", &record.place());
    }
    if let Some(record) = &partner.exit {
        hold("exit", "the exit outline and plan", &record.place());
    }
}
