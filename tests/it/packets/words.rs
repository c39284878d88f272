//! What a packet says.

use super::super::harness::Folder;
use super::{html, packet};

fn sample(more: &[&str], name: &str) -> String {
    let folder = Folder::sample();
    let run = packet(&folder, more);
    assert!(run.code <= 1, "{}", run.stderr);
    html(&folder, name)
}

/// The ids of the sections of a packet, in order.
fn sections(html: &str) -> Vec<&str> {
    html.split("<section class=\"section\" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// What stands between two texts.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = &text[text.find(from).unwrap_or_else(|| panic!("no {from}"))..];
    &rest[..rest.find(to).unwrap_or_else(|| panic!("no {to}"))]
}

#[test]
fn a_packet_stands_alone() {
    for audience in ["internal", "partner"] {
        let html = sample(
            &["--partner", "orrery", "--quarter", "2026-Q3", "--audience", audience],
            &format!("qbr-orrery-2026-Q3-{audience}"),
        );
        for outside in ["<link", "<script", "<img", "src=\"", "url(http", "@import", "<iframe", " style=\""] {
            assert!(!html.contains(outside), "{audience}: {outside}");
        }
        // Every link leads to a place in the packet or to the world outside.
        for href in html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let good = match href.strip_prefix('#') {
                Some(id) => html.contains(&format!("id=\"{id}\"")),
                None => href.starts_with("https://"),
            };
            assert!(good, "{audience}: {href}");
        }
        assert!(html.contains("style-src 'sha256-"), "{audience}");
    }
}

#[test]
fn the_parts_stand_in_the_order_of_the_review_and_promises_come_before_any_number() {
    let ours = sample(&["--partner", "orrery", "--quarter", "2026-Q3"], "qbr-orrery-2026-Q3-internal");
    assert_eq!(
        sections(&ours),
        [
            "decisions-sought",
            "last-commitments",
            "dashboard",
            "wins",
            "initiatives",
            "relationship",
            "issues",
            "risks",
            "inspect",
            "corrections",
            "listening",
            "forward",
            "new-commitments",
            "arrival",
            "changed",
            "attendance",
            "measures",
            "made-from",
        ]
    );
    let theirs = sample(
        &["--partner", "orrery", "--quarter", "2026-Q3", "--audience", "partner"],
        "qbr-orrery-2026-Q3-partner",
    );
    assert_eq!(
        sections(&theirs),
        [
            "decisions-sought",
            "last-commitments",
            "dashboard",
            "wins",
            "initiatives",
            "relationship",
            "inspect",
            "corrections",
            "listening",
            "advocacy",
            "forward",
            "new-commitments",
            "arrival",
            "common-ground",
            "lessons",
            "measures",
        ]
    );
    assert!(theirs.contains("Partner-facing") && !theirs.contains("do not share"));
    assert!(ours.contains("Internal: do not share") && !ours.contains("Partner-facing"));
}

#[test]
fn a_partner_sees_targets_and_no_score() {
    let html = sample(
        &["--partner", "orrery", "--quarter", "2026-Q3", "--audience", "partner"],
        "qbr-orrery-2026-Q3-partner",
    );
    let body = &html[html.find("<body>").unwrap()..];
    for ours in
        ["pill-", "Off track", "/ 100", " points", "observations.csv", "partners/", ".yaml", "tag-internal"]
    {
        assert!(!body.contains(ours), "{ours}");
    }
    let dashboard = between(body, "id=\"dashboard\"", "</section>");
    assert!(dashboard.contains("£268k") && dashboard.contains("✗ missed"), "{dashboard}");
}

#[test]
fn the_one_page_has_three_of_each_and_says_how_many_more() {
    let html = sample(&["--partner", "orrery", "--quarter", "2026-Q3"], "qbr-orrery-2026-Q3-internal");
    let summary = between(&html, "<section class=\"summary\"", "</section>");
    let concerns = between(summary, "<h3>Concerns</h3>", "</div>");
    assert_eq!(concerns.matches("<li").count(), 3, "{concerns}");
    assert!(concerns.contains("more, in their part"), "{concerns}");
    assert!(summary.contains("Three quarters off track; what customers use works"), "{summary}");
    assert_eq!(summary.matches("<li class=\"card\"").count(), 6);
}

#[test]
fn the_short_form_is_an_agenda_of_ninety_minutes_and_the_ledger() {
    let html = sample(
        &["--partner", "orrery", "--quarter", "2026-Q3", "--short"],
        "qbr-orrery-2026-Q3-internal-agenda",
    );
    assert_eq!(sections(&html), ["agenda", "decisions-sought", "last-commitments", "new-commitments"]);
    let agenda = between(&html, "id=\"agenda\"", "</section>");
    let minutes: u32 = agenda
        .split("data-label=\"Minutes\"><span class=\"t-plain\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().parse::<u32>().unwrap())
        .sum();
    assert_eq!(minutes, 90, "{agenda}");
    assert!(!html.contains("class=\"cover\""));
}

#[test]
fn parties_of_an_initiative_are_named_and_its_stances_are_not() {
    let html = sample(
        &["--partner", "clearbasin", "--quarter", "2026-Q3", "--audience", "partner"],
        "qbr-clearbasin-2026-Q3-partner",
    );
    let initiatives = between(&html, "id=\"initiatives\"", "</section>");
    assert!(initiatives.contains("Basin twin") && initiatives.contains("Orrery Software"), "{initiatives}");
    for stance in ["supports", "neutral", "concerned", "beneficiary"] {
        assert!(!initiatives.to_lowercase().contains(&format!(">{stance}<")), "{stance}");
    }
}

/// A partner with nothing but a name, and a review with nothing but a day: both packets are worth having, and the folder that
/// they lie in is no record.
#[test]
fn a_review_without_text_figures_plan_or_promises_makes_a_packet_that_says_so() {
    let folder = Folder::new();
    folder.write("quarterdeck.yaml", "schema: 1\nas_of: 2026-07-20\n");
    folder.write(
        "playbook.yaml",
        "shared_with_partners: [reviews, commitments, decisions, metrics, wins, plan, initiatives, surveys, governance, meetings, risks, issues, listening, corrections, expectations]\n",
    );
    folder.write(
        "partners/acme/partner.yaml",
        "name: Acme\nkinds: [reseller]\ntiers: [{tier: growth, from: 2026-01-01}]\nstages: [{stage: operate, from: 2026-01-01}]\n",
    );
    folder.write("partners/acme/reviews/2026-Q2.md", "---\nheld_on: 2026-07-14\n---\n");
    let run = packet(&folder, &["--partner", "acme", "--audience", "both"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let theirs = html(&folder, "qbr-acme-2026-Q2-partner");
    for said in [
        "No decision is sought.",
        "No promise was open when the quarter began.",
        "No figures were measured in this quarter.",
        "No win was told in this quarter.",
        "No initiative is under way.",
        "Nobody has been asked yet.",
        "No issue is open.",
        "No objective is open.",
    ] {
        assert!(theirs.contains(said), "{said}");
    }
    assert!(!theirs.contains(".yaml") && !theirs.contains(".csv"), "a file is named");
    let ours = html(&folder, "qbr-acme-2026-Q2-internal");
    assert!(ours.contains("No figures") && ours.contains("No review was held before this one."));
    let check = folder.run(&["check", "--select", "records"]);
    assert_eq!((check.code, check.stdout.as_str()), (0, ""), "{}", check.stderr);
}
