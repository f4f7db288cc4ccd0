//! Draws a flow as SVG. Where everything lies is dagre's work; here are only sizes, boxes and lines.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{Align, EdgeLabel, LayoutOptions, NodeLabel, layout};
use maud::{Markup, PreEscaped, html};
use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use super::flow::{Arrow, BoxKind, Flow, LineKind, Node};

/// Of a box, in CSS pixels: 96 are an inch, so two boxes side by side fit on Letter and A4.
const WIDTH: f64 = 256.0;
/// From a box's border to its text.
const PADDING: f64 = 9.0;
/// Around the drawing.
const MARGIN: f64 = 16.0;
/// Letters a line, at which the widest common fonts still fit.
const LETTERS: usize = 37;
/// Thick letters a line.
const HEADING_LETTERS: usize = 32;
/// Small letters a line.
const SMALL_LETTERS: usize = 41;
/// How far small letters stand from the words above them.
const INDENT: f64 = 12.0;
/// From line to line.
const LEADING: f64 = 14.5;

/// The drawing, as a file of its own.
pub fn svg(flow: &Flow) -> String {
    let boxes: Vec<Vec<(LineKind, String)>> = flow.nodes.iter().map(lines).collect();
    let graph = laid_out(flow, &boxes);
    let placed = boxes.iter().enumerate().filter_map(|(at, lines)| {
        let label = graph.node(&name(at))?;
        Some((flow.nodes.get(at)?.kind, lines, label.x?, label.y?, label.height))
    });
    let placed: Vec<_> = placed.collect();
    let arrows: Vec<Markup> = flow.arrows.iter().map(|arrow| self::arrow(flow, &graph, arrow)).collect();
    let right = placed.iter().map(|(_, _, x, ..)| x + WIDTH / 2.0).chain(bends(flow, &graph)).fold(0.0, f64::max);
    let bottom = placed.iter().map(|(_, _, _, y, height)| y + height / 2.0).fold(0.0, f64::max);
    let (width, height) = (right + MARGIN, bottom + MARGIN);
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" width={ (n(width)) "px" } height={ (n(height)) "px" }
            viewBox={ "0 0 " (n(width)) " " (n(height)) } role="img" aria-labelledby="title" {
            title id="title" { (clean(&flow.title)) }
            style { (PreEscaped(include_str!("graph.css"))) }
            defs {
                marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto" {
                    path d="M0 0L10 5L0 10z" {}
                }
            }
            rect.paper width="100%" height="100%" {}
            @for arrow in &arrows { (arrow) }
            @for (kind, lines, x, y, height) in &placed { (self::text_box(*kind, lines, *x, *y, *height)) }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", drawing.into_string())
}

