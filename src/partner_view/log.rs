//! Entries of the log that were written for both sides: wins, what was heard, corrections, advocacy, ideas, lessons, value.
//! Touches, alignment, resistance, inspections and notes have no place here.

use super::share::{Ground, Parent};
use super::{Advocacy, Correction, Gain, Heard, Idea, Lesson, Why, Win};
use crate::playbook::shape::Shareable;
use crate::portfolio::Item;
use crate::portfolio::log::{self, Entry};
use crate::portfolio::words::Audience;
use crate::source::Place;

/// The entries of a kind that were made in the quarter and until the day of the review.
fn entries<'g, T: 'g>(
    ground: &'g Ground<'_>,
    pick: fn(&Entry) -> Option<&T>,
) -> impl Iterator<Item = (&'g T, &'g Place)> {
    let all = ground.partner.log.iter().filter(|entry| ground.lately(entry.on()));
    all.filter_map(move |entry: &Item<Entry>| Some((pick(&entry.value)?, &entry.place)))
}

/// What decides whether an entry passes.
trait Told {
    fn audience(&self) -> Option<Audience>;
    fn says(&self) -> &str;
    fn parent(&self) -> Parent<'_>;
}

macro_rules! told {
    ($($entry:ident says $says:expr, under $parent:expr;)+) => {
        $(impl Told for log::$entry {
            fn audience(&self) -> Option<Audience> {
                self.audience
            }
            fn says(&self) -> &str {
                let says: fn(&Self) -> &str = $says;
                says(self)
            }
            fn parent(&self) -> Parent<'_> {
                let parent: fn(&Self) -> Parent<'_> = $parent;
                parent(self)
            }
        })+
    };
}

told! {
    Win says |one| &one.text, under |one| Parent::initiative(one.initiative.as_ref());
    Listening says |one| &one.said, under |_| Parent::default();
    Correction says |one| &one.change, under |one| Parent {
        initiative: one.initiative.as_ref(),
        metric: one.trigger.as_ref(),
        ..Parent::default()
    };
    Advocacy says |one| &one.topic, under |_| Parent::default();
    Idea says |one| &one.text, under |one| Parent::initiative(one.initiative.as_ref());
    Lesson says |one| &one.text, under |one| Parent::initiative(one.initiative.as_ref());
    Value says |one| one.text.as_deref().unwrap_or("value of both sides"), under |_| Parent::default();
}

fn shared<T: Told, U>(
    ground: &Ground<'_>,
    kind: Shareable,
    pick: fn(&Entry) -> Option<&T>,
    make: impl Fn(&T) -> U,
) -> Option<Vec<U>> {
    ground.gate.list(
        kind,
        entries(ground, pick),
        |(entry, place)| ground.lets(kind, entry.audience(), entry.parent(), entry.says(), place),
        |(entry, _)| make(entry),
    )
}

macro_rules! pick {
    ($kind:ident) => {
        |entry| match entry {
            Entry::$kind(entry) => Some(entry),
            _ => None,
        }
    };
}

pub(super) fn wins(ground: &Ground<'_>) -> Option<Vec<Win>> {
    shared(ground, Shareable::Wins, pick!(Win), |win| Win {
        on: win.on,
        text: win.text.clone(),
        customer: win.customer.clone(),
        effect: win.customer_effect.clone(),
        people: ground
            .names(win.ours.iter().map(|id| id.as_str()).chain(win.theirs.iter().map(|id| id.as_str()))),
    })
}

pub(super) fn heard(ground: &Ground<'_>) -> Option<Vec<Heard>> {
    shared(ground, Shareable::Listening, pick!(Listening), |one| Heard {
        on: one.on,
        theme: one.theme.clone(),
        said: one.said.clone(),
        did: one.did.clone(),
    })
}

pub(super) fn corrections(ground: &Ground<'_>) -> Option<Vec<Correction>> {
    shared(ground, Shareable::Corrections, pick!(Correction), |one| Correction {
        on: one.on,
        cause: one.cause.clone(),
        change: one.change.clone(),
        result: one.result_after.clone(),
    })
}

pub(super) fn advocacy(ground: &Ground<'_>) -> Option<Vec<Advocacy>> {
    shared(ground, Shareable::Advocacy, pick!(Advocacy), |one| Advocacy {
        on: one.on,
        topic: one.topic.clone(),
        outcome: one.outcome.clone(),
    })
}

pub(super) fn ideas(ground: &Ground<'_>) -> Option<Vec<Idea>> {
    shared(ground, Shareable::Ideas, pick!(Idea), |one| Idea {
        on: one.on,
        origin: one.origin,
        text: one.text.clone(),
    })
}

pub(super) fn lessons(ground: &Ground<'_>) -> Option<Vec<Lesson>> {
    shared(ground, Shareable::Lessons, pick!(Lesson), |one| Lesson { on: one.on, text: one.text.clone() })
}

pub(super) fn value(ground: &Ground<'_>) -> Option<Vec<Gain>> {
    shared(ground, Shareable::Value, pick!(Value), |one| Gain {
        on: one.on,
        of: one.of,
        text: one.text.clone(),
        ours: one.ours,
        theirs: one.theirs,
    })
}

/// Tells of the entries that no view has a field for.
pub(super) fn hold_the_rest(ground: &Ground<'_>) {
    let hold = |kind: &str, what: &str, place: &Place| ground.gate.hold(kind, what, Why::Never, place);
    for entry in ground.partner.log.iter().filter(|entry| ground.lately(entry.on())) {
        let place = &entry.place;
        match &entry.value {
            Entry::Touch(one) => hold("touches", one.text.as_deref().unwrap_or("a contact"), place),
            Entry::Alignment(one) => hold("alignment", &one.topic, place),
            Entry::Resistance(one) => hold("resistance", &one.source, place),
            Entry::Inspection(one) => {
                hold("inspections", one.found.as_deref().unwrap_or("an inspection"), place)
            }
            Entry::Note(one) => hold("notes", &one.text, place),
            _ => {}
        }
    }
}
