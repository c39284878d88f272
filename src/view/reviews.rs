//! Quarterly business reviews: the calendar of all, the list of one partner, and a page for each, told as
//! of the day it was held.

use super::counted::ground;
use super::desk::{Desk, Draft, initiative_path, partner_path, review_path};
use super::overview::count;
use super::page::{Block, Card, Cell, Figure, Page, Part, Row, Section, Tone};
use super::partner::{ledger, log, work};
use super::parts::{
    self, body, cell, date_cell, empty, fact, fact_list, facts, missing, row, section, table, table_or_empty,
    words_cell,
};
use super::quarterly;
use super::scorecard;
use super::words::{self, text};
use crate::facts::as_of::{initiative_as_of, partner_as_of};
use crate::insight::reviewed::{Reviewed, reviewed};
use crate::portfolio::calendar::Quarter;
use crate::portfolio::review::DispositionOutcome;
use crate::portfolio::words::State;
use crate::portfolio::{Partner, QuarterReview};
use crate::scorecard::Scores;

/// All reviews: partners by quarter.
pub fn index(desk: &Desk<'_>) -> Page {
    let mut draft = Draft::new("reviews", Part::Reviews, "reviews/index.html", "Quarterly business reviews");
    draft.page.breadcrumbs = vec![draft.link("Overview", "index.html")];
    let reviews = || {
        desk.portfolio
            .partners
            .values()
            .flat_map(|partner| partner.reviews.values().map(move |review| (partner, review)))
    };
    let held = reviews()
        .filter(|(_, review)| review.quarter == desk.quarter && review.record.held_on.is_some())
        .count();
    let mut ahead: Vec<_> = reviews()
        .filter(|(_, review)| review.record.held_on.is_none())
        .filter_map(|(partner, review)| Some((review.record.scheduled_on?, partner, review)))
        .filter(|(on, _, _)| *on >= desk.as_of)
        .collect();
    ahead.sort_by_key(|(on, partner, _)| (*on, &partner.id));
    let next = ahead
        .first()
        .map(|(on, partner, _)| format!("; the next is {} on {}", partner.profile.name, words::date(*on)));
    draft.page.headline = Some(format!(
        "{} for {} {} been held{}.",
        words::capital(&format!("{} review{}", words::number_word(held), if held == 1 { "" } else { "s" })),
        desk.quarter,
        if held == 1 { "has" } else { "have" },
        next.unwrap_or_default()
    ));
    if !ahead.is_empty() {
        let rows = ahead
            .iter()
            .map(|(on, partner, review)| {
                let path = review_path(&partner.id, review.quarter);
                row(
                    None,
                    vec![
                        cell(
                            draft
                                .inline_link(&partner.profile.name, &path)
                                .note(format!("Review of {}", review.quarter)),
                        ),
                        cell(text(words::date(*on)).note(words::distance(*on, desk.as_of))),
                        parts::number_cell(review.record.decisions_sought.len().to_string()),
                    ],
                )
            })
            .collect();
        let table = table(
            "Reviews ahead, the next first",
            &[("Partner", "text"), ("When", "date"), ("Decisions sought", "number")],
            rows,
        );
        draft.page.sections.push(section("ahead", "Ahead").count(ahead.len()).block(Block::Table { table }));
    }
    draft.page.sections.push(of_portfolio(&draft, desk));
    draft.page.sections.push(matrix(&draft, desk));
    draft.page
}

