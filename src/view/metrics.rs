//! The metric dictionary: what each number means, why it is measured, what it decides, and how it stands everywhere.

use rust_decimal::Decimal;

use super::desk::{Desk, Draft, partner_path};
use super::page::{Block, Cell, Inline, Page, Part, Row, Section, Tone};
use super::parts::{anchored_row, cell, empty, missing, number_cell, row, section, table, words_cell};
use super::words::{self, text};
use crate::playbook::shape::{Aggregation, Direction, Metric, Unit};
use crate::portfolio::Partner;
use crate::portfolio::words::State;
use crate::scorecard::{MetricScore, ratio};

/// The path of the page.
pub const PATH: &str = "metrics/index.html";

/// Alliances that are named for a metric at most; the others are counted.
const NAMED: usize = 4;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("metrics", Part::Playbook, PATH, "Metrics");
    draft.page.siblings = super::programme::siblings(&draft);
    draft.page.breadcrumbs =
        vec![draft.link("Overview", "index.html"), draft.link("Playbook", "playbook/index.html")];
    draft.page.edit = desk.playbook.file.and_then(|file| desk.edit_file(file));
    let used: Vec<&Metric> = desk
        .playbook
        .metrics
        .iter()
        .map(AsRef::as_ref)
        .filter(|one| !readings(desk, one).is_empty())
        .collect();
    let red = used
        .iter()
        .filter(|one| readings(desk, one).iter().any(|(_, score)| score.state == State::OffTrack))
        .count();
    draft.page.headline = Some(match (used.len(), red) {
        (0, _) => "No alliance is measured yet.".to_owned(),
        (used, 0) => format!(
            "{} in use; none is off track anywhere in {}.",
            words::capital(&words::plural(used, "metric")),
            desk.quarter
        ),
        (used, red) => format!(
            "{} in use; {} off track in at least one alliance in {}.",
            words::capital(&words::plural(used, "metric")),
            if red == 1 { "one is".to_owned() } else { format!("{} are", words::number_word(red)) },
            desk.quarter
        ),
    });
    let mut sections = vec![weights(desk)];
    for dimension in &desk.playbook.scorecard.dimensions {
        let metrics: Vec<&Metric> = desk
            .playbook
            .metrics
            .iter()
            .map(AsRef::as_ref)
            .filter(|one| one.dimension == dimension.id)
            .collect();
        sections.push(of_dimension(desk, &draft, (dimension.id.as_str(), &dimension.name), &metrics));
    }
    draft.page.sections = sections;
    draft.page
}

/// How the score is put together.
fn weights(desk: &Desk<'_>) -> Section {
    let rules = &desk.playbook.scorecard;
    let total: Decimal = rules.dimensions.iter().map(|dimension| dimension.weight.0).sum();
    let rows = rules
        .dimensions
        .iter()
        .map(|dimension| {
            let metrics: Vec<String> = desk
                .playbook
                .metrics
                .iter()
                .filter(|metric| metric.dimension == dimension.id)
                .map(|metric| match metric.weight {
                    Some(weight) => format!("{} × {}", metric.name, words::decimal(weight.0, 2)),
                    None => metric.name.clone(),
                })
                .collect();
            let share = ratio(dimension.weight.0 * Decimal::ONE_HUNDRED, total);
            row(
                None,
                vec![
                    cell(text(&dimension.name).to(format!("#of-{}", dimension.id))),
                    number_cell(words::decimal(dimension.weight.0, 2)),
                    share.map_or_else(
                        || missing(""),
                        |share| number_cell(format!("{}%", words::decimal(share, 1))),
                    ),
                    words_cell(metrics.join(", ")),
                ],
            )
        })
        .collect();
    let columns = [("Dimension", "text"), ("Weight", "number"), ("Share", "number"), ("Made of", "text")];
    section("weights", "How a score is put together")
        .lead(format!(
            "A metric has 100 points at its target or better and none at poor or worse. Points make dimensions, dimensions make the score: on track from {}, at risk from {}, not rated with evidence for less than {}% of the weight.",
            rules.on_track_from.0.normalize(),
            rules.at_risk_from.0.normalize(),
            rules.coverage_floor.0.normalize()
        ))
        .block(Block::Table { table: table("Dimensions and their weights", &columns, rows) })
}

fn of_dimension(desk: &Desk<'_>, draft: &Draft, (id, name): (&str, &str), metrics: &[&Metric]) -> Section {
    let section = section(&format!("of-{id}"), name).count(metrics.len());
    if metrics.is_empty() {
        return section.block(empty(
            "No metric counts in this dimension",
            format!("give one `dimension: {id}` in `playbook.yaml`"),
        ));
    }
    let rows = metrics.iter().map(|metric| metric_row(desk, draft, metric)).collect();
    let columns = [
        ("Metric", "text"),
        ("What it measures", "text"),
        ("Why, and what it decides", "text"),
        ("Points", "text"),
        ("Where it stands", "text"),
    ];
    section.block(Block::Table {
        table: table(format!("Metrics of the {} dimension", name.to_lowercase()), &columns, rows),
    })
}

