//! From the text of an expression to a checked one: parses it as CEL, looks up each field and function, and holds the
//! operands of each operator against their types.

use std::ops::Range;

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SelectExpr, SourceInfo};
use rust_decimal::Decimal;

use super::functions::{FUNCTIONS, function};
use super::node::{Expression, Loop, Node, Read};
use super::operators::{Arithmetic, Order};
use super::syntax::read;
use super::{Fault, Names};
use crate::record::describe::Shape;
use crate::record::nearest::nearest;
use crate::record::{Step, Type, Value};

/// More characters than this, and nobody reads the expression.
const MOST_CHARACTERS: usize = 4_000;
/// How deep loops may stand in one another; each level multiplies the work.
const DEEPEST_LOOPS: usize = 3;

/// Checks an expression against the names that it may use; all that is wrong with it, if something is.
pub fn lower(text: &str, names: &Names) -> Result<Expression, Vec<Fault>> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err(vec![Fault::new(0..length, "this expression is empty")]);
    }
    if length > MOST_CHARACTERS {
        let message = format!("this expression has {length} characters, at most {MOST_CHARACTERS} are read");
        return Err(vec![Fault::new(0..length, message).help("split it into several rules")]);
    }
    let (tree, source) = read(text)?;
    let mut lowering = Lowering {
        text,
        source,
        names: names.clone(),
        depth: 0,
        reads: Vec::new(),
        faults: Vec::new(),
        length,
    };
    let (node, of) = lowering.expression(&tree);
    if lowering.faults.is_empty() {
        Ok(Expression { node, of, reads: lowering.reads })
    } else {
        lowering.faults.sort_by_key(|fault| fault.range.start);
        Err(lowering.faults)
    }
}

struct Lowering<'t> {
    text: &'t str,
    source: SourceInfo,
    names: Names,
    depth: usize,
    reads: Vec<Read>,
    faults: Vec<Fault>,
    length: usize,
}

type Lowered = (Node, Type);

