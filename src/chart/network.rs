//! Draws who is linked with whom, 640 wide; place it where it may scroll sideways.

use crate::chart::svg::{Frame, Svg};
use crate::view::figure::Network;

pub(super) fn draw(figure: &Network) -> String {
    Svg::new(&Frame { class: "c-rows", size: (430.0, 10.0), summary: &figure.summary, links: false }).finish()
}
