//! What comes by itself after a day: reviews, meetings by their rhythm, decisions and promises due, and the dates of
//! agreements and exits. Each with the record that it stands in.

use super::preparation::Stage;
use super::{At, Counted, Ground};
use crate::facts::last_review;
use crate::facts::partner::{cadences, live_since};
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::agreement::Renewal;
use crate::portfolio::calendar::{Date, Interval};
use crate::portfolio::exit::ExitStatus;
use crate::portfolio::words::{Audience, Side};

/// A day on which something happens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The day.
    pub on: Date,
    /// What kind of thing.
    pub kind: DateKind,
    /// The record, with its name.
    pub record: Counted,
    /// Whose turn it is, where it is one side's.
    pub side: Option<Side>,
    /// The day on which it should have been, where that has passed.
    pub late_since: Option<Date>,
    /// The same for the same thing as long as it is on record, unique among all dates.
    pub id: String,
    /// Whether it must be kept among us: a record marked so, or an exit of which the partner has had no notice.
    pub internal: bool,
}

/// The kinds of dates, in the order in which those of one day are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateKind {
    /// The last day to give notice.
    Notice,
    /// An agreement ends.
    End,
    /// An agreement goes on unless somebody gave notice.
    Renewal,
    /// A decision is needed.
    Decision,
    /// The figures of a review are due.
    ReviewData,
    /// What everybody reads before a review is due.
    ReviewPreRead,
    /// A review is planned.
    Review,
    /// The promises of a review are opened.
    ReviewFollowUp,
    /// A review is expected by the playbook's rhythm, and none is planned.
    ReviewExpected,
    /// A body is expected to meet by its rhythm.
    Meeting,
    /// A promise is due.
    Promise,
    /// What is owed under an agreement is due.
    Obligation,
    /// A step of an exit is due.
    ExitStep,
    /// Somebody decides to fix, park or exit.
    Fate,
    /// An alliance ends.
    Exit,
}

/// All dates from today to a day, both counted, the first first.
pub fn dates(ground: &Ground<'_>, until: Date) -> Vec<Dated> {
    let mut all: Vec<Dated> =
        ground.partners().flat_map(|partner| of_partner(ground, partner, until)).collect();
    all.retain(|one| (ground.as_of..=until).contains(&one.on));
    all.sort();
    all
}

fn of_partner(ground: &Ground<'_>, partner: &Partner, until: Date) -> Vec<Dated> {
    let mut all = agreements(ground, partner);
    all.extend(promises(partner));
    all.extend(exits(partner));
    all.extend(reviews(ground, partner, until));
    all.extend(meetings(ground, partner, until));
    all
}

fn dated(partner: &Partner, on: Date, kind: DateKind, anchor: &str, name: &str) -> Dated {
    let record = Counted::on(partner, anchor, name);
    let id = format!("{}.{}.{anchor}", word(kind), partner.id);
    Dated { on, kind, record, side: None, late_since: None, id, internal: false }
}

/// How a kind is called in an id, which must never change.
fn word(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Notice => "notice",
        DateKind::End | DateKind::Renewal => "end",
        DateKind::Decision => "decision",
        DateKind::Review | DateKind::ReviewExpected => "review",
        DateKind::ReviewData => "review-data",
        DateKind::ReviewPreRead => "review-pre-read",
        DateKind::ReviewFollowUp => "review-follow-up",
        DateKind::Meeting => "meeting",
        DateKind::Promise => "promise",
        DateKind::Obligation => "obligation",
        DateKind::ExitStep => "exit-step",
        DateKind::Fate => "fate",
        DateKind::Exit => "exit",
    }
}

/// Whether a record is marked to stay with us.
fn among_us(audience: Option<Audience>) -> bool {
    audience == Some(Audience::Internal)
}

fn agreements(ground: &Ground<'_>, partner: &Partner) -> Vec<Dated> {
    let mut all = Vec::new();
    for one in partner.agreements.iter().filter(|one| one.in_force(ground.as_of)) {
        let id = one.id.as_str();
        let name = one.title.clone().unwrap_or_else(|| id.to_owned());
        let renews = one.renewal == Some(Renewal::Auto) && one.notice_given_on.is_none();
        let end = if renews { DateKind::Renewal } else { DateKind::End };
        let own = [(one.notice_deadline(), DateKind::Notice), (one.expires_on, end)];
        let own = own.into_iter().filter_map(|(on, kind)| Some(dated(partner, on?, kind, id, &name)));
        let owed = one.obligations.iter().filter_map(|owed| {
            let on = owed.next_due(one.effective_on)?;
            let of = dated(partner, on, DateKind::Obligation, owed.id.as_str(), &owed.text);
            Some(Dated { side: Some(owed.side), ..of })
        });
        all.extend(own.chain(owed).map(|of| Dated { internal: among_us(one.audience), ..of }));
    }
    all
}

