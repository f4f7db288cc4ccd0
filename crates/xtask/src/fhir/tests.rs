use std::collections::BTreeMap;

use guide::condition::{Behavior, Clause, Comparison, Condition, Test};
use guide::id::{ItemId, OptionId, PlaceId};
use guide::journey::journey;
use guide::pack::{Form, Item, ItemKind};
use guide::session::EXPECTATION_OPTIONS;
use guide::{Answer, Answers, Pack};
use proptest::prelude::*;

use super::*;

/// People for each path of the real pack.
const PEOPLE: u64 = 500;

fn louisiana() -> (RawPack, Checked) {
    let questions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questions");
    (read::pack(&questions, "louisiana").unwrap().raw, load(&questions, "louisiana").unwrap())
}

/// What a program that knows nothing but FHIR R4 shows: the linkIds of enabled items, in order.
struct Program<'a> {
    items: BTreeMap<&'a str, &'a Value>,
    parents: BTreeMap<&'a str, &'a str>,
    answers: BTreeMap<String, Vec<Value>>,
    /// Whether `!=` wants an answer, as some programs read it against R4.
    unequal_wants_answer: bool,
}

impl<'a> Program<'a> {
    fn new(questionnaire: &'a Value) -> Self {
        let mut program = Self {
            items: BTreeMap::new(),
            parents: BTreeMap::new(),
            answers: BTreeMap::new(),
            unequal_wants_answer: false,
        };
        program.gather(questionnaire, None);
        program
    }

    fn gather(&mut self, within: &'a Value, parent: Option<&'a str>) {
        for item in within["item"].as_array().into_iter().flatten() {
            let id = item["linkId"].as_str().unwrap();
            assert!(self.items.insert(id, item).is_none(), "the linkId {id} stands twice");
            if let Some(parent) = parent {
                self.parents.insert(id, parent);
            }
            self.gather(item, Some(id));
        }
    }

    fn is_enabled(&self, id: &str) -> bool {
        let around = self.parents.get(id).is_none_or(|parent| self.is_enabled(parent));
        let item = self.items[id];
        let when: Vec<&Value> = item["enableWhen"].as_array().into_iter().flatten().collect();
        let mut held = when.iter().map(|one| self.holds(one));
        around
            && match item["enableBehavior"].as_str() {
                Some("any") => held.any(|one| one),
                Some("all") => held.all(|one| one),
                None => {
                    assert!(when.len() < 2, "{id} has no enableBehavior");
                    held.all(|one| one)
                }
                other => panic!("{other:?}"),
            }
    }

    fn holds(&self, when: &Value) -> bool {
        let question = when["question"].as_str().unwrap();
        // An answer to an item that is not enabled does not count.
        let answers = self.answers.get(question).filter(|_| self.is_enabled(question)).cloned().unwrap_or_default();
        let wanted = when.get("answerCoding").map(|coding| &coding["code"]).or(when.get("answerInteger"));
        let number = |value: &Value| value.as_i64().unwrap();
        let any = |test: &dyn Fn(&Value, &Value) -> bool| answers.iter().any(|answer| test(answer, wanted.unwrap()));
        match when["operator"].as_str().unwrap() {
            "exists" => answers.is_empty() != when["answerBoolean"].as_bool().unwrap(),
            "=" => any(&|answer, wanted| answer == wanted),
            "!=" if self.unequal_wants_answer && answers.is_empty() => false,
            "!=" => !any(&|answer, wanted| answer == wanted),
            "<" => any(&|answer, wanted| number(answer) < number(wanted)),
            "<=" => any(&|answer, wanted| number(answer) <= number(wanted)),
            ">" => any(&|answer, wanted| number(answer) > number(wanted)),
            ">=" => any(&|answer, wanted| number(answer) >= number(wanted)),
            other => panic!("R4 has no operator {other}"),
        }
    }
}

/// Repeatable chance: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }
}

