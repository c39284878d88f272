//! What reading and the rules found, with the way to each line: partner by partner, and by how serious it is.

use std::collections::BTreeMap;

use super::desk::{Desk, Draft, initiative_path, meeting_path, partner_path, review_path};
use super::page::{Block, Cell, Inline, Page, Part, Row, Section, Tone};
use super::parts::{anchored_row, cell, empty, missing, number_cell, row, section, table};
use super::playbook::rule_path;
use super::words::{self, text};
use crate::finding::{Finding, Severity, Tally};
use crate::playbook::rule::ShownOn;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Quarter;
use crate::record::Leaf;
use crate::source::{FileId, Place};

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("findings", Part::Findings, "findings.html", "Findings");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    draft.page.headline = Some(headline(desk));
    let mut sections = Vec::new();
    sections.extend(by_partner(desk, &draft));
    for (severity, title) in
        [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Info, "Good to know")]
    {
        let rows: Vec<Row> = desk
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|finding| finding_row(desk, &draft, finding))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let count = rows.len();
        let columns = [
            ("Record", "text"),
            ("What is wrong, and what to do", "text"),
            ("Rule", "text"),
            ("Where", "text"),
        ];
        let table = table(format!("{title}, by file and line"), &columns, rows);
        sections.push(
            section(&title.to_lowercase().replace(' ', "-"), title)
                .count(count)
                .block(Block::Table { table }),
        );
    }
    if desk.findings.is_empty() {
        sections.push(section("none", "Nothing to mend").block(empty(
            format!(
                "{} read without a fault, and no rule finds anything",
                words::plural(desk.records, "record")
            ),
            "run `quarterdeck check` after each change to keep it so",
        )));
    }
    if !desk.portfolio.unreadable.is_empty() {
        let items = desk.portfolio.unreadable.iter().map(text).collect();
        sections.push(
            section("unreadable", "Partners without a page")
                .lead("Their `partner.yaml` cannot be read, so that nothing of them is shown.")
                .block(Block::List { items, ordered: false }),
        );
    }
    draft.page.sections = sections;
    draft.page
}

fn headline(desk: &Desk<'_>) -> String {
    let tally = Tally::of(desk.findings);
    let partners = partners_with_findings(desk).filter(|(_, tally)| tally.errors > 0).count();
    let accepted = match desk.waived.len() {
        0 => String::new(),
        1 => " One more is accepted for a time.".to_owned(),
        count => format!(" {} more are accepted for a time.", words::capital(&words::number_word(count))),
    };
    let found = match (tally.errors, partners) {
        _ if desk.findings.is_empty() => "Every record can be read, and no rule finds anything.".to_owned(),
        (0, _) => format!("No error; {} to look at.", tally.words()),
        (_, 0) => format!("{}, none of them about a partner.", words::capital(&tally.words())),
        (_, _) if desk.portfolio.partners.len() == 1 => format!("{}.", words::capital(&tally.words())),
        (_, partners) => format!(
            "{}: the errors are in {} of {} alliances.",
            words::capital(&tally.words()),
            words::number_word(partners),
            words::number_word(desk.portfolio.partners.len())
        ),
    };
    format!("{found}{accepted}")
}

/// The partners that something was found about, with how much.
fn partners_with_findings<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = (&'a Partner, Tally)> {
    desk.portfolio.partners.values().filter_map(|partner| {
        let own: Vec<Finding> = desk.findings_of(&partner.id).iter().map(|one| (*one).clone()).collect();
        (!own.is_empty()).then(|| (partner, Tally::of(&own)))
    })
}

fn by_partner(desk: &Desk<'_>, draft: &Draft) -> Option<Section> {
    let mut partners: Vec<(&Partner, Tally)> = partners_with_findings(desk).collect();
    partners.sort_by(|(a, one), (b, other)| {
        let key = |tally: &Tally| (tally.errors, tally.warnings, tally.infos);
        key(other).cmp(&key(one)).then_with(|| a.id.cmp(&b.id))
    });
    let rows: Vec<Row> = partners
        .into_iter()
        .map(|(partner, tally)| {
            let number = |count: usize| if count == 0 { missing("") } else { number_cell(count.to_string()) };
            let worst = desk.findings_of(&partner.id).iter().max_by(|a, b| {
                a.severity.cmp(&b.severity).then(b.place.range.start.cmp(&a.place.range.start))
            });
            let worst = worst.map(|finding| words::capital(&finding.message)).unwrap_or_default();
            let path = format!("{}#findings", partner_path(&partner.id));
            anchored_row(
                format!("of-{}", partner.id),
                vec![
                    cell(draft.inline_link(&partner.profile.name, &path)),
                    number(tally.errors),
                    number(tally.warnings),
                    number(tally.infos),
                    cell(text(worst)),
                ],
            )
        })
        .collect();
    let columns = [
        ("Partner", "text"),
        ("Errors", "number"),
        ("Warnings", "number"),
        ("Good to know", "number"),
        ("The first of the most serious", "text"),
    ];
    let table = table("Findings, partner by partner", &columns, rows);
    (!table.rows.is_empty()).then(|| {
        section("partners", "Partner by partner").count(table.rows.len()).block(Block::Table { table })
    })
}

