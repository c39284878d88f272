//! The drawing surface that plotters draws on: it turns plotters' primitives into classed SVG.
//! Colours are only carriers for classes; line widths and type sizes belong to the stylesheet.

use std::convert::Infallible;

use plotters::style::{IntoFont, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::chart::label;
use crate::chart::svg::{Anchor, Svg};

/// Whole units a CSS pixel is divided into: plotters knows integers only, and curves would look stepped.
const FINE: f64 = 4.0;

/// The type size of axis labels, as in the stylesheet.
pub(super) const TEXT: f64 = 12.0;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// What a stroke or a surface stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint(u8);

impl Paint {
    pub(super) const GRID: Paint = Paint(0);
    pub(super) const BASE: Paint = Paint(1);
    pub(super) const TEXT: Paint = Paint(2);
    pub(super) const ZONE: Paint = Paint(3);
    pub(super) const ACTUAL: Paint = Paint(4);
    pub(super) const PREVIOUS: Paint = Paint(5);
    pub(super) const TARGET: Paint = Paint(6);
    pub(super) const FIRST: Paint = Paint(7);
    pub(super) const SECOND: Paint = Paint(8);
    pub(super) const THIRD: Paint = Paint(9);
    pub(super) const FOURTH: Paint = Paint(10);
    pub(super) const OFF_TRACK: Paint = Paint(11);
    pub(super) const AT_RISK: Paint = Paint(12);
    pub(super) const ON_TRACK: Paint = Paint(13);
    pub(super) const NOT_RATED: Paint = Paint(14);

    /// In the order of the constants above.
    const CLASSES: [&str; 15] = [
        "c-grid",
        "c-base",
        "c-text",
        "c-zone",
        "c-line c-tone-actual",
        "c-line c-tone-previous",
        "c-line c-tone-target",
        "c-line c-tone-1",
        "c-line c-tone-2",
        "c-line c-tone-3",
        "c-line c-tone-4",
        "c-state-off",
        "c-state-risk",
        "c-state-on",
        "c-state-none",
    ];

    pub(super) fn class(self) -> &'static str {
        Self::CLASSES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    pub(super) fn stroke(self) -> ShapeStyle {
        ShapeStyle::from(&self.color())
    }

    pub(super) fn fill(self) -> ShapeStyle {
        self.stroke().filled()
    }

    pub(super) fn text(self) -> TextStyle<'static> {
        ("sans-serif", TEXT * FINE).into_font().color(&self.color())
    }

    /// A colour no picture shows: the blue channel carries the class.
    fn color(self) -> RGBColor {
        RGBColor(0, 0, self.0)
    }

    fn carried_by(color: BackendColor) -> Option<Paint> {
        (color.alpha > 0.0).then_some(Paint(color.rgb.2))
    }
}

/// Where plotters' integers lie in CSS pixels.
pub(super) fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / FINE, f64::from(y) / FINE)
}

/// A length in CSS pixels, in plotters' integers.
pub(super) fn units(length: f64) -> i32 {
    (length * FINE).round() as i32
}

/// Draws into an SVG under construction.
pub(super) struct Canvas<'a> {
    svg: &'a mut Svg,
    size: (f64, f64),
}

