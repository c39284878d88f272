//! What publishing may and may not do to a disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::guard::judge;
use super::lock::Lock;
use super::{Files, MARKER, PublishError, Published, Refusal, is_site, publish};

/// A disk with a portfolio in it.
struct Room {
    root: TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self { root: tempfile::tempdir().expect("a folder") };
        room.file("alliances/quarterdeck.yaml", "schema: 1\n");
        room.file("alliances/partners/contoso/partner.yaml", "name: Contoso\n");
        room
    }

    fn path(&self, path: &str) -> PathBuf {
        fs::canonicalize(self.root.path()).expect("it exists").join(path)
    }

    fn input(&self) -> PathBuf {
        self.path("alliances")
    }

    fn folder(&self, path: &str) -> PathBuf {
        let folder = self.path(path);
        fs::create_dir_all(&folder).expect("made");
        folder
    }

    fn file(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("in the room")).expect("made");
        fs::write(path, content).expect("written");
    }

    fn site(&self, path: &str, page: &str) -> PathBuf {
        self.publish(path, page).expect("published").folder
    }

    fn publish(&self, path: &str, page: &str) -> Result<Published, PublishError> {
        publish(&self.path(path), &self.input(), &files(&[("index.html", page)]))
    }

    /// Every path in the room with its content, links and folders marked as such.
    fn contents(&self) -> BTreeMap<String, String> {
        let mut contents = BTreeMap::new();
        for entry in walkdir::WalkDir::new(self.path("")).min_depth(1) {
            let entry = entry.expect("read");
            let content = match entry.file_type() {
                kind if kind.is_symlink() => "(link)".to_owned(),
                kind if kind.is_dir() => "(folder)".to_owned(),
                _ => fs::read_to_string(entry.path()).expect("text"),
            };
            let path = entry.path().strip_prefix(self.path("")).expect("in the room");
            contents.insert(path.to_string_lossy().into_owned(), content);
        }
        contents
    }

    /// Asserts that a target is refused for `why`, in one line, and that nothing at all has changed.
    fn refuses(&self, out: &Path, why: &Refusal) {
        let before = self.contents();
        let error = publish(out, &self.input(), &files(&[("index.html", "new")])).expect_err("refused");
        let message = error.to_string();
        assert!(matches!(&error, PublishError::Refused { why: given, .. } if given == why), "{message}");
        assert!(message.contains("; ") && !message.contains('\n'), "{message}");
        assert_eq!(self.contents(), before, "{message}");
    }
}

fn files(pages: &[(&str, &str)]) -> Files {
    pages.iter().map(|(name, page)| ((*name).to_owned(), page.as_bytes().to_vec())).collect()
}

#[test]
fn a_site_takes_the_place_of_the_old_one_whole() {
    let room = Room::new();
    let out = room.path("site");
    let first = files(&[("index.html", "one"), ("partners/gone/index.html", "old")]);
    let second = files(&[("index.html", "two"), ("a/b/c.css", "c")]);
    let published = publish(&out, &room.input(), &first).expect("published");
    let expected = Published { folder: out.clone(), files: 2, bytes: 6, replaced: false, left_behind: None };
    assert_eq!(published, expected);
    assert!(publish(&out, &room.input(), &second).expect("published").replaced);
    let left: Vec<String> =
        room.contents().into_keys().filter(|path| !path.starts_with("alliances")).collect();
    let whole = ["site", "site/.quarterdeck-site", "site/a", "site/a/b", "site/a/b/c.css", "site/index.html"];
    assert_eq!(left, whole, "no stale page, no staging, no lock");
    assert_eq!(room.contents()["site/index.html"], "two");
    assert!(room.contents()["site/.quarterdeck-site"].starts_with("quarterdeck-site 1\n"));
}

#[test]
fn a_site_inside_the_portfolio_folder_is_the_common_case() {
    let room = Room::new();
    for out in ["alliances/site", "alliances/build/public", "alliances/site"] {
        assert!(is_site(&room.site(out, "page")));
    }
    room.folder("alliances/empty");
    assert!(is_site(&room.site("alliances/empty", "page")));
}

