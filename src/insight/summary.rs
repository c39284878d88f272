//! What stands on the one page for an executive: decisions asked for, wins and concerns of a quarter, three of each, and
//! where each text stands. A text that is longer than the page can bear is told, and not lost: its part has it in full.

use crate::portfolio::calendar::Date;
use crate::portfolio::log::Entry;
use crate::portfolio::{Partner, QuarterReview};
use crate::record::{Root, Step};

/// So many of each stand on the page.
pub const MOST: usize = 3;
/// So many characters a text may have on it.
pub const LONGEST: usize = 140;
/// So many characters the headline may have.
pub const LONGEST_HEADLINE: usize = 180;

/// A text for the page, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The text.
    pub text: String,
    /// The record that it stands in.
    pub root: Root,
    /// The field.
    pub field: &'static str,
    /// The address of the record: `acme/decisions/d-05`.
    pub record: String,
}

impl Pick {
    /// Whether the page can bear it.
    pub fn fits(&self) -> bool {
        self.text.chars().count() <= if self.field == "headline" { LONGEST_HEADLINE } else { LONGEST }
    }

    /// The way to the text within its record.
    pub fn steps(&self) -> [Step; 1] {
        [Step::field(self.field)]
    }
}

/// What stands on the page. Each list is whole; the page shows the first three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The message of the quarter.
    pub headline: Option<Pick>,
    /// Decisions that the review asks for.
    pub asks: Vec<Pick>,
    /// Wins of the quarter, the latest first.
    pub wins: Vec<Pick>,
    /// Open issues, the worst first, then open risks by exposure.
    pub concerns: Vec<Pick>,
}

impl Summary {
    /// The texts that the page shows and cannot bear.
    pub fn overlong(&self) -> impl Iterator<Item = &Pick> {
        let lists = [&self.asks, &self.wins, &self.concerns];
        let shown = lists.into_iter().flat_map(|list| list.iter().take(MOST));
        self.headline.iter().chain(shown).filter(|pick| !pick.fits())
    }
}

/// Picks what stands on the page of a review, from a partner as of its day; wins from the first day of the quarter on.
pub fn summary(partner: &Partner, review: &QuarterReview, first: Date) -> Summary {
    let id = &partner.id;
    let record = &review.record;
    let headline = record.headline.as_ref().map(|text| Pick {
        text: text.clone(),
        root: Root::File(record.file),
        field: "headline",
        record: format!("{id}/reviews/{}", review.quarter),
    });
    let sought = record.decisions_sought.iter();
    let asks = sought.filter_map(|id| partner.decisions.iter().find(|one| *id == one.id)).map(|one| Pick {
        text: one.question.clone(),
        root: Root::Item(one.place.clone()),
        field: "question",
        record: format!("{id}/decisions/{}", one.id),
    });
    let mut wins: Vec<_> = partner
        .log
        .iter()
        .filter_map(|item| match &item.value {
            Entry::Win(win) if win.on >= first => Some((win, &item.place)),
            _ => None,
        })
        .collect();
    wins.sort_by_key(|(win, _)| std::cmp::Reverse(win.on));
    let wins = wins.into_iter().map(|(win, place)| Pick {
        text: win.text.clone(),
        root: Root::Item(place.clone()),
        field: "text",
        record: match &win.id {
            Some(entry) => format!("{id}/log/{entry}"),
            None => format!("{id}/log"),
        },
    });
    let mut issues: Vec<_> = partner.issues.iter().filter(|one| one.resolved_on.is_none()).collect();
    issues.sort_by_key(|one| (std::cmp::Reverse(one.severity), one.raised_on));
    let issues = issues.into_iter().map(|one| Pick {
        text: one.text.clone(),
        root: Root::Item(one.place.clone()),
        field: "text",
        record: format!("{id}/issues/{}", one.id),
    });
    let mut risks: Vec<_> = partner.risks.iter().filter(|one| one.closed_on.is_none()).collect();
    risks.sort_by_key(|one| (std::cmp::Reverse(one.exposure()), one.raised_on));
    let risks = risks.into_iter().map(|one| Pick {
        text: one.text.clone(),
        root: Root::Item(one.place.clone()),
        field: "text",
        record: format!("{id}/risks/{}", one.id),
    });
    Summary { headline, asks: asks.collect(), wins: wins.collect(), concerns: issues.chain(risks).collect() }
}