impl<'a> Canvas<'a> {
    /// The size is that of the SVG, in CSS pixels.
    pub(super) fn new(svg: &'a mut Svg, size: (f64, f64)) -> Canvas<'a> {
        Canvas { svg, size }
    }

    fn paint(style: &impl BackendStyle) -> Option<&'static str> {
        Paint::carried_by(style.color()).map(Paint::class)
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (units(self.size.0).unsigned_abs(), units(self.size.1).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        if let Some(class) = Self::paint(style) {
            self.svg.line(class, pixels(from), pixels(to));
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
        if let Some(class) = Self::paint(style) {
            let ((left, top), (right, bottom)) = (pixels(from), pixels(to));
            self.svg.rect(
                class,
                (left.min(right), top.min(bottom)),
                ((right - left).abs(), (bottom - top).abs()),
            );
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().map(pixels).collect();
        if let Some(class) = Self::paint(style) {
            match points.as_slice() {
                [from, to] => self.svg.line(class, *from, *to),
                points => self.svg.path(class, points, false),
            }
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        if let Some(class) = Self::paint(style) {
            self.svg.circle(&format!("{class} c-dot"), pixels(center), f64::from(radius) / FINE);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().map(pixels).collect();
        if let Some(class) = Self::paint(style) {
            self.svg.path(class, &points, true);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        if let Some(paint) = Paint::carried_by(style.color()) {
            let anchor = match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            };
            let (x, y) = pixels(at);
            let baseline = match style.anchor().v_pos {
                VPos::Top => y + TEXT * 0.85,
                VPos::Center => y + TEXT * 0.35,
                VPos::Bottom => y - TEXT * 0.2,
            };
            self.svg.text(paint.class(), anchor, (x, baseline), text);
        }
        Ok(())
    }

    /// Plotters' own guess counts bytes, which doubles every word that is not English.
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = units(label::width(text, TEXT));
        Ok((width.unsigned_abs(), units(TEXT).unsigned_abs()))
    }

    /// There are no bitmaps in a drawing of ours.
    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Drawn {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters_backend::{BackendColor, DrawingBackend};

    use super::{Canvas, Paint, pixels, units};
    use crate::chart::svg::{Frame, Svg};

    fn drawn(draw: impl FnOnce(&mut Canvas<'_>)) -> String {
        let mut svg = Svg::new(&Frame { class: "c-x", size: (100.0, 50.0), summary: "x", links: false });
        draw(&mut Canvas::new(&mut svg, (100.0, 50.0)));
        svg.finish()
    }

    #[test]
    fn every_paint_has_its_class() {
        assert_eq!(Paint::GRID.class(), "c-grid");
        assert_eq!(Paint::NOT_RATED.class(), "c-state-none");
        assert_eq!(Paint::CLASSES.len(), usize::from(Paint::NOT_RATED.0) + 1);
    }

    #[test]
    fn the_canvas_is_four_times_finer_than_the_picture() {
        let svg = drawn(|canvas| {
            assert_eq!(canvas.get_size(), (400, 200));
            canvas.draw_line((1, 2), (40, 80), &Paint::BASE.stroke()).unwrap();
        });
        assert!(svg.contains("<line class=\"c-base\" x1=\"0.25\" y1=\"0.5\" x2=\"10\" y2=\"20\"/>"), "{svg}");
        assert_eq!(pixels((units(2.25), units(-1.0))), (2.25, -1.0));
    }

    #[test]
    fn a_rectangle_may_be_given_from_any_corner() {
        let svg = drawn(|canvas| canvas.draw_rect((40, 80), (0, 40), &Paint::ZONE.fill(), true).unwrap());
        assert!(svg.contains("x=\"0\" y=\"10\" width=\"10\" height=\"10\""), "{svg}");
    }

    #[test]
    fn what_is_transparent_is_not_written() {
        let clear = BackendColor { alpha: 0.0, rgb: (0, 0, 0) };
        let svg = drawn(|canvas| {
            canvas.draw_line((0, 0), (4, 4), &clear).unwrap();
            canvas.draw_pixel((0, 0), clear).unwrap();
        });
        assert!(svg.ends_with("aria-label=\"x\"></svg>"), "{svg}");
    }

    #[test]
    fn text_is_measured_by_character_not_by_byte() {
        drawn(|canvas| {
            let style = Paint::TEXT.text();
            let plain = canvas.estimate_text_size("Muenchen", &style).unwrap().0;
            let accented = canvas.estimate_text_size("Mǘnchen", &style).unwrap().0;
            assert!(accented <= plain + 8, "{accented} {plain}");
        });
    }
}
