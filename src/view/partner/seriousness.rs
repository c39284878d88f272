//! How serious the partner is and whether they fit: six signs through time, dream killers, selection, baselines. Internal.

use super::super::desk::{Desk, Draft};
use super::super::figure::{LevelBars, LevelRow, Sign as Mark, SignCell, SignRow, SignStrip};
use super::super::page::{Block, Column, Figure, Inline, Row, Section, Table, Tone};
use super::super::parts::{
    anchored_row, cell, custom_facts, empty, facts, list, missing, number_cell, row, section, table,
    words_cell,
};
use super::super::words::{self, text};
use crate::insight::At;
use crate::insight::seriousness::{Band, Baseline, Fit, Killers, Level, Look, seriousness};
use crate::portfolio::Partner;
use crate::portfolio::assessment::{Killer, Sign};
use crate::portfolio::words::Answer;

/// So many looks are drawn; the first of them can be found in the records.
const DRAWN: usize = 6;

/// From this level on, a dream killer is one to talk about.
const ALARMING: u8 = 2;

/// Six signs, dream killers, selection, baselines.
pub fn assessments(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("assessments", "Assessments").internal();
    let serious = seriousness(partner, &desk.playbook.six_signs);
    let Some((record, serious)) = partner.assessments.as_ref().zip(serious) else {
        return section.block(empty(
            "Not assessed yet",
            format!(
                "look for the six signs of a serious partner: `partners/{}/assessments.yaml`",
                partner.id
            ),
        ));
    };
    let ask = |what: &str, key: &str| {
        vec![empty(what, format!("write it under `{key}:` in `partners/{}/assessments.yaml`", partner.id))]
    };
    let killers = match &serious.killers {
        Some(killers) => killer_blocks(draft, killers),
        None => ask("Nobody has looked for the dream killers yet", "dream_killers"),
    };
    let fit = if serious.selections.is_empty() {
        ask("Fit at selection is not on record", "selection")
    } else {
        fit_blocks(draft, &serious.selections)
    };
    let mut left = if serious.signs.is_empty() {
        ask("Nobody has looked for the six signs yet", "six_signs")
    } else {
        sign_blocks(draft, &serious.signs)
    };
    left.push(Block::Heading { text: "Fit at selection".to_owned() });
    left.extend(fit);
    let columns = vec![
        Column { title: "Six signs of a serious partner".to_owned(), blocks: left },
        Column { title: "Dream killers".to_owned(), blocks: killers },
    ];
    section
        .edit(desk.edit_file(record.file))
        .block(Block::Columns { columns })
        .blocks(serious.baselines.iter().flat_map(baseline_blocks))
        .blocks(facts(custom_facts(&record.x)))
}

fn sign_name(sign: Sign) -> &'static str {
    match sign {
        Sign::ProfessionalStaff => "Professional alliance staff",
        Sign::Training => "They train them",
        Sign::SalesMindset => "Sales thinks in partners and is paid for it",
        Sign::ExecutiveCommitment => "The chief executive lives it",
        Sign::DedicatedExecutive => "A dedicated alliance executive",
        Sign::InspectsResults => "They inspect results",
    }
}

fn killer_name(killer: Killer) -> String {
    if killer == Killer::ShortTermism { "short-termism".to_owned() } else { words::label(&killer) }
}

fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::Partial => "in part",
        Answer::No => "no",
        Answer::Unknown => "unknown",
    }
}

fn band_word(band: Band) -> &'static str {
    match band {
        Band::WalkAway => "walk away",
        Band::Caution => "be careful",
        Band::Good => "good",
        Band::Strong => "strong",
    }
}

