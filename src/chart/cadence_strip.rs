//! Draws when bodies met, 430 wide and 50 a lane.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::CadenceStrip;

pub(super) fn draw(figure: &CadenceStrip) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
