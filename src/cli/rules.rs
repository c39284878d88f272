//! `quarterdeck rules`

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use quarterdeck::check::applies::{Applied, applies, decided_by};
use quarterdeck::check::valid::names;
use quarterdeck::check::{ValidRule, ValidRules};
use quarterdeck::expression::functions::FUNCTIONS;
use quarterdeck::expression::show;
use quarterdeck::playbook::rule::Scope;
use quarterdeck::portfolio::Partner;
use quarterdeck::record::{Type, to_value};
use serde::Serialize;

use super::judge::{Judgement, read};
use super::{Exit, Failure, Input};

/// What `rules` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    /// What applies to this partner, and which line decided it.
    #[arg(long, value_name = "PARTNER")]
    partner: Option<String>,
    /// Only rules that look at this, like `commitment`.
    #[arg(long, value_name = "SCOPE", value_parser = scope)]
    scope: Option<Scope>,
    /// In place of the list: the fields, facts and functions that a rule about this may use, to write one of your own.
    #[arg(long, value_name = "SCOPE", value_parser = scope, conflicts_with_all = ["partner", "scope", "format"])]
    names: Option<Scope>,
    /// How the list is shown.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// How the list is shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A line a rule.
    Table,
    /// For programs.
    Json,
}

fn scope(text: &str) -> Result<Scope, String> {
    let scopes = quarterdeck::check::scope::SCOPES;
    let word = |scope: &Scope| show(&to_value(scope));
    scopes.iter().find(|scope| word(scope) == text).copied().ok_or_else(|| {
        let words: Vec<String> = scopes.iter().map(word).collect();
        format!("there is no scope `{text}`; there are {}", words.join(", "))
    })
}

/// A rule in the list.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    severity: String,
    scope: String,
    practices: Vec<String>,
    title: String,
    /// Whether it is on: for the partner that was asked for, or else for anybody.
    on: bool,
    /// Which line decided that.
    decided_by: String,
    /// What the playbook sets, for the partner that was asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parameters: BTreeMap<String, String>,
    /// How often it fires here.
    fires: usize,
    /// How often it fires and somebody accepted it.
    waived: usize,
}

/// Lists the rules.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    if let Some(scope) = options.names {
        super::print(&vocabulary(scope))?;
        return Ok(Exit::Clean);
    }
    let Some(judged) = read(&options.input)? else {
        return Ok(options.input.nothing_here());
    };
    if !judged.loaded.settings_sound {
        return Err(Failure::new("settings or playbook cannot be read")
            .help("`quarterdeck check` says what is wrong with them"));
    }
    let partner = options
        .partner
        .as_deref()
        .map(|id| super::judge::partner(&judged.loaded.portfolio, id))
        .transpose()?;
    let loaded = &judged.loaded;
    let rules = ValidRules::new(&loaded.playbook, &loaded.sources);
    let mut rows: Vec<Row> = rules
        .iter()
        .filter(|rule| options.scope.is_none_or(|scope| rule.rule.front.scope == scope))
        .map(|rule| row(&judged, rule, partner))
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    super::print(&match options.format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&rows).unwrap_or_default()),
        Format::Table => table(&rows, partner.is_some()),
    })?;
    if !judged.whole {
        super::complain_of(&quarterdeck::report::full(&loaded.sources, &judged.broken));
        return Err(super::judge::broken_playbook());
    }
    if !options.input.quiet {
        let on = rows.iter().filter(|row| row.on).count();
        let whom =
            partner.map_or_else(|| "here".to_owned(), |partner| format!("for {}", partner.profile.name));
        super::note(&format!("{on} of {} rules are on {whom} (as of {})", rows.len(), judged.as_of));
    }
    Ok(Exit::Clean)
}

