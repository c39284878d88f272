//! One measure's recent shape in the height of a table row. No axis, no numbers: the cells beside it
//! carry those. Gaps are never joined.

use crate::chart::scale::{extent, runs, share};
use crate::chart::svg::{Frame, Svg};
use crate::view::figure::Sparkline;

/// Where a sparkline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SparklineSize {
    /// In a table cell, 96 by 24.
    Row,
    /// Across the foot of a card, 240 by 32.
    Card,
}

/// Keeps the end dot, of radius 2.5, inside the box.
const INSET: f64 = 3.5;

pub(super) fn draw(figure: &Sparkline, size: SparklineSize) -> String {
    let (class, width, height) = match size {
        SparklineSize::Row => ("c-spark", 96.0, 24.0),
        SparklineSize::Card => ("c-spark c-spark-card", 240.0, 32.0),
    };
    let mut svg = Svg::new(&Frame { class, size: (width, height), summary: &figure.summary, links: false });
    let runs = runs(&figure.points);
    let Some(extent) = extent(runs.iter().flatten().map(|(_, value)| *value)) else {
        let middle = height / 2.0;
        svg.line("c-nothing", (INSET, middle), (width - INSET, middle));
        return svg.finish();
    };
    let last = figure.points.len().saturating_sub(1);
    let place = |(index, value): &(usize, f64)| {
        let along = if last == 0 { 1.0 } else { *index as f64 / last as f64 };
        (
            INSET + along * (width - 2.0 * INSET),
            height - INSET - share(*value, extent) * (height - 2.0 * INSET),
        )
    };
    for run in &runs {
        let points: Vec<_> = run.iter().map(place).collect();
        match points.as_slice() {
            [lone] => svg.circle("c-spark-lone", *lone, 1.25),
            line => svg.path("c-spark-line", line, false),
        }
    }
    if let Some(end) = runs.last().and_then(|run| run.last()) {
        // A hollow dot: this was the last value known, not the value of the last period.
        let class = if end.0 == last { "c-spark-end" } else { "c-spark-end c-old" };
        svg.circle(class, place(end), 2.5);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::{SparklineSize, draw};
    use crate::chart::audit;
    use crate::view::figure::Sparkline;

    fn row(points: &[Option<f64>]) -> String {
        let figure = Sparkline { points: points.to_vec(), summary: "Up".to_owned() };
        let svg = draw(&figure, SparklineSize::Row);
        audit::sound(&svg, 96.0, 24.0);
        svg
    }

    #[test]
    fn the_line_spans_the_box_and_ends_in_a_dot() {
        let svg = row(&[Some(1.0), Some(3.0), Some(2.0)]);
        assert!(svg.contains("<path class=\"c-spark-line\" d=\"M3.5 20.5L48 3.5L92.5 12\"/>"), "{svg}");
        assert!(svg.contains("<circle class=\"c-spark-end\" cx=\"92.5\" cy=\"12\" r=\"2.5\"/>"), "{svg}");
    }

    #[test]
    fn a_gap_splits_the_line() {
        let svg = row(&[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)]);
        assert_eq!(svg.matches("c-spark-line").count(), 2, "{svg}");
        assert_eq!(row(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]).matches("c-spark-line").count(), 1);
    }

    #[test]
    fn a_point_between_gaps_is_a_dot() {
        let svg = row(&[Some(1.0), None, Some(2.0), Some(3.0)]);
        assert!(svg.contains("<circle class=\"c-spark-lone\" cx=\"3.5\""), "{svg}");
    }

    #[test]
    fn the_last_known_value_is_hollow_once_it_is_old() {
        assert!(row(&[Some(1.0), Some(2.0), None]).contains("c-spark-end c-old"));
        assert!(!row(&[Some(1.0), None, Some(2.0)]).contains("c-old"));
    }

    #[test]
    fn no_data_is_an_empty_line_without_a_dot() {
        for points in [&[][..], &[None, None], &[Some(f64::NAN)]] {
            let svg = row(points);
            assert!(svg.contains("c-nothing") && !svg.contains("c-spark-end"), "{svg}");
        }
    }

    #[test]
    fn equal_values_run_through_the_middle() {
        assert!(row(&[Some(5.0), Some(5.0)]).contains("M3.5 12L92.5 12"));
        assert!(row(&[Some(5.0)]).contains("cx=\"92.5\" cy=\"12\""));
    }

    #[test]
    fn extreme_values_stay_in_the_box() {
        row(&[Some(f64::MAX), Some(f64::MIN), Some(-1.0), Some(f64::INFINITY), Some(1e-300)]);
    }

    #[test]
    fn the_card_is_wider() {
        let figure = Sparkline { points: vec![Some(1.0), Some(2.0)], summary: String::new() };
        audit::sound(&draw(&figure, SparklineSize::Card), 240.0, 32.0);
    }
}
