//! The portfolio's own quarterly review: one page a closed quarter, over all alliances, as the records stood on its last
//! day. The parts come in the order of a review with a partner.

mod records;
mod states;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::counted::ground;
use super::desk::{Desk, Draft};
use super::overview;
use super::page::{Card, Figure, Link, Page, Part, Section, Tone};
use super::parts::{self, card, empty, section};
use super::words::{self, text};
use crate::facts::as_of::see_as_of;
use crate::insight::Ground;
use crate::insight::quarterly::{Fate, Quarterly, quarterly};
use crate::insight::spread::percent;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::words::{Side, State};
use crate::scorecard::{QUARTERS, Scores};

/// The path of the page of a quarter.
pub fn path(quarter: Quarter) -> String {
    format!("reviews/{}.html", quarter.to_string().to_lowercase())
}

/// The pages of the last closed quarters.
pub fn pages(desk: &Desk<'_>) -> Vec<Page> {
    desk.quarters().par_iter().map(|&quarter| page(desk, quarter)).collect()
}

fn page(now: &Desk<'_>, quarter: Quarter) -> Page {
    let mut portfolio = now.portfolio.clone();
    let last = portfolio.settings.fiscal_year.last_day(quarter);
    see_as_of(&mut portfolio, last);
    // Who had entered no stage yet was no part of the portfolio.
    portfolio.partners.retain(|_, partner| !partner.profile.stages.is_empty());
    let scores: BTreeMap<String, Scores> = now
        .scores
        .iter()
        .filter(|(id, _)| portfolio.partners.contains_key(*id))
        .map(|(id, scores)| (id.clone(), scores.until(now.playbook, quarter)))
        .collect();
    let desk = &now.then(&portfolio, &scores, quarter);
    let ground = ground(desk);
    let found = quarterly(&ground);
    let mut draft = begin(now, desk, quarter);
    if desk.portfolio.partners.is_empty() {
        draft.page.headline = Some(format!("No alliance was on record at the end of {quarter}."));
        draft.page.sections = vec![section("nothing", "Nothing on record").block(empty(
            "No partner had entered a stage by then",
            "a partner counts from its first day under `stages` in `partners/<id>/partner.yaml`",
        ))];
        return draft.page;
    }
    draft.page.headline = Some(headline(desk, &found));
    draft.page.cards = cards(&mut draft, desk, &found);
    draft.page.sections = sections(&mut draft, desk, &ground, &found);
    draft.page
}

/// In the order of a review: what is asked for, what became of promises, how things stand, then what happened, then what
/// comes.
fn sections(draft: &mut Draft, desk: &Desk<'_>, ground: &Ground<'_>, found: &Quarterly<'_>) -> Vec<Section> {
    vec![
        records::sought(draft, desk, found),
        records::taken(draft, desk, found),
        records::promises(draft, desk, found),
        states::section(draft, desk, ground),
        super::numbers::movers::section(draft, desk, ground),
        records::wins(draft, desk, found),
        records::steps(draft, desk, found),
        records::reviews(draft, desk, found),
        records::risks(draft, desk, found),
        records::issues(draft, desk, found),
        records::agreements(draft, found),
        records::inspected(draft, found),
        records::corrections(draft, desk, found),
        records::ahead(draft, desk, found),
        records::made(draft, desk, found),
    ]
}

fn begin(now: &Desk<'_>, desk: &Desk<'_>, quarter: Quarter) -> Draft {
    let mut draft = Draft::new("review", Part::Reviews, path(quarter), format!("Portfolio review {quarter}"));
    draft.page.breadcrumbs =
        vec![draft.link("Overview", "index.html"), draft.link("Reviews", "reviews/index.html")];
    draft.page.kicker = Some("The portfolio's own quarterly review".to_owned());
    let year = desk.portfolio.settings.fiscal_year;
    let (first, last) = (year.first_day(quarter), year.last_day(quarter));
    draft.page.subtitle = vec![
        text(format!("{} to {}", words::date(first), words::date(last))),
        text(format!(
            "Records as of the last day, figures of the quarter as known on {}",
            words::date(now.as_of)
        )),
        text(words::plural(desk.portfolio.partners.len(), "alliance")),
    ];
    let link = |other: Quarter| -> Option<Link> {
        now.quarters().contains(&other).then(|| draft.link(format!("Portfolio review {other}"), &path(other)))
    };
    let (previous, next) = (link(quarter.plus(-1)), link(quarter.plus(1)));
    draft.page.previous = previous;
    draft.page.next = next;
    draft
}

