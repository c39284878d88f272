//! When bodies met: a dot for each meeting, a ring for one that is planned, hatching where it took too long.
//! What "too long" is, the figure says; here it is only drawn.

use crate::chart::days::Days;
use crate::chart::label::{shorten, thin, width};
use crate::chart::rows::{Head, Key, TEXT, WIDTH, begin, hatch, head};
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{CadenceGap, CadenceLane, CadenceMeeting, CadenceStrip};

/// Names of the quarters.
const TOP: f64 = 18.0;
/// What a lane takes below its words.
const STRIP: f64 = 26.0;
/// One more line for the days of its gaps.
const WORDS: f64 = 14.0;
const FOOT: f64 = 20.0;
const EDGE: f64 = 8.0;
/// Half the height of a hatched span.
const HALF: f64 = 6.0;
const HATCH: (&str, &str) = ("c-late", "c-late-line");

pub(super) fn draw(figure: &CadenceStrip) -> String {
    let key = Key::new(["met", "planned", "longer than asked for"]);
    let high =
        |lane: &CadenceLane| words(lane).height() + if lane.gaps.is_empty() { STRIP } else { STRIP + WORDS };
    let first = key.height + TOP;
    let foot = first + figure.lanes.iter().map(high).sum::<f64>();
    let linked = |lane: &CadenceLane| {
        lane.href.is_some() || lane.meetings.iter().any(|meeting| meeting.href.is_some())
    };
    let mut svg = begin(foot + FOOT, &figure.summary, figure.lanes.iter().any(linked));
    let days = Days { axis: &figure.days, left: EDGE, right: WIDTH - EDGE };
    key.draw(&mut svg, (0.0, 0.0), |svg, index, at| match index {
        0 => svg.circle("c-met", at, 4.0),
        1 => svg.circle("c-planned", at, 3.5),
        _ => hatch(svg, HATCH, (at.0 - 6.0, at.1 - HALF), (12.0, HALF * 2.0)),
    });
    quarters(&mut svg, &days, first);
    let mut top = first;
    for lane in &figure.lanes {
        draw_lane(&mut svg, lane, &days, top);
        top += high(lane);
    }
    as_of(&mut svg, &days, (first, foot));
    svg.finish()
}

/// Quarters are named on top and ruled in each lane below the words, so that no line crosses a word.
fn quarters(svg: &mut Svg, days: &Days<'_>, first: f64) {
    let starts = days.quarters();
    let widest = starts.iter().map(|(_, name)| width(name, TEXT)).fold(0.0, f64::max) + 10.0;
    let spacing = (days.right - days.left) / starts.len().max(1) as f64;
    let named = thin(starts.len(), spacing, widest);
    for (index, (x, name)) in starts.iter().enumerate() {
        if named.contains(&index) && x + width(name, TEXT) <= WIDTH {
            svg.text("c-text c-axis", Anchor::Start, (*x, first - 6.0), name);
        }
    }
}

fn words(lane: &CadenceLane) -> Head<'_> {
    Head { name: &lane.name, href: lane.href.as_deref(), words: &lane.asked, strong: false, after: false }
}

fn draw_lane(svg: &mut Svg, lane: &CadenceLane, days: &Days<'_>, top: f64) {
    let words = words(lane);
    head(svg, &words, top);
    let middle = top + words.height() + 9.0;
    svg.line("c-grid", (days.left, middle), (days.right, middle));
    for x in days.quarters().into_iter().map(|(x, _)| x) {
        svg.line("c-grid", (x, middle - 6.0), (x, middle + 6.0));
    }
    let mut gaps: Vec<&CadenceGap> = lane.gaps.iter().collect();
    gaps.sort_by_key(|gap| (gap.from, gap.to));
    let mut taken = 0.0;
    for gap in gaps {
        let (Some(from), Some(to)) =
            (days.across(gap.from.max(days.axis.from)), days.across(gap.to.min(days.axis.to)))
        else {
            continue;
        };
        if to <= from {
            continue;
        }
        svg.group("c-mark");
        svg.title(&format!("{} to {}: {}", gap.from, gap.to, gap.words));
        hatch(svg, HATCH, (from, middle - HALF), (to - from, HALF * 2.0));
        svg.close();
        let printed = shorten(&gap.words, TEXT, WIDTH / 2.0);
        let wide = width(&printed, TEXT);
        let left = ((from + to - wide) / 2.0).min(WIDTH - wide).max(taken);
        if left + wide <= WIDTH {
            svg.text("c-text", Anchor::Start, (left, middle + 20.0), &printed);
            taken = left + wide + 6.0;
        }
    }
    if let Some(x) = days.across(days.axis.as_of) {
        svg.line("c-today", (x, middle - 8.0), (x, middle + 8.0));
    }
    let mut meetings: Vec<&CadenceMeeting> = lane.meetings.iter().collect();
    meetings.sort_by_key(|meeting| (meeting.date, meeting.planned));
    let radius = radius(&meetings, days);
    for meeting in meetings {
        let Some(x) = days.across(meeting.date) else { continue };
        svg.link("c-mark", meeting.href.as_deref());
        svg.title(&meeting.label);
        match meeting.planned {
            true => svg.circle("c-planned", (x, middle), radius - 0.5),
            false => svg.circle("c-met", (x, middle), radius),
        }
        svg.close();
    }
}

