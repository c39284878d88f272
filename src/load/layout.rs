//! Which file of a portfolio is what, by its path alone.

use crate::record::nearest::nearest;

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// `quarterdeck.yaml`
    Settings,
    /// `playbook.yaml`
    Playbook,
    /// `playbook/rules/<rule>.md`
    Rule(String),
    /// `waivers.yaml`
    Waivers,
    /// `programme.yaml`
    Programme,
    /// `people.yaml`
    People,
    /// `initiatives/<id>.md`
    SharedInitiative(String),
    /// A file of a partner.
    Partner(String, PartnerFile),
    /// A file that is no record and may stay: a picture, a README, anything outside the portfolio's folders.
    Bystander,
    /// A link where a folder of records would be; [`role`] cannot tell, for it sees paths only.
    LinkedFolder,
    /// A file that looks like a record and is none; with the path that was probably meant.
    Unknown(Option<String>),
}

/// What a file of a partner is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartnerFile {
    /// `partner.yaml`
    Profile,
    /// `proposition.md`
    Proposition,
    /// `plan.md`
    Plan,
    /// `stakeholders.yaml`
    Stakeholders,
    /// `governance.yaml`
    Governance,
    /// `agreements.yaml`
    Agreements,
    /// `initiatives/<id>.md`
    Initiative(String),
    /// `showstoppers.yaml`
    Showstoppers,
    /// `commitments.yaml`
    Commitments,
    /// `decisions.yaml`
    Decisions,
    /// `risks.yaml`
    Risks,
    /// `issues.yaml`
    Issues,
    /// `log.yaml`
    Log,
    /// `surveys.yaml`
    Surveys,
    /// `assessments.yaml`
    Assessments,
    /// `exit.yaml`
    Exit,
    /// `observations.csv`
    Observations,
    /// `meetings/<id>.md`
    Meeting(String),
    /// `reviews/<quarter>.md`
    Review(String),
}

const ROOT_FILES: [(&str, Role); 5] = [
    ("quarterdeck.yaml", Role::Settings),
    ("playbook.yaml", Role::Playbook),
    ("waivers.yaml", Role::Waivers),
    ("programme.yaml", Role::Programme),
    ("people.yaml", Role::People),
];

const PARTNER_FILES: [(&str, PartnerFile); 16] = [
    ("partner.yaml", PartnerFile::Profile),
    ("proposition.md", PartnerFile::Proposition),
    ("plan.md", PartnerFile::Plan),
    ("stakeholders.yaml", PartnerFile::Stakeholders),
    ("governance.yaml", PartnerFile::Governance),
    ("agreements.yaml", PartnerFile::Agreements),
    ("showstoppers.yaml", PartnerFile::Showstoppers),
    ("commitments.yaml", PartnerFile::Commitments),
    ("decisions.yaml", PartnerFile::Decisions),
    ("risks.yaml", PartnerFile::Risks),
    ("issues.yaml", PartnerFile::Issues),
    ("log.yaml", PartnerFile::Log),
    ("surveys.yaml", PartnerFile::Surveys),
    ("assessments.yaml", PartnerFile::Assessments),
    ("exit.yaml", PartnerFile::Exit),
    ("observations.csv", PartnerFile::Observations),
];

const PARTNER_FOLDERS: [&str; 3] = ["initiatives", "meetings", "reviews"];
const ROOT_FOLDERS: [&str; 3] = ["partners", "initiatives", "playbook"];

/// What the file at a path is.
pub fn role(path: &str) -> Role {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [file] => root_file(file),
        ["playbook", "rules", file] => match file.strip_suffix(".md") {
            Some(name) => Role::Rule(name.to_owned()),
            None => stray(file, || None),
        },
        ["initiatives", file] => match file.strip_suffix(".md") {
            Some(id) => Role::SharedInitiative(id.to_owned()),
            None => stray(file, || None),
        },
        ["partners", file] => {
            let id = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            stray(file, || Some(format!("partners/{id}/partner.yaml")))
        }
        ["partners", id, file] => partner_file(id, file),
        ["partners", id, folder, file] => partner_folder_file(id, folder, file),
        ["partners" | "initiatives" | "playbook", .., file] => stray(file, || None),
        [folder, .., file] => match nearest(folder, ROOT_FOLDERS) {
            Some(near) if looks_like_record(file) && near.len().abs_diff(folder.len()) <= 1 => {
                Role::Unknown(Some(format!("{near}{}", &path[folder.len()..])))
            }
            _ => Role::Bystander,
        },
        [] => Role::Bystander,
    }
}

