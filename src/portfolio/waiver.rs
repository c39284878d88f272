//! `waivers.yaml`: exceptions that somebody accepted, for a time and with a reason.

use serde::{Deserialize, Serialize};

use super::calendar::Date;
use super::noun;
use crate::record::{Leaf, Ref, Value, leaf};

/// An accepted exception (P76).
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Waiver {
    /// The rule.
    pub rule: RuleName,
    /// The record, as a full address: `acme`, `acme/commitments/c-014`.
    pub record: Address,
    /// Why.
    pub reason: Option<String>,
    /// Who accepted it.
    pub approver: Option<Ref<noun::Person>>,
    /// When.
    pub granted_on: Option<Date>,
    /// Until when.
    pub expires: Option<Date>,
}

/// The name of a rule, like `overdue-commitment`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleName(pub String);

impl Leaf for RuleName {
    const NAME: &'static str = "rule";
    const EXPECTED: &'static str = "the name of a rule, like overdue-commitment";

    fn parse(text: &str) -> Result<Self, String> {
        match crate::record::id_fault(text) {
            None => Ok(Self(text.to_owned())),
            Some(_) => Err(format!("`{text}` is not the name of a rule: small letters, digits and hyphens")),
        }
    }

    fn value(&self) -> Value {
        Value::text(self.0.as_str())
    }

    fn placeholder() -> Self {
        Self("unreadable".into())
    }
}
leaf!(RuleName);

/// The full address of a record: `acme`, `acme/plan`, `acme/commitments/c-014`, `initiatives/tidal`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(pub String);

impl Leaf for Address {
    const NAME: &'static str = "address";
    const EXPECTED: &'static str = "the address of a record, like acme/commitments/c-014";

    fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('/').collect();
        let whole = (1..=3).contains(&parts.len())
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        if whole { Ok(Self(text.to_owned())) } else { Err(format!("`{text}` is not {}", Self::EXPECTED)) }
    }

    fn value(&self) -> Value {
        Value::text(self.0.as_str())
    }

    fn placeholder() -> Self {
        Self("unreadable".into())
    }
}
leaf!(Address);
