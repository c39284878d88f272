//! What may go wrong and what does: risks, issues, disagreements and conflicts over customers of all alliances.

use std::cmp::Reverse;

use super::super::counted::link as counted_link;
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Card, Cell, Figure, Inline, Page, Row, Section, Tone};
use super::super::partner::ledger::side_by;
use super::super::parts::{card, cell, empty, missing, row, section, table, table_or_empty, words_cell};
use super::super::words::{self, text};
use super::record::{Of, alarm, all, alliance, anchor, count_of, is, link, owner, row_of};
use crate::facts::working_days;
use crate::insight::asked;
use crate::insight::health::alignment::{Topic, alignment};
use crate::portfolio::Partner;
use crate::portfolio::issue::{Issue, IssueKind};
use crate::portfolio::log::AlignmentState;
use crate::portfolio::risk::Risk;
use crate::portfolio::words::Degree;
use crate::view::figure::{RatedRisk, RiskGrid};

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/risks.html");
    let mut risks = all(desk, |partner| &partner.risks);
    risks.retain(|(_, one)| one.closed_on.is_none());
    risks.sort_by_key(|(partner, one)| {
        (one.response.is_some(), Reverse(one.exposure()), &partner.profile.name, one.id.as_str())
    });
    let mut issues = all(desk, |partner| &partner.issues);
    issues.retain(|(_, one)| one.resolved_on.is_none());
    issues.sort_by_key(|(partner, one)| {
        (Reverse(one.severity), one.raised_on, &partner.profile.name, one.id.as_str())
    });
    let topics: Vec<(&Partner, Topic)> = desk
        .portfolio
        .partners
        .values()
        .flat_map(|partner| alignment(partner, desk.as_of).into_iter().map(move |topic| (partner, topic)))
        .filter(|(_, topic)| topic.state == AlignmentState::Diverged)
        .collect();
    draft.page.headline = Some(headline(&risks, &issues));
    draft.page.cards = cards(&risks, &issues, topics.len());
    draft.page.sections = vec![
        risks_section(&mut draft, desk, &risks),
        issues_section(&draft, desk, &issues),
        conflicts(&draft, desk, &issues),
        disagreements(&draft, &issues, &topics),
    ];
    draft.page
}

