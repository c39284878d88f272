//! Quarterdeck keeps business alliances as plain text: it reads a folder of partner records, checks
//! them against a playbook, and renders scorecards and quarterly business reviews as a static site.
//!
//! Every step is a pure function that returns its value and a list of findings. Only `disk` and
//! [`publish`] touch files; nothing here prints, reads the clock or ends the process.

pub mod chart;
pub mod check;
pub mod disk;
pub mod expression;
pub mod facts;
pub mod finding;
pub mod insight;
pub mod load;
pub mod markdown;
pub mod partner_view;
pub mod playbook;
pub mod portfolio;
pub mod print;
pub mod publish;
pub mod record;
pub mod render;
pub mod report;
pub mod scorecard;
pub mod sheet;
pub mod source;
pub mod view;
