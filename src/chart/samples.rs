//! One believable figure of each newer kind, for the tests that look at all charts, and for the eye.

use crate::view::figure::*;

/// Each with its name and its drawing.
pub(super) fn all() -> Vec<(&'static str, String)> {
    vec![
        ("Both sides on the same items", super::dumbbell(&dumbbell())),
        ("Initiatives from idea to result", super::funnel(&funnel())),
        ("Promises", super::promise_bars(&promises())),
        ("Value to us and to them", super::split_bar(&split())),
    ]
}

fn words(words: &str) -> String {
    words.to_owned()
}

fn link(to: &str) -> Option<String> {
    Some(format!("partners/northwind/index.html#{to}"))
}

fn reading(value: f64) -> Option<Reading> {
    (value > 0.0).then(|| Reading { value, printed: format!("{value:.1}") })
}

fn dumbbell() -> Dumbbell {
    let row = |(name, ours, theirs, gap, wide): (&str, f64, f64, &str, bool)| DumbbellRow {
        name: words(name),
        href: link("survey"),
        ours: reading(ours),
        theirs: reading(theirs),
        gap: words(gap),
        wide,
    };
    let rows = [
        ("Decisions are made in time", 4.1, 2.4, "1.7 apart, we are kinder", true),
        ("They keep what they promise", 3.2, 4.3, "1.1 apart, they are kinder", true),
        ("Roles are clear", 3.9, 3.6, "0.3 apart", false),
        ("We share the same aims for next year and the year after that", 4.4, 4.4, "the same", false),
        ("Trouble is raised early", 1.1, 1.4, "0.3 apart", false),
        ("Our sellers work together", 2.9, 0.0, "fewer than three answers of theirs", false),
        ("I would sign again", 5.0, 4.6, "0.4 apart", false),
    ];
    Dumbbell {
        ours: words("We, 9 answers"),
        theirs: words("Northwind, 6 answers"),
        scale: (1.0, 5.0),
        ends: (words("1 not at all"), words("5 fully")),
        rows: rows.map(row).to_vec(),
        summary: words("The two sides differ most on whether decisions are made in time"),
    }
}

fn funnel() -> Funnel {
    let bar = |(name, first, second, conversion): (&str, u32, u32, &str)| FunnelBar {
        name: words(name),
        href: link("initiatives"),
        first,
        second,
        conversion: words(conversion),
    };
    let stages = [
        ("Idea", 12, 15, ""),
        ("Qualified", 11, 8, "19 of 27 went on, 70 %"),
        ("Approved", 10, 4, "14 of 19, 74 %"),
        ("In execution", 8, 1, "9 of 14, 64 %"),
    ];
    let outcomes =
        [("Reached its aim", 5, 0, "5 of 9, 56 %"), ("Missed it", 1, 2, ""), ("Stopped", 0, 3, "")];
    Funnel {
        first: words("with a sales sponsor"),
        second: words("without"),
        stages: stages.map(bar).to_vec(),
        outcomes_title: words("How they ended"),
        outcomes: outcomes.map(bar).to_vec(),
        summary: words("With a sales sponsor 8 of 12 ideas came to execution, without one 1 of 15"),
    }
}

fn promises() -> PromiseBars {
    let row = |(name, [kept, slipped, open, overdue, dropped], moved): (&str, [u32; 5], &str)| PromiseRow {
        name: words(name),
        href: link("promises"),
        kept,
        slipped,
        open,
        overdue,
        dropped,
        words: words(moved),
    };
    let rows = [
        ("Ours", [14, 5, 4, 2, 1], "11 dates moved"),
        ("Theirs", [9, 3, 6, 5, 3], "4 dates moved"),
        ("Nobody's", [0; 5], "none made yet"),
    ];
    PromiseBars { rows: rows.map(row).to_vec(), summary: words("We kept 19 of 26 promises, they 12 of 26") }
}

fn split() -> SplitBar {
    let row = |(name, share, ours, theirs, larger): (&str, Option<f64>, &str, &str, &str)| SplitRow {
        name: words(name),
        href: link("value"),
        share,
        ours: words(ours),
        theirs: words(theirs),
        larger: words(larger),
    };
    let rows = [
        ("Northwind", Some(0.38), "€1.9m", "€3.1m", "62 %"),
        ("Contoso", Some(0.71), "€2.4m", "€1.0m", "71 %"),
        ("Fabrikam", Some(0.97), "€3.4m", "€0.1m", "97 %"),
        ("Tailspin", None, "€0.4m", "", "no amount of theirs yet"),
    ];
    SplitBar {
        ours: words("To us"),
        theirs: words("To them"),
        rows: rows.map(row).to_vec(),
        summary: words("Fabrikam gains almost nothing from the alliance"),
    }
}
