//! What became of the promises of both sides. One that both made together counts for each.

use super::super::{At, Counted};
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, FiscalYear, Quarter};
use crate::portfolio::commitment::{Commitment, PromiseOutcome};
use crate::portfolio::words::Side;

/// The promises of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Ours.
    pub ours: Promises,
    /// Theirs.
    pub theirs: Promises,
}

/// The promises of one side, in the order of the records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Promises(pub Vec<Promise>);

/// A promise and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The record.
    pub record: Counted,
    /// Whether both made it together.
    pub joint: bool,
    /// What became of it.
    pub fate: Fate,
    /// How often its date was moved.
    pub moves: usize,
    /// By how many days its date was moved in all; 0 if it was brought forward.
    pub days_slipped: i64,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// Days past its date, if it is open.
    pub days_overdue: i64,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Kept by the date first promised, or kept and never dated.
    OnTime,
    /// Kept after the date first promised.
    Late,
    /// Not closed, and not past its date.
    Open,
    /// Not closed, and past its date.
    Overdue,
    /// Given up.
    Dropped,
}

impl Fate {
    /// What became of a promise by a day.
    pub fn of(promise: &Commitment, as_of: Date) -> Self {
        match &promise.closed {
            Some(closed) if closed.outcome == PromiseOutcome::Dropped => Self::Dropped,
            Some(closed) if promise.due_first().is_some_and(|due| closed.on > due) => Self::Late,
            Some(_) => Self::OnTime,
            None if promise.days_overdue(as_of) > 0 => Self::Overdue,
            None => Self::Open,
        }
    }
}

impl Promises {
    /// Those with a fate.
    pub fn with(&self, fate: Fate) -> impl Iterator<Item = &Promise> + Clone {
        self.0.iter().filter(move |promise| promise.fate == fate)
    }

    /// How many had a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.with(fate).count()
    }

    /// How many were due: kept, given up, or past their date. Of these the share that was kept in time is told.
    pub fn due(&self) -> usize {
        self.0.len() - self.count(Fate::Open)
    }

    /// How often a date was moved.
    pub fn moves(&self) -> usize {
        self.0.iter().map(|promise| promise.moves).sum()
    }

    /// By how many days dates were moved in all.
    pub fn days_slipped(&self) -> i64 {
        self.0.iter().fold(0, |sum, promise| sum.saturating_add(promise.days_slipped))
    }

    /// Those that are open and past their date, the longest first.
    pub fn overdue(&self) -> Vec<&Promise> {
        let mut overdue: Vec<&Promise> = self.with(Fate::Overdue).collect();
        overdue.sort_by_key(|promise| std::cmp::Reverse(promise.days_overdue));
        overdue
    }

    /// Those that were closed in a quarter of our calendar.
    pub fn closed_in(&self, fiscal: FiscalYear, quarter: Quarter) -> Self {
        let closed = |one: &&Promise| one.closed_on.is_some_and(|on| fiscal.quarter_of(on) == quarter);
        Self(self.0.iter().filter(closed).cloned().collect())
    }
}

/// The promises of a side, and those that both made.
pub fn of_side(partner: &Partner, side: Side) -> impl Iterator<Item = &Commitment> {
    let all = partner.commitments.iter().map(|promise| &promise.value);
    all.filter(move |promise| promise.side == side || promise.side == Side::Joint)
}

/// What became of the promises of both sides by a day.
pub fn ledger(partner: &Partner, as_of: Date) -> Ledger {
    let side = |side: Side| {
        Promises(
            of_side(partner, side)
                .map(|one| Promise {
                    record: Counted::of(&partner.id, At::Anchor(one.id.to_string()), &one.text),
                    joint: one.side == Side::Joint,
                    fate: Fate::of(one, as_of),
                    moves: one.moves.len(),
                    days_slipped: one.days_slipped().unwrap_or_default().max(0),
                    closed_on: one.closed.as_ref().map(|closed| closed.on),
                    days_overdue: one.days_overdue(as_of),
                })
                .collect(),
        )
    };
    Ledger { ours: side(Side::Ours), theirs: side(Side::Theirs) }
}
