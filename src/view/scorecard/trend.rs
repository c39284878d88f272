//! The score through the quarters, over the range that calls it on track.

use crate::portfolio::Partner;
use crate::portfolio::calendar::Quarter;
use crate::portfolio::log::Entry;
use crate::scorecard::{Score, Scores, whole};
use crate::view::desk::{Desk, Draft};
use crate::view::figure::{Band, Series, Tone, Trend, nice_ticks};
use crate::view::page::{Block, Figure};
use crate::view::words;
use rust_decimal::Decimal;

/// Quarters drawn at most: three years.
const DRAWN: usize = 12;

/// The line of the score; nothing where fewer than two quarters are rated.
pub fn trend(draft: &mut Draft, desk: &Desk<'_>, partner: &Partner, scores: &Scores) -> Option<Block> {
    let from = scores.quarters.len().saturating_sub(DRAWN);
    let first = scores.quarters[from..].iter().position(|score| score.value.is_some())?;
    let drawn = &scores.quarters[from + first..];
    let rated: Vec<_> = drawn.iter().filter_map(|score| Some((score.quarter, score.value?))).collect();
    let (&(since, then), &(last, now)) = (rated.first()?, rated.get(1..)?.last()?);
    let said = |value| words::decimal(value, 0);
    let moved = whole(now) - whole(then);
    let title = if moved.is_zero() {
        format!("The score of {last}, {}, is that of {since}", said(now))
    } else {
        let way = if moved.is_sign_positive() { "rose" } else { "fell" };
        format!("The score {way} from {} in {since} to {} in {last}", said(then), said(now))
    };
    let between = || rated[..rated.len() - 1].iter().skip(1);
    let aside = |(quarter, value): &(Quarter, Decimal), what: &str| {
        format!("{title}, after a {what} of {} in {quarter}", said(*value))
    };
    let far = Decimal::from(10);
    let (least, most) = (then.min(now), then.max(now));
    let low = between().min_by_key(|(_, value)| *value).filter(|(_, value)| least - *value >= far);
    let high = between().max_by_key(|(_, value)| *value).filter(|(_, value)| *value - most >= far);
    let title = match (low, high) {
        (Some(low), _) => aside(low, "low"),
        (None, Some(high)) => aside(high, "high"),
        (None, None) => title.clone(),
    };
    let subtitle =
        "Score by quarter, 0 to 100, judged by today's playbook; a gap is a quarter without enough evidence"
            .to_owned();
    let good = &desk.playbook.scorecard;
    let figure = draft.figure(Figure::Trend(Trend {
        title: title.clone(),
        subtitle: subtitle.clone(),
        periods: drawn.iter().map(|score| score.quarter.to_string()).collect(),
        series: vec![Series {
            name: "Score".to_owned(),
            tone: Tone::Actual,
            points: drawn.iter().map(|score| score.value.map(words::float)).collect(),
            end: drawn.last().and_then(|score| score.value).map(said).unwrap_or_default(),
        }],
        band: Some(Band {
            low: words::float(good.on_track_from.0),
            high: 100.0,
            name: "on track".to_owned(),
        }),
        notes: corrections(desk, partner, drawn),
        ticks: nice_ticks(0.0, 100.0).into_iter().map(|tick| (tick, format!("{tick}"))).collect(),
        summary: format!("{title}; the numbers stand in the table of the last quarters"),
    }));
    Some(Block::Figure { title, subtitle, figure, table: None })
}

/// The quarters in which a course was corrected, so that before and after can be told apart (P56).
fn corrections(desk: &Desk<'_>, partner: &Partner, drawn: &[Score]) -> Vec<(usize, String)> {
    let mut notes: Vec<(usize, String)> = Vec::new();
    for entry in &partner.log {
        let Entry::Correction(correction) = &entry.value else { continue };
        let quarter = desk.portfolio.settings.fiscal_year.quarter_of(correction.on);
        let Some(at) = drawn.iter().position(|score| score.quarter == quarter) else { continue };
        match notes.iter_mut().find(|(other, _)| *other == at) {
            Some((_, note)) => *note = "corrections".to_owned(),
            None => notes.push((at, "correction".to_owned())),
        }
    }
    notes.sort();
    notes
}
