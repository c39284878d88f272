//! Suspiciously green alliances: on track quarter after quarter, and nobody has taken a deep dive (P58).

use super::asked::number;
use super::{At, Counted, Ground};
use crate::facts::last_deep_dive;
use crate::playbook::shape::Phase;
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::portfolio::words::State;

/// An alliance that has been on track for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Green {
    /// The partner.
    pub partner: Counted,
    /// For how many closed quarters in a row it has been on track, among those looked at.
    pub quarters: usize,
    /// The last deep dive, and when it was.
    pub last_dive: Option<(Counted, Date)>,
    /// How old a deep dive may be, in days.
    pub max_days: i64,
    /// Whether there was none in that time.
    pub unchallenged: bool,
}

/// The live partners that have been on track for as many quarters as the rule `unchallenged-green` names, those that
/// nobody challenged first.
pub fn greens(ground: &Ground<'_>) -> Vec<Green> {
    let mut greens = Vec::new();
    for partner in ground.partners().filter(|partner| ground.phase(partner) == Some(Phase::Live)) {
        let asked = |parameter| number(ground.playbook, "unchallenged-green", parameter, partner);
        let scores =
            ground.scores.get(&partner.id).into_iter().flat_map(|scores| scores.recent().iter().rev());
        let quarters = scores.take_while(|score| score.state == State::OnTrack).count();
        let (Some(least), Some(max_days)) = (asked("min_quarters"), asked("max_days")) else { continue };
        if (quarters as i64) < least {
            continue;
        }
        let last_dive = last_deep_dive(partner).map(|on| (dive(partner, on), on));
        let unchallenged = last_dive.as_ref().is_none_or(|(_, on)| on.days_until(ground.as_of) > max_days);
        greens.push(Green {
            partner: Counted::partner(partner),
            quarters,
            last_dive,
            max_days,
            unchallenged,
        });
    }
    greens.sort_by(|a, b| {
        let key = |one: &Green| (!one.unchallenged, std::cmp::Reverse(one.quarters));
        key(a).cmp(&key(b)).then_with(|| a.partner.cmp(&b.partner))
    });
    greens
}

/// The meeting of a deep dive on a day; else the inspections, among which it stands.
fn dive(partner: &Partner, on: Date) -> Counted {
    let meeting = partner.meetings.iter().find(|(_, one)| one.on == on && one.record.deep_dive);
    match meeting {
        Some((id, one)) => Counted {
            partner: Some(partner.id.clone()),
            at: At::Meeting(id.clone()),
            name: one.record.title.clone(),
        },
        None => Counted::on(partner, "corrections", &partner.profile.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{BOOK, figures, ground, portfolio};

    #[test]
    fn two_green_quarters_ask_for_a_deep_dive() {
        let dive = "- {kind: inspection, on: 2026-03-01, by: ada, deep_dive: true, metric: revenue}\n";
        let old = "- {kind: inspection, on: 2025-11-01, by: ada, deep_dive: true, metric: revenue}\n";
        let uses = |name: &str| format!("name: {name}\nmetrics: [revenue]\n");
        let good = figures(&[("2026-Q1", 100), ("2026-Q2", 100)]);
        let records = portfolio(&[
            ("playbook.yaml", BOOK),
            ("acme", &uses("Acme")),
            ("acme/observations.csv", &good),
            ("acme/log.yaml", dive),
            ("birch", &uses("Birch")),
            ("birch/observations.csv", &good),
            ("birch/log.yaml", old),
            ("cedar", &uses("Cedar")),
            ("cedar/observations.csv", &figures(&[("2026-Q2", 100)])),
        ]);
        let greens = greens(&ground(&records));
        let said: Vec<_> =
            greens.iter().map(|one| (one.partner.name.as_str(), one.quarters, one.unchallenged)).collect();
        assert_eq!(said, [("Birch", 2, true), ("Acme", 2, false)]);
    }
}