#[test]
fn a_site_elsewhere_leaves_the_portfolio_alone() {
    let room = Room::new();
    let before = room.contents();
    room.site("deep/er/site", "page");
    let after: BTreeMap<String, String> =
        room.contents().into_iter().filter(|(path, _)| path.starts_with("alliances")).collect();
    assert_eq!(after, before);
}

#[test]
fn bad_targets() {
    let room = Room::new();
    let input = room.input();
    room.folder("repo/.git/hooks");
    room.file("worktree/.git", "gitdir: elsewhere\n");
    room.site("published", "old");
    room.file("published/.git", "gitdir: a checkout of the pages branch\n");
    room.file("documents/letter.txt", "dear");
    room.file("forged/.quarterdeck-site", "");
    room.file("forged/letter.txt", "dear");
    room.file("noted/.quarterdeck-site", "notes about quarterdeck-site 1\n");
    room.folder("odd/.quarterdeck-site");
    room.file("file.txt", "x");
    let site = room.site("live", "old");
    room.folder("alliances/initiatives");
    for (out, why) in [
        (PathBuf::from("/"), Refusal::Root),
        (PathBuf::from("/tmp/../.."), Refusal::Root),
        (input.clone(), Refusal::Portfolio),
        (input.join("."), Refusal::Portfolio),
        (input.join("partners/.."), Refusal::Portfolio),
        (input.join(".."), Refusal::Portfolio),
        (room.path(""), Refusal::Portfolio),
        (room.path("repo"), Refusal::Repository),
        (room.path("repo/.git/../"), Refusal::Repository),
        (room.path("worktree"), Refusal::Repository),
        (room.path("published"), Refusal::Repository),
        (room.path("repo/.git"), Refusal::InsideGit),
        (room.path("repo/.git/hooks"), Refusal::InsideGit),
        (room.path("repo/.git/site"), Refusal::InsideGit),
        (input.join("partners"), Refusal::Records("partners".into())),
        (input.join("partners/new"), Refusal::Records("partners".into())),
        (input.join("Partners/contoso"), Refusal::Records("partners".into())),
        (input.join("site/../partners/site"), Refusal::Unclear),
        (input.join("playbook"), Refusal::Records("playbook".into())),
        (input.join("initiatives"), Refusal::Records("initiatives".into())),
        (room.path("documents"), Refusal::NotOurs),
        (room.path("forged"), Refusal::NotOurs),
        (room.path("noted"), Refusal::NotOurs),
        (room.path("odd"), Refusal::NotOurs),
        (room.path("file.txt"), Refusal::NotAFolder),
        (site.join("partners"), Refusal::InsideSite(site.clone())),
        (site.join("a/b"), Refusal::InsideSite(site.clone())),
        (room.path("missing/../documents"), Refusal::Unclear),
    ] {
        room.refuses(&out, &why);
    }
}

#[test]
fn the_home_folder_and_what_holds_it() {
    let room = Room::new();
    let home = room.folder("homes/ann");
    for out in ["homes/ann", "homes"] {
        let error = judge(&room.path(out), &room.input(), Some(&home)).expect_err("refused");
        assert!(matches!(error, PublishError::Refused { why: Refusal::Home, .. }), "{error}");
    }
    judge(&home.join("site"), &room.input(), Some(&home)).expect("a folder in it is fine");
}

#[cfg(unix)]
#[test]
fn links_are_judged_by_where_they_lead() {
    use std::os::unix::fs::symlink;
    let room = Room::new();
    room.file("documents/letter.txt", "dear");
    let site = room.site("real", "old");
    for (link, leads_to) in [
        ("to-root", PathBuf::from("/")),
        ("to-input", room.input()),
        ("to-partners", room.path("alliances/partners")),
        ("to-documents", room.path("documents")),
        ("to-nowhere", room.path("nowhere")),
        ("to-site", site.clone()),
    ] {
        symlink(leads_to, room.path(link)).expect("linked");
    }
    room.refuses(&room.path("to-root"), &Refusal::Root);
    room.refuses(&room.path("to-input"), &Refusal::Portfolio);
    room.refuses(&room.path("to-partners/site"), &Refusal::Records("partners".into()));
    room.refuses(&room.path("to-documents"), &Refusal::NotOurs);
    room.refuses(&room.path("to-documents/../alliances"), &Refusal::Portfolio);
    room.refuses(&room.path("to-nowhere"), &Refusal::Unclear);
    let published = room.publish("to-site", "new").expect("the link leads to a site of ours");
    assert_eq!(published.folder, site);
    assert_eq!(room.contents()["to-site"], "(link)");
    assert_eq!(room.contents()["real/index.html"], "new");
}

