//! What both sides set out to do: proposition, plan, initiatives.

use super::super::desk::{Desk, Draft};
use super::super::initiatives::{initiative_row, initiative_table};
use super::super::page::{Block, Cell, Column, Inline, Section, Tone};
use super::super::parts::{
    body, cell, due_cell, empty, fact, facts, missing, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use super::sheet;
use crate::portfolio::Partner;
use crate::portfolio::plan::{Horizon, Objective, Plan};

/// The partnering proposition, in five parts and a pitch.
pub fn proposition(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("proposition", "Proposition");
    let Some(record) = &partner.proposition else {
        return section.block(empty(
            "No partnering proposition yet",
            format!("write the five parts into `partners/{}/proposition.md`", partner.id),
        ));
    };
    let mut section = section.edit(desk.edit_file(record.file));
    if let Some(last) = record.statuses.last() {
        let version =
            record.version.as_ref().map(|version| format!(", version {version}")).unwrap_or_default();
        section = section.lead(format!(
            "{} since {}{version}",
            words::capital(&words::label(&last.status)),
            words::date(last.on)
        ));
    }
    let sheet = draft.inline_link("On one page, to print or to show", &sheet::path(partner));
    section = section.block(Block::List { items: vec![sheet], ordered: false });
    if let Some(statement) = &record.statement {
        section = section.block(Block::Quote { text: statement.clone(), by: None });
    }
    let part = |title: &str, words: &Option<String>| {
        let block = match words {
            Some(words) => Block::Text { text: words.clone() },
            None => empty("Missing", "one of the five parts of a proposition"),
        };
        Column { title: title.to_owned(), blocks: vec![block] }
    };
    section = section
        .block(Block::Columns {
            columns: vec![
                part("We do", &record.we_do),
                part("They do", &record.you_do),
                part("Together we deliver", &record.we_deliver),
            ],
        })
        .block(Block::Columns {
            columns: vec![
                part("The partner gains", &record.partner_benefit),
                part("Customers gain", &record.customer_benefit),
            ],
        });
    if let Some(pitch) = &record.pitch {
        section = section
            .block(Block::Heading { text: "The pitch, in a minute".to_owned() })
            .block(Block::Quote { text: pitch.clone(), by: None });
    }
    section = section.blocks(facts([
        fact("Serves our strategy by", record.our_strategy_link.clone()),
        fact("What is in it for them", record.partner_wiifm.clone()),
    ]));
    let objections: Vec<Inline> = record
        .internal_objections
        .iter()
        .map(|one| {
            let answer = one.response.clone().unwrap_or_else(|| "No answer yet".to_owned());
            let who = one.raised_by.as_ref().map(|by| format!(" ({})", desk.person(by))).unwrap_or_default();
            text(format!("{}{who}", one.objection)).note(answer)
        })
        .collect();
    let mut inside: Vec<Block> =
        record.build_buy_partner_rationale.iter().map(|why| Block::Text { text: why.clone() }).collect();
    if !objections.is_empty() {
        inside.push(Block::List { items: objections, ordered: false });
    }
    if !inside.is_empty() {
        section = section.block(Block::Details {
            summary: "Why partner, and not build or buy; objections and answers (internal)".to_owned(),
            blocks: inside,
        });
    }
    section.blocks(body(draft, desk, &record.body, record.file))
}

/// The joint business plan as a ladder: intentions, objectives, actions, resources, cadence.
pub fn plan(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("plan", "Joint business plan");
    let Some(record) = &partner.plan else {
        return section.block(empty(
            "No joint business plan yet",
            format!("write it into `partners/{}/plan.md`", partner.id),
        ));
    };
    let span = record.from.zip(record.to).map(|(from, to)| format!(", {from} to {to}")).unwrap_or_default();
    let status = record
        .statuses
        .last()
        .map(|last| format!("{} since {}", words::label(&last.status), words::date(last.on)));
    let built = stamp(desk, partner, record);
    let lead = format!("{}{span}: {}{built}", record.title, status.unwrap_or_else(|| "no status".to_owned()));
    let mut section = section.edit(desk.edit_file(record.file)).lead(lead);
    if !record.intentions.is_empty() {
        let items = record.intentions.iter().map(|one| text(&one.text)).collect();
        section = section
            .block(Block::Heading { text: "Intentions".to_owned() })
            .block(Block::List { items, ordered: false });
    }
    section = section
        .block(Block::Heading { text: "Objectives".to_owned() })
        .block(objectives(draft, desk, partner, record))
        .block(Block::Heading { text: "Actions".to_owned() })
        .block(actions(desk, partner, record));
    if !record.resources.is_empty() {
        section = section
            .block(Block::Heading { text: "Resources".to_owned() })
            .block(resources(desk, partner, record));
    }
    let bodies = record.cadence.iter().map(|id| {
        let body =
            partner.governance.iter().flat_map(|governance| &governance.bodies).find(|body| *id == body.id);
        body.map_or_else(|| id.to_string(), |body| format!("{}, {}", body.name, body.every.rhythm()))
    });
    let cadence: Vec<String> = bodies.collect();
    section = section.blocks(facts([
        fact("Looked at by", Some(cadence.join("; "))),
        fact("Looks ahead", horizon(desk, record)),
        fact("Opened again when", Some(record.review_triggers.join("; "))),
        fact("Opened in any case", record.review_every.map(|every| every.rhythm())),
        fact("Agreed at commit", record.baseline_commit.clone()),
    ]));
    let mut inside: Vec<Block> = body(draft, desk, &record.body, record.file).into_iter().collect();
    if !record.revision_log.is_empty() {
        let items = record
            .revision_log
            .iter()
            .rev()
            .map(|one| {
                let who =
                    one.by.as_ref().map(|by| format!(", {}", desk.anyone(partner, by))).unwrap_or_default();
                let why = one.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
                text(&one.change).note(format!("{}{who}{why}", words::date(one.on)))
            })
            .collect();
        inside.push(Block::Heading { text: "What was changed".to_owned() });
        inside.push(Block::List { items, ordered: false });
    }
    if !inside.is_empty() {
        section = section.block(Block::Details {
            summary: "The plan in words, and its changes".to_owned(),
            blocks: inside,
        });
    }
    section
}

/// How far its open objectives look (P34): within a year, beyond, and to which day.
fn horizon(desk: &Desk<'_>, plan: &Plan) -> Option<String> {
    let open = || plan.objectives.iter().filter(|one| one.reached_on.is_none() && one.dropped_on.is_none());
    let far = |one: &&Objective| {
        one.horizon == Some(Horizon::Multi) || one.due.is_some_and(|due| desk.as_of.days_until(due) > 365)
    };
    let (all, beyond) = (open().count(), open().filter(far).count());
    let last = open().filter_map(|one| one.due).max().map(|on| format!(", the last by {}", words::date(on)));
    (all > 0).then(|| {
        let within = words::plural(all - beyond, "open objective");
        format!("{within} within a year, {beyond} beyond{}", last.unwrap_or_default())
    })
}

/// Who built the plan together.
fn stamp(desk: &Desk<'_>, partner: &Partner, plan: &Plan) -> String {
    let reviewer = plan.partner_reviewed_by.as_ref().map(|by| desk.contact(partner, by));
    match (reviewer, plan.partner_reviewed_on) {
        (Some(who), Some(on)) => format!("; reviewed for the partner by {who} on {}", words::date(on)),
        _ => "; not yet reviewed by the partner".to_owned(),
    }
}

fn objectives(draft: &Draft, desk: &Desk<'_>, partner: &Partner, plan: &Plan) -> Block {
    let scores = desk.scores(&partner.id);
    let rows = plan
        .objectives
        .iter()
        .map(|one| {
            let intention = one
                .intention
                .as_ref()
                .and_then(|id| plan.intentions.iter().find(|intention| *id == intention.id));
            let state = match (one.reached_on, one.dropped_on) {
                (Some(on), _) => text(format!("reached {}", words::date(on))).tone(Tone::Good),
                (_, Some(on)) => text(format!("given up {}", words::date(on))).tone(Tone::Muted),
                _ => text("open"),
            };
            let metrics: Vec<Inline> = one
                .metrics
                .iter()
                .map(|id| {
                    let name = desk
                        .playbook
                        .metric(id.as_str())
                        .map_or_else(|| id.to_string(), |metric| metric.name.clone());
                    let shown = scores
                        .is_some_and(|scores| scores.series.iter().any(|series| *id == series.metric.id));
                    if shown { text(name).to(format!("#m-{id}")) } else { text(name) }
                })
                .chain(one.initiatives.iter().filter_map(|id| {
                    let (record, path) = desk.initiative(partner, id.as_str())?;
                    Some(draft.inline_link(&record.title, &path))
                }))
                .collect();
            let mut what = text(&one.text).note(one.reason.clone().unwrap_or_default());
            if intention.is_none() && one.intention.is_none() {
                what = what.tone(Tone::Watch);
            }
            row(
                Some(one.id.to_string()),
                vec![
                    cell(what),
                    cell(state),
                    if metrics.is_empty() {
                        missing("nothing shows it")
                    } else {
                        Cell::Text { lines: metrics }
                    },
                    words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                    due_cell(one.due, one.reached_on.is_some() || one.dropped_on.is_some(), desk.as_of),
                ],
            )
        })
        .collect();
    let table = table(
        "Objectives and what shows them",
        &[("Objective", "text"), ("State", "text"), ("Shown by", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    );
    table_or_empty(table, "No objectives yet", "add `objectives:` to the plan")
}

fn actions(desk: &Desk<'_>, partner: &Partner, plan: &Plan) -> Block {
    let mut actions: Vec<_> = plan.actions.iter().collect();
    actions.sort_by_key(|one| (one.done_on.is_some(), one.due.is_none(), one.due));
    let rows = actions
        .iter()
        .map(|one| {
            let objective = one.objective.as_ref().map(|id| format!("for {id}")).unwrap_or_default();
            let state = match one.done_on {
                Some(on) => cell(text(format!("done {}", words::date(on))).tone(Tone::Good)),
                None => due_cell(one.due, false, desk.as_of),
            };
            row(
                Some(one.id.to_string()),
                vec![
                    cell(text(&one.text).note(objective)),
                    words_cell(one.side.map(|side| words::label(&side)).unwrap_or_default()),
                    words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                    state,
                ],
            )
        })
        .collect();
    let table = table(
        "Actions, open ones first",
        &[("Action", "text"), ("Side", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    );
    table_or_empty(table, "No actions yet", "add `actions:` to the plan")
}

fn resources(desk: &Desk<'_>, partner: &Partner, plan: &Plan) -> Block {
    let rows = plan
        .resources
        .iter()
        .map(|one| {
            row(
                None,
                vec![
                    cell(text(&one.what)),
                    words_cell(words::label(&one.side)),
                    one.amount.map_or_else(
                        || missing(""),
                        |amount| super::super::parts::number_cell(words::money(amount)),
                    ),
                    words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                    match one.confirmed_on {
                        Some(on) => cell(text(words::date(on))),
                        None => cell(text("not confirmed").tone(Tone::Watch)),
                    },
                ],
            )
        })
        .collect();
    Block::Table {
        table: table(
            "What each side puts in",
            &[
                ("Resource", "text"),
                ("Side", "text"),
                ("Amount", "number"),
                ("Stands for it", "text"),
                ("Confirmed", "date"),
            ],
            rows,
        ),
    }
}

/// The initiatives of a partner and those that it shares.
pub fn initiatives(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let own = partner.initiatives.iter().map(|(id, record)| (Some(partner), id.as_str(), record));
    let shared = desk.portfolio.shared_initiatives(&partner.id).map(|(id, record)| (None, id, record));
    let mut all: Vec<_> = own.chain(shared).collect();
    all.sort_by_key(|(_, id, record)| (!desk.runs(record), *id));
    let count = all.iter().filter(|(_, _, record)| desk.runs(record)).count();
    let rows =
        all.iter().map(|(of, id, record)| initiative_row(draft, desk, *of, id, record, false)).collect();
    let table = initiative_table("Initiatives, running ones first", rows);
    let section = section("initiatives", "Initiatives").count(count).block(table_or_empty(
        table,
        "No initiative yet",
        &format!("begin one in `partners/{}/initiatives/<id>.md`", partner.id),
    ));
    let mix: Vec<String> = motions(partner, desk);
    if mix.is_empty() { section } else { section.lead(format!("Joint motions: {}", mix.join(", "))) }
}

fn motions(partner: &Partner, desk: &Desk<'_>) -> Vec<String> {
    let own = partner.initiatives.values();
    let shared = desk.portfolio.shared_initiatives(&partner.id).map(|(_, record)| record);
    let mut motions: Vec<_> =
        own.chain(shared).filter(|record| desk.runs(record)).filter_map(|record| record.motion).collect();
    motions.sort();
    motions.dedup();
    motions.iter().map(words::label).collect()
}