/// The portfolio's own reviews, with how the states stood and how many reviews were held of each quarter.
fn of_portfolio(draft: &Draft, desk: &Desk<'_>) -> Section {
    let year = desk.portfolio.settings.fiscal_year;
    let partners = || desk.portfolio.partners.values();
    let rows = desk.quarters().into_iter().rev().enumerate().map(|(back, quarter)| {
        let days = [year.first_day(quarter), year.last_day(quarter)].map(words::date).join(" to ");
        let held = |partner: &&Partner| {
            partner.reviews.get(&quarter).is_some_and(|review| review.record.held_on.is_some())
        };
        let page = draft.inline_link(format!("Portfolio review {quarter}"), &quarterly::path(quarter));
        let states = [State::OnTrack, State::AtRisk, State::OffTrack, State::NotRated];
        let mut cells = vec![cell(page.note(days))];
        cells.extend(states.map(|state| parts::number_cell(count(desk, state, back).to_string())));
        cells.push(parts::number_cell(partners().filter(held).count().to_string()));
        row(None, cells)
    });
    section("portfolio", "The portfolio, quarter by quarter")
        .lead("Each closed quarter over all alliances, as the records stood on its last day. States are those of the figures.")
        .block(Block::Table {
            table: table(
                "The portfolio's own reviews, the latest quarter first",
                &[
                    ("Quarter", "text"),
                    ("On track", "number"),
                    ("At risk", "number"),
                    ("Off track", "number"),
                    ("Not rated", "number"),
                    ("Reviews held of it", "number"),
                ],
                rows.collect(),
            ),
        })
}

/// Partners by quarter: held, planned, missed, and what the playbook asked for and nobody wrote.
fn matrix(draft: &Draft, desk: &Desk<'_>) -> Section {
    let ground = ground(desk);
    let quarters: Vec<Quarter> = desk.quarters().into_iter().rev().collect();
    let partners = desk.portfolio.partners.values().map(|partner| {
        let found: Vec<_> =
            quarters.iter().map(|&quarter| (quarter, reviewed(&ground, partner, quarter))).collect();
        (partner, found)
    });
    let asked = partners.filter(|(_, found)| found.iter().any(|(_, one)| !matches!(one, Reviewed::NotAsked)));
    let rows: Vec<Row> = asked
        .map(|(partner, found)| {
            let mut cells = vec![cell(
                draft
                    .inline_link(&partner.profile.name, &partner_path(&partner.id))
                    .note(desk.tier_name(partner).unwrap_or_default()),
            )];
            cells.extend(found.into_iter().map(|(quarter, one)| matrix_cell(draft, partner, quarter, one)));
            row(None, cells)
        })
        .collect();
    let heads: Vec<String> = quarters.iter().map(ToString::to_string).collect();
    let mut columns = vec![("Partner", "text")];
    columns.extend(heads.iter().map(|head| (head.as_str(), "text")));
    let count = rows.len();
    let table = table("Reviews by partner and quarter, the latest quarter first", &columns, rows);
    section("calendar", "By partner and quarter")
        .count(count)
        .lead("Missing is what the playbook asks of the partner's tier while it is live, where there is neither a review nor one not long before.")
        .block(table_or_empty(table, "No review yet", "write one into `partners/<id>/reviews/<quarter>.md`"))
}

fn matrix_cell(draft: &Draft, partner: &Partner, quarter: Quarter, one: Reviewed<'_>) -> Cell {
    let link = |word: &str| draft.inline_link(word, &review_path(&partner.id, quarter));
    cell(match one {
        Reviewed::Held(_, on) => link("held").note(words::date(on)),
        Reviewed::Planned(_, on) => link("planned").note(words::date(on)),
        Reviewed::Missed(_, on) => link("missed").tone(Tone::Bad).note(words::date(on)),
        Reviewed::Undated(_) => link("no date").tone(Tone::Watch),
        Reviewed::Due(on) => text("due").tone(Tone::Watch).note(format!("by {}", words::date(on))),
        Reviewed::Missing => text("missing").tone(Tone::Bad),
        Reviewed::NotAsked => return missing(""),
    })
}

