//! Waivers that stand in a record itself: `# quarterdeck: allow RULE until 2026-12-31, reason`, on the line that they
//! are about or on the one above.

use super::applies::applies;
use super::valid::{ValidRule, ValidRules};
use super::waivers::Acceptance;
use crate::finding::{Finding, Severity};
use crate::playbook::Playbook;
use crate::portfolio::calendar::Date;
use crate::record::{Leaf, Value, comments as comments_of};
use crate::source::{FileId, Place, Sources};

/// The word that begins such a comment, in letters of either kind.
const MARK: &str = "quarterdeck";

/// How a comment is to be written.
const FORM: &str =
    "write it like `# quarterdeck: allow overdue-commitment until 2026-12-31, waits for the board`";

/// The rule about exceptions that last too long.
const OVERLONG: &str = "overlong-waiver";

/// A comment that accepts a finding.
pub(super) struct Comment {
    /// The line that it is about.
    line: u32,
    place: Place,
    read: Result<Allowed, String>,
}

struct Allowed {
    rule: String,
    until: Date,
    reason: String,
    days_left: i64,
    overlong: bool,
    known: bool,
}

impl Comment {
    /// The file in which it stands; it covers nothing elsewhere.
    pub(super) fn file(&self) -> FileId {
        self.place.file
    }

    pub(super) fn covers(&self, rule: &str, line: u32) -> bool {
        self.line == line && self.read.as_ref().is_ok_and(|allowed| allowed.rule == rule)
    }

    pub(super) fn holds(&self, as_of: Date) -> Option<Acceptance> {
        let allowed =
            self.read.as_ref().ok().filter(|allowed| allowed.until >= as_of && !allowed.overlong)?;
        Some(Acceptance {
            reason: allowed.reason.clone(),
            approver: String::new(),
            expires: allowed.until,
            place: self.place.clone(),
        })
    }
}

/// All such comments of all records.
pub(super) fn read(
    sources: &Sources,
    rules: &ValidRules<'_>,
    playbook: &Playbook,
    as_of: Date,
) -> Vec<Comment> {
    let most_days = most_days(rules, playbook, as_of);
    let mut comments = Vec::new();
    for (file, source) in sources.iter() {
        let text = source.text();
        // Only YAML has comments: what stands below front matter, or in a rule's page, is text.
        let path = source.path();
        let has_comments = [".yaml", ".yml", ".md"].iter().any(|ending| path.ends_with(ending));
        if !has_comments || !text.to_ascii_lowercase().contains(MARK) || path.starts_with("playbook/rules/") {
            continue;
        }
        let (start, end) = match source.path().ends_with(".md") {
            true => {
                crate::record::split(file, text).map_or((0, 0), |parts| (parts.front.start, parts.front.end))
            }
            false => (0, text.len()),
        };
        // A text may say the same within quotes, or in a block: only a comment counts.
        let marked =
            comments_of(&text[start..end]).into_iter().map(|range| start + range.start..start + range.end);
        for range in marked {
            let Some(said) = said(&text[range.clone()]) else { continue };
            let at = range.start;
            let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let length = range.len();
            let alone = text[line_start..at].trim().is_empty();
            let line = source.line(at);
            comments.push(Comment {
                line: if alone { next_line(text, at + length, line) } else { line },
                place: Place { file, range: at..at + text[at..at + length].trim_end().len() },
                read: said.and_then(|said| allowed(said, rules, as_of, most_days)),
            });
        }
    }
    comments
}

/// What a comment says to us; nothing if it speaks to others.
fn said(comment: &str) -> Option<Result<&str, String>> {
    let text = comment.trim_start_matches('#').trim();
    let (mark, rest) = text.split_at_checked(MARK.len())?;
    if !mark.eq_ignore_ascii_case(MARK) {
        return None;
    }
    let rest = rest.trim_start();
    match rest.strip_prefix(':') {
        Some(said) => Some(Ok(said.trim_start())),
        // A sentence may begin with the name.
        None if rest.starts_with("allow ") => {
            Some(Err("this comment lacks the colon behind the name".into()))
        }
        None => None,
    }
}

