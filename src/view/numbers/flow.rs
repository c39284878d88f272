//! Partners that came and went, and those who never leave.

use super::super::counted::{self, cell_of, link, names};
use super::super::desk::{Desk, Draft};
use super::super::figure::{FlowBars, FlowPeriod};
use super::super::page::{Block, Cell, Figure, Section, Tone};
use super::super::parts::{cell, empty, missing, number_cell, row, section as new, state_cell, table};
use super::super::words::{self, text};
use crate::insight::flow::{Flow, Stayer, flows, stayers};
use crate::insight::{Counted, Ground};
use crate::portfolio::exit::FixParkExit;

/// Partners in and out by quarter.
pub fn section(draft: &mut Draft, ground: &Ground<'_>) -> Section {
    let section = new("flow", "Partners in and out");
    let flows = flows(ground);
    let came: usize = flows.iter().map(|flow| flow.came.len()).sum();
    let out: usize = flows.iter().map(|flow| flow.parked.len() + flow.left.len()).sum();
    let inside = flows.last().map_or(0, |flow| flow.inside);
    if came + out + inside == 0 {
        return section.block(empty(
            "No partner has been prepared or live yet",
            "a partner comes in with its first such stage under `stages:` in `partner.yaml`",
        ));
    }
    let said = |count: usize| if count == 0 { "nobody".to_owned() } else { words::number_word(count) };
    let title = format!(
        "{} came in and {} went out in {}; {} inside",
        words::capital(&said(came)),
        said(out),
        words::plural(flows.len(), "quarter"),
        if inside == 1 { "one is".to_owned() } else { format!("{} are", words::number_word(inside)) }
    );
    let subtitle =
        "In: the first stage of preparation or of live work. Out: parked, or a closing stage".to_owned();
    let figure = draft.figure(Figure::FlowBars(FlowBars {
        into: "came in".to_owned(),
        out: "went out".to_owned(),
        periods: flows.iter().map(period).collect(),
        summary: format!("{title}; the names stand in the table"),
    }));
    let rows = flows
        .iter()
        .rev()
        .map(|flow| {
            let mut out: Vec<_> = flow
                .left
                .iter()
                .map(|one| link(draft, one).note("closing"))
                .chain(flow.parked.iter().map(|one| link(draft, one).note("parked")))
                .collect();
            let out =
                if out.is_empty() { missing("") } else { Cell::Text { lines: std::mem::take(&mut out) } };
            row(
                None,
                vec![
                    cell(text(flow.quarter.to_string())),
                    cell_of(draft, &flow.came, usize::MAX, ""),
                    out,
                    number_cell(flow.inside.to_string()),
                ],
            )
        })
        .collect();
    let table = table(
        "Who came in and who went out by quarter, the latest first",
        &[("Quarter", "text"), ("Came in", "text"), ("Went out", "text"), ("Inside at its end", "number")],
        rows,
    );
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}

fn period(flow: &Flow) -> FlowPeriod {
    let out: Vec<Counted> = flow.parked.iter().chain(&flow.left).cloned().collect();
    let say = |verb: &str, all: &[Counted]| (!all.is_empty()).then(|| format!("{verb}: {}", names(all)));
    FlowPeriod {
        name: flow.quarter.to_string(),
        into: flow.came.len() as u32,
        out: out.len() as u32,
        members: [say("Came in", &flow.came), say("Went out", &out)].into_iter().flatten().collect(),
        href: None,
    }
}

