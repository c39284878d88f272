//! What is due when, one lane an alliance, with the as-of date as a line across.
//! A mark's label is printed where there is room; its shape and tooltip are always there.

use crate::chart::days::Days;
use crate::chart::label::{shorten, thin, width};
use crate::chart::state::{cross, diamond};
use crate::chart::svg::{Anchor, Frame, Svg};
use crate::view::figure::{Lane, Mark, MarkKind, MilestoneState, Timeline};

const WIDTH: f64 = 960.0;
const NAMES: f64 = 176.0;
const RIGHT: f64 = 12.0;
const KEY: f64 = 26.0;
const HEAD: f64 = 46.0;
const LANE: f64 = 28.0;
const FOOT: f64 = 22.0;
const TEXT: f64 = 12.0;
/// From the day of a mark to the label beside it, left or right.
const BESIDE: f64 = 10.0;
/// The same on the side to which a flag flies.
const BESIDE_FLAG: f64 = 14.0;
/// The width of names is guessed at this size: semibold letters are a tenth wider than their 13 pixels.
const NAME_TEXT: f64 = 14.3;

pub(super) fn draw(figure: &Timeline) -> String {
    let height = HEAD + LANE * figure.lanes.len() as f64 + FOOT;
    let links = figure.lanes.iter().any(|lane| lane.href.is_some());
    let mut svg =
        Svg::new(&Frame { class: "c-timeline", size: (WIDTH, height), summary: &figure.summary, links });
    let days = Days { axis: &figure.days, left: NAMES, right: WIDTH - RIGHT };
    key(&mut svg, figure, &days);
    grid(&mut svg, figure, &days, height - FOOT);
    today(&mut svg, &days, height - FOOT);
    for (index, lane) in figure.lanes.iter().enumerate() {
        draw_lane(&mut svg, lane, &days, HEAD + LANE * index as f64);
    }
    svg.finish()
}

fn grid(svg: &mut Svg, figure: &Timeline, days: &Days<'_>, foot: f64) {
    for month in days.months() {
        if let Some(x) = days.across(month) {
            svg.line("c-grid c-month", (x, HEAD), (x, foot));
        }
    }
    let starts = days.quarters();
    let widest = starts.iter().map(|(_, name)| width(name, TEXT)).fold(0.0, f64::max) + 12.0;
    let spacing = (WIDTH - NAMES - RIGHT) / starts.len().max(1) as f64;
    let named = thin(starts.len(), spacing, widest);
    for (index, (x, name)) in starts.iter().enumerate() {
        svg.line("c-grid", (*x, HEAD - 14.0), (*x, foot));
        if named.contains(&index) && x + width(name, TEXT) + 5.0 <= WIDTH {
            svg.text("c-text", Anchor::Start, (x + 5.0, HEAD - 5.0), name);
        }
    }
    for row in 0..=figure.lanes.len() {
        let y = HEAD + LANE * row as f64;
        svg.line("c-grid", (0.0, y), (WIDTH, y));
    }
}

fn today(svg: &mut Svg, days: &Days<'_>, foot: f64) {
    let Some(x) = days.across(days.axis.as_of) else {
        return;
    };
    svg.line("c-today", (x, HEAD - 4.0), (x, foot + 2.0));
    let half = width(&days.axis.as_of_label, TEXT) / 2.0;
    let middle = x.min(WIDTH - half).max(half);
    svg.text("c-text c-strong", Anchor::Middle, (middle, foot + 18.0), &days.axis.as_of_label);
}

