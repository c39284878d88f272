//! `quarterdeck check --qbr`: what a review still wants, by when and of whom.

use std::fmt::Write as _;

use quarterdeck::facts::History;
use quarterdeck::insight::preparation::{Preparation, Stage, Wanted, preparation};
use quarterdeck::load::Loaded;
use quarterdeck::portfolio::Partner;
use quarterdeck::portfolio::calendar::{Date, Quarter};
use quarterdeck::record::Leaf;
use quarterdeck::report;
use quarterdeck::view::preparation::{stage, want};
use serde_json::json;

use super::check::Format;
use super::judge::{self, Judgement, judgement};
use super::{Exit, Failure};

/// Shows what a review wants.
pub fn run(
    loaded: Loaded,
    as_of: Date,
    (partner, quarter): (&str, &str),
    format: Format,
    softened: bool,
) -> Result<Exit, Failure> {
    let quarter = Quarter::parse(quarter).map_err(Failure::new)?;
    let as_json = match format {
        Format::Full => false,
        Format::Json => true,
        _ => {
            return Err(Failure::new("`--qbr` is shown as `full` or as `json`")
                .help("leave `--format` out, or write `--format json`"));
        }
    };
    super::complain_of(&report::full(&loaded.sources, &loaded.findings));
    if !loaded.settings_sound {
        return Err(Failure::new("the settings or the playbook cannot be read")
            .help("mend `quarterdeck.yaml` and `playbook.yaml` as told above, then run this again"));
    }
    let judged = judgement(loaded, as_of, &judge::all(), &History::default())?;
    let partner = judge::partner(&judged.loaded.portfolio, partner)?;
    let portfolio = &judged.loaded.portfolio;
    if portfolio.settings.fiscal_year.first_day(quarter) > as_of && !partner.reviews.contains_key(&quarter) {
        return Err(Failure::new(format!("{quarter} has not begun on {as_of}, and has no review yet"))
            .help(format!("begin one with `quarterdeck new review {} {quarter}`", partner.id)));
    }
    let found = preparation(portfolio, &judged.loaded.playbook, partner, quarter, as_of);
    super::print(&if as_json {
        program(&judged, partner, &found)
    } else {
        person(&judged, partner, &found)
    })?;
    let late =
        found.late(as_of).next().is_some() || (found.day.is_none() && found.missing().next().is_some());
    Ok(if late && !softened { Exit::Findings } else { Exit::Clean })
}

fn place(judged: &Judgement, one: &Wanted) -> (String, u32) {
    let sources = &judged.loaded.sources;
    (sources.get(one.place.file).path().to_owned(), sources.region(&one.place).line)
}

fn person(judged: &Judgement, partner: &Partner, found: &Preparation) -> String {
    let mut text = String::new();
    let when = match (found.day, found.held) {
        (Some(day), true) => format!("held {day}"),
        (Some(day), false) => format!("planned for {day}"),
        (None, _) => "no day is fixed".to_owned(),
    };
    let missing = found.missing().count();
    let _ = writeln!(
        text,
        "{}, {}: {when}; {} of {} things are there",
        partner.profile.name,
        found.quarter,
        found.wanted.len() - missing,
        found.wanted.len()
    );
    for at in Stage::ALL {
        let of_it: Vec<&Wanted> = found.wanted.iter().filter(|one| one.stage == at).collect();
        if of_it.is_empty() {
            continue;
        }
        let by = found.day.map(|day| at.on(day));
        let there = of_it.iter().filter(|one| one.there).count();
        let by = match by {
            Some(by) if by < judged.as_of && there < of_it.len() => format!(", by {by}: late"),
            Some(by) => format!(", by {by}"),
            None => String::new(),
        };
        let _ = writeln!(text, "\n{}{by} ({there} of {})", stage(at), of_it.len());
        for one in of_it.iter().filter(|one| !one.there) {
            let (path, line) = place(judged, one);
            let name = |id| judged.loaded.portfolio.name_of(partner, id).unwrap_or(id);
            let owner = one.owner.as_deref().map(name);
            let _ = writeln!(text, "  ✗ {}", want(&one.want, false));
            let _ = writeln!(
                text,
                "      {path}:{line}{}",
                owner.map(|owner| format!(" · {owner}")).unwrap_or_default()
            );
        }
        if there == of_it.len() {
            let _ = writeln!(text, "  ✓ all of it");
        }
    }
    text
}

fn program(judged: &Judgement, partner: &Partner, found: &Preparation) -> String {
    let wanted: Vec<_> = found
        .wanted
        .iter()
        .map(|one| {
            let (path, line) = place(judged, one);
            json!({
                "stage": match one.stage {
                    Stage::Data => "data",
                    Stage::PreRead => "pre-read",
                    Stage::Day => "day",
                    Stage::After => "after",
                },
                "by": found.day.map(|day| one.stage.on(day).to_string()),
                "what": want(&one.want, one.there),
                "there": one.there,
                "owner": one.owner,
                "path": path,
                "line": line,
            })
        })
        .collect();
    let all = json!({
        "version": 1,
        "partner": partner.id,
        "quarter": found.quarter.to_string(),
        "as_of": judged.as_of.to_string(),
        "review_on": found.day.map(|day| day.to_string()),
        "held": found.held,
        "wanted": wanted,
    });
    format!("{}\n", serde_json::to_string_pretty(&all).unwrap_or_default())
}
