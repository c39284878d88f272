//! The wall of what was won with partners: what, with whom, for which customer, told to whom; and what it proves to
//! sellers: deals against the average without a partner.

use super::super::counted::ground;
use super::super::desk::{Desk, Draft};
use super::super::figure::{RangeDot, RangeStrip, Reading, nice_ticks};
use super::super::page::{Block, Card, Cell, Figure, Page, Row, Section, Table, Tone};
use super::super::partner::log::compared;
use super::super::parts::{
    card, cell, date_cell, empty, missing, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use super::record::{alliance, at, count_of, edit_entry, is, lately};
use crate::insight::spread::Spread;
use crate::insight::wins::{Won, cycles, sellers, sizes, without, won, worth};
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::log::{Entry, Win};
use crate::portfolio::money::Money;
use crate::portfolio::number::Number;

/// How many closed quarters stand open on the page; older ones are folded.
const OPEN: i32 = 4;

/// The columns of a table of wins.
const COLUMNS: [(&str, &str); 6] = [
    ("Win", "text"),
    ("Alliance", "text"),
    ("Made by", "text"),
    ("Value", "number"),
    ("Told to", "text"),
    ("When", "date"),
];

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/wins.html");
    let ground = ground(desk);
    let all = won(&ground);
    if all.is_empty() {
        draft.page.headline = Some("No win is on record yet.".to_owned());
        draft.page.sections = vec![section("wins", "Wins").block(empty(
            "No win told yet",
            "tell one in `partners/<id>/log.yaml`, `kind: win`: what, who on both sides, `value`, and whom it was \
             `told_to`",
        ))];
        return draft.page;
    }
    draft.page.headline = Some(headline(desk, &all));
    draft.page.cards = cards(desk, &all);
    let untold: Vec<&Won<'_>> = all.iter().filter(|one| one.win.told_to.is_empty()).collect();
    let mut sections = vec![proof(&mut draft, desk, &all)];
    sections.push(section("untold", "Told to nobody yet").count(untold.len()).block(table_or_empty(
        short_table(
            &draft,
            desk,
            "Wins that nobody was told of, the latest first",
            untold.iter().map(|one| (one.partner, one.win)),
        ),
        "Every win was told",
        "whom stands beside each",
    )));
    sections.extend(by_quarter(&draft, desk, &all));
    sections.push(quiet(&draft, desk, &without(&ground)));
    draft.page.sections = sections;
    draft.page
}

fn headline(desk: &Desk<'_>, all: &[Won<'_>]) -> String {
    let since = lately(desk);
    let recent = all.iter().filter(|one| one.win.on >= since).count();
    let ratio = |spread: Spread| words::decimal(spread.median, 2);
    let proof = match (sizes(all), cycles(all)) {
        (Some(size), Some(cycle)) => format!(
            " With a partner the median deal was {} times the usual size and took {} times the usual time.",
            ratio(size),
            ratio(cycle)
        ),
        (Some(size), None) => {
            format!(" With a partner the median deal was {} times the usual size.", ratio(size))
        }
        (None, Some(cycle)) => {
            format!(" With a partner the median deal took {} times the usual time.", ratio(cycle))
        }
        (None, None) => String::new(),
    };
    format!(
        "{} of {} {} from the time since {}.{proof}",
        count_of(recent),
        words::plural(all.len(), "win"),
        is(recent),
        words::date(since)
    )
}

fn cards(desk: &Desk<'_>, all: &[Won<'_>]) -> Vec<Card> {
    let count = |quarter: Quarter| all.iter().filter(|one| one.quarter == quarter).count();
    let before = desk.quarter.plus(-1);
    let untold = all.iter().filter(|one| one.win.told_to.is_empty()).count();
    let (sum, unpriced) = worth(all);
    let currency = desk.portfolio.settings.currency();
    let named = all.iter().filter(|one| one.worth.is_some()).count();
    let counted = match unpriced {
        0 => format!("{named} of {} name a value", all.len()),
        count => format!("{named} of {} name a value, {count} without a rate not counted", all.len()),
    };
    let ratio = |label: &str, spread: Option<Spread>, field: &str| {
        let value = spread.map_or_else(
            || words::DASH.to_owned(),
            |spread| format!("{}×", words::decimal(spread.median, 2)),
        );
        let note = spread.map_or_else(
            || format!("no win has `{field}`"),
            |spread| {
                format!(
                    "median of {}, from {} to {}",
                    spread.n,
                    words::decimal(spread.low, 2),
                    words::decimal(spread.high, 2)
                )
            },
        );
        card(label, value).note(note.replace('`', "")).to("#proof")
    };
    vec![
        Card {
            change: Some(words::count_change(
                count(desk.quarter),
                count(before),
                Some(true),
                format!("vs {before}"),
            )),
            ..card(format!("Wins in {}", desk.quarter), count(desk.quarter).to_string())
                .note(format!("{untold} of all {} told to nobody yet", all.len()))
                .to("#untold")
        },
        card(
            "Worth together",
            sum.map_or_else(|| words::DASH.to_owned(), |amount| words::money(Money { amount, currency })),
        )
        .note(counted),
        ratio("Deal size against usual", sizes(all), "deal_size_vs_average"),
        ratio("Sales cycle against usual", cycles(all), "cycle_vs_average"),
    ]
}

