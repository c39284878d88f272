//! What lies beside the pages: their tables as JSON and CSV, and the search index. Held against the pages themselves, as a
//! reader sees them.

use std::collections::{BTreeMap, BTreeSet};

use quarterdeck::portfolio::calendar::Date;
use quarterdeck::record::Leaf;
use quarterdeck::render::{Own, Renderer, search};
use quarterdeck::view::Site;
use serde_json::Value;

use super::harness::{Memory, TODAY, sample, site_of};

/// A site as files, page by page.
struct Drawn {
    site: Site,
    html: BTreeMap<String, String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Drawn {
    fn of(site: Site) -> Self {
        let renderer = Renderer::new(&site.frame, site.records.clone(), Own::default()).unwrap();
        let mut html = BTreeMap::new();
        let mut files = BTreeMap::new();
        for page in &site.pages {
            html.insert(page.path.clone(), String::from_utf8(renderer.page(page).unwrap()).unwrap());
            files.extend(renderer.tables(page));
        }
        Self { site, html, files }
    }

    fn sample() -> Self {
        let (loaded, as_of) = sample();
        Self::of(site_of(loaded, as_of))
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.files[path]).unwrap()
    }

    fn csv(&self, path: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&self.files[path][..]);
        reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
    }
}

/// What stands between two marks, wherever they do.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    text.split(begin).skip(1).filter_map(|rest| rest.split_once(end).map(|(inner, _)| inner)).collect()
}

/// Without what lies between two marks.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(begin) {
        kept.push_str(before);
        rest = after.split_once(end).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The letters and digits that a reader sees.
fn seen(html: &str) -> String {
    let html = without(html, "<span class=\"acts\">", "</a></span>");
    let html = without(&html, "<a class=\"mark\"", "</a>");
    let html = without(&html, "<small class=\"mark\"", "</small>");
    let text = without(&html, "<", ">");
    let text = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (entity, plain)| text.replace(entity, plain));
    bare(&text)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_file_of_tables_says_what_its_page_says() {
    let drawn = Drawn::sample();
    let (mut tables, mut cells, mut numbers) = (0, 0, 0);
    for page in drawn.site.pages.iter().filter(|page| page.data.is_some()) {
        let folder = page.path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        let json = drawn.json(&format!("{folder}{}", page.data.as_ref().unwrap()));
        let html = &drawn.html[&page.path];
        let shown: Vec<&str> = between(html, "<table id=\"", "</table>");
        let written = json["tables"].as_array().unwrap();
        assert_eq!(shown.len(), written.len(), "{}: tables", page.path);
        for (shown, written) in shown.iter().zip(written) {
            tables += 1;
            let id = shown.split('"').next().unwrap().strip_prefix("table_").unwrap();
            assert_eq!(id, written["id"], "{}", page.path);
            let body = between(shown, "<tbody>", "</tbody>")[0];
            let rows: Vec<&str> = body.split("<tr").skip(1).collect();
            assert_eq!(rows.len(), written["rows"].as_array().unwrap().len(), "{} {id}: rows", page.path);
            for (row, line) in rows.iter().zip(written["rows"].as_array().unwrap()) {
                let parts: Vec<&str> =
                    row.split(" class=\"k-").skip(1).map(|part| part.split_once('>').unwrap().1).collect();
                for (part, cell) in parts.iter().zip(line["cells"].as_array().unwrap()) {
                    let text = cell["text"].as_str().unwrap();
                    // A plain number is the same number for a program.
                    if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == ',') {
                        numbers += 1;
                        assert_eq!(cell["value"].to_string(), text.replace(',', ""), "{} {id}", page.path);
                    }
                    if part.contains("<svg class=\"chart") || text.is_empty() {
                        continue;
                    }
                    cells += 1;
                    for piece in text.split("; ") {
                        assert!(
                            seen(part).contains(&bare(piece)),
                            "{} {id}: `{piece}` is not in {part}",
                            page.path
                        );
                    }
                }
            }
        }
    }
    let enough = tables > 500 && cells > 5_000 && numbers > 500;
    assert!(enough, "{tables} tables, {cells} cells, {numbers} numbers: too few to mean anything");
}

#[test]
fn each_table_over_all_alliances_is_a_csv_file_with_a_line_a_row() {
    let drawn = Drawn::sample();
    let overdue = drawn.csv("ledger/index.overdue.csv");
    assert_eq!(overdue[0], ["id", "Promise", "Alliance", "Side", "Owner", "Due", "Due, note", "source"]);
    assert_eq!(overdue.len(), 17, "16 overdue promises and the names of the columns");
    assert_eq!(overdue[1][0], "c-004");
    assert_eq!(overdue[1][5], "2026-03-15", "a day as spreadsheets read it");
    assert!(overdue[1][7].ends_with("partners/pontis/commitments.yaml#L26"), "{:?}", overdue[1]);
    for page in &drawn.site.pages {
        let html = &drawn.html[&page.path];
        let folder = page.path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        for name in between(html, "<p class=\"files\"><a href=\"", "\"") {
            assert!(
                drawn.files.contains_key(&format!("{folder}{name}")),
                "{}: {name} is not there",
                page.path
            );
        }
    }
}

