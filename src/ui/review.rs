//! All answers, each with a way to change it.

use guide::screen::{Review, ReviewGroup, ReviewRow};
use yew::{Html, html};

/// The review.
pub fn view(body: &Review, heading: Html) -> Html {
    html! {
        <>
            { heading }
            <p>{ &body.text }</p>
            { for body.groups.iter().map(group) }
        </>
    }
}

fn group(group: &ReviewGroup) -> Html {
    html! {
        <section class="review">
            <h2>{ &group.title }</h2>
            <ul>{ for group.rows.iter().map(row) }</ul>
        </section>
    }
}

fn row(row: &ReviewRow) -> Html {
    let class = if row.answered { "answer" } else { "answer open" };
    html! {
        <li data-row={row.item.as_str().to_owned()}>
            <span class="name">{ &row.name }</span>
            <span class={class} translate="no">{ &row.answer }</span>
            <button type="button" class="change" data-action="change" data-id={row.item.as_str().to_owned()}>
                { &row.change }
                <span class="unseen">{ ": " }{ &row.name }</span>
            </button>
        </li>
    }
}
