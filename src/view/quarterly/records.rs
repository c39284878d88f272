//! The records that a quarter brought, part by part, each with a link to its place.

use super::super::desk::{Desk, Draft, review_path};
use super::super::ledger::calendar::{date_row, dates_table};
use super::super::ledger::decisions::taken_row;
use super::super::ledger::record::{alliance, link, owner, side};
use super::super::ledger::{lessons, wins};
use super::super::page::{Block, Row, Section, Table, Tone};
use super::super::partner::ledger::{promise, times};
use super::super::partner::terms::agreement_name;
use super::super::parts::{
    cell, date_cell, due_cell, empty, folded, missing, number_cell, row, section, table, table_or_empty,
    words_cell,
};
use super::super::words::{self, text};
use super::super::{counted, numbers};
use super::tone_of;
use crate::insight::dates::{DateKind, Dated};
use crate::insight::inspection::{Inspected, share};
use crate::insight::quarterly::{Fate, Of, Quarterly};
use crate::portfolio::agreement::Agreement;
use crate::portfolio::calendar::Date;
use crate::portfolio::commitment::Commitment;
use crate::portfolio::issue::Issue;
use crate::portfolio::risk::Risk;

/// So many rows of a long table are shown at once.
const SHOWN: usize = 12;

/// A row without a place of its own: the record has one on its partner's page.
fn plain(row: Row) -> Row {
    Row { id: None, ..row }
}

/// Decisions that waited when the quarter ended.
pub fn sought(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let rows = found.sought.iter().map(|(partner, one)| {
        let recommended =
            one.recommended.as_ref().and_then(|id| one.options.iter().find(|option| *id == option.id));
        let note = recommended.map(|option| format!("Recommended: {}", option.text));
        row(
            None,
            vec![
                cell(link(draft, partner, one.id.as_str(), &one.question).note(note.unwrap_or_default())),
                alliance(draft, partner),
                owner(one.decider.as_ref(), |who| desk.anyone(partner, who)),
                due_cell(one.needed_by, false, desk.as_of),
            ],
        )
    });
    let section = section("decisions-sought", "Decisions asked for").count(found.sought.len());
    if found.sought.is_empty() {
        return section.block(empty(
            "No decision waited",
            "decisions without `taken:` in `partners/<id>/decisions.yaml` would stand here",
        ));
    }
    let table = table(
        "Decisions open at the end of the quarter, the first needed first",
        &[("Decision", "text"), ("Alliance", "text"), ("Decides", "text"), ("Needed by", "date")],
        rows.collect(),
    );
    section.lead("Open when the quarter ended, the first needed first.").blocks(folded(
        table,
        SHOWN,
        "decisions",
    ))
}

/// Decisions taken in the quarter.
pub fn taken(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let rows = found
        .taken
        .iter()
        .map(|((partner, one), taken)| plain(taken_row(draft, desk, partner, one, taken)))
        .collect();
    section("taken", "Decisions taken").count(found.taken.len()).lead("The latest first.").block(
        table_or_empty(
            table(
                "Decisions taken in the quarter, the latest first",
                &[
                    ("Decision", "text"),
                    ("Alliance", "text"),
                    ("Outcome", "text"),
                    ("By", "text"),
                    ("When", "date"),
                ],
                rows,
            ),
            "No decision was taken in the quarter",
            "say who took one, when and why, under `taken:` in `partners/<id>/decisions.yaml`",
        ),
    )
}

