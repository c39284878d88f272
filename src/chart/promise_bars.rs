//! Draws how promises fared, 430 wide and 54 a row.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::PromiseBars;

pub(super) fn draw(figure: &PromiseBars) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
