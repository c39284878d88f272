//! A page could not be drawn.

use std::fmt;

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

impl fmt::Display for RenderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot draw `{}`: {}", self.what, self.why)
    }
}

impl std::error::Error for RenderError {}
