//! What partners bring of their own in a year: ideas and disagreements (P43, P71); and who is spoken with, tier by tier
//! (P29).

use super::super::counted::cell_of;
use super::super::desk::{Draft, partner_path};
use super::super::figure::{Funnel, FunnelBar};
use super::super::page::{Block, Cell, Figure, Section, Tone};
use super::super::parts::{cell, empty, number_cell, row, section as new, table};
use super::super::words::{self, text};
use crate::insight::Ground;
use crate::insight::candour::{DAYS, LATELY, Voice, reached, voices};

/// Ideas and disagreements of live alliances.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let section = new("candour", "Ideas and disagreements");
    let all = voices(ground);
    if all.is_empty() {
        return section.block(empty(
            "No alliance is at work yet",
            "date its live stage under `stages:` in `partners/<id>/partner.yaml`",
        ));
    }
    let sum = |pick: fn(&Voice<'_>) -> usize| all.iter().map(pick).sum::<usize>();
    let (ours, theirs, joint) = (sum(|one| one.ours), sum(|one| one.theirs), sum(|one| one.joint));
    let total = ours + theirs + joint;
    let quiet = all.iter().filter(|one| one.disagreements == 0).count();
    let ideas = match total {
        0 => "No idea was noted in a year".to_owned(),
        _ => format!(
            "{} of {} came from partners",
            words::capital(&words::number_word(theirs + joint)),
            words::plural(total, "idea")
        ),
    };
    let quiet = match quiet {
        0 => "every alliance said where it disagrees".to_owned(),
        1 => "one alliance noted no disagreement".to_owned(),
        count => format!("{} alliances noted no disagreement", words::number_word(count)),
    };
    let title = format!("{ideas}; {quiet}");
    let rows = all
        .iter()
        .map(|one| {
            let path = |anchor: &str| format!("{}#{anchor}", partner_path(&one.partner.id));
            let count = |count: usize, loud: bool| Cell::Number {
                text: count.to_string(),
                tone: if loud { Tone::Watch } else { Tone::Plain },
                note: None,
            };
            row(
                None,
                vec![
                    cell(draft.inline_link(&one.partner.profile.name, &path("ideas"))),
                    count(one.theirs, one.theirs + one.joint == 0),
                    count(one.joint, false),
                    count(one.ours, false),
                    count(one.disagreements, one.disagreements == 0),
                ],
            )
        })
        .collect();
    let table = table(
        "Ideas and disagreements by alliance, those with least of their own first",
        &[
            ("Alliance", "text"),
            ("Ideas of theirs", "number"),
            ("Of both", "number"),
            ("Of ours", "number"),
            ("Disagreements", "number"),
        ],
        rows,
    );
    let bar = |name: &str, count: usize| FunnelBar {
        name: name.to_owned(),
        href: None,
        first: count as u32,
        second: 0,
        conversion: String::new(),
    };
    let figure = draft.figure(Figure::Funnel(Funnel {
        first: "ideas".to_owned(),
        second: String::new(),
        stages: vec![bar("Theirs", theirs), bar("Of both", joint), bar("Ours", ours)],
        outcomes_title: String::new(),
        outcomes: Vec::new(),
        summary: format!("{title}; the alliances stand in the table"),
    }));
    let subtitle =
        format!("Ideas by whose they were, live alliances, {DAYS} days until {}", words::date(ground.as_of));
    section
        .lead("Where one side brings all ideas, and nobody ever disagrees, one side is idle. Disagreements are dissent in decisions, conflicts with their interests written down, and aims that drifted apart.")
        .block(Block::Figure { title, subtitle, figure, table: Some(table) })
}

/// Partners spoken with, tier by tier.
pub fn tiers_section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let section = new("reached", "Every tier hears from us");
    let all = reached(ground);
    if all.is_empty() {
        return section.block(empty(
            "No partner has a tier yet",
            "say which under `tiers:` in `partners/<id>/partner.yaml`",
        ));
    }
    let neglected: usize = all.iter().map(|one| one.neglected.len()).sum();
    let title = match neglected {
        0 => "No partner has waited longer for a word than its tier allows".to_owned(),
        1 => "One partner has waited longer for a word than its tier allows".to_owned(),
        count => format!(
            "{} partners have waited longer for a word than their tier allows",
            words::capital(&words::number_word(count))
        ),
    };
    let bars = all.iter().map(|one| FunnelBar {
        name: one.tier.name.clone(),
        href: None,
        first: one.heard.len() as u32,
        second: one.silent.len() as u32,
        conversion: format!("{} of {} spoken with", one.heard.len(), one.partners),
    });
    let figure = draft.figure(Figure::Funnel(Funnel {
        first: format!("spoken with in {LATELY} days"),
        second: "not".to_owned(),
        stages: bars.collect(),
        outcomes_title: String::new(),
        outcomes: Vec::new(),
        summary: format!("{title}; the partners stand in the table"),
    }));
    let rows = all
        .iter()
        .map(|one| {
            row(
                None,
                vec![
                    cell(text(&one.tier.name)),
                    number_cell(one.partners.to_string()),
                    number_cell(one.heard.len().to_string()),
                    cell_of(draft, &one.silent, 5, "nobody"),
                    cell_of(draft, &one.neglected, 5, "nobody"),
                ],
            )
        })
        .collect();
    let head = format!("Not in {LATELY} days");
    let spoken = format!("Spoken with in {LATELY} days");
    let table = table(
        "Partners by tier, and who was spoken with",
        &[
            ("Tier", "text"),
            ("Partners", "number"),
            (&spoken, "number"),
            (&head, "text"),
            ("Longer than its tier allows", "text"),
        ],
        rows,
    );
    let subtitle =
        format!("Partners by tier as of {}; touches, meetings and reviews count", words::date(ground.as_of));
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}
