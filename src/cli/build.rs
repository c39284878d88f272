//! `quarterdeck build`

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use quarterdeck::facts::History;
use quarterdeck::load::{load, templates};
use quarterdeck::publish::{Files, Shelf, publish_each};
use quarterdeck::render::{Own, Renderer, calendar, search};
use quarterdeck::report;
use quarterdeck::report::scores::{Scoresheets, csv};
use quarterdeck::view::page::Page;
use quarterdeck::view::{CALENDAR, DATA, Input as Words, Pages, Stand, partner_data};
use rayon::prelude::*;

use super::judge::{self, Judgement, judgement};
use super::score::{Quarters, scoresheets};
use super::{Exit, Failure, Input};

/// What `build` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    /// The folder to write the site to. Replaced whole, if it is a site of ours.
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// Exit with 1 if there are findings of this severity or worse. Without it, only if something could not be read and is
    /// missing from the site.
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<judge::Least>,
    /// Exit with 0 even then; 2 and 3 stay.
    #[arg(long)]
    exit_zero: bool,
    /// Hide every digit of a figure, for demonstrations and screenshots. Dates, quarters, years and ids of records stay, and
    /// so do numbers in words and the shapes of charts; files that are nothing but figures are left out.
    #[arg(long)]
    mask_figures: bool,
}

/// Builds the site.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let watch = super::stopwatch();
    let input = &options.input;
    let folder = input.open()?;
    let loaded = load(&folder);
    if super::check::is_empty(&loaded) {
        super::complain_of(&report::full(&loaded.sources, &loaded.findings));
        return input.nothing_read(&loaded);
    }
    let as_of = input.as_of(&loaded.portfolio.settings)?;
    // What reading finds is missing from the site, and is told here; what rules find stands on it.
    super::complain_of(&report::full(&loaded.sources, &loaded.findings));
    if !loaded.settings_sound {
        return Err(Failure::new("no site was built: every figure depends on the settings and the playbook, and they cannot be read")
            .help("mend `quarterdeck.yaml` and `playbook.yaml` as told above, then build again"));
    }
    let mut judged = judgement(loaded, as_of, &judge::all(), &History::default())?;
    judged.tell_broken();
    let templates = templates(&folder)
        .map_err(|fault| Failure::new(fault.to_string()).help("mend or remove it; no site was written"))?;
    let mut pages = 0;
    let published = publish_each(&options.out, &input.folder, |shelf| {
        pages = draw(&judged, templates, options.mask_figures, shelf)?;
        Ok::<(), Failure>(())
    })?;
    if !input.quiet {
        super::note(&judged.summary().line(watch.elapsed()));
        super::note(&format!("built {pages} pages; open {}", published.folder.join("index.html").display()));
    }
    if options.mask_figures {
        super::note("figures are hidden in this site; numbers in words and the shapes of charts are not");
    }
    if !judged.whole {
        return Err(judge::broken_playbook());
    }
    let fails = match options.fail_on {
        Some(least) => judged.findings.iter().any(|finding| finding.severity >= least.severity()),
        None => judged.faults > 0,
    };
    Ok(if fails && !options.exit_zero { Exit::Findings } else { Exit::Clean })
}

/// Words and draws all files of the site, each put on the shelf as soon as it is drawn; how many of them are pages.
fn draw(
    judged: &Judgement,
    templates: BTreeMap<String, String>,
    figures_hidden: bool,
    shelf: &Shelf,
) -> Result<usize, Failure> {
    let loaded = &judged.loaded;
    let mut all = Pages::new(Words { figures_hidden, ..judged.input() });
    all.frame.logo = loaded.logo.as_ref().map(|logo| format!("assets/logo.{}", logo.ending));
    let own = Own { templates, logo: loaded.logo.as_ref().map(|logo| logo.bytes.clone()) };
    let renderer = Renderer::new(&all.frame, all.records(), own)?;
    shelf.put_all(&renderer.assets())?;
    // What is kept of a page that is written: where it stands, and what can be found on it.
    let write = |page: Page| {
        shelf.put_all(&renderer.tables(&page))?;
        shelf.put(&page.path, &renderer.page(&page)?)?;
        Ok::<_, Failure>((Stand::of(&page), search::found(&page)))
    };
    let of_all: Result<Vec<_>, Failure> = all.of_all().into_par_iter().map(write).collect();
    let of_partners =
        all.each_partner(|pages| pages.into_iter().map(write).collect::<Result<Vec<_>, Failure>>())?;
    let written = of_all?.into_iter().chain(of_partners.into_iter().flatten());
    let (stands, found): (Vec<Stand>, Vec<_>) = written.unzip();
    for moved in &all.moved(&stands) {
        shelf.put(&moved.path, &renderer.moved(moved)?)?;
    }
    if !figures_hidden {
        shelf.put_all(&data(judged))?;
    }
    let found = found.into_iter().flatten().collect();
    shelf.put(search::FILE, &search::index(found, figures_hidden))?;
    shelf.put(CALENDAR, &calendar(&all.frame, &all.events()))?;
    Ok(stands.len())
}

/// The scores as tables for spreadsheets and programs: each partner's history beside its page, the last closed quarter of all.
fn data(judged: &Judgement) -> Files {
    let mut all: Vec<(String, Scoresheets)> =
        vec![(DATA.to_owned(), scoresheets(judged, None, Quarters::Last))];
    all.extend(
        judged
            .loaded
            .portfolio
            .partners
            .values()
            .map(|partner| (partner_data(&partner.id), scoresheets(judged, Some(partner), Quarters::All))),
    );
    all.par_iter()
        .flat_map_iter(|(path, sheets)| {
            [
                (format!("{path}.csv"), csv(sheets).into_bytes()),
                (format!("{path}.json"), sheets.json().into_bytes()),
            ]
        })
        .collect()
}
