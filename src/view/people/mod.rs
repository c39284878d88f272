//! People over all alliances: whom of theirs we know and hold, who has gone silent, which alliance hangs on one of us, and
//! what each of ours carries. Internal.

mod influence;
mod load;
mod steps;

use super::counted::ground;
use super::desk::Desk;
use super::ledger;
use super::page::{Card, Page};
use super::parts::card;
use super::words;
use crate::insight::Ground;
use crate::insight::people::{Load, Stake, Thread, key, loads, stakes, threads};

/// The path of the page.
pub const PATH: &str = "people/index.html";

/// What the page is made of.
struct Found<'a, 'b> {
    ground: &'b Ground<'a>,
    stakes: Vec<Stake<'a>>,
    threads: Vec<Thread<'a>>,
    loads: Vec<Load<'a>>,
}

impl<'a> Found<'a, '_> {
    /// Key people of theirs that nobody of us keeps, or has spoken with lately.
    fn unheld(&self) -> Vec<&Stake<'a>> {
        key(&self.stakes).into_iter().filter(|one| !one.mapped.is_held()).collect()
    }

    /// Influential people with a doubt, those without a plan first.
    fn doubts(&self) -> Vec<&Stake<'a>> {
        let mut doubts: Vec<_> = self.stakes.iter().filter(|one| one.doubts(self.ground)).collect();
        doubts.sort_by_key(|one| (one.action.is_some(), std::cmp::Reverse(one.mapped.influence)));
        doubts
    }

    /// Alliances that hang on one person.
    fn single(&self) -> usize {
        self.threads.iter().filter(|one| one.single).count()
    }
}

/// The page.
pub fn page(desk: &Desk<'_>) -> Page {
    let mut draft = ledger::begin(desk, PATH);
    let ground = ground(desk);
    let found =
        Found { ground: &ground, stakes: stakes(&ground), threads: threads(&ground), loads: loads(&ground) };
    draft.page.headline = Some(headline(&found));
    draft.page.cards = cards(&found);
    draft.page.sections = vec![
        influence::doubts(&draft, desk, &found),
        influence::contacts(&draft, desk, &found),
        influence::matrix(&draft, &found),
        load::threads(&draft, desk, &found),
        influence::champions(&draft, desk, &found),
        load::carried(&draft, desk, &found),
    ];
    let steps = steps::section_of(&mut draft, &ground);
    draft.page.sections.push(steps);
    draft.page
}

fn headline(found: &Found<'_, '_>) -> String {
    let (all, unheld) = (key(&found.stakes).len(), found.unheld().len());
    let held = match (all, unheld) {
        (0, _) => "Nobody of theirs is known to count yet".to_owned(),
        (_, 0) => format!("We are in touch with all {all} of their key people"),
        _ => format!(
            "{} of {all} key people of our partners {} out of touch",
            words::capital(&words::number_word(unheld)),
            if unheld == 1 { "is" } else { "are" }
        ),
    };
    let doubts = found.doubts();
    let alone = doubts.iter().filter(|one| one.action.is_none()).count();
    let doubts = match (doubts.len(), alone) {
        (0, _) => "nobody influential has doubts on record".to_owned(),
        (count, 0) => format!("for each of {count} influential people with doubts there is a plan"),
        (count, alone) => format!(
            "{} of {} with doubts {} left alone with them",
            words::number_word(alone),
            if count == 1 {
                "one influential person".to_owned()
            } else {
                format!("{count} influential people")
            },
            if alone == 1 { "is" } else { "are" }
        ),
    };
    let single = match found.single() {
        0 => "No alliance hangs on one of us".to_owned(),
        count => words::capital(&format!(
            "{} on one of us",
            if count == 1 {
                "one alliance hangs".to_owned()
            } else {
                format!("{} alliances hang", words::number_word(count))
            }
        )),
    };
    format!("{held}; {doubts}. {single}.")
}

fn cards(found: &Found<'_, '_>) -> Vec<Card> {
    let key = key(&found.stakes).len();
    let held = key - found.unheld().len();
    let doubts = found.doubts();
    let alone = doubts.iter().filter(|one| one.action.is_none()).count();
    let overdue: usize = found.loads.iter().map(|load| load.overdue.len()).sum();
    let late = found.loads.iter().filter(|load| !load.overdue.is_empty()).count();
    let alarm = ledger::record::alarm;
    vec![
        Card {
            change: alarm(key - held, "out of touch"),
            ..card("Key people in touch", words::part_of(held, key)).to("#contacts")
        },
        Card {
            change: alarm(alone, "without a plan"),
            ..card("Influential, with doubts", doubts.len().to_string()).to("#doubts")
        },
        card("Alliances that hang on one of us", found.single().to_string())
            .note(format!("of {} with enough contacts to tell", found.threads.len()))
            .to("#threads"),
        card("Our overdue promises with a name", overdue.to_string())
            .note(match late {
                0 => "nobody of us owes anything".to_owned(),
                1 => "one person owes them".to_owned(),
                count => format!("{count} people owe them"),
            })
            .to("#load"),
    ]
}
