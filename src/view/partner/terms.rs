//! What was signed, what is owed under it, and how it would end.

use super::super::desk::{Desk, Draft, partner_path};
use super::super::page::{Block, Cell, Inline, Section, Tone};
use super::super::parts::{
    cell, custom_facts, date_cell, due_cell, empty, fact, facts, list, missing, row, section, table,
    words_cell,
};
use super::super::words::{self, text};
use super::deadlines;
use crate::portfolio::agreement::Agreement;
use crate::portfolio::exit::ExitStatus;
use crate::portfolio::issue::IssueKind;
use crate::portfolio::{Item, Partner};

/// Agreements with their deadlines, and the obligations under them.
pub fn agreements(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("agreements", "Agreements and obligations").count(partner.agreements.len());
    let Some(first) = partner.agreements.first() else {
        return section.block(empty(
            "No agreement noted",
            format!("write what was signed into `partners/{}/agreements.yaml`", partner.id),
        ));
    };
    let ahead = deadlines::timeline(draft, desk, partner);
    let rows = partner.agreements.iter().map(|one| agreement_row(draft, desk, partner, one)).collect();
    let mut section = section.edit(desk.edit(&first.place)).blocks(ahead).block(Block::Table {
        table: table(
            "Agreements",
            &[
                ("Agreement", "text"),
                ("In force", "text"),
                ("Notice deadline", "date"),
                ("Renewal", "text"),
                ("Terms", "text"),
            ],
            rows,
        ),
    });
    section = section.blocks(disputed(draft, [partner]));
    let mut obligations: Vec<_> = partner
        .agreements
        .iter()
        .flat_map(|agreement| agreement.obligations.iter().map(move |one| (agreement, one)))
        .map(|(agreement, one)| (one.next_due(agreement.effective_on), agreement, one))
        .collect();
    obligations.sort_by_key(|(due, _, one)| (due.is_none(), *due, one.id.to_string()));
    if !obligations.is_empty() {
        let rows = obligations
            .iter()
            .map(|(due, agreement, one)| {
                let last = one.met.iter().max_by_key(|met| met.on);
                let rhythm = one.every.map(|every| every.rhythm()).unwrap_or_default();
                let clause = one.clause.as_ref().map(|clause| format!("clause {clause}")).unwrap_or_default();
                let amount = one.amount.map(words::money).unwrap_or_default();
                let parts: Vec<String> = [agreement_name(agreement), clause, rhythm, amount]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect();
                row(
                    Some(one.id.to_string()),
                    vec![
                        cell(text(&one.text).note(parts.join(" · "))),
                        words_cell(words::label(&one.side)),
                        match due {
                            Some(due) => due_cell(Some(*due), false, desk.as_of),
                            None => missing("nothing more is due"),
                        },
                        match last {
                            Some(met) => {
                                cell(text(words::date(met.on)).note(met.evidence.clone().unwrap_or_default()))
                            }
                            None => missing("never yet"),
                        },
                    ],
                )
            })
            .collect();
        section = section.block(Block::Heading { text: "Obligations".to_owned() }).block(Block::Table {
            table: table(
                "Obligations, the first due first",
                &[("Obligation", "text"), ("Side", "text"), ("Due next", "date"), ("Last met", "date")],
                rows,
            ),
        });
    }
    section
}

/// What people call an agreement.
pub fn agreement_name(agreement: &Agreement) -> String {
    agreement.title.clone().unwrap_or_else(|| words::capital(&words::label(&agreement.kind)))
}

/// Open issues over the wording of an agreement, as a list: a date above may not be the one that both sides read. Issues
/// do not say which agreement they mean, so no row of a table is marked.
pub fn disputed<'a>(draft: &Draft, partners: impl IntoIterator<Item = &'a Partner>) -> Option<Block> {
    let items: Vec<Inline> = partners
        .into_iter()
        .flat_map(|partner| partner.issues.iter().map(move |one| (partner, one)))
        .filter(|(_, one)| one.kind == IssueKind::ContractWording && one.resolved_on.is_none())
        .map(|(partner, one)| {
            let path = format!("{}#{}", partner_path(&partner.id), one.id);
            let note = format!("{}, open since {}", partner.profile.name, words::date(one.raised_on));
            draft.inline_link(format!("Wording in dispute: {}", one.text), &path).tone(Tone::Watch).note(note)
        })
        .collect();
    (!items.is_empty()).then_some(Block::List { items, ordered: false })
}

