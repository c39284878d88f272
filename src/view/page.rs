//! What a page holds: frames, sections and blocks, worded and in order. A template sees these and nothing
//! else; all text is plain text unless it says otherwise.

use serde::Serialize;

use super::figure::{
    Bullet, CadenceStrip, Dumbbell, FlowBars, Funnel, HeatMap, Histogram, LevelBars, Network, PromiseBars,
    RangeStrip, RiskGrid, SignStrip, Sparkline, SplitBar, StateStack, Timeline, Trend,
};

/// What is the same on every page of a site.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteFrame {
    /// The title of the site.
    pub title: String,
    /// The date that the records were seen as of, in words: "16 October 2026".
    pub as_of: String,
    /// The same as `2026-10-16`.
    pub as_of_iso: String,
    /// The version of the program.
    pub version: &'static str,
    /// The checksum of the records that the site was made from.
    pub records_stamp: String,
    /// The checksum of the playbook that it was judged by.
    pub playbook_stamp: String,
    /// How many partners.
    pub partners: usize,
    /// How many records.
    pub records: usize,
    /// How many findings, in words: "3 errors, 2 warnings", "no findings".
    pub findings: String,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings there are.
    pub finding_count: usize,
    /// A line of the team's own for the foot of each page.
    pub footer: Option<String>,
    /// The team's logo in the site: `assets/logo.png`.
    pub logo: Option<String>,
    /// The team's colour for links, focus and marks of the current page.
    pub accent: Option<Accent>,
    /// Where the site will lie, with a slash at its end: `https://alliances.example.com/`.
    pub base_url: Option<String>,
    /// Whether figures are hidden, for a demonstration.
    pub figures_hidden: bool,
}

/// A colour, for each theme in the shade that can be read on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accent {
    /// On light: `#0b57a4`.
    pub light: String,
    /// On dark.
    pub dark: String,
}

/// The parts of the site, for the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The overview.
    Overview,
    /// Partners.
    Partners,
    /// Initiatives.
    Initiatives,
    /// Reviews.
    Reviews,
    /// What the records add up to.
    Numbers,
    /// The playbook, and the programme behind it.
    Playbook,
    /// Findings.
    Findings,
    /// The records of all partners, kind by kind.
    Ledger,
    /// Search, and the page for addresses that lead nowhere.
    Search,
}

/// A page: its place in the site, its head, its sections.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// Which template draws it: `overview`, `partners`, `partner`, `initiatives`, `initiative`, `reviews`,
    /// `review`, `meeting`, `metrics`, `numbers`, `ledger`, `programme`, `playbook`, `rule`,
    /// `findings`, `search`, `not-found`.
    pub template: &'static str,
    /// Its path in the site: `partners/acme/index.html`.
    pub path: String,
    /// The way from it to the top of the site: `../../`, empty at the top.
    pub root: String,
    /// The part of the site that it belongs to.
    pub part: Part,
    /// The way to it, without itself.
    pub breadcrumbs: Vec<Link>,
    /// The pages of its group, itself among them; none for a page that stands alone.
    pub siblings: Vec<Sibling>,
    /// Its title.
    pub title: String,
    /// A word in small capitals above the title: "Quarterly business review".
    pub kicker: Option<String>,
    /// The state shown beside the title.
    pub state: Option<StatePill>,
    /// One line under the title, its parts set apart by dots.
    pub subtitle: Vec<Inline>,
    /// The message of the page in a sentence.
    pub headline: Option<String>,
    /// Where the record of the page is edited.
    pub edit: Option<Link>,
    /// The page before and the page after it in a row, such as quarters.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// Cards with the key figures.
    pub cards: Vec<Card>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The way to the page's tables as JSON; none for a page without a table.
    pub data: Option<String>,
    /// Drawings, which cells and blocks name by their index; drawn by the renderer.
    #[serde(skip)]
    pub figures: Vec<Figure>,
    /// Markdown bodies, which blocks name by their index; made safe by the renderer.
    #[serde(skip)]
    pub prose: Vec<Prose>,
}

