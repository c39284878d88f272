//! The overview: what needs a decision, how each alliance stands, what got worse, which promises are late.

pub mod charts;

use super::counted::ground;
use super::desk::{DATA, Desk, Draft, partner_path};
use super::page::{Block, Card, Cell, Figure, Inline, Page, Part, Section, Tone};
use super::partners::{partner_table, sorted};
use super::parts::{self, cell, due_cell, empty, missing, row, section, table, words_cell};
use super::scorecard::{self, because};
use super::words::{self, text};
use crate::insight::questions::waiting;
use crate::portfolio::Partner;
use crate::portfolio::words::State;
use crate::scorecard::{QUARTERS, whole};

/// Rows of a table on the overview; the rest is a page away.
const ROWS: usize = 7;
/// Show-stoppers on the overview.
const OLDEST: usize = 3;
/// Partners in the table of the overview.
const PARTNERS: usize = 40;

const STATES: [State; 4] = [State::OnTrack, State::AtRisk, State::OffTrack, State::NotRated];

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let title = desk.portfolio.settings.name.clone().unwrap_or_else(|| "Alliance portfolio".to_owned());
    let mut draft = Draft::new("overview", Part::Overview, "index.html", title);
    let organisation =
        desk.portfolio.settings.organisation.as_ref().map(|organisation| text(&organisation.name));
    draft.page.subtitle =
        organisation.into_iter().chain([text(format!("Last closed quarter {}", desk.quarter))]).collect();
    let review = super::quarterly::path(desk.quarter);
    draft.page.subtitle.push(draft.inline_link(format!("Portfolio review {}", desk.quarter), &review));
    draft.page.subtitle.push(draft.inline_link("Programme", super::programme::PATH));
    draft.page.edit = None;
    draft.page.headline = Some(headline(desk));
    draft.page.cards = cards(&mut draft, desk);
    let sections: Vec<Option<Section>> = vec![
        unreadable(&draft, desk),
        Some(decisions(&draft, desk)),
        portfolio(&mut draft, desk),
        Some(changed(&draft, desk)),
        Some(promises(&draft, desk)),
        super::findings::section_for_overview(desk, &draft, ROWS),
        charts::states(&mut draft, desk),
        charts::revenue(&mut draft, desk),
        charts::dimensions(&mut draft, desk),
        risks(&draft, desk),
        showstoppers(&draft, desk),
        charts::ahead(&mut draft, desk),
    ];
    draft.page.sections = sections.into_iter().flatten().collect();
    draft.page
}

/// How many partners are in a state today, errors looked at.
fn count_now(desk: &Desk<'_>, state: State) -> usize {
    desk.portfolio.partners.keys().filter(|id| desk.state(id) == state).count()
}

/// How many partners were in a state by their figures, so many quarters back (0 is the last closed quarter).
pub fn count(desk: &Desk<'_>, state: State, back: usize) -> usize {
    let in_state = |partner: &&Partner| {
        desk.scores(&partner.id)
            .and_then(|scores| scores.quarters.iter().rev().nth(back))
            .is_some_and(|score| score.state == state)
    };
    desk.portfolio.partners.values().filter(in_state).count()
}

/// Who is off track, by name if there are few.
fn off_track(desk: &Desk<'_>, count: usize) -> String {
    if count > 3 {
        return count.to_string();
    }
    let partners = desk.portfolio.partners.values();
    let off = partners.filter(|partner| desk.state(&partner.id) == State::OffTrack);
    words::join(&off.map(|partner| partner.profile.name.clone()).collect::<Vec<_>>())
}

