//! Measures over time as lines on plotters' axes, each named at its end in place of a legend.
//! Never joins a line across a gap and never words a value.

use std::convert::Infallible;

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, Rectangle};
use plotters::series::LineSeries;
use plotters::style::TRANSPARENT;

use crate::chart::axis::{self, Axis};
use crate::chart::backend::{Canvas, Paint, TEXT, pixels, units};
use crate::chart::label::{shorten, spread, thin, width};
use crate::chart::scale::{extent, placeable, runs};
use crate::chart::svg::{Anchor, Frame, Svg};
use crate::view::figure::{Tone, Trend};

const SIZE: (f64, f64) = (560.0, 264.0);
const TOP: f64 = 12.0;
const FOOT: f64 = 26.0;
/// The line in front of a name, showing how the named line is drawn.
const SAMPLE: f64 = 16.0;
const END_TEXT: f64 = 13.0;
const NAMES: (f64, f64) = (24.0, 168.0);

type Failed = DrawingAreaErrorKind<Infallible>;
type Plot<'a, 'b> = ChartContext<'a, Canvas<'b>, Cartesian2d<Axis, Axis>>;

/// Where the plot lies and where each line ends in it, in CSS pixels.
struct Placed {
    right: f64,
    ends: Vec<Option<f64>>,
    /// How far across each note stands, in the order given.
    notes: Vec<Option<f64>>,
    zone: Option<(f64, f64)>,
}

/// The figure made safe to place: what cannot stand on an axis is gone.
struct Layout<'a> {
    figure: &'a Trend,
    ticks: Vec<(f64, &'a str)>,
    extent: (f64, f64),
    zone: Option<(f64, f64)>,
    left: f64,
    names: f64,
}

pub(super) fn draw(figure: &Trend) -> String {
    let mut svg = Svg::new(&Frame { class: "c-trend", size: SIZE, summary: &figure.summary, links: false });
    let layout = Layout::new(figure);
    // The canvas cannot fail and its size is fixed, so an error here is a mistake in this module.
    let placed = plot(&layout, Canvas::new(&mut svg, SIZE)).expect("a fixed canvas can be drawn on");
    if let (Some(band), Some((low, _))) = (&figure.band, placed.zone) {
        svg.text("c-text c-zone-name", Anchor::Start, (layout.left + 6.0, low - 6.0), &band.name);
    }
    name_lines(&mut svg, &layout, &placed);
    notes(&mut svg, &layout, &placed);
    svg.finish()
}

impl<'a> Layout<'a> {
    fn new(figure: &'a Trend) -> Layout<'a> {
        let ticks: Vec<(f64, &str)> = figure
            .ticks
            .iter()
            .filter_map(|(at, words)| Some((placeable(Some(*at))?, words.as_str())))
            .collect();
        let zone = figure.band.as_ref().and_then(|band| {
            let (low, high) = (placeable(Some(band.low))?, placeable(Some(band.high))?);
            Some((low.min(high), low.max(high)))
        });
        let points = figure.series.iter().flat_map(|series| series.points.iter().copied().flatten());
        let edges = zone.into_iter().flat_map(|(low, high)| [low, high]);
        let widest = ticks.iter().map(|(_, words)| width(words, TEXT)).fold(0.0, f64::max);
        let names = figure
            .series
            .iter()
            .map(|series| width(&series.name, TEXT).max(width(&series.end, END_TEXT) * 1.1))
            .fold(0.0, f64::max);
        Layout {
            figure,
            extent: extent(points.chain(edges).chain(ticks.iter().map(|(at, _)| *at))).unwrap_or((0.0, 1.0)),
            ticks,
            zone,
            left: (widest + 10.0).clamp(12.0, 110.0),
            names: (names + SAMPLE + 16.0).clamp(NAMES.0, NAMES.1),
        }
    }

    fn plot_width(&self) -> f64 {
        SIZE.0 - self.left - self.names
    }
}

fn plot<'b>(layout: &Layout<'_>, canvas: Canvas<'b>) -> Result<Placed, Failed> {
    let root: DrawingArea<Canvas<'b>, Shift> = canvas.into_drawing_area();
    let periods = layout.figure.periods.as_slice();
    let count = periods.len();
    let edge = axis::last(periods);
    let widest = periods.iter().map(|period| width(period, TEXT)).fold(0.0, f64::max);
    let named = thin(count, layout.plot_width() / (edge + 0.5), widest + 12.0);
    let word = |(at, words): &(f64, &str)| (*at, shorten(words, TEXT, layout.left - 8.0));
    let mut chart = ChartBuilder::on(&root)
        .margin_top(units(TOP))
        .margin_right(units(layout.names))
        .x_label_area_size(units(FOOT))
        .y_label_area_size(units(layout.left))
        .build_cartesian_2d(
            Axis::of_periods(periods, &named),
            Axis::new(layout.extent, layout.ticks.iter().map(word).collect()),
        )?;
    if let Some((low, high)) = layout.zone {
        chart.draw_series([Rectangle::new([(-0.5, low), (edge, high)], Paint::ZONE.fill())])?;
    }
    axes(layout, &mut chart)?;
    for series in layout.figure.series.iter().rev() {
        let points = series.points.get(..count).unwrap_or(&series.points);
        line(&mut chart, paint(series.tone), points)?;
    }
    let place = |value: f64| pixels(chart.backend_coord(&(edge, value)));
    let ends = layout.figure.series.iter().map(|series| {
        let points = series.points.get(..count).unwrap_or(&series.points);
        runs(points).last().and_then(|run| run.last()).map(|(_, value)| place(*value).1)
    });
    // Where a period begins: half a step before its point.
    let begins = |index: usize| pixels(chart.backend_coord(&(index as f64 - 0.5, layout.extent.0))).0;
    let notes =
        layout.figure.notes.iter().map(|(index, _)| (*index < count).then(|| begins(*index))).collect();
    Ok(Placed {
        notes,
        right: place(layout.extent.0).0,
        ends: ends.collect(),
        zone: layout.zone.map(|(low, high)| (place(low).1, place(high).1)),
    })
}

