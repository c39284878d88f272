//! What the playbook asks of whom: which rules are on, how serious they are, with which parameters; and which line of
//! the playbook decided it.

use super::valid::{ValidRule, ValidRules, parameter_value};
use crate::facts::partner as known_of;
use crate::finding::{Finding, Severity};
use crate::playbook::Playbook;
use crate::playbook::shape::{Requirement, RuleSetting};
use crate::portfolio::Partner;
use crate::portfolio::calendar::Date;
use crate::record::nearest::nearest;
use crate::record::{Locator, Root, Step, Type, Value, to_value};
use crate::source::{Place, Sources};

/// How a rule applies to somebody.
#[derive(Debug, Clone)]
pub struct Applied {
    /// How serious it is.
    pub severity: Severity,
    /// The parameters that the playbook sets: index, value, and the setting that says so.
    pub parameters: Vec<(usize, Value, usize)>,
    /// What the matrix asks of the tier.
    pub requirement: Option<Requirement>,
    /// Why it is on.
    pub because: Because,
}

/// Why a rule is on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// The profile asks for it, or does not.
    Profile,
    /// The matrix of artefacts by tier asks for it, or does not.
    Matrix,
    /// A setting of the playbook says so, by its index.
    Setting(usize),
    /// It binds only from a later day on.
    Since(Date),
}

/// Whether and how a rule applies to a partner, or to what belongs to none. A rule that was `named` by whoever asks is
/// on unless the playbook turns it off.
pub fn applies(
    rule: &ValidRule<'_>,
    playbook: &Playbook,
    partner: Option<&Partner>,
    as_of: Date,
    named: bool,
) -> Result<Applied, Because> {
    let front = &rule.rule.front;
    let own = rule.rule.file.is_some();
    let mut on = own || named || rule.rule.is_in(playbook.profile);
    let mut because = Because::Profile;
    let mut severity = front.severity;
    let mut since = front.since;
    let mut parameters: Vec<(usize, Value, usize)> = Vec::new();
    let mut requirement = None;
    if let Some(artefact) = front.artefact {
        let tier = partner.and_then(known_of::tier);
        let asked = playbook.artefacts.get(&artefact);
        let row = asked.and_then(|row| row.iter().find(|(id, _)| Some(id.as_str()) == tier));
        match row {
            Some((_, asked)) => {
                severity = asked.severity;
                requirement = Some(*asked);
                because = Because::Matrix;
            }
            None => return Err(Because::Matrix),
        }
    }
    for (index, setting) in playbook.settings.iter().enumerate() {
        if setting.rule.0 != rule.rule.name || !concerns(setting, partner) {
            continue;
        }
        on = !setting.off;
        because = Because::Setting(index);
        severity = setting.severity.unwrap_or(severity);
        since = setting.since.or(since);
        for (name, value) in &setting.parameters {
            // What is of another type is told as a fault of the playbook, and not judged by.
            let value = parameter_value(value);
            let known = rule.parameters.iter().position(|(known, of, _)| known == name && fits(&value, of));
            if let Some(at) = known {
                parameters.retain(|(other, _, _)| *other != at);
                parameters.push((at, value, index));
            }
        }
    }
    if !on {
        // The matrix asks for it, and the profile does not.
        return Err(if because == Because::Matrix { Because::Profile } else { because });
    }
    match since {
        Some(since) if since > as_of => Err(Because::Since(since)),
        _ => Ok(Applied { severity, parameters, requirement, because }),
    }
}

/// What decided that a rule is on or off, in a word or two: the profile, the matrix, a line of the playbook.
pub fn decided_by(
    rule: &ValidRule<'_>,
    playbook: &Playbook,
    sources: &Sources,
    answer: &Result<Applied, Because>,
) -> String {
    let because = match answer {
        Ok(applied) => &applied.because,
        Err(because) => because,
    };
    match because {
        Because::Setting(index) => match setting_place(playbook, &mut Locator::new(sources), *index, &[]) {
            Some(place) => format!("playbook.yaml:{}", sources.region(&place).line),
            None => "playbook.yaml".into(),
        },
        Because::Matrix => {
            let artefact =
                rule.rule.front.artefact.map(|artefact| crate::expression::show(&to_value(&artefact)));
            let steps = [Step::field("artefacts"), Step::field(artefact.unwrap_or_default())];
            let place = playbook.file.and_then(|file| Locator::new(sources).find(&Root::File(file), &steps));
            match place {
                Some(place) => format!("the matrix, playbook.yaml:{}", sources.region(&place).line),
                None => "the matrix of artefacts by tier".into(),
            }
        }
        Because::Since(day) => format!("binds from {day} on"),
        Because::Profile if rule.rule.file.is_some() => "our own rule".into(),
        Because::Profile => format!("the profile {}", crate::expression::show(&to_value(&playbook.profile))),
    }
}

