//! The one place that sets the Markdown dialect and makes it safe.
//!
//! Output holds a closed set of tags and attributes, all written here; what a record contains is only ever
//! text inside them. It never passes raw HTML on, reads a file or decides where a record's page lives.

mod dialect;
mod escape;
mod html;
mod notes;
mod outline;
mod slug;
mod target;
mod text;

#[cfg(test)]
mod tests;

pub use html::{Options, render, render_part};
pub use outline::{Link, Section, links, sections};
pub use target::{is_dangerous, is_external};
pub use text::plain;