/// An address at which a page stood before its partner got another id.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// The old path in the site.
    pub path: String,
    /// The way from there to the top of the site.
    pub root: String,
    /// The way from there to the page.
    pub to: String,
    /// The title of the page.
    pub title: String,
}

/// A drawing.
#[derive(Debug, Clone)]
pub enum Figure {
    /// A sparkline for a row of a table.
    Sparkline(Sparkline),
    /// A sparkline for a card.
    CardSparkline(Sparkline),
    /// A bullet graph.
    Bullet(Bullet),
    /// Lines through the quarters.
    Trend(Trend),
    /// Counts of states through the quarters.
    StateStack(StateStack),
    /// Risks by likelihood and impact.
    RiskGrid(RiskGrid),
    /// Dates ahead.
    Timeline(Timeline),
    /// Partners by dimension.
    HeatMap(HeatMap),
    /// What two sides say of the same items.
    Dumbbell(Dumbbell),
    /// What passes from stage to stage.
    Funnel(Funnel),
    /// Promises kept, moved, open and dropped.
    PromiseBars(PromiseBars),
    /// When bodies met.
    CadenceStrip(CadenceStrip),
    /// Value to us and to them.
    SplitBar(SplitBar),
    /// How often each value occurs.
    Histogram(Histogram),
    /// Signs that are there or not.
    SignStrip(SignStrip),
    /// Levels of criteria.
    LevelBars(LevelBars),
    /// Who is linked with whom.
    Network(Network),
    /// Who came and who left.
    FlowBars(FlowBars),
    /// Everybody as a dot on one axis.
    RangeStrip(RangeStrip),
}

/// The index of a drawing in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FigureId(pub usize);

/// Markdown that somebody wrote.
#[derive(Debug, Clone)]
pub struct Prose {
    /// The Markdown.
    pub markdown: String,
    /// The path of the record that it stands in, against which its links are read.
    pub record: String,
    /// Put before the ids of its headings, so that they are unique on the page.
    pub id_prefix: String,
}

/// The index of a Markdown text in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ProseId(pub usize);

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where it leads, relative to the page, or an address outside.
    pub href: String,
}

/// A page of the same group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sibling {
    /// The way to it.
    pub link: Link,
    /// Whether it is this page itself.
    pub current: bool,
}

/// How things stand, as a pill: shape, word and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatePill {
    /// `on-track`, `at-risk`, `off-track`, `not-rated`.
    pub key: &'static str,
    /// "On track".
    pub word: &'static str,
}

/// What a piece of text says beyond its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Nothing more.
    Plain,
    /// Less important.
    Muted,
    /// Good news.
    Good,
    /// Bad news.
    Bad,
    /// To be watched.
    Watch,
}

/// A piece of text in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inline {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What it says beyond its words.
    pub tone: Tone,
    /// A second, smaller line under it.
    pub note: Option<String>,
    /// As a label in a box rather than as text.
    pub tag: bool,
}

/// A card with a key figure.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// What it is, with its period.
    pub label: String,
    /// The figure, or a dash.
    pub value: String,
    /// How it changed: an arrow, a signed figure and its words.
    pub change: Option<Change>,
    /// What else to know: "plan €10.0m".
    pub note: Option<String>,
    /// The last quarters.
    pub sparkline: Option<FigureId>,
    /// A state in place of a sparkline.
    pub state: Option<StatePill>,
    /// Where it leads.
    pub href: Option<String>,
}

/// A change against another period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `up`, `down` or `same`: the way of the arrow.
    pub direction: &'static str,
    /// Whether that is good news.
    pub tone: Tone,
    /// The signed figure: "+6 %", "−2 pts".
    pub text: String,
    /// Against what: "vs 2026-Q2".
    pub against: String,
}

