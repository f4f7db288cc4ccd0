//! Views: each a function of a part of the screen. They hold no state, hear no events and know nothing of where words
//! come from. What a control does stands in its name, its value and its `data-action`; `edge::events` reads it.

use guide::screen::{Body, Screen};
use yew::{Html, html};

mod card;
mod chrome;
mod expectation;
mod help;
mod question;
mod result;
mod review;
mod text;
mod welcome;
mod whole;

pub use whole::whole;

/// A whole screen. Its key makes the browser build each new screen anew, so that no tick is carried over.
pub fn screen(screen: &Screen) -> Html {
    let heading = heading(screen);
    let notice = notice(screen);
    let body = match &screen.body {
        Body::Welcome(body) => welcome::view(body, heading, notice),
        Body::Help(body) => help::view(body, heading),
        Body::Expectation(body) => expectation::view(body, heading),
        Body::Question(body) => question::view(body, heading, notice),
        Body::Review(body) => review::view(body, heading),
        Body::Result(body) => result::view(body, heading),
        Body::Left(text) => html! { <>{ heading }<p>{ text }</p></> },
    };
    let key = [screen.kind.name(), screen.heading.as_str()].concat();
    html! {
        <div class="guide" key={key}>
            { chrome::top(screen) }
            <main>
                { body }
                { chrome::actions(&screen.actions) }
            </main>
            { chrome::help_lines(screen) }
            { chrome::foot(screen) }
        </div>
    }
}

fn heading(screen: &Screen) -> Html {
    html! { <h1 tabindex="-1">{ &screen.heading }</h1> }
}

fn notice(screen: &Screen) -> Html {
    match &screen.notice {
        Some(notice) => html! { <p class="notice" data-part="error" id="notice" tabindex="-1">{ notice }</p> },
        None => Html::default(),
    }
}