/// The list on the partner's page.
pub fn of_partner(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let rows: Vec<Row> =
        partner
            .reviews
            .values()
            .rev()
            .map(|review| {
                let record = &review.record;
                let when = match (record.held_on, record.scheduled_on) {
                    (Some(on), _) => cell(text(words::date(on)).note("held")),
                    (None, Some(on)) if on >= desk.as_of => cell(text(words::date(on)).note("planned")),
                    (None, Some(on)) => cell(text(words::date(on)).tone(Tone::Bad).note("planned, not held")),
                    (None, None) => missing("no date"),
                };
                let score = desk.scores(&partner.id).and_then(|scores| scores.quarter(review.quarter));
                row(
                    None,
                    vec![
                        cell(draft.inline_link(
                            review.quarter.to_string(),
                            &review_path(&partner.id, review.quarter),
                        )),
                        when,
                        words_cell(record.headline.clone().unwrap_or_default()),
                        score.map_or_else(|| missing(""), |score| parts::state_cell(score.state)),
                        agreement(review),
                    ],
                )
            })
            .collect();
    let count = rows.len();
    let table = table(
        "Reviews, the latest first",
        &[
            ("Quarter", "text"),
            ("When", "date"),
            ("Message", "text"),
            ("State of the quarter", "text"),
            ("Agreed", "text"),
        ],
        rows,
    );
    section("reviews", "Quarterly business reviews").count(count).block(table_or_empty(
        table,
        "No review yet",
        &format!("write the first into `partners/{}/reviews/{}.md`", partner.id, desk.quarter),
    ))
}

fn agreement(review: &QuarterReview) -> Cell {
    let record = &review.record;
    match (&record.agreed_by_us, &record.agreed_by_them) {
        _ if record.held_on.is_none() => missing(""),
        (Some(_), Some(_)) => cell(text("by both")),
        (Some(_), None) => cell(text("not yet by them").tone(Tone::Watch)),
        (None, Some(_)) => cell(text("not yet by us").tone(Tone::Watch)),
        (None, None) => cell(text("not yet").tone(Tone::Watch)),
    }
}

/// The pages of a partner's reviews.
pub fn pages(desk: &Desk<'_>, partner: &Partner) -> Vec<Page> {
    partner.reviews.values().map(|review| page(desk, partner, review)).collect()
}

fn page(now: &Desk<'_>, present: &Partner, review: &QuarterReview) -> Page {
    let quarter = review.quarter;
    let record = &review.record;
    let day = record.held_on.unwrap_or(now.as_of);
    let desk = &now.at(day, quarter);
    let mut partner = present.clone();
    partner_as_of(&mut partner, day);
    let partner = &partner;
    let path = review_path(&partner.id, quarter);
    let mut draft = Draft::new("review", Part::Reviews, path, format!("{}, {quarter}", partner.profile.name));
    draft.page.kicker = Some("Quarterly business review".to_owned());
    draft.page.breadcrumbs = vec![
        draft.link("Overview", "index.html"),
        draft.link("Reviews", "reviews/index.html"),
        draft.link(&partner.profile.name, &partner_path(&partner.id)),
    ];
    draft.page.edit = desk.edit_file(record.file);
    draft.page.headline = record.headline.clone();
    let year = desk.portfolio.settings.fiscal_year;
    let span = format!("{} to {}", words::date(year.first_day(quarter)), words::date(year.last_day(quarter)));
    let when = match (record.held_on, record.scheduled_on) {
        (Some(on), _) => text(format!("Held {}; told as of that day", words::date(on))),
        (None, Some(on)) => text(format!("Planned for {}; not held yet", words::date(on))).tone(Tone::Watch),
        (None, None) => text("No date yet").tone(Tone::Watch),
    };
    draft.page.subtitle = vec![text(span), when];
    let before = present.reviews.range(..quarter).next_back().map(|(quarter, _)| *quarter);
    let after = present.reviews.range(quarter.plus(1)..).next().map(|(quarter, _)| *quarter);
    let link = |quarter: Quarter| draft.link(quarter.to_string(), &review_path(&present.id, quarter));
    let (previous, next) = (before.map(link), after.map(link));
    draft.page.previous = previous;
    draft.page.next = next;
    let scores = Scores::of(desk.portfolio, desk.playbook, partner, quarter);
    draft.page.state = Some(words::pill(scores.now().state));
    draft.page.cards = cards(&mut draft, desk, partner, &scores, review);
    let mut quarter_only = partner.clone();
    quarter_only.log.retain(|entry| entry.on() >= year.first_day(quarter));
    let sections = vec![
        decisions(desk, partner, review),
        last_commitments(&draft, partner, review),
        dashboard(&mut draft, desk, &scores),
        in_words(&mut draft, desk, review),
        log::wins(desk, &quarter_only),
        initiatives(&draft, desk, partner),
        ledger::issues(&draft, desk, partner),
        ledger::risks(&mut draft, desk, partner),
        log::corrections(desk, &quarter_only),
        log::listening(desk, &quarter_only),
        forward(desk, &scores, review),
        new_commitments(&draft, desk, partner, review),
        work::plan(&mut draft, desk, partner),
        attendance(desk, partner, review),
    ];
    let note = record.internal_note.as_ref().map(|note| {
        section("internal-note", "Among us").internal().block(Block::Text { text: note.clone() })
    });
    let sections = sections.into_iter().chain(note).collect();
    draft.page.sections = sections;
    draft.page
}

