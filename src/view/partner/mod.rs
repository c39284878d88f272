//! The pages of one partner: the alliance in full, its initiatives, reviews and meetings.

mod deadlines;
mod dependence;
mod headline;
mod health;
mod influence;
pub mod ledger;
pub mod log;
mod people;
mod profile;
mod seriousness;
mod terms;
pub mod work;

use super::desk::{Desk, Draft, Scores, partner_path, review_path};
use super::page::{Block, Card, Cell, Figure, Page, Part, Section, Tone};
use super::parts::{self, cell, empty, row, section, state_cell, table};
use super::words::{self, text};
use super::{findings, initiatives, meetings, reviews};
use crate::facts::partner as facts;
use crate::insight::concentration::Concentration;
use crate::insight::health::{self as insight, Given};
use crate::portfolio::Partner;
use crate::portfolio::words::Side;

/// All pages of a partner. The concentrations are those of the last closed quarter, computed once for all.
pub fn pages(desk: &Desk<'_>, partner: &Partner, concentrations: &[Concentration<'_>]) -> Vec<Page> {
    let mut pages = vec![page(desk, partner, concentrations)];
    pages.extend(
        partner.initiatives.iter().map(|(id, record)| initiatives::page(desk, Some(partner), id, record)),
    );
    pages.extend(reviews::pages(desk, partner));
    pages.extend(partner.meetings.iter().map(|(id, meeting)| meetings::page(desk, partner, id, meeting)));
    pages
}

fn page(desk: &Desk<'_>, partner: &Partner, concentrations: &[Concentration<'_>]) -> Page {
    let mut draft = Draft::new("partner", Part::Partners, partner_path(&partner.id), &partner.profile.name);
    draft.page.breadcrumbs =
        vec![draft.link("Overview", "index.html"), draft.link("Partners", "partners/index.html")];
    draft.page.edit = desk.edit_file(partner.profile.file);
    draft.page.subtitle = subtitle(desk, partner);
    let scores = desk.scores(&partner.id);
    draft.page.state = scores.map(|scores| words::pill(scores.now().state));
    draft.page.headline = Some(headline::sentence(desk, partner));
    draft.page.cards = cards(&mut draft, desk, partner);
    let health = insight::health(Given {
        portfolio: desk.portfolio,
        playbook: desk.playbook,
        partner,
        as_of: desk.as_of,
    });
    let mut sections = Vec::new();
    sections.extend(ledger::decisions_open(desk, partner));
    sections.extend(findings::section_of(desk, &draft, partner));
    sections.push(scorecard(&mut draft, desk, partner));
    sections.push(health::section_of(&mut draft, desk, partner, &health));
    sections.push(dependence::section_of(&draft, desk, partner, concentrations));
    sections.push(ledger::commitments(&draft, desk, partner));
    sections.push(work::initiatives(&draft, desk, partner));
    sections.push(ledger::issues(&draft, desk, partner));
    sections.push(ledger::risks(&mut draft, desk, partner));
    sections.push(reviews::of_partner(&draft, desk, partner));
    sections.push(work::plan(&mut draft, desk, partner));
    sections.push(work::proposition(&mut draft, desk, partner));
    sections.push(ledger::showstoppers(&draft, desk, partner));
    sections.push(terms::agreements(&mut draft, desk, partner));
    sections.push(log::wins(desk, partner));
    sections.push(log::listening(desk, partner));
    sections.push(people::governance(desk, partner));
    sections.push(meetings::of_partner(&draft, partner));
    sections.push(people::people(&mut draft, desk, partner, health.influence.as_ref()));
    sections.push(log::corrections(desk, partner));
    sections.extend(log::the_rest(desk, partner));
    sections.push(ledger::decisions_taken(&draft, desk, partner));
    sections.push(profile::profile(desk, partner));
    sections.extend(profile::coopetition(desk, partner));
    sections.push(seriousness::assessments(&mut draft, desk, partner));
    sections.push(terms::exit(desk, partner));
    draft.page.sections = sections;
    draft.page
}

fn subtitle(desk: &Desk<'_>, partner: &Partner) -> Vec<super::page::Inline> {
    let profile = &partner.profile;
    let kind = profile.kinds.first().map(|kind| text(words::capital(&words::label(kind))));
    let tier = desk.tier_name(partner).map(|tier| text(format!("{tier} tier")));
    let stage = profile.stages.last().map(|change| {
        text(format!("{} since {}", desk.stage_name(change.stage.as_str()), words::date(change.from)))
    });
    let manager = facts::alliance_manager(partner, desk.as_of).map_or_else(
        || text("No alliance manager").tone(Tone::Bad),
        |manager| text(format!("Alliance manager {}", desk.person(manager))),
    );
    [kind, tier, stage, Some(manager)].into_iter().flatten().collect()
}

