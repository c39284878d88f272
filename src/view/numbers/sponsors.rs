//! How initiatives fare with a sales sponsor and without one.

use super::super::counted::cell_of;
use super::super::desk::Draft;
use super::super::figure::{Funnel, FunnelBar};
use super::super::page::{Block, Figure, Section, Table, Tone};
use super::super::parts::{cell, empty, number_cell, row, section as new, table};
use super::super::words::{self, text};
use super::percent;
use crate::insight::sponsorship::{Outcomes, Sponsorship, sponsorship};
use crate::insight::{Counted, Ground};

/// From how many ended initiatives on a rate is said.
const ENOUGH: usize = 3;

/// The section.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let all = sponsorship(ground);
    let running: usize = all.load.values().map(Vec::len).sum::<usize>() + all.unsponsored.len();
    let ended = all.with.ended() + all.without.ended();
    let section = new("sponsors", "With and without a sales sponsor");
    if running + ended + all.with.unsaid.len() + all.without.unsaid.len() == 0 {
        return section.block(empty(
            "No initiative yet",
            "begin one in `partners/<id>/initiatives/<id>.md`, and name its `sales_sponsor`",
        ));
    }
    let section = section.lead(format!(
        "Sponsored is what names a sales sponsor; a partial success is a class \
         of its own, and a rate is said from {ENOUGH} ended initiatives on."
    ));
    let title = message(&all);
    let bar = |name: &str, pick: fn(&Outcomes) -> &Vec<Counted>| FunnelBar {
        name: name.to_owned(),
        href: None,
        first: pick(&all.with).len() as u32,
        second: pick(&all.without).len() as u32,
        conversion: String::new(),
    };
    let sponsored: usize = all.load.values().map(Vec::len).sum();
    let funnel = Funnel {
        first: "with a sales sponsor".to_owned(),
        second: "without".to_owned(),
        stages: vec![
            FunnelBar {
                name: "Running".to_owned(),
                href: None,
                first: sponsored as u32,
                second: all.unsponsored.len() as u32,
                conversion: String::new(),
            },
            FunnelBar {
                name: "Ended".to_owned(),
                href: None,
                first: (all.with.ended() + all.with.unsaid.len()) as u32,
                second: (all.without.ended() + all.without.unsaid.len()) as u32,
                conversion: String::new(),
            },
        ],
        outcomes_title: "How they ended".to_owned(),
        outcomes: vec![
            bar("Succeeded", |of| &of.succeeded),
            bar("In part", |of| &of.partial),
            bar("Failed", |of| &of.failed),
            bar("Stopped at a gate", |of| &of.stopped),
        ],
        summary: format!("{title}; the initiatives stand in the table"),
    };
    let figure = draft.figure(Figure::Funnel(funnel));
    section
        .block(Block::Figure {
            title,
            subtitle: format!("Initiatives, as of {}", words::date(ground.as_of)),
            figure,
            table: Some(outcomes(draft, &all)),
        })
        .block(Block::Details {
            summary: "Running initiatives by sales sponsor".to_owned(),
            blocks: vec![Block::Table { table: load(draft, ground, &all) }],
        })
}

fn message(all: &Sponsorship) -> String {
    let said = |outcomes: &Outcomes| {
        let (won, ended) = (outcomes.succeeded.len(), outcomes.ended());
        match outcomes.success_rate().filter(|_| ended >= ENOUGH) {
            _ if ended == 0 => "none has ended".to_owned(),
            Some(rate) => format!("{won} of {ended} succeeded ({})", percent(rate)),
            None => format!("{won} of {ended} succeeded, too few for a rate"),
        }
    };
    let running = match all.unsponsored.len() {
        0 => "every running initiative has one".to_owned(),
        1 => "one running initiative has none".to_owned(),
        count => format!("{} running initiatives have none", words::number_word(count)),
    };
    format!("With a sales sponsor {}; without one {}; {running}", said(&all.with), said(&all.without))
}

fn outcomes(draft: &Draft, all: &Sponsorship) -> Table {
    type Pick = fn(&Outcomes) -> &Vec<Counted>;
    let picks: [(&str, Pick); 5] = [
        ("Succeeded", |of| &of.succeeded),
        ("In part", |of| &of.partial),
        ("Failed", |of| &of.failed),
        ("Stopped at a gate", |of| &of.stopped),
        ("Over, outcome not written down", |of| &of.unsaid),
    ];
    let rows = picks
        .iter()
        .map(|(name, pick)| {
            row(
                None,
                vec![
                    cell(text(*name)),
                    cell_of(draft, pick(&all.with), usize::MAX, ""),
                    cell_of(draft, pick(&all.without), usize::MAX, ""),
                ],
            )
        })
        .collect();
    table(
        "Ended initiatives by outcome",
        &[("Outcome", "text"), ("With a sales sponsor", "text"), ("Without one", "text")],
        rows,
    )
}

fn load(draft: &Draft, ground: &Ground<'_>, all: &Sponsorship) -> Table {
    let mut sponsors: Vec<(&String, &Vec<Counted>)> = all.load.iter().collect();
    sponsors.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    let mut rows = Vec::new();
    if !all.unsponsored.is_empty() {
        rows.push(row(
            None,
            vec![
                cell(text("Nobody").tone(Tone::Bad)),
                number_cell(all.unsponsored.len().to_string()),
                cell_of(draft, &all.unsponsored, usize::MAX, ""),
            ],
        ));
    }
    rows.extend(sponsors.iter().map(|(id, initiatives)| {
        let name = ground.portfolio.person(id).map_or_else(|| (*id).clone(), |person| person.name.clone());
        row(
            None,
            vec![
                cell(text(name)),
                number_cell(initiatives.len().to_string()),
                cell_of(draft, initiatives, usize::MAX, ""),
            ],
        )
    }));
    table(
        "Running initiatives by sales sponsor, most first",
        &[("Sales sponsor", "text"), ("Running", "number"), ("Initiatives", "text")],
        rows,
    )
}
