//! What a run found, as every format is given it.

use super::Summary;
use crate::finding::{Finding, Severity, Waived};
use crate::source::{Place, Sources};

/// What a run found.
#[derive(Debug, Clone, Copy)]
pub struct Results<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// The findings to show, by path, line, column and rule.
    pub findings: &'a [Finding],
    /// Findings that somebody has accepted for a time, in the same order.
    pub waived: &'a [Waived],
    /// The rules that judged, by name.
    pub rules: &'a [RuleNote],
    /// Counts and the day.
    pub summary: &'a Summary,
    /// What stands before each path for whoever reads from the top of the repository: `sample-portfolio/`, or
    /// nothing.
    pub prefix: &'a str,
}

impl Results<'_> {
    /// The path of a place's file, seen from the top of the repository, with `/`.
    pub(super) fn path(&self, place: &Place) -> String {
        format!("{}{}", self.prefix, self.sources.get(place.file).path())
    }

    /// `path:line:column`, seen from the top of the repository.
    pub(super) fn at(&self, place: &Place) -> String {
        let region = self.sources.region(place);
        format!("{}:{}:{}", self.path(place), region.line, region.column)
    }
}

/// Whether a place stands for its file as a whole.
pub(super) fn is_whole_file(place: &Place) -> bool {
    place.range == (0..0)
}

/// What a format may say of a rule.
#[derive(Debug, Clone)]
pub struct RuleNote {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How serious it is by itself.
    pub severity: Severity,
    /// Its page, in Markdown.
    pub page: String,
}
