//! What both sides say of the relationship, round by round. Answers of too few people are withheld everywhere.

use rust_decimal::Decimal;

use super::super::{At, Counted};
use crate::facts::perception::{LEAST_ANSWERS, apart, gap, mean};
use crate::portfolio::calendar::Date;
use crate::portfolio::number::Number;
use crate::portfolio::survey::{Aggregate, Survey, SurveyItem, SurveyKind};
use crate::portfolio::{Item, Partner};

/// A round of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// The round; on the page its rows stand under this anchor.
    pub record: Counted,
    /// What was asked about.
    pub kind: SurveyKind,
    /// When it closed.
    pub on: Date,
    /// When the round before closed, of the same kind.
    pub before: Option<Date>,
    /// What was said, dimension by dimension, in the order of the record.
    pub views: Vec<View>,
}

impl Round {
    /// Dimensions in which the two see it differently, the widest first.
    pub fn apart(&self) -> Vec<&View> {
        let mut views: Vec<&View> = self.views.iter().filter(|view| view.apart).collect();
        views.sort_by_key(|view| std::cmp::Reverse(view.gap.map(|gap| gap.abs())));
        views
    }

    /// In how many dimensions the two can be compared.
    pub fn compared(&self) -> usize {
        self.views.iter().filter(|view| view.gap.is_some()).count()
    }
}

/// What both sides say in a dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The dimension.
    pub dimension: String,
    /// What we say.
    pub ours: Voice,
    /// What they say.
    pub theirs: Voice,
    /// By how much their mean lies above ours; nothing unless both may be shown.
    pub gap: Option<Decimal>,
    /// The same in the round before.
    pub gap_before: Option<Decimal>,
    /// Whether the two see it differently.
    pub apart: bool,
}

/// What one side says.
#[derive(Debug, Clone, PartialEq)]
pub enum Voice {
    /// It was not asked.
    NotAsked,
    /// Fewer answered than may be shown.
    TooFew,
    /// Enough answered.
    Heard {
        /// How many.
        n: u32,
        /// Their mean, from 1 to 5.
        mean: Decimal,
        /// The standard deviation.
        spread: Option<Decimal>,
        /// The change of the mean since the round before.
        change: Option<Decimal>,
    },
}

impl Voice {
    fn new(side: Option<&Aggregate>, before: Option<&Aggregate>) -> Self {
        match side {
            None => Self::NotAsked,
            Some(answers) if answers.n < LEAST_ANSWERS => Self::TooFew,
            Some(answers) => Self::Heard {
                n: answers.n,
                mean: answers.mean.0,
                spread: answers.spread.map(|Number(spread)| spread),
                change: mean(before).and_then(|before| answers.mean.0.checked_sub(before)),
            },
        }
    }

    /// The mean, if it may be shown.
    pub fn mean(&self) -> Option<Decimal> {
        match self {
            Self::Heard { mean, .. } => Some(*mean),
            Self::NotAsked | Self::TooFew => None,
        }
    }
}

/// All rounds of a partner, the latest first.
pub fn perception(partner: &Partner) -> Vec<Round> {
    // A round without an answer is none, and hides no other.
    let mut surveys: Vec<&Item<Survey>> =
        partner.surveys.iter().filter(|survey| !survey.items.is_empty()).collect();
    surveys.sort_by(|left, right| right.on.cmp(&left.on).then(left.id.as_str().cmp(right.id.as_str())));
    surveys
        .iter()
        .map(|survey| {
            let before = surveys.iter().find(|other| other.kind == survey.kind && other.on < survey.on);
            let view = |item: &SurveyItem| {
                let same =
                    |other: &&SurveyItem| other.dimension.trim().eq_ignore_ascii_case(item.dimension.trim());
                let then = before.and_then(|before| before.items.iter().find(same));
                View {
                    dimension: item.dimension.clone(),
                    ours: Voice::new(item.ours.as_ref(), then.and_then(|then| then.ours.as_ref())),
                    theirs: Voice::new(item.theirs.as_ref(), then.and_then(|then| then.theirs.as_ref())),
                    gap: gap(item),
                    gap_before: then.and_then(gap),
                    apart: apart(item),
                }
            };
            Round {
                record: Counted::of(
                    &partner.id,
                    At::Anchor(format!("survey-{}", survey.id)),
                    survey.id.to_string(),
                ),
                kind: survey.kind,
                on: survey.on,
                before: before.map(|before| before.on),
                views: survey.items.iter().map(view).collect(),
            }
        })
        .collect()
}
