//! How a run ends: exit codes, the day it sees records as of, colour, and which stream says what.

use std::io::Read;
use std::process::Stdio;

use super::harness::{Folder, Run, TODAY};

/// A portfolio with one error.
fn faulty() -> Folder {
    let folder = Folder::sound();
    folder.write("partners/acme/risks.yaml", "- id: r-01\n  txt: The window\n  raised_on: 2026-01-08\n");
    folder
}

fn check(folder: &Folder, more: &[&str]) -> Run {
    let mut arguments = vec!["check", "--select", "records", "--as-of", TODAY];
    arguments.extend(more);
    folder.run(&arguments)
}

#[test]
fn sound_records_end_with_zero_and_findings_with_one() {
    assert_eq!(check(&Folder::sound(), &[]).code, 0);
    assert_eq!(check(&faulty(), &[]).code, 1);
}

#[test]
fn exit_zero_forgives_findings_and_nothing_else() {
    assert_eq!(check(&faulty(), &["--exit-zero"]).code, 0);
    assert_eq!(check(&Folder::new(), &["--exit-zero"]).code, 3);
    assert_eq!(check(&Folder::sound(), &["--exit-zero", "nowhere"]).code, 2);
}

#[test]
fn an_error_fails_at_every_threshold() {
    for threshold in ["error", "warning", "info"] {
        assert_eq!(check(&faulty(), &["--fail-on", threshold]).code, 1, "{threshold}");
        assert_eq!(check(&Folder::sound(), &["--fail-on", threshold]).code, 0, "{threshold}");
    }
    assert_eq!(check(&faulty(), &["--fail-on", "sometimes"]).code, 2);
}

#[test]
fn a_wrong_path_is_two_and_says_so() {
    let run = check(&Folder::sound(), &["nowhere"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("`nowhere`"), "{}", run.stderr);
    assert!(run.stderr.contains("help"), "{}", run.stderr);
}

#[test]
fn a_file_in_place_of_a_folder_is_two() {
    let run = check(&Folder::sound(), &["people.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
}

#[test]
fn an_empty_folder_is_never_green() {
    let run = check(&Folder::new(), &[]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.contains("there is no partner"), "{}", run.stderr);
}

#[test]
fn what_is_wrong_in_a_folder_without_partners_is_told_all_the_same() {
    let folder = Folder::new();
    folder.write("partner/acme/partner.yaml", "name: Acme\n");
    let run = check(&folder, &["--format", "concise"]);
    assert_eq!(run.code, 3);
    assert!(run.stdout.contains("unknown-file"), "{run:?}");
}

#[test]
fn data_goes_to_one_stream_and_the_summary_to_the_other() {
    let run = check(&faulty(), &[]);
    assert!(run.stdout.contains("unknown-field"), "{}", run.stdout);
    assert!(!run.stdout.contains("checked"), "{}", run.stdout);
    assert!(run.stderr.starts_with("checked 2 partners, "), "{}", run.stderr);
    assert!(run.stderr.contains(" · 1 error (as of 2026-06-30)"), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1);
    assert_eq!(check(&Folder::sound(), &[]).stdout, "");
}

#[test]
fn quiet_leaves_the_findings_and_drops_the_summary() {
    let run = check(&faulty(), &["--quiet"]);
    assert!(run.stdout.contains("unknown-field"));
    assert_eq!((run.stderr.as_str(), run.code), ("", 1));
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let colour = |run: &Run| run.stdout.contains('\u{1b}');
    assert!(!colour(&check(&faulty(), &[])), "a pipe is no terminal");
    assert!(colour(&check(&faulty(), &["--color", "always"])));
    assert!(!colour(&check(&faulty(), &["--color", "never"])));
    let run = |name: &str, value: &str, more: &[&str]| {
        let folder = faulty();
        let mut command = folder.command(&["check"]);
        Run::from(command.args(more).env(name, value).output().unwrap())
    };
    assert!(!colour(&run("NO_COLOR", "1", &[])));
    assert!(colour(&run("NO_COLOR", "1", &["--color", "always"])), "what is typed wins over the environment");
    assert!(colour(&run("CLICOLOR_FORCE", "1", &[])));
    assert!(!colour(&run("CLICOLOR_FORCE", "1", &["--color", "never"])));
}

/// Runs `check` with an environment variable set and returns the day that the summary names.
fn day(folder: &Folder, more: &[&str], epoch: Option<&str>) -> String {
    let mut command = folder.command(&["check"]);
    command.args(more).envs(epoch.map(|value| ("SOURCE_DATE_EPOCH", value)));
    let run = Run::from(command.output().unwrap());
    let (_, day) = run.stderr.split_once("(as of ").unwrap_or_else(|| panic!("{run:?}"));
    day.trim_end().trim_end_matches(')').to_owned()
}

#[test]
fn the_day_comes_from_the_flag_then_the_settings_then_the_epoch() {
    let plain = Folder::sound();
    let frozen = Folder::sound();
    frozen.write("quarterdeck.yaml", "as_of: 2025-12-31\n");
    let (flag, epoch) = (["--as-of", "2024-02-29"], Some("951782400"));
    assert_eq!(day(&frozen, &flag, epoch), "2024-02-29");
    assert_eq!(day(&frozen, &[], epoch), "2025-12-31");
    assert_eq!(day(&plain, &[], epoch), "2000-02-29");
    assert_eq!(day(&plain, &[], Some("0")), "1970-01-01");
    assert_eq!(day(&plain, &[], Some("86399")), "1970-01-01");
    assert_eq!(day(&plain, &[], Some("86400")), "1970-01-02");
    assert!(day(&plain, &[], None).as_str() > "2026-01-01", "without any of them it is today");
}

#[test]
fn a_day_that_is_none_is_two() {
    for day in ["2026-02-30", "yesterday", "2026-6-30", ""] {
        let run = Folder::sound().run(&["check", "--as-of", day]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{day}: {}", run.stderr);
        assert!(run.stderr.contains("--as-of"), "{}", run.stderr);
    }
    let folder = Folder::sound();
    let mut command = folder.command(&["check"]);
    let run = Run::from(command.env("SOURCE_DATE_EPOCH", "soon").output().unwrap());
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("SOURCE_DATE_EPOCH is `soon`"), "{}", run.stderr);
}

#[test]
fn an_argument_nobody_knows_is_two() {
    assert_eq!(Folder::sound().run(&["check", "--colour", "red"]).code, 2);
    assert_eq!(Folder::sound().run(&["chek"]).code, 2);
}

/// `quarterdeck check | head -1` is not a fault of anybody.
#[test]
fn a_closed_pipe_ends_the_matter_quietly() {
    let folder = faulty();
    let many: String =
        (0..1500).map(|n| format!("- id: r-{n}\n  txt: The window\n  raised_on: 2026-01-08\n")).collect();
    folder.write("partners/acme/risks.yaml", many);
    let mut command = folder.command(&["check", "--format", "concise", "--quiet"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed here, long before all is written.
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.stderr.as_str(), run.code), ("", 1));
}
