//! Portfolios that are not like the sample: very long names, words from right to left, one partner with one file. Each
//! becomes pages worth reading.

use std::fs;

use super::harness::{Folder, TODAY, walk};

const PROFILE: &str = "kinds: [isv]\ntiers: [{tier: strategic, from: 2024-01-01}]\nstages: [{stage: operate, from: 2024-02-01}]\n";

/// All pages of a portfolio, by path.
fn pages(folder: &Folder) -> Vec<(String, String)> {
    let run = folder.run(&["build", "--out", "site", "--as-of", TODAY, "--exit-zero"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let site = folder.path().join("site");
    let paths = walk(&site).into_iter().filter(|path| path.ends_with(".html"));
    paths
        .map(|path| (fs::read_to_string(site.join(&path)).unwrap(), path))
        .map(|(html, path)| (path, html))
        .collect()
}

fn of<'a>(pages: &'a [(String, String)], path: &str) -> &'a str {
    &pages.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("{path}")).1
}

/// No page shows a number that is none, or counts nothing of nothing.
fn sound(pages: &[(String, String)]) {
    for (path, html) in pages.iter().filter(|(path, _)| !path.starts_with("playbook/")) {
        for wrong in ["NaN", "Infinity", "0 of 0", "None of no", "None of 0", "of no alliances"] {
            assert!(!html.contains(wrong), "{path} says {wrong}");
        }
    }
}

#[test]
fn one_partner_with_one_file_is_told_what_to_write_next() {
    let folder = Folder::new();
    folder.write("partners/acme/partner.yaml", format!("name: Acme\n{PROFILE}"));
    let pages = pages(&folder);
    sound(&pages);
    assert!(of(&pages, "index.html").contains("The one alliance"));
    let acme = of(&pages, "partners/acme/index.html");
    for file in ["commitments.yaml", "observations.csv", "surveys.yaml", "plan.md", "reviews/"] {
        assert!(acme.contains(file), "nothing says what to write into {file}");
    }
}

#[test]
fn a_name_of_two_hundred_characters_and_one_from_right_to_left_are_whole() {
    let long = "Wasserwirtschaftsverband".repeat(9).chars().take(200).collect::<String>();
    let hebrew = "מים ואנרגיה בע״מ";
    let folder = Folder::new();
    folder.write("partners/long/partner.yaml", format!("name: {long}\n{PROFILE}"));
    folder.write("partners/mayim/partner.yaml", format!("name: {hebrew}\n{PROFILE}"));
    let promise =
        format!("- {{id: c-1, text: {hebrew}, side: ours, made_on: 2026-06-01, due: 2026-06-20}}\n");
    folder.write("partners/mayim/commitments.yaml", promise);
    let pages = pages(&folder);
    sound(&pages);
    let title = |id: &str, name: &str| {
        of(&pages, &format!("partners/{id}/index.html")).contains(&format!("<h1><bdi>{name}</bdi>"))
    };
    assert!(title("long", &long) && title("mayim", hebrew));
    assert!(of(&pages, "partners/index.html").contains(&long));
    assert!(of(&pages, "ledger/index.html").contains(hebrew));
}

/// Two partners that claim the same old name cost neither the site nor the first one's old addresses.
#[test]
fn an_old_name_that_two_partners_claim_is_the_first_ones() {
    let folder = Folder::new();
    for id in ["alpha", "beta"] {
        folder.write(
            &format!("partners/{id}/partner.yaml"),
            format!("name: {id}\naliases: [gamma]\nkinds: [oem]\ntiers: [{{tier: growth, from: 2026-01-01}}]\nstages: [{{stage: operate, from: 2026-01-01}}]\n"),
        );
    }
    let run = folder.run(&["build", "--out", "site", "--exit-zero", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let moved = fs::read_to_string(folder.path().join("site/partners/gamma/index.html")).unwrap();
    assert!(moved.contains("../../partners/alpha/index.html"), "{moved}");
}
