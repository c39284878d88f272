//! The tables of a page, wherever in it they stand: their ids, and the files that they are also had as.

use super::page::{Block, Page, Section, Table};

/// Pages of which there are as many as there are partners or rules: their tables have no CSV files of their own.
const MANY: [&str; 5] = ["partner", "review", "meeting", "initiative", "rule"];

/// Gives each table of a page its id and, if it has any, the names of its files.
pub fn number(page: &mut Page, with_files: bool) {
    let file = page.path.rsplit('/').next().unwrap_or(&page.path);
    let stem = file.strip_suffix(".html").unwrap_or(file).to_owned();
    let few = !MANY.contains(&page.template);
    let mut any = false;
    for section in &mut page.sections {
        let mut count = 0;
        let Section { id, blocks, .. } = section;
        each_mut(blocks, &mut |table| {
            count += 1;
            let name = if count == 1 { id.clone() } else { format!("{id}_{count}") };
            table.csv = (few && with_files).then(|| format!("{stem}.{name}.csv"));
            table.id = format!("table_{name}");
            any = true;
        });
    }
    page.data = (any && with_files && page.template != "rule").then(|| format!("{stem}.json"));
}

fn each_mut(blocks: &mut [Block], work: &mut impl FnMut(&mut Table)) {
    for block in blocks {
        match block {
            Block::Table { table } | Block::Figure { table: Some(table), .. } => work(table),
            Block::Columns { columns } => {
                columns.iter_mut().for_each(|column| each_mut(&mut column.blocks, work));
            }
            Block::Details { blocks, .. } => each_mut(blocks, work),
            _ => {}
        }
    }
}

/// The tables below some blocks, in order.
pub fn of<'a>(blocks: &'a [Block], found: &mut Vec<&'a Table>) {
    for block in blocks {
        match block {
            Block::Table { table } | Block::Figure { table: Some(table), .. } => found.push(table),
            Block::Columns { columns } => columns.iter().for_each(|column| of(&column.blocks, found)),
            Block::Details { blocks, .. } => of(blocks, found),
            _ => {}
        }
    }
}
