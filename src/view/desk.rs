//! Everything that the pages are worded from: records as of a day, playbook, scores, names and addresses.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::figure::DayAxis;
use super::page::{Figure, FigureId, Inline, Link, Page, Part, Prose, ProseId};
use super::words;
use crate::check::{Coverage, concerned};
use crate::finding::{Finding, Severity, Waived};
use crate::load::Stamp;
use crate::playbook::Playbook;
use crate::playbook::shape::Phase;
use crate::portfolio::calendar::{Date, Quarter};
use crate::portfolio::initiative::Initiative;
use crate::portfolio::noun;
use crate::portfolio::words::State;
use crate::portfolio::{Partner, Portfolio, Record};
use crate::record::Ref;
use crate::scorecard::{QUARTERS, Scores, capped};
use crate::source::{FileId, Place, Sources};

/// What pages are made from, and what was computed from it.
pub struct Desk<'a> {
    given: Input<'a>,
    /// The last quarter that has ended.
    pub quarter: Quarter,
    findings_of: BTreeMap<&'a str, Vec<&'a Finding>>,
}

impl<'a> Deref for Desk<'a> {
    type Target = Input<'a>;

    fn deref(&self) -> &Input<'a> {
        &self.given
    }
}

/// What pages are made from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The records, seen as of the day.
    pub portfolio: &'a Portfolio,
    /// What the organisation asks for.
    pub playbook: &'a Playbook,
    /// The texts, for lines.
    pub sources: &'a Sources,
    /// What was found: by reading, and by the playbook's rules.
    pub findings: &'a [Finding],
    /// What rules found and somebody accepted for a time.
    pub waived: &'a [Waived],
    /// What each partner must show, and whether it does.
    pub coverage: &'a [Coverage],
    /// The figures and scores of all partners.
    pub scores: &'a BTreeMap<String, Scores>,
    /// How many errors are open about each partner; they hold its state at risk.
    pub open_errors: &'a BTreeMap<String, usize>,
    /// From which records and which playbook they were made.
    pub stamp: &'a Stamp,
    /// How many records were read.
    pub records: usize,
    /// The day.
    pub as_of: Date,
    /// Whether figures are hidden: no page leads to a file that is nothing but figures.
    pub figures_hidden: bool,
}

impl<'a> Desk<'a> {
    /// Computes what all pages share.
    pub fn new(given: Input<'a>) -> Self {
        let quarter = given.portfolio.settings.fiscal_year.last_closed(given.as_of);
        let mut findings_of: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in given.findings {
            for id in concerned(given.portfolio, finding, given.sources) {
                findings_of.entry(id).or_default().push(finding);
            }
        }
        Self { given, quarter, findings_of }
    }

