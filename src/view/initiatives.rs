//! The list of initiatives, and a page for each.

use super::desk::{Desk, Draft, initiative_path, partner_path};
use super::ecosystem;
use super::page::{Block, Card, Inline, Page, Part, Row, Section, Tone};
use super::parts;
use super::parts::{
    body, cell, custom_facts, date_cell, empty, fact, fact_list, facts, list, missing, row, section, table,
    table_or_empty, words_cell,
};
use super::stages;
use super::words::{self, text};
use crate::portfolio::initiative::{Initiative, Motion, Party};
use crate::portfolio::noun;
use crate::portfolio::words::Attitude;
use crate::portfolio::{Partner, Record};
use crate::record::Ref;

const MOTIONS: [(Option<Motion>, &str, &str); 5] = [
    (Some(Motion::Build), "Build", "Make something together"),
    (Some(Motion::Market), "Market", "Make it known together"),
    (Some(Motion::Sell), "Sell", "Sell it together"),
    (Some(Motion::Service), "Service", "Serve customers together"),
    (None, "Without a motion", "Say which of the joint motions it is"),
];

/// All initiatives: of one partner, or with several.
type One<'a> = (Option<&'a Partner>, &'a str, &'a Record<Initiative>);

fn all<'a>(desk: &Desk<'a>) -> Vec<One<'a>> {
    let shared = desk.portfolio.initiatives.iter().map(|(id, record)| (None, id.as_str(), record));
    let own = desk.portfolio.partners.values().flat_map(|partner| {
        partner.initiatives.iter().map(move |(id, record)| (Some(partner), id.as_str(), record))
    });
    shared.chain(own).collect()
}

/// The list, by motion.
pub fn index(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("initiatives", Part::Initiatives, "initiatives/index.html", "Initiatives");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    let all = all(desk);
    let running: Vec<One<'_>> = all.iter().copied().filter(|(_, _, record)| desk.runs(record)).collect();
    let blocked = running.iter().filter(|(_, _, record)| blocker(record).is_some()).count();
    let unsponsored = running.iter().filter(|(_, _, record)| record.sales_sponsor.is_none()).count();
    draft.page.headline = Some(if all.is_empty() {
        "No initiative yet.".to_owned()
    } else {
        format!(
            "{} running; {} of them blocked, {} without a sales sponsor.",
            words::capital(&words::plural(running.len(), "initiative")),
            words::number_word(blocked),
            words::number_word(unsponsored)
        )
    });
    let ecosystem = ecosystem::section_of(&mut draft, desk);
    draft.page.sections.extend(ecosystem);
    if !all.is_empty() {
        let funnel = stages::funnel(&mut draft, desk);
        draft.page.sections.push(funnel);
    }
    for (motion, title, lead) in MOTIONS {
        let rows: Vec<Row> = running
            .iter()
            .filter(|(_, _, record)| record.motion == motion)
            .map(|(of, id, record)| initiative_row(&draft, desk, *of, id, record, true))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let id = title.to_lowercase().replace(' ', "-");
        let count = rows.len();
        let table = without_motion(initiative_table(&format!("{title} initiatives"), rows));
        draft.page.sections.push(section(&id, title).lead(lead).count(count).block(Block::Table { table }));
    }
    let mut ended: Vec<_> = all
        .iter()
        .filter_map(|(of, id, record)| Some((of, id, record, record.completion.as_ref()?)))
        .collect();
    ended.sort_by_key(|(_, id, _, completion)| (std::cmp::Reverse(completion.ended_on), **id));
    if !ended.is_empty() {
        let rows = ended
            .iter()
            .map(|(of, id, record, completion)| {
                let path = initiative_path(of.map(|partner| partner.id.as_str()), id);
                row(
                    None,
                    vec![
                        cell(
                            draft
                                .inline_link(&record.title, &path)
                                .note(names(desk, **of, record).join(", ")),
                        ),
                        words_cell(words::capital(&words::label(&completion.outcome))),
                        words_cell(completion.against_intent.clone().unwrap_or_default()),
                        date_cell(Some(completion.ended_on)),
                    ],
                )
            })
            .collect();
        let table = table(
            "Initiatives that ended, the latest first",
            &[("Initiative", "text"), ("Outcome", "text"), ("Against intent", "text"), ("Ended", "date")],
            rows,
        );
        draft.page.sections.push(section("ended", "Ended").count(ended.len()).block(Block::Table { table }));
    }
    let approvals = stages::approvals(&draft, desk);
    draft.page.sections.push(approvals);
    if all.is_empty() {
        let how = "begin one in `partners/<id>/initiatives/<id>.md`, or in `initiatives/<id>.md` with several partners";
        draft.page.sections.push(section("none", "Initiatives").block(empty("No initiative yet", how)));
    }
    draft.page
}

