//! What every command that judges a portfolio does: read, see as of the day, let the rules judge, sort.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use quarterdeck::check::{Case, Choice, Coverage, Selector, ValidRules, judge, open_errors};
use quarterdeck::facts::History;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::finding::{Finding, Severity, Tally, Waived, sort};
use quarterdeck::load::{Loaded, Stamp};
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::portfolio::{Partner, Portfolio};
use quarterdeck::record::nearest::nearest;
use quarterdeck::report::{RuleNote, Summary};
use quarterdeck::scorecard::{Scores, scoreboard};
use quarterdeck::view::Input as Words;

use super::{Failure, Input};

/// How serious findings must be.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Least {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Info,
}

impl Least {
    /// As a severity.
    pub fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

/// Which rules are wanted.
#[derive(Debug, Args)]
pub struct Wanted {
    /// Only these: names of rules, practices like P65, `rules`, or `records` for what reading finds. A rule that is named
    /// judges even if the profile leaves it out.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    select: Vec<String>,
    /// None of these, named like those of --select.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl Wanted {
    /// The choice, whether or not its names exist.
    pub fn plain(&self) -> Choice {
        let parse = |names: &[String]| names.iter().map(|name| Selector::parse(name.trim())).collect();
        Choice { select: parse(&self.select), ignore: parse(&self.ignore) }
    }

    /// The choice, if every name in it exists.
    fn choice(&self, loaded: &Loaded) -> Result<Choice, Failure> {
        let choice = self.plain();
        let reading = loaded.findings.iter().map(|finding| finding.rule.as_ref()).collect::<Vec<_>>();
        for selector in choice.select.iter().chain(&choice.ignore) {
            if let Some((name, near)) = selector.unknown(loaded.playbook.rules()) {
                let path = format!("playbook/rules/{name}.md");
                if loaded.sources.iter().any(|(_, source)| source.path() == path) {
                    return Err(Failure::new(format!("the rule `{name}` cannot be read: {path}"))
                        .help("`quarterdeck check` says what is wrong with it"));
                }
                let mut failure = Failure::new(format!("there is no rule `{name}`"));
                failure = match near {
                    Some(near) => {
                        failure.help(format!("did you mean `{near}`? `quarterdeck rules` lists them all"))
                    }
                    None if reading.contains(&name.as_str()) => {
                        failure.help("what reading finds goes by the one name `records`")
                    }
                    None => failure.help("`quarterdeck rules` lists them all; practices are P01 to P94"),
                };
                return Err(failure);
            }
        }
        Ok(choice)
    }
}

/// A portfolio as of a day, and everything that was found in it.
pub struct Judgement {
    /// The records, as of the day.
    pub loaded: Loaded,
    /// The day.
    pub as_of: Date,
    /// What was found, by path, line, column and rule: what reading finds, and what rules find.
    pub findings: Vec<Finding>,
    /// What makes the settings or the playbook not whole: always told, whatever is chosen or known.
    pub broken: Vec<Finding>,
    /// How many of the findings reading found.
    pub faults: usize,
    /// What rules found and somebody accepted.
    pub waived: Vec<Waived>,
    /// What each partner must show, and whether it does.
    pub coverage: Vec<Coverage>,
    /// The figures and scores of all partners.
    pub scores: BTreeMap<String, Scores>,
    /// How many errors are open about each partner.
    pub open_errors: BTreeMap<String, usize>,
    /// From which records and which playbook.
    pub stamp: Stamp,
    /// Whether every rule could be read, and every setting of a rule means one.
    pub whole: bool,
}

/// Judges a portfolio that was read. Where settings or playbook cannot be read, no rule judges: it would be by another
/// playbook than the one that is meant.
pub fn judgement(
    mut loaded: Loaded,
    as_of: Date,
    wanted: &Wanted,
    history: &History,
) -> Result<Judgement, Failure> {
    let choice = wanted.choice(&loaded)?;
    see_as_of(&mut loaded.portfolio, as_of);
    let stamp = loaded.stamp();
    let (mut broken, read): (Vec<Finding>, Vec<Finding>) =
        loaded.findings.iter().cloned().partition(|finding| breaks(&loaded, finding));
    let faults = broken.len() + read.len();
    let mut findings = if choice.wants_records() { read } else { Vec::new() };
    let (mut waived, mut coverage, mut whole) = (Vec::new(), Vec::new(), loaded.rules_sound);
    let scores = scoreboard(&loaded.portfolio, &loaded.playbook, as_of);
    if loaded.settings_sound {
        let rules = ValidRules::new(&loaded.playbook, &loaded.sources);
        let case = Case {
            portfolio: &loaded.portfolio,
            playbook: &loaded.playbook,
            sources: &loaded.sources,
            as_of,
            history,
            scores: &scores,
        };
        let judged = judge(&case, &rules, &choice);
        findings.extend(judged.findings);
        waived = judged.waived;
        coverage = judged.coverage;
        whole &= judged.whole;
        broken.extend(judged.faults);
    }
    sort(&mut findings, &loaded.sources);
    let open_errors = open_errors(&loaded.portfolio, &findings, &loaded.sources);
    Ok(Judgement {
        loaded,
        as_of,
        findings,
        broken,
        faults,
        waived,
        coverage,
        scores,
        open_errors,
        stamp,
        whole,
    })
}

/// Whether a fault of reading makes the settings or the playbook not whole.
fn breaks(loaded: &Loaded, finding: &Finding) -> bool {
    let path = loaded.sources.get(finding.place.file).path();
    (!loaded.settings_sound && matches!(path, "quarterdeck.yaml" | "playbook.yaml"))
        || (!loaded.rules_sound && path.starts_with("playbook/"))
}

impl Judgement {
    /// Puts what makes the playbook not whole among the findings.
    pub fn tell_broken(&mut self) {
        self.findings.append(&mut self.broken);
        sort(&mut self.findings, &self.loaded.sources);
    }

