//! Old addresses: what a partner was called before, and where its pages stand now.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::page::{Moved, Page};

/// Where a page stands, and its title.
#[derive(Debug, Clone)]
pub struct Stand {
    path: String,
    root: String,
    title: String,
}

impl Stand {
    /// Where a page stands.
    pub fn of(page: &Page) -> Self {
        Self { path: page.path.clone(), root: page.root.clone(), title: page.title.clone() }
    }
}

/// The pages of partners that had other ids before, at the addresses that they had then.
pub fn moved(desk: &Desk<'_>, pages: &[Stand]) -> Vec<Moved> {
    // Two partners may claim the same old name; the first of them has it.
    let mut taken: BTreeSet<String> = pages.iter().map(|page| page.path.clone()).collect();
    let mut all = Vec::new();
    for partner in desk.portfolio.partners.values() {
        let home = format!("partners/{}/", partner.id);
        for alias in &partner.profile.aliases {
            let own = pages.iter().filter_map(|page| Some((page, page.path.strip_prefix(&home)?)));
            let own = own.map(|(page, rest)| (page, format!("partners/{alias}/{rest}")));
            for (page, path) in own {
                if taken.insert(path.clone()) {
                    all.push(Moved {
                        to: format!("{}{}", page.root, page.path),
                        root: page.root.clone(),
                        title: page.title.clone(),
                        path,
                    });
                }
            }
        }
    }
    all
}
