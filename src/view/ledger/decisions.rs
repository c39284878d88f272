//! Decisions of all alliances: those sought, the first due first, and those taken, the latest first.

use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Card, Cell, Inline, Page, Row, Section, Tone};
use super::super::partner::ledger::{occasion, side_word};
use super::super::parts::{
    card, cell, due_cell, empty, missing, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use super::record::{Of, alarm, all, alliance, count_of, is, link, owner, row_of};
use crate::portfolio::calendar::Date;
use crate::portfolio::decision::{Decision, Taken};
use crate::portfolio::{Item, Partner};

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, super::DECISIONS);
    let decisions = all(desk, |partner| &partner.decisions);
    if decisions.is_empty() {
        draft.page.headline = Some("No decision is on record yet.".to_owned());
        draft.page.sections = vec![section("sought", "Decisions sought").block(empty(
            "No decision noted yet",
            "write what is to be decided, by whom and by when, into `partners/<id>/decisions.yaml`",
        ))];
        return draft.page;
    }
    let mut sought: Vec<_> = decisions.iter().copied().filter(|(_, one)| one.taken.is_none()).collect();
    sought.sort_by_key(|(partner, one)| (one.needed_by.is_none(), one.needed_by, &partner.profile.name));
    let mut taken: Vec<(Of<'_, Decision>, &Taken)> =
        decisions.iter().filter_map(|&(partner, one)| Some(((partner, one), one.taken.as_ref()?))).collect();
    taken.sort_by_key(|((partner, one), taken)| {
        (std::cmp::Reverse(taken.on), &partner.profile.name, one.id.as_str())
    });
    draft.page.headline = Some(headline(&sought, &taken, desk.as_of));
    draft.page.cards = cards(&sought, &taken, desk);
    draft.page.sections = vec![sought_section(&draft, desk, &sought), taken_section(&draft, desk, &taken)];
    draft.page
}

fn late(one: &Decision, as_of: Date) -> bool {
    one.needed_by.is_some_and(|by| by < as_of)
}

fn headline(sought: &[Of<'_, Decision>], taken: &[(Of<'_, Decision>, &Taken)], as_of: Date) -> String {
    let overdue = sought.iter().filter(|(_, one)| late(one, as_of)).count();
    let first = sought.first().and_then(|(partner, one)| Some((partner, one.needed_by?)));
    let first = first.map(|(partner, by)| {
        let was = if by < as_of { "was" } else { "is" };
        format!(" The first {was} needed by {}, with {}.", words::date(by), partner.profile.name)
    });
    let disputed = taken.iter().filter(|((_, one), _)| !one.dissent.is_empty()).count();
    let sought = match sought.len() {
        0 => "No decision waits.".to_owned(),
        1 => format!("One decision waits{}.", if overdue > 0 { ", and it is late" } else { "" }),
        count => format!(
            "{} decisions wait; {} {} late.",
            count_of(count),
            words::number_word(overdue).replace("no", "none"),
            is(overdue)
        ),
    };
    let dissent = match disputed {
        0 => String::new(),
        _ => format!(" {} of {} taken met dissent.", count_of(disputed), taken.len()),
    };
    format!("{sought}{}{dissent}", first.unwrap_or_default())
}

fn cards(sought: &[Of<'_, Decision>], taken: &[(Of<'_, Decision>, &Taken)], desk: &Desk<'_>) -> Vec<Card> {
    let count = |test: &dyn Fn(&Decision) -> bool| sought.iter().filter(|(_, one)| test(one)).count();
    let overdue = count(&|one| late(one, desk.as_of));
    let unprepared = count(&|one| one.recommended.is_none());
    let year = desk.portfolio.settings.fiscal_year;
    let since = year.first_day(year.quarter_of(desk.as_of).plus(-1));
    let lately = taken.iter().filter(|(_, taken)| taken.on >= since).count();
    let disputed = taken.iter().filter(|((_, one), _)| !one.dissent.is_empty()).count();
    vec![
        Card {
            change: alarm(overdue, "late"),
            ..card("Sought", sought.len().to_string())
                .note(format!("{} for the next review", count(&|one| one.for_review)))
                .to("#sought")
        },
        card("Without a recommendation", unprepared.to_string())
            .note(format!("of {} sought", sought.len()))
            .to("#sought"),
        card("Taken", taken.len().to_string())
            .note(format!("{lately} since {}", words::date(since)))
            .to("#taken"),
        card("With dissent", disputed.to_string()).note(format!("of {} taken", taken.len())).to("#taken"),
    ]
}

fn sought_section(draft: &Draft, desk: &Desk<'_>, sought: &[Of<'_, Decision>]) -> Section {
    let rows: Vec<Row> = sought.iter().map(|&(partner, one)| sought_row(draft, desk, partner, one)).collect();
    let table = table(
        "Decisions sought, the first due first",
        &[
            ("Decision", "text"),
            ("Alliance", "text"),
            ("Options, the recommended one first", "text"),
            ("Decides", "text"),
            ("Needed by", "date"),
        ],
        rows,
    );
    let section = section("sought", "Decisions sought")
        .count(sought.len())
        .lead("The first due first.")
        .block(table_or_empty(
            table,
            "No decision waits",
            "what is to be decided next goes into `partners/<id>/decisions.yaml`",
        ));
    section.blocks(weighed(draft, sought))
}

