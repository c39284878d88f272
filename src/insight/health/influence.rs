//! Who knows whom: how far the influence map reaches, and how well we hold those who count. Always internal.

use super::super::{At, Counted};
use super::Given;
use crate::facts::partner as facts;
use crate::portfolio::calendar::Date;
use crate::portfolio::stakeholders::{PairedRole, Stakeholder};
use crate::portfolio::words::{Attitude, Rating, Side};

/// From this influence or authority on, somebody is a key person.
pub const KEY: u8 = 4;

/// So many days after a contact we are in touch with somebody: half a year.
pub const IN_TOUCH_DAYS: i64 = 180;

/// How far the influence map of a partner reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Influence {
    /// How many people of theirs we know by name, those who left not counted.
    pub known: usize,
    /// People on the map who have not left, the most influential first.
    pub people: Vec<Mapped>,
    /// Roles that have somebody on either side.
    pub paired: Vec<PairedRole>,
    /// Roles that lack somebody on one side or both.
    pub unpaired: Vec<PairedRole>,
}

/// Somebody on the influence map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The record; its name is theirs.
    pub record: Counted,
    /// Their id.
    pub id: String,
    /// Whose they are.
    pub side: Side,
    /// How much others listen to them, 1 to 5.
    pub influence: Option<u8>,
    /// What they can decide, 1 to 5.
    pub authority: Option<u8>,
    /// Where they stand.
    pub attitude: Option<Attitude>,
    /// Whether they are a champion of the alliance.
    pub champion: bool,
    /// Whether somebody of us keeps the relationship.
    pub owned: bool,
    /// When anybody last spoke with them.
    pub last_contact: Option<Date>,
    /// Whether that was recent.
    pub in_touch: bool,
}

impl Mapped {
    /// Whether they count: much influence or much authority.
    pub fn is_key(&self) -> bool {
        self.influence.max(self.authority).is_some_and(|rating| rating >= KEY)
    }

    /// Whether somebody of us keeps the relationship, and did so lately.
    pub fn is_held(&self) -> bool {
        self.owned && self.in_touch
    }
}

impl Influence {
    /// People of a side.
    pub fn of(&self, side: Side) -> impl Iterator<Item = &Mapped> + Clone {
        self.people.iter().filter(move |one| one.side == side)
    }

    /// Key people of theirs.
    pub fn key(&self) -> impl Iterator<Item = &Mapped> + Clone {
        self.of(Side::Theirs).filter(|one| one.is_key())
    }

    /// Key people of theirs that nobody of us keeps, or has spoken with lately.
    pub fn unheld(&self) -> Vec<&Mapped> {
        self.key().filter(|one| !one.is_held()).collect()
    }

    /// How many people of theirs stand so; without a word, nothing is noted of them.
    pub fn standing(&self, attitude: Option<Attitude>) -> usize {
        self.of(Side::Theirs).filter(|one| one.attitude == attitude).count()
    }

    /// Champions of a side.
    pub fn champions(&self, side: Side) -> usize {
        self.of(side).filter(|one| one.champion).count()
    }
}

/// How far the influence map of a partner reaches; nothing without one.
pub fn influence(given: Given<'_>) -> Option<Influence> {
    let Given { portfolio, partner, as_of, .. } = given;
    let record = partner.stakeholders.as_ref()?;
    let mapped = |one: &Stakeholder| {
        let id = one.person.as_str();
        let theirs = partner.contact(id).map(|contact| contact.name.as_str());
        let ours = portfolio.person(id).map(|person| person.name.as_str());
        let side = if theirs.is_some() { Side::Theirs } else { Side::Ours };
        let last_contact = facts::last_spoken(partner, id, one.last_contact, as_of);
        Mapped {
            record: Counted::of(
                &partner.id,
                At::Anchor(format!("person-{id}")),
                theirs.or(ours).unwrap_or(id),
            ),
            id: id.to_owned(),
            side,
            influence: one.influence.map(Rating::get),
            authority: one.authority.map(Rating::get),
            attitude: one.attitude,
            champion: one.champion,
            owned: one.relationship_owner.is_some(),
            last_contact,
            in_touch: last_contact.is_some_and(|on| on.days_until(as_of) <= IN_TOUCH_DAYS),
        }
    };
    let left = |id: &str| partner.contact(id).is_some_and(|contact| contact.left_on.is_some());
    let here = record.stakeholders.iter().filter(|one| !left(one.person.as_str()));
    let mut people: Vec<Mapped> = here.map(mapped).collect();
    people.sort_by(|left, right| {
        let weight = |one: &Mapped| std::cmp::Reverse((one.influence, one.authority));
        weight(left).cmp(&weight(right)).then_with(|| left.id.cmp(&right.id))
    });
    let (paired, unpaired) = facts::PAIRED_ROLES.into_iter().partition(|&role| facts::paired(partner, role));
    let known = partner.profile.contacts.iter().filter(|contact| contact.left_on.is_none()).count();
    Some(Influence { known, people, paired, unpaired })
}
