//! Pages made by hand, with hostile words in every place.

use std::collections::BTreeMap;

use super::{Own, Renderer};
use crate::view::figure::Sparkline;
use crate::view::page::*;

const HOSTILE: &str = r#"<script>alert(1)</script>" onload="x' {{ 7*7 }} {% raw %} &amp; `code`"#;

fn frame() -> SiteFrame {
    SiteFrame {
        records_stamp: "0123456789ab".to_owned(),
        playbook_stamp: "ba9876543210".to_owned(),
        title: HOSTILE.to_owned(),
        as_of: "16 October 2026".to_owned(),
        as_of_iso: "2026-10-16".to_owned(),
        version: "0.0.0",
        partners: 1,
        records: 2,
        findings: "no findings".to_owned(),
        errors: 0,
        finding_count: 3,
        footer: Some(HOSTILE.to_owned()),
        logo: Some("assets/logo.png".to_owned()),
        accent: None,
        base_url: None,
        figures_hidden: false,
    }
}

fn words() -> Inline {
    Inline {
        text: HOSTILE.to_owned(),
        href: Some("#here".to_owned()),
        tone: Tone::Bad,
        note: Some(HOSTILE.to_owned()),
        tag: false,
    }
}

fn pill() -> StatePill {
    StatePill { key: "off-track", word: "Off track" }
}

fn change() -> Change {
    Change { direction: "down", tone: Tone::Bad, text: HOSTILE.to_owned(), against: HOSTILE.to_owned() }
}

pub(super) fn table() -> Table {
    let cells = vec![
        Cell::Text {
            lines: vec![words(), Inline { tag: true, ..words() }, Inline { href: None, ..words() }],
        },
        Cell::Number { text: HOSTILE.to_owned(), tone: Tone::Plain, note: Some(HOSTILE.to_owned()) },
        Cell::Change { change: change() },
        Cell::State { state: pill(), note: Some(HOSTILE.to_owned()), href: Some(HOSTILE.to_owned()) },
        Cell::Figure { figure: FigureId(0), note: Some(HOSTILE.to_owned()) },
        Cell::Missing { why: HOSTILE.to_owned() },
    ];
    let columns = (0..6).map(|_| TableColumn { head: HOSTILE.to_owned(), kind: "text" }).collect();
    let row = Row {
        id: Some("c-001".to_owned()),
        mark: Some("c-001".to_owned()),
        edit: Some("https://git.example.com/a".to_owned()),
        cells,
    };
    Table {
        id: "table_here".to_owned(),
        csv: Some("index.here.csv".to_owned()),
        caption: HOSTILE.to_owned(),
        show_caption: true,
        columns,
        rows: vec![row],
        cut: Some(HOSTILE.to_owned()),
        whole: None,
    }
}

/// A page of a kind with every block, cell and card that there is.
pub(super) fn page(template: &'static str) -> Page {
    let text = || HOSTILE.to_owned();
    let blocks = vec![
        Block::Facts { facts: vec![Fact { name: text(), values: vec![words()] }] },
        Block::Table { table: table() },
        Block::Prose { prose: ProseId(0) },
        Block::Text { text: text() },
        Block::List { items: vec![words()], ordered: true },
        Block::Quote { text: text(), by: Some(text()) },
        Block::Heading { text: text() },
        Block::Figure { title: text(), subtitle: text(), figure: FigureId(0), table: Some(table()) },
        Block::Columns {
            columns: vec![Column {
                title: text(),
                blocks: vec![Block::Details { summary: text(), blocks: vec![] }],
            }],
        },
        Block::Empty { what: text(), how: text() },
    ];
    let link = |href: &str| Link { text: text(), href: href.to_owned() };
    let sparkline = || Sparkline { points: vec![Some(1.0), None], summary: text() };
    Page {
        template,
        path: "partners/acme/index.html".to_owned(),
        root: "../../".to_owned(),
        part: Part::Partners,
        breadcrumbs: vec![link("../../index.html")],
        siblings: vec![Sibling { link: link("c.html"), current: true }],
        title: text(),
        kicker: Some(text()),
        state: Some(pill()),
        subtitle: vec![words()],
        headline: Some(text()),
        edit: Some(link("https://git.example.com/a")),
        previous: Some(link("a.html")),
        next: Some(link("b.html")),
        cards: vec![Card {
            label: text(),
            value: text(),
            change: Some(change()),
            note: Some(text()),
            sparkline: Some(FigureId(1)),
            state: None,
            href: Some("#here".to_owned()),
        }],
        sections: vec![Section {
            id: "here".to_owned(),
            title: text(),
            lead: Some(text()),
            internal: true,
            count: Some(1),
            edit: Some(link("https://git.example.com/a")),
            blocks,
        }],
        data: Some("index.json".to_owned()),
        figures: vec![Figure::Sparkline(sparkline()), Figure::CardSparkline(sparkline())],
        prose: vec![Prose {
            markdown: text(),
            record: "partners/acme/plan.md".to_owned(),
            id_prefix: "t-".to_owned(),
        }],
    }
}

fn draw(page: &Page) -> Result<String, String> {
    let renderer =
        Renderer::new(&frame(), BTreeMap::new(), Own::default()).map_err(|error| error.to_string())?;
    renderer.page(page).map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
}

const KINDS: [&str; 11] = [
    "overview",
    "partners",
    "partner",
    "initiatives",
    "initiative",
    "reviews",
    "review",
    "meeting",
    "findings",
    "search",
    "not-found",
];

#[test]
fn every_kind_of_page_is_drawn_and_hostile_words_stay_words() {
    for kind in KINDS {
        let html = draw(&page(kind)).unwrap();
        assert_eq!(html.matches("<script").count(), 1, "{kind}: one script");
        assert!(
            html.contains("<script src=\"../../assets/site.js\"></script>"),
            "{kind}: from a file of ours"
        );
        assert!(!html.contains("onload=\""), "{kind}: a handler");
        assert!(!html.contains(" style="), "{kind}: a style");
        assert!(html.contains("{{ 7*7 }}"), "{kind}: template text was run or lost");
        assert!(!html.contains("49"), "{kind}: template text was run");
        let shown = html.matches("&lt;script&gt;alert(1)&lt;").count();
        assert!(shown > 40, "{kind}: only {shown} of the hostile words are there");
    }
}

#[test]
fn the_same_page_is_the_same_bytes() {
    assert_eq!(draw(&page("partner")), draw(&page("partner")));
}

#[test]
fn a_page_without_a_template_is_an_error_that_names_it() {
    let error = draw(&page("no-such")).unwrap_err();
    assert!(error.contains("partners/acme/index.html") && error.contains("no-such.html"), "{error}");
}

#[test]
fn every_template_keeps_out_of_markup_but_for_drawings_and_prose() {
    let components = include_str!("../../templates/components.html");
    assert_eq!(components.matches("| safe").count(), 4, "card, figure, cell and prose");
    for (template, text) in super::templates::TEMPLATES {
        // A packet holds its own style sheet.
        let text = if template == "packet.html" {
            text.replacen("{{ style | safe }}", "", 1)
        } else {
            text.to_owned()
        };
        assert!(template == "components.html" || !text.contains("| safe"), "{template}");
    }
}
