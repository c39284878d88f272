//! The drawings of the overview, each with its message and its numbers.

use rust_decimal::Decimal;

use super::super::desk::{Desk, Draft, partner_path};
use super::super::figure::{
    HeatMap, Lane, Mark, MarkKind, Series, StateStack, Timeline, Tone, Trend, nice_ticks,
};
use super::super::page::{Block, Figure, Row, Section};
use super::super::partners::sorted;
use super::super::parts::{cell, missing, number_cell, row, section, table};
use super::super::words::{self, text};
use super::{STATES, count};
use crate::playbook::shape::{Attribution, Metric, Unit};
use crate::portfolio::agreement::Renewal;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::money::Money;
use crate::portfolio::words::State;
use crate::scorecard::variance;

/// States through the quarters.
pub fn states(draft: &mut Draft, desk: &Desk<'_>) -> Option<Section> {
    let quarters = desk.quarters();
    let counts = |state: State| -> Vec<u32> {
        (0..quarters.len()).rev().map(|back| count(desk, state, back) as u32).collect()
    };
    let [on, risk, off, none] = STATES.map(counts);
    let rated: u32 = on.iter().chain(&risk).chain(&off).sum();
    if rated == 0 {
        return None;
    }
    let (first, last) = (on[0], on[on.len() - 1]);
    let title = format!(
        "By their figures, {} on track in {}, {} in {}",
        words::plural(last as usize, "alliance"),
        desk.quarter,
        words::number_word(first as usize),
        quarters[0]
    );
    let subtitle = "Alliances by state of their figures in each quarter, judged by today's playbook; open errors are not looked at".to_owned();
    let rows = quarters
        .iter()
        .enumerate()
        .map(|(index, quarter)| {
            let number = |counts: &[u32]| number_cell(counts[index].to_string());
            row(
                None,
                vec![
                    cell(text(quarter.to_string())),
                    number(&on),
                    number(&risk),
                    number(&off),
                    number(&none),
                ],
            )
        })
        .collect();
    let figure = draft.figure(Figure::StateStack(StateStack {
        title: title.clone(),
        subtitle: subtitle.clone(),
        periods: quarters.iter().map(ToString::to_string).collect(),
        on_track: on,
        at_risk: risk,
        off_track: off,
        not_rated: none,
        summary: format!("{title}; the numbers stand in the table"),
    }));
    let table = table(
        "Alliances by state and quarter",
        &[
            ("Quarter", "text"),
            ("On track", "number"),
            ("At risk", "number"),
            ("Off track", "number"),
            ("Not rated", "number"),
        ],
        rows,
    );
    Some(section("trend", "Portfolio trend").block(Block::Figure {
        title,
        subtitle,
        figure,
        table: Some(table),
    }))
}

/// Sourced revenue of all alliances against plan. Without a rate there is no sum.
pub fn revenue(draft: &mut Draft, desk: &Desk<'_>) -> Option<Section> {
    let metric = desk.playbook.metrics.iter().find(|metric| {
        metric.unit == Unit::Money
            && metric.attribution == Some(Attribution::Sourced)
            && metric.standard.is_some()
    })?;
    let quarters = desk.quarters();
    let sums: Vec<(Option<Decimal>, Option<Decimal>)> =
        quarters.iter().map(|&quarter| sum(desk, metric, quarter)).collect();
    let (actual, target) = *sums.last()?;
    let own = desk.portfolio.settings.currency();
    let said = |amount: Decimal| words::money(Money { amount, currency: own });
    let actual = actual?;
    let reached = target.filter(|target| *target > Decimal::ZERO).and_then(|target| {
        let percent = variance(actual, target)?.percent?;
        Some(percent + Decimal::ONE_HUNDRED)
    });
    let title = match reached {
        Some(reached) => format!(
            "{} of {} is {}% of its target in {}",
            metric.name,
            said(actual),
            words::decimal(reached, 0),
            desk.quarter
        ),
        None => format!("{} is {} in {}", metric.name, said(actual), desk.quarter),
    };
    let subtitle = format!("All alliances, by quarter, in {own} at the rates of each quarter");
    let highest = sums.iter().flat_map(|(a, t)| [*a, *t]).flatten().max().unwrap_or_default();
    let ticks = nice_ticks(0.0, words::float(highest))
        .into_iter()
        .map(|tick| (tick, Decimal::from_f64_retain(tick).map(&said).unwrap_or_default()))
        .collect();
    let end = |value: Option<Decimal>| value.map(said).unwrap_or_default();
    let line = |name: &str, tone: Tone, points: Vec<Option<Decimal>>| Series {
        name: name.to_owned(),
        tone,
        end: end(points.last().copied().flatten()),
        points: points.into_iter().map(|point| point.map(words::float)).collect(),
    };
    let figure = draft.figure(Figure::Trend(Trend {
        title: title.clone(),
        subtitle: subtitle.clone(),
        periods: quarters.iter().map(ToString::to_string).collect(),
        series: vec![
            line("Actual", Tone::Actual, sums.iter().map(|sum| sum.0).collect()),
            line("Target", Tone::Target, sums.iter().map(|sum| sum.1).collect()),
        ],
        band: None,
        notes: Vec::new(),
        ticks,
        summary: format!("{title}; the numbers stand in the table"),
    }));
    let number =
        |value: Option<Decimal>| value.map_or_else(|| missing("no sum"), |value| number_cell(said(value)));
    let rows = quarters
        .iter()
        .zip(&sums)
        .map(|(quarter, (actual, target))| {
            row(None, vec![cell(text(quarter.to_string())), number(*actual), number(*target)])
        })
        .collect();
    let table = table(
        format!("{} by quarter", metric.name),
        &[("Quarter", "text"), ("Actual", "number"), ("Target", "number")],
        rows,
    );
    Some(section("revenue", &metric.name).block(Block::Figure {
        title,
        subtitle,
        figure,
        table: Some(table),
    }))
}