fn cards(
    draft: &mut Draft,
    desk: &Desk<'_>,
    partner: &Partner,
    scores: &Scores,
    review: &QuarterReview,
) -> Vec<Card> {
    let now = scores.now();
    let points = scores.recent().iter().map(|score| score.value.map(words::float)).collect();
    let sparkline = now
        .value
        .is_some()
        .then(|| draft.figure(Figure::CardSparkline(parts::plain_sparkline("Score", points))));
    let count = |outcome: DispositionOutcome| {
        review.record.dispositions.iter().filter(|one| one.outcome == outcome).count()
    };
    let open = partner.commitments.iter().filter(|one| one.closed.is_none()).count();
    let overdue = partner.commitments.iter().filter(|one| one.days_overdue(desk.as_of) > 0).count();
    let card = |label: &str, value: String, note: Option<String>, href: &str| Card {
        note,
        ..parts::card(label, value).to(href)
    };
    let mut score = card(
        &format!("Score, {}", now.quarter),
        now.value.map_or_else(
            || words::DASH.to_owned(),
            |value| format!("{} / 100", scorecard::shown(desk.playbook, value)),
        ),
        Some(scorecard::basis(now)),
        "#dashboard",
    );
    score.change = scorecard::change(scores, desk.playbook, format!("vs {}", scores.before().quarter));
    score.sparkline = sparkline;
    let kept = count(DispositionOutcome::Kept);
    let all = review.record.dispositions.len();
    vec![
        score,
        card("Decisions sought", review.record.decisions_sought.len().to_string(), None, "#decisions-sought"),
        card(
            "Last promises kept",
            if all == 0 { words::DASH.to_owned() } else { format!("{kept} of {all}") },
            Some(format!(
                "{} slipped, {} dropped",
                count(DispositionOutcome::Slipped),
                count(DispositionOutcome::Dropped)
            )),
            "#last-commitments",
        ),
        card(
            "Open promises",
            open.to_string(),
            Some(format!("{overdue} overdue on the day")),
            "#new-commitments",
        ),
    ]
}

fn decisions(desk: &Desk<'_>, partner: &Partner, review: &QuarterReview) -> Section {
    let sought = &review.record.decisions_sought;
    let rows = sought
        .iter()
        .filter_map(|id| partner.decisions.iter().find(|decision| *id == decision.id))
        .map(|decision| ledger::decision_row(desk, partner, decision))
        .collect();
    let table = table(
        "Decisions that this review asks for",
        &[("Decision", "text"), ("Recommended, and why", "text"), ("Decides", "text"), ("Needed by", "date")],
        rows,
    );
    section("decisions-sought", "Decisions sought").count(sought.len()).block(table_or_empty(
        table,
        "No decision is sought",
        "name them under `decisions_sought:` of the review",
    ))
}