fn promises(partner: &Partner) -> Vec<Dated> {
    let decisions = partner.decisions.iter().filter(|one| one.taken.is_none()).filter_map(|one| {
        let of = dated(partner, one.needed_by?, DateKind::Decision, one.id.as_str(), &one.question);
        Some(Dated { internal: among_us(one.audience), ..of })
    });
    let promises = partner.commitments.iter().filter(|one| one.closed.is_none()).filter_map(|one| {
        let of = dated(partner, one.due_now()?, DateKind::Promise, one.id.as_str(), &one.text);
        Some(Dated { side: Some(one.side), internal: among_us(one.audience), ..of })
    });
    decisions.chain(promises).collect()
}

fn exits(partner: &Partner) -> Vec<Dated> {
    let mut all: Vec<Dated> = Vec::new();
    if let Some(exit) = &partner.exit {
        let told =
            matches!(exit.status, ExitStatus::UnderWay | ExitStatus::Complete) && !among_us(exit.audience);
        all.extend(exit.steps.iter().filter(|step| step.done_on.is_none()).filter_map(|step| {
            let of = dated(partner, step.due?, DateKind::ExitStep, step.id.as_str(), &step.text);
            Some(Dated { side: Some(step.side), internal: !told, ..of })
        }));
        let end = exit.notice.as_ref().and_then(|notice| notice.effective_on);
        all.extend(end.map(|on| {
            let of = dated(partner, on, DateKind::Exit, "exit", &partner.profile.name);
            Dated { internal: !told, ..of }
        }));
    }
    all.extend(partner.profile.decision_due.map(|on| {
        let of = dated(partner, on, DateKind::Fate, "exit", &partner.profile.name);
        Dated { internal: true, ..of }
    }));
    all
}

fn reviews(ground: &Ground<'_>, partner: &Partner, until: Date) -> Vec<Dated> {
    let ahead = partner.reviews.values().filter_map(|review| {
        let on = review.record.scheduled_on.filter(|&on| on >= ground.as_of)?;
        review.record.held_on.is_none().then_some((review.quarter, on))
    });
    let planned: Vec<Dated> = ahead
        .flat_map(|(quarter, day)| {
            let around = [
                (DateKind::ReviewData, Stage::Data),
                (DateKind::ReviewPreRead, Stage::PreRead),
                (DateKind::Review, Stage::Day),
                (DateKind::ReviewFollowUp, Stage::After),
            ];
            around.map(|(kind, stage)| {
                let name = format!("Review {quarter}");
                let id = format!("{}.{}.{quarter}", word(kind), partner.id);
                let record = Counted::of(&partner.id, At::Review(quarter), name);
                Dated { record, id, ..dated(partner, stage.on(day), kind, "reviews", "") }
            })
        })
        .collect();
    let live = ground.phase(partner) == Some(Phase::Live);
    let every = cadences(partner, ground.playbook).and_then(|cadences| cadences.review).filter(|_| live);
    let planned_on = planned.iter().filter(|one| one.kind == DateKind::Review).map(|one| one.on);
    let last = planned_on.chain(last_review(partner)).max();
    let (Some(every), Some(last)) = (every, last.or_else(|| live_since(partner, ground.playbook))) else {
        return planned;
    };
    let expected = expected(every, last, ground.as_of, until).map(|(on, late_since)| {
        let of = dated(partner, on, DateKind::ReviewExpected, "reviews", "Review");
        Dated { late_since, id: format!("{}.{}", of.id, late_since.unwrap_or(on)), ..of }
    });
    let expected: Vec<Dated> = expected.collect();
    planned.into_iter().chain(expected).collect()
}

fn meetings(ground: &Ground<'_>, partner: &Partner, until: Date) -> Vec<Dated> {
    if !matches!(ground.phase(partner), Some(Phase::Preparation | Phase::Live)) {
        return Vec::new();
    }
    let bodies = partner.governance.iter().flat_map(|record| &record.bodies);
    bodies
        .flat_map(|body| {
            let held = partner.meetings.values().filter(|meeting| {
                meeting.record.value.body.as_ref().is_some_and(|of| of.as_str() == body.id.as_str())
            });
            let last = held.map(|meeting| meeting.on).max();
            // A body that has not met yet is expected from the day on which it begins.
            let last = last.or(body.from).or_else(|| live_since(partner, ground.playbook));
            let end = body.until.map_or(until, |ends| ends.min(until));
            let days: Vec<_> =
                last.into_iter().flat_map(|last| expected(body.every, last, ground.as_of, end)).collect();
            days.into_iter().map(|(on, late_since)| {
                let of = dated(partner, on, DateKind::Meeting, &format!("body-{}", body.id), &body.name);
                Dated { late_since, id: format!("{}.{}", of.id, late_since.unwrap_or(on)), ..of }
            })
        })
        .collect()
}

/// The days on which something is expected again; where the first has passed, it is expected now, and then in its rhythm.
fn expected(
    every: Interval,
    last: Date,
    as_of: Date,
    until: Date,
) -> impl Iterator<Item = (Date, Option<Date>)> {
    let asked = every.after(last);
    let first = (asked.max(as_of), (asked < as_of).then_some(asked));
    std::iter::successors(Some(first), move |(on, _)| {
        let next = every.after(*on);
        // At the end of all days a rhythm stands still.
        (next > *on).then_some((next, None))
    })
    .take_while(move |(on, _)| *on <= until)
}