    /// What was found about a partner: in its folder, or in an initiative that it shares.
    pub fn findings_of(&self, partner: &str) -> &[&'a Finding] {
        self.findings_of.get(partner).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same desk on another day, without the scores of this one.
    pub fn at(&self, as_of: Date, quarter: Quarter) -> Self {
        static NONE: BTreeMap<String, Scores> = BTreeMap::new();
        let given = Input { as_of, scores: &NONE, ..self.given };
        Self { given, quarter, findings_of: BTreeMap::new() }
    }

    /// The desk as it was on the last day of a quarter: records as of then, and scores up to that quarter.
    pub fn then<'b>(
        &'b self,
        portfolio: &'b Portfolio,
        scores: &'b BTreeMap<String, Scores>,
        quarter: Quarter,
    ) -> Desk<'b> {
        let as_of = portfolio.settings.fiscal_year.last_day(quarter);
        let given = Input { portfolio, scores, as_of, findings: &[], ..self.given };
        Desk { given, quarter, findings_of: BTreeMap::new() }
    }

    /// The figures and scores of a partner.
    pub fn scores(&self, partner: &str) -> Option<&'a Scores> {
        self.given.scores.get(partner)
    }

    /// The present state of a partner: that of its figures, held at risk by open errors.
    pub fn state(&self, partner: &str) -> State {
        let by_figures = self.scores(partner).map_or(State::NotRated, |scores| scores.now().state);
        capped(by_figures, self.open_errors.get(partner).copied().unwrap_or_default())
    }

    /// How many open errors hold a partner back that would be on track by its figures.
    pub fn held_back(&self, partner: &str) -> Option<usize> {
        let by_figures = self.scores(partner)?.now().state;
        (self.state(partner) != by_figures)
            .then(|| self.open_errors.get(partner).copied().unwrap_or_default())
    }

    /// Where the errors stand that hold a partner back: on its own page, unless they are those of a shared initiative.
    pub fn errors_path(&self, partner: &str) -> String {
        let own = self.findings_of(partner).iter().any(|finding| finding.severity == Severity::Error);
        if own { format!("{}#findings", partner_path(partner)) } else { "findings.html".to_owned() }
    }

    /// The days from one to another as an axis that rules off every quarter, or every `step`th.
    pub fn day_axis(&self, from: Date, to: Date, step: usize) -> DayAxis {
        let year = self.portfolio.settings.fiscal_year;
        let last = year.quarter_of(to);
        let quarters = (0..).map(|ahead| year.quarter_of(from).plus(ahead));
        let grid = quarters.take_while(|&quarter| quarter <= last).step_by(step);
        DayAxis {
            from: from.civil(),
            to: to.civil(),
            grid: grid.map(|quarter| (year.first_day(quarter).civil(), quarter.to_string())).collect(),
            as_of: self.as_of.civil(),
            as_of_label: format!("As of {}", words::date(self.as_of)),
        }
    }

    /// The quarters looked at, oldest first.
    pub fn quarters(&self) -> Vec<Quarter> {
        (0..QUARTERS).rev().map(|back| self.quarter.plus(-back)).collect()
    }

    /// The name of a tier.
    pub fn tier_name(&self, partner: &Partner) -> Option<&str> {
        let (_, tier) = self.playbook.tier(crate::facts::partner::tier(partner)?)?;
        Some(&tier.name)
    }

    /// The name of a stage.
    pub fn stage_name(&self, stage: &str) -> String {
        self.playbook.stage(stage).map_or_else(|| stage.to_owned(), |stage| stage.name.clone())
    }

    /// What the present stage is in the life of an alliance.
    pub fn phase(&self, partner: &Partner) -> Option<Phase> {
        crate::facts::partner::phase(partner, self.playbook)
    }

    /// The name of one of our people; the id, if it leads nowhere.
    pub fn person(&self, person: &Ref<noun::Person>) -> String {
        self.portfolio.person(person.as_str()).map_or_else(|| person.to_string(), |found| found.name.clone())
    }

    /// The name of one of a partner's people.
    pub fn contact(&self, partner: &Partner, contact: &Ref<noun::Contact>) -> String {
        partner.contact(contact.as_str()).map_or_else(|| contact.to_string(), |found| found.name.clone())
    }

    /// Where something was heard: the name of the channel, or its id where nobody described it.
    pub fn channel(&self, id: &Ref<noun::Channel>) -> String {
        let programme = self.portfolio.programme.iter();
        let mut channels = programme.flat_map(|programme| &programme.listening_channels);
        channels.find(|channel| *id == channel.id).map_or_else(|| id.to_string(), |found| found.name.clone())
    }

    /// The name of somebody on either side.
    pub fn anyone(&self, partner: &Partner, id: &Ref<noun::Anyone>) -> String {
        self.name_of(partner, id.as_str())
    }

    /// The same, by the bare id.
    pub fn name_of(&self, partner: &Partner, id: &str) -> String {
        self.portfolio.name_of(partner, id).unwrap_or(id).to_owned()
    }

    /// The name of somebody on either side, if there is somebody.
    pub fn anyone_or_dash(&self, partner: &Partner, id: Option<&Ref<noun::Anyone>>) -> String {
        id.map_or_else(|| words::DASH.to_owned(), |id| self.anyone(partner, id))
    }

    /// An initiative of a partner or one that it shares, with the path of its page.
    pub fn initiative<'p>(
        &'p self,
        partner: &'p Partner,
        id: &str,
    ) -> Option<(&'p Record<Initiative>, String)> {
        if let Some(own) = partner.initiatives.get(id) {
            return Some((own, initiative_path(Some(&partner.id), id)));
        }
        let shared = self.portfolio.initiatives.get(id)?;
        Some((shared, initiative_path(None, id)))
    }

    /// Whether an initiative runs: it has not ended, and is not in a closing stage.
    pub fn runs(&self, initiative: &Initiative) -> bool {
        let phase = initiative.stages.last().and_then(|change| self.playbook.phase(change.stage.as_str()));
        initiative.completion.is_none() && phase != Some(Phase::Closing)
    }

    /// The path of a file, relative to the portfolio.
    pub fn path(&self, file: FileId) -> &'a str {
        self.sources.get(file).path()
    }

    /// Where a place is edited, if the settings say how.
    pub fn edit(&self, place: &Place) -> Option<Link> {
        let pattern = self.portfolio.settings.edit_link.as_deref()?;
        let safe = pattern.starts_with("https://") || pattern.starts_with("http://");
        let line = self.sources.region(place).line.to_string();
        safe.then(|| Link {
            text: "Edit this record".to_owned(),
            href: pattern.replace("{path}", self.path(place.file)).replace("{line}", &line),
        })
    }

    /// Where a file is edited.
    pub fn edit_file(&self, file: FileId) -> Option<Link> {
        self.edit(&Place { file, range: 0..0 })
    }
}