fn axes<'b>(layout: &Layout<'_>, chart: &mut Plot<'_, 'b>) -> Result<(), Failed> {
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(TRANSPARENT)
        .bold_line_style(Paint::GRID.stroke())
        .label_style(Paint::TEXT.text())
        .set_all_tick_mark_size(units(3.0))
        .draw()?;
    // The line that bars and areas would stand on: zero where it is in view.
    let (low, high) = layout.extent;
    let base = 0.0_f64.clamp(low, high);
    let right = axis::last(&layout.figure.periods);
    chart.draw_series(LineSeries::new([(-0.5, base), (right, base)], Paint::BASE.stroke()))?;
    Ok(())
}

/// One line in as many pieces as its gaps leave; a piece of one point is a dot, and the last point too.
fn line<'b>(chart: &mut Plot<'_, 'b>, paint: Paint, points: &[Option<f64>]) -> Result<(), Failed> {
    let runs = runs(points);
    let place = |(index, value): &(usize, f64)| (*index as f64, *value);
    for run in runs.iter().filter(|run| run.len() > 1) {
        chart.draw_series(LineSeries::new(run.iter().map(place), paint.stroke()))?;
    }
    let lone = runs.iter().filter(|run| run.len() == 1).flatten();
    chart.draw_series(lone.map(|point| Circle::new(place(point), units(2.0), paint.fill())))?;
    if let Some(end) = runs.last().and_then(|run| run.last()).filter(|_| paint != Paint::TARGET) {
        chart.draw_series([Circle::new(place(end), units(3.0), paint.fill())])?;
    }
    Ok(())
}

/// A line where each noted period begins, its words beside its top, a line of text lower each time.
fn notes(svg: &mut Svg, layout: &Layout<'_>, placed: &Placed) {
    let foot = SIZE.1 - FOOT;
    let stand = layout.figure.notes.iter().zip(&placed.notes);
    let mut baseline = TOP + 10.0;
    for ((_, words), x) in stand.filter_map(|(note, x)| Some((note, (*x)?))) {
        svg.line("c-limit", (x, TOP), (x, foot));
        let right = x <= (layout.left + placed.right) / 2.0;
        let room = if right { placed.right - x } else { x - layout.left } - 6.0;
        let (anchor, x) = if right { (Anchor::Start, x + 5.0) } else { (Anchor::End, x - 5.0) };
        svg.group("c-mark");
        svg.title(words);
        svg.text("c-text c-beside", anchor, (x, baseline), &shorten(words, TEXT, room));
        svg.close();
        baseline = (baseline + 15.0).min(foot - 4.0);
    }
}

