//! The packet for the partner, made from its [`PartnerView`] and from nothing else: what has no field there cannot be
//! worded here. The order of the parts is that of the review.

mod figures;
mod ledger;
mod log;
mod work;

use super::super::desk::Draft;
use super::super::page::{Row, Section};
use super::super::parts::{section, table};
use super::super::review::narrative::Narrative;
use super::super::words;
use super::{About, Audience, Block, Form, Packet, Summary, present, short, summary};
use crate::partner_view::PartnerView;
use crate::portfolio::review::DispositionOutcome;
use crate::portfolio::words::Side;

/// The packet of a review for the partner; `id` is the folder of the partner, for the names of the files.
pub fn partner_facing(view: &PartnerView, id: &str, form: Form) -> Packet {
    let about = About {
        id,
        partner: &view.partner,
        organisation: &view.organisation,
        quarter: view.quarter,
        days: view.days,
        held_on: view.review.held_on,
        scheduled_on: view.review.scheduled_on,
        as_of: view.as_of,
        audience: Audience::Partner,
        form,
    };
    let mut draft = about.draft();
    draft.page.cards = figures::cards(&mut draft, view);
    draft.page.sections = parts(&mut draft, view);
    if form == Form::Short {
        draft.page.sections = short::sections(std::mem::take(&mut draft.page.sections));
    }
    let sides = [present(&view.organisation, &view.review.ours), present(&view.partner, &view.review.theirs)];
    about.packet(summary(view), sides.into_iter().flatten().collect(), draft.page)
}

fn summary(view: &PartnerView) -> Summary {
    let mut lists = Vec::new();
    if let Some(decisions) = &view.decisions {
        let asks = decisions.iter().map(|one| one.question.as_str());
        lists.push(summary::list("Decisions sought", asks, "No decision is sought."));
    }
    if let Some(wins) = &view.wins {
        let mut wins: Vec<_> = wins.iter().collect();
        wins.sort_by_key(|win| std::cmp::Reverse(win.on));
        lists.push(summary::list(
            "Wins",
            wins.iter().map(|win| win.text.as_str()),
            "No win was told in this quarter.",
        ));
    }
    let issues = view.issues.iter().flatten().filter(|one| one.resolved_on.is_none());
    let late = view.last_commitments.iter().flatten();
    let late =
        late.filter(|one| matches!(one.outcome, DispositionOutcome::Slipped | DispositionOutcome::Dropped));
    let concerns: Vec<&str> =
        issues.map(|one| one.text.as_str()).chain(late.map(|one| one.promise.text.as_str())).collect();
    if view.issues.is_some() || view.last_commitments.is_some() {
        lists.push(summary::list("Open, late or given up", concerns, "Nothing is late, nothing is open."));
    }
    if let Some(promises) = &view.commitments {
        let next = promises.iter().map(|one| one.text.as_str());
        lists.push(summary::list("Promised next", next, "Nothing new was promised."));
    }
    Summary { headline: view.review.headline.as_deref().map(summary::headline), lists }
}

/// The parts in their order, each with what was written about it at its head.
fn parts(draft: &mut Draft, view: &PartnerView) -> Vec<Section> {
    let mut story = Narrative::of("", &view.review.narrative);
    let brief = story.brief(draft);
    let parts = [
        ledger::decisions(view),
        ledger::last_commitments(view),
        figures::dashboard(draft, view),
        log::wins(view),
        work::initiatives(view),
        work::relationship(view),
        ledger::issues(view),
        ledger::risks(view),
        work::expectations(view),
        log::corrections(view),
        log::heard(view),
        log::advocacy(view),
        figures::forward(view),
        ledger::new_commitments(view),
        work::safe_arrival(view),
        work::common_ground(view),
    ];
    let mut sections: Vec<Section> = brief.into_iter().collect();
    for part in parts.into_iter().flatten() {
        sections.push(story.under(draft, part));
    }
    sections.extend(story.rest(draft));
    sections.extend(log::thoughts(view));
    sections.extend(figures::measures(view));
    sections
}

/// A part that is a table; one sentence where it has no row.
fn part(
    id: &str,
    title: &str,
    caption: &str,
    columns: &[(&str, &'static str)],
    rows: Vec<Row>,
    none: &str,
) -> Section {
    let count = rows.len();
    let block = if rows.is_empty() {
        Block::Text { text: none.to_owned() }
    } else {
        Block::Table { table: table(caption, columns, rows) }
    };
    section(id, title).count(count).block(block)
}

/// The words of a side, as the partner's reader takes them.
fn side(side: Side, view: &PartnerView) -> String {
    match side {
        Side::Ours => view.organisation.clone(),
        Side::Theirs => view.partner.clone(),
        Side::Joint => "Both".to_owned(),
    }
}

/// A name, or a dash.
fn name(name: &Option<String>) -> String {
    name.clone().unwrap_or_else(|| words::DASH.to_owned())
}
