//! A checked expression: every field is an index, every operator knows its operands.

use std::ops::Range;

use super::functions::Function;
use super::operators::{Arithmetic, Order};
use crate::record::{Step, Type, Value};

/// A checked expression.
#[derive(Debug, Clone)]
pub struct Expression {
    pub(super) node: Node,
    /// What it gives.
    pub of: Type,
    /// The routes that it reads, in the order of the text.
    pub reads: Vec<Read>,
}

/// A route that an expression reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The slot of the name with which it begins.
    pub slot: usize,
    /// The steps below it.
    pub steps: Vec<Step>,
    /// Whether the last step is something computed, which stands nowhere in a file.
    pub computed: bool,
    /// The characters of the expression.
    pub range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    Constant(Value),
    Name(usize),
    Field(Box<Node>, usize),
    Entry(Box<Node>, String),
    Item(Box<Node>, Box<Node>),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    If(Box<Node>, Box<Node>, Box<Node>),
    Equal(Box<Node>, Box<Node>),
    Order(Order, Box<Node>, Box<Node>),
    Within(Box<Node>, Box<Node>),
    Arithmetic(Arithmetic, Box<Node>, Box<Node>),
    Loop { of: Loop, list: Box<Node>, body: Box<Node> },
    Call(Function, Vec<Node>),
    List(Vec<Node>),
}

/// What a loop over a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loop {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

impl Expression {
    /// The route that it is, if it is nothing but one.
    pub fn route(&self) -> Option<&Read> {
        match (&self.node, self.reads.as_slice()) {
            (Node::Name(_) | Node::Field(..) | Node::Entry(..), [read]) => Some(read),
            _ => None,
        }
    }
}

impl Loop {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "all" => Self::All,
            "exists" => Self::Exists,
            "exists_one" => Self::ExistsOne,
            "filter" => Self::Filter,
            "map" => Self::Map,
            _ => return None,
        })
    }
}
