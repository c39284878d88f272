//! Panels that single practices ask for: what a person counts in the sample's files, what a sheet that is shown to the
//! partner leaves out, and what an almost empty portfolio is told.

use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::view::Site;
use quarterdeck::view::page::{Block, Section};

use super::harness::{self, Memory, TODAY, page, sample, sample_site, site_of};

fn section<'a>(site: &'a Site, path: &str, id: &str) -> &'a Section {
    harness::section(page(site, path), id)
}

/// The message of the first figure of a section.
fn message<'a>(site: &'a Site, path: &str, id: &str) -> &'a str {
    let section = section(site, path, id);
    let titles = section.blocks.iter().filter_map(|block| match block {
        Block::Figure { title, .. } => Some(title.as_str()),
        _ => None,
    });
    titles.into_iter().next().unwrap_or_else(|| panic!("{path}#{id} has no figure"))
}

/// Counted in the files of the sample as of 16 October 2026: show-stoppers without `resolved_on`; initiatives of all
/// folders, and those whose `stages` name operate; held reviews of the four strategic partners from 2024-Q4 to 2026-Q3.
#[test]
fn the_panels_say_what_a_person_counts_in_the_files() {
    let site = sample_site();
    assert_eq!(section(site, "ledger/risks.html", "showstoppers").count, Some(12));
    let funnel = message(site, "initiatives/index.html", "funnel");
    assert!(funnel.starts_with("12 of 24 initiatives came as far as operate"), "{funnel}");
    let attendance = message(site, "reviews/index.html", "attendance");
    assert!(attendance.starts_with("At five of 31 reviews"), "{attendance}");
    let trust = message(site, "numbers/index.html", "trust");
    assert!(trust.starts_with("Trust is lowest with Sundrop Analytics, at 2.4 of 5"), "{trust}");
}

/// The sheet is for the partner's eyes: nothing of why we do not build it ourselves, and of who objects.
#[test]
fn the_sheet_of_a_proposition_holds_nothing_of_ours_alone() {
    let site = sample_site();
    let loaded = sample().0;
    let mut checked = 0;
    for partner in loaded.portfolio.partners.values() {
        let Some(record) = &partner.proposition else { continue };
        let sheet = format!("{:?}", page(site, &format!("partners/{}/proposition.html", partner.id)));
        let ours = record
            .internal_objections
            .iter()
            .flat_map(|one| [Some(&one.objection), one.response.as_ref()].into_iter().flatten());
        for text in ours.chain(&record.build_buy_partner_rationale).chain(&record.our_strategy_link) {
            assert!(!sheet.contains(text.as_str()), "{}: {text}", partner.id);
            checked += 1;
        }
        assert!(sheet.contains(record.statement.as_deref().unwrap_or_default()));
    }
    assert!(checked > 20, "only {checked} texts were looked for");
}

/// Each panel names the field and the file that would fill it.
#[test]
fn an_almost_empty_portfolio_is_told_what_to_fill_in() {
    let partner =
        "name: Acme\nkinds: [technology]\ntiers: []\nstages: [{stage: identify, from: 2026-01-01}]\n";
    let files = [("partners/acme/partner.yaml", partner)];
    let files = files.into_iter().map(|(path, text)| (path, text.as_bytes().to_vec()));
    let site = site_of(Memory::of(files).load(), Date::parse(TODAY).unwrap());
    for (path, id, file) in [
        ("ledger/risks.html", "showstoppers", "showstoppers.yaml"),
        ("ledger/risks.html", "frictions", "issues.yaml"),
        ("initiatives/index.html", "approvals", "partner.yaml"),
        ("reviews/index.html", "attendance", "reviews/<quarter>.md"),
        ("numbers/index.html", "reached", "partner.yaml"),
        ("numbers/index.html", "candour", "partner.yaml"),
        ("numbers/index.html", "trust", "surveys.yaml"),
        ("people/index.html", "steps", "stakeholders.yaml"),
        ("playbook/index.html", "inherited", "playbook.yaml"),
    ] {
        let [Block::Empty { how, .. }] = &section(&site, path, id).blocks[..] else {
            panic!("{path}#{id} is not empty: {:?}", section(&site, path, id).blocks)
        };
        assert!(how.contains(file), "{path}#{id}: {how}");
    }
    let ready = section(&site, "partners/acme/index.html", "readiness");
    assert_eq!(
        ready.lead.as_deref(),
        Some("15 of 15 things that the steps of an alliance want are missing.")
    );
}