/// The column of the motion in a table of initiatives.
const MOTION: usize = 1;

/// A table of initiatives.
pub fn initiative_table(caption: &str, rows: Vec<Row>) -> super::page::Table {
    table(
        caption,
        &[
            ("Initiative", "text"),
            ("Motion", "text"),
            ("Stage", "text"),
            ("Sales sponsor", "text"),
            ("Blocked by", "text"),
        ],
        rows,
    )
}

/// The same table without the motion, where the section says it.
fn without_motion(mut table: super::page::Table) -> super::page::Table {
    table.columns.remove(MOTION);
    for row in &mut table.rows {
        row.cells.remove(MOTION);
    }
    table
}

/// The names of the partners that take part.
fn names(desk: &Desk<'_>, of: Option<&Partner>, record: &Initiative) -> Vec<String> {
    match of {
        Some(partner) => vec![partner.profile.name.clone()],
        None => record
            .partners
            .iter()
            .map(|id| {
                let partner = desk.portfolio.partners.get(id.as_str());
                partner.map_or_else(|| id.to_string(), |partner| partner.profile.name.clone())
            })
            .collect(),
    }
}

/// What keeps it from moving now.
fn blocker(record: &Initiative) -> Option<&crate::portfolio::initiative::Blocker> {
    record.blockers.iter().filter(|blocker| blocker.cleared_on.is_none()).min_by_key(|blocker| blocker.since)
}

/// A row on an initiative; with its partners where they are not plain from the page.
pub fn initiative_row(
    draft: &Draft,
    desk: &Desk<'_>,
    of: Option<&Partner>,
    id: &str,
    record: &Initiative,
    with_partners: bool,
) -> Row {
    let path = initiative_path(of.map(|partner| partner.id.as_str()), id);
    let with = names(desk, of, record).join(", ");
    let note = match (with_partners, of) {
        (true, _) => with,
        (false, None) => format!("with {with}"),
        (false, Some(_)) => record.summary.clone().unwrap_or_default(),
    };
    let stage = match (&record.completion, record.stages.last()) {
        (Some(completion), _) => cell(
            text(format!("ended, {}", words::label(&completion.outcome)))
                .tone(Tone::Muted)
                .note(words::date(completion.ended_on)),
        ),
        (None, Some(last)) => {
            cell(text(desk.stage_name(last.stage.as_str())).note(format!("since {}", words::date(last.from))))
        }
        (None, None) => missing("no stage"),
    };
    let sponsor = match &record.sales_sponsor {
        Some(person) => words_cell(desk.person(person)),
        None if !desk.runs(record) => missing(""),
        None => cell(text("nobody").tone(Tone::Bad)),
    };
    let blocked = match blocker(record).filter(|_| desk.runs(record)) {
        Some(blocker) => cell(text(&blocker.text).note(format!("since {}", words::date(blocker.since)))),
        None => missing(""),
    };
    row(
        None,
        vec![
            cell(draft.inline_link(&record.title, &path).note(note)),
            words_cell(record.motion.map(|motion| words::label(&motion)).unwrap_or_default()),
            stage,
            sponsor,
            blocked,
        ],
    )
}

/// Names somebody on either side of an initiative.
struct Names<'d, 'a> {
    desk: &'d Desk<'a>,
    partners: Vec<&'d Partner>,
}

