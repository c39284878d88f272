//! The playbook as a chapter of the site: what is asked of whom, which rules hold it, how often each fires here, who
//! accepted what; and which partner shows what its tier asks for.

mod coverage;
mod rule;

use super::desk::{Desk, Draft};
use super::page::{Block, Card, Cell, Page, Part, Row, Section, Tone};
use super::parts;
use super::parts::{
    anchored_row, cell, empty, fact, facts, missing, number_cell, section, table, words_cell,
};
use super::words::{self, text};
use crate::check::applies::{Applied, Because, applies, decided_by};
use crate::check::{ValidRule, ValidRules};
use crate::expression::show;
use crate::finding::Severity;
use crate::playbook::practices::practices;
use crate::playbook::shape::Profile;
use crate::record::to_value;

/// The path of the playbook's page.
pub const PATH: &str = "playbook/index.html";

/// The path of a rule's page.
pub fn rule_path(name: &str) -> String {
    format!("playbook/rules/{name}.html")
}

/// The playbook's page, and a page a rule.
pub fn pages(desk: &Desk<'_>) -> Vec<Page> {
    let rules = ValidRules::new(desk.playbook, desk.sources);
    let mut standings: Vec<Standing<'_>> = rules.iter().map(|rule| Standing::of(desk, rule)).collect();
    standings.sort_by(|a, b| a.rule.rule.name.cmp(&b.rule.rule.name));
    let mut pages = vec![index(desk, &standings)];
    pages.extend(standings.iter().map(|standing| rule::page(desk, standing)));
    pages
}

/// A rule, and how it stands here.
struct Standing<'r> {
    rule: &'r ValidRule<'r>,
    /// How it applies to the first whom it applies to.
    answer: Result<Applied, Because>,
    /// To how many partners it applies.
    partners: usize,
    /// How often it fires.
    fires: usize,
    /// How often it fires and somebody accepted it.
    waived: usize,
    /// What decided that it is on or off.
    decided_by: String,
}

impl<'r> Standing<'r> {
    fn of(desk: &Desk<'_>, rule: &'r ValidRule<'r>) -> Self {
        let ask = |partner| applies(rule, desk.playbook, partner, desk.as_of, false);
        let answers: Vec<_> = desk.portfolio.partners.values().map(|partner| ask(Some(partner))).collect();
        let partners =
            if rule.home.of_partner { answers.iter().filter(|answer| answer.is_ok()).count() } else { 0 };
        let first = if rule.home.of_partner { answers.into_iter().find(Result::is_ok) } else { None };
        let answer = first.unwrap_or_else(|| ask(None));
        let name = rule.rule.name.as_str();
        Self {
            rule,
            decided_by: decided_by(rule, desk.playbook, desk.sources, &answer),
            answer,
            partners,
            fires: desk.findings.iter().filter(|finding| finding.rule == name).count(),
            waived: desk.waived.iter().filter(|waived| waived.finding.rule == name).count(),
        }
    }

    fn severity(&self) -> Severity {
        self.answer.as_ref().map_or(self.rule.rule.front.severity, |applied| applied.severity)
    }

    fn on(&self) -> bool {
        self.answer.is_ok()
    }
}

fn index(desk: &Desk<'_>, rules: &[Standing<'_>]) -> Page {
    let mut draft = Draft::new("playbook", Part::Playbook, PATH, "Playbook");
    draft.page.siblings = super::programme::siblings(&draft);
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    draft.page.kicker = Some("How we do alliances here".to_owned());
    let on = rules.iter().filter(|rule| rule.on()).count();
    let firing = rules.iter().filter(|rule| rule.fires > 0).count();
    draft.page.subtitle = vec![
        text(format!("Profile {}", profile(desk.playbook.profile))),
        text(format!("{} on", words::plural(on, "rule"))),
        text(format!("{} to turn on", rules.len() - on)),
    ];
    draft.page.edit = desk.playbook.file.and_then(|file| desk.edit_file(file));
    draft.page.headline = Some(headline(desk, firing));
    draft.page.cards = cards(desk, &draft);
    let sections: Vec<Option<Section>> = vec![
        about(desk),
        Some(coverage::section(desk, &draft)),
        Some(tiers(desk)),
        Some(stages(desk)),
        Some(firing_rules(&draft, rules)),
        Some(accepted(desk, &draft)),
        Some(all_rules(&draft, rules)),
        Some(unchecked(&draft, rules)),
    ];
    draft.page.sections = sections.into_iter().flatten().collect();
    draft.page
}

