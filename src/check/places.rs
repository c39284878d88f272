//! From a route in the records as conditions see them to the file it stands in.

use crate::playbook::Playbook;
use crate::portfolio::{Item, Partner, Portfolio};
use crate::record::{Root, Step};

/// Where a route from a partner leads: the record, and the steps within it.
pub fn of_partner(partner: &Partner, steps: &[Step]) -> (Root, Vec<Step>) {
    let home = || (Root::File(partner.profile.file), steps.to_vec());
    let Some((Step::Field(first), rest)) = steps.split_first() else { return home() };
    let file = |record: Option<crate::source::FileId>| match record {
        Some(file) => (Root::File(file), rest.to_vec()),
        None => (Root::File(partner.profile.file), Vec::new()),
    };
    // Lists that stand in a file with other lists keep their name.
    let within = |record: Option<crate::source::FileId>| match record {
        Some(file) => (Root::File(file), steps.to_vec()),
        None => (Root::File(partner.profile.file), Vec::new()),
    };
    match first.as_str() {
        "proposition" => file(partner.proposition.as_ref().map(|record| record.file)),
        "plan" => file(partner.plan.as_ref().map(|record| record.file)),
        "stakeholders" | "pairings" => within(partner.stakeholders.as_ref().map(|record| record.file)),
        "bodies" | "raci" => within(partner.governance.as_ref().map(|record| record.file)),
        "assessments" => file(partner.assessments.as_ref().map(|record| record.file)),
        "exit" => file(partner.exit.as_ref().map(|record| record.file)),
        "agreements" => item(partner, &partner.agreements, rest),
        "showstoppers" => item(partner, &partner.showstoppers, rest),
        "commitments" => item(partner, &partner.commitments, rest),
        "decisions" => item(partner, &partner.decisions, rest),
        "risks" => item(partner, &partner.risks, rest),
        "issues" => item(partner, &partner.issues, rest),
        "surveys" => item(partner, &partner.surveys, rest),
        "log" => {
            // What only one kind of entry has stands in the entry itself.
            let kinds = crate::facts::ENTRY_KINDS;
            let flat: Vec<Step> = match rest {
                [at, Step::Field(kind), inner @ ..] if kinds.contains(&kind.as_str()) => {
                    std::iter::once(at).chain(inner).cloned().collect()
                }
                rest => rest.to_vec(),
            };
            item(partner, &partner.log, &flat)
        }
        "initiatives" => nth(partner, partner.initiatives.values().map(|record| record.file), rest),
        "meetings" => nth(partner, partner.meetings.values().map(|meeting| meeting.record.file), rest),
        "reviews" => nth(partner, partner.reviews.values().map(|review| review.record.file), rest),
        _ => home(),
    }
}

/// Where a route from the portfolio leads; nothing where nobody can mend what stands there.
pub fn of_portfolio(portfolio: &Portfolio, playbook: &Playbook, steps: &[Step]) -> Option<(Root, Vec<Step>)> {
    let Some((Step::Field(first), rest)) = steps.split_first() else {
        let any = portfolio.programme.as_ref().map(|record| record.file).or(playbook.file);
        return any.map(|file| (Root::File(file), Vec::new()));
    };
    let at = match rest.first() {
        Some(Step::Index(at)) => *at,
        _ => 0,
    };
    let own = |list: &[Step]| Some((Root::File(playbook.file?), list.to_vec()));
    match first.as_str() {
        "programme" => Some((Root::File(portfolio.programme.as_ref()?.file), rest.to_vec())),
        "people" => Some((Root::Item(portfolio.people.get(at)?.place.clone()), rest[1..].to_vec())),
        "waivers" => Some((Root::Item(portfolio.waivers.get(at)?.place.clone()), rest[1..].to_vec())),
        "metrics" if at < playbook.own_metrics => own(steps),
        "practices" => own(steps),
        "initiatives" => {
            Some((Root::File(portfolio.initiatives.values().nth(at)?.file), rest.get(1..)?.to_vec()))
        }
        _ => None,
    }
}

fn item<T>(partner: &Partner, items: &[Item<T>], rest: &[Step]) -> (Root, Vec<Step>) {
    match rest.split_first() {
        Some((Step::Index(at), inner)) => match items.get(*at) {
            Some(item) => (Root::Item(item.place.clone()), inner.to_vec()),
            None => (Root::File(partner.profile.file), Vec::new()),
        },
        _ => match items.first() {
            Some(first) => (Root::File(first.place.file), Vec::new()),
            None => (Root::File(partner.profile.file), Vec::new()),
        },
    }
}

fn nth(
    partner: &Partner,
    mut files: impl Iterator<Item = crate::source::FileId>,
    rest: &[Step],
) -> (Root, Vec<Step>) {
    match rest.split_first() {
        Some((Step::Index(at), inner)) => match files.nth(*at) {
            Some(file) => (Root::File(file), inner.to_vec()),
            None => (Root::File(partner.profile.file), Vec::new()),
        },
        _ => (Root::File(partner.profile.file), Vec::new()),
    }
}