fn draw_lane(svg: &mut Svg, lane: &Lane, days: &Days<'_>, top: f64) {
    let middle = top + LANE / 2.0;
    svg.link("c-name", lane.href.as_deref());
    svg.title(&lane.name);
    let name = shorten(&lane.name, NAME_TEXT, NAMES - 10.0);
    svg.text("c-text c-strong", Anchor::Start, (0.0, middle + 4.5), &name);
    svg.close();
    let mut marks: Vec<(f64, &Mark)> =
        lane.marks.iter().filter_map(|mark| Some((days.across(mark.date)?, mark))).collect();
    marks.sort_by_key(|(_, mark)| (mark.date, mark.kind));
    // The right edge of what is already printed in this lane.
    let mut taken = NAMES;
    for (index, (x, mark)) in marks.iter().enumerate() {
        let next = marks.get(index + 1).map_or(WIDTH, |(next, _)| next - BESIDE);
        svg.group("c-mark");
        svg.title(&format!("{}, {}: {}", words(mark.kind), mark.date, mark.label));
        shape(svg, mark.kind, (*x, middle));
        let wide = width(&mark.label, TEXT);
        let after = x + beside(mark.kind);
        let before = x - BESIDE - wide;
        if after + wide <= next {
            svg.text("c-text c-beside", Anchor::Start, (after, middle + 4.0), &mark.label);
            taken = after + wide + 4.0;
        } else if before >= taken {
            svg.text("c-text c-beside", Anchor::End, (x - BESIDE, middle + 4.0), &mark.label);
            taken = after;
        } else {
            taken = after;
        }
        svg.close();
    }
}

/// Names the shapes in use.
fn key(svg: &mut Svg, figure: &Timeline, days: &Days<'_>) {
    let mut kinds: Vec<MarkKind> = figure
        .lanes
        .iter()
        .flat_map(|lane| &lane.marks)
        .filter(|mark| days.across(mark.date).is_some())
        .map(|mark| mark.kind)
        .collect();
    kinds.sort();
    kinds.dedup();
    let mut x = NAMES + 6.0;
    for kind in kinds {
        shape(svg, kind, (x, KEY - 16.0));
        svg.text("c-text", Anchor::Start, (x + beside(kind), KEY - 12.0), words(kind));
        x += beside(kind) + width(words(kind), TEXT) + 22.0;
    }
}

fn beside(kind: MarkKind) -> f64 {
    if matches!(kind, MarkKind::Renewal | MarkKind::NoticeDeadline) { BESIDE_FLAG } else { BESIDE }
}

fn words(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Renewal => "End or renewal",
        MarkKind::NoticeDeadline => "Notice deadline",
        MarkKind::Review => "Review",
        MarkKind::Milestone(MilestoneState::Done) => "Milestone done",
        MarkKind::Milestone(MilestoneState::Due) => "Milestone due",
        MarkKind::Milestone(MilestoneState::Missed) => "Milestone missed",
    }
}

/// A flag, a flag in outline, a dot; a diamond filled, in outline, or a cross.
fn shape(svg: &mut Svg, kind: MarkKind, (x, y): (f64, f64)) {
    match kind {
        MarkKind::Renewal => flag(svg, "c-flag", (x, y)),
        MarkKind::NoticeDeadline => flag(svg, "c-flag c-hollow", (x, y)),
        MarkKind::Review => svg.circle("c-review", (x, y), 3.5),
        MarkKind::Milestone(MilestoneState::Done) => diamond(svg, "c-done", (x, y), 6.0),
        MarkKind::Milestone(MilestoneState::Due) => diamond(svg, "c-due c-hollow", (x, y), 5.5),
        MarkKind::Milestone(MilestoneState::Missed) => cross(svg, "c-missed", (x, y), 4.5),
    }
}

