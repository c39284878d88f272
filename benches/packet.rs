//! A packet's HTML: filling the partner's view, wording it, drawing it; and the same for us.
//!
//! ```sh
//! cargo bench --bench packet
//! ```
//!
//! One review of the sample, Orrery's of 2026-Q3, read and judged once before. The PDF is the browser's and is not in it.

use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use quarterdeck::check::{Case, Choice, Judged, ValidRules, judge};
use quarterdeck::disk::Folder;
use quarterdeck::facts::History;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::load::{Loaded, Stamp, load};
use quarterdeck::partner_view::share;
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::render::{Own, Paper, Renderer};
use quarterdeck::scorecard::scoreboard;
use quarterdeck::view::Input;
use quarterdeck::view::packet::{Form, internal, partner_facing};

fn main() {
    divan::main();
}

/// The sample, as of its own day.
struct Sample {
    loaded: Loaded,
    stamp: Stamp,
    judged: Judged,
    as_of: Date,
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio");
        let mut loaded = load(&Folder::open(&folder).expect("the sample is there"));
        let as_of = loaded.portfolio.settings.as_of.expect("the sample has its day");
        see_as_of(&mut loaded.portfolio, as_of);
        let stamp = loaded.stamp();
        let rules = ValidRules::new(&loaded.playbook, &loaded.sources);
        let scores = scoreboard(&loaded.portfolio, &loaded.playbook, as_of);
        let case = Case {
            portfolio: &loaded.portfolio,
            playbook: &loaded.playbook,
            sources: &loaded.sources,
            as_of,
            history: &History::default(),
            scores: &scores,
        };
        let judged = judge(&case, &rules, &Choice::default());
        Sample { stamp, judged, as_of, loaded }
    })
}

fn renderer() -> Renderer {
    Renderer::for_packets(Own::default()).expect("the templates can be read")
}

#[divan::bench]
fn for_the_partner(bencher: Bencher<'_, '_>) {
    let (sample, renderer) = (sample(), renderer());
    let portfolio = &sample.loaded.portfolio;
    let partner = &portfolio.partners["orrery"];
    let (_, review) = partner.reviews.last_key_value().expect("it has reviews");
    let day = review.record.held_on.unwrap_or(sample.as_of);
    bencher.bench_local(|| {
        let (view, _) =
            share(portfolio, &sample.loaded.playbook, partner, review, day).expect("it may leave");
        renderer.packet(&partner_facing(&view, "orrery", Form::Whole), Paper::A4).expect("it is drawn")
    });
}

#[divan::bench]
fn for_us(bencher: Bencher<'_, '_>) {
    let (sample, renderer) = (sample(), renderer());
    let portfolio = &sample.loaded.portfolio;
    let scores = scoreboard(portfolio, &sample.loaded.playbook, sample.as_of);
    let partner = &portfolio.partners["orrery"];
    let (_, review) = partner.reviews.last_key_value().expect("it has reviews");
    let input = Input {
        portfolio,
        playbook: &sample.loaded.playbook,
        sources: &sample.loaded.sources,
        findings: &sample.judged.findings,
        waived: &sample.judged.waived,
        coverage: &sample.judged.coverage,
        scores: &scores,
        open_errors: &Default::default(),
        stamp: &sample.stamp,
        records: sample.loaded.records,
        as_of: sample.as_of,
        figures_hidden: false,
    };
    bencher.bench_local(|| {
        renderer.packet(&internal(input, partner, review, Form::Whole), Paper::A4).expect("it is drawn")
    });
}
