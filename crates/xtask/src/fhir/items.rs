//! Help pages, expectations and questions as Questionnaire items, their permanent ids as linkIds.

use guide::Pack;
use guide::condition::Condition;
use guide::label::Label;
use guide::pack::{EntryIndex, Expectation, Form, HelpPage, Item, ItemKind, Question, Slot};
use guide::session::EXPECTATION_OPTIONS;
use guide::show::Show;
use guide::text::fill;
use serde_json::{Map, Value, json};

use super::conditions;
use super::texts::{Texts, line};

/// HL7's extension for how an item looks, and its codes.
const ITEM_CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";
/// An option that clears the others.
const EXCLUSIVE: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";

/// How a question is answered, in the words of a language.
type Hint<'a> = Box<dyn Fn(&Show) -> String + 'a>;

/// One item, with the groups around it that its condition needs.
pub(super) fn of(texts: &Texts, item: &Item) -> Result<Value, String> {
    let id = item.id.as_str();
    let element = match &item.kind {
        ItemKind::Help(page) => help(texts, id, page),
        ItemKind::Expectation(one) => expectation(texts, id, one),
        ItemKind::Question(one) => question(texts, id, one),
    };
    enabled(texts.pack(), &item.when, element)
}

/// An element with its condition. Groups around it carry what one set of comparisons cannot say.
pub(super) fn enabled(pack: &Pack, when: &Condition, mut element: Map<String, Value>) -> Result<Value, String> {
    let id = element.get("linkId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut levels =
        conditions::levels(pack, when).ok_or_else(|| format!("the condition of `{id}` looks at a band\n"))?;
    if let Some(own) = levels.pop() {
        own.put(&mut element);
    }
    for (position, level) in levels.iter().enumerate() {
        let mut group = Map::new();
        group.insert("linkId".into(), format!("{id}.when-{}", position + 1).into());
        group.insert("type".into(), "group".into());
        level.put(&mut group);
        group.insert("item".into(), json!([element]));
        element = group;
    }
    Ok(Value::Object(element))
}

/// A help page is a group with its heading; a `display` cannot hold the paragraphs.
fn help(texts: &Texts, id: &str, page: &HelpPage) -> Map<String, Value> {
    let mut group = element(id, "group");
    texts.put(&mut group, "text", |show| show.plain(page.title));
    let mut inside = paragraphs(texts, &format!("{id}.text"), page.text);
    if let Some(points) = page.points {
        inside.extend(paragraphs(texts, &format!("{id}.point"), points));
    }
    inside.extend(contacts(texts, id, &page.phones, &page.links));
    for (position, index) in page.arrangements.iter().enumerate() {
        let Some(one) = texts.pack().arrangements.get(usize::from(*index)) else { continue };
        let id = format!("{id}.arrangement-{}", position + 1);
        let mut group = element(&id, "group");
        texts.put(&mut group, "text", |show| show.plain(one.name));
        let mut about = paragraphs(texts, &format!("{id}.text"), one.text);
        if let Some(points) = one.points {
            about.extend(paragraphs(texts, &format!("{id}.point"), points));
        }
        about.extend(contacts(texts, &id, &one.phones, &one.links));
        group.insert("item".into(), Value::Array(about));
        inside.push(Value::Object(group));
    }
    group.insert("item".into(), Value::Array(inside));
    group
}

/// The expectation is shown, and the choice carries its permanent id: conditions look at the answer.
fn expectation(texts: &Texts, id: &str, one: &Expectation) -> Map<String, Value> {
    let mut group = element(&format!("{id}.page"), "group");
    texts.put(&mut group, "text", |show| show.plain(one.title));
    let sections = [("asks", Label::Asks, one.asks), ("day", Label::Day, one.day), ("back", Label::BackFor, one.back)];
    let mut inside: Vec<Value> = Vec::new();
    for (name, label, slot) in sections {
        let mut display = element(&format!("{id}.{name}"), "display");
        texts.put(&mut display, "text", |show| format!("{}: {}", show.label(label), text(show, slot)));
        inside.push(Value::Object(display));
    }
    let labels = [Label::See, Label::WantHelp, Label::Unsure];
    let option = |(code, label): (&&str, Label)| option(texts, code, &move |show: &Show| show.label(label), false);
    let options = EXPECTATION_OPTIONS.iter().zip(labels).map(option).collect();
    let mut choice = choice(id, "radio-button", options);
    texts.put(&mut choice, "text", |show| show.label(Label::ExpectationLegend));
    inside.push(Value::Object(choice));
    group.insert("item".into(), Value::Array(inside));
    group
}

fn question(texts: &Texts, id: &str, one: &Question) -> Map<String, Value> {
    let options = || -> Vec<Value> {
        let each = one.choices().iter();
        each.map(|choice| option(texts, choice.id.as_str(), &|show: &Show| show.plain(choice.text), choice.alone))
            .collect()
    };
    // No `ordinalValue` on an option: the points of the guide put its advice in order and are no score of a person, and
    // a number in a record would be read as one. The numbers of a scale are its answers.
    let (mut element, hint): (_, Option<Hint>) = match &one.form {
        Form::Single(_) => (choice(id, "radio-button", options()), None),
        Form::Multiple(_) => {
            let mut choice = choice(id, "check-box", options());
            choice.insert("repeats".into(), true.into());
            (choice, Some(Box::new(|show: &Show| show.label(Label::ChooseAny))))
        }
        Form::Scale { from, to, low, high } => {
            let mut scale = element(id, "integer");
            let limits = json!([{ "url": MIN_VALUE, "valueInteger": from }, { "url": MAX_VALUE, "valueInteger": to }]);
            scale.insert("extension".into(), limits);
            let hint = |show: &Show| {
                let (from, to) = (from.to_string(), to.to_string());
                let (low, high) = (show.plain(*low), show.plain(*high));
                show.words.filled(Label::ScaleHint, &[("from", &from), ("to", &to), ("low", &low), ("high", &high)])
            };
            (scale, Some(Box::new(hint)))
        }
        Form::Place => {
            let places = texts.pack().places.iter();
            let options = places.map(|place| {
                let name = |show: &Show| fill(show.words.line(show.pack.texts.place_of), &[("name", &place.name)]);
                option(texts, place.id.as_str(), &name, false)
            });
            (choice(id, "drop-down", options.collect()), None)
        }
    };
    texts.put(&mut element, "text", |show| show.plain(one.ask));
    let mut inside = Vec::new();
    if let Some(why) = one.why {
        inside.push(aside(texts, &format!("{id}.why"), &|show: &Show| show.plain(why)));
    }
    if let Some(hint) = hint {
        inside.push(aside(texts, &format!("{id}.hint"), &hint));
    }
    if !inside.is_empty() {
        element.insert("item".into(), Value::Array(inside));
    }
    element
}

fn element(id: &str, kind: &str) -> Map<String, Value> {
    let mut element = Map::new();
    element.insert("linkId".into(), id.into());
    element.insert("type".into(), kind.into());
    element
}

fn choice(id: &str, looks: &str, options: Vec<Value>) -> Map<String, Value> {
    let mut element = element(id, "choice");
    element.insert("extension".into(), control(looks));
    element.insert("answerOption".into(), Value::Array(options));
    element
}

fn option(texts: &Texts, code: &str, text: &impl Fn(&Show) -> String, alone: bool) -> Value {
    let mut coding = Map::new();
    coding.insert("code".into(), code.into());
    texts.put(&mut coding, "display", text);
    if alone {
        json!({ "extension": [{ "url": EXCLUSIVE, "valueBoolean": true }], "valueCoding": coding })
    } else {
        json!({ "valueCoding": coding })
    }
}

/// What stands beside a question to help with it.
fn aside(texts: &Texts, id: &str, text: &dyn Fn(&Show) -> String) -> Value {
    let mut display = element(id, "display");
    display.insert("extension".into(), control("help"));
    texts.put(&mut display, "text", text);
    Value::Object(display)
}

fn control(code: &str) -> Value {
    json!([{ "url": ITEM_CONTROL, "valueCodeableConcept": { "coding": [{ "system": CONTROLS, "code": code }] } }])
}

/// Each paragraph as a display.
fn paragraphs(texts: &Texts, id: &str, slot: Slot) -> Vec<Value> {
    displays(texts, id, &|show: &Show| show.rich(slot).iter().map(line).collect())
}

/// Phones and pages.
fn contacts(texts: &Texts, id: &str, phones: &[EntryIndex], links: &[EntryIndex]) -> Vec<Value> {
    displays(texts, &format!("{id}.contact"), &|show: &Show| {
        let rows = show.phones(phones).into_iter().map(|row| {
            let parts = [row.label, row.verb, row.link.shown, row.note];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        });
        let pages = show.links(links).into_iter().map(|link| format!("{}: {}", link.label, link.href));
        rows.chain(pages).collect()
    })
}

fn displays(texts: &Texts, id: &str, rows: &dyn Fn(&Show) -> Vec<String>) -> Vec<Value> {
    let count = texts.rows(rows);
    let each = (0..count).map(|position| {
        let mut display = element(&format!("{id}-{}", position + 1), "display");
        texts.put(&mut display, "text", |show| rows(show).into_iter().nth(position).unwrap_or_default());
        Value::Object(display)
    });
    each.collect()
}

/// A text as one line.
fn text(show: &Show, slot: Slot) -> String {
    show.rich(slot).iter().map(line).collect::<Vec<_>>().join(" ")
}