/// What the wins prove to sellers, and who can tell of them.
fn proof(draft: &mut Draft, desk: &Desk<'_>, all: &[Won<'_>]) -> Section {
    let section = section("proof", "Proof for sellers");
    if sizes(all).is_none() && cycles(all).is_none() {
        return section.block(empty(
            "No deal is held against the usual",
            "write `deal_size_vs_average` and `cycle_vs_average` into entries of kind `win` in `partners/<id>/log.yaml`: \
             1.4 is 40 % larger, 0.8 is 20 % shorter",
        ));
    }
    let size = sizes(all).map(|spread| {
        strip(draft, all, spread, ("deals with a partner were larger than usual", "Size", true), |win| {
            win.deal_size_vs_average
        })
    });
    let cycle = cycles(all).map(|spread| {
        strip(
            draft,
            all,
            spread,
            ("deals with a partner were quicker than usual", "Sales cycle", false),
            |win| win.cycle_vs_average,
        )
    });
    let section = section
        .lead("Deals with a partner against the average deal without one, as whoever told of the win wrote it down.")
        .blocks(size)
        .blocks(cycle);
    let rows: Vec<Row> = sellers(all)
        .into_iter()
        .map(|(id, wins)| {
            let name = desk.portfolio.person(id).map_or(id, |person| &person.name);
            let title = desk.portfolio.person(id).and_then(|person| person.title.clone());
            let lines = wins.iter().map(|one| {
                let anchor = anchor(one.win);
                at(draft, one.partner, &anchor, &one.win.text).note(compared(one.win).unwrap_or_default())
            });
            row(
                None,
                vec![
                    cell(text(name).note(title.unwrap_or_default())),
                    Cell::Number { text: wins.len().to_string(), tone: Tone::Plain, note: None },
                    Cell::Text { lines: lines.collect() },
                ],
            )
        })
        .collect();
    section.block(Block::Heading { text: "Who can tell of it".to_owned() }).block(table_or_empty(
        table(
            "Account executives who can tell of a win, who has most first",
            &[("Account executive", "text"), ("Wins", "number"), ("Which", "text")],
            rows,
        ),
        "No seller is named",
        "name one under `account_executive` of a win in `partners/<id>/log.yaml`",
    ))
}

/// All deals on one axis, the usual one marked.
fn strip(
    draft: &mut Draft,
    all: &[Won<'_>],
    spread: Spread,
    (better, name, more): (&str, &str, bool),
    pick: impl Fn(&Win) -> Option<Number>,
) -> Block {
    let usual = rust_decimal::Decimal::ONE;
    let known: Vec<(&Won<'_>, rust_decimal::Decimal)> =
        all.iter().filter_map(|one| Some((one, pick(one.win)?.0))).collect();
    let good = known.iter().filter(|(_, ratio)| if more { *ratio > usual } else { *ratio < usual }).count();
    let title = format!("{} of {} {better}", count_of(good), spread.n);
    let subtitle = format!("{name} as a multiple of the average without a partner; each dot is a win");
    let said = |ratio: rust_decimal::Decimal| format!("{}×", words::decimal(ratio, 2));
    let dots = known
        .iter()
        .map(|(one, ratio)| RangeDot {
            name: one.partner.profile.name.clone(),
            href: one
                .win
                .id
                .as_ref()
                .map(|id| format!("#{}", super::record::anchor(one.partner, id.as_str()))),
            reading: Reading { value: words::float(*ratio), printed: said(*ratio) },
        })
        .collect();
    let ticks = nice_ticks(0.0, words::float(spread.high.max(usual)));
    let end = ticks.last().copied().unwrap_or(1.0);
    let figure = draft.figure(Figure::RangeStrip(RangeStrip {
        dots,
        scale: (0.0, end),
        ticks: ticks.into_iter().map(|tick| (tick, format!("{tick}×"))).collect(),
        bands: Vec::new(),
        marks: vec![
            (1.0, "usual".to_owned()),
            (words::float(spread.median), format!("median {}", said(spread.median))),
        ],
        summary: format!(
            "{title}; median {}, from {} to {}",
            said(spread.median),
            said(spread.low),
            said(spread.high)
        ),
    }));
    Block::Figure { title, subtitle, figure, table: None }
}

/// Where a win stands on its partner's page.
fn anchor(win: &Win) -> String {
    win.id.as_ref().map_or_else(|| "wins".to_owned(), ToString::to_string)
}

/// The last quarters with a section each, even where nothing was won; the older ones folded.
fn by_quarter(draft: &Draft, desk: &Desk<'_>, all: &[Won<'_>]) -> Vec<Section> {
    let of =
        |quarter: Quarter| -> Vec<&Won<'_>> { all.iter().filter(|one| one.quarter == quarter).collect() };
    let running = desk.quarter.plus(1);
    let id = |quarter: Quarter| format!("q-{}", quarter.to_string().to_lowercase());
    let mut sections = Vec::new();
    for quarter in (0..=OPEN).map(|back| running.plus(-back)) {
        let wins = of(quarter);
        let title = if quarter == running { format!("{quarter}, so far") } else { quarter.to_string() };
        let (sum, _) = worth(&wins.iter().map(|one| **one).collect::<Vec<_>>());
        let currency = desk.portfolio.settings.currency();
        let mut of_quarter = section(&id(quarter), &title).count(wins.len());
        if let Some(amount) = sum {
            of_quarter =
                of_quarter.lead(format!("Worth {} together.", words::money(Money { amount, currency })));
        }
        sections.push(of_quarter.block(table_or_empty(
            wins_table(draft, desk, &format!("Wins of {quarter}, the latest first"), &wins),
            "Nothing won is on record for this quarter",
            "tell a win in `partners/<id>/log.yaml`, `kind: win`",
        )));
    }
    let mut older: Vec<Quarter> =
        all.iter().map(|one| one.quarter).filter(|quarter| *quarter < running.plus(-OPEN)).collect();
    older.dedup();
    if !older.is_empty() {
        let count = older.iter().map(|quarter| of(*quarter).len()).sum();
        sections.push(section("older", "Older").count(count).blocks(older.into_iter().map(|quarter| {
            let wins = of(quarter);
            let caption = format!("Wins of {quarter}, the latest first");
            Block::Details {
                summary: format!("{quarter}: {}", words::plural(wins.len(), "win")),
                blocks: vec![Block::Table { table: wins_table(draft, desk, &caption, &wins) }],
            }
        })));
    }
    sections
}

fn wins_table(draft: &Draft, desk: &Desk<'_>, caption: &str, wins: &[&Won<'_>]) -> Table {
    let rows = wins.iter().map(|one| win_row(draft, desk, one.partner, one.win)).collect();
    table(caption, &COLUMNS, rows)
}

