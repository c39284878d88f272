//! What the portfolio's records add up to: the page of the numbers that are rarely counted, each with its message,
//! its chart, its table and the records behind it.

mod candour;
mod concentration;
mod flow;
mod green;
mod inspection;
pub mod movers;
pub mod promises;
mod scores;
mod signs;
mod silence;
mod sponsors;
mod standards;
mod trust;
mod ugly;

use rust_decimal::Decimal;

use super::counted::ground;
use super::desk::{Desk, Draft};
use super::page::{Card, Change, Page, Part, Tone};
use super::parts;
use super::words::{self, text};
use crate::insight::Ground;
use crate::insight::flow::stayers;
use crate::insight::inspection::{Inspected, inspected, share};
use crate::insight::promises::{SidePromises, ledgers, total};
use crate::insight::ugly::{Ways, ways};
use crate::scorecard::whole;

/// The path of the page.
pub const PATH: &str = "numbers/index.html";

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("numbers", Part::Numbers, PATH, "Numbers");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    draft.page.kicker = Some("What the records add up to".to_owned());
    draft.page.subtitle = vec![
        text(words::plural(desk.portfolio.partners.len(), "partner")),
        text(format!("Last closed quarter {}", desk.quarter)),
    ];
    let ground = ground(desk);
    let facts = Facts::of(&ground);
    draft.page.headline = Some(headline(&ground, &facts));
    draft.page.cards = cards(&ground, &facts);
    draft.page.sections = vec![
        scores::section(&mut draft, desk, &ground),
        movers::section(&draft, desk, &ground),
        concentration::section(&mut draft, &ground),
        standards::section(&draft, &ground),
        promises::section(&mut draft, &ground),
        inspection::section(&mut draft, &ground),
        flow::section(&mut draft, &ground),
        flow::stayers_section(&draft, desk, &ground),
        green::section(&draft, &ground),
        sponsors::section(&mut draft, &ground),
        ugly::section(&mut draft, &ground),
        signs::section(&mut draft, desk),
        silence::winners_section(&draft, &ground),
        silence::inbound_section(&draft, &ground),
        candour::tiers_section(&mut draft, &ground),
        candour::section(&mut draft, &ground),
        trust::section(&mut draft, &ground),
    ];
    draft.page
}

/// The figures at the head of the page.
struct Facts {
    now: Vec<Inspected>,
    before: Vec<Inspected>,
    ours: SidePromises,
    theirs: SidePromises,
    ways: Ways,
}

impl Facts {
    fn of(ground: &Ground<'_>) -> Self {
        let ledgers = ledgers(ground);
        Self {
            now: inspected(ground, ground.quarter()),
            before: inspected(ground, ground.quarter().plus(-1)),
            ours: total(&ledgers, |one| &one.ours),
            theirs: total(&ledgers, |one| &one.theirs),
            ways: ways(ground),
        }
    }
}

fn headline(ground: &Ground<'_>, facts: &Facts) -> String {
    if ground.portfolio.partners.is_empty() {
        return "No partner yet, so there is nothing to count.".to_owned();
    }
    let mut said = Vec::new();
    if facts.ours.due() + facts.theirs.due() > 0 {
        let kept = |side: &SidePromises| share_of(side.in_time(), side.due());
        said.push(match (facts.ours.due(), facts.theirs.due()) {
            (_, 0) => format!("Of our promises that were due we kept {} in time", kept(&facts.ours)),
            (0, _) => {
                format!("Of their promises that were due our partners kept {} in time", kept(&facts.theirs))
            }
            _ => format!(
                "Of the promises that were due we kept {} in time, our partners {}",
                kept(&facts.ours),
                kept(&facts.theirs)
            ),
        });
    }
    if share(&facts.now).is_some() {
        said.push(format!("{} were inspected in {}", of_expected(&facts.now), ground.quarter()));
    }
    let stayers = stayers(ground);
    let undecided = stayers.iter().filter(|one| one.undecided(ground.as_of)).count();
    said.push(match undecided {
        0 if stayers.is_empty() => "No partner sleeps or fails".to_owned(),
        0 => match stayers.len() {
            1 => "One partner sleeps or fails; there is a decision, or a day for it".to_owned(),
            count => format!(
                "{} partners sleep or fail; for each there is a decision, or a day for it",
                words::capital(&words::number_word(count))
            ),
        },
        1 => "One partner sleeps or fails, and nobody has decided".to_owned(),
        count => {
            let count = words::capital(&words::number_word(count));
            format!("{count} partners sleep or fail, and nobody has decided")
        }
    });
    format!("{}.", said.join(". "))
}