/// As large as leaves the closest two meetings apart, within what can be seen and what looks calm.
fn radius(meetings: &[&CadenceMeeting], days: &Days<'_>) -> f64 {
    let places: Vec<f64> = meetings.iter().filter_map(|meeting| days.across(meeting.date)).collect();
    let closest = places.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.0);
    (closest.fold(f64::MAX, f64::min) / 2.0).clamp(2.5, 4.5)
}

fn as_of(svg: &mut Svg, days: &Days<'_>, (first, foot): (f64, f64)) {
    let Some(x) = days.across(days.axis.as_of).filter(|_| foot > first) else { return };
    svg.line("c-today", (x, foot - 4.0), (x, foot + 2.0));
    let label = shorten(&days.axis.as_of_label, TEXT, WIDTH);
    let half = width(&label, TEXT) * 0.55;
    svg.text("c-text c-strong", Anchor::Middle, (x.min(WIDTH - half).max(half), foot + 14.0), &label);
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{CadenceGap, CadenceLane, CadenceMeeting, CadenceStrip, DayAxis};

    fn meeting(date: Date, planned: bool) -> CadenceMeeting {
        CadenceMeeting { date, planned, label: format!("Steering, {date}"), href: None }
    }

    fn gap(from: Date, to: Date, words: &str) -> CadenceGap {
        CadenceGap { from, to, words: words.to_owned() }
    }

    /// 408 days for 408 pixels: a day is a pixel, and the first stands at 8.
    fn strip(meetings: Vec<CadenceMeeting>, gaps: Vec<CadenceGap>) -> CadenceStrip {
        let (name, asked) = ("Steering committee".to_owned(), "every 4 weeks".to_owned());
        CadenceStrip {
            lanes: vec![CadenceLane { name, href: None, asked, meetings, gaps }],
            days: DayAxis {
                from: date(2026, 1, 1),
                to: date(2027, 2, 13),
                grid: vec![
                    (date(2026, 1, 1), "2026-Q1".to_owned()),
                    (date(2026, 4, 1), "2026-Q2".to_owned()),
                ],
                as_of: date(2026, 7, 1),
                as_of_label: "As of 1 Jul 2026".to_owned(),
            },
            summary: "It met twice".to_owned(),
        }
    }

    fn drawn(figure: &CadenceStrip, height: f64) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, height);
        audit::apart(&svg);
        svg
    }

    #[test]
    fn meetings_stand_at_their_days_and_plans_are_rings() {
        let meetings = vec![meeting(date(2026, 1, 31), false), meeting(date(2026, 8, 1), true)];
        let svg = drawn(&strip(meetings, vec![]), 101.0);
        assert_eq!(audit::all(&svg, "c-met", "cx")[1..], [38.0]);
        assert_eq!(audit::all(&svg, "c-planned", "cx")[1..], [220.0]);
        assert_eq!(audit::all(&svg, "c-today", "x1"), [189.0; 2]);
        for words in [">every 4 weeks<", ">As of 1 Jul 2026<", "<title>Steering, 2026-01-31</title>"] {
            assert!(svg.contains(words), "{words} not in {svg}");
        }
    }

    #[test]
    fn a_gap_is_hatched_cut_to_the_days_shown_and_its_days_are_printed() {
        let gaps = vec![
            gap(date(2026, 3, 2), date(2026, 5, 1), "60 days"),
            gap(date(2025, 6, 1), date(2026, 1, 21), "234 days"),
        ];
        let svg = drawn(&strip(vec![], gaps), 115.0);
        assert_eq!(audit::all(&svg, "c-late", "x")[1..], [8.0, 68.0]);
        assert_eq!(audit::all(&svg, "c-late", "width")[1..], [20.0, 60.0]);
        assert!(svg.contains(">60 days<") && svg.contains(">234 days<"), "{svg}");
    }

    #[test]
    fn weekly_meetings_are_smaller_so_that_they_stay_apart() {
        let weekly = |days: &[i8]| days.iter().map(|day| meeting(date(2026, 3, *day), false)).collect();
        let radii = |days: &[i8]| audit::all(&drawn(&strip(weekly(days), vec![]), 101.0), "c-met", "r");
        assert_eq!(radii(&[1, 8, 15])[1..], [3.5; 3]);
        assert_eq!(radii(&[1, 2, 15])[1..], [2.5; 3]);
        assert_eq!(radii(&[1, 29])[1..], [4.5; 2]);
        assert_eq!(radii(&[8, 8])[1..], [4.5; 2]);
    }

    #[test]
    fn odd_dates_and_words_are_held() {
        let day = date(2026, 3, 2);
        drawn(&strip(vec![meeting(Date::MIN, false)], vec![gap(Date::MAX, Date::MIN, "x")]), 115.0);
        let turned = vec![gap(date(2026, 5, 1), day, "turned")];
        assert_eq!(drawn(&strip(vec![], turned), 115.0).matches("\"c-late\"").count(), 1, "the key's alone");
        let many = (1..=28).map(|d| gap(date(2026, 2, d), day, "a gap of days")).collect();
        drawn(&strip(vec![], many), 115.0);
        let mut one_day = strip(vec![meeting(day, false)], vec![]);
        (one_day.days.from, one_day.days.to) = (day, day);
        drawn(&one_day, 101.0);
        drawn(&CadenceStrip { lanes: vec![], ..one_day }, 57.0);
        let mut hostile = strip(vec![], vec![gap(day, date(2026, 5, 1), &"<b>".repeat(90))]);
        hostile.lanes[0].asked = "</text>".repeat(90);
        hostile.days.as_of_label = "as of ".repeat(40);
        assert!(!drawn(&hostile, 115.0).contains("<b>"));
    }
}
