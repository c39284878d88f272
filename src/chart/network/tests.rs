//! Places, lines and words of networks, from none to too many.

use super::draw;
use crate::chart::audit;
use crate::view::figure::{Edge, EdgeKind, Network, NetworkLayout, Node, NodeKind, Standing};

fn node(label: &str, kind: NodeKind, column: usize) -> Node {
    Node {
        label: label.to_owned(),
        note: "more".to_owned(),
        href: Some("partners/northwind/index.html".to_owned()),
        kind,
        size: 3,
        standing: Standing::OnTrack,
        column,
    }
}

fn edge(from: usize, to: usize) -> Edge {
    let label = format!("from {from} to {to}");
    Edge { from, to, kind: EdgeKind::Sell, strength: 2, label, href: None, directed: false }
}

/// Us in the middle, and so many partners around, each linked with us and with the one opposite.
fn ring(partners: usize) -> Network {
    let others = (1..=partners).map(|index| node(&format!("Partner number {index}"), NodeKind::Usual, 0));
    let around = (1..=partners).map(|index| edge(0, index));
    let across = (1..=partners / 2).map(|index| edge(index, index + partners / 2));
    Network {
        layout: NetworkLayout::Ring,
        nodes: std::iter::once(node("Quarterdeck", NodeKind::Us, 0)).chain(others).collect(),
        edges: around.chain(across).collect(),
        summary: "Who works with whom".to_owned(),
    }
}

fn columns(people: &[(usize, u8)]) -> Network {
    let person = |(index, (column, size)): (usize, &(usize, u8))| Node {
        size: *size,
        standing: Standing::Neutral,
        ..node(&format!("Person {index}"), NodeKind::Usual, *column)
    };
    Network {
        layout: NetworkLayout::Columns(vec!["Ours".to_owned(), "Theirs".to_owned()]),
        nodes: people.iter().enumerate().map(person).collect(),
        edges: Vec::new(),
        summary: "Who has whose ear".to_owned(),
    }
}

fn drawn(figure: &Network) -> String {
    let svg = draw(figure);
    audit::sound(&svg, 640.0, audit::height(&svg));
    audit::apart(&svg);
    svg
}

#[test]
fn labels_keep_apart_at_every_count_that_is_drawn() {
    for partners in [0, 1, 2, 3, 5, 12, 25, 39] {
        let svg = drawn(&ring(partners));
        // Whole in the tooltip and, uncut, beside the node.
        assert_eq!(svg.matches(">Partner number").count(), partners * 2, "{svg}");
        assert!(!svg.contains('…'), "{svg}");
        assert_eq!(svg.matches("c-us-name").count(), 1);
    }
}

#[test]
fn the_order_runs_clockwise_from_the_top() {
    let svg = drawn(&ring(4));
    let (x, y) = (audit::all(&svg, "c-node", "cx"), audit::all(&svg, "c-node", "cy"));
    assert!(x[0] > 320.0 && x[1] > 320.0 && x[2] < 320.0 && x[3] < 320.0, "{x:?}");
    assert!(y[0] < y[1] && y[2] > y[3] && y[0] == y[3] && y[1] == y[2], "{y:?}");
}

#[test]
fn the_same_network_is_drawn_the_same_way() {
    assert_eq!(draw(&ring(25)), draw(&ring(25)));
}

#[test]
fn no_line_between_partners_crosses_us() {
    let svg = drawn(&ring(12));
    let across = svg.split("<title>from 1 to 7</title>").nth(1).unwrap();
    let steps = across.split(" d=\"M").nth(1).unwrap().split('"').next().unwrap();
    let points: Vec<(f64, f64)> = steps
        .split('L')
        .map(|point| point.split_once(' ').unwrap())
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect();
    let middle = audit::all(&svg, "c-us", "y")[0] + 16.0;
    assert!(points.len() > 4, "bent: {points:?}");
    assert!(points.iter().all(|(x, y)| (x - 320.0).hypot(y - middle) > 60.0), "{points:?}");
}

#[test]
fn beyond_forty_nothing_is_drawn_and_it_says_so() {
    let svg = drawn(&ring(40));
    assert!(svg.contains(">41 names are too many to draw. The table lists them all.<"), "{svg}");
    assert!(!svg.contains("c-node") && !svg.contains("c-edge"), "{svg}");
}