/// Those who never leave, with what was decided.
pub fn stayers_section(draft: &Draft, desk: &Desk<'_>, ground: &Ground<'_>) -> Section {
    let stayers = stayers(ground);
    let section = new("stayers", "Fix, park or exit").internal().count(stayers.len());
    if stayers.is_empty() {
        return section.block(empty(
            "No partner sleeps, fails or rests",
            "one that is dormant, off track for too long or parked would stand here until somebody decides",
        ));
    }
    let undecided = stayers.iter().filter(|one| one.undecided(ground.as_of)).count();
    let noun = if stayers.len() == 1 { "partner" } else { "partners" };
    let all = format!("{} {noun}", words::number_word(stayers.len()));
    let verb = |one: &str, more: &str| if stayers.len() == 1 { one.to_owned() } else { more.to_owned() };
    let rest = match undecided {
        0 => format!("for {} there is a decision or a day for it", verb("it", "each")),
        1 if stayers.len() == 1 => "nobody has decided what comes next".to_owned(),
        count => format!("for {} of them nobody has decided what comes next", words::number_word(count)),
    };
    let lead = format!(
        "{} {} dormant, off track for too long or parked; {rest}.",
        words::capital(&all),
        verb("is", "are")
    );
    let rows = stayers
        .iter()
        .map(|one| {
            let state = one.partner.partner.as_deref().map(|id| state_cell(desk.state(id)));
            row(
                None,
                vec![
                    cell(link(draft, &one.partner)),
                    state.unwrap_or_else(|| missing("")),
                    why(one),
                    choice(draft, one, ground),
                ],
            )
        })
        .collect();
    section.lead(lead).block(Block::Table {
        table: table(
            "Partners that sleep, fail or rest, the undecided first",
            &[
                ("Alliance", "text"),
                ("State", "text"),
                ("Why it stands here", "text"),
                ("Fix, park, exit", "text"),
            ],
            rows,
        ),
    })
}

fn why(one: &Stayer) -> Cell {
    let lines = [
        one.dormant.map(|(on, days)| {
            text(format!("Nothing for {days} days")).note(format!("last on {}", words::date(on)))
        }),
        one.red.map(|quarters| text(format!("Off track for {}", words::plural(quarters, "quarter")))),
        one.parked.map(|since| text(format!("Parked since {}", words::date(since)))),
    ];
    Cell::Text { lines: lines.into_iter().flatten().collect() }
}

fn choice(draft: &Draft, one: &Stayer, ground: &Ground<'_>) -> Cell {
    let exit = one.partner.partner.as_deref().map(super::super::desk::partner_path);
    let mut lines = Vec::new();
    if let Some((choice, on)) = one.decided {
        let word = match choice {
            FixParkExit::Fix => "Fix",
            FixParkExit::Park => "Park",
            FixParkExit::Exit => "Exit",
        };
        let path = exit.as_ref().map(|path| format!("{path}#exit")).unwrap_or_default();
        lines.push(draft.inline_link(word, &path).note(format!("decided on {}", words::date(on))));
    }
    if let Some(due) = one.due {
        let past = due < ground.as_of;
        let partner = one.partner.partner.as_ref().and_then(|id| ground.portfolio.partners.get(id));
        let open = || partner.iter().flat_map(|partner| &partner.decisions).filter(|one| one.taken.is_none());
        let first = open().filter_map(|one| one.needed_by).min().filter(|&on| on < due);
        let sooner = first.map(|on| format!("; its first open decision is needed by {}", words::date(on)));
        let distance = words::distance(due, ground.as_of) + &sooner.unwrap_or_default();
        let said = text(format!("To be decided by {}", words::date(due))).note(distance);
        let said = match &exit {
            Some(path) if open().next().is_some() => said.to(draft.href(&format!("{path}#decisions-needed"))),
            _ => said,
        };
        lines.push(if past { said.tone(Tone::Bad) } else { said });
    }
    if let Some((on, record)) = &one.notice {
        let late = format!("Too late: last day for notice is {}", words::date(*on));
        let late = text(late).to(counted::href(draft, record)).tone(Tone::Bad);
        lines.push(late.note(format!("{}, which renews itself after it", record.name)));
    }
    if one.corrected && one.red.is_some() {
        let path = exit.as_ref().map(|path| format!("{path}#corrections")).unwrap_or_default();
        lines.push(draft.inline_link("Course corrected in the last year", &path));
    }
    if one.undecided(ground.as_of) {
        let help = "write `decision:` into `exit.yaml`, or name the day in `decision_due`";
        lines.insert(0, text("Nobody has decided").tone(Tone::Bad).note(help));
    }
    Cell::Text { lines }
}
