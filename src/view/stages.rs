//! The way of initiatives through the stages (P37), and what was decided at the gates (P38).

use rust_decimal::Decimal;

use super::counted::{cell_of, ground, link};
use super::desk::{Desk, Draft};
use super::figure::{Funnel, FunnelBar};
use super::page::{Block, Cell, Figure, Row, Section, Tone};
use super::parts::{cell, date_cell, empty, missing, number_cell, row, section, table, words_cell};
use super::words::{self, text};
use crate::insight::spread::{percent, spread};
use crate::insight::stages::{Passed, Rung, gates, ladder};
use crate::playbook::shape::Phase;
use crate::portfolio::profile::GateOutcome;

/// How far back decisions at gates are shown without unfolding.
const DAYS: i64 = 365;

/// The funnel, with the time in each stage.
pub fn funnel(draft: &mut Draft, desk: &Desk<'_>) -> Section {
    let mut rungs = ladder(&ground(desk));
    // What comes after live work began is shown once somebody is there.
    while rungs.len() > 1
        && rungs.last().is_some_and(|last| came(last) == 0)
        && rungs.iter().rev().nth(1).is_some_and(|before| before.stage.phase == Phase::Live)
    {
        rungs.pop();
    }
    let section = section("funnel", "From stage to stage");
    let total = rungs.first().map_or(0, came);
    if total == 0 {
        return section.block(empty(
            "No initiative has a stage of the playbook",
            "date each step under `stages:` in `partners/<id>/initiatives/<id>.md`",
        ));
    }
    let mut bars: Vec<FunnelBar> = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    for rung in &rungs {
        let count = came(rung);
        let conversion = match before {
            Some((all, stage)) if all > 0 => {
                let share = percent(count, all).map(|share| words::decimal(share.round(), 0));
                format!("{count} of {all} from {}, {}%", stage.to_lowercase(), share.unwrap_or_default())
            }
            _ => String::new(),
        };
        bars.push(FunnelBar {
            name: rung.stage.name.clone(),
            href: None,
            first: rung.running.len() as u32,
            second: rung.ended.len() as u32,
            conversion,
        });
        before = Some((count, rung.stage.name.as_str()));
    }
    let title = message(&rungs, total);
    let figure = draft.figure(Figure::Funnel(Funnel {
        first: "running".to_owned(),
        second: "ended".to_owned(),
        stages: bars,
        outcomes_title: String::new(),
        outcomes: Vec::new(),
        summary: format!("{title}; the numbers stand in the table"),
    }));
    let rows = rungs.iter().map(|rung| rung_row(draft, rung)).collect();
    let table = table(
        "Stages, how many came so far, and how long they stay",
        &[
            ("Stage", "text"),
            ("Came so far", "number"),
            ("Days in it, median of stays that are over", "number"),
            ("In it today", "number"),
            ("Longest in it today", "text"),
        ],
        rows,
    );
    section.block(Block::Figure {
        title,
        subtitle: format!(
            "All initiatives as of {}; who stands further on counts as having come through the stages before",
            words::date(desk.as_of)
        ),
        figure,
        table: Some(table),
    })
}

/// How many came as far as a stage.
fn came(rung: &Rung<'_>) -> usize {
    rung.running.len() + rung.ended.len()
}