/// What became of promises: those not kept at once, those kept folded.
pub fn promises(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let (lost, kept): (Vec<_>, Vec<_>) =
        found.promises.iter().partition(|(fate, _)| matches!(fate, Fate::Overdue | Fate::Dropped));
    let words_of = [
        (Fate::InTime, "kept in time"),
        (Fate::Late, "kept late"),
        (Fate::Dropped, "given up"),
        (Fate::Overdue, "not kept by their date"),
    ];
    let counts = words_of.map(|(fate, words)| {
        let count = found.promises.iter().filter(|(of, _)| *of == fate).count();
        (count > 0).then(|| format!("{count} {words}"))
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let mut section = section("promises", "What became of promises").count(found.promises.len());
    if !counts.is_empty() {
        section = section.lead(format!("{}, by both sides.", words::capital(&words::join(&counts))));
    }
    let table_of = |caption: &str, all: &[&(Fate, Of<'_, Commitment>)]| {
        let rows = all.iter().map(|(fate, of)| promise_row(draft, desk, *fate, of)).collect();
        table(
            caption,
            &[
                ("Promise", "text"),
                ("Alliance", "text"),
                ("Side", "text"),
                ("What became of it", "text"),
                ("Due", "date"),
            ],
            rows,
        )
    };
    if lost.is_empty() && kept.is_empty() {
        return section.block(empty(
            "No promise ended or fell due",
            "promises stand in `partners/<id>/commitments.yaml`, with `due` and `closed`",
        ));
    }
    let section = section.block(table_or_empty(
        table_of("Promises of the quarter that were not kept", &lost),
        "None was broken",
        "whatever fell due in the quarter was kept",
    ));
    if kept.is_empty() {
        return section;
    }
    section.block(Block::Details {
        summary: format!("{} kept", words::plural(kept.len(), "promise")),
        blocks: vec![Block::Table {
            table: table_of("Promises that were kept in the quarter, those kept late first", &kept),
        }],
    })
}

fn promise_row(draft: &Draft, desk: &Desk<'_>, fate: Fate, (partner, one): &Of<'_, Commitment>) -> Row {
    let (word, tone) = tone_of(fate);
    let closed = one.closed.as_ref();
    let why = closed.and_then(|closing| closing.reason.clone().or_else(|| closing.evidence.clone()));
    let note = words::known([closed.map(|closing| words::date(closing.on)), why], ": ");
    let note = note.unwrap_or_else(|| {
        let moves = one.moves.len();
        if moves == 0 { String::new() } else { format!("moved {} before", times(moves)) }
    });
    row(
        None,
        vec![
            cell(link(draft, partner, one.id.as_str(), promise(one))),
            alliance(draft, partner),
            cell(side(one.side)),
            cell(text(word).tone(tone).note(note)),
            // Late is told by the date first promised, so that is the one to show.
            match fate {
                Fate::Late => date_cell(one.due_first()),
                _ => due_cell(one.due_now(), one.closed.is_some(), desk.as_of),
            },
        ],
    )
}

/// What was won.
pub fn wins(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    section("wins", "Wins").count(found.wins.len()).lead("The latest first.").block(table_or_empty(
        wins::short_table(draft, desk, "Wins of the quarter, the latest first", found.wins.iter().copied()),
        "Nothing won is on record for the quarter",
        "tell a win in `partners/<id>/log.yaml`, `kind: win`",
    ))
}

/// Partners and initiatives that entered a stage.
pub fn steps(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let rows = found
        .steps
        .iter()
        .map(|step| {
            row(
                None,
                vec![
                    cell(counted::link(draft, &step.record)),
                    words_cell(if step.initiative { "Initiative" } else { "Alliance" }),
                    step.from
                        .as_ref()
                        .map_or_else(|| missing("new"), |from| words_cell(desk.stage_name(from))),
                    words_cell(desk.stage_name(&step.to)),
                    date_cell(Some(step.on)),
                ],
            )
        })
        .collect();
    section("stages", "Initiatives and stages").count(found.steps.len()).lead("The latest first.").block(
        table_or_empty(
            table(
                "Alliances and initiatives that entered a stage, the latest first",
                &[("Which", "text"), ("Kind", "text"), ("From", "text"), ("To", "text"), ("When", "date")],
                rows,
            ),
            "Nothing entered a stage in the quarter",
            "add the stage and its day under `stages` in `partners/<id>/partner.yaml` or in the initiative",
        ),
    )
}

/// Reviews held, and those that the playbook asked for.
pub fn reviews(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let rows = found
        .reviews
        .iter()
        .map(|(partner, review, on)| {
            let path = review_path(&partner.id, review.quarter);
            row(
                None,
                vec![
                    cell(
                        draft
                            .inline_link(&partner.profile.name, &path)
                            .note(format!("Review of {}", review.quarter)),
                    ),
                    words_cell(review.record.headline.clone().unwrap_or_default()),
                    date_cell(Some(*on)),
                ],
            )
        })
        .collect();
    let held = table_or_empty(
        table(
            "Reviews held in the quarter, the latest first",
            &[("Alliance", "text"), ("Message", "text"), ("Held", "date")],
            rows,
        ),
        "No review was held in the quarter",
        "set `held_on` in `partners/<id>/reviews/<quarter>.md`",
    );
    let section = section("reviews", "Reviews with partners")
        .count(found.reviews.len())
        .lead("Held within the quarter, of whichever quarter they were.")
        .block(held);
    if found.missing.is_empty() {
        return section;
    }
    let rows = found
        .missing
        .iter()
        .map(|(due, partner)| {
            row(
                None,
                vec![
                    alliance(draft, partner),
                    words_cell(desk.tier_name(partner).unwrap_or_default()),
                    due_cell(Some(*due), false, desk.as_of),
                ],
            )
        })
        .collect();
    let missing = table(
        "Reviews that were due by the end of the quarter, the longest first",
        &[("Alliance", "text"), ("Tier", "text"), ("Was due", "date")],
        rows,
    );
    section
        .block(Block::Heading { text: "Missing by the playbook's rhythm".to_owned() })
        .block(Block::Table { table: missing })
}

/// Risks seen first, and those that went away.
pub fn risks(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let opened = found.risks_opened.iter().map(|(partner, one)| {
        row(
            None,
            vec![
                cell(link(draft, partner, one.id.as_str(), &one.text)),
                alliance(draft, partner),
                one.exposure()
                    .map_or_else(|| missing("not rated"), |exposure| number_cell(exposure.to_string())),
                match &one.response {
                    Some(response) => words_cell(response.clone()),
                    None => cell(text("No response yet").tone(Tone::Bad)),
                },
                owner(one.owner.as_ref(), |who| desk.anyone(partner, who)),
            ],
        )
    });
    let opened = table_or_empty(
        table(
            "Risks seen first in the quarter, the highest exposure first",
            &[
                ("Risk", "text"),
                ("Alliance", "text"),
                ("Exposure", "number"),
                ("Response", "text"),
                ("Owner", "text"),
            ],
            opened.collect(),
        ),
        "No new risk was seen",
        "write what may happen into `partners/<id>/risks.yaml`",
    );
    let gone = found.risks_closed.iter().map(|(partner, one): &Of<'_, Risk>| {
        let because = one.closed_because.clone().unwrap_or_default();
        gone_row(draft, partner, (one.id.as_str(), &one.text), because, one.closed_on)
    });
    let gone: Vec<Row> = gone.collect();
    section("risks", "Risks opened and closed")
        .count(found.risks_opened.len() + gone.len())
        .lead(format!("{} opened, {} closed.", found.risks_opened.len(), gone.len()))
        .block(opened)
        .blocks(gone_block("Risks that went away", "Why", gone))
}

/// Issues raised, and those that were settled.
pub fn issues(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let raised = found.issues_opened.iter().map(|(partner, one)| {
        row(
            None,
            vec![
                cell(link(draft, partner, one.id.as_str(), &one.text).note(words::label(&one.kind))),
                alliance(draft, partner),
                words_cell(words::label(&one.severity)),
                one.response.clone().map_or_else(|| missing("no response"), words_cell),
                owner(one.owner.as_ref(), |who| desk.anyone(partner, who)),
            ],
        )
    });
    let raised = table_or_empty(
        table(
            "Issues raised in the quarter, the worst first",
            &[
                ("Issue", "text"),
                ("Alliance", "text"),
                ("Severity", "text"),
                ("Response", "text"),
                ("Owner", "text"),
            ],
            raised.collect(),
        ),
        "No issue was raised",
        "write what is wrong into `partners/<id>/issues.yaml`",
    );
    let gone = found.issues_closed.iter().map(|(partner, one): &Of<'_, Issue>| {
        let how = one.resolution.clone().unwrap_or_default();
        gone_row(draft, partner, (one.id.as_str(), &one.text), how, one.resolved_on)
    });
    let gone: Vec<Row> = gone.collect();
    section("issues", "Issues raised and settled")
        .count(found.issues_opened.len() + gone.len())
        .lead(format!("{} raised, {} settled.", found.issues_opened.len(), gone.len()))
        .block(raised)
        .blocks(gone_block("Issues that were settled", "How", gone))
}

fn gone_row(
    draft: &Draft,
    partner: &crate::portfolio::Partner,
    (anchor, what): (&str, &str),
    how: String,
    on: Option<Date>,
) -> Row {
    let what = link(draft, partner, anchor, what);
    row(None, vec![cell(what), alliance(draft, partner), words_cell(how), date_cell(on)])
}

fn gone_block(caption: &str, how: &str, rows: Vec<Row>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [("What", "text"), ("Alliance", "text"), (how, "text"), ("When", "date")];
    vec![Block::Heading { text: caption.to_owned() }, Block::Table { table: table(caption, &columns, rows) }]
}

/// Agreements signed, and those that ended.
pub fn agreements(draft: &Draft, found: &Quarterly<'_>) -> Section {
    let list = |word: &'static str, tone: Tone, all: &[(Date, Of<'_, Agreement>)]| -> Vec<Row> {
        let row_of = |(on, (partner, one)): &(Date, Of<'_, Agreement>)| {
            let name = link(draft, partner, one.id.as_str(), agreement_name(one));
            row(
                None,
                vec![
                    cell(name.note(words::capital(&words::label(&one.kind)))),
                    alliance(draft, partner),
                    cell(text(word).tone(tone)),
                    date_cell(Some(*on)),
                    one.expires_on.map_or_else(|| missing("no end"), |on| date_cell(Some(on))),
                ],
            )
        };
        all.iter().map(row_of).collect()
    };
    let mut rows = list("Ended", Tone::Watch, &found.lapsed);
    rows.extend(list("Signed", Tone::Good, &found.signed));
    section("agreements", "Agreements signed and ended").count(rows.len()).block(table_or_empty(
        table(
            "Agreements that ended or were signed in the quarter",
            &[
                ("Agreement", "text"),
                ("Alliance", "text"),
                ("What happened", "text"),
                ("When", "date"),
                ("Until", "date"),
            ],
            rows,
        ),
        "No agreement was signed, and none ended",
        "agreements stand in `partners/<id>/agreements.yaml`, with `signed_on` and `expires_on`",
    ))
}

