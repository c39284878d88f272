//! Parses an expression by the grammar of CEL, and says in the reader's words what is wrong with one that is none.
//! Knows no type.

use std::ops::Range;

use cel::common::ast::{Expr, IdedExpr, SourceInfo};
use cel::parser::PrattParser;

use super::Fault;

/// How deep an expression may be nested, operators included: each level is a step deeper on the stack.
const DEEPEST: usize = 120;

/// Parses a text as CEL, without macros: loops stay the calls that they are written as.
pub(super) fn read(text: &str) -> Result<(IdedExpr, SourceInfo), Vec<Fault>> {
    // The hand-written parser of the crate has the better messages, the generated one tells where things stand.
    match PrattParser::default().max_expression_node_count(10_000).parse(text) {
        Err(errors) => return Err(first(text, &errors)),
        Ok(tree) if too_deep(&tree) => {
            let fault = Fault::new(0..text.chars().count(), "this expression is nested too deeply");
            return Err(vec![fault.help("split it into several rules")]);
        }
        Ok(_) => {}
    }
    let parser = cel::Env::default().parser().enable_optional_syntax(false).max_recursion_depth(64);
    parser.parse_with_source_info(text).map_err(|errors| first(text, &errors))
}

/// What is wrong first; what a parser says after that is most often a consequence.
fn first(text: &str, errors: &cel::ParseErrors) -> Vec<Fault> {
    errors.errors.iter().take(1).map(|error| syntax(text, error.pos, &error.msg)).collect()
}

/// Whether an expression is nested deeper than may be walked; walks it without going deeper itself.
fn too_deep(tree: &IdedExpr) -> bool {
    let mut left = vec![(tree, 0)];
    while let Some((expr, depth)) = left.pop() {
        if depth > DEEPEST {
            return true;
        }
        match &expr.expr {
            Expr::Call(call) => {
                left.extend(
                    call.target.as_deref().into_iter().chain(&call.args).map(|inner| (inner, depth + 1)),
                );
            }
            Expr::Select(select) => left.push((&select.operand, depth + 1)),
            Expr::List(list) => left.extend(list.elements.iter().map(|inner| (inner, depth + 1))),
            Expr::Comprehension(inner) => {
                left.extend(
                    [&inner.iter_range, &inner.loop_step].into_iter().map(|inner| (inner, depth + 1)),
                );
            }
            _ => {}
        }
    }
    false
}

/// The text with everything in quotes blanked out, letter for letter.
fn without_quotes(text: &str) -> String {
    let mut quote = None;
    let blanked = text.chars().map(|c| match quote {
        None if matches!(c, '\'' | '"') => {
            quote = Some(c);
            c
        }
        Some(open) if c == open => {
            quote = None;
            c
        }
        Some(_) => '_',
        None => c,
    });
    blanked.collect()
}

/// What is wrong with the grammar, in the reader's words.
fn syntax(text: &str, (line, column): (isize, isize), message: &str) -> Fault {
    let before: usize = text
        .lines()
        .take(usize::try_from(line - 1).unwrap_or_default())
        .map(|line| line.chars().count() + 1)
        .sum();
    let length = text.chars().count();
    let at = (before + usize::try_from(column - 1).unwrap_or_default()).min(length.saturating_sub(1));
    let range = at..(at + 1).min(length);
    let plain = without_quotes(text);
    let word_at = |word: &str| -> Option<Range<usize>> {
        let at = plain.find(&format!(" {word} "))? + 1;
        let start = plain[..at].chars().count();
        Some(start..start + word.len())
    };
    for (word, meant) in [("and", "&&"), ("or", "||"), ("AND", "&&"), ("OR", "||")] {
        if let Some(range) = word_at(word) {
            return Fault::new(range, format!("`{word}` is no operator here"))
                .help(format!("write `{meant}`"));
        }
    }
    let characters: Vec<char> = plain.chars().collect();
    let single = |at: usize| {
        characters.get(at) == Some(&'=')
            && characters.get(at + 1) != Some(&'=')
            && !at.checked_sub(1).is_some_and(|before| matches!(characters[before], '=' | '!' | '<' | '>'))
    };
    if let Some(at) = (0..characters.len()).find(|&at| single(at)) {
        return Fault::new(at..at + 1, "a single `=` compares nothing").help("write `==`");
    }
    if let Some(rest) = text.trim_start().strip_prefix("not ") {
        let start = length - rest.chars().count() - 4;
        return Fault::new(start..start + 3, "`not` is no operator here")
            .help("write `!` before what must not hold");
    }
    let why = if message.contains("nterminated") {
        "a text in quotes does not end"
    } else if message.contains("EOF") {
        "this expression ends before it is complete"
    } else if message.contains("ecursion") {
        "this expression is nested too deeply"
    } else {
        "this is not expected here"
    };
    Fault::new(range, why)
        .help("an expression looks like `given(commitment.owner) && commitment.days_overdue <= 30`")
}