fn headline(desk: &Desk<'_>) -> String {
    let total = desk.portfolio.partners.len();
    let off = count_now(desk, State::OffTrack);
    let risk = count_now(desk, State::AtRisk);
    let trouble = off + risk;
    let by_figures = |back: usize| count(desk, State::OffTrack, back) + count(desk, State::AtRisk, back);
    let (now, before) = (by_figures(0), by_figures(1));
    let change = match now.cmp(&before) {
        std::cmp::Ordering::Greater => {
            format!("{} more than in {}", words::number_word(now - before), desk.quarter.plus(-1))
        }
        std::cmp::Ordering::Less => {
            format!("{} fewer than in {}", words::number_word(before - now), desk.quarter.plus(-1))
        }
        std::cmp::Ordering::Equal => format!("as many as in {}", desk.quarter.plus(-1)),
    };
    // What errors do to a state is known for today only; quarters are compared by their figures.
    let held = trouble.saturating_sub(now);
    let change = match (held, trouble) {
        (0, 0) if before == 0 => String::new(),
        (0, _) => format!(", {change}"),
        (held, _) => format!(
            "; by figures alone {} of them would be on track, held back until the errors in {} records are put right",
            words::number_word(held),
            if held == 1 { "its" } else { "their" },
        ),
    };
    let standing = if total == 1 && trouble == 0 {
        "The one alliance is neither at risk nor off track".to_owned()
    } else if total == 1 {
        let state = if off == 1 { "off track" } else { "at risk" };
        format!("The one alliance is {state}")
    } else if trouble == 0 {
        format!("None of {} alliances is at risk or off track{change}", words::number_word(total))
    } else {
        let verb = if trouble == 1 { "is" } else { "are" };
        let split = match (off, risk) {
            (off, 0) if off == trouble => "off track".to_owned(),
            (0, _) => "at risk".to_owned(),
            _ => format!("in trouble ({} off track, {risk} at risk)", off_track(desk, off)),
        };
        format!(
            "{} of {} alliances {verb} {split}{change}",
            words::capital(&words::number_word(trouble)),
            words::number_word(total)
        )
    };
    let open: Vec<_> = desk
        .portfolio
        .partners
        .values()
        .flat_map(|partner| &partner.decisions)
        .filter(|one| one.taken.is_none())
        .collect();
    let late = desk
        .portfolio
        .partners
        .values()
        .flat_map(|partner| &partner.commitments)
        .filter(|one| one.days_overdue(desk.as_of) > 0)
        .count();
    let decisions = match open.len() {
        0 => "no decision is waiting".to_owned(),
        1 => "one decision is waiting".to_owned(),
        count => format!("{} decisions are waiting", words::number_word(count)),
    };
    let first = open.iter().filter_map(|one| one.needed_by).min();
    let by = first.map(|day| format!(", the first by {}", words::date(day))).unwrap_or_default();
    let promises = match late {
        0 => "no promise is overdue".to_owned(),
        1 => "one promise is overdue".to_owned(),
        count => format!("{} promises are overdue", words::number_word(count)),
    };
    format!("{standing}. {}{by}; {promises}.", words::capital(&decisions))
}

fn cards(draft: &mut Draft, desk: &Desk<'_>) -> Vec<Card> {
    STATES
        .iter()
        .map(|&state| {
            let shown = count_now(desk, state);
            let now = count(desk, state, 0);
            let before = count(desk, state, 1);
            let more_is_good = match state {
                State::OnTrack => Some(true),
                State::AtRisk | State::OffTrack => Some(false),
                State::NotRated => None,
            };
            let points =
                (0..QUARTERS as usize).rev().map(|back| Some(count(desk, state, back) as f64)).collect();
            let spark = parts::plain_sparkline(words::pill(state).word, points);
            Card {
                label: words::pill(state).word.to_owned(),
                value: shown.to_string(),
                // What errors do to a state is known for today only; a count that they touch is not compared.
                change: (shown == now).then(|| {
                    words::count_change(now, before, more_is_good, format!("vs {}", desk.quarter.plus(-1)))
                }),
                note: (shown != now)
                    .then(|| format!("{now} by figures alone, {before} in {}", desk.quarter.plus(-1))),
                sparkline: Some(draft.figure(Figure::CardSparkline(spark))),
                state: Some(words::pill(state)),
                href: Some("#portfolio".to_owned()),
            }
        })
        .collect()
}