fn agreement_row(
    draft: &Draft,
    desk: &Desk<'_>,
    partner: &Partner,
    one: &Item<Agreement>,
) -> super::super::page::Row {
    let name = agreement_name(one);
    let safe_link = |link: &str| link.starts_with("https://") || link.starts_with("http://");
    let name = match one.document.as_ref().filter(|document| safe_link(&document.link)) {
        Some(document) => text(name).to(document.link.clone()),
        None => text(name),
    };
    let kind = words::label(&one.kind);
    let parties = one.parties.join(" and ");
    let mut what = vec![name.note(if parties.is_empty() { kind } else { format!("{kind}, {parties}") })];
    what.extend(one.initiatives.iter().filter_map(|id| {
        let (record, path) = desk.initiative(partner, id.as_str())?;
        Some(draft.inline_link(&record.title, &path).tone(Tone::Muted))
    }));
    let span = match (one.effective_on.or(one.signed_on), one.expires_on) {
        (Some(from), Some(to)) => format!("{} to {}", words::date(from), words::date(to)),
        (Some(from), None) => format!("since {}", words::date(from)),
        (None, _) => "not signed".to_owned(),
    };
    let force = if let Some(on) = one.terminated_on {
        text(span).note(format!("ended {}", words::date(on)))
    } else if one.in_force(desk.as_of) {
        text(span)
    } else {
        text(span).tone(Tone::Bad).note("not in force")
    };
    let deadline = match one.notice_deadline() {
        Some(day) if one.terminated_on.is_none() => {
            let ahead = desk.as_of.days_until(day);
            let inline = text(words::date(day)).note(words::distance(day, desk.as_of));
            cell(match ahead {
                0..=30 => inline.tone(Tone::Bad),
                31..=90 => inline.tone(Tone::Watch),
                _ => inline,
            })
        }
        _ => match one.notice_given_on {
            Some(on) => cell(text("notice given").note(words::date(on))),
            None => missing(""),
        },
    };
    let mut terms: Vec<Inline> = Vec::new();
    if let Some(exclusivity) = &one.exclusivity {
        let until =
            exclusivity.until.map(|until| format!(" until {}", words::date(until))).unwrap_or_default();
        let whom =
            exclusivity.binds.map(|side| format!(", binds {}", words::label(&side))).unwrap_or_default();
        let place = exclusivity.territory.as_ref().map(|place| format!(" in {place}")).unwrap_or_default();
        terms.push(text(format!("Exclusive: {}{place}{until}{whom}", exclusivity.scope)));
    }
    if let Some(ip) = &one.ip {
        let part =
            |name: &str, words: &Option<String>| words.as_ref().map(|words| format!("{name}: {words}"));
        let parts = [
            part("brought", &ip.background),
            part("made together", &ip.foreground),
            part("after the end", &ip.licence_after_exit),
        ];
        terms.push(
            text("Intellectual property").note(parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")),
        );
    }
    if let Some(owner) = &one.owner {
        let reviewed =
            one.reviewed_on.map(|on| format!("looked over {}", words::date(on))).unwrap_or_default();
        terms.push(text(format!("Looked after by {}", desk.person(owner))).tone(Tone::Muted).note(reviewed));
    }
    row(
        Some(one.id.to_string()),
        vec![
            Cell::Text { lines: what },
            cell(force),
            deadline,
            words_cell(one.renewal.map(|renewal| words::label(&renewal)).unwrap_or_default()),
            if terms.is_empty() { missing("") } else { Cell::Text { lines: terms } },
        ],
    )
    .edit(desk.edit(&one.place))
}

/// The exit outline or plan.
pub fn exit(desk: &Desk<'_>, partner: &Partner) -> Section {
    let section = section("exit", "Exit").internal();
    let Some(record) = &partner.exit else {
        return section.block(empty(
            "No exit outline yet",
            format!("write down in calm weather how it would end: `partners/{}/exit.yaml`", partner.id),
        ));
    };
    let lead = match record.status {
        ExitStatus::Outline => "An outline, for the day that we hope not to see.",
        ExitStatus::Planned => "Decided, being prepared.",
        ExitStatus::UnderWay => "Under way: notice was given.",
        ExitStatus::Complete => "Complete.",
    };
    let mut section = section.edit(desk.edit_file(record.file)).lead(lead);
    let decision = record.decision.as_ref().map(|decision| {
        format!(
            "{}, by {} on {}: {}",
            words::capital(&words::label(&decision.choice)),
            desk.person(&decision.by),
            words::date(decision.on),
            decision.reason
        )
    });
    let approvals: Vec<String> = record
        .approvals
        .iter()
        .map(|one| format!("{}, {}", desk.person(&one.by), words::date(one.on)))
        .collect();
    let notice = record.notice.as_ref().map(|notice| {
        let given =
            notice.given_on.map_or_else(|| "not given".to_owned(), |on| format!("given {}", words::date(on)));
        let end =
            notice.effective_on.map(|on| format!(", effective {}", words::date(on))).unwrap_or_default();
        format!("{given}{end}")
    });
    section = section.blocks(facts(
        [
            fact("Decision", decision),
            fact("Approved by", Some(approvals.join("; "))),
            fact("Notice", notice),
            fact("People", record.people.clone()),
            fact("Money", record.money.clone()),
            fact("Customers", record.customers.clone()),
            fact("Access", record.access.clone()),
            fact("Brand", record.brand.clone()),
            fact("Data", record.data_return.clone()),
            fact("Communication", record.communication.clone()),
            fact("Last looked over", record.reviewed_on.map(words::date)),
        ]
        .into_iter()
        .chain(custom_facts(&record.x)),
    ));
    if let Some(triggers) = list(&record.triggers) {
        section = section.block(Block::Heading { text: "What makes us leave".to_owned() }).block(triggers);
    }
    if !record.steps.is_empty() {
        let mut steps: Vec<_> = record.steps.iter().collect();
        steps.sort_by_key(|one| (one.done_on.is_some(), one.due.is_none(), one.due));
        let rows = steps
            .iter()
            .map(|one| {
                row(
                    Some(one.id.to_string()),
                    vec![
                        cell(text(&one.text).note(words::label(&one.area))),
                        words_cell(words::label(&one.side)),
                        words_cell(desk.anyone_or_dash(partner, one.owner.as_ref())),
                        due_cell(one.due, one.done_on.is_some(), desk.as_of),
                        date_cell(one.done_on),
                    ],
                )
            })
            .collect();
        section = section.block(Block::Table {
            table: table(
                "Steps of the exit, open ones first",
                &[("Step", "text"), ("Side", "text"), ("Owner", "text"), ("Due", "date"), ("Done", "date")],
                rows,
            ),
        });
    }
    if let Some(review) = &record.review {
        section = section
            .block(Block::Heading { text: format!("What we learnt, {}", words::date(review.on)) })
            .blocks(list(&review.lessons));
    }
    section
}
