//! `quarterdeck check`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use quarterdeck::check::{apply_baseline, baseline};
use quarterdeck::disk::{changed_files, history_of_minutes};
use quarterdeck::facts::History;
use quarterdeck::finding::{Finding, sort};
use quarterdeck::load::Loaded;
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::publish::write_file;
use quarterdeck::record::Leaf;
use quarterdeck::report::{self, Results, Summary};

use super::judge::{Judgement, Least, Wanted, broken_playbook, judgement};
use super::{Exit, Failure, Input, Verdict};

/// What `check` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    verdict: Verdict,
    /// How findings are shown.
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Also write a report to a file; may be given several times: `--report sarif=out.sarif --report junit=out.xml`.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report)]
    report: Vec<(Format, PathBuf)>,
    /// Show only findings of this severity or worse. What fails the run is another matter: see --fail-on.
    #[arg(long, value_name = "SEVERITY", default_value = "info")]
    min_severity: Least,
    #[command(flatten)]
    wanted: Wanted,
    /// Leave out what this file lists; a line of it that matches nothing any more is told.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write everything that is found now to a file, to be left out by --baseline from now on.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// Report only what stands in files that changed since the last commit, and what their partners now lack. All is read
    /// and judged all the same. Asks git.
    #[arg(long)]
    changed: bool,
    /// Ask git when the minutes of meetings were changed, for the rule `changed-minutes`, which is silent without it.
    #[arg(long)]
    history: bool,
    /// Show instead what a review still wants, by when and of whom: `--qbr acme 2026-Q3`. Exits with 1 if something should have
    /// been there by now. With `--format json` for programs.
    #[arg(long, num_args = 2, value_names = ["PARTNER", "YYYY-QN"], conflicts_with_all = ["report", "baseline", "write_baseline", "changed", "select", "ignore"])]
    qbr: Option<Vec<String>>,
    /// With --changed: since this revision, such as `origin/main`.
    #[arg(long, value_name = "REV", requires = "changed")]
    since: Option<String>,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// The text itself, underlined, and the way out.
    Full,
    /// One a line.
    Concise,
    /// For programs; the shape is versioned.
    Json,
    /// For programs, one finding a line.
    Jsonl,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// Annotations of a GitHub workflow; the ten worst of each kind, as it draws no more.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// A JUnit file, which almost every CI service shows.
    Junit,
    /// For a job's summary or a comment on a pull request.
    Markdown,
}

impl Format {
    /// The text of a report.
    fn text(self, results: &Results<'_>) -> String {
        match self {
            Self::Full => report::full(results.sources, results.findings),
            Self::Concise => report::concise(results.sources, results.findings),
            Self::Json => report::json::json(results),
            Self::Jsonl => report::jsonl(results),
            Self::Sarif => report::sarif(results),
            Self::Github => report::github(results),
            Self::Gitlab => report::gitlab(results),
            Self::Junit => report::junit(results),
            Self::Markdown => report::markdown(results),
        }
    }
}

fn report(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = text.split_once('=').ok_or("write it like sarif=out.sarif")?;
    let format = Format::from_str(format, true).map_err(|_| {
        let names: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("there is no format `{format}`; there are {}", names.join(", "))
    })?;
    if path.is_empty() { Err("name a file behind the `=`".into()) } else { Ok((format, PathBuf::from(path))) }
}

/// Checks a portfolio.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let watch = super::stopwatch();
    let input = &options.input;
    let loaded = input.load()?;
    if is_empty(&loaded) && loaded.findings.is_empty() {
        return Ok(input.nothing_here());
    }
    let as_of = input.as_of(&loaded.portfolio.settings)?;
    if let Some([partner, quarter]) = options.qbr.as_deref() {
        return super::qbr::run(loaded, as_of, (partner, quarter), options.format, options.verdict.softens());
    }
    let history = if options.history { history(&input.folder)? } else { History::default() };
    let mut judged = judgement(loaded, as_of, &options.wanted, &history)?;
    if options.write_baseline.is_some() && !judged.is_whole() {
        super::complain_of(&report::full(&judged.loaded.sources, &judged.broken));
        return Err(broken_playbook());
    }
    if let Some(path) = &options.write_baseline {
        let (text, entries) = baseline(&judged.findings, &judged.loaded.sources);
        write(path, &text)?;
        super::note(&format!("wrote a baseline of {} to {}", words(entries), path.display()));
        return Ok(Exit::Clean);
    }
    let mut summary = judged.summary();
    if let Some(path) = &options.baseline {
        summary.known = leave_out_known(&mut judged, path, &options.wanted)?;
    }
    if options.changed {
        keep_changed(&mut judged, &input.folder, options.since.as_deref())?;
    }
    judged.tell_broken();
    summary = Summary { known: summary.known, ..judged.summary() };
    let least = options.min_severity.severity();
    let shown: Vec<Finding> =
        judged.findings.iter().filter(|finding| finding.severity >= least).cloned().collect();
    let notes = judged.notes();
    let prefix = prefix(&input.folder);
    let results = Results {
        sources: &judged.loaded.sources,
        findings: &shown,
        waived: &judged.waived,
        rules: &notes,
        summary: &summary,
        prefix: &prefix,
    };
    super::print(&options.format.text(&results))?;
    for (format, path) in &options.report {
        write(path, &anstream::adapter::strip_str(&format.text(&results)).to_string())?;
    }
    if is_empty(&judged.loaded) {
        return input.nothing_read(&judged.loaded);
    }
    if !input.quiet {
        super::note(&summary.line(watch.elapsed()));
    }
    if !judged.loaded.settings_sound {
        return Err(Failure::new("no rule has judged: the settings or the playbook cannot be read")
            .help("mend `quarterdeck.yaml` and `playbook.yaml` as told above, then run this again"));
    }
    if !judged.whole {
        return Err(broken_playbook());
    }
    Ok(options.verdict.exit(&judged.findings))
}

