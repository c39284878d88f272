//! What was signed with whom: agreements in force, the dates ahead of them, what is owed, what nothing covers, and how
//! each alliance would end.

use super::super::desk::{Desk, Draft, initiative_path, partner_path};
use super::super::page::{Block, Card, Cell, Page, Row, Section, Tone};
use super::super::partner::terms::{agreement_name, disputed};
use super::super::parts::{
    card, cell, date_cell, due_cell, empty, missing, row, section, table, table_or_empty, words_cell,
};
use super::super::words::{self, text};
use super::record::{Of, ahead, alarm, all, alliance, count_of, link, owner, row_of, side};
use super::timeline;
use crate::facts;
use crate::playbook::shape::Phase;
use crate::portfolio::agreement::{Agreement, Obligation, Renewal};
use crate::portfolio::calendar::Date;
use crate::portfolio::exit::{Exit, ExitStatus};
use crate::portfolio::initiative::Initiative;
use crate::portfolio::{Partner, Record};

/// How near a notice deadline counts as coming.
const COMING: i64 = 90;

/// What is owed under an agreement in force, and when next.
struct Owed<'a> {
    partner: &'a Partner,
    agreement: &'a Agreement,
    obligation: &'a Obligation,
    due: Date,
}

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = super::begin(desk, "ledger/agreements.html");
    let agreements = all(desk, |partner| &partner.agreements);
    let mut force: Vec<_> = agreements.iter().copied().filter(|(_, one)| one.in_force(desk.as_of)).collect();
    force.sort_by_key(|(partner, one)| {
        let next = next_date(one, desk.as_of);
        (next.is_none(), next, &partner.profile.name, one.id.as_str())
    });
    let owed = owed(&force);
    draft.page.headline = Some(headline(desk, &force, &owed));
    draft.page.cards = cards(desk, &force, &owed);
    let timeline = timeline::block(&mut draft, desk, &force);
    draft.page.sections = vec![
        section("ahead", "Dates ahead").block(timeline.unwrap_or_else(|| {
            empty(
                "No agreement in force has a date ahead",
                "add `expires_on` and `notice_days` in `partners/<id>/agreements.yaml`",
            )
        })),
        lapsing(&draft, desk, &force),
        in_force(&draft, desk, &force, &agreements),
        obligations(&draft, desk, &owed),
        uncovered(&draft, desk),
        exits(&draft, desk),
    ];
    draft.page
}

/// The next day on which something happens to an agreement by itself.
fn next_date(one: &Agreement, as_of: Date) -> Option<Date> {
    one.notice_deadline().into_iter().chain(one.expires_on).filter(|&on| on >= as_of).min()
}

fn owed<'a>(force: &[Of<'a, Agreement>]) -> Vec<Owed<'a>> {
    let mut owed: Vec<Owed<'a>> = force
        .iter()
        .flat_map(|&(partner, agreement)| {
            let agreement = &agreement.value;
            agreement.obligations.iter().filter_map(move |obligation| {
                let due = obligation.next_due(agreement.effective_on)?;
                Some(Owed { partner, agreement, obligation, due })
            })
        })
        .collect();
    owed.sort_by_key(|one| (one.due, &one.partner.profile.name, one.obligation.id.as_str()));
    owed
}

/// The notice deadlines within the next so many days, the nearest first.
fn coming<'a>(desk: &Desk<'_>, force: &[Of<'a, Agreement>]) -> Vec<(Date, &'a Partner)> {
    let mut all: Vec<(Date, &Partner)> =
        force.iter().filter_map(|(partner, one)| Some((one.notice_deadline()?, *partner))).collect();
    all.retain(|(on, _)| (0..=COMING).contains(&desk.as_of.days_until(*on)));
    all.sort_by_key(|(on, partner)| (*on, &partner.profile.name));
    all
}