/// Whether a setting is about a partner.
fn concerns(setting: &RuleSetting, partner: Option<&Partner>) -> bool {
    let everybody = setting.tiers.is_empty()
        && setting.stages.is_empty()
        && setting.kinds.is_empty()
        && setting.partners.is_empty();
    let Some(partner) = partner else { return everybody };
    known_of::concerns(setting, partner)
}

/// The place of a setting in the playbook.
pub fn setting_place(
    playbook: &Playbook,
    locator: &mut Locator<'_>,
    index: usize,
    rest: &[Step],
) -> Option<Place> {
    let mut steps = vec![Step::field("rules"), Step::Index(index)];
    steps.extend_from_slice(rest);
    locator.find(&Root::File(playbook.file?), &steps)
}

/// What is wrong with the playbook's settings of rules: names and parameters that do not exist.
pub fn settings_faults(playbook: &Playbook, rules: &ValidRules<'_>, sources: &Sources) -> Vec<Finding> {
    let mut locator = Locator::new(sources);
    let mut findings = Vec::new();
    let Some(file) = playbook.file else { return findings };
    for (index, setting) in playbook.settings.iter().enumerate() {
        let steps = |rest: &[&str]| -> Vec<Step> {
            let mut steps = vec![Step::field("rules"), Step::Index(index)];
            steps.extend(rest.iter().map(|step| Step::field(*step)));
            steps
        };
        let Some(rule) = rules.get(&setting.rule.0) else {
            // A rule that is broken is told about in its own file.
            if playbook.rules().any(|rule| rule.name == setting.rule.0) {
                continue;
            }
            let place = locator.locate(&Root::File(file), &steps(&["rule"]));
            findings.push(unknown_rule(&setting.rule.0, place, rules));
            continue;
        };
        for (name, value) in &setting.parameters {
            let place = locator.name(&Root::File(file), &steps(&["parameters", name]));
            let field = format!("rules[{index}].parameters.{name}");
            let Some((_, of, _)) = rule.parameters.iter().find(|(known, _, _)| known == name) else {
                let names: Vec<&str> = rule.parameters.iter().map(|(name, _, _)| *name).collect();
                let finding = Finding::error(
                    "unknown-parameter",
                    place,
                    format!("`{}` has no parameter `{name}`", rule.rule.name),
                );
                let finding = finding.field(field);
                findings.push(match nearest(name, names.iter().copied()) {
                    Some(near) => finding.label(format!("did you mean `{near}`?")),
                    None if names.is_empty() => finding.help("this rule has no parameters"),
                    None => finding.help(format!("its parameters are {}", names.join(", "))),
                });
                continue;
            };
            if !fits(&parameter_value(value), of) {
                let place = locator.locate(&Root::File(file), &steps(&["parameters", name]));
                findings.push(
                    Finding::error(
                        "bad-parameter",
                        place,
                        format!("`{name}` of `{}` is {}", rule.rule.name, of.words()),
                    )
                    .field(field),
                );
            }
        }
    }
    findings
}

/// A rule is named that does not exist.
pub fn unknown_rule(name: &str, place: Place, rules: &ValidRules<'_>) -> Finding {
    let near = nearest(name, rules.iter().map(|rule| rule.rule.name.as_str()));
    let finding = Finding::error("unknown-rule", place, format!("there is no rule `{name}`")).field(name);
    match near {
        Some(near) => {
            finding.label(format!("did you mean `{near}`?")).help("`quarterdeck rules` lists them all")
        }
        None => finding.help("`quarterdeck rules` lists them all"),
    }
}

fn fits(value: &Value, of: &Type) -> bool {
    match (value, of) {
        (_, Type::Any) => true,
        (Value::List(items), Type::List(item)) => items.iter().all(|one| fits(one, item)),
        (Value::Int(_), Type::Number) => true,
        (value, of) => super::valid::type_of(value) == *of,
    }
}