/// `1 entry`, `14 entries`
fn words(entries: usize) -> String {
    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
}

/// Whether there is not a single partner, readable or not.
pub fn is_empty(loaded: &Loaded) -> bool {
    loaded.portfolio.partners.is_empty() && loaded.portfolio.unreadable.is_empty()
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_file(path, text.as_bytes()).map_err(|error| {
        Failure::new(format!("cannot write `{}`: {error}", path.display()))
            .help("name a file in a folder that is there and that you may write to")
    })
}

/// Takes out what a baseline lists; gives how many findings that were.
fn leave_out_known(judged: &mut Judgement, path: &Path, wanted: &Wanted) -> Result<usize, Failure> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read the baseline `{shown}`: {error}"))
            .help("write one with `quarterdeck check --write-baseline FILE`")
    })?;
    let file = judged.loaded.sources.add(shown.as_str(), text);
    let findings = std::mem::take(&mut judged.findings);
    let choice = wanted.plain();
    let rules = &judged.loaded.playbook;
    let asked = |name: &str| match rules.rules().find(|rule| rule.name == name) {
        Some(rule) => choice.wants(rule),
        None => choice.wants_records(),
    };
    let known = apply_baseline(findings, &judged.loaded.sources, file, &asked).map_err(|why| {
        Failure::new(format!("`{shown}` is no baseline: {why}"))
            .help("write it anew with `quarterdeck check --write-baseline FILE`")
    })?;
    judged.findings = known.findings;
    sort(&mut judged.findings, &judged.loaded.sources);
    Ok(known.known)
}

/// Keeps what stands in files that changed. What a partner lacks is drawn in its `partner.yaml`, so that this file counts
/// as changed with any other of the partner's.
fn keep_changed(judged: &mut Judgement, folder: &Path, since: Option<&str>) -> Result<(), Failure> {
    let mut changed = changed_files(folder, since).map_err(|error| {
        Failure::new(format!("cannot tell what changed: {error}"))
            .help("--changed works in a git repository with at least one commit; --since names a revision that is there")
    })?;
    let partners: BTreeSet<String> = changed
        .iter()
        .filter_map(|path| {
            Some(format!("partners/{}/partner.yaml", path.strip_prefix("partners/")?.split_once('/')?.0))
        })
        .collect();
    changed.extend(partners);
    let sources = &judged.loaded.sources;
    judged.findings.retain(|finding| changed.contains(sources.get(finding.place.file).path()));
    judged.waived.retain(|waived| changed.contains(sources.get(waived.finding.place.file).path()));
    Ok(())
}

/// When the minutes of meetings were changed, by their files.
fn history(folder: &Path) -> Result<History, Failure> {
    let days = history_of_minutes(folder).map_err(|error| {
        Failure::new(format!("cannot tell when minutes were changed: {error}"))
            .help("--history works in a git repository with at least one commit")
    })?;
    let dates = |days: Vec<String>| days.iter().filter_map(|day| Date::parse(day).ok()).collect();
    Ok(History(days.into_iter().map(|(path, days)| (path, dates(days))).collect()))
}

/// What stands before each path for whoever reads from where the program was started.
fn prefix(folder: &Path) -> String {
    let plain: Vec<String> = folder
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    if folder.is_absolute() || plain.is_empty() { String::new() } else { format!("{}/", plain.join("/")) }
}
