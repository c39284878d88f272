//! Draws signs that are there or not, 430 wide and 30 a row.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::SignStrip;

pub(super) fn draw(figure: &SignStrip) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
