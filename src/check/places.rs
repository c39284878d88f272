//! From a route in the records as conditions see them to the file it stands in.

use crate::playbook::Playbook;
use crate::portfolio::{Item, Partner, Portfolio};
use crate::record::{Root, Step};
use crate::source::{FileId, Place, Sources};

/// Where a route from a partner leads: the record, and the steps within it.
pub fn of_partner(partner: &Partner, steps: &[Step]) -> (Root, Vec<Step>) {
    let home = || (Root::File(partner.profile.file), steps.to_vec());
    let Some((Step::Field(first), rest)) = steps.split_first() else { return home() };
    let file = |record: Option<FileId>| match record {
        Some(file) => (Root::File(file), rest.to_vec()),
        None => (Root::File(partner.profile.file), Vec::new()),
    };
    // Lists that stand in a file with other lists keep their name.
    let within = |record: Option<FileId>| match record {
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
        "observations" => match rest.split_first() {
            Some((Step::Index(at), inner)) => match partner.observations.get(*at) {
                Some(line) => (Root::Line(line.place.clone()), inner.to_vec()),
                None => (Root::File(partner.profile.file), Vec::new()),
            },
            _ => match partner.observations.first() {
                Some(first) => (Root::Spot(Place { range: 0..0, ..first.place.clone() }), Vec::new()),
                None => (Root::File(partner.profile.file), Vec::new()),
            },
        },
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

/// Where a route from the portfolio leads.
pub fn of_portfolio(
    portfolio: &Portfolio,
    playbook: &Playbook,
    sources: &Sources,
    steps: &[Step],
) -> (Root, Vec<Step>) {
    let named = |path: &str| sources.iter().find(|(_, source)| source.path() == path).map(|(file, _)| file);
    let first_file = || sources.iter().next().map(|(file, _)| file);
    let settings = || named("quarterdeck.yaml").or(playbook.file).or_else(first_file);
    let whole = |file: Option<FileId>| file.map(|file| (Root::File(file), Vec::new()));
    let nowhere = || (Root::Spot(Place::nowhere()), Vec::new());
    let Some((Step::Field(first), rest)) = steps.split_first() else {
        return whole(settings()).unwrap_or_else(nowhere);
    };
    let at = match rest.first() {
        Some(Step::Index(at)) => Some(*at),
        _ => None,
    };
    let inner = rest.get(1..).unwrap_or_default().to_vec();
    let found = match first.as_str() {
        "programme" => portfolio.programme.as_ref().map(|record| (Root::File(record.file), rest.to_vec())),
        "people" => at
            .and_then(|at| portfolio.people.get(at))
            .map(|person| (Root::Item(person.place.clone()), inner))
            .or_else(|| whole(named("people.yaml"))),
        "waivers" => at
            .and_then(|at| portfolio.waivers.get(at))
            .map(|waiver| (Root::Item(waiver.place.clone()), inner))
            .or_else(|| whole(named("waivers.yaml"))),
        "metrics" if at.is_some_and(|at| at >= playbook.own_metrics) => whole(playbook.file),
        "metrics" | "practices" => playbook.file.map(|file| (Root::File(file), steps.to_vec())),
        "initiatives" => at
            .and_then(|at| portfolio.initiatives.values().nth(at))
            .map(|initiative| (Root::File(initiative.file), inner)),
        "partners" => None,
        _ => named("quarterdeck.yaml").map(|file| (Root::File(file), steps.to_vec())),
    };
    found.or_else(|| whole(settings())).unwrap_or_else(nowhere)
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

fn nth(partner: &Partner, mut files: impl Iterator<Item = FileId>, rest: &[Step]) -> (Root, Vec<Step>) {
    match rest.split_first() {
        Some((Step::Index(at), inner)) => match files.nth(*at) {
            Some(file) => (Root::File(file), inner.to_vec()),
            None => (Root::File(partner.profile.file), Vec::new()),
        },
        _ => (Root::File(partner.profile.file), Vec::new()),
    }
}
