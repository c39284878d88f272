//! Partners that come and go, quarter by quarter, and those who never leave though they sleep or fail (P63).

use super::asked::number;
use super::{Counted, Ground};
use crate::facts::last_activity;
use crate::playbook::Playbook;
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::agreement::Renewal;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::exit::FixParkExit;
use crate::portfolio::log::Entry;
use crate::portfolio::words::State;

/// Who came and who went in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The quarter.
    pub quarter: Quarter,
    /// They entered the stages of preparation or of live work, for the first time or again.
    pub came: Vec<Counted>,
    /// They were parked.
    pub parked: Vec<Counted>,
    /// They entered a closing stage.
    pub left: Vec<Counted>,
    /// How many were being prepared or live at the end of the quarter.
    pub inside: usize,
}

/// Where a partner is, seen from the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Outside,
    Inside,
    Parked,
    Gone,
}

fn room(playbook: &Playbook, stage: &str) -> Room {
    match playbook.phase(stage) {
        Some(Phase::Preparation | Phase::Live) => Room::Inside,
        Some(Phase::Parked) => Room::Parked,
        Some(Phase::Closing) => Room::Gone,
        Some(Phase::Prospect | Phase::Qualification) | None => Room::Outside,
    }
}

/// Who came and who went in each closed quarter, the oldest first.
pub fn flows(ground: &Ground<'_>) -> Vec<Flow> {
    ground.quarters().into_iter().map(|quarter| flow(ground, quarter)).collect()
}

fn flow(ground: &Ground<'_>, quarter: Quarter) -> Flow {
    let (first, last) = ground.days_of(quarter);
    let mut flow = Flow { quarter, came: Vec::new(), parked: Vec::new(), left: Vec::new(), inside: 0 };
    for partner in ground.partners() {
        let mut now = Room::Outside;
        for change in partner.profile.stages.iter().filter(|change| change.from <= last) {
            let next = room(ground.playbook, change.stage.as_str());
            if next != now && change.from >= first {
                match next {
                    Room::Inside => flow.came.push(Counted::partner(partner)),
                    Room::Parked => flow.parked.push(Counted::partner(partner)),
                    Room::Gone => flow.left.push(Counted::partner(partner)),
                    Room::Outside => {}
                }
            }
            now = next;
        }
        flow.inside += usize::from(now == Room::Inside);
    }
    flow
}

/// A partner that sleeps or fails, and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stayer {
    /// The partner.
    pub partner: Counted,
    /// The last day on which anything happened, and how many days ago that is, if that is longer than the rule
    /// `dormant-partner` allows.
    pub dormant: Option<(Date, i64)>,
    /// For how many closed quarters in a row it has been off track, if that is as many as the rule `undecided-red`
    /// names, or more.
    pub red: Option<usize>,
    /// It rests in a parked stage since that day.
    pub parked: Option<Date>,
    /// What was decided: fix, park or exit, and when.
    pub decided: Option<(FixParkExit, Date)>,
    /// By when somebody decides.
    pub due: Option<Date>,
    /// The last day for notice on an agreement that renews itself, where that is sooner: after it, it is decided.
    pub notice: Option<(Date, Counted)>,
    /// Whether a course was corrected in the last 365 days.
    pub corrected: bool,
}

impl Stayer {
    /// Whether nobody has decided within a year, named a day that is still to come, or corrected the course of one that
    /// fails. For one that rests, a decision to park is none: it is the one that needs a day.
    pub fn undecided(&self, as_of: Date) -> bool {
        let decided = self.decided.is_some_and(|(choice, on)| {
            on.days_until(as_of) <= 365 && (self.parked.is_none() || choice != FixParkExit::Park)
        });
        let only_red = self.red.is_some() && self.dormant.is_none() && self.parked.is_none();
        let mended = only_red && self.corrected;
        !decided && !mended && self.due.is_none_or(|due| due < as_of)
    }
}

/// Those who never leave: partners that are dormant, off track for too long, or parked. The undecided first.
pub fn stayers(ground: &Ground<'_>) -> Vec<Stayer> {
    let mut stayers: Vec<Stayer> = ground.partners().filter_map(|partner| stayer(ground, partner)).collect();
    stayers.sort_by(|a, b| {
        let key = |one: &Stayer| {
            (!one.undecided(ground.as_of), std::cmp::Reverse(one.dormant.map(|(_, days)| days)))
        };
        key(a).cmp(&key(b)).then_with(|| a.partner.cmp(&b.partner))
    });
    stayers
}

fn stayer(ground: &Ground<'_>, partner: &Partner) -> Option<Stayer> {
    let phase = ground.phase(partner)?;
    let works = matches!(phase, Phase::Preparation | Phase::Live | Phase::Parked);
    let asked = |rule, parameter| number(ground.playbook, rule, parameter, partner);
    let slept = last_activity(partner).map(|on| (on, on.days_until(ground.as_of)));
    let dormant = slept
        .filter(|(_, days)| works && asked("dormant-partner", "max_days").is_some_and(|most| *days > most));
    let reds = ground.scores.get(&partner.id).into_iter().flat_map(|scores| scores.recent().iter().rev());
    let reds = reds.take_while(|score| score.state == State::OffTrack).count();
    let red = asked("undecided-red", "max_quarters").filter(|most| reds as i64 >= *most).map(|_| reds);
    let parked = partner.profile.stages.last().filter(|_| phase == Phase::Parked).map(|change| change.from);
    if dormant.is_none() && red.is_none() && parked.is_none() {
        return None;
    }
    let decision = partner.exit.as_ref().and_then(|exit| exit.decision.as_ref());
    let corrected = partner.log.iter().any(|entry| {
        matches!(&entry.value, Entry::Correction(one) if (0..=365).contains(&one.on.days_until(ground.as_of)))
    });
    Some(Stayer {
        partner: Counted::partner(partner),
        dormant,
        red,
        parked,
        decided: decision.map(|decision| (decision.choice, decision.on)),
        due: partner.profile.decision_due,
        notice: notice_before(partner, ground.as_of),
        corrected,
    })
}

