//! Draws stages and outcomes, 430 wide.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::Funnel;

pub(super) fn draw(figure: &Funnel) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
