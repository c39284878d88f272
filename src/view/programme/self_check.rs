//! The self-check in ten groups: what the records say, what was declared, what fails.

use super::super::counted::link;
use super::super::desk::Draft;
use super::super::figure::{Sign, SignCell, SignRow, SignStrip};
use super::super::page::{Block, Cell, Figure, Inline, Section, Table, Tone};
use super::super::parts::{anchored_row, cell, missing, section as new, table};
use super::super::words::{self, text};
use super::{apart, name};
use crate::insight::self_check::{Check, Computed, Declared, Lack, PARTIAL_FROM, YES_FROM};
use crate::insight::{At, Counted};
use crate::portfolio::programme::SelfCheckGroup;
use crate::portfolio::words::Answer;

/// How many failing records a cell names.
const NAMED: usize = 3;

/// What a group asks; for those that are computed, how.
fn meaning(group: SelfCheckGroup) -> &'static str {
    match group {
        SelfCheckGroup::Process => {
            "partners beyond prospects, and running initiatives, that went through known stages in order, with qualification and preparation before live work"
        }
        SelfCheckGroup::Approval => {
            "stages with a gate, entered in the last 365 days, with a decision to advance in time"
        }
        SelfCheckGroup::Reporting => "the last four closed quarters in which a report went to executives",
        SelfCheckGroup::Expectations => {
            "partners in preparation or live work of whom something is expected in writing, and who acknowledged all of it"
        }
        SelfCheckGroup::PlansAndReviews => {
            "joint plans agreed by both sides and reviews held in time, of live partners of whose tier the playbook asks them"
        }
        SelfCheckGroup::Portfolio => {
            "partners that had a review, an inspection or a deep dive in the last 183 days, and a decision if they sleep, fail or rest"
        }
        SelfCheckGroup::Roles => "roles are written down and agreed",
        SelfCheckGroup::Professionals => "alliance managers are treated as professionals",
        SelfCheckGroup::Certification => "membership and certificates",
        SelfCheckGroup::Staffing => "skilled people in sufficient number",
    }
}

fn sign(answer: Option<Answer>) -> Sign {
    match answer {
        Some(Answer::Yes) => Sign::Yes,
        Some(Answer::Partial) => Sign::Partial,
        Some(Answer::No) => Sign::No,
        Some(Answer::Unknown) | None => Sign::Unknown,
    }
}

/// The section.
pub fn section(draft: &mut Draft, now: &[Check], before: &[Check]) -> Section {
    let figure = draft.figure(Figure::SignStrip(SignStrip {
        columns: ["Records, a year ago", "Records, now", "Declared, a year ago", "Declared, now"]
            .map(str::to_owned)
            .to_vec(),
        rows: now.iter().zip(before).map(|(now, before)| strip_row(now, before)).collect(),
        summary: "The ten groups as the records and as the function itself answer them; the same stands in the table"
            .to_owned(),
    }));
    let (over, under) = (apart(now, true), apart(now, false));
    let title = match (&over[..], &under[..]) {
        ([], []) => "Nothing is declared that the records answer otherwise".to_owned(),
        ([], under) => format!("The records show more than we declare on {}", words::join(under)),
        (over, _) => format!("The records show less than we declare on {}", words::join(over)),
    };
    let how: Vec<Inline> = now
        .iter()
        .filter(|check| check.computed.is_some())
        .map(|check| text(name(check.group)).note(meaning(check.group)))
        .collect();
    new("self-check", "Self-check in ten groups")
        .internal()
        .lead(format!(
            "Six groups are counted from the records: yes from {YES_FROM}% of what is counted, in part from {PARTIAL_FROM}%. Four can only be \
             declared, with what shows it."
        ))
        .block(Block::Figure {
            title,
            subtitle: "Ten groups, each as the records answer it and as it was declared".to_owned(),
            figure,
            table: None,
        })
        .block(Block::Table { table: check_table(draft, now, before) })
        .blocks(all_counted(draft, now))
        .block(Block::Details {
            summary: "What is counted for each group".to_owned(),
            blocks: vec![Block::List { items: how, ordered: false }],
        })
}

fn strip_row(now: &Check, before: &Check) -> SignRow {
    let computed = |check: &Check| check.computed.as_ref().map(Computed::answer);
    let declared = |check: &Check| check.declared.as_ref().map(|one| one.answer);
    let shown = |check: &Check| match &check.computed {
        Some(one) if one.counted() > 0 => format!("{} of {}", one.passed.len(), one.counted()),
        Some(_) => "nothing to count".to_owned(),
        None => "cannot be counted from the records".to_owned(),
    };
    let said = |check: &Check| {
        check.declared.as_ref().map_or_else(
            || "not declared".to_owned(),
            |one| one.evidence.clone().unwrap_or_else(|| "without evidence".to_owned()),
        )
    };
    let one = |answer: Option<Answer>, words: String| SignCell { sign: sign(answer), words, href: None };
    SignRow {
        name: name(now.group).to_owned(),
        href: Some(format!("#group-{}", anchor(now.group))),
        cells: vec![
            one(computed(before), shown(before)),
            one(computed(now), shown(now)),
            one(declared(before), said(before)),
            one(declared(now), said(now)),
        ],
        count: now
            .computed
            .as_ref()
            .filter(|one| one.counted() > 0)
            .map(|one| format!("{}/{}", one.passed.len(), one.counted()))
            .unwrap_or_default(),
    }
}

