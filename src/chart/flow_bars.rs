//! Draws who came and who left, 430 wide.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::FlowBars;

pub(super) fn draw(figure: &FlowBars) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
