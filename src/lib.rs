//! Porchlight's widget: one component, shown in the document that carries it.
//!
//! The document calls [`start`] once its last byte has arrived. See `www/start.js`.

use wasm_bindgen::prelude::wasm_bindgen;

pub mod app;
pub mod edge;
pub mod ui;

/// Takes the document over from its pre-rendered first screen.
///
/// What the document misses, or what cannot be read, is told to its boot script, which leaves the pre-rendered content
/// in place.
#[wasm_bindgen]
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|_| edge::give_up("crash")));
    match edge::document::setup() {
        Ok(taken) => edge::mount(taken),
        Err(cause) => edge::give_up(cause),
    }
}
