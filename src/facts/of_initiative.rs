//! Facts about an initiative, and about the decisions at its gates and the partner's.

use std::collections::BTreeSet;

use super::Kind::{Bool, Date as Day, Int, Text, Texts, Words};
use super::of_partner::contacts;
use super::{Fact, Known, PHASES, date, texts, unique, word};
use crate::playbook::Playbook;
use crate::playbook::shape::{Phase, Standard};
use crate::portfolio::Partner;
use crate::portfolio::agreement::AgreementKind;
use crate::portfolio::calendar::Date;
use crate::portfolio::initiative::{Blocker, Initiative, Party};
use crate::portfolio::log::Entry;
use crate::portfolio::profile::{GateDecision, GateOutcome, StageChange};
use crate::portfolio::showstopper::{Showstopper, Topic};
use crate::portfolio::stakeholders::Adoption;
use crate::record::{Ref, Value};

/// Facts about an initiative.
pub static INITIATIVE: &[Fact<Initiative>] = &[
    Fact::new("id", Text, "", "Its file name without `.md`.", |_, known| known.id.into()),
    Fact::new("stage", Text, "", "The present stage.", |one, _| {
        Value::maybe(one.stages.last().map(|change| change.stage.as_str()))
    }),
    Fact::new(
        "phase",
        Words(PHASES),
        "",
        "What the present stage is in the life of an alliance.",
        |one, known| phase(one, known).map_or(Value::Nothing, |phase| word(&phase)),
    ),
    Fact::new("days_in_stage", Int, "days", "Days since it entered the present stage.", |one, known| {
        known.days_since(one.stages.last().map(|change| change.from))
    }),
    Fact::new("ended", Bool, "", "Whether it was closed out, or is in a closing stage.", |one, known| {
        ended(one, known).into()
    }),
    Fact::new(
        "approved",
        Bool,
        "",
        "Whether it is past approval: prepared, live, or ended after that.",
        |one, known| approved(one, known).into(),
    ),
    Fact::new("live_since", Day, "", "Since when it has been live.", |one, known| {
        date(entered(one, known, &[Phase::Live]))
    }),
    Fact::new("shared", Bool, "", "Whether several partners take part.", |one, _| {
        (one.partners.len() > 1).into()
    }),
    Fact::new("parties", Int, "parties", "How many take part, we included.", |one, _| {
        Value::count(one.partners.len().max(1) + 1)
    }),
    Fact::new("strangers", Texts, "", "Parties of its edges that do not take part in it.", |one, _| {
        let parties = one.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
        let partners = parties.filter_map(|party| match party {
            Party::Partner(partner) => Some(partner),
            Party::Us => None,
        });
        unique(partners.filter(|partner| !one.partners.contains(partner)).map(Ref::as_str))
    }),
    Fact::new(
        "days_since_iteration",
        Int,
        "days",
        "Days since something was launched; without that, since it went live.",
        |one, known| {
            let last = one.iterations.iter().map(|iteration| iteration.launched_on).max();
            known.days_since(last.or(entered(one, known, &[Phase::Live])))
        },
    ),
    Fact::new("sales_sponsor_name", Text, "", "The name of its sales sponsor.", |one, known| {
        Value::maybe(one.sales_sponsor.as_ref().map(|person| known.name(person.as_str())))
    }),
    Fact::new(
        "days_since_sponsor_contact",
        Int,
        "days",
        "Days since its sales sponsor took part in a contact with the partner; without one, since it was approved.",
        |one, known| {
            let Some(sponsor) = &one.sales_sponsor else { return Value::Nothing };
            let last = alliance(one, known)
                .flat_map(contacts)
                .filter(|contact| contact.ours.contains(&sponsor.as_str()))
                .map(|contact| contact.on)
                .max();
            known.days_since(last.or(entered(one, known, &[Phase::Preparation, Phase::Live])))
        },
    ),
    Fact::new(
        "days_since_qualification",
        Int,
        "days",
        "Days since it entered the stages of qualification, or came to stand behind them.",
        |one, known| {
            let begun = entered(one, known, &[Phase::Qualification, Phase::Preparation, Phase::Live]);
            known.days_since(begun)
        },
    ),
    Fact::new(
        "days_to_ip_positions",
        Int,
        "days",
        "Days from qualification to the day on which both sides' positions on ideas and their ownership were on the table; nothing if they are not.",
        |one, known| {
            let begun = entered(one, known, &[Phase::Qualification, Phase::Preparation, Phase::Live]);
            let both = questions((one, known), Topic::Ip)
                .filter(|question| question.our_position.is_some() && question.their_position.is_some());
            let raised = both.map(|question| question.raised_on).min();
            Value::maybe(begun.zip(raised).map(|(begun, raised)| begun.days_until(raised).max(0)))
        },
    ),
    Fact::new(
        "unasked_topics",
        Texts,
        "",
        "Ugly questions that nobody has put on the table for it: exclusivity, pricing, competition, data, liability.",
        |one, known| {
            let asked =
                [Topic::Exclusivity, Topic::Pricing, Topic::Competition, Topic::Data, Topic::Liability];
            texts(asked.iter().filter(|&&topic| questions((one, known), topic).next().is_none()).map(word))
        },
    ),
    Fact::new(
        "resistance_entries",
        Int,
        "entries",
        "Entries of the log about resistance to it.",
        |one, known| {
            Value::count(about(one, known).filter(|entry| matches!(entry, Entry::Resistance(_))).count())
        },
    ),
    Fact::new(
        "lessons_logged",
        Int,
        "lessons",
        "Lessons of it, in its close-out or in the log.",
        |one, known| {
            let own = one.completion.as_ref().map_or(0, |completion| completion.lessons.len());
            Value::count(own + about(one, known).filter(|entry| matches!(entry, Entry::Lesson(_))).count())
        },
    ),
    Fact::new(
        "leads",
        Int,
        "people",
        "People with a stance on it who go first with what is new.",
        |one, _| {
            Value::count(one.stances.iter().filter(|stance| stance.adoption == Some(Adoption::Lead)).count())
        },
    ),
    Fact::new(
        "silent_winners",
        Texts,
        "",
        "People who gain by it, say nothing, and had no contact with us for 90 days.",
        |one, known| unique(silent_winners(one, known).map(|person| known.name(person))),
    ),
    Fact::new(
        "covered",
        Bool,
        "",
        "Whether an agreement that is in force covers it; one about secrecy, data or intentions only if it is named.",
        |one, known| {
            let covered = covered(one, known.id, alliance(one, known), known.as_of);
            covered.into()
        },
    ),
    Fact::new(
        "missing_standards",
        Texts,
        "",
        "Which of revenue, pipeline and traction no metric of it shows.",
        |one, known| {
            let metrics = one.metrics.iter().filter_map(|metric| known.playbook.metric(metric.as_str()));
            let shown: BTreeSet<Standard> = metrics.filter_map(|metric| metric.standard).collect();
            let asked = [Standard::Revenue, Standard::Pipeline, Standard::Traction];
            texts(asked.iter().filter(|standard| !shown.contains(standard)).map(word))
        },
    ),
    Fact::new("open_blockers", Int, "blockers", "What keeps it from moving now.", |one, _| {
        Value::count(one.blockers.iter().filter(|blocker| blocker.cleared_on.is_none()).count())
    }),
];

