//! Conditions as data: the grammar of CEL, the Common Expression Language, checked against the types of records
//! before it runs.
//!
//! What passes the check cannot fail while it runs: a missing value is neither equal to a given one, nor smaller, nor
//! larger, and whatever is computed from it is missing as well. No condition changes anything, reads a clock or runs
//! for ever. Knows no rule and no noun of alliance work.

mod evaluate;
pub mod functions;
mod lower;
mod node;
mod operators;
mod syntax;
mod template;
#[cfg(test)]
mod tests;

pub use self::evaluate::{Bindings, show};
pub use self::lower::lower;
pub use self::node::Expression;
pub use self::template::Template;
use crate::record::Type;

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The characters of the expression that it is about.
    pub range: std::ops::Range<usize>,
    /// What is wrong, in one line.
    pub message: String,
    /// The nearest name, if one may be meant.
    pub near: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    fn new(range: std::ops::Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), near: None, help: None }
    }

    fn near(mut self, near: Option<&str>) -> Self {
        self.near = near.map(str::to_owned);
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The names that an expression may use, with their types; the index is the slot of the value.
#[derive(Debug, Clone, Default)]
pub struct Names {
    names: Vec<(String, Type)>,
}

impl Names {
    /// Adds a name; its value goes into the next slot.
    pub fn with(mut self, name: impl Into<String>, of: Type) -> Self {
        self.names.push((name.into(), of));
        self
    }

    /// The names and their types, by slot.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &str, &Type)> {
        self.names.iter().enumerate().map(|(slot, (name, of))| (slot, name.as_str(), of))
    }

    /// The slot and type of a name; a later one hides an earlier.
    pub fn get(&self, name: &str) -> Option<(usize, &Type)> {
        self.iter().rfind(|(_, known, _)| *known == name).map(|(slot, _, of)| (slot, of))
    }

    fn len(&self) -> usize {
        self.names.len()
    }
}