#[test]
fn in_columns_the_most_influential_stand_on_top() {
    let svg = drawn(&columns(&[(0, 1), (0, 5), (1, 2), (0, 3)]));
    let (x, y) = (audit::all(&svg, "c-node", "cx"), audit::all(&svg, "c-node", "cy"));
    assert_eq!(x, [206.0, 206.0, 434.0, 206.0]);
    assert!(y[1] < y[3] && y[3] < y[0] && y[1] == y[2], "{y:?}");
    assert!(svg.contains(">Ours<") && svg.contains(">Theirs<"), "{svg}");
}

#[test]
fn an_arrow_points_at_its_end_and_a_wider_one_is_stronger() {
    let mut figure = columns(&[(0, 5), (1, 5)]);
    let kind = EdgeKind::Influence;
    figure.edges = vec![Edge { directed: true, strength: 5, kind, ..edge(0, 1) }];
    let svg = drawn(&figure);
    assert!(svg.contains("c-edge-influence c-wide-5") && svg.contains(">neutral<"), "{svg}");
    let arrow = svg.split("c-arrow").nth(1).unwrap().split("d=\"M").nth(1).unwrap();
    let tip: f64 = arrow.split('L').nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    // 13 of radius and 4 of air before the middle of the other.
    assert!((tip - 417.0).abs() < 0.1, "{tip}");
}

#[test]
fn several_lines_between_two_lie_side_by_side() {
    let mut figure = columns(&[(0, 5), (1, 5)]);
    figure.edges = vec![edge(0, 1), edge(1, 0), edge(0, 1)];
    let svg = drawn(&figure);
    let starts: Vec<&str> =
        svg.split("c-wide-2\" d=\"M").skip(1).map(|rest| rest.split('L').next().unwrap()).collect();
    assert_eq!(starts.len(), 3);
    assert!(starts[0] != starts[1] && starts[1] != starts[2] && starts[0] != starts[2], "{starts:?}");
}

#[test]
fn kinds_and_standings_are_told_by_shape_and_in_the_key() {
    let standings = [
        (Standing::OnTrack, "on track"),
        (Standing::AtRisk, "at risk"),
        (Standing::OffTrack, "off track"),
        (Standing::NotRated, "not rated"),
        (Standing::Supports, "supports"),
        (Standing::Neutral, "neutral"),
        (Standing::Concerned, "concerned"),
        (Standing::Unknown, "not noted"),
    ];
    for (standing, words) in standings {
        let mut figure = ring(1);
        figure.nodes[1].standing = standing;
        let svg = drawn(&figure);
        assert!(svg.contains(&format!(">{words}<")) && svg.contains(&format!(", {words}, more<")), "{svg}");
    }
}

#[test]
fn odd_nodes_edges_and_words_are_held() {
    drawn(&Network { nodes: vec![], ..ring(0) });
    drawn(&Network { layout: NetworkLayout::Columns(vec![]), ..ring(3) });
    let mut figure = ring(3);
    figure.nodes[1].size = 255;
    figure.nodes[2].size = 0;
    figure.nodes[1].label = "</a><script> ".repeat(30);
    figure.nodes[2].label = "שלום ".repeat(60);
    figure.nodes[0].label = "A house with a very long name indeed".to_owned();
    figure.nodes[3].href = Some("javascript:alert(1)".to_owned());
    figure.edges = vec![edge(1, 1), edge(0, usize::MAX), Edge { strength: 200, ..edge(2, 3) }];
    let svg = drawn(&figure);
    assert_eq!(svg.matches("<path class=\"c-edge ").count(), 1, "{svg}");
    assert!(!svg.contains("<script") && !svg.contains("javascript"), "{svg}");
    let mut many = columns(&[(0, 1); 20]);
    many.layout = NetworkLayout::Columns(vec!["column ".repeat(40); 5]);
    many.edges = (0..19).map(|index| Edge { directed: true, ..edge(index, index + 1) }).collect();
    drawn(&many);
    many.nodes.iter_mut().enumerate().for_each(|(index, node)| node.column = index % 6);
    drawn(&many);
}
