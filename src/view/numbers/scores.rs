//! How the scores are spread: everybody on one axis, then by tier, phase, motion, kind and alliance manager.

use rust_decimal::Decimal;

use super::super::counted::{cell_of, href};
use super::super::desk::{Desk, Draft};
use super::super::figure::{Band, RangeDot, RangeStrip, Reading};
use super::super::page::{Block, Figure, Row, Section, Table};
use super::super::parts::{cell, empty, missing, number_cell, row, section as new, table};
use super::super::words::{self, text};
use crate::insight::breakdown::{Group, by_kind, by_manager, by_motion, by_phase, by_tier};
use crate::insight::spread::{Spread, spread};
use crate::insight::{Counted, Ground};

/// How many partners of a group a cell names.
const NAMED: usize = 3;

/// The section.
pub fn section(draft: &mut Draft, desk: &Desk<'_>, ground: &Ground<'_>) -> Section {
    let section = new("scores", "How the scores are spread");
    let rated: Vec<(Counted, Decimal)> = ground
        .partners()
        .filter_map(|partner| Some((Counted::partner(partner), ground.score(partner)?.value?)))
        .collect();
    let all = ground.portfolio.partners.len();
    if all == 0 {
        return section.block(empty("No partner yet", "begin one with `partners/<id>/partner.yaml`"));
    }
    let section = match spread(rated.iter().map(|(_, score)| *score)) {
        None => section.block(empty(
            format!("No partner is rated in {}", ground.quarter()),
            "add lines with target and actual to `partners/<id>/observations.csv`",
        )),
        Some(spread) => section.block(strip(draft, desk, ground, (&rated, spread, all))),
    };
    let tiers = by_tier(ground);
    let tier =
        |rank: &usize| ground.playbook.tiers.get(*rank).map(|tier| tier.name.clone()).unwrap_or_default();
    let by_tier = groups(draft, "Tier", &tiers, tier);
    let manager =
        |id: &String| ground.portfolio.person(id).map_or_else(|| id.clone(), |person| person.name.clone());
    let more = vec![
        groups(draft, "Phase", &by_phase(ground), |phase| words::capital(&words::label(phase))),
        groups(draft, "Motion", &by_motion(ground), |motion| words::capital(&words::label(motion))),
        groups(draft, "Kind of partner", &by_kind(ground), |kind| words::capital(&words::label(kind))),
        groups(draft, "Alliance manager", &by_manager(ground), manager),
    ];
    section.block(Block::Table { table: by_tier }).block(Block::Details {
        summary: "By phase, motion, kind of partner and alliance manager".to_owned(),
        blocks: more.into_iter().map(|table| Block::Table { table }).collect(),
    })
}

fn strip(
    draft: &mut Draft,
    desk: &Desk<'_>,
    ground: &Ground<'_>,
    (rated, spread, all): (&[(Counted, Decimal)], Spread, usize),
) -> Block {
    let said = |score: Decimal| words::decimal(score, 0);
    let unrated = match all - rated.len() {
        0 => String::new(),
        1 => "; one is not rated".to_owned(),
        count => format!("; {} are not rated", words::number_word(count)),
    };
    let title = if rated.len() == 1 {
        format!("One partner is rated: {} points{unrated}", said(spread.median))
    } else {
        format!(
            "Half of {} score {} or more, from {} to {}{unrated}",
            words::plural(rated.len(), "rated partner"),
            said(spread.median),
            said(spread.low),
            said(spread.high)
        )
    };
    let rules = &desk.playbook.scorecard;
    let (good, fair) = (words::float(rules.on_track_from.0), words::float(rules.at_risk_from.0));
    let band = |low, high, name: &str| Band { low, high, name: name.to_owned() };
    let figure = RangeStrip {
        dots: rated
            .iter()
            .map(|(partner, score)| RangeDot {
                name: partner.name.clone(),
                href: Some(href(draft, partner)),
                reading: Reading { value: words::float(*score), printed: said(*score) },
            })
            .collect(),
        scale: (0.0, 100.0),
        ticks: [0, 25, 50, 75, 100].iter().map(|&tick| (f64::from(tick), tick.to_string())).collect(),
        bands: vec![band(0.0, fair, "off track"), band(fair, good, "at risk"), band(good, 100.0, "on track")],
        marks: vec![(words::float(spread.median), format!("median {}", said(spread.median)))],
        summary: format!("{title}; the numbers stand in the table"),
    };
    let figure = draft.figure(Figure::RangeStrip(figure));
    let mut ranked: Vec<&(Counted, Decimal)> = rated.iter().collect();
    ranked.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    let rows = ranked
        .iter()
        .map(|(partner, score)| {
            row(
                None,
                vec![
                    cell(super::super::counted::link(draft, partner)),
                    number_cell(words::decimal(*score, 1)),
                ],
            )
        })
        .collect();
    let subtitle =
        format!("Scores of {}, 0 to 100; the mean is {}", ground.quarter(), words::decimal(spread.mean, 1));
    let table = table("Scores, the lowest first", &[("Alliance", "text"), ("Score", "number")], rows);
    Block::Figure { title, subtitle, figure, table: Some(table) }
}

/// A table of groups; the last row is of those that belong to none.
fn groups<K>(draft: &Draft, head: &str, groups: &[Group<K>], name: impl Fn(&K) -> String) -> Table {
    let rows: Vec<Row> = groups
        .iter()
        .map(|group| {
            let unrated = group.partners.len() - group.scores.map_or(0, |scores| scores.n);
            let note = if unrated > 0 { format!("{unrated} not rated") } else { String::new() };
            let number = |pick: fn(Spread) -> Decimal| match group.scores {
                Some(scores) => number_cell(words::decimal(pick(scores), 0)),
                None => missing("no score"),
            };
            let range = match group.scores {
                Some(scores) if scores.n > 1 => number_cell(format!(
                    "{} to {}",
                    words::decimal(scores.low, 0),
                    words::decimal(scores.high, 0)
                )),
                _ => missing(""),
            };
            let named = group.key.as_ref().map_or_else(|| "None".to_owned(), &name);
            row(
                None,
                vec![
                    cell(text(named)),
                    cell(text(group.partners.len().to_string()).note(note)),
                    number(|scores| scores.median),
                    number(|scores| scores.mean),
                    range,
                    cell_of(
                        draft,
                        &group.partners,
                        if group.partners.len() > NAMED + 1 { NAMED } else { NAMED + 1 },
                        "",
                    ),
                ],
            )
        })
        .collect();
    table(
        format!("Scores by {}", head.to_lowercase()),
        &[
            (head, "text"),
            ("Partners", "number"),
            ("Median", "number"),
            ("Mean", "number"),
            ("Range", "number"),
            ("Who", "text"),
        ],
        rows,
    )
}
