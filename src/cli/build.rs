//! `quarterdeck build`

use std::path::PathBuf;

use clap::Args;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::load::Loaded;
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::publish::{Files, publish};
use quarterdeck::render::Renderer;
use quarterdeck::report;
use quarterdeck::view::{self, Input as Words};
use rayon::prelude::*;

use super::{Exit, Failure, Input};

/// What `build` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    /// The folder to write the site to. Replaced whole, if it is a site of ours.
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    out: PathBuf,
}

/// Builds the site.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let watch = super::stopwatch();
    let mut loaded = options.input.load()?;
    if super::check::is_empty(&loaded) {
        super::complain_of(&report::full(&loaded.sources, &loaded.findings));
        return options.input.nothing_read(&loaded);
    }
    let as_of = options.input.as_of(&loaded.portfolio.settings)?;
    let summary = super::summary(&loaded, as_of);
    super::complain_of(&report::full(&loaded.sources, &loaded.findings));
    if !loaded.settings_sound {
        return Err(Failure::new("no site was built: every figure depends on the settings and the playbook, and they cannot be read")
            .help("mend `quarterdeck.yaml` and `playbook.yaml` as told above, then build again"));
    }
    see_as_of(&mut loaded.portfolio, as_of);
    let files = draw(&loaded, as_of)?;
    let published = publish(&options.out, &options.input.folder, &files)
        .map_err(|error| Failure::new(error.to_string()))?;
    if !options.input.quiet {
        super::note(&summary.line(watch.elapsed()));
        let pages = files.keys().filter(|path| path.ends_with(".html")).count();
        super::note(&format!("built {pages} pages; open {}", published.folder.join("index.html").display()));
    }
    Ok(options.input.exit(&loaded.findings))
}

/// Words and draws all files of the site.
fn draw(loaded: &Loaded, as_of: Date) -> Result<Files, Failure> {
    let site = view::site(Words {
        portfolio: &loaded.portfolio,
        playbook: &loaded.playbook,
        sources: &loaded.sources,
        findings: &loaded.findings,
        records: loaded.records,
        as_of,
    });
    let failed = |error: quarterdeck::render::RenderError| Failure::new(error.to_string());
    let renderer = Renderer::new(&site.frame, site.records).map_err(failed)?;
    let pages: Result<Vec<(String, Vec<u8>)>, _> = site
        .pages
        .par_iter()
        .map(|page| renderer.page(page).map(|bytes| (page.path.clone(), bytes)))
        .collect();
    let mut files = renderer.assets();
    files.extend(pages.map_err(failed)?);
    Ok(files)
}