/// Whether a folder at this path would hold records.
pub fn would_hold_records(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [folder] => ROOT_FOLDERS.contains(&folder),
        ["partners", id] => !id.contains('.'),
        ["partners", _, folder] => PARTNER_FOLDERS.contains(&folder),
        ["playbook", folder] => folder == "rules",
        _ => false,
    }
}

fn looks_like_record(file: &str) -> bool {
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("yaml" | "yml" | "md" | "markdown" | "csv" | "json" | "toml"))
        && !file.eq_ignore_ascii_case("readme.md")
}

/// A file in a folder of records that has no place there; pictures and the like may stay.
fn stray(file: &str, meant: impl FnOnce() -> Option<String>) -> Role {
    if looks_like_record(file) { Role::Unknown(meant()) } else { Role::Bystander }
}

fn root_file(file: &str) -> Role {
    if let Some((_, role)) = ROOT_FILES.iter().find(|(name, _)| *name == file) {
        return role.clone();
    }
    let near = nearest(stem(file), ROOT_FILES.iter().map(|(name, _)| stem(name)));
    let meant = near.map(|near| format!("{near}.yaml"));
    let is_yaml = file.ends_with(".yaml") || file.ends_with(".yml");
    // The root of a repository holds many a file that is not ours; only a near miss is worth a word.
    if is_yaml && meant.is_some() { Role::Unknown(meant) } else { Role::Bystander }
}

fn partner_file(partner: &str, file: &str) -> Role {
    if let Some((_, kind)) = PARTNER_FILES.iter().find(|(name, _)| *name == file) {
        return Role::Partner(partner.to_owned(), kind.clone());
    }
    stray(file, || {
        let near = nearest(stem(file), PARTNER_FILES.iter().map(|(name, _)| stem(name)))?;
        let (name, _) = PARTNER_FILES.iter().find(|(name, _)| stem(name) == near)?;
        Some(format!("partners/{partner}/{name}"))
    })
}

fn partner_folder_file(partner: &str, folder: &str, file: &str) -> Role {
    let kind = file.strip_suffix(".md").and_then(|id| match folder {
        "initiatives" => Some(PartnerFile::Initiative(id.to_owned())),
        "meetings" => Some(PartnerFile::Meeting(id.to_owned())),
        "reviews" => Some(PartnerFile::Review(id.to_owned())),
        _ => None,
    });
    match kind {
        Some(kind) if looks_like_record(file) => Role::Partner(partner.to_owned(), kind),
        _ => stray(file, || {
            let near = nearest(folder, PARTNER_FOLDERS)?;
            Some(format!("partners/{partner}/{near}/{}.md", stem(file)))
        }),
    }
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_its_place_and_a_near_miss_is_offered_it() {
        let unknown = |path: &str| Role::Unknown(Some(path.to_owned()));
        assert_eq!(role("quarterdeck.yaml"), Role::Settings);
        assert_eq!(role("quarterdeck.yml"), unknown("quarterdeck.yaml"));
        assert_eq!(role("README.md"), Role::Bystander);
        assert_eq!(role("docker-compose.yml"), Role::Bystander);
        assert_eq!(role("partners/acme.yaml"), unknown("partners/acme/partner.yaml"));
        assert_eq!(role("partners/acme/comitments.yaml"), unknown("partners/acme/commitments.yaml"));
        assert_eq!(
            role("partners/acme/meeting/2026-01-01-x.md"),
            unknown("partners/acme/meetings/2026-01-01-x.md")
        );
        assert_eq!(role("partners/acme/logo.png"), Role::Bystander);
        assert_eq!(role("partner/acme/partner.yaml"), unknown("partners/acme/partner.yaml"));
        assert_eq!(
            role("partners/acme/reviews/2026-Q3.md"),
            Role::Partner("acme".into(), PartnerFile::Review("2026-Q3".into()))
        );
    }
}