fn profile(profile: Profile) -> String {
    show(&to_value(&profile))
}

fn headline(desk: &Desk<'_>, firing: usize) -> String {
    let lacking = desk.coverage.iter().filter(|one| one.shown == crate::check::Shown::No).count();
    let asked = desk.coverage.iter().filter(|one| one.shown != crate::check::Shown::NotYet).count();
    let shown = match (asked, lacking) {
        (0, _) => "Nothing is asked of any tier".to_owned(),
        (asked, 0) => format!("Everything that the tiers ask for is there, {asked} times"),
        (asked, lacking) => {
            format!("Of {asked} things that the tiers ask for, {lacking} are missing or too old")
        }
    };
    let fires = match firing {
        0 => "no rule finds anything".to_owned(),
        1 => "one rule finds something".to_owned(),
        count => format!("{} rules find something", words::number_word(count)),
    };
    format!("{shown}; {fires}.")
}

fn cards(desk: &Desk<'_>, draft: &Draft) -> Vec<Card> {
    let count = |severity| desk.findings.iter().filter(|finding| finding.severity == severity).count();
    let card = |label: &str, value: usize, note: &str, href: String| {
        parts::card(label, value.to_string()).note(note).to(href)
    };
    // Where nothing is found there is no such section.
    let findings = |severity, anchor: &str| {
        let anchor = if count(severity) > 0 { format!("#{anchor}") } else { String::new() };
        draft.href(&format!("findings.html{anchor}"))
    };
    let (errors, warnings) = (findings(Severity::Error, "errors"), findings(Severity::Warning, "warnings"));
    let infos = findings(Severity::Info, "good-to-know");
    vec![
        card("Errors", count(Severity::Error), "want action", errors),
        card("Warnings", count(Severity::Warning), "want attention", warnings),
        card("Good to know", count(Severity::Info), "for the next review", infos),
        card("Accepted", desk.waived.len(), "exceptions with a reason and an end", "#accepted".to_owned()),
    ]
}

fn about(desk: &Desk<'_>) -> Option<Section> {
    let about = desk.playbook.about.as_ref()?;
    Some(section("about", "What we stand for").block(Block::Quote { text: about.clone(), by: None }))
}

fn tiers(desk: &Desk<'_>) -> Section {
    let rows: Vec<Row> = desk
        .playbook
        .tiers
        .iter()
        .map(|tier| {
            let cadences =
                desk.playbook.cadences.iter().find(|(id, _)| **id == tier.id).map(|(_, cadences)| cadences);
            let rhythm = |pick: fn(
                &crate::playbook::shape::Cadences,
            ) -> Option<crate::portfolio::calendar::Interval>| {
                match cadences.and_then(pick) {
                    Some(every) => cell(text(every.rhythm())),
                    None => missing(""),
                }
            };
            anchored_row(
                format!("tier-{}", tier.id),
                vec![
                    cell(text(&tier.name).note(tier.meaning.clone().unwrap_or_default())),
                    rhythm(|one| one.review),
                    rhythm(|one| one.executive),
                    rhythm(|one| one.management),
                    rhythm(|one| one.operating),
                    rhythm(|one| one.contact),
                    rhythm(|one| one.survey),
                ],
            )
        })
        .collect();
    let columns = [
        ("Tier", "text"),
        ("Review", "text"),
        ("Executives", "text"),
        ("Managers", "text"),
        ("Teams", "text"),
        ("Any contact", "text"),
        ("Survey", "text"),
    ];
    section("tiers", "Tiers and their rhythm")
        .lead("What it means to be in a tier, and how often things happen there at least.")
        .block(Block::Table { table: table("Tiers, and how often each thing happens", &columns, rows) })
}

