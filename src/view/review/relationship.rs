//! The relationship as both sides see it, and the rhythm that they kept.

use super::super::desk::{Desk, Draft};
use super::super::page::{Block, Section};
use super::super::partner::health::{cadence, perception};
use super::super::parts::section;
use crate::insight::health::{Given, health};
use crate::portfolio::Partner;

/// The latest round of answers of both sides, and when the two met.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, given: Given<'_>) -> Section {
    let health = health(given);
    section("relationship", "Relationship")
        .blocks(perception::blocks(draft, desk, partner, &health.perception))
        .block(Block::Heading { text: "Rhythm".to_owned() })
        .blocks(cadence::blocks(draft, desk, partner, &health.cadence))
}
