//! Draws screens with Yew's server renderer, by the views that the browser uses.

use guide::Screen;
use guide::whole::Whole;
use porchlight::ui;
use yew::{Html, Properties, ServerRenderer, component};

/// What is drawn.
#[derive(Clone, PartialEq)]
pub enum Content {
    Screen(Box<Screen>),
    Whole(Box<Whole>),
}

#[derive(Properties, PartialEq)]
struct Drawn {
    content: Content,
}

#[component]
fn Still(drawn: &Drawn) -> Html {
    match &drawn.content {
        Content::Screen(screen) => ui::screen(screen),
        Content::Whole(whole) => ui::whole(whole),
    }
}

/// The HTML of many, in the same order.
pub fn html(contents: Vec<Content>) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut drawn = Vec::new();
        for content in contents {
            let still = ServerRenderer::<Still>::with_props(move || Drawn { content }).hydratable(false);
            drawn.push(still.render().await);
        }
        drawn
    })
}
