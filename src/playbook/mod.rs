//! What this organisation asks for: tiers, stages, cadences, metrics, weights, sharing; as written, and
//! as it holds once presets have filled in the rest.

pub mod limits;
pub mod practices;
pub mod rule;
pub mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use self::rule::{Rule, built_in};
use self::shape::{
    Artefact, Cadences, Dimension, EstablishedPractice, InspectionDepth, Metric, Phase, PlaybookFile,
    Profile, Requirement, RuleSetting, Scorecard, Shareable, SixSignsBands, Stage, StagePreset, Tier,
};
use crate::portfolio::noun;
use crate::portfolio::words::State;
use crate::record::{Ref, decode, parse};
use crate::source::{FileId, Sources};

/// The playbook as it holds.
#[derive(Debug, Clone)]
pub struct Playbook {
    /// The profile that it builds on.
    pub profile: Profile,
    /// What it says of itself.
    pub about: Option<String>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The tiers, the highest first.
    pub tiers: Vec<Tier>,
    /// How often things happen, by tier.
    pub cadences: BTreeMap<Ref<noun::Tier>, Cadences>,
    /// What each tier must show.
    pub artefacts: BTreeMap<Artefact, BTreeMap<Ref<noun::Tier>, Requirement>>,
    /// The metric dictionary; a metric is shared with every series of its figures.
    pub metrics: Vec<Arc<Metric>>,
    /// Weights and bands.
    pub scorecard: Scorecard,
    /// What may be shared with a partner.
    pub shared: BTreeSet<Shareable>,
    /// How many of the six signs mean what.
    pub six_signs: SixSignsBands,
    /// How deep to look, by state.
    pub inspection_depth: BTreeMap<State, InspectionDepth>,
    /// Settings of rules.
    pub settings: Vec<RuleSetting>,
    /// The team's own rules.
    pub own_rules: Vec<Rule>,
    /// Established ways of working (P33).
    pub practices: Vec<EstablishedPractice>,
    /// The file that it was read from; nothing where a portfolio has none.
    pub file: Option<FileId>,
    /// How many of the metrics stand in that file; they come first, in its order.
    pub own_metrics: usize,
    /// Ids of stages, tiers, dimensions and metrics that come from a preset.
    preset: Preset,
}

#[derive(Debug, Clone, Default)]
struct Preset {
    stages: bool,
    tiers: bool,
    dimensions: bool,
    metrics: BTreeSet<String>,
}

impl Playbook {
    /// Fills in from presets what a playbook does not say.
    pub fn new(file: PlaybookFile) -> Self {
        let base = Base::read();
        let preset = file.stage_preset.unwrap_or_default();
        let own: BTreeSet<String> = file.metrics.iter().map(|metric| metric.id.to_string()).collect();
        // A metric of the program counts in a dimension of the program; where the team has other dimensions it is not there.
        let scorecard = file.scorecard.as_ref().or(base.file.scorecard.as_ref());
        let dimension = |metric: &Metric| {
            scorecard
                .is_some_and(|scorecard| scorecard.dimensions.iter().any(|one| metric.dimension == one.id))
        };
        let base_metrics: Vec<Metric> = base
            .metrics
            .into_iter()
            .filter(|metric| !own.contains(metric.id.as_str()) && dimension(metric))
            .collect();
        let origin = Preset {
            stages: file.stages.is_none(),
            tiers: file.tiers.is_none(),
            dimensions: file.scorecard.is_none(),
            metrics: base_metrics.iter().map(|metric| metric.id.to_string()).collect(),
        };
        Self {
            profile: file.extends.unwrap_or_default(),
            about: file.about,
            stages: file.stages.unwrap_or_else(|| preset_stages(preset)),
            tiers: file.tiers.or(base.file.tiers).unwrap_or_default(),
            cadences: file.cadences.or(base.file.cadences).unwrap_or_default(),
            artefacts: file.artefacts.or(base.file.artefacts).unwrap_or_default(),
            metrics: file.metrics.into_iter().chain(base_metrics).map(Arc::new).collect(),
            scorecard: file.scorecard.or(base.file.scorecard).unwrap_or_else(Scorecard::empty),
            // No preset shares anything: what may leave is for the team to say.
            shared: file.shared_with_partners.unwrap_or_default().into_iter().collect(),
            six_signs: file.six_signs.or(base.file.six_signs).unwrap_or(SixSignsBands {
                walk_away: 0,
                caution: 2,
                good: 4,
            }),
            inspection_depth: if file.inspection_depth.is_empty() {
                base.file.inspection_depth
            } else {
                file.inspection_depth
            },
            settings: file.rules,
            own_rules: Vec::new(),
            practices: file.practices,
            file: None,
            own_metrics: own.len(),
            preset: origin,
        }
    }

