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
            let place = self.place(&route("dimensions"));
            self.findings.push(
                Finding::error("bad-scorecard", place, "no dimension of the scorecard has a weight above 0")
                    .field("scorecard.dimensions")
                    .help("give each dimension the weight that it has in the score; weights are set in relation to their sum"),
            );
        }
        if scorecard.at_risk_from >= scorecard.on_track_from {
            let (risk, good) = (scorecard.at_risk_from.0, scorecard.on_track_from.0);
            let place = self.place(&route("at_risk_from"));
            let other = self.place(&route("on_track_from"));
            let message = format!(
                "at risk begins at {}, which is not below on track, {}",
                risk.normalize(),
                good.normalize()
            );
            self.findings.push(
                Finding::error("bad-scorecard", place, message)
                    .field("scorecard.at_risk_from")
                    .related(other, "on track begins here")
                    .help("the bands rise: off track under `at_risk_from`, at risk from there to `on_track_from`, on track above"),
            );
        }
    }

    fn metric(&mut self, at: usize, metric: &Metric) {
        let id = &metric.id;
        match (metric.direction, metric.band) {
            (Direction::Band, None) => self.metric_fault(
                (at, "direction"),
                format!("`{id}` has a band as its direction, and no `band:`"),
                "write `band: {min: 8, max: 15}`, or choose `up` or `down`",
            ),
            (Direction::Up | Direction::Down, Some(_)) => self.metric_fault(
                (at, "band"),
                format!("`{id}` has a band, and its direction is not `band`"),
                "write `direction: band`, or take the band out",
            ),
            _ => {}
        }
        for (name, band) in [("band", metric.band), ("bounds", metric.bounds)] {
            if let Some(Band { min, max }) = band.filter(|band| band.min >= band.max) {
                let (min, max) = (min.0.normalize(), max.0.normalize());
                self.metric_fault(
                    (at, name),
                    format!("`{name}` of `{id}` goes from {min} to {max}"),
                    "`min` is below `max`",
                );
            }
        }
        let Some(poor) = metric.poor else { return };
        if metric.direction == Direction::Band {
            self.metric_fault(
                (at, "poor"),
                format!(
                    "`{id}` has a band, and its points end one width of the band outside; `poor` says nothing"
                ),
                "take it out",
            );
        } else if metric.bounds.is_some_and(|bounds| poor < bounds.min || poor > bounds.max) {
            self.metric_fault(
                (at, "poor"),
                format!("the `poor` value of `{id}`, {}, is outside its bounds", poor.0.normalize()),
                "choose a value that can be measured",
            );
        }
    }

    fn metric_fault(&mut self, (at, name): (usize, &str), message: String, help: &str) {
        let route = [Step::field("metrics"), Step::Index(at), Step::field(name)];
        let place = self.place(&route);
        let field = crate::record::locate::route(&route);
        self.findings.push(Finding::error("bad-metric", place, message).field(field).help(help));
    }

    fn place(&mut self, route: &[Step]) -> Place {
        self.locator.locate(&Root::File(self.file), route)
    }
}
