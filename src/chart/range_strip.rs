//! Draws everybody as a dot on one axis, 430 wide.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::RangeStrip;

pub(super) fn draw(figure: &RangeStrip) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