/// Open risks that nobody has answered.
fn unanswered(risks: &[Of<'_, Risk>]) -> usize {
    risks.iter().filter(|(_, one)| one.response.is_none()).count()
}

fn severe(issues: &[Of<'_, Issue>]) -> usize {
    issues.iter().filter(|(_, one)| one.severity == Degree::High).count()
}

fn headline(risks: &[Of<'_, Risk>], issues: &[Of<'_, Issue>]) -> String {
    let worst = risks.iter().max_by_key(|(_, one)| one.exposure());
    let worst = worst.and_then(|(partner, one)| {
        Some(format!(" The highest exposure is {} of 25, with {}.", one.exposure()?, partner.profile.name))
    });
    let risks = match risks.len() {
        0 => "No risk is open.".to_owned(),
        count => format!(
            "{} of {} {} no response.",
            count_of(unanswered(risks)),
            words::plural(count, "open risk"),
            if unanswered(risks) == 1 { "has" } else { "have" }
        ),
    };
    let issues = match issues.len() {
        0 => " No issue is open.".to_owned(),
        count => {
            let severe = match severe(issues) {
                0 => String::new(),
                severe => format!(", {} of them severe", words::number_word(severe)),
            };
            let open = words::capital(&words::number_word(count));
            format!(" {open} {} {} open{severe}.", if count == 1 { "issue" } else { "issues" }, is(count))
        }
    };
    format!("{risks}{}{issues}", worst.unwrap_or_default())
}

fn cards(risks: &[Of<'_, Risk>], issues: &[Of<'_, Issue>], diverged: usize) -> Vec<Card> {
    let high = risks.iter().filter(|(_, one)| one.exposure().is_some_and(|exposure| exposure >= 15)).count();
    let conflicts = issues.iter().filter(|(_, one)| one.kind == IssueKind::ChannelConflict).count();
    let escalated = issues.iter().filter(|(_, one)| !one.escalations.is_empty()).count();
    vec![
        Card {
            change: alarm(unanswered(risks), "without a response"),
            ..card("Open risks", risks.len().to_string())
                .note(format!("{high} with an exposure of 15 or more"))
                .to("#risks")
        },
        Card {
            change: alarm(severe(issues), "severe"),
            ..card("Open issues", issues.len().to_string())
                .note(format!("{escalated} escalated"))
                .to("#issues")
        },
        card("Conflicts over customers", conflicts.to_string()).note("open").to("#conflicts"),
        card("Topics apart", diverged.to_string())
            .note("where the two sides have drifted apart")
            .to("#apart"),
    ]
}

fn risks_section(draft: &mut Draft, desk: &Desk<'_>, risks: &[Of<'_, Risk>]) -> Section {
    let section = section("risks", "Risks").count(risks.len());
    if risks.is_empty() {
        return section.block(empty(
            "No open risk",
            "write what may happen, and your response, into `partners/<id>/risks.yaml`",
        ));
    }
    let rows = risks.iter().enumerate().map(|(at, &one)| risk_row(draft, desk, at + 1, one)).collect();
    let rated: Vec<RatedRisk> = risks
        .iter()
        .enumerate()
        .filter_map(|(at, (partner, one))| {
            let rating = one.ratings.last()?;
            Some(RatedRisk {
                label: (at + 1).to_string(),
                likelihood: rating.likelihood.get(),
                impact: rating.impact.get(),
                href: Some(format!("#{}", anchor(partner, one.id.as_str()))),
            })
        })
        .collect();
    let worst = risks.iter().filter_map(|(_, one)| one.exposure()).max();
    let grid = worst.filter(|_| rated.len() >= 2).map(|worst| {
        let high = rated.iter().filter(|one| one.likelihood * one.impact >= 15).count();
        let title = format!(
            "{} of {} rated risks {} an exposure of 15 or more; the highest is {worst} of 25",
            count_of(high),
            rated.len(),
            if high == 1 { "has" } else { "have" }
        );
        let figure = draft.figure(Figure::RiskGrid(RiskGrid {
            risks: rated,
            summary: format!("{title}; the risks stand in the table below"),
        }));
        Block::Figure {
            title,
            subtitle: "Open risks by likelihood and impact, 1 to 5 each; the numbers are those of the table"
                .to_owned(),
            figure,
            table: None,
        }
    });
    section.lead("Those without a response first, then by exposure.").blocks(grid).block(Block::Table {
        table: table(
            "Open risks, those without a response first, then by exposure",
            &[
                ("Risk", "text"),
                ("Alliance", "text"),
                ("Exposure", "number"),
                ("Response", "text"),
                ("Owner", "text"),
            ],
            rows,
        ),
    })
}

fn risk_row(draft: &Draft, desk: &Desk<'_>, number: usize, (partner, one): Of<'_, Risk>) -> Row {
    let exposure = match (one.ratings.last(), one.exposure()) {
        (Some(rating), Some(exposure)) => Cell::Number {
            text: exposure.to_string(),
            tone: Tone::Plain,
            note: Some(format!("{} × {}", rating.likelihood.get(), rating.impact.get())),
        },
        _ => missing("not rated"),
    };
    let shows = one.trigger.as_ref().map(|trigger| format!("Shows in: {trigger}"));
    let note = words::known([Some(format!("No. {number}")), shows], " · ");
    row_of(
        partner,
        one.id.as_str(),
        vec![
            cell(link(draft, partner, one.id.as_str(), &one.text).note(note.unwrap_or_default())),
            alliance(draft, partner),
            exposure,
            response(one.response.as_ref(), one.next_step.as_ref()),
            owner(one.owner.as_ref(), |owner| desk.anyone(partner, owner)),
        ],
    )
    .edit(desk.edit(&one.place))
}

fn response(response: Option<&String>, next: Option<&String>) -> Cell {
    cell(match response {
        Some(response) => text(response).note(next.map(|next| format!("Next: {next}")).unwrap_or_default()),
        None => text("No response yet").tone(Tone::Bad),
    })
}

fn issues_section(draft: &Draft, desk: &Desk<'_>, issues: &[Of<'_, Issue>]) -> Section {
    let rows = issues
        .iter()
        .map(|&(partner, one)| {
            let raised = format!(
                "{}, raised {}{}",
                words::label(&one.kind),
                words::date(one.raised_on),
                one.raised_by.map(|side| format!(" by {}", side_by(side))).unwrap_or_default()
            );
            let severity = text(words::capital(&words::label(&one.severity)));
            let severity = if one.severity == Degree::High { severity.tone(Tone::Bad) } else { severity };
            let levels: Vec<Inline> = one
                .escalations
                .iter()
                .rev()
                .map(|step| {
                    let to = format!("{}, {}", words::capital(&words::label(&step.to)), words::date(step.on));
                    text(to).note(step.outcome.clone().unwrap_or_default())
                })
                .collect();
            row_of(
                partner,
                one.id.as_str(),
                vec![
                    cell(link(draft, partner, one.id.as_str(), &one.text).note(raised)),
                    alliance(draft, partner),
                    cell(severity),
                    response(one.response.as_ref(), one.next_step.as_ref()),
                    if levels.is_empty() { missing("not escalated") } else { Cell::Text { lines: levels } },
                    owner(one.owner.as_ref(), |owner| desk.anyone(partner, owner)),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    let table = table(
        "Open issues, the gravest first",
        &[
            ("Issue", "text"),
            ("Alliance", "text"),
            ("Severity", "text"),
            ("Response", "text"),
            ("Escalated to", "text"),
            ("Owner", "text"),
        ],
        rows,
    );
    section("issues", "Issues and escalations")
        .count(issues.len())
        .lead("The gravest first, then the oldest.")
        .block(table_or_empty(
            table,
            "No open issue",
            "write what is wrong, and what is done about it, into `partners/<id>/issues.yaml`",
        ))
}

/// Both sell to the same customer: the longest open first, against what the playbook allows.
fn conflicts(draft: &Draft, desk: &Desk<'_>, issues: &[Of<'_, Issue>]) -> Section {
    let mut all: Vec<(i64, Of<'_, Issue>)> = issues
        .iter()
        .filter(|(_, one)| one.kind == IssueKind::ChannelConflict)
        .map(|&(partner, one)| (working_days(one.raised_on, desk.as_of), (partner, one)))
        .collect();
    all.sort_by_key(|(days, (partner, one))| (Reverse(*days), &partner.profile.name, one.id.as_str()));
    let rows = all
        .iter()
        .map(|&(days, (partner, one))| {
            let limit = asked::number(desk.playbook, "lingering-channel-conflict", "max_days", partner);
            let late = limit.is_some_and(|limit| days > limit);
            // Its row with the anchor stands among the issues.
            row(
                None,
                vec![
                    cell(link(draft, partner, one.id.as_str(), &one.text)),
                    alliance(draft, partner),
                    Cell::Number {
                        text: days.to_string(),
                        tone: if late { Tone::Bad } else { Tone::Plain },
                        note: limit.map(|limit| format!("asked for: at most {limit}")),
                    },
                    response(one.response.as_ref(), one.next_step.as_ref()),
                    owner(one.owner.as_ref(), |owner| desk.anyone(partner, owner)),
                ],
            )
        })
        .collect();
    let table = table(
        "Open conflicts over customers, the longest open first",
        &[
            ("Conflict", "text"),
            ("Alliance", "text"),
            ("Working days open", "number"),
            ("Response", "text"),
            ("Owner", "text"),
        ],
        rows,
    );
    section("conflicts", "Conflicts over customers").count(all.len()).block(table_or_empty(
        table,
        "No conflict over a customer is open",
        "note one as `kind: channel-conflict` in `partners/<id>/issues.yaml`",
    ))
}

/// Interests of both sides behind open issues, and topics on which the two have drifted apart.
fn disagreements(draft: &Draft, issues: &[Of<'_, Issue>], topics: &[(&Partner, Topic)]) -> Section {
    let needs = |needs: &[String]| match needs {
        [] => missing("not written down"),
        needs => Cell::Text { lines: needs.iter().map(text).collect() },
    };
    let conflicts: Vec<Row> = issues
        .iter()
        .filter_map(|&(partner, one)| {
            let conflict = one.conflict.as_ref()?;
            let fair = conflict.standard.as_ref().map(|standard| format!("Fair measure: {standard}"));
            let options = match &conflict.options[..] {
                [] => missing("no option yet"),
                options => {
                    let mut lines: Vec<Inline> = options.iter().map(text).collect();
                    if let Some(last) = lines.last_mut() {
                        last.note = fair;
                    }
                    Cell::Text { lines }
                }
            };
            Some(row(
                None,
                vec![
                    cell(link(draft, partner, one.id.as_str(), &one.text).note(&partner.profile.name)),
                    needs(&conflict.interests_ours),
                    needs(&conflict.interests_theirs),
                    options,
                ],
            ))
        })
        .collect();
    let apart: Vec<Row> = topics
        .iter()
        .map(|(partner, topic)| {
            let since = topic.shift.map_or(topic.on, |(_, on)| on);
            row(
                None,
                vec![
                    cell(counted_link(draft, &topic.record).note(&partner.profile.name)),
                    words_cell(topic.ours.clone().unwrap_or_default()),
                    words_cell(topic.theirs.clone().unwrap_or_default()),
                    cell(
                        text(words::date(since))
                            .note(format!("looked over {}", words::date(topic.looked_on))),
                    ),
                ],
            )
        })
        .collect();
    let count = conflicts.len() + apart.len();
    let conflicts = table(
        "Open issues with the interests of both sides",
        &[("About", "text"), ("We need", "text"), ("They need", "text"), ("What would serve both", "text")],
        conflicts,
    );
    let apart = table(
        "Topics on which the two sides have drifted apart",
        &[("Topic", "text"), ("We want", "text"), ("They want", "text"), ("Apart since", "date")],
        apart,
    );
    section("apart", "Disagreements")
        .count(count)
        .lead("Interests behind the positions, and topics on which the two sides have drifted apart.")
        .block(Block::Heading { text: "Interests of both sides".to_owned() })
        .block(table_or_empty(
            conflicts,
            "No open issue has its interests written down",
            "add them under `conflict:` in `partners/<id>/issues.yaml`",
        ))
        .block(Block::Heading { text: "Drifted apart".to_owned() })
        .block(table_or_empty(
            apart,
            "No topic has drifted apart",
            "note where the two sides stand in `partners/<id>/log.yaml`, `kind: alignment`",
        ))
}