fn sign_blocks(draft: &mut Draft, looks: &[Look]) -> Vec<Block> {
    let mark = |answer: Answer| match answer {
        Answer::Yes => Mark::Yes,
        Answer::Partial => Mark::Partial,
        Answer::No => Mark::No,
        Answer::Unknown => Mark::Unknown,
    };
    let rows = looks.iter().take(DRAWN).map(|look| SignRow {
        name: words::date(look.on),
        href: None,
        cells: look
            .seen
            .iter()
            .map(|(sign, answer, evidence)| SignCell {
                sign: mark(*answer),
                words: match evidence {
                    Some(evidence) => format!("{}: {evidence}", sign_name(*sign)),
                    None => format!("{}: {}", sign_name(*sign), answer_word(*answer)),
                },
                href: None,
            })
            .collect(),
        count: format!("{} of 6", look.count),
    });
    let latest = &looks[0];
    let title = match looks.get(1) {
        Some(before) => format!(
            "{} of 6 signs seen ({}), {} in {}",
            latest.count,
            band_word(latest.band),
            words::number_word(before.count),
            before.on.year()
        ),
        None => format!("{} of 6 signs seen ({})", latest.count, band_word(latest.band)),
    };
    let subtitle = "Looks for the signs, the latest first; what a number means is the playbook's".to_owned();
    let figure = SignStrip {
        columns: latest.seen.iter().map(|(sign, ..)| sign_name(*sign).to_owned()).collect(),
        rows: rows.collect(),
        summary: format!("{title}; the answers stand in the table"),
    };
    let figure = draft.figure(Figure::SignStrip(figure));
    let mut blocks = vec![Block::Figure { title, subtitle, figure, table: Some(sign_table(latest)) }];
    if looks.len() > 1 {
        let earlier = looks[1..].iter().flat_map(|look| {
            let heading = format!("{}: {} of 6, {}", words::date(look.on), look.count, band_word(look.band));
            [Block::Heading { text: heading }, Block::Table { table: sign_table(look) }]
        });
        blocks.push(Block::Details { summary: "Earlier looks".to_owned(), blocks: earlier.collect() });
    }
    blocks
}

fn sign_table(look: &Look) -> Table {
    let rows = look
        .seen
        .iter()
        .enumerate()
        .map(|(index, (sign, answer, evidence))| {
            let tone = match answer {
                Answer::Yes => Tone::Good,
                Answer::Partial => Tone::Watch,
                Answer::No => Tone::Bad,
                Answer::Unknown => Tone::Muted,
            };
            let before = look.changed.iter().find(|(changed, _)| changed == sign);
            let before = before.map(|(_, before)| format!("was {}", answer_word(*before)));
            let seen: Inline = text(answer_word(*answer)).tone(tone).note(before.unwrap_or_default());
            let cells = vec![
                cell(text(sign_name(*sign))),
                cell(seen),
                words_cell(evidence.clone().unwrap_or_default()),
            ];
            first_row(index, &look.record.at, cells)
        })
        .collect();
    table(
        format!("The six signs, {}", words::date(look.on)),
        &[("Sign", "text"), ("Seen", "text"), ("Evidence", "text")],
        rows,
    )
}

/// A row; links to the look lead to the first of its rows.
fn first_row(index: usize, at: &At, cells: Vec<super::super::page::Cell>) -> Row {
    match at {
        At::Anchor(anchor) if index == 0 => anchored_row(anchor.clone(), cells),
        _ => row(None, cells),
    }
}

fn killer_blocks(draft: &mut Draft, killers: &Killers) -> Vec<Block> {
    let level_words = |one: &Level| match (one.level, one.before) {
        (None, _) => "not looked for".to_owned(),
        (Some(level), Some(before)) if before != level => format!("{level}, was {before}"),
        (Some(level), _) => level.to_string(),
    };
    let rows = killers
        .levels
        .iter()
        .map(|one| LevelRow {
            name: words::capital(&killer_name(one.killer)),
            href: None,
            level: one.level,
            previous: one.before,
            words: level_words(one),
            alarming: one.level.is_some_and(|level| level >= ALARMING),
        })
        .collect();
    let loud: Vec<String> = killers
        .levels
        .iter()
        .filter(|one| one.level.is_some_and(|level| level >= ALARMING))
        .map(|one| killer_name(one.killer))
        .collect();
    let title = if loud.is_empty() {
        "None of the eight is strong".to_owned()
    } else {
        format!("To talk about: {}", words::join(&loud))
    };
    let subtitle = match killers.before {
        Some(before) => {
            format!("Strength on {}; small mark: {}", words::date(killers.on), words::date(before))
        }
        None => format!("Strength on {}, the first look", words::date(killers.on)),
    };
    let figure = draft.figure(Figure::LevelBars(LevelBars {
        top: 3,
        ends: ("0 not seen".to_owned(), "3 strong".to_owned()),
        previous: killers.before.map(words::date).unwrap_or_default(),
        rows,
        summary: format!("{title}; the levels stand in the table"),
    }));
    let rows = killers.levels.iter().enumerate().map(|(index, one)| {
        let cells = vec![
            cell(text(words::capital(&killer_name(one.killer)))),
            one.level.map_or_else(|| missing("not looked for"), |level| number_cell(format!("{level} of 3"))),
            one.before.map_or_else(|| missing(""), |level| number_cell(format!("{level} of 3"))),
            words_cell(one.note.clone().unwrap_or_default()),
        ];
        first_row(index, &killers.record.at, cells)
    });
    let table = table(
        "Dream killers, the strongest first",
        &[("Factor", "text"), ("Strength", "number"), ("Before", "number"), ("Why", "text")],
        rows.collect(),
    );
    vec![Block::Figure { title, subtitle, figure, table: Some(table) }]
}

