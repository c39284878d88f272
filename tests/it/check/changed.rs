//! `--changed`: only what stands in files that changed, told by git; all is read and judged all the same.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::harness::{Folder, Run};
use super::{PROMISES, TWO_PROMISES, check, promises};

/// Runs git in a folder, with nothing of our environment and nobody's settings.
pub fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]);
    command.args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]).args(arguments).env_clear();
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command.env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Promises of two partners under the standard profile, all committed.
pub fn committed() -> Folder {
    let folder = promises();
    let profile = fs::read_to_string(folder.path().join("partners/acme/partner.yaml")).unwrap();
    folder.write("playbook.yaml", "extends: standard\n");
    folder.write("partners/birch/partner.yaml", profile.replace("Acme", "Birch"));
    folder.write("partners/birch/commitments.yaml", TWO_PROMISES.replace("kim", "lou"));
    git(folder.path(), &["init", "--quiet"]);
    commit(&folder);
    folder
}

pub fn commit(folder: &Folder) {
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "As it is"]);
}

pub fn run(folder: &Folder, more: &[&str]) -> Run {
    let mut arguments = vec!["check", "--color", "never", "--format", "concise", "--changed"];
    arguments.extend(more);
    let mut command = folder.command(&arguments);
    command.env("HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    Run::from(command.output().unwrap())
}

/// The files in which something is told, each once.
fn paths(run: &Run) -> Vec<String> {
    let mut paths: Vec<String> =
        run.stdout.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    paths.dedup();
    paths
}

#[test]
fn where_nothing_changed_nothing_is_told() {
    let folder = committed();
    assert_eq!(check(&folder, &[]).code, 1, "there is something to tell");
    let run = run(&folder, &[]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0), "{run:?}");
    assert!(run.stderr.starts_with("checked 2 partners, "), "all is read and judged: {}", run.stderr);
    assert!(run.stderr.contains(" · no findings "), "{}", run.stderr);
}

