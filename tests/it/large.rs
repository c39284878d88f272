//! A portfolio of three hundred: the pages of all partners keep to their limits and say so, and the files hold every row.

use std::fs;

use super::harness::{Folder, TODAY};

/// How many partners.
const PARTNERS: usize = 300;

/// Partners of one tier, each with a promise that is overdue.
fn built() -> Folder {
    let folder = Folder::new();
    for number in 1..=PARTNERS {
        let home = format!("partners/p-{number:03}");
        folder.write(
            &format!("{home}/partner.yaml"),
            format!(
                "name: Partner {number:03}\nkinds: [oem]\ntiers: [{{tier: strategic, from: 2025-01-01}}]\n\
                 stages: [{{stage: operate, from: 2025-01-01}}]\n"
            ),
        );
        // The last is drawn for itself, since it is alone in its cell, and its row is far down.
        let rating = if number == PARTNERS { "likelihood: 1, impact: 1" } else { "likelihood: 5, impact: 5" };
        folder.write(
            &format!("{home}/risks.yaml"),
            format!(
                "- {{id: r-01, text: Late parts, raised_on: 2026-01-08, response: Two sources, ratings: [{{on: 2026-01-08, {rating}}}]}}\n"
            ),
        );
        folder.write(
            &format!("{home}/commitments.yaml"),
            format!(
                "- {{id: c-01, text: Send sheet {number:03}, side: ours, made_on: 2026-01-05, due: 2026-03-02}}\n"
            ),
        );
    }
    let run = folder.run(&["build", "--out", "site", "--exit-zero", "--as-of", TODAY, "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder
}

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path().join("site").join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between the tags of a section.
fn section<'a>(html: &'a str, id: &str) -> &'a str {
    let start =
        html.find(&format!("<section class=\"section\" id=\"{id}\"")).unwrap_or_else(|| panic!("#{id}"));
    html[start..].split("</section>").next().unwrap()
}

#[test]
fn three_hundred_partners_are_cut_on_the_pages_and_whole_in_the_files() {
    let folder = built();
    let said = "200 of 300 rows shown; all of them are in the CSV and JSON files.";
    for (path, id, files) in [
        ("partners/index.html", "tier-strategic", "partners/index"),
        ("ledger/index.html", "overdue", "ledger/index"),
    ] {
        let html = read(&folder, path);
        let section = section(&html, id);
        let body = section.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        assert_eq!(body.matches("<tr").count(), 200, "{path}");
        assert!(section.contains(said), "{path}");
        let csv = read(&folder, &format!("{files}.{id}.csv"));
        assert_eq!(csv.lines().count(), 1 + PARTNERS, "{path}");
        let json: serde_json::Value = serde_json::from_str(&read(&folder, &format!("{files}.json"))).unwrap();
        let table = json["tables"].as_array().unwrap().iter().find(|table| table["id"] == id).unwrap();
        assert_eq!(table["rows"].as_array().unwrap().len(), PARTNERS, "{path}");
    }
}

#[test]
fn a_drawing_of_all_partners_says_how_many_it_draws() {
    let html = read(&built(), "partners/index.html");
    let readiness = section(&html, "readiness");
    assert!(readiness.contains("Drawn are the first 40 of 300"), "{readiness}");
    assert!(readiness.contains("Partner 040") && !readiness.contains("Partner 041"), "{readiness}");
}

#[test]
fn no_drawing_leads_to_a_row_that_is_not_shown() {
    let html = read(&built(), "ledger/risks.html");
    assert!(html.contains("200 of 300 rows shown"));
    let targets = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    let dead: Vec<&str> = targets.filter(|id| !html.contains(&format!(" id=\"{id}\""))).collect();
    assert_eq!(dead, [""; 0]);
}

#[test]
fn no_page_of_all_partners_has_more_than_a_thousand_rows_and_the_overview_far_fewer() {
    let folder = built();
    let rows = |path: &str| read(&folder, path).matches("<tr").count();
    assert!(rows("index.html") < 300, "{}", rows("index.html"));
    for path in [
        "partners/index.html",
        "ledger/index.html",
        "findings.html",
        "numbers/index.html",
        "reviews/index.html",
    ] {
        assert!(rows(path) < 1100, "{path}: {}", rows(path));
    }
    assert!(read(&folder, "index.html").contains(" more: see all "));
}
