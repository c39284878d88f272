//! How many errors are open about each partner: in its folder, or in an initiative that it shares.

use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};
use crate::portfolio::Portfolio;
use crate::source::Sources;

/// The errors about each partner, by its id; what was accepted is not among the findings.
pub fn open_errors(
    portfolio: &Portfolio,
    findings: &[Finding],
    sources: &Sources,
) -> BTreeMap<String, usize> {
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
        let path = sources.get(finding.place.file).path();
        let of_folder = path.strip_prefix("partners/").and_then(|rest| rest.split('/').next());
        if let Some(id) = of_folder.filter(|id| portfolio.partners.contains_key(*id)) {
            *open.entry(id.to_owned()).or_default() += 1;
            continue;
        }
        let shared = portfolio.initiatives.values().filter(|record| record.file == finding.place.file);
        for party in shared.flat_map(|record| &record.partners) {
            *open.entry(party.to_string()).or_default() += 1;
        }
    }
    open
}
