//! Facts about a partnering proposition.

use super::Kind::Texts;
use super::{Fact, texts};
use crate::portfolio::Record;
use crate::portfolio::proposition::Proposition;
use crate::record::Value;

/// Facts about a proposition.
pub static PROPOSITION: &[Fact<Record<Proposition>>] = &[
    Fact::new("missing_parts", Texts, "", "Which of its five parts are not filled in.", |one, _| {
        missing(&[
            ("we_do", &one.we_do),
            ("you_do", &one.you_do),
            ("we_deliver", &one.we_deliver),
            ("partner_benefit", &one.partner_benefit),
            ("customer_benefit", &one.customer_benefit),
        ])
    }),
    Fact::new(
        "missing_for_call",
        Texts,
        "",
        "Which of our strategy, their gain and the statement are not filled in.",
        |one, _| {
            missing(&[
                ("our_strategy_link", &one.our_strategy_link),
                ("partner_wiifm", &one.partner_wiifm),
                ("statement", &one.statement),
            ])
        },
    ),
];

fn missing(parts: &[(&'static str, &Option<String>)]) -> Value {
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    texts(parts.iter().filter(|(_, text)| blank(text)).map(|(name, _)| Value::word(name)))
}
