//! Promises kept, on both sides, with every move of a due date (P65): by partner and by quarter.

use super::health::promises::{Fate, of_side};
use super::{Counted, Ground};
use crate::facts::partner::{Promises, promises};
use crate::portfolio::Partner;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::commitment::{Commitment, PromiseOutcome};
use crate::portfolio::words::Side;

/// The promises of one side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SidePromises {
    /// How many there are of each kind.
    pub counts: Promises,
    /// Those kept after the date first promised, among those kept.
    pub late: usize,
    /// Those past their due date.
    pub overdue: Vec<Counted>,
}

impl SidePromises {
    /// How many were due: kept, given up, or past their date.
    pub fn due(&self) -> usize {
        self.counts.kept + self.counts.dropped + self.counts.overdue
    }

    /// How many of them were kept by the date first promised; one that never had a date is never late.
    pub fn in_time(&self) -> usize {
        self.counts.kept - self.late
    }
}

/// The promises of one alliance. What both promised counts for each side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The partner.
    pub partner: Counted,
    /// Ours.
    pub ours: SidePromises,
    /// Theirs.
    pub theirs: SidePromises,
    /// Every move of a due date, the latest first.
    pub moves: Vec<Move>,
}

/// A due date was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The promise.
    pub promise: Counted,
    /// Whose promise it is.
    pub side: Side,
    /// When it was moved.
    pub on: Date,
    /// From when; nothing if it had no date before.
    pub from: Option<Date>,
    /// To when.
    pub to: Date,
    /// Why.
    pub reason: Option<String>,
}

/// What became of promises in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterOf {
    /// The quarter.
    pub quarter: Quarter,
    /// Ours.
    pub ours: Closed,
    /// Theirs.
    pub theirs: Closed,
}

/// Promises of one side that were closed or moved in a quarter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closed {
    /// Kept.
    pub kept: Vec<Counted>,
    /// Given up.
    pub dropped: Vec<Counted>,
    /// Moves of a due date; a promise moved twice stands there twice.
    pub moved: Vec<Counted>,
}

/// The ledger of every partner, by the partner's id.
pub fn ledgers(ground: &Ground<'_>) -> Vec<Ledger> {
    ground.partners().map(|partner| ledger(partner, ground.as_of)).collect()
}

fn ledger(partner: &Partner, as_of: Date) -> Ledger {
    let mut moves: Vec<Move> = partner
        .commitments
        .iter()
        .flat_map(|promise| {
            let before = std::iter::once(promise.due).chain(promise.moves.iter().map(|moved| Some(moved.to)));
            promise.moves.iter().zip(before).map(|(moved, from)| Move {
                promise: counted(partner, promise),
                side: promise.side,
                on: moved.on,
                from,
                to: moved.to,
                reason: moved.reason.clone(),
            })
        })
        .collect();
    moves.sort_by(|a, b| (b.on, &a.promise).cmp(&(a.on, &b.promise)));
    Ledger {
        partner: Counted::partner(partner),
        ours: side(partner, Side::Ours, as_of),
        theirs: side(partner, Side::Theirs, as_of),
        moves,
    }
}

fn counted(partner: &Partner, promise: &Commitment) -> Counted {
    Counted::on(partner, promise.id.as_str(), &promise.text)
}

fn side(partner: &Partner, side: Side, as_of: Date) -> SidePromises {
    let fates = of_side(partner, side).map(|promise| (Fate::of(promise, as_of), promise));
    let mut of =
        SidePromises { counts: promises(of_side(partner, side), side, as_of), ..SidePromises::default() };
    for (fate, promise) in fates {
        match fate {
            Fate::Late => of.late += 1,
            Fate::Overdue => of.overdue.push(counted(partner, promise)),
            Fate::OnTime | Fate::Open | Fate::Dropped => {}
        }
    }
    of.overdue.sort();
    of
}

/// The promises of one side of all partners together.
pub fn total(ledgers: &[Ledger], pick: fn(&Ledger) -> &SidePromises) -> SidePromises {
    let mut all = SidePromises::default();
    for of in ledgers.iter().map(pick) {
        all.counts.made += of.counts.made;
        all.counts.kept += of.counts.kept;
        all.counts.dropped += of.counts.dropped;
        all.counts.open += of.counts.open;
        all.counts.overdue += of.counts.overdue;
        all.counts.moves += of.counts.moves;
        all.late += of.late;
        all.overdue.extend(of.overdue.iter().cloned());
    }
    all
}

