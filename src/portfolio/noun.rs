//! The things that have ids, as names for [`Key`](crate::record::Key) and [`Ref`](crate::record::Ref).

use crate::record::noun;

macro_rules! nouns {
    ($($(#[$doc:meta])* $name:ident $word:literal),+ $(,)?) => {
        $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub enum $name {})+
        noun! { $($name => $word),+ }
    };
}

nouns! {
    /// A partner: a folder under `partners/`.
    Partner "partner",
    /// One of our people, in `people.yaml`.
    Person "person",
    /// One of the partner's people, under `contacts` in `partner.yaml`.
    Contact "contact",
    /// One of our people or of the partner's.
    Anyone "person or contact",
    /// A tier of the playbook.
    Tier "tier",
    /// A stage of the playbook.
    Stage "stage",
    /// A metric of the playbook.
    Metric "metric",
    /// A dimension of the scorecard.
    Dimension "dimension",
    /// A listening channel of the programme.
    Channel "listening channel",
    /// An established way of working, in the playbook.
    Custom "practice",
    /// An initiative, with one partner or several.
    Initiative "initiative",
    /// A governance body of the alliance.
    Body "governance body",
    /// A meeting: a file under `meetings/`.
    Meeting "meeting",
    /// A meeting or a review.
    Occasion "meeting or review",
    /// An intention of the plan.
    Intention "intention",
    /// An objective of the plan.
    Objective "objective",
    /// An action of the plan.
    Action "action",
    /// What a partner may expect, or we of them.
    Expectation "expectation",
    /// An agreement.
    Agreement "agreement",
    /// An obligation under an agreement.
    Obligation "obligation",
    /// A show-stopper.
    Showstopper "show-stopper",
    /// A commitment in the promise ledger.
    Commitment "commitment",
    /// A decision.
    Decision "decision",
    /// An option of a decision.
    Choice "option",
    /// A risk.
    Risk "risk",
    /// An issue.
    Issue "issue",
    /// An entry of the log.
    Entry "log entry",
    /// A round of a survey.
    Round "survey round",
    /// A step of an exit plan.
    Step "exit step",
}