/// What was expected, and whether somebody looked.
pub fn inspected(draft: &Draft, found: &Quarterly<'_>) -> Section {
    let mut expected: Vec<&Inspected> =
        found.inspected.iter().filter(|one| !one.expected.is_empty()).collect();
    expected.sort_by(|a, b| a.share().cmp(&b.share()).then_with(|| a.partner.cmp(&b.partner)));
    let rows = expected
        .iter()
        .map(|one| {
            let open = one.expected.iter().filter(|one| one.looked.is_none()).map(|one| one.what.clone());
            let open: Vec<_> = open.collect();
            row(
                None,
                vec![
                    cell(counted::link(draft, &one.partner)),
                    number_cell(format!("{} of {}", one.looked(), one.expected.len())),
                    counted::cell_of(draft, &open, 3, "all were looked at"),
                ],
            )
        })
        .collect();
    let section = section("inspected", "Inspect what you expect").count(expected.len());
    let section = match share(&found.inspected) {
        Some(share) => section.lead(format!(
            "{}% of what was expected was looked at, {}; the least first.",
            words::decimal(share, 0),
            numbers::of_expected(&found.inspected)
        )),
        None => section,
    };
    section.block(table_or_empty(
        table(
            "What was expected and inspected, by alliance, the least first",
            &[("Alliance", "text"), ("Looked at", "number"), ("Not looked at", "text")],
            rows,
        ),
        "Nothing was expected in writing",
        "write `objectives` into `partners/<id>/plan.md` and `expectations` into `partner.yaml`",
    ))
}

