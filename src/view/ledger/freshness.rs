//! What has grown old, and whose it is: by alliance, and by the person who looks after it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::counted::{ground, href, link};
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Card, Cell, Inline, Page, Row, Section, Tone};
use super::super::parts::{
    card, cell, empty, missing, number_cell, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use super::record::{alarm, alliance, count_of, is};
use crate::insight::freshness::{ALL, Age, Freshness, Known, freshness};
use crate::portfolio::calendar::Date;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/freshness.html");
    let mut all = freshness(&ground(desk));
    all.sort_by_key(|one| {
        let (stale, missing) = (stale(one, desk.as_of), one.ages.iter().filter(|age| age.missing()).count());
        (Reverse(stale), Reverse(missing), &one.partner.profile.name)
    });
    draft.page.headline = Some(headline(desk, &all));
    draft.page.cards = cards(desk, &all);
    draft.page.sections = vec![by_alliance(&draft, desk, &all), by_owner(&draft, desk, &all)];
    draft.page
}

fn stale(one: &Freshness<'_>, as_of: Date) -> usize {
    one.ages.iter().filter(|age| age.stale(as_of)).count()
}

fn name(of: Known) -> &'static str {
    match of {
        Known::Profile => "Profile",
        Known::Plan => "Plan",
        Known::InfluenceMap => "Influence map",
        Known::Surveys => "Surveys",
        Known::SixSigns => "Six signs",
        Known::Figures => "Figures",
        Known::Risks => "Risks",
    }
}

/// The file and the field that make it fresh again.
fn field(of: Known) -> &'static str {
    match of {
        Known::Profile => "`profile_reviewed_on` in `partner.yaml`",
        Known::Plan => "`revision_log` in `plan.md`",
        Known::InfluenceMap => "`reviewed_on` in `stakeholders.yaml`",
        Known::Surveys => "a round in `surveys.yaml`",
        Known::SixSigns => "`six_signs` in `assessments.yaml`",
        Known::Figures => "`actual` and `as_of` in `observations.csv`",
        Known::Risks => "`reviewed_on` in `risks.yaml`",
    }
}

fn headline(desk: &Desk<'_>, all: &[Freshness<'_>]) -> String {
    if all.is_empty() {
        return "No partner yet, so nothing can grow old.".to_owned();
    }
    let asked = all.iter().flat_map(|one| &one.ages).filter(|age| age.most.is_some()).count();
    let old: usize = all.iter().map(|one| stale(one, desk.as_of)).sum();
    let gone = all.iter().flat_map(|one| &one.ages).filter(|age| age.missing()).count();
    let worst = all
        .first()
        .filter(|one| stale(one, desk.as_of) > 0)
        .map(|one| format!(" Most of it with {}.", one.partner.profile.name));
    format!(
        "{} of {} that the playbook wants fresh {} too old, and {} {} missing.{}",
        count_of(old),
        words::plural(asked, "thing"),
        is(old),
        words::number_word(gone).replace("no", "none"),
        is(gone),
        worst.unwrap_or_default()
    )
}

fn cards(desk: &Desk<'_>, all: &[Freshness<'_>]) -> Vec<Card> {
    let old: usize = all.iter().map(|one| stale(one, desk.as_of)).sum();
    let gone = all.iter().flat_map(|one| &one.ages).filter(|age| age.missing()).count();
    let fresh = |one: &&Freshness<'_>| stale(one, desk.as_of) == 0 && !one.ages.iter().any(Age::missing);
    let ownerless = all.iter().filter(|one| one.owner.is_none()).count();
    vec![
        card("Too old", old.to_string()).note("by what the playbook asks").to("#alliances"),
        card("Missing", gone.to_string()).note("asked for, and not there").to("#alliances"),
        card("Alliances with all fresh", all.iter().filter(fresh).count().to_string())
            .note(format!("of {}", all.len())),
        Card {
            change: alarm(ownerless, "without an owner"),
            ..card(
                "Owners with something too old",
                owners(desk, all).values().filter(|one| one.old > 0).count().to_string(),
            )
            .to("#owners")
        },
    ]
}

