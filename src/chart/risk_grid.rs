//! Risks by likelihood and impact in a grid of five by five.
//! The shading repeats the place and judges nothing; every risk is printed where it stands.

use crate::chart::label::width;
use crate::chart::svg::{Anchor, Frame, Svg};
use crate::view::figure::{RatedRisk, RiskGrid};

const CELL: (f64, f64) = (64.0, 40.0);
const LEFT: f64 = 44.0;
const TOP: f64 = 4.0;
const SIZE: (f64, f64) = (LEFT + 5.0 * CELL.0 + 4.0, TOP + 5.0 * CELL.1 + 40.0);
const TEXT: f64 = 12.0;
const BETWEEN: f64 = 8.0;
const LINE: f64 = 15.0;

pub(super) fn draw(figure: &RiskGrid) -> String {
    let links = figure.risks.iter().any(|risk| risk.href.is_some());
    let mut svg = Svg::new(&Frame { class: "c-risks", size: SIZE, summary: &figure.summary, links });
    for impact in 1..=5_u8 {
        for likelihood in 1..=5_u8 {
            let corner = corner(likelihood, impact);
            let class = format!("c-cell c-shade-{}", shade(likelihood, impact));
            svg.rect(&class, (corner.0 + 1.0, corner.1 + 1.0), (CELL.0 - 2.0, CELL.1 - 2.0));
            let inside: Vec<&RatedRisk> = figure
                .risks
                .iter()
                .filter(|risk| risk.likelihood == likelihood && risk.impact == impact)
                .collect();
            fill(&mut svg, corner, &inside);
        }
    }
    axes(&mut svg);
    svg.finish()
}

fn corner(likelihood: u8, impact: u8) -> (f64, f64) {
    (LEFT + f64::from(likelihood - 1) * CELL.0, TOP + f64::from(5 - impact) * CELL.1)
}

/// By the product of both ratings, as risk registers usually rank: from 15 dark, from 6 middling.
fn shade(likelihood: u8, impact: u8) -> u8 {
    match likelihood * impact {
        15.. => 1,
        6.. => 3,
        _ => 5,
    }
}

/// Prints the labels on at most two lines around the middle of the cell; what does not fit is counted.
fn fill(svg: &mut Svg, (left, top): (f64, f64), risks: &[&RatedRisk]) {
    let (lines, hidden) = arrange(risks);
    let first = top + CELL.1 / 2.0 + 4.0 - (lines.len().saturating_sub(1)) as f64 * LINE / 2.0;
    for (index, line) in lines.iter().enumerate() {
        let baseline = first + index as f64 * LINE;
        let more = format!("+{hidden}");
        let counted = hidden > 0 && index + 1 == lines.len();
        let total: f64 = line_width(line) + if counted { BETWEEN + width(&more, TEXT) } else { 0.0 };
        let mut x = left + (CELL.0 - total) / 2.0;
        for risk in line {
            svg.link("c-risk", risk.href.as_deref());
            let wide = width(&risk.label, TEXT);
            svg.text("c-text c-strong", Anchor::Middle, (x + wide / 2.0, baseline), &risk.label);
            svg.close();
            x += wide + BETWEEN;
        }
        if counted {
            svg.text("c-text c-strong", Anchor::Start, (x, baseline), &more);
        }
    }
}

/// The labels line by line, and how many found no room beside the count of them.
fn arrange<'a>(risks: &[&'a RatedRisk]) -> (Vec<Vec<&'a RatedRisk>>, usize) {
    let room = CELL.0 - 8.0;
    let mut lines: Vec<Vec<&RatedRisk>> = Vec::new();
    for (index, risk) in risks.iter().enumerate() {
        let rest = risks.len() - index - 1;
        let wide = width(&risk.label, TEXT);
        let fits = |line: &Vec<&RatedRisk>, reserve: f64| line_width(line) + BETWEEN + wide + reserve <= room;
        let full = lines.len() == 2;
        let reserve = if full && rest > 0 { BETWEEN + width(&format!("+{rest}"), TEXT) } else { 0.0 };
        match lines.last_mut() {
            Some(line) if fits(line, reserve) => line.push(risk),
            _ if full => return (lines, rest + 1),
            _ => lines.push(vec![risk]),
        }
    }
    (lines, 0)
}

