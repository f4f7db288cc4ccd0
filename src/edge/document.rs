//! Reads what the document carries, and takes over from its pre-rendered first screen.

use std::rc::Rc;

use guide::id::{EntryId, PathId};
use guide::{Date, Msg, Pack, Setup, Words};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::app::Props;

/// What was found in the document.
pub struct Taken {
    /// What the component begins with.
    pub props: Props,
}

/// Reads the pack, the words, the wishes of the tag, and what the person has already touched.
///
/// The error is a cause for the web master: `damaged` when a part is missing or is not of this build.
pub fn setup() -> Result<Taken, &'static str> {
    let page = page().ok_or("damaged")?;
    let root = root().ok_or("damaged")?;
    let pack = pack(&page).ok_or("damaged")?;
    let languages = languages(&page);
    let own = root.get_attribute("lang");
    if !languages.iter().any(|words| own.as_ref() == Some(&words.code)) {
        return Err("damaged");
    }
    let wish = |name: &str| root.get_attribute(name).filter(|value| !value.is_empty());
    let picked = checked_path(&page);
    let language = picked_language(&page).or_else(|| wish("data-wish-language")).or(own);
    let setup = Setup {
        pack: Rc::new(pack),
        languages: Rc::new(languages),
        language: language.unwrap_or_default(),
        path: picked.or_else(|| wish("data-wish-path")).map(PathId),
        region: wish("data-wish-region").map(EntryId),
        today: today(),
    };
    let touched = root.has_attribute("data-pressed").then_some(Msg::Start);
    Ok(Taken { props: Props { setup, touched } })
}

fn page() -> Option<Document> {
    web_sys::window()?.document()
}

/// The document's root element.
pub fn root() -> Option<Element> {
    page()?.document_element()
}

/// The pack stands in the document as text, one character for each byte, so that nothing is fetched. `~` stands for
/// zero, all others for their low byte: crates/xtask/src/build/inert.rs.
fn pack(page: &Document) -> Option<Pack> {
    let text = page.get_element_by_id("pack")?.text_content()?;
    let mut bytes = Vec::new();
    for character in text.chars() {
        bytes.push(if character == '~' { 0 } else { (u32::from(character) & 0xff) as u8 });
    }
    Pack::read(&bytes)
}

fn languages(page: &Document) -> Vec<Words> {
    let Ok(found) = page.query_selector_all("script.words") else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|position| found.get(position)?.dyn_into::<Element>().ok());
    let words = elements.filter_map(|element| {
        let (code, direction) = (element.get_attribute("lang")?, element.get_attribute("dir")?);
        Some(Words::new(&code, &direction, &element.text_content()?))
    });
    words.collect()
}

fn checked_path(page: &Document) -> Option<String> {
    let checked = page.query_selector("#first input[name=path]:checked").ok().flatten()?;
    Some(checked.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// The language that was chosen on the pre-rendered first screen, if it is another than that screen's own.
fn picked_language(page: &Document) -> Option<String> {
    let select = page.query_selector("#first select").ok().flatten()?.dyn_into::<HtmlSelectElement>().ok()?;
    let own = page.document_element()?.get_attribute("lang");
    Some(select.value()).filter(|code| !code.is_empty() && own.as_ref() != Some(code))
}

fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    let (month, day) = (u8::try_from(now.get_month() + 1).ok()?, u8::try_from(now.get_date()).ok()?);
    Some(Date { year: u16::try_from(now.get_full_year()).ok()?, month, day })
}

/// Writes the screen's kind and path on the root element: a promise to tests, ours and others'.
pub fn mark(kind: &str, path: Option<&str>) {
    let Some(root) = root() else { return };
    let _ = root.set_attribute("data-screen", kind);
    let _ = match path {
        Some(path) => root.set_attribute("data-path", path),
        None => root.remove_attribute("data-path"),
    };
}

/// Sets the document's language, direction and title.
pub fn set_language(code: &str, direction: &str, title: &str) {
    if let Some(page) = page() {
        page.set_title(title);
    }
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", code);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Puts the guide in the place of the pre-rendered first screen, the focus on the same control.
pub fn take_over() {
    let (Some(page), Some(root)) = (page(), root()) else { return };
    let focused = focused_position(&page);
    // What was opened stays open. The views never touch it.
    if page.query_selector("#first details[open]").ok().flatten().is_some()
        && let Some(details) = page.query_selector("#app details").ok().flatten()
    {
        let _ = details.set_attribute("open", "");
    }
    for id in ["first", "whole"] {
        if let Some(element) = page.get_element_by_id(id) {
            element.remove();
        }
    }
    if let Some(app) = page.get_element_by_id("app") {
        let _ = app.remove_attribute("hidden");
    }
    if let Some(control) = focused.and_then(|position| control(&page, "#app", position)) {
        let _ = control.focus();
    }
    for name in ["data-static", "data-pressed"] {
        let _ = root.remove_attribute(name);
    }
    let _ = root.set_attribute("data-running", "");
    let _ = root.class_list().add_1("js");
    super::tell("porchlight:ready");
}

/// Both screens are drawn by the same function, so a control has the same position in both.
const CONTROLS: &str = "a, button, input, select, summary";

fn focused_position(page: &Document) -> Option<u32> {
    let active = page.active_element()?;
    let controls = page.get_element_by_id("first")?.query_selector_all(CONTROLS).ok()?;
    (0..controls.length())
        .find(|position| controls.get(*position).is_some_and(|control| control.is_same_node(Some(active.as_ref()))))
}

fn control(page: &Document, within: &str, position: u32) -> Option<HtmlElement> {
    let controls = page.query_selector(within).ok().flatten()?.query_selector_all(CONTROLS).ok()?;
    controls.get(position)?.dyn_into().ok()
}

/// Takes everything off the page at once. `address` is the page that comes in its place.
pub fn blank(address: &str) {
    let (Some(page), Some(root)) = (page(), root()) else { return };
    let _ = root.set_attribute("data-left", address);
    page.set_title("");
}
