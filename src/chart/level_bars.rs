//! Draws levels of criteria, 430 wide and 28 a row.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::LevelBars;

pub(super) fn draw(figure: &LevelBars) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
