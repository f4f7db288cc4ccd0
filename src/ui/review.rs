//! All answers, each with a way to change it.

use guide::Msg;
use guide::screen::{Review, ReviewGroup, ReviewRow};
use yew::{Callback, Html, MouseEvent, html};

/// The review.
pub fn view(body: &Review, heading: Html, send: &Callback<Msg>) -> Html {
    html! {
        <>
            { heading }
            <p>{ &body.text }</p>
            { for body.groups.iter().map(|one| group(one, send)) }
        </>
    }
}

fn group(group: &ReviewGroup, send: &Callback<Msg>) -> Html {
    html! {
        <section class="review">
            <h2>{ &group.title }</h2>
            <ul>{ for group.rows.iter().map(|one| row(one, send)) }</ul>
        </section>
    }
}

fn row(row: &ReviewRow, send: &Callback<Msg>) -> Html {
    let id = row.item.clone();
    let change = send.reform(move |_: MouseEvent| Msg::Change(id.clone()));
    let class = if row.answered { "answer" } else { "answer open" };
    html! {
        <li data-row={row.item.as_str().to_owned()}>
            <span class="name">{ &row.name }</span>
            <span class={class} translate="no">{ &row.answer }</span>
            <button type="button" class="change" data-action="change" data-id={row.item.as_str().to_owned()}
                onclick={change}>
                { &row.change }
                <span class="unseen">{ ": " }{ &row.name }</span>
            </button>
        </li>
    }
}
