//! What is wrong with the records, with the way to each line.

use super::desk::{Desk, Draft};
use super::page::{Block, Page, Part, Row, Tone};
use super::parts::{cell, empty, row, section, table};
use super::words::{self, text};
use crate::finding::{Finding, Severity};
use crate::source::Place;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("findings", Part::Findings, "findings.html", "Findings");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    let count = desk.findings.len();
    draft.page.headline = Some(match count {
        0 => "Every record can be read, and every reference leads somewhere.".to_owned(),
        1 => "One thing in the records wants mending.".to_owned(),
        count => {
            format!("{} things in the records want mending.", words::capital(&words::number_word(count)))
        }
    });
    for (severity, title) in
        [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Info, "Good to know")]
    {
        let rows: Vec<Row> = desk
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|finding| finding_row(desk, finding))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let count = rows.len();
        let table = table(
            format!("{title}, by file and line"),
            &[("Where", "text"), ("What is wrong", "text"), ("What to do", "text"), ("Rule", "text")],
            rows,
        );
        draft.page.sections.push(
            section(&title.to_lowercase().replace(' ', "-"), title)
                .count(count)
                .block(Block::Table { table }),
        );
    }
    if count == 0 {
        draft.page.sections.push(section("none", "Nothing to mend").block(empty(
            format!("{} read without a fault", words::plural(desk.records, "record")),
            "run `quarterdeck check` after each change to keep it so",
        )));
    }
    if !desk.portfolio.unreadable.is_empty() {
        let items = desk.portfolio.unreadable.iter().map(text).collect();
        draft.page.sections.push(
            section("unreadable", "Partners without a page")
                .lead("Their `partner.yaml` cannot be read, so that nothing of them is shown.")
                .block(Block::List { items, ordered: false }),
        );
    }
    draft.page
}

fn finding_row(desk: &Desk<'_>, finding: &Finding) -> Row {
    let region = desk.sources.region(&finding.place);
    let path = format!("{}:{}:{}", desk.path(finding.place.file), region.line, region.column);
    let place = match desk.edit(&finding.place) {
        Some(edit) => text(path).to(edit.href),
        None => text(path),
    };
    let others: Vec<String> =
        finding.related.iter().map(|(place, why)| format!("{why}: {}", at(desk, place))).collect();
    let advice = finding
        .label
        .iter()
        .chain(&finding.help)
        .cloned()
        .collect::<Vec<_>>()
        .join("; ")
        .replace("?; ", "? ");
    row(
        None,
        vec![
            cell(place),
            cell(text(words::capital(&finding.message)).note(others.join("; "))),
            cell(text(advice)),
            cell(text(finding.rule.to_string()).tone(Tone::Muted)),
        ],
    )
}

fn at(desk: &Desk<'_>, place: &Place) -> String {
    let region = desk.sources.region(place);
    format!("{}:{}:{}", desk.path(place.file), region.line, region.column)
}
