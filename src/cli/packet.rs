//! `quarterdeck packet`

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::{Args, ValueEnum};
use quarterdeck::facts::History;
use quarterdeck::finding::{Finding, Severity};
use quarterdeck::insight::summary::{LONGEST, LONGEST_HEADLINE, summary};
use quarterdeck::load::{Loaded, load, templates};
use quarterdeck::partner_view::{Refused, Why, Withheld, share};
use quarterdeck::portfolio::calendar::{Date, Quarter};
use quarterdeck::portfolio::{Partner, QuarterReview};
use quarterdeck::print::{Browser, PrintError, pages};
use quarterdeck::publish::publish;
use quarterdeck::record::{Leaf, Locator};
use quarterdeck::render::{Own, Paper, Renderer};
use quarterdeck::report;
use quarterdeck::view::packet::{Form, Packet, internal, partner_facing};
use rayon::prelude::*;

use super::foreign::foreign_names;
use super::judge::{self, Judgement, judgement};
use super::manifest::{Made, manifest, sums};
use super::{Exit, Failure, Input};

/// What `packet` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    /// The partner whose review it is.
    #[arg(long, value_name = "PARTNER", required_unless_present = "all", conflicts_with = "all")]
    partner: Option<String>,
    /// The packets of every partner that has a review of the quarter.
    #[arg(long)]
    all: bool,
    /// The quarter of the review. Without it: the latest review of the partner; with --all, the last closed quarter.
    #[arg(long, value_name = "YYYY-QN", value_parser = Quarter::parse)]
    quarter: Option<Quarter>,
    /// For whom: for us, for the partner, or one of each.
    #[arg(long, value_name = "WHOM", default_value = "internal")]
    audience: Whom,
    /// Only the agenda of the meeting and the promise ledger, on two pages.
    #[arg(long)]
    short: bool,
    /// The size of the paper.
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    paper: Size,
    /// The folder to write to; each packet gets a folder of its own in it, so that sharing one can never share two.
    #[arg(long, short, value_name = "DIR", default_value = "packets")]
    out: PathBuf,
    /// Write no PDF, only the HTML file.
    #[arg(long)]
    html_only: bool,
    /// The browser that prints the PDF; without it, the first of the Chromium family that is found.
    #[arg(long, value_name = "PROGRAM")]
    browser: Option<PathBuf>,
    /// Print, for us only, what is held back from the partner and why; write nothing.
    #[arg(long)]
    withheld: bool,
    /// A name of another partner that may stand in a packet for a partner after all; may be given more than once.
    #[arg(long, value_name = "NAME")]
    allow_name: Vec<String>,
}

/// For whom packets are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Whom {
    /// For us.
    Internal,
    /// For the partner.
    Partner,
    /// One of each.
    Both,
}

/// The size of the paper.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Size {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// Makes packets.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let input = &options.input;
    let folder = input.open()?;
    let loaded = load(&folder);
    super::complain_of(&report::full(&loaded.sources, &loaded.findings));
    if super::check::is_empty(&loaded) {
        return input.nothing_read(&loaded);
    }
    if !loaded.settings_sound {
        return Err(Failure::new("no packet was made: every figure depends on the settings and the playbook, and they cannot be read")
            .help("mend `quarterdeck.yaml` and `playbook.yaml` as told above, then try again"));
    }
    let as_of = input.as_of(&loaded.portfolio.settings)?;
    let judged = judgement(loaded, as_of, &judge::all(), &History::default())?;
    let reviews = chosen(options, &judged)?;
    if options.withheld {
        return tell_withheld(&judged, &reviews);
    }
    let own = templates(&folder)
        .map_err(|fault| Failure::new(fault.to_string()).help("mend or remove it; nothing was written"))?;
    let browser = match options.html_only {
        true => None,
        false => {
            let folders = std::env::var_os("PATH").unwrap_or_default();
            let found = Browser::find(options.browser.as_deref(), &folders);
            Some(found.map_err(|error| no_browser(&error))?)
        }
    };
    let mut findings = overlong(&judged, &reviews);
    let Drafts { wanted, foreign, refusals } = drafts(options, &judged, &reviews)?;
    findings.extend(foreign.iter().cloned());
    quarterdeck::finding::sort(&mut findings, &judged.loaded.sources);
    super::complain_of(&report::full(&judged.loaded.sources, &findings));
    let made = make(options, &judged, own, browser.as_ref(), wanted)?;
    for (files, name) in &made {
        let target = options.out.join(name);
        publish(&target, &input.folder, files)?;
        super::print(&format!("{}\n", target.display()))?;
    }
    if !input.quiet {
        let count = made.len();
        super::note(&format!(
            "made {count} packet{}{}",
            if count == 1 { "" } else { "s" },
            if foreign.is_empty() { "" } else { "; not those that name another partner, see above" }
        ));
    }
    Ok(if foreign.is_empty() && refusals == 0 && judged.faults == 0 { Exit::Clean } else { Exit::Findings })
}

