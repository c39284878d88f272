//! `quarterdeck explain`

use std::path::PathBuf;

use clap::Args;
use quarterdeck::expression::show;
use quarterdeck::playbook::Playbook;
use quarterdeck::playbook::practices::{Practice, practices};
use quarterdeck::playbook::rule::Rule;
use quarterdeck::record::nearest::nearest;
use quarterdeck::record::to_value;

use super::{Exit, Failure, Input};

/// What `explain` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The name of a rule, or a practice like P65.
    #[arg(value_name = "RULE")]
    rule: String,
    /// The folder that holds the portfolio, for rules of your own.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Prints a rule's page.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let input = Input { folder: options.folder.clone(), as_of: None, quiet: true };
    // The program's own rules can be explained anywhere; a portfolio only adds its own.
    let loaded = input.load().ok();
    let path = format!("playbook/rules/{}.md", options.rule.trim());
    let unread =
        loaded.as_ref().is_some_and(|loaded| loaded.sources.iter().any(|(_, source)| source.path() == path));
    let playbook = loaded.map(|loaded| loaded.playbook).unwrap_or_default();
    let asked = options.rule.trim();
    if let Some(practice) = practices().iter().find(|practice| practice.id.0.eq_ignore_ascii_case(asked)) {
        super::print(&of_practice(practice, &playbook))?;
        return Ok(Exit::Clean);
    }
    match playbook.rules().find(|rule| rule.name == asked) {
        Some(rule) => {
            super::print(&page(rule))?;
            Ok(Exit::Clean)
        }
        None if unread => Err(Failure::new(format!("the rule `{asked}` cannot be read: {path}"))
            .help("`quarterdeck check` says what is wrong with it")),
        None => Err(unknown(asked, &playbook)),
    }
}

/// A practice, with its rules or the reason why it has none.
fn of_practice(practice: &Practice, playbook: &Playbook) -> String {
    let mut text = format!("# {}: {}\n\n{}\n\n", practice.id.0, practice.title, practice.asks);
    if let Some(why) = &practice.unchecked {
        text.push_str(&format!("No rule checks it. {why}\n"));
    }
    for rule in playbook.rules().filter(|rule| rule.front.practices.contains(&practice.id)) {
        text.push_str(&format!("{}: {}\n", rule.name, rule.front.title));
    }
    text
}

fn unknown(asked: &str, playbook: &Playbook) -> Failure {
    let failure = Failure::new(format!("there is no rule `{asked}`"));
    match nearest(asked, playbook.rules().map(|rule| rule.name.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(
            "`quarterdeck rules` lists them all; names that it does not list, such as `unknown-field`, are faults that \
             reading finds, and their message says what to do",
        ),
    }
}

/// A rule's page, as plain text with its settings on top.
fn page(rule: &Rule) -> String {
    let front = &rule.front;
    let practices: Vec<&str> = front.practices.iter().map(|practice| practice.0.as_str()).collect();
    let mut text = format!("# {}\n\n{}\n\n", rule.name, front.title);
    let mut fact = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("{:11} {value}\n", format!("{name}:")));
        }
    };
    let severity = match front.artefact {
        Some(artefact) => {
            format!("as the playbook's matrix has it (artefact `{}`)", show(&to_value(&artefact)))
        }
        None => front.severity.word().to_owned(),
    };
    fact("severity", &severity);
    fact("looks at", &show(&to_value(&front.scope)));
    fact(
        "each",
        &front.each.as_ref().map(|each| format!("{} as {}", each.list, each.name)).unwrap_or_default(),
    );
    fact("when", front.when.as_deref().unwrap_or_default());
    fact("requires", &front.require);
    fact("practice", &practices.join(", "));
    for (name, parameter) in &front.parameters {
        let unit = parameter.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        fact(
            "parameter",
            &format!("{name} = {}{unit}. {}", show(&to_value(&parameter.default)), parameter.meaning),
        );
    }
    if front.waivable == Some(false) {
        fact("waiver", "no exception can be accepted");
    }
    text.push('\n');
    text.push_str(&rule.page);
    text.push('\n');
    text
}