/// Names every line at its end, with its last value, moved apart where lines end close together.
fn name_lines(svg: &mut Svg, layout: &Layout<'_>, placed: &Placed) {
    let named: Vec<_> = layout.figure.series.iter().zip(&placed.ends).collect();
    let wanted: Vec<f64> = named.iter().filter_map(|(_, end)| **end).collect();
    let foot = SIZE.1 - FOOT;
    let middles = spread(&wanted, 34.0, (TOP + 6.0, foot - 12.0));
    let ending = named.iter().filter(|(_, end)| end.is_some());
    for ((series, _), middle) in ending.zip(middles) {
        let left = placed.right + 4.0;
        svg.line(paint(series.tone).class(), (left, middle), (left + SAMPLE, middle));
        let x = left + SAMPLE + 6.0;
        let room = SIZE.0 - x;
        let mut baseline = middle + TEXT * 0.35;
        if !series.end.is_empty() {
            svg.text("c-text c-end", Anchor::Start, (x, baseline), &shorten(&series.end, END_TEXT, room));
            baseline += 15.0;
        }
        svg.text("c-text", Anchor::Start, (x, baseline), &shorten(&series.name, TEXT, room));
    }
}

fn paint(tone: Tone) -> Paint {
    match tone {
        Tone::Actual => Paint::ACTUAL,
        Tone::Previous => Paint::PREVIOUS,
        Tone::Target => Paint::TARGET,
        Tone::First => Paint::FIRST,
        Tone::Second => Paint::SECOND,
        Tone::Third => Paint::THIRD,
        Tone::Fourth => Paint::FOURTH,
    }
}

#[cfg(test)]
mod tests {
    use super::{SIZE, draw};
    use crate::chart::audit;
    use crate::view::figure::{Band, Series, Tone, Trend};

    fn series(name: &str, tone: Tone, points: &[Option<f64>]) -> Series {
        Series { name: name.to_owned(), tone, points: points.to_vec(), end: "€9.8m".to_owned() }
    }

    fn trend(points: &[Option<f64>]) -> Trend {
        Trend {
            title: "Revenue grew".to_owned(),
            subtitle: "Million euros by quarter".to_owned(),
            periods: (1..=points.len()).map(|n| format!("Q{n}")).collect(),
            series: vec![series("Influenced", Tone::Actual, points)],
            band: None,
            notes: Vec::new(),
            ticks: vec![(0.0, "0".to_owned()), (5.0, "€5m".to_owned()), (10.0, "€10m".to_owned())],
            summary: "Revenue grew to €9.8m".to_owned(),
        }
    }

    fn drawn(figure: &Trend) -> String {
        let svg = draw(figure);
        audit::sound(&svg, SIZE.0, SIZE.1);
        svg
    }

    #[test]
    fn axes_are_worded_by_the_caller() {
        let svg = drawn(&trend(&[Some(2.0), Some(5.0), Some(9.8)]));
        for words in [">0<", ">€5m<", ">€10m<", ">Q1<", ">Q3<", ">Influenced<", ">€9.8m<"] {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
        assert_eq!(svg.matches("c-grid").count(), 3);
        assert!(!svg.contains("Revenue grew</text>"), "the page sets the title");
    }

    #[test]
    fn a_gap_splits_the_line() {
        let pieces = |points: &[Option<f64>]| drawn(&trend(points)).matches("c-tone-actual\" d=").count();
        assert_eq!(pieces(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0].map(Some)), 1);
        assert_eq!(pieces(&[Some(1.0), Some(2.0), Some(3.0), None, Some(4.0), Some(5.0), Some(6.0)]), 2);
        assert_eq!(
            pieces(&[Some(1.0), Some(2.0), Some(3.0), Some(f64::NAN), Some(4.0), Some(5.0), Some(6.0)]),
            2
        );
    }

    #[test]
    fn a_point_between_gaps_is_a_dot() {
        let svg = drawn(&trend(&[Some(1.0), None, Some(3.0), None, Some(5.0), Some(6.0)]));
        assert_eq!(svg.matches("r=\"2\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("r=\"3\"").count(), 1, "{svg}");
    }

