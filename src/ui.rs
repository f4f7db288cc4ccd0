//! Views: each a function of a part of the screen. They hold no state and know nothing of where words come from.

use guide::Msg;
use guide::screen::{Body, Screen};
use yew::{Callback, Html, html};

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
pub fn screen(screen: &Screen, send: &Callback<Msg>) -> Html {
    let heading = heading(screen);
    let notice = notice(screen);
    let body = match &screen.body {
        Body::Welcome(body) => welcome::view(body, heading, notice, send),
        Body::Help(body) => help::view(body, heading),
        Body::Expectation(body) => expectation::view(body, heading, send),
        Body::Question(body) => question::view(body, heading, notice, send),
        Body::Review(body) => review::view(body, heading, send),
        Body::Result(body) => result::view(body, heading),
        Body::Left(text) => html! { <>{ heading }<p>{ text }</p></> },
    };
    let key = [screen.kind.name(), screen.heading.as_str()].concat();
    html! {
        <div class="guide" key={key}>
            { chrome::top(screen, send) }
            <main>
                { body }
                { chrome::actions(&screen.actions, send) }
            </main>
            { chrome::help_lines(screen) }
            { chrome::foot(screen, send) }
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
