//! Executives in the room: reviews of strategic alliances, quarter by quarter (P50).

use super::counted::ground;
use super::desk::{Desk, Draft, partner_path, review_path};
use super::figure::{Sign, SignCell, SignRow, SignStrip};
use super::page::{Block, Figure, Section};
use super::parts::{empty, section};
use super::words;
use crate::insight::attendance::{Attendance, Came, attendance};

/// The section.
pub fn section_of(draft: &mut Draft, desk: &Desk<'_>) -> Section {
    let all = attendance(&ground(desk));
    let tier = desk.playbook.tiers.first().map_or("first", |tier| tier.name.as_str()).to_lowercase();
    let section = section("attendance", "Executives in the room");
    let (both, held) =
        all.iter().map(Attendance::both).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if held == 0 {
        return section.block(empty(
            format!("No review of a {tier} alliance was held in these quarters"),
            "say who came under `ours:` and `theirs:` in `partners/<id>/reviews/<quarter>.md`",
        ));
    }
    let title = match held - both {
        0 => format!("Executives of both sides came to all {}", words::plural(held, "review")),
        1 => format!("At one of {} executives of a side were missing", words::plural(held, "review")),
        missing => format!(
            "At {} of {} executives of a side were missing",
            words::number_word(missing),
            words::plural(held, "review")
        ),
    };
    let columns = all[0]
        .quarters
        .iter()
        .map(|(quarter, _)| format!("Q{} ’{:02}", quarter.number(), quarter.year() % 100))
        .collect();
    let rows = all.iter().map(|one| row(draft, one)).collect();
    let figure = draft.figure(Figure::SignStrip(SignStrip {
        columns,
        rows,
        summary: format!("{title}; who came stands on the page of each review"),
    }));
    let subtitle = format!(
        "Reviews of {tier} alliances by quarter. Yes: executives of both sides; in part: of one side; no: of neither; unknown: no review held"
    );
    section.block(Block::Figure { title, subtitle, figure, table: None })
}

fn row(draft: &Draft, one: &Attendance<'_>) -> SignRow {
    let (both, held) = one.both();
    let cells = one.quarters.iter().map(|(quarter, came)| SignCell {
        sign: match came {
            None => Sign::Unknown,
            Some(Came { ours: 0, theirs: 0, .. }) => Sign::No,
            Some(Came { ours: 0, .. } | Came { theirs: 0, .. }) => Sign::Partial,
            Some(_) => Sign::Yes,
        },
        words: match came {
            None => "no review held".to_owned(),
            Some(came) => format!("{} of ours, {} of theirs", came.ours, came.theirs),
        },
        href: came.as_ref().map(|_| draft.href(&review_path(&one.partner.id, *quarter))),
    });
    SignRow {
        name: one.partner.profile.name.clone(),
        href: Some(draft.href(&partner_path(&one.partner.id))),
        cells: cells.collect(),
        count: format!("{both} of {held}"),
    }
}
