//! Findings as the best compilers show them: the text itself, underlined, and the way out.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source, Sources, clamp};

/// All findings, with colour codes; whoever prints decides whether they stay.
pub fn full(sources: &Sources, findings: &[Finding]) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&groups(sources, finding)));
        text.push_str("\n\n");
    }
    text
}

fn groups<'a>(sources: &'a Sources, finding: &'a Finding) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut main = level.primary_title(finding.message.as_str()).id(finding.rule.as_ref()).element_of(
        sources,
        &finding.place,
        |range| {
            let annotation = AnnotationKind::Primary.span(range);
            match &finding.label {
                Some(label) => annotation.label(label.as_str()),
                None => annotation,
            }
        },
    );
    for (place, why) in &finding.related {
        main =
            with_place(main, sources, place, |range| AnnotationKind::Context.span(range).label(why.as_str()));
    }
    if let Some(help) = &finding.help {
        main = main.element(Level::HELP.message(help.as_str()));
    }
    let mut groups = vec![main];
    if let Some(patch) = &finding.patch {
        let source = sources.get(finding.place.file);
        let cut = Cut::around(source, &patch.range);
        let range = cut.within(&clamp(source.text(), &patch.range));
        groups.push(
            Level::HELP.secondary_title(format!("write `{}`", patch.text)).element(
                Snippet::source(cut.text)
                    .line_start(cut.line)
                    .path(source.path())
                    .patch(Patch::new(range, patch.text.as_str())),
            ),
        );
    }
    groups
}

/// Begins a group with the place of its finding.
trait ElementOf<'a> {
    fn element_of(
        self,
        sources: &'a Sources,
        place: &Place,
        annotate: impl FnOnce(std::ops::Range<usize>) -> Annotation<'a>,
    ) -> Group<'a>;
}

impl<'a> ElementOf<'a> for annotate_snippets::Title<'a> {
    fn element_of(
        self,
        sources: &'a Sources,
        place: &Place,
        annotate: impl FnOnce(std::ops::Range<usize>) -> Annotation<'a>,
    ) -> Group<'a> {
        with_place(Group::with_title(self), sources, place, annotate)
    }
}

fn with_place<'a>(
    group: Group<'a>,
    sources: &'a Sources,
    place: &Place,
    annotate: impl FnOnce(std::ops::Range<usize>) -> Annotation<'a>,
) -> Group<'a> {
    let source = sources.get(place.file);
    if source.text().is_empty() || (place.range.is_empty() && place.range.start == 0) {
        return group.element(Origin::path(source.path()));
    }
    let range = clamp(source.text(), &place.range);
    let cut = Cut::around(source, &range);
    let within = cut.within(&range);
    group.element(
        Snippet::source(cut.text).line_start(cut.line).path(source.path()).annotation(annotate(within)),
    )
}

/// The lines around a range: drawing costs as much as the text it is given.
struct Cut<'a> {
    text: &'a str,
    start: usize,
    line: usize,
}

impl<'a> Cut<'a> {
    fn around(source: &'a Source, range: &std::ops::Range<usize>) -> Self {
        let text = source.text();
        let range = clamp(text, range);
        let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline);
        let line = source.line(start) as usize;
        Self { text: text[start..end].trim_end_matches('\r'), start, line }
    }

    fn within(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        clamp(self.text, &(range.start - self.start..range.end - self.start))
    }
}