/// What speaks for and against each option, folded away: an executive reads the recommendation first.
fn weighed(draft: &Draft, sought: &[Of<'_, Decision>]) -> Option<Block> {
    let rows: Vec<Row> = sought
        .iter()
        .flat_map(|&(partner, one)| one.options.iter().map(move |option| (partner, one, option)))
        .map(|(partner, one, option)| {
            let said = |words: &Option<String>| words_cell(words.clone().unwrap_or_default());
            let which = link(draft, partner, one.id.as_str(), &one.question).tone(Tone::Muted);
            row(
                None,
                vec![
                    Cell::Text { lines: vec![text(&option.text), which] },
                    said(&option.pros),
                    said(&option.cons),
                ],
            )
        })
        .collect();
    let summary = format!("What speaks for and against {}", words::plural(rows.len(), "option"));
    let table = table(
        "Options of the decisions sought",
        &[("Option", "text"), ("For", "text"), ("Against", "text")],
        rows,
    );
    (!table.rows.is_empty()).then(|| Block::Details { summary, blocks: vec![Block::Table { table }] })
}

/// The id of the option that is recommended.
fn recommended(one: &Decision) -> Option<&str> {
    one.recommended.as_ref().map(crate::record::Ref::as_str)
}

fn sought_row(draft: &Draft, desk: &Desk<'_>, partner: &Partner, one: &Item<Decision>) -> Row {
    let recommended = one.options.iter().find(|option| Some(option.id.as_str()) == recommended(one));
    let mut options: Vec<Inline> = recommended
        .map(|option| {
            text(&option.text).tone(Tone::Good).note(format!(
                "Recommended{}",
                one.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default()
            ))
        })
        .into_iter()
        .collect();
    let others = one
        .options
        .iter()
        .filter(|option| Some(option.id.as_str()) != recommended.map(|one| one.id.as_str()));
    options.extend(others.map(|option| text(&option.text)));
    if recommended.is_none() && !options.is_empty() {
        options.push(text("no recommendation yet").tone(Tone::Watch));
    }
    row_of(
        partner,
        one.id.as_str(),
        vec![
            cell(link(draft, partner, one.id.as_str(), &one.question).note(if one.for_review {
                "for the next review"
            } else {
                ""
            })),
            alliance(draft, partner),
            if options.is_empty() { missing("none written down") } else { Cell::Text { lines: options } },
            owner(one.decider.as_ref(), |who| desk.anyone(partner, who)),
            due_cell(one.needed_by, false, desk.as_of),
        ],
    )
    .edit(desk.edit(&one.place))
}

fn taken_section(draft: &Draft, desk: &Desk<'_>, taken: &[(Of<'_, Decision>, &Taken)]) -> Section {
    let section = section("taken", "Decisions taken").count(taken.len()).lead("The latest first.");
    if taken.is_empty() {
        return section.block(empty(
            "No decision was taken yet",
            "say who took it, when and why, under `taken:` in `partners/<id>/decisions.yaml`",
        ));
    }
    let rows = taken.iter().map(|&((partner, one), taken)| taken_row(draft, desk, partner, one, taken));
    section.block(Block::Table {
        table: table(
            "Decisions taken, the latest first",
            &[
                ("Decision", "text"),
                ("Alliance", "text"),
                ("Outcome", "text"),
                ("By", "text"),
                ("When", "date"),
            ],
            rows.collect(),
        ),
    })
}

/// A row on a decision that was taken: what came out, who disagreed.
pub fn taken_row(
    draft: &Draft,
    desk: &Desk<'_>,
    partner: &Partner,
    one: &Item<Decision>,
    taken: &Taken,
) -> Row {
    let chosen = taken.chosen.as_ref().and_then(|id| one.options.iter().find(|option| *id == option.id));
    let mut outcome = vec![
        text(chosen.map_or("Taken", |chosen| &chosen.text)).note(taken.rationale.clone().unwrap_or_default()),
    ];
    outcome.extend(one.dissent.iter().map(|dissent| {
        let who = dissent.by.as_ref().map(|by| desk.anyone(partner, by));
        let who = who.or_else(|| dissent.side.map(side_word)).unwrap_or_else(|| "Dissent".to_owned());
        text(format!("{who}: {}", dissent.text)).tone(Tone::Watch)
    }));
    let by: Vec<Inline> = taken.by.iter().map(|by| text(desk.anyone(partner, by))).collect();
    let mut when = vec![text(words::date(taken.on))];
    when.extend(taken.at.as_ref().map(|at| occasion(draft, partner, at.as_str())));
    row_of(
        partner,
        one.id.as_str(),
        vec![
            cell(link(draft, partner, one.id.as_str(), &one.question)),
            alliance(draft, partner),
            Cell::Text { lines: outcome },
            if by.is_empty() { missing("nobody named") } else { Cell::Text { lines: by } },
            Cell::Text { lines: when },
        ],
    )
    .edit(desk.edit(&one.place))
}
