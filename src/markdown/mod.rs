//! The one place that sets the Markdown dialect and makes it safe.