    /// What pages and packets are worded from.
    pub fn input(&self) -> Words<'_> {
        let loaded = &self.loaded;
        Words {
            portfolio: &loaded.portfolio,
            playbook: &loaded.playbook,
            sources: &loaded.sources,
            findings: &self.findings,
            waived: &self.waived,
            coverage: &self.coverage,
            scores: &self.scores,
            open_errors: &self.open_errors,
            stamp: &self.stamp,
            records: loaded.records,
            as_of: self.as_of,
            figures_hidden: false,
        }
    }

    /// Whether anything makes the playbook or the settings not whole.
    pub fn is_whole(&self) -> bool {
        self.whole && self.loaded.settings_sound
    }

    /// What was read and found, for the line that closes a run.
    pub fn summary(&self) -> Summary {
        let portfolio = &self.loaded.portfolio;
        Summary {
            partners: portfolio.partners.len() + portfolio.unreadable.len(),
            records: self.loaded.records,
            tally: Tally::of(&self.findings),
            waived: self.waived.len(),
            known: 0,
            as_of: self.as_of,
        }
    }

    /// What formats may say of the rules.
    pub fn notes(&self) -> Vec<RuleNote> {
        let mut notes: Vec<RuleNote> = self
            .loaded
            .playbook
            .rules()
            .map(|rule| RuleNote {
                name: rule.name.clone(),
                title: rule.front.title.clone(),
                severity: rule.front.severity,
                page: rule.page.clone(),
            })
            .collect();
        notes.sort_by(|a, b| a.name.cmp(&b.name));
        notes
    }
}

/// Complains that the playbook is not whole.
pub fn broken_playbook() -> Failure {
    Failure::new("the playbook is not whole: a rule of it cannot judge, or a setting of a rule means none")
        .help("mend what is told above; all other rules have judged")
}

/// What a command takes that needs no choice of rules.
pub fn all() -> Wanted {
    Wanted { select: Vec::new(), ignore: Vec::new() }
}

/// Reads a portfolio and judges it; nothing where there is none.
pub fn read(input: &Input) -> Result<Option<Judgement>, Failure> {
    let loaded = input.load()?;
    if super::check::is_empty(&loaded) && loaded.findings.is_empty() {
        return Ok(None);
    }
    let as_of = input.as_of(&loaded.portfolio.settings)?;
    judgement(loaded, as_of, &all(), &History::default()).map(Some)
}

/// A partner of the portfolio; a refusal with the nearest id where there is none.
pub fn partner<'a>(portfolio: &'a Portfolio, id: &str) -> Result<&'a Partner, Failure> {
    let partners = &portfolio.partners;
    partners.get(id).ok_or_else(|| {
        if portfolio.unreadable.iter().any(|unreadable| unreadable == id) {
            return Failure::new(format!("the partner `{id}` cannot be read"))
                .help("`quarterdeck check` says what is wrong with its `partner.yaml`");
        }
        let failure = Failure::new(format!("there is no partner `{id}`"));
        match nearest(id, partners.keys().map(String::as_str)) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("a partner's id is the name of its folder under `partners/`"),
        }
    })
}
