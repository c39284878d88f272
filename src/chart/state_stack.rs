//! The portfolio by state, quarter by quarter, as stacked columns on plotters' axes.
//! Worst stands lowest, on the common base, where it is read best. Colour is never alone: order, shape and
//! printed count say the same.

use std::convert::Infallible;

use plotters::chart::ChartBuilder;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::Rectangle;
use plotters::series::LineSeries;
use plotters::style::TRANSPARENT;

use crate::chart::axis::{self, Axis};
use crate::chart::backend::{Canvas, Paint, TEXT, pixels, units};
use crate::chart::label::{spread, thin, width};
use crate::chart::state::{self, State};
use crate::chart::svg::{Anchor, Frame, Svg};
use crate::view::figure::StateStack;

const SIZE: (f64, f64) = (560.0, 264.0);
const TOP: f64 = 22.0;
const FOOT: f64 = 26.0;
const NAMES: f64 = 116.0;
const LEFT: f64 = 4.0;
const PLOT: f64 = SIZE.0 - NAMES - LEFT;
/// Half the width of a column, as a share of its period.
const HALF: f64 = 0.36;
const ROOM_FOR_COUNT: f64 = 15.0;
const ROOM_FOR_SHAPE: f64 = 38.0;

/// From the base upwards.
const ORDER: [(State, Paint); 4] = [
    (State::OffTrack, Paint::OFF_TRACK),
    (State::AtRisk, Paint::AT_RISK),
    (State::OnTrack, Paint::ON_TRACK),
    (State::NotRated, Paint::NOT_RATED),
];

/// One state in one period, in counts above the base.
struct Segment {
    period: usize,
    state: State,
    paint: Paint,
    count: u32,
    from: u64,
    to: u64,
}

/// Where a segment lies, in CSS pixels.
struct Space {
    center: f64,
    width: f64,
    top: f64,
    bottom: f64,
}

pub(super) fn draw(figure: &StateStack) -> String {
    let mut svg = Svg::new(&Frame { class: "c-states", size: SIZE, summary: &figure.summary, links: false });
    let segments = segments(figure);
    // The canvas cannot fail and its size is fixed, so an error here is a mistake in this module.
    let boxes = plot(figure, &segments, Canvas::new(&mut svg, SIZE)).expect("a fixed canvas can be drawn on");
    for (segment, space) in segments.iter().zip(&boxes) {
        count(&mut svg, segment, space);
    }
    totals(&mut svg, &segments, &boxes);
    names(&mut svg, figure, &segments, &boxes);
    svg.finish()
}

fn counts(figure: &StateStack, state: State) -> &[u32] {
    match state {
        State::OnTrack => &figure.on_track,
        State::AtRisk => &figure.at_risk,
        State::OffTrack => &figure.off_track,
        State::NotRated => &figure.not_rated,
    }
}

/// Every state of every period, period by period and worst first, empty ones as well.
fn segments(figure: &StateStack) -> Vec<Segment> {
    let mut segments = Vec::new();
    for period in 0..figure.periods.len() {
        let mut from = 0;
        for (state, paint) in ORDER {
            let count = counts(figure, state).get(period).copied().unwrap_or_default();
            let to = from + u64::from(count);
            segments.push(Segment { period, state, paint, count, from, to });
            from = to;
        }
    }
    segments
}

fn plot(
    figure: &StateStack,
    segments: &[Segment],
    canvas: Canvas<'_>,
) -> Result<Vec<Space>, DrawingAreaErrorKind<Infallible>> {
    let root = canvas.into_drawing_area();
    let highest = segments.iter().map(|segment| segment.to).max().unwrap_or_default().max(1);
    let widest = figure.periods.iter().map(|period| width(period, TEXT)).fold(0.0, f64::max);
    let end = axis::last(&figure.periods);
    let named = thin(figure.periods.len(), PLOT / (end + 0.5), widest + 8.0);
    let mut chart = ChartBuilder::on(&root)
        .margin_top(units(TOP))
        .margin_right(units(NAMES))
        .margin_left(units(LEFT))
        .x_label_area_size(units(FOOT))
        .build_cartesian_2d(
            Axis::of_periods(&figure.periods, &named),
            Axis::new((0.0, highest as f64), Vec::new()),
        )?;
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(TRANSPARENT)
        .label_style(Paint::TEXT.text())
        .set_all_tick_mark_size(units(3.0))
        .draw()?;
    chart.draw_series(segments.iter().filter(|segment| segment.count > 0).map(|segment| {
        let at = segment.period as f64;
        Rectangle::new(
            [(at - HALF, segment.from as f64), (at + HALF, segment.to as f64)],
            segment.paint.fill(),
        )
    }))?;
    chart.draw_series(LineSeries::new([(-0.5, 0.0), (end, 0.0)], Paint::BASE.stroke()))?;
    let place = |x: f64, y: u64| pixels(chart.backend_coord(&(x, y as f64)));
    let boxes = segments.iter().map(|segment| {
        let at = segment.period as f64;
        let (left, bottom) = place(at - HALF, segment.from);
        let (right, top) = place(at + HALF, segment.to);
        Space { center: (left + right) / 2.0, width: right - left, top, bottom }
    });
    Ok(boxes.collect())
}

