//! Health of the relationship: the message in a sentence, the worst first, and the panels that it is made from.

mod alignment;
mod cadence;
mod message;
mod perception;
mod promises;
mod value;

use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Column, Section};
use super::super::parts::section;
use crate::insight::health::Health;
use crate::portfolio::Partner;

/// The section, with its panels: what was said beside what was done, then what takes the full width.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, health: &Health) -> Section {
    let said = perception::blocks(draft, desk, partner, &health.perception);
    let mut done = promises::blocks(draft, desk, partner, &health.promises);
    done.push(Block::Heading { text: "Value for both sides".to_owned() });
    done.extend(value::blocks(draft, partner, &health.balance));
    let columns = vec![
        Column { title: "How both sides see it".to_owned(), blocks: said },
        Column { title: "Promises".to_owned(), blocks: done },
    ];
    section("health", "Health of the relationship")
        .lead(message::sentence(desk, partner, health))
        .block(Block::Columns { columns })
        .block(Block::Heading { text: "Rhythm".to_owned() })
        .blocks(cadence::blocks(draft, desk, partner, &health.cadence))
        .block(Block::Heading { text: "Aims".to_owned() })
        .blocks(alignment::blocks(desk, partner, &health.alignment))
}
