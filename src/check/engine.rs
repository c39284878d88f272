//! The loops: each partner, each of its subjects, each rule that applies.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use rayon::prelude::*;

use super::applies::{Applied, applies, setting_place, settings_faults};
use super::choice::Choice;
use super::places;
use super::standing::standing;
use super::subjects::{partner_type, partner_value, portfolio_type, portfolio_value, summary};
use super::valid::{ValidRule, ValidRules};
use super::walk::{Subject, Way, address, gather, prefix, subjects};
use super::{inline, waivers};
use crate::expression::Bindings;
use crate::facts::{History, Known, Standing, WaiverUse};
use crate::finding::{Finding, Waived, sort};
use crate::playbook::Playbook;
use crate::playbook::rule::Scope;
use crate::playbook::shape::{Artefact, Requirement};
use crate::portfolio::calendar::Date;
use crate::portfolio::{Partner, Portfolio};
use crate::record::{Locator, Root, Step, Value};
use crate::scorecard::Scores;
use crate::source::Sources;

/// What is judged.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The records, seen as of the day.
    pub portfolio: &'a Portfolio,
    /// What the organisation asks for.
    pub playbook: &'a Playbook,
    /// The texts, for places.
    pub sources: &'a Sources,
    /// The day.
    pub as_of: Date,
    /// When files were changed, as far as git was asked.
    pub history: &'a History,
    /// The figures and scores of all partners.
    pub scores: &'a BTreeMap<String, Scores>,
}

/// What came of judging.
#[derive(Debug, Default)]
pub struct Judged {
    /// What was found, by path, line, column and rule.
    pub findings: Vec<Finding>,
    /// What is wrong with the playbook itself: rules that cannot judge, settings that mean none.
    pub faults: Vec<Finding>,
    /// What was found and is accepted for a time.
    pub waived: Vec<Waived>,
    /// What each partner must show, and whether it does.
    pub coverage: Vec<Coverage>,
    /// Whether every rule could be read and every setting of a rule means one; otherwise the playbook is not whole.
    pub whole: bool,
}

/// Whether a partner shows an artefact that the playbook asks of its tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The partner's id.
    pub partner: String,
    /// The artefact.
    pub artefact: Artefact,
    /// The rule that looks for it.
    pub rule: String,
    /// What the playbook asks.
    pub asked: Requirement,
    /// Whether it is there.
    pub shown: Shown,
}

/// Whether an artefact is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It is.
    Yes,
    /// It is not, or it is too old, or there are too few.
    No,
    /// It is not asked for yet, at this stage.
    NotYet,
}

/// Something that a rule found wrong, before anybody looks where it stands.
pub(super) struct Blame<'r> {
    pub(super) rule: &'r ValidRule<'r>,
    pub(super) finding: Finding,
}

/// Judges a portfolio as of a day, by the rules that somebody wants to hear of.
pub fn judge(case: &Case<'_>, rules: &ValidRules<'_>, choice: &Choice) -> Judged {
    let Case { portfolio, playbook, sources, as_of, .. } = *case;
    let mut faults = rules.faults.clone();
    faults.extend(settings_faults(playbook, rules, sources));
    let whole = faults.is_empty();
    let ground = Ground { case: *case, choice };
    let by_scope = by_scope(rules);
    let partners: Vec<&Partner> = portfolio.partners.values().collect();
    let nobody = Standing::default();
    let known = ground.known(None, &nobody);
    // Facts about the portfolio are needed by every partner's rules, facts about partners by the portfolio's.
    let thin = portfolio_value(portfolio, playbook, Vec::new(), &[], &known);
    let judged: Vec<OfPartner<'_>> =
        partners.par_iter().map(|partner| ground.partner(partner, &by_scope, &thin)).collect();
    let (mut blames, mut summaries, mut coverage) = (Vec::new(), Vec::new(), Vec::new());
    for mut one in judged {
        summaries.push(one.summary);
        blames.append(&mut one.blames);
        coverage.append(&mut one.coverage);
    }
    let whole_portfolio = portfolio_value(portfolio, playbook, summaries.clone(), &[], &known);
    blames.extend(ground.portfolio(&by_scope, &whole_portfolio, |scope| scope != Scope::Waiver));
    let comments = inline::read(sources, rules, playbook, as_of);
    let mut sorted = waivers::apply(blames, portfolio, sources, &comments, as_of);
    let uses: Vec<WaiverUse> = portfolio
        .waivers
        .iter()
        .zip(&sorted.covered)
        .map(|(waiver, &covers)| WaiverUse { covers, rule_is_on: is_on(&waiver.rule.0, rules, &ground) })
        .collect();
    let with_waivers = portfolio_value(portfolio, playbook, summaries, &uses, &known);
    let about_waivers = ground.portfolio(&by_scope, &with_waivers, |scope| scope == Scope::Waiver);
    let mut findings = std::mem::take(&mut sorted.findings);
    findings.extend(about_waivers.into_iter().map(|blame| blame.finding));
    findings.extend(inline::faults(&comments, &sorted.used, rules, &ground_severity(&ground), &|name| {
        is_on(name, rules, &ground)
    }));
    findings.extend(waivers::unknown_rules(portfolio, rules, sources));
    sort(&mut findings, sources);
    Judged { findings, faults, waived: sorted.waived, coverage, whole }
}

