//! Initiatives, relationship, expectations, objectives, agreements.

use super::super::super::page::{Block, Cell, Inline, Section, Tone};
use super::super::super::parts::{
    cell, date_cell, fact, facts, list, missing, row, section, table, words_cell,
};
use super::super::super::review::arrival;
use super::super::super::words::{self, text};
use super::{name, part, side};
use crate::partner_view::{Answers, Meeting, Objective, PartnerView};

pub(super) fn initiatives(view: &PartnerView) -> Option<Section> {
    let rows = view.initiatives.as_ref()?.iter().map(|one| {
        let motion = one.motion.map(|motion| words::capital(&words::label(&motion)));
        let with = (!one.parties.is_empty()).then(|| format!("with {}", words::join(&one.parties)));
        let head = words::known([motion, with], ", ");
        let about = words::known([head, one.summary.clone()], ". ").unwrap_or_default();
        let (stage, since) = &one.stage;
        let stage = match one.ended_on {
            Some(on) => text("Ended").note(words::date(on)),
            None => text(stage).note(format!("since {}", words::date(*since))),
        };
        let mut blocked: Vec<Inline> = one
            .blockers
            .iter()
            .map(|(what, since)| text(what).note(format!("since {}", words::date(*since))))
            .collect();
        if blocked.is_empty() {
            blocked.push(text("nothing").tone(Tone::Muted));
        }
        let shown = one
            .proofs
            .last()
            .map(|proof| text(format!("{}: {}", proof.customer, proof.result)).note(words::date(proof.on)));
        let launched =
            one.launched.as_ref().map(|(what, on)| text(what).note(format!("launched {}", words::date(*on))));
        let lines: Vec<Inline> = launched.into_iter().chain(shown).collect();
        let owners = text(words::join(&one.owners)).note(if one.sponsors.is_empty() {
            String::new()
        } else {
            format!("sponsored by {}", words::join(&one.sponsors))
        });
        row(
            None,
            vec![
                cell(text(&one.title).note(about)),
                Cell::Text { lines: vec![stage, owners] },
                Cell::Text { lines: blocked },
                if lines.is_empty() { missing("") } else { Cell::Text { lines } },
            ],
        )
    });
    Some(part(
        "initiatives",
        "Initiatives",
        "Initiatives by motion",
        &[
            ("Initiative", "text"),
            ("Stage and owners", "text"),
            ("Blocked by", "text"),
            ("Done and shown", "text"),
        ],
        rows.collect(),
        "No initiative is under way.",
    ))
}

/// What both sides said of the alliance, and when they met.
pub(super) fn relationship(view: &PartnerView) -> Option<Section> {
    let mut relationship = section("relationship", "Relationship");
    let mut any = false;
    if let Some(survey) = &view.survey {
        any = true;
        relationship = relationship.blocks(match survey {
            Some(survey) => {
                let mean = |side: Option<Answers>| match side {
                    Some(Answers { mean, count }) => Cell::Number {
                        text: words::mean_words(mean),
                        tone: Tone::Plain,
                        note: Some(format!("{count} answers")),
                    },
                    None => missing("fewer than three"),
                };
                let rows = survey.items.iter().map(|asked| {
                    row(None, vec![cell(text(&asked.about)), mean(asked.ours), mean(asked.theirs)])
                });
                let columns = [
                    ("Asked about", "text"),
                    (view.organisation.as_str(), "number"),
                    (view.partner.as_str(), "number"),
                ];
                let caption = format!("Means of both sides, asked {}", words::date(survey.on));
                let mut table = table(caption, &columns, rows.collect());
                table.show_caption = true;
                vec![Block::Table { table }]
            }
            None => vec![Block::Text { text: "Nobody has been asked yet.".to_owned() }],
        });
    }
    if let Some(bodies) = view.bodies.as_ref().filter(|bodies| !bodies.is_empty()) {
        any = true;
        let rows = bodies
            .iter()
            .map(|one| {
                row(
                    None,
                    vec![
                        cell(text(&one.name)),
                        words_cell(words::label(&one.level)),
                        words_cell(one.every.rhythm()),
                        date_cell(one.last_met),
                    ],
                )
            })
            .collect();
        let columns = [("Body", "text"), ("Level", "text"), ("Meets", "text"), ("Met last", "date")];
        relationship = relationship
            .block(Block::Heading { text: "Who meets".to_owned() })
            .block(Block::Table { table: table("Governance bodies and their rhythm", &columns, rows) });
    }
    if let Some(meetings) = &view.meetings {
        any = true;
        let text_of = |one: &Meeting| text(format!("{}, {}", one.title, words::date(one.on)));
        relationship = relationship
            .block(Block::Heading { text: "Meetings of the quarter".to_owned() })
            .block(if meetings.is_empty() {
                Block::Text { text: "None.".to_owned() }
            } else {
                Block::List { items: meetings.iter().map(text_of).collect(), ordered: false }
            });
    }
    any.then_some(relationship)
}

