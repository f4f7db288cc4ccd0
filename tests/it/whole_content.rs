//! The whole content, which people read when the questions cannot start, held against the files that people write:
//! every help page, expectation and question of any path stands in it once, in the order of the paths.

use guide::whole::{Whole, whole};
use toml::Value;

use crate::louisiana;
use crate::model_words::Texts;
use crate::transcript::plain;

/// The ids that the paths show, each once, with the kind of the part that shows it first.
fn shown() -> Vec<(String, String)> {
    let mut shown: Vec<(String, String)> = Vec::new();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    for path in louisiana::toml("paths.toml")["path"].as_array().unwrap() {
        for part in path["part"].as_array().unwrap() {
            for id in part["show"].as_array().unwrap().iter().map(text) {
                if !shown.iter().any(|(one, _)| *one == id) {
                    shown.push((id, text(&part["kind"])));
                }
            }
        }
    }
    shown
}

fn of_kind(kind: &str) -> Vec<String> {
    shown().into_iter().filter(|(_, one)| one == kind).map(|(id, _)| id).collect()
}

fn read() -> Whole {
    louisiana::show(|show| whole(show, &louisiana::languages()))
}

#[test]
fn every_help_page_and_expectation_stands_in_it_in_the_order_of_the_paths() {
    let (whole, texts) = (read(), Texts::read("louisiana", "en"));
    let titles =
        |kind: &str, ids: &[String]| -> Vec<String> { ids.iter().map(|id| texts.of(kind, id, "title")).collect() };
    let (help, expectations) = (of_kind("help"), of_kind("expectations"));
    assert!(help.len() >= 4 && expectations.len() >= 14, "{} and {}", help.len(), expectations.len());
    assert_eq!(whole.help.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>(), titles("help", &help));
    assert_eq!(
        whole.expectations.iter().map(|one| one.title.clone()).collect::<Vec<_>>(),
        titles("expectations", &expectations)
    );
    for (one, id) in whole.expectations.iter().zip(&expectations) {
        for ((_, drawn), key) in one.sections.iter().zip(["asks", "day", "back"]) {
            for (drawn, written) in drawn.iter().map(plain).zip(texts.paragraphs("expectations", id, key)) {
                assert!(written.is_none_or(|written| written == drawn), "{id} {key}: {drawn}");
            }
        }
    }
}

#[test]
fn every_question_stands_in_it_with_what_can_be_answered() {
    let (whole, texts) = (read(), Texts::read("louisiana", "en"));
    let file = louisiana::toml("questions.toml");
    let mut wanted = Vec::new();
    for id in of_kind("questions") {
        let question = file["question"].as_array().unwrap().iter().find(|one| one["id"].as_str() == Some(&id)).unwrap();
        let options: Vec<String> = match question["kind"].as_str().unwrap() {
            "place" => continue,
            "scale" => [("from", "low"), ("to", "high")]
                .map(|(end, words)| {
                    format!("{}: {}", question[end].as_integer().unwrap(), texts.of("questions", &id, words))
                })
                .to_vec(),
            _ => {
                let options = question["options"].as_array().unwrap().iter();
                options.map(|option| texts.option(&id, option["id"].as_str().unwrap())).collect()
            }
        };
        wanted.push((texts.of("questions", &id, "ask"), options));
    }
    assert!(wanted.len() >= 20, "{}", wanted.len());
    assert_eq!(whole.questions, wanted);
}

#[test]
fn the_other_languages_and_the_regions_of_services_are_named() {
    let whole = read();
    let codes: Vec<&str> = whole.languages.iter().map(|row| row.code.as_str()).collect();
    let all: Vec<String> = louisiana::languages().iter().map(|words| words.code.clone()).collect();
    assert_eq!(codes, all[1..]);
    let services = louisiana::toml("directory/services.toml");
    for (card, service) in whole.services.iter().zip(services["service"].as_array().unwrap()) {
        let areas = service.get("areas").and_then(Value::as_array).map_or(0, Vec::len);
        let named = card.organization.split_once(" · ").map_or(0, |(_, areas)| areas.split(", ").count());
        assert_eq!(named, areas, "{}", card.organization);
    }
}
