//! Draws how a value is split, 430 wide and 46 a row.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::SplitBar;

pub(super) fn draw(figure: &SplitBar) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