    /// The stages, if they come from a preset.
    pub fn preset_stages(&self) -> &[Stage] {
        if self.preset.stages { &self.stages } else { &[] }
    }

    /// The tiers, if they come from a preset.
    pub fn preset_tiers(&self) -> &[Tier] {
        if self.preset.tiers { &self.tiers } else { &[] }
    }

    /// The dimensions, if they come from a preset.
    pub fn preset_dimensions(&self) -> &[Dimension] {
        if self.preset.dimensions { &self.scorecard.dimensions } else { &[] }
    }

    /// The metrics that come from a preset.
    pub fn preset_metrics(&self) -> impl Iterator<Item = &Arc<Metric>> {
        self.metrics.iter().filter(|metric| self.preset.metrics.contains(metric.id.as_str()))
    }

    /// All rules, those of the program first, each lot by name.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> + Clone {
        built_in().iter().chain(&self.own_rules)
    }

    /// A metric of the dictionary.
    pub fn metric(&self, id: &str) -> Option<&Arc<Metric>> {
        self.metrics.iter().find(|metric| metric.id.as_str() == id)
    }

    /// A stage.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id.as_str() == id)
    }

    /// What a stage is in the life of an alliance.
    pub fn phase(&self, stage: &str) -> Option<Phase> {
        self.stage(stage).map(|stage| stage.phase)
    }

    /// A tier, and its rank from 0, the highest.
    pub fn tier(&self, id: &str) -> Option<(usize, &Tier)> {
        self.tiers.iter().enumerate().find(|(_, tier)| tier.id.as_str() == id)
    }
}

impl Default for Playbook {
    fn default() -> Self {
        Self::new(PlaybookFile::default())
    }
}

impl Scorecard {
    fn empty() -> Self {
        use crate::portfolio::number::Percentage;
        use rust_decimal::Decimal;
        let number = |value: i64| Percentage(Decimal::from(value));
        Self {
            dimensions: Vec::new(),
            on_track_from: number(75),
            at_risk_from: number(50),
            coverage_floor: number(60),
        }
    }
}

/// The presets that come with the program.
struct Base {
    file: PlaybookFile,
    metrics: Vec<Metric>,
}

impl Base {
    fn read() -> Self {
        Self {
            file: embedded(include_str!("presets/playbook.yaml")).unwrap_or_default(),
            metrics: embedded(include_str!("presets/metrics.yaml")).unwrap_or_default(),
        }
    }
}

fn preset_stages(preset: StagePreset) -> Vec<Stage> {
    embedded(match preset {
        StagePreset::Default => include_str!("presets/stages-default.yaml"),
        StagePreset::Asap => include_str!("presets/stages-asap.yaml"),
        StagePreset::Iso => include_str!("presets/stages-iso.yaml"),
        StagePreset::Academic => include_str!("presets/stages-academic.yaml"),
    })
    .unwrap_or_default()
}

/// Reads a text that comes with the program; a test holds that each is sound.
fn embedded<T: for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
    let mut sources = Sources::default();
    let file = sources.add("preset", text);
    let mut findings = Vec::new();
    decode(&parse(file, text, 0..text.len(), &mut findings)?).value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_sound() {
        for preset in [StagePreset::Default, StagePreset::Asap, StagePreset::Iso, StagePreset::Academic] {
            assert!(preset_stages(preset).len() >= 8, "{preset:?}");
        }
        let playbook = Playbook::default();
        assert_eq!(playbook.tiers.len(), 4);
        assert_eq!(playbook.scorecard.dimensions.len(), 4);
        assert_eq!(playbook.metrics.len(), 7);
        assert_eq!(playbook.artefacts.len(), 9);
        for metric in &playbook.metrics {
            let known =
                playbook.scorecard.dimensions.iter().any(|dimension| metric.dimension == dimension.id);
            assert!(known, "{}", metric.id);
        }
    }
}
