//! Draws how often each value occurs, 430 wide.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::Histogram;

pub(super) fn draw(figure: &Histogram) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
