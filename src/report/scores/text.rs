//! A score for people in a terminal: parts × weights = points, to the last digit, each with its record and line.

use rust_decimal::Decimal;

use super::{DimensionPart, MetricPart, Scoresheet, Scoresheets};
use crate::playbook::shape::{Direction, Unit};
use crate::portfolio::words::State;
use crate::sheet::Exact;

/// Every sheet in full.
pub fn text(sheets: &Scoresheets) -> String {
    sheets.scores.iter().map(|sheet| one(sheets, sheet)).collect::<Vec<_>>().join("\n")
}

/// A line a sheet.
pub fn list(sheets: &Scoresheets) -> String {
    let mut rows =
        vec![["PARTNER", "QUARTER", "SCORE", "STATE", "COVERAGE", "WEAKEST", "ERRORS"].map(str::to_owned)];
    for sheet in &sheets.scores {
        let weakest = weakest(sheet).map(|(name, value)| format!("{name} {value}"));
        rows.push([
            sheet.partner.clone(),
            sheet.quarter.clone(),
            sheet.value.map_or_else(|| "–".to_owned(), two),
            said(sheet.state),
            format!("{}%", two(sheet.coverage)),
            weakest.unwrap_or_else(|| "–".to_owned()),
            sheet.open_errors.map(|errors| errors.to_string()).unwrap_or_default(),
        ]);
    }
    aligned(&rows, &[2, 4, 6])
}

fn one(sheets: &Scoresheets, sheet: &Scoresheet) -> String {
    let mut out = String::new();
    let value = sheet.value.map_or_else(|| "not rated".to_owned(), |value| format!("{} of 100", two(value)));
    let state = match (sheet.value, sheet.open_errors.unwrap_or_default()) {
        (None, _) => String::new(),
        (Some(_), errors) if sheet.state != sheet.state_by_figures => format!(
            ", {} by its figures, held {} by {errors} open {}",
            said(sheet.state_by_figures),
            said(sheet.state),
            if errors == 1 { "error" } else { "errors" }
        ),
        (Some(_), _) => format!(", {}", said(sheet.state)),
    };
    out.push_str(&format!("{}, {}: {value}{state}\n", sheet.name, sheet.quarter));
    let evidence = match (sheet.nothing_due, sheet.value) {
        (true, _) => "nothing was due; the last figures still hold".to_owned(),
        (false, Some(_)) => format!("evidence for {}% of the weight", sheet.coverage),
        (false, None) if sheet.coverage.0.is_zero() => "no evidence".to_owned(),
        (false, None) => format!(
            "evidence for {}% of the weight, {}% is needed",
            sheet.coverage, sheets.bands.coverage_floor
        ),
    };
    let mut facts = vec![evidence];
    facts.extend(ages(sheet));
    facts.extend(weakest(sheet).map(|(name, value)| format!("weakest {name}, {value}")));
    out.push_str(&format!("  {}\n", facts.join(" · ")));
    if let Some(change) = &sheet.change {
        out.push_str(&format!(
            "  {} since {} = {} by figures, {} by targets that moved, {} by metrics that came or went\n",
            signed(change.whole),
            change.from,
            signed(change.figures),
            signed(change.targets),
            signed(change.metrics)
        ));
    }
    out.push_str(&format!(
        "  on track from {}, at risk from {} · as of {} · records {} · playbook {}\n\n",
        sheets.bands.on_track_from,
        sheets.bands.at_risk_from,
        sheets.made.as_of,
        sheets.made.records,
        sheets.made.playbook
    ));
    out.push_str(&metrics(sheet));
    out.push('\n');
    out.push_str(&dimensions(sheet));
    out
}

fn metrics(sheet: &Scoresheet) -> String {
    if sheet.dimensions.iter().all(|one| one.metrics.is_empty()) {
        return format!(
            "It is measured by nothing: name metrics under `metrics:` in partners/{0}/partner.yaml, and add lines to partners/{0}/observations.csv\n",
            sheet.partner
        );
    }
    let head = ["METRIC", "NO POINTS AT", "ALL AT", "ACTUAL", "POINTS", "× WEIGHT", "= WEIGHTED", "FROM"];
    let mut rows = vec![head.map(str::to_owned)];
    for dimension in sheet.dimensions.iter().filter(|one| !one.metrics.is_empty()) {
        rows.push([
            format!("{}:", dimension.name),
            "".into(),
            "".into(),
            "".into(),
            "".into(),
            "".into(),
            "".into(),
            "".into(),
        ]);
        rows.extend(dimension.metrics.iter().map(metric));
        let known: Vec<&MetricPart> = dimension.metrics.iter().filter(|one| one.points.is_some()).collect();
        let sum: Decimal = known.iter().filter_map(|one| Some(one.points?.0 * one.weight.0)).sum();
        let weights: Decimal = known.iter().map(|one| one.weight.0).sum();
        let value = dimension.value.map_or_else(
            || "no evidence".to_owned(),
            |value| format!("{} ÷ {} = {}", Exact(sum), Exact(weights), two(value)),
        );
        rows.push(["".into(), "".into(), "".into(), "".into(), "".into(), "".into(), value, "".into()]);
    }
    aligned(&rows, &[1, 2, 3, 4, 5, 6])
}