/// The sums of actuals and targets in our currency; nothing where a figure has no rate, or there is none.
fn sum(desk: &Desk<'_>, metric: &Metric, quarter: Quarter) -> (Option<Decimal>, Option<Decimal>) {
    let settings = &desk.portfolio.settings;
    let mut totals = [None, None];
    let mut whole = [true, true];
    for partner in desk.portfolio.partners.values() {
        let Some(scores) = desk.scores(&partner.id) else { continue };
        let Some(series) = scores.series.iter().find(|series| series.metric.id == metric.id) else {
            continue;
        };
        let (Some(reading), Some(currency)) = (series.reading(quarter), series.currency) else { continue };
        for (index, amount) in [reading.actual, reading.target].into_iter().enumerate() {
            if !amount.is_written() {
                continue;
            }
            let own = amount.number().and_then(|amount| settings.in_own(Money { amount, currency }, quarter));
            match own {
                Some(own) => totals[index] = Some(totals[index].unwrap_or_default() + own),
                None => whole[index] = false,
            }
        }
    }
    (totals[0].filter(|_| whole[0]), totals[1].filter(|_| whole[1]))
}

/// Partners by dimension of the scorecard, the worst first.
pub fn dimensions(draft: &mut Draft, desk: &Desk<'_>) -> Option<Section> {
    let partners: Vec<_> = sorted(desk)
        .into_iter()
        .filter(|partner| {
            desk.scores(&partner.id)
                .is_some_and(|scores| scores.now().dimensions.iter().any(|one| one.value.is_some()))
        })
        .collect();
    if partners.is_empty() {
        return None;
    }
    let columns: Vec<String> =
        desk.playbook.scorecard.dimensions.iter().map(|dimension| dimension.name.clone()).collect();
    let values: Vec<Vec<Option<Decimal>>> = partners
        .iter()
        .filter_map(|partner| desk.scores(&partner.id))
        .map(|scores| scores.now().dimensions.iter().map(|dimension| dimension.value).collect())
        .collect();
    let lowest = partners
        .iter()
        .zip(&values)
        .flat_map(|(partner, values)| {
            values.iter().zip(&columns).filter_map(move |(value, name)| Some(((*value)?, partner, name)))
        })
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let title = match lowest {
        Some((value, partner, name)) => {
            format!(
                "Weakest: {} in the {} dimension, {} of 100",
                partner.profile.name,
                name.to_lowercase(),
                words::decimal(value, 0)
            )
        }
        None => "Scores by dimension".to_owned(),
    };
    let subtitle =
        format!("Value of each dimension in {}, 0 to 100; a hatched cell has no evidence", desk.quarter);
    let rows: Vec<Row> = partners
        .iter()
        .zip(&values)
        .map(|(partner, values)| {
            let mut cells = vec![cell(draft.inline_link(&partner.profile.name, &partner_path(&partner.id)))];
            cells.extend(values.iter().map(|value| {
                value.map_or_else(|| missing(""), |value| number_cell(words::decimal(value, 0)))
            }));
            row(None, cells)
        })
        .collect();
    let figure = HeatMap {
        rows: partners
            .iter()
            .map(|partner| (partner.profile.name.clone(), Some(draft.href(&partner_path(&partner.id)))))
            .collect(),
        columns: columns.clone(),
        values: values
            .iter()
            .map(|values| {
                values
                    .iter()
                    .map(|value| value.map(|value| (words::float(value), words::decimal(value, 0))))
                    .collect()
            })
            .collect(),
        summary: format!("{title}; the numbers stand in the table"),
    };
    let figure = draft.figure(Figure::HeatMap(figure));
    let heads: Vec<(&str, &'static str)> = std::iter::once(("Alliance", "text"))
        .chain(columns.iter().map(|name| (name.as_str(), "number")))
        .collect();
    let table = table("Value of each dimension by alliance", &heads, rows);
    Some(section("dimensions", "By dimension").block(Block::Figure {
        title,
        subtitle,
        figure,
        table: Some(table),
    }))
}

/// Notice deadlines, ends of agreements and reviews of the next four quarters.
pub fn ahead(draft: &mut Draft, desk: &Desk<'_>) -> Option<Section> {
    let year = desk.portfolio.settings.fiscal_year;
    let now = year.quarter_of(desk.as_of);
    let (from, to) = (year.first_day(now), year.last_day(now.plus(3)));
    let mut dates: Vec<(Date, MarkKind, String, &crate::portfolio::Partner)> = Vec::new();
    for partner in desk.portfolio.partners.values() {
        for agreement in partner.agreements.iter().filter(|agreement| agreement.in_force(desk.as_of)) {
            let name = agreement.title.clone().unwrap_or_else(|| words::label(&agreement.kind));
            let deadline = agreement
                .notice_deadline()
                .map(|on| (on, MarkKind::NoticeDeadline, format!("Notice: {name}"), partner));
            // Without notice, one that renews itself goes on: the opposite of an end.
            let renews = agreement.renewal == Some(Renewal::Auto) && agreement.notice_given_on.is_none();
            let ends = if renews { "Renews itself" } else { "Ends" };
            let end =
                agreement.expires_on.map(|on| (on, MarkKind::Renewal, format!("{ends}: {name}"), partner));
            dates.extend(deadline.into_iter().chain(end));
        }
        for review in partner.reviews.values().filter(|review| review.record.held_on.is_none()) {
            dates.extend(
                review
                    .record
                    .scheduled_on
                    .map(|on| (on, MarkKind::Review, format!("Review of {}", review.quarter), partner)),
            );
        }
    }
    dates.retain(|(on, _, _, _)| *on >= desk.as_of && *on <= to);
    dates.sort_by(|a, b| (a.0, &a.3.id, &a.2).cmp(&(b.0, &b.3.id, &b.2)));
    let first = dates.first()?;
    let title =
        format!("Next: {}, {}, {}", first.3.profile.name, lower_first(&first.2), words::date(first.0));
    let subtitle =
        format!("Notice deadlines, ends of agreements and planned reviews, {now} to {}", now.plus(3));
    let mut lanes: Vec<Lane> = Vec::new();
    for (on, kind, label, partner) in &dates {
        let mark = Mark { date: on.civil(), kind: *kind, label: label.clone() };
        let lane = lanes.iter().position(|lane| lane.name == partner.profile.name);
        match lane {
            Some(lane) => lanes[lane].marks.push(mark),
            None => lanes.push(Lane {
                name: partner.profile.name.clone(),
                href: Some(draft.href(&partner_path(&partner.id))),
                marks: vec![mark],
            }),
        }
    }
    let rows = dates
        .iter()
        .map(|(on, _, label, partner)| {
            row(
                None,
                vec![
                    cell(text(words::date(*on)).note(words::distance(*on, desk.as_of))),
                    cell(text(label)),
                    cell(draft.inline_link(&partner.profile.name, &partner_path(&partner.id))),
                ],
            )
        })
        .collect();
    let figure = draft.figure(Figure::Timeline(Timeline {
        lanes,
        days: desk.day_axis(from, to, 1),
        summary: format!("{title}; the dates stand in the table"),
    }));
    let table = table(
        "Dates ahead, the next first",
        &[("When", "date"), ("What", "text"), ("Alliance", "text")],
        rows,
    );
    Some(section("ahead", "Dates ahead").block(Block::Figure { title, subtitle, figure, table: Some(table) }))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
