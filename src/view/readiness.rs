//! What is written down before each step of an alliance: of one partner, thing by thing (P02, P14, P17, P23), and of all.

use super::desk::{Desk, Draft, partner_path};
use super::figure::{Sign, SignCell, SignRow, SignStrip};
use super::page::{Block, Cell, Figure, Inline, Section, Tone};
use super::partners::sorted;
use super::parts::{cell, empty, row, section, table};
use super::words::{self, text};
use crate::insight::readiness::{Part, Ready, Step, readiness};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;

fn step_name(step: Step) -> &'static str {
    match step {
        Step::FirstCall => "First call",
        Step::Dossier => "Dossier",
        Step::Counterparts => "Counterparts",
        Step::Launch => "Launch",
    }
}

/// Where a step is written down, within the partner's folder.
fn place(step: Step) -> &'static str {
    match step {
        Step::FirstCall => "proposition.md",
        Step::Dossier => "partner.yaml",
        Step::Counterparts => "stakeholders.yaml",
        Step::Launch => "partner.yaml",
    }
}

fn part_name(part: Part) -> String {
    match part {
        Part::Strategy => "how it serves our strategy".to_owned(),
        Part::Gain => "what they gain".to_owned(),
        Part::Statement => "a written statement".to_owned(),
        Part::GoToMarket => "how they go to market".to_owned(),
        Part::Partnering => "what they want of partners".to_owned(),
        Part::Offerings => "what they sell".to_owned(),
        Part::Enablement => "how ready their people are".to_owned(),
        Part::CaseStudies => "customers they show".to_owned(),
        Part::Role(role) => words::label(&role),
        Part::Processes => "their processes".to_owned(),
        Part::Policies => "their policies".to_owned(),
    }
}

/// The field in which it is written.
fn field(part: Part) -> &'static str {
    match part {
        Part::Strategy => "our_strategy_link",
        Part::Gain => "partner_wiifm",
        Part::Statement => "statement",
        Part::GoToMarket => "dossier.gtm",
        Part::Partnering => "dossier.partnering_strategy",
        Part::Offerings => "dossier.offerings",
        Part::Enablement => "dossier.enablement",
        Part::CaseStudies => "dossier.case_studies",
        Part::Role(_) => "pairings",
        Part::Processes => "processes",
        Part::Policies => "policies",
    }
}

/// The checklist of one partner.
pub fn section_of(partner: &Partner) -> Section {
    let steps = readiness(partner);
    let total: usize = steps.iter().map(|one| one.parts.len()).sum();
    let there: usize = steps.iter().map(Ready::there).sum();
    let rows = steps
        .iter()
        .map(|one| {
            let ticks: Vec<Inline> = one
                .parts
                .iter()
                .map(|(part, there)| match there {
                    true => text(format!("✓ {}", part_name(*part))),
                    false => text(format!("✗ {}", part_name(*part))).tone(Tone::Watch),
                })
                .collect();
            let mut fields: Vec<&str> = one.missing().map(field).collect();
            fields.dedup();
            let missing = if fields.is_empty() {
                cell(text("nothing").tone(Tone::Muted))
            } else {
                let fields: Vec<String> = fields.iter().map(|field| format!("`{field}:`")).collect();
                let file = format!("partners/{}/{}", partner.id, place(one.step));
                cell(text(words::join(&fields)).note(format!("in `{file}`")))
            };
            row(
                None,
                vec![
                    cell(text(step_name(one.step)).note(format!("{} of {}", one.there(), one.parts.len()))),
                    Cell::Text { lines: ticks },
                    missing,
                ],
            )
        })
        .collect();
    let lead = match total - there {
        0 => format!("All {total} things that the steps of an alliance want are written down."),
        1 => format!("One of {total} things that the steps of an alliance want is missing."),
        missing => format!(
            "{} of {total} things that the steps of an alliance want are missing.",
            words::capital(&words::number_word(missing))
        ),
    };
    section("readiness", "Prepared").lead(lead).block(Block::Table {
        table: table(
            "What each step wants, and what is missing",
            &[("Before", "text"), ("Written down", "text"), ("To be written", "text")],
            rows,
        ),
    })
}

/// The steps over all partners, and prospects without a proposition (P01).
pub fn of_all(draft: &mut Draft, desk: &Desk<'_>) -> Section {
    let section = section("readiness", "Prepared for the next step");
    let partners: Vec<(&Partner, [Ready; 4])> = sorted(desk)
        .into_iter()
        .filter(|partner| !matches!(desk.phase(partner), Some(Phase::Closing | Phase::Parked)))
        .map(|partner| (partner, readiness(partner)))
        .collect();
    if partners.is_empty() {
        return section
            .block(empty("No partner is on its way", "begin one with `partners/<id>/partner.yaml`"));
    }
    let unready = partners.iter().filter(|(_, steps)| steps[0].there() < steps[0].parts.len()).count();
    let whole = |steps: &[Ready; 4]| steps.iter().filter(|one| one.there() == one.parts.len()).count();
    let all = partners.iter().filter(|(_, steps)| whole(steps) == steps.len()).count();
    let calls = match unready {
        0 => "every proposition is ready for the first call".to_owned(),
        1 => "one proposition is not ready for the first call".to_owned(),
        count => format!("{} propositions are not ready for the first call", words::number_word(count)),
    };
    let prepared = match all {
        0 => "No partner is".to_owned(),
        1 => format!("One of {} is", words::plural(partners.len(), "partner")),
        count => format!(
            "{} of {} are",
            words::capital(&words::number_word(count)),
            words::plural(partners.len(), "partner")
        ),
    };
    let title = format!("{prepared} prepared for every step; {calls}");
    let rows = partners.iter().map(|(partner, steps)| {
        let href = Some(draft.href(&format!("{}#readiness", partner_path(&partner.id))));
        SignRow {
            name: partner.profile.name.clone(),
            href: href.clone(),
            cells: steps.iter().map(|one| sign_cell(one, href.clone())).collect(),
            count: format!("{} of {}", whole(steps), steps.len()),
        }
    });
    let strip = SignStrip {
        columns: [Step::FirstCall, Step::Dossier, Step::Counterparts, Step::Launch]
            .map(|step| step_name(step).to_owned())
            .into(),
        rows: rows.collect(),
        summary: format!("{title}; what is missing stands on the page of each partner"),
    };
    let figure = draft.figure(Figure::SignStrip(strip));
    let subtitle = "Is everything written down that the step wants? Partners that rest or end are left out. What is missing stands on the page of each partner".to_owned();
    section.block(Block::Figure { title, subtitle, figure, table: None })
}

fn sign_cell(one: &Ready, href: Option<String>) -> SignCell {
    let missing: Vec<String> = one.missing().map(part_name).collect();
    let sign = match one.there() {
        0 => Sign::No,
        there if there == one.parts.len() => Sign::Yes,
        _ => Sign::Partial,
    };
    let words =
        if missing.is_empty() { String::new() } else { format!("missing: {}", words::join(&missing)) };
    SignCell { sign, words, href }
}