fn metric(metric: &MetricPart) -> [String; 8] {
    let ends = |ends: &[Exact], between: &str| {
        ends.iter().map(|end| number(metric, *end)).collect::<Vec<_>>().join(between)
    };
    let band = if metric.direction == Direction::Band { " to " } else { "" };
    let from = metric.path.as_ref().zip(metric.line).map(|(path, line)| {
        let day = metric.as_of.as_ref().map(|day| format!(", as of {day}")).unwrap_or_default();
        format!("{path}:{line}{day}")
    });
    let actual = match (&metric.actual, &metric.actual_written) {
        (Some(actual), Some(written)) => format!("{} ({written})", number(metric, *actual)),
        (Some(actual), None) => number(metric, *actual),
        (None, Some(written)) => format!("({written})"),
        (None, None) => "–".to_owned(),
    };
    [
        format!("  {}", metric.name),
        ends(&metric.no_points_at, " or "),
        ends(&metric.all_points_at, band),
        actual,
        metric.points.map_or_else(|| "–".to_owned(), two),
        format!("× {}", metric.weight),
        match (metric.points, &metric.no_points_because) {
            (Some(points), _) => format!("= {}", Exact(points.0 * metric.weight.0)),
            (None, why) => why.clone().unwrap_or_default(),
        },
        from.unwrap_or_default(),
    ]
}

fn dimensions(sheet: &Scoresheet) -> String {
    let mut rows = vec![["DIMENSION", "VALUE", "× WEIGHT", "= WEIGHTED", "ADDS"].map(str::to_owned)];
    let known: Vec<&DimensionPart> = sheet.dimensions.iter().filter(|one| one.value.is_some()).collect();
    for one in &sheet.dimensions {
        rows.push([
            one.name.clone(),
            one.value.map_or_else(|| "–".to_owned(), two),
            format!("× {}", one.weight),
            one.value.map_or_else(
                || "left out".to_owned(),
                |value| format!("= {}", Exact(value.0 * one.weight.0)),
            ),
            one.adds.map_or_else(|| "–".to_owned(), two),
        ]);
    }
    let sum: Decimal = known.iter().filter_map(|one| Some(one.value?.0 * one.weight.0)).sum();
    let weights: Decimal = known.iter().map(|one| one.weight.0).sum();
    rows.push([
        "Score".to_owned(),
        "".to_owned(),
        "".to_owned(),
        if known.is_empty() { String::new() } else { format!("{} ÷ {}", Exact(sum), Exact(weights)) },
        sheet.value.map_or_else(|| "not rated".to_owned(), two),
    ]);
    aligned(&rows, &[1, 2, 3, 4])
}

fn weakest(sheet: &Scoresheet) -> Option<(&str, String)> {
    let id = sheet.weakest.as_ref()?;
    let one = sheet.dimensions.iter().find(|one| one.id == *id)?;
    Some((&one.name, two(one.value?)))
}

fn ages(sheet: &Scoresheet) -> Option<String> {
    let days = match (&sheet.oldest_figure, &sheet.newest_figure) {
        (Some(oldest), Some(newest)) if oldest == newest => Some(format!("figures of {oldest}")),
        (Some(oldest), Some(newest)) => Some(format!("figures of {oldest} to {newest}")),
        _ => None,
    };
    let undated = (sheet.undated_figures > 0).then(|| format!("{} without a day", sheet.undated_figures));
    let all: Vec<String> = [days, undated].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// A number of a metric with its unit, and with all its digits.
fn number(metric: &MetricPart, number: Exact) -> String {
    match (metric.unit, &metric.currency) {
        (Unit::Money, Some(currency)) => format!("{currency} {number}"),
        (Unit::Percent, _) => format!("{number}%"),
        (Unit::Days, _) => format!("{number} days"),
        _ => number.to_string(),
    }
}

fn two(number: Exact) -> String {
    format!("{:.2}", number.0)
}

fn signed(number: Exact) -> String {
    let sign = if number.0.is_sign_positive() && !number.0.is_zero() { "+" } else { "" };
    format!("{sign}{}", two(number))
}

fn said(state: State) -> String {
    state.word().replace('-', " ")
}

/// Columns side by side, two blanks between them; numbers to the right.
fn aligned<const N: usize>(rows: &[[String; N]], right: &[usize]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let room = " ".repeat(widths[column] - cell.chars().count());
            let (before, after) =
                if right.contains(&column) { (room.as_str(), "") } else { ("", room.as_str()) };
            line.push_str(&format!("{before}{cell}{after}  "));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
