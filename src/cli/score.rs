//! `quarterdeck score`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use quarterdeck::check::open_errors;
use quarterdeck::portfolio::Partner;
use quarterdeck::portfolio::calendar::{Date, Quarter};
use quarterdeck::record::Leaf;
use quarterdeck::report::scores::{Made, Scoresheets, csv, list, sheet, text};

use super::judge::{self, Judgement};
use super::{Exit, Failure, Input};

/// What `score` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The partner; without --all.
    #[arg(value_name = "PARTNER", required_unless_present = "all")]
    partner: Option<String>,
    /// The folder that holds the portfolio.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Every partner: a line each, or everything with --format json or csv. Then the first argument is the folder.
    #[arg(long)]
    all: bool,
    /// The quarter, like 2026-Q3. Without it, the last one that has ended.
    #[arg(long, value_name = "QUARTER", value_parser = Quarter::parse, conflicts_with = "history")]
    quarter: Option<Quarter>,
    /// Every quarter of the history, judged by today's playbook.
    #[arg(long)]
    history: bool,
    /// How it is shown.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// See the records as of this day. Without it: `as_of` in quarterdeck.yaml, else SOURCE_DATE_EPOCH, else today (UTC).
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::date)]
    as_of: Option<Date>,
}

/// How a score is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Parts × weights = points, for people.
    Text,
    /// For programs.
    Json,
    /// A line a metric, for a spreadsheet.
    Csv,
}

/// Explains scores.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let folder = match (&options.partner, options.all) {
        (Some(folder), true) => PathBuf::from(folder),
        _ => options.folder.clone(),
    };
    let input = Input { folder, as_of: options.as_of, quiet: true };
    let Some(mut judged) = judge::read(&input)? else { return Ok(input.nothing_here()) };
    let loaded = &judged.loaded;
    if !loaded.settings_sound {
        return Err(Failure::new("no score was made: settings or playbook cannot be read")
            .help("`quarterdeck check` says what is wrong with them"));
    }
    let partners: Vec<&Partner> = match &options.partner {
        Some(id) if !options.all => vec![judge::partner(&judged, id)?],
        _ => loaded.portfolio.partners.values().collect(),
    };
    let sheets = sheets(options, &judged, &partners)?;
    super::print(&match options.format {
        Format::Json => sheets.json(),
        Format::Csv => csv(&sheets),
        Format::Text if options.all || options.history => list(&sheets),
        Format::Text => text(&sheets),
    })?;
    if !judged.whole {
        judged.tell_broken();
        return Err(judge::broken_playbook());
    }
    Ok(Exit::Clean)
}

fn sheets(options: &Options, judged: &Judgement, partners: &[&Partner]) -> Result<Scoresheets, Failure> {
    let loaded = &judged.loaded;
    let year = loaded.portfolio.settings.fiscal_year;
    let closed = year.last_closed(judged.as_of);
    if let Some(quarter) = options.quarter.filter(|&quarter| quarter > closed) {
        return Err(Failure::new(format!("{quarter} has not ended as of {}", judged.as_of))
            .help(format!("a quarter is scored once it has ended; the last one is {closed}")));
    }
    let errors = open_errors(&loaded.portfolio, &judged.findings, &loaded.sources);
    let mut all = Vec::new();
    for partner in partners {
        let Some(scores) = judged.scores.get(&partner.id) else { continue };
        let open = errors.get(partner.id.as_str()).copied().unwrap_or_default();
        let quarters: Vec<Quarter> = if options.history {
            scores.quarters.iter().map(|score| score.quarter).collect()
        } else {
            vec![options.quarter.unwrap_or(closed)]
        };
        all.extend(
            quarters.into_iter().map(|quarter| sheet(&loaded.playbook, partner, scores, (quarter, open))),
        );
    }
    Ok(Scoresheets::new(&loaded.playbook, made(judged), all))
}

/// From what, and when.
pub fn made(judged: &Judgement) -> Made {
    let stamp = judged.loaded.stamp();
    Made { as_of: judged.as_of.to_string(), records: stamp.records, playbook: stamp.playbook }
}