/// The count inside its segment, with the shape of its state, as far as there is room.
fn count(svg: &mut Svg, segment: &Segment, space: &Space) {
    let text = segment.count.to_string();
    let wide = width(&text, TEXT);
    if space.bottom - space.top < ROOM_FOR_COUNT || wide + 4.0 > space.width {
        return;
    }
    let middle = (space.top + space.bottom) / 2.0;
    let ink = segment.state.ink();
    let mut x = space.center;
    if space.width >= ROOM_FOR_SHAPE.max(wide + 22.0) {
        let start = space.center - (9.0 + 4.0 + wide) / 2.0;
        state::shape(svg, segment.state, ink, (start + 4.5, middle), 4.5);
        x = start + 13.0 + wide / 2.0;
    }
    svg.text(&format!("c-text c-count {ink}"), Anchor::Middle, (x, middle + TEXT * 0.35), &text);
}

/// How many there were at all, above each column.
fn totals(svg: &mut Svg, segments: &[Segment], boxes: &[Space]) {
    for (segment, space) in segments.iter().zip(boxes).filter(|(segment, _)| segment.state == State::NotRated)
    {
        let total = segment.to.to_string();
        if width(&total, TEXT) <= space.width * 0.5 / HALF {
            svg.text("c-text", Anchor::Middle, (space.center, space.top - 6.0), &total);
        }
    }
}

/// Each state that occurs, named with shape and count beside the last column.
fn names(svg: &mut Svg, figure: &StateStack, segments: &[Segment], boxes: &[Space]) {
    let Some(last) = figure.periods.len().checked_sub(1) else {
        return;
    };
    let occurs = |state| counts(figure, state).iter().take(last + 1).any(|count| *count > 0);
    let named: Vec<(&Segment, f64)> = segments
        .iter()
        .zip(boxes)
        .filter(|(segment, _)| segment.period == last && occurs(segment.state))
        .map(|(segment, space)| (segment, (space.top + space.bottom) / 2.0))
        .collect();
    let wanted: Vec<f64> = named.iter().map(|(_, middle)| *middle).collect();
    let middles = spread(&wanted, 20.0, (TOP, SIZE.1 - FOOT - 6.0));
    let left = SIZE.0 - NAMES + 4.0;
    for ((segment, _), middle) in named.iter().zip(middles) {
        state::shape(svg, segment.state, segment.state.mark(), (left + 6.0, middle), 6.0);
        let words = format!("{} {}", segment.count, segment.state.words());
        svg.text("c-text c-strong", Anchor::Start, (left + 18.0, middle + TEXT * 0.35), &words);
    }
}

#[cfg(test)]
mod tests {
    use super::{SIZE, draw};
    use crate::chart::audit;
    use crate::view::figure::StateStack;

    fn stack() -> StateStack {
        StateStack {
            title: "More need a decision".to_owned(),
            subtitle: "Alliances by state".to_owned(),
            periods: vec!["2026-Q1".to_owned(), "2026-Q2".to_owned()],
            on_track: vec![30, 28],
            at_risk: vec![6, 8],
            off_track: vec![1, 4],
            not_rated: vec![0, 2],
            summary: "28 on track".to_owned(),
        }
    }

    fn drawn(figure: &StateStack) -> String {
        let svg = draw(figure);
        audit::sound(&svg, SIZE.0, SIZE.1);
        svg
    }

    #[test]
    fn every_state_is_named_with_its_count() {
        let svg = drawn(&stack());
        for words in
            [">28 on track<", ">8 at risk<", ">4 off track<", ">2 not rated<", ">37<", ">42<", ">2026-Q1<"]
        {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
    }

    #[test]
    fn states_differ_without_colour() {
        let svg = drawn(&stack());
        let shapes: Vec<&str> = ["c-mark-on", "c-mark-risk", "c-mark-off", "c-mark-none"]
            .map(|class| {
                let (before, after) = svg.split_once(class).unwrap();
                let name = before.rsplit('<').next().unwrap().split(' ').next().unwrap();
                if name == "path" && after.contains('Z') { "path" } else { name }
            })
            .to_vec();
        assert_eq!(shapes, ["circle", "path", "rect", "circle"]);
        assert!(svg.contains("c-mark-none c-hollow"), "{svg}");
        let heights = |class: &str| {
            let after = svg.split(&format!("<rect class=\"{class}\"")).nth(1).unwrap();
            let y = after.split(" y=\"").nth(1).unwrap();
            y.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        assert!(heights("c-state-off") > heights("c-state-risk"), "worst stands lowest");
        assert!(heights("c-state-risk") > heights("c-state-on"));
        assert!(heights("c-state-on") > heights("c-state-none"));
    }

    #[test]
    fn a_low_segment_prints_no_count_inside() {
        let svg = drawn(&stack());
        assert!(svg.contains(">30</text>") && !svg.contains(">1</text>"), "{svg}");
    }

    #[test]
    fn a_state_that_never_occurs_is_not_named() {
        let svg = drawn(&StateStack { not_rated: vec![], ..stack() });
        assert!(!svg.contains("not rated") && !svg.contains("c-state-none"), "{svg}");
        let svg = drawn(&StateStack { off_track: vec![4, 0], ..stack() });
        assert!(svg.contains(">0 off track<"), "{svg}");
    }

    #[test]
    fn empty_and_extreme_counts_can_be_drawn() {
        drawn(&StateStack { periods: vec![], ..stack() });
        drawn(&StateStack {
            on_track: vec![],
            at_risk: vec![],
            off_track: vec![],
            not_rated: vec![],
            ..stack()
        });
        let most = vec![u32::MAX; 60];
        drawn(&StateStack {
            periods: (0..60).map(|n| format!("<{n}>")).collect(),
            on_track: most.clone(),
            at_risk: most.clone(),
            off_track: most.clone(),
            not_rated: most,
            ..stack()
        });
    }
}