fn message(rungs: &[Rung<'_>], total: usize) -> String {
    let live = rungs.iter().find(|rung| rung.stage.phase == Phase::Live);
    let reached = live.map(|rung| {
        let came = came(rung);
        format!("{came} of {total} initiatives came as far as {}", rung.stage.name.to_lowercase())
    });
    let before = rungs.iter().filter(|rung| rung.stage.phase != Phase::Live);
    let longest = before
        .flat_map(|rung| rung.here.iter().map(move |(one, days)| (days, one, rung)))
        .max_by_key(|one| one.0);
    let waits = longest.map(|(days, one, rung)| {
        format!("{} has been in {} for {days} days", one.name, rung.stage.name.to_lowercase())
    });
    words::known([reached, waits], "; ").unwrap_or_else(|| words::plural(total, "initiative"))
}

fn rung_row(draft: &Draft, rung: &Rung<'_>) -> Row {
    let stays = spread(rung.stays.iter().map(|days| Decimal::from(*days)));
    let longest = match rung.here.first() {
        Some((one, days)) => cell(link(draft, one).note(words::plural(*days as usize, "day"))),
        None => missing(""),
    };
    let running: Vec<_> = rung.here.iter().map(|(one, _)| one.clone()).collect();
    row(
        None,
        vec![
            cell(text(&rung.stage.name)),
            number_cell((rung.running.len() + rung.ended.len()).to_string()),
            stays.map_or_else(
                || missing("no stay is over"),
                |stays| Cell::Number {
                    text: words::decimal(stays.median, 0),
                    tone: Tone::Plain,
                    note: Some(format!("of {}", stays.n)),
                },
            ),
            if running.len() > 3 || running.is_empty() {
                number_cell(running.len().to_string())
            } else {
                cell_of(draft, &running, 3, "")
            },
            longest,
        ],
    )
}

/// What was decided at gates, of alliances and of initiatives.
pub fn approvals(draft: &Draft, desk: &Desk<'_>) -> Section {
    let all = gates(&ground(desk));
    let section = section("approvals", "Approvals at gates").count(all.len());
    if all.is_empty() {
        return section.block(empty(
            "No decision at a gate is on record",
            "write who let it through, when and on what evidence under `gates:` in `partner.yaml` or in the initiative",
        ));
    }
    let (lately, before): (Vec<&Passed<'_>>, Vec<_>) =
        all.iter().partition(|one| one.gate.on.days_until(desk.as_of) <= DAYS);
    let bare = lately.iter().filter(|one| one.gate.evidence.is_none()).count();
    let held = lately.iter().filter(|one| one.gate.decision != GateOutcome::Advance).count();
    let said = format!(
        "{} in the last year, {} of them to hold or to stop, {} without evidence.",
        words::capital(&words::plural(lately.len(), "decision")),
        some(held),
        some(bare)
    );
    let mut section = section.lead(said);
    if !lately.is_empty() {
        section = section.block(gate_table(
            draft,
            desk,
            "Decisions at gates in the last year, the latest first",
            &lately,
        ));
    }
    if before.is_empty() {
        return section;
    }
    section.block(Block::Details {
        summary: format!("{} before", words::plural(before.len(), "decision")),
        blocks: vec![gate_table(draft, desk, "Earlier decisions at gates, the latest first", &before)],
    })
}

/// "none" or how many, within a sentence.
fn some(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { words::number_word(count) }
}

fn gate_table(draft: &Draft, desk: &Desk<'_>, caption: &str, all: &[&Passed<'_>]) -> Block {
    let rows = all
        .iter()
        .map(|one| {
            let gate = one.gate;
            let decision = match gate.decision {
                GateOutcome::Advance => text("Go on").tone(Tone::Good),
                GateOutcome::Hold => text("Wait").tone(Tone::Watch),
                GateOutcome::Stop => text("Stop").tone(Tone::Bad),
            };
            let whose = match one.partner {
                _ if one.alliance => "the alliance".to_owned(),
                Some(partner) => partner.profile.name.clone(),
                None => "several partners".to_owned(),
            };
            let shown = match (&gate.evidence, gate.criteria_met.is_empty()) {
                (Some(evidence), true) => cell(text(evidence)),
                (Some(evidence), false) => {
                    cell(text(evidence).note(format!("Met: {}", gate.criteria_met.join("; "))))
                }
                (None, false) => cell(text(format!("Met: {}", gate.criteria_met.join("; ")))),
                (None, true) => missing("no evidence"),
            };
            row(
                None,
                vec![
                    cell(link(draft, &one.subject).note(whose)),
                    cell(text(desk.stage_name(gate.gate.as_str()))),
                    cell(decision),
                    words_cell(desk.person(&gate.approver)),
                    shown,
                    date_cell(Some(gate.on)),
                ],
            )
        })
        .collect();
    Block::Table {
        table: table(
            caption,
            &[
                ("What", "text"),
                ("Gate to", "text"),
                ("Decision", "text"),
                ("Approved by", "text"),
                ("On what evidence", "text"),
                ("When", "date"),
            ],
            rows,
        ),
    }
}