impl Lowering<'_> {
    fn fault(&mut self, fault: Fault) -> Lowered {
        self.faults.push(fault);
        (Node::Constant(Value::Nothing), Type::Any)
    }

    /// The characters of a node, as far as the parser tells them.
    fn range(&self, expr: &IdedExpr) -> Range<usize> {
        let (start, stop) = self.source.offset_for(expr.id).unwrap_or((0, self.text.len() as u32));
        // The parser counts bytes.
        let characters = |bytes: usize| self.text.char_indices().take_while(|(at, _)| *at < bytes).count();
        let start = characters(start as usize).min(self.length);
        start..characters(stop as usize + 1).clamp(start, self.length)
    }

    /// The characters from the beginning of a chain of fields to its end.
    fn span(&self, expr: &IdedExpr) -> Range<usize> {
        match &expr.expr {
            Expr::Select(select) => {
                let dot = self.range(expr).start;
                self.span(&select.operand).start..(dot + 1 + select.field.chars().count()).min(self.length)
            }
            Expr::Ident(name) => {
                let start = self.range(expr).start;
                start..(start + name.chars().count()).min(self.length)
            }
            Expr::Call(call) if call.args.len() == 2 && call.target.is_none() => {
                self.span(&call.args[0]).start..self.span(&call.args[1]).end
            }
            _ => self.range(expr),
        }
    }

    fn expression(&mut self, expr: &IdedExpr) -> Lowered {
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(name) => self.name(expr, name),
            Expr::Select(select) => self.chain(expr, select),
            Expr::List(list) => {
                let items: Vec<Lowered> = list.elements.iter().map(|item| self.expression(item)).collect();
                let of = items.first().map(|(_, of)| of.clone()).unwrap_or_default();
                let same = items.iter().all(|(_, other)| *other == of);
                let nodes = items.into_iter().map(|(node, _)| node).collect();
                (Node::List(nodes), Type::list(if same { of } else { Type::Any }))
            }
            Expr::Call(call) => self.call(expr, call),
            Expr::Comprehension(_) | Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => {
                let fault = Fault::new(self.range(expr), "a rule has no use for this kind of expression");
                self.fault(
                    fault.help("use fields, facts, functions and the loops `all`, `exists`, `filter`, `map`"),
                )
            }
        }
    }

    fn literal(&mut self, expr: &IdedExpr, literal: &LiteralValue) -> Lowered {
        match literal {
            LiteralValue::Boolean(value) => (Node::Constant(Value::Bool(*value.inner())), Type::Bool),
            LiteralValue::Int(value) => (Node::Constant(Value::Int(*value.inner())), Type::Int),
            LiteralValue::UInt(value) => {
                let value = i64::try_from(*value.inner()).map_or(Value::Nothing, Value::Int);
                (Node::Constant(value), Type::Int)
            }
            LiteralValue::Double(value) => {
                let value = Decimal::try_from(*value.inner()).map_or(Value::Nothing, Value::Number);
                (Node::Constant(value), Type::Number)
            }
            LiteralValue::String(value) => (Node::Constant(Value::text(value.inner())), Type::Text),
            LiteralValue::Null => (Node::Constant(Value::Nothing), Type::Any),
            LiteralValue::Bytes(_) => {
                let range = self.range(expr);
                self.fault(Fault::new(range, "records hold no bytes").help("write a text: 'like this'"))
            }
        }
    }

    fn name(&mut self, expr: &IdedExpr, name: &str) -> Lowered {
        if let Some((slot, of)) = self.names.get(name) {
            let of = of.clone();
            let range = self.span(expr);
            self.reads.push(Read { slot, steps: Vec::new(), computed: false, range });
            return (Node::Name(slot), of);
        }
        let near = nearest(name, self.names.iter().map(|(_, name, _)| name)).map(str::to_owned);
        let names: Vec<String> = self.names.iter().map(|(_, name, _)| format!("`{name}`")).collect();
        let range = self.span(expr);
        self.fault(
            Fault::new(range, format!("there is no `{name}` here"))
                .near(near.as_deref())
                .help(format!("this rule can use {}; a text stands in quotes: '{name}'", names.join(", "))),
        )
    }

    /// A chain of fields, such as `partner.plan.statuses`; noted as one route.
    fn chain(&mut self, expr: &IdedExpr, select: &SelectExpr) -> Lowered {
        let before = self.reads.len();
        let (node, of) = self.expression(&select.operand);
        let range = self.span(expr);
        let lowered = self.field(expr, node, &of, &select.field);
        // The operand was noted as a route of its own: the longer one takes its place.
        if self.reads.len() == before + 1
            && let Some(read) = self.reads.last_mut()
            && matches!(select.operand.expr, Expr::Ident(_) | Expr::Select(_))
        {
            if !read.computed {
                let computed = matches!(&of, Type::Record(shape)
                    if shape.field(&select.field).is_some_and(|(_, field)| field.computed.is_some()));
                read.steps.push(Step::field(select.field.as_str()));
                read.computed = computed;
            }
            read.range = range;
        }
        lowered
    }

    fn field(&mut self, expr: &IdedExpr, node: Node, of: &Type, name: &str) -> Lowered {
        let span = self.span(expr);
        let range = span.end.saturating_sub(name.chars().count())..span.end;
        match of {
            Type::Record(shape) => match shape.field(name) {
                Some((index, field)) => (Node::Field(Box::new(node), index), field.of.clone()),
                None => {
                    let fault = no_field(range, shape, name);
                    self.fault(fault)
                }
            },
            Type::Map(entry) => (Node::Entry(Box::new(node), name.to_owned()), entry.as_ref().clone()),
            Type::Any => (Node::Entry(Box::new(node), name.to_owned()), Type::Any),
            Type::List(_) => {
                self.fault(Fault::new(range, format!("a list has no field `{name}`")).help(format!(
                    "look at its items: `….exists(one, one.{name} …)`, `all`, `filter` or `map`"
                )))
            }
            other => {
                let message = format!("`{name}` is asked of {}, which has no fields", other.words());
                self.fault(Fault::new(range, message))
            }
        }
    }

    fn call(&mut self, expr: &IdedExpr, call: &CallExpr) -> Lowered {
        let name = call.func_name.as_str();
        if let (Some(of), Some(target)) = (Loop::named(name), &call.target) {
            return self.loop_over(expr, of, target, &call.args);
        }
        match (name, call.args.as_slice()) {
            ("!_", [of]) => {
                let of = self.condition(of);
                (Node::Not(Box::new(of)), Type::Bool)
            }
            ("-_", [of]) => {
                let (node, of_type) = self.expression(of);
                if !matches!(of_type, Type::Int | Type::Number | Type::Any) {
                    let range = self.span(of);
                    return self.fault(Fault::new(range, format!("`-` before {}", of_type.words())));
                }
                let zero = Node::Constant(Value::Int(0));
                (Node::Arithmetic(Arithmetic::Subtract, Box::new(zero), Box::new(node)), of_type)
            }
            ("_&&_", [left, right]) => {
                let (left, right) = (self.condition(left), self.condition(right));
                (Node::And(Box::new(left), Box::new(right)), Type::Bool)
            }
            ("_||_", [left, right]) => {
                let (left, right) = (self.condition(left), self.condition(right));
                (Node::Or(Box::new(left), Box::new(right)), Type::Bool)
            }
            ("_?_:_", [condition, then, otherwise]) => {
                let condition = self.condition(condition);
                let ((then, of), (otherwise, other)) = (self.expression(then), self.expression(otherwise));
                let of = match (of, other) {
                    (Type::Any, of) | (of, Type::Any) => of,
                    (of, other) if of == other => of,
                    (of, other) if is_text(&of) && is_text(&other) => Type::Text,
                    (of, other) if is_number(&of) && is_number(&other) => Type::Number,
                    _ => Type::Any,
                };
                (Node::If(Box::new(condition), Box::new(then), Box::new(otherwise)), of)
            }
            ("_==_" | "_!=_", [left, right]) => {
                let ((left, of), (right, other)) = (self.expression(left), self.expression(right));
                self.comparable(expr, (&left, &of), (&right, &other), false);
                let equal = Node::Equal(Box::new(left), Box::new(right));
                (if name == "_==_" { equal } else { Node::Not(Box::new(equal)) }, Type::Bool)
            }
            ("_<_" | "_<=_" | "_>_" | "_>=_", [left, right]) => {
                let order = match name {
                    "_<_" => Order::Less,
                    "_<=_" => Order::LessOrEqual,
                    "_>_" => Order::Greater,
                    _ => Order::GreaterOrEqual,
                };
                let ((left, of), (right, other)) = (self.expression(left), self.expression(right));
                self.comparable(expr, (&left, &of), (&right, &other), true);
                (Node::Order(order, Box::new(left), Box::new(right)), Type::Bool)
            }
            ("@in", [item, list]) => self.within(expr, item, list),
            ("_+_" | "_-_" | "_*_" | "_/_" | "_%_", [left, right]) => {
                self.arithmetic(expr, name, left, right)
            }
            ("_[_]", [of, at]) => self.item(expr, of, at),
            _ => self.function(expr, call),
        }
    }

    /// An operand that must be true or false.
    fn condition(&mut self, expr: &IdedExpr) -> Node {
        let (node, of) = self.expression(expr);
        if !matches!(of, Type::Bool | Type::Any) {
            let range = self.span(expr);
            let fault = Fault::new(range, format!("expected a condition here, found {}", of.words()));
            self.fault(fault.help("write `given(…)` to ask whether something was written"));
        }
        node
    }

    /// Holds two operands of a comparison against each other.
    fn comparable(&mut self, expr: &IdedExpr, left: (&Node, &Type), right: (&Node, &Type), ordered: bool) {
        let range = self.span(expr);
        if ordered {
            for of in [left.1, right.1] {
                let why = match of {
                    Type::Words(_) => "these words have no order",
                    Type::Bool | Type::List(_) | Type::Record(_) | Type::Map(_) => {
                        "there is no order among these"
                    }
                    _ => continue,
                };
                let fault = Fault::new(range, format!("{why}: {}", of.words()));
                self.fault(fault.help("name the ones that you mean: `… in ['one', 'other']`"));
                return;
            }
        }
        for ((node, of), (_, other)) in [(left, right), (right, left)] {
            if let Some(fault) = written(node, of, other, &range) {
                self.fault(fault);
                return;
            }
        }
        if !alike(left.1, right.1) {
            let message =
                format!("{} is compared with {}, which is never the same", left.1.words(), right.1.words());
            self.fault(Fault::new(range, message));
        }
    }

    fn within(&mut self, expr: &IdedExpr, item: &IdedExpr, list: &IdedExpr) -> Lowered {
        let ((item, of), (list_node, list_of)) = (self.expression(item), self.expression(list));
        let range = self.span(expr);
        match &list_of {
            Type::List(each) => {
                if let Node::List(items) = &list_node {
                    let elements = match &list.expr {
                        Expr::List(list) => list.elements.as_slice(),
                        _ => &[],
                    };
                    for (one, element) in items.iter().zip(elements) {
                        self.comparable(element, (&item, &of), (one, each), false);
                    }
                } else if !alike(&of, each) {
                    let message =
                        format!("{} is looked for among items that are {}", of.words(), each.words());
                    self.fault(Fault::new(range, message));
                }
            }
            Type::Map(_) | Type::Any => {}
            other => {
                let message = format!("`in` looks into a list, here is {}", other.words());
                self.fault(Fault::new(range, message));
            }
        }
        (Node::Within(Box::new(item), Box::new(list_node)), Type::Bool)
    }

    fn arithmetic(&mut self, expr: &IdedExpr, name: &str, left: &IdedExpr, right: &IdedExpr) -> Lowered {
        let operator = match name {
            "_+_" => Arithmetic::Add,
            "_-_" => Arithmetic::Subtract,
            "_*_" => Arithmetic::Multiply,
            "_/_" => Arithmetic::Divide,
            _ => Arithmetic::Remainder,
        };
        let range = self.span(expr);
        let ((left, of), (right, other)) = (self.expression(left), self.expression(right));
        let result = match (operator, &of, &other) {
            (_, Type::Any, _) | (_, _, Type::Any) => Type::Any,
            (_, Type::Int, Type::Int) => Type::Int,
            (_, of, other) if is_number(of) && is_number(other) => Type::Number,
            (Arithmetic::Add, of, other) if is_text(of) && is_text(other) => Type::Text,
            (Arithmetic::Add, Type::List(_), Type::List(_)) => of.clone(),
            (Arithmetic::Add | Arithmetic::Subtract, Type::Date, Type::Int)
            | (Arithmetic::Add, Type::Int, Type::Date) => Type::Date,
            (Arithmetic::Subtract, Type::Date, Type::Date) => Type::Int,
            _ => {
                let sign = name.trim_matches('_');
                let message = format!("`{sign}` between {} and {}", of.words(), other.words());
                return self.fault(Fault::new(range, message));
            }
        };
        (Node::Arithmetic(operator, Box::new(left), Box::new(right)), result)
    }

    fn item(&mut self, expr: &IdedExpr, of: &IdedExpr, at: &IdedExpr) -> Lowered {
        let range = self.span(of);
        let ((node, of), (at, at_of)) = (self.expression(of), self.expression(at));
        let result = match (&of, &at_of) {
            (Type::List(each), Type::Int | Type::Any) => each.as_ref().clone(),
            (Type::Map(each), Type::Text | Type::Words(_) | Type::Any) => each.as_ref().clone(),
            (Type::Any, _) => Type::Any,
            _ => {
                let message = format!("there are no items by {} in {}", at_of.words(), of.words());
                let range = range.start..self.range(expr).end.max(range.end);
                return self.fault(Fault::new(range, message));
            }
        };
        (Node::Item(Box::new(node), Box::new(at)), result)
    }

    fn loop_over(&mut self, expr: &IdedExpr, of: Loop, target: &IdedExpr, arguments: &[IdedExpr]) -> Lowered {
        let (list, list_of) = self.expression(target);
        let range = self.span(target);
        let each = match list_of {
            Type::List(each) => *each,
            Type::Map(_) => Type::Text,
            Type::Any => Type::Any,
            other => {
                let message = format!("a loop goes over a list, here is {}", other.words());
                return self.fault(Fault::new(range, message));
            }
        };
        let [name, body] = arguments else {
            let range = self.range(expr);
            let fault = Fault::new(range, "a loop takes a name for the item and an expression");
            return self
                .fault(fault.help("write it like `partner.commitments.exists(one, one.side == 'ours')`"));
        };
        let Expr::Ident(name) = &name.expr else {
            let range = self.range(name);
            return self.fault(Fault::new(range, "the name of the item is one word, like `one`"));
        };
        if self.depth >= DEEPEST_LOOPS {
            let fault =
                Fault::new(range, format!("loops stand in one another more than {DEEPEST_LOOPS} deep"));
            return self.fault(fault.help("use a fact that is computed, or `each:`"));
        }
        let before = self.reads.len();
        let outer = self.names.clone();
        self.names = outer.clone().with(name.as_str(), each.clone());
        self.depth += 1;
        let (node, body_of) = self.expression(body);
        self.depth -= 1;
        // What is read of an item is read of the list.
        let slots = outer.len();
        let mut index = before;
        while index < self.reads.len() {
            if self.reads[index].slot >= slots { drop(self.reads.remove(index)) } else { index += 1 }
        }
        self.names = outer;
        if of != Loop::Map && !matches!(body_of, Type::Bool | Type::Any) {
            let range = self.span(body);
            return self
                .fault(Fault::new(range, format!("expected a condition here, found {}", body_of.words())));
        }
        let result = match of {
            Loop::All | Loop::Exists | Loop::ExistsOne => Type::Bool,
            Loop::Filter => Type::list(each),
            Loop::Map => Type::list(body_of),
        };
        (Node::Loop { of, list: Box::new(list), body: Box::new(node) }, result)
    }

    fn function(&mut self, expr: &IdedExpr, call: &CallExpr) -> Lowered {
        // The parser tells where the bracket opens; the name stands before it.
        let bracket = self.range(expr).start;
        let range = bracket.saturating_sub(call.func_name.chars().count())..bracket;
        let Some(found) = function(&call.func_name) else {
            let names = FUNCTIONS.iter().map(|function| function.name);
            let loops = ["all", "exists", "exists_one", "filter", "map"];
            let near = nearest(&call.func_name, names.clone().chain(loops)).map(str::to_owned);
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            return self.fault(
                Fault::new(range, format!("there is no function `{}`", call.func_name))
                    .near(near.as_deref())
                    .help(format!("the functions are {}", names.join(", "))),
            );
        };
        let arguments: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        let lowered: Vec<Lowered> = arguments.iter().map(|argument| self.expression(argument)).collect();
        let takes: Vec<&str> = found.takes.iter().map(|takes| takes.words()).collect();
        if lowered.len() != found.takes.len() {
            let message = format!("`{}` takes {}", found.name, takes.join(" and "));
            return self.fault(Fault::new(range, message));
        }
        for ((takes, (_, of)), argument) in found.takes.iter().zip(&lowered).zip(&arguments) {
            if !takes.accepts(of) {
                let range = self.span(argument);
                let message = format!("`{}` takes {}, here is {}", found.name, takes.words(), of.words());
                self.fault(Fault::new(range, message));
            }
        }
        if let ("date", [(Node::Constant(Value::Text(text)), _)]) = (found.name, lowered.as_slice())
            && text.parse::<jiff::civil::Date>().is_err()
        {
            let range = self.span(arguments[0]);
            return self
                .fault(Fault::new(range, format!("`{text}` is not a date; write it like 2026-11-21")));
        }
        let types: Vec<Type> = lowered.iter().map(|(_, of)| of.clone()).collect();
        let nodes = lowered.into_iter().map(|(node, _)| node).collect();
        (Node::Call(found, nodes), (found.gives)(&types))
    }
}