fn row(judged: &Judgement, rule: &ValidRule<'_>, partner: Option<&Partner>) -> Row {
    let loaded = &judged.loaded;
    let ask = |partner: Option<&Partner>| applies(rule, &loaded.playbook, partner, judged.as_of, false);
    let answer = match partner {
        Some(partner) => ask(Some(partner)),
        None => {
            // On for anybody is on.
            let mut answers = loaded.portfolio.partners.values().map(|partner| ask(Some(partner)));
            answers.find(Result::is_ok).unwrap_or_else(|| ask(None))
        }
    };
    let front = &rule.rule.front;
    let is_here = |address: &str| {
        partner
            .is_none_or(|partner| address == partner.id || address.starts_with(&format!("{}/", partner.id)))
    };
    let name = rule.rule.name.as_str();
    Row {
        name: name.to_owned(),
        severity: answer.as_ref().map_or(front.severity, |applied| applied.severity).word().to_owned(),
        scope: show(&to_value(&front.scope)),
        practices: front.practices.iter().map(|practice| practice.0.clone()).collect(),
        title: front.title.clone(),
        on: answer.is_ok(),
        decided_by: decided_by(rule, &loaded.playbook, &loaded.sources, &answer),
        parameters: answer.as_ref().map(|applied| parameters(rule, applied)).unwrap_or_default(),
        fires: judged.findings.iter().filter(|one| one.rule == name && is_here(&one.record)).count(),
        waived: judged
            .waived
            .iter()
            .filter(|one| one.finding.rule == name && is_here(&one.finding.record))
            .count(),
    }
}

fn parameters(rule: &ValidRule<'_>, applied: &Applied) -> BTreeMap<String, String> {
    applied.parameters.iter().map(|(at, value, _)| (rule.parameters[*at].0.to_owned(), show(value))).collect()
}

/// What a rule of a scope may use: names with their fields, facts with their units, functions.
fn vocabulary(scope: Scope) -> String {
    let mut text = String::new();
    for (index, (name, of)) in names(scope).into_iter().enumerate() {
        text.push_str(&format!("{name}: {}\n", of.words()));
        let Type::Record(shape) = &of else { continue };
        // The subject in full; of what it belongs to, the facts.
        for field in shape.fields.iter().filter(|field| index == 0 || field.computed.is_some()) {
            let about = match field.computed {
                Some(computed) if computed.unit.is_empty() => format!("  {}", computed.about),
                Some(computed) => format!("  {} ({})", computed.about, computed.unit),
                None => String::new(),
            };
            text.push_str(&format!("  {name}.{}: {}{about}\n", field.name, field.of.words()));
        }
    }
    text.push_str("functions:\n");
    for function in FUNCTIONS {
        let takes: Vec<&str> = function.takes.iter().map(|takes| takes.words()).collect();
        text.push_str(&format!("  {}({})  {}\n", function.name, takes.join(", "), function.about));
    }
    text.push_str("loops over a list: list.all(one, …), .exists(one, …), .exists_one(one, …), .filter(one, …), .map(one, …)\n");
    text
}

fn table(rows: &[Row], of_partner: bool) -> String {
    let width = |pick: fn(&Row) -> &str, least: usize| {
        rows.iter().map(|row| pick(row).len()).max().unwrap_or(0).max(least)
    };
    let names = width(|row| &row.name, 4);
    let scopes = width(|row| &row.scope, 5);
    let deciders = width(|row| &row.decided_by, 10);
    let mut text = String::new();
    let mut line = |cells: [&str; 7]| {
        let [name, severity, scope, on, fires, decided, title] = cells;
        let decided = if of_partner { format!("{decided:deciders$}  ") } else { String::new() };
        text.push_str(
            format!("{name:names$}  {severity:8}  {scope:scopes$}  {on:3}  {fires:>5}  {decided}{title}")
                .trim_end(),
        );
        text.push('\n');
    };
    line(["rule", "severity", "scope", "on", "fires", "decided by", "what it asks"]);
    for row in rows {
        let fires = match (row.on, row.waived) {
            (false, _) => "–".to_owned(),
            (true, 0) => row.fires.to_string(),
            (true, waived) => format!("{}+{waived}", row.fires),
        };
        let title = match row.parameters.is_empty() {
            true => row.title.clone(),
            false => {
                let set: Vec<String> =
                    row.parameters.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                format!("{} ({})", row.title, set.join(", "))
            }
        };
        line([
            &row.name,
            &row.severity,
            &row.scope,
            if row.on { "on" } else { "off" },
            &fires,
            &row.decided_by,
            &title,
        ]);
    }
    text
}