fn anchor(group: SelfCheckGroup) -> String {
    name(group).to_lowercase().replace(' ', "-")
}

fn said(answer: Answer) -> Inline {
    match answer {
        Answer::Yes => text("Yes").tone(Tone::Good),
        Answer::Partial => text("In part").tone(Tone::Watch),
        Answer::No => text("No").tone(Tone::Bad),
        Answer::Unknown => text("Not known").tone(Tone::Muted),
    }
}

fn check_table(draft: &Draft, now: &[Check], before: &[Check]) -> Table {
    let rows = now
        .iter()
        .zip(before)
        .map(|(now, before)| {
            anchored_row(
                format!("group-{}", anchor(now.group)),
                vec![
                    cell(text(name(now.group))),
                    computed(now.computed.as_ref(), before.computed.as_ref()),
                    declared(now.declared.as_ref(), before.declared.as_ref()),
                    failing(draft, now.computed.as_ref()),
                ],
            )
        })
        .collect();
    table(
        "The ten groups: what the records say, what was declared, what fails",
        &[("Group", "text"), ("The records say", "text"), ("Declared", "text"), ("What fails", "text")],
        rows,
    )
}

fn computed(now: Option<&Computed>, before: Option<&Computed>) -> Cell {
    let Some(now) = now else { return missing("declared only") };
    let share = |one: &Computed| format!("{} of {}", one.passed.len(), one.counted());
    if now.counted() == 0 {
        return missing("nothing to count");
    }
    let then = match before.filter(|one| one.counted() > 0) {
        Some(before) => {
            format!("a year ago {} ({})", said(before.answer()).text.to_lowercase(), share(before))
        }
        None => "a year ago nothing to count".to_owned(),
    };
    Cell::Text { lines: vec![said(now.answer()).note(share(now)), text(then).tone(Tone::Muted)] }
}

fn declared(now: Option<&Declared>, before: Option<&Declared>) -> Cell {
    let Some(now) = now else { return missing("not declared") };
    let evidence = now.evidence.clone().unwrap_or_else(|| "no evidence given".to_owned());
    let mut lines = vec![said(now.answer).note(evidence)];
    lines.extend(before.filter(|before| before.on != now.on).map(|before| {
        text(format!("in {} {}", before.on.year(), said(before.answer).text.to_lowercase())).tone(Tone::Muted)
    }));
    Cell::Text { lines }
}

fn failing(draft: &Draft, computed: Option<&Computed>) -> Cell {
    let Some(computed) = computed.filter(|one| !one.failed.is_empty()) else { return missing("") };
    let mut lines: Vec<Inline> = computed.failed.iter().take(NAMED).map(|one| failed(draft, one)).collect();
    if computed.failed.len() > NAMED {
        lines.push(text(format!("and {} more, below", computed.failed.len() - NAMED)).tone(Tone::Muted));
    }
    Cell::Text { lines }
}

fn failed(draft: &Draft, (of, lack): &(Counted, Lack)) -> Inline {
    named(draft, of).note(lacks(lack))
}

fn named(draft: &Draft, of: &Counted) -> Inline {
    // A quarter has no page of its own; its reports stand further down on this one.
    let quarter = of.partner.is_none() && of.at == At::Top;
    if quarter { text(&of.name).to("#reporting") } else { link(draft, of) }
}

/// Everything that was counted, group by group: what fails and why, then what passes.
fn all_counted(draft: &Draft, checks: &[Check]) -> Option<Block> {
    let groups = checks.iter().filter_map(|check| Some((check.group, check.computed.as_ref()?)));
    let mut blocks = Vec::new();
    for (group, computed) in groups.filter(|(_, computed)| computed.counted() > 0) {
        let (passed, all) = (computed.passed.len(), computed.counted());
        blocks.push(Block::Heading { text: format!("{}: {passed} of {all}", name(group)) });
        let fails = computed.failed.iter().map(|one| failed(draft, one));
        let passes = computed.passed.iter().map(|of| named(draft, of).note("passes"));
        blocks.push(Block::List { items: fails.chain(passes).collect(), ordered: false });
    }
    (!blocks.is_empty())
        .then(|| Block::Details { summary: "Everything that was counted, group by group".to_owned(), blocks })
}

fn lacks(lack: &Lack) -> String {
    match lack {
        Lack::KnownStage(stage) => format!("the playbook has no stage `{stage}`"),
        Lack::Order => "stages are not in the order of their days".to_owned(),
        Lack::Qualification => "live without a stage of qualification".to_owned(),
        Lack::Preparation => "live without a stage of preparation".to_owned(),
        Lack::Gate(stage, on) => {
            format!("entered {stage} on {} without a decision at its gate", words::date(*on))
        }
        Lack::Report(_) => "no report went to executives".to_owned(),
        Lack::Expectation => "nothing is expected of them in writing".to_owned(),
        Lack::Acknowledgement(count) => format!("{} not acknowledged", words::plural(*count, "expectation")),
        Lack::Plan => "no plan agreed by both sides".to_owned(),
        Lack::Review(Some(on)) => format!("last review on {}", words::date(*on)),
        Lack::Review(None) => "no review on record".to_owned(),
        Lack::Look(Some(on)) => format!("last looked at on {}", words::date(*on)),
        Lack::Look(None) => "nobody has looked at it".to_owned(),
        Lack::Decision => "nobody has decided to fix, park or exit".to_owned(),
    }
}
