//! What both sides say: the latest round as paired dots, the others as tables.

use super::super::super::desk::{Desk, Draft};
use super::super::super::figure::{Dumbbell, DumbbellRow, Reading};
use super::super::super::page::{Block, Cell, Figure, Row, Table, Tone};
use super::super::super::parts::{anchored_row, cell, empty, missing, row, table};
use super::super::super::words::{self, mean_words, text};
use crate::facts::perception::LEAST_ANSWERS;
use crate::insight::At;
use crate::insight::health::perception::{Round, View, Voice};
use crate::portfolio::Partner;
use crate::portfolio::survey::SurveyKind;

/// The latest round on the health of the relationship drawn, the other rounds behind it.
pub fn blocks(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, rounds: &[Round]) -> Vec<Block> {
    let health = rounds.iter().position(|round| round.kind == SurveyKind::Health);
    let Some(shown) = health.or((!rounds.is_empty()).then_some(0)) else {
        return vec![empty(
            "No survey yet, so nobody knows how the two see it",
            format!("add a round of both sides' answers to `partners/{}/surveys.yaml`", partner.id),
        )];
    };
    let mut blocks = vec![drawn(draft, desk, partner, &rounds[shown])];
    blocks.extend(note(partner, &rounds[shown]));
    let others: Vec<Block> = rounds
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != shown)
        .flat_map(|(_, round)| {
            let heading = Block::Heading { text: title_of(round) };
            [Some(heading), Some(Block::Table { table: numbers(round) }), note(partner, round)]
        })
        .flatten()
        .collect();
    if rounds.len() > 1 {
        let summary = format!("{} before it or beside it", words::plural(rounds.len() - 1, "survey"));
        blocks.push(Block::Details { summary, blocks: others });
    }
    blocks
}

fn title_of(round: &Round) -> String {
    format!("{}, {}", words::capital(&words::label(&round.kind)), words::date(round.on))
}

/// What the team makes of a round; not where too few answered, for it may tell who said what.
fn note(partner: &Partner, round: &Round) -> Option<Block> {
    let withheld = |view: &View| view.ours == Voice::TooFew || view.theirs == Voice::TooFew;
    let survey = partner.surveys.iter().find(|survey| survey.id.as_str() == round.record.name)?;
    let note = survey.note.as_ref()?;
    let told = match round.views.iter().any(withheld) {
        true => {
            format!("The note on this round is not shown: fewer than {LEAST_ANSWERS} answered on a side.")
        }
        false => note.clone(),
    };
    Some(Block::Text { text: told })
}

fn drawn(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, round: &Round) -> Block {
    let reading = |voice: &Voice| {
        voice.mean().map(|mean| Reading { value: words::float(mean), printed: mean_words(mean) })
    };
    let rows = round
        .views
        .iter()
        .map(|view| DumbbellRow {
            name: words::capital(view.dimension.trim()),
            href: None,
            ours: reading(&view.ours),
            theirs: reading(&view.theirs),
            gap: gap_words(view),
            wide: view.apart,
        })
        .collect();
    let title = message(round);
    let before = round.before.map(|on| format!(" The round before was {}.", words::date(on)));
    let subtitle = format!(
        "Means of a {} survey from 1 to 5, {}, {}. Answers of fewer than {LEAST_ANSWERS} on a side are not shown.{}",
        words::label(&round.kind),
        words::date(round.on),
        words::distance(round.on, desk.as_of),
        before.unwrap_or_default()
    );
    let figure = draft.figure(Figure::Dumbbell(Dumbbell {
        ours: "We".to_owned(),
        theirs: partner.profile.name.clone(),
        scale: (1.0, 5.0),
        ends: ("1 poor".to_owned(), "5 very good".to_owned()),
        rows,
        summary: format!("{title}; the numbers stand in the table"),
    }));
    Block::Figure { title, subtitle, figure, table: Some(numbers(round)) }
}

