//! The list of partners.

use super::desk::{Desk, Draft, partner_path};
use super::page::{Block, Cell, Figure, Page, Part, Row, Tone};
use super::parts::{self, anchored_row, cell, missing, number_cell, section, table};
use super::readiness;
use super::scorecard;
use super::words::{self, text};
use crate::facts::partner as facts;
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::words::State;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("partners", Part::Partners, "partners/index.html", "Partners");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    let total = desk.portfolio.partners.len();
    let live =
        desk.portfolio.partners.values().filter(|partner| desk.phase(partner) == Some(Phase::Live)).count();
    draft.page.headline = Some(format!(
        "{} in the portfolio, {live} of them at work.",
        words::capital(&words::plural(total, "alliance"))
    ));
    let tiers: Vec<(&str, &str, Option<&str>)> = desk
        .playbook
        .tiers
        .iter()
        .map(|tier| (tier.id.as_str(), tier.name.as_str(), tier.meaning.as_deref()))
        .collect();
    for (id, name, meaning) in tiers {
        let partners: Vec<&Partner> =
            sorted(desk).into_iter().filter(|partner| facts::tier(partner) == Some(id)).collect();
        if partners.is_empty() {
            continue;
        }
        let table =
            partner_table(&mut draft, desk, &partners, &format!("{name} partners, those in trouble first"));
        let mut section =
            section(&format!("tier-{id}"), name).count(partners.len()).block(Block::Table { table });
        if let Some(meaning) = meaning {
            section = section.lead(meaning);
        }
        draft.page.sections.push(section);
    }
    let others: Vec<&Partner> =
        sorted(desk).into_iter().filter(|partner| desk.tier_name(partner).is_none()).collect();
    if !others.is_empty() {
        let table = partner_table(&mut draft, desk, &others, "Partners without a tier");
        draft
            .page
            .sections
            .push(section("no-tier", "Without a tier").count(others.len()).block(Block::Table { table }));
    }
    let readiness = readiness::of_all(&mut draft, desk);
    draft.page.sections.push(readiness);
    draft.page
}

/// The partners, those in trouble first: by state, then by tier, then by name.
pub fn sorted<'a>(desk: &Desk<'a>) -> Vec<&'a Partner> {
    let mut partners: Vec<&Partner> = desk.portfolio.partners.values().collect();
    let rank = |state: State| match state {
        State::OffTrack => 0,
        State::AtRisk => 1,
        State::OnTrack => 2,
        State::NotRated => 3,
    };
    partners.sort_by(|a, b| {
        let key = |partner: &Partner| {
            let tier = facts::tier(partner)
                .and_then(|tier| desk.playbook.tier(tier))
                .map_or(usize::MAX, |(rank, _)| rank);
            (rank(desk.state(&partner.id)), tier)
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.profile.name.to_lowercase().cmp(&b.profile.name.to_lowercase()))
            .then_with(|| a.id.cmp(&b.id))
    });
    partners
}

/// A row a partner: state, score, trend, promises, what comes next, when we last spoke.
pub fn partner_table(
    draft: &mut Draft,
    desk: &Desk<'_>,
    partners: &[&Partner],
    caption: &str,
) -> super::page::Table {
    let rows = partners.iter().map(|partner| partner_row(draft, desk, partner)).collect();
    table(
        caption,
        &[
            ("Partner", "text"),
            ("State", "text"),
            ("Score", "number"),
            ("8 quarters", "figure"),
            ("Alliance manager", "text"),
            ("Open promises", "number"),
            ("Next date", "date"),
            ("Last contact", "date"),
        ],
        rows,
    )
}

fn partner_row(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Row {
    let kind =
        partner.profile.kinds.first().map(|kind| words::capital(&words::label(kind))).unwrap_or_default();
    let about: Vec<String> = [Some(kind), desk.tier_name(partner).map(str::to_owned)]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let scores = desk.scores(&partner.id);
    let (state, score, trend) = match scores {
        Some(scores) if scores.quarters.iter().any(|score| score.value.is_some()) => {
            let points = scores.recent().iter().map(|score| score.value.map(words::float)).collect();
            let spark = parts::plain_sparkline(&format!("Score of {}", partner.profile.name), points);
            let value = match scores.now().value {
                Some(value) => Cell::Number {
                    text: scorecard::shown(desk.playbook, value),
                    tone: Tone::Plain,
                    // As whole as the score above it.
                    note: scores
                        .before()
                        .value
                        .map(|before| words::score_change(value, before, String::new()).text),
                },
                None => missing("not rated"),
            };
            let (since, known) = scores.state_since();
            let (note, href) = match desk.held_back(&partner.id) {
                Some(errors) => (
                    format!("figures alone: on track; {} to put right", words::plural(errors, "error")),
                    Some(draft.href(&desk.errors_path(&partner.id))),
                ),
                None if known => (format!("since {since}"), None),
                None => (format!("since at least {since}"), None),
            };
            let state = Cell::State { state: words::pill(desk.state(&partner.id)), note: Some(note), href };
            (state, value, Cell::Figure { figure: draft.figure(Figure::Sparkline(spark)), note: None })
        }
        _ => (
            Cell::State {
                state: words::pill(State::NotRated),
                note: facts::stage(partner).map(|stage| desk.stage_name(stage)),
                href: None,
            },
            missing(""),
            missing("no figures"),
        ),
    };
    let open = partner.commitments.iter().filter(|one| one.closed.is_none()).count();
    let overdue = partner.commitments.iter().filter(|one| one.days_overdue(desk.as_of) > 0).count();
    let promises = Cell::Number {
        text: open.to_string(),
        tone: if overdue > 0 { Tone::Bad } else { Tone::Plain },
        note: (overdue > 0).then(|| format!("{overdue} overdue")),
    };
    let next = match facts::next_dates(partner, desk.as_of).into_iter().next() {
        Some(next) => cell(text(words::date(next.on)).note(next.what)),
        None => missing(""),
    };
    let contact = match facts::last_contact(partner, desk.as_of) {
        Some(on) => {
            let inline = text(words::distance(on, desk.as_of));
            let due = facts::tier(partner).and_then(|tier| {
                desk.playbook
                    .cadences
                    .iter()
                    .find(|(id, _)| id.as_str() == tier)
                    .and_then(|(_, cadences)| cadences.contact)
            });
            let stale = due.is_some_and(|due| due.after(on) < desk.as_of);
            cell(if stale { inline.tone(Tone::Bad) } else { inline })
        }
        None => missing("none noted"),
    };
    let manager = match facts::alliance_manager(partner, desk.as_of) {
        Some(manager) => cell(text(desk.person(manager))),
        None => cell(text("nobody").tone(Tone::Bad)),
    };
    let mut name = draft.inline_link(&partner.profile.name, &partner_path(&partner.id));
    name = name.note(about.join(" · "));
    let promises = if open == 0 { number_cell("0") } else { promises };
    anchored_row(
        format!("p-{}", partner.id),
        vec![cell(name), state, score, trend, manager, promises, next, contact],
    )
}