/// A random answer: what our journey is told, and the same as a QuestionnaireResponse has it.
fn answer(pack: &Pack, item: &Item, chance: &mut Chance) -> Option<(Answer, Vec<Value>)> {
    let mut options = |ids: Vec<&str>, repeats: bool| {
        let chosen: Vec<&str> = if repeats {
            ids.iter().filter(|_| chance.below(2) == 0).copied().collect()
        } else {
            vec![ids[chance.below(ids.len())]]
        };
        let ours = Answer::Options(chosen.iter().map(|id| OptionId::from(*id)).collect());
        (ours, chosen.iter().map(|id| Value::from(*id)).collect())
    };
    let question = match &item.kind {
        ItemKind::Help(_) => return Some((Answer::Seen, Vec::new())),
        ItemKind::Expectation(_) => return Some(options(EXPECTATION_OPTIONS.to_vec(), false)),
        ItemKind::Question(question) => question,
    };
    Some(match &question.form {
        Form::Single(choices) => options(choices.iter().map(|choice| choice.id.as_str()).collect(), false),
        Form::Multiple(choices) => options(choices.iter().map(|choice| choice.id.as_str()).collect(), true),
        Form::Scale { from, to, .. } => {
            let number = from + u8::try_from(chance.below(usize::from(to - from) + 1)).unwrap();
            (Answer::Number(number), vec![number.into()])
        }
        Form::Place => {
            let place = &pack.places[chance.below(pack.places.len())].id;
            (Answer::Place(PlaceId::from(place.as_str())), vec![place.as_str().into()])
        }
    })
}

/// Whether the Questionnaire shows on a path what our journey shows.
fn compare(pack: &Pack, path: &GuidePath, program: &mut Program, chance: &mut Chance) {
    let mut answers = Answers::default();
    program.answers.clear();
    for item in &pack.items {
        match chance.below(6) {
            0 => {}
            1 => answers.set(item.id.clone(), Answer::Skipped),
            _ => {
                let Some((ours, theirs)) = answer(pack, item, chance) else { continue };
                answers.set(item.id.clone(), ours);
                program.answers.insert(item.id.as_str().to_owned(), theirs);
            }
        }
    }
    let ours: Vec<ItemId> = journey(pack, path, &answers).stops.iter().map(|stop| stop.item.id.clone()).collect();
    let order = path.parts.iter().flat_map(|part| &part.show).map(|index| &pack.item(*index).unwrap().id);
    let order: Vec<&ItemId> = order.collect();
    for reading in [false, true] {
        program.unequal_wants_answer = reading;
        let shown = order.iter().filter(|id| program.is_enabled(id.as_str()));
        let theirs: Vec<ItemId> = shown.map(|id| (*id).clone()).collect();
        assert_eq!(theirs, ours, "{} with {answers:#?}", path.id.as_str());
    }
}

#[test]
fn the_questionnaire_shows_what_the_guide_shows() {
    let (raw, checked) = louisiana();
    for path in &checked.pack.paths {
        let questionnaire = resource(&raw, &checked, Some(path.id.as_str())).unwrap();
        let mut program = Program::new(&questionnaire);
        for person in 0..PEOPLE {
            compare(&checked.pack, path, &mut program, &mut Chance(person));
        }
    }
}

#[test]
fn nothing_scores_a_person_and_all_texts_are_there() {
    let (raw, checked) = louisiana();
    let whole = resource(&raw, &checked, None).unwrap();
    assert_eq!(whole["entry"].as_array().unwrap().len(), checked.pack.paths.len());
    let text = whole.to_string();
    for word in ["ordinalValue", "points", "score", "domain", "strong", "advice"] {
        assert!(!text.contains(&format!("\"{word}")), "{word}");
    }
    // What is filled in is filled in.
    for mark in ["{value:", "{phone:", "{link:", "{name}", "{p0}", "{l0}", "{from}"] {
        assert!(!text.contains(mark), "{mark}");
    }
    let program = Program::new(&whole["entry"][2]["resource"]);
    let pets = program.items["pets"];
    assert_eq!(pets["answerOption"][0]["valueCoding"]["code"], "none");
    assert_eq!(pets["repeats"], Value::Null);
    assert_eq!(program.items["family-pets"]["repeats"], true);
    assert_eq!(program.items["parents-kind"]["type"], "integer");
    assert_eq!(program.items["place"]["answerOption"].as_array().unwrap().len(), checked.pack.places.len());
}

