//! A site with its figures hidden: no digit of one is in any of its files; dates, quarters and ids are.

use std::fs;
use std::path::Path;

use super::harness::{Folder, Run, TODAY, walk};

/// Digits of figures, each with its own, and the records that hold them.
const FIGURES: [&str; 14] = [
    "738195", "748196", "61.7%", "59.3%", "8642", "918273", "37.91 %", "46813", "2031", "7531", "86421",
    "5317", "97.53 %", "64208",
];

/// A portfolio in which money, percentages, counts and written texts hold figures that occur nowhere else.
fn portfolio() -> Folder {
    let folder = Folder::sound();
    folder.write(
        "partners/acme/observations.csv",
        "metric,period,target,actual,as_of,source\n\
         sourced-revenue,2026-Q1,EUR 738195,EUR 748196,2026-04-10,CRM export 86421\n\
         win-rate,2026-Q1,61.7%,59.3%,2026-04-10,CRM export\n\
         joint-customers,2026-Q1,8642,2031,2026-04-10,CRM export\n",
    );
    folder.write(
        "partners/acme/risks.yaml",
        "- {id: r-014, text: The window of EUR 918273 closes, raised_on: 2026-01-08}\n",
    );
    folder.write(
        "partners/acme/commitments.yaml",
        "- {id: c-014, text: Send 46813 data sheets, side: ours, made_on: 2026-05-04, due: 2026-09-16}\n",
    );
    folder.write(
        "partners/acme/plan.md",
        "---\ntitle: Plan for 37.91 % more\nstatuses: [{status: active, on: 2026-01-10}]\nobjectives:\n  - {id: o-01, text: 64208 sites by 16 October 2026}\n---\n\n\
         ## We win 7531 deals\n\nIt is 5317 in all, [as agreed](#we-win-7531-deals), or `EUR 2031`; in 2026 we saw 97.53 %.\n",
    );
    folder
}

fn build(folder: &Folder, more: &[&str]) -> Run {
    let mut arguments = vec!["build", "--out", "site", "--exit-zero", "--as-of", TODAY];
    arguments.extend(more);
    folder.run(&arguments)
}

/// All files of a site as one text, without their folds.
fn said(site: &Path) -> String {
    walk(site)
        .iter()
        .map(|path| fs::read_to_string(site.join(path)).unwrap().replace("\r\n ", ""))
        .map(|text| text.replace(',', ""))
        .collect()
}

#[test]
fn no_digit_of_a_figure_is_in_any_file() {
    let folder = portfolio();
    assert_eq!(build(&folder, &[]).code, 0);
    let open = said(&folder.path().join("site"));
    // Money is shown with three digits that count.
    let shown = ["€738k", "€748k", "€918273", "€918k"];
    for figure in FIGURES.iter().filter(|figure| !matches!(**figure, "738195" | "748196")) {
        assert!(open.contains(figure), "{figure} is nowhere even without the option: this test sees nothing");
    }
    assert!(open.contains(shown[0]) && open.contains(shown[1]));

    let run = build(&folder, &["--mask-figures"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("figures are hidden"), "{}", run.stderr);
    let hidden = said(&folder.path().join("site"));
    for figure in FIGURES.iter().chain(&shown) {
        if let Some(at) = hidden.find(figure) {
            let near: String = hidden[..at].chars().rev().take(120).collect();
            panic!("{figure} behind …{}", near.chars().rev().collect::<String>());
        }
    }
    for kept in
        ["c-014", "r-014", "16 October 2026", "16 Sep 2026", "2026-Q1", "in 2026 we", "Plan for ••.••"]
    {
        assert!(hidden.contains(kept), "{kept} is lost");
    }
}

#[test]
fn every_page_says_so_and_nothing_but_figures_is_left_out() {
    let folder = portfolio();
    build(&folder, &[]);
    let site = folder.path().join("site");
    let open = walk(&site);
    build(&folder, &["--mask-figures"]);
    let hidden = walk(&site);
    let left_out: Vec<&String> = open.iter().filter(|path| !hidden.contains(path)).collect();
    assert!(left_out.iter().any(|path| *path == "data/scores.csv"), "{left_out:?}");
    assert!(left_out.iter().all(|path| path.ends_with(".csv") || path.ends_with(".json")), "{left_out:?}");
    for path in hidden.iter().filter(|path| path.ends_with(".html")) {
        let html = fs::read_to_string(site.join(path)).unwrap();
        assert_eq!(html.matches("Figures hidden.").count(), 1, "{path}");
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(!href.ends_with(".csv") && !href.ends_with(".json"), "{path} leads to {href}");
        }
        for id in html.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(html.contains(&format!(" id=\"{id}\"")), "{path}: no `{id}`");
        }
    }
}