impl Names<'_, '_> {
    fn anyone(&self, id: &Ref<noun::Anyone>) -> String {
        let contact = self.partners.iter().find_map(|partner| partner.contact(id.as_str()));
        match (self.desk.portfolio.person(id.as_str()), contact) {
            (Some(person), _) => person.name.clone(),
            (None, Some(contact)) => contact.name.clone(),
            (None, None) => id.to_string(),
        }
    }

    fn contact(&self, id: &Ref<noun::Contact>) -> String {
        let contact = self.partners.iter().find_map(|partner| partner.contact(id.as_str()));
        contact.map_or_else(|| id.to_string(), |contact| contact.name.clone())
    }
}

/// The page of an initiative.
pub fn page(desk: &Desk<'_>, of: Option<&Partner>, id: &str, record: &Record<Initiative>) -> Page {
    let path = initiative_path(of.map(|partner| partner.id.as_str()), id);
    let mut draft = Draft::new("initiative", Part::Initiatives, path, &record.title);
    draft.page.kicker = Some("Initiative".to_owned());
    draft.page.breadcrumbs = match of {
        Some(partner) => vec![
            draft.link("Overview", "index.html"),
            draft.link("Partners", "partners/index.html"),
            draft.link(&partner.profile.name, &partner_path(&partner.id)),
        ],
        None => {
            vec![draft.link("Overview", "index.html"), draft.link("Initiatives", "initiatives/index.html")]
        }
    };
    draft.page.edit = desk.edit_file(record.file);
    let partners: Vec<&Partner> = match of {
        Some(partner) => vec![partner],
        None => record.partners.iter().filter_map(|id| desk.portfolio.partners.get(id.as_str())).collect(),
    };
    let with =
        partners.iter().map(|partner| draft.inline_link(&partner.profile.name, &partner_path(&partner.id)));
    let motion = record.motion.map(|motion| text(words::capital(&words::label(&motion))));
    draft.page.subtitle = motion.into_iter().chain(with).collect();
    draft.page.headline = record.summary.clone();
    let names = Names { desk, partners };
    draft.page.cards = cards(desk, record);
    let about = about(&mut draft, &names, record);
    let learnt = learnt(record);
    let gates = gates(&names, record);
    let stances = stances(&names, record);
    let found = super::findings::section_about(desk, &draft, record.file);
    draft.page.sections = [
        Some(about),
        found,
        Some(gates),
        Some(learnt),
        parties(&draft, desk, record),
        stances,
        completion(record),
    ]
    .into_iter()
    .flatten()
    .collect();
    draft.page
}

fn cards(desk: &Desk<'_>, record: &Initiative) -> Vec<Card> {
    let card = |label: &str, value: String, note: Option<String>| Card { note, ..parts::card(label, value) };
    let stage = record.stages.last();
    let mut cards = vec![match &record.completion {
        Some(completion) => card(
            "Ended",
            words::capital(&words::label(&completion.outcome)),
            Some(words::date(completion.ended_on)),
        ),
        None => card(
            "Stage",
            stage.map_or_else(|| words::DASH.to_owned(), |last| desk.stage_name(last.stage.as_str())),
            stage.map(|last| {
                format!("for {}", words::plural(last.from.days_until(desk.as_of).max(0) as usize, "day"))
            }),
        ),
    }];
    cards.push(card(
        "Sales sponsor",
        record.sales_sponsor.as_ref().map_or_else(|| "Nobody".to_owned(), |person| desk.person(person)),
        record.executive_sponsor.as_ref().map(|person| format!("Executive sponsor {}", desk.person(person))),
    ));
    let last = record.iterations.iter().map(|one| one.launched_on).max();
    cards.push(card(
        "Iterations",
        record.iterations.len().to_string(),
        last.map(|on| format!("last {}", words::distance(on, desk.as_of))),
    ));
    cards.push(card(
        "Proof points",
        record.proof_points.len().to_string(),
        Some("customers who show that it works".to_owned()),
    ));
    cards
}

