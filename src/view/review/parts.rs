//! Parts of a review that stand in its own record, and the initiatives as of its day.

use super::super::desk::{Desk, Draft, initiative_path, partner_path};
use super::super::page::{Block, Row, Section, Tone};
use super::super::partner::ledger;
use super::super::parts::{
    self, cell, date_cell, empty, fact, fact_list, facts, missing, row, section, table, table_or_empty,
    words_cell,
};
use super::super::scorecard;
use super::super::words::{self, text};
use crate::facts::as_of::initiative_as_of;
use crate::insight::outcomes::{Outcome, made_in};
use crate::portfolio::review::DispositionOutcome;
use crate::portfolio::{Partner, QuarterReview};
use crate::scorecard::Scores;

/// Decisions that the review asks for.
pub fn decisions(desk: &Desk<'_>, partner: &Partner, review: &QuarterReview) -> Section {
    let sought = &review.record.decisions_sought;
    let rows = sought
        .iter()
        .filter_map(|id| partner.decisions.iter().find(|decision| *id == decision.id))
        .map(|decision| ledger::decision_row(desk, partner, decision))
        .collect();
    let table = table(
        "Decisions that this review asks for",
        &[("Decision", "text"), ("Recommended, and why", "text"), ("Decides", "text"), ("Needed by", "date")],
        rows,
    );
    section("decisions-sought", "Decisions sought").count(sought.len()).block(table_or_empty(
        table,
        "No decision is sought",
        "name them under `decisions_sought:` of the review",
    ))
}