/// The first last day for notice, on an agreement that renews itself, that comes before the day on which somebody is to
/// decide to fix, park or exit.
pub fn notice_before(partner: &Partner, as_of: Date) -> Option<(Date, Counted)> {
    let due = partner.profile.decision_due?;
    let renewing =
        partner.agreements.iter().filter(|one| one.in_force(as_of) && one.renewal == Some(Renewal::Auto));
    let days = renewing.filter_map(|one| Some((one.notice_deadline()?, one)));
    let (on, one) = days.filter(|(on, _)| (as_of..due).contains(on)).min_by_key(|(on, _)| *on)?;
    let name = one.title.clone().unwrap_or_else(|| one.id.to_string());
    Some((on, Counted::on(partner, one.id.as_str(), &name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, names, portfolio, today};

    fn at<'f>(flows: &'f [Flow], quarter: &str) -> &'f Flow {
        flows.iter().find(|flow| flow.quarter.to_string() == quarter).unwrap()
    }

    #[test]
    fn a_partner_comes_once_and_leaves_once() {
        let acme = "stages:\n  - {stage: identify, from: 2024-11-01}\n  - {stage: plan, from: 2025-02-01}\n  - {stage: operate, from: 2025-05-01}\n  - {stage: exit, from: 2026-01-05}\n";
        let birch = "name: Birch\nstages:\n  - {stage: operate, from: 2023-05-01}\n  - {stage: parked, from: 2025-05-20}\n  - {stage: operate, from: 2025-11-01}\n";
        let records = portfolio(&[("acme", acme), ("birch", birch)]);
        let flows = flows(&ground(&records));
        assert_eq!((names(&at(&flows, "2025-Q1").came), at(&flows, "2025-Q1").inside), (vec!["Acme"], 2));
        let second = at(&flows, "2025-Q2");
        assert_eq!((second.came.len(), names(&second.parked), second.inside), (0, vec!["Birch"], 1));
        assert_eq!(names(&at(&flows, "2025-Q4").came), ["Birch"]);
        assert_eq!((names(&at(&flows, "2026-Q1").left), at(&flows, "2026-Q1").inside), (vec!["Acme"], 1));
    }

    #[test]
    fn a_decision_to_park_needs_a_day_and_one_to_exit_does_not() {
        let parked = "stages: [{stage: operate, from: 2024-02-01}, {stage: parked, from: 2026-05-01}]\n";
        let exit = |choice: &str| {
            format!(
                "status: outline\ndecision: {{on: 2026-05-01, by: ada, choice: {choice}, reason: Idle}}\n"
            )
        };
        let records = portfolio(&[
            ("acme", parked),
            ("acme/exit.yaml", &exit("park")),
            ("birch", &format!("name: Birch\n{parked}")),
            ("birch/exit.yaml", &exit("exit")),
        ]);
        let stayers = stayers(&ground(&records));
        let said: Vec<_> =
            stayers.iter().map(|one| (one.partner.name.as_str(), one.undecided(today()))).collect();
        assert_eq!(said, [("Acme", true), ("Birch", false)]);
    }

    #[test]
    fn a_day_after_the_last_one_for_notice_comes_too_late() {
        let agreement = |renewal: &str| {
            format!(
                "- {{id: supply, kind: supply, effective_on: 2024-01-01, expires_on: 2026-12-31, renewal: {renewal}, \
                 notice_days: 90}}\n"
            )
        };
        let parked = |due: &str| {
            format!(
                "stages: [{{stage: operate, from: 2024-02-01}}, {{stage: parked, from: 2026-05-01}}]\ndecision_due: {due}\n"
            )
        };
        let late = |renewal: &str, due: &str| {
            let records = portfolio(&[("acme", &parked(due)), ("acme/agreements.yaml", &agreement(renewal))]);
            stayers(&ground(&records))[0].notice.clone().map(|(on, _)| on.to_string())
        };
        // 90 days before 31 December.
        assert_eq!(late("auto", "2026-11-30").as_deref(), Some("2026-10-02"));
        assert_eq!(late("auto", "2026-10-02"), None);
        assert_eq!(late("none", "2026-11-30"), None, "what ends by itself needs no notice");
    }

    #[test]
    fn a_sleeper_is_undecided_until_somebody_decides() {
        let records = portfolio(&[
            ("acme", "stages: [{stage: operate, from: 2025-01-01}]\n"),
            (
                "birch",
                "name: Birch\nstages: [{stage: operate, from: 2025-02-01}]\ndecision_due: 2026-07-15\n",
            ),
            ("cedar", "name: Cedar\n"),
            ("cedar/log.yaml", "- {kind: touch, on: 2026-06-01, channel: call}\n"),
        ]);
        let stayers = stayers(&ground(&records));
        let said: Vec<_> =
            stayers.iter().map(|one| (one.partner.name.as_str(), one.undecided(today()))).collect();
        assert_eq!(said, [("Acme", true), ("Birch", false)]);
        // From 1 January 2025 to 30 June 2026: 365 and 180 days.
        assert_eq!(stayers[0].dormant.unwrap().1, 545);
    }
}
