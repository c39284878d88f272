//! The four states as shapes and words, so that none is told by colour alone.
//! A triangle is not among them: beside the arrows of a trend it reads as "up".

use crate::chart::svg::Svg;

/// How an alliance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    OnTrack,
    AtRisk,
    OffTrack,
    NotRated,
}

impl State {
    pub(super) fn words(self) -> &'static str {
        match self {
            State::OnTrack => "on track",
            State::AtRisk => "at risk",
            State::OffTrack => "off track",
            State::NotRated => "not rated",
        }
    }

    /// The class of a shape on the page.
    pub(super) fn mark(self) -> &'static str {
        match self {
            State::OnTrack => "c-mark-on",
            State::AtRisk => "c-mark-risk",
            State::OffTrack => "c-mark-off",
            State::NotRated => "c-mark-none",
        }
    }

    /// The class of a shape or a text on a surface of the state's own colour.
    pub(super) fn ink(self) -> &'static str {
        match self {
            State::OnTrack => "c-ink-on",
            State::AtRisk => "c-ink-risk",
            State::OffTrack => "c-ink-off",
            State::NotRated => "c-ink-none",
        }
    }
}

/// Disc, diamond, square with a cross, or ring, of the given class.
pub(super) fn shape(svg: &mut Svg, state: State, class: &str, (x, y): (f64, f64), radius: f64) {
    match state {
        State::OnTrack => svg.circle(class, (x, y), radius * 0.9),
        State::AtRisk => diamond(svg, class, (x, y), radius * 1.08),
        State::OffTrack => {
            let half = radius * 0.85;
            svg.rect(class, (x - half, y - half), (half * 2.0, half * 2.0));
            cross(svg, &format!("{class} c-cut"), (x, y), radius * 0.42);
        }
        State::NotRated => svg.circle(&format!("{class} c-hollow"), (x, y), radius * 0.75),
    }
}

pub(super) fn diamond(svg: &mut Svg, class: &str, (x, y): (f64, f64), radius: f64) {
    svg.path(class, &[(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], true);
}

pub(super) fn cross(svg: &mut Svg, class: &str, (x, y): (f64, f64), half: f64) {
    svg.line(class, (x - half, y - half), (x + half, y + half));
    svg.line(class, (x - half, y + half), (x + half, y - half));
}
