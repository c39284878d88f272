//! The alliance team: members, certificates, training, what they want to learn, skills of all together, and roles that are
//! written down. Internal; nobody's own rating is on it.

use super::super::counted::{cell_of, ground, link};
use super::super::desk::{Desk, Draft};
use super::super::figure::{Better, Bullet};
use super::super::ledger::record::alarm;
use super::super::page::{Block, Card, Cell, Figure, Inline, Page, Part, Row, Section, Table, Tone};
use super::super::parts::{
    anchored_row, card, cell, empty, missing, number_cell, row, section, table, table_or_empty,
};
use super::super::words::{self, text};
use super::{PATH, TEAM};
use crate::facts::perception::LEAST_ANSWERS;
use crate::insight::Ground;
use crate::insight::asked::overall;
use crate::insight::team::{Certified, Rated, Roles, certified, roles, skills, team};
use crate::portfolio::calendar::Date;
use crate::portfolio::people::{Person, Skill};

/// So many days before its end a certificate is told to run out.
const SOON: i64 = 180;

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("programme", Part::Playbook, TEAM, "Team");
    draft.page.breadcrumbs = vec![
        draft.link("Overview", "index.html"),
        draft.link("Playbook", super::super::playbook::PATH),
        draft.link("Programme", PATH),
    ];
    draft.page.siblings = super::siblings(&draft);
    draft.page.kicker = Some("Internal: the people of the alliance function".to_owned());
    let ground = ground(desk);
    let (now, left) = team(&ground);
    draft.page.subtitle = vec![text(words::plural(now.len(), "member"))];
    draft.page.subtitle.push(
        draft.inline_link("What each of them carries", &format!("{}#load", super::super::people::PATH)),
    );
    draft.page.edit = desk.portfolio.people.first().and_then(|person| desk.edit_file(person.place.file));
    let (rated, withheld) = skills(&now);
    draft.page.headline = Some(headline(desk, &now, &rated));
    draft.page.cards = cards(desk, &now, &rated, withheld);
    draft.page.sections = vec![
        members(desk, &now, &left),
        learning(desk, &now),
        skill_section(&mut draft, &rated, withheld),
        mood(desk),
        role_section(&draft, &ground),
    ];
    draft.page
}

/// How old the last talk over a development plan may be, as the rule asks.
fn talk(desk: &Desk<'_>) -> Option<i64> {
    overall(desk.playbook, "missing-development-plan", "max_days")
}

fn holds(person: &Person, as_of: Date) -> bool {
    matches!(certified(person, as_of), Certified::Until(_) | Certified::Forever)
}

