//! Health of the relationship: the message in a sentence, the worst first, and the panels that it is made from.

mod alignment;
pub mod cadence;
mod message;
pub mod perception;
mod promises;
mod value;

use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Column, Section};
use super::super::parts::section;
use crate::insight::health::Health;
use crate::portfolio::Partner;

/// The section, with its panels: what is felt and gained beside what is done, then what takes the full width.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, health: &Health) -> Section {
    let heading = |text: &str| Block::Heading { text: text.to_owned() };
    let mut left = perception::blocks(draft, desk, partner, &health.perception);
    left.push(heading("Value for both sides"));
    left.extend(value::blocks(draft, partner, &health.balance));
    let mut right = promises::blocks(draft, desk, partner, &health.promises);
    right.push(heading("Rhythm"));
    right.extend(cadence::blocks(draft, desk, partner, &health.cadence));
    let columns = vec![
        Column { title: "How both sides see it".to_owned(), blocks: left },
        Column { title: "Promises".to_owned(), blocks: right },
    ];
    section("health", "Health of the relationship")
        .lead(message::sentence(desk, partner, health))
        .block(Block::Columns { columns })
        .block(heading("Aims"))
        .blocks(alignment::blocks(desk, partner, &health.alignment))
}
