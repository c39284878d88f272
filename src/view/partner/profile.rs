//! Who the partner is and what they want.

use super::super::desk::Desk;
use super::super::page::{Block, Column, Inline, Section, Tone};
use super::super::parts::{
    cell, custom_facts, date_cell, empty, fact, fact_list, facts, list, number_cell, row, section, table,
    words_cell,
};
use super::super::words::{self, text};
use crate::insight::flow::notice_before;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::profile::{Profile, SponsorRole};

/// The profile: facts, our win and theirs, dossier, expectations, history.
pub fn profile(desk: &Desk<'_>, partner: &Partner) -> Section {
    let profile = &partner.profile;
    let sponsor = |role: SponsorRole| {
        let names: Vec<String> = profile
            .sponsors
            .iter()
            .filter(|one| one.role == role && one.until.is_none_or(|until| until > desk.as_of))
            .map(|one| desk.person(&one.person))
            .collect();
        names.join(", ")
    };
    let kinds: Vec<String> = profile.kinds.iter().map(words::label).collect();
    let website =
        profile.website.as_ref().filter(|site| site.starts_with("https://") || site.starts_with("http://"));
    let fiscal = profile.fiscal_year.map(|year| {
        let quarter = year.quarter_of(desk.as_of);
        format!(
            "begins in month {}; {} is now {quarter} to them",
            year.first_month.get(),
            words::date(desk.as_of)
        )
    });
    let route: Vec<String> = profile
        .gtm_route
        .iter()
        .map(|one| {
            let done = one.on.map_or_else(|| "not yet".to_owned(), words::date);
            let outcome = one.outcome.as_ref().map(|outcome| format!(", {outcome}")).unwrap_or_default();
            format!("{}: {done}{outcome}", words::capital(&words::label(&one.step)))
        })
        .collect();
    let mut section = section("profile", "Profile").edit(desk.edit_file(profile.file));
    if let Some(summary) = &profile.summary {
        section = section.lead(summary.clone());
    }
    section = section.blocks(facts(
        [
            fact("Legal name", profile.legal_name.clone()),
            fact("Kinds", Some(kinds.join(", "))),
            fact("Industries", Some(profile.industries.join(", "))),
            fact("Regions", Some(profile.regions.join(", "))),
            fact("Time zones", Some(profile.timezones.join(", "))),
            fact_list("Web site", website.map(|site| text(site).to(site.clone()))),
            fact("Currency", profile.currency.map(|currency| currency.to_string())),
            fact("Fiscal year", fiscal),
            fact("First contact", profile.first_contact_on.map(words::date)),
            fact("Executive sponsor", Some(sponsor(SponsorRole::Executive))),
            fact("Sales sponsor", Some(sponsor(SponsorRole::Sales))),
            fact(
                "Their alliance manager",
                crate::facts::partner::their_alliance_manager(partner, desk.as_of)
                    .map(|one| desk.contact(partner, one)),
            ),
            fact_list("Fix, park or exit by", profile.decision_due.map(|on| fate(desk, partner, on))),
            fact("Route to market", Some(route.join("; "))),
            fact("Processes we depend on", Some(profile.processes.join("; "))),
            fact("Policies we depend on", Some(profile.policies.join("; "))),
        ]
        .into_iter()
        .chain(custom_facts(&profile.x)),
    ));
    section = section.block(Block::Columns { columns: vec![their_win(profile), their_world(profile)] });
    if let Some(dossier) = &profile.dossier {
        let ready = dossier
            .enablement
            .as_ref()
            .map(|one| format!("{} certified of {} required", one.certified, one.required));
        section = section.block(Block::Heading { text: "Dossier".to_owned() }).blocks(facts([
            fact("Goes to market", dossier.gtm.clone()),
            fact("Wants of partners", dossier.partnering_strategy.clone()),
            fact("Sells", Some(dossier.offerings.join("; "))),
            fact("Enablement", ready),
            fact("Shows customers", Some(dossier.case_studies.join("; "))),
            fact("Organisation", profile.org_structure.clone()),
            fact("Culture", profile.culture.clone()),
            fact("Capabilities", profile.capabilities.clone()),
        ]));
    }
    section = section.blocks(expectations(desk, partner));
    let history = history(desk, partner);
    section.block(Block::Details {
        summary: "Tiers, stages, gates, and what the alliance brings and costs".to_owned(),
        blocks: history,
    })
}

