//! Reads from an event what a person did. Controls say it by their name, their value and their `data-action`.

use guide::Msg;
use guide::id::{ItemId, OptionId, PathId, PlaceId};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// A press on a button, or on the link that leaves.
pub fn pressed(event: &Event) -> Option<Msg> {
    let element = target(event)?.closest("[data-action]").ok().flatten()?;
    Some(match element.get_attribute("data-action")?.as_str() {
        "start" => Msg::Start,
        "next" => Msg::Next,
        "skip" => Msg::Skip,
        "back" => Msg::Back,
        "review" => Msg::Review,
        "result" => Msg::Result,
        "print" => Msg::Print,
        "other-path" => Msg::OtherPath,
        "restart" => Msg::Restart,
        "change" => Msg::Change(ItemId(element.get_attribute("data-id")?)),
        "leave" => {
            event.prevent_default();
            Msg::Leave
        }
        _ => return None,
    })
}

/// A choice: a radio button, a checkbox, the list of places, the list of languages.
pub fn chosen(event: &Event) -> Option<Msg> {
    let target = target(event)?;
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        let value = select.value();
        let is_place = select.name() == "place";
        return Some(match is_place {
            true => Msg::PickPlace((!value.is_empty()).then_some(PlaceId(value))),
            false => Msg::Language(value),
        });
    }
    let input = target.dyn_ref::<HtmlInputElement>()?;
    let (name, value) = (input.name(), input.value());
    match name.as_str() {
        "zip" => None,
        "path" => Some(Msg::PickPath(PathId(value))),
        _ => Some(Msg::Choose(ItemId(name), OptionId(value), input.checked())),
    }
}

/// What stands in the one field that can be typed in.
pub fn typed(event: &Event) -> Option<Msg> {
    Some(Msg::Zip(zip_field(event)?.value()))
}

/// Enter in that field goes on, as people expect of a field.
pub fn entered(event: &KeyboardEvent) -> Option<Msg> {
    zip_field(event)?;
    (event.key() == "Enter").then_some(Msg::Next)
}

fn zip_field(event: &Event) -> Option<HtmlInputElement> {
    target(event)?.dyn_into::<HtmlInputElement>().ok().filter(|input| input.name() == "zip")
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