/// The path of a partner's page.
pub fn partner_path(id: &str) -> String {
    format!("partners/{id}/index.html")
}

/// The scores of the last closed quarter as files, without the ending.
pub const DATA: &str = "data/scores";

/// The scores of a partner through its history as files, without the ending.
pub fn partner_data(id: &str) -> String {
    format!("partners/{id}/scores")
}

/// The path of an initiative's page: of one partner, or of several.
pub fn initiative_path(partner: Option<&str>, id: &str) -> String {
    match partner {
        Some(partner) => format!("partners/{partner}/initiatives/{id}.html"),
        None => format!("initiatives/{id}.html"),
    }
}

/// The path of a review's page.
pub fn review_path(partner: &str, quarter: Quarter) -> String {
    format!("partners/{partner}/reviews/{}.html", quarter.to_string().to_lowercase())
}

/// The path of a meeting's page.
pub fn meeting_path(partner: &str, id: &str) -> String {
    format!("partners/{partner}/meetings/{id}.html")
}

/// A page being written.
pub struct Draft {
    /// The page.
    pub page: Page,
}

impl Draft {
    /// An empty page at a path.
    pub fn new(
        template: &'static str,
        part: Part,
        path: impl Into<String>,
        title: impl Into<String>,
    ) -> Self {
        let path = path.into();
        let root = "../".repeat(path.matches('/').count());
        let page = Page {
            template,
            path,
            root,
            part,
            breadcrumbs: Vec::new(),
            siblings: Vec::new(),
            title: title.into(),
            kicker: None,
            state: None,
            subtitle: Vec::new(),
            headline: None,
            edit: None,
            previous: None,
            next: None,
            cards: Vec::new(),
            sections: Vec::new(),
            data: None,
            figures: Vec::new(),
            prose: Vec::new(),
        };
        Self { page }
    }

    /// The way from this page to another.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.page.root)
    }

    /// A link from this page to another.
    pub fn link(&self, text: impl Into<String>, path: &str) -> Link {
        Link { text: text.into(), href: self.href(path) }
    }

    /// A piece of text that leads to another page.
    pub fn inline_link(&self, text: impl Into<String>, path: &str) -> Inline {
        words::text(text).to(self.href(path))
    }

    /// Keeps a drawing.
    pub fn figure(&mut self, figure: Figure) -> FigureId {
        self.page.figures.push(figure);
        FigureId(self.page.figures.len() - 1)
    }

    /// Keeps a Markdown text; nothing for an empty one.
    pub fn prose(&mut self, markdown: &str, record: &str) -> Option<ProseId> {
        if markdown.trim().is_empty() {
            return None;
        }
        let id = self.page.prose.len();
        self.page.prose.push(Prose {
            markdown: markdown.to_owned(),
            record: record.to_owned(),
            id_prefix: format!("text-{}-", id + 1),
        });
        Some(ProseId(id))
    }
}
