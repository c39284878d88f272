//! Quarterly business reviews: the calendar of all, the list of one partner, and a page for each, told as
//! of the day it was held.

use super::attendance;
use super::counted::ground;
use super::desk::{Desk, Draft, partner_path, review_path};
use super::overview::count;
use super::page::{Block, Cell, Page, Part, Row, Section, Tone};
use super::parts::{self, cell, missing, row, section, table, table_or_empty, words_cell};
use super::quarterly;
use super::words::{self, text};
use crate::insight::reviewed::{Reviewed, reviewed};
use crate::portfolio::calendar::Quarter;
use crate::portfolio::words::State;
use crate::portfolio::{Partner, QuarterReview};

/// All reviews: partners by quarter.
pub fn index(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("reviews", Part::Reviews, "reviews/index.html", "Quarterly business reviews");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    let reviews = || {
        desk.portfolio
            .partners
            .values()
            .flat_map(|partner| partner.reviews.values().map(move |review| (partner, review)))
    };
    let held = reviews()
        .filter(|(_, review)| review.quarter == desk.quarter && review.record.held_on.is_some())
        .count();
    let mut ahead: Vec<_> = reviews()
        .filter(|(_, review)| review.record.held_on.is_none())
        .filter_map(|(partner, review)| Some((review.record.scheduled_on?, partner, review)))
        .filter(|(on, _, _)| *on >= desk.as_of)
        .collect();
    ahead.sort_by_key(|(on, partner, _)| (*on, &partner.id));
    let next = ahead
        .first()
        .map(|(on, partner, _)| format!("; the next is {} on {}", partner.profile.name, words::date(*on)));
    draft.page.headline = Some(format!(
        "{} for {} {} been held{}.",
        words::capital(&format!("{} review{}", words::number_word(held), if held == 1 { "" } else { "s" })),
        desk.quarter,
        if held == 1 { "has" } else { "have" },
        next.unwrap_or_default()
    ));
    if !ahead.is_empty() {
        let rows = ahead
            .iter()
            .map(|(on, partner, review)| {
                let path = review_path(&partner.id, review.quarter);
                row(
                    None,
                    vec![
                        cell(
                            draft
                                .inline_link(&partner.profile.name, &path)
                                .note(format!("Review of {}", review.quarter)),
                        ),
                        cell(text(words::date(*on)).note(words::distance(*on, desk.as_of))),
                        parts::number_cell(review.record.decisions_sought.len().to_string()),
                    ],
                )
            })
            .collect();
        let table = table(
            "Reviews ahead, the next first",
            &[("Partner", "text"), ("When", "date"), ("Decisions sought", "number")],
            rows,
        );
        draft.page.sections.push(section("ahead", "Ahead").count(ahead.len()).block(Block::Table { table }));
    }
    draft.page.sections.push(of_portfolio(&draft, desk));
    draft.page.sections.push(matrix(&draft, desk));
    let attendance = attendance::section_of(&mut draft, desk);
    draft.page.sections.push(attendance);
    draft.page
}

/// The portfolio's own reviews, with how the states stood and how many reviews were held of each quarter.
fn of_portfolio(draft: &Draft, desk: &Desk<'_>) -> Section {
    let year = desk.portfolio.settings.fiscal_year;
    let partners = || desk.portfolio.partners.values();
    let rows = desk.quarters().into_iter().rev().enumerate().map(|(back, quarter)| {
        let days = [year.first_day(quarter), year.last_day(quarter)].map(words::date).join(" to ");
        let held = |partner: &&Partner| {
            partner.reviews.get(&quarter).is_some_and(|review| review.record.held_on.is_some())
        };
        let page = draft.inline_link(format!("Portfolio review {quarter}"), &quarterly::path(quarter));
        let states = [State::OnTrack, State::AtRisk, State::OffTrack, State::NotRated];
        let mut cells = vec![cell(page.note(days))];
        cells.extend(states.map(|state| parts::number_cell(count(desk, state, back).to_string())));
        cells.push(parts::number_cell(partners().filter(held).count().to_string()));
        row(None, cells)
    });
    section("portfolio", "The portfolio, quarter by quarter")
        .lead("Each closed quarter over all alliances, as the records stood on its last day. States are those of the figures.")
        .block(Block::Table {
            table: table(
                "The portfolio's own reviews, the latest quarter first",
                &[
                    ("Quarter", "text"),
                    ("On track", "number"),
                    ("At risk", "number"),
                    ("Off track", "number"),
                    ("Not rated", "number"),
                    ("Reviews held of it", "number"),
                ],
                rows.collect(),
            ),
        })
}

