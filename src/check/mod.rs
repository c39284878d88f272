//! Lets each rule of the playbook judge each subject that it is about, as of a day. The engine owns the loops, the
//! order and the waivers; a rule sees one subject at a time. Reads no file, draws nothing.

pub mod applies;
mod baseline;
mod choice;
mod engine;
mod inline;
mod open;
mod places;
pub mod scope;
mod standing;
mod subjects;
pub mod valid;
mod waivers;
mod walk;

pub use self::baseline::{Known as AfterBaseline, apply_baseline, baseline};
pub use self::choice::{Choice, Selector};
pub use self::engine::{Case, Coverage, Judged, Shown, judge};
pub use self::open::{concerned, open_errors};
pub use self::valid::{ValidRule, ValidRules};

#[cfg(test)]
mod tests;
