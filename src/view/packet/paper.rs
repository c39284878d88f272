//! A page made fit for paper: no table folded, no way to edit, no link that leads to another page of the site.

use std::collections::BTreeSet;

use super::super::page::{Block, Cell, Inline, Page, Section, Table};
use super::super::tables;

/// Makes a page fit for paper.
pub(super) fn put_on_paper(page: &mut Page) {
    let here = ids(&page.sections);
    for section in &mut page.sections {
        section.edit = None;
        unfold(&mut section.blocks);
        section.blocks.iter_mut().for_each(|block| on_paper(block, &here));
    }
    for card in &mut page.cards {
        keep(&mut card.href, &here);
    }
    page.breadcrumbs.clear();
    page.siblings.clear();
    page.edit = None;
    page.previous = None;
    page.next = None;
    tables::number(page, false);
    page.data = None;
}

/// The ids that a link on the page may lead to.
fn ids(sections: &[Section]) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = sections.iter().map(|section| section.id.clone()).collect();
    fn rows(blocks: &[Block], ids: &mut BTreeSet<String>) {
        for block in blocks {
            match block {
                Block::Table { table } => ids.extend(table.rows.iter().filter_map(|row| row.id.clone())),
                Block::Details { blocks, .. } => rows(blocks, ids),
                Block::Columns { columns } => columns.iter().for_each(|column| rows(&column.blocks, ids)),
                _ => {}
            }
        }
    }
    sections.iter().for_each(|section| rows(&section.blocks, &mut ids));
    ids
}

/// Puts the folded rest of a table under its first rows. Whatever else is folded away is of earlier days, and stays on the
/// page of the site.
fn unfold(blocks: &mut Vec<Block>) {
    let folded = std::mem::take(blocks);
    for block in folded {
        match (blocks.last_mut(), block) {
            (Some(Block::Table { table: above }), Block::Details { blocks: inner, .. }) => {
                for inner in inner {
                    if let Block::Table { table } = inner
                        && table.caption.starts_with(&above.caption)
                    {
                        above.rows.extend(table.rows);
                    }
                }
            }
            (_, Block::Details { .. }) => {}
            (_, block) => blocks.push(block),
        }
    }
}

fn on_paper(block: &mut Block, here: &BTreeSet<String>) {
    match block {
        Block::Table { table } => table_on_paper(table, here),
        Block::Facts { facts } => {
            facts.iter_mut().flat_map(|fact| &mut fact.values).for_each(|one| keep(&mut one.href, here));
        }
        Block::List { items, .. } => items.iter_mut().for_each(|one| keep(&mut one.href, here)),
        Block::Figure { table, .. } => *table = None,
        Block::Columns { columns } => {
            for column in columns {
                unfold(&mut column.blocks);
                column.blocks.iter_mut().for_each(|block| on_paper(block, here));
            }
        }
        _ => {}
    }
}

fn table_on_paper(table: &mut Table, here: &BTreeSet<String>) {
    table.csv = None;
    for row in &mut table.rows {
        row.edit = None;
        for cell in &mut row.cells {
            match cell {
                Cell::Text { lines } => {
                    lines.iter_mut().for_each(|line: &mut Inline| keep(&mut line.href, here))
                }
                Cell::Sourced { source, .. } => keep(&mut source.href, here),
                _ => {}
            }
        }
    }
}

/// Keeps a link that leads somewhere on this page, or to the world outside.
fn keep(href: &mut Option<String>, here: &BTreeSet<String>) {
    let good = href.as_deref().is_some_and(|href| match href.strip_prefix('#') {
        Some(id) => here.contains(id),
        None => href.starts_with("https://") || href.starts_with("http://") || href.starts_with("mailto:"),
    });
    if !good {
        *href = None;
    }
}
