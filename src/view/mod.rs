//! Pages as typed contents, sorted and worded. Knows no HTML and reads no file.

mod attendance;
mod counted;
mod desk;
mod ecosystem;
pub mod figure;
mod findings;
mod initiatives;
mod ledger;
mod limits;
mod meetings;
mod metrics;
mod moved;
mod numbers;
mod overview;
pub mod packet;
pub mod page;
mod partner;
mod partners;
mod parts;
mod people;
mod playbook;
pub mod preparation;
mod programme;
mod quarterly;
mod readiness;
mod review;
mod reviews;
mod scorecard;
mod search;
mod stages;
pub mod tables;
pub mod value;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use self::desk::{DATA, Input, partner_data};
use self::desk::{Desk, initiative_path, meeting_path, partner_path, review_path};
pub use self::ledger::{CALENDAR, Event};
pub use self::moved::Stand;
use self::page::{Accent, Moved, Page, SiteFrame};
pub use self::words::MONTHS;
use crate::finding::Tally;
use crate::insight::concentration::concentrations;

/// All pages of a site.
pub struct Site {
    /// What is the same on every page.
    pub frame: SiteFrame,
    /// The pages, by path.
    pub pages: Vec<Page>,
    /// Addresses at which pages stood before.
    pub moved: Vec<Moved>,
    /// The page on which a record is shown, by the path of its file; for links between records.
    pub records: BTreeMap<String, String>,
    /// What comes in the next two quarters, for a calendar file.
    pub events: Vec<Event>,
}

/// The pages of a portfolio, to be worded one group after the other, so that not all have to be held at once.
pub struct Pages<'a> {
    desk: Desk<'a>,
    /// What is the same on every page.
    pub frame: SiteFrame,
}

impl<'a> Pages<'a> {
    /// Computes what all pages share.
    pub fn new(input: Input<'a>) -> Self {
        let desk = Desk::new(input);
        let frame = frame(&desk);
        Self { desk, frame }
    }

    /// The page on which a record is shown, by the path of its file; for links between records.
    pub fn records(&self) -> BTreeMap<String, String> {
        records(&self.desk)
    }

    /// What comes in the next two quarters, for a calendar file.
    pub fn events(&self) -> Vec<Event> {
        ledger::events(&self.desk)
    }

    /// The pages about all partners.
    pub fn of_all(&self) -> Vec<Page> {
        let (desk, frame) = (&self.desk, &self.frame);
        let mut pages = vec![
            overview::page(desk),
            partners::page(desk),
            initiatives::index(desk),
            reviews::index(desk),
            numbers::page(desk),
            findings::page(desk),
            metrics::page(desk),
            search::page(),
            search::not_found(frame.base_url.as_deref()),
        ];
        pages.extend(playbook::pages(desk));
        pages.extend(ledger::pages(desk));
        pages.extend(programme::pages(desk));
        pages.extend(quarterly::pages(desk));
        pages.extend(
            desk.portfolio.initiatives.iter().map(|(id, record)| initiatives::page(desk, None, id, record)),
        );
        self.finished(pages)
    }

    /// The pages of each partner, handed over as they are worded; several at once, in no order.
    pub fn each_partner<T: Send, E: Send>(
        &self,
        hand_over: impl Fn(Vec<Page>) -> Result<T, E> + Sync,
    ) -> Result<Vec<T>, E> {
        let partners: Vec<_> = self.desk.portfolio.partners.values().collect();
        let concentrations = concentrations(&counted::ground(&self.desk), self.desk.quarter);
        let worded = partners
            .par_iter()
            .map(|partner| hand_over(self.finished(partner::pages(&self.desk, partner, &concentrations))));
        worded.collect()
    }

    /// Addresses at which pages stood before.
    pub fn moved(&self, pages: &[Stand]) -> Vec<Moved> {
        moved::moved(&self.desk, pages)
    }

    fn finished(&self, mut pages: Vec<Page>) -> Vec<Page> {
        for page in &mut pages {
            tables::number(page, !self.desk.figures_hidden);
            limits::cut(page);
        }
        pages
    }
}

/// Words all pages of a portfolio at once.
pub fn site(input: Input<'_>) -> Site {
    let all = Pages::new(input);
    let mut pages = all.of_all();
    let of_partners: Result<Vec<Vec<Page>>, std::convert::Infallible> = all.each_partner(Ok);
    pages.extend(of_partners.into_iter().flatten().flatten());
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let stands: Vec<Stand> = pages.iter().map(Stand::of).collect();
    Site { moved: all.moved(&stands), records: all.records(), events: all.events(), frame: all.frame, pages }
}

/// What is the same on every page.
fn frame(desk: &Desk<'_>) -> SiteFrame {
    let tally = Tally::of(desk.findings);
    let settings = &desk.portfolio.settings;
    let title = settings.site.title.clone().or_else(|| settings.name.clone());
    SiteFrame {
        title: title.unwrap_or_else(|| "Alliance portfolio".to_owned()),
        as_of: words::long_date(desk.as_of),
        as_of_iso: desk.as_of.to_string(),
        version: env!("CARGO_PKG_VERSION"),
        records_stamp: desk.stamp.records.clone(),
        playbook_stamp: desk.stamp.playbook.clone(),
        partners: desk.portfolio.partners.len(),
        records: desk.records,
        findings: tally.words(),
        errors: tally.errors,
        finding_count: desk.findings.len(),
        footer: settings.site.footer.clone(),
        logo: None,
        accent: settings
            .site
            .accent
            .map(|accent| Accent { light: accent.light().to_string(), dark: accent.dark().to_string() }),
        base_url: settings.site.base_url.as_ref().map(ToString::to_string),
        figures_hidden: desk.figures_hidden,
    }
}

/// The page on which each record is shown.
fn records(desk: &Desk<'_>) -> BTreeMap<String, String> {
    let mut records = BTreeMap::new();
    for (id, record) in &desk.portfolio.initiatives {
        records.insert(desk.path(record.file).to_owned(), initiative_path(None, id));
    }
    for (_, source) in desk.sources.iter() {
        let partner = source.path().strip_prefix("partners/").and_then(|rest| rest.split_once('/'));
        if let Some((id, _)) = partner.filter(|(id, _)| desk.portfolio.partners.contains_key(*id)) {
            records.insert(source.path().to_owned(), partner_path(id));
        }
    }
    for partner in desk.portfolio.partners.values() {
        for (id, record) in &partner.initiatives {
            records.insert(desk.path(record.file).to_owned(), initiative_path(Some(&partner.id), id));
        }
        for (id, meeting) in &partner.meetings {
            records.insert(desk.path(meeting.record.file).to_owned(), meeting_path(&partner.id, id));
        }
        for review in partner.reviews.values() {
            records
                .insert(desk.path(review.record.file).to_owned(), review_path(&partner.id, review.quarter));
        }
    }
    records
}