fn about(draft: &mut Draft, names: &Names<'_, '_>, record: &Record<Initiative>) -> Section {
    let desk = names.desk;
    let mut section = section("about", "What it is for");
    let blockers: Vec<Inline> = record
        .blockers
        .iter()
        .filter(|blocker| blocker.cleared_on.is_none())
        .map(|blocker| {
            let owner = blocker
                .owner
                .as_ref()
                .map(|owner| format!(", {} clears it", names.anyone(owner)))
                .unwrap_or_default();
            text(&blocker.text).note(format!("since {}{owner}", words::date(blocker.since)))
        })
        .collect();
    if !blockers.is_empty() {
        section = section
            .block(Block::Heading { text: "What keeps it from moving".to_owned() })
            .block(Block::List { items: blockers, ordered: false });
    }
    if let Some(value) = &record.value_hypothesis {
        section =
            section.block(Block::Quote { text: value.clone(), by: Some("Value hypothesis".to_owned()) });
    }
    let theirs: Vec<Inline> = record.their_owners.iter().map(|owner| text(names.contact(owner))).collect();
    let metrics: Vec<Inline> = record
        .metrics
        .iter()
        .map(|id| {
            text(
                desk.playbook
                    .metric(id.as_str())
                    .map_or_else(|| id.to_string(), |metric| metric.name.clone()),
            )
        })
        .collect();
    section = section.blocks(facts(
        [
            fact("Run by", record.owner.as_ref().map(|owner| names.anyone(owner))),
            fact_list("Run with", theirs),
            fact("Effort", record.effort.map(|effort| words::label(&effort))),
            fact_list("Shown by", metrics),
            fact("Covered by", record.agreement.as_ref().map(ToString::to_string)),
            fact("Develops something new", record.development.then(|| "yes; ideas need an owner".to_owned())),
            fact("Changes how people work", record.change.then(|| "yes".to_owned())),
            fact("Rests on", record.legacy.clone()),
            fact("Tie-break", record.tie_break.clone()),
        ]
        .into_iter()
        .chain(custom_facts(&record.x)),
    ));
    let kill = list(&record.kill_criteria).unwrap_or_else(|| {
        empty("Nobody has said when to stop", "write `kill_criteria:` while it is still easy")
    });
    section = section.block(Block::Heading { text: "We stop if".to_owned() }).block(kill);
    section.blocks(body(draft, desk, &record.body, record.file))
}

fn gates(names: &Names<'_, '_>, record: &Initiative) -> Section {
    let desk = names.desk;
    let stages = record.stages.iter().rev().map(|change| {
        (
            change.from,
            text(format!("Stage {}", desk.stage_name(change.stage.as_str())))
                .note(change.note.clone().unwrap_or_default()),
        )
    });
    let gates = record.gates.iter().rev().map(|gate| {
        let what = format!(
            "Gate to {}: {}, {}",
            desk.stage_name(gate.gate.as_str()),
            words::label(&gate.decision),
            desk.person(&gate.approver)
        );
        (gate.on, text(what).note(gate.evidence.clone().unwrap_or_default()))
    });
    let mut events: Vec<_> = stages.chain(gates).collect();
    events.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    let rows = events
        .into_iter()
        .map(|(on, what)| row(None, vec![cell(text(words::date(on))), cell(what)]))
        .collect();
    let table = table("Stages and gates, the latest first", &[("When", "date"), ("What", "text")], rows);
    section("stages", "Stages and gates").block(table_or_empty(table, "No stage yet", "write `stages:`"))
}

fn learnt(record: &Initiative) -> Section {
    let iterations = record
        .iterations
        .iter()
        .rev()
        .map(|one| {
            row(
                None,
                vec![
                    cell(text(words::date(one.launched_on))),
                    words_cell(one.what.clone().unwrap_or_default()),
                    words_cell(one.learned.clone().unwrap_or_default()),
                    words_cell(one.next.clone().unwrap_or_default()),
                ],
            )
        })
        .collect();
    let iterations = table(
        "Iterations, the latest first",
        &[("Launched", "date"), ("What", "text"), ("Learnt", "text"), ("Next", "text")],
        iterations,
    );
    let mut section = section("learnt", "Launched, learnt, next").block(table_or_empty(
        iterations,
        "Nothing launched yet",
        "note it under `iterations:`",
    ));
    let proofs: Vec<Inline> = record
        .proof_points
        .iter()
        .rev()
        .map(|proof| text(&proof.result).note(format!("{}, {}", proof.customer, words::date(proof.on))))
        .collect();
    if !proofs.is_empty() {
        section = section
            .block(Block::Heading { text: "Proof points".to_owned() })
            .block(Block::List { items: proofs, ordered: false });
    }
    section
}