/// A section of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Its id, for links to it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The message or the subtitle under the title: what, when, which unit.
    pub lead: Option<String>,
    /// Whether it must never leave our organisation.
    pub internal: bool,
    /// How many items it has, shown beside its title.
    pub count: Option<usize>,
    /// Where its record is edited.
    pub edit: Option<Link>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block {
    /// Names and what they stand for.
    Facts {
        /// The facts.
        facts: Vec<Fact>,
    },
    /// A table.
    Table {
        /// The table.
        table: Table,
    },
    /// A Markdown text.
    Prose {
        /// Which.
        prose: ProseId,
    },
    /// A paragraph of plain text.
    Text {
        /// The words.
        text: String,
    },
    /// A list of short items.
    List {
        /// The items.
        items: Vec<Inline>,
        /// Whether their order counts.
        ordered: bool,
    },
    /// A quotation, such as a pitch or a field brief.
    Quote {
        /// The words.
        text: String,
        /// Whose.
        by: Option<String>,
    },
    /// A heading within the section.
    Heading {
        /// Its words.
        text: String,
    },
    /// A drawing with its message, and its numbers as a table.
    Figure {
        /// The message as a sentence.
        title: String,
        /// What, when, which unit.
        subtitle: String,
        /// The drawing.
        figure: FigureId,
        /// Its numbers, unless they stand in a table beside it.
        table: Option<Table>,
    },
    /// Things side by side.
    Columns {
        /// Two or three columns.
        columns: Vec<Column>,
    },
    /// Things that can be opened.
    Details {
        /// What is in there.
        summary: String,
        /// The things.
        blocks: Vec<Block>,
    },
    /// Nothing is there, and how to change that.
    Empty {
        /// What is not there: "No survey yet".
        what: String,
        /// What to do: "add a round to `partners/acme/surveys.yaml`".
        how: String,
    },
}

/// A column of things side by side.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Its things.
    pub blocks: Vec<Block>,
}

/// A name and what it stands for.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What it stands for, one or several.
    pub values: Vec<Inline>,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Its id on the page, `table_` and that of its section; given once the page is whole.
    pub id: String,
    /// The way to it as a CSV file, where there is one.
    pub csv: Option<String>,
    /// What it shows, for people who hear it; shown only if `show_caption`.
    pub caption: String,
    /// Whether the caption is shown.
    pub show_caption: bool,
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows that are shown.
    pub rows: Vec<Row>,
    /// How many rows are shown of how many, where not all are: "200 of 2,004 rows shown; all of them are in the CSV and
    /// JSON files."
    pub cut: Option<String>,
    /// All rows as they were before the page was cut to its limits; for the files.
    #[serde(skip)]
    pub whole: Option<Vec<Row>>,
}

impl Table {
    /// All rows, shown or not.
    pub fn all(&self) -> &[Row] {
        self.whole.as_deref().unwrap_or(&self.rows)
    }
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct TableColumn {
    /// Its head, with the unit if it has one.
    pub head: String,
    /// `text`, `date` (kept on one line), `number` (to the right), `figure`.
    pub kind: &'static str,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its id, for links to it.
    pub id: Option<String>,
    /// The id by which people speak of the record: "c-014".
    pub mark: Option<String>,
    /// Where its record is edited.
    pub edit: Option<String>,
    /// Its cells; the first is the head of the row.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Cell {
    /// Pieces of text, one a line.
    Text {
        /// The pieces.
        lines: Vec<Inline>,
    },
    /// A figure, to the right.
    Number {
        /// In words.
        text: String,
        /// What it says beyond its words.
        tone: Tone,
        /// A second, smaller line.
        note: Option<String>,
    },
    /// A figure that was measured, to the right, with the line that it stands on.
    Sourced {
        /// In words.
        text: String,
        /// A second, smaller line; may be empty.
        note: String,
        /// Where it stands.
        source: Inline,
    },
    /// A change.
    Change {
        /// The change.
        change: Change,
    },
    /// Changes against several periods, one a line.
    Changes {
        /// The changes; there is one at least.
        changes: Vec<Change>,
    },
    /// A state.
    State {
        /// The state.
        state: StatePill,
        /// A second, smaller line.
        note: Option<String>,
        /// Where the second line leads.
        href: Option<String>,
    },
    /// A drawing.
    Figure {
        /// The drawing.
        figure: FigureId,
        /// A second, smaller line, such as the limits of a bullet graph.
        note: Option<String>,
    },
    /// Nothing is known: a dash, and why.
    Missing {
        /// Why, in a word or two; may be empty.
        why: String,
    },
}