/// A table of wins of several partners, without the places of its rows.
pub fn short_table<'a>(
    draft: &Draft,
    desk: &Desk<'_>,
    caption: &str,
    wins: impl Iterator<Item = (&'a Partner, &'a Win)>,
) -> Table {
    let rows = wins.map(|(partner, win)| Row { id: None, ..win_row(draft, desk, partner, win) });
    table(caption, &COLUMNS, rows.collect())
}

fn win_row(draft: &Draft, desk: &Desk<'_>, partner: &Partner, win: &Win) -> Row {
    let customer = words::known([win.customer.clone(), win.customer_effect.clone()], ": ");
    let what = at(draft, partner, &anchor(win), &win.text).note(customer.unwrap_or_default());
    let side = |name: &str, people: Vec<String>| {
        if people.is_empty() {
            text(format!("{name}: nobody named")).tone(Tone::Watch)
        } else {
            text(format!("{name}: {}", words::join(&people)))
        }
    };
    let ours = side("Ours", win.ours.iter().map(|one| desk.person(one)).collect());
    let theirs = side("Theirs", win.theirs.iter().map(|one| desk.contact(partner, one)).collect());
    anchored(
        win.id.as_ref().map(|id| super::record::anchor(partner, id.as_str())),
        vec![
            cell(what),
            alliance(draft, partner),
            Cell::Text { lines: vec![ours, theirs] },
            match win.value {
                Some(value) => {
                    Cell::Number { text: words::money(value), tone: Tone::Plain, note: compared(win) }
                }
                None => missing(compared(win).unwrap_or_default()),
            },
            if win.told_to.is_empty() {
                cell(text("Nobody yet").tone(Tone::Watch))
            } else {
                words_cell(words::join(&win.told_to))
            },
            date_cell(Some(win.on)),
        ],
    )
    .edit(edit_entry(desk, partner, win, |entry| match entry {
        Entry::Win(win) => Some(win),
        _ => None,
    }))
}

/// A row with a place of its own, if its record has an id.
fn anchored(id: Option<String>, cells: Vec<Cell>) -> Row {
    Row { mark: None, id, edit: None, cells }
}

/// Live alliances where nothing was won for long.
fn quiet(draft: &Draft, desk: &Desk<'_>, without: &[(Option<Date>, &Partner)]) -> Section {
    let rows = without
        .iter()
        .map(|(last, partner)| {
            row(
                None,
                vec![
                    alliance(draft, partner),
                    match last {
                        Some(on) => cell(text(words::date(*on)).note(words::distance(*on, desk.as_of))),
                        None => missing("none on record"),
                    },
                ],
            )
        })
        .collect();
    section("quiet", "Nothing won for two quarters")
        .count(without.len())
        .lead("Alliances at work without a win in the last two closed quarters and since. Either nothing is won, or nobody tells of it.")
        .block(table_or_empty(
            table(
                "Live alliances without a win for two quarters, the longest first",
                &[("Alliance", "text"), ("Last win", "date")],
                rows,
            ),
            "Every alliance at work has won something in the last two quarters",
            "wins stand in `partners/<id>/log.yaml`",
        ))
}
