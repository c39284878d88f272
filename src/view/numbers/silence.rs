//! Who gains and is not talked to, and who calls only in trouble. Both internal.

use super::super::counted::link;
use super::super::desk::Draft;
use super::super::page::{Block, Cell, Section, Tone};
use super::super::parts::{cell, empty, missing, number_cell, row, section as new, table};
use super::super::words::{self, text};
use super::share_of;
use crate::insight::Ground;
use crate::insight::silence::{inbound, winners};

/// People who gain by an initiative and whom nobody talks to.
pub fn winners_section(draft: &Draft, ground: &Ground<'_>) -> Section {
    let all = winners(ground);
    let silent: usize = all.iter().map(|one| one.silent.len()).sum();
    let gain: usize = all.iter().map(|one| one.beneficiaries).sum();
    let section = new("winners", "Quiet winners").internal();
    if all.is_empty() {
        return section.block(empty(
            "Nobody is noted who gains by an initiative",
            "write `beneficiary: true` under `stances:` of an initiative: those who lose speak by themselves",
        ));
    }
    let lead = match silent {
        0 => format!(
            "All {gain} who gain by an approved initiative speak up, or had a contact with us in the last 90 days."
        ),
        _ => format!(
            "{} who gain by an approved initiative say nothing, and no contact of the last 90 days names them. Those who lose speak by themselves.",
            share_of(silent, gain)
        ),
    };
    if silent == 0 {
        return section.block(Block::Text { text: lead });
    }
    let rows = all
        .iter()
        .filter(|one| !one.silent.is_empty())
        .map(|one| {
            let who = one.silent.iter().map(|name| text(name).tone(Tone::Watch)).collect();
            row(
                None,
                vec![
                    cell(link(draft, &one.initiative)),
                    number_cell(one.beneficiaries.to_string()),
                    number_cell(one.silent.len().to_string()),
                    Cell::Text { lines: who },
                ],
            )
        })
        .collect();
    section.lead(lead).block(Block::Table {
        table: table(
            "Initiatives with people who gain, those with most silence first",
            &[
                ("Initiative", "text"),
                ("Gain by it", "number"),
                ("Not heard", "number"),
                ("Talk with", "text"),
            ],
            rows,
        ),
    })
}

/// Partners we hear from only when something is wrong.
pub fn inbound_section(draft: &Draft, ground: &Ground<'_>) -> Section {
    let all = inbound(ground);
    let section = new("inbound", "Heard only in trouble").internal();
    if all.is_empty() {
        return section.block(empty(
            "No partner has called us in the last 90 days",
            "a contact that they began stands in `log.yaml` as `kind: touch` with `by: theirs`",
        ));
    }
    let angry = all.iter().filter(|one| one.only_angry).count();
    let silent = ground.portfolio.partners.len() - all.len();
    let lead = match angry {
        0 => {
            let once = all.iter().filter(|one| one.about_issues.len() == one.all).count();
            let so = "Of those who called us in the last 90 days, nobody called only because of an issue more than once";
            match once {
                0 => so.replace(" more than once", ""),
                _ => so.to_owned(),
            }
        }
        _ => format!(
            "{} of {} that called us in the last 90 days called only because of an issue",
            words::capital(&words::number_word(angry)),
            words::plural(all.len(), "partner")
        ),
    };
    let lead = match silent {
        0 => format!("{lead}."),
        count => format!("{lead}; {} began no contact at all.", words::number_word(count)),
    };
    let rows = all
        .iter()
        .map(|one| {
            let lines: Vec<_> = one
                .about_issues
                .iter()
                .map(|(issue, on)| link(draft, issue).note(words::date(*on)))
                .collect();
            let said = if one.only_angry {
                cell(
                    text("Only in trouble")
                        .tone(Tone::Watch)
                        .note("call them about something that went well"),
                )
            } else {
                cell(text(share_of(one.about_issues.len(), one.all)))
            };
            row(
                None,
                vec![
                    cell(link(draft, &one.partner)),
                    number_cell(one.all.to_string()),
                    said,
                    if lines.is_empty() { missing("") } else { Cell::Text { lines } },
                ],
            )
        })
        .collect();
    section.lead(lead).block(Block::Table {
        table: table(
            "Contacts of the last 90 days that partners began",
            &[("Alliance", "text"), ("They called", "number"), ("About an issue", "text"), ("Which", "text")],
            rows,
        ),
    })
}
