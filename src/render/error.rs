//! A page could not be drawn.

use std::fmt;

use tera::ErrorKind;

use super::{Own, templates};

/// A page could not be drawn: which, and what the template engine says.
#[derive(Debug)]
pub struct RenderError {
    what: String,
    why: String,
}

impl RenderError {
    /// An error of the template engine, with all its causes.
    pub(super) fn new(what: &str, error: &tera::Error) -> Self {
        let mut why = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            why.push_str(": ");
            why.push_str(&inner.to_string());
            cause = inner.source();
        }
        Self { what: what.to_owned(), why }
    }
}

impl RenderError {
    /// A file in the team's `templates/` that takes no file's place.
    pub(super) fn unknown_template(name: &str) -> Self {
        let why = format!("it would take the place of no file; there are {}", templates::names().join(", "));
        Self { what: format!("templates/{name}"), why }
    }

    /// An error of the template engine, at its place in the team's own template if it lies in one.
    pub(super) fn of_template(what: &str, own: &Own, error: &tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)
                if own.templates.contains_key(report.filename()) =>
            {
                let place = format!("templates/{}:{}", report.filename(), report.span().start_line);
                Self { what: place, why: format!("{}\n{error}", report.message()) }
            }
            _ => Self::new(what, error),
        }
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot draw `{}`: {}", self.what, self.why)
    }
}

impl std::error::Error for RenderError {}
