//! `quarterdeck check`

use clap::{Args, ValueEnum};
use quarterdeck::load::Loaded;
use quarterdeck::report::{self, Results};

use super::{Exit, Failure, Input};

/// What `check` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    /// How findings are shown.
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The text itself, underlined, and the way out.
    Full,
    /// One a line.
    Concise,
    /// For programs; the shape is versioned.
    Json,
}

/// Checks a portfolio.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let watch = super::stopwatch();
    let mut loaded = options.input.load()?;
    if is_empty(&loaded) && loaded.findings.is_empty() {
        return Ok(options.input.nothing_here());
    }
    let as_of = options.input.as_of(&loaded.portfolio.settings)?;
    quarterdeck::facts::as_of::see_as_of(&mut loaded.portfolio, as_of);
    let judged = quarterdeck::check::judge(
        &loaded.portfolio,
        &loaded.playbook,
        &loaded.sources,
        as_of,
        &quarterdeck::check::Choice::default(),
    );
    loaded.findings.extend(judged.findings);
    quarterdeck::check::sort(&mut loaded.findings, &loaded.sources);
    let summary = super::summary(&loaded, as_of);
    super::print(&match options.format {
        Format::Full => report::full(&loaded.sources, &loaded.findings),
        Format::Concise => report::concise(&loaded.sources, &loaded.findings),
        Format::Json => report::json::json(&Results {
            sources: &loaded.sources,
            findings: &loaded.findings,
            waived: &[],
            rules: &[],
            summary: &summary,
            prefix: "",
        }),
    })?;
    if is_empty(&loaded) {
        return options.input.nothing_read(&loaded);
    }
    if !options.input.quiet {
        super::note(&summary.line(watch.elapsed()));
    }
    Ok(options.input.exit(&loaded.findings))
}

/// Whether there is not a single partner, readable or not.
pub fn is_empty(loaded: &Loaded) -> bool {
    loaded.portfolio.partners.is_empty() && loaded.portfolio.unreadable.is_empty()
}