/// Members without a plan, or whose last talk over it is older than asked.
fn unplanned<'a>(desk: &Desk<'_>, team: &[&'a Person]) -> Vec<&'a Person> {
    let most = talk(desk);
    let fresh = |person: &Person| {
        let plan = person.development_plan.as_ref();
        let reviewed = plan.and_then(|plan| plan.reviewed_on);
        reviewed.is_some_and(|on| most.is_none_or(|most| on.days_until(desk.as_of) <= most))
    };
    team.iter().copied().filter(|person| !fresh(person)).collect()
}

fn headline(desk: &Desk<'_>, team: &[&Person], rated: &[Rated]) -> String {
    if team.is_empty() {
        return "Nobody is on the alliance team yet, as far as is written down.".to_owned();
    }
    let certified = team.iter().filter(|person| holds(person, desk.as_of)).count();
    let unplanned = unplanned(desk, team);
    let names: Vec<String> = unplanned.iter().map(|person| person.name.clone()).collect();
    let plans = match names.len() {
        0 => "each has a development plan that was talked over lately".to_owned(),
        1..=3 => format!(
            "{} {} no development plan that was talked over lately",
            words::join(&names),
            if names.len() == 1 { "has" } else { "have" }
        ),
        count => {
            format!("{} have no development plan that was talked over lately", words::number_word(count))
        }
    };
    let lowest = rated.iter().map(|one| one.mean).min();
    let weakest: Vec<String> = rated
        .iter()
        .filter(|one| Some(one.mean) == lowest)
        .map(|one| format!("“{}”", skill(one.skill).0))
        .collect();
    let weakest = lowest.filter(|_| weakest.len() <= 2).map(|mean| {
        format!(" Together they rate {} lowest, at {} of 5.", words::join(&weakest), words::decimal(mean, 1))
    });
    format!(
        "{} of {} hold a certificate; {plans}.{}",
        words::capital(&words::number_word(certified)),
        words::plural(team.len(), "member"),
        weakest.unwrap_or_default()
    )
}

fn cards(desk: &Desk<'_>, team: &[&Person], rated: &[Rated], withheld: usize) -> Vec<Card> {
    let certified_now = team.iter().filter(|person| holds(person, desk.as_of)).count();
    let ending = team
        .iter()
        .filter(|person| matches!(certified(person, desk.as_of), Certified::Until(end) if desk.as_of.days_until(end) <= SOON))
        .count();
    let year = desk.as_of.plus_months(-12);
    let trained = team.iter().filter(|person| person.training.iter().any(|one| one.on > year)).count();
    let unplanned = unplanned(desk, team).len();
    vec![
        card("Certified", words::part_of(certified_now, team.len()))
            .note(match ending {
                0 => "none ends within half a year".to_owned(),
                1 => "one ends within half a year".to_owned(),
                count => format!("{count} end within half a year"),
            })
            .to("#members"),
        card("Trained in the last year", words::part_of(trained, team.len())).to("#learning"),
        Card {
            change: alarm(unplanned, "without a recent talk"),
            ..card("Development plans", words::part_of(team.len() - unplanned, team.len())).to("#learning")
        },
        card("Skills rated by enough people", rated.len().to_string())
            .note(match withheld {
                0 => format!("by {LEAST_ANSWERS} or more, who wish it"),
                count => format!("{count} more by fewer than {LEAST_ANSWERS}, not shown"),
            })
            .to("#skills"),
    ]
}

fn members(desk: &Desk<'_>, now: &[&Person], left: &[&Person]) -> Section {
    let row_of = |person: &&Person| {
        anchored_row(
            format!("member-{}", person.id),
            vec![
                cell(text(&person.name).note(person.title.clone().unwrap_or_default())),
                since(person.from, desk.as_of),
                certificate(person, desk.as_of),
                match &person.timezone {
                    Some(zone) => cell(text(zone)),
                    None => missing(""),
                },
            ],
        )
    };
    let columns =
        [("Member", "text"), ("On the team since", "date"), ("Certificate", "text"), ("Time zone", "text")];
    let section = section("members", "Members").internal().count(now.len()).block(table_or_empty(
        table(
            "Members of the alliance team, the most senior first",
            &columns,
            now.iter().map(row_of).collect(),
        ),
        "Nobody is on the team yet",
        "add people with `function: alliances`, or with a day under `from`, in `people.yaml`",
    ));
    if left.is_empty() {
        return section;
    }
    let items = left.iter().map(|person| {
        let days =
            [person.from, person.until].map(|day| day.map_or_else(|| words::DASH.to_owned(), words::date));
        text(&person.name).note(days.join(" to "))
    });
    section.block(Block::Details {
        summary: format!(
            "{} left the team",
            if left.len() == 1 { "One person".to_owned() } else { format!("{} people", left.len()) }
        ),
        blocks: vec![Block::List { items: items.collect(), ordered: false }],
    })
}

fn since(from: Option<Date>, as_of: Date) -> Cell {
    let Some(from) = from else { return missing("no day noted") };
    let years = from.days_until(as_of) / 365;
    let note = if years > 0 { words::plural(years as usize, "year") } else { "less than a year".to_owned() };
    cell(text(words::date(from)).note(note))
}

fn certificate(person: &Person, as_of: Date) -> Cell {
    let end = match certified(person, as_of) {
        Certified::Never => return missing("none"),
        Certified::Expired(on) => text(format!("Ended {}", words::date(on))).tone(Tone::Bad),
        Certified::Until(on) if as_of.days_until(on) <= SOON => {
            text(format!("Ends {}", words::date(on))).tone(Tone::Watch)
        }
        Certified::Until(on) => text(format!("Until {}", words::date(on))),
        Certified::Forever => text("Without an end"),
    };
    let mut lines: Vec<Inline> = person
        .certificates
        .iter()
        .map(|one| text(&one.name).note(one.body.clone().unwrap_or_default()))
        .collect();
    lines.push(end);
    Cell::Text { lines }
}

/// Training taken, and what each wants to learn; whoever has waited longest for a talk first.
fn learning(desk: &Desk<'_>, now: &[&Person]) -> Section {
    let most = talk(desk);
    let mut sorted = now.to_vec();
    sorted.sort_by_key(|person| {
        (person.development_plan.as_ref().and_then(|plan| plan.reviewed_on), &person.name)
    });
    let rows = sorted
        .iter()
        .map(|person| {
            let mut training: Vec<_> = person.training.iter().collect();
            training.sort_by_key(|one| std::cmp::Reverse(one.on));
            let lines = training.iter().map(|one| text(&one.name).note(words::date(one.on)));
            let lines: Vec<Inline> = lines.collect();
            let plan = person.development_plan.as_ref();
            let talked = match plan.and_then(|plan| plan.reviewed_on) {
                None => cell(text("never").tone(Tone::Watch)),
                Some(on) => {
                    let said = text(words::date(on)).note(words::distance(on, desk.as_of));
                    let old = most.is_some_and(|most| on.days_until(desk.as_of) > most);
                    cell(if old { said.tone(Tone::Watch) } else { said })
                }
            };
            row(
                None,
                vec![
                    cell(text(&person.name)),
                    match plan {
                        Some(plan) => cell(text(&plan.goal)),
                        None => cell(text("No plan yet").tone(Tone::Watch)),
                    },
                    talked,
                    if lines.is_empty() { missing("none on record") } else { Cell::Text { lines } },
                ],
            )
        })
        .collect();
    section("learning", "Development and training")
        .internal()
        .lead("Whoever has waited longest for a talk first.")
        .block(table_or_empty(
            table(
                "Development plans and training, whoever has waited longest for a talk first",
                &[
                    ("Member", "text"),
                    ("Wants to learn", "text"),
                    ("Talked over", "date"),
                    ("Training taken", "text"),
                ],
                rows,
            ),
            "Nobody is on the team yet",
            "add `development_plan` and `training` to people in `people.yaml`",
        ))
}

/// The skill in words, and whether it is one of the nine traits; else one of the four core skills.
fn skill(skill: Skill) -> (&'static str, bool) {
    match skill {
        Skill::Influential => ("moving people without authority", true),
        Skill::Initiative => ("beginning things", true),
        Skill::Strategic => ("seeing the whole", true),
        Skill::Creative => ("finding new ways", true),
        Skill::Empathic => ("feeling what others feel", true),
        Skill::Cooperative => ("working with others", true),
        Skill::Networker => ("knowing people everywhere", true),
        Skill::BendsRules => ("bending rules where that helps", true),
        Skill::ToleratesAmbiguity => ("living with what is unclear", true),
        Skill::Strategy => ("strategy", false),
        Skill::Finance => ("finance", false),
        Skill::Influence => ("influence", false),
        Skill::Diplomacy => ("diplomacy", false),
    }
}

fn skill_section(draft: &mut Draft, rated: &[Rated], withheld: usize) -> Section {
    let section = section("skills", "Skills of the team").internal();
    if rated.is_empty() {
        return section.block(empty(
            format!("No skill was rated by {LEAST_ANSWERS} people or more"),
            "whoever wishes rates themselves under `skills` in `people.yaml`, with `opt_in: true`; what fewer rated is \
             not shown",
        ));
    }
    let lead = match withheld {
        0 => String::new(),
        1 => " One skill that fewer rated is left out.".to_owned(),
        count => {
            format!(" {} skills that fewer rated are left out.", words::capital(&words::number_word(count)))
        }
    };
    let group = |draft: &mut Draft, traits: bool, caption: &str| -> Option<Block> {
        let mut of: Vec<&Rated> = rated.iter().filter(|one| skill(one.skill).1 == traits).collect();
        of.sort_by_key(|one| (one.mean, one.skill));
        let rows: Vec<Row> = of.iter().map(|one| skill_row(draft, one)).collect();
        (!rows.is_empty())
            .then(|| Block::Table { table: Table { show_caption: true, ..skill_table(caption, rows) } })
    };
    let traits = group(draft, true, "Nine traits, the lowest first");
    let core = group(draft, false, "Four core skills, the lowest first");
    section
        .lead(format!(
            "Means of self-ratings from 1 to 5, of those on the team who wish it, where {LEAST_ANSWERS} or more rated a skill.{lead}"
        ))
        .blocks(traits)
        .blocks(core)
}

fn skill_table(caption: &str, rows: Vec<Row>) -> Table {
    table(
        caption,
        &[("Skill", "text"), ("Mean", "number"), ("From 1 to 5", "figure"), ("Rated by", "number")],
        rows,
    )
}

fn skill_row(draft: &mut Draft, one: &Rated) -> Row {
    let mean = words::decimal(one.mean, 1);
    let name = skill(one.skill).0;
    let figure = draft.figure(Figure::Bullet(Bullet {
        actual: Some(words::float(one.mean)),
        target: None,
        scale: (1.0, 5.0),
        bands: Vec::new(),
        better: Better::More,
        summary: format!("{} {mean} of 5", words::capital(name)),
    }));
    row(
        None,
        vec![
            cell(text(words::capital(name))),
            number_cell(mean),
            Cell::Figure { figure, note: None },
            number_cell(one.n.to_string()),
        ],
    )
}

/// The mood of the team in one line, where enough answered.
fn mood(desk: &Desk<'_>) -> Section {
    let section = section("mood", "Mood of the team").internal();
    let moods = desk.portfolio.programme.iter().flat_map(|programme| &programme.moods);
    let mut moods: Vec<_> = moods.filter(|mood| mood.n >= LEAST_ANSWERS).collect();
    moods.sort_by_key(|mood| std::cmp::Reverse(mood.on));
    let Some(last) = moods.first() else {
        return section.block(empty(
            format!("No round with {LEAST_ANSWERS} answers or more"),
            "write `on`, `n` and `mean` of a round under `moods` in `programme.yaml`; no rule looks at it",
        ));
    };
    let before = moods
        .get(1)
        .map(|mood| format!(", after {} on {}", words::decimal(mood.mean.0, 1), words::date(mood.on)));
    section.block(Block::Text {
        text: format!(
            "{} of 5 on {}, by {} people{}.",
            words::decimal(last.mean.0, 1),
            words::date(last.on),
            last.n,
            before.unwrap_or_default()
        ),
    })
}

/// Roles that are written down, alliance by alliance.
fn role_section(draft: &Draft, ground: &Ground<'_>) -> Section {
    let (mut all, without) = roles(ground);
    all.sort_by_key(|one| std::cmp::Reverse(one.unaccountable.len() + one.unagreed.len()));
    let section = section("roles", "Roles that are written down").internal().count(all.len());
    if all.is_empty() {
        return section.block(empty(
            "No alliance has its roles written down",
            "write who is responsible, accountable, consulted and informed under `raci` in `partners/<id>/governance.yaml`",
        ));
    }
    let rows = all.iter().map(|one| role_row(draft, one)).collect();
    let sound = all.iter().filter(|one| one.unaccountable.is_empty() && one.unagreed.is_empty()).count();
    let section = section
        .lead(format!(
            "In {sound} of {} alliances with roles, exactly one person answers for each activity and somebody has agreed. The roles themselves stand on the partners' pages.",
            all.len()
        ))
        .block(Block::Table {
            table: table(
                "Roles by alliance, those with most to mend first",
                &[
                    ("Alliance", "text"),
                    ("Activities", "number"),
                    ("Not exactly one answers", "text"),
                    ("Nobody agreed", "text"),
                ],
                rows,
            ),
        });
    if without.is_empty() {
        return section;
    }
    let items = without.iter().map(|one| link(draft, one)).collect();
    section.block(Block::Details {
        summary: format!("{} without roles", words::plural(without.len(), "alliance")),
        blocks: vec![Block::List { items, ordered: false }],
    })
}

fn role_row(draft: &Draft, one: &Roles) -> Row {
    let list = |all: &[String]| {
        if all.is_empty() {
            missing("")
        } else {
            Cell::Text { lines: all.iter().map(|activity| text(activity).tone(Tone::Watch)).collect() }
        }
    };
    row(
        None,
        vec![
            cell_of(draft, std::slice::from_ref(&one.partner), 1, ""),
            number_cell(one.activities.len().to_string()),
            list(&one.unaccountable),
            list(&one.unagreed),
        ],
    )
}
