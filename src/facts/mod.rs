//! What can be computed about each subject as of a date. Judges nothing and draws nothing.

pub mod as_of;
pub mod partner;
