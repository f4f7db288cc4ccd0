//! The result: the next step first, then what stands strong, what to talk over, what to learn, what to ask.

use guide::screen::{Finding, FindingGroup, NextStep, RequirementCard, ResultBody, Section, ServiceCard};
use guide::text::Paragraph;
use yew::{Html, html};

use super::text;

/// The result.
pub fn view(body: &ResultBody, heading: Html) -> Html {
    html! {
        <>
            { heading }
            { next_step(&body.next) }
            { for body.findings.iter().map(findings) }
            { section("ask", &body.ask, |ask: &Paragraph| html! { <li>{ text::runs(ask) }</li> }) }
            { section("family", &body.family, family) }
            { section("requirements", &body.requirements, requirement) }
            { section("partners", &body.partners, |link| html! { <li>{ text::page_link(link, true) }</li> }) }
        </>
    }
}

fn next_step(next: &NextStep) -> Html {
    html! {
        <section class="part next-step" data-part="next-step">
            <h2>{ &next.title }</h2>
            <p>{ &next.text }</p>
            { text::paragraphs(&next.area) }
            { for next.groups.iter().map(|(title, cards)| html! {
                <>
                    <h3>{ title }</h3>
                    { for cards.iter().map(service) }
                </>
            }) }
        </section>
    }
}

/// A service as a card.
pub fn service(card: &ServiceCard) -> Html {
    html! {
        <div class="card">
            <h4>{ &card.name }</h4>
            <p class="by">{ &card.organization }</p>
            { text::paragraphs(&card.text) }
            { text::phones(&card.phones) }
            { text::links(&card.links) }
            { text::proof(&card.proof) }
        </div>
    }
}

fn findings(group: &FindingGroup) -> Html {
    html! {
        <section class={["part ", group.part].concat()} data-part={group.part}>
            <h2>{ &group.title }</h2>
            if group.findings.is_empty() {
                <p>{ &group.none }</p>
            } else {
                <ul class="findings">{ for group.findings.iter().map(|one| finding(one, &group.from)) }</ul>
            }
        </section>
    }
}

fn finding(finding: &Finding, from: &str) -> Html {
    html! {
        <li>
            <h3>{ &finding.title }</h3>
            { text::paragraphs(&finding.text) }
            if let Some(link) = &finding.link {
                <p>{ text::page_link(link, true) }</p>
            }
            if !finding.from.is_empty() {
                <div class="from">
                    <span>{ from }{ ":" }</span>
                    <ul>{ for finding.from.iter().map(|one| html! { <li>{ one }</li> }) }</ul>
                </div>
            }
        </li>
    }
}

fn section<T>(part: &'static str, section: &Section<T>, entry: impl Fn(&T) -> Html) -> Html {
    if section.entries.is_empty() {
        return Html::default();
    }
    html! {
        <section class={["part ", part].concat()} data-part={part}>
            <h2>{ &section.title }</h2>
            if !section.text.is_empty() {
                <p>{ &section.text }</p>
            }
            <ul class="entries">{ for section.entries.iter().map(entry) }</ul>
        </section>
    }
}

fn family((name, answer): &(String, String)) -> Html {
    html! { <li translate="no"><strong>{ name }</strong>{ ": " }{ answer }</li> }
}

/// A requirement, as something to ask about.
pub fn requirement(card: &RequirementCard) -> Html {
    html! {
        <li>
            <h3>{ &card.title }</h3>
            { text::paragraphs(&card.text) }
            { text::proof(&card.proof) }
        </li>
    }
}
