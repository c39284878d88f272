//! Links between records: from a target relative to a record, to the page on which that record is shown.

use std::collections::BTreeMap;

/// The address of a target from a page; nothing where it leads out of the folder or to no record.
///
/// `record` is the path of the record with the link, `root` the way from the page to the top of the site.
pub(super) fn resolve(
    target: &str,
    record: &str,
    root: &str,
    records: &BTreeMap<String, String>,
) -> Option<String> {
    let (path, fragment) =
        target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let folder = record.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let page = records.get(&parts.join("/"))?;
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    Some(format!("{root}{page}{fragment}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_page_of_its_record_and_never_out_of_the_folder() {
        let records = BTreeMap::from([
            ("partners/acme/plan.md".to_owned(), "partners/acme/index.html".to_owned()),
            (
                "partners/acme/meetings/2026-01-01-x.md".to_owned(),
                "partners/acme/meetings/2026-01-01-x.html".to_owned(),
            ),
        ]);
        let from = |target: &str| resolve(target, "partners/acme/plan.md", "../../", &records);
        assert_eq!(
            from("meetings/2026-01-01-x.md"),
            Some("../../partners/acme/meetings/2026-01-01-x.html".to_owned())
        );
        assert_eq!(from("./plan.md#plan"), Some("../../partners/acme/index.html#plan".to_owned()));
        assert_eq!(from("../../../etc/passwd"), None);
        assert_eq!(from("nowhere.md"), None);
    }
}
