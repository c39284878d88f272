//! How far each side hangs on the other. Internal.

use super::super::counted::{href, names};
use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Column, Section, Tone};
use super::super::parts::{empty, section};
use super::super::words::{self, text};
use crate::insight::concentration::Concentration;
use crate::insight::health::dependence::{Dependence, Ours, dependence};
use crate::portfolio::Partner;
use crate::portfolio::money::Money;
use crate::portfolio::words::Degree;

/// Theirs on us, ours on them, and whether losing each other would hurt.
pub fn section_of(
    draft: &Draft,
    desk: &Desk<'_>,
    partner: &Partner,
    concentrations: &[Concentration<'_>],
) -> Section {
    let found = dependence(partner, concentrations);
    let columns = vec![
        Column { title: "They on us".to_owned(), blocks: vec![theirs(partner, &found)] },
        Column { title: "We on them".to_owned(), blocks: vec![ours(draft, desk, partner, &found)] },
        Column { title: "Losing each other".to_owned(), blocks: vec![test(partner, &found)] },
    ];
    let section = section("dependence", "Dependence").internal();
    let section = match message(&found) {
        Some(message) => section.lead(message),
        None => section,
    };
    section.block(Block::Columns { columns })
}

fn message(found: &Dependence<'_>) -> Option<&'static str> {
    found.test.map(|test| match (test.hurts_us, test.hurts_them) {
        (true, true) => "Losing each other would badly hurt both.",
        (true, false) => "Losing them would badly hurt us, and not them.",
        (false, true) => "Losing us would badly hurt them, and not us.",
        (false, false) => "Losing each other would badly hurt neither.",
    })
}

fn theirs(partner: &Partner, found: &Dependence<'_>) -> Block {
    let Some(degree) = found.theirs else {
        return empty(
            "Nobody has said",
            format!("write `dependency_on_us:` into `partners/{}/partner.yaml`", partner.id),
        );
    };
    let (word, tone, means) = match degree {
        Degree::Low => ("Low", Tone::Plain, "Their business goes on without us."),
        Degree::Medium => ("Medium", Tone::Plain, "A part of their business hangs on us."),
        Degree::High => {
            ("High", Tone::Watch, "Much of their business hangs on us; they need early notice of any change.")
        }
    };
    Block::List { items: vec![text(word).tone(tone).note(means)], ordered: false }
}

fn ours(draft: &Draft, desk: &Desk<'_>, partner: &Partner, found: &Dependence<'_>) -> Block {
    let said = |amount| words::money(Money { amount, currency: desk.portfolio.settings.currency() });
    match &found.ours {
        Ours::Share { metric, quarter, record, amount, total, share, rank, among } => {
            let words = format!("{}% of {} in {quarter}", words::decimal(*share, 0), lower(metric));
            let note = format!(
                "{} of {} from {}; number {rank} of them",
                said(*amount),
                said(*total),
                words::plural(*among, "partner")
            );
            Block::List { items: vec![text(words).to(href(draft, record)).note(note)], ordered: false }
        }
        Ours::NoShare { metric, quarter, unrated } if !unrated.is_empty() => empty(
            format!("No share of {} in {quarter}: no exchange rate for {}", lower(metric), names(unrated)),
            format!("add {quarter} to `exchange_rates:` in `quarterdeck.yaml`"),
        ),
        Ours::NoShare { metric, quarter, .. } => empty(
            format!(
                "No share of {} in {quarter}: a figure of a partner is negative, or all of them add up to nothing",
                lower(metric)
            ),
            "look at the figures under \"What hangs on few\" on the page of numbers",
        ),
        Ours::NoFigure { metric, quarter } => {
            let metrics = &partner.profile.metrics;
            let named = metrics
                .iter()
                .any(|id| desk.playbook.metric(id.as_str()).is_some_and(|known| known.name == *metric));
            if named || metrics.is_empty() {
                empty(
                    format!("No figure for {} in {quarter}", lower(metric)),
                    format!("add a line to `partners/{}/observations.csv`", partner.id),
                )
            } else {
                let metric = lower(metric);
                empty(
                    format!(
                        "{} is not measured by {metric}, so nothing of it hangs on them",
                        partner.profile.name
                    ),
                    "",
                )
            }
        }
        Ours::NoMetric => empty(
            "No metric of sourced revenue",
            "give one `standard: revenue` and `attribution: sourced` in `playbook.yaml`",
        ),
    }
}

/// A name within a sentence.
fn lower(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn test(partner: &Partner, found: &Dependence<'_>) -> Block {
    let Some(test) = found.test else {
        return empty(
            "Nobody has asked yet what it would cost",
            format!("write `strategic_test:` into `partners/{}/partner.yaml`", partner.id),
        );
    };
    match &test.why {
        Some(why) => Block::Text { text: why.clone() },
        None => empty(
            "No reason noted",
            format!("write `why:` under `strategic_test:` in `partners/{}/partner.yaml`", partner.id),
        ),
    }
}