#[test]
fn other_languages_stand_beside_the_first() {
    let copied = crate::copied::Copied::new();
    copied.change(
        "packs/louisiana/words/pt.toml",
        "title = \"Come to team meetings\"",
        "title = \"Venha\u{a0}já\u{202f}!\"",
    );
    let raw = read::pack(&copied.questions(), "louisiana").unwrap().raw;
    let checked = load(&copied.questions(), "louisiana").unwrap();
    let questionnaire = resource(&raw, &checked, Some("foster")).unwrap();
    let program = Program::new(&questionnaire);
    let group = program.items["team-meetings.page"];
    assert_eq!(group["text"], "Come to team meetings");
    assert_eq!(
        group["_text"]["extension"],
        json!([{ "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
            { "url": "lang", "valueCode": "pt" }, { "url": "content", "valueString": "Venha já !" },
        ] }])
    );
    assert!(program.items["pets"]["answerOption"][0]["valueCoding"]["_display"].is_object());
}

#[test]
fn addresses_are_uuids_and_stay_the_same() {
    let one = address("louisiana", "foster");
    assert_eq!(one, address("louisiana", "foster"));
    assert_ne!(one, address("louisiana", "kin"));
    let parts: Vec<&str> = one.trim_start_matches("urn:uuid:").split('-').collect();
    assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert!(parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']), "{one}");
}

/// A condition on items that come before, of every kind that content can have.
fn condition(pack: &Pack, before: &[u16], chance: &mut Chance) -> Condition {
    let behavior = if chance.below(2) == 0 { Behavior::All } else { Behavior::Any };
    let count = chance.below(4);
    let clauses = (0..count).filter_map(|_| {
        let index = *before.get(chance.below(before.len().max(1)))?;
        let numbers = [
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ];
        let options: Vec<OptionId> = match &pack.item(index)?.kind {
            ItemKind::Help(_) => return None,
            ItemKind::Expectation(_) => EXPECTATION_OPTIONS.iter().map(|id| OptionId::from(*id)).collect(),
            ItemKind::Question(question) => match &question.form {
                Form::Scale { from, to, .. } if chance.below(4) > 0 => {
                    let limit = from + u8::try_from(chance.below(usize::from(to - from) + 1)).unwrap();
                    return Some(Clause::Item(index, Test::Number(numbers[chance.below(6)], limit)));
                }
                _ => question.choices().iter().map(|choice| choice.id.clone()).collect(),
            },
        };
        let test = match chance.below(4) {
            0 => Test::Exists,
            1 => Test::Missing,
            _ if options.is_empty() => Test::Exists,
            2 => Test::Is(options[chance.below(options.len())].clone()),
            _ => Test::IsNot(options[chance.below(options.len())].clone()),
        };
        Some(Clause::Item(index, test))
    });
    Condition { behavior, clauses: clauses.collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_condition_means_the_same_in_fhir(seed in any::<u64>()) {
        let chance = &mut Chance(seed);
        let (raw, mut checked) = louisiana();
        let path = chance.below(checked.pack.paths.len());
        let mut before: Vec<u16> = Vec::new();
        for part in 0..checked.pack.paths[path].parts.len() {
            checked.pack.paths[path].parts[part].when = condition(&checked.pack, &before, chance);
            for index in checked.pack.paths[path].parts[part].show.clone() {
                checked.pack.items[usize::from(index)].when = condition(&checked.pack, &before, chance);
                before.push(index);
            }
        }
        let path = &checked.pack.paths[path];
        let questionnaire = resource(&raw, &checked, Some(path.id.as_str())).unwrap();
        let mut program = Program::new(&questionnaire);
        for _ in 0..20 {
            compare(&checked.pack, path, &mut program, chance);
        }
    }
}