#[test]
fn what_stands_in_a_changed_file_is_told_and_what_its_partner_lacks() {
    let folder = committed();
    folder.write(PROMISES, TWO_PROMISES.replace("A test system", "Two test systems"));
    let run = run(&folder, &[]);
    assert_eq!(paths(&run), ["partners/acme/commitments.yaml", "partners/acme/partner.yaml"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("[overdue-commitment]"), "{}", run.stdout);
    assert!(run.stdout.contains("[missing-champion]"), "{}", run.stdout);
}

#[test]
fn a_changed_profile_does_not_bring_the_other_files_of_the_partner() {
    let folder = committed();
    let path = "partners/birch/partner.yaml";
    let profile = fs::read_to_string(folder.path().join(path)).unwrap();
    folder.write(path, format!("{profile}website: https://birch.example\n"));
    assert_eq!(paths(&run(&folder, &[])), [path]);
}

#[test]
fn a_new_file_counts_as_changed_and_so_does_what_is_staged() {
    let folder = committed();
    let path = "partners/birch/risks.yaml";
    folder.write(path, "- {id: r-01, txt: The window, raised_on: 2026-01-08}\n");
    assert!(paths(&run(&folder, &[])).contains(&path.to_owned()));
    git(folder.path(), &["add", path]);
    assert!(paths(&run(&folder, &[])).contains(&path.to_owned()), "staged");
    commit(&folder);
    assert_eq!(paths(&run(&folder, &[])), [""; 0], "committed");
}

#[test]
fn a_file_that_git_ignores_is_no_change() {
    let folder = committed();
    folder.write(".gitignore", "risks.yaml\n");
    commit(&folder);
    folder.write("partners/birch/risks.yaml", "- {id: r-01, txt: The window, raised_on: 2026-01-08}\n");
    assert_eq!(paths(&run(&folder, &[])), [""; 0]);
}

#[test]
fn a_removed_file_brings_what_its_partner_now_lacks() {
    let folder = committed();
    folder.remove("partners/birch/commitments.yaml");
    assert_eq!(paths(&run(&folder, &[])), ["partners/birch/partner.yaml"]);
}

#[test]
fn a_change_since_a_revision_is_told_though_it_is_committed() {
    let folder = committed();
    git(folder.path(), &["branch", "before"]);
    folder.write(PROMISES, TWO_PROMISES.replace("A test system", "Two test systems"));
    commit(&folder);
    assert_eq!(paths(&run(&folder, &[])), [""; 0]);
    for revision in ["before", "HEAD~1"] {
        let run = run(&folder, &["--since", revision]);
        assert_eq!(
            paths(&run),
            ["partners/acme/commitments.yaml", "partners/acme/partner.yaml"],
            "{revision}"
        );
    }
}

#[test]
fn a_revision_that_is_not_there_is_two() {
    for revision in ["nowhere", "HEAD~9", "--output=stolen", "-h", ""] {
        let folder = committed();
        let run = run(&folder, &[&format!("--since={revision}")]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{revision}: {run:?}");
        assert!(run.stderr.starts_with("error: cannot tell what changed: git says: "), "{}", run.stderr);
        assert!(run.stderr.contains("--since names a revision that is there"), "{}", run.stderr);
        assert!(!folder.path().join("stolen").exists());
    }
}

#[test]
fn outside_a_repository_it_is_two_with_a_hint() {
    let run = run(&promises(), &[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("cannot tell what changed: git says: "), "{}", run.stderr);
    assert!(run.stderr.contains("= help: --changed works in a git repository"), "{}", run.stderr);
}

#[test]
fn a_repository_without_a_commit_is_two_with_a_hint() {
    let folder = promises();
    git(folder.path(), &["init", "--quiet"]);
    let run = run(&folder, &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("with at least one commit"), "{}", run.stderr);
}

#[test]
fn without_git_it_is_two() {
    let folder = committed();
    let mut command = folder.command(&["check", "--changed", "--color", "never"]);
    let run = Run::from(command.env("PATH", folder.path()).output().unwrap());
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("git cannot be started"), "{}", run.stderr);
}

#[test]
fn since_without_changed_is_two() {
    let folder = committed();
    assert_eq!(check(&folder, &["--since", "HEAD"]).code, 2);
}

#[test]
fn a_portfolio_may_be_a_folder_of_a_repository() {
    let folder = Folder::new();
    let inner = promises();
    for path in super::super::harness::walk(inner.path()) {
        folder.write(&format!("work/alliances/{path}"), fs::read(inner.path().join(&path)).unwrap());
    }
    folder
        .write("work/code/main.rs", "fn main() {}\n")
        .write("work/alliances/playbook.yaml", "extends: standard\n");
    git(folder.path(), &["init", "--quiet"]);
    commit(&folder);
    let at = |more: &[&str]| paths(&run(&folder, more));
    assert_eq!(at(&["work/alliances"]), [""; 0]);
    folder.write("work/code/main.rs", "fn main() { }\n");
    assert_eq!(at(&["work/alliances"]), [""; 0], "a change elsewhere is none here");
    folder.write(&format!("work/alliances/{PROMISES}"), TWO_PROMISES.replace("A test", "Another test"));
    assert_eq!(at(&["work/alliances"]), ["partners/acme/commitments.yaml", "partners/acme/partner.yaml"]);
}

#[test]
fn a_name_with_letters_of_ours_is_found() {
    let folder = committed();
    git(folder.path(), &["config", "core.quotePath", "true"]);
    let path = "partners/birch/meetings/2026-05-04-prüfung \"eins\".md";
    folder.write(path, "---\ntitle: Meeting\n---\nMinutes.\n");
    let run = run(&folder, &[]);
    assert!(run.stdout.contains("2026-05-04-prüfung"), "{}", run.stdout);
}

/// What a repository says of itself must not start a program: a portfolio may come from anywhere.
#[test]
#[cfg(unix)]
fn settings_of_the_repository_start_no_program() {
    use std::os::unix::fs::PermissionsExt;
    let folder = committed();
    let script = folder.path().join("canary.sh");
    fs::write(&script, "#!/bin/sh\ntouch \"$(dirname \"$0\")/sung\"\ncat\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let script = script.to_str().unwrap();
    for setting in
        ["core.fsmonitor", "diff.external", "core.pager", "diff.yaml.textconv", "diff.yaml.command"]
    {
        git(folder.path(), &["config", setting, script]);
    }
    folder.write(".gitattributes", "*.yaml diff=yaml\n");
    folder.write(PROMISES, TWO_PROMISES.replace("A test", "Another test"));
    let _ = fs::remove_file(folder.path().join("sung"));
    assert!(paths(&run(&folder, &[])).contains(&PROMISES.to_owned()));
    assert!(!folder.path().join("sung").exists(), "a program of the repository was started");
}

#[test]
fn nothing_is_written_into_the_repository() {
    let folder = committed();
    folder.write(PROMISES, TWO_PROMISES.replace("A test", "Another test"));
    let before = fs::read(folder.path().join(".git/index")).unwrap();
    run(&folder, &[]);
    assert_eq!(fs::read(folder.path().join(".git/index")).unwrap(), before);
    assert!(!folder.path().join(".git/index.lock").exists());
}

/// Commits on a day.
fn commit_on(folder: &Folder, day: &str) {
    git(folder.path(), &["add", "--all"]);
    let stamp = format!("{day}T12:00:00Z");
    let mut command = Command::new("git");
    command.arg("-C").arg(folder.path()).args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]);
    command.args(["commit", "--quiet", "--message", "Minutes"]).env_clear();
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command.env("HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_AUTHOR_DATE", &stamp).env("GIT_COMMITTER_DATE", &stamp);
    assert!(command.output().unwrap().status.success());
}

/// `--history` asks git, and only it: minutes that were changed after both sides approved them are told.
#[test]
fn minutes_changed_after_approval_are_told_only_when_git_is_asked() {
    const MINUTES: &str = "partners/acme/meetings/2026-05-12-steering.md";
    let text = "---\ntitle: Steering\napproved_by_us: {by: ana, on: 2026-05-18}\n\
        approved_by_them: {by: kim, on: 2026-05-20}\n---\n\nTwo customers until July.\n";
    let folder = promises();
    folder.write(MINUTES, text);
    git(folder.path(), &["init", "--quiet"]);
    commit_on(&folder, "2026-05-13");
    let ask = |folder: &Folder, more: &[&str]| {
        let mut arguments =
            vec!["check", "--select", "changed-minutes", "--format", "concise", "--as-of", "2026-06-30"];
        arguments.extend(more);
        let mut command = folder.command(&arguments);
        command.env("HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        Run::from(command.output().unwrap())
    };
    assert_eq!(ask(&folder, &["--history"]).stdout, "");
    folder.write(MINUTES, text.replace("Two", "Three"));
    commit_on(&folder, "2026-06-09");
    assert_eq!(ask(&folder, &[]).stdout, "", "nobody asked git");
    let run = ask(&folder, &["--history"]);
    assert!(run.stdout.contains("approved on 2026-05-20 and changed on 2026-06-09"), "{run:?}");
    assert_eq!(run.code, 1);
    let amended =
        "approved_by_them: {by: kim, on: 2026-05-20}\namendments: [{on: 2026-06-09, by: ana, note: Three.}]";
    folder.write(
        MINUTES,
        text.replace("approved_by_them: {by: kim, on: 2026-05-20}", amended).replace("Two", "Three"),
    );
    assert_eq!(ask(&folder, &["--history"]).stdout, "");
}
