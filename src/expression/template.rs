//! Messages with values in them: `due {commitment.due}, {plural(commitment.days_overdue, 'day')} late`.

use super::evaluate::{Bindings, show};
use super::lower::lower;
use super::node::Expression;
use super::{Fault, Names};

/// A checked message.
#[derive(Debug, Clone)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Value(Expression),
}

impl Template {
    /// Checks a message; all that is wrong with it, if something is.
    pub fn parse(text: &str, names: &Names) -> Result<Self, Vec<Fault>> {
        let (mut pieces, mut faults) = (Vec::new(), Vec::new());
        let (mut rest, mut at) = (text, 0);
        while let Some(open) = rest.find('{') {
            pieces.push(Piece::Text(rest[..open].to_owned()));
            let Some(length) = rest[open..].find('}') else {
                let start = text[..at + open].chars().count();
                faults.push(
                    Fault::new(start..start + 1, "`{` has no `}`")
                        .help("close it, so that it is known what to fill in"),
                );
                rest = "";
                break;
            };
            let inner = &rest[open + 1..open + length];
            let start = text[..at + open + 1].chars().count();
            match lower(inner, names) {
                Ok(expression) => pieces.push(Piece::Value(expression)),
                Err(inner) => faults.extend(inner.into_iter().map(|mut fault| {
                    fault.range = start + fault.range.start..start + fault.range.end;
                    fault
                })),
            }
            at += open + length + 1;
            rest = &rest[open + length + 1..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        if faults.is_empty() { Ok(Self { pieces }) } else { Err(faults) }
    }

    /// The message with its values, on one line.
    pub fn fill<'v>(&'v self, bindings: &mut Bindings<'v>) -> String {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Value(expression) => filled.push_str(&show(&expression.evaluate(bindings))),
            }
        }
        filled.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