fn no_browser(error: &PrintError) -> Failure {
    Failure::new(error.to_string())
        .help("install Chromium or Chrome, name one with `--browser PROGRAM`, or ask for `--html-only`")
}

/// The reviews that packets are wanted of.
fn chosen<'a>(
    options: &Options,
    judged: &'a Judgement,
) -> Result<Vec<(&'a Partner, &'a QuarterReview)>, Failure> {
    let year = judged.loaded.portfolio.settings.fiscal_year;
    if let Some(quarter) = options.quarter
        && year.first_day(quarter) > judged.as_of
    {
        return Err(Failure::new(format!("{quarter} has not begun on {}", judged.as_of)).help(
            "a packet tells what was; choose a quarter that has begun, or another day with `--as-of`",
        ));
    }
    let Some(id) = &options.partner else {
        let quarter = options.quarter.unwrap_or_else(|| year.last_closed(judged.as_of));
        let partners = judged.loaded.portfolio.partners.values();
        let found: Vec<_> =
            partners.filter_map(|partner| Some((partner, partner.reviews.get(&quarter)?))).collect();
        if found.is_empty() {
            return Err(Failure::new(format!("no partner has a review of {quarter}"))
                .help(format!("a review is a file, `partners/<id>/reviews/{quarter}.md`")));
        }
        return Ok(found);
    };
    let partner = judge::partner(&judged.loaded.portfolio, id)?;
    let review = match options.quarter {
        Some(quarter) => partner.reviews.get(&quarter),
        None => {
            let begun =
                partner.reviews.values().rev().find(|one| year.first_day(one.quarter) <= judged.as_of);
            begun.or_else(|| partner.reviews.values().next_back())
        }
    };
    let Some(review) = review else {
        let there: Vec<String> = partner.reviews.keys().map(ToString::to_string).collect();
        let failure = match options.quarter {
            Some(quarter) => Failure::new(format!("`{id}` has no review of {quarter}")),
            None => Failure::new(format!("`{id}` has no review")),
        };
        let quarter = options.quarter.unwrap_or_else(|| year.last_closed(judged.as_of));
        return Err(failure.help(if there.is_empty() {
            format!("write `partners/{id}/reviews/{quarter}.md`; the guide says what stands in it")
        } else {
            format!(
                "there are reviews of {}; or write `partners/{id}/reviews/{quarter}.md`",
                there.join(", ")
            )
        }));
    };
    Ok(vec![(partner, review)])
}

/// The day that a review is told as of.
fn day(judged: &Judgement, review: &QuarterReview) -> Date {
    review.record.held_on.unwrap_or(judged.as_of)
}

