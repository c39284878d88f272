//! Why a site was not published, worded for the person who asked: what is wrong and what to do now.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a site was not published. What stood at the target is untouched.
#[derive(Debug)]
pub enum PublishError {
    /// The target must not be replaced.
    Refused {
        /// The target, links resolved as far as it exists.
        target: PathBuf,
        /// What speaks against it.
        why: Refusal,
    },
    /// A file of the site has a name that is not safe on every system: a fault of ours, not of the records.
    Name {
        /// The path within the site.
        name: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// Another build is at work on the same target.
    Busy {
        /// The target.
        target: PathBuf,
    },
    /// The system said no.
    Disk {
        /// What was tried, such as "write".
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Its reason.
        reason: io::Error,
    },
}

/// What speaks against a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The root of a disk.
    Root,
    /// The home folder, or a folder that holds it.
    Home,
    /// The root of a Git repository.
    Repository,
    /// Inside a `.git` folder.
    InsideGit,
    /// The portfolio itself, or a folder that holds it.
    Portfolio,
    /// Among the portfolio's records: the folder's name there.
    Records(String),
    /// Inside another site, which would take it along when it is next built.
    InsideSite(PathBuf),
    /// A file, or something else that is not a folder.
    NotAFolder,
    /// A folder with content and without our marker.
    NotOurs,
    /// A link that leads nowhere, or `..` behind a folder that does not exist.
    Unclear,
}

impl PublishError {
    pub(super) fn refused(target: &Path, why: Refusal) -> Self {
        Self::Refused { target: target.to_owned(), why }
    }

    pub(super) fn disk(doing: &'static str, path: &Path, reason: io::Error) -> Self {
        Self::Disk { doing, path: path.to_owned(), reason }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { target, why } => write!(f, "will not build into {}: {why}", target.display()),
            Self::Name { name, fault } => {
                write!(
                    f,
                    "cannot write the page {name:?}: its name {fault}; this is a fault in Quarterdeck, please report it"
                )
            }
            Self::Busy { target } => {
                write!(
                    f,
                    "another build is writing {}; wait until it ends, then build again",
                    target.display()
                )
            }
            Self::Disk { doing, path, reason } => {
                write!(f, "cannot {doing} {}: {reason}; {}", path.display(), way_out(reason))
            }
        }
    }
}

/// What to do about the system's reason.
fn way_out(reason: &io::Error) -> &'static str {
    match reason.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to with `--out`"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room, then build again",
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            "if it is a mount point, choose a folder inside it with `--out`"
        }
        _ => "see to it, or choose another folder with `--out`",
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = "choose a folder of its own, such as `--out site`";
        match self {
            Self::Root => write!(f, "it is the root of a disk; {own}"),
            Self::Home => write!(f, "it is or holds your home folder; {own}"),
            Self::Repository => write!(f, "it is the root of a Git repository; choose a folder inside it"),
            Self::InsideGit => write!(f, "it lies inside a `.git` folder; {own}"),
            Self::Portfolio => write!(f, "it is or holds the portfolio itself; {own}"),
            Self::Records(folder) => write!(f, "`{folder}` is where the portfolio keeps its records; {own}"),
            Self::InsideSite(site) => {
                write!(
                    f,
                    "it lies inside the site {}, which is replaced whole; choose a folder beside it",
                    site.display()
                )
            }
            Self::NotAFolder => write!(f, "it is not a folder; {own}"),
            Self::NotOurs => write!(
                f,
                "it holds files that Quarterdeck did not write; choose another folder, or empty this one yourself first"
            ),
            Self::Unclear => write!(
                f,
                "it cannot be told where it lies, for a link leads nowhere or `..` follows a missing folder; name it without"
            ),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { reason, .. } => Some(reason),
            Self::Refused { .. } | Self::Name { .. } | Self::Busy { .. } => None,
        }
    }
}
