//! The page of a quarterly business review, told as of the day it was held: the parts in their order, each with what
//! somebody wrote about it at its head.

pub mod arrival;
pub mod changes;
mod inspection;
pub mod narrative;
pub mod parts;
mod relationship;

use self::narrative::Narrative;
use super::desk::{Desk, Draft, partner_path, review_path};
use super::page::{Block, Card, Figure, Page, Part, Section, Tone};
use super::partner::{ledger, log, work};
use super::parts::{plain_sparkline, section};
use super::preparation;
use super::scorecard;
use super::words::{self, text};
use crate::facts::as_of::partner_as_of;
use crate::insight::health::Given;
use crate::insight::outcomes::{Outcome, Said, outcomes};
use crate::portfolio::calendar::Quarter;
use crate::portfolio::review::DispositionOutcome;
use crate::portfolio::{Partner, QuarterReview};
use crate::scorecard::Scores;

/// The pages of a partner's reviews.
pub fn pages(desk: &Desk<'_>, partner: &Partner) -> Vec<Page> {
    partner.reviews.values().map(|review| page(desk, partner, review)).collect()
}

/// The page of a review.
pub fn page(now: &Desk<'_>, present: &Partner, review: &QuarterReview) -> Page {
    let quarter = review.quarter;
    let record = &review.record;
    let day = record.held_on.unwrap_or(now.as_of);
    let desk = &now.at(day, quarter);
    let mut partner = present.clone();
    partner_as_of(&mut partner, day);
    let partner = &partner;
    let path = review_path(&partner.id, quarter);
    let mut draft = Draft::new("review", Part::Reviews, path, format!("{}, {quarter}", partner.profile.name));
    draft.page.kicker = Some("Quarterly business review".to_owned());
    draft.page.breadcrumbs = vec![
        draft.link("Overview", "index.html"),
        draft.link("Reviews", "reviews/index.html"),
        draft.link(&partner.profile.name, &partner_path(&partner.id)),
    ];
    draft.page.edit = desk.edit_file(record.file);
    draft.page.headline = record.headline.clone();
    let year = desk.portfolio.settings.fiscal_year;
    let span = format!("{} to {}", words::date(year.first_day(quarter)), words::date(year.last_day(quarter)));
    let when = match (record.held_on, record.scheduled_on) {
        (Some(on), _) => text(format!("Held {}; told as of that day", words::date(on))),
        (None, Some(on)) => text(format!("Planned for {}; not held yet", words::date(on))).tone(Tone::Watch),
        (None, None) => text("No date yet").tone(Tone::Watch),
    };
    draft.page.subtitle = vec![text(span), when];
    let before = present.reviews.range(..quarter).next_back().map(|(quarter, _)| *quarter);
    let after = present.reviews.range(quarter.plus(1)..).next().map(|(quarter, _)| *quarter);
    let link = |quarter: Quarter| draft.link(quarter.to_string(), &review_path(&present.id, quarter));
    let (previous, next) = (before.map(link), after.map(link));
    draft.page.previous = previous;
    draft.page.next = next;
    let scores = Scores::of(desk.portfolio, desk.playbook, partner, quarter);
    draft.page.state = Some(words::pill(scores.now().state));
    let become_of = outcomes(partner, Said::by(review), year, year.first_day(quarter), day);
    draft.page.cards = cards(&mut draft, desk, partner, &scores, (review, &become_of));
    let mut quarter_only = partner.clone();
    quarter_only.log.retain(|entry| entry.on() >= year.first_day(quarter));
    let given = Given { portfolio: desk.portfolio, playbook: desk.playbook, partner, as_of: day };
    let mut story = Narrative::of(desk.path(record.file), &record.body);
    let brief = story.brief(&mut draft);
    let parts = [
        parts::decisions(desk, partner, review),
        parts::last_commitments(&draft, partner, &become_of),
        parts::dashboard(&mut draft, desk, &scores),
        log::wins(desk, &quarter_only),
        parts::initiatives(&draft, desk, partner),
        relationship::section_of(&mut draft, desk, partner, given),
        ledger::issues(&draft, desk, partner),
        ledger::risks(&mut draft, desk, partner),
        inspection::section_of(&draft, desk, partner, &scores),
        log::corrections(desk, &quarter_only),
        log::listening(desk, &quarter_only),
        parts::forward(desk, &scores, review),
        parts::new_commitments(&draft, desk, partner, review),
        arrival::section_of(desk, partner, &scores),
    ];
    let ahead = record.held_on.is_none().then(|| preparation::section_of(now, present, quarter));
    let mut sections: Vec<Section> = ahead.into_iter().chain(brief).collect();
    let since = changes::section_of(&draft, desk, (present, partner), (review, &scores));
    for part in parts {
        sections.push(story.under(&mut draft, part));
    }
    sections.extend(story.rest(&mut draft));
    sections.extend(since);
    sections.push(work::plan(&mut draft, desk, partner));
    sections.push(parts::attendance(desk, partner, review));
    sections.extend(record.internal_note.as_ref().map(|note| {
        section("internal-note", "Among us").internal().block(Block::Text { text: note.clone() })
    }));
    draft.page.sections = sections;
    draft.page
}

fn cards(
    draft: &mut Draft,
    desk: &Desk<'_>,
    partner: &Partner,
    scores: &Scores,
    (review, become_of): (&QuarterReview, &[Outcome<'_>]),
) -> Vec<Card> {
    let now = scores.now();
    let points = scores.recent().iter().map(|score| score.value.map(words::float)).collect();
    let sparkline =
        now.value.is_some().then(|| draft.figure(Figure::CardSparkline(plain_sparkline("Score", points))));
    let count = |outcome: DispositionOutcome| become_of.iter().filter(|one| one.outcome == outcome).count();
    let open = partner.commitments.iter().filter(|one| one.closed.is_none()).count();
    let overdue = partner.commitments.iter().filter(|one| one.days_overdue(desk.as_of) > 0).count();
    let card = |label: &str, value: String, note: Option<String>, href: &str| Card {
        note,
        ..super::parts::card(label, value).to(href)
    };
    let mut score = card(
        &format!("Score, {}", now.quarter),
        now.value.map_or_else(
            || words::DASH.to_owned(),
            |value| format!("{} / 100", scorecard::shown(desk.playbook, value)),
        ),
        Some(scorecard::basis(now)),
        "#dashboard",
    );
    score.change = scorecard::change(scores, desk.playbook, format!("vs {}", scores.before().quarter));
    score.sparkline = sparkline;
    let kept = count(DispositionOutcome::Kept);
    let all = become_of.len();
    vec![
        score,
        card("Decisions sought", review.record.decisions_sought.len().to_string(), None, "#decisions-sought"),
        card(
            "Last promises kept",
            if all == 0 { words::DASH.to_owned() } else { format!("{kept} of {all}") },
            Some(format!(
                "{} slipped, {} dropped",
                count(DispositionOutcome::Slipped),
                count(DispositionOutcome::Dropped)
            )),
            "#last-commitments",
        ),
        card(
            "Open promises",
            open.to_string(),
            Some(format!("{overdue} overdue on the day")),
            "#new-commitments",
        ),
    ]
}