fn laid_out(flow: &Flow, boxes: &[Vec<(LineKind, String)>]) -> Graph<NodeLabel, EdgeLabel> {
    let options = GraphOptions { directed: true, multigraph: false, compound: false };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    for (at, lines) in boxes.iter().enumerate() {
        let height = lines.len() as f64 * LEADING + 2.0 * PADDING;
        graph.set_node(name(at), Some(NodeLabel { width: WIDTH, height, ..NodeLabel::default() }));
    }
    for arrow in &flow.arrows {
        let is_aside = is_aside(flow, arrow);
        let (width, height) = if arrow.label.is_empty() { (0.0, 0.0) } else { (26.0, 14.0) };
        // The flow goes straight down; what stands beside it makes room.
        let weight = if is_aside || arrow.label == "no" { 1 } else { 12 };
        let label = EdgeLabel { weight, width, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        graph.set_edge(name(arrow.from), name(arrow.to), Some(label), None);
    }
    let options = LayoutOptions {
        // What is always shown stays in one straight column, what is shown sometimes moves to the right of it.
        align: Some(Align::UL),
        nodesep: 24.0,
        edgesep: 14.0,
        ranksep: 26.0,
        marginx: MARGIN,
        marginy: MARGIN,
        ..LayoutOptions::default()
    };
    layout(&mut graph, Some(options));
    graph
}

fn name(at: usize) -> String {
    format!("{at:06}")
}

fn is_aside(flow: &Flow, arrow: &Arrow) -> bool {
    flow.nodes.get(arrow.to).is_some_and(|node| node.kind == BoxKind::Advice)
}

/// How far to the right arrows go.
fn bends<'a>(flow: &'a Flow, graph: &'a Graph<NodeLabel, EdgeLabel>) -> impl Iterator<Item = f64> + 'a {
    let edges = flow.arrows.iter().filter_map(|arrow| graph.edge(&name(arrow.from), &name(arrow.to), None));
    edges.flat_map(|edge| edge.points.iter().map(|point| point.x + 16.0))
}

fn arrow(flow: &Flow, graph: &Graph<NodeLabel, EdgeLabel>, arrow: &Arrow) -> Markup {
    let Some(edge) = graph.edge(&name(arrow.from), &name(arrow.to), None) else { return Markup::default() };
    let class = match arrow.label {
        "no" => "past",
        _ if is_aside(flow, arrow) => "aside",
        _ => "flow",
    };
    let points: Vec<(f64, f64)> = edge.points.iter().map(|point| (point.x, point.y)).collect();
    html! {
        path class=(class) d=(curve(&points)) marker-end="url(#head)" {}
        @if let (Some(x), Some(y)) = (edge.x, edge.y) && !arrow.label.is_empty() {
            rect.paper x=(n(x - 11.0)) y=(n(y - 7.0)) width="22" height="14" {}
            text.label x=(n(x)) y=(n(y + 4.0)) { (arrow.label) }
        }
    }
}

/// A line through all points with round bends: straight to the middles, curved around the points.
fn curve(points: &[(f64, f64)]) -> String {
    let Some(((x, y), rest)) = points.split_first() else { return String::new() };
    let mut path = format!("M{} {}", n(*x), n(*y));
    for pair in rest.windows(2) {
        if let [(x, y), (next_x, next_y)] = pair {
            path.push_str(&format!("Q{} {} {} {}", n(*x), n(*y), n((x + next_x) / 2.0), n((y + next_y) / 2.0)));
        }
    }
    if let Some((x, y)) = rest.last() {
        path.push_str(&format!("L{} {}", n(*x), n(*y)));
    }
    path
}

fn text_box(kind: BoxKind, lines: &[(LineKind, String)], x: f64, y: f64, height: f64) -> Markup {
    let class = match kind {
        BoxKind::End => "end",
        BoxKind::Screens => "screens",
        BoxKind::Question => "question",
        BoxKind::Decision => "decision",
        BoxKind::Advice => "advice",
        BoxKind::Domains => "domains",
    };
    let (left, top) = (x - WIDTH / 2.0, y - height / 2.0);
    let radius = if kind == BoxKind::Decision { height / 2.0 } else { 4.0 };
    html! {
        g class=(class) {
            rect x=(n(left)) y=(n(top)) width=(n(WIDTH)) height=(n(height)) rx=(n(radius)) {}
            @for (at, (kind, line)) in lines.iter().enumerate() {
                @let style = match kind { LineKind::Heading => "heading", LineKind::Words => "words", LineKind::Small => "small" };
                @let indent = if style == "small" { INDENT } else { 0.0 };
                @let middle = if class == "decision" { x } else { left + PADDING + indent };
                text class=(style) x=(n(middle)) y=(n(top + PADDING + (at as f64 + 0.75) * LEADING)) { (line) }
            }
        }
    }
}

/// The lines of a box, broken to its width.
fn lines(node: &Node) -> Vec<(LineKind, String)> {
    let broken = |(kind, text): &(LineKind, String)| {
        let letters = match kind {
            LineKind::Heading => HEADING_LETTERS,
            LineKind::Words if node.kind == BoxKind::Question => HEADING_LETTERS,
            LineKind::Words => LETTERS,
            LineKind::Small => SMALL_LETTERS,
        };
        // An id is one word, hyphens or not.
        let letters =
            Options::new(letters).word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation);
        let kind = *kind;
        let lines: Vec<_> =
            wrap(&clean(text), letters).into_iter().map(move |line| (kind, line.into_owned())).collect();
        lines
    };
    node.lines.iter().flat_map(broken).collect()
}

/// Without what XML cannot hold.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// A number with one digit after the point: no drawing needs more.
fn n(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}