fn finding_row(desk: &Desk<'_>, draft: &Draft, finding: &Finding) -> Row {
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
    let advice = [advice, others.join("; ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let is_rule = desk.playbook.rules().any(|rule| rule.name == finding.rule);
    let rule = match is_rule {
        true => draft.inline_link(finding.rule.as_ref(), &rule_path(&finding.rule)),
        false => text(finding.rule.to_string()).tone(Tone::Muted),
    };
    row(
        None,
        vec![
            cell(record(desk, draft, finding)),
            cell(text(words::capital(&finding.message)).note(advice)),
            cell(rule),
            cell(place(desk, &finding.place)),
        ],
    )
}

/// A section with what was found about a partner, for its page; nothing where there is nothing. Errors are shown, what
/// is less serious can be opened.
pub fn section_of(desk: &Desk<'_>, draft: &Draft, partner: &Partner) -> Option<Section> {
    let folder = format!("partners/{}/", partner.id);
    let own = desk.findings_of(&partner.id);
    let rows = |severity: Severity| -> Vec<Row> {
        let of = own.iter().filter(|finding| finding.severity == severity);
        of.map(|finding| short_row(desk, draft, finding, &folder)).collect()
    };
    let count = own.len();
    let (errors, warnings, infos) = (rows(Severity::Error), rows(Severity::Warning), rows(Severity::Info));
    let table = |rows: Vec<Row>, what: &str| {
        let columns = [
            ("Record", "text"),
            ("What is wrong, and what to do", "text"),
            ("Rule", "text"),
            ("Where", "text"),
        ];
        Block::Table { table: table(format!("{what} about {}", partner.profile.name), &columns, rows) }
    };
    let mut blocks = Vec::new();
    if !errors.is_empty() {
        blocks.push(table(errors, "Errors"));
    }
    for (rows, word, what) in [(warnings, "warning", "Warnings"), (infos, "thing", "Good to know")] {
        if !rows.is_empty() {
            let more = if word == "thing" { " good to know" } else { "" };
            let summary = format!("{}{more}", words::plural(rows.len(), word));
            blocks.push(Block::Details { summary, blocks: vec![table(rows, what)] });
        }
    }
    (count > 0).then(|| {
        section("findings", "What the playbook finds")
            .internal()
            .count(count)
            .lead("Records that cannot be read, and what our rules ask for and do not find.")
            .blocks(blocks)
    })
}

/// A section with what was found about one record, for its page; nothing where there is nothing.
pub fn section_about(desk: &Desk<'_>, draft: &Draft, file: FileId) -> Option<Section> {
    let own: Vec<&Finding> = desk.findings.iter().filter(|finding| finding.place.file == file).collect();
    let rows: Vec<Row> = own
        .iter()
        .map(|finding| {
            let mut row = short_row(desk, draft, finding, "");
            row.cells[0] = super::playbook::severity_cell(finding.severity);
            row
        })
        .collect();
    let columns = [
        ("Severity", "text"),
        ("What is wrong, and what to do", "text"),
        ("Rule", "text"),
        ("Where", "text"),
    ];
    let table = table("What the playbook finds about this record", &columns, rows);
    (!own.is_empty()).then(|| {
        section("findings", "What the playbook finds")
            .internal()
            .count(own.len())
            .block(Block::Table { table })
    })
}

/// The errors that an executive should hear of, the first few: what, whose, by which rule.
pub fn section_for_overview(desk: &Desk<'_>, draft: &Draft, most: usize) -> Option<Section> {
    let told = |finding: &&Finding| {
        let rule = desk.playbook.rules().find(|rule| rule.name == finding.rule);
        finding.severity == Severity::Error
            && rule.is_some_and(|rule| rule.front.pages.contains(&ShownOn::Overview))
    };
    let all: Vec<&Finding> = desk.findings.iter().filter(told).collect();
    // One of each rule first, so that seven late promises do not hide the sponsor who is missing.
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, &Finding)> = all
        .iter()
        .map(|finding| {
            let nth = seen.entry(&finding.rule).or_default();
            *nth += 1;
            (*nth, *finding)
        })
        .collect();
    ranked.sort_by_key(|(nth, _)| *nth);
    let rows: Vec<Row> = ranked
        .into_iter()
        .take(most)
        .map(|(_, finding)| {
            let rule = draft.inline_link(finding.rule.as_ref(), &rule_path(&finding.rule));
            row(
                None,
                vec![
                    cell(text(words::capital(&finding.message))),
                    cell(record(desk, draft, finding)),
                    cell(rule),
                ],
            )
        })
        .collect();
    let columns = [("What the playbook finds", "text"), ("Alliance", "text"), ("Rule", "text")];
    let table = table("Errors that the playbook finds, one of each rule first", &columns, rows);
    (!table.rows.is_empty()).then(|| {
        let mut blocks = vec![Block::Table { table }];
        if all.len() > most {
            let errors = desk.findings.iter().filter(|one| one.severity == Severity::Error).count();
            let words = format!("and {} more of these: see all {errors} errors", all.len() - most);
            let more = draft.inline_link(words, "findings.html#errors");
            blocks.push(Block::List { items: vec![more], ordered: false });
        }
        section("findings", "What the playbook finds first").count(all.len()).blocks(blocks)
    })
}

/// A row on a page that says already whose it is.
fn short_row(desk: &Desk<'_>, draft: &Draft, finding: &Finding, folder: &str) -> Row {
    let mut row = finding_row(desk, draft, finding);
    let about = finding.record.split_once('/').map_or("", |(_, rest)| rest).replace(['-', '/'], " ");
    let about = match finding.record.split('/').nth(2) {
        Some(id) => {
            format!("{} {id}", finding.record.split('/').nth(1).unwrap_or_default().replace('-', " "))
        }
        None => about,
    };
    row.cells[0] = match desk.path(finding.place.file).starts_with(folder) {
        true => super::parts::words_cell(about),
        false => cell(record(desk, draft, finding)),
    };
    if let (false, Some(Cell::Text { lines })) = (folder.is_empty(), row.cells.last_mut()) {
        for line in lines {
            line.text = line.text.replace(folder, "");
        }
    }
    row
}

/// The record that a finding is about, as a link to where the site shows it.
pub fn record(desk: &Desk<'_>, draft: &Draft, finding: &Finding) -> Inline {
    let mut parts = finding.record.split('/');
    let partner = parts.next().and_then(|id| desk.portfolio.partners.get(id));
    let (section, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Some(partner) = partner else {
        let shown =
            if finding.record.is_empty() { desk.path(finding.place.file) } else { finding.record.as_str() };
        if let Some(initiative) = shown.strip_prefix("initiatives/")
            && desk.portfolio.initiatives.contains_key(initiative)
        {
            return draft.inline_link(shown, &initiative_path(None, initiative));
        }
        return text(shown);
    };
    let path = match section {
        "initiatives" if partner.initiatives.contains_key(id) => initiative_path(Some(&partner.id), id),
        "meetings" if partner.meetings.contains_key(id) => meeting_path(&partner.id, id),
        "reviews" if Quarter::parse(id).is_ok_and(|quarter| partner.reviews.contains_key(&quarter)) => {
            Quarter::parse(id)
                .map_or_else(|_| partner_path(&partner.id), |quarter| review_path(&partner.id, quarter))
        }
        _ => partner_path(&partner.id),
    };
    let what = match (section, id) {
        ("", _) => String::new(),
        (section, "") => section.replace('-', " "),
        (section, id) => format!("{} {id}", section.replace('-', " ")),
    };
    draft.inline_link(&partner.profile.name, &path).note(what)
}

/// A place, as a link to where it is edited if the settings say how.
pub fn place(desk: &Desk<'_>, place: &Place) -> Inline {
    let shown = text(at(desk, place));
    match desk.edit(place) {
        Some(edit) => shown.to(edit.href),
        None => shown,
    }
}

fn at(desk: &Desk<'_>, place: &Place) -> String {
    let region = desk.sources.region(place);
    format!("{}:{}:{}", desk.path(place.file), region.line, region.column)
}
