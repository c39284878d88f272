//! The numbers of the portfolio: those of the sample as a person counts them in its files, and what the pages say where
//! there is nothing to count.

use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::insight::{Counted, Ground, concentration, flow, inspection, promises, sponsorship, ugly};
use quarterdeck::load::Loaded;
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::view::page::{Block, Page};
use rust_decimal::Decimal;

use super::harness::{self, Memory, TODAY, site_of};

/// The sample as of its day.
fn sample() -> (Loaded, Date) {
    let (mut loaded, as_of) = harness::sample();
    see_as_of(&mut loaded.portfolio, as_of);
    (loaded, as_of)
}

fn names(all: &[Counted]) -> Vec<&str> {
    all.iter().map(|one| one.name.as_str()).collect()
}

/// Counted by hand in the twelve `commitments.yaml`, as of 16 October 2026: those with `side: ours` or `side: joint`,
/// then those with `side: theirs` or `side: joint`, by the outcome of `closed`; and each line of `moves`.
#[test]
fn the_promises_of_the_sample() {
    let (loaded, as_of) = sample();
    let ledgers = promises::ledgers(&Ground::scored(&loaded.portfolio, &loaded.playbook, as_of));
    let counts = |pick| {
        let side = promises::total(&ledgers, pick);
        (side.counts.kept, side.counts.dropped, side.counts.overdue, side.counts.moves, side.late)
    };
    assert_eq!(counts(|one| &one.ours), (60, 9, 6, 27, 14));
    assert_eq!(counts(|one| &one.theirs), (52, 6, 10, 54, 18));
}

/// Seventy-three objectives and expectations stood in the third quarter of 2026. Entries of kind `inspection` from July
/// to September name twenty-four of them, or a metric that shows one.
#[test]
fn the_inspections_of_the_sample() {
    let (loaded, as_of) = sample();
    let ground = Ground::scored(&loaded.portfolio, &loaded.playbook, as_of);
    let all = inspection::inspected(&ground, ground.quarter());
    let looked: usize = all.iter().map(inspection::Inspected::looked).sum();
    assert_eq!((looked, all.iter().map(|one| one.expected.len()).sum::<usize>()), (24, 73));
}

/// From `first_contact_on` to the first `raised_on` of `showstoppers.yaml`. Pontis has none and is parked.
#[test]
fn the_ugly_questions_of_the_sample() {
    let (loaded, as_of) = sample();
    let ways = ugly::ways(&Ground::scored(&loaded.portfolio, &loaded.playbook, as_of));
    let spread = ways.spread().unwrap();
    let days = [spread.low, spread.median, spread.high].map(|days| days.to_string());
    assert_eq!((spread.n, days, ways.waiting.len()), (11, ["12", "127", "1566"].map(str::to_owned), 0));
}

/// Four initiatives have a `completion`: Water Week succeeded and the dashboards reached a part, the antenna failed, each
/// with a sales sponsor; the doctoral programme reached a part without one.
#[test]
fn the_sponsors_of_the_sample() {
    let (loaded, as_of) = sample();
    let all = sponsorship::sponsorship(&Ground::scored(&loaded.portfolio, &loaded.playbook, as_of));
    assert_eq!(names(&all.with.succeeded), ["Water Week Rotterdam 2026"]);
    assert_eq!(names(&all.with.partial), ["Irrigation dashboards"]);
    assert_eq!(names(&all.with.failed), ["Rugged antenna"]);
    assert_eq!((names(&all.without.partial), all.without.ended()), (vec!["Doctoral programme"], 1));
    assert_eq!(names(&all.unsponsored), ["Nordic launch"]);
}

