//! The one component with state: it holds the session, shows its screen and hands its effects to the edge.

use guide::{Effect, Msg, Session, Setup};
use yew::{Component, Context, Event, Html, KeyboardEvent, MouseEvent, Properties, html};

use crate::{edge, ui};

/// What the component begins with. It is never given other properties later.
#[derive(Clone, Properties)]
pub struct Props {
    /// The pack, the words and the wishes of the tag.
    pub setup: Setup,
    /// What the person had already done on the pre-rendered first screen.
    #[prop_or_default]
    pub touched: Option<Msg>,
}

impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The guide.
pub struct App {
    session: Session,
    /// Effects that need the new screen to be there first.
    waiting: Vec<Effect>,
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        Self { session: Session::new(context.props().setup.clone()), waiting: Vec::new() }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        for effect in self.session.update(msg) {
            if edge::waits_for_screen(&effect) {
                self.waiting.push(effect);
            } else {
                edge::carry_out(effect);
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let pressed = link.batch_callback(|event: MouseEvent| edge::events::pressed(&event));
        let chosen = link.batch_callback(|event: Event| edge::events::chosen(&event));
        let typed = link.batch_callback(|event: KeyboardEvent| edge::events::typed(&event));
        let screen = self.session.screen();
        // The key makes the browser build each new screen anew: a patched radio button can lose its tick. Yew compares
        // the key of an element, not that of the list inside.
        html! {
            <div key={screen.key()} onclick={pressed} onchange={chosen} onkeydown={typed}>
                { ui::screen(&screen) }
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        let screen = self.session.screen();
        edge::document::mark(screen.kind.name(), screen.path.as_ref().map(|path| path.as_str()));
        if first {
            let language = &screen.language;
            edge::document::set_language(&language.code, &language.direction, &screen.title);
            edge::document::take_over();
            if let Some(msg) = context.props().touched.clone() {
                context.link().send_message(msg);
            }
        }
        for effect in self.waiting.drain(..) {
            edge::carry_out(effect);
        }
    }
}
