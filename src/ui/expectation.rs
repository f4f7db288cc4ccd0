//! An expectation: what it asks, an ordinary day, what comes back, and three options.

use guide::screen::ExpectationBody;
use yew::{Html, html};

use super::{card, text};

/// An expectation.
pub fn view(body: &ExpectationBody, heading: Html) -> Html {
    html! {
        <>
            { heading }
            { for body.sections.iter().map(section) }
            { text::proof(&body.proof) }
            <fieldset>
                <legend>{ &body.legend }</legend>
                { for body.choices.iter().map(|row| card::choice("radio", body.item.as_str(), row)) }
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
