//! A question: one fieldset, its legend the heading, native controls.

use guide::Msg;
use guide::id::{ItemId, OptionId, PlaceId};
use guide::screen::{ChoiceRow, Controls, PlaceControls, QuestionBody};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Event, Html, InputEvent, KeyboardEvent, html};

use super::card;

/// A question.
pub fn view(body: &QuestionBody, heading: Html, notice: Html, send: &Callback<Msg>) -> Html {
    let described = body.hint.as_ref().map(|_| "hint");
    html! {
        <fieldset class="question" aria-describedby={described}>
            <legend>{ heading }</legend>
            if let Some(why) = &body.why {
                <p class="why">{ why }</p>
            }
            if let Some(hint) = &body.hint {
                <p class="hint" id="hint">{ hint }</p>
            }
            { notice }
            { controls(body, send) }
        </fieldset>
    }
}

fn controls(body: &QuestionBody, send: &Callback<Msg>) -> Html {
    let item = &body.item;
    match &body.controls {
        Controls::Radios(rows) => rows.iter().map(|row| choice("radio", item, row, send)).collect(),
        Controls::Checkboxes(rows) => rows.iter().map(|row| choice("checkbox", item, row, send)).collect(),
        Controls::Scale { numbers, low, high } => html! {
            <div class="scale">
                <div class="numbers">{ for numbers.iter().map(|row| number(item, row, send)) }</div>
                <p class="ends" aria-hidden="true"><span>{ low }</span><span>{ high }</span></p>
            </div>
        },
        Controls::Place(controls) => place(controls, send),
    }
}

fn choice(kind: &'static str, item: &ItemId, row: &ChoiceRow, send: &Callback<Msg>) -> Html {
    let (id, option) = (item.clone(), OptionId(row.value.clone()));
    let change = send.reform(move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Msg::Choose(id.clone(), option.clone(), input.is_none_or(|input| input.checked()))
    });
    card::choice(kind, item.as_str(), row, change)
}

fn number(item: &ItemId, row: &ChoiceRow, send: &Callback<Msg>) -> Html {
    let (id, number) = (item.clone(), row.value.parse::<u8>().unwrap_or_default());
    card::choice("radio", item.as_str(), row, send.reform(move |_: Event| Msg::Rate(id.clone(), number)))
}

fn place(controls: &PlaceControls, send: &Callback<Msg>) -> Html {
    let typed = send.reform(|event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Msg::Zip(input.map(|input| input.value()).unwrap_or_default())
    });
    let enter = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                send.emit(Msg::Next);
            }
        })
    };
    let picked = send.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let value = select.map(|select| select.value()).filter(|value| !value.is_empty());
        Msg::PickPlace(value.map(PlaceId))
    });
    let option = |row: &ChoiceRow| {
        html! { <option value={row.value.clone()} selected={row.chosen}>{ &row.label }</option> }
    };
    let nothing = !controls.places.iter().any(|row| row.chosen);
    html! {
        <div class="place">
            <label class="field">
                <span>{ &controls.zip_label }</span>
                <span class="hint">{ &controls.zip_hint }</span>
                <input type="text" name="zip" inputmode="numeric" maxlength="10" autocomplete="off"
                    autocorrect="off" autocapitalize="off" spellcheck="false" value={controls.zip.clone()}
                    oninput={typed} onkeydown={enter} />
            </label>
            <p class="found" role="status">{ controls.zip_found.as_deref().unwrap_or_default() }</p>
            <label class="field">
                <span>{ &controls.place_label }</span>
                <select name="place" autocomplete="off" onchange={picked}>
                    <option value="" selected={nothing}>{ &controls.none }</option>
                    { for controls.places.iter().map(option) }
                </select>
            </label>
        </div>
    }
}
