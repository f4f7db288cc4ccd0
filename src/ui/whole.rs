//! The whole content, to be read and printed without any script.

use guide::whole::{Whole, WholeExpectation};
use yew::{Html, html};

use super::{expectation, help, result, text};

/// The whole content of a pack in one language.
pub fn whole(whole: &Whole) -> Html {
    html! {
        <>
            <h2>{ &whole.title }</h2>
            <p>{ &whole.text }</p>
            { for whole.help.iter().map(|(title, page)| html! {
                <section><h3>{ title }</h3>{ help::content(page) }</section>
            }) }
            <section>
                <h3>{ &whole.services_title }</h3>
                { for whole.services.iter().map(result::service) }
            </section>
            <section>
                <h3>{ &whole.expectations_title }</h3>
                { for whole.expectations.iter().map(expectation_to_read) }
            </section>
            <section>
                <h3>{ &whole.requirements_title }</h3>
                <p>{ &whole.requirements_text }</p>
                <ul class="entries">{ for whole.requirements.iter().map(result::requirement) }</ul>
            </section>
            <section>
                <h3>{ &whole.questions_title }</h3>
                { for whole.questions.iter().map(question) }
            </section>
            <section>
                <h3>{ &whole.phones_title }</h3>
                { text::phones(&whole.phones) }
            </section>
            <section>
                <h3>{ &whole.links_title }</h3>
                { text::links(&whole.links) }
            </section>
        </>
    }
}

fn expectation_to_read(one: &WholeExpectation) -> Html {
    html! {
        <section class="card">
            <h4>{ &one.title }</h4>
            { for one.sections.iter().map(expectation::section) }
            { text::proof(&one.proof) }
        </section>
    }
}

fn question((ask, options): &(String, Vec<String>)) -> Html {
    html! {
        <div class="asked">
            <p><strong>{ ask }</strong></p>
            <ul>{ for options.iter().map(|option| html! { <li>{ option }</li> }) }</ul>
        </div>
    }
}
