//! Health of the relationship: the message in a sentence, the worst first, and the panels that it is made from.

mod alignment;
mod cadence;
mod message;
mod perception;
mod promises;
mod value;

use super::super::desk::{Desk, Draft};
use super::super::page::Section;
use super::super::parts::section;
use crate::insight::health::Health;
use crate::portfolio::Partner;

/// The section, with its panels.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, health: &Health) -> Section {
    section("health", "Health of the relationship")
        .lead(message::sentence(desk, partner, health))
        .blocks(perception::blocks(draft, desk, partner, &health.perception))
        .blocks(promises::blocks(draft, desk, partner, &health.promises))
        .blocks(cadence::blocks(draft, desk, partner, &health.cadence))
        .blocks(value::blocks(draft, partner, &health.balance))
        .blocks(alignment::blocks(desk, partner, &health.alignment))
}