#[test]
fn what_a_spreadsheet_would_run_stays_a_text_and_json_stays_exact() {
    let hostile = "=HYPERLINK(\"http://example.com\",\"a\")";
    let partner = "name: \"@acme\"\nkinds: [isv]\ntiers: [{tier: strategic, from: 2024-01-01}]\nstages: [{stage: operate, from: 2024-02-01}]\ncontacts: [{id: kim, name: Kim, title: '=1+1'}]\n";
    let promises = format!(
        "- {{id: c-001, text: '{hostile}', side: ours, made_on: 2026-06-01, due: 2026-09-01}}\n- {{id: c-002, text: '-5 %, said twice', side: theirs, made_on: 2026-06-01, due: 2026-09-02}}\n"
    );
    // The title stands in small letters below a name, the dimension at the head of a column.
    let people = "stakeholders:\n  - {person: kim, influence: 5, attitude: concerned}\n";
    let book = "scorecard:\n  dimensions: [{id: reach, name: =Reach, weight: 1}]\n  on_track_from: 75\n  at_risk_from: 50\n  coverage_floor: 60\nmetrics:\n  - {id: customers, name: Customers, definition: Counted, dimension: reach, unit: count, direction: up, aggregation: last}\n";
    let figures = "metric,period,target,actual,as_of,source\ncustomers,2026-Q2,110,120,2026-06-30,CRM\n";
    let files = [
        ("playbook.yaml", book.as_bytes().to_vec()),
        ("partners/acme/partner.yaml", partner.as_bytes().to_vec()),
        ("partners/acme/stakeholders.yaml", people.as_bytes().to_vec()),
        ("partners/acme/observations.csv", figures.as_bytes().to_vec()),
        ("partners/acme/commitments.yaml", promises.into_bytes()),
    ];
    let drawn = Drawn::of(site_of(Memory::of(files).load(), Date::parse(TODAY).unwrap()));
    let open = drawn.csv("ledger/index.open.csv");
    assert_eq!(open[1][1], format!("'{hostile}"));
    assert_eq!(open[2][1], "'-5 %, said twice");
    assert_eq!(open[1][2], "'@acme");
    assert_eq!(drawn.csv("people/index.doubts.csv")[1][1], "'=1+1");
    let quoted = |cell: &String| cell == "'=Reach";
    assert!(drawn.csv("index.dimensions.csv")[0].iter().any(quoted), "{:?}", drawn.files.keys());
    let json = drawn.json("ledger/index.json");
    assert_eq!(json["tables"][0]["rows"][0]["cells"][0]["text"], hostile);
    let risky = |cell: &String| cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    for path in drawn.files.keys().filter(|path| path.ends_with(".csv")) {
        let bad =
            drawn.csv(path).into_iter().flatten().find(|cell| risky(cell) && cell.parse::<f64>().is_err());
        assert_eq!(bad, None, "{path}");
    }
}

#[test]
fn the_search_finds_every_record_where_it_stands() {
    let drawn = Drawn::sample();
    let text =
        String::from_utf8(search::index(drawn.site.pages.iter().filter_map(search::found).collect(), false))
            .unwrap();
    let json = text
        .strip_prefix("window.quarterdeckIndex=")
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .strip_suffix(';')
        .unwrap();
    let entries: Vec<[String; 5]> = serde_json::from_str(json).unwrap();
    let addresses: BTreeSet<&str> = entries.iter().map(|[.., address, _]| address.as_str()).collect();
    for address in &addresses {
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let html = drawn.html.get(path).unwrap_or_else(|| panic!("{address}: no such page"));
        assert!(anchor.is_empty() || html.contains(&format!(" id=\"{anchor}\"")), "{address}: no such place");
    }
    let (loaded, _) = sample();
    let mut records = 0;
    for partner in loaded.portfolio.partners.values() {
        let ids = partner.commitments.iter().map(|one| one.id.to_string());
        let ids = ids.chain(partner.decisions.iter().map(|one| one.id.to_string()));
        let ids = ids.chain(partner.risks.iter().map(|one| one.id.to_string()));
        for id in ids.chain(partner.issues.iter().map(|one| one.id.to_string())) {
            records += 1;
            let address = format!("partners/{}/index.html#{id}", partner.id);
            assert!(addresses.contains(address.as_str()), "{address} is not found");
        }
        for meeting in partner.meetings.keys() {
            assert!(addresses.contains(format!("partners/{}/meetings/{meeting}.html", partner.id).as_str()));
        }
    }
    assert!(records > 300, "{records}");
    assert!(!entries.iter().any(|[.., address, _]| address.starts_with("404.html")));
}

#[test]
fn the_address_of_an_earlier_id_leads_to_the_page_of_today() {
    let drawn = Drawn::sample();
    let renderer = Renderer::new(&drawn.site.frame, drawn.site.records.clone(), Own::default()).unwrap();
    let old: Vec<&str> = drawn.site.moved.iter().map(|moved| moved.path.as_str()).collect();
    for page in drawn.html.keys().filter_map(|path| path.strip_prefix("partners/orrery/")) {
        assert!(old.contains(&format!("partners/orrery-systems/{page}").as_str()), "{page}");
    }
    for moved in &drawn.site.moved {
        let to = moved.to.trim_start_matches("../");
        assert!(drawn.html.contains_key(to), "{} leads to {to}", moved.path);
        assert_eq!(moved.path.matches('/').count(), moved.to.matches("../").count(), "{}", moved.path);
        let html = String::from_utf8(renderer.moved(moved).unwrap()).unwrap();
        assert!(html.contains(&format!("<a href=\"{}\">", moved.to)), "{html}");
    }
}