fn no_field(range: Range<usize>, shape: &Shape, name: &str) -> Fault {
    let near = nearest(name, shape.fields.iter().map(|field| field.name.as_str()));
    let fault = Fault::new(range, format!("{} has no field and no fact `{name}`", shape.name)).near(near);
    if near.is_some() {
        return fault;
    }
    let some: Vec<String> = shape.fields.iter().take(60).map(|field| format!("`{}`", field.name)).collect();
    fault.help(format!("it has {}", some.join(", ")))
}

/// What is wrong with a text that is written out and compared with a value of type `other`.
fn written(node: &Node, of: &Type, other: &Type, range: &Range<usize>) -> Option<Fault> {
    let (Node::Constant(Value::Text(text)), Type::Text) = (node, of) else { return None };
    match other {
        Type::Date => Some(
            Fault::new(range.clone(), format!("a date is compared with the text '{text}'"))
                .help(format!("write `date('{text}')`")),
        ),
        Type::Words(words) if !words.contains(&text.as_ref()) => {
            let near = nearest(text, words.iter().copied());
            Some(
                Fault::new(range.clone(), format!("'{text}' is never the case: it is {}", other.words()))
                    .near(near),
            )
        }
        Type::Quarter if !is_quarter(text) => {
            Some(Fault::new(range.clone(), format!("'{text}' is not a quarter; write one like '2026-Q3'")))
        }
        _ => None,
    }
}

fn is_quarter(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, c, d, b'-', b'Q', b'1'..=b'4'] if [a, b, c, d].iter().all(|c| c.is_ascii_digit()))
}

fn is_text(of: &Type) -> bool {
    matches!(of, Type::Text | Type::Words(_) | Type::Quarter)
}

fn is_number(of: &Type) -> bool {
    matches!(of, Type::Int | Type::Number)
}

/// Whether values of two types can be the same.
fn alike(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Any, _) | (_, Type::Any) => true,
        (Type::Words(left), Type::Words(right)) => left.iter().any(|word| right.contains(word)),
        (Type::List(left), Type::List(right)) => alike(left, right),
        (left, right) => {
            (is_text(left) && is_text(right)) || (is_number(left) && is_number(right)) || left == right
        }
    }
}