fn last_commitments(draft: &Draft, partner: &Partner, review: &QuarterReview) -> Section {
    let rows = review
        .record
        .dispositions
        .iter()
        .map(|one| {
            let commitment = partner.commitments.iter().find(|commitment| one.commitment == commitment.id);
            let (word, tone) = match one.outcome {
                DispositionOutcome::Kept => ("Kept", Tone::Good),
                DispositionOutcome::OnTrack => ("On track", Tone::Plain),
                DispositionOutcome::Slipped => ("Slipped", Tone::Watch),
                DispositionOutcome::Dropped => ("Dropped", Tone::Bad),
            };
            let href = format!("{}#{}", partner_path(&partner.id), one.commitment);
            let what =
                commitment.map_or_else(|| one.commitment.to_string(), |commitment| commitment.text.clone());
            row(
                None,
                vec![
                    cell(draft.inline_link(what, &href)),
                    words_cell(
                        commitment.map(|commitment| words::label(&commitment.side)).unwrap_or_default(),
                    ),
                    cell(text(word).tone(tone).note(one.why.clone().unwrap_or_default())),
                    date_cell(commitment.and_then(|commitment| commitment.due_now())),
                ],
            )
        })
        .collect();
    let table = table(
        "What became of every earlier promise",
        &[("Promise", "text"), ("Side", "text"), ("What became of it", "text"), ("Due", "date")],
        rows,
    );
    section("last-commitments", "Last commitments").count(review.record.dispositions.len()).block(
        table_or_empty(
            table,
            "Nothing is said about earlier promises",
            "say what became of each under `dispositions:` of the review",
        ),
    )
}

fn dashboard(draft: &mut Draft, desk: &Desk<'_>, scores: &Scores) -> Section {
    let section = section("dashboard", "Dashboard");
    if scores.series.is_empty() {
        return section.block(empty("No figures", "add lines to the partner's `observations.csv`"));
    }
    let table = scorecard::quarter_table(draft, desk, &scores.series, desk.quarter);
    section
        .lead(format!("{}, actual against target, as known on {}.", desk.quarter, words::date(desk.as_of)))
        .block(Block::Table { table })
}

fn in_words(draft: &mut Draft, desk: &Desk<'_>, review: &QuarterReview) -> Section {
    let words = body(draft, desk, &review.record.body, review.record.file).unwrap_or_else(|| {
        empty("Nobody has told it in words", "write it below the fields of the review, under headings")
    });
    section("in-words", "The quarter in words").block(words)
}

fn initiatives(draft: &Draft, desk: &Desk<'_>, partner: &Partner) -> Section {
    let own = partner.initiatives.iter().map(|(id, record)| (Some(partner), id.as_str(), record.clone()));
    let shared = desk.portfolio.shared_initiatives(&partner.id).map(|(id, record)| {
        let mut record = record.clone();
        initiative_as_of(&mut record.value, desk.as_of);
        (None, id, record)
    });
    let mut all: Vec<_> = own.chain(shared).filter(|(_, _, record)| !record.stages.is_empty()).collect();
    all.sort_by(|(_, a_id, a), (_, b_id, b)| (a.motion, a_id).cmp(&(b.motion, b_id)));
    let rows = all
        .iter()
        .map(|(of, id, record)| {
            let path = initiative_path(of.map(|partner| partner.id.as_str()), id);
            let blocked = record.blockers.iter().find(|blocker| blocker.cleared_on.is_none());
            let learnt =
                record.iterations.last().and_then(|one| one.learned.clone().or_else(|| one.what.clone()));
            row(
                None,
                vec![
                    cell(draft.inline_link(&record.title, &path)),
                    words_cell(record.motion.map(|motion| words::label(&motion)).unwrap_or_default()),
                    match record.stages.last() {
                        Some(last) => cell(
                            text(desk.stage_name(last.stage.as_str()))
                                .note(format!("since {}", words::date(last.from))),
                        ),
                        None => missing(""),
                    },
                    match blocked {
                        Some(blocker) => cell(text(&blocker.text)),
                        None => missing("nothing"),
                    },
                    words_cell(learnt.unwrap_or_default()),
                ],
            )
        })
        .collect();
    let table = table(
        "Initiatives by motion",
        &[
            ("Initiative", "text"),
            ("Motion", "text"),
            ("Stage", "text"),
            ("Blocked by", "text"),
            ("Last learnt", "text"),
        ],
        rows,
    );
    section("initiatives", "Initiatives").count(all.len()).block(table_or_empty(
        table,
        "No initiative",
        "begin one",
    ))
}

