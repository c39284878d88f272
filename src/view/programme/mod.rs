//! The alliance programme as its records show it: the self-check, what goes to executives, where we listen; and its
//! team. Internal.

mod house;
mod self_check;
mod team;

use super::counted::ground;
use super::desk::{Desk, Draft};
use super::page::{Card, Page, Part, Sibling};
use super::parts;
use super::words::{self, text};
use crate::insight::Ground;
use crate::insight::self_check::{Check, self_check, year_before};
use crate::portfolio::programme::SelfCheckGroup;
use crate::portfolio::words::Answer;

/// The path of the page.
pub const PATH: &str = "programme/index.html";

/// The path of the page on the team.
const TEAM: &str = "programme/team.html";

/// The pages of this part of the site: path, name.
const PAGES: [(&str, &str); 4] = [
    (super::playbook::PATH, "Playbook"),
    (super::metrics::PATH, "Metrics"),
    (PATH, "Programme"),
    (TEAM, "Team"),
];

/// The pages of the playbook, the metrics, the programme and the team as fellows of one of them.
pub fn siblings(draft: &Draft) -> Vec<Sibling> {
    let sibling = |(path, name): (&str, &str)| Sibling {
        link: draft.link(name, path),
        current: draft.page.path == path,
    };
    PAGES.map(sibling).to_vec()
}

/// The pages: the programme, and its team.
pub fn pages(desk: &Desk<'_>) -> Vec<Page> {
    vec![page(desk), team::page(desk)]
}

/// The page of the programme.
fn page(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("programme", Part::Playbook, PATH, "Programme");
    draft.page.breadcrumbs =
        vec![draft.link("Overview", "index.html"), draft.link("Playbook", "playbook/index.html")];
    draft.page.siblings = siblings(&draft);
    draft.page.kicker = Some("The alliance function looks at itself".to_owned());
    let programme = desk.portfolio.programme.as_ref();
    draft.page.edit = programme.and_then(|record| desk.edit_file(record.file));
    let ground = ground(desk);
    let now = self_check(&ground);
    let (portfolio, day) = year_before(desk.portfolio, desk.as_of);
    let before = self_check(&Ground::scored(&portfolio, desk.playbook, day));
    draft.page.subtitle = vec![text(format!("Compared with {}, a year before", words::date(day)))];
    draft.page.headline = Some(headline(&now, &before));
    draft.page.cards = cards(desk, &now, &before);
    draft.page.sections = vec![
        self_check::section(&mut draft, &now, &before),
        house::reporting(desk, programme),
        house::listening(&mut draft, desk, &ground),
    ];
    draft.page
}

fn count(checks: &[Check], wanted: Answer) -> usize {
    checks.iter().filter_map(|check| check.computed.as_ref()).filter(|one| one.answer() == wanted).count()
}

/// The groups whose declared answer is better than the records, or worse.
fn apart(checks: &[Check], better: bool) -> Vec<String> {
    let rank = |answer: Answer| match answer {
        Answer::Yes => Some(2),
        Answer::Partial => Some(1),
        Answer::No => Some(0),
        Answer::Unknown => None,
    };
    let differs = |check: &&Check| {
        let pair = check.declared.as_ref().zip(check.computed.as_ref());
        pair.and_then(|(declared, computed)| rank(declared.answer).zip(rank(computed.answer())))
            .is_some_and(|(said, shown)| if better { said > shown } else { said < shown })
    };
    checks.iter().filter(differs).map(|check| name(check.group).to_lowercase()).collect()
}

fn headline(now: &[Check], before: &[Check]) -> String {
    let answered =
        |checks: &[Check]| checks.iter().filter_map(|one| one.computed.as_ref()).any(|one| one.counted() > 0);
    if !answered(now) {
        return "The records have nothing to count yet for any of the six groups that they can answer."
            .to_owned();
    }
    let said = |count: usize| if count == 0 { "none".to_owned() } else { words::number_word(count) };
    let then = if answered(before) {
        format!("a year ago yes to {}", said(count(before, Answer::Yes)))
    } else {
        "a year ago there was nothing to count".to_owned()
    };
    let mut headline = format!(
        "The records answer yes to {} of six groups and in part to {}; {then}.",
        said(count(now, Answer::Yes)),
        said(count(now, Answer::Partial))
    );
    let better = apart(now, true);
    if !better.is_empty() {
        headline.push_str(&format!(" We declare more than the records show on {}.", words::join(&better)));
    }
    headline
}

fn cards(desk: &Desk<'_>, now: &[Check], before: &[Check]) -> Vec<Card> {
    let card = |label: &str, value: String, note: Option<String>, href: &str| Card {
        note,
        ..parts::card(label, value).to(href)
    };
    let mut computed =
        card("Yes by the records", format!("{} of 6", count(now, Answer::Yes)), None, "#self-check");
    computed.change = Some(words::count_change(
        count(now, Answer::Yes),
        count(before, Answer::Yes),
        Some(true),
        "vs a year ago".to_owned(),
    ));
    let declared = |checks: &[Check]| {
        checks
            .iter()
            .filter_map(|check| check.declared.as_ref())
            .filter(|one| one.answer == Answer::Yes)
            .count()
    };
    let last = now.iter().filter_map(|check| check.declared.as_ref()).map(|one| one.on).max();
    let said = match last {
        Some(_) => format!("{} of 10", declared(now)),
        None => words::DASH.to_owned(),
    };
    let note = last
        .map_or_else(|| "no self-check yet".to_owned(), |on| format!("self-check of {}", words::date(on)));
    let programme = desk.portfolio.programme.as_ref();
    let report = programme.and_then(|programme| programme.reports.iter().map(|one| one.issued_on).max());
    vec![
        computed,
        card("Yes as declared", said, Some(note), "#self-check"),
        card(
            "Reports to",
            programme.and_then(|one| one.reports_to.clone()).unwrap_or_else(|| words::DASH.to_owned()),
            Some(programme.and_then(|one| one.head.as_ref()).map_or_else(
                || "nobody is named as its head".to_owned(),
                |head| format!("led by {}", desk.person(head)),
            )),
            "#reporting",
        ),
        card(
            "Last report to executives",
            report.map_or_else(|| words::DASH.to_owned(), words::date),
            Some(report.map_or_else(|| "none on record".to_owned(), |on| words::distance(on, desk.as_of))),
            "#reporting",
        ),
    ]
}

/// The name of a group.
fn name(group: SelfCheckGroup) -> &'static str {
    match group {
        SelfCheckGroup::Process => "Process",
        SelfCheckGroup::Approval => "Approval",
        SelfCheckGroup::Roles => "Roles",
        SelfCheckGroup::Professionals => "Professionals",
        SelfCheckGroup::Certification => "Certification",
        SelfCheckGroup::Staffing => "Staffing",
        SelfCheckGroup::Reporting => "Reporting",
        SelfCheckGroup::Expectations => "Expectations",
        SelfCheckGroup::PlansAndReviews => "Plans and reviews",
        SelfCheckGroup::Portfolio => "Portfolio",
    }
}
