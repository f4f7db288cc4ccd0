//! A question: one fieldset, its legend the heading, native controls.

use guide::screen::{ChoiceRow, Controls, PlaceControls, QuestionBody};
use yew::{Html, html};

use super::card;

/// A question.
pub fn view(body: &QuestionBody, heading: Html, notice: Html) -> Html {
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
            { controls(body) }
        </fieldset>
    }
}

fn controls(body: &QuestionBody) -> Html {
    let item = body.item.as_str();
    match &body.controls {
        Controls::Radios(rows) => choices("radio", item, rows),
        Controls::Checkboxes(rows) => choices("checkbox", item, rows),
        Controls::Scale { numbers, low, high } => html! {
            <div class="scale">
                <div class="numbers">{ choices("radio", item, numbers) }</div>
                <p class="ends" aria-hidden="true"><span>{ low }</span><span>{ high }</span></p>
            </div>
        },
        Controls::Place(controls) => place(controls),
    }
}

fn choices(kind: &'static str, item: &str, rows: &[ChoiceRow]) -> Html {
    rows.iter().map(|row| card::choice(kind, item, row)).collect()
}

fn place(controls: &PlaceControls) -> Html {
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
                    autocorrect="off" autocapitalize="off" spellcheck="false" value={controls.zip.clone()} />
            </label>
            <p class="found" role="status">{ controls.zip_found.as_deref().unwrap_or_default() }</p>
            <label class="field">
                <span>{ &controls.place_label }</span>
                <select name="place" autocomplete="off">
                    <option value="" selected={nothing}>{ &controls.none }</option>
                    { for controls.places.iter().map(option) }
                </select>
            </label>
        </div>
    }
}