fn fit_blocks(draft: &mut Draft, selections: &[Fit]) -> Vec<Block> {
    let latest = &selections[0];
    let weakest: Vec<String> = latest.weakest.iter().map(words::label).collect();
    let title = match latest.mean {
        Some(mean) if latest.weakest.len() < latest.scores.len() => {
            format!("Fit {} of 5, weakest in {}", words::decimal(mean, 1), words::join(&weakest))
        }
        Some(mean) => format!("Fit {} of 5, alike in all that was rated", words::decimal(mean, 1)),
        None => "No criterion was rated".to_owned(),
    };
    let criteria = if latest.scores.len() == 1 { "criterion" } else { "criteria" };
    let subtitle = format!("Mean of {} {criteria}, {}", latest.scores.len(), words::date(latest.on));
    let rows = latest
        .scores
        .iter()
        .map(|(criterion, score, _)| LevelRow {
            name: words::capital(&words::label(criterion)),
            href: None,
            level: Some(*score),
            previous: None,
            words: format!("{score} of 5"),
            alarming: *score <= 2,
        })
        .collect();
    let figure = draft.figure(Figure::LevelBars(LevelBars {
        top: 5,
        ends: ("1 poor".to_owned(), "5 very good".to_owned()),
        previous: String::new(),
        rows,
        summary: format!("{title}; the scores stand in the table"),
    }));
    let mut blocks = vec![Block::Figure { title, subtitle, figure, table: Some(fit_table(latest)) }];
    blocks.extend(conclusion(latest));
    let earlier = selections[1..].iter().flat_map(|fit| {
        let heading = Block::Heading { text: words::date(fit.on) };
        [Some(heading), Some(Block::Table { table: fit_table(fit) }), conclusion(fit)].into_iter().flatten()
    });
    let earlier: Vec<Block> = earlier.collect();
    if !earlier.is_empty() {
        blocks.push(Block::Details { summary: "Earlier selections".to_owned(), blocks: earlier });
    }
    blocks
}

fn conclusion(fit: &Fit) -> Option<Block> {
    fit.conclusion.as_ref().map(|conclusion| Block::Text { text: conclusion.clone() })
}

fn fit_table(fit: &Fit) -> Table {
    let rows = fit.scores.iter().enumerate().map(|(index, (criterion, score, evidence))| {
        let cells = vec![
            cell(text(words::capital(&words::label(criterion)))),
            number_cell(format!("{score} of 5")),
            words_cell(evidence.clone().unwrap_or_default()),
        ];
        first_row(index, &fit.record.at, cells)
    });
    table(
        format!("Fit by criterion, {}", words::date(fit.on)),
        &[("Criterion", "text"), ("Score", "number"), ("Evidence", "text")],
        rows.collect(),
    )
}

fn baseline_blocks(baseline: &Baseline) -> [Block; 2] {
    let column = |title: &str, items: &[String]| Column {
        title: title.to_owned(),
        blocks: vec![list(items).unwrap_or_else(|| empty("None noted", ""))],
    };
    let state = words::pill(baseline.state).word.to_lowercase();
    [
        Block::Heading { text: format!("Baseline {}: {state}", words::date(baseline.on)) },
        Block::Columns {
            columns: vec![column("Good", &baseline.strengths), column("Missing", &baseline.gaps)],
        },
    ]
}