pub(super) fn expectations(view: &PartnerView) -> Option<Section> {
    let rows = view.expectations.as_ref()?.iter().map(|one| {
        row(
            None,
            vec![
                cell(text(&one.text)),
                words_cell(side(one.side, view)),
                match one.acknowledged_on {
                    Some(on) => cell(text(words::date(on))),
                    None => missing("not yet"),
                },
            ],
        )
    });
    Some(part(
        "inspect",
        "What each side may expect",
        "Expectations of both sides",
        &[("Expectation", "text"), ("Of", "text"), ("Acknowledged", "date")],
        rows.collect(),
        "Nothing is written down.",
    ))
}

pub(super) fn safe_arrival(view: &PartnerView) -> Option<Section> {
    let rows = view.objectives.as_ref()?.iter().map(|one| {
        row(
            None,
            vec![
                cell(text(&one.text)),
                lands(one),
                steps(one, view),
                words_cell(name(&one.owner)),
                date_cell(one.due),
            ],
        )
    });
    Some(
        part(
            "arrival",
            "Safe arrival",
            "Where each objective lands at the rate of the last four quarters",
            &[
                ("Objective", "text"),
                ("At today's rate", "text"),
                ("What is done for it", "text"),
                ("Owner", "text"),
                ("Due", "date"),
            ],
            rows.collect(),
            "No objective is open.",
        )
        .lead("If the figures go on as in the last four quarters: amounts by their mean, levels by their mean change."),
    )
}

fn lands(one: &Objective) -> Cell {
    if let Some(on) = one.reached_on {
        return cell(text("Reached").tone(Tone::Good).note(words::date(on)));
    }
    if one.landings.is_empty() {
        return missing("no figure leads there");
    }
    let lines = one.landings.iter().map(|landing| {
        let said = |number| words::measured(landing.unit, landing.currency, number);
        let expected = format!("{}: {} by {}", landing.metric, said(landing.expected), landing.by);
        arrival::lands(expected, landing.target.map(said), landing.arrives)
    });
    Cell::Text { lines: lines.collect() }
}

fn steps(one: &Objective, view: &PartnerView) -> Cell {
    if one.actions.is_empty() {
        return missing("");
    }
    let lines = one.actions.iter().map(|action| {
        let of = action.side.map(|of| side(of, view)).unwrap_or_default();
        let when = match (action.done_on, action.due) {
            (Some(on), _) => format!("done {}", words::date(on)),
            (None, Some(due)) => format!("due {}", words::date(due)),
            (None, None) => String::new(),
        };
        let note: Vec<String> = [of, when].into_iter().filter(|part| !part.is_empty()).collect();
        text(&action.text).note(note.join(", "))
    });
    Cell::Text { lines: lines.collect() }
}

/// What both sides agreed on: proposition, agreements, where they compete and cooperate.
pub(super) fn common_ground(view: &PartnerView) -> Option<Section> {
    let mut ground = section("common-ground", "What we do together");
    let proposition = view.proposition.iter().flatten().next();
    ground = ground.blocks(proposition.and_then(|one| {
        facts([
            fact("In a sentence", one.statement.clone()),
            fact(&format!("{} does", view.organisation), one.we_do.clone()),
            fact(&format!("{} does", view.partner), one.you_do.clone()),
            fact("Together", one.we_deliver.clone()),
            fact(&format!("What {} gains", view.partner), one.partner_benefit.clone()),
            fact("What customers gain", one.customer_benefit.clone()),
        ])
    }));
    if let Some(agreements) = view.agreements.as_ref().filter(|agreements| !agreements.is_empty()) {
        let rows = agreements
            .iter()
            .map(|one| {
                let title = one.title.clone().unwrap_or_else(|| words::capital(&words::label(&one.kind)));
                row(None, vec![cell(text(title)), date_cell(one.signed_on), date_cell(one.expires_on)])
            })
            .collect();
        let columns = [("Agreement", "text"), ("Signed", "date"), ("Until", "date")];
        ground = ground
            .block(Block::Heading { text: "Agreements in force".to_owned() })
            .block(Block::Table { table: table("Agreements in force", &columns, rows) });
    }
    if let Some(one) = view.coopetition.iter().flatten().next() {
        for (title, items) in [
            ("Where we compete", &one.compete),
            ("Where we cooperate", &one.cooperate),
            ("Rules", &one.rules),
        ] {
            if let Some(block) = list(items) {
                ground = ground.block(Block::Heading { text: title.to_owned() }).block(block);
            }
        }
    }
    (!ground.blocks.is_empty()).then_some(ground)
}
