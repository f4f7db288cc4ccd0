//! The drawings of a real pack, of a hostile one and of a very large one.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use guide::content::RawPack;
use guide::content::raw::{RawPartKind, RawPath, RawWhen};
use proptest::prelude::*;

use super::flow::{BoxKind, Flow, flow};
use super::*;
use crate::content::planted::TODAY;

fn questions() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questions")
}

fn louisiana() -> RawPack {
    load_with_raw(&questions(), "louisiana", TODAY).unwrap().1
}

fn path<'a>(raw: &'a RawPack, id: &str) -> &'a RawPath {
    raw.paths.iter().map(|one| &one.value).find(|path| path.id == id).unwrap()
}

/// Every box can be reached from the first, and from every box but advice the last one can be reached.
fn is_whole(flow: &Flow) {
    let mut reached = BTreeSet::from([0]);
    // Arrows begin at boxes that stand before their ends, so one round is enough.
    for arrow in &flow.arrows {
        assert!(arrow.from < arrow.to);
    }
    let mut arrows: Vec<_> = flow.arrows.iter().collect();
    arrows.sort_by_key(|arrow| arrow.from);
    for arrow in &arrows {
        if reached.contains(&arrow.from) {
            reached.insert(arrow.to);
        }
    }
    assert_eq!(reached.len(), flow.nodes.len());
    for (at, node) in flow.nodes.iter().enumerate() {
        let out = flow.arrows.iter().filter(|arrow| arrow.from == at);
        let forward = out.filter(|arrow| flow.nodes[arrow.to].kind != BoxKind::Advice).count();
        let wanted = match node.kind {
            BoxKind::Decision => 2,
            BoxKind::Advice => 0,
            _ if at + 1 == flow.nodes.len() => 0,
            _ => 1,
        };
        assert_eq!(forward, wanted, "{node:?}");
    }
}

/// The drawing is XML: the text of all its elements.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}"));
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .map(|node| node.text().unwrap().to_owned())
        .collect()
}

#[test]
fn every_screen_every_condition_and_all_advice_is_drawn() {
    let raw = louisiana();
    for path in raw.paths.iter().map(|one| &one.value) {
        let flow = flow(&raw, path);
        is_whole(&flow);
        let all = texts(&draw::svg(&flow)).join(" ").replace('\u{a0}', " ");
        for id in path.part.iter().flat_map(|part| &part.show) {
            assert!(all.contains(id.as_str()), "{}: {id}", path.id);
        }
        for advice in raw.advice.iter().map(|one| &one.value) {
            if advice.paths.is_empty() || advice.paths.contains(&path.id) {
                assert!(all.contains(&advice.id), "{}: {}", path.id, advice.id);
            }
        }
        assert!(!all.contains('{'), "{all}");
    }
    let drawn = texts(&draw::svg(&flow(&raw, path(&raw, "foster")))).join(" ");
    assert!(drawn.contains("partner-in-home = yes ?"), "{drawn}");
    let kin_now = flow(&raw, path(&raw, "kin-now"));
    let offers = kin_now.nodes.iter().filter(|node| node.kind == BoxKind::Decision);
    let offers = offers.filter(|node| node.lines[0].1 == "now-offer = yes ?").count();
    assert_eq!(offers, 2, "parts one after the other with the same condition have one decision");
}