fn parties(draft: &Draft, desk: &Desk<'_>, record: &Initiative) -> Option<Section> {
    if record.edges.is_empty() {
        return None;
    }
    let party = |party: &Party| match party {
        Party::Us => {
            let name =
                desk.portfolio.settings.organisation.as_ref().map_or("We", |organisation| &organisation.name);
            text(name)
        }
        Party::Partner(id) => match desk.portfolio.partners.get(id.as_str()) {
            Some(partner) => draft.inline_link(&partner.profile.name, &partner_path(&partner.id)),
            None => text(id.to_string()),
        },
    };
    let rows = record
        .edges
        .iter()
        .map(|edge| {
            row(
                None,
                vec![
                    cell(party(&edge.from)),
                    words_cell(words::label(&edge.motion)),
                    cell(party(&edge.to)),
                    words_cell(edge.what.clone().unwrap_or_default()),
                ],
            )
        })
        .collect();
    let table = table(
        "Who does what with whom",
        &[("From", "text"), ("Motion", "text"), ("To", "text"), ("What", "text")],
        rows,
    );
    Some(section("parties", "Who does what with whom").block(Block::Table { table }))
}

fn stances(names: &Names<'_, '_>, record: &Initiative) -> Option<Section> {
    if record.stances.is_empty() {
        return None;
    }
    let rows = record
        .stances
        .iter()
        .map(|one| {
            let stance = match one.stance {
                Attitude::Supports => text("supports").tone(Tone::Good),
                Attitude::Neutral => text("neutral"),
                Attitude::Concerned => text("concerned").tone(Tone::Watch),
            };
            let yes = |value: bool, word: &str| if value { words_cell(word) } else { missing("") };
            let noted = one.noted_on.map(|on| format!("noted {}", words::date(on))).unwrap_or_default();
            row(
                None,
                vec![
                    cell(text(names.anyone(&one.person)).note(noted)),
                    cell(stance),
                    yes(one.beneficiary, "gains by it"),
                    yes(one.vocal, "speaks up"),
                    words_cell(one.adoption.map(|adoption| words::label(&adoption)).unwrap_or_default()),
                ],
            )
        })
        .collect::<Vec<Row>>();
    let silent = record.stances.iter().filter(|one| one.beneficiary && !one.vocal).count();
    let mut section = section("stances", "Where people stand").internal().count(rows.len());
    if silent > 0 {
        section = section.lead(format!(
            "{} who {} by it {} silent.",
            words::capital(&words::number_word(silent)),
            if silent == 1 { "gains" } else { "gain" },
            if silent == 1 { "is" } else { "are" }
        ));
    }
    let table = table(
        "Where people stand",
        &[
            ("Person", "text"),
            ("Stance", "text"),
            ("Benefit", "text"),
            ("Voice", "text"),
            ("Adoption", "text"),
        ],
        rows,
    );
    Some(section.block(Block::Table { table }))
}

fn completion(record: &Initiative) -> Option<Section> {
    let completion = record.completion.as_ref()?;
    let section = section("completion", "How it ended").blocks(facts([
        fact("Outcome", Some(words::capital(&words::label(&completion.outcome)))),
        fact("Ended", Some(words::date(completion.ended_on))),
        fact("Against intent", completion.against_intent.clone()),
        fact("Handed over to", completion.handover.clone()),
    ]));
    let lessons = list(&completion.lessons)
        .unwrap_or_else(|| empty("No lesson written down", "write `lessons:` while people remember"));
    Some(section.block(Block::Heading { text: "Lessons".to_owned() }).block(lessons))
}
