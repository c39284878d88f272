//! `quarterdeck score`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use quarterdeck::load::Stamp;
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
    if options.all && options.partner.is_some() && options.folder.as_os_str() != "." {
        return Err(Failure::new("--all takes one folder, and two were given")
            .help("leave out the partner, or leave out --all"));
    }
    let input = Input { folder, as_of: options.as_of, quiet: true };
    let Some(mut judged) = judge::read(&input)? else { return Ok(input.nothing_here()) };
    let loaded = &judged.loaded;
    if !loaded.settings_sound {
        return Err(Failure::new("no score was made: settings or playbook cannot be read")
            .help("`quarterdeck check` says what is wrong with them"));
    }
    let partner = match &options.partner {
        Some(id) if !options.all => Some(judge::partner(&judged.loaded.portfolio, id)?),
        _ => None,
    };
    let quarters = match options.quarter {
        _ if options.history => Quarters::All,
        None => Quarters::Last,
        Some(quarter) => {
            let closed = loaded.portfolio.settings.fiscal_year.last_closed(judged.as_of);
            if quarter > closed {
                return Err(Failure::new(format!("{quarter} has not ended as of {}", judged.as_of))
                    .help(format!("a quarter is scored once it has ended; the last one is {closed}")));
            }
            Quarters::One(quarter)
        }
    };
    let sheets = scoresheets(&judged, partner, quarters);
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

/// Which quarters of a partner are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quarters {
    /// The last one that has ended.
    Last,
    /// One that has ended.
    One(Quarter),
    /// The whole history.
    All,
}

/// The sheets of a partner, or of all.
pub fn scoresheets(judged: &Judgement, partner: Option<&Partner>, quarters: Quarters) -> Scoresheets {
    let loaded = &judged.loaded;
    let partners =
        loaded.portfolio.partners.values().filter(|one| partner.is_none_or(|partner| partner.id == one.id));
    let mut all = Vec::new();
    for partner in partners {
        let Some(scores) = judged.scores.get(&partner.id) else { continue };
        let open = judged.open_errors.get(&partner.id).copied().unwrap_or_default();
        let quarters = match quarters {
            Quarters::Last => vec![scores.now().quarter],
            Quarters::One(quarter) => vec![quarter],
            Quarters::All => scores.quarters.iter().map(|score| score.quarter).collect(),
        };
        all.extend(
            quarters.into_iter().map(|quarter| sheet(&loaded.playbook, partner, scores, (quarter, open))),
        );
    }
    let Stamp { records, playbook } = judged.stamp.clone();
    Scoresheets::new(&loaded.playbook, Made { as_of: judged.as_of.to_string(), records, playbook }, all)
}