#[test]
fn boxes_fit_on_paper_and_do_not_lie_on_each_other() {
    let raw = louisiana();
    for path in raw.paths.iter().map(|one| &one.value) {
        let svg = draw::svg(&flow(&raw, path));
        let document = roxmltree::Document::parse(&svg).unwrap();
        let number = |node: &roxmltree::Node, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
        let boxes = document.descendants().filter(|node| node.has_tag_name("g"));
        let boxes: Vec<[f64; 4]> = boxes
            .map(|group| group.first_element_child().unwrap())
            .map(|rect| ["x", "y", "width", "height"].map(|name| number(&rect, name)))
            .map(|[x, y, width, height]| [x, y, x + width, y + height])
            .collect();
        let width: f64 = document.root_element().attribute("width").unwrap().trim_end_matches("px").parse().unwrap();
        assert!(width <= 740.0, "{}: {width} px is wider than a printed page", path.id);
        for (at, [left, top, right, bottom]) in boxes.iter().enumerate() {
            assert!(*left >= 0.0 && *top >= 0.0 && *right <= width);
            for [other_left, other_top, other_right, other_bottom] in &boxes[at + 1..] {
                let apart = right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top;
                assert!(apart, "{}: two boxes lie on each other", path.id);
            }
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let mut raw = louisiana();
    let evil = "</text><script>alert(1)</script> & \" ' ]]> <!-- \u{1}\u{FFFF} \u{202E} x".to_owned();
    raw.words.get_mut("en").unwrap().texts.values_mut().for_each(|text| *text = vec![evil.clone()]);
    let svg = draw::svg(&flow(&raw, path(&raw, "foster")));
    let document = roxmltree::Document::parse(&svg).unwrap();
    assert!(!document.descendants().any(|node| node.has_tag_name("script")));
    assert!(texts(&svg).iter().any(|text| text.contains("<script>")));
}

/// A thousand questions in one path, every third with a condition and every fifth with advice of its own.
fn large(count: usize) -> RawPack {
    let mut raw = louisiana();
    let (question, advice) = (raw.questions[3].clone(), raw.advice[0].clone());
    let path = &mut raw.paths[0].value;
    path.part.truncate(1);
    path.part[0].kind = RawPartKind::Questions;
    path.part[0].show = (0..count).map(|at| format!("q{at}")).collect();
    path.part[0].when = None;
    raw.advice.clear();
    raw.questions.clear();
    for at in 0..count {
        let mut question = question.clone();
        question.value.id = format!("q{at}");
        question.value.when = (at % 3 == 2).then(|| RawWhen::One(format!("q{} exists", at - 1)));
        raw.questions.push(question);
        if at % 5 == 0 {
            let mut advice = advice.clone();
            advice.value.id = format!("a{at}");
            advice.value.paths.clear();
            advice.value.when = Some(RawWhen::One(format!("q{at} missing")));
            raw.advice.push(advice);
        }
    }
    raw
}

#[test]
fn a_thousand_questions_are_drawn_in_seconds() {
    let mut raw = large(1000);
    // One long way past all of them, too.
    raw.paths[0].value.part[0].when = Some(RawWhen::One("now-offer = yes".to_owned()));
    let begin = Instant::now();
    let flow = flow(&raw, &raw.paths[0].value);
    is_whole(&flow);
    let drawn = texts(&draw::svg(&flow)).len();
    let took = begin.elapsed();
    assert!(drawn > 3000, "{drawn}");
    println!("1,000 questions: {} boxes in {took:?}", flow.nodes.len());
    assert!(took < Duration::from_secs(120), "{took:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is conditional and whatever has advice: the flow hangs together, and it can be drawn.
    #[test]
    fn every_flow_is_whole(conditions in proptest::collection::vec(0_u8..4, 1..12), split in 0_usize..12, part in 0_u8..3) {
        let mut raw = large(conditions.len());
        for (at, condition) in conditions.iter().enumerate() {
            raw.questions[at].value.when = (*condition > 0).then(|| RawWhen::One(format!("x = {condition}")));
        }
        let path = &mut raw.paths[0].value;
        let mut second = path.part[0].clone();
        second.show = path.part[0].show.split_off(split.min(conditions.len()));
        second.kind = RawPartKind::Family;
        second.when = (part > 0).then(|| RawWhen::One("x = 1".to_owned()));
        path.part[0].when = (part > 1).then(|| RawWhen::One("x = 1".to_owned()));
        path.part.push(second);
        let flow = flow(&raw, &raw.paths[0].value);
        is_whole(&flow);
        texts(&draw::svg(&flow));
    }
}

#[test]
fn arguments_are_read_and_wrong_ones_told() {
    let ask = |words: &[&str]| {
        let arguments: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        wanted(&questions(), &arguments).map_err(|error| error.to_string())
    };
    assert!(ask(&["louisiana"]).is_ok());
    let read = ask(&["louisiana", "--path", "kin", "--out", "kin.svg"]).unwrap();
    assert_eq!((read.path.as_deref(), read.out.as_deref()), (Some("kin"), Some(Path::new("kin.svg"))));
    for wrong in [&[][..], &["atlantis"], &["louisiana", "--out", "one.svg"], &["louisiana", "--path"]] {
        assert!(ask(wrong).is_err(), "{wrong:?}");
    }
}
