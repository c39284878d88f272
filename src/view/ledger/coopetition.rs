//! Partners that compete with us: a card for the field for each of them.

use super::super::desk::{Desk, Draft, partner_path};
use super::super::page::{Block, Card, Column, Page, Section};
use super::super::parts::{card, empty, fact, facts, list, section};
use super::super::words;
use super::record::{alarm, is};
use crate::insight::asked;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::profile::Coopetition;

/// How many cards the page shows at most.
const CARDS: usize = 60;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/coopetition.html");
    let mut rivals: Vec<&Partner> =
        desk.portfolio.partners.values().filter(|one| one.profile.competes).collect();
    // Those without a card first, then those that nobody has looked over for the longest time.
    let looked = |one: &Partner| one.profile.coopetition.as_ref().and_then(|record| record.reviewed_on);
    rivals.sort_by_key(|one| (one.profile.coopetition.is_some(), looked(one), &one.profile.name));
    let bare = rivals.iter().filter(|one| one.profile.coopetition.is_none()).count();
    let stale = rivals.iter().filter(|one| is_stale(desk, one)).count();
    draft.page.headline = Some(headline(rivals.len(), bare, stale));
    draft.page.cards = vec![
        card("Partners that compete", rivals.len().to_string())
            .note(format!("of {}", words::plural(desk.portfolio.partners.len(), "partner"))),
        Card {
            change: alarm(bare, "without a card"),
            ..card("With a card for the field", (rivals.len() - bare).to_string())
                .note("where we compete, and where not")
        },
        card("Cards grown old", stale.to_string()).note("by what the playbook asks"),
    ];
    draft.page.sections =
        rivals.iter().take(CARDS).flat_map(|partner| sections(&draft, desk, partner)).collect();
    if rivals.len() > CARDS {
        let title = format!("{} more partners that compete", rivals.len() - CARDS);
        let words = "Their cards stand on their own pages. Shown here are those without a card, then those that \
                     nobody has looked over for the longest time.";
        let words = Block::Text { text: words.to_owned() };
        draft.page.sections.push(section("more", &title).block(words));
    }
    if rivals.is_empty() {
        draft.page.sections.push(section("rivals", "Partners that compete").block(empty(
            "No partner is said to compete with us",
            "write `competes: true` into `partners/<id>/partner.yaml`, and where under `coopetition:`",
        )));
    }
    draft.page
}

/// Whether a card has not been looked over for longer than the playbook allows.
fn is_stale(desk: &Desk<'_>, partner: &Partner) -> bool {
    let Some(record) = &partner.profile.coopetition else { return false };
    let limit = asked::number(desk.playbook, "stale-coopetition-brief", "max_days", partner);
    limit.is_some_and(|limit| record.reviewed_on.is_none_or(|on| on.days_until(desk.as_of) > limit))
}

fn headline(rivals: usize, bare: usize, stale: usize) -> String {
    if rivals == 0 {
        return "No partner is said to compete with us.".to_owned();
    }
    let card = match bare {
        0 => "each has a card for the field".to_owned(),
        _ => format!("{} {} without a card for the field", words::number_word(bare), is(bare)),
    };
    let stale = match stale {
        0 => String::new(),
        _ => format!("; {} {} grown old", words::number_word(stale), if stale == 1 { "has" } else { "have" }),
    };
    format!(
        "{} {} with us; {card}{stale}.",
        words::capital(&words::number_word(rivals)),
        if rivals == 1 { "partner also competes" } else { "partners also compete" }
    )
}

/// A partner's card: what may be said in the field, then what must stay among us.
fn sections(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Vec<Section> {
    let name = &partner.profile.name;
    let open = section(&format!("rival.{}", partner.id), name);
    let Some(record) = &partner.profile.coopetition else {
        return vec![open.block(empty(
            "They compete with us, and there is no card for the field",
            format!("write `coopetition:` into `partners/{}/partner.yaml`", partner.id),
        ))];
    };
    let column = |title: &str, items: &[String], field: &str| Column {
        title: title.to_owned(),
        blocks: vec![list(items).unwrap_or_else(|| {
            empty("None noted", format!("`{field}` in `partners/{}/partner.yaml`", partner.id))
        })],
    };
    let home = draft.inline_link(
        format!("All of it on the page of {name}"),
        &format!("{}#coopetition", partner_path(&partner.id)),
    );
    let open = open
        .lead(looked_over(record.reviewed_on, is_stale(desk, partner), desk.as_of))
        .edit(desk.edit_file(partner.profile.file))
        .block(Block::Columns {
            columns: vec![
                column("Where we compete", &record.compete_areas, "compete_areas"),
                column("Where we cooperate", &record.cooperate_areas, "cooperate_areas"),
                column("Rules of engagement", &record.rules_of_engagement, "rules_of_engagement"),
            ],
        })
        .block(Block::List { items: vec![home], ordered: false });
    vec![open, kept(desk, partner, record)]
}

fn looked_over(on: Option<Date>, stale: bool, as_of: Date) -> String {
    match on {
        Some(on) => format!(
            "Last looked over {}, {}{}.",
            words::date(on),
            words::distance(on, as_of),
            if stale { ", longer ago than the playbook allows" } else { "" }
        ),
        None => "Never looked over: date the look in reviewed_on.".to_owned(),
    }
}

fn kept(desk: &Desk<'_>, partner: &Partner, record: &Coopetition) -> Section {
    let brief = match &record.field_brief {
        Some(brief) => Block::Quote { text: brief.clone(), by: Some("What a seller says".to_owned()) },
        None => {
            empty("No brief for sellers", format!("`field_brief` in `partners/{}/partner.yaml`", partner.id))
        }
    };
    let barriers = list(&record.info_barriers).unwrap_or_else(|| {
        empty(
            "Nothing is named that must not be shared",
            format!("`info_barriers` in `partners/{}/partner.yaml`", partner.id),
        )
    });
    section(&format!("kept.{}", partner.id), &format!("{}, among us", partner.profile.name))
        .internal()
        .block(brief)
        .block(Block::Heading { text: "Must not be shared".to_owned() })
        .block(barriers)
        .blocks(facts([fact(
            "When it goes wrong, call",
            record.escalation.as_ref().map(|person| desk.person(person)),
        )]))
}