fn metric_row(desk: &Desk<'_>, draft: &Draft, metric: &Metric) -> Row {
    let source = metric.source.as_ref().map(|source| format!("Source: {source}"));
    let owner = metric.owner.as_ref().map(|owner| format!("{} answers for it", desk.person(owner)));
    let from = words::known([source, owner], " · ");
    anchored_row(
        metric.id.to_string(),
        vec![
            cell(text(&metric.name).note(kind(metric))),
            cell(text(&metric.definition).note(from.unwrap_or_default())),
            reasons(desk, metric),
            Cell::Text { lines: limits(metric).into_iter().map(text).collect() },
            standing(desk, draft, metric),
        ],
    )
}

/// What kind of number it is, in a line.
fn kind(metric: &Metric) -> String {
    let better = match metric.direction {
        Direction::Up => "more is better",
        Direction::Down => "less is better",
        Direction::Band => "within a band",
    };
    let unit = match metric.unit {
        Unit::Money => "money",
        Unit::Percent => "per cent",
        Unit::Count => "count",
        Unit::Days => "days",
        Unit::Score => "score",
        Unit::Ratio => "ratio",
    };
    let attribution = metric.attribution.map(|attribution| words::label(&attribution));
    let timing = metric.timing.map(|timing| words::label(&timing));
    let parts = [Some(unit.to_owned()), attribution, timing, Some(better.to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn reasons(desk: &Desk<'_>, metric: &Metric) -> Cell {
    let decision = |when: &str, decision: &Option<String>| {
        decision.as_ref().map(|decision| text(format!("{when}: {decision}")))
    };
    let counter = metric.counter_metric.as_ref().and_then(|id| desk.playbook.metric(id.as_str()));
    let gaming = metric.gaming_risk.as_ref().map(|risk| {
        let counter = counter.map(|counter| format!("{} would show it", counter.name)).unwrap_or_default();
        text(format!("Could be gamed: {risk}")).tone(Tone::Muted).note(counter)
    });
    let lines: Vec<Inline> = [
        metric.why.as_ref().map(text),
        decision("If red", &metric.decision_if_red),
        decision("If green", &metric.decision_if_green),
        metric.incentive_link.as_ref().map(|link| text(format!("Pay: {link}")).tone(Tone::Muted)),
        gaming,
    ]
    .into_iter()
    .flatten()
    .collect();
    if lines.is_empty() { missing("nobody has said why") } else { Cell::Text { lines } }
}

/// From where to where it has points, and how quarters make a year.
fn limits(metric: &Metric) -> Vec<String> {
    let number = |number: Decimal| words::decimal(number, 2);
    let mut lines = vec![match (metric.direction, metric.band, metric.poor) {
        (Direction::Band, Some(band), _) => {
            format!("all from {} to {}", number(band.min.0), number(band.max.0))
        }
        (Direction::Band, None, _) => "no band".to_owned(),
        (_, _, Some(poor)) => format!("none at {}, all at the target", number(poor.0)),
        (Direction::Up, _, None) => "none at half the target".to_owned(),
        (Direction::Down, _, None) => "none at one and a half times the target".to_owned(),
    }];
    if let Some(weight) = metric.weight {
        lines.push(format!("weight {}", number(weight.0)));
    }
    if let Some(bounds) = metric.bounds {
        lines.push(format!("can be {} to {}", number(bounds.min.0), number(bounds.max.0)));
    }
    lines.extend(metric.every.map(|every| format!("measured {}", every.rhythm())));
    lines.extend(metric.aggregation.map(|aggregation| {
        match aggregation {
            Aggregation::Sum => "a year is the sum of its quarters",
            Aggregation::Mean => "a year is the mean of its quarters",
            Aggregation::Last => "a year is its last quarter",
        }
        .to_owned()
    }));
    lines
}

/// The alliances that are measured by it, and how each stands in the last closed quarter.
fn readings<'a>(desk: &'a Desk<'_>, metric: &Metric) -> Vec<(&'a Partner, &'a MetricScore)> {
    let partners = desk.portfolio.partners.values();
    partners
        .filter_map(|partner| Some((partner, desk.scores(&partner.id)?.now().metric(metric.id.as_str())?)))
        .collect()
}

fn standing(desk: &Desk<'_>, draft: &Draft, metric: &Metric) -> Cell {
    let mut all = readings(desk, metric);
    if all.is_empty() {
        return missing("no alliance uses it");
    }
    let count = |state: State| all.iter().filter(|(_, score)| score.state == state).count();
    let counts: Vec<String> = [State::OnTrack, State::AtRisk, State::OffTrack, State::NotRated]
        .into_iter()
        .filter(|&state| count(state) > 0)
        .map(|state| format!("{} {}", count(state), words::pill(state).word.to_lowercase()))
        .collect();
    let mut lines = vec![text(counts.join(", "))];
    all.retain(|(_, score)| matches!(score.state, State::OffTrack | State::AtRisk));
    all.sort_by(|(a, one), (b, other)| one.points.ok().cmp(&other.points.ok()).then_with(|| a.id.cmp(&b.id)));
    let more = all.len().saturating_sub(NAMED);
    lines.extend(all.into_iter().take(NAMED).map(|(partner, score)| {
        let points =
            score.points.map(|points| format!("{} points", words::decimal(points, 0))).unwrap_or_default();
        draft
            .inline_link(&partner.profile.name, &format!("{}#m-{}", partner_path(&partner.id), metric.id))
            .note(format!("{}, {points}", words::pill(score.state).word.to_lowercase()))
    }));
    if more > 0 {
        lines.push(text(format!("and {more} more")).tone(Tone::Muted));
    }
    Cell::Text { lines }
}