/// Partners by quarter: held, planned, missed, and what the playbook asked for and nobody wrote.
fn matrix(draft: &Draft, desk: &Desk<'_>) -> Section {
    let ground = ground(desk);
    let quarters: Vec<Quarter> = desk.quarters().into_iter().rev().collect();
    let partners = desk.portfolio.partners.values().map(|partner| {
        let found: Vec<_> =
            quarters.iter().map(|&quarter| (quarter, reviewed(&ground, partner, quarter))).collect();
        (partner, found)
    });
    let asked = partners.filter(|(_, found)| found.iter().any(|(_, one)| !matches!(one, Reviewed::NotAsked)));
    let rows: Vec<Row> = asked
        .map(|(partner, found)| {
            let mut cells = vec![cell(
                draft
                    .inline_link(&partner.profile.name, &partner_path(&partner.id))
                    .note(desk.tier_name(partner).unwrap_or_default()),
            )];
            cells.extend(found.into_iter().map(|(quarter, one)| matrix_cell(draft, partner, quarter, one)));
            row(None, cells)
        })
        .collect();
    let heads: Vec<String> = quarters.iter().map(ToString::to_string).collect();
    let mut columns = vec![("Partner", "text")];
    columns.extend(heads.iter().map(|head| (head.as_str(), "text")));
    let count = rows.len();
    let table = table("Reviews by partner and quarter, the latest quarter first", &columns, rows);
    section("calendar", "By partner and quarter")
        .count(count)
        .lead("Missing is what the playbook asks of the partner's tier while it is live, where there is neither a review nor one not long before.")
        .block(table_or_empty(table, "No review yet", "write one into `partners/<id>/reviews/<quarter>.md`"))
}

fn matrix_cell(draft: &Draft, partner: &Partner, quarter: Quarter, one: Reviewed<'_>) -> Cell {
    let link = |word: &str| draft.inline_link(word, &review_path(&partner.id, quarter));
    cell(match one {
        Reviewed::Held(_, on) => link("held").note(words::date(on)),
        Reviewed::Planned(_, on) => link("planned").note(words::date(on)),
        Reviewed::Missed(_, on) => link("missed").tone(Tone::Bad).note(words::date(on)),
        Reviewed::Undated(_) => link("no date").tone(Tone::Watch),
        Reviewed::Due(on) => text("due").tone(Tone::Watch).note(format!("by {}", words::date(on))),
        Reviewed::Missing => text("missing").tone(Tone::Bad),
        Reviewed::NotAsked => return missing(""),
    })
}

/// The list on the partner's page.
pub fn of_partner(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let rows: Vec<Row> =
        partner
            .reviews
            .values()
            .rev()
            .map(|review| {
                let record = &review.record;
                let when = match (record.held_on, record.scheduled_on) {
                    (Some(on), _) => cell(text(words::date(on)).note("held")),
                    (None, Some(on)) if on >= desk.as_of => cell(text(words::date(on)).note("planned")),
                    (None, Some(on)) => cell(text(words::date(on)).tone(Tone::Bad).note("planned, not held")),
                    (None, None) => missing("no date"),
                };
                let score = desk.scores(&partner.id).and_then(|scores| scores.quarter(review.quarter));
                row(
                    None,
                    vec![
                        cell(draft.inline_link(
                            review.quarter.to_string(),
                            &review_path(&partner.id, review.quarter),
                        )),
                        when,
                        words_cell(record.headline.clone().unwrap_or_default()),
                        score.map_or_else(|| missing(""), |score| parts::state_cell(score.state)),
                        agreement(review),
                    ],
                )
            })
            .collect();
    let count = rows.len();
    let table = table(
        "Reviews, the latest first",
        &[
            ("Quarter", "text"),
            ("When", "date"),
            ("Message", "text"),
            ("State of the quarter", "text"),
            ("Agreed", "text"),
        ],
        rows,
    );
    section("reviews", "Quarterly business reviews").count(count).block(table_or_empty(
        table,
        "No review yet",
        &format!("write the first into `partners/{}/reviews/{}.md`", partner.id, desk.quarter),
    ))
}

fn agreement(review: &QuarterReview) -> Cell {
    let record = &review.record;
    match (&record.agreed_by_us, &record.agreed_by_them) {
        _ if record.held_on.is_none() => missing(""),
        (Some(_), Some(_)) => cell(text("by both")),
        (Some(_), None) => cell(text("not yet by them").tone(Tone::Watch)),
        (None, Some(_)) => cell(text("not yet by us").tone(Tone::Watch)),
        (None, None) => cell(text("not yet").tone(Tone::Watch)),
    }
}
