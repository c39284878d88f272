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
