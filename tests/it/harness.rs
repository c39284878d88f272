//! Lays out portfolios in temporary folders and runs the program on them in a scrubbed environment.
//! Judges nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use quarterdeck::disk::Folder as Disk;
use quarterdeck::facts::as_of::see_as_of;
use quarterdeck::load::{Loaded, load};
use quarterdeck::portfolio::calendar::Date;
use quarterdeck::scorecard::scoreboard;
use quarterdeck::source::{Entry, EntryKind, Files};
use quarterdeck::view::page::{Page, Section};
use quarterdeck::view::{Input, Site, site};
use tempfile::TempDir;

/// The day that all tests see records as of, unless they are about that.
pub const TODAY: &str = "2026-06-30";

/// The folder that holds the cases.
pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// A portfolio in a temporary folder.
pub struct Folder {
    dir: TempDir,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self { dir: tempfile::Builder::new().prefix("portfolio-").tempdir().unwrap() }
    }

    /// The sample portfolio.
    pub fn sample() -> Self {
        Self::new().with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio"))
    }

    /// The sound portfolio that cases are laid over.
    pub fn sound() -> Self {
        Self::new().with(&cases().join("sound"))
    }

    /// Copies a folder of files over what is there.
    pub fn with(self, from: &Path) -> Self {
        for path in walk(from) {
            self.write(&path, fs::read(from.join(&path)).unwrap());
        }
        self
    }

    /// Writes a file; its folders are made.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.path().join(path)).unwrap();
        self
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Runs the program with the folder as its working directory.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().unwrap())
    }

    /// The program with its arguments and nothing of our environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
        command.args(arguments).current_dir(self.path()).env_clear().stdin(Stdio::null());
        // Without these two, a program cannot even start on Windows.
        for name in ["SystemRoot", "PATH"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
    }

    /// Checks what reading finds and returns the report as JSON.
    pub fn json(&self) -> serde_json::Value {
        let run = self.run(&["check", "--select", "records", "--format", "json", "--as-of", TODAY]);
        serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", run.stdout, run.stderr))
    }
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Run {
    /// What it printed as data.
    pub stdout: String,
    /// What it printed beside it.
    pub stderr: String,
    /// How it ended.
    pub code: i32,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}

/// The files below a folder, sorted, with `/`.
pub fn walk(root: &Path) -> Vec<String> {
    fn below(root: &Path, prefix: &str, paths: &mut Vec<String>) {
        let entries = fs::read_dir(root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        for name in names {
            let (path, shown) = (root.join(&name), format!("{prefix}{name}"));
            if path.is_dir() { below(&path, &format!("{shown}/"), paths) } else { paths.push(shown) }
        }
    }
    let mut paths = Vec::new();
    below(root, "", &mut paths);
    paths
}

/// A portfolio in memory.
pub struct Memory {
    entries: Vec<Entry>,
    texts: Vec<Vec<u8>>,
}

impl Memory {
    /// Of paths and texts.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort();
        let entries = files
            .iter()
            .map(|(path, text)| Entry {
                path: (*path).to_owned(),
                kind: EntryKind::File,
                size: text.len() as u64,
            })
            .collect();
        Self { entries, texts: files.into_iter().map(|(_, text)| text).collect() }
    }

    /// Reads it.
    pub fn load(&self) -> Loaded {
        load(self)
    }
}

impl Files for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        let at = self.entries.iter().position(|one| one == entry).unwrap();
        Ok(self.texts[at].clone())
    }
}

/// The sample portfolio as it is on disk, and the day that it is seen as of.
pub fn sample() -> (Loaded, Date) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-portfolio");
    let loaded = load(&Disk::open(&root).unwrap_or_else(|error| panic!("{error}")));
    let as_of = loaded.portfolio.settings.as_of.unwrap();
    (loaded, as_of)
}

/// The site of the sample, made once for all tests.
pub fn sample_site() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| {
        let (loaded, as_of) = sample();
        site_of(loaded, as_of)
    });
    &SITE
}

/// A page of a site.
pub fn page<'a>(site: &'a Site, path: &str) -> &'a Page {
    site.pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("{path}"))
}

/// A section of a page.
pub fn section<'a>(page: &'a Page, id: &str) -> &'a Section {
    page.sections.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{}#{id}", page.path))
}

/// The site of sound records on a day, without findings.
pub fn site_of(mut loaded: Loaded, as_of: Date) -> Site {
    see_as_of(&mut loaded.portfolio, as_of);
    let scores = scoreboard(&loaded.portfolio, &loaded.playbook, as_of);
    site(Input {
        portfolio: &loaded.portfolio,
        playbook: &loaded.playbook,
        sources: &loaded.sources,
        findings: &[],
        waived: &[],
        coverage: &[],
        scores: &scores,
        open_errors: &BTreeMap::new(),
        stamp: &loaded.stamp(),
        records: loaded.records,
        as_of,
        figures_hidden: false,
    })
}

/// Whether expectations are to be written down as they are now.
pub fn accepting() -> bool {
    std::env::var("QUARTERDECK_ACCEPT").is_ok_and(|value| value == "1")
}

/// What is wrong with what a case says, held against the file that says what it should; nothing after that was accepted.
pub fn unexpected(name: &str, actual: &str, expectation: &Path) -> Option<String> {
    if accepting() {
        fs::write(expectation, actual).unwrap();
        return None;
    }
    match fs::read_to_string(expectation) {
        Ok(expected) => difference(name, actual, &expected).err(),
        Err(_) => Some(format!("{name}: a case without an expectation; it says\n{actual}")),
    }
}

/// The difference of two texts, to be read.
pub fn difference(name: &str, actual: &str, expected: &str) -> Result<(), String> {
    use snapbox::IntoData;
    snapbox::Assert::new()
        .try_eq(Some(&name), actual.to_owned().into_data().raw(), expected.to_owned().into_data().raw())
        .map_err(|error| error.to_string())
}
