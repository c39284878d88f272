//! The coverage matrix: partners down, artefacts across, and in each cell whether the partner shows what its tier asks.

use super::super::desk::{Desk, Draft, partner_path};
use super::super::page::{Block, Cell, Row, Section, Tone};
use super::super::partners::sorted;
use super::super::parts::{self, cell, table};
use super::super::words;
use super::rule_path;
use crate::check::{Coverage, Shown};
use crate::finding::Severity;
use crate::playbook::shape::Artefact;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::record::Leaf;

/// What the signs in the cells mean.
const LEGEND: &str = "✓ there · × missing or too old, an error · ! missing or too old · ○ accepted for a time · \
    … not yet asked for at this stage · – not asked for in this tier";

/// The section with the matrix.
pub fn section(desk: &Desk<'_>, draft: &Draft) -> Section {
    let artefacts: Vec<Artefact> = desk.playbook.artefacts.keys().copied().collect();
    let rows: Vec<Row> =
        sorted(desk).into_iter().map(|partner| row(desk, draft, partner, &artefacts)).collect();
    let names: Vec<String> =
        artefacts.iter().map(|artefact| words::capital(&words::label(artefact))).collect();
    let mut columns = vec![("Partner", "text")];
    columns.extend(names.iter().map(|name| (name.as_str(), "text")));
    let block = parts::table_or_empty(
        table("Partners, and whether each shows what its tier asks for", &columns, rows),
        "Nothing is asked of any tier",
        "the matrix stands under `artefacts:` in `playbook.yaml`",
    );
    let block = if artefacts.is_empty() {
        parts::empty(
            "Nothing is asked of any tier",
            "the matrix stands under `artefacts:` in `playbook.yaml`",
        )
    } else {
        block
    };
    parts::section("coverage", "Who shows what the tier asks for")
        .lead("There, missing, or not asked for. A cell leads to the rule that looks for it.")
        .block(Block::Text { text: LEGEND.to_owned() })
        .block(block)
}

fn row(desk: &Desk<'_>, draft: &Draft, partner: &Partner, artefacts: &[Artefact]) -> Row {
    let tier = desk.tier_name(partner).unwrap_or_default();
    let mut cells =
        vec![cell(draft.inline_link(&partner.profile.name, &partner_path(&partner.id)).note(tier))];
    for artefact in artefacts {
        let found = desk.coverage.iter().find(|one| one.partner == partner.id && one.artefact == *artefact);
        cells.push(match found {
            Some(coverage) => shown(desk, draft, coverage),
            None => parts::missing(""),
        });
    }
    parts::anchored_row(format!("covers-{}", partner.id), cells)
}

fn shown(desk: &Desk<'_>, draft: &Draft, coverage: &Coverage) -> Cell {
    let waived = desk
        .waived
        .iter()
        .find(|waived| waived.finding.rule == coverage.rule && waived.finding.record == coverage.partner);
    let (words, tone) = match (coverage.shown, waived, coverage.asked.severity) {
        (Shown::Yes, _, _) => ("✓ there", Tone::Good),
        (Shown::NotYet, _, _) => ("… not yet", Tone::Muted),
        (Shown::No, Some(_), _) => ("○ accepted", Tone::Muted),
        (Shown::No, None, Severity::Error) => ("× missing", Tone::Bad),
        (Shown::No, None, _) => ("! missing", Tone::Watch),
    };
    let until = waived
        .map(|waived| {
            let day = Date::parse(&waived.expires).map_or_else(|_| waived.expires.clone(), words::date);
            format!("until {day}")
        })
        .unwrap_or_default();
    cell(draft.inline_link(words, &rule_path(&coverage.rule)).tone(tone).note(until))
}