/// Whether a rule applies to anybody.
fn is_on(name: &str, rules: &ValidRules<'_>, ground: &Ground<'_>) -> bool {
    rules.get(name).is_some_and(|rule| {
        let anybody =
            ground.portfolio.partners.values().any(|partner| ground.applied(rule, Some(partner)).is_some());
        anybody || ground.applied(rule, None).is_some()
    })
}

/// How serious a rule is for what belongs to no partner; nothing where it is off.
fn ground_severity<'a>(
    ground: &'a Ground<'_>,
) -> impl Fn(&ValidRule<'_>) -> Option<crate::finding::Severity> + 'a {
    |rule| ground.applied(rule, None).map(|applied| applied.severity)
}

fn by_scope<'r>(rules: &'r ValidRules<'_>) -> BTreeMap<Scope, Vec<&'r ValidRule<'r>>> {
    let mut by_scope: BTreeMap<Scope, Vec<&ValidRule<'_>>> = BTreeMap::new();
    for rule in rules.iter() {
        by_scope.entry(rule.rule.front.scope).or_default().push(rule);
    }
    by_scope
}

/// What everything is judged from.
struct Ground<'a> {
    case: Case<'a>,
    choice: &'a Choice,
}

impl<'a> Deref for Ground<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

/// What came of judging one partner.
struct OfPartner<'r> {
    /// The facts about it.
    summary: Value,
    blames: Vec<Blame<'r>>,
    coverage: Vec<Coverage>,
}

