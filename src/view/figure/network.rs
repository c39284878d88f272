//! Who is linked with whom. The places are computed from the order given: no force, no chance.

/// Nodes and the edges between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// How the nodes are placed.
    pub layout: NetworkLayout,
    /// The nodes, in the order in which they are placed. Beyond [`Network::MOST_NODES`] nothing is drawn.
    pub nodes: Vec<Node>,
    /// The edges; one that names no node is not drawn.
    pub edges: Vec<Edge>,
    /// The one sentence read in place of the drawing.
    pub summary: String,
}

impl Network {
    /// More nodes than these nobody can read.
    pub const MOST_NODES: usize = 40;
}

/// How a [`Network`] is placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkLayout {
    /// Nodes of kind [`NodeKind::Us`] in the middle, the others on a ring, clockwise from the top.
    Ring,
    /// Named columns from left to right, such as ours and theirs; in each the most influential on top.
    Columns(Vec<String>),
}

/// A partner, a person, or us.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name, printed beside it.
    pub label: String,
    /// More about it, given as a tooltip, such as "Head of sales, influence 4 of 5".
    pub note: String,
    /// Where it is described, relative to the page.
    pub href: Option<String>,
    /// What it is.
    pub kind: NodeKind,
    /// Its weight from 1 to 5, such as influence; larger is drawn larger.
    pub size: u8,
    /// How it stands, which decides its shape.
    pub standing: Standing,
    /// The index of its column in [`NetworkLayout::Columns`]; a ring takes no note of it.
    pub column: usize,
}

/// What a [`Node`] is, which decides how its name is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// We.
    Us,
    /// A partner of the first tier, or a person who decides: a strong name and a second outline.
    First,
    /// Any other partner or person.
    Usual,
    /// One on the edge: a prospect, or someone outside.
    Outer,
}

/// How a [`Node`] stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// An alliance on track.
    OnTrack,
    /// An alliance at risk.
    AtRisk,
    /// An alliance off track.
    OffTrack,
    /// An alliance without enough data to rate.
    NotRated,
    /// A person who supports the alliance.
    Supports,
    /// A person who is neutral.
    Neutral,
    /// A person who is concerned.
    Concerned,
    /// A person of whom nothing is noted.
    Unknown,
}

/// A link between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The index of the node where it begins.
    pub from: usize,
    /// The index of the node where it ends.
    pub to: usize,
    /// What it is about.
    pub kind: EdgeKind,
    /// From 1 to 5; stronger is drawn wider.
    pub strength: u8,
    /// Given as a tooltip, such as "Build: joint connector, since 2025".
    pub label: String,
    /// Where it is described, relative to the page.
    pub href: Option<String>,
    /// Whether it points from the one to the other.
    pub directed: bool,
}

/// What an [`Edge`] is about, told apart by dash as well as by tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// The two build together.
    Build,
    /// The two market together.
    Market,
    /// The two sell together.
    Sell,
    /// The two serve customers together.
    Service,
    /// The one has the ear of the other.
    Influence,
}
