//! The page of one rule: why it is there, what it asks here, what it finds, who accepted what.

use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Page, Part, Row, Section};
use super::super::parts::{self, cell, section, table};
use super::super::words::{self, text};
use super::{PATH, Standing, rule_facts, rule_path};
use crate::check::applies::setting_place;
use crate::expression::show;
use crate::playbook::rule::{EXAMPLES, SECTIONS};
use crate::playbook::shape::RuleSetting;
use crate::record::{Locator, to_value};

/// The page.
pub(super) fn page(desk: &Desk<'_>, rule: &Standing<'_>) -> Page {
    let name = rule.rule.rule.name.as_str();
    let front = &rule.rule.rule.front;
    let mut draft = Draft::new("rule", Part::Playbook, rule_path(name), name);
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html"), draft.link("Playbook", PATH)];
    draft.page.kicker = Some("Rule".to_owned());
    draft.page.headline = Some(format!("{}.", front.title.trim_end_matches('.')));
    draft.page.edit = rule.rule.rule.file.and_then(|file| desk.edit_file(file));
    let mut sections = Vec::new();
    sections.push(
        section("settings", "How it is set here")
            .blocks(rule_facts(&draft, rule))
            .blocks(parameters(rule))
            .blocks(settings(desk, rule)),
    );
    sections.push(findings(desk, &draft, rule));
    // In the order in which a reader asks: what, why, what now, and then the examples.
    for heading in SECTIONS.iter().chain(&EXAMPLES) {
        let path = rule.rule.rule.file.map(|file| desk.path(file)).unwrap_or_default();
        let prose = draft.prose(rule.rule.rule.section(heading).unwrap_or_default(), path);
        let Some(prose) = prose else { continue };
        let id = heading.to_lowercase().replace(' ', "-");
        sections.push(section(&id, heading).block(Block::Prose { prose }));
    }
    sections.push(conditions(rule));
    draft.page.sections = sections;
    draft.page
}

/// Its parameters, with what holds here.
fn parameters(rule: &Standing<'_>) -> Option<Block> {
    let front = &rule.rule.rule.front;
    let rows: Vec<Row> = front
        .parameters
        .iter()
        .enumerate()
        .map(|(index, (name, parameter))| {
            let set = rule.answer.as_ref().ok().and_then(|applied| {
                applied.parameters.iter().find(|(at, _, _)| *at == index).map(|(_, value, _)| show(value))
            });
            let standard = show(&to_value(&parameter.default));
            let unit = parameter.unit.clone().unwrap_or_default();
            let here = match set {
                Some(set) if set != standard => {
                    text(format!("{set} {unit}")).note(format!("without a setting {standard}"))
                }
                _ => text(format!("{standard} {unit}")),
            };
            parts::row(Some(name.clone()), vec![cell(text(name)), cell(here), cell(text(&parameter.meaning))])
        })
        .map(|row| Row { mark: None, ..row })
        .collect();
    let columns = [("Parameter", "text"), ("Here", "text"), ("What it means", "text")];
    (!rows.is_empty()).then(|| Block::Table { table: table("Parameters of the rule", &columns, rows) })
}

/// What our playbook sets otherwise, line by line.
fn settings(desk: &Desk<'_>, rule: &Standing<'_>) -> Option<Block> {
    let mut locator = Locator::new(desk.sources);
    let own = desk
        .playbook
        .settings
        .iter()
        .enumerate()
        .filter(|(_, setting)| setting.rule.0 == rule.rule.rule.name);
    let rows: Vec<Row> = own
        .map(|(index, setting)| {
            let place = setting_place(desk.playbook, &mut locator, index, &[]);
            let place = place.map_or_else(
                || parts::missing(""),
                |place| cell(super::super::findings::place(desk, &place)),
            );
            parts::row(
                None,
                vec![
                    cell(text(words::capital(&whom(desk, setting)))),
                    cell(text(sets(setting)).note(setting.reason.clone().unwrap_or_default())),
                    place,
                ],
            )
        })
        .collect();
    let columns = [("For whom", "text"), ("What our playbook sets, and why", "text"), ("Where", "text")];
    (!rows.is_empty())
        .then(|| Block::Table { table: table("What our playbook sets otherwise", &columns, rows) })
}

/// Whom a setting is about.
fn whom(desk: &Desk<'_>, setting: &RuleSetting) -> String {
    let mut parts: Vec<String> = Vec::new();
    let tier = |id: &str| desk.playbook.tier(id).map_or_else(|| id.to_owned(), |(_, tier)| tier.name.clone());
    parts.extend(setting.tiers.iter().map(|id| tier(id.as_str())));
    parts.extend(setting.stages.iter().map(|id| desk.stage_name(id.as_str())));
    parts.extend(setting.kinds.iter().map(words::label));
    parts.extend(setting.partners.iter().map(|id| {
        let partner = desk.portfolio.partners.get(id.as_str());
        partner.map_or_else(|| id.to_string(), |partner| partner.profile.name.clone())
    }));
    if parts.is_empty() { "everybody".to_owned() } else { words::join(&parts) }
}

/// What a setting says.
fn sets(setting: &RuleSetting) -> String {
    let mut parts = Vec::new();
    if setting.off {
        parts.push("off".to_owned());
    }
    if let Some(severity) = setting.severity {
        parts.push(format!("severity {}", severity.word()));
    }
    parts
        .extend(setting.parameters.iter().map(|(name, value)| format!("{name}: {}", show(&to_value(value)))));
    if let Some(since) = setting.since {
        parts.push(format!("from {since} on"));
    }
    if parts.is_empty() { "on".to_owned() } else { parts.join(", ") }
}

fn findings(desk: &Desk<'_>, draft: &Draft, rule: &Standing<'_>) -> Section {
    let rows: Vec<Row> = desk
        .findings
        .iter()
        .filter(|finding| finding.rule == rule.rule.rule.name.as_str())
        .map(|finding| {
            parts::row(
                None,
                vec![
                    cell(super::super::findings::record(desk, draft, finding)),
                    cell(
                        text(words::capital(&finding.message)).note(finding.help.clone().unwrap_or_default()),
                    ),
                    cell(super::super::findings::place(desk, &finding.place)),
                ],
            )
        })
        .collect();
    let count = rows.len();
    let columns = [("Record", "text"), ("What is wrong, and what to do", "text"), ("Where", "text")];
    let waived = match rule.waived {
        0 => String::new(),
        1 => " One more is accepted for a time.".to_owned(),
        count => format!(" {count} more are accepted for a time."),
    };
    let what = if rule.on() { "It finds nothing here" } else { "It is off here" };
    let how = if rule.on() { "" } else { "name it under `rules:` in `playbook.yaml` to turn it on" };
    section("here", "What it finds here")
        .count(count)
        .lead(format!("As of {}.{waived}", words::long_date(desk.as_of)))
        .block(parts::table_or_empty(table("What the rule finds here", &columns, rows), what, how))
}

/// The condition itself, for those who write rules.
fn conditions(rule: &Standing<'_>) -> Section {
    let front = &rule.rule.rule.front;
    let each = front.each.as_ref().map(|each| format!("{} as {}", each.list, each.name));
    section("condition", "The condition itself")
        .lead("For whoever writes rules; the names are those of the records and their facts.")
        .blocks(parts::facts([
            parts::fact("Each", each),
            parts::fact("When", front.when.clone()),
            parts::fact("Requires", Some(front.require.clone())),
            parts::fact("Points at", front.at.clone()),
        ]))
}