/// The longest time for which an exception may be accepted: the parameter of the rule about it.
fn most_days(rules: &ValidRules<'_>, playbook: &Playbook, as_of: Date) -> i64 {
    let Some(rule) = rules.get(OVERLONG) else { return i64::MAX };
    let Some(at) = rule.parameters.iter().position(|(name, ..)| *name == "max_days") else { return i64::MAX };
    let set = applies(rule, playbook, None, as_of, true).ok().and_then(|applied| {
        applied.parameters.into_iter().find(|(index, ..)| *index == at).map(|(_, value, _)| value)
    });
    match set.as_ref().unwrap_or(&rule.parameters[at].2) {
        Value::Int(days) => *days,
        _ => i64::MAX,
    }
}

/// The next line that holds more than a comment.
fn next_line(text: &str, end: usize, line: u32) -> u32 {
    let rest = text[end..].split('\n').skip(1);
    let skipped =
        rest.take_while(|line| line.trim().is_empty() || line.trim_start().starts_with('#')).count();
    line + 1 + skipped as u32
}

fn allowed(said: &str, rules: &ValidRules<'_>, as_of: Date, most_days: i64) -> Result<Allowed, String> {
    let rest = said.strip_prefix("allow ").ok_or("this comment does not say `allow`")?;
    let (rule, rest) = rest.trim_start().split_once(' ').ok_or("this comment does not say until when")?;
    let rest = rest.trim_start().strip_prefix("until ").ok_or("this comment does not say until when")?;
    let (date, reason) = rest.split_once(',').ok_or("this comment does not say why")?;
    let until = Date::parse(date.trim())?;
    if reason.trim().is_empty() {
        return Err("this comment does not say why".into());
    }
    Ok(Allowed {
        rule: rule.to_owned(),
        until,
        reason: reason.trim().to_owned(),
        days_left: as_of.days_until(until),
        overlong: as_of.days_until(until) > most_days,
        known: rules.get(rule).is_some(),
    })
}

/// What is wrong with comments: those that cannot be read, and, as far as the playbook asks, those that ended, last too
/// long, or cover nothing.
pub(super) fn faults(
    comments: &[Comment],
    used: &[usize],
    rules: &ValidRules<'_>,
    severity: &dyn Fn(&ValidRule<'_>) -> Option<Severity>,
    is_on: &dyn Fn(&str) -> bool,
) -> Vec<Finding> {
    let asked = |name: &str| rules.get(name).and_then(severity);
    let mut findings = Vec::new();
    for (comment, &used) in comments.iter().zip(used) {
        let place = comment.place.clone();
        let allowed = match &comment.read {
            Ok(allowed) => allowed,
            Err(why) => {
                findings.push(Finding::error("bad-waiver", place, why.clone()).help(FORM));
                continue;
            }
        };
        if !allowed.known {
            findings.push(super::applies::unknown_rule(&allowed.rule, place, rules));
            continue;
        }
        let (rule, message, help) = if allowed.days_left < 0 {
            let message = format!("this exception ended on {}", allowed.until);
            (
                "expired-waiver",
                message,
                "mend what it is about, or give it a new date and a reason that still holds",
            )
        } else if allowed.overlong {
            let message =
                format!("this exception holds until {}, {} days from now", allowed.until, allowed.days_left);
            (OVERLONG, message, "give it an earlier end, and ask again then")
        } else if used == 0 && is_on(&allowed.rule) {
            let message = format!("`{}` finds nothing here", allowed.rule);
            (
                "unmatched-waiver",
                message,
                "remove the comment, or put it on the line that is underlined or the one above",
            )
        } else {
            continue;
        };
        if let Some(severity) = asked(rule) {
            findings.push(Finding::error(rule, place, message).severity(severity).help(help));
        }
    }
    findings
}
