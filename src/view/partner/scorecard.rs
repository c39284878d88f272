//! The scorecard on the partner's page: the metrics of the quarter, how they make the score, and the quarters before.

use super::super::desk::{Desk, Draft, partner_data, review_path};
use super::super::metrics;
use super::super::page::{Block, Card, Figure, Section};
use super::super::parts::{self, cell, empty, row, section as new_section, state_cell, table};
use super::super::scorecard::{self as shared, derivation, files};
use super::super::words::{self, text};
use crate::portfolio::Partner;
use crate::scorecard::{Scores, Series};

/// The card with the score.
pub fn score_card(draft: &mut Draft, desk: &Desk<'_>, scores: &Scores) -> Card {
    let now = scores.now();
    let points = scores.recent().iter().map(|score| score.value.map(words::float)).collect();
    let sparkline = Figure::CardSparkline(parts::plain_sparkline("Score", points));
    let why = scores.last_change(desk.playbook).map(shared::because).filter(|why| !why.is_empty());
    let note = why.into_iter().chain([shared::basis(now)]).collect::<Vec<_>>().join(" · ");
    Card {
        label: format!("Score, {}", desk.quarter),
        value: now.value.map_or_else(
            || words::DASH.to_owned(),
            |value| format!("{} / 100", shared::shown(desk.playbook, value)),
        ),
        change: shared::change(scores, desk.playbook, format!("vs {}", desk.quarter.plus(-1))),
        note: Some(note),
        sparkline: now.value.is_some().then(|| draft.figure(sparkline)),
        state: now.value.is_none().then(|| words::pill(now.state)),
        href: Some("#scorecard".to_owned()),
    }
}

/// The card of a metric.
pub fn metric_card(draft: &mut Draft, desk: &Desk<'_>, series: &Series) -> Card {
    let quarters = desk.quarters();
    let said = |number| words::figure(&series.metric, series.currency, number);
    let now = series.actual(desk.quarter);
    let before = series.actual(desk.quarter.plus(-1));
    Card {
        label: format!("{}, {}", series.metric.name, desk.quarter),
        value: now.map_or_else(|| words::DASH.to_owned(), said),
        change: now.zip(before).map(|(now, before)| {
            words::change(&series.metric, now, before, format!("vs {}", desk.quarter.plus(-1)))
        }),
        note: series.target(desk.quarter).map(|target| format!("target {}", said(target))),
        sparkline: Some(draft.figure(Figure::CardSparkline(parts::sparkline(series, &quarters)))),
        state: None,
        href: Some(format!("#m-{}", series.metric.id)),
    }
}

/// The section.
pub fn section(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = new_section("scorecard", "Scorecard");
    let how = format!("add lines to `partners/{}/observations.csv`", partner.id);
    let Some(scores) = desk.scores(&partner.id).filter(|scores| !scores.series.is_empty()) else {
        return section.block(empty("No figures yet", how));
    };
    let now = scores.now();
    let held = desk.held_back(&partner.id).map(|errors| {
        format!(
            " On track by these figures alone: {} at risk, {}.",
            partner.profile.name,
            shared::until_mended(errors)
        )
    });
    let lead = format!(
        "{}, actual against target. Shaded ranges: off track, at risk, on track; bar: actual; tick: target. 8 quarters from {} on, each line on its own scale. {}{}",
        desk.quarter,
        desk.quarter.plus(-7),
        derivation::basis(now),
        held.unwrap_or_default(),
    );
    let table = shared::quarter_table(draft, desk, &scores.series, desk.quarter);
    let trend = shared::trend(draft, desk, partner, scores);
    let mut items = files(draft, desk, &partner_data(&partner.id));
    items.push(
        draft
            .inline_link("What each metric means", metrics::PATH)
            .note("why it is measured, and what it decides"),
    );
    section
        .lead(lead)
        .block(Block::Table { table })
        .block(Block::Heading { text: format!("How the score of {} comes about", now.quarter) })
        .block(derivation::dimensions(desk.playbook, now))
        .blocks(trend)
        .block(Block::Details {
            summary: "Points of each metric, and the quarters before".to_owned(),
            blocks: vec![derivation::metrics(scores, now), history(draft, desk, partner, scores)],
        })
        .block(Block::List { items, ordered: false })
}

fn history(draft: &Draft, desk: &Desk<'_>, partner: &Partner, scores: &Scores) -> Block {
    let rows = scores
        .quarters
        .iter()
        .rev()
        .map(|score| {
            let quarter = match partner.reviews.get(&score.quarter) {
                Some(review) => {
                    draft.inline_link(score.quarter.to_string(), &review_path(&partner.id, review.quarter))
                }
                None => text(score.quarter.to_string()),
            };
            let weakest = score.weakest();
            row(
                None,
                vec![
                    cell(quarter),
                    score.value.map_or_else(
                        || parts::missing(""),
                        |value| parts::number_cell(shared::shown(desk.playbook, value)),
                    ),
                    state_cell(score.state),
                    parts::number_cell(format!("{}%", words::decimal(score.coverage, 0))),
                    weakest.map_or_else(
                        || parts::missing(""),
                        |(value, weak)| cell(text(format!("{}, {}", weak.name, words::decimal(value, 0)))),
                    ),
                ],
            )
        })
        .collect();
    Block::Table {
        table: table(
            format!(
                "Scores of the last quarters, judged by today's playbook, as of {}",
                words::date(desk.as_of)
            ),
            &[
                ("Quarter", "text"),
                ("Score", "number"),
                ("State", "text"),
                ("Coverage", "number"),
                ("Weakest dimension", "text"),
            ],
            rows,
        ),
    }
}