fn cards(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Vec<Card> {
    let mut cards = Vec::new();
    if let Some(scores) = desk.scores(&partner.id) {
        cards.push(score_card(draft, desk, scores));
        let money = scores.series.iter().find(|series| {
            series.currency.is_some() && series.readings.values().any(|reading| reading.actual.is_some())
        });
        let shown = money.or_else(|| scores.series.iter().find(|series| !series.readings.is_empty()));
        if let Some(series) = shown {
            cards.push(metric_card(draft, desk, series));
        }
    }
    let ours = facts::promises(partner.commitments.iter().map(|item| &item.value), Side::Ours, desk.as_of);
    let theirs =
        facts::promises(partner.commitments.iter().map(|item| &item.value), Side::Theirs, desk.as_of);
    let open = partner.commitments.iter().filter(|one| one.closed.is_none()).count();
    let overdue = partner.commitments.iter().filter(|one| one.days_overdue(desk.as_of) > 0).count();
    let rate = |rate: Option<usize>| rate.map_or_else(|| words::DASH.to_owned(), |rate| format!("{rate}%"));
    cards.push(Card {
        label: "Open promises".to_owned(),
        value: open.to_string(),
        change: (overdue > 0).then(|| super::page::Change {
            direction: "same",
            tone: Tone::Bad,
            text: format!("{overdue} overdue"),
            against: String::new(),
        }),
        note: Some(format!("Kept: ours {}, theirs {}", rate(ours.kept_rate()), rate(theirs.kept_rate()))),
        sparkline: None,
        state: None,
        href: Some("#commitments".to_owned()),
    });
    let next = facts::next_dates(partner, desk.as_of);
    let contact = facts::last_contact(partner, desk.as_of);
    let said = contact.map_or_else(
        || "No contact noted".to_owned(),
        |day| format!("Last contact {}", words::distance(day, desk.as_of)),
    );
    cards.push(match next.first() {
        Some(next) => Card {
            label: format!("Next date: {}", next.what),
            value: words::date(next.on),
            change: None,
            note: Some(format!("{} · {said}", capital_distance(next.on, desk))),
            sparkline: None,
            state: None,
            href: None,
        },
        None => Card {
            label: "Last contact".to_owned(),
            value: contact.map_or_else(|| words::DASH.to_owned(), words::date),
            change: None,
            note: Some(said),
            sparkline: None,
            state: None,
            href: None,
        },
    });
    cards
}

fn capital_distance(day: crate::portfolio::calendar::Date, desk: &Desk<'_>) -> String {
    words::capital(&words::distance(day, desk.as_of))
}

fn score_card(draft: &mut Draft, desk: &Desk<'_>, scores: &Scores<'_>) -> Card {
    let now = scores.now();
    let points = scores.quarters.iter().map(|score| score.value.map(words::float)).collect();
    let sparkline = Figure::CardSparkline(parts::plain_sparkline("Score", points));
    Card {
        label: format!("Score, {}", desk.quarter),
        value: now
            .value
            .map_or_else(|| words::DASH.to_owned(), |value| format!("{} / 100", words::decimal(value, 0))),
        change: now
            .value
            .zip(scores.before().value)
            .map(|(now, before)| words::score_change(now, before, format!("vs {}", desk.quarter.plus(-1)))),
        note: Some(format!("evidence for {}% of the weight", words::decimal(now.coverage, 0))),
        sparkline: now.value.is_some().then(|| draft.figure(sparkline)),
        state: now.value.is_none().then(|| words::pill(now.state)),
        href: Some("#scorecard".to_owned()),
    }
}

fn metric_card(draft: &mut Draft, desk: &Desk<'_>, series: &crate::scorecard::Series<'_>) -> Card {
    let quarters = desk.quarters();
    let reading = series.reading(desk.quarter);
    let said = |number| words::figure(series.metric, series.currency, number);
    let now = series.actual(desk.quarter);
    let before = series.actual(desk.quarter.plus(-1));
    let target = reading.and_then(|reading| reading.target);
    Card {
        label: format!("{}, {}", series.metric.name, desk.quarter),
        value: now.map_or_else(|| words::DASH.to_owned(), said),
        change: now.zip(before).map(|(now, before)| {
            words::change(series.metric, now, before, format!("vs {}", desk.quarter.plus(-1)))
        }),
        note: target.map(|target| format!("target {}", said(target))),
        sparkline: Some(draft.figure(Figure::CardSparkline(parts::sparkline(series, &quarters)))),
        state: None,
        href: Some(format!("#m-{}", series.metric.id)),
    }
}

fn scorecard(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("scorecard", "Scorecard");
    let how = format!("add lines to `partners/{}/observations.csv`", partner.id);
    let Some(scores) = desk.scores(&partner.id).filter(|scores| !scores.series.is_empty()) else {
        return section.block(empty("No figures yet", how));
    };
    let lead = format!(
        "{}, actual against target. Shaded ranges: poor, fair, good; bar: actual; tick: target. 8 quarters from {} on, each line on its own scale.",
        desk.quarter,
        desk.quarter.plus(-7)
    );
    let table = parts::scorecard_table(draft, desk, &scores.series, desk.quarter);
    section.lead(lead).block(Block::Table { table }).block(Block::Details {
        summary: "How the score comes about, the quarters before, and what each metric means".to_owned(),
        blocks: vec![derivation(scores), history(draft, desk, partner, scores), definitions(desk, scores)],
    })
}

/// Weight × value = points, dimension by dimension, down to the sum.
fn derivation(scores: &Scores<'_>) -> Block {
    let now = scores.now();
    let mut rows: Vec<_> = now
        .dimensions
        .iter()
        .map(|dimension| {
            let known = dimension.metrics.iter().filter(|metric| metric.points.is_some()).count();
            let number = |value: Option<rust_decimal::Decimal>| {
                value.map_or_else(|| parts::missing(""), |value| parts::number_cell(words::decimal(value, 1)))
            };
            row(
                None,
                vec![
                    cell(
                        text(&dimension.name)
                            .note(format!("{known} of {} metrics with a figure", dimension.metrics.len())),
                    ),
                    parts::number_cell(words::decimal(dimension.weight, 1)),
                    number(dimension.value),
                    number(dimension.contribution),
                ],
            )
        })
        .collect();
    rows.push(row(
        None,
        vec![
            cell(
                text("Score")
                    .note(format!("{}% of the weight has evidence", words::decimal(now.coverage, 0))),
            ),
            parts::missing(""),
            parts::missing(""),
            now.value.map_or_else(
                || parts::missing("not rated"),
                |value| parts::number_cell(words::decimal(value, 1)),
            ),
        ],
    ));
    Block::Table {
        table: table(
            format!(
                "Score of {}: dimensions without evidence are left out, and the weights of the others fill their place",
                now.quarter
            ),
            &[
                ("Dimension", "text"),
                ("Weight", "number"),
                ("Value, 0 to 100", "number"),
                ("Points", "number"),
            ],
            rows,
        ),
    }
}

fn history(draft: &Draft, desk: &Desk<'_>, partner: &Partner, scores: &Scores<'_>) -> Block {
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
            let weakest = score.dimensions.iter().filter_map(|one| Some((one.value?, &one.name))).min();
            row(
                None,
                vec![
                    cell(quarter),
                    score.value.map_or_else(
                        || parts::missing(""),
                        |value| parts::number_cell(words::decimal(value, 0)),
                    ),
                    state_cell(score.state),
                    parts::number_cell(format!("{}%", words::decimal(score.coverage, 0))),
                    weakest.map_or_else(
                        || parts::missing(""),
                        |(value, name)| cell(text(format!("{name}, {}", words::decimal(value, 0)))),
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

/// What each metric measures, why, and what is decided by it.
fn definitions(desk: &Desk<'_>, scores: &Scores<'_>) -> Block {
    let rows = scores
        .series
        .iter()
        .map(|series| {
            let metric = series.metric;
            let source = metric.source.as_ref().map(|source| format!("Source: {source}"));
            let owner = metric.owner.as_ref().map(|owner| format!("{} answers for it", desk.person(owner)));
            let from: Vec<String> = [source, owner].into_iter().flatten().collect();
            let decision = |when: &str, decision: &Option<String>| {
                decision.as_ref().map(|decision| text(format!("{when}: {decision}")))
            };
            let counter = metric.counter_metric.as_ref().and_then(|id| desk.playbook.metric(id.as_str()));
            let gaming = metric.gaming_risk.as_ref().map(|risk| {
                let counter =
                    counter.map(|counter| format!("{} would show it", counter.name)).unwrap_or_default();
                text(format!("Could be gamed: {risk}")).tone(Tone::Muted).note(counter)
            });
            let decisions: Vec<_> = [
                decision("If red", &metric.decision_if_red),
                decision("If green", &metric.decision_if_green),
                metric.incentive_link.as_ref().map(|link| text(format!("Pay: {link}")).tone(Tone::Muted)),
                gaming,
            ]
            .into_iter()
            .flatten()
            .collect();
            row(
                None,
                vec![
                    cell(text(&metric.name)),
                    cell(text(&metric.definition).note(from.join(" · "))),
                    parts::words_cell(metric.why.clone().unwrap_or_default()),
                    if decisions.is_empty() { parts::missing("") } else { Cell::Text { lines: decisions } },
                ],
            )
        })
        .collect();
    Block::Table {
        table: table(
            "What each metric means",
            &[
                ("Metric", "text"),
                ("What it measures", "text"),
                ("Why it is measured", "text"),
                ("What it decides", "text"),
            ],
            rows,
        ),
    }
}