/// The day on which somebody is to decide; loud where an agreement renews itself before.
fn fate(desk: &Desk<'_>, partner: &Partner, on: Date) -> Inline {
    match notice_before(partner, desk.as_of) {
        Some((last, record)) => {
            let late = format!("too late for notice on {}, last day {}", record.name, words::date(last));
            text(words::date(on)).tone(Tone::Bad).note(late)
        }
        None => text(words::date(on)),
    }
}

fn their_win(profile: &Profile) -> Column {
    let mut blocks = Vec::new();
    match &profile.success_definition {
        Some(success) => blocks.push(Block::Quote { text: success.clone(), by: None }),
        None => blocks.push(empty("Nobody has asked them yet", "write `success_definition:` in their words")),
    }
    if let Some(pains) = list(&profile.pains) {
        blocks.push(Block::Heading { text: "What hurts them today".to_owned() });
        blocks.push(pains);
    }
    Column { title: "Success, as they define it".to_owned(), blocks }
}

fn their_world(profile: &Profile) -> Column {
    let mut blocks = Vec::new();
    blocks.extend(profile.business_model.as_ref().map(|model| Block::Text { text: model.clone() }));
    let pressures: Vec<Inline> = profile
        .pressures
        .iter()
        .map(|one| match &one.source {
            Some(source) => text(&one.text).note(format!("Source: {source}")),
            None => text(&one.text).note("no source"),
        })
        .collect();
    if !pressures.is_empty() {
        blocks.push(Block::Heading { text: "What presses them".to_owned() });
        blocks.push(Block::List { items: pressures, ordered: false });
    }
    if let Some(aspirations) = list(&profile.aspirations) {
        blocks.push(Block::Heading { text: "What they want to become".to_owned() });
        blocks.push(aspirations);
    }
    if blocks.is_empty() {
        blocks.push(empty(
            "Their shoes are untried",
            "write `business_model:`, `pressures:` and `aspirations:`",
        ));
    }
    Column { title: "Their world".to_owned(), blocks }
}

fn expectations(desk: &Desk<'_>, partner: &Partner) -> Vec<Block> {
    let all = &partner.profile.expectations;
    if all.is_empty() {
        return Vec::new();
    }
    let rows = all
        .iter()
        .map(|one| {
            let told = one.told_to.as_ref().map(|who| desk.anyone(partner, who));
            let told = told.map(|who| {
                format!(
                    "told {who}{}",
                    one.told_on.map(|on| format!(", {}", words::date(on))).unwrap_or_default()
                )
            });
            row(
                Some(one.id.to_string()),
                vec![
                    cell(text(&one.text).note(told.unwrap_or_default())),
                    words_cell(words::label(&one.side)),
                    match one.acknowledged_on {
                        Some(on) => date_cell(Some(on)),
                        None => cell(text("not yet").tone(Tone::Watch)),
                    },
                ],
            )
        })
        .collect();
    vec![
        Block::Heading { text: "What each may expect".to_owned() },
        Block::Table {
            table: table(
                "Expectations of each side",
                &[("Expectation", "text"), ("Of", "text"), ("Acknowledged", "date")],
                rows,
            ),
        },
    ]
}

