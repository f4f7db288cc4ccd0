//! The first screen: the promise, and the paths.

use guide::screen::{PathCard, Welcome};
use yew::{Html, html};

use super::text;

/// The first screen. It is drawn twice: pre-rendered in the document, and again when the guide takes over.
pub fn view(body: &Welcome, heading: Html, notice: Html) -> Html {
    html! {
        <>
            { heading }
            <div class="lead">{ text::paragraphs(&body.lead) }</div>
            <p class="private">{ &body.private }</p>
            <fieldset class="paths needs-script">
                <legend>{ &body.legend }</legend>
                { notice }
                { for body.paths.iter().map(path) }
            </fieldset>
        </>
    }
}

fn path(card: &PathCard) -> Html {
    html! {
        <label class="choice path">
            <input type="radio" name="path" value={card.id.as_str().to_owned()} checked={card.picked}
                autocomplete="off" />
            <span>
                <strong>{ &card.title }</strong>
                <span class="line">{ &card.text }</span>
                <span class="minutes">{ &card.minutes }</span>
            </span>
        </label>
    }
}