impl<'a> Ground<'a> {
    fn known<'k>(&'k self, partner: Option<&'k Partner>, standing: &'k Standing) -> Known<'k> {
        Known {
            portfolio: self.portfolio,
            playbook: self.playbook,
            partner,
            id: "",
            gates: &[],
            agreement: None,
            waived: WaiverUse::default(),
            history: self.history,
            standing,
            as_of: self.as_of,
        }
    }

    fn applied(&self, rule: &ValidRule<'_>, partner: Option<&Partner>) -> Option<Applied> {
        if !self.choice.wants(rule.rule) {
            return None;
        }
        applies(rule, self.playbook, partner, self.as_of, self.choice.names(rule.rule)).ok()
    }

    /// Judges a partner and everything in its folder; gives the facts about it besides.
    fn partner<'r>(
        &self,
        partner: &Partner,
        rules: &BTreeMap<Scope, Vec<&'r ValidRule<'r>>>,
        portfolio: &Value,
    ) -> OfPartner<'r> {
        let standing = self.scores.get(&partner.id).map(|scores| standing(self.playbook, scores));
        let standing = standing.unwrap_or_default();
        let value = partner_value(partner, &self.known(Some(partner), &standing));
        let mut locator = Locator::new(self.sources);
        let (mut blames, mut coverage) = (Vec::new(), Vec::new());
        for rules in rules.values() {
            let applied: Vec<(&ValidRule<'_>, Applied)> = rules
                .iter()
                .filter(|rule| rule.home.of_partner)
                .filter_map(|rule| Some((*rule, self.applied(rule, Some(partner))?)))
                .collect();
            let Some((first, _)) = applied.first() else { continue };
            let subjects = subjects(&value, partner_type(), &first.home);
            for (rule, applied) in &applied {
                for subject in &subjects {
                    let held =
                        Held { rule, applied, subject, partner: Some(&value), portfolio, today: self.as_of };
                    coverage.extend(held.coverage(&partner.id));
                    for (way, found) in held.judge() {
                        let place = match way.of_portfolio {
                            true => self.in_portfolio(&way),
                            false => places::of_partner(partner, &way.steps),
                        };
                        let address = address(&partner.id, &first.home, partner_type(), subject);
                        blames.push(self.blame((rule, applied), &mut locator, place, address, found));
                    }
                }
            }
        }
        OfPartner { summary: summary(&value), blames, coverage }
    }

    /// Judges what belongs to no single partner.
    fn portfolio<'r>(
        &self,
        rules: &BTreeMap<Scope, Vec<&'r ValidRule<'r>>>,
        value: &Value,
        wanted: impl Fn(Scope) -> bool,
    ) -> Vec<Blame<'r>> {
        let mut locator = Locator::new(self.sources);
        let mut blames = Vec::new();
        for (scope, rules) in rules.iter().filter(|(scope, _)| wanted(**scope)) {
            for rule in rules {
                // Initiatives with several partners stand in the portfolio; every other scope has one home.
                if rule.home.of_partner && *scope != Scope::Initiative {
                    continue;
                }
                let Some(applied) = self.applied(rule, None) else { continue };
                for subject in subjects(value, portfolio_type(), &rule.home) {
                    // What comes with the program is not the team's to mend.
                    if matches!(subject.steps[..], [_, Step::Index(at)] if *scope == Scope::Metric && at >= self.playbook.own_metrics)
                    {
                        continue;
                    }
                    let held = Held {
                        rule,
                        applied: &applied,
                        subject: &subject,
                        partner: None,
                        portfolio: value,
                        today: self.as_of,
                    };
                    for (way, found) in held.judge() {
                        let address = address("", &rule.home, portfolio_type(), &subject);
                        blames.push(self.blame(
                            (rule, &applied),
                            &mut locator,
                            self.in_portfolio(&way),
                            address,
                            found,
                        ));
                    }
                }
            }
        }
        blames
    }

    fn in_portfolio(&self, way: &Way) -> (Root, Vec<Step>) {
        places::of_portfolio(self.portfolio, self.playbook, self.sources, &way.steps)
    }

    /// Looks where something stands, and puts it into words.
    fn blame<'r>(
        &self,
        (rule, applied): (&'r ValidRule<'r>, &Applied),
        locator: &mut Locator<'_>,
        (root, steps): (Root, Vec<Step>),
        address: String,
        found: Found,
    ) -> Blame<'r> {
        let place = locator.locate(&root, &steps);
        let mut finding = Finding::error(rule.rule.name.clone(), place, found.message)
            .severity(applied.severity)
            .field(crate::record::locate::route(&steps))
            .record(address);
        if let Some(help) = found.help {
            finding = finding.help(help);
        }
        for (index, _, setting) in
            applied.parameters.iter().filter(|(index, _, _)| rule.thresholds.contains(index))
        {
            let name = rule.parameters[*index].0;
            let route = [Step::field("parameters"), Step::field(name)];
            if let Some(place) = setting_place(self.playbook, locator, *setting, &route) {
                finding = finding.related(place, "asked for here");
            }
        }
        let route = found.asked_by.map(|route| route.split('.').map(Step::field).collect::<Vec<_>>());
        if let (Some(route), Some(file)) = (route, self.playbook.file)
            && let Some(place) = locator.find(&Root::File(file), &route)
        {
            finding = finding.related(place, "asked for here");
        }
        Blame { rule, finding }
    }
}

/// What a rule found wrong.
struct Found {
    message: String,
    help: Option<String>,
    asked_by: Option<String>,
}

/// A rule held against a subject.
struct Held<'h, 'v> {
    rule: &'h ValidRule<'h>,
    applied: &'h Applied,
    subject: &'h Subject<'v>,
    partner: Option<&'v Value>,
    portfolio: &'v Value,
    today: Date,
}