/// "34 of 61 expectations"
pub fn of_expected(all: &[Inspected]) -> String {
    let expected: usize = all.iter().map(|one| one.expected.len()).sum();
    let looked: usize = all.iter().map(Inspected::looked).sum();
    format!("{looked} of {expected} expectations")
}

fn cards(ground: &Ground<'_>, facts: &Facts) -> Vec<Card> {
    let card = |label: String, value: Option<String>, note: String, href: &str| {
        parts::card(label, value.unwrap_or_else(|| words::DASH.to_owned())).note(note).to(href)
    };
    let kept = |side: &SidePromises| {
        let parts =
            [(side.late, "late"), (side.counts.dropped, "given up"), (side.counts.overdue, "overdue")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let rest: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
        let all = match side.due() {
            0 => "none due yet".to_owned(),
            due => format!("{} of {due} due", side.in_time()),
        };
        if rest.is_empty() { all } else { format!("{all} · {}", rest.join(", ")) }
    };
    let rate = |side: &SidePromises| crate::insight::spread::percent(side.in_time(), side.due()).map(percent);
    let mut inspected = card(
        format!("Inspected in {}", ground.quarter()),
        share(&facts.now).map(percent),
        if share(&facts.now).is_some() {
            of_expected(&facts.now)
        } else {
            "nothing is expected yet".to_owned()
        },
        "#inspected",
    );
    inspected.change = share(&facts.now)
        .zip(share(&facts.before))
        .map(|(now, before)| points(now - before, format!("vs {}", ground.quarter().plus(-1))));
    let spread = facts.ways.spread();
    let ugly = spread.map_or_else(
        || "no ugly question has been asked yet".to_owned(),
        |spread| {
            let waiting = match facts.ways.waiting.len() {
                0 => String::new(),
                count => format!(" · {count} not asked yet"),
            };
            format!("from {} to {}{waiting}", words::decimal(spread.low, 0), words::decimal(spread.high, 0))
        },
    );
    vec![
        card("Ours kept in time".to_owned(), rate(&facts.ours), kept(&facts.ours), "#promises"),
        card("Theirs kept in time".to_owned(), rate(&facts.theirs), kept(&facts.theirs), "#promises"),
        inspected,
        card(
            "Median days to the ugly questions".to_owned(),
            spread.map(|spread| words::decimal(spread.median, 0)),
            ugly,
            "#ugly",
        ),
    ]
}

/// A share as it is printed.
fn percent(share: Decimal) -> String {
    format!("{}%", words::decimal(share, 0))
}

/// How a share changed, where more is better.
fn points(difference: Decimal, against: String) -> Change {
    let rounded = whole(difference);
    let (direction, tone) = match rounded.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => ("down", Tone::Bad),
        std::cmp::Ordering::Equal => ("same", Tone::Muted),
        std::cmp::Ordering::Greater => ("up", Tone::Good),
    };
    let text = match direction {
        "same" => "no change".to_owned(),
        "up" => format!("+{} pts", words::decimal(rounded, 0)),
        _ => format!("{} pts", words::decimal(rounded, 0)),
    };
    Change { direction, tone, text, against }
}

/// "3 of 5", and the share where there are at least three to take it of.
fn share_of(part: usize, whole: usize) -> String {
    let said = words::part_of(part, whole);
    match crate::insight::spread::percent(part, whole).filter(|_| whole >= 3) {
        Some(share) => format!("{said} ({})", percent(share)),
        None => said,
    }
}