fn unreadable(draft: &Draft, desk: &Desk<'_>) -> Option<Section> {
    let missing = &desk.portfolio.unreadable;
    if missing.is_empty() {
        return None;
    }
    let items = missing.iter().map(|id| draft.inline_link(id, "findings.html").tone(Tone::Bad)).collect();
    Some(
        section("unreadable", "Not shown")
            .lead(format!(
                "{} cannot be read; no figure on this page counts them.",
                words::capital(&words::plural(missing.len(), "partner"))
            ))
            .block(Block::List { items, ordered: false }),
    )
}

/// What a table leaves out, as the words of a link to all of it.
pub fn and_more(more: usize, all: usize) -> String {
    format!("and {more} more: see all {all}")
}

fn decisions(draft: &Draft, desk: &Desk<'_>) -> Section {
    let mut open: Vec<_> = desk
        .portfolio
        .partners
        .values()
        .flat_map(|partner| partner.decisions.iter().map(move |one| (partner, one)))
        .filter(|(_, one)| one.taken.is_none())
        .collect();
    open.sort_by_key(|(partner, one)| {
        (one.needed_by.is_none(), one.needed_by, &partner.id, one.id.to_string())
    });
    let rows = open
        .iter()
        .take(ROWS)
        .map(|(partner, one)| {
            let home = partner_path(&partner.id);
            let recommended =
                one.recommended.as_ref().and_then(|id| one.options.iter().find(|option| *id == option.id));
            let note = recommended.map(|option| format!("Recommended: {}", option.text)).unwrap_or_default();
            row(
                None,
                vec![
                    cell(draft.inline_link(&one.question, &format!("{home}#{}", one.id)).note(note)),
                    cell(draft.inline_link(&partner.profile.name, &home)),
                    words_cell(desk.anyone_or_dash(partner, one.decider.as_ref())),
                    due_cell(one.needed_by, false, desk.as_of),
                ],
            )
        })
        .collect();
    let section = section("decisions", "Decisions needed").count(open.len());
    if open.is_empty() {
        return section.block(empty(
            "Nothing waits for a decision",
            "decisions without `taken:` in a partner's `decisions.yaml` stand here",
        ));
    }
    let table = table(
        "Decisions needed, the first due first",
        &[("Decision", "text"), ("Alliance", "text"), ("Decides", "text"), ("Needed by", "date")],
        rows,
    );
    let more = open.len().saturating_sub(ROWS);
    let section = section.block(Block::Table { table });
    if more == 0 {
        section
    } else {
        section.block(Block::List {
            items: vec![draft.inline_link(and_more(more, open.len()), super::ledger::DECISIONS)],
            ordered: false,
        })
    }
}

/// What changed since the quarter before: states, and the scores that moved most.
fn changed(draft: &Draft, desk: &Desk<'_>) -> Section {
    let before = desk.quarter.plus(-1);
    let mut moved: Vec<_> = desk
        .portfolio
        .partners
        .values()
        .filter_map(|partner| {
            let scores = desk.scores(&partner.id)?;
            let (then, now) = (scores.before(), scores.now());
            let change = now.value.zip(then.value).map(|(now, then)| whole(now) - whole(then));
            let restated = then.state != now.state;
            let far = change.is_some_and(|change| change.abs() >= rust_decimal::Decimal::from(5));
            (restated || far).then_some((partner, then, now, change, restated))
        })
        .collect();
    moved.sort_by(|a, b| {
        let key =
            |one: &(&Partner, _, _, Option<rust_decimal::Decimal>, bool)| (!one.4, one.3.unwrap_or_default());
        key(a).cmp(&key(b)).then_with(|| a.0.id.cmp(&b.0.id))
    });
    let count = moved.len();
    let rows = moved
        .iter()
        .take(ROWS)
        .map(|(partner, then, now, change, restated)| {
            let scores = desk.scores(&partner.id);
            let because = scores.and_then(|scores| scores.last_change(desk.playbook)).map(because);
            let why = text(cause(then, now, change.is_none_or(|change| change.is_sign_negative())))
                .note(because.unwrap_or_default());
            let state = if *restated {
                Cell::State {
                    state: words::pill(now.state),
                    note: Some(format!("was {}", words::pill(then.state).word.to_lowercase())),
                    href: None,
                }
            } else {
                parts::state_cell(now.state)
            };
            let change =
                scores.and_then(|scores| scorecard::change(scores, desk.playbook, format!("vs {before}")));
            let change = change.map_or_else(|| missing(""), |change| Cell::Change { change });
            row(
                None,
                vec![
                    cell(draft.inline_link(&partner.profile.name, &partner_path(&partner.id))),
                    state,
                    change,
                    cell(why),
                ],
            )
        })
        .collect();
    let section = section("changed", &format!("Changed since {before}")).count(count);
    if count == 0 {
        return section.block(empty("No state changed, and no score moved by five points or more", ""));
    }
    let section = section.block(Block::Table {
        table: table(
            format!("States and scores that changed since {before}, worse ones first"),
            &[
                ("Alliance", "text"),
                ("State by figures", "text"),
                ("Score", "number"),
                ("Moved most", "text"),
            ],
            rows,
        ),
    });
    let more = count.saturating_sub(ROWS);
    if more == 0 {
        section
    } else {
        section.block(Block::Text { text: format!("{more} more moved by five points or more.") })
    }
}