    #[test]
    fn no_data_is_an_empty_plot() {
        for points in [&[][..], &[None], &[None, None, Some(f64::INFINITY)]] {
            let svg = drawn(&trend(points));
            assert!(!svg.contains("c-tone-actual") && svg.contains(">€10m<"), "{svg}");
        }
        drawn(&Trend { ticks: vec![], series: vec![], ..trend(&[]) });
    }

    #[test]
    fn odd_values_stay_in_the_box() {
        drawn(&trend(&[Some(f64::MAX), Some(f64::MIN), Some(1e-300)]));
        drawn(&trend(&[Some(-4.0), Some(-4.0), Some(-4.0)]));
        drawn(&Trend { ticks: vec![], ..trend(&[Some(7.0); 3]) });
        drawn(&Trend { ticks: vec![(f64::NAN, "x".to_owned())], ..trend(&[Some(7.0)]) });
        let band = Some(Band { low: f64::INFINITY, high: 3.0, name: "odd".to_owned() });
        assert!(!drawn(&Trend { band, ..trend(&[Some(1.0)]) }).contains("c-zone"));
    }

    #[test]
    fn points_beyond_the_periods_are_not_drawn() {
        let mut figure = trend(&[Some(1.0), Some(2.0), Some(3.0)]);
        figure.periods.truncate(1);
        assert!(!drawn(&figure).contains("c-tone-actual\" d="));
    }

    #[test]
    fn a_band_is_drawn_and_named() {
        let band = Some(Band { low: 8.0, high: 6.0, name: "healthy".to_owned() });
        let svg = drawn(&Trend { band, ..trend(&[Some(1.0), Some(2.0)]) });
        assert!(svg.contains("class=\"c-zone\"") && svg.contains(">healthy<"), "{svg}");
    }

    #[test]
    fn lines_differ_by_class_and_by_name_at_their_end() {
        let mut figure = trend(&[Some(1.0), Some(2.0), Some(9.0)]);
        figure.series.push(series("Plan", Tone::Target, &[Some(2.0), Some(5.0), Some(9.0)]));
        let svg = drawn(&figure);
        assert!(svg.contains("c-tone-target\" d=") && svg.contains(">Plan<"), "{svg}");
        let baseline = |name: &str| {
            let (before, _) = svg.split_once(&format!(">{name}<")).unwrap();
            let (_, y) = before.rsplit_once(" y=\"").unwrap();
            y.trim_end_matches('"').parse::<f64>().unwrap()
        };
        assert!((baseline("Plan") - baseline("Influenced")).abs() >= 30.0, "{svg}");
    }

    #[test]
    fn a_note_stands_where_its_period_begins() {
        let mut figure = trend(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
        figure.notes = vec![(2, "sales sponsor asked for".to_owned()), (9, "beyond".to_owned())];
        let svg = drawn(&figure);
        let ends = audit::all(&svg, "c-base", "x1")[0]..=audit::all(&svg, "c-base", "x2")[0];
        let [x] = audit::all(&svg, "c-limit", "x1")[..] else { panic!("not one note: {svg}") };
        assert!((x - (ends.start() + ends.end()) / 2.0).abs() < 0.5, "half way of four: {x} of {ends:?}");
        assert!(svg.contains(">sales sponsor asked for</text>") && !svg.contains("beyond"), "{svg}");
        figure.notes = (0..40).map(|index| (index % 4, "<b>words ".repeat(30))).collect();
        assert!(!drawn(&figure).contains("<b>"));
    }

    #[test]
    fn many_periods_thin_their_labels_and_keep_the_last() {
        let mut figure = trend(&[Some(1.0); 40]);
        figure.periods = (1..=40).map(|n| format!("2026-Q{n}")).collect();
        let svg = drawn(&figure);
        let shown = svg.matches(">2026-Q").count();
        assert!((3..10).contains(&shown) && svg.contains(">2026-Q40<"), "{svg}");
    }

    #[test]
    fn hostile_words_stay_words() {
        let mut figure = trend(&[Some(1.0), Some(2.0)]);
        figure.periods[1] = "<script>".to_owned();
        figure.series[0].name = "\"><a href=x>".to_owned();
        figure.ticks[1].1 = "</svg>".to_owned();
        let svg = drawn(&figure);
        assert!(
            !svg.contains("<script") && !svg.contains("<a ") && svg.matches("</svg>").count() == 1,
            "{svg}"
        );
    }
}