fn stages(desk: &Desk<'_>) -> Section {
    let rows = desk
        .playbook
        .stages
        .iter()
        .map(|stage| {
            let gate = stage.gate.as_ref();
            let criteria = gate.map(|gate| gate.criteria.as_slice()).unwrap_or_default();
            let criteria = match criteria.is_empty() {
                true => missing(if gate.is_some() { "no criteria" } else { "no gate" }),
                false => Cell::Text { lines: criteria.iter().map(text).collect() },
            };
            let approver = gate.and_then(|gate| gate.approver.clone()).unwrap_or_default();
            anchored_row(
                format!("stage-{}", stage.id),
                vec![
                    cell(text(&stage.name)),
                    words_cell(words::capital(&words::label(&stage.phase))),
                    criteria,
                    words_cell(approver),
                ],
            )
        })
        .collect();
    let columns = [
        ("Stage", "text"),
        ("In the life of an alliance", "text"),
        ("Must be true to enter", "text"),
        ("Approves", "text"),
    ];
    section("stages", "Stages and gates")
        .lead("A gate has three outcomes: advance, hold, stop. Its criteria are fixed before anybody stands at it.")
        .block(Block::Table { table: table("Stages, and what leads into each", &columns, rows) })
}

fn firing_rules(draft: &Draft, rules: &[Standing<'_>]) -> Section {
    let mut firing: Vec<&Standing<'_>> = rules.iter().filter(|rule| rule.fires + rule.waived > 0).collect();
    firing.sort_by(|a, b| {
        let key = |rule: &Standing<'_>| (std::cmp::Reverse(rule.severity()), std::cmp::Reverse(rule.fires));
        key(a).cmp(&key(b)).then_with(|| a.rule.rule.name.cmp(&b.rule.rule.name))
    });
    let count = firing.len();
    let rows: Vec<Row> = firing
        .into_iter()
        .map(|rule| {
            anchored_row(
                format!("fires-{}", rule.rule.rule.name),
                vec![
                    rule_cell(draft, rule),
                    severity_cell(rule.severity()),
                    number_cell(rule.fires.to_string()),
                    if rule.waived > 0 { number_cell(rule.waived.to_string()) } else { missing("") },
                    words_cell(first_sentence(rule.rule.rule.section("Why it matters").unwrap_or_default())),
                ],
            )
        })
        .collect();
    let columns = [
        ("Rule", "text"),
        ("Severity", "text"),
        ("Fires here", "number"),
        ("Accepted", "number"),
        ("Why it matters", "text"),
    ];
    let block = match rows.is_empty() {
        true => empty("No rule finds anything", "run `quarterdeck check` after each change to keep it so"),
        false => {
            Block::Table { table: table("Rules that find something, the most serious first", &columns, rows) }
        }
    };
    section("firing", "Rules that find something here").count(count).block(block)
}

fn accepted(desk: &Desk<'_>, draft: &Draft) -> Section {
    let rows: Vec<Row> = desk
        .waived
        .iter()
        .map(|waived| {
            let region = desk.sources.region(&waived.place);
            let place = text(format!("{}:{}", desk.path(waived.place.file), region.line)).tone(Tone::Muted);
            let place = match desk.edit(&waived.place) {
                Some(edit) => place.to(edit.href),
                None => place,
            };
            let approver = desk
                .portfolio
                .person(&waived.approver)
                .map_or_else(|| "in the record itself".to_owned(), |person| person.name.clone());
            parts::row(
                None,
                vec![
                    cell(draft.inline_link(waived.finding.rule.as_ref(), &rule_path(&waived.finding.rule))),
                    cell(super::findings::record(desk, draft, &waived.finding)),
                    cell(text(&waived.reason).note(words::capital(&waived.finding.message))),
                    words_cell(approver),
                    cell(text(&waived.expires)),
                    cell(place),
                ],
            )
        })
        .collect();
    let columns = [
        ("Rule", "text"),
        ("Record", "text"),
        ("Why it is accepted", "text"),
        ("By", "text"),
        ("Until", "date"),
        ("Where", "text"),
    ];
    let count = rows.len();
    let block = parts::table_or_empty(
        table("Exceptions that somebody accepted", &columns, rows),
        "No exception is accepted today",
        "an exception goes into `waivers.yaml`, with its reason, its approver and its end",
    );
    section("accepted", "Accepted for a time").count(count).block(block)
}

fn all_rules(draft: &Draft, rules: &[Standing<'_>]) -> Section {
    let mut blocks = Vec::new();
    for scope in crate::check::scope::SCOPES {
        let rows: Vec<Row> = rules
            .iter()
            .filter(|rule| rule.rule.rule.front.scope == *scope)
            .map(|rule| {
                let practices: Vec<&str> =
                    rule.rule.rule.front.practices.iter().map(|practice| practice.0.as_str()).collect();
                let on = match (rule.on(), rule.rule.home.of_partner) {
                    (true, true) => {
                        cell(text("on").note(format!("for {}", words::plural(rule.partners, "partner"))))
                    }
                    (true, false) => cell(text("on")),
                    (false, _) => cell(text("off").tone(Tone::Muted)),
                };
                parts::row(
                    None,
                    vec![
                        rule_cell(draft, rule),
                        severity_cell(rule.severity()),
                        on,
                        cell(text(&rule.decided_by).tone(Tone::Muted)),
                        words_cell(practices.join(", ")),
                    ],
                )
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let name = words::capital(&show(&to_value(scope)).replace('-', " "));
        let columns = [
            ("Rule", "text"),
            ("Severity", "text"),
            ("Here", "text"),
            ("Decided by", "text"),
            ("Practice", "text"),
        ];
        let count = rows.len();
        blocks.push(Block::Details {
            summary: format!("{name}: {}", words::plural(count, "rule")),
            blocks: vec![Block::Table { table: table(format!("Rules about each {name}"), &columns, rows) }],
        });
    }
    section("rules", "All rules, by what they look at")
        .count(rules.len())
        .lead("Each rule has a page: what it flags, why it matters, an example that fires and one that passes, how to mend it.")
        .blocks(blocks)
}

fn unchecked(draft: &Draft, rules: &[Standing<'_>]) -> Section {
    let rows = practices()
        .iter()
        .map(|practice| {
            let of: Vec<&Standing<'_>> = rules
                .iter()
                .filter(|rule| rule.rule.rule.front.practices.iter().any(|one| one.0 == practice.id.0))
                .collect();
            let checked = match &practice.unchecked {
                Some(why) => cell(text(why).tone(Tone::Muted)),
                None => Cell::Text {
                    lines: of
                        .iter()
                        .map(|rule| {
                            draft.inline_link(rule.rule.rule.name.as_str(), &rule_path(&rule.rule.rule.name))
                        })
                        .collect(),
                },
            };
            anchored_row(
                practice.id.0.to_lowercase(),
                vec![cell(text(&practice.id.0)), cell(text(&practice.title).note(&practice.asks)), checked],
            )
        })
        .collect();
    let columns = [("No.", "text"), ("Practice", "text"), ("Rules, or why there is none", "text")];
    section("practices", "Practices behind the rules")
        .lead("What good alliance work asks for, and which rule holds it. Not everything that matters can be read from records.")
        .block(Block::Details {
            summary: "All practices".to_owned(),
            blocks: vec![Block::Table { table: table("Practices, and the rules that hold them", &columns, rows) }],
        })
}

fn rule_cell(draft: &Draft, rule: &Standing<'_>) -> Cell {
    let name = rule.rule.rule.name.as_str();
    cell(draft.inline_link(name, &rule_path(name)).note(&rule.rule.rule.front.title))
}

/// A severity, by word and tone.
pub fn severity_cell(severity: Severity) -> Cell {
    cell(text(words::capital(severity.word())).tone(match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Watch,
        Severity::Info => Tone::Muted,
    }))
}

/// The first sentence of a text.
fn first_sentence(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "");
    match flat.find(". ") {
        Some(end) => flat[..=end].to_owned(),
        None => flat,
    }
}

/// The settings of a rule, as facts.
fn rule_facts(draft: &Draft, rule: &Standing<'_>) -> Option<Block> {
    let front = &rule.rule.rule.front;
    let practices = front.practices.iter().map(|practice| {
        draft.inline_link(practice.0.as_str(), &format!("{PATH}#{}", practice.0.to_lowercase()))
    });
    facts([
        fact("Severity", Some(words::capital(rule.severity().word()))),
        fact("Looks at", Some(words::capital(&show(&to_value(&front.scope)).replace('-', " ")))),
        fact("Here", Some(if rule.on() { "on" } else { "off" })),
        fact("Decided by", Some(rule.decided_by.clone())),
        parts::fact_list("Practice", practices),
        fact("An exception", (front.waivable == Some(false)).then_some("cannot be accepted")),
    ])
}