#[cfg(test)]
mod tests {
    use super::{DateKind, dates};
    use crate::insight::tests::{day, ground, portfolio, today};

    fn said(kind: DateKind, files: &[(&str, &str)], until: &str) -> Vec<String> {
        let records = portfolio(files);
        let all = dates(&ground(&records), day(until));
        all.iter()
            .filter(|one| one.kind == kind)
            .map(|one| format!("{} {:?} {}", one.on, one.kind, one.id))
            .collect()
    }

    #[test]
    fn a_promise_is_dated_by_its_last_move_and_a_closed_one_not_at_all() {
        let promises = "- {id: c-1, text: One, side: ours, made_on: 2026-05-01, due: 2026-06-20, moves: [{on: 2026-06-10, to: 2026-07-20}]}\n- {id: c-2, text: Two, side: ours, made_on: 2026-05-01, due: 2026-07-21, closed: {outcome: kept, on: 2026-06-01}}\n- {id: c-3, text: Three, side: theirs, made_on: 2026-05-01, due: 2026-06-29}\n";
        let all = said(DateKind::Promise, &[("acme", ""), ("acme/commitments.yaml", promises)], "2026-08-01");
        assert_eq!(all, ["2026-07-20 Promise promise.acme.c-1"]);
    }

    #[test]
    fn a_body_is_expected_in_its_rhythm_and_a_late_one_now() {
        let bodies = "bodies:\n  - {id: desk, name: Desk, level: operating, every: 1 month, from: 2026-06-15}\n  - {id: board, name: Board, level: executive, every: 1 month, from: 2026-01-15}\n";
        let all = said(DateKind::Meeting, &[("acme", ""), ("acme/governance.yaml", bodies)], "2026-08-15");
        assert_eq!(
            all,
            [
                "2026-06-30 Meeting meeting.acme.body-board.2026-02-15",
                "2026-07-15 Meeting meeting.acme.body-desk.2026-07-15",
                "2026-07-30 Meeting meeting.acme.body-board.2026-07-30",
                "2026-08-15 Meeting meeting.acme.body-desk.2026-08-15",
            ]
        );
    }

    #[test]
    fn an_exit_without_notice_is_kept_among_us() {
        let step = |status: &str| {
            format!(
                "status: {status}\nsteps: [{{id: s-1, area: data, text: Export, side: ours, due: 2026-07-10}}]\n"
            )
        };
        for (status, internal) in [("planned", true), ("under-way", false)] {
            let records = portfolio(&[("acme", ""), ("acme/exit.yaml", &step(status))]);
            let all = dates(&ground(&records), day("2026-08-01"));
            let step = all.iter().find(|one| one.kind == DateKind::ExitStep);
            assert_eq!(step.map(|one| one.internal), Some(internal));
        }
    }

    #[test]
    fn what_is_marked_internal_is_kept_among_us() {
        let promise = |audience: &str| {
            format!("- {{id: c-1, text: One, side: ours, made_on: 2026-05-01, due: 2026-07-20{audience}}}\n")
        };
        for (audience, internal) in
            [(", audience: internal", true), (", audience: partner", false), ("", false)]
        {
            let records = portfolio(&[("acme", ""), ("acme/commitments.yaml", &promise(audience))]);
            let all = dates(&ground(&records), day("2026-08-01"));
            let promise = all.iter().find(|one| one.kind == DateKind::Promise);
            assert_eq!(promise.map(|one| one.internal), Some(internal));
        }
    }

    #[test]
    fn the_day_itself_and_the_last_day_count() {
        let decisions = "- {id: d-1, question: One?, raised_on: 2026-05-01, needed_by: 2026-06-30}\n- {id: d-2, question: Two?, raised_on: 2026-05-01, needed_by: 2026-07-31}\n- {id: d-3, question: Three?, raised_on: 2026-05-01, needed_by: 2026-08-01}\n";
        assert_eq!(today(), day("2026-06-30"));
        let all = said(DateKind::Decision, &[("acme", ""), ("acme/decisions.yaml", decisions)], "2026-07-31");
        assert_eq!(all.len(), 2, "{all:?}");
    }

    #[test]
    fn a_planned_review_stands_for_the_one_expected() {
        let review = "---\nscheduled_on: 2026-07-20\n---\n";
        let files = [("acme", ""), ("acme/reviews/2026-Q2.md", review)];
        assert_eq!(said(DateKind::Review, &files, "2026-08-01"), ["2026-07-20 Review review.acme.2026-Q2"]);
        assert_eq!(said(DateKind::ReviewExpected, &files, "2026-08-01").len(), 0);
        assert_eq!(said(DateKind::ReviewExpected, &files[..1], "2026-08-01").len(), 1);
    }
}