/// What became of the promises of all partners, quarter by quarter, the oldest first and the running one last.
pub fn by_quarter(ground: &Ground<'_>) -> Vec<QuarterOf> {
    let quarters = ground.quarters().into_iter().chain([ground.quarter().plus(1)]);
    quarters
        .map(|quarter| QuarterOf {
            quarter,
            ours: closed(ground, quarter, Side::Ours),
            theirs: closed(ground, quarter, Side::Theirs),
        })
        .collect()
}

fn closed(ground: &Ground<'_>, quarter: Quarter, side: Side) -> Closed {
    let (first, last) = ground.days_of(quarter);
    let within = |on: Date| (first..=last).contains(&on);
    let mut of = Closed::default();
    for partner in ground.partners() {
        for promise in of_side(partner, side) {
            let moves = promise.moves.iter().filter(|moved| within(moved.on));
            of.moved.extend(moves.map(|_| counted(partner, promise)));
            match promise.closed.as_ref().filter(|closed| within(closed.on)).map(|closed| closed.outcome) {
                Some(PromiseOutcome::Kept) => of.kept.push(counted(partner, promise)),
                Some(PromiseOutcome::Dropped) => of.dropped.push(counted(partner, promise)),
                None => {}
            }
        }
    }
    for list in [&mut of.kept, &mut of.dropped, &mut of.moved] {
        list.sort();
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{day, ground, names, portfolio};

    const PROMISES: &str = "\
- {id: c-1, text: On the day, side: ours, made_on: 2026-01-05, due: 2026-02-01, closed: {outcome: kept, on: 2026-02-01}}
- id: c-2
  text: Moved twice
  side: theirs
  made_on: 2026-01-05
  due: 2026-02-01
  moves: [{on: 2026-01-30, to: 2026-03-01}, {on: 2026-04-02, to: 2026-05-01, reason: Ill}]
  closed: {outcome: kept, on: 2026-04-20}
- {id: c-3, text: Given up, side: joint, made_on: 2026-01-05, closed: {outcome: dropped, on: 2026-03-31}}
- {id: c-4, text: Late, side: ours, made_on: 2026-01-05, due: 2026-06-01}
";

    #[test]
    fn each_side_has_its_promises_and_both_have_what_both_promised() {
        let records = portfolio(&[("acme", ""), ("acme/commitments.yaml", PROMISES)]);
        let all = ledgers(&ground(&records));
        let (ours, theirs) = (&all[0].ours, &all[0].theirs);
        assert_eq!((ours.counts.made, ours.counts.kept, ours.counts.dropped), (3, 1, 1));
        assert_eq!((theirs.counts.made, theirs.counts.kept, theirs.counts.dropped), (2, 1, 1));
        assert_eq!((ours.late, theirs.late), (0, 1));
        assert_eq!(names(&ours.overdue), ["Late"]);
        assert_eq!(total(&all, |one| &one.ours).counts, ours.counts);
    }

    #[test]
    fn every_move_knows_from_when_to_when() {
        let records = portfolio(&[("acme", ""), ("acme/commitments.yaml", PROMISES)]);
        let moves = &ledgers(&ground(&records))[0].moves;
        let dates: Vec<_> = moves.iter().map(|one| (one.from, one.to)).collect();
        assert_eq!(
            dates,
            [(Some(day("2026-03-01")), day("2026-05-01")), (Some(day("2026-02-01")), day("2026-03-01"))]
        );
        assert_eq!(moves[0].reason.as_deref(), Some("Ill"));
    }

    #[test]
    fn a_quarter_counts_what_was_closed_or_moved_within_its_days() {
        let records = portfolio(&[("acme", ""), ("acme/commitments.yaml", PROMISES)]);
        let quarters = by_quarter(&ground(&records));
        let first = quarters.iter().find(|one| one.quarter.to_string() == "2026-Q1").unwrap();
        assert_eq!(
            (names(&first.ours.kept), names(&first.ours.dropped)),
            (vec!["On the day"], vec!["Given up"])
        );
        assert_eq!((names(&first.theirs.kept), names(&first.theirs.moved)), (vec![], vec!["Moved twice"]));
    }
}
