//! Prints a packet as PDF through a browser of the Chromium family that is found on the machine. Starts that browser, with
//! fixed arguments and in a folder of its own, and nothing else; what could differ between two prints is pinned.

mod find;
mod pin;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

pub use self::pin::pages;

/// How often a browser that prints is looked at, and for how long: two minutes.
const LOOKS: u32 = 4800;
const BETWEEN: Duration = Duration::from_millis(25);

/// A browser that can print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    program: PathBuf,
}

/// Why nothing was printed.
#[derive(Debug)]
pub enum PrintError {
    /// There is no browser on the machine.
    NoBrowser,
    /// The file that was named is not there.
    NotThere(PathBuf),
    /// The browser could not be started, or the disk refused; what could not be done, and why.
    Disk(String, io::Error),
    /// The browser did not end.
    Late,
    /// The browser ended without a document.
    Nothing(String),
}

impl fmt::Display for PrintError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBrowser => write!(
                formatter,
                "there is no browser to print with: none of {} was found",
                find::NAMES.join(", ")
            ),
            Self::NotThere(path) => write!(formatter, "there is no browser at `{}`", path.display()),
            Self::Disk(what, error) => write!(formatter, "cannot {what}: {error}"),
            Self::Late => write!(formatter, "the browser did not print within two minutes"),
            Self::Nothing(said) if said.is_empty() => write!(formatter, "the browser printed nothing"),
            Self::Nothing(said) => write!(formatter, "the browser printed nothing; it says: {said}"),
        }
    }
}

impl std::error::Error for PrintError {}

fn disk(what: &str) -> impl FnOnce(io::Error) -> PrintError + use<> {
    let what = what.to_owned();
    move |error| PrintError::Disk(what, error)
}

impl Browser {
    /// The browser that was named, or the first that is found: in the folders of the search path, then where systems put it.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn find(named: Option<&Path>, folders: &OsStr) -> Result<Self, PrintError> {
        match named {
            Some(path) if path.is_file() => Ok(Self { program: path.to_owned() }),
            Some(path) => match find::in_path(path, folders) {
                Some(program) => Ok(Self { program }),
                None => Err(PrintError::NotThere(path.to_owned())),
            },
            None => find::any(folders).map(|program| Self { program }).ok_or(PrintError::NoBrowser),
        }
    }

    /// Prints a document. `day` is what the PDF says of when it was made, as `20261013`.
    ///
    /// # Errors
    ///
    /// When the browser does not start, does not end or prints nothing.
    pub fn print(&self, html: &[u8], day: &str) -> Result<Vec<u8>, PrintError> {
        let mut room = tempfile::Builder::new();
        room.prefix("quarterdeck-print-");
        for_us_alone(&mut room);
        let room = room.tempdir().map_err(disk("make a folder for the browser"))?;
        let room = room.path();
        let (source, target) = (room.join("packet.html"), room.join("packet.pdf"));
        let said = room.join("said.txt");
        fs::write(&source, html).map_err(disk("write the document for the browser"))?;
        let listen = fs::File::create(&said).map_err(disk("write beside the document"))?;
        let child = self.start(room, &source, &target, listen)?;
        let ended = wait(child)?;
        let printed = fs::read(&target).unwrap_or_default();
        if !ended {
            return Err(PrintError::Late);
        }
        if !printed.starts_with(b"%PDF-") {
            let said = fs::read(&said).unwrap_or_default();
            let said = String::from_utf8_lossy(&said);
            let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
            return Err(PrintError::Nothing(last.chars().take(300).collect()));
        }
        Ok(pin::pin(printed, day))
    }

    fn start(&self, room: &Path, source: &Path, target: &Path, said: fs::File) -> Result<Child, PrintError> {
        let mut command = Command::new(&self.program);
        command
            .args([
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-extensions",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                // A document that stands alone asks for nothing; should it ever, nobody answers.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--no-pdf-header-footer",
                "--generate-pdf-document-outline",
            ])
            .arg(option("--user-data-dir=", &room.join("profile")))
            .arg(option("--print-to-pdf=", target))
            .env("HOME", room)
            .env("XDG_CONFIG_HOME", room)
            .env("XDG_CACHE_HOME", room)
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said);
        alone(&mut command);
        command.arg(source).spawn().map_err(disk("start the browser"))
    }
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

/// Gives a browser a group of its own, so that all that it starts can be ended with it; and no sandbox where the system
/// refuses one, which is for the administrator.
#[cfg(unix)]
fn alone(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
    if rustix::process::geteuid().is_root() {
        command.arg("--no-sandbox");
    }
}

/// Lets nobody else look into a folder.
#[cfg(unix)]
fn for_us_alone(folder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    folder.permissions(fs::Permissions::from_mode(0o700));
}

#[cfg(not(unix))]
fn for_us_alone(_folder: &mut tempfile::Builder<'_, '_>) {}

#[cfg(not(unix))]
fn alone(_command: &mut Command) {}

/// Waits for a browser; ends it and all that it started when it takes too long. Whether it ended by itself.
fn wait(mut child: Child) -> Result<bool, PrintError> {
    for _ in 0..LOOKS {
        if child.try_wait().map_err(disk("wait for the browser"))?.is_some() {
            end(&mut child);
            return Ok(true);
        }
        thread::sleep(BETWEEN);
    }
    end(&mut child);
    Ok(false)
}

/// Ends what is left of a browser and its group.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
