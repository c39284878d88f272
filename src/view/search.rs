//! The page of the search, and the one that is shown where there is none.

use super::desk::Draft;
use super::ledger;
use super::page::{Block, Page, Part};
use super::parts::section;

/// The page on which all that was found is shown; without a script, the way to every kind of record.
pub fn page() -> Page {
    let mut draft = Draft::new("search", Part::Search, "search.html", "Search");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    draft.page.headline = Some(
        "Every partner, promise, decision, risk, agreement, meeting and rule, by any of its words."
            .to_owned(),
    );
    let lists = lists(&draft);
    draft.page.sections.push(section("lists", "Where everything stands").block(lists));
    draft.page
}

/// What a web server shows for an address that leads nowhere.
///
/// It is shown at any address, so its links begin at the address of the site, where the settings tell it.
pub fn not_found(base: Option<&str>) -> Page {
    let mut draft = Draft::new("not-found", Part::Search, "404.html", "This page is not here");
    base.unwrap_or_default().clone_into(&mut draft.page.root);
    draft.page.headline = Some(
        "The record may have been renamed or removed, or the address is not whole. Search for it, or go on from one of these pages."
            .to_owned(),
    );
    let lists = lists(&draft);
    draft.page.sections.push(section("lists", "Where everything stands").block(lists));
    draft.page
}

/// The pages that list records, kind by kind.
fn lists(draft: &Draft) -> Block {
    let records = [
        ("Overview", "index.html", "how all alliances stand, and what needs a decision"),
        ("Partners", "partners/index.html", "a page for each, with all its records"),
        ("Initiatives", "initiatives/index.html", "what is built, marketed and sold together"),
        ("Reviews", "reviews/index.html", "every quarterly business review"),
    ];
    let sums = [
        ("Numbers", "numbers/index.html", "what the records of all alliances add up to"),
        ("Metrics", "metrics/index.html", "what each figure means, where it comes from and what it is for"),
        ("Programme", "programme/index.html", "how the alliance programme itself is doing"),
        ("Playbook", "playbook/index.html", "what is asked of an alliance here, rule by rule"),
        ("Findings", "findings.html", "what is missing, late or contradictory"),
    ];
    let mut items: Vec<_> =
        records.iter().map(|(name, path, what)| draft.inline_link(*name, path).note(*what)).collect();
    items
        .extend(ledger::names().map(|(name, path)| draft.inline_link(name, path).note("over all alliances")));
    items.extend(sums.iter().map(|(name, path, what)| draft.inline_link(*name, path).note(*what)));
    Block::List { items, ordered: false }
}
