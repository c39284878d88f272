//! The pages of one partner: the alliance in full, its initiatives, reviews and meetings.

mod deadlines;
mod dependence;
mod headline;
pub mod health;
mod influence;
pub mod ledger;
pub mod log;
mod people;
mod profile;
pub mod scorecard;
mod seriousness;
mod sheet;
pub mod terms;
pub mod work;

use super::desk::{Desk, Draft, partner_path};
use super::page::{Card, Page, Part, Tone};
use super::parts;
use super::words::{self, text};
use super::{findings, initiatives, meetings, readiness, review, reviews};
use crate::facts::partner as facts;
use crate::insight::concentration::Concentration;
use crate::insight::health::promises::{Fate, Promises, ledger};
use crate::insight::health::{self as insight, Given};
use crate::portfolio::Partner;

/// All pages of a partner. The concentrations are those of the last closed quarter, computed once for all.
pub fn pages(desk: &Desk<'_>, partner: &Partner, concentrations: &[Concentration<'_>]) -> Vec<Page> {
    let mut pages = vec![page(desk, partner, concentrations)];
    pages.extend(sheet::page(desk, partner));
    pages.extend(
        partner.initiatives.iter().map(|(id, record)| initiatives::page(desk, Some(partner), id, record)),
    );
    pages.extend(review::pages(desk, partner));
    pages.extend(partner.meetings.iter().map(|(id, meeting)| meetings::page(desk, partner, id, meeting)));
    pages
}

fn page(desk: &Desk<'_>, partner: &Partner, concentrations: &[Concentration<'_>]) -> Page {
    let mut draft = Draft::new("partner", Part::Partners, partner_path(&partner.id), &partner.profile.name);
    draft.page.breadcrumbs =
        vec![draft.link("Overview", "index.html"), draft.link("Partners", "partners/index.html")];
    draft.page.edit = desk.edit_file(partner.profile.file);
    draft.page.subtitle = subtitle(&draft, desk, partner);
    draft.page.state = desk.scores(&partner.id).map(|_| words::pill(desk.state(&partner.id)));
    draft.page.headline = Some(headline::sentence(desk, partner));
    draft.page.cards = cards(&mut draft, desk, partner);
    let health = insight::health(Given {
        portfolio: desk.portfolio,
        playbook: desk.playbook,
        partner,
        as_of: desk.as_of,
    });
    let mut sections = Vec::new();
    sections.extend(ledger::decisions_open(desk, partner));
    sections.extend(findings::section_of(desk, &draft, partner));
    sections.push(scorecard::section(&mut draft, desk, partner));
    sections.push(health::section_of(&mut draft, desk, partner, &health));
    sections.push(dependence::section_of(&draft, desk, partner, concentrations));
    sections.push(ledger::commitments(&draft, desk, partner));
    sections.push(work::initiatives(&draft, desk, partner));
    sections.push(ledger::issues(&draft, desk, partner));
    sections.push(ledger::risks(&mut draft, desk, partner));
    sections.push(reviews::of_partner(&draft, desk, partner));
    sections.push(work::plan(&mut draft, desk, partner));
    sections.push(work::proposition(&mut draft, desk, partner));
    sections.push(ledger::showstoppers(&draft, desk, partner));
    sections.push(terms::agreements(&mut draft, desk, partner));
    sections.push(log::wins(desk, partner));
    sections.push(log::listening(desk, partner));
    sections.push(people::governance(desk, partner));
    sections.push(meetings::of_partner(&draft, partner));
    sections.push(people::people(&mut draft, desk, partner, health.influence.as_ref()));
    sections.push(log::corrections(desk, partner));
    sections.extend(log::the_rest(desk, partner));
    sections.push(ledger::decisions_taken(&draft, desk, partner));
    sections.push(readiness::section_of(partner));
    sections.push(profile::profile(desk, partner));
    sections.extend(profile::coopetition(desk, partner));
    sections.push(seriousness::assessments(&mut draft, desk, partner));
    sections.push(terms::exit(desk, partner));
    draft.page.sections = sections;
    draft.page
}

fn subtitle(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Vec<super::page::Inline> {
    let profile = &partner.profile;
    let kind = profile.kinds.first().map(|kind| text(words::capital(&words::label(kind))));
    let tier = desk.tier_name(partner).map(|tier| text(format!("{tier} tier")));
    let stage = profile.stages.last().map(|change| {
        text(format!("{} since {}", desk.stage_name(change.stage.as_str()), words::date(change.from)))
    });
    let manager = facts::alliance_manager(partner, desk.as_of).map_or_else(
        || text("No alliance manager").tone(Tone::Bad),
        |manager| text(format!("Alliance manager {}", desk.person(manager))),
    );
    let errors = desk.held_back(&partner.id).map(|errors| {
        let words = format!("{} to put right", words::plural(errors, "error"));
        draft.inline_link(words, &desk.errors_path(&partner.id))
    });
    [kind, tier, stage, Some(manager), errors].into_iter().flatten().collect()
}

fn cards(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Vec<Card> {
    let mut cards = Vec::new();
    if let Some(scores) = desk.scores(&partner.id) {
        cards.push(scorecard::score_card(draft, desk, scores));
        let money = scores.series.iter().find(|series| {
            series.currency.is_some()
                && series.readings.values().any(|reading| reading.actual.number().is_some())
        });
        let shown = money.or_else(|| scores.series.iter().find(|series| !series.readings.is_empty()));
        if let Some(series) = shown {
            cards.push(scorecard::metric_card(draft, desk, series));
        }
    }
    let ledger = ledger(partner, desk.as_of);
    let open = partner.commitments.iter().filter(|one| one.closed.is_none()).count();
    let overdue = partner.commitments.iter().filter(|one| one.days_overdue(desk.as_of) > 0).count();
    let rate = |side: &Promises| match side.due() {
        0 => "none due".to_owned(),
        due => format!("{} of {due}", side.count(Fate::OnTime)),
    };
    let kept = format!("Kept in time: ours {}, theirs {}", rate(&ledger.ours), rate(&ledger.theirs));
    cards.push(Card {
        change: (overdue > 0).then(|| super::page::Change {
            direction: "same",
            tone: Tone::Bad,
            text: format!("{overdue} overdue"),
            against: String::new(),
        }),
        ..parts::card("Open promises", open.to_string()).note(kept).to("#commitments")
    });
    let next = facts::next_dates(partner, desk.as_of);
    let contact = facts::last_contact(partner, desk.as_of);
    let said = contact.map_or_else(
        || "No contact noted".to_owned(),
        |day| format!("Last contact {}", words::distance(day, desk.as_of)),
    );
    cards.push(match next.first() {
        Some(next) => parts::card(format!("Next date: {}", next.what), words::date(next.on))
            .note(format!("{} · {said}", capital_distance(next.on, desk))),
        None => parts::card("Last contact", contact.map_or_else(|| words::DASH.to_owned(), words::date))
            .note(said),
    });
    cards
}

fn capital_distance(day: crate::portfolio::calendar::Date, desk: &Desk<'_>) -> String {
    words::capital(&words::distance(day, desk.as_of))
}