/// What the round says, the widest gap first.
fn message(round: &Round) -> String {
    let apart = round.apart();
    let names: Vec<String> = apart.iter().map(|view| view.dimension.trim().to_owned()).collect();
    match (apart.first().and_then(|view| view.gap), round.compared()) {
        (Some(gap), _) if apart.len() == 1 => {
            format!("The two see {} differently, by {}", names[0], mean_words(gap.abs()))
        }
        (Some(gap), _) => format!(
            "The two see {} differently; {} most of all, by {}",
            words::join(&names),
            names[0],
            mean_words(gap.abs())
        ),
        (None, 0) if round.views.iter().any(|view| view.theirs.mean().is_some()) => lowest(round),
        (None, 0) => match asked_alone(round) {
            Some(side) => format!("Only {side} asked, so that nothing can be compared"),
            None => "Too few answered to compare what the two think".to_owned(),
        },
        (None, 1) => "The two see alike the one thing that both were asked".to_owned(),
        (None, count) => {
            format!("The two see alike all {} things that both were asked", words::number_word(count))
        }
    }
}

/// Which side alone was asked, in words that go before "asked"; nothing where both were, or nobody.
pub fn asked_alone(round: &Round) -> Option<&'static str> {
    let asked = |pick: fn(&View) -> &Voice| round.views.iter().any(|view| *pick(view) != Voice::NotAsked);
    match (asked(|view| &view.ours), asked(|view| &view.theirs)) {
        (true, false) => Some("we were"),
        (false, true) => Some("they were"),
        _ => None,
    }
}

/// Where only they were asked, what they rate lowest.
fn lowest(round: &Round) -> String {
    let heard = round.views.iter().filter_map(|view| Some((view.theirs.mean()?, view.dimension.trim())));
    heard.min().map_or_else(String::new, |(mean, dimension)| {
        format!("They rate “{dimension}” lowest, at {}", mean_words(mean))
    })
}

fn gap_words(view: &View) -> String {
    match (view.gap, &view.ours, &view.theirs) {
        (Some(gap), ..) if gap.is_zero() => "no gap".to_owned(),
        (Some(gap), ..) => format!("{} apart", mean_words(gap.abs())),
        (None, Voice::TooFew, Voice::TooFew) => "too few answers".to_owned(),
        (None, Voice::TooFew, _) => "too few of ours".to_owned(),
        (None, _, Voice::TooFew) => "too few of theirs".to_owned(),
        (None, Voice::NotAsked, _) => "we were not asked".to_owned(),
        (None, _, Voice::NotAsked) => "they were not asked".to_owned(),
        (None, Voice::Heard { .. }, Voice::Heard { .. }) => String::new(),
    }
}

/// The numbers of a round; links to it lead to the first row.
fn numbers(round: &Round) -> Table {
    let rows = round.views.iter().enumerate().map(|(index, view)| numbers_row(round, index, view)).collect();
    table(
        format!("Survey of {}, by dimension", words::date(round.on)),
        &[("Dimension", "text"), ("Ours", "number"), ("Theirs", "number"), ("Gap", "number")],
        rows,
    )
}

fn numbers_row(round: &Round, index: usize, view: &View) -> Row {
    let gap = match view.gap {
        Some(gap) => {
            let apart = view.apart.then(|| "far apart".to_owned());
            let before = view.gap_before.map(|before| format!("was {}", mean_words(before)));
            Cell::Number {
                text: mean_words(gap),
                tone: if view.apart { Tone::Bad } else { Tone::Plain },
                note: words::known([apart, before], ", "),
            }
        }
        None => missing(gap_words(view)),
    };
    let cells =
        vec![cell(text(words::capital(view.dimension.trim()))), side(&view.ours), side(&view.theirs), gap];
    match &round.record.at {
        At::Anchor(anchor) if index == 0 => anchored_row(anchor.clone(), cells),
        _ => row(None, cells),
    }
}

fn side(voice: &Voice) -> Cell {
    match voice {
        Voice::NotAsked => missing("not asked"),
        Voice::TooFew => missing("too few answers"),
        Voice::Heard { n, mean, spread, change } => {
            let spread = spread.map(|spread| format!("spread {}", mean_words(spread)));
            let before = change.and_then(|change| mean.checked_sub(change));
            let before = before.map(|before| format!("was {}", mean_words(before)));
            Cell::Number {
                text: mean_words(*mean),
                tone: Tone::Plain,
                note: words::known([Some(format!("n = {n}")), spread, before], ", "),
            }
        }
    }
}