fn by_alliance(draft: &Draft, desk: &Desk<'_>, all: &[Freshness<'_>]) -> Section {
    let section = section("alliances", "By alliance").internal();
    if all.is_empty() {
        return section.block(empty("No partner yet", "begin with `partners/<id>/partner.yaml`"));
    }
    let rows = all
        .iter()
        .map(|one| {
            let owner =
                one.owner.map_or_else(|| missing("no owner"), |owner| words_cell(person(desk, owner)));
            let mut cells = vec![alliance(draft, one.partner), owner];
            cells.extend(one.ages.iter().map(|age| age_cell(draft, age, desk.as_of)));
            row(None, cells)
        })
        .collect();
    let mut columns = vec![("Alliance", "text"), ("Owner", "text")];
    columns.extend(ALL.map(|of| (name(of), "text")));
    let how: Vec<Inline> = ALL.iter().map(|&of| text(format!("{}: {}", name(of), field(of)))).collect();
    section
        .lead(
            "Days since it was last known or looked over, those with most too old first. Of several people or risks, the \
             one that waits longest counts; what stands in grey is not asked for.",
        )
        .block(Block::Table {
            table: table("Age of what is known, by alliance", &columns, rows),
        })
        .block(Block::Details {
            summary: "What makes it fresh again".to_owned(),
            blocks: vec![Block::List { items: how, ordered: false }],
        })
}

fn age_cell(draft: &Draft, age: &Age, as_of: Date) -> Cell {
    let asked = age.most.map(|most| format!("asked for: {most}")).unwrap_or_default();
    let Some(last) = age.last else {
        return if age.missing() {
            cell(text("missing").tone(Tone::Bad).to(href(draft, &age.record)))
        } else {
            missing("")
        };
    };
    let days = words::plural(last.days_until(as_of).max(0) as usize, "day");
    let said = text(days).to(href(draft, &age.record));
    cell(if age.stale(as_of) {
        said.tone(Tone::Bad).note(asked)
    } else if age.most.is_none() {
        said.tone(Tone::Muted)
    } else {
        said
    })
}

/// What one person looks after.
#[derive(Default)]
struct Owner {
    alliances: usize,
    old: usize,
    gone: usize,
    lines: Vec<Inline>,
}

/// By the id of the owner; the empty one stands for nobody.
fn owners<'a>(desk: &Desk<'_>, all: &[Freshness<'a>]) -> BTreeMap<&'a str, Owner> {
    let mut owners: BTreeMap<&str, Owner> = BTreeMap::new();
    for one in all {
        let owner = owners.entry(one.owner.unwrap_or_default()).or_default();
        owner.alliances += 1;
        owner.old += stale(one, desk.as_of);
        owner.gone += one.ages.iter().filter(|age| age.missing()).count();
    }
    owners
}

fn by_owner(draft: &Draft, desk: &Desk<'_>, all: &[Freshness<'_>]) -> Section {
    let mut owners = owners(desk, all);
    for one in all {
        let due = one.ages.iter().filter(|age| age.stale(desk.as_of) || age.missing());
        let names: Vec<String> = due.map(|age| name(age.of).to_lowercase()).collect();
        if let (Some(owner), Some(age)) =
            (owners.get_mut(one.owner.unwrap_or_default()), one.ages.first().filter(|_| !names.is_empty()))
        {
            let mut partner = age.record.clone();
            partner.at = crate::insight::At::Top;
            owner.lines.push(link(draft, &partner).note(words::join(&names)));
        }
    }
    let mut sorted: Vec<(&str, Owner)> = owners.into_iter().collect();
    sorted.sort_by(|a, b| (b.1.old, b.1.gone).cmp(&(a.1.old, a.1.gone)).then_with(|| a.0.cmp(b.0)));
    let rows: Vec<Row> = sorted
        .into_iter()
        .map(|(id, owner)| {
            let who = if id.is_empty() { text("Nobody").tone(Tone::Bad) } else { text(person(desk, id)) };
            row(
                None,
                vec![
                    cell(who.note(words::plural(owner.alliances, "alliance"))),
                    number_cell(owner.old.to_string()),
                    number_cell(owner.gone.to_string()),
                    if owner.lines.is_empty() {
                        missing("all fresh")
                    } else {
                        Cell::Text { lines: owner.lines }
                    },
                ],
            )
        })
        .collect();
    section("owners", "By owner")
        .internal()
        .lead("Whose turn it is: the alliance manager of each partner.")
        .block(table_or_empty(
            table(
                "What is too old or missing, by owner",
                &[("Owner", "text"), ("Too old", "number"), ("Missing", "number"), ("Which", "text")],
                rows,
            ),
            "Nobody owns an alliance yet",
            "name one under `alliance_managers` in `partners/<id>/partner.yaml`",
        ))
}

fn person(desk: &Desk<'_>, id: &str) -> String {
    desk.portfolio.person(id).map_or_else(|| id.to_owned(), |person| person.name.clone())
}
