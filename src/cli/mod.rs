//! What a user can type, and what every command shares. One subcommand a file.

pub mod build;
pub mod check;
pub mod explain;
pub mod foreign;
pub mod judge;
pub mod manifest;
pub mod new;
pub mod packet;
pub mod qbr;
pub mod rules;
pub mod score;

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use quarterdeck::disk::Folder;
use quarterdeck::finding::Finding;
use quarterdeck::load::{Loaded, load};
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::portfolio::settings::Settings;
use quarterdeck::publish::PublishError;
use quarterdeck::record::Leaf;
use quarterdeck::render::RenderError;

/// Business alliances as plain text: check partner records, publish the portfolio.
#[derive(Debug, Parser)]
#[command(name = "quarterdeck", version, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 clean · 1 findings at or above --fail-on · 2 could not do the job · 3 nothing to check"
)]
pub struct Arguments {
    /// When to colour what is printed.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report every fault of every record and everything that the playbook's rules find, each with its place and a way out.
    Check(check::Options),
    /// Build the site: overview, partners, initiatives, reviews, playbook, findings.
    Build(build::Options),
    /// Make the packet of a quarterly business review: one HTML file and a PDF, for us or for the partner.
    Packet(packet::Options),
    /// Begin a record: the file that it stands in, filled with what is known.
    New(new::Options),
    /// List the rules: how serious, about what, how often each fires here; or what applies to one partner, and why.
    Rules(rules::Options),
    /// Show where a score comes from: parts × weights = points, each with its record and line.
    Score(score::Options),
    /// Print the page of a rule: what it flags, why it matters, how to mend it.
    Explain(explain::Options),
}

/// When to colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it so for all output.
    pub fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// What every command that reads a portfolio takes.
#[derive(Debug, Args)]
pub struct Input {
    /// The folder that holds the portfolio.
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// See the records as of this day. Without it: `as_of` in quarterdeck.yaml, else SOURCE_DATE_EPOCH, else today (UTC).
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub as_of: Option<Date>,
    /// Print no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

fn date(text: &str) -> Result<Date, String> {
    let date = Date::parse(text)?;
    // Calendars end somewhere; two quarters and a few years ahead must still be in them.
    if (1900..=2999).contains(&date.year()) {
        Ok(date)
    } else {
        Err(format!("`{text}` lies outside the years 1900 to 2999"))
    }
}

/// When a run fails.
#[derive(Debug, Args)]
pub struct Verdict {
    /// Exit with 1 if there are findings of this severity or worse.
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: judge::Least,
    /// Exit with 0 even if there are findings; 2 and 3 stay.
    #[arg(long)]
    exit_zero: bool,
}

impl Verdict {
    /// Whether the run ends well even then.
    pub fn softens(&self) -> bool {
        self.exit_zero
    }

    /// The exit code that findings give.
    pub fn exit(&self, findings: &[Finding]) -> Exit {
        let fails = findings.iter().any(|finding| finding.severity >= self.fail_on.severity());
        if fails && !self.exit_zero { Exit::Findings } else { Exit::Clean }
    }
}

impl Input {
    /// Lists the portfolio's folder.
    pub fn open(&self) -> Result<Folder, Failure> {
        Folder::open(&self.folder).map_err(|error| {
            let path = self.folder.display();
            Failure::new(format!("cannot read the folder `{path}`: {error}"))
                .help("name the folder that holds `partners/`")
        })
    }

    /// Reads the portfolio.
    pub fn load(&self) -> Result<Loaded, Failure> {
        Ok(load(&self.open()?))
    }

    /// The day to see the records as of.
    pub fn as_of(&self, settings: &Settings) -> Result<Date, Failure> {
        if let Some(day) = self.as_of.or(settings.as_of) {
            return Ok(day);
        }
        let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) => text.parse::<u64>().map_err(|_| {
                Failure::new(format!("SOURCE_DATE_EPOCH is `{text}`, which is not a number of seconds"))
            })?,
            Err(_) => now(),
        };
        let epoch = Date::new(1970, 1, 1).unwrap_or_else(Date::placeholder);
        Ok(epoch.plus_days((seconds / 86_400) as i64))
    }

    /// Ends a run that met no partner: there is none, or nothing could be read.
    pub fn nothing_read(&self, loaded: &Loaded) -> Result<Exit, Failure> {
        if loaded.settings_sound {
            return Ok(self.nothing_here());
        }
        Err(Failure::new("the records were not read").help("mend what is told above, then run this again"))
    }

    /// Says that there is nothing here, so that a wrong path is never green.
    pub fn nothing_here(&self) -> Exit {
        complain(
            &Failure::new(format!("there is no partner in `{}`", self.folder.display()))
                .help("a portfolio begins with one file, `partners/<id>/partner.yaml`; look whether this is the right folder"),
        );
        Exit::Nothing
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where today comes from, if nobody has said which day"
)]
fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Measures how long a run takes, for the summary.
#[expect(clippy::disallowed_methods, reason = "shown on stderr only, never in any output")]
pub fn stopwatch() -> std::time::Instant {
    std::time::Instant::now()
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to complain about.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// The job could not be done.
    Failed,
    /// There was nothing to check.
    Nothing,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
            Exit::Nothing => 3,
        })
    }
}

/// The job could not be done.
#[derive(Debug)]
pub struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// Why, in one line.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// What to do now.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\u{1b}[1m\u{1b}[91merror\u{1b}[0m\u{1b}[1m: {}\u{1b}[0m", self.message)?;
        match &self.help {
            Some(help) => write!(formatter, "\n  = \u{1b}[1mhelp\u{1b}[0m: {help}"),
            None => Ok(()),
        }
    }
}

/// Prints data. A closed pipe ends the matter quietly.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to the standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a note beside the data. Where even that is impossible there is nobody left to tell.
pub fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints why the job could not be done.
pub fn complain(failure: &Failure) {
    note(&failure.to_string());
}

/// Prints findings beside the data, where they are not what was asked for.
pub fn complain_of(findings: &str) {
    if !findings.is_empty() {
        note(findings.trim_end());
    }
}
