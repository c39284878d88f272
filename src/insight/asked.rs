//! What a rule asks of a partner in numbers, as the playbook sets it; so that a page and a rule never differ.

use crate::facts::partner::concerns;
use crate::playbook::Playbook;
use crate::playbook::shape::RuleSetting;
use crate::portfolio::Partner;

/// A whole number that a rule is set to for a partner: the playbook's last setting that concerns it, else the rule's
/// own.
pub fn number(playbook: &Playbook, rule: &str, parameter: &str, partner: &Partner) -> Option<i64> {
    set(playbook, rule, parameter, |setting| concerns(setting, partner))
}

/// The same for a rule that is about no partner.
pub fn overall(playbook: &Playbook, rule: &str, parameter: &str) -> Option<i64> {
    set(playbook, rule, parameter, |_| true)
}

fn set(
    playbook: &Playbook,
    rule: &str,
    parameter: &str,
    counts: impl Fn(&RuleSetting) -> bool,
) -> Option<i64> {
    let own =
        playbook.rules().find(|one| one.name == rule)?.front.parameters.get(parameter)?.default.as_i64();
    let settings = playbook.settings.iter().rev();
    let set = settings
        .filter(|setting| setting.rule.0 == rule && counts(setting))
        .find_map(|setting| setting.parameters.get(parameter)?.as_i64());
    set.or(own)
}

#[cfg(test)]
mod tests {
    use super::{number, overall};
    use crate::insight::tests::{ground, portfolio};

    #[test]
    fn the_last_setting_that_concerns_a_partner_wins() {
        let playbook = "rules:\n  - {rule: dormant-partner, parameters: {max_days: 90}}\n  - {rule: dormant-partner, parameters: {max_days: 30}, tiers: [strategic]}\n";
        let records = portfolio(&[
            ("playbook.yaml", playbook),
            ("acme", ""),
            ("birch", "tiers: [{tier: growth, from: 2024-01-01}]\n"),
        ]);
        let ground = ground(&records);
        let asked =
            |id: &str| number(ground.playbook, "dormant-partner", "max_days", &ground.portfolio.partners[id]);
        assert_eq!((asked("acme"), asked("birch")), (Some(30), Some(90)));
    }

    #[test]
    fn without_a_setting_the_rule_says_it_itself_and_no_rule_asks_nothing() {
        let records = portfolio(&[("acme", "")]);
        let ground = ground(&records);
        let acme = &ground.portfolio.partners["acme"];
        assert_eq!(number(ground.playbook, "dormant-partner", "max_days", acme), Some(183));
        assert_eq!(overall(ground.playbook, "dormant-partner", "max_days"), Some(183));
        assert_eq!(number(ground.playbook, "no-such-rule", "max_days", acme), None);
        assert_eq!(number(ground.playbook, "dormant-partner", "nothing", acme), None);
    }
}
