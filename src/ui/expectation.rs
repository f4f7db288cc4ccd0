//! An expectation: what it asks, an ordinary day, what comes back, and three options.

use guide::Msg;
use guide::screen::{ChoiceRow, ExpectationBody};
use yew::{Callback, Event, Html, html};

use super::{card, text};

/// An expectation.
pub fn view(body: &ExpectationBody, heading: Html, send: &Callback<Msg>) -> Html {
    let choice = |row: &ChoiceRow| {
        let (item, option) = (body.item.clone(), row.value.as_str().into());
        let change = send.reform(move |_: Event| Msg::Choose(item.clone(), guide::id::OptionId::clone(&option), true));
        card::choice("radio", body.item.as_str(), row, change)
    };
    html! {
        <>
            { heading }
            { for body.sections.iter().map(section) }
            { text::proof(&body.proof) }
            <fieldset>
                <legend>{ &body.legend }</legend>
                { for body.choices.iter().map(choice) }
            </fieldset>
        </>
    }
}

/// A heading with its text.
pub fn section((title, paragraphs): &(String, Vec<guide::text::Paragraph>)) -> Html {
    html! {
        <section class="side">
            <h2>{ title }</h2>
            { text::paragraphs(paragraphs) }
        </section>
    }
}
