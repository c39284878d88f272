//! Pours pages into templates and returns files as bytes. Decides no word and touches no file.

mod calendar;
mod drawn;
mod error;
mod links;
mod mask;
mod own;
mod packet;
pub mod search;
mod tables;
mod templates;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

pub use self::calendar::calendar;
pub use self::error::RenderError;
pub use self::mask::mask;
pub use self::own::Own;
pub use self::packet::Paper;
use crate::publish::Files;
use crate::view::page::{Moved, Page, SiteFrame};

/// Draws the pages of one site.
pub struct Renderer {
    tera: Tera,
    site: SiteFrame,
    records: BTreeMap<String, String>,
    own: Own,
}

impl Renderer {
    /// Reads the templates. `records` gives the page on which each record is shown, by the path of its file; `own` is what
    /// the team brings along.
    pub fn new(site: &SiteFrame, records: BTreeMap<String, String>, own: Own) -> Result<Self, RenderError> {
        Ok(Self { tera: templates::read(&own)?, site: site.clone(), records, own })
    }

    /// Reads the templates for packets, which stand in no site.
    pub fn for_packets(own: Own) -> Result<Self, RenderError> {
        Self::new(&SiteFrame::default(), BTreeMap::new(), own)
    }

    /// Draws a page.
    pub fn page(&self, page: &Page) -> Result<Vec<u8>, RenderError> {
        #[derive(Serialize)]
        struct Shown<'a> {
            site: &'a SiteFrame,
            page: &'a Page,
            drawn: drawn::Drawn,
        }
        let shown = Shown { site: &self.site, page, drawn: drawn::draw(page, &self.records) };
        self.fill(&format!("{}.html", page.template), &page.path, &shown)
    }

    /// Draws the page that stands at an old address.
    pub fn moved(&self, moved: &Moved) -> Result<Vec<u8>, RenderError> {
        #[derive(Serialize)]
        struct Shown<'a> {
            site: &'a SiteFrame,
            moved: &'a Moved,
        }
        self.fill("moved.html", &moved.path, &Shown { site: &self.site, moved })
    }

    /// Fills a template for a page at a path.
    fn fill(&self, template: &str, path: &str, shown: &impl Serialize) -> Result<Vec<u8>, RenderError> {
        let context = Context::from_serialize(shown).map_err(|error| RenderError::new(path, &error))?;
        let html = self
            .tera
            .render(template, &context)
            .map_err(|error| RenderError::of_template(path, &self.own, &error))?;
        Ok(if self.site.figures_hidden { mask::hide(&html) } else { html }.into_bytes())
    }

    /// The tables of a page, as files beside it.
    pub fn tables(&self, page: &Page) -> Files {
        tables::files(&self.site, page)
    }

    /// The files that all pages share.
    pub fn assets(&self) -> Files {
        templates::assets(&self.site, &self.own)
    }
}