/// What became of every promise from before.
pub fn last_commitments(draft: &Draft, partner: &Partner, become_of: &[Outcome<'_>]) -> Section {
    let silent = become_of.iter().filter(|one| one.said.is_none()).count();
    let rows = become_of
        .iter()
        .map(|one| {
            let (word, tone) = outcome_word(one.outcome);
            let href = format!("{}#{}", partner_path(&partner.id), one.promise.id);
            let why = match one.said {
                Some(said) => said.why.clone().unwrap_or_default(),
                None => "by the ledger; the review says nothing".to_owned(),
            };
            row(
                None,
                vec![
                    cell(draft.inline_link(&one.promise.text, &href)),
                    words_cell(words::label(&one.promise.side)),
                    cell(text(word).tone(tone).note(why)),
                    date_cell(one.due()),
                ],
            )
        })
        .collect();
    let table = table(
        "What became of every earlier promise",
        &[("Promise", "text"), ("Side", "text"), ("What became of it", "text"), ("Due", "date")],
        rows,
    );
    let part = section("last-commitments", "Last commitments").count(become_of.len());
    let part = match silent {
        0 => part,
        1 => part.lead("The review does not say what became of one of them; the ledger does."),
        silent => {
            part.lead(format!("The review does not say what became of {silent} of them; the ledger does."))
        }
    };
    part.block(table_or_empty(
        table,
        "No promise was open when the quarter began",
        "promises stand in the partner's `commitments.yaml`",
    ))
}

/// What became of a promise, in a word.
pub fn outcome_word(outcome: DispositionOutcome) -> (&'static str, Tone) {
    match outcome {
        DispositionOutcome::Kept => ("Kept", Tone::Good),
        DispositionOutcome::OnTrack => ("On track", Tone::Plain),
        DispositionOutcome::Slipped => ("Slipped", Tone::Watch),
        DispositionOutcome::Dropped => ("Dropped", Tone::Bad),
    }
}

/// The figures of the quarter.
pub fn dashboard(draft: &mut Draft, desk: &Desk<'_>, scores: &Scores) -> Section {
    let section = section("dashboard", "Dashboard");
    if scores.series.is_empty() {
        return section.block(empty("No figures", "add lines to the partner's `observations.csv`"));
    }
    let table = scorecard::quarter_table(draft, desk, &scores.series, desk.quarter);
    section
        .lead(format!("{}, actual against target, as known on {}.", desk.quarter, words::date(desk.as_of)))
        .block(Block::Table { table })
}

/// The initiatives as they stood.
pub fn initiatives(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let own = partner.initiatives.iter().map(|(id, record)| (Some(partner), id.as_str(), record.clone()));
    let shared = desk.portfolio.shared_initiatives(&partner.id).map(|(id, record)| {
        let mut record = record.clone();
        initiative_as_of(&mut record.value, desk.as_of);
        (None, id, record)
    });
    let mut all: Vec<_> = own.chain(shared).filter(|(_, _, record)| !record.stages.is_empty()).collect();
    all.sort_by(|(_, a_id, a), (_, b_id, b)| (a.motion, a_id).cmp(&(b.motion, b_id)));
    let rows = all
        .iter()
        .map(|(of, id, record)| {
            let path = initiative_path(of.map(|partner| partner.id.as_str()), id);
            let blocked = record.blockers.iter().find(|blocker| blocker.cleared_on.is_none());
            let learnt =
                record.iterations.last().and_then(|one| one.learned.clone().or_else(|| one.what.clone()));
            row(
                None,
                vec![
                    cell(draft.inline_link(&record.title, &path)),
                    words_cell(record.motion.map(|motion| words::label(&motion)).unwrap_or_default()),
                    match record.stages.last() {
                        Some(last) => cell(
                            text(desk.stage_name(last.stage.as_str()))
                                .note(format!("since {}", words::date(last.from))),
                        ),
                        None => missing(""),
                    },
                    match blocked {
                        Some(blocker) => cell(text(&blocker.text)),
                        None => missing("nothing"),
                    },
                    words_cell(learnt.unwrap_or_default()),
                ],
            )
        })
        .collect();
    let table = table(
        "Initiatives by motion",
        &[
            ("Initiative", "text"),
            ("Motion", "text"),
            ("Stage", "text"),
            ("Blocked by", "text"),
            ("Last learnt", "text"),
        ],
        rows,
    );
    section("initiatives", "Initiatives").count(all.len()).block(table_or_empty(
        table,
        "No initiative",
        "begin one",
    ))
}

/// The next quarter's targets, and those that were changed.
pub fn forward(desk: &Desk<'_>, scores: &Scores, review: &QuarterReview) -> Section {
    let next = desk.quarter.plus(1);
    let rows = scores
        .series
        .iter()
        .filter_map(|series| {
            let target = series.target(next)?;
            let said = |number| words::figure(&series.metric, series.currency, number);
            let now = series.actual(desk.quarter);
            Some(row(
                None,
                vec![
                    cell(text(&series.metric.name)),
                    now.map_or_else(|| missing("no figure"), |now| parts::number_cell(said(now))),
                    parts::number_cell(said(target)),
                ],
            ))
        })
        .collect();
    let this = format!("Actual {}", desk.quarter);
    let that = format!("Target {next}");
    let targets = table(
        format!("Targets of {next}"),
        &[("Metric", "text"), (&this, "number"), (&that, "number")],
        rows,
    );
    let mut section = section("forward", "Forward plan").block(table_or_empty(
        targets,
        &format!("No target for {next} yet"),
        "add lines with a target to the partner's `observations.csv`",
    ));
    if !review.record.changed_targets.is_empty() {
        let rows = review
            .record
            .changed_targets
            .iter()
            .map(|one| {
                let name = desk
                    .playbook
                    .metric(one.metric.as_str())
                    .map_or_else(|| one.metric.to_string(), |metric| metric.name.clone());
                row(
                    None,
                    vec![
                        cell(text(name)),
                        words_cell(one.from.clone().unwrap_or_default()),
                        cell(text(&one.to)),
                        cell(text(&one.reason)),
                    ],
                )
            })
            .collect();
        section = section.block(Block::Heading { text: "Changed targets".to_owned() }).block(Block::Table {
            table: table(
                "Changed targets",
                &[("Metric", "text"), ("From", "text"), ("To", "text"), ("Why", "text")],
                rows,
            ),
        });
    }
    section
}

/// Promises made in the review.
pub fn new_commitments(draft: &Draft, desk: &Desk<'_>, partner: &Partner, review: &QuarterReview) -> Section {
    let rows: Vec<Row> = made_in(partner, review, desk.portfolio.settings.fiscal_year)
        .map(|commitment| {
            let mut made = ledger::commitment_row(draft, desk, partner, commitment);
            made.cells.insert(1, words_cell(words::label(&commitment.side)));
            made
        })
        .collect();
    let count = rows.len();
    let table = table(
        "Promises made in this review",
        &[("Promise", "text"), ("Side", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    );
    section("new-commitments", "New commitments").count(count).block(table_or_empty(
        table,
        "No promise was made here",
        "name the review under `made_at:` of a promise, or the promise under `commitments:` of the review",
    ))
}

/// Who came, and who agreed to what is written.
pub fn attendance(desk: &Desk<'_>, partner: &Partner, review: &QuarterReview) -> Section {
    let record = &review.record;
    let ours =
        record.agreed_by_us.as_ref().map(|one| format!("{}, {}", desk.person(&one.by), words::date(one.on)));
    let theirs = record
        .agreed_by_them
        .as_ref()
        .map(|one| format!("{}, {}", desk.contact(partner, &one.by), words::date(one.on)));
    let not_yet = || Some("not yet".to_owned());
    section("attendance", "Who came, and who agreed").blocks(facts([
        fact_list("Ours", record.ours.iter().map(|person| text(desk.person(person)))),
        fact_list("Theirs", record.theirs.iter().map(|contact| text(desk.contact(partner, contact)))),
        fact("Agreed for us", ours.or_else(not_yet)),
        fact("Agreed for them", theirs.or_else(not_yet)),
    ]))
}