impl<'h> Held<'h, '_> {
    /// Whether the subject shows the artefact that the rule looks for; nothing for a rule that looks for none.
    fn coverage(&self, partner: &str) -> Option<Coverage> {
        let (artefact, asked) = self.rule.rule.front.artefact.zip(self.applied.requirement)?;
        let mut bindings = Bindings::new(self.values());
        let shown = if self.rule.when.as_ref().is_some_and(|when| !when.holds(&mut bindings)) {
            Shown::NotYet
        } else if self.rule.require.holds(&mut bindings) {
            Shown::Yes
        } else {
            Shown::No
        };
        Some(Coverage {
            partner: partner.to_owned(),
            artefact,
            rule: self.rule.rule.name.clone(),
            asked,
            shown,
        })
    }

    /// The values of the names that the rule uses, by slot, without the item of a list.
    fn values(&self) -> Vec<Cow<'_, Value>> {
        static NOTHING: Value = Value::Nothing;
        let slots = &self.rule.slots;
        let mut values: Vec<Cow<'_, Value>> = vec![Cow::Borrowed(self.subject.value)];
        if slots.partner.is_some() {
            values.push(Cow::Borrowed(self.partner.unwrap_or(&NOTHING)));
        }
        if slots.parent.is_some() {
            values.push(Cow::Borrowed(self.subject.parent.unwrap_or(&NOTHING)));
        }
        if slots.portfolio.is_some() {
            values.push(Cow::Borrowed(self.portfolio));
        }
        values.push(Cow::Owned(Value::Date(self.today.civil())));
        for (index, (_, _, default)) in self.rule.parameters.iter().enumerate() {
            let set = self.applied.parameters.iter().find(|(at, _, _)| *at == index);
            values.push(Cow::Borrowed(set.map_or(default, |(_, value, _)| value)));
        }
        if slots.matrix.is_some() {
            let asked = self.applied.requirement;
            values.push(Cow::Owned(Value::maybe(
                asked.and_then(|asked| asked.within).map(|within| within.days()),
            )));
            values.push(Cow::Owned(Value::maybe(asked.and_then(|asked| asked.at_least).map(i64::from))));
        }
        values
    }

    /// What is wrong, each with the way to it.
    fn judge(&self) -> Vec<(Way, Found)> {
        let values = self.values();
        let Some(each) = &self.rule.each else {
            return self.hold(values, None).into_iter().collect();
        };
        let mut items = Vec::new();
        if let Some(Cow::Borrowed(first)) = values.get(each.slot) {
            gather(first, each, self.way(each.slot), &mut items);
        }
        items
            .into_iter()
            .filter_map(|(item, way)| {
                let mut values = values.clone();
                values.push(Cow::Borrowed(item));
                self.hold(values, Some(way))
            })
            .collect()
    }

    /// The way to the value in a slot. A parameter stands nowhere: the way leads to the subject.
    fn way(&self, slot: usize) -> Way {
        let slots = &self.rule.slots;
        if Some(slot) == slots.partner {
            Way { of_portfolio: false, steps: Vec::new() }
        } else if Some(slot) == slots.portfolio {
            Way { of_portfolio: true, steps: Vec::new() }
        } else if Some(slot) == slots.parent {
            // The parent's own way: as many fields as the scope says, with the items between them.
            let fields =
                self.rule.home.parent.map_or(0, |(_, fields)| fields.min(self.rule.home.path.len() - 1));
            Way { of_portfolio: self.partner.is_none(), steps: prefix(&self.subject.steps, fields) }
        } else {
            Way { of_portfolio: self.partner.is_none(), steps: self.subject.steps.clone() }
        }
    }

    fn hold(&self, values: Vec<Cow<'_, Value>>, item: Option<Way>) -> Option<(Way, Found)> {
        let rule = self.rule;
        let mut bindings = Bindings::new(values);
        let bindings = &mut bindings;
        let applies = rule.when.as_ref().is_none_or(|when| when.holds(bindings));
        let mut stopped = bindings.exhausted();
        let holds = stopped || !applies || rule.require.holds(bindings);
        stopped |= bindings.exhausted();
        if holds && !stopped {
            return None;
        }
        let message = if stopped {
            format!("`{}` looks at too much here, and was stopped before it could judge", rule.rule.name)
        } else {
            rule.message.fill(bindings)
        };
        let (slot, rest) = &rule.at;
        let mut way = match item {
            Some(item) if Some(*slot) == rule.slots.each => item,
            _ => self.way(*slot),
        };
        way.steps.extend(rest.iter().cloned());
        let found = Found {
            message,
            help: rule.help.as_ref().map(|help| help.fill(bindings)),
            asked_by: match (&rule.asked_by, rule.rule.front.artefact) {
                (Some(route), _) => Some(route.fill(bindings)),
                (None, Some(artefact)) => self.matrix_route(artefact),
                (None, None) => None,
            },
        };
        Some((way, found))
    }

    /// The cell of the matrix that asks for an artefact.
    fn matrix_route(&self, artefact: Artefact) -> Option<String> {
        let (index, _) = partner_type().field("tier")?;
        let partner = self.partner?;
        let Value::Record(fields) = partner else { return None };
        let tier = crate::expression::show(fields.get(index)?);
        let artefact = crate::expression::show(&crate::record::to_value(&artefact));
        Some(format!("artefacts.{artefact}.{tier}"))
    }
}