/// Says why a partner gets nothing.
fn refused(refused: &Refused, judged: &Judgement, (partner, review): (&Partner, &QuarterReview)) -> Failure {
    let what = format!("no packet for {} of {}", partner.profile.name, review.quarter);
    match refused {
        Refused::NothingShared => Failure::new(format!("{what}: the playbook shares nothing with partners"))
            .help("say in `playbook.yaml` what may leave, for a start: `shared_with_partners: [reviews, commitments, decisions, metrics, wins]`"),
        Refused::ReviewsNotShared => {
            Failure::new(format!("{what}: the playbook does not share reviews with partners"))
                .help("add `reviews` to `shared_with_partners:` in `playbook.yaml`, if they may")
        }
        Refused::ReviewInternal(place) => {
            let path = judged.loaded.sources.get(place.file).path();
            Failure::new(format!("{what}: the review says `audience: internal`"))
                .help(format!("remove that line of `{path}`, if the partner may read it"))
        }
    }
}

/// A packet to be drawn, and when it is told as of.
struct Wanted {
    packet: Packet,
    id: String,
    day: Date,
}

/// The packets to be drawn, and what keeps others from being made.
struct Drafts {
    wanted: Vec<Wanted>,
    /// Names of other partners.
    foreign: Vec<Finding>,
    /// How many may not leave.
    refusals: usize,
}

/// A file with a fault that reading found, among those that decide what may leave for a partner.
fn unread<'l>(loaded: &'l Loaded, partner: &Partner) -> Option<&'l str> {
    let own = format!("partners/{}/", partner.id);
    let of_others = |path: &str| {
        let id = path.strip_prefix("initiatives/").and_then(|name| name.strip_suffix(".md"));
        let read = id.and_then(|id| loaded.portfolio.initiatives.get(id));
        read.is_some_and(|one| one.partners.iter().all(|party| party.as_str() != partner.id))
    };
    let errors = loaded.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut paths = errors.map(|finding| loaded.sources.get(finding.place.file).path());
    paths.find(|path| path.starts_with(&own) || (path.starts_with("initiatives/") && !of_others(path)))
}

/// The packets to be drawn.
fn drafts(
    options: &Options,
    judged: &Judgement,
    reviews: &[(&Partner, &QuarterReview)],
) -> Result<Drafts, Failure> {
    let form = if options.short { Form::Short } else { Form::Whole };
    let loaded = &judged.loaded;
    let (mut wanted, mut foreign, mut refusals) = (Vec::new(), Vec::new(), 0);
    for &(partner, review) in reviews {
        let day = day(judged, review);
        let mut want = |packet| wanted.push(Wanted { packet, id: partner.id.clone(), day });
        if options.audience != Whom::Partner {
            want(internal(judged.input(), partner, review, form));
        }
        if options.audience == Whom::Internal {
            continue;
        }
        if let Some(fault) = unread(loaded, partner) {
            let failure = Failure::new(format!(
                "no packet for {} of {}: `{fault}` cannot be read as it is meant, and what is internal in it cannot be known",
                partner.profile.name, review.quarter
            ))
            .help("mend what is told above, then try again");
            if !options.all {
                return Err(failure);
            }
            super::complain(&failure);
            refusals += 1;
            continue;
        }
        match share(&loaded.portfolio, &loaded.playbook, partner, review, day) {
            Ok((view, _)) => {
                let names = foreign_names(loaded, (partner, review), &view, &options.allow_name);
                if names.is_empty() {
                    want(partner_facing(&view, &partner.id, form));
                }
                foreign.extend(names);
            }
            // Where all are wanted, one that nobody may see is told and costs no other.
            Err(why) if options.all => {
                super::complain(&refused(&why, judged, (partner, review)));
                refusals += 1;
            }
            Err(why) => return Err(refused(&why, judged, (partner, review))),
        }
    }
    Ok(Drafts { wanted, foreign, refusals })
}

