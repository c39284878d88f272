//! The packet for us: the page of the review put on paper, with a page for an executive before it and its sources behind.

use super::super::Input;
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Card, Section};
use super::super::partner::scorecard::metric_card;
use super::super::parts::{fact, facts, section};
use super::super::review::{self, changes};
use super::super::words;
use super::measures::{Meant, section_of};
use super::{About, Audience, CARDS, Form, Packet, Summary, SummaryList, present, short, summary};
use crate::facts::as_of::partner_as_of;
use crate::insight::summary::{Pick, summary as picks};
use crate::portfolio::{Partner, QuarterReview};
use crate::scorecard::Scores;

/// Parts of the page that do not go on paper: the plan has a page of its own, and stays there.
const LEFT_OUT: [&str; 1] = ["plan"];

/// The packet of a review for us. Takes the partner as of today.
pub fn internal(input: Input<'_>, partner: &Partner, review: &QuarterReview, form: Form) -> Packet {
    let now = Desk::new(input);
    let record = &review.record;
    let day = record.held_on.unwrap_or(now.as_of);
    let desk = now.at(day, review.quarter);
    let present_partner = partner;
    let mut partner = present_partner.clone();
    partner_as_of(&mut partner, day);
    let partner = &partner;
    let settings = &desk.portfolio.settings;
    let year = settings.fiscal_year;
    let about = About {
        id: &partner.id,
        partner: &partner.profile.name,
        organisation: settings.our_name(),
        quarter: review.quarter,
        days: (year.first_day(review.quarter), year.last_day(review.quarter)),
        held_on: record.held_on,
        scheduled_on: record.scheduled_on,
        as_of: day,
        audience: Audience::Internal,
        form,
    };
    let scores = Scores::of(desk.portfolio, desk.playbook, partner, review.quarter);
    let found = picks(partner, review, about.days.0);
    let since = changes::lines(&desk, (present_partner, partner), (review, &scores));
    let summary = Summary {
        headline: found.headline.as_ref().map(|pick| summary::headline(&pick.text)),
        lists: vec![
            list("Decisions sought", &found.asks, "No decision is sought."),
            list("Wins", &found.wins, "No win was told in this quarter."),
            list("Concerns", &found.concerns, "No issue and no risk is open."),
            summary::list(
                "Since the last review",
                since.iter().map(String::as_str),
                "No review was held before this one.",
            ),
        ],
    };
    let mut page = review::page(&now, present_partner, review);
    page.template = "packet";
    page.sections.retain(|section| !LEFT_OUT.contains(&section.id.as_str()));
    if form == Form::Short {
        page.sections = short::sections(std::mem::take(&mut page.sections));
    }
    let mut draft = Draft { page };
    draft.page.cards = cards(&mut draft, &desk, &scores);
    if form == Form::Whole {
        draft.page.sections.push(meant(&scores));
        draft.page.sections.push(made_from(&desk));
    }
    let ours: Vec<String> = record.ours.iter().map(|id| desk.person(id)).collect();
    let theirs: Vec<String> = record.theirs.iter().map(|id| desk.contact(partner, id)).collect();
    let sides = [present(about.organisation, &ours), present(about.partner, &theirs)];
    about.packet(summary, sides.into_iter().flatten().collect(), draft.page)
}

fn list(title: &str, picks: &[Pick], empty: &str) -> SummaryList {
    summary::list(title, picks.iter().map(|pick| pick.text.as_str()), empty)
}

/// The cards of the review's page, without those that the lists tell, and the first figures with a target.
fn cards(draft: &mut Draft, desk: &Desk<'_>, scores: &Scores) -> Vec<Card> {
    let mut cards = std::mem::take(&mut draft.page.cards);
    cards.retain(|card| card.href.as_deref() != Some("#decisions-sought"));
    let figures = scores
        .series
        .iter()
        .filter(|series| series.actual(desk.quarter).is_some() && series.target(desk.quarter).is_some());
    let room = CARDS.saturating_sub(cards.len());
    let figures: Vec<Card> = figures.take(room).map(|series| metric_card(draft, desk, series)).collect();
    cards.extend(figures);
    cards
}

/// What each metric measures, and where its figures come from.
fn meant(scores: &Scores) -> Section {
    section_of(scores.series.iter().map(|series| Meant {
        name: &series.metric.name,
        unit: series.metric.unit,
        direction: series.metric.direction,
        definition: &series.metric.definition,
        source: series.metric.source.as_deref(),
    }))
}

/// What the packet was made from.
fn made_from(desk: &Desk<'_>) -> Section {
    let blocks: Option<Block> = facts([
        fact("Told as of", Some(words::long_date(desk.as_of))),
        fact("Records", Some(format!("checksum {}", desk.stamp.records))),
        fact("Playbook", Some(format!("checksum {}", desk.stamp.playbook))),
        fact("Made by", Some(concat!("Quarterdeck ", env!("CARGO_PKG_VERSION")))),
    ]);
    section("made-from", "What this was made from").blocks(blocks)
}