/// How many alliances went to a better state and to a worse one; without a state in one of the quarters, neither.
fn moved(desk: &Desk<'_>) -> (usize, usize) {
    let rank = |state: State| match state {
        State::OffTrack => Some(0),
        State::AtRisk => Some(1),
        State::OnTrack => Some(2),
        State::NotRated => None,
    };
    let pairs = desk
        .scores
        .values()
        .filter_map(|scores| Some((rank(scores.before().state)?, rank(scores.now().state)?)));
    let pairs: Vec<(u8, u8)> = pairs.collect();
    let count = |way: fn(&&(u8, u8)) -> bool| pairs.iter().filter(way).count();
    (count(|(before, now)| now > before), count(|(before, now)| now < before))
}

fn headline(desk: &Desk<'_>, found: &Quarterly<'_>) -> String {
    let (better, worse) = moved(desk);
    let mut said = vec![match (better, worse) {
        (0, 0) => "No alliance changed its state".to_owned(),
        _ => words::capital(&format!(
            "{} went to a better state and {} to a worse one",
            words::plural_word(better, "alliance"),
            if worse == 0 { "none".to_owned() } else { words::number_word(worse) }
        )),
    }];
    let kept = [Fate::InTime, Fate::Late];
    let count = |fates: &[Fate]| found.promises.iter().filter(|(fate, _)| fates.contains(fate)).count();
    if !found.promises.is_empty() {
        said.push(format!(
            "Of {} that ended or fell due, {} {} kept, {} of them in time",
            words::plural(found.promises.len(), "promise"),
            count(&kept),
            if count(&kept) == 1 { "was" } else { "were" },
            count(&[Fate::InTime])
        ));
    }
    let waits = match found.sought.len() {
        0 => "none waited at its end".to_owned(),
        waiting => format!("{} waited at its end", words::number_word(waiting)),
    };
    said.push(words::capital(&format!(
        "{} {} taken, {waits}",
        words::plural_word(found.taken.len(), "decision"),
        if found.taken.len() == 1 { "was" } else { "were" }
    )));
    format!("{}.", said.join(". "))
}

fn cards(draft: &mut Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Vec<Card> {
    let before = found.quarter.plus(-1);
    let on_track = |back: usize| overview::count(desk, State::OnTrack, back);
    let points = (0..QUARTERS as usize).rev().map(|back| Some(on_track(back) as f64)).collect();
    let spark = draft.figure(Figure::CardSparkline(parts::plain_sparkline("On track", points)));
    let trouble = overview::count(desk, State::AtRisk, 0) + overview::count(desk, State::OffTrack, 0);
    let side = |side: Side| {
        let due = found.fates(side, &[Fate::InTime, Fate::Late, Fate::Dropped, Fate::Overdue]);
        (found.fates(side, &[Fate::InTime]), due)
    };
    let (ours, theirs) = (side(Side::Ours), side(Side::Theirs));
    let in_time = found.promises.iter().filter(|(fate, _)| *fate == Fate::InTime).count();
    let rate = percent(in_time, found.promises.len());
    let first = found.sought.iter().find_map(|(_, one)| one.needed_by);
    vec![
        Card {
            change: Some(words::count_change(on_track(0), on_track(1), Some(true), format!("vs {before}"))),
            sparkline: Some(spark),
            ..card("On track by figures", on_track(0).to_string())
                .note(format!("{trouble} at risk or off track"))
                .to("#states")
        },
        card(
            "Promises kept in time",
            rate.map_or_else(|| words::DASH.to_owned(), |rate| format!("{}%", words::decimal(rate, 0))),
        )
        .note(match found.promises.len() {
            0 => "none ended or fell due".to_owned(),
            all => format!(
                "{in_time} of {all}; ours {}, theirs {}, joint ones with each",
                words::part_of(ours.0, ours.1),
                words::part_of(theirs.0, theirs.1)
            ),
        })
        .to("#promises"),
        card("Decisions taken", found.taken.len().to_string())
            .note(match first {
                Some(day) => format!("{} waited, the first for {}", found.sought.len(), words::date(day)),
                None => format!("{} waited", found.sought.len()),
            })
            .to("#taken"),
        Card {
            change: super::ledger::record::alarm(found.missing.len(), "missing"),
            ..card("Reviews held", found.reviews.len().to_string()).to("#reviews")
        },
    ]
}

/// Loud, if it is bad news.
fn tone_of(fate: Fate) -> (&'static str, Tone) {
    match fate {
        Fate::Overdue => ("Not kept by its date", Tone::Bad),
        Fate::Dropped => ("Given up", Tone::Bad),
        Fate::Late => ("Kept late", Tone::Watch),
        Fate::InTime => ("Kept in time", Tone::Good),
    }
}
