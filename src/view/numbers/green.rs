//! Suspiciously green alliances: good for quarters, and nobody has looked deep.

use super::super::counted::link;
use super::super::desk::Draft;
use super::super::page::{Block, Section, Tone};
use super::super::parts::{cell, empty, missing, number_cell, row, section as new, table};
use super::super::words::{self, text};
use crate::insight::unchallenged::greens;
use crate::insight::{Counted, Ground};

/// "one alliance", "seven alliances"
fn count(alliances: usize) -> String {
    format!("{} alliance{}", words::number_word(alliances), if alliances == 1 { "" } else { "s" })
}

/// The section.
pub fn section(draft: &Draft, ground: &Ground<'_>) -> Section {
    let greens = greens(ground);
    let section = new("green", "Suspiciously green").count(greens.len());
    if greens.is_empty() {
        return section.block(empty(
            "No live alliance has been on track for long",
            "one that has would stand here, with the day of its last deep dive",
        ));
    }
    let open = greens.iter().filter(|one| one.unchallenged).count();
    let lead = match open {
        0 => format!(
            "{} on track for quarters, and each had its deep dive in time.",
            words::capital(&count(greens.len()))
        ),
        _ => format!(
            "{} of {} that are on track for quarters had no deep dive in time. The best moment to drill is when there is nothing to defend.",
            words::capital(&words::number_word(open)),
            count(greens.len())
        ),
    };
    let rows = greens
        .iter()
        .map(|one| {
            let days = one.last_dive.as_ref().map(|(_, on)| on.days_until(ground.as_of));
            let dive = match &one.last_dive {
                Some((of, on)) => cell(link(draft, &Counted { name: words::date(*on), ..of.clone() })),
                None => missing("none on record"),
            };
            let said = if one.unchallenged {
                let over = days.map(|days| format!("{days} days ago, at most {} asked for", one.max_days));
                let help = over.unwrap_or_else(|| {
                    "hold a meeting with `deep_dive: true`, or an inspection with it".to_owned()
                });
                text("Not challenged").tone(Tone::Watch).note(help)
            } else {
                text("Challenged")
                    .tone(Tone::Good)
                    .note(days.map(|days| format!("{days} days ago")).unwrap_or_default())
            };
            row(
                None,
                vec![
                    cell(link(draft, &one.partner)),
                    number_cell(one.quarters.to_string()),
                    dive,
                    cell(said),
                ],
            )
        })
        .collect();
    section.lead(lead).block(Block::Table {
        table: table(
            "Alliances that stay on track, those that nobody challenged first",
            &[
                ("Alliance", "text"),
                ("Quarters on track", "number"),
                ("Last deep dive", "date"),
                ("How it stands", "text"),
            ],
            rows,
        ),
    })
}