/// Facts about a move to a stage, of a partner or of an initiative.
pub static STAGE: &[Fact<StageChange>] = &[
    Fact::new(
        "gated",
        Bool,
        "",
        "Whether the playbook has a gate that leads into the stage.",
        |change, known| {
            known.playbook.stage(change.stage.as_str()).is_some_and(|stage| stage.gate.is_some()).into()
        },
    ),
    Fact::new(
        "passed",
        Bool,
        "",
        "Whether a decision to advance through that gate is dated that day or before; a decision to stop opens the way out.",
        |change, known| passed(change, known.gates, known.playbook).into(),
    ),
    Fact::new(
        "decided_on",
        Day,
        "",
        "The day on which the decision to advance through that gate was taken, early or late; nothing without one.",
        |change, known| {
            let advances = known
                .gates
                .iter()
                .filter(|gate| gate.gate == change.stage && gate.decision == GateOutcome::Advance);
            date(advances.map(|gate| gate.on).min())
        },
    ),
];

/// Facts about a decision at a gate.
pub static GATE: &[Fact<GateDecision>] = &[
    Fact::new(
        "unmet_criteria",
        Texts,
        "",
        "The gate's criteria in the playbook that an advance does not say were met.",
        |gate, known| {
            let asked = known.playbook.stage(gate.gate.as_str()).and_then(|stage| stage.gate.as_ref());
            let criteria = asked.map(|gate| gate.criteria.as_slice()).unwrap_or_default();
            let met =
                |text: &str| gate.criteria_met.iter().any(|one| one.trim().eq_ignore_ascii_case(text.trim()));
            let unmet = criteria.iter().filter(|text| gate.decision == GateOutcome::Advance && !met(text));
            texts(unmet.map(String::as_str))
        },
    ),
    Fact::new(
        "asked_approver",
        Text,
        "",
        "Who approves at this gate, as the playbook has it.",
        |gate, known| {
            let asked = known.playbook.stage(gate.gate.as_str()).and_then(|stage| stage.gate.as_ref());
            Value::maybe(asked.and_then(|gate| gate.approver.as_deref()))
        },
    ),
    Fact::new("age", Int, "days", "Days since the decision.", |gate, known| known.days_since(Some(gate.on))),
];

/// Facts about a blocker.
pub static BLOCKER: &[Fact<Blocker>] = &[Fact::new(
    "days_open",
    Int,
    "days",
    "Days since it began to block; 0 once it is cleared.",
    |blocker, known| {
        if blocker.cleared_on.is_some() { Value::Int(0) } else { known.days_since(Some(blocker.since)) }
    },
)];