#[cfg(unix)]
#[test]
fn a_marker_that_is_a_link_is_none_of_ours() {
    let room = Room::new();
    room.site("site", "old");
    room.file("documents/letter.txt", "dear");
    std::os::unix::fs::symlink(room.path("site").join(MARKER), room.path("documents").join(MARKER))
        .expect("linked");
    room.refuses(&room.path("documents"), &Refusal::NotOurs);
}

#[test]
fn a_failure_leaves_the_old_site_and_nothing_else() {
    let room = Room::new();
    room.site("site", "old");
    let before = room.contents();
    // Longer than any file system allows in one name, yet within the length of a path.
    let name = format!("{}.html", "é".repeat(170));
    let error = publish(&room.path("site"), &room.input(), &files(&[("a.html", "new"), (&name, "new")]))
        .expect_err("the disk refuses");
    assert!(matches!(error, PublishError::Disk { .. }) && error.to_string().contains("é"), "{error}");
    assert_eq!(room.contents(), before);
}

#[test]
fn a_parent_that_is_a_file_is_told_in_one_line() {
    let room = Room::new();
    room.file("file.txt", "x");
    let before = room.contents();
    let error = room.publish("file.txt/site", "new").expect_err("the disk refuses");
    assert!(error.to_string().contains("file.txt") && !error.to_string().contains('\n'), "{error}");
    assert_eq!(room.contents(), before);
}

#[test]
fn a_bad_name_is_written_nowhere() {
    let room = Room::new();
    let before = room.contents();
    let error =
        publish(&room.path("site"), &room.input(), &files(&[("../escaped.html", "x")])).expect_err("refused");
    assert!(matches!(error, PublishError::Name { .. }), "{error}");
    assert_eq!(room.contents(), before);
}

#[test]
fn leftovers_of_killed_builds_are_swept() {
    let room = Room::new();
    room.file(".site.quarterdeck-staging-11/.quarterdeck-site", "quarterdeck-site 1\n");
    room.file(".site.quarterdeck-staging-11/a/half.html", "half");
    room.folder(".site.quarterdeck-staging-12");
    room.file(".site.quarterdeck-old-13/.quarterdeck-site", "quarterdeck-site 1\n");
    room.file(".site.quarterdeck-lock", "");
    let kept = [
        ".site.quarterdeck-staging-14/letter.txt",
        ".site.quarterdeck-staging-mine/.quarterdeck-site",
        ".other.quarterdeck-staging-15/.quarterdeck-site",
    ];
    for path in kept {
        room.file(path, "quarterdeck-site 1\n");
    }
    room.site("site", "new");
    let contents = room.contents();
    for path in kept {
        assert!(contents.contains_key(path), "{path} is not ours to remove");
    }
    let hidden = contents.keys().filter(|path| path.starts_with('.') && !path.contains('/')).count();
    assert_eq!(hidden, kept.len(), "{contents:?}");
}

#[test]
fn a_site_moved_aside_by_a_killed_build_comes_back() {
    let room = Room::new();
    room.file(".site.quarterdeck-old-13/.quarterdeck-site", "quarterdeck-site 1\n");
    room.file(".site.quarterdeck-old-13/index.html", "old");
    let name = format!("{}.html", "é".repeat(170));
    publish(&room.path("site"), &room.input(), &files(&[(&name, "new")])).expect_err("the disk refuses");
    assert_eq!(room.contents()["site/index.html"], "old");
}

#[test]
fn a_second_build_is_told_to_wait() {
    let room = Room::new();
    room.site("site", "old");
    let target = judge(&room.path("site"), &room.input(), None).expect("a good target");
    let lock = Lock::take(&target).expect("free");
    let error = room.publish("site", "new").expect_err("busy");
    assert!(matches!(error, PublishError::Busy { .. }), "{error}");
    assert_eq!(room.contents()["site/index.html"], "old");
    room.site("other", "its lock is its own");
    drop(lock);
    room.site("site", "new");
}

