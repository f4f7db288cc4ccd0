//! What stands around every screen: the top with the way out, the buttons, the help lines, the language.

use guide::screen::{Action, Kind, LanguageRow, Screen};
use yew::{Html, html};

use super::text;

/// The top: how far, and the way out. The way out is a link, so that it works before and without the module.
pub fn top(screen: &Screen) -> Html {
    if screen.kind == Kind::Left {
        return Html::default();
    }
    html! {
        <header class="top">
            <p class="progress" data-part="progress">{ screen.progress.as_deref().unwrap_or_default() }</p>
            <a class="leave" data-action="leave" href={screen.leave.href.clone()} title={screen.leave_hint.clone()}
                target="_top" rel="noopener noreferrer" referrerpolicy="no-referrer">
                { &screen.leave.label }
            </a>
        </header>
    }
}

/// The buttons, the main one first.
pub fn actions(actions: &[Action]) -> Html {
    if actions.is_empty() {
        return Html::default();
    }
    let button = |(position, action): (usize, &Action)| {
        let class = if position == 0 { "main" } else { "other" };
        html! {
            <button type="button" class={class} data-action={action.kind.name()}>
                { &action.label }
            </button>
        }
    };
    html! { <div class="actions">{ for actions.iter().enumerate().map(button) }</div> }
}

/// The help lines: on every screen, in the same place and order (WCAG 3.2.6).
pub fn help_lines(screen: &Screen) -> Html {
    if screen.kind == Kind::Left {
        return Html::default();
    }
    html! {
        <aside class="help-lines" data-part="help-lines" aria-label={screen.help_title.clone()}>
            <h2>{ &screen.help_title }</h2>
            { text::phones(&screen.help_lines) }
        </aside>
    }
}

/// The language, and who has read it.
pub fn foot(screen: &Screen) -> Html {
    html! {
        <footer class="foot">
            if !screen.languages.is_empty() {
                { languages(screen) }
            }
            if let Some(review) = &screen.review {
                <p class="small">{ review }</p>
            }
        </footer>
    }
}

fn languages(screen: &Screen) -> Html {
    let option = |row: &LanguageRow| {
        let chosen = row.code == screen.language.code;
        html! { <option value={row.code.clone()} lang={row.code.clone()} selected={chosen}>{ &row.name }</option> }
    };
    html! {
        <label class="language">
            <span>{ &screen.language_label }</span>
            <select data-action="language" autocomplete="off">
                { for screen.languages.iter().map(option) }
            </select>
        </label>
    }
}
