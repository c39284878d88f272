//! One believable figure of each newer kind, for the tests that look at all charts, and for the eye.

use jiff::civil::date;

use crate::view::figure::*;

/// Each with its name and its drawing.
pub(super) fn all() -> Vec<(&'static str, String)> {
    vec![
        ("Both sides on the same items", super::dumbbell(&dumbbell())),
        ("Initiatives from idea to result", super::funnel(&funnel())),
        ("Promises", super::promise_bars(&promises())),
        ("Value to us and to them", super::split_bar(&split())),
        ("Who met when", super::cadence_strip(&cadence())),
        ("Six signs of a serious partner: how many have how many", super::histogram(&histogram())),
        ("Six signs, partner by partner", super::sign_strip(&signs())),
        ("What kills the dream", super::level_bars(&levels(3))),
        ("What a good partnership needs", super::level_bars(&levels(5))),
        ("Partners in and out", super::flow_bars(&flow())),
        ("Scores of all partners", super::range_strip(&range())),
        ("Initiatives that reached their aim, before and after the change", super::trend(&corrected())),
        ("Our ecosystem", super::network(&ecosystem(12))),
        ("A large ecosystem", super::network(&ecosystem(25))),
        ("Who has whose ear", super::network(&influence(2))),
        ("Who has whose ear, with a third company", super::network(&influence(3))),
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

fn cadence() -> CadenceStrip {
    let meeting = |(month, day): (i8, i8), planned| CadenceMeeting {
        date: date(2026, month, day),
        planned,
        label: format!("Met on 2026-{month:02}-{day:02}"),
        href: link("meetings"),
    };
    let lane = |name: &str, asked: &str, met: &[(i8, i8)], planned: &[(i8, i8)]| CadenceLane {
        name: words(name),
        href: link("governance"),
        asked: words(asked),
        meetings: met
            .iter()
            .map(|day| meeting(*day, false))
            .chain(planned.iter().map(|day| meeting(*day, true)))
            .collect(),
        gaps: Vec::new(),
    };
    let mut steering = lane("Steering committee", "every 3 months", &[(1, 14), (7, 2)], &[(10, 8)]);
    steering.gaps =
        vec![CadenceGap { from: date(2026, 1, 14), to: date(2026, 7, 2), words: words("169 days") }];
    let days = [(1, 8), (1, 22), (2, 5), (2, 19), (3, 5), (3, 19), (4, 2), (4, 16), (6, 4), (6, 18)];
    let mut field = lane("Field call", "every 2 weeks", &days, &[(9, 24), (10, 1)]);
    field.gaps = vec![
        CadenceGap { from: date(2026, 4, 16), to: date(2026, 6, 4), words: words("49 days") },
        CadenceGap { from: date(2026, 6, 18), to: date(2026, 9, 15), words: words("89 days so far") },
    ];
    let board = lane("Executive sponsors of both companies", "twice a year", &[(2, 11), (8, 20)], &[]);
    let quarters = [(1, "2026-Q1"), (4, "2026-Q2"), (7, "2026-Q3"), (10, "2026-Q4")];
    CadenceStrip {
        lanes: vec![steering, field, board],
        days: DayAxis {
            from: date(2026, 1, 1),
            to: date(2026, 12, 31),
            grid: quarters.map(|(month, name)| (date(2026, month, 1), words(name))).to_vec(),
            as_of: date(2026, 9, 15),
            as_of_label: words("As of 15 Sep 2026"),
        },
        summary: words("The field call has not been held for 89 days"),
    }
}

fn histogram() -> Histogram {
    let bin = |(name, count): (usize, u32)| Bin {
        name: name.to_string(),
        count,
        members: (0..count).map(|n| format!("Partner {n}")).collect(),
        href: link("six-signs"),
    };
    let zones = [(0, 0, "walk away"), (1, 2, "caution"), (3, 4, "serious"), (5, 6, "strong")];
    Histogram {
        axis: words("signs of six"),
        bins: [1, 3, 6, 9, 5, 2, 0].into_iter().enumerate().map(bin).collect(),
        zones: zones.map(|(from, to, name)| BinZone { from, to, name: words(name) }).to_vec(),
        marks: vec![BinMark { at: 3.5, words: words("median 3") }],
        summary: words("Most partners show two to four of the six signs, and none all"),
    }
}

fn signs() -> SignStrip {
    use Sign::{No, Partial, Unknown, Yes};
    let row = |(name, signs, count): (&str, [Sign; 6], &str)| SignRow {
        name: words(name),
        href: link("six-signs"),
        cells: signs
            .map(|sign| SignCell { sign, words: words("Seen at the review of 2026-Q2"), href: None })
            .to_vec(),
        count: words(count),
    };
    let rows = [
        ("Northwind", [Yes, Yes, Partial, Yes, Yes, No], "4 of 6"),
        ("Contoso Laboratories and Sons", [Yes, No, No, Partial, Yes, Unknown], "2 of 6"),
        ("Fabrikam", [Yes, Yes, Yes, Yes, Yes, Partial], "5 of 6"),
        ("Tailspin", [Unknown; 6], "0 of 6"),
    ];
    let columns = [
        "Professional alliance staff",
        "They train that staff",
        "A sales force with a mind for partners",
        "The chief executive lives it",
        "A dedicated alliance executive",
        "They inspect results",
    ];
    SignStrip {
        columns: columns.map(words).to_vec(),
        rows: rows.map(row).to_vec(),
        summary: words("Fabrikam shows five of six signs, Tailspin none that is known"),
    }
}

fn levels(top: u8) -> LevelBars {
    let row = |(name, level, previous, words_, alarming): (&str, Option<u8>, Option<u8>, &str, bool)| {
        LevelRow { name: words(name), href: link("levels"), level, previous, words: words(words_), alarming }
    };
    let rows = [
        ("Not invented here", Some(3), Some(1), "3, was 1", true),
        ("Sellers fear for their accounts", Some(2), Some(2), "2, as before", false),
        ("No executive asks about it any more since the summer", Some(0), Some(2), "0, was 2", false),
        ("Change of strategy", Some(1), None, "1, first time", false),
        ("Legal takes too long", None, None, "not rated", false),
    ];
    LevelBars {
        top,
        ends: (words("0 none"), format!("{top} all of it")),
        previous: words("half a year ago"),
        rows: rows.map(row).to_vec(),
        summary: words("Not invented here has grown from 1 to 3"),
    }
}

fn flow() -> FlowBars {
    let period = |(name, into, out): (&str, u32, u32)| FlowPeriod {
        name: words(name),
        into,
        out,
        members: vec![words("Northwind"), words("Contoso")],
        href: link("partners"),
    };
    let periods = [
        ("Q4 25", 3, 1),
        ("Q1 26", 2, 0),
        ("Q2 26", 5, 2),
        ("Q3 26", 0, 3),
        ("Q4 26", 1, 1),
        ("Q1 27", 0, 0),
    ];
    FlowBars {
        into: words("joined"),
        out: words("left"),
        periods: periods.map(period).to_vec(),
        summary: words("Eleven partners joined and seven left"),
    }
}

fn range() -> RangeStrip {
    let names = ["Northwind", "Contoso", "Fabrikam", "Tailspin", "Litware", "Adatum", "Wingtip", "Proseware"];
    let values =
        [81.0, 34.0, 92.0, 21.0, 63.0, 64.0, 62.0, 65.0, 48.0, 55.0, 57.0, 71.0, 73.0, 72.0, 59.0, 61.0];
    let dot = |(index, value): (usize, f64)| RangeDot {
        name: names.get(index).map_or_else(|| format!("Partner {index}"), |name| words(name)),
        href: link("score"),
        reading: Reading { value, printed: format!("{value:.0}") },
    };
    let band = |low, high, name: &str| Band { low, high, name: words(name) };
    RangeStrip {
        dots: values.into_iter().enumerate().map(dot).collect(),
        scale: (0.0, 100.0),
        ticks: [0.0, 40.0, 70.0, 100.0].map(|at: f64| (at, format!("{at:.0}"))).to_vec(),
        bands: vec![band(0.0, 40.0, "off track"), band(40.0, 70.0, "at risk"), band(70.0, 100.0, "on track")],
        marks: vec![(62.5, words("median 63"))],
        summary: words("Half of the partners score between 57 and 71; Tailspin is lowest with 21"),
    }
}

fn ecosystem(partners: usize) -> Network {
    let names =
        ["Northwind", "Contoso Laboratories", "Fabrikam", "Tailspin", "Litware", "Adatum", "Wingtip Toys"];
    let states =
        [Standing::OnTrack, Standing::AtRisk, Standing::OnTrack, Standing::OffTrack, Standing::NotRated];
    let partner = |index: usize| Node {
        label: names.get(index).map_or_else(|| format!("Partner {index}"), |name| words(name)),
        note: words("strategic tier"),
        href: link("top"),
        kind: [NodeKind::First, NodeKind::Usual, NodeKind::Usual, NodeKind::Outer][index % 4],
        size: [5, 3, 4, 1, 2][index % 5],
        standing: states[index % 5],
        column: 0,
    };
    let us = Node { label: words("Woodgrove"), kind: NodeKind::Us, note: String::new(), ..partner(0) };
    let kinds = [EdgeKind::Build, EdgeKind::Sell, EdgeKind::Market, EdgeKind::Service];
    let edge = |from: usize, to: usize, kind: usize| Edge {
        from,
        to,
        kind: kinds[kind % 4],
        strength: [2, 4, 1, 3, 5][(from + to) % 5],
        label: words("Joint work"),
        href: link("initiatives"),
        directed: false,
    };
    let mut edges: Vec<Edge> = (1..=partners).map(|index| edge(0, index, index)).collect();
    edges.extend([edge(0, 1, 0), edge(0, 3, 1), edge(1, 7, 0), edge(2, 5, 1), edge(3, 4, 2), edge(6, 12, 3)]);
    Network {
        layout: NetworkLayout::Ring,
        nodes: std::iter::once(us).chain((0..partners).map(partner)).collect(),
        edges,
        summary: words("Twelve partners, six links between them"),
    }
}

fn influence(columns: usize) -> Network {
    let person = |(name, note, column, size, standing): (&str, &str, usize, u8, Standing)| Node {
        label: words(name),
        note: words(note),
        href: link("people"),
        kind: if size == 5 { NodeKind::First } else { NodeKind::Usual },
        size,
        standing,
        column: column % columns,
    };
    let people = [
        ("Ada Merriweather", "Chief executive", 0, 5, Standing::Supports),
        ("Jo Lindqvist", "Head of sales", 0, 4, Standing::Neutral),
        ("Sam Okafor", "Alliance lead", 0, 2, Standing::Supports),
        ("Maria von Hohenstein-Oldenburg", "Chief executive", 1, 5, Standing::Neutral),
        ("Ravi Raman", "Head of product", 1, 4, Standing::Concerned),
        ("Kit Marlowe", "Head of marketing", 1, 3, Standing::Supports),
        ("Lee Chen", "Purchasing", 1, 2, Standing::Unknown),
        ("Noor Haddad", "Adviser", 2, 3, Standing::Concerned),
        ("Toma Ilic", "Adviser", 2, 1, Standing::Supports),
    ];
    let edge = |(from, to, strength): (usize, usize, u8)| Edge {
        from,
        to,
        kind: EdgeKind::Influence,
        strength,
        label: words("Has the ear of"),
        href: link("people"),
        directed: true,
    };
    let edges =
        [(0, 3, 3), (1, 4, 1), (2, 5, 4), (2, 6, 2), (4, 3, 5), (5, 3, 2), (6, 4, 1), (2, 1, 3), (7, 3, 2)];
    let names = ["Woodgrove", "Northwind", "Advisers"];
    Network {
        layout: NetworkLayout::Columns(names.iter().take(columns).map(|name| words(name)).collect()),
        nodes: people.map(person).to_vec(),
        edges: edges.map(edge).to_vec(),
        summary: words("The head of product is concerned and has the ear of the chief executive"),
    }
}

fn corrected() -> Trend {
    let points = [31.0, 28.0, 33.0, 30.0, 29.0, 41.0, 52.0, 58.0, 61.0];
    Trend {
        title: String::new(),
        subtitle: String::new(),
        periods: (1..=9).map(|quarter| format!("Q{quarter}")).collect(),
        series: vec![Series {
            name: words("success"),
            tone: Tone::Actual,
            points: points.map(Some).to_vec(),
            end: words("61 %"),
        }],
        band: None,
        notes: vec![(4, words("sales sponsor asked for"))],
        ticks: [0.0, 25.0, 50.0, 75.0].map(|at: f64| (at, format!("{at:.0} %"))).to_vec(),
        summary: words("Success rose from 29 % to 61 % after a sales sponsor was asked for"),
    }
}
