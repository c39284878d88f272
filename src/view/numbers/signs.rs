//! How serious our partners are: the six signs over the portfolio, by how many were seen at the last look (P10).

use super::super::desk::{Desk, Draft, partner_path};
use super::super::figure::{Bin, BinZone, Histogram};
use super::super::page::{Block, Figure, Section};
use super::super::parts::{cell, empty, number_cell, row, section as new, table};
use super::super::words;
use crate::insight::seriousness::seriousness;
use crate::portfolio::Partner;

/// How many signs there are.
const SIGNS: usize = 6;

/// The section.
pub fn section(draft: &mut Draft, desk: &Desk<'_>) -> Section {
    let looked: Vec<(&Partner, usize)> = desk
        .portfolio
        .partners
        .values()
        .filter_map(|partner| {
            Some((partner, seriousness(partner, &desk.playbook.six_signs)?.signs.first()?.count))
        })
        .collect();
    let section = new("signs", "Six signs of a serious partner").internal();
    if looked.is_empty() {
        return section.block(empty(
            "Nobody has looked for the six signs yet",
            "write what was seen under `six_signs:` in a partner's `assessments.yaml`",
        ));
    }
    let bands = &desk.playbook.six_signs;
    let least = looked.iter().map(|(_, count)| *count).min().unwrap_or_default();
    let most = looked.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let careful = looked.iter().filter(|(_, count)| *count <= bands.caution.into()).count();
    let title = match careful {
        0 => format!(
            "Every partner shows more than {} of the six signs, from {least} to {most}",
            bands.caution
        ),
        1 => format!(
            "One of {} shows {} signs or fewer",
            words::plural(looked.len(), "partner"),
            bands.caution
        ),
        count => format!(
            "{} of {} show {} signs or fewer",
            words::capital(&words::number_word(count)),
            words::plural(looked.len(), "partner"),
            bands.caution
        ),
    };
    let names = |wanted: usize| -> Vec<String> {
        let these = looked.iter().filter(|(_, count)| *count == wanted);
        these.map(|(partner, _)| partner.profile.name.clone()).collect()
    };
    let bins = (0..=SIGNS).map(|count| Bin {
        name: count.to_string(),
        count: names(count).len() as u32,
        members: names(count),
        href: None,
    });
    let zone = |from: u8, to: u8, name: &str| {
        let (from, to) = (usize::from(from), usize::from(to).min(SIGNS));
        (from <= to).then(|| BinZone { from, to, name: name.to_owned() })
    };
    let zones = [
        zone(0, bands.walk_away, "walk away"),
        zone(bands.walk_away.saturating_add(1), bands.caution, "be careful"),
        zone(bands.caution.saturating_add(1), bands.good, "good"),
        zone(bands.good.saturating_add(1), SIGNS as u8, "strong"),
    ];
    let figure = draft.figure(Figure::Histogram(Histogram {
        axis: "signs seen at the last look".to_owned(),
        bins: bins.collect(),
        zones: zones.into_iter().flatten().collect(),
        marks: Vec::new(),
        summary: format!("{title}; the partners stand in the table"),
    }));
    let mut rows: Vec<(usize, &Partner)> = looked.iter().map(|(partner, count)| (*count, *partner)).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let rows = rows.into_iter().map(|(count, partner)| {
        let path = format!("{}#assessments", partner_path(&partner.id));
        row(None, vec![cell(draft.inline_link(&partner.profile.name, &path)), number_cell(count.to_string())])
    });
    let table = table(
        "Signs by partner, the fewest first",
        &[("Partner", "text"), ("Signs", "number")],
        rows.collect(),
    );
    let unlooked = desk.portfolio.partners.len() - looked.len();
    let subtitle = match unlooked {
        0 => "Partners by how many of the six signs were seen at the last look; only a yes counts".to_owned(),
        count => format!(
            "Partners by how many of the six signs were seen at the last look; only a yes counts; nobody looked at {}",
            words::plural(count, "partner")
        ),
    };
    section.block(Block::Figure { title, subtitle, figure, table: Some(table) })
}