/// Course corrections begun or looked at.
pub fn corrections(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let all = found.corrections.iter().copied();
    section("corrections", "Course corrections")
        .count(found.corrections.len())
        .lead("Begun in the quarter, or looked at in it.")
        .block(table_or_empty(
            lessons::short_table(draft, desk, "Course corrections, those without a result first", all),
            "No course was corrected, and no result looked at",
            "note cause and change in `partners/<id>/log.yaml`, `kind: correction`",
        ))
}

/// What the next quarter brings by itself.
pub fn ahead(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let next = found.quarter.plus(1);
    let often = |one: &&Dated| matches!(one.kind, DateKind::Meeting | DateKind::Obligation);
    let (often, rare): (Vec<&Dated>, Vec<&Dated>) = found.ahead.iter().partition(often);
    let rows = |all: &[&Dated]| -> Vec<Row> { all.iter().map(|one| date_row(draft, desk, one)).collect() };
    let section = section("ahead", &format!("What comes in {next}")).count(found.ahead.len()).internal();
    if found.ahead.is_empty() {
        return section.block(empty(
            format!("Nothing was dated for {next}"),
            "dates come from `due`, `needed_by`, `expires_on`, `every` and `scheduled_on` in `partners/<id>/`",
        ));
    }
    let mut section = section.lead("As known on the last day of the quarter.");
    if !rare.is_empty() {
        section = section.blocks(folded(
            dates_table(&format!("Dates in {next}, the first first"), rows(&rare)),
            SHOWN,
            "dates",
        ));
    }
    if often.is_empty() {
        return section;
    }
    let caption = format!("Meetings and obligations in {next}, the first first");
    section.block(Block::Details {
        summary: format!(
            "{} more: meetings by their rhythm, and obligations",
            words::plural(often.len(), "date")
        ),
        blocks: vec![Block::Table { table: dates_table(&caption, rows(&often)) }],
    })
}

/// Promises made in the quarter.
pub fn made(draft: &Draft, desk: &Desk<'_>, found: &Quarterly<'_>) -> Section {
    let rows = found.made.iter().map(|(partner, one)| {
        row(
            None,
            vec![
                cell(link(draft, partner, one.id.as_str(), promise(one))),
                alliance(draft, partner),
                cell(side(one.side)),
                owner(one.owner.as_ref(), |who| desk.anyone(partner, who)),
                due_cell(one.due_now(), one.closed.is_some(), desk.as_of),
            ],
        )
    });
    let section = section("new-commitments", "Promises made").count(found.made.len());
    if found.made.is_empty() {
        return section
            .block(empty("No promise was made", "write them into `partners/<id>/commitments.yaml`"));
    }
    section.lead("The first due first.").blocks(folded(made_table(rows.collect()), SHOWN, "promises"))
}

fn made_table(rows: Vec<Row>) -> Table {
    table(
        "Promises made in the quarter, the first due first",
        &[("Promise", "text"), ("Alliance", "text"), ("Side", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    )
}