/// Draws and prints packets, side by side; the files of each, and its name.
fn make(
    options: &Options,
    judged: &Judgement,
    templates: BTreeMap<String, String>,
    browser: Option<&Browser>,
    drafts: Vec<Wanted>,
) -> Result<Vec<(quarterdeck::publish::Files, String)>, Failure> {
    let paper = match options.paper {
        Size::A4 => Paper::A4,
        Size::Letter => Paper::Letter,
    };
    let renderer = Renderer::for_packets(Own { templates, logo: None })?;
    let done = AtomicUsize::new(0);
    let all = drafts.len();
    let loud = !options.input.quiet && all > 1 && std::io::stderr().is_terminal();
    drafts
        .into_par_iter()
        .map(|wanted| {
            let html = renderer.packet(&wanted.packet, paper)?;
            let pdf = match browser {
                Some(browser) => {
                    let day = wanted.day.to_string().replace('-', "");
                    Some(browser.print(&html, &day).map_err(|error| {
                        Failure::new(format!("{}: {error}", wanted.packet.name))
                            .help("name another browser with `--browser PROGRAM`, or ask for `--html-only`")
                    })?)
                }
                None => None,
            };
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if loud {
                super::note(&format!("{done} of {all}: {}", wanted.packet.name));
            }
            let name = wanted.packet.name.clone();
            let made = Made {
                packet: &wanted.packet,
                partner: &wanted.id,
                day: wanted.day,
                paper: paper.word(),
                pages: pdf.as_deref().map(pages),
            };
            let mut files = quarterdeck::publish::Files::new();
            files.insert(format!("{name}.html"), html);
            if let Some(pdf) = pdf {
                files.insert(format!("{name}.pdf"), pdf);
            }
            files.insert("packet-manifest.json".to_owned(), manifest(judged, &made, &files));
            let sums = sums(&files);
            files.insert("SHA256SUMS".to_owned(), sums);
            Ok((files, name))
        })
        .collect()
}

/// Texts that the page for an executive cannot bear.
fn overlong(judged: &Judgement, reviews: &[(&Partner, &QuarterReview)]) -> Vec<Finding> {
    let loaded = &judged.loaded;
    let mut locator = Locator::new(&loaded.sources);
    let mut found = Vec::new();
    for &(partner, review) in reviews {
        let mut then = partner.clone();
        quarterdeck::facts::as_of::partner_as_of(&mut then, day(judged, review));
        let first = loaded.portfolio.settings.fiscal_year.first_day(review.quarter);
        for pick in summary(&then, review, first).overlong() {
            let place = locator.locate(&pick.root, &pick.steps());
            let holds = if pick.field == "headline" { LONGEST_HEADLINE } else { LONGEST };
            let long = pick.text.chars().count();
            found.push(
                Finding::error(
                    "overlong-summary",
                    place,
                    format!(
                        "{long} characters are too long for the one page of {}, {}",
                        partner.profile.name, review.quarter
                    ),
                )
                .severity(Severity::Warning)
                .label(format!("the page bears {holds}, and is cut there"))
                .field(pick.field)
                .record(pick.record.clone())
                .help("say it in fewer words; the part of the packet that it belongs to has it in full"),
            );
        }
    }
    found
}

/// Prints what is held back from partners.
fn tell_withheld(judged: &Judgement, reviews: &[(&Partner, &QuarterReview)]) -> Result<Exit, Failure> {
    let mut text = String::new();
    for &(partner, review) in reviews {
        let loaded = &judged.loaded;
        let (_, withheld) = share(&loaded.portfolio, &loaded.playbook, partner, review, day(judged, review))
            .map_err(|why| refused(&why, judged, (partner, review)))?;
        text.push_str(&format!(
            "{}, {}: {} held back\n",
            partner.profile.name,
            review.quarter,
            withheld.len()
        ));
        for one in &withheld {
            text.push_str(&line(judged, one));
        }
    }
    super::print(&text)?;
    Ok(Exit::Clean)
}

fn line(judged: &Judgement, one: &Withheld) -> String {
    let sources = &judged.loaded.sources;
    let path = sources.get(one.place.file).path();
    let line = sources.region(&one.place).line;
    let why = match one.why {
        Why::Internal => "the record says `audience: internal`",
        Why::NotListed => "the playbook does not share this kind",
        Why::BelongsToInternal => "it belongs to something that is internal",
        Why::Never => "never leaves, whatever the playbook says",
    };
    let what: String = one.what.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(90).collect();
    format!("  {}: {what}\n      {path}:{line}: {why}\n", one.kind)
}
