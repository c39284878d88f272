//! What contradicts itself in a playbook, so that no score could be made by it.

use crate::finding::Finding;
use crate::playbook::shape::{Band, Direction, Metric, PlaybookFile, Scorecard};
use crate::record::{Locator, Root, Step};
use crate::source::{FileId, Place, Sources};

/// All contradictions of a playbook.
pub fn faults(playbook: &PlaybookFile, file: FileId, sources: &Sources) -> Vec<Finding> {
    let mut book = Book { file, locator: Locator::new(sources), findings: Vec::new() };
    if let Some(scorecard) = &playbook.scorecard {
        book.scorecard(scorecard);
    }
    for (at, metric) in playbook.metrics.iter().enumerate() {
        book.metric(at, metric);
    }
    book.findings
}

struct Book<'a> {
    file: FileId,
    locator: Locator<'a>,
    findings: Vec<Finding>,
}

impl Book<'_> {
    fn scorecard(&mut self, scorecard: &Scorecard) {
        let route = |name: &str| vec![Step::field("scorecard"), Step::field(name)];
        if scorecard.dimensions.iter().all(|dimension| dimension.weight.0.is_zero()) {
            self.fault(
                "bad-scorecard",
                &route("dimensions"),
                "no dimension of the scorecard has a weight above 0",
                "give each dimension the weight that it has in the score; weights are set in relation to their sum",
            );
        }
        if scorecard.at_risk_from >= scorecard.on_track_from {
            let place = self.place(&route("on_track_from"));
            self.fault(
                "bad-scorecard",
                &route("at_risk_from"),
                &format!(
                    "at risk begins at {}, which is not below on track, {}",
                    scorecard.at_risk_from.0.normalize(),
                    scorecard.on_track_from.0.normalize()
                ),
                "the bands rise: off track under `at_risk_from`, at risk from there to `on_track_from`, on track above",
            );
            if let Some(finding) = self.findings.last_mut() {
                finding.related.push((place, "on track begins here".to_owned()));
            }
        }
    }

    fn metric(&mut self, at: usize, metric: &Metric) {
        let route = |name: &str| vec![Step::field("metrics"), Step::Index(at), Step::field(name)];
        let mut fault = |name: &str, message: String, help: &str| {
            self.fault("bad-metric", &route(name), &message, help);
        };
        let id = &metric.id;
        let reversed = |band: Option<Band>| band.filter(|band| band.min >= band.max);
        match (metric.direction, metric.band) {
            (Direction::Band, None) => fault(
                "direction",
                format!("`{id}` has a band as its direction, and no `band:`"),
                "write `band: {min: 8, max: 15}`, or choose `up` or `down`",
            ),
            (Direction::Up | Direction::Down, Some(_)) => fault(
                "band",
                format!("`{id}` has a band, and its direction is not `band`"),
                "write `direction: band`, or take the band out",
            ),
            _ => {}
        }
        if let Some(band) = reversed(metric.band) {
            fault(
                "band",
                format!("the band of `{id}` begins at {} and ends at {}", band.min.0, band.max.0),
                RISES,
            );
        }
        if let Some(band) = reversed(metric.bounds) {
            fault(
                "bounds",
                format!("the bounds of `{id}` begin at {} and end at {}", band.min.0, band.max.0),
                RISES,
            );
        }
        if let Some(poor) = metric.poor {
            let within = |bounds: Band| (bounds.min.0..=bounds.max.0).contains(&poor.0);
            if metric.direction == Direction::Band {
                fault(
                    "poor",
                    format!(
                        "`{id}` has a band, and points end one width of the band outside it: `poor` says nothing"
                    ),
                    "take it out",
                );
            } else if metric.bounds.is_some_and(|bounds| !within(bounds)) {
                fault(
                    "poor",
                    format!("the `poor` value of `{id}`, {}, is outside its bounds", poor.0.normalize()),
                    "choose a value that can be measured",
                );
            }
        }
    }

    fn place(&mut self, route: &[Step]) -> Place {
        self.locator.locate(&Root::File(self.file), route)
    }

    fn fault(&mut self, rule: &'static str, route: &[Step], message: &str, help: &str) {
        let place = self.place(route);
        let field = crate::record::locate::route(route);
        self.findings.push(Finding::error(rule, place, message).field(field).help(help));
    }
}

/// What to do about two limits that are the wrong way round.
const RISES: &str = "`min` is below `max`";
