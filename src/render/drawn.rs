//! Drawings and Markdown as markup: the only two things that reach a page unescaped.

use std::collections::BTreeMap;

use serde::Serialize;

use super::links;
use crate::chart::{self, SparklineSize};
use crate::markdown::{self, Options};
use crate::view::page::{Figure, Page};

/// The markup of a page's drawings and texts, by index.
#[derive(Debug, Serialize)]
pub(super) struct Drawn {
    /// The drawings as SVG: `d.svgs[card.sparkline]`.
    svgs: Vec<String>,
    /// The Markdown texts as HTML, without scripts and frames: `d.prose[block.prose]`.
    prose: Vec<String>,
}

/// Draws all of a page that stands alone: no drawing leads anywhere, and no text to another record.
pub(super) fn draw_alone(page: &Page) -> Drawn {
    let mut drawn = draw(page, &BTreeMap::new());
    drawn.svgs.iter_mut().for_each(|svg| *svg = without_links(svg));
    drawn
}

/// A drawing without its links; what they hold stays.
fn without_links(svg: &str) -> String {
    let mut plain = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        if !(tag.starts_with("<a ") || tag == "</a>") {
            plain.push_str(tag);
        }
        rest = &rest[end..];
    }
    plain.push_str(rest);
    plain
}

/// Where a tag ends, brackets within its attributes left aside.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// Draws all of a page.
pub(super) fn draw(page: &Page, records: &BTreeMap<String, String>) -> Drawn {
    Drawn {
        svgs: page.figures.iter().map(svg).collect(),
        prose: page
            .prose
            .iter()
            .map(|prose| {
                let link = |target: &str| links::resolve(target, &prose.record, &page.root, records);
                let options = Options {
                    link: &link,
                    heading_above: 2,
                    id_prefix: &prose.id_prefix,
                    ..Options::default()
                };
                markdown::render(&prose.markdown, &options)
            })
            .collect(),
    }
}

fn svg(figure: &Figure) -> String {
    match figure {
        Figure::Sparkline(figure) => chart::sparkline(figure, SparklineSize::Row),
        Figure::CardSparkline(figure) => chart::sparkline(figure, SparklineSize::Card),
        Figure::Bullet(figure) => chart::bullet(figure),
        Figure::Trend(figure) => chart::trend(figure),
        Figure::StateStack(figure) => chart::state_stack(figure),
        Figure::RiskGrid(figure) => chart::risk_grid(figure),
        Figure::Timeline(figure) => chart::timeline(figure),
        Figure::HeatMap(figure) => chart::heat_map(figure),
        Figure::Dumbbell(figure) => chart::dumbbell(figure),
        Figure::Funnel(figure) => chart::funnel(figure),
        Figure::PromiseBars(figure) => chart::promise_bars(figure),
        Figure::CadenceStrip(figure) => chart::cadence_strip(figure),
        Figure::SplitBar(figure) => chart::split_bar(figure),
        Figure::Histogram(figure) => chart::histogram(figure),
        Figure::SignStrip(figure) => chart::sign_strip(figure),
        Figure::LevelBars(figure) => chart::level_bars(figure),
        Figure::Network(figure) => chart::network(figure),
        Figure::FlowBars(figure) => chart::flow_bars(figure),
        Figure::RangeStrip(figure) => chart::range_strip(figure),
    }
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn links_go_and_what_they_hold_stays() {
        let svg = r#"<svg><a href="x?a>b"><title>T &lt; U</title></a><animate/><text>A</text></svg>"#;
        assert_eq!(without_links(svg), "<svg><title>T &lt; U</title><animate/><text>A</text></svg>");
    }
}