#[test]
fn many_builds_at_once_leave_one_of_them_whole() {
    let room = Room::new();
    room.site("site", "start");
    let succeeded = std::thread::scope(|scope| {
        let builds: Vec<_> = (0..8)
            .map(|build| {
                let room = &room;
                scope.spawn(move || {
                    let page = format!("build {build}");
                    let pages: Files =
                        (0..20).map(|n| (format!("{n}.html"), page.clone().into_bytes())).collect();
                    (0..5)
                        .filter(|_| match publish(&room.path("site"), &room.input(), &pages) {
                            Ok(_) => true,
                            Err(PublishError::Busy { .. }) => false,
                            Err(error) => panic!("{error}"),
                        })
                        .count()
                })
            })
            .collect();
        builds.into_iter().map(|build| build.join().expect("no panic")).sum::<usize>()
    });
    assert!(succeeded > 0);
    let contents = room.contents();
    let pages: Vec<&String> = contents
        .iter()
        .filter(|(path, _)| path.starts_with("site/") && path.ends_with("html"))
        .map(|(_, page)| page)
        .collect();
    assert_eq!(pages.len(), 20);
    assert!(pages.iter().all(|page| page == &pages[0]), "{pages:?}");
    assert!(!contents.keys().any(|path| path.starts_with('.') && !path.ends_with("lock")), "{contents:?}");
}

#[test]
fn never_two_hold_the_lock() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let room = Room::new();
    let target = judge(&room.path("site"), &room.input(), None).expect("a good target");
    let held = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..2_000 {
                    if let Ok(_lock) = Lock::take(&target) {
                        assert!(!held.swap(true, Ordering::SeqCst), "two at once");
                        std::thread::yield_now();
                        held.store(false, Ordering::SeqCst);
                    }
                }
            });
        }
    });
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_site_is_there_at_every_moment() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let room = Room::new();
    let site = room.site("site", "start");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                assert!(site.is_dir(), "the place was empty for a moment");
            }
        });
        for build in 0..60 {
            room.site("site", &build.to_string());
        }
        done.store(true, Ordering::SeqCst);
    });
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn uniform(page: &str) -> Files {
    (0..40).map(|n| (format!("{n}/{page}.html"), page.as_bytes().to_vec())).collect()
}

/// The victim of the test below, in a process of its own.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
#[ignore = "runs until killed; the test below starts it"]
fn builds_until_killed() {
    let Some(root) = std::env::var_os("QUARTERDECK_TEST_ROOM").map(PathBuf::from) else { return };
    for page in ["one", "two"].iter().cycle() {
        publish(&root.join("site"), &root.join("alliances"), &uniform(page)).expect("published");
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_killed_build_leaves_the_old_site_or_the_new() {
    let room = Room::new();
    publish(&room.path("site"), &room.input(), &uniform("one")).expect("published");
    let this = std::env::current_exe().expect("known");
    let mut amid = 0;
    for kill in 0..40_u64 {
        let mut victim = std::process::Command::new(&this)
            .args(["--ignored", "--exact", "publish::tests::builds_until_killed"])
            .env("QUARTERDECK_TEST_ROOM", room.path(""))
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("started");
        std::thread::sleep(std::time::Duration::from_millis(8 + kill * 7 % 31));
        victim.kill().expect("killed");
        victim.wait().expect("ended");
        let contents = room.contents();
        amid += usize::from(contents.keys().any(|path| path.starts_with(".site.quarterdeck-staging-")));
        let pages: Vec<&String> = contents
            .iter()
            .filter(|(path, _)| path.starts_with("site/") && path.ends_with(".html"))
            .map(|(_, page)| page)
            .collect();
        assert_eq!(pages.len(), 40, "after kill {kill}");
        assert!(pages.iter().all(|page| page == &pages[0]), "after kill {kill}: {pages:?}");
    }
    assert!(amid > 0, "no kill came in the midst of a build: the test shows nothing");
    publish(&room.path("site"), &room.input(), &uniform("last")).expect("published");
    assert!(!room.contents().keys().any(|path| path.starts_with('.')), "all leftovers are swept");
}