fn history(desk: &Desk<'_>, partner: &Partner) -> Vec<Block> {
    let profile = &partner.profile;
    let mut events: Vec<(Date, Inline)> = Vec::new();
    for change in &profile.tiers {
        let name = desk
            .playbook
            .tier(change.tier.as_str())
            .map_or_else(|| change.tier.to_string(), |(_, tier)| tier.name.clone());
        events.push((
            change.from,
            text(format!("Tier {name}")).note(change.reason.clone().unwrap_or_default()),
        ));
    }
    for change in &profile.stages {
        let name = desk.stage_name(change.stage.as_str());
        events
            .push((change.from, text(format!("Stage {name}")).note(change.note.clone().unwrap_or_default())));
    }
    for gate in &profile.gates {
        let what = format!(
            "Gate to {}: {}, {}",
            desk.stage_name(gate.gate.as_str()),
            words::label(&gate.decision),
            desk.person(&gate.approver)
        );
        events.push((gate.on, text(what).note(gate.evidence.clone().unwrap_or_default())));
    }
    for case in &profile.investment_cases {
        let figures: Vec<String> = [
            case.cost.map(|cost| format!("cost {}", words::money(cost))),
            case.benefit.map(|benefit| format!("benefit {}", words::money(benefit))),
        ]
        .into_iter()
        .flatten()
        .collect();
        events.push((case.on, text(format!("Investment case: {}", case.summary)).note(figures.join(", "))));
    }
    events.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    let rows = events
        .into_iter()
        .map(|(on, what)| row(None, vec![cell(text(words::date(on))), cell(what)]))
        .collect();
    let mut blocks = vec![Block::Table {
        table: table("What happened, the latest first", &[("When", "date"), ("What", "text")], rows),
    }];
    if !profile.profit_and_loss.is_empty() {
        let rows = profile
            .profit_and_loss
            .iter()
            .rev()
            .map(|one| {
                row(
                    None,
                    vec![
                        cell(text(one.period.to_string()).note(one.source.clone().unwrap_or_default())),
                        number_cell(words::money(one.value)),
                        number_cell(words::money(one.cost)),
                    ],
                )
            })
            .collect();
        blocks.push(Block::Heading { text: "What the alliance brings and costs (internal)".to_owned() });
        blocks.push(Block::Table {
            table: table(
                "Value and cost by quarter",
                &[("Quarter", "text"), ("Value", "number"), ("Cost", "number")],
                rows,
            ),
        });
    }
    blocks
}

/// Compete here, cooperate there: for partners that are rivals too.
pub fn coopetition(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let profile = &partner.profile;
    let section = section("coopetition", "Cooperation with a rival").internal();
    let Some(record) = &profile.coopetition else {
        return profile.competes.then(|| {
            section.block(empty(
                "They compete with us, and there is no brief for the field",
                "write `coopetition:` into their `partner.yaml`",
            ))
        });
    };
    let column = |title: &str, items: &[String]| Column {
        title: title.to_owned(),
        blocks: vec![list(items).unwrap_or_else(|| empty("None noted", "write it into `coopetition:`"))],
    };
    let mut section = section.edit(desk.edit_file(profile.file));
    if let Some(brief) = &record.field_brief {
        section = section.block(Block::Quote { text: brief.clone(), by: Some("Field brief".to_owned()) });
    }
    let reviewed = record.reviewed_on.map(|on| format!("Last looked over {}.", words::date(on)));
    if let Some(reviewed) = reviewed {
        section = section.lead(reviewed);
    }
    Some(
        section
            .block(Block::Columns {
                columns: vec![
                    column("We compete in", &record.compete_areas),
                    column("We cooperate in", &record.cooperate_areas),
                ],
            })
            .block(Block::Columns {
                columns: vec![
                    column("Rules of engagement", &record.rules_of_engagement),
                    column("Must not be shared", &record.info_barriers),
                ],
            })
            .blocks(facts([fact(
                "When it goes wrong, call",
                record.escalation.as_ref().map(|person| desk.person(person)),
            )])),
    )
}