/// The eight figures of sourced revenue for 2026-Q3 are EUR 4,946,306, with 0.871 for a dollar and 1.162 for a pound.
/// Hartmann Vale has 1,342,000 of them.
#[test]
fn the_concentration_of_the_sample() {
    let (loaded, as_of) = sample();
    let ground = Ground::scored(&loaded.portfolio, &loaded.playbook, as_of);
    let all = concentration::concentrations(&ground, ground.quarter());
    let revenue = all.iter().find(|one| one.metric.id.as_str() == "sourced-revenue").unwrap();
    assert_eq!(revenue.total().unwrap().round(), Decimal::from(4_946_306));
    assert_eq!(revenue.partners[0].0.name, "Hartmann Vale");
    let shares = [1, 3].map(|largest| revenue.share_of(largest).unwrap().round_dp(1).to_string());
    assert_eq!(
        (shares, names(&revenue.silent)),
        (["27.1", "70.0"].map(str::to_owned), vec!["Pontis Distribution", "Sundrop Analytics"])
    );
}

/// Orrery is off track for three quarters and Pontis is parked; both have a day on which somebody decides. Pontis was
/// parked in July 2025, notice to Sundrop was handed over in June 2026.
#[test]
fn the_flow_of_the_sample() {
    let (loaded, as_of) = sample();
    let ground = Ground::scored(&loaded.portfolio, &loaded.playbook, as_of);
    let stayers = flow::stayers(&ground);
    let said: Vec<_> = stayers.iter().map(|one| (one.partner.name.as_str(), one.undecided(as_of))).collect();
    assert_eq!(said, [("Orrery Software", false), ("Pontis Distribution", false)]);
    let out: Vec<_> = flow::flows(&ground)
        .iter()
        .flat_map(|flow| {
            flow.parked
                .iter()
                .chain(&flow.left)
                .map(|one| format!("{} {}", flow.quarter, one.name))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(out, ["2025-Q3 Pontis Distribution", "2026-Q2 Sundrop Analytics"]);
}

/// The pages of the numbers and of the programme of a small portfolio.
fn pages(files: &[(&str, &str)]) -> [Page; 2] {
    let bytes = files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
    let loaded = Memory::of(bytes).load();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let site = site_of(loaded, Date::parse(TODAY).unwrap());
    ["numbers/index.html", "programme/index.html"]
        .map(|path| site.pages.iter().find(|page| page.path == path).unwrap().clone())
}

/// The sections that say what to fill in where, by id.
fn empty(page: &Page) -> Vec<&str> {
    let says = |block: &Block| matches!(block, Block::Empty { how, .. } if !how.is_empty());
    page.sections.iter().filter(|one| one.blocks.iter().any(says)).map(|one| one.id.as_str()).collect()
}

#[test]
fn with_nobody_every_section_says_how_to_begin() {
    let [numbers, programme] = pages(&[("quarterdeck.yaml", "schema: 1\n")]);
    let all: Vec<&str> = numbers.sections.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(empty(&numbers), all);
    assert_eq!(numbers.headline.unwrap(), "No partner yet, so there is nothing to count.");
    assert_eq!(empty(&programme), ["reporting", "listening"]);
}

#[test]
fn with_one_partner_and_no_figures_nothing_is_invented() {
    let partner = "name: Acme\nkinds: [technology]\ntiers: [{tier: strategic, from: 2026-01-15}]\nstages: [{stage: qualify, from: 2026-05-01}]\nfirst_contact_on: 2026-05-01\n";
    let [numbers, programme] =
        pages(&[("quarterdeck.yaml", "schema: 1\n"), ("partners/acme/partner.yaml", partner)]);
    for id in ["scores", "movers", "concentration", "promises", "inspected", "sponsors", "winners", "inbound"]
    {
        assert!(empty(&numbers).contains(&id), "{id}");
    }
    // Sixty days from 1 May to 30 June without an ugly question are there to be seen.
    let text = serde_json::to_string(&numbers).unwrap();
    assert!(text.contains("so far") && text.contains("\"60\""), "{text}");
    assert!(numbers.cards.iter().all(|card| card.value == "–"), "{:?}", numbers.cards);
    assert!(programme.headline.unwrap().starts_with("The records answer yes to one of six groups"));
}