/// The foot of the pole stands on the day.
fn flag(svg: &mut Svg, class: &str, (x, y): (f64, f64)) {
    let cloth = [(x, y - 7.5), (x + 9.0, y - 7.5), (x + 6.5, y - 4.0), (x + 9.0, y - 0.5), (x, y - 0.5)];
    svg.path(class, &cloth, true);
    svg.line("c-pole", (x, y - 8.5), (x, y + 8.0));
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::draw;
    use crate::chart::audit;
    use crate::view::figure::{DayAxis, Lane, Mark, MarkKind, MilestoneState, Timeline};

    fn mark(date: Date, kind: MarkKind, label: &str) -> Mark {
        Mark { date, kind, label: label.to_owned() }
    }

    fn timeline(marks: Vec<Mark>) -> Timeline {
        Timeline {
            lanes: vec![Lane {
                name: "Northwind".to_owned(),
                href: Some("northwind.html".to_owned()),
                marks,
            }],
            days: DayAxis {
                from: date(2026, 4, 1),
                to: date(2027, 3, 31),
                grid: vec![
                    (date(2026, 4, 1), "2026-Q2".to_owned()),
                    (date(2026, 7, 1), "2026-Q3".to_owned()),
                ],
                as_of: date(2026, 6, 30),
                as_of_label: "As of 30 Jun 2026".to_owned(),
            },
            summary: "One renewal".to_owned(),
        }
    }

    fn drawn(figure: &Timeline) -> String {
        let svg = draw(figure);
        audit::sound(&svg, 960.0, 68.0 + 28.0 * figure.lanes.len() as f64);
        svg
    }

    #[test]
    fn each_kind_has_a_shape_of_its_own() {
        let kinds = [
            (MarkKind::Renewal, "<path class=\"c-flag\" "),
            (MarkKind::NoticeDeadline, "<path class=\"c-flag c-hollow\" "),
            (MarkKind::Review, "<circle class=\"c-review\" "),
            (MarkKind::Milestone(MilestoneState::Done), "<path class=\"c-done\" "),
            (MarkKind::Milestone(MilestoneState::Due), "<path class=\"c-due c-hollow\" "),
            (MarkKind::Milestone(MilestoneState::Missed), "<line class=\"c-missed\" "),
        ];
        for (kind, shape) in kinds {
            let svg = drawn(&timeline(vec![mark(date(2026, 9, 1), kind, "x")]));
            for (other, expected) in kinds {
                assert_eq!(svg.contains(expected), shape == expected, "{kind:?} {other:?} {svg}");
            }
        }
    }

    #[test]
    fn the_day_line_stands_at_the_as_of_date() {
        let svg = drawn(&timeline(vec![]));
        // 90 of 364 days into 772 pixels that start at 176.
        assert!(svg.contains("<line class=\"c-today\" x1=\"366.88\""), "{svg}");
        assert!(svg.contains(">As of 30 Jun 2026<") && svg.contains(">2026-Q3<"), "{svg}");
        assert_eq!(svg.matches("c-month").count(), 12);
        let mut outside = timeline(vec![]);
        outside.days.as_of = date(2030, 1, 1);
        assert!(!drawn(&outside).contains("c-today"));
    }

    #[test]
    fn marks_outside_the_days_shown_are_not_drawn() {
        let svg = drawn(&timeline(vec![
            mark(date(2026, 3, 31), MarkKind::Review, "early"),
            mark(date(2027, 4, 1), MarkKind::Review, "late"),
            mark(date(2027, 3, 31), MarkKind::Review, "last"),
        ]));
        assert!(!svg.contains("early") && !svg.contains("late\u{3c}") && svg.contains(">last<"), "{svg}");
    }

    #[test]
    fn crowded_labels_stay_in_the_tooltip() {
        let day = date(2026, 9, 1);
        let svg = drawn(&timeline(vec![
            mark(day, MarkKind::Review, "first of two words"),
            mark(day.tomorrow().unwrap(), MarkKind::Renewal, "second"),
        ]));
        assert!(svg.contains("<title>End or renewal, 2026-09-02: second</title>"), "{svg}");
        assert!(svg.contains(">second</text>"), "{svg}");
        let svg = drawn(&timeline((0..40).map(|_| mark(day, MarkKind::Review, "same day")).collect()));
        assert_eq!(svg.matches("2026-09-01: same day").count(), 40);
        assert!(svg.matches(">same day<").count() <= 2, "{svg}");
    }

    #[test]
    fn odd_spans_can_be_drawn() {
        let day = date(2026, 6, 30);
        let over = |from: Date, to: Date| {
            let mut figure = timeline(vec![mark(day, MarkKind::Review, "now")]);
            (figure.days.from, figure.days.to) = (from, to);
            drawn(&figure)
        };
        over(day, day);
        over(date(2027, 1, 1), date(2026, 1, 1));
        let svg = over(Date::MIN, Date::MAX);
        assert!(!svg.contains("c-month"));
        drawn(&Timeline { lanes: vec![], ..timeline(vec![]) });
    }

    #[test]
    fn hostile_words_stay_words() {
        let mut figure =
            timeline(vec![mark(date(2026, 9, 1), MarkKind::Review, "<script>alert(1)</script>")]);
        figure.lanes[0].name = "</a><b>".to_owned();
        figure.lanes[0].href = Some("javascript:alert(1)".to_owned());
        let svg = drawn(&figure);
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("javascript"), "{svg}");
    }
}
