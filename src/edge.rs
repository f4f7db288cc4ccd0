//! The edge: everything that Porchlight does to the world outside its own memory is in this one `match`.

use guide::Effect;
use wasm_bindgen::JsValue;
use web_sys::{FocusOptions, HtmlElement, Window};

use crate::app::App;

pub mod document;
pub mod events;

/// Whether an effect needs the new screen to be in the document first.
pub fn waits_for_screen(effect: &Effect) -> bool {
    match effect {
        Effect::FocusHeading | Effect::FocusNotice | Effect::Print => true,
        Effect::SetLanguage { .. } | Effect::Leave { .. } => false,
    }
}

/// Carries an effect out. What the browser refuses is left undone: no effect is needed for the next screen.
pub fn carry_out(effect: Effect) {
    match effect {
        Effect::FocusHeading => focus("#app h1"),
        Effect::FocusNotice => focus("#app [data-part=error]"),
        Effect::SetLanguage { code, direction, title } => document::set_language(&code, &direction, &title),
        Effect::Print => {
            if let Some(window) = web_sys::window() {
                let _ = window.print();
            }
        }
        Effect::Leave { address } => leave(&address),
    }
}

/// Shows the guide in the element `app`.
pub fn mount(taken: document::Taken) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    match root {
        Some(root) => {
            yew::Renderer::<App>::with_root_and_props(root, taken.props).render();
        }
        None => give_up("damaged"),
    }
}

/// Tells the boot script that the guide cannot run; it leaves the pre-rendered content in place and says why.
pub fn give_up(cause: &str) {
    let Some(root) = document::root() else { return };
    let _ = root.set_attribute("data-cause", cause);
    say("porchlight-static");
}

/// Says one of a few fixed words to the host page's loader. Never anything that depends on an answer.
pub fn tell(words: &str) {
    if let Some(parent) = parent() {
        let _ = parent.post_message(&JsValue::from_str(words), "*");
    }
}

/// The window that holds the frame; `None` for a full page.
fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    let is_frame = !js_sys::Object::is(window.as_ref(), parent.as_ref());
    is_frame.then_some(parent)
}

fn focus(selector: &str) {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|page| page.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
        let here = FocusOptions::new();
        here.set_prevent_scroll(true);
        let _ = element.focus_with_options(&here);
        show(&element);
    }
}

/// Scrolls the frame, and nothing but the frame. A plain `focus` and `scrollIntoView` would scroll the host page along,
/// and a host page that listens for that could count the screens, whose number follows the answers.
fn show(element: &HtmlElement) {
    let (Some(window), Some(root)) = (web_sys::window(), document::root()) else { return };
    // A third down the window: below what sticks to its top. A heading, near the document's top, brings that top.
    let third = f64::from(root.client_height()) / 3.0;
    window.scroll_by_with_x_and_y(0.0, element.get_bounding_client_rect().top() - third);
}

/// Blanks the page at once. When that is drawn, the boot script puts the neutral page in the place of the whole tab, so
/// that Back shows nothing.
fn leave(address: &str) {
    document::blank(address);
    say("porchlight-left");
}

/// Tells the boot script something.
fn say(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(name)) {
        let _ = window.dispatch_event(&event);
    }
}
