//! A help page: whom to call, what to ask, the legal and money arrangements.

use guide::screen::{ArrangementCard, Help};
use yew::{Html, html};

use super::text;

/// A help page.
pub fn view(body: &Help, heading: Html) -> Html {
    html! { <>{ heading }{ content(body) }</> }
}

/// What stands below the heading of a help page.
pub fn content(body: &Help) -> Html {
    html! {
        <>
            { text::paragraphs(&body.text) }
            { text::phones(&body.phones) }
            { text::points(&body.points) }
            { for body.arrangements.iter().map(arrangement) }
            { text::links(&body.links) }
            { text::proof(&body.proof) }
        </>
    }
}

fn arrangement(card: &ArrangementCard) -> Html {
    html! {
        <section class="card">
            <h2>{ &card.name }</h2>
            if let Some(agency) = &card.agency {
                <p class="by">{ agency }</p>
            }
            { text::paragraphs(&card.text) }
            { text::points(&card.points) }
            { text::phones(&card.phones) }
            { text::links(&card.links) }
            { text::proof(&card.proof) }
        </section>
    }
}
