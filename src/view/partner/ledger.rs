//! What was promised, decided, feared and found wrong.

use super::super::desk::{Desk, Draft, initiative_path, meeting_path, review_path};
use super::super::page::{Block, Cell, Figure, Inline, Row, Section, Tone};
use super::super::parts::{
    cell, date_cell, due_cell, empty, missing, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::commitment::{Commitment, PromiseOutcome};
use crate::portfolio::decision::Decision;
use crate::portfolio::words::Side;
use crate::portfolio::{Item, Partner};
use crate::record::Leaf;
use crate::view::figure::{RatedRisk, RiskGrid};

/// Decisions that wait, if there are any.
pub fn decisions_open(desk: &Desk<'_>, partner: &Partner) -> Option<Section> {
    let mut open: Vec<_> = partner.decisions.iter().filter(|one| one.taken.is_none()).collect();
    if open.is_empty() {
        return None;
    }
    open.sort_by_key(|one| (one.needed_by.is_none(), one.needed_by));
    let rows = open.iter().map(|one| decision_row(desk, partner, one)).collect();
    let table = table(
        "Decisions needed, the first due first",
        &[("Decision", "text"), ("Recommended, and why", "text"), ("Decides", "text"), ("Needed by", "date")],
        rows,
    );
    Some(
        section("decisions-needed", "Decisions needed")
            .count(open.len())
            .edit(desk.edit(&open[0].place))
            .block(Block::Table { table }),
    )
}

/// A row on a decision that waits.
pub fn decision_row(desk: &Desk<'_>, partner: &Partner, one: &Item<Decision>) -> Row {
    let recommended =
        one.recommended.as_ref().and_then(|id| one.options.iter().find(|option| *id == option.id));
    let recommendation = match recommended {
        Some(option) => cell(text(&option.text).note(one.why.clone().unwrap_or_default())),
        None => missing("no recommendation yet"),
    };
    row(
        Some(one.id.to_string()),
        vec![
            cell(text(&one.question).note(options(one))),
            recommendation,
            words_cell(desk.anyone_or_dash(partner, one.decider.as_ref())),
            due_cell(one.needed_by, false, desk.as_of),
        ],
    )
    .edit(desk.edit(&one.place))
}

fn options(decision: &Decision) -> String {
    let others = decision.options.len().saturating_sub(usize::from(decision.recommended.is_some()));
    match (decision.options.len(), others) {
        (0, _) => String::new(),
        (_, 0) => "one option".to_owned(),
        (all, _) => format!("{} were looked at", words::plural(all, "option")),
    }
}

/// Decisions that were taken.
pub fn decisions_taken(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let mut taken: Vec<_> =
        partner.decisions.iter().filter_map(|one| Some((one, one.taken.as_ref()?))).collect();
    taken.sort_by_key(|(_, taken)| std::cmp::Reverse(taken.on));
    let rows = taken
        .iter()
        .map(|(one, taken)| {
            let chosen =
                taken.chosen.as_ref().and_then(|id| one.options.iter().find(|option| *id == option.id));
            let by = taken.by.iter().map(|by| text(desk.anyone(partner, by))).collect::<Vec<_>>();
            let dissent: Vec<String> = one
                .dissent
                .iter()
                .map(|dissent| {
                    let who = dissent.by.as_ref().map(|by| desk.anyone(partner, by));
                    let who = who.or_else(|| dissent.side.map(side_word));
                    format!("{}: {}", who.unwrap_or_else(|| "Dissent".to_owned()), dissent.text)
                })
                .collect();
            let mut outcome = vec![
                text(chosen.map_or("Taken", |chosen| &chosen.text))
                    .note(taken.rationale.clone().unwrap_or_default()),
            ];
            outcome.extend(dissent.into_iter().map(|dissent| text(dissent).tone(Tone::Watch)));
            let at = taken.at.as_ref().map(|at| occasion(draft, partner, at.as_str()));
            row(
                Some(one.id.to_string()),
                vec![
                    cell(text(&one.question)),
                    Cell::Text { lines: outcome },
                    if by.is_empty() { missing("") } else { Cell::Text { lines: by } },
                    match at {
                        Some(at) => Cell::Text { lines: vec![text(words::date(taken.on)), at] },
                        None => date_cell(Some(taken.on)),
                    },
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    let table = table(
        "Decisions taken, the latest first",
        &[("Decision", "text"), ("Outcome", "text"), ("By", "text"), ("When", "date")],
        rows,
    );
    section("decisions", "Decisions taken").count(taken.len()).block(table_or_empty(
        table,
        "No decision taken yet",
        &format!("write them into `partners/{}/decisions.yaml`", partner.id),
    ))
}

/// Where something was said or decided, as a link.
pub fn occasion(draft: &Draft, partner: &Partner, id: &str) -> Inline {
    if let Some(meeting) = partner.meetings.get(id) {
        return draft.inline_link(&meeting.record.title, &meeting_path(&partner.id, id)).tone(Tone::Muted);
    }
    let quarter = Quarter::parse(id).ok();
    match quarter.and_then(|quarter| partner.reviews.get(&quarter)) {
        Some(review) => draft
            .inline_link(format!("Review {}", review.quarter), &review_path(&partner.id, review.quarter))
            .tone(Tone::Muted),
        None => text(id).tone(Tone::Muted),
    }
}

/// Whose it is, as the head of a line.
pub fn side_word(side: Side) -> String {
    words::capital(&words::label(&side))
}

/// The promise ledger: open ones of each side, the latest first to be late, then what became of the others.
pub fn commitments(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let made = partner.commitments.len();
    let section = section("commitments", "Commitments").count(made);
    let Some(first) = partner.commitments.first() else {
        return section.block(empty(
            "No promise noted yet",
            format!("write who promised what by when into `partners/{}/commitments.yaml`", partner.id),
        ));
    };
    let open = partner.commitments.iter().filter(|one| one.closed.is_none()).count();
    let moves: usize = partner.commitments.iter().map(|one| one.moves.len()).sum();
    let section = section
        .edit(desk.edit(&first.place))
        .lead(format!("{open} of {made} are open; due dates were moved {}.", times(moves)));
    let of = |side: Side| {
        let mut open: Vec<_> =
            partner.commitments.iter().filter(|one| one.side == side && one.closed.is_none()).collect();
        open.sort_by_key(|one| (one.due_now().is_none(), one.due_now()));
        open
    };
    let side = |title: &str, items: &[&Item<Commitment>]| {
        let rows = items.iter().map(|one| commitment_row(draft, desk, partner, one)).collect();
        let table = table(
            format!("{title}, the first due first"),
            &[("Promise", "text"), ("Owner", "text"), ("Due", "date")],
            rows,
        );
        vec![
            Block::Heading { text: format!("{title} ({})", items.len()) },
            table_or_empty(table, "Nothing open", "what was promised and is done stands below"),
        ]
    };
    let joint = of(Side::Joint);
    let mut blocks = side("Ours, open", &of(Side::Ours));
    blocks.extend(side("Theirs, open", &of(Side::Theirs)));
    if !joint.is_empty() {
        blocks.extend(side("Joint, open", &joint));
    }
    let mut closed: Vec<_> =
        partner.commitments.iter().filter_map(|one| Some((one, one.closed.as_ref()?))).collect();
    closed.sort_by_key(|(_, closed)| std::cmp::Reverse(closed.on));
    if !closed.is_empty() {
        let rows = closed
            .iter()
            .map(|(one, closed)| {
                let (word, tone, why) = match closed.outcome {
                    PromiseOutcome::Kept => ("Kept", Tone::Good, &closed.evidence),
                    PromiseOutcome::Dropped => ("Dropped", Tone::Bad, &closed.reason),
                };
                row(
                    Some(one.id.to_string()),
                    vec![
                        cell(text(&one.text).note(moved(one))),
                        words_cell(side_word(one.side)),
                        cell(text(word).tone(tone).note(why.clone().unwrap_or_default())),
                        date_cell(Some(closed.on)),
                    ],
                )
                .edit(desk.edit(&one.place))
            })
            .collect();
        let table = table(
            "Closed commitments, the latest first",
            &[("Promise", "text"), ("Side", "text"), ("Outcome", "text"), ("Closed", "date")],
            rows,
        );
        blocks.push(Block::Details {
            summary: format!("{} closed", words::plural(closed.len(), "promise")),
            blocks: vec![Block::Table { table }],
        });
    }
    section.blocks(blocks)
}

/// A row on an open promise: what, whose, until when.
pub fn commitment_row(draft: &Draft, desk: &Desk<'_>, partner: &Partner, one: &Item<Commitment>) -> Row {
    let made = one.made_at.as_ref().map(|at| occasion(draft, partner, at.as_str()));
    let mut lines = vec![text(promise(one)).note(moved(one))];
    lines.extend(made);
    row(
        Some(one.id.to_string()),
        vec![
            Cell::Text { lines },
            match &one.owner {
                Some(owner) => words_cell(desk.anyone(partner, owner)),
                None => missing("no owner"),
            },
            due_cell(one.due_now(), false, desk.as_of),
        ],
    )
    .edit(desk.edit(&one.place))
}

/// The words of a promise; in quotes, if they are word for word and not in quotes already.
pub fn promise(one: &Commitment) -> String {
    let quoted = one.text.starts_with(['"', '“', '„', '«', '\'']);
    if one.verbatim && !quoted { format!("“{}”", one.text) } else { one.text.clone() }
}

/// How often a due date was moved, and why last.
fn moved(one: &Commitment) -> String {
    match (&one.moves[..], one.due) {
        ([], _) => String::new(),
        ([.., last], due) => format!(
            "moved {}{}{}",
            times(one.moves.len()),
            due.map(|due| format!(", first due {}", words::date(due))).unwrap_or_default(),
            last.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default()
        ),
    }
}

/// How often something was done.
pub fn times(count: usize) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{} times", words::number_word(count)),
    }
}

/// Risks: the grid, the open ones by exposure, those that went away.
pub fn risks(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let mut open: Vec<_> = partner.risks.iter().filter(|one| one.closed_on.is_none()).collect();
    open.sort_by_key(|one| (one.response.is_some(), std::cmp::Reverse(one.exposure())));
    let section = section("risks", "Risks").count(open.len());
    let Some(first) = partner.risks.first() else {
        return section.block(empty(
            "No risk noted",
            format!("write what may happen, and your response, into `partners/{}/risks.yaml`", partner.id),
        ));
    };
    let mut section = section.edit(desk.edit(&first.place));
    let rated: Vec<RatedRisk> = open
        .iter()
        .filter_map(|one| {
            let rating = one.ratings.last()?;
            Some(RatedRisk {
                label: one.id.to_string(),
                likelihood: rating.likelihood.get(),
                impact: rating.impact.get(),
                href: Some(format!("#{}", one.id)),
            })
        })
        .collect();
    let rows: Vec<Row> = open
        .iter()
        .map(|one| {
            let exposure = one.ratings.last().map_or_else(
                || missing("not rated"),
                |rating| Cell::Number {
                    text: one.exposure().map(|exposure| exposure.to_string()).unwrap_or_default(),
                    tone: Tone::Plain,
                    note: Some(format!("{} × {}", rating.likelihood.get(), rating.impact.get())),
                },
            );
            let response = match &one.response {
                Some(response) => {
                    let next = one.next_step.as_ref().map(|next| format!("Next: {next}"));
                    cell(text(response).note(next.unwrap_or_default()))
                }
                None => cell(text("No response yet").tone(Tone::Bad)),
            };
            row(
                Some(one.id.to_string()),
                vec![
                    cell(
                        text(&one.text).note(
                            one.trigger
                                .as_ref()
                                .map(|trigger| format!("Shows in: {trigger}"))
                                .unwrap_or_default(),
                        ),
                    ),
                    exposure,
                    response,
                    words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    let risks = table(
        "Open risks, those without a response first, then by exposure",
        &[("Risk", "text"), ("Exposure", "number"), ("Response", "text"), ("Owner", "text")],
        rows,
    );
    if rated.len() >= 2 {
        let worst = open.iter().filter_map(|one| one.exposure()).max().unwrap_or_default();
        let figure = draft.figure(Figure::RiskGrid(RiskGrid {
            risks: rated,
            summary: format!("Open risks by likelihood and impact; the highest exposure is {worst} of 25"),
        }));
        section = section.block(Block::Figure {
            title: format!("The highest exposure is {worst} of 25"),
            subtitle: "Open risks by likelihood and impact, 1 to 5 each".to_owned(),
            figure,
            table: None,
        });
    }
    section = section.block(table_or_empty(risks, "No open risk", "all that were noted have gone away"));
    let closed: Vec<_> = partner.risks.iter().filter(|one| one.closed_on.is_some()).collect();
    if !closed.is_empty() {
        let rows = closed
            .iter()
            .map(|one| {
                gone_row(one.id.as_str(), &one.text, one.closed_because.as_deref(), one.closed_on)
                    .edit(desk.edit(&one.place))
            });
        let rows = rows.collect();
        let summary = format!("{} closed", words::plural(closed.len(), "risk"));
        section = section.block(gone(summary, "Risks that went away", ["Risk", "Why", "Closed"], rows));
    }
    section
}

/// Issues: open ones by severity, settled ones.
pub fn issues(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let mut open: Vec<_> = partner.issues.iter().filter(|one| one.resolved_on.is_none()).collect();
    open.sort_by_key(|one| (std::cmp::Reverse(one.severity), one.raised_on));
    let section = section("issues", "Issues and disagreements").count(open.len());
    let Some(first) = partner.issues.first() else {
        return section.block(empty(
            "No issue noted",
            format!(
                "write what is wrong, and what both sides need, into `partners/{}/issues.yaml`",
                partner.id
            ),
        ));
    };
    let rows = open
        .iter()
        .map(|one| {
            let level = one.escalations.last().map(|last| {
                text(format!("at {} level since {}", words::label(&last.to), words::date(last.on)))
                    .tone(Tone::Muted)
            });
            let mut what = vec![text(&one.text).note(format!(
                "{}, {} severity, raised {}{}",
                words::label(&one.kind),
                words::label(&one.severity),
                words::date(one.raised_on),
                one.raised_by.map(|side| format!(" by {}", side_by(side))).unwrap_or_default(),
            ))];
            what.extend(level);
            if let Some(id) = &one.initiative
                && let Some((record, path)) = desk.initiative(partner, id.as_str())
            {
                what.push(draft.inline_link(&record.title, &path).tone(Tone::Muted));
            }
            let response = match &one.response {
                Some(response) => {
                    let next = one.next_step.as_ref().map(|next| format!("Next: {next}"));
                    cell(text(response).note(next.unwrap_or_default()))
                }
                None => cell(text("No response yet").tone(Tone::Bad)),
            };
            let interests = one.conflict.as_ref().map_or_else(
                || missing(""),
                |conflict| {
                    let line = |who: &str, needs: &[String]| {
                        (!needs.is_empty()).then(|| text(format!("{who}: {}", needs.join("; "))))
                    };
                    let mut lines: Vec<Inline> = [
                        line("We need", &conflict.interests_ours),
                        line("They need", &conflict.interests_theirs),
                    ]
                    .into_iter()
                    .flatten()
                    .collect();
                    if let (Some(last), Some(standard)) = (lines.last_mut(), &conflict.standard) {
                        last.note = Some(format!("Fair measure: {standard}"));
                    }
                    if lines.is_empty() { missing("") } else { Cell::Text { lines } }
                },
            );
            row(
                Some(one.id.to_string()),
                vec![
                    Cell::Text { lines: what },
                    response,
                    interests,
                    words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    let open = table(
        "Open issues, the gravest first",
        &[("Issue", "text"), ("Response", "text"), ("Interests", "text"), ("Owner", "text")],
        rows,
    );
    let mut section = section.edit(desk.edit(&first.place)).block(table_or_empty(
        open,
        "No open issue",
        "those settled stand below",
    ));
    let settled: Vec<_> = partner.issues.iter().filter(|one| one.resolved_on.is_some()).collect();
    if !settled.is_empty() {
        let rows = settled
            .iter()
            .map(|one| {
                gone_row(one.id.as_str(), &one.text, one.resolution.as_deref(), one.resolved_on)
                    .edit(desk.edit(&one.place))
            });
        let rows = rows.collect();
        let summary = format!("{} settled", words::plural(settled.len(), "issue"));
        section = section.block(gone(summary, "Issues that were settled", ["Issue", "How", "Settled"], rows));
    }
    section
}

/// What is over, folded away.
fn gone(summary: String, caption: &str, heads: [&str; 3], rows: Vec<Row>) -> Block {
    let columns = [(heads[0], "text"), (heads[1], "text"), (heads[2], "date")];
    Block::Details { summary, blocks: vec![Block::Table { table: table(caption, &columns, rows) }] }
}

/// A row on something that is over.
fn gone_row(id: &str, what: &str, why: Option<&str>, on: Option<Date>) -> Row {
    row(Some(id.to_owned()), vec![cell(text(what)), words_cell(why.unwrap_or_default()), date_cell(on)])
}

/// Which side did something.
pub fn side_by(side: Side) -> &'static str {
    match side {
        Side::Ours => "us",
        Side::Theirs => "them",
        Side::Joint => "both",
    }
}

/// The ugly questions: ours and theirs, side by side.
pub fn showstoppers(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("showstoppers", "Show-stoppers").count(partner.showstoppers.len());
    let Some(first) = partner.showstoppers.first() else {
        return section.block(empty(
            "No ugly question on the table",
            format!("ask them early: `partners/{}/showstoppers.yaml`", partner.id),
        ));
    };
    let position = |position: &Option<String>| match position {
        Some(position) => cell(text(position)),
        None => cell(text("Unknown").tone(Tone::Bad)),
    };
    let mut all: Vec<_> = partner.showstoppers.iter().collect();
    all.sort_by_key(|one| (one.resolved_on.is_some(), one.raised_on));
    let rows = all
        .iter()
        .map(|one| {
            let mut topic = vec![
                text(match one.topic {
                    crate::portfolio::showstopper::Topic::Ip => "Intellectual property".to_owned(),
                    topic => words::capital(&words::label(&topic)),
                })
                .note(one.question.clone().unwrap_or_default()),
            ];
            if let Some(id) = &one.initiative {
                let path = initiative_path(Some(&partner.id), id.as_str());
                let found = desk.initiative(partner, id.as_str());
                topic.extend(found.map(|(record, shared)| {
                    let path = if partner.initiatives.contains_key(id.as_str()) { path } else { shared };
                    draft.inline_link(&record.title, &path).tone(Tone::Muted)
                }));
            }
            let outcome = match one.resolved_on {
                Some(on) => text("Settled").tone(Tone::Good).note(format!(
                    "{}, after {} days. {}",
                    words::date(on),
                    one.raised_on.days_until(on),
                    one.resolution.clone().unwrap_or_default()
                )),
                None => {
                    let put_off = if one.deferrals.is_empty() {
                        String::new()
                    } else {
                        format!(", put off {}", times(one.deferrals.len()))
                    };
                    text(format!("Open for {} days{put_off}", one.raised_on.days_until(desk.as_of)))
                        .tone(Tone::Watch)
                        .note(one.gap.clone().unwrap_or_default())
                }
            };
            row(
                Some(one.id.to_string()),
                vec![
                    Cell::Text { lines: topic },
                    position(&one.our_position),
                    position(&one.their_position),
                    cell(outcome),
                ],
            )
            .edit(desk.edit(&one.place))
        })
        .collect();
    let table = table(
        "Show-stoppers with both positions, open ones first",
        &[
            ("Question", "text"),
            ("Our position", "text"),
            ("Their position", "text"),
            ("How it stands", "text"),
        ],
        rows,
    );
    section.edit(desk.edit(&first.place)).block(Block::Table { table })
}