fn forward(desk: &Desk<'_>, scores: &Scores, review: &QuarterReview) -> Section {
    let next = desk.quarter.plus(1);
    let rows = scores
        .series
        .iter()
        .filter_map(|series| {
            let target = series.target(next)?;
            let said = |number| words::figure(&series.metric, series.currency, number);
            let now = series.actual(desk.quarter);
            Some(row(
                None,
                vec![
                    cell(text(&series.metric.name)),
                    now.map_or_else(|| missing("no figure"), |now| parts::number_cell(said(now))),
                    parts::number_cell(said(target)),
                ],
            ))
        })
        .collect();
    let this = format!("Actual {}", desk.quarter);
    let that = format!("Target {next}");
    let targets = table(
        format!("Targets of {next}"),
        &[("Metric", "text"), (&this, "number"), (&that, "number")],
        rows,
    );
    let mut section = section("forward", "Forward plan").block(table_or_empty(
        targets,
        &format!("No target for {next} yet"),
        "add lines with a target to the partner's `observations.csv`",
    ));
    if !review.record.changed_targets.is_empty() {
        let rows = review
            .record
            .changed_targets
            .iter()
            .map(|one| {
                let name = desk
                    .playbook
                    .metric(one.metric.as_str())
                    .map_or_else(|| one.metric.to_string(), |metric| metric.name.clone());
                row(
                    None,
                    vec![
                        cell(text(name)),
                        words_cell(one.from.clone().unwrap_or_default()),
                        cell(text(&one.to)),
                        cell(text(&one.reason)),
                    ],
                )
            })
            .collect();
        section = section.block(Block::Heading { text: "Changed targets".to_owned() }).block(Block::Table {
            table: table(
                "Changed targets",
                &[("Metric", "text"), ("From", "text"), ("To", "text"), ("Why", "text")],
                rows,
            ),
        });
    }
    section
}

fn new_commitments(draft: &Draft, desk: &Desk<'_>, partner: &Partner, review: &QuarterReview) -> Section {
    let rows: Vec<Row> = review
        .record
        .commitments
        .iter()
        .filter_map(|id| partner.commitments.iter().find(|commitment| *id == commitment.id))
        .map(|commitment| {
            let mut made = ledger::commitment_row(draft, desk, partner, commitment);
            made.cells.insert(1, words_cell(words::label(&commitment.side)));
            made
        })
        .collect();
    let count = rows.len();
    let table = table(
        "Promises made in this review",
        &[("Promise", "text"), ("Side", "text"), ("Owner", "text"), ("Due", "date")],
        rows,
    );
    section("new-commitments", "New commitments").count(count).block(table_or_empty(
        table,
        "No promise was made here",
        "name those made under `commitments:` of the review",
    ))
}

fn attendance(desk: &Desk<'_>, partner: &Partner, review: &QuarterReview) -> Section {
    let record = &review.record;
    let ours =
        record.agreed_by_us.as_ref().map(|one| format!("{}, {}", desk.person(&one.by), words::date(one.on)));
    let theirs = record
        .agreed_by_them
        .as_ref()
        .map(|one| format!("{}, {}", desk.contact(partner, &one.by), words::date(one.on)));
    let not_yet = || Some("not yet".to_owned());
    section("attendance", "Who came, and who agreed").blocks(facts([
        fact_list("Ours", record.ours.iter().map(|person| text(desk.person(person)))),
        fact_list("Theirs", record.theirs.iter().map(|contact| text(desk.contact(partner, contact)))),
        fact("Agreed for us", ours.or_else(not_yet)),
        fact("Agreed for them", theirs.or_else(not_yet)),
    ]))
}
