//! A packet as one HTML file that stands alone: style and drawings are inside, nothing is fetched, no script runs.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::templates::css_text;
use super::{Renderer, drawn};
use crate::render::RenderError;
use crate::view::packet::Packet;

/// So many letters of a partner's name stand at the head of a sheet.
const LONGEST_NAME: usize = 48;

/// The size of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// The word, in style sheets and manifests.
    pub fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }
}

impl Renderer {
    /// Draws a packet.
    pub fn packet(&self, packet: &Packet, paper: Paper) -> Result<Vec<u8>, RenderError> {
        #[derive(Serialize)]
        struct Shown<'a> {
            packet: &'a Packet,
            paper: &'static str,
            style: String,
            style_hash: String,
            drawn: drawn::Drawn,
        }
        let style = self.packet_style(packet, paper);
        let shown = Shown {
            packet,
            paper: paper.word(),
            style_hash: format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()))),
            style,
            drawn: drawn::draw_alone(&packet.page),
        };
        self.fill("packet.html", &packet.name, &shown)
    }

    /// The style of a packet: that of the site, that of packets, and what stands on each page of paper.
    fn packet_style(&self, packet: &Packet, paper: Paper) -> String {
        // The head of a sheet is one line, and the label has to stay readable.
        let name: String = packet.partner.chars().take(LONGEST_NAME).collect();
        let cut = if name.len() < packet.partner.len() { "…" } else { "" };
        let title = format!("{name}{cut} · {}", packet.quarter);
        let foot = format!("Data as of {}", packet.as_of);
        let font = "font: 8pt system-ui, sans-serif; color: #4b5665;";
        let page = format!(
            "@page {{ size: {}; margin: 22mm 16mm 20mm 16mm;\n@top-left {{ content: {}; {font} }}\n@top-right {{ content: {}; {font} }}\n@bottom-left {{ content: {}; {font} }}\n@bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); {font} }} }}\n",
            match paper {
                Paper::A4 => "A4",
                Paper::Letter => "letter",
            },
            css_text(&title),
            css_text(packet.label),
            css_text(&foot),
        );
        let bare = if packet.short {
            ""
        } else {
            "@page :first { @top-left { content: none; } @top-right { content: none; } @bottom-left { content: none; } @bottom-right { content: none; } }\n"
        };
        [&self.shared("site.css"), &self.shared("chart.css"), &self.shared("packet.css"), page.as_str(), bare]
            .concat()
    }

    /// A shared file, the team's own in place of ours.
    fn shared(&self, name: &str) -> String {
        let ours = super::templates::SHARED.iter().find(|(known, _)| *known == name);
        ours.map(|(name, text)| self.own.or(name, text).to_owned()).unwrap_or_default()
    }
}
