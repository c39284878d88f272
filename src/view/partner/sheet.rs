//! The proposition on one page, to be printed, shown to the partner and carried in a pocket (P05, P06).

use super::super::desk::{Desk, Draft, partner_path};
use super::super::page::{Block, Column, Page, Part};
use super::super::parts::{empty, fact, facts, section};
use super::super::words::{self, text};
use crate::facts::partner as known;
use crate::portfolio::Partner;
use crate::portfolio::words::Audience;

/// Words that are spoken in a minute without haste.
const A_MINUTE: usize = 150;

/// The path of the sheet of a partner.
pub fn path(partner: &Partner) -> String {
    format!("partners/{}/proposition.html", partner.id)
}

/// The sheet; none without a proposition. It holds nothing that is ours alone.
pub fn page(desk: &Desk<'_>, partner: &Partner) -> Option<Page> {
    let record = partner.proposition.as_ref()?;
    let title = format!("Proposition to {}", partner.profile.name);
    let mut draft = Draft::new("partner", Part::Partners, path(partner), title);
    draft.page.breadcrumbs = vec![
        draft.link("Overview", "index.html"),
        draft.link("Partners", "partners/index.html"),
        draft.link(&partner.profile.name, &partner_path(&partner.id)),
    ];
    draft.page.edit = desk.edit_file(record.file);
    draft.page.kicker = Some("Partnering proposition".to_owned());
    let status = record.statuses.last().map(|last| {
        text(format!("{} since {}", words::capital(&words::label(&last.status)), words::date(last.on)))
    });
    let version = record.version.as_ref().map(|version| text(format!("Version {version}")));
    draft.page.subtitle = [status, version].into_iter().flatten().collect();
    draft.page.headline.clone_from(&record.statement);
    let ours_alone = record.audience == Some(Audience::Internal);
    let part = |title: &str, words: &Option<String>, field: &str| {
        let block = match words {
            Some(words) => Block::Text { text: words.clone() },
            None => empty(
                "Not written yet",
                format!("add `{field}:` to `partners/{}/proposition.md`", partner.id),
            ),
        };
        Column { title: title.to_owned(), blocks: vec![block] }
    };
    let mut parts = section("parts", "Together")
        .block(Block::Columns {
            columns: vec![
                part("We do", &record.we_do, "we_do"),
                part(&format!("{} does", partner.profile.name), &record.you_do, "you_do"),
                part("Together we deliver", &record.we_deliver, "we_deliver"),
            ],
        })
        .block(Block::Columns {
            columns: vec![
                part(&format!("{} gains", partner.profile.name), &record.partner_benefit, "partner_benefit"),
                part("Customers gain", &record.customer_benefit, "customer_benefit"),
            ],
        });
    if record.statement.is_none() {
        parts = parts.block(empty(
            "No statement yet",
            format!(
                "say it in a sentence or two under `statement:` in `partners/{}/proposition.md`",
                partner.id
            ),
        ));
    }
    let mut pitch = section("pitch", "In a minute");
    pitch = match &record.pitch {
        Some(words) => {
            let count = words.split_whitespace().count();
            let fits = if count <= A_MINUTE { "fits a minute" } else { "takes longer than a minute" };
            pitch
                .lead(format!("{count} words, {fits}."))
                .block(Block::Quote { text: words.clone(), by: None })
        }
        None => pitch.block(empty(
            "No pitch yet",
            format!(
                "write what you would say in a minute under `pitch:` in `partners/{}/proposition.md`",
                partner.id
            ),
        )),
    };
    let ours = known::alliance_manager(partner, desk.as_of).map(|one| desk.person(one));
    let theirs = known::their_alliance_manager(partner, desk.as_of).map(|one| desk.contact(partner, one));
    pitch = pitch.blocks(facts([fact("Speak with us", ours), fact("And with", theirs)]));
    if ours_alone {
        parts = parts.internal();
        pitch = pitch.internal();
    }
    draft.page.sections = vec![parts, pitch];
    Some(draft.page)
}
