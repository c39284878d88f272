//! `quarterdeck new`

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::insight::outcomes::{Said, outcomes};
use quarterdeck::load::Loaded;
use quarterdeck::portfolio::Partner;
use quarterdeck::portfolio::calendar::{Date, Quarter};
use quarterdeck::portfolio::review::DispositionOutcome;
use quarterdeck::publish::create_file;
use quarterdeck::record::Leaf;
use quarterdeck::report;

use super::{Exit, Failure, Input, judge};

/// What `new` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

/// What can be begun.
#[derive(Debug, Subcommand)]
enum What {
    /// The review of a quarter, with every promise that is open and the decisions that wait for a review.
    Review(Review),
}

/// What `new review` takes.
#[derive(Debug, Args)]
struct Review {
    /// The partner.
    #[arg(value_name = "PARTNER")]
    partner: String,
    /// The quarter.
    #[arg(value_name = "YYYY-QN", value_parser = Quarter::parse)]
    quarter: Quarter,
    /// The day that it is planned for.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = Date::parse)]
    on: Option<Date>,
    #[command(flatten)]
    input: Input,
}

/// Begins a record.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    match &options.what {
        What::Review(options) => review(options),
    }
}

fn review(options: &Review) -> Result<Exit, Failure> {
    let input = &options.input;
    let mut loaded = input.load()?;
    super::complain_of(&report::full(&loaded.sources, &loaded.findings));
    if !loaded.settings_sound {
        return Err(Failure::new(
            "nothing was written: quarters and promises depend on the settings, and they cannot be read",
        )
        .help("mend `quarterdeck.yaml` and `playbook.yaml` as told above, then try again"));
    }
    let as_of = input.as_of(&loaded.portfolio.settings)?;
    see_as_of(&mut loaded.portfolio, as_of);
    let partner = judge::partner(&loaded.portfolio, &options.partner)?;
    let path = format!("partners/{}/reviews/{}.md", partner.id, options.quarter);
    sensible(&loaded, partner, options, as_of)?;
    let target = inside(input, &path)?;
    let text = text(&loaded, partner, options, as_of);
    create_file(&target, text.as_bytes()).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::new(format!("`{path}` is there already; nothing was written"))
                .help("edit it; `quarterdeck check --qbr` says what it still wants")
        }
        _ => Failure::new(format!("cannot write `{path}`: {error}")),
    })?;
    super::print(&format!("{}\n", target.display()))?;
    if !input.quiet {
        super::note(&format!(
            "next: say what became of each promise, then `quarterdeck check --qbr {} {}`",
            partner.id, options.quarter
        ));
    }
    Ok(Exit::Clean)
}

/// Refuses a review that is there under another name, and days that nobody means.
fn sensible(loaded: &Loaded, partner: &Partner, options: &Review, as_of: Date) -> Result<(), Failure> {
    let quarter = options.quarter;
    if let Some(review) = partner.reviews.get(&quarter) {
        let path = loaded.sources.get(review.record.file).path();
        return Err(Failure::new(format!("`{path}` is there already; nothing was written"))
            .help("edit it; `quarterdeck check --qbr` says what it still wants"));
    }
    let first = loaded.portfolio.settings.fiscal_year.first_day(quarter);
    if first > as_of.plus_months(12) || first < as_of.plus_months(-60) {
        return Err(Failure::new(format!("{quarter} is too far from {as_of}; nothing was written"))
            .help("a review is begun for a quarter of the last five years or the next one"));
    }
    if let Some(on) = options.on.filter(|on| *on < first) {
        return Err(Failure::new(format!(
            "{on} lies before {quarter} begins, on {first}; nothing was written"
        ))
        .help("a review looks back on its quarter; plan it for a later day"));
    }
    Ok(())
}

/// The place of a file in the portfolio, if no link leads out of it.
fn inside(input: &Input, path: &str) -> Result<PathBuf, Failure> {
    let refused = |error| Failure::new(format!("cannot write `{path}`: {error}"));
    let root = fs::canonicalize(&input.folder).map_err(refused)?;
    let target = input.folder.join(path);
    let mut above = target.as_path();
    while let Some(folder) = above.parent() {
        above = folder;
        if fs::symlink_metadata(above).is_ok() {
            break;
        }
    }
    let real = fs::canonicalize(above).map_err(refused)?;
    if real.starts_with(&root) {
        return Ok(target);
    }
    Err(Failure::new(format!("cannot write `{path}`: a link leads out of the portfolio"))
        .help("put a folder in place of the link"))
}

/// An id as YAML reads it back: in quotes, where it could be taken for something else than a text.
fn written(id: &str) -> String {
    let word = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && !matches!(id, "null" | "true" | "false" | "yes" | "no" | "on" | "off");
    if word { id.to_owned() } else { format!("\"{id}\"") }
}

/// The text of a new review.
fn text(loaded: &Loaded, partner: &Partner, options: &Review, as_of: Date) -> String {
    let year = loaded.portfolio.settings.fiscal_year;
    let mut text = String::from("---\n");
    let _ = match options.on {
        Some(on) => writeln!(text, "scheduled_on: {on}"),
        None => writeln!(text, "# scheduled_on: {}", year.last_day(options.quarter).plus_days(14)),
    };
    text.push_str("# headline: The message of the quarter, in one sentence.\n");
    let waiting: Vec<String> = partner
        .decisions
        .iter()
        .filter(|one| one.for_review && one.taken.is_none())
        .map(|one| written(one.id.as_str()))
        .collect();
    if waiting.is_empty() {
        text.push_str("# decisions_sought: [d-01]\n");
    } else {
        let _ = writeln!(text, "decisions_sought: [{}]", waiting.join(", "));
    }
    let before = outcomes(partner, Said::default(), year, year.first_day(options.quarter), as_of);
    if before.is_empty() {
        text.push_str("# dispositions: no promise was open when the quarter began\n");
    } else {
        text.push_str(
            "# What became of each promise from before; the outcome is what the ledger shows today.\n",
        );
        text.push_str(
            "# kept, on-track, slipped (with `new_due:`) or dropped, and `why:` if it was not kept.\n",
        );
        text.push_str("dispositions:\n");
    }
    for one in before {
        let outcome = match one.outcome {
            DispositionOutcome::Kept => "kept",
            DispositionOutcome::OnTrack => "on-track",
            DispositionOutcome::Slipped => "slipped",
            DispositionOutcome::Dropped => "dropped",
        };
        let promise = one.promise;
        let words: String =
            promise.text.split(|c: char| c.is_whitespace() || c.is_control()).collect::<Vec<_>>().join(" ");
        let due = promise.due_now().map(|due| format!(", due {due}")).unwrap_or_default();
        let _ = writeln!(text, "  # {}{due}", words.trim_end_matches(['.', ' ']));
        let _ = writeln!(text, "  - {{commitment: {}, outcome: {outcome}}}", written(promise.id.as_str()));
    }
    text.push_str("---\n");
    for heading in [
        "Wins",
        "Initiatives",
        "Relationship",
        "Risks and disagreements",
        "Course corrections",
        "Forward plan",
    ] {
        let _ = write!(text, "\n## {heading}\n");
    }
    text
}