fn headline(desk: &Desk<'_>, force: &[Of<'_, Agreement>], owed: &[Owed<'_>]) -> String {
    if force.is_empty() {
        return "No agreement is in force.".to_owned();
    }
    let coming = coming(desk, force);
    let next = coming.first().map_or_else(String::new, |(on, partner)| {
        format!(", the first {} with {}", words::date(*on), partner.profile.name)
    });
    let late = owed.iter().filter(|one| one.due < desk.as_of).count();
    format!(
        "{} {} in force. {} notice {} within {COMING} days{next}. {} {} overdue.",
        words::capital(&words::number_word(force.len())),
        if force.len() == 1 { "agreement is" } else { "agreements are" },
        if coming.is_empty() { "No".to_owned() } else { count_of(coming.len()) },
        if coming.len() == 1 { "deadline falls" } else { "deadlines fall" },
        if late == 0 { "No".to_owned() } else { count_of(late) },
        if late == 1 { "obligation is" } else { "obligations are" },
    )
}

fn cards(desk: &Desk<'_>, force: &[Of<'_, Agreement>], owed: &[Owed<'_>]) -> Vec<Card> {
    let endless = force.iter().filter(|(_, one)| one.expires_on.is_none()).count();
    let late = owed.iter().filter(|one| one.due < desk.as_of).count();
    let theirs = owed
        .iter()
        .filter(|one| one.due < desk.as_of && one.obligation.side == crate::portfolio::words::Side::Theirs)
        .count();
    let quarter = desk.portfolio.settings.fiscal_year.quarter_of(desk.as_of);
    vec![
        card("In force", force.len().to_string()).note(format!("{endless} without an end")).to("#in-force"),
        card(format!("Notice within {COMING} days"), coming(desk, force).len().to_string())
            .note("last days on which notice can be given")
            .to("#ahead"),
        card(format!("End in {quarter}"), ending(desk, force).len().to_string())
            .note("or renew themselves")
            .to("#lapsing"),
        Card {
            change: alarm(theirs, "of theirs"),
            ..card("Owed and overdue", late.to_string())
                .note(format!("of {} due next", owed.len()))
                .to("#obligations")
        },
    ]
}

/// Agreements that end or renew themselves between the day and the end of its quarter.
fn ending<'a>(desk: &Desk<'_>, force: &[Of<'a, Agreement>]) -> Vec<(Date, Of<'a, Agreement>)> {
    let year = desk.portfolio.settings.fiscal_year;
    let last = year.last_day(year.quarter_of(desk.as_of));
    let mut all: Vec<_> = force
        .iter()
        .filter_map(|&(partner, one)| Some((one.expires_on?, (partner, one))))
        .filter(|(end, _)| (desk.as_of..=last).contains(end))
        .collect();
    all.sort_by_key(|(end, (partner, one))| (*end, &partner.profile.name, one.id.as_str()));
    all
}

/// Whether an agreement goes on by itself at its end.
fn renews(one: &Agreement) -> bool {
    one.renewal == Some(Renewal::Auto) && one.notice_given_on.is_none()
}

fn lapsing(draft: &Draft, desk: &Desk<'_>, force: &[Of<'_, Agreement>]) -> Section {
    let year = desk.portfolio.settings.fiscal_year;
    let quarter = year.quarter_of(desk.as_of);
    let last = year.last_day(quarter);
    let ending = ending(desk, force);
    let mut rows: Vec<(Date, Row)> = ending
        .iter()
        .map(|&(end, (partner, one))| {
            let what = if renews(one) {
                text("renews itself")
            } else {
                text("ends").tone(Tone::Bad).note(match one.renewal {
                    Some(Renewal::Manual) => "unless both renew it",
                    _ => "",
                })
            };
            (end, lapse(draft, (partner, one), what, end, desk.as_of))
        })
        .collect();
    for &(partner, one) in force {
        let until = one.exclusivity.as_ref().and_then(|exclusivity| exclusivity.until);
        if let Some(until) = until.filter(|until| (desk.as_of..=last).contains(until)) {
            let scope = one.exclusivity.as_ref().map(|exclusivity| exclusivity.scope.clone());
            let what = text("exclusivity ends").note(scope.unwrap_or_default());
            rows.push((until, lapse(draft, (partner, one), what, until, desk.as_of)));
        }
    }
    rows.sort_by_key(|(on, _)| *on);
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let section = section("lapsing", &format!("What lapses in {quarter}")).count(rows.len());
    section.block(table_or_empty(
        table(
            format!("What lapses until {}, the first first", words::date(last)),
            &[("Agreement", "text"), ("Alliance", "text"), ("What happens", "text"), ("When", "date")],
            rows,
        ),
        "Nothing lapses this quarter",
        "ends stand under `expires_on` in `partners/<id>/agreements.yaml`",
    ))
}