fn line_width(line: &[&RatedRisk]) -> f64 {
    line.iter().map(|risk| width(&risk.label, TEXT)).sum::<f64>()
        + BETWEEN * line.len().saturating_sub(1) as f64
}

fn axes(svg: &mut Svg) {
    let foot = TOP + 5.0 * CELL.1;
    for rating in 1..=5_u8 {
        let (x, y) = corner(rating, rating);
        svg.text("c-text", Anchor::Middle, (x + CELL.0 / 2.0, foot + 17.0), &rating.to_string());
        svg.text("c-text", Anchor::End, (LEFT - 8.0, y + CELL.1 / 2.0 + 4.0), &rating.to_string());
    }
    svg.text("c-text c-axis", Anchor::Middle, (LEFT + 2.5 * CELL.0, foot + 35.0), "Likelihood →");
    svg.upright("c-text c-axis", (14.0, TOP + 2.5 * CELL.1), "Impact →");
}

#[cfg(test)]
mod tests {
    use super::{SIZE, draw};
    use crate::chart::audit;
    use crate::view::figure::{RatedRisk, RiskGrid};

    fn risk(label: &str, likelihood: u8, impact: u8) -> RatedRisk {
        RatedRisk { label: label.to_owned(), likelihood, impact, href: None }
    }

    fn drawn(risks: Vec<RatedRisk>) -> String {
        let svg = draw(&RiskGrid { risks, summary: "Two risks".to_owned() });
        audit::sound(&svg, SIZE.0, SIZE.1);
        svg
    }

    #[test]
    fn the_empty_grid_has_all_its_cells() {
        assert_eq!(drawn(Vec::new()).matches("class=\"c-cell").count(), 25);
    }

    #[test]
    fn likely_lies_right_and_severe_lies_up() {
        let svg = drawn(vec![risk("R1", 5, 5), risk("R2", 1, 1)]);
        assert!(svg.contains("x=\"332\" y=\"28\" text-anchor=\"middle\">R1<"), "{svg}");
        assert!(svg.contains("x=\"76\" y=\"188\" text-anchor=\"middle\">R2<"), "{svg}");
    }

    #[test]
    fn a_rating_off_the_grid_is_not_drawn() {
        let svg = drawn(vec![risk("R7", 0, 3), risk("R8", 3, 6), risk("R9", 255, 255)]);
        assert!(!svg.contains("R7") && !svg.contains("R8") && !svg.contains("R9"), "{svg}");
    }

    #[test]
    fn a_crowded_cell_counts_what_it_cannot_hold() {
        let svg = drawn((1..=9).map(|n| risk(&format!("R{n}"), 3, 3)).collect());
        let shown = svg.matches(">R").count();
        assert!((2..9).contains(&shown), "{svg}");
        assert!(svg.contains(&format!(">+{}<", 9 - shown)), "{svg}");
        assert!(!drawn(vec![risk("R1", 3, 3), risk("R2", 3, 3)]).contains(">+"));
    }

    #[test]
    fn links_make_it_a_group_and_never_leave_the_site() {
        let link = |href: &str| RatedRisk { href: Some(href.to_owned()), ..risk("R<1", 2, 2) };
        let svg = drawn(vec![link("#r1")]);
        assert!(
            svg.contains("role=\"group\"") && svg.contains("href=\"#r1\"") && svg.contains("R&lt;1"),
            "{svg}"
        );
        assert!(!drawn(vec![link("javascript:alert(1)")]).contains("href"));
    }
}
