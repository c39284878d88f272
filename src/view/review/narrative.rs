//! What somebody wrote below the fields of a review, taken apart at its headings, so that each piece stands under the part
//! that it is about. Nothing is lost: what belongs to no part stands at the end.

use super::super::desk::Draft;
use super::super::page::{Block, Section};
use super::super::parts::section;
use crate::markdown;
use crate::portfolio::review::part_of;

/// A heading of the text, and what stands under it.
struct Piece<'a> {
    heading: String,
    words: &'a str,
    used: bool,
}

/// The text of a review.
pub struct Narrative<'a> {
    /// The path of its record.
    record: &'a str,
    before: &'a str,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Narrative<'a> {
    /// Takes the text of a review apart; links in it are read from the path of its record.
    pub fn of(record: &'a str, body: &'a str) -> Self {
        let sections = markdown::sections(body);
        let before = sections.first().map_or(body, |first| &body[..first.range.start]);
        let pieces = sections
            .into_iter()
            .map(|one| Piece { heading: one.heading, words: &body[one.body], used: false })
            .collect();
        Self { record, before, pieces }
    }

    /// What stands before the first heading.
    pub fn brief(&self, draft: &mut Draft) -> Option<Section> {
        let prose = draft.prose(self.before, self.record)?;
        Some(section("brief", "In brief").block(Block::Prose { prose }))
    }

    /// A part with what was written under its name at its head.
    pub fn under(&mut self, draft: &mut Draft, mut part: Section) -> Section {
        let record = self.record;
        let pieces = self.pieces.iter_mut();
        let mine = pieces.filter(|piece| !piece.used && part_of(&piece.heading) == Some(part.id.as_str()));
        let mut told = Vec::new();
        for piece in mine {
            piece.used = true;
            told.extend(draft.prose(piece.words, record).map(|prose| Block::Prose { prose }));
        }
        part.blocks.splice(0..0, told);
        part
    }

    /// What belongs to no part.
    pub fn rest(&self, draft: &mut Draft) -> Option<Section> {
        let mut blocks = Vec::new();
        for piece in self.pieces.iter().filter(|piece| !piece.used) {
            blocks.push(Block::Heading { text: piece.heading.clone() });
            blocks.extend(draft.prose(piece.words, self.record).map(|prose| Block::Prose { prose }));
        }
        (!blocks.is_empty()).then(|| section("in-words", "What else was said").blocks(blocks))
    }
}