fn lapse(
    draft: &Draft,
    (partner, one): Of<'_, Agreement>,
    what: super::super::page::Inline,
    on: Date,
    as_of: Date,
) -> Row {
    row(
        None,
        vec![
            cell(link(draft, partner, one.id.as_str(), agreement_name(one))),
            alliance(draft, partner),
            cell(what),
            ahead(on, as_of),
        ],
    )
}

fn in_force(
    draft: &Draft,
    desk: &Desk<'_>,
    force: &[Of<'_, Agreement>],
    every: &[Of<'_, Agreement>],
) -> Section {
    let rows = force.iter().map(|&one| agreement_row(draft, desk, one)).collect();
    let table = table(
        "Agreements in force, those with the nearest date first",
        &[
            ("Agreement", "text"),
            ("Alliance", "text"),
            ("In force since", "date"),
            ("Notice by", "date"),
            ("End", "date"),
            ("Owner", "text"),
        ],
        rows,
    );
    let section = section("in-force", "In force")
        .count(force.len())
        .lead("Those with the nearest notice deadline or end first.")
        .blocks(disputed(draft, desk.portfolio.partners.values()))
        .block(table_or_empty(
            table,
            "No agreement is in force",
            "write what was signed into `partners/<id>/agreements.yaml`",
        ));
    let others: Vec<_> = every.iter().filter(|(_, one)| !one.in_force(desk.as_of)).collect();
    if others.is_empty() {
        return section;
    }
    let items = others
        .iter()
        .map(|(partner, one)| {
            let why = match (one.terminated_on, one.expires_on, one.effective_on.or(one.signed_on)) {
                (Some(on), _, _) => format!("ended {}", words::date(on)),
                (_, Some(on), _) if on < desk.as_of => format!("expired {}", words::date(on)),
                (_, _, Some(from)) => format!("begins {}", words::date(from)),
                (_, _, None) => "not signed".to_owned(),
            };
            let name = link(draft, partner, one.id.as_str(), agreement_name(one));
            name.note(format!("{}, {why}", partner.profile.name))
        })
        .collect();
    section.block(Block::Details {
        summary: format!("{} not in force", words::plural(others.len(), "agreement")),
        blocks: vec![Block::List { items, ordered: false }],
    })
}

fn agreement_row(draft: &Draft, desk: &Desk<'_>, (partner, one): Of<'_, Agreement>) -> Row {
    let notice = match (one.notice_deadline(), one.notice_given_on) {
        (_, Some(on)) => cell(text("notice given").note(words::date(on))),
        (Some(on), None) if on >= desk.as_of => ahead(on, desk.as_of),
        (Some(on), None) => cell(text(words::date(on)).tone(Tone::Muted).note("has passed")),
        (None, None) => missing("no notice period"),
    };
    let end = match one.expires_on {
        Some(on) => cell(text(words::date(on)).note(match (renews(one), one.renewal) {
            (true, _) => "renews itself",
            (false, Some(Renewal::Manual)) => "ends unless renewed",
            (false, _) => "ends",
        })),
        None => missing("no end"),
    };
    row_of(
        partner,
        one.id.as_str(),
        vec![
            cell(
                link(draft, partner, one.id.as_str(), agreement_name(one))
                    .note(words::capital(&words::label(&one.kind))),
            ),
            alliance(draft, partner),
            date_cell(one.effective_on.or(one.signed_on)),
            notice,
            end,
            owner(one.owner.as_ref(), |owner| desk.person(owner)),
        ],
    )
    .edit(desk.edit(&one.place))
}

fn obligations(draft: &Draft, desk: &Desk<'_>, owed: &[Owed<'_>]) -> Section {
    let year = desk.portfolio.settings.fiscal_year;
    let last = year.last_day(year.quarter_of(desk.as_of).plus(1));
    let rows_of = |test: &dyn Fn(Date) -> bool| -> Vec<Row> {
        owed.iter().filter(|one| test(one.due)).map(|one| owed_row(draft, desk, one)).collect()
    };
    let (near, later) = (rows_of(&|due| due <= last), rows_of(&|due| due > last));
    let columns = [
        ("What is owed", "text"),
        ("Alliance", "text"),
        ("Side", "text"),
        ("Owner", "text"),
        ("Due", "date"),
        ("Last met", "date"),
    ];
    let section = section("obligations", "Obligations")
        .count(owed.len())
        .lead(format!("Overdue, and due until {}; the first due first.", words::date(last)))
        .block(table_or_empty(
            table("Obligations overdue and due, the first due first", &columns, near),
            "Nothing that is owed is due",
            "write what each side owes under `obligations:` in `partners/<id>/agreements.yaml`",
        ));
    if later.is_empty() {
        return section;
    }
    section.block(Block::Details {
        summary: format!("{} due later", words::plural(later.len(), "obligation")),
        blocks: vec![Block::Table {
            table: table("Obligations due later, the first due first", &columns, later),
        }],
    })
}

fn owed_row(draft: &Draft, desk: &Desk<'_>, one: &Owed<'_>) -> Row {
    let Owed { partner, agreement, obligation, due } = one;
    let rhythm = obligation.every.map(|every| every.rhythm());
    let amount = obligation.amount.map(words::money);
    let note = words::known([Some(agreement_name(agreement)), rhythm, amount], " · ");
    let last = obligation.met.iter().max_by_key(|met| met.on);
    row_of(
        partner,
        obligation.id.as_str(),
        vec![
            cell(
                link(draft, partner, obligation.id.as_str(), &obligation.text).note(note.unwrap_or_default()),
            ),
            alliance(draft, partner),
            cell(side(obligation.side)),
            owner(obligation.owner.as_ref(), |owner| desk.anyone(partner, owner)),
            due_cell(Some(*due), false, desk.as_of),
            last.map_or_else(|| missing("never yet"), |met| date_cell(Some(met.on))),
        ],
    )
}

/// Live initiatives that no agreement in force covers.
fn uncovered(draft: &Draft, desk: &Desk<'_>) -> Section {
    let portfolio = desk.portfolio;
    let live = |record: &Record<Initiative>| {
        let stage = record.stages.last().and_then(|change| desk.playbook.phase(change.stage.as_str()));
        stage == Some(Phase::Live) && desk.runs(record)
    };
    let mut rows = Vec::new();
    for partner in portfolio.partners.values() {
        for (id, record) in partner.initiatives.iter().filter(|(_, record)| live(record)) {
            if !facts::covered(record, id, std::iter::once(partner), desk.as_of) {
                let title = draft.inline_link(&record.title, &initiative_path(Some(&partner.id), id));
                let partners = vec![draft.inline_link(&partner.profile.name, &partner_path(&partner.id))];
                let owner = owner(record.owner.as_ref(), |who| desk.anyone(partner, who));
                rows.push(row(None, vec![cell(title), Cell::Text { lines: partners }, owner]));
            }
        }
    }
    for (id, record) in portfolio.initiatives.iter().filter(|(_, record)| live(record)) {
        let partners: Vec<&Partner> =
            record.partners.iter().filter_map(|id| portfolio.partners.get(id.as_str())).collect();
        if !facts::covered(record, id, partners.iter().copied(), desk.as_of) {
            let names = partners
                .iter()
                .map(|partner| draft.inline_link(&partner.profile.name, &partner_path(&partner.id)));
            let owner = match (&record.owner, partners.first()) {
                (Some(who), Some(partner)) => words_cell(desk.anyone(partner, who)),
                _ => missing("no owner"),
            };
            let title = draft.inline_link(&record.title, &initiative_path(None, id));
            rows.push(row(None, vec![cell(title), Cell::Text { lines: names.collect() }, owner]));
        }
    }
    section("uncovered", "Live without an agreement").count(rows.len()).block(table_or_empty(
        table(
            "Live initiatives that no agreement in force covers",
            &[("Initiative", "text"), ("Alliance", "text"), ("Owner", "text")],
            rows,
        ),
        "No live initiative lacks an agreement",
        "an initiative is covered by what it names in `agreement:`, or by an agreement of its alliance that names it or \
         names none",
    ))
}

/// How alliances end, and which have not thought of it.
fn exits(draft: &Draft, desk: &Desk<'_>) -> Section {
    let partners: Vec<&Partner> = desk.portfolio.partners.values().collect();
    let mut plans: Vec<(&Partner, &Record<Exit>)> =
        partners.iter().filter_map(|partner| Some((*partner, partner.exit.as_ref()?))).collect();
    let rank = |status: ExitStatus| match status {
        ExitStatus::UnderWay => 0,
        ExitStatus::Planned => 1,
        ExitStatus::Outline => 2,
        ExitStatus::Complete => 3,
    };
    plans.sort_by_key(|(partner, exit)| (rank(exit.status), exit.reviewed_on, &partner.profile.name));
    let rows = plans.iter().map(|(partner, exit)| exit_row(draft, desk, partner, exit)).collect();
    let without: Vec<_> = partners
        .iter()
        .filter(|partner| partner.exit.is_none() && desk.phase(partner) == Some(Phase::Live))
        .map(|partner| {
            draft.inline_link(&partner.profile.name, &format!("{}#exit", partner_path(&partner.id)))
        })
        .collect();
    let section = section("exits", "Exit plans").internal().count(plans.len()).block(table_or_empty(
        table(
            "Exits, those under way first",
            &[
                ("Alliance", "text"),
                ("How far", "text"),
                ("Next step", "text"),
                ("Due", "date"),
                ("Looked over", "date"),
            ],
            rows,
        ),
        "No exit is written down",
        "write down in calm weather how it would end: `partners/<id>/exit.yaml`",
    ));
    if without.is_empty() {
        return section;
    }
    section
        .block(Block::Heading { text: format!("Live, and no exit is written down ({})", without.len()) })
        .block(Block::List { items: without, ordered: false })
}

fn exit_row(draft: &Draft, desk: &Desk<'_>, partner: &Partner, exit: &Exit) -> Row {
    let far = match exit.status {
        ExitStatus::Outline => text("An outline"),
        ExitStatus::Planned => text("Decided, being prepared").tone(Tone::Watch),
        ExitStatus::UnderWay => text("Under way").tone(Tone::Watch),
        ExitStatus::Complete => text("Complete").tone(Tone::Muted),
    };
    let open: Vec<_> = exit.steps.iter().filter(|step| step.done_on.is_none()).collect();
    let done = exit.steps.len() - open.len();
    let far = if exit.steps.is_empty() {
        far
    } else {
        far.note(format!("{done} of {} done", words::plural(exit.steps.len(), "step")))
    };
    let next = open.iter().min_by_key(|step| (step.due.is_none(), step.due));
    row(
        None,
        vec![
            cell(draft.inline_link(&partner.profile.name, &format!("{}#exit", partner_path(&partner.id)))),
            cell(far),
            next.map_or_else(
                || missing("no step is open"),
                |step| cell(link(draft, partner, step.id.as_str(), &step.text)),
            ),
            next.map_or_else(|| missing(""), |step| due_cell(step.due, false, desk.as_of)),
            exit.reviewed_on.map_or_else(|| missing("never"), |on| date_cell(Some(on))),
        ],
    )
}
