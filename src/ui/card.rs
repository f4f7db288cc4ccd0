//! Cards: a choice with its whole row to tap.

use guide::screen::ChoiceRow;
use yew::{Html, html};

/// A radio button or checkbox with its label around it.
pub fn choice(kind: &'static str, name: &str, row: &ChoiceRow) -> Html {
    html! {
        <label class="choice">
            <input type={kind} name={name.to_owned()} value={row.value.clone()} checked={row.chosen}
                autocomplete="off" />
            <span>{ &row.label }</span>
        </label>
    }
}
