//! Draws two sides on one scale, 430 wide and 46 an item.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::Dumbbell;

pub(super) fn draw(figure: &Dumbbell) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
