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
        for id in concerned(portfolio, finding, sources) {
            *open.entry(id.to_owned()).or_default() += 1;
        }
    }
    open
}

/// The partners that a finding is about: the one in whose folder it stands, or those whom the
/// file of a shared initiative names.
pub fn concerned<'a>(portfolio: &'a Portfolio, finding: &Finding, sources: &Sources) -> Vec<&'a str> {
    let known = |id: &str| portfolio.partners.get_key_value(id).map(|(id, _)| id.as_str());
    let path = sources.get(finding.place.file).path();
    let of_folder = path.strip_prefix("partners/").and_then(|rest| rest.split('/').next());
    if let Some(id) = of_folder {
        return known(id).into_iter().collect();
    }
    let shared = portfolio.parties.get(&finding.place.file);
    let mut parties: Vec<&str> = shared.into_iter().flatten().filter_map(|party| known(party)).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}