/// The dimension that moved most in the way of the score.
fn cause(then: &crate::scorecard::Score, now: &crate::scorecard::Score, down: bool) -> String {
    let moves = now.dimensions.iter().zip(&then.dimensions).filter_map(|(now, then)| {
        let change = whole(now.value?) - whole(then.value?);
        Some((change, &now.name))
    });
    let most = if down { moves.min() } else { moves.max() };
    match most {
        Some((change, name)) if !change.is_zero() => {
            let way = if change.is_sign_negative() { "down" } else { "up" };
            format!("{name} dimension, {way} {}", words::decimal(change.abs(), 0))
        }
        _ if now.value.is_none() => "no figures for the quarter".to_owned(),
        _ => String::new(),
    }
}

fn promises(draft: &Draft, desk: &Desk<'_>) -> Section {
    let mut late: Vec<_> = desk
        .portfolio
        .partners
        .values()
        .flat_map(|partner| partner.commitments.iter().map(move |one| (partner, one)))
        .filter(|(_, one)| one.days_overdue(desk.as_of) > 0)
        .collect();
    late.sort_by_key(|(partner, one)| {
        (std::cmp::Reverse(one.days_overdue(desk.as_of)), &partner.id, one.id.to_string())
    });
    let rows = late
        .iter()
        .take(ROWS)
        .map(|(partner, one)| {
            let home = partner_path(&partner.id);
            let moves = if one.moves.is_empty() {
                String::new()
            } else {
                format!("moved {} before", words::plural(one.moves.len(), "time"))
            };
            row(
                None,
                vec![
                    cell(draft.inline_link(&one.text, &format!("{home}#{}", one.id)).note(moves)),
                    cell(draft.inline_link(&partner.profile.name, &home)),
                    cell(
                        text(desk.anyone_or_dash(partner, one.owner.as_ref())).note(words::label(&one.side)),
                    ),
                    due_cell(one.due_now(), false, desk.as_of),
                ],
            )
        })
        .collect();
    let section = section("promises", "Promises overdue").count(late.len());
    if late.is_empty() {
        return section.block(empty("No promise is overdue, on either side", ""));
    }
    let table = table(
        "Promises overdue, the latest first",
        &[("Promise", "text"), ("Alliance", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    );
    let more = late.len().saturating_sub(ROWS);
    let section = section.block(Block::Table { table });
    if more == 0 {
        section
    } else {
        section.block(Block::List {
            items: vec![draft.inline_link(and_more(more, late.len()), super::ledger::PATH)],
            ordered: false,
        })
    }
}

fn portfolio(draft: &mut Draft, desk: &Desk<'_>) -> Option<Section> {
    let all = sorted(desk);
    let shown: Vec<&Partner> = all.iter().copied().take(PARTNERS).collect();
    let table = partner_table(draft, desk, &shown, "The portfolio, those in trouble first");
    let section = section("portfolio", "Portfolio").count(all.len()).lead(format!(
        "States and scores of {}, those in trouble first; each line on its own scale.",
        desk.quarter
    ));
    let mut items = Vec::new();
    if all.len() > PARTNERS {
        items.push(draft.inline_link(format!("All {} partners", all.len()), "partners/index.html"));
    }
    items.extend(scorecard::files(draft, desk, DATA));
    Some(section.block(Block::Table { table }).block(Block::List { items, ordered: false }))
}

fn risks(draft: &Draft, desk: &Desk<'_>) -> Option<Section> {
    let mut open: Vec<_> = desk
        .portfolio
        .partners
        .values()
        .flat_map(|partner| partner.risks.iter().map(move |one| (partner, one)))
        .filter(|(_, one)| one.closed_on.is_none())
        .filter_map(|(partner, one)| Some((one.exposure()?, partner, one)))
        .collect();
    open.sort_by_key(|(exposure, partner, one)| {
        (std::cmp::Reverse(*exposure), &partner.id, one.id.to_string())
    });
    let least = open.get(2).map(|(exposure, _, _)| *exposure);
    let tied = open.iter().skip(3).filter(|(exposure, _, _)| Some(*exposure) == least).count();
    let tied = match (tied, least) {
        (0, _) | (_, None) => String::new(),
        (1, Some(least)) => format!(" One more has {least}."),
        (count, Some(least)) => format!(" {} more have {least}.", words::capital(&words::number_word(count))),
    };
    let rows: Vec<_> = open
        .iter()
        .take(3)
        .map(|(exposure, partner, one)| {
            let home = partner_path(&partner.id);
            row(
                None,
                vec![
                    cell(draft.inline_link(&one.text, &format!("{home}#{}", one.id))),
                    cell(draft.inline_link(&partner.profile.name, &home)),
                    parts::number_cell(exposure.to_string()),
                    match &one.response {
                        Some(response) => cell(text(response)),
                        None => cell(text("No response yet").tone(Tone::Bad)),
                    },
                ],
            )
        })
        .collect();
    (!rows.is_empty()).then(|| {
        section("risks", "Worst risks")
            .count(open.len())
            .lead(format!("The three with the highest exposure: likelihood × impact, 1 to 25.{tied}"))
            .block(Block::Table {
                table: table(
                    "The three worst risks",
                    &[("Risk", "text"), ("Alliance", "text"), ("Exposure", "number"), ("Response", "text")],
                    rows,
                ),
            })
    })
}

/// The ugly questions that have been open for longest.
fn showstoppers(draft: &Draft, desk: &Desk<'_>) -> Option<Section> {
    let all = waiting(&ground(desk));
    let (count, overdue) = (all.len(), all.iter().filter(|one| one.overdue).count());
    let mut items: Vec<Inline> = all
        .iter()
        .take(OLDEST)
        .map(|one| {
            let question = one.question;
            let topic = || words::capital(&words::label(&question.topic));
            let path = format!("{}#{}", partner_path(&one.partner.id), question.id);
            let age =
                format!("{}, open for {}", one.partner.profile.name, words::plural(one.days as usize, "day"));
            draft.inline_link(question.question.clone().unwrap_or_else(topic), &path).note(age)
        })
        .collect();
    if count > OLDEST {
        let path = "ledger/risks.html#showstoppers";
        items.push(draft.inline_link(and_more(count - OLDEST, count), path));
    }
    let late = match overdue {
        0 => "None of them is open for longer, or was put off more often, than the playbook lets pass."
            .to_owned(),
        1 => "One of them is open for longer, or was put off more often, than the playbook lets pass."
            .to_owned(),
        count => format!(
            "{} of them are open for longer, or were put off more often, than the playbook lets pass.",
            words::capital(&words::number_word(count))
        ),
    };
    (count > 0).then(|| {
        section("showstoppers", "Show-stoppers open longest")
            .count(count)
            .lead(late)
            .block(Block::List { items, ordered: false })
    })
}
