//! Reads from an event what a person did. Controls say it by their name, their value, their `data-action` or `data-key`.

use guide::Msg;
use guide::id::{ItemId, OptionId, PathId, PlaceId};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// A press on a button, or on the link that leaves.
pub fn pressed(event: &Event) -> Option<Msg> {
    let element = target(event)?.closest("[data-action], [data-key]").ok().flatten()?;
    if let Some(key) = element.get_attribute("data-key") {
        return zip_after(&key).map(Msg::Zip);
    }
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
    Some(match name.as_str() {
        "path" => Msg::PickPath(PathId(value)),
        _ => Msg::Choose(ItemId(name), OptionId(value), input.checked()),
    })
}

/// A key in the one field that can be typed in. Enter goes on, as people expect of a field.
pub fn typed(event: &KeyboardEvent) -> Option<Msg> {
    let target = target(event)?;
    target.closest(".zip").ok().flatten()?;
    // With these keys a digit means something else: "zoom to 100 %", "the first tab".
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let key = event.key();
    if key == "Enter" {
        // On one of the guide's own keys, Enter presses it.
        let pressed = target.closest("button").ok().flatten();
        return pressed.is_none().then_some(Msg::Next);
    }
    zip_after(&key).map(Msg::Zip)
}

/// What stands in the field after a key: a digit, or `Backspace`.
fn zip_after(key: &str) -> Option<String> {
    let mut zip = web_sys::window()?.document()?.get_element_by_id("zip")?.text_content()?;
    match key.as_bytes() {
        b"Backspace" => _ = zip.pop(),
        [digit] if digit.is_ascii_digit() => zip.push_str(key),
        _ => return None,
    }
    Some(zip)
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