/// Whether a decision at a gate, dated the day of the change or before, opens the way into the stage.
pub(crate) fn passed(change: &StageChange, gates: &[GateDecision], playbook: &Playbook) -> bool {
    // Whoever stopped at a gate may leave by the way out, which needs no gate of its own.
    let leaving = playbook.phase(change.stage.as_str()) == Some(Phase::Closing);
    let opens = |gate: &GateDecision| match gate.decision {
        GateOutcome::Advance => gate.gate == change.stage,
        GateOutcome::Stop => leaving,
        GateOutcome::Hold => false,
    };
    gates.iter().any(|gate| opens(gate) && gate.on <= change.from)
}

fn phase(initiative: &Initiative, known: &Known<'_>) -> Option<Phase> {
    known.playbook.phase(initiative.stages.last()?.stage.as_str())
}

/// Whether an agreement of its partners that is in force covers it; one about secrecy, data or intentions only if it
/// is named.
pub(crate) fn covered<'a>(
    initiative: &Initiative,
    id: &str,
    partners: impl Iterator<Item = &'a Partner>,
    as_of: Date,
) -> bool {
    let names_it = |initiatives: &[Ref<_>]| {
        initiatives.is_empty() || initiatives.iter().any(|to: &Ref<_>| to.as_str() == id)
    };
    let mut agreements = partners.flat_map(|partner| &partner.agreements);
    agreements.any(|agreement| {
        let chosen = initiative.agreement.as_ref().is_some_and(|to| to.as_str() == agreement.id.as_str());
        let general = matches!(agreement.kind, AgreementKind::Nda | AgreementKind::Mou | AgreementKind::Dpa);
        agreement.in_force(as_of) && (chosen || (!general && names_it(&agreement.initiatives)))
    })
}

/// Whether it was closed out, or is in a closing stage.
pub(crate) fn ended(initiative: &Initiative, known: &Known<'_>) -> bool {
    initiative.completion.is_some() || phase(initiative, known) == Some(Phase::Closing)
}

/// Whether it is past approval: prepared, live, or ended after that.
pub(crate) fn approved(initiative: &Initiative, known: &Known<'_>) -> bool {
    let past = |stage: &str| matches!(known.playbook.phase(stage), Some(Phase::Preparation | Phase::Live));
    initiative.stages.iter().any(|change| past(change.stage.as_str()))
}

/// The people who gain by it, say nothing, and had no contact with us for 90 days, by their ids.
pub(crate) fn silent_winners<'a>(
    initiative: &'a Initiative,
    known: &Known<'a>,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let heard: BTreeSet<&str> = alliance(initiative, known)
        .flat_map(contacts)
        .filter(|contact| known.within(contact.on, 90))
        .flat_map(|contact| contact.ours.into_iter().chain(contact.theirs))
        .collect();
    let silent = initiative.stances.iter().filter(|stance| stance.beneficiary && !stance.vocal);
    silent.map(|stance| stance.person.as_str()).filter(move |person| !heard.contains(person))
}

/// When it first entered one of these phases.
fn entered(initiative: &Initiative, known: &Known<'_>, phases: &[Phase]) -> Option<Date> {
    let wanted = |stage: &str| known.playbook.phase(stage).is_some_and(|phase| phases.contains(&phase));
    initiative.stages.iter().find(|change| wanted(change.stage.as_str())).map(|change| change.from)
}

/// The partners of an initiative: its own, or those that take part.
fn alliance<'a>(
    initiative: &'a Initiative,
    known: &Known<'a>,
) -> impl Iterator<Item = &'a Partner> + use<'a> {
    let (own, portfolio) = (known.partner, known.portfolio);
    let several = initiative.partners.iter().filter_map(|id| portfolio.partners.get(id.as_str()));
    own.into_iter().chain(several.filter(move |partner| own.is_none_or(|own| own.id != partner.id)))
}

/// Entries of the log that are about an initiative.
fn about<'a>(initiative: &'a Initiative, known: &'a Known<'_>) -> impl Iterator<Item = &'a Entry> {
    let entries = alliance(initiative, known).flat_map(|partner| &partner.log);
    entries.map(|entry| &entry.value).filter(move |entry| {
        let of = match entry {
            Entry::Resistance(entry) => &entry.initiative,
            Entry::Lesson(entry) => &entry.initiative,
            Entry::Correction(entry) => &entry.initiative,
            Entry::Win(entry) => &entry.initiative,
            Entry::Idea(entry) => &entry.initiative,
            _ => return false,
        };
        of.as_ref().is_some_and(|of| of.as_str() == known.id)
    })
}

/// The show-stoppers about a topic that hold for an initiative: its own, and those of the whole alliance.
fn questions<'a>(
    (initiative, known): (&'a Initiative, &'a Known<'_>),
    topic: Topic,
) -> impl Iterator<Item = &'a Showstopper> {
    let all = alliance(initiative, known).flat_map(|partner| &partner.showstoppers);
    let its = |question: &Showstopper| question.initiative.as_ref().is_none_or(|of| of.as_str() == known.id);
    all.map(|question| &question.value).filter(move |question| question.topic == topic && its(question))
}
